//! Why a document was coded as it was.
//!
//! In: what the coder noted on its way. Out: [`Explanation`], for people to read. Never: a change
//! to the coding; explaining and coding give the same events.
//!
//! For *Fidan met Lavrov.* the one event has the grounds "rule: consult.meet at *met*", "actor:
//! *Fidan* is Hakan Fidan, TUR GOV, by holders.tsv:41", and so on.

use dateline_parse::Tree;
use dateline_record::{Coding, Document, Event, Offsets, Party};
use serde::Serialize;

use crate::coder::EventCoder;
use crate::ground::Ground as Known;
use crate::matching::{self, Mismatch};
use crate::text::Text;

/// A coding with its reasons.
#[derive(Debug, Clone, Serialize)]
pub struct Explanation {
    /// The coding itself, the same as without the reasons.
    pub coding: Coding,
    /// The text of each sentence; an event's evidence names it by its index.
    pub sentences: Vec<String>,
    /// Reasons, one entry an event, in the order of `coding.events`.
    pub events: Vec<EventExplanation>,
    /// Rules that met their word but did not fire.
    pub near_misses: Vec<NearMiss>,
}

/// Why one event is there, and why it looks as it does.
#[derive(Debug, Clone, Serialize)]
pub struct EventExplanation {
    /// Id of the event.
    pub event: String,
    /// Reasons, in the order in which the coder found them.
    pub grounds: Vec<Ground>,
}

/// One reason.
#[derive(Debug, Clone, Serialize)]
pub struct Ground {
    /// What part of the record it is for: `rule`, `actor`, `recipient`, `status`, `time`, `place`,
    /// `attributed_to`, `plover`, `cameo`.
    pub part: String,
    /// The reason, as a sentence or a phrase.
    pub because: String,
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

impl Ground {
    fn new(part: &str, because: String) -> Ground {
        Ground {
            part: part.to_owned(),
            because,
        }
    }
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
            events,
            near_misses: misses
                .iter()
                .map(|miss| self.near_miss(&text, miss))
                .collect(),
            coding,
        }
    }

    fn grounds(&self, event: &Event, steps: &[String], known: &Known) -> Vec<Ground> {
        let rule = self.rules().by_id(&event.rule);
        let source = rule.map(|rule| format!(" ({}:{})", rule.source.0, rule.source.1));
        let trigger = &event.evidence.trigger.text;
        let mut grounds = vec![Ground::new(
            "rule",
            format!(
                "{}{} on \"{trigger}\"",
                event.rule,
                source.unwrap_or_default()
            ),
        )];
        for step in steps {
            grounds.push(Ground::new("status", step.clone()));
        }
        for (part, parties) in [
            ("actor", &event.actors),
            ("recipient", &event.recipients),
            ("attributed_to", &event.attributed_to),
        ] {
            grounds.extend(
                parties
                    .iter()
                    .map(|party| Ground::new(part, because_of(party, known))),
            );
        }
        if let Some(time) = &event.time {
            let words = time
                .text
                .as_ref()
                .map_or_else(String::new, |words| format!(" from \"{words}\""));
            let published = known
                .publication
                .date
                .map_or_else(String::new, |day| format!(", published {day}"));
            grounds.push(Ground::new(
                "time",
                format!("{} to {}{words}{published}", time.start, time.end),
            ));
        }
        if let Some(place) = &event.place {
            grounds.push(Ground::new(
                "place",
                format!("{}: {}", place.name, place.reason),
            ));
        }
        let mode = event
            .plover
            .mode
            .as_ref()
            .map_or_else(String::new, |mode| format!("/{mode}"));
        let cameo = event.cameo.as_deref().unwrap_or("-");
        let folded = format!("{}{mode}, CAMEO {cameo}", event.plover.event_type.as_str());
        grounds.push(Ground::new("plover", folded));
        grounds
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

/// "\"Fidan\" is Hakan Fidan, TURGOV, by people.tsv:41".
fn because_of(party: &Party, known: &Known) -> String {
    let name = party.name.as_deref().unwrap_or(&party.text);
    let code = party.code.as_deref().unwrap_or("no code");
    let actors = known.mentions.actors.iter();
    let actor = actors
        .into_iter()
        .find(|actor| Some(&actor.name) == party.name.as_ref());
    let grounds = actor.map_or_else(String::new, |actor| format!(", by {}", actor.grounds));
    format!("\"{}\" is {name}, {code}{grounds}", party.text)
}
