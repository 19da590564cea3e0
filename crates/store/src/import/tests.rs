//! Files of the data sets, whole and faulty.
//!
//! In: the files of `tests/formats`. Out: rows of a store, or faults with their places. Never: a row
//! of a file that has a fault.

use std::path::PathBuf;

use super::*;

fn file(name: &str) -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/formats")).join(name)
}

fn imported(set: DataSet, name: &str) -> (Store, Imported) {
    let mut store = Store::in_memory().unwrap();
    let done = import(&mut store, set, &file(name)).unwrap_or_else(|error| panic!("{error:?}"));
    (store, done)
}

fn faults(set: DataSet, name: &str) -> Vec<String> {
    let mut store = Store::in_memory().unwrap();
    let Err(ImportError::Faults(faults)) = import(&mut store, set, &file(name)) else {
        panic!("{name} is faulty");
    };
    assert_eq!(store.reports().count(), 0, "nothing is stored");
    let cut = |fault: &Fault| fault.to_string().rsplit('/').next().unwrap().to_owned();
    faults.iter().map(cut).collect()
}

#[test]
fn gdelt_of_both_versions_becomes_reports() {
    for (name, url) in [("gdelt2.export.CSV", true), ("gdelt1.csv", true)] {
        let (store, done) = imported(DataSet::Gdelt, name);
        assert_eq!((done.new, done.without_type), (3, 1), "{name}");
        let reports: Vec<_> = store.reports().map(Result::unwrap).collect();
        let first = &reports[0];
        assert_eq!(
            (first.document.source.as_str(), first.document.url.is_some()),
            ("gdelt", url)
        );
        assert_eq!(first.event.plover.event_type.as_str(), "CONSULT");
        assert_eq!(first.event.actors[0].code.as_deref(), Some("NORGOV"));
        assert_eq!(first.event.recipients[0].country.as_deref(), Some("ROU"));
        let place = first.event.place.as_ref().unwrap();
        assert_eq!(
            (place.name.as_str(), place.country.as_deref()),
            ("Oslo", Some("NOR"))
        );
        assert_eq!(
            first.event.time.as_ref().unwrap().start.to_string(),
            "2025-03-04"
        );
    }
}

#[test]
fn icews_becomes_reports() {
    let (store, done) = imported(DataSet::Icews, "icews.tab");
    assert_eq!((done.new, done.without_type), (3, 1));
    let reports: Vec<_> = store.reports().map(Result::unwrap).collect();
    let event = &reports[0].event;
    assert_eq!(
        (event.cameo.as_deref(), event.goldstein),
        (Some("036"), Some(4.0))
    );
    assert_eq!(event.actors[0].code.as_deref(), Some("RUSGOV"));
    assert_eq!(event.evidence.sentence, 2);
    assert_eq!(
        reports[0].document.outlet.as_deref(),
        Some("The Fjord Courier")
    );
}

#[test]
fn polecat_with_tabs_or_commas_becomes_reports() {
    for name in ["polecat.txt", "polecat.csv"] {
        let (store, done) = imported(DataSet::Polecat, name);
        assert_eq!(done.new, 3, "{name}");
        let reports: Vec<_> = store.reports().map(Result::unwrap).collect();
        let event = &reports[0].event;
        assert_eq!(
            (
                event.plover.event_type.as_str(),
                event.plover.mode.as_deref()
            ),
            ("CONSULT", Some("visit"))
        );
        assert_eq!((event.quad, event.scale), (1, 4.0));
        let codes: Vec<_> = event
            .actors
            .iter()
            .map(|party| party.code.as_deref())
            .collect();
        assert_eq!(codes, [Some("NORGOV"), Some("SWEMIL")]);
        assert_eq!(
            reports[1].event.actors[0].name.as_deref(),
            Some("José Peña")
        );
        assert_eq!(
            reports[2].event.plover.mode.as_deref(),
            Some("targeted"),
            "a mode of an earlier draft"
        );
    }
}

#[test]
fn the_same_file_is_imported_once() {
    let (mut store, first) = imported(DataSet::Icews, "icews.tab");
    let again = import(&mut store, DataSet::Icews, &file("icews.tab")).unwrap();
    assert_eq!((again.new, again.present), (0, first.new));
}

#[test]
fn wrong_columns_are_told_with_their_place() {
    assert_eq!(
        faults(DataSet::Icews, "icews_column.tab"),
        [
            "icews_column.tab:1:95: column 9 should be \"Target Name\", found \"Target\"; the first line must name the columns"
        ]
    );
    assert_eq!(
        faults(DataSet::Gdelt, "icews.tab"),
        [
            "icews.tab:1:1: 20 columns where 61 (GDELT 2.0), 58 or 57 (GDELT 1.0) are expected; cells are separated by tabs, and there is no header"
        ]
    );
    assert!(
        faults(DataSet::Polecat, "icews.tab")[0]
            .contains("column 3 should be \"Event Type\", found \"Source Name\"")
    );
    assert!(
        faults(DataSet::Icews, "empty.tab")[0]
            .contains("column 1 should be \"Event ID\", found 0 columns")
    );
}

#[test]
fn wrong_cells_are_told_all_at_once() {
    assert_eq!(
        faults(DataSet::Gdelt, "gdelt2_cells.csv"),
        [
            "gdelt2_cells.csv:1:11: \"2025-3-4\" where a day like 2024-07-03 or 20240703 is expected (column 2, SQLDATE)",
            "gdelt2_cells.csv:2:92: \"7\" where a number from 1 to 4 is expected (column 30, QuadClass)",
            "gdelt2_cells.csv:3:198: 60 cells where 61 are expected",
        ]
        .map(str::to_owned)
    );
}

#[test]
fn a_file_that_is_not_there_is_a_fault() {
    assert!(faults(DataSet::Icews, "nowhere.tab")[0].contains("cannot be read: no such file"));
}
