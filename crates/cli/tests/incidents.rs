//! Incidents, from texts to their explanation.
//!
//! In: a few invented reports. Out: what `dateline incidents` prints of them. Never: a figure; those
//! are `cargo xtask score incidents`.

mod common;

use common::Desk;
use serde_json::Value;

const FEED: &str = concat!(
    r#"{"id": "a", "outlet": "Gazette", "published": "2025-03-10", "text": "Kenyan President William Ruto will visit Uganda on March 18, his office said."}"#,
    "\n",
    r#"{"id": "b", "outlet": "Herald", "published": "2025-03-14", "text": "William Ruto will visit Uganda on March 20, officials said."}"#,
    "\n",
    r#"{"id": "c", "outlet": "Courier", "published": "2025-03-20", "text": "Kenyan President William Ruto visited Uganda on Thursday."}"#,
    "\n",
    r#"{"id": "d", "outlet": "Courier", "published": "2025-03-20", "text": "Kenyan President William Ruto visited Rwanda on Tuesday."}"#,
    "\n",
);

fn desk() -> Desk {
    let desk = Desk::with("feed.jsonl", FEED);
    let outcome = desk.run(&["store", "add", "feed.jsonl", "--store", "news.db"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    desk
}

fn incidents(desk: &Desk, arguments: &[&str]) -> Vec<Value> {
    let all = [
        &["incidents", "--store", "news.db", "--format", "jsonl"],
        arguments,
    ]
    .concat();
    let outcome = desk.run(&all);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    outcome.rows()
}

#[test]
fn a_visit_announced_moved_and_made_is_one_incident() {
    let found = incidents(&desk(), &["--state", "UGA"]);
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0]["reports"], 3);
    assert_eq!(found[0]["start"], "2025-03-20");
    let changes: Vec<&str> = found[0]["history"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|step| step["change"].as_str())
        .collect();
    assert_eq!(changes, ["announced", "moved", "took-place"]);
}

#[test]
fn lists_can_be_narrowed_and_written_in_all_formats() {
    let desk = desk();
    assert_eq!(incidents(&desk, &[]).len(), 2);
    assert_eq!(incidents(&desk, &["--min-reports", "2"]).len(), 1);
    assert_eq!(
        incidents(&desk, &["--period", "2025-03-19..2025-03-31"]).len(),
        1
    );
    assert_eq!(
        incidents(&desk, &["--type", "consult", "--limit", "1"]).len(),
        1
    );
    let csv = desk.run(&[
        "incidents",
        "--store",
        "news.db",
        "--output",
        "incidents.csv",
    ]);
    assert_eq!(csv.code, 0);
    let written = std::fs::read_to_string(desk.path("incidents.csv")).unwrap();
    assert!(
        written.starts_with("incident,type,mode,status,contested,actors,"),
        "{written}"
    );
    assert_eq!(written.lines().count(), 3);
    let table = desk.run(&["incidents", "--store", "news.db"]);
    assert!(table.stdout.contains("CONSULT/visit"), "{}", table.stdout);
}

#[test]
fn an_explanation_names_the_link_of_each_report() {
    let desk = desk();
    let found = incidents(&desk, &["--state", "UGA"]);
    let id = found[0]["incident"].as_str().unwrap();
    let outcome = desk.run(&["incidents", "--store", "news.db", "--explain", &id[..6]]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    for words in [
        "moved",
        "joined to",
        "time.moved",
        "bias",
        "the most exact report",
    ] {
        assert!(
            outcome.stdout.contains(words),
            "{words}: {}",
            outcome.stdout
        );
    }
}

#[test]
fn an_unknown_incident_and_a_missing_store_are_faults() {
    let desk = desk();
    let outcome = desk.run(&["incidents", "--store", "news.db", "--explain", "zz"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stderr.contains("no incident has this id"),
        "{}",
        outcome.stderr
    );
    let outcome = desk.run(&["incidents", "--store", "none.db", "--rebuild"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stderr.contains("no such store"),
        "{}",
        outcome.stderr
    );
    assert!(!desk.path("none.db").exists());
}

#[test]
fn rebuilding_and_removing_leave_what_the_reports_say() {
    let desk = desk();
    let before = incidents(&desk, &[]);
    let outcome = desk.run(&["incidents", "--store", "news.db", "--rebuild"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(before, incidents(&desk, &[]));
    let outcome = desk.run(&["store", "remove", "c", "--store", "news.db"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let after = incidents(&desk, &["--state", "UGA"]);
    assert_eq!(after.len(), 1);
    assert_eq!(
        (&after[0]["reports"], &after[0]["status"]),
        (&Value::from(2), &Value::from("planned"))
    );
}

#[test]
fn help_of_incidents() {
    let outcome = Desk::new().run(&["incidents", "--help"]);
    assert_eq!(outcome.code, 0);
    insta::assert_snapshot!(outcome.stdout);
}
