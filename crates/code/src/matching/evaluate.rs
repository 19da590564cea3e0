//! From matches to drafts: operators over base acts.
//!
//! In: the matches of a sentence. Out: drafts, each operator applied from the innermost outward.
//! Never: the words of a clause; these were read by [`super::fill`] and [`super::modifiers`].
//!
//! *urged Iran not to attack* gives a REQUEST toward Iran and the attack, called for negatively:
//! negate(attack) stands inside request(…).

use std::borrow::Cow;

use dateline_record::Status;

use super::fill::asks;
use super::modifiers::Standing;
use super::{Draft, Filled, Match, Matcher, Scene, SentenceMatches, Tense};
use crate::frame::lemma_with_particle;
use crate::rules::{Embedded, Needs, Role, Row, Rule};
use crate::text::Node;

/// How deep operators may nest.
const DEEPEST: usize = 6;

impl Matcher<'_> {
    /// The drafts that hang on a trigger.
    pub(super) fn evaluate<'a>(
        &self,
        scene: &Scene<'a>,
        matches: &SentenceMatches<'a>,
        trigger: Node<'a>,
        depth: usize,
    ) -> Vec<Draft> {
        let Some(found) = &matches.by_token[trigger.token] else {
            return Vec::new();
        };
        if depth > DEEPEST {
            return Vec::new();
        }
        let rule = &self.rules.rules[found.rule];
        let mut inner = Vec::new();
        if rule.operator.is_some() || asks(rule) {
            for token in self.embedded(matches, found) {
                if token != trigger.token {
                    inner.extend(self.evaluate(scene, matches, trigger.at(token), depth + 1));
                }
            }
        }
        let mut drafts = match (&rule.act, &rule.operator) {
            (Some(_), Some(operator)) => self.with_own_act(found, rule, operator, inner),
            (Some(_), None) if asks(rule) => {
                let operator = self.constant("asked");
                self.with_own_act(found, rule, &operator, inner)
            }
            (Some(_), None) => self.own_draft(found, rule).into_iter().collect(),
            (None, Some(operator)) => self.qualified(found, rule, operator, inner),
            (None, None) => Vec::new(),
        };
        self.apply_surroundings(found, &mut drafts, depth);
        self.look_ahead(scene, found, &mut drafts);
        drafts
    }

    fn own_draft(&self, found: &Match, rule: &Rule) -> Option<Draft> {
        let trigger = found.frame.trigger;
        let finite = found.frame.finite();
        Some(Draft {
            rule: found.rule,
            act: rule.act.clone()?,
            status: rule.status.unwrap_or(Status::Occurred),
            actors: without(&found.fills.actors, &[]),
            recipients: without(&found.fills.recipients, &found.fills.actors),
            reciprocal: rule.reciprocal || found.fills.mutual,
            pairs: rule.pairs,
            sentence: trigger.view().index,
            trigger: trigger.token,
            finite: finite.token,
            clause: clause_of(trigger, finite),
            tense: self.tense(finite),
            cameo: rule.cameo.clone(),
            contexts: rule.contexts.clone(),
            fold: None,
            callers: Vec::new(),
            steps: Vec::new(),
            bare_noun: trigger.is_noun() && found.frame.support.is_none(),
            score: found.score,
            partyless: found.fills.agentless && found.fills.constrained,
            agentless: found.fills.agentless,
        })
    }

    /// A rule with an act of its own over events inside: "urged Iran to release them".
    fn with_own_act(
        &self,
        found: &Match,
        rule: &Rule,
        operator: &str,
        inner: Vec<Draft>,
    ) -> Vec<Draft> {
        let Some(mut own) = self.own_draft(found, rule) else {
            return inner;
        };
        let unused = inner.clone();
        let mut kept = Vec::new();
        for mut draft in inner {
            let Some(row) = self.outcome(operator, &draft) else {
                continue;
            };
            if let Some(act) = &row.act {
                own.act = act.clone();
            }
            if row.mode.is_some() && (rule.operator.is_some() || own.act.mode.is_none()) {
                own.act.mode = row.mode.clone();
            }
            if own.recipients.is_empty() {
                let toward: &[Filled] = match asks(rule) {
                    true => &[],
                    false => &draft.recipients,
                };
                own.recipients = without(&[&draft.actors[..], toward].concat(), &own.actors);
            }
            own.steps.push(row.id.clone());
            match row.embedded {
                Embedded::Drop => continue,
                Embedded::Keep => {}
                Embedded::Status(_) if draft.act == own.act => continue,
                Embedded::Status(status) if draft.status != Status::Denied => draft.status = status,
                Embedded::Status(_) => continue,
            }
            let toward_them = || without(&draft.recipients, &own.recipients).is_empty();
            if draft.actors.is_empty() && !(draft.agentless && toward_them()) {
                draft.actors = own.recipients.clone();
                draft.recipients = without(&draft.recipients, &draft.actors);
            }
            draft.callers = own.actors.clone();
            draft.steps.push(row.id.clone());
            kept.push(draft);
        }
        let lacks = match rule.needs {
            Needs::Nothing => false,
            Needs::Recipient => own.recipients.is_empty(),
            Needs::Event => own.steps.is_empty(),
            Needs::Either => own.recipients.is_empty() && own.steps.is_empty(),
            Needs::Others => own.recipients.is_empty() && own.actors.len() < 2,
        };
        if lacks {
            return unused;
        }
        kept.extend(self.asked_help(rule, &own).filter(|_| kept.is_empty()));
        kept.insert(0, own);
        kept
    }

    /// What is asked for where only a thing names it: "asked France for grain".
    fn asked_help(&self, rule: &Rule, own: &Draft) -> Option<Draft> {
        let operator = self.constant("asked-thing");
        let row = self
            .rules
            .composition
            .apply(&operator, &own.act, own.status)?;
        let (act, Embedded::Status(status)) = (row.act.clone()?, row.embedded) else {
            return None;
        };
        let mut draft = own.clone();
        draft.act = act;
        draft.status = status;
        draft.actors = own.recipients.clone();
        draft.recipients = own.actors.clone();
        draft.callers = own.actors.clone();
        draft.cameo = None;
        draft.steps.push(row.id.clone());
        (asks(rule) && !own.recipients.is_empty()).then_some(draft)
    }

    /// A qualifier over events inside: "is likely to meet", "refused to lift".
    fn qualified(
        &self,
        found: &Match,
        rule: &Rule,
        operator: &str,
        inner: Vec<Draft>,
    ) -> Vec<Draft> {
        let takes_actor = rule.frame.iter().any(|spec| spec.role == Role::Actor);
        let operator = &*self.under_negation(found, operator);
        let mut kept = Vec::new();
        for mut draft in inner {
            let Some(row) = self.outcome(operator, &draft) else {
                continue;
            };
            if let Some(act) = &row.act {
                self.recast(found, &mut draft, act.clone(), takes_actor);
            } else if draft.actors.is_empty() && takes_actor {
                draft.actors = found.fills.actors.clone();
                draft.recipients = without(&draft.recipients, &draft.actors);
            }
            if let Some(status) = row.status {
                draft.status = status;
            }
            draft.fold = row.fold.or(draft.fold);
            draft.steps.extend([rule.id.clone(), row.id.clone()]);
            draft.clause = union(
                &draft.clause,
                &clause_of(found.frame.trigger, found.frame.finite()),
            );
            if row.act.is_some() || !self.lexicon.set("saying-operators").has(operator) {
                draft.finite = found.frame.finite().token;
                draft.tense = self.tense(found.frame.finite());
            }
            kept.push(draft);
        }
        kept
    }

    /// The operator for a word that is denied, where the table knows one: "did not rule out".
    fn under_negation<'o>(&self, found: &Match, operator: &'o str) -> Cow<'o, str> {
        let denied = format!("{}-{operator}", self.constant("negate"));
        match self.rules.composition.knows(&denied) && self.is_denied(found) {
            true => Cow::Owned(denied),
            false => Cow::Borrowed(operator),
        }
    }

    /// Whether the clause of a match is negated.
    fn is_denied(&self, found: &Match) -> bool {
        let negate = self.constant("negate");
        let finite = found.frame.finite();
        self.operators(finite, found.frame.trigger)
            .contains(&negate)
    }

    /// Whether the negation of a clause is already part of what its operator means.
    fn takes_negation(&self, found: &Match) -> bool {
        let rule = &self.rules.rules[found.rule];
        let operator = rule.operator.as_deref().filter(|_| rule.act.is_none());
        operator
            .is_some_and(|operator| matches!(self.under_negation(found, operator), Cow::Owned(_)))
    }

    /// The operator makes another act of it: the parties are the operator's.
    fn recast(
        &self,
        found: &Match,
        draft: &mut Draft,
        act: dateline_record::Act,
        takes_actor: bool,
    ) {
        draft.act = act;
        draft.cameo = None;
        draft.reciprocal = false;
        if takes_actor && !found.fills.actors.is_empty() {
            let others = [
                &found.fills.recipients[..],
                &draft.recipients[..],
                &draft.actors[..],
            ]
            .concat();
            draft.actors = found.fills.actors.clone();
            let others = if found.fills.recipients.is_empty() {
                others
            } else {
                found.fills.recipients.clone()
            };
            draft.recipients = without(&others, &draft.actors);
        }
        draft.trigger = found.frame.trigger.token;
    }

    /// Modals, negation, conditions and the way the clause hangs in its sentence.
    fn apply_surroundings(&self, found: &Match, drafts: &mut Vec<Draft>, depth: usize) {
        let finite = found.frame.finite();
        let mut operators = self.operators(finite, found.frame.trigger);
        if self.takes_negation(found) {
            let negate = self.constant("negate");
            operators.retain(|operator| *operator != negate);
        }
        if depth == 0 {
            match self.standing(finite) {
                Standing::Told => {}
                Standing::Untold => return drafts.clear(),
                Standing::Intended => operators.extend(self.intention()),
            }
            operators.extend(self.noun_surroundings(found));
            if let Some(carrier) = self.carrier(finite) {
                operators.extend(self.operators(carrier, carrier));
            }
        }
        for operator in operators {
            drafts.retain_mut(|draft| {
                let called_for = draft.status == Status::CalledFor && !draft.callers.is_empty();
                called_for || self.apply_operator(&operator, draft)
            });
        }
    }

    /// The same for a draft that no rule has made; it stays, whatever they say.
    pub(crate) fn surround(&self, finite: Node, trigger: Node, draft: &mut Draft) {
        let mut operators = self.operators(finite, trigger);
        if matches!(self.standing(finite), Standing::Intended) {
            operators.extend(self.intention());
        }
        for operator in operators {
            self.apply_operator(&operator, draft);
        }
    }

    fn intention(&self) -> Option<String> {
        self.lexicon
            .map("built-in-operators")
            .get("intended")
            .map(str::to_owned)
    }

    /// The operators of the verb whose subject a noun without support is: "the visit will focus on".
    fn noun_surroundings(&self, found: &Match) -> Vec<String> {
        let trigger = found.frame.trigger;
        if !trigger.is_noun() || found.frame.support.is_some() {
            return Vec::new();
        }
        let is_subject = matches!(
            trigger.label(),
            dateline_parse::Label::Nsubj | dateline_parse::Label::Nsubjpass
        );
        match trigger.head() {
            Some(verb) if is_subject && self.is_imagined(trigger, verb) => {
                vec![self.constant("hypothetical")]
            }
            Some(verb) if is_subject => self.operators(verb, verb),
            _ => Vec::new(),
        }
    }

    /// "*An* attack *would* …": an act that nobody has spoken of yet, and what it would bring.
    fn is_imagined(&self, noun: Node, verb: Node) -> bool {
        let imagining = self.lexicon.set("imagining-modals");
        let definite = self.lexicon.set("definite-words");
        let mut before = noun.children();
        let known = before.any(|child| {
            let before = matches!(child.label(), dateline_parse::Label::Det);
            let owned = child.label() == dateline_parse::Label::Poss;
            owned || before && definite.has(&child.lower())
        });
        !known && verb.children().any(|child| imagining.has(&child.lower()))
    }

    /// "Talks begin on Thursday": the present of what is arranged, with a day, lies ahead.
    fn look_ahead(&self, scene: &Scene, found: &Match, drafts: &mut [Draft]) {
        let finite = found.frame.finite();
        let arranged = self
            .lexicon
            .set("arranged-verbs")
            .has(&lemma_with_particle(finite))
            && self.tense(finite) == Tense::Present
            && finite.child(dateline_parse::Label::Aux).is_none()
            && !found.frame.passive;
        let is_support = finite.view().kind().is_support();
        let of_words = self.lexicon.set("ongoing-days");
        let dated = finite.subtree().any(|token| {
            let node = finite.at(token);
            scene.times.contains(&(finite.view().index, token)) && !of_words.has(&node.lower())
        });
        if !arranged || is_support || !dated {
            return;
        }
        for draft in drafts
            .iter_mut()
            .filter(|draft| draft.finite == finite.token)
        {
            if draft.status == Status::Occurred {
                draft.status = Status::Planned;
                draft.steps.push(self.constant("arranged"));
            }
        }
    }

    /// The row of the table of composition for an operator over a draft.
    fn outcome(&self, operator: &str, draft: &Draft) -> Option<&Row> {
        self.rules
            .composition
            .apply(operator, &draft.act, draft.status)
    }

    /// Applies an operator of the surroundings; false when the event goes.
    fn apply_operator(&self, operator: &str, draft: &mut Draft) -> bool {
        let Some(row) = self.outcome(operator, draft) else {
            return true;
        };
        if let Some(act) = &row.act {
            draft.act = act.clone();
        }
        if let Some(status) = row.status {
            draft.status = status;
        }
        draft.fold = row.fold.or(draft.fold);
        draft.steps.push(row.id.clone());
        true
    }
}

/// The tokens of the clause that reports the event.
fn clause_of(trigger: Node, finite: Node) -> std::ops::Range<usize> {
    union(&trigger.subtree(), &finite.subtree())
}

fn union(a: &std::ops::Range<usize>, b: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    a.start.min(b.start)..a.end.max(b.end)
}

/// Those of `some` that are not among `others`.
fn without(some: &[Filled], others: &[Filled]) -> Vec<Filled> {
    let same = |a: &Filled, b: &Filled| a.actor == b.actor && a.place == b.place;
    let mut kept: Vec<Filled> = Vec::new();
    for one in some {
        if !others.iter().any(|other| same(one, other))
            && !kept.iter().any(|other| same(one, other))
        {
            kept.push(one.clone());
        }
    }
    kept
}
