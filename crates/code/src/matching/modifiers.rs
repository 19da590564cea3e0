//! What surrounds a verb: modals, negation, adverbs, conditions, tense.
//!
//! In: the node that carries tense. Out: the operators that stand over its event, innermost first,
//! and the [`Tense`] of the clause. Never: operators with a frame of their own ("refuse to").
//!
//! *may not attend* has the operators `possible`, `negate`; *if Russia attacked* has `hypothetical`.

use dateline_parse::{Label, Tag};

use super::Matcher;
use crate::frame::lemma_with_particle;
use crate::rules::TriggerKind;
use crate::situate::time::Tense;
use crate::text::Node;

/// The verb whose auxiliaries a conjoined verb shares: "will attend and hold talks".
fn shared_auxiliaries(verb: Node) -> Option<Node> {
    let own = verb.children().any(|child| {
        matches!(
            child.label(),
            Label::Aux | Label::Auxpass | Label::Nsubj | Label::Nsubjpass
        )
    });
    let bare = matches!(
        verb.tag(),
        Tag::Verb | Tag::VerbPresent | Tag::VerbParticiple
    );
    let head = verb
        .head()
        .filter(|head| verb.label() == Label::Conj && head.is_verb())?;
    (!own && bare).then_some(head)
}

/// So many words has the longest phrase that opens a condition.
const LONGEST_CONDITION: usize = 5;

/// How a clause hangs in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It tells something.
    Told,
    /// It is only a purpose, a topic, a mandate.
    Untold,
    /// It is what somebody set out to do.
    Intended,
}

