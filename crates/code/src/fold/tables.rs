//! The tables of `data/ontology`.
//!
//! In: their texts. Out: [`Tables`]: types, modes, finer modes, contexts, sectors, CAMEO codes and
//! the contents of speech acts, each name checked against the table that defines it. Never: folding.
//!
//! `CONSULT/visit` is a row of modes.tsv with the score 4 and the CAMEO code 042.

use std::collections::BTreeMap;

use dateline_record::{Act, EventType, Fault};
use rustc_hash::FxHashMap;

use dateline_record::table::{Row, rows};

/// One of the 16 types.
#[derive(Debug, Clone)]
pub struct TypeRow {
    /// The type.
    pub event_type: EventType,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// Whether an event of the type needs a recipient.
    pub recipient: bool,
    /// Score of an event of the type without a mode, -10 to 10.
    pub score: f64,
    /// CAMEO code of an act of the type without a mode.
    pub cameo: String,
    /// What the type is.
    pub gist: String,
    /// Why the row reads so where the sources disagree.
    pub decision: String,
}

/// A mode of a type, PLOVER's or finer.
#[derive(Debug, Clone)]
pub struct ModeRow {
    /// PLOVER's mode for it; the same for PLOVER's own, none where it has none.
    pub plover: Option<String>,
    /// Whether it is PLOVER's own.
    pub own: bool,
    /// PLOVER's score; none for finer modes.
    pub score: Option<f64>,
    /// CAMEO code of such an act that occurred.
    pub cameo: String,
    /// Contexts that the act itself brings.
    pub contexts: Vec<String>,
    /// What the mode is.
    pub gist: String,
    /// Why the row reads so.
    pub decision: String,
}

/// A context.
#[derive(Debug, Clone)]
pub struct ContextRow {
    /// Its name.
    pub name: String,
    /// Spellings of older files.
    pub aliases: Vec<String>,
    /// What it is.
    pub gist: String,
    /// Why the row reads so.
    pub decision: String,
}

/// A sector, or a code that stands in the place of a country.
#[derive(Debug, Clone)]
pub struct SectorRow {
    /// Whether it stands in the place of a country.
    pub country: bool,
    /// What it is.
    pub gist: String,
    /// Why the row reads so.
    pub decision: String,
}

/// A CAMEO code.
#[derive(Debug, Clone)]
pub struct CameoRow {
    /// What it is.
    pub label: String,
    /// Goldstein value, -10 to 10.
    pub goldstein: Option<f64>,
    /// PLOVER's type, where it has one.
    pub event_type: Option<EventType>,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// PLOVER's contexts.
    pub contexts: Vec<String>,
    /// Why the row reads so.
    pub decision: String,
}

/// What one does with an act by speaking of it, or by ending it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Speech {
    /// Promising it.
    Promise,
    /// Asking for it.
    Request,
    /// Refusing it.
    Refusal,
    /// Threatening it.
    Threat,
    /// Ending it, or calling it off.
    End,
}

impl Speech {
    /// The name in the tables.
    pub fn from_name(name: &str) -> Option<Speech> {
        Some(match name {
            "promise" => Speech::Promise,
            "request" => Speech::Request,
            "refusal" => Speech::Refusal,
            "threat" => Speech::Threat,
            "end" => Speech::End,
            _ => return None,
        })
    }

    /// What makes an act one of that type.
    pub fn making(event_type: EventType) -> Option<Speech> {
        Some(match event_type {
            EventType::Agree => Speech::Promise,
            EventType::Request => Speech::Request,
            EventType::Reject => Speech::Refusal,
            EventType::Threaten => Speech::Threat,
            _ => return None,
        })
    }
}

/// An act with its CAMEO code.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The act; its mode may be finer than PLOVER's only for [`Speech::End`].
    pub act: Act,
    /// CAMEO code.
    pub cameo: String,
}

/// The five readings of one row of content.tsv.
type Contents = [Reading; 5];

