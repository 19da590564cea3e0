//! Texts with stand-off annotation for brat.
//!
//! In: rows, document by document. Out: for each document its text (`.txt`) and the annotation of
//! its events (`.ann`); and the two files of configuration that brat needs. Never: a stretch that
//! crosses a line end; brat wants such a stretch in pieces.
//!
//! *Fidan met Lavrov.* gives `T1 Party 0 5 Fidan`, `T2 CONSULT 6 9 met`, and
//! `E1 CONSULT:T2 Actor:T1 Actor2:T3`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use dateline_record::{Event, EventType, Offsets, Party, Status};

use super::row::Row;
use super::{ExportError, Sink};
use crate::Store;

/// A folder that is being filled.
pub struct Brat<'t> {
    store: &'t Store,
    folder: PathBuf,
    names: BTreeMap<String, usize>,
    page: Option<Page>,
}

/// One document's annotation.
struct Page {
    document: i64,
    name: String,
    letters: Vec<char>,
    lines: String,
    stretches: BTreeMap<(String, Offsets), usize>,
    events: usize,
    attributes: usize,
}

impl<'t> Brat<'t> {
    /// Begins a folder with brat's configuration.
    pub fn new(store: &'t Store, folder: &Path) -> Result<Self, ExportError> {
        fs::write(folder.join("annotation.conf"), configuration())?;
        fs::write(folder.join("visual.conf"), "[labels]\n[drawing]\n")?;
        Ok(Brat {
            store,
            folder: folder.to_owned(),
            names: BTreeMap::new(),
            page: None,
        })
    }

    fn turn(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        let document = &row.report.document;
        self.close()?;
        let text = self.store.text_of(document.key)?;
        let text = text.ok_or_else(|| ExportError::NoText(document.id.clone()))?;
        let name = self.name(&document.id);
        // brat counts code points of the file; a carriage return would be lost on the way.
        let text = text.replace('\r', " ");
        fs::write(self.folder.join(format!("{name}.txt")), &text)?;
        self.page = Some(Page {
            document: document.key,
            name,
            letters: text.chars().collect(),
            lines: String::new(),
            stretches: BTreeMap::new(),
            events: 0,
            attributes: 0,
        });
        Ok(())
    }

    /// A file name for a document, different from those before, also where case does not count.
    fn name(&mut self, id: &str) -> String {
        let allowed = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
        let letters = id.chars().take(80);
        let letters = letters.map(|letter| if allowed(letter) { letter } else { '_' });
        let base: String = letters.collect();
        let base = base.trim_matches('.');
        let base = if base.is_empty() { "document" } else { base };
        let times = self.names.entry(base.to_lowercase()).or_insert(0);
        *times += 1;
        match *times {
            1 => base.to_owned(),
            again => format!("{base}~{again}"),
        }
    }

    fn close(&mut self) -> Result<(), ExportError> {
        if let Some(page) = self.page.take() {
            fs::write(self.folder.join(format!("{}.ann", page.name)), page.lines)?;
        }
        Ok(())
    }
}

impl Sink for Brat<'_> {
    fn add(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        let key = row.report.document.key;
        if self.page.as_ref().is_none_or(|page| page.document != key) {
            self.turn(row)?;
        }
        if let Some(page) = &mut self.page {
            page.add(row.event());
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.close()
    }
}

impl Page {
    fn add(&mut self, event: &Event) {
        let label = event.act.event_type.as_str();
        let Some(trigger) = self.stretch(label, event.evidence.trigger.offsets) else {
            return;
        };
        let mut arguments = String::new();
        let roles = [
            ("Actor", &event.actors),
            ("Recipient", &event.recipients),
            ("Speaker", &event.attributed_to),
        ];
        for (role, parties) in roles {
            self.arguments(role, parties, &mut arguments);
        }
        self.events += 1;
        let number = self.events;
        line(
            &mut self.lines,
            format_args!("E{number}\t{label}:T{trigger}{arguments}"),
        );
        self.attribute(format_args!("Status E{number} {}", event.status.as_str()));
        if event.reciprocal {
            self.attribute(format_args!("Reciprocal E{number}"));
        }
        if event.background {
            self.attribute(format_args!("Background E{number}"));
        }
        let note = note(event);
        line(
            &mut self.lines,
            format_args!("#{number}\tAnnotatorNotes E{number}\t{note}"),
        );
    }

