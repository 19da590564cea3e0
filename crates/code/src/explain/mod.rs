//! Why a document was coded as it was.
//!
//! In: what the coder noted on its way. Out: [`Explanation`], for people to read. Never: a change
//! to the coding; explaining and coding give the same events.
//!
//! For *Fidan met Lavrov.* the one event has the grounds "rule: consult.meet at *met*", "actor:
//! *Fidan* is Hakan Fidan, TUR GOV, by holders.tsv:41", and so on.

mod fragment;
mod grounds;

use dateline_parse::Tree;
use dateline_record::{Coding, Document, Event, Offsets, RegionKind};
use serde::Serialize;

use crate::coder::EventCoder;
use crate::matching::{self, Mismatch};
use crate::text::Text;

pub use fragment::FragmentNode;

/// A coding with its reasons.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// The coding itself, the same as without the reasons.
    pub coding: Coding,
    /// The text of each sentence; an event's evidence names it by its index.
    pub sentences: Vec<String>,
    /// Where each sentence stands, and what its region is for.
    pub regions: Vec<SentenceRegion>,
    /// The text that offsets count in.
    #[serde(skip)]
    pub text: String,
    /// Reasons, one entry an event, in the order of `coding.events`.
    pub events: Vec<EventExplanation>,
    /// Rules that met their word but did not fire.
    pub near_misses: Vec<NearMiss>,
}

/// What a sentence stands in.
#[derive(Debug, Clone, Serialize)]
pub struct SentenceRegion {
    /// What its region is for.
    pub kind: RegionKind,
    /// Its paragraph, counted from 0.
    pub paragraph: usize,
    /// Where it stands.
    #[serde(flatten)]
    pub offsets: Offsets,
}

impl Explanation {
    /// The sentences that are coded but gave no event, by their index.
    pub fn quiet_sentences(&self) -> Vec<usize> {
        let events = &self.coding.events;
        let told = |place: usize| {
            let own = &self.regions[place].offsets;
            let within = |at: &Offsets| own.start <= at.start && at.start < own.end;
            events
                .iter()
                .any(|event| event.evidence.sentence == place || event.mentions.iter().any(within))
        };
        let coded = |place: &usize| self.regions[*place].kind.is_coded() && !told(*place);
        (0..self.sentences.len()).filter(coded).collect()
    }
}

/// Why one event is there, and why it looks as it does.
#[derive(Debug, Clone, Serialize)]
pub struct EventExplanation {
    /// Id of the event.
    pub event: String,
    /// The part of the tree that it rests on.
    pub fragment: Vec<FragmentNode>,
    /// Reasons, in the order in which the coder found them.
    pub grounds: Vec<Ground>,
}

/// One reason.
#[derive(Debug, Clone, Serialize)]
pub struct Ground {
    /// What part of the record it is for: `rule`, `qualifier`, `status`, `actor`, `recipient`,
    /// `attributed_to`, `time`, `place`, `plover`.
    pub part: String,
    /// The reason, as a sentence or a phrase.
    pub because: String,
    /// The row of data, or the words of the text, that say so, like `data/world/people.tsv:41`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<String>,
}

/// A rule that met its word but did not fire.
#[derive(Debug, Clone, Serialize)]
pub struct NearMiss {
    /// Index of the sentence.
    pub sentence: usize,
    /// Id of the rule.
    pub rule: String,
    /// The word that the rule met.
    pub trigger: String,
    /// Where that word stands.
    #[serde(flatten)]
    pub offsets: Offsets,
    /// What was missing or in the way.
    pub because: String,
}

impl EventCoder {
    /// Codes a document and says why.
    pub fn explain(&self, document: &Document, trees: &[Tree]) -> Explanation {
        let text = Text::new(document, trees);
        let known = self.ground(&text);
        let (coding, steps) = self.code_with_steps(&text, &known);
        let explained = |event: &Event| {
            let own = steps
                .iter()
                .find(|(id, _)| *id == event.id)
                .map(|(_, steps)| steps.as_slice());
            EventExplanation {
                event: event.id.clone(),
                fragment: fragment::fragment(event, &text.sentences[event.evidence.sentence]),
                grounds: self.grounds(event, own.unwrap_or_default(), &known),
            }
        };
        let events = coding.events.iter().map(explained).collect();
        let misses = self.near_misses(&text, &known);
        Explanation {
            sentences: document
                .sentences
                .iter()
                .map(|one| document.words(one.span).to_owned())
                .collect(),
            regions: regions(&text),
            text: document.text.clone(),
            events,
            near_misses: misses
                .iter()
                .filter(|miss| self.is_near(&text, miss))
                .map(|miss| self.near_miss(&text, miss))
                .collect(),
            coding,
        }
    }

    /// Whether a rule was near: not where a verb of countless phrases lacks what makes the phrase.
    fn is_near(&self, text: &Text, miss: &matching::NearMiss) -> bool {
        let lemma = text.node(miss.sentence, miss.trigger).lemma_lowered();
        let empty = self.lexicon().set("explain-empty-verbs").has(lemma);
        !empty || matches!(miss.mismatch, Mismatch::NoParty | Mismatch::NoEvent)
    }

    fn near_miss(&self, text: &Text, miss: &matching::NearMiss) -> NearMiss {
        let node = text.node(miss.sentence, miss.trigger);
        let because = match &miss.mismatch {
            Mismatch::Missing(slot) => format!("no {slot}"),
            Mismatch::Unfit { slot, word } => format!("\"{word}\" does not fit as {slot}"),
            Mismatch::NoParty => "no party that is known".to_owned(),
            Mismatch::NoEvent => "no event inside".to_owned(),
        };
        NearMiss {
            sentence: miss.sentence,
            rule: self.rules().rules[miss.rule].id.clone(),
            trigger: node.word().to_owned(),
            offsets: text.document.offsets(node.span()),
            because,
        }
    }
}

fn regions(text: &Text) -> Vec<SentenceRegion> {
    let region = |view: &crate::text::SentenceView| SentenceRegion {
        kind: view.kind(),
        paragraph: view.sentence().paragraph,
        offsets: text.document.offsets(view.sentence().span),
    };
    text.sentences.iter().map(region).collect()
}
