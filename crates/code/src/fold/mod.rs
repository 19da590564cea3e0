//! Acts to the codes of PLOVER and CAMEO.
//!
//! In: an [`Act`] with its [`Status`]. Out: a [`FoldedCode`]: type, mode and contexts as the codebook
//! has them, CAMEO code, quad, scale, Goldstein value, and the step of the folding that applied.
//! Never: a change of the act itself.
//!
//! *Fidan will meet Lavrov* is `CONSULT/meet`, planned; folded it is AGREE without a mode, CAMEO 036,
//! quad 1, scale 2.5, Goldstein 4.0, by the step `planned.agree`.

mod cues;
mod steps;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use dateline_record::{Act, EventType, Fault, Folded, Status};

use cues::Cues;
pub use steps::{Step, Steps};
use tables::Tables;
pub use tables::{CameoRow, ContextRow, ModeRow, Reading, SectorRow, Speech, TypeRow};

/// The embedded files: name as shown in faults, text.
const FILES: &[(&str, &str)] = &[
    (
        "ontology/types.tsv",
        include_str!("../../../../data/ontology/types.tsv"),
    ),
    (
        "ontology/modes.tsv",
        include_str!("../../../../data/ontology/modes.tsv"),
    ),
    (
        "ontology/finer_modes.tsv",
        include_str!("../../../../data/ontology/finer_modes.tsv"),
    ),
    (
        "ontology/contexts.tsv",
        include_str!("../../../../data/ontology/contexts.tsv"),
    ),
    (
        "ontology/sectors.tsv",
        include_str!("../../../../data/ontology/sectors.tsv"),
    ),
    (
        "ontology/cameo.tsv",
        include_str!("../../../../data/ontology/cameo.tsv"),
    ),
    (
        "ontology/content.tsv",
        include_str!("../../../../data/ontology/content.tsv"),
    ),
    (
        "ontology/context_cues.toml",
        include_str!("../../../../data/ontology/context_cues.toml"),
    ),
    (
        "ontology/folding.toml",
        include_str!("../../../../data/ontology/folding.toml"),
    ),
];

/// Step of folding when none fits (a user's file may switch all off).
const OWN: &str = "own";

/// Step of folding when the rules' composition has decided.
const COMPOSED: &str = "composition";

/// What the coder knows besides act and status.
#[derive(Debug, Clone, Default)]
pub struct FoldHints {
    /// The rule's own CAMEO code for the act, had it occurred.
    pub cameo: Option<String>,
    /// Contexts of the paragraph ([`Ontology::contexts`]) and of the rule.
    pub contexts: Vec<String>,
    /// How the text itself puts the act: agreed to, refused to, threatened to.
    pub stance: Option<Speech>,
    /// The type that a row of the rules' composition asks for, against the steps of folding.
    pub fold: Option<EventType>,
}

/// The codes of an act with its status.
#[derive(Debug, Clone, PartialEq)]
pub struct FoldedCode {
    /// PLOVER type, mode and contexts.
    pub plover: Folded,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub scale: f64,
    /// Goldstein value of the CAMEO code, -10 to 10.
    pub goldstein: Option<f64>,
    /// Id of the step of folding.toml that applied; "composition" when the rules decided.
    pub step: String,
}

/// The tables of the ontology. Immutable once read.
#[derive(Debug, Clone)]
pub struct Ontology {
    tables: Tables,
    cues: Cues,
    steps: Steps,
}

impl Ontology {
    /// The ontology that ships with the program.
    ///
    /// # Panics
    /// Never in a released build: a test loads the embedded files.
    pub fn embedded() -> Ontology {
        Ontology::parse(FILES).unwrap_or_else(|faults| panic!("embedded ontology: {faults:?}"))
    }

    /// Reads the nine files of `data/ontology`, given as (name, text); only the last part of a name
    /// counts.
    ///
    /// # Errors
    /// All faults of all files.
    pub fn parse(files: &[(&str, &str)]) -> Result<Ontology, Vec<Fault>> {
        let mut faults = Vec::new();
        let file = |wanted: &str| {
            let named = |(name, _): &&(&str, &str)| name.rsplit('/').next() == Some(wanted);
            files.iter().find(named).copied().unwrap_or_default()
        };
        let tables = Tables::parse(file, &mut faults);
        let contexts: Vec<&str> = tables
            .contexts
            .iter()
            .map(|row| row.name.as_str())
            .collect();
        let (name, text) = file("context_cues.toml");
        let cues = Cues::parse(name, text, &contexts, &mut faults);
        let (name, text) = file("folding.toml");
        let steps = Steps::default().overlay(name, text, &tables);
        let steps = steps.unwrap_or_else(|more| {
            faults.extend(more);
            Steps::default()
        });
        if faults.is_empty() {
            Ok(Ontology {
                tables,
                cues,
                steps,
            })
        } else {
            Err(faults)
        }
    }