impl Matcher<'_> {
    /// The operators that the words around `finite` put over its event, innermost first.
    pub(super) fn operators(&self, finite: Node, trigger: Node) -> Vec<String> {
        let mut operators = self.adverbial_operators(finite);
        if self.is_conditional(finite) || self.is_counterfactual(finite) || self.is_inverted(finite)
        {
            operators.push(self.constant("hypothetical"));
            return operators;
        }
        if self.is_negated(finite) || (trigger != finite && self.is_negated(trigger)) {
            operators.push(self.constant("negate"));
        }
        operators
    }

    /// The operators of modals and adverbs, of the verb's own or shared with the one it is joined to.
    fn adverbial_operators(&self, finite: Node) -> Vec<String> {
        let of = |node: Node| -> Vec<String> {
            let qualifying = node
                .children()
                .filter(|child| matches!(child.label(), Label::Aux | Label::Advmod | Label::Prep));
            let rules = qualifying
                .filter_map(|child| self.rules.of(TriggerKind::Adverb, &child.lower()).next());
            rules
                .filter_map(|(_, rule)| rule.operator.clone())
                .collect()
        };
        let own = of(finite);
        match shared_auxiliaries(finite) {
            Some(head) if own.is_empty() => of(head),
            _ => own,
        }
    }

    /// The name of a built-in operator, from the table of such names.
    pub(super) fn constant(&self, key: &str) -> String {
        self.lexicon
            .map("built-in-operators")
            .get(key)
            .unwrap_or(key)
            .to_owned()
    }

    fn is_negated(&self, node: Node) -> bool {
        let negators = self.lexicon.set("negators");
        let direct = |node: &Node| {
            node.label() == Label::Neg
                || (matches!(node.label(), Label::Det | Label::Preconj)
                    && negators.has(node.lowered()))
        };
        if node.children().any(|child| direct(&child)) {
            return true;
        }
        let subject = node
            .children()
            .find(|c| matches!(c.label(), Label::Nsubj | Label::Nsubjpass));
        if subject.is_some_and(|s| negators.has(s.lowered()) || s.children().any(|c| direct(&c))) {
            return true;
        }
        let shares = node.label() == Label::Conj && node.child(Label::Nsubj).is_none();
        let contrast = node.head().is_some_and(|head| {
            head.all(Label::Cc)
                .any(|cc| self.lexicon.set("contrast-conjunctions").has(cc.lowered()))
        });
        let own_aux = node.child(Label::Aux).is_some() || node.child(Label::Auxpass).is_some();
        shares
            && !contrast
            && !own_aux
            && node
                .head()
                .is_some_and(|head| head.is_verb() && self.is_negated(head))
    }

    /// Whether the clause, or one it stands in, is a condition.
    fn is_conditional(&self, finite: Node) -> bool {
        let marks = self.lexicon.set("condition-marks");
        let opens = |node: &Node| {
            let marked = node.all(Label::Mark).any(|mark| marks.has(mark.lowered()));
            marked || self.opens_condition(*node)
        };
        let mut node = finite;
        loop {
            if opens(&node) {
                return true;
            }
            let Some(head) = node.head() else {
                return false;
            };
            let inside = matches!(
                node.label(),
                Label::Ccomp | Label::Xcomp | Label::Conj | Label::Advcl | Label::Dobj
            );
            let starts_own = node.label() == Label::Advcl || !inside;
            if starts_own {
                return false;
            }
            node = head;
        }
    }

    /// "in case it attacks", "provided that it attacks".
    fn opens_condition(&self, clause: Node) -> bool {
        let phrases = self.lexicon.set("condition-phrases");
        let noun = clause
            .head()
            .filter(|_| matches!(clause.label(), Label::Relcl | Label::Acl));
        let before = noun.filter(|noun| noun.label() == Label::Pobj);
        let top = before.and_then(|noun| noun.head()).unwrap_or(clause);
        let start = top.subtree().start;
        let last = clause.view().len().min(start + LONGEST_CONDITION);
        let above = clause.head().map(|head| head.lower()).unwrap_or_default();
        let mut words = String::new();
        (start..last).any(|token| {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(&clause.at(token).lower());
            phrases.has(&words) && token < clause.token
        }) || phrases.has(&above) && clause.label() == Label::Ccomp
    }

    /// "Had they met", "should they meet", "were they to meet", with the auxiliary before its subject.
    fn is_inverted(&self, finite: Node) -> bool {
        let inverting = self.lexicon.set("inverting-auxiliaries");
        let opens = |node: &Node| {
            inverting.has(node.lowered())
                && node.subtree().start == node.token
                && self.begins_clause(*node)
        };
        let subject_follows = |aux: &Node| {
            let next = aux.at((aux.token + 1).min(aux.view().len() - 1));
            next != finite
                && (next.is_noun()
                    || next.is_pronoun()
                    || next.label() == Label::Det
                    || next.label() == Label::Poss
                    || next.label() == Label::Amod)
        };
        let mut auxiliaries = finite.all(Label::Aux).chain(finite.all(Label::Auxpass));
        let own = auxiliaries.any(|aux| opens(&aux) && subject_follows(&aux));
        let copula = finite.child(Label::Xcomp).is_some() && opens(&finite);
        own || copula && subject_follows(&finite)
    }

    /// Whether a word opens a sentence or follows a mark.
    fn begins_clause(&self, word: Node) -> bool {
        let Some(before) = word.token.checked_sub(1) else {
            return true;
        };
        word.at(before).label() == Label::Punct
    }

    /// "would have met", and "had they met" with the auxiliary before its subject.
    fn is_counterfactual(&self, finite: Node) -> bool {
        let auxiliaries: Vec<Node> = finite.all(Label::Aux).collect();
        let perfect = |aux: &&Node| aux.lemma() == self.constant("perfect");
        let Some(perfect) = auxiliaries.iter().find(perfect) else {
            return false;
        };
        let conditionals = self.lexicon.set("conditional-modals");
        let modal = auxiliaries
            .iter()
            .any(|aux| conditionals.has(aux.lowered()));
        let subject = finite
            .children()
            .find(|child| matches!(child.label(), Label::Nsubj | Label::Nsubjpass));
        let inverted = finite.label() == Label::Advcl
            && finite.child(Label::Mark).is_none()
            && subject.is_some_and(|subject| perfect.token < subject.token);
        modal || inverted
    }

    /// Whether a clause that no operator stands over tells something.
    pub(super) fn standing(&self, finite: Node) -> Standing {
        if self.is_asked(finite) {
            return Standing::Untold;
        }
        let Some(head) = finite.head() else {
            return Standing::Told;
        };
        if let Some(carrier) = self.carrier(finite) {
            return self.standing(carrier);
        }
        let infinitive = crate::frame::is_infinitive(finite);
        match finite.label() {
            Label::Conj if head.is_verb() => {
                let own =
                    finite.child(Label::Nsubj).is_some() || finite.child(Label::Aux).is_some();
                if own {
                    Standing::Told
                } else {
                    self.standing(head)
                }
            }
            Label::Advcl | Label::Xcomp | Label::Relcl if infinitive => self.after_motion(head),
            Label::Acl | Label::Ccomp if infinitive => Standing::Untold,
            Label::Csubj | Label::Csubjpass => Standing::Untold,
            Label::Xcomp if finite.is_verb() && finite.tag() != Tag::VerbParticiple => {
                let seen_through = self.lexicon.set("transparent-verbs");
                if seen_through.has(&lemma_with_particle(head)) {
                    self.standing(head)
                } else {
                    Standing::Untold
                }
            }
            Label::Pcomp => {
                let factual = self.lexicon.set("factual-prepositions").has(head.lemma());
                if factual {
                    Standing::Told
                } else {
                    Standing::Untold
                }
            }
            _ => Standing::Told,
        }
    }

    /// The verb that makes a clause as real as itself: what people gather for ("turned out *to
    /// demand* elections"), what a law does that is passed ("passed a law *banning* rallies").
    pub(super) fn carrier<'a>(&self, finite: Node<'a>) -> Option<Node<'a>> {
        let head = finite.head()?;
        let aims = matches!(finite.label(), Label::Advcl | Label::Xcomp)
            && crate::frame::is_infinitive(finite);
        let gathers = || {
            let verbs = self.lexicon.set("gathering-verbs");
            verbs.has(&lemma_with_particle(head))
        };
        if aims && gathers() {
            return Some(head);
        }
        let behind = matches!(finite.label(), Label::Acl | Label::Relcl);
        let tells = behind && !crate::frame::is_infinitive(finite);
        self.lawmaking(head).filter(|_| tells)
    }

    /// The verb by which a law comes about: "*passed* a law".
    pub(super) fn lawmaking<'a>(&self, noun: Node<'a>) -> Option<Node<'a>> {
        let made = matches!(noun.label(), Label::Dobj | Label::Nsubjpass);
        let verb = noun.head().filter(|verb| made && verb.is_verb())?;
        let makes = || {
            let verbs = self.lexicon.set("lawmaking-verbs");
            verbs.has(&lemma_with_particle(verb))
        };
        let law = self.lexicon.set("laws").has(noun.lemma_lowered());
        (law && makes()).then_some(verb)
    }

    /// Whether the clause is what somebody asks: "asked whether …".
    fn is_asked(&self, finite: Node) -> bool {
        let marks = self.lexicon.set("question-words");
        finite.children().any(|child| {
            matches!(child.label(), Label::Mark | Label::Advmod)
                && child.token < finite.token
                && marks.has(child.lowered())
        })
    }

    /// "arrived to attend": what a traveller comes for is intended, other purposes are not told.
    fn after_motion(&self, head: Node) -> Standing {
        let motion = self
            .lexicon
            .set("motion-verbs")
            .has(&lemma_with_particle(head));
        if motion {
            Standing::Intended
        } else {
            Standing::Untold
        }
    }

    /// When the clause of `finite` speaks of.
    pub(crate) fn tense(&self, finite: Node) -> Tense {
        let future = self.lexicon.set("future-auxiliaries");
        let mut node = shared_auxiliaries(finite).unwrap_or(finite);
        for _ in 0..6 {
            if node.all(Label::Aux).any(|aux| future.has(aux.lowered())) {
                return Tense::Future;
            }
            let aux = node.children().find(|c| {
                matches!(c.label(), Label::Aux | Label::Auxpass)
                    && !matches!(c.tag(), Tag::To | Tag::Modal)
            });
            match aux.map_or(node.tag(), |aux| aux.tag()) {
                Tag::VerbPast => return Tense::Past,
                Tag::VerbThird | Tag::VerbPresent => {
                    let perfect = aux.is_some_and(|aux| {
                        self.lexicon.set("perfect-auxiliaries").has(aux.lowered())
                    });
                    let past = perfect && !finite.is_noun();
                    return if past { Tense::Past } else { Tense::Present };
                }
                Tag::VerbParticiple if aux.is_none() && node.label() != Label::Conj => {
                    return Tense::Past;
                }
                _ => {}
            }
            match node.head() {
                Some(head) if node.label() != Label::Ccomp => node = head,
                _ => break,
            }
        }
        Tense::Past
    }
}
