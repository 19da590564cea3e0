//! Stores of earlier versions still open.
//!
//! In: the stores of tests/compat. Out: the same, migrated, asked and added to. Never: a change of
//! the stores themselves, but by the test that writes the one of this version.

mod common;

use std::path::PathBuf;

use common::{Desk, row};
use rusqlite::Connection;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/compat")
}

/// The stores, by name.
fn stores() -> Vec<PathBuf> {
    let files = std::fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut stores: Vec<PathBuf> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "db"))
        .collect();
    stores.sort();
    stores
}

/// A desk with a copy of a store under the name `news.db`.
fn desk_with(store: &PathBuf) -> Desk {
    Desk::with("news.db", std::fs::read(store).unwrap())
}

#[test]
fn every_earlier_store_can_be_migrated_asked_and_added_to() {
    assert!(!stores().is_empty());
    for store in stores() {
        let desk = desk_with(&store);
        let run = |arguments: &[&str]| {
            let outcome = desk.run(&[arguments, &["--store", "news.db"]].concat());
            assert_eq!(
                (outcome.code, outcome.stderr.as_str()),
                (0, ""),
                "{store:?} {arguments:?}"
            );
            outcome.stdout
        };
        run(&["store", "migrate"]);
        assert_eq!(run(&["store", "check"]), "the store is sound\n");
        assert!(
            run(&["store", "info"]).contains("documents    10\n"),
            "{store:?}"
        );
        let met = run(&[
            "query", "--party", "Putin", "--type", "meet", "--list", "others",
        ]);
        assert!(met.contains("Viktor Orban"), "{store:?}: {met}");
        assert!(run(&["query", "--text", "hospital"]).contains("Sergey Lavrov"));
        desk.put("more.jsonl", row("new", "Chile sent aid to Peru."));
        assert!(run(&["store", "add", "more.jsonl"]).starts_with("1 document added"));
        assert!(run(&["query", "--actor", "Chile"]).contains("Peru"));
        assert_eq!(run(&["store", "check"]), "the store is sound\n");
    }
}

/// The tables, views, indexes and triggers of a store, as SQL.
fn shape(store: &Connection) -> Vec<String> {
    let query = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name";
    let mut statement = store.prepare(query).unwrap();
    let shape = statement.query_map([], |row| row.get(0)).unwrap();
    shape.collect::<Result<_, _>>().unwrap()
}

#[test]
fn tables_of_one_version_are_the_same_tables() {
    let desk = Desk::with("note.jsonl", row("a", "Chile sent aid to Peru."));
    assert_eq!(
        desk.run(&["store", "add", "note.jsonl", "--store", "new.db"])
            .code,
        0
    );
    let version = |store: &Connection| -> i64 {
        store
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap()
    };
    let new = Connection::open(desk.path("new.db")).unwrap();
    for store in stores() {
        let desk = desk_with(&store);
        let old = Connection::open(desk.path("news.db")).unwrap();
        if version(&old) == version(&new) {
            assert_eq!(
                shape(&old),
                shape(&new),
                "{store:?}: a change of tables needs a migration"
            );
        }
    }
}

#[test]
#[ignore = "writes the store of this version into tests/compat"]
fn write_the_store_of_this_version() {
    let desk = Desk::with(
        "newswire.jsonl",
        include_str!("../../../examples/newswire.jsonl"),
    );
    assert_eq!(
        desk.run(&["store", "add", "newswire.jsonl", "--store", "news.db"])
            .code,
        0
    );
    let store = Connection::open(desk.path("news.db")).unwrap();
    let small =
        "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; PRAGMA journal_mode = WAL;";
    store.execute_batch(small).unwrap();
    drop(store);
    let name = format!("store-{}.db", env!("CARGO_PKG_VERSION"));
    std::fs::copy(desk.path("news.db"), folder().join(name)).unwrap();
}