/// All tables.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    pub types: Vec<TypeRow>,
    pub modes: FxHashMap<(EventType, String), ModeRow>,
    pub contexts: Vec<ContextRow>,
    pub sectors: BTreeMap<String, SectorRow>,
    pub cameo: BTreeMap<String, CameoRow>,
    pub contents: FxHashMap<(EventType, String), Contents>,
    /// Type and CAMEO code to the mode that has a content row; the first in order of names.
    pub by_cameo: FxHashMap<(EventType, String), String>,
}

const TYPES: &[&str] = &[
    "type",
    "quad",
    "recipient",
    "score",
    "cameo",
    "gist",
    "decision",
];
const MODES: &[&str] = &[
    "type", "mode", "score", "cameo", "contexts", "gist", "decision",
];
const FINER: &[&str] = &[
    "type",
    "mode",
    "plover_mode",
    "cameo",
    "contexts",
    "gist",
    "decision",
];
const CONTEXTS: &[&str] = &["context", "aliases", "gist", "decision"];
const SECTORS: &[&str] = &["code", "use", "gist", "decision"];
const CAMEO: &[&str] = &[
    "code",
    "label",
    "goldstein",
    "type",
    "mode",
    "contexts",
    "decision",
];
#[rustfmt::skip]
const CONTENT: &[&str] = &["type", "mode", "promise", "request_mode", "request", "refuse_mode",
    "refuse", "threat_mode", "threat", "end_type", "end_mode", "end"];

/// The row of content.tsv for modes without one of their own.
const ANY: &str = "*";

