//! A store through thick and thin: killed, full, locked, read-only, of another version.
//!
//! In: generated feeds. Out: stores that are sound and whole whatever happened, and messages that
//! say what it was. Never: a document by halves.

mod common;

use std::path::Path;
use std::time::{Duration, Instant};

use common::{Desk, feed, row};
use rusqlite::Connection;

/// The tables with a key of their own or of a document's; what they hold is the whole store.
const TABLES: [&str; 18] = [
    "runs",
    "documents",
    "sources",
    "regions",
    "sentences",
    "sentences_text",
    "places",
    "events",
    "parties",
    "names",
    "names_text",
    "statements",
    "memberships",
    "figures",
    "people",
    "reviews",
    "fingerprints",
    "fingerprint_bands",
];

fn open(desk: &Desk, name: &str) -> Connection {
    Connection::open(desk.path(name)).unwrap()
}

fn number(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// How many documents a store holds now; none when there is no store yet.
fn documents(path: &Path) -> i64 {
    let flags = rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY;
    let Ok(connection) = Connection::open_with_flags(path, flags) else {
        return 0;
    };
    let count = "SELECT count(*) FROM documents";
    connection
        .query_row(count, [], |row| row.get(0))
        .unwrap_or(0)
}

/// All rows of both stores are the same.
fn assert_same(desk: &Desk, one: &str, other: &str) {
    let connection = open(desk, one);
    connection
        .execute("ATTACH ?1 AS other", [desk.path(other).to_str().unwrap()])
        .unwrap();
    for table in TABLES {
        for (here, there) in [("main", "other"), ("other", "main")] {
            let sql = format!(
                "SELECT count(*) FROM (SELECT * FROM {here}.{table} EXCEPT SELECT * FROM {there}.{table})"
            );
            assert_eq!(number(&connection, &sql), 0, "{table} of {here}");
        }
    }
}

/// Every document of a store is there as in the whole store, with all its rows.
fn assert_no_halves(desk: &Desk, part: &str, whole: &str) {
    let connection = open(desk, part);
    connection
        .execute("ATTACH ?1 AS whole", [desk.path(whole).to_str().unwrap()])
        .unwrap();
    let integrity: String = connection
        .query_row("PRAGMA main.integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(integrity, "ok");
    assert_eq!(
        number(&connection, "SELECT count(*) FROM pragma_foreign_key_check"),
        0
    );
    for table in [
        "sources",
        "regions",
        "sentences",
        "events",
        "statements",
        "people",
        "fingerprints",
    ] {
        let sql = format!(
            "SELECT count(*) FROM main.documents AS here JOIN whole.documents AS there USING (hash)
             WHERE (SELECT count(*) FROM main.{table} WHERE document_id = here.document_id)
                <> (SELECT count(*) FROM whole.{table} WHERE document_id = there.document_id)"
        );
        assert_eq!(number(&connection, &sql), 0, "{table}");
    }
}

#[test]
fn killed_at_any_moment_a_store_loses_nothing_and_has_no_half_document() {
    let count = 1200;
    let desk = Desk::with("feed.jsonl", feed(count));
    let add = |store: &str| desk.run(&["store", "add", "feed.jsonl", "--store", store]);
    assert_eq!(add("whole.db").code, 0);
    let path = desk.path("news.db");
    let arguments = [
        "store",
        "add",
        "feed.jsonl",
        "--store",
        "news.db",
        "--threads",
        "1",
    ];
    let mut broken_off = 0;
    for round in 0..25 {
        let before = documents(&path);
        let mut child = desk.spawn(&arguments);
        let begun = Instant::now();
        // Some are killed while they start, some between two batches, some while they write.
        if round % 5 != 0 {
            while documents(&path) == before && child.try_wait().unwrap().is_none() {
                assert!(begun.elapsed() < Duration::from_secs(120), "no progress");
                std::thread::sleep(Duration::from_millis(2));
            }
        }
        std::thread::sleep(Duration::from_millis(7 * round % 23));
        child.kill().unwrap();
        broken_off += i32::from(!child.wait().unwrap().success());
        let after = documents(&path);
        assert!(
            after >= before,
            "{before} documents were {after} after round {round}"
        );
        if after > 0 {
            assert_no_halves(&desk, "news.db", "whole.db");
        }
    }
    assert!(broken_off > 5, "only {broken_off} were killed at work");
    let resumed = desk.run(&[
        "store",
        "add",
        "feed.jsonl",
        "--store",
        "news.db",
        "--resume",
    ]);
    assert_eq!((resumed.code, resumed.stderr.as_str()), (0, ""));
    assert_eq!(documents(&path), count as i64);
    assert_same(&desk, "news.db", "whole.db");
    let pending = "SELECT count(*) FROM matching_pending";
    assert_eq!(number(&open(&desk, "news.db"), pending), 0);
    let checked = desk.run(&["store", "check", "--store", "news.db"]);
    assert_eq!(
        (checked.code, checked.stdout.as_str()),
        (0, "the store is sound\n")
    );
}

#[test]
fn the_same_content_is_stored_once_and_changes_are_new_documents() {
    let desk = Desk::with("feed.jsonl", feed(40));
    let add = |file: &str| desk.run(&["store", "add", file, "--store", "news.db"]);
    assert!(add("feed.jsonl").stdout.starts_with("40 documents added, "));
    assert_eq!(
        add("feed.jsonl").stdout,
        "0 documents added, 40 there already, 0 events\n"
    );
    assert_eq!(desk.names(), ["feed.jsonl", "news.db"]);
    // The same text in a file of another name is the same content; another text is not.
    desk.put(
        "a/note.txt",
        "Norway and Kenya held talks in Oslo on Tuesday.",
    );
    desk.put(
        "b/other.txt",
        "Norway and Kenya held talks in Oslo on Tuesday.",
    );
    assert!(add("a").stdout.starts_with("1 document added"));
    assert!(add("b").stdout.contains("1 there already"));
    desk.put(
        "b/other.txt",
        "Norway and Kenya held no talks in Oslo on Tuesday.",
    );
    assert!(add("b").stdout.starts_with("1 document added"));
}

#[test]
fn threads_and_the_order_of_adding_change_no_document() {
    let desk = Desk::with("feed.jsonl", feed(90));
    let mut lines: Vec<String> = feed(90).lines().map(|line| format!("{line}\n")).collect();
    lines.reverse();
    desk.put("reversed.jsonl", lines.concat());
    let add = |file: &str, store: &str, threads: &str| {
        let run = desk.run(&["store", "add", file, "--store", store, "--threads", threads]);
        assert_eq!(run.code, 0, "{}", run.stderr);
    };
    add("feed.jsonl", "one.db", "1");
    add("feed.jsonl", "four.db", "4");
    add("reversed.jsonl", "reversed.db", "2");
    assert_same(&desk, "one.db", "four.db");
    let told = |store: &str, list: &str| {
        let all = ["query", "--store", store, "--format", "csv", "--list", list];
        desk.run(&all).stdout
    };
    for list in ["parties", "speakers", "dyads", "documents"] {
        assert_eq!(told("one.db", list), told("reversed.db", list), "{list}");
    }
}

#[test]
fn two_writers_at_once_both_finish() {
    let desk = Desk::with("one.jsonl", feed(150));
    let other: String = (0..150)
        .map(|id| row(&format!("m{id}"), &format!("Chile sent aid to Peru {id}.")))
        .collect();
    desk.put("other.jsonl", other);
    let one = desk.spawn(&["store", "add", "one.jsonl", "--store", "news.db"]);
    let other = desk.spawn(&["store", "add", "other.jsonl", "--store", "news.db"]);
    for child in [one, other] {
        let output = child.wait_with_output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    assert_eq!(documents(&desk.path("news.db")), 300);
    assert_eq!(desk.run(&["store", "check", "--store", "news.db"]).code, 0);
}

#[test]
fn a_locked_store_is_said_to_be_locked_and_can_still_be_read() {
    let desk = Desk::with("feed.jsonl", feed(3));
    let add = [
        "store",
        "add",
        "feed.jsonl",
        "--store",
        "news.db",
        "--wait",
        "0",
    ];
    assert_eq!(desk.run(&add).code, 0);
    desk.put("more.jsonl", row("new", "Chile sent aid to Peru."));
    let holder = open(&desk, "news.db");
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let refused = desk.run(&[
        "store",
        "add",
        "more.jsonl",
        "--store",
        "news.db",
        "--wait",
        "0",
    ]);
    assert_eq!(refused.code, 1);
    assert!(
        refused
            .stderr
            .contains("news.db: is locked by another program"),
        "{}",
        refused.stderr
    );
    assert_eq!(desk.run(&["query", "--store", "news.db"]).code, 0);
    holder.execute_batch("ROLLBACK").unwrap();
    assert_eq!(documents(&desk.path("news.db")), 3);
}

/// A limit on the size of files stands for a full disk: the system refuses to write in the same way.
#[cfg(unix)]
#[test]
fn a_full_disk_is_an_error_and_the_store_stays_sound() {
    let desk = Desk::with("feed.jsonl", feed(600));
    desk.put("start.jsonl", feed(10));
    assert_eq!(
        desk.run(&["store", "add", "start.jsonl", "--store", "news.db"])
            .code,
        0
    );
    let limit = desk.path("news.db").metadata().unwrap().len() / 512 + 400;
    let script = format!(
        "trap '' XFSZ; ulimit -f {limit}; exec \"$0\" store add feed.jsonl --store news.db --threads 1"
    );
    let mut shell = std::process::Command::new("sh");
    shell
        .args(["-c", &script, env!("CARGO_BIN_EXE_dateline")])
        .current_dir(desk.folder.path());
    let output = shell.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(
        told.contains("news.db: cannot be written: the disk is full"),
        "{told}"
    );
    assert!(documents(&desk.path("news.db")) >= 10);
    let checked = desk.run(&["store", "check", "--store", "news.db"]);
    assert_eq!(checked.code, 0, "{}", checked.stderr);
    // With room again the rest comes in.
    assert_eq!(
        desk.run(&["store", "add", "feed.jsonl", "--store", "news.db"])
            .code,
        0
    );
    assert_eq!(documents(&desk.path("news.db")), 600);
}

#[test]
fn a_store_of_a_later_version_is_refused_and_left_alone() {
    let desk = Desk::with("feed.jsonl", feed(3));
    assert_eq!(
        desk.run(&["store", "add", "feed.jsonl", "--store", "news.db"])
            .code,
        0
    );
    open(&desk, "news.db")
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let before = std::fs::read(desk.path("news.db")).unwrap();
    for command in [
        &["store", "add", "feed.jsonl", "--store", "news.db"][..],
        &["store", "info", "--store", "news.db"],
        &["store", "migrate", "--store", "news.db"],
        &["query", "--store", "news.db"],
    ] {
        let refused = desk.run(command);
        assert_eq!(
            (refused.code, refused.stdout.as_str()),
            (1, ""),
            "{command:?}"
        );
        let expected =
            "news.db: was written by a later version (schema 99; this program knows up to ";
        assert!(refused.stderr.contains(expected), "{}", refused.stderr);
    }
    assert_eq!(std::fs::read(desk.path("news.db")).unwrap(), before);
}

#[test]
fn what_is_no_store_is_left_alone() {
    let desk = Desk::with("feed.jsonl", feed(3));
    let other = open(&desk, "other.db");
    other
        .execute_batch("CREATE TABLE mine (a); INSERT INTO mine VALUES (1);")
        .unwrap();
    drop(other);
    desk.put("note.db", "a note, and no database");
    for name in ["other.db", "note.db"] {
        let before = std::fs::read(desk.path(name)).unwrap();
        for command in [
            &["store", "add", "feed.jsonl", "--store", name][..],
            &["query", "--store", name],
            &["store", "check", "--store", name],
        ] {
            let refused = desk.run(command);
            assert_eq!(refused.code, 1, "{command:?}");
            assert!(
                refused.stderr.contains("is no store of Dateline"),
                "{}",
                refused.stderr
            );
        }
        assert_eq!(std::fs::read(desk.path(name)).unwrap(), before, "{name}");
    }
    let missing = desk.run(&["query", "--store", "none.db"]);
    assert_eq!(missing.code, 1);
    assert!(
        missing.stderr.contains("none.db: there is no such store"),
        "{}",
        missing.stderr
    );
    let resumed = desk.run(&[
        "store",
        "add",
        "feed.jsonl",
        "--store",
        "none.db",
        "--resume",
    ]);
    assert_eq!(resumed.code, 1);
    let nothing = desk.run(&["store", "add", "missing.txt", "--store", "none.db"]);
    assert_eq!(nothing.code, 1);
    assert_eq!(desk.names(), ["feed.jsonl", "note.db", "other.db"]);
}

/// Runs the program as somebody who may not write where root may.
#[cfg(unix)]
#[test]
fn a_store_in_a_read_only_folder_can_be_read_and_not_written() {
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    let desk = Desk::with("feed.jsonl", feed(3));
    assert_eq!(
        desk.run(&["store", "add", "feed.jsonl", "--store", "shut/news.db"])
            .code,
        1
    );
    std::fs::create_dir(desk.path("shut")).unwrap();
    assert_eq!(
        desk.run(&["store", "add", "feed.jsonl", "--store", "shut/news.db"])
            .code,
        0
    );
    let set = |name: &str, mode| {
        std::fs::set_permissions(desk.path(name), Permissions::from_mode(mode)).unwrap();
    };
    set("shut/news.db", 0o444);
    set("shut", 0o555);
    desk.put("more.jsonl", row("new", "Chile sent aid to Peru."));
    // Root may write everywhere: there is then nothing to see here.
    if std::fs::write(desk.path("shut/try"), "").is_err() {
        let read = desk.run(&["query", "--store", "shut/news.db"]);
        assert_eq!((read.code, read.stderr.as_str()), (0, ""));
        for store in ["shut/news.db", "shut/new.db"] {
            let refused = desk.run(&["store", "add", "more.jsonl", "--store", store]);
            assert_eq!(refused.code, 1);
            assert!(
                refused.stderr.contains("check the permissions"),
                "{}",
                refused.stderr
            );
        }
        let names: Vec<_> = std::fs::read_dir(desk.path("shut")).unwrap().collect();
        assert_eq!(names.len(), 1);
    }
    set("shut", 0o755);
    assert_eq!(documents(&desk.path("shut/news.db")), 3);
}

#[test]
fn documents_are_coded_anew_when_the_rules_have_changed() {
    let desk = Desk::with("feed.jsonl", feed(12));
    assert_eq!(
        desk.run(&["store", "add", "feed.jsonl", "--store", "news.db"])
            .code,
        0
    );
    let store = open(&desk, "news.db");
    let review = "INSERT INTO reviews (document_hash, event, verdict) SELECT hash, event, 'right'
        FROM events JOIN documents USING (document_id)";
    let reviews = store.execute(review, []).unwrap() as i64;
    drop(store);
    desk.put(
        "none/rules.toml",
        "[[rule]]\nid = \"consult.talks\"\ndisable = true\n",
    );
    let add = |more: &[&str]| {
        let add = [
            "store",
            "add",
            "feed.jsonl",
            "--store",
            "news.db",
            "--rules",
            "none",
        ];
        desk.run(&[&add[..], more].concat())
    };
    assert_eq!(
        add(&[]).stdout,
        "0 documents added, 12 there already, 0 events\n"
    );
    assert!(add(&["--recode"]).stdout.contains("12 coded anew"));
    assert_eq!(
        add(&["--recode"]).stdout,
        "0 documents added, 12 there already, 0 events\n"
    );
    let store = open(&desk, "news.db");
    assert_eq!(number(&store, "SELECT count(*) FROM documents"), 12);
    assert_eq!(
        number(&store, "SELECT count(*) FROM events WHERE mode = 'talks'"),
        0
    );
    assert_eq!(number(&store, "SELECT count(*) FROM reviews"), reviews);
    assert_eq!(desk.run(&["store", "check", "--store", "news.db"]).code, 0);
}

#[test]
fn a_review_is_kept_once_and_outlives_a_new_coding() {
    let desk = Desk::with("feed.jsonl", feed(12));
    let run = |more: &[&str]| {
        let all: Vec<&str> = more
            .iter()
            .chain(&["--store", "news.db"])
            .copied()
            .collect();
        desk.run(&all)
    };
    assert_eq!(run(&["store", "add", "feed.jsonl"]).code, 0);
    let some = "SELECT event FROM events ORDER BY event_id LIMIT 1";
    let event: String = open(&desk, "news.db")
        .query_row(some, [], |row| row.get(0))
        .unwrap();
    let words = ["wrong", "--field", "day", "--correction", "2024-05-03"];
    let said: Vec<&str> = ["store", "review", &event]
        .into_iter()
        .chain(words)
        .collect();
    assert_eq!(run(&said).stdout, "kept\n");
    assert_eq!(run(&said).stdout, "is there already\n");
    assert_eq!(run(&["store", "review", &event, "right"]).stdout, "kept\n");
    assert_eq!(run(&["store", "add", "feed.jsonl", "--recode"]).code, 0);
    let kept = "SELECT count(*) FROM reviews JOIN events USING (event) JOIN documents
        ON documents.document_id = events.document_id AND hash = document_hash";
    assert_eq!(number(&open(&desk, "news.db"), kept), 2);
    let wrong = [
        (
            vec!["store", "review", "nothing", "right"],
            "no event \"nothing\"",
        ),
        (
            vec!["store", "review", &event, "wrong", "--field", "colour"],
            "no column \"colour\"; there are",
        ),
    ];
    for (arguments, reason) in wrong {
        let answer = run(&arguments);
        assert_eq!(answer.code, 1);
        assert!(answer.stderr.contains(reason), "{}", answer.stderr);
    }
    assert_eq!(
        number(&open(&desk, "news.db"), "SELECT count(*) FROM reviews"),
        2
    );
}

#[test]
fn documents_are_removed_with_all_that_hangs_on_them() {
    let desk = Desk::with("feed.jsonl", feed(12));
    assert_eq!(
        desk.run(&["store", "add", "feed.jsonl", "--store", "news.db"])
            .code,
        0
    );
    let none = desk.run(&["store", "remove", "n3", "nobody", "--store", "news.db"]);
    assert_eq!(none.code, 1);
    assert!(
        none.stderr.contains("\"nobody\": no document of that name"),
        "{}",
        none.stderr
    );
    assert_eq!(documents(&desk.path("news.db")), 12);
    let gone = desk.run(&["store", "remove", "n3", "n4", "--store", "news.db"]);
    assert_eq!(
        (gone.code, gone.stdout.as_str()),
        (0, "removed 2 documents\n")
    );
    let store = open(&desk, "news.db");
    for table in [
        "sentences",
        "events",
        "fingerprints",
        "fingerprint_bands",
        "sources",
    ] {
        let lost = format!(
            "SELECT count(*) FROM {table} WHERE document_id NOT IN (SELECT document_id FROM documents)"
        );
        assert_eq!(number(&store, &lost), 0, "{table}");
    }
    assert_eq!(desk.run(&["store", "check", "--store", "news.db"]).code, 0);
    // What was removed can be added again.
    let again = desk.run(&["store", "add", "feed.jsonl", "--store", "news.db"]);
    assert!(
        again
            .stdout
            .starts_with("2 documents added, 10 there already"),
        "{}",
        again.stdout
    );
}

#[test]
fn damage_is_found() {
    let desk = Desk::with("feed.jsonl", feed(5));
    assert_eq!(
        desk.run(&["store", "add", "feed.jsonl", "--store", "news.db"])
            .code,
        0
    );
    let store = open(&desk, "news.db");
    store
        .execute(
            "UPDATE sentences SET start_offset = start_offset + 1 WHERE sentence_id = 2",
            [],
        )
        .unwrap();
    store
        .execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM places;")
        .unwrap();
    drop(store);
    let found = desk.run(&["store", "check", "--store", "news.db"]);
    assert_eq!((found.code, found.stdout.as_str()), (1, ""));
    assert!(
        found.stderr.contains("sentence 0 is not in its text")
            || found.stderr.contains("sentence 1 is not in its text"),
        "{}",
        found.stderr
    );
}

#[test]
fn a_store_says_what_it_holds() {
    let desk = Desk::with("feed.jsonl", feed(5));
    assert_eq!(
        desk.run(&["store", "add", "feed.jsonl", "--store", "news.db"])
            .code,
        0
    );
    let text = desk.run(&["store", "info", "--store", "news.db"]).stdout;
    assert!(text.contains("documents    5\n"), "{text}");
    let json = desk
        .run(&["store", "info", "--store", "news.db", "--format", "json"])
        .stdout;
    let info: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(info["runs"][0]["documents"], 5);
    assert_eq!(info["runs"][0]["source"], "dateline");
}
