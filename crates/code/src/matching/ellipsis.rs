//! Verbs that a sentence does not say again.
//!
//! In: the drafts of a sentence. Out: the same with those of "as did Oslo" and "and Oslo Moscow".
//! Never: a draft whose verb stands in the text.
//!
//! *Denmark condemned Iran, and Norway Iraq* has a second draft, from Norway toward Iraq; *so did
//! Norway* one from Norway toward Iran.

use dateline_parse::{Label, Tag};

use super::fill::party;
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
            more.extend(self.gapped(scene, node, drafts));
        }
        drafts.extend(more);
    }

    /// "as did Oslo", "and so did Oslo".
    fn echoed(&self, scene: &Scene, echo: Node, drafts: &[Draft]) -> Vec<Draft> {
        if !echo.is_verb() || !self.lexicon.set("echo-verbs").has(echo.lemma()) {
            return Vec::new();
        }
        let openers = self.lexicon.set("echo-openers");
        let opened = echo.token > 0 && openers.has(&echo.at(echo.token - 1).lower());
        let subject = echo.children().find(|child| {
            let noun = matches!(child.label(), Label::Nsubj | Label::Dobj | Label::Attr);
            noun && child.token > echo.token
        });
        let (Some(subject), true) = (subject, opened) else {
            return Vec::new();
        };
        let actors: Vec<Filled> = subject
            .with_conjuncts()
            .into_iter()
            .filter_map(|node| party(scene, node))
            .flatten()
            .collect();
        let Some(verb) = echo.ancestors().find(Node::is_verb) else {
            return Vec::new();
        };
        let told = |draft: &&Draft| hangs_on(draft, verb) && !actors.is_empty();
        let again = |draft: &Draft| Draft {
            actors: actors.clone(),
            trigger: echo.token,
            finite: echo.token,
            clause: echo.subtree(),
            ..draft.clone()
        };
        drafts.iter().filter(told).map(again).collect()
    }

    /// "and Norway Iraq", "and Norway one".
    fn gapped(&self, scene: &Scene, and: Node, drafts: &[Draft]) -> Vec<Draft> {
        if and.label() != Label::Cc {
            return Vec::new();
        }
        let remnants = self.remnants(scene, and);
        let [first, rest @ ..] = remnants.as_slice() else {
            return Vec::new();
        };
        let Some(verb) = and.ancestors().find(Node::is_verb) else {
            return Vec::new();
        };
        let told = |draft: &&Draft| {
            hangs_on(draft, verb) && !draft.actors.is_empty() && !draft.recipients.is_empty()
        };
        let toward = match rest {
            [second] => Some((second.token, Some(second.filled.clone()))),
            [] => counted(and, first.token).map(|token| (token, None)),
            _ => None,
        };
        let Some((token, toward)) = toward else {
            return Vec::new();
        };
        let again = |draft: &Draft| Draft {
            actors: first.filled.clone(),
            recipients: toward.clone().unwrap_or_else(|| draft.recipients.clone()),
            trigger: token,
            clause: and.token + 1..token + 1,
            ..draft.clone()
        };
        drafts.iter().filter(told).take(1).map(again).collect()
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
            let between = found[0].token + 1..second.token;
            between.into_iter().all(|token| {
                matches!(
                    and.at(token).label(),
                    Label::Case | Label::Det | Label::Amod
                )
            })
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