    /// The same with a user's own steps of folding.
    ///
    /// # Errors
    /// All faults of the file.
    pub fn with_folding(self, file: &str, text: &str) -> Result<Ontology, Vec<Fault>> {
        let steps = self.steps.clone().overlay(file, text, &self.tables)?;
        Ok(Ontology { steps, ..self })
    }

    /// Whether it is a mode of the type, PLOVER's or finer.
    pub fn is_mode(&self, event_type: EventType, mode: &str) -> bool {
        self.tables.is_mode(event_type, mode)
    }

    /// PLOVER's mode for an act's mode; none where it has none.
    pub fn plover_mode(&self, act: &Act) -> Option<&str> {
        self.tables.mode(act)?.plover.as_deref()
    }

    /// The row of a type.
    pub fn event_type(&self, event_type: EventType) -> &TypeRow {
        &self.tables.types[event_type as usize]
    }

    /// The row of an act's mode.
    pub fn mode(&self, act: &Act) -> Option<&ModeRow> {
        self.tables.mode(act)
    }

    /// All type-mode pairs with their rows, in order.
    pub fn modes(&self) -> Vec<(EventType, &str, &ModeRow)> {
        let rows = self.tables.modes.iter();
        let mut all: Vec<_> = rows
            .map(|((kind, mode), row)| (*kind, mode.as_str(), row))
            .collect();
        all.sort_by_key(|(kind, mode, _)| (*kind, *mode));
        all
    }

    /// The row of a CAMEO code.
    pub fn cameo(&self, code: &str) -> Option<&CameoRow> {
        self.tables.cameo.get(code)
    }

    /// All CAMEO codes with their rows, in order.
    pub fn cameo_codes(&self) -> impl Iterator<Item = (&str, &CameoRow)> {
        self.tables
            .cameo
            .iter()
            .map(|(code, row)| (code.as_str(), row))
    }

    /// The row of a sector or of a code in a country's place.
    pub fn sector(&self, code: &str) -> Option<&SectorRow> {
        self.tables.sectors.get(code)
    }

    /// All contexts in the codebook's order.
    pub fn all_contexts(&self) -> &[ContextRow] {
        &self.tables.contexts
    }

    /// How many strong and how many weak cue words a context has.
    pub fn cues_of(&self, name: &str) -> Option<(usize, usize)> {
        self.context_number(name)
            .map(|number| self.cues.count(number))
    }

    /// The codebook's name of a context, from it or from a spelling of older files.
    pub fn context_named(&self, name: &str) -> Option<&str> {
        self.context_number(name)
            .map(|number| self.tables.contexts[number].name.as_str())
    }

