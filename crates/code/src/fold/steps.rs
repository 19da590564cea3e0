//! The steps of folding.
//!
//! In: `data/ontology/folding.toml` and a user's file of the same shape. Out: [`Steps`], of which
//! the first that fits an act and its status is taken. Never: codes and scores.
//!
//! A planned `CONSULT/meet` fits the step `planned.agree`, whose reading is a promise.

use dateline_record::{Act, EventType, Fault, Status};
use serde::Deserialize;
use toml::Spanned;

use super::tables::{Speech, Tables};
use crate::lexicon::toml_fault;

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepFile {
    #[serde(default)]
    disable: Vec<Spanned<String>>,
    #[serde(default)]
    step: Vec<StepEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepEntry {
    id: Spanned<String>,
    about: String,
    #[serde(default)]
    types: Vec<Spanned<String>>,
    #[serde(default)]
    modes: Vec<Spanned<String>>,
    #[serde(default)]
    status: Vec<Status>,
    stance: Option<Spanned<String>>,
    reading: Spanned<String>,
    to: Option<Spanned<String>>,
    source: String,
    #[serde(default)]
    decision: String,
}

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its id, for explanations.
    pub id: String,
    /// What it does, in a sentence.
    pub about: String,
    /// Where it is from.
    pub source: String,
    /// Why it reads so.
    pub decision: String,
    types: Vec<EventType>,
    modes: Vec<String>,
    status: Vec<Status>,
    stance: Option<Speech>,
    /// Which reading of the act applies; none for the act as it is.
    pub(super) reading: Option<Speech>,
    /// The type, where it is not the reading's.
    pub(super) to: Option<EventType>,
}

impl Step {
    fn fits(
        &self,
        act: &Act,
        plover: Option<&str>,
        status: Status,
        stance: Option<Speech>,
    ) -> bool {
        let named = |mode: &str| self.modes.iter().any(|wanted| wanted == mode);
        let mode = act.mode.as_deref();
        (self.types.is_empty() || self.types.contains(&act.event_type))
            && (self.status.is_empty() || self.status.contains(&status))
            && (self.stance.is_none() || self.stance == stance)
            && (self.modes.is_empty() || mode.into_iter().chain(plover).any(named))
    }
}

/// All steps, in the order in which they are tried.
#[derive(Debug, Clone, Default)]
pub struct Steps {
    steps: Vec<Step>,
}

impl Steps {
    /// Reads a file on top of the steps that there are: a step replaces the one of the same id, new
    /// ones come first, and those that the file disables are dropped.
    pub fn overlay(mut self, file: &str, text: &str, tables: &Tables) -> Result<Steps, Vec<Fault>> {
        let parsed: StepFile =
            toml::from_str(text).map_err(|error| vec![toml_fault(file, text, &error)])?;
        let mut reader = StepReader {
            file,
            text,
            tables,
            faults: Vec::new(),
        };
        let mut fresh: Vec<Step> = Vec::new();
        for entry in parsed.step {
            let at = entry.id.span();
            let Some(step) = reader.step(entry) else {
                continue;
            };
            if fresh.iter().any(|other| other.id == step.id) {
                reader.fault(at, format!("step \"{}\" stands twice", step.id));
            }
            match self.steps.iter_mut().find(|old| old.id == step.id) {
                Some(old) => *old = step,
                None => fresh.push(step),
            }
        }
        fresh.append(&mut self.steps);
        for id in parsed.disable {
            if !fresh.iter().any(|step| step.id == *id.get_ref()) {
                reader.fault(
                    id.span(),
                    format!("no step \"{}\" to disable", id.get_ref()),
                );
            }
            fresh.retain(|step| step.id != *id.get_ref());
        }
        if reader.faults.is_empty() {
            Ok(Steps { steps: fresh })
        } else {
            Err(reader.faults)
        }
    }

    /// The first step that fits; `plover` is PLOVER's mode for the act's.
    pub fn first(
        &self,
        act: &Act,
        plover: Option<&str>,
        status: Status,
        stance: Option<Speech>,
    ) -> Option<&Step> {
        self.steps
            .iter()
            .find(|step| step.fits(act, plover, status, stance))
    }

    /// All steps, in the order in which they are tried.
    pub fn all(&self) -> &[Step] {
        &self.steps
    }
}

struct StepReader<'t> {
    file: &'t str,
    text: &'t str,
    tables: &'t Tables,
    faults: Vec<Fault>,
}

impl StepReader<'_> {
    fn step(&mut self, entry: StepEntry) -> Option<Step> {
        let before = self.faults.len();
        let types: Vec<EventType> = entry
            .types
            .iter()
            .filter_map(|name| self.named(name))
            .collect();
        for mode in &entry.modes {
            let has = |event_type: &EventType| self.tables.is_mode(*event_type, mode.get_ref());
            if !types.is_empty() && !types.iter().any(has) {
                self.fault(
                    mode.span(),
                    format!("no mode \"{}\" of these types", mode.get_ref()),
                );
            }
        }
        let stance = entry.stance.as_ref().and_then(|name| self.speech(name));
        let own = entry.reading.get_ref() == "own";
        let reading = if own {
            None
        } else {
            self.speech(&entry.reading)
        };
        let to = entry.to.as_ref().and_then(|name| self.named(name));
        (self.faults.len() == before).then(|| Step {
            id: entry.id.into_inner(),
            about: entry.about,
            source: entry.source,
            decision: entry.decision,
            types,
            modes: entry.modes.into_iter().map(Spanned::into_inner).collect(),
            status: entry.status,
            stance,
            reading,
            to,
        })
    }

    fn named(&mut self, name: &Spanned<String>) -> Option<EventType> {
        let parsed = name.get_ref().parse();
        parsed
            .map_err(|reason: String| self.fault(name.span(), reason))
            .ok()
    }

    fn speech(&mut self, name: &Spanned<String>) -> Option<Speech> {
        let speech = Speech::from_name(name.get_ref());
        if speech.is_none() {
            let reason = format!("\"{}\" is no reading", name.get_ref());
            self.fault(name.span(), reason);
        }
        speech
    }

    fn fault(&mut self, span: std::ops::Range<usize>, reason: String) {
        let before = &self.text[..span.start.min(self.text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.len() - before.rfind('\n').map_or(0, |newline| newline + 1) + 1;
        self.faults.push(Fault::at(self.file, line, column, reason));
    }
}
