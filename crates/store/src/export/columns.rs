//! The columns of a format, as `data/formats/columns` lists them.
//!
//! In: a TSV file with a row a column. Out: [`Column`]s with the function that fills each. Never: a
//! column whose value nobody can give; a column without one is a gap, and stays empty.
//!
//! `Lat  real  place.latitude` is a column named `Lat` that [`value_of`]`("place.latitude")` fills.

use std::sync::LazyLock;

use dateline_record::{Fault, table};
use serde::Deserialize;

use super::cell::{Cell, Kind};
use super::row::Row;
use super::values::{Value, value_of};

/// One column of a format.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// What kind of values it has.
    pub kind: Kind,
    /// The name of the value in it; empty for a gap.
    pub key: String,
    /// Unit of the values.
    pub unit: String,
    /// What they mean.
    pub meaning: String,
    /// Where their codes come from.
    pub codes: String,
    value: Option<Value>,
}

impl Column {
    /// Its value for a row.
    pub fn cell(&self, row: &Row<'_>) -> Cell {
        self.value.map_or(Cell::Missing, |value| value.of(row))
    }

    /// Whether Dateline has nothing to put there.
    pub fn is_gap(&self) -> bool {
        self.key.is_empty()
    }
}

/// What a table of a format looks like: an entry of `data/formats/formats.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// File endings that ask for it.
    pub endings: Vec<String>,
    /// Its table of columns.
    pub columns: String,
    /// What a row is: `event`, `dyad` or `violence`.
    pub row: Unit,
    /// What stands between cells.
    pub separator: char,
    /// Whether the first line names the columns.
    pub header: bool,
    /// What stands for no value.
    pub missing: String,
    /// Whether cells are quoted where needed.
    pub quoted: bool,
    /// Which events are exported when nothing else is asked for.
    pub statuses: Vec<dateline_record::Status>,
    /// For whom it is.
    pub about: String,
}

/// What one row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// An event.
    Event,
    /// A pair of parties of an event.
    Dyad,
    /// An event that ACLED would have.
    Violence,
}

const LAYOUTS: &str = include_str!("../../../../data/formats/formats.toml");

/// All tables of columns, with their names.
pub const TABLES: &[(&str, &str)] = &[
    (
        "flat",
        include_str!("../../../../data/formats/columns/flat.tsv"),
    ),
    (
        "polecat",
        include_str!("../../../../data/formats/columns/polecat.tsv"),
    ),
    (
        "phoenix",
        include_str!("../../../../data/formats/columns/phoenix.tsv"),
    ),
    (
        "gdelt",
        include_str!("../../../../data/formats/columns/gdelt.tsv"),
    ),
    (
        "acled",
        include_str!("../../../../data/formats/columns/acled.tsv"),
    ),
    (
        "gexf_nodes",
        include_str!("../../../../data/formats/columns/gexf_nodes.tsv"),
    ),
    (
        "gexf_edges",
        include_str!("../../../../data/formats/columns/gexf_edges.tsv"),
    ),
    (
        "gephi_nodes",
        include_str!("../../../../data/formats/columns/gephi_nodes.tsv"),
    ),
    (
        "gephi_edges",
        include_str!("../../../../data/formats/columns/gephi_edges.tsv"),
    ),
    (
        "kumu_nodes",
        include_str!("../../../../data/formats/columns/kumu_nodes.tsv"),
    ),
    (
        "kumu_edges",
        include_str!("../../../../data/formats/columns/kumu_edges.tsv"),
    ),
];

/// The columns of a table that ships with the program.
///
/// # Panics
/// When there is no such table or it is faulty: a fault of the program, found by its tests.
pub fn columns(name: &str) -> Vec<Column> {
    let known = TABLES.iter().find(|(known, _)| *known == name);
    let (_, text) = known.unwrap_or_else(|| panic!("no table \"{name}\" in data/formats/columns"));
    parse(name, text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The layout of a format that is a table.
pub fn layout(name: &str) -> Option<&'static Layout> {
    static ALL: LazyLock<std::collections::BTreeMap<String, Layout>> = LazyLock::new(|| {
        toml::from_str(LAYOUTS).expect("the tests read data/formats/formats.toml")
    });
    ALL.get(name)
}

fn parse(name: &str, text: &str) -> Result<Vec<Column>, Vec<Fault>> {
    let mut faults = Vec::new();
    let names = ["column", "kind", "value", "unit", "meaning", "codes"];
    let file = format!("formats/columns/{name}.tsv");
    let mut found = Vec::new();
    for row in table::rows(&file, text, &names, &mut faults) {
        let value = row.filled(2).map(|key| (key, value_of(key)));
        if let Some((key, None)) = value {
            faults.push(row.fault(2, format!("\"{key}\" is no value")));
        }
        if row.filled(4).is_none() {
            faults.push(row.fault(4, "the meaning is missing"));
        }
        if let Some(kind) = row.read(1, "kind of column", &mut faults) {
            let cell = |column| row.cell(column).to_owned();
            found.push(Column {
                name: cell(0),
                kind,
                key: cell(2),
                unit: cell(3),
                meaning: cell(4),
                codes: cell(5),
                value: value.and_then(|(_, value)| value),
            });
        }
    }
    match faults.is_empty() {
        true => Ok(found),
        false => Err(faults),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_sound() {
        for (name, text) in TABLES {
            let columns = parse(name, text).unwrap_or_else(|faults| panic!("{faults:#?}"));
            assert!(columns.len() > 1, "{name}");
        }
    }

    #[test]
    fn every_layout_has_its_table() {
        for name in ["csv", "polecat", "phoenix", "gdelt", "acled"] {
            let layout = layout(name).unwrap();
            assert!(!columns(&layout.columns).is_empty(), "{name}");
        }
        let width = |name| columns(name).len();
        assert_eq!((width("gdelt"), width("phoenix")), (61, 26));
        assert_eq!((width("polecat"), width("acled")), (40, 31));
    }

    #[test]
    fn a_value_that_nobody_gives_is_a_fault() {
        let head = "column\tkind\tvalue\tunit\tmeaning\tcodes\n";
        let faults = parse("x", &format!("{head}A\ttext\tnobody.knows\t\tB\t\n")).unwrap_err();
        assert_eq!(
            faults[0].to_string(),
            "formats/columns/x.tsv:2:8: \"nobody.knows\" is no value"
        );
    }
}