    /// The step of folding with that id.
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.all().iter().find(|step| step.id == id)
    }

    /// What it is to promise, ask for, refuse, threaten or end an act: "refused to lift the
    /// embargo" is the refusal of `RETREAT/ease`, hence `REJECT/yield`, CAMEO 1244. `cameo` is the
    /// act's own code where a rule has one.
    pub fn speech(&self, speech: Speech, act: &Act, cameo: Option<&str>) -> Reading {
        self.tables.speech(speech, act, cameo).clone()
    }

    /// The codes of an act with its status.
    pub fn fold(&self, act: &Act, status: Status, hints: &FoldHints) -> FoldedCode {
        let known = |code: &&String| self.tables.cameo.contains_key(code.as_str());
        let hint = hints.cameo.as_ref().filter(known).map(String::as_str);
        let (reading, step) = match hints.fold {
            Some(to) => (self.composed(act, to, hint), COMPOSED),
            None => self.stepped(act, status, hints.stance, hint),
        };
        self.finish(act, reading, &hints.contexts, step.to_owned())
    }

    /// The reading by the first step of folding that fits, and the step's id.
    fn stepped(
        &self,
        act: &Act,
        status: Status,
        stance: Option<Speech>,
        hint: Option<&str>,
    ) -> (Reading, &str) {
        let plover = self.plover_mode(act);
        let Some(step) = self.steps.first(act, plover, status, stance) else {
            return (self.own(act, hint), OWN);
        };
        let reading = match step.reading {
            Some(speech) => self.spoken(speech, act, hint, step.to),
            None => self.own(act, hint),
        };
        (reading, &step.id)
    }

    /// The reading of an act as the type that the rules' composition asks for.
    fn composed(&self, act: &Act, to: EventType, hint: Option<&str>) -> Reading {
        match Speech::making(to) {
            _ if to == act.event_type => self.own(act, hint),
            Some(speech) => self.spoken(speech, act, hint, None),
            None => self.own(
                &Act {
                    event_type: to,
                    mode: act.mode.clone(),
                },
                None,
            ),
        }
    }

    /// An act as it is, in PLOVER's modes.
    fn own(&self, act: &Act, hint: Option<&str>) -> Reading {
        let row = self.tables.mode(act);
        let default = || match row {
            Some(row) => row.cameo.clone(),
            None => self.event_type(act.event_type).cameo.clone(),
        };
        let mode = self.plover_mode(act).map(str::to_owned);
        let cameo = hint.map_or_else(default, str::to_owned);
        Reading {
            act: Act {
                event_type: act.event_type,
                mode,
            },
            cameo,
        }
    }

    /// What a promise, request … of an act is, in PLOVER's modes.
    fn spoken(
        &self,
        speech: Speech,
        act: &Act,
        hint: Option<&str>,
        to: Option<EventType>,
    ) -> Reading {
        let reading = self.tables.speech(speech, act, hint);
        let event_type = to.unwrap_or(reading.act.event_type);
        let same = Act {
            event_type,
            mode: reading.act.mode.clone(),
        };
        let mode = self.plover_mode(&same).map(str::to_owned);
        Reading {
            act: Act { event_type, mode },
            cameo: reading.cameo.clone(),
        }
    }

    fn finish(&self, act: &Act, reading: Reading, given: &[String], step: String) -> FoldedCode {
        let kind = self.event_type(reading.act.event_type);
        let mode = self.tables.mode(&reading.act);
        let code = self.cameo(&reading.cameo);
        let mut contexts: BTreeSet<usize> = self.brought(act);
        contexts.extend(code.into_iter().flat_map(|row| self.numbers(&row.contexts)));
        contexts.extend(self.numbers(given));
        FoldedCode {
            scale: mode.and_then(|row| row.score).unwrap_or(kind.score),
            quad: kind.quad,
            goldstein: code.and_then(|row| row.goldstein),
            plover: Folded {
                event_type: reading.act.event_type,
                mode: reading.act.mode,
                contexts: self.names(&contexts),
            },
            cameo: Some(reading.cameo),
            step,
        }
    }

    /// What a paragraph is about, from the base forms of its words, with what the act itself brings;
    /// in the codebook's order.
    pub fn contexts<'w>(&self, lemmas: impl Iterator<Item = &'w str>, act: &Act) -> Vec<String> {
        let mut contexts = self.cues.contexts(lemmas);
        contexts.extend(self.brought(act));
        self.cues.settle(&mut contexts);
        self.names(&contexts)
    }

    /// The contexts of an act's mode and of PLOVER's mode for it.
    fn brought(&self, act: &Act) -> BTreeSet<usize> {
        let row = self.tables.mode(act);
        let plover = self.plover_mode(act).map(str::to_owned);
        let plover = self.tables.mode(&Act {
            event_type: act.event_type,
            mode: plover,
        });
        let rows = row.into_iter().chain(plover);
        rows.flat_map(|row| self.numbers(&row.contexts)).collect()
    }

    fn context_number(&self, name: &str) -> Option<usize> {
        let is =
            |row: &ContextRow| row.name == name || row.aliases.iter().any(|alias| alias == name);
        self.tables.contexts.iter().position(is)
    }

    fn numbers(&self, names: &[String]) -> Vec<usize> {
        names
            .iter()
            .filter_map(|name| self.context_number(name))
            .collect()
    }

    fn names(&self, numbers: &BTreeSet<usize>) -> Vec<String> {
        numbers
            .iter()
            .map(|&number| self.tables.contexts[number].name.clone())
            .collect()
    }
}