impl Tables {
    /// Reads the tables; `file` gives the text of a file by its name.
    pub fn parse<'t>(file: impl Fn(&str) -> (&'t str, &'t str), faults: &mut Vec<Fault>) -> Tables {
        let mut tables = Tables::default();
        let table = |name, columns, faults: &mut Vec<Fault>| {
            let (shown, text) = file(name);
            rows(shown, text, columns, faults)
        };
        tables.read_contexts(&table("contexts.tsv", CONTEXTS, faults), faults);
        tables.read_sectors(&table("sectors.tsv", SECTORS, faults), faults);
        let modes = table("modes.tsv", MODES, faults);
        let cameo = table("cameo.tsv", CAMEO, faults);
        let codes: Vec<&str> = cameo.iter().map(|row| row.cell(0)).collect();
        tables.read_types(&table("types.tsv", TYPES, faults), &codes, faults);
        tables.read_modes(&modes, &codes, faults);
        tables.read_finer(&table("finer_modes.tsv", FINER, faults), &codes, faults);
        tables.read_cameo(&cameo, faults);
        tables.read_contents(&table("content.tsv", CONTENT, faults), faults);
        tables.index_by_cameo();
        tables
    }

    fn read_contexts(&mut self, rows: &[Row], faults: &mut Vec<Fault>) {
        for row in rows {
            if self
                .contexts
                .iter()
                .any(|context| context.name == row.cell(0))
            {
                faults.push(row.fault(0, format!("context \"{}\" stands twice", row.cell(0))));
            }
            self.contexts.push(ContextRow {
                name: row.cell(0).to_owned(),
                aliases: row.list(1),
                gist: row.cell(2).to_owned(),
                decision: row.cell(3).to_owned(),
            });
        }
    }

    fn read_sectors(&mut self, rows: &[Row], faults: &mut Vec<Fault>) {
        for row in rows {
            let sector = SectorRow {
                country: row.cell(1) == "country",
                gist: row.cell(2).to_owned(),
                decision: row.cell(3).to_owned(),
            };
            if self
                .sectors
                .insert(row.cell(0).to_owned(), sector)
                .is_some()
            {
                faults.push(row.fault(0, format!("code \"{}\" stands twice", row.cell(0))));
            }
        }
    }

    fn read_types(&mut self, rows: &[Row], codes: &[&str], faults: &mut Vec<Fault>) {
        for row in rows {
            check_code(row, 4, codes, faults);
            let event_type = row.read(0, "PLOVER event type", faults);
            let quad = row.read(1, "quad", faults);
            let score = row.read(3, "number", faults);
            if let (Some(event_type), Some(quad), Some(score)) = (event_type, quad, score) {
                self.types.push(TypeRow {
                    event_type,
                    quad,
                    recipient: row.cell(2) == "yes",
                    score,
                    cameo: row.cell(4).to_owned(),
                    gist: row.cell(5).to_owned(),
                    decision: row.cell(6).to_owned(),
                });
            }
        }
        self.types.sort_by_key(|row| row.event_type);
        let have = self.types.iter().map(|row| row.event_type);
        if !have.eq(EventType::ALL.iter().copied()) {
            let reason = "each event type needs one row";
            faults.push(Fault::at("types.tsv", 0, 0, reason));
        }
    }

    fn read_modes(&mut self, rows: &[Row], codes: &[&str], faults: &mut Vec<Fault>) {
        for row in rows {
            let score = row.read(2, "number", faults);
            let plover = Some(row.cell(1).to_owned());
            self.add_mode(
                row,
                ModeRow {
                    score,
                    ..mode_row(row, plover, true)
                },
                codes,
                faults,
            );
        }
    }

    fn read_finer(&mut self, rows: &[Row], codes: &[&str], faults: &mut Vec<Fault>) {
        for row in rows {
            let plover = row.filled(2).map(str::to_owned);
            if let (Ok(event_type), Some(mode)) = (row.cell(0).parse(), &plover)
                && !self.is_plover_mode(event_type, mode)
            {
                faults.push(row.fault(2, format!("{event_type:?} has no mode \"{mode}\"")));
            }
            self.add_mode(row, mode_row(row, plover, false), codes, faults);
        }
    }

    fn add_mode(&mut self, row: &Row, mode: ModeRow, codes: &[&str], faults: &mut Vec<Fault>) {
        check_code(row, 3, codes, faults);
        self.check_contexts(row, 4, faults);
        let Some(event_type) = row.read(0, "PLOVER event type", faults) else {
            return;
        };
        if self
            .modes
            .insert((event_type, row.cell(1).to_owned()), mode)
            .is_some()
        {
            faults.push(row.fault(1, format!("mode \"{}\" stands twice", row.cell(1))));
        }
    }

    fn read_cameo(&mut self, rows: &[Row], faults: &mut Vec<Fault>) {
        for row in rows {
            self.check_contexts(row, 5, faults);
            let event_type: Option<EventType> = row
                .filled(3)
                .and_then(|_| row.read(3, "PLOVER event type", faults));
            if let (Some(event_type), Some(mode)) = (event_type, row.filled(4))
                && !self.is_plover_mode(event_type, mode)
            {
                faults.push(row.fault(4, format!("{event_type:?} has no mode \"{mode}\"")));
            }
            let cameo = CameoRow {
                label: row.cell(1).to_owned(),
                goldstein: row.filled(2).and_then(|_| row.read(2, "number", faults)),
                event_type,
                mode: row.filled(4).map(str::to_owned),
                contexts: row.list(5),
                decision: row.cell(6).to_owned(),
            };
            if self.cameo.insert(row.cell(0).to_owned(), cameo).is_some() {
                faults.push(row.fault(0, format!("code \"{}\" stands twice", row.cell(0))));
            }
        }
    }

    fn read_contents(&mut self, rows: &[Row], faults: &mut Vec<Fault>) {
        use EventType::{Agree, Reject, Request, Threaten};
        for row in rows {
            let Some(event_type) = row.read(0, "PLOVER event type", faults) else {
                continue;
            };
            let Some(end_type) = row.read(9, "PLOVER event type", faults) else {
                continue;
            };
            if row.cell(1) != ANY && !self.is_mode(event_type, row.cell(1)) {
                faults
                    .push(row.fault(1, format!("no mode \"{}\" of {}", row.cell(1), row.cell(0))));
            }
            let contents = [
                self.reading(row, Agree, None, 2, faults),
                self.reading(row, Request, Some(3), 4, faults),
                self.reading(row, Reject, Some(5), 6, faults),
                self.reading(row, Threaten, Some(7), 8, faults),
                self.reading(row, end_type, Some(10), 11, faults),
            ];
            self.contents
                .insert((event_type, row.cell(1).to_owned()), contents);
        }
        for &event_type in EventType::ALL {
            if !self.contents.contains_key(&(event_type, ANY.to_owned())) {
                let reason = format!("{} has no row \"{ANY}\"", event_type.as_str());
                faults.push(Fault::at("content.tsv", 0, 0, reason));
            }
        }
    }

    fn reading(
        &self,
        row: &Row,
        event_type: EventType,
        mode: Option<usize>,
        code: usize,
        faults: &mut Vec<Fault>,
    ) -> Reading {
        let name = mode.and_then(|column| row.filled(column));
        if let (Some(column), Some(name)) = (mode, name)
            && !self.is_mode(event_type, name)
        {
            faults.push(row.fault(column, format!("no mode \"{name}\" of {event_type:?}")));
        }
        if !self.cameo.contains_key(row.cell(code)) {
            faults.push(row.fault(code, format!("no CAMEO code \"{}\"", row.cell(code))));
        }
        let act = Act {
            event_type,
            mode: name.map(str::to_owned),
        };
        Reading {
            act,
            cameo: row.cell(code).to_owned(),
        }
    }

    fn index_by_cameo(&mut self) {
        let mut modes: Vec<(&(EventType, String), &ModeRow)> = self.modes.iter().collect();
        modes.sort_by_key(|(key, row)| (!row.own, *key));
        for (key, row) in modes {
            if self.contents.contains_key(key) {
                self.by_cameo
                    .entry((key.0, row.cameo.clone()))
                    .or_insert_with(|| key.1.clone());
            }
        }
    }

    fn check_contexts(&self, row: &Row, column: usize, faults: &mut Vec<Fault>) {
        for name in row.list(column) {
            if !self.contexts.iter().any(|context| context.name == name) {
                faults.push(row.fault(column, format!("no context \"{name}\"")));
            }
        }
    }

    /// Whether it is a mode of the type, PLOVER's or finer.
    pub fn is_mode(&self, event_type: EventType, mode: &str) -> bool {
        self.modes.contains_key(&(event_type, mode.to_owned()))
    }

    fn is_plover_mode(&self, event_type: EventType, mode: &str) -> bool {
        self.modes
            .get(&(event_type, mode.to_owned()))
            .is_some_and(|row| row.own)
    }

    /// The row of an act's mode, when it has one.
    pub fn mode(&self, act: &Act) -> Option<&ModeRow> {
        self.modes.get(&(act.event_type, act.mode.clone()?))
    }

    /// What promising (asking for, …) an act is: by its mode, else by the code of the rule that
    /// found it, else by PLOVER's mode for its mode, else by its type.
    pub fn speech(&self, speech: Speech, act: &Act, cameo: Option<&str>) -> &Reading {
        let by_code = cameo.and_then(|code| self.by_cameo.get(&(act.event_type, code.to_owned())));
        let plover = self.mode(act).and_then(|row| row.plover.as_ref());
        let any = ANY.to_owned();
        let names = [act.mode.as_ref(), by_code, plover, Some(&any)];
        let row = |name: &String| self.contents.get(&(act.event_type, name.clone()));
        let contents = names.into_iter().flatten().find_map(row);
        &contents.expect("each type has a row for any mode")[speech as usize]
    }
}

fn mode_row(row: &Row, plover: Option<String>, own: bool) -> ModeRow {
    ModeRow {
        plover,
        own,
        score: None,
        cameo: row.cell(3).to_owned(),
        contexts: row.list(4),
        gist: row.cell(5).to_owned(),
        decision: row.cell(6).to_owned(),
    }
}

fn check_code(row: &Row, column: usize, codes: &[&str], faults: &mut Vec<Fault>) {
    if !codes.contains(&row.cell(column)) {
        faults.push(row.fault(column, format!("no CAMEO code \"{}\"", row.cell(column))));
    }
}
