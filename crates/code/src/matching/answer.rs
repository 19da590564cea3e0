//! Toward whom somebody answers who says only what he answers, and what came of an attack.
//!
//! In: the drafts of a text, in its order. Out: the same; a rejection of an accusation, a threat or
//! blame that does not say toward whom has those for recipients who accused, or who did what it
//! speaks of; those killed in an attack are its own. Never: an act that the text does not name.
//!
//! *Chad accused Niger of arming rebels. Niamey rejected the charge*: the rejection is toward Chad.
//! *Laos raided a market. Hanoi condemned the raid*: the blame is toward Laos.

use dateline_parse::{Label, Tag};
use dateline_record::EventType;

use super::{Draft, Filled, Matcher, Scene};
use crate::frame::{Slot, is_infinitive};
use crate::rules::TriggerKind;
use crate::text::Node;

/// So many sentences may stand between an act and what somebody says of it.
const NEAR: usize = 4;

impl Matcher<'_> {
    /// Gives answers the recipients that the text before them names.
    pub(super) fn answer(&self, scene: &Scene, drafts: &mut [Draft]) {
        for index in 1..drafts.len() {
            let (before, rest) = drafts.split_at_mut(index);
            let answer = &mut rest[0];
            if answer.recipients.is_empty() && !answer.actors.is_empty() {
                let meant = self.answered(scene, before, answer);
                answer.recipients = meant.map_or(Vec::new(), |draft| draft.actors.clone());
            }
        }
    }

    /// The draft before that an answer is to.
    fn answered<'d>(
        &self,
        scene: &Scene,
        before: &'d [Draft],
        answer: &Draft,
    ) -> Option<&'d Draft> {
        let modes = self.lexicon.set("answering-modes");
        let mode = answer.act.mode.as_deref().unwrap_or_default();
        match answer.act.event_type {
            EventType::Reject if modes.has(mode) => {
                before.iter().rfind(|draft| accuses(scene, draft, answer))
            }
            EventType::Accuse | EventType::Threaten => {
                let topics = self.topics(scene, answer);
                let meant = |draft: &&Draft| self.is_topic(scene, draft, answer, &topics);
                before.iter().rfind(meant)
            }
            _ => None,
        }
    }

    /// The nouns for a known act that an answer speaks of: "condemned *the raid*", "threatened to
    /// respond to *the plan*".
    fn topics<'a>(&self, scene: &Scene<'a>, answer: &Draft) -> Vec<Node<'a>> {
        let trigger = scene.text.sentences[answer.sentence].node(answer.trigger);
        let below = trigger.children().filter(|child| is_infinitive(*child));
        let words = self.lexicon.set("topic-prepositions");
        let mut topics = Vec::new();
        for verb in below.chain([trigger]) {
            let frame = self.frames.frame(verb);
            let of_topic = |slot: Slot| match slot {
                Slot::Object | Slot::Judged => true,
                Slot::Preposition(word) => words.has(word),
                _ => false,
            };
            let slots = frame.slots().filter(|(slot, _)| of_topic(*slot));
            slots.for_each(|(_, nodes)| topics.extend_from_slice(nodes));
        }
        let definite = self.lexicon.set("definite-words");
        let known = |node: &Node| {
            let mut own = node.children();
            node.is_noun()
                && own.any(|child| child.label() == Label::Det && definite.has(child.lowered()))
        };
        topics.retain(known);
        topics
    }

    /// Whether a draft tells the act that one of the nouns takes up.
    fn is_topic(&self, scene: &Scene, draft: &Draft, answer: &Draft, topics: &[Node]) -> bool {
        let near = draft.sentence < answer.sentence && answer.sentence - draft.sentence <= NEAR;
        let others = !draft.actors.is_empty()
            && !draft.actors.iter().any(|one| {
                let ours = |own: &Filled| is_same(scene, one, own);
                answer.actors.iter().any(ours)
            });
        if !near || !others {
            return false;
        }
        let view = &scene.text.sentences[draft.sentence];
        let told = view.node(draft.trigger).lemma();
        let names = |topic: &Node| {
            let mut rules = self.rules.of(TriggerKind::Noun, topic.lemma_lowered());
            told == topic.lemma()
                || rules.any(|(_, rule)| {
                    let act = rule.act.as_ref().filter(|_| rule.operator.is_none());
                    act.is_some_and(|act| act.event_type == draft.act.event_type)
                })
        };
        topics.iter().any(names)
    }

    /// Takes those who are killed or hurt by an attack into it: "shelled the town, *killing nine*".
    pub(super) fn absorb_results(&self, scene: &Scene, drafts: &mut Vec<Draft>) {
        let result_of = |draft: &Draft| {
            let node = scene.text.sentences[draft.sentence].node(draft.trigger);
            let participle = node.label() == Label::Advcl && node.tag() == Tag::VerbGerund;
            let bare = node.child(Label::Mark).is_none() && node.child(Label::Nsubj).is_none();
            let harms = self.lexicon.set("harming-verbs").has(node.lemma());
            node.head().filter(|_| participle && bare && harms)
        };
        let mut index = 0;
        while index < drafts.len() {
            let verb = result_of(&drafts[index]);
            let attack = verb.and_then(|verb| {
                let same = |draft: &Draft| {
                    let of_verb = draft.finite == verb.token || draft.trigger == verb.token;
                    of_verb
                        && draft.act.event_type == EventType::Assault
                        && draft.status == drafts[index].status
                };
                (0..drafts.len()).find(|&other| other != index && same(&drafts[other]))
            });
            match attack {
                Some(attack) => {
                    let result = drafts[index].clone();
                    if drafts[attack].recipients.is_empty() {
                        drafts[attack].recipients = result.recipients;
                    }
                    drafts.remove(index);
                }
                None => index += 1,
            }
        }
    }
}

/// Whether one draft is an accusation of those who answer in the other.
fn accuses(scene: &Scene, draft: &Draft, answer: &Draft) -> bool {
    let among = |side: &[Filled], who: &Filled| side.iter().any(|one| is_same(scene, one, who));
    let of_them = answer
        .actors
        .iter()
        .any(|who| among(&draft.recipients, who));
    let by_them = answer.actors.iter().any(|who| among(&draft.actors, who));
    draft.act.event_type == EventType::Accuse && of_them && !by_them
}

/// Whether two parties are one, or speak for one state or organisation.
fn is_same(scene: &Scene, one: &Filled, other: &Filled) -> bool {
    let (Some(first), Some(second)) = (one.actor, other.actor) else {
        return false;
    };
    let actors = &scene.mentions.actors;
    let country = actors[first].country.as_ref();
    first == second || country.is_some() && country == actors[second].country.as_ref()
}
