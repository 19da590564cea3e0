//! Export and import as the user meets them.
//!
//! In: a small store, files of other data sets. Out: files that are there whole or not at all, messages,
//! exit statuses. Never: what stands in the files; the store's own tests read that back.

mod common;

use common::{Desk, row};

/// A desk with a store of two documents.
fn desk() -> Desk {
    let talks = row(
        "talks",
        "Norway and Kenya held talks in Oslo on Tuesday. Kenya denied that it had met Chile.",
    );
    let aid = row("aid", "Japan sent aid to Jordan on Monday, officials said.");
    let desk = Desk::with("feed.jsonl", talks + &aid);
    let added = desk.run(&["store", "add", "feed.jsonl", "--store", "news.db"]);
    assert_eq!((added.code, added.stderr.as_str()), (0, ""));
    desk
}

/// An export to a file.
fn export(desk: &Desk, output: &str, more: &[&str]) -> common::Outcome {
    desk.run(&[&["export", "--store", "news.db", "-o", output], more].concat())
}

fn fixture(name: &str) -> String {
    format!("{}/../../tests/formats/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_ending_tells_the_format() {
    let desk = desk();
    for name in [
        "e.csv",
        "e.parquet",
        "e.export.CSV",
        "e.geojson",
        "e.gexf",
        "e.polecat.txt",
        "e.acled.csv",
    ] {
        let outcome = export(&desk, name, &[]);
        assert_eq!(outcome.code, 0, "{name}: {}", outcome.stderr);
        assert!(desk.path(name).metadata().unwrap().len() > 0, "{name}");
    }
    let gexf = std::fs::read_to_string(desk.path("e.gexf")).unwrap();
    assert!(gexf.contains("<node id=\"KEN\""), "{gexf}");
}

#[test]
fn standard_output_gets_lines() {
    let desk = desk();
    let plain = desk.run(&["export", "--store", "news.db"]);
    let all = desk.run(&["export", "--store", "news.db", "--denied"]);
    assert!(plain.rows().iter().all(|row| row["status"] != "denied"));
    assert!(all.rows().len() >= plain.rows().len() && !plain.rows().is_empty());
}

#[test]
fn what_has_no_place_is_counted() {
    let outcome = export(&desk(), "e.acled.csv", &[]);
    assert!(
        outcome
            .stderr
            .contains("left out: acled has no place for them"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn folders_appear_whole_and_are_not_written_over() {
    let desk = desk();
    assert_eq!(export(&desk, "annotated", &["--format", "brat"]).code, 0);
    assert!(desk.path("annotated/talks.ann").is_file());
    let again = export(&desk, "annotated", &["--format", "brat"]);
    assert_eq!(again.code, 1);
    assert!(
        again.stderr.contains("annotated: is there already"),
        "{}",
        again.stderr
    );
    assert!(
        !desk.names().iter().any(|name| name.ends_with(".part")),
        "{:?}",
        desk.names()
    );
}

#[test]
fn wrong_use_is_told_and_leaves_nothing() {
    let desk = desk();
    for (output, more, code) in [
        ("events.xyz", &[][..], 2),
        ("nowhere/events.csv", &[], 1),
        ("events.csv", &["--status", "perhaps"], 2),
    ] {
        let before = desk.names();
        let outcome = export(&desk, output, more);
        assert_eq!(outcome.code, code, "{output}: {}", outcome.stderr);
        assert_eq!(desk.names(), before, "{output}");
    }
    assert_eq!(
        desk.run(&["export", "--store", "news.db", "--format", "kumu"])
            .code,
        2
    );
    let missing = desk.run(&["export", "--store", "none.db"]);
    assert_eq!(missing.code, 1);
    assert!(
        missing.stderr.contains("none.db: there is no such store"),
        "{}",
        missing.stderr
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let outcome = export(&desk(), "/dev/full", &["--format", "csv"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome
            .stderr
            .contains("cannot be written: no space left on device"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn finished_data_sets_are_imported_once() {
    let desk = Desk::new();
    let arguments = [
        "import",
        &fixture("icews.tab"),
        "--from",
        "icews",
        "--store",
        "news.db",
    ];
    let first = desk.run(&arguments);
    assert_eq!(first.code, 0, "{}", first.stderr);
    assert!(
        first.stdout.contains("3 new, 0 known, 1 left out"),
        "{}",
        first.stdout
    );
    assert!(desk.run(&arguments).stdout.contains("0 new, 3 known"));
    let brat = export(&desk, "brat", &["--format", "brat"]);
    assert_eq!(brat.code, 1);
    assert!(brat.stderr.contains("is not stored"), "{}", brat.stderr);
    let lines = desk.run(&["export", "--store", "news.db"]);
    assert!(lines.rows().iter().all(|row| row["source"] == "icews"));
}

#[test]
fn a_faulty_file_changes_nothing_and_the_others_are_imported() {
    let desk = Desk::new();
    let faulty = desk.run(&[
        "import",
        &fixture("icews_column.tab"),
        "--from",
        "icews",
        "--store",
        "new.db",
    ]);
    assert_eq!(faulty.code, 1);
    let expected = "icews_column.tab:1:95: column 9 should be \"Target Name\", found \"Target\"";
    assert!(faulty.stderr.contains(expected), "{}", faulty.stderr);
    assert!(
        desk.names().is_empty(),
        "no store is made: {:?}",
        desk.names()
    );
    let (bad, good) = (fixture("gdelt2_cells.csv"), fixture("gdelt1.csv"));
    let both = desk.run(&[
        "import", &bad, &good, "--from", "gdelt", "--store", "new.db",
    ]);
    assert_eq!(both.code, 1);
    assert_eq!(both.stderr.lines().count(), 3, "{}", both.stderr);
    assert!(both.stdout.contains("gdelt1.csv: 3 new"), "{}", both.stdout);
}
