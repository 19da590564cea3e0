//! Verbs that a sentence does not say again.
//!
//! In: the drafts of a sentence. Out: the same with those of "as did Oslo" and "and Oslo Moscow".
//! Never: a draft whose verb stands in the text.
//!
//! *Denmark condemned Iran, and Norway Iraq* has a second draft, from Norway toward Iraq; *so did
//! Norway* one from Norway toward Iran.

use dateline_parse::{Label, Tag};

use super::named::party;
use super::{Draft, Filled, Matcher, Scene};
use crate::mention::ActorKind;
use crate::text::{Node, SentenceView};

/// A party in what follows a conjunction, with the token it hangs on.
struct Remnant {
    token: usize,
    filled: Vec<Filled>,
}

impl Matcher<'_> {
    /// Adds what a sentence tells without its verb.
    pub(super) fn add_elided(&self, scene: &Scene, view: &SentenceView, drafts: &mut Vec<Draft>) {
        if drafts.is_empty() {
            return;
        }
        let mut more = Vec::new();
        for node in view.nodes() {
            more.extend(self.echoed(scene, node, drafts));
            let Some((source, draft)) = self.gapped(scene, node, drafts) else {
                continue;
            };
            let before = |filled: &Filled| filled.at.1 < node.token || filled.at.0 != view.index;
            drafts[source].actors.retain(before);
            drafts[source].recipients.retain(before);
            more.push(draft);
        }
        drafts.extend(more);
    }

    /// What a sentence says by taking up the verb of the one before: "So did Oslo."
    pub(super) fn taken_up(
        &self,
        scene: &Scene,
        view: &SentenceView,
        before: &[Draft],
    ) -> Option<Draft> {
        let told = before.iter().find(|draft| !draft.actors.is_empty())?;
        let near = told.sentence + 1 == view.index;
        let echo = view.root().filter(|root| near && self.is_echo(*root))?;
        let actors = self.echoing(scene, echo);
        let again = Draft {
            actors,
            sentence: view.index,
            trigger: echo.token,
            finite: echo.token,
            clause: echo.subtree(),
            ..told.clone()
        };
        (!again.actors.is_empty()).then_some(again)
    }

    /// Whether a verb stands for another: "as did", "as … had done", "did the same".
    fn is_echo(&self, echo: Node) -> bool {
        if !echo.is_verb() || !self.lexicon.set("echo-verbs").has(echo.lemma()) {
            return false;
        }
        let openers = self.lexicon.set("echo-openers");
        let objects = self.lexicon.set("echo-objects");
        let opened = echo.token > 0 && openers.has(echo.at(echo.token - 1).lowered());
        let own = |child: Node| match child.label() {
            Label::Mark | Label::Advmod => child.token < echo.token && openers.has(child.lowered()),
            Label::Dobj => objects.has(child.lowered()),
            _ => false,
        };
        opened || echo.children().any(own)
    }

    /// Who does as the one before did.
    fn echoing(&self, scene: &Scene, echo: Node) -> Vec<Filled> {
        let objects = self.lexicon.set("echo-objects");
        let named = |child: &Node| match child.label() {
            Label::Nsubj => true,
            Label::Dobj | Label::Attr => child.token > echo.token && !objects.has(child.lowered()),
            _ => false,
        };
        let subject = echo.children().find(named);
        let subjects = subject.map_or(Vec::new(), |subject| subject.with_conjuncts());
        let parties = subjects.into_iter().filter_map(|node| party(scene, node));
        parties.flatten().collect()
    }

    /// "as did Oslo", "and so did Oslo", "followed by Oslo".
    fn echoed(&self, scene: &Scene, echo: Node, drafts: &[Draft]) -> Vec<Draft> {
        let participles = self.lexicon.set("echo-participles");
        let follows = echo.tag() == Tag::VerbParticiple && participles.has(echo.lemma());
        let agent = echo.child(Label::Agent).filter(|_| follows);
        let actors = match agent.and_then(|by| by.child(Label::Pobj)) {
            Some(one) => party(scene, one).unwrap_or_default(),
            None if self.is_echo(echo) => self.echoing(scene, echo),
            None => return Vec::new(),
        };
        let Some(verb) = echo.ancestors().find(Node::is_verb) else {
            return Vec::new();
        };
        let told = |draft: &&Draft| {
            hangs_on(draft, verb) && !actors.is_empty() && !draft.actors.is_empty()
        };
        let again = |draft: &Draft| Draft {
            actors: actors.clone(),
            trigger: echo.token,
            finite: echo.token,
            clause: echo.subtree(),
            ..draft.clone()
        };
        drafts.iter().filter(told).map(again).collect()
    }

    /// "and Norway Iraq", "and Norway one", "and Norway on Iraq": the draft whose verb is left out,
    /// and what is told.
    fn gapped(&self, scene: &Scene, and: Node, drafts: &[Draft]) -> Option<(usize, Draft)> {
        if and.label() != Label::Cc {
            return None;
        }
        let remnants = self.remnants(scene, and);
        let (first, rest) = remnants.split_first()?;
        let verb = and.ancestors().find(Node::is_verb)?;
        let told = |draft: &Draft| {
            hangs_on(draft, verb) && !draft.actors.is_empty() && !draft.recipients.is_empty()
        };
        let (token, toward) = match rest {
            [second] => (second.token, Some(second.filled.clone())),
            [] => (counted(and, first.token)?, None),
            _ => return None,
        };
        let parallel = |draft: &Draft| match rest {
            [second] if !is_adjacent(and, first.token, second.token) => {
                let recipient = draft
                    .recipients
                    .first()
                    .filter(|one| one.at.0 == draft.sentence);
                let before = recipient.and_then(|one| governor(and.at(one.at.1)));
                before.is_some() && before == governor(and.at(second.token))
            }
            _ => true,
        };
        let source = drafts
            .iter()
            .position(|draft| told(draft) && parallel(draft))?;
        let kept = |one: &&Filled| one.at.0 != and.view().index || one.at.1 < and.token;
        let own = || {
            drafts[source]
                .recipients
                .iter()
                .filter(kept)
                .cloned()
                .collect()
        };
        let again = Draft {
            actors: first.filled.clone(),
            recipients: toward.unwrap_or_else(own),
            trigger: token,
            clause: and.token + 1..token + 1,
            ..drafts[source].clone()
        };
        Some((source, again))
    }

    /// The parties between a conjunction and the end of its clause, if nothing stands between the
    /// first two and no verb follows.
    fn remnants(&self, scene: &Scene, and: Node) -> Vec<Remnant> {
        let view = and.view();
        let ends = |token: &usize| and.at(*token).label() == Label::Punct;
        let end = (and.token + 1..view.len()).find(ends).unwrap_or(view.len());
        let inside = and.token + 1..end;
        if inside.clone().any(|token| and.at(token).is_verb()) {
            return Vec::new();
        }
        let mut found: Vec<Remnant> = Vec::new();
        for token in inside.clone() {
            let node = and.at(token);
            let is_time = scene.times.contains(&(view.index, token));
            let Some(filled) = party(scene, node).filter(|_| !is_time) else {
                continue;
            };
            if owned_by(scene, node, end) {
                continue;
            }
            found.push(Remnant { token, filled });
        }
        let starts = found
            .first()
            .is_some_and(|first| leads(scene, and, first.token));
        let adjacent = found.get(1).is_none_or(|second| {
            is_adjacent(and, found[0].token, second.token)
                || governor(and.at(second.token)).is_some()
        });
        if starts && adjacent && self.are_states(scene, &found) {
            found
        } else {
            Vec::new()
        }
    }

    /// Whether no remnant merely names another: "Brazil's president Lula".
    fn are_states(&self, scene: &Scene, found: &[Remnant]) -> bool {
        let kind = |remnant: &Remnant| {
            let actor = remnant.filled.first().and_then(|filled| filled.actor);
            actor.map(|actor| &scene.mentions.actors[actor])
        };
        match found {
            [_] => true,
            [first, second, ..] => match (kind(first), kind(second)) {
                (Some(one), Some(other)) => {
                    one.country != other.country
                        && other.kind == ActorKind::State
                        && matches!(
                            one.kind,
                            ActorKind::State | ActorKind::Body | ActorKind::Person
                        )
                }
                _ => false,
            },
            [] => false,
        }
    }
}

