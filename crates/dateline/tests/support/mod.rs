//! What the tests over whole texts share.
//!
//! In: the files below the repository's `tests/` folder. Out: cases, scores and floors. Never: an
//! assertion; those stand in the tests themselves.
//!
//! `floors("golden/floor.toml")` maps `unseen.f1` to the figure that must not be undercut.

#![allow(dead_code)]

pub mod case;
pub mod score;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use dateline::Event;

/// The path of a file or folder below `tests/`.
pub fn path_of(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests")
        .join(name)
}

/// The text of a file below `tests/`.
pub fn text_of(name: &str) -> String {
    let path = path_of(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The figures of a floor file, as `table.name`.
pub fn floors(name: &str) -> BTreeMap<String, f64> {
    let tables: BTreeMap<String, BTreeMap<String, f64>> =
        toml::from_str(&text_of(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    let flat = |(table, figures): (String, BTreeMap<String, f64>)| {
        figures
            .into_iter()
            .map(move |(figure, value)| (format!("{table}.{figure}"), value))
    };
    tables.into_iter().flat_map(flat).collect()
}

/// The floors that the measured figures undercut, or that nothing measures.
pub fn undercut(floors: &BTreeMap<String, f64>, measured: &BTreeMap<String, f64>) -> Vec<String> {
    let low = |(name, floor): (&String, &f64)| match measured.get(name) {
        Some(value) if value + 5e-4 >= *floor => None,
        Some(value) => Some(format!("{name} is {value:.3}, its floor {floor:.3}")),
        None => Some(format!("{name} has a floor and is not measured")),
    };
    floors.iter().filter_map(low).collect()
}

/// The rows of a table of tab-separated values below `tests/`; empty lines and comments left out.
pub fn rows(name: &str, columns: usize) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (number, line) in text_of(name).lines().enumerate() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let row: Vec<String> = line
            .split('\t')
            .map(|cell| cell.trim().to_owned())
            .collect();
        assert_eq!(row.len(), columns, "{name}:{}: {line}", number + 1);
        found.push(row);
    }
    found
}

/// The countries and organisations of a side, blocs by one code each.
pub fn codes(parties: &[dateline_record::Party]) -> BTreeSet<String> {
    let of = |party: &dateline_record::Party| [party.country.clone(), party.organisation.clone()];
    let one_code = |code: String| match code.as_str() {
        "UNO" => "UN".to_owned(),
        "EUR" => "EU".to_owned(),
        _ => code,
    };
    parties
        .iter()
        .flat_map(of)
        .flatten()
        .map(one_code)
        .collect()
}

/// `ACTORS TYPE/mode RECIPIENTS status` of an event, for people.
pub fn shown(event: &Event) -> String {
    let side = |parties: &[dateline_record::Party]| match codes(parties) {
        codes if codes.is_empty() && parties.is_empty() => "-".to_owned(),
        codes if codes.is_empty() => format!("({})", parties[0].text),
        codes => codes.into_iter().collect::<Vec<_>>().join("+"),
    };
    let mode = event.act.mode.as_deref().unwrap_or("-");
    format!(
        "{} {}/{mode} {} {} by {}",
        side(&event.actors),
        event.act.event_type.as_str(),
        side(&event.recipients),
        event.status.as_str(),
        event.rule
    )
}
