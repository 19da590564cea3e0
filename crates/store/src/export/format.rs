//! The formats by name and by ending.
//!
//! In: a name or a path. Out: a [`Format`]. Never: a look at what a file holds.
//!
//! `events.acled.csv` asks for `acled`, `events.csv` for `csv`.

use std::path::Path;

use super::columns::{Layout, Unit, layout};
use super::row::Row;

/// A format that events can be exported in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// One event a line, as `dateline code` writes it.
    Jsonl,
    /// One flat row an event.
    Csv,
    /// The same columns, typed.
    Parquet,
    /// PLOVER's JSON, one record a line.
    Plover,
    /// POLECAT's columns.
    Polecat,
    /// Phoenix's columns with CAMEO codes.
    Phoenix,
    /// GDELT 2.0's columns.
    Gdelt,
    /// ACLED's columns.
    Acled,
    /// Points with the flat columns as properties.
    Geojson,
    /// A network with time.
    Gexf,
    /// Node and edge tables of Gephi.
    Gephi,
    /// Elements and connections of Kumu.
    Kumu,
    /// Texts with stand-off annotation.
    Brat,
}

/// Whether a format is one file or several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One file.
    File,
    /// A folder of files.
    Folder,
}

impl Format {
    /// All formats.
    pub const ALL: &'static [Format] = &[
        Format::Jsonl,
        Format::Csv,
        Format::Parquet,
        Format::Plover,
        Format::Polecat,
        Format::Phoenix,
        Format::Gdelt,
        Format::Acled,
        Format::Geojson,
        Format::Gexf,
        Format::Gephi,
        Format::Kumu,
        Format::Brat,
    ];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
            Format::Plover => "plover",
            Format::Polecat => "polecat",
            Format::Phoenix => "phoenix",
            Format::Gdelt => "gdelt",
            Format::Acled => "acled",
            Format::Geojson => "geojson",
            Format::Gexf => "gexf",
            Format::Gephi => "gephi",
            Format::Kumu => "kumu",
            Format::Brat => "brat",
        }
    }

    /// What it is, in a sentence.
    pub fn about(self) -> &'static str {
        match self {
            Format::Jsonl => "One event a line, whole, its document's id first.",
            Format::Parquet => "The columns of csv with their types, for DuckDB, Spark, pandas, R.",
            Format::Plover => "PLOVER's JSON, one record a line.",
            Format::Geojson => {
                "Points with the columns of csv; events without coordinates have no geometry."
            }
            Format::Gexf => {
                "A network of states, organisations and others whose edges are events with days."
            }
            Format::Gephi => "A folder with nodes.csv and edges.csv for Gephi.",
            Format::Kumu => "A folder with elements.csv and connections.csv for Kumu.",
            Format::Brat => "A folder with a .txt and an .ann a document for brat.",
            _ => self.layout().map_or("", |layout| &layout.about),
        }
    }

    /// Whether it is one file or several.
    pub fn shape(self) -> Shape {
        match self {
            Format::Gephi | Format::Kumu | Format::Brat => Shape::Folder,
            _ => Shape::File,
        }
    }

    /// The format of that name.
    pub fn of_name(name: &str) -> Option<Format> {
        Format::ALL
            .iter()
            .copied()
            .find(|format| format.name() == name)
    }

    /// The format that the ending of a path asks for; the longest ending counts.
    pub fn of_path(path: &Path) -> Option<Format> {
        let name = path.file_name()?.to_str()?.to_ascii_lowercase();
        let endings = Format::ALL.iter().flat_map(|format| {
            format
                .endings()
                .into_iter()
                .map(move |ending| (ending, *format))
        });
        let fitting = endings.filter(|(ending, _)| name.ends_with(&format!(".{ending}")));
        fitting
            .max_by_key(|(ending, _)| ending.len())
            .map(|(_, format)| format)
    }

    /// The endings that ask for it, without their dot.
    pub fn endings(self) -> Vec<&'static str> {
        match self {
            Format::Jsonl => vec!["jsonl", "ndjson"],
            Format::Parquet => vec!["parquet"],
            Format::Plover => vec!["plover.jsonl", "plover.json"],
            Format::Geojson => vec!["geojson"],
            Format::Gexf => vec!["gexf"],
            _ => self.layout().map_or(Vec::new(), |layout| {
                layout.endings.iter().map(String::as_str).collect()
            }),
        }
    }

    /// Its layout, when it is a table of text.
    pub fn layout(self) -> Option<&'static Layout> {
        layout(self.name())
    }

    /// Whether it has a place for the event: ACLED has none for a meeting, a network none for an
    /// event with one party, GDELT and Phoenix none for an event without a CAMEO code.
    pub fn has_place_for(self, row: &Row<'_>) -> bool {
        let event = row.event();
        match self {
            Format::Gexf | Format::Gephi | Format::Kumu => {
                let two = event.reciprocal && event.actors.len() > 1;
                two || !(event.actors.is_empty() || event.recipients.is_empty())
            }
            _ => self.layout().is_none_or(|layout| match layout.row {
                Unit::Event => true,
                Unit::Dyad => event.cameo.is_some(),
                Unit::Violence => row.disorder.is_some(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_ending_counts() {
        let format = |name: &str| Format::of_path(Path::new(name));
        assert_eq!(format("a/events.csv"), Some(Format::Csv));
        assert_eq!(format("events.ACLED.csv"), Some(Format::Acled));
        assert_eq!(format("20240703.export.CSV"), Some(Format::Gdelt));
        assert_eq!(format("x.plover.jsonl"), Some(Format::Plover));
        assert_eq!(format("events.xlsx"), None);
    }

    #[test]
    fn names_go_there_and_back() {
        for format in Format::ALL {
            assert_eq!(Format::of_name(format.name()), Some(*format));
            assert!(!format.about().is_empty(), "{}", format.name());
        }
    }
}