/// Whether only small words stand between two tokens.
fn is_adjacent(and: Node, first: usize, second: usize) -> bool {
    let small = |token| {
        matches!(
            and.at(token).label(),
            Label::Case | Label::Det | Label::Amod
        )
    };
    (first + 1..second).all(small)
}

/// The preposition that a noun hangs on.
fn governor<'a>(noun: Node<'a>) -> Option<&'a str> {
    let head = noun.head().filter(|_| noun.label() == Label::Pobj);
    head.map(|head| head.lemma())
}

/// Whether a draft is what a verb tells.
fn hangs_on(draft: &Draft, verb: Node) -> bool {
    draft.sentence == verb.view().index
        && (draft.trigger == verb.token || draft.finite == verb.token)
}

/// Whether a name only says whose the noun after it is: "Benin" in "Benin's president".
fn owned_by(scene: &Scene, name: Node, end: usize) -> bool {
    let view = name.view();
    (name.token + 1..end).any(|token| {
        let mention = scene.mentions.at(view.index, token);
        let covers = mention.is_some_and(|mention| mention.tokens.contains(&name.token));
        covers && !name.at(token).is_proper()
    })
}

/// Whether a party is the first thing behind a conjunction.
fn leads(scene: &Scene, and: Node, token: usize) -> bool {
    let mention = scene.mentions.at(and.view().index, token);
    let start = mention.map_or(token, |mention| mention.tokens.start.min(token));
    start <= and.token + 1 || (and.token + 1..start).all(|t| and.at(t).label() == Label::Det)
}

/// The number that stands for what was counted before, right behind a token: "and Malta *one*".
fn counted(and: Node, token: usize) -> Option<usize> {
    let next = (token + 1 < and.view().len()).then(|| and.at(token + 1))?;
    let alone =
        next.token + 1 >= and.view().len() || next.at(next.token + 1).label() == Label::Punct;
    (next.tag() == Tag::Number && alone).then_some(next.token)
}