    fn attribute(&mut self, words: std::fmt::Arguments<'_>) {
        self.attributes += 1;
        let number = self.attributes;
        line(&mut self.lines, format_args!("A{number}\t{words}"));
    }

    /// brat tells several arguments of one role apart by a number from 2.
    fn arguments(&mut self, role: &str, parties: &[Party], arguments: &mut String) {
        let mut count = 0;
        for party in parties {
            if let Some(stretch) = self.stretch("Party", party.offsets) {
                count += 1;
                let number = if count == 1 {
                    String::new()
                } else {
                    count.to_string()
                };
                // Writing to a string cannot fail.
                let _ = write!(arguments, " {role}{number}:T{stretch}");
            }
        }
    }

    /// The number of the annotation of a stretch; a new line when it has none yet.
    fn stretch(&mut self, label: &str, offsets: Offsets) -> Option<usize> {
        let key = (label.to_owned(), offsets);
        if let Some(&number) = self.stretches.get(&key) {
            return Some(number);
        }
        let pieces = pieces(&self.letters, offsets);
        if pieces.is_empty() {
            return None;
        }
        let places: Vec<String> = pieces
            .iter()
            .map(|(start, end)| format!("{start} {end}"))
            .collect();
        let words: Vec<String> = pieces
            .iter()
            .map(|&(start, end)| self.letters[start..end].iter().collect())
            .collect();
        let number = self.stretches.len() + 1;
        self.stretches.insert(key, number);
        let (places, words) = (places.join(";"), words.join(" "));
        line(
            &mut self.lines,
            format_args!("T{number}\t{label} {places}\t{words}"),
        );
        Some(number)
    }
}

fn line(lines: &mut String, words: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(lines, "{words}");
}

/// A stretch in pieces without line ends, each without blanks at its ends.
fn pieces(letters: &[char], offsets: Offsets) -> Vec<(usize, usize)> {
    let end = offsets.end.min(letters.len());
    let mut pieces = Vec::new();
    let mut start = offsets.start;
    while start < end {
        let stop = (start..end).find(|&at| letters[at] == '\n').unwrap_or(end);
        let first = (start..stop).find(|&at| !letters[at].is_whitespace());
        let last = (start..stop).rfind(|&at| !letters[at].is_whitespace());
        pieces.extend(first.zip(last).map(|(first, last)| (first, last + 1)));
        start = stop + 1;
    }
    pieces
}

fn note(event: &Event) -> String {
    let mode = event.act.mode.as_deref().unwrap_or("-");
    let time = event
        .time
        .as_ref()
        .map_or_else(String::new, |time| format!(" {}/{}", time.start, time.end));
    let place = event.place.as_ref().map_or("", |place| &place.name);
    let words = format!("{} {mode}{time} {place} {}", event.id, event.rule);
    words.replace(['\n', '\r', '\t'], " ")
}

/// brat's list of what there is to annotate.
fn configuration() -> String {
    let statuses = [
        Status::Occurred,
        Status::Planned,
        Status::Possible,
        Status::CalledFor,
        Status::Hypothetical,
        Status::Denied,
    ];
    let statuses = statuses.map(Status::as_str).join("|");
    let event = |kind: &EventType| {
        let name = kind.as_str();
        format!("{name}\tActor*:Party, Recipient*:Party, Speaker*:Party\n")
    };
    let events: String = EventType::ALL.iter().map(event).collect();
    format!(
        "[entities]\nParty\n\n[relations]\n\n[events]\n{events}\n[attributes]\n\
         Status\tArg:<EVENT>, Value:{statuses}\nReciprocal\tArg:<EVENT>\nBackground\tArg:<EVENT>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_over_a_line_end_is_in_pieces() {
        let letters: Vec<char> = "the foreign \n minister met".chars().collect();
        let pieces = pieces(&letters, Offsets { start: 4, end: 22 });
        assert_eq!(pieces, [(4, 11), (14, 22)]);
    }
}
