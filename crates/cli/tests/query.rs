//! Questions to a store of an invented week of news (examples/newswire.jsonl).
//!
//! In: the questions that people ask. Out: their answers, as table, CSV and JSON. Never: a change of
//! the store.

mod common;

use common::Desk;
use serde_json::Value;

fn desk() -> Desk {
    let feed = include_str!("../../../examples/newswire.jsonl");
    let desk = Desk::with("newswire.jsonl", feed);
    let added = desk.run(&["store", "add", "newswire.jsonl", "--store", "news.db"]);
    assert_eq!(added.code, 0, "{}", added.stderr);
    desk
}

fn ask(desk: &Desk, more: &[&str]) -> Vec<Value> {
    let all = [&["query", "--store", "news.db", "--format", "jsonl"], more].concat();
    let outcome = desk.run(&all);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""), "{more:?}");
    outcome.rows()
}

/// The cells of some columns, joined by spaces.
fn cells(rows: &[Value], columns: &[&str]) -> Vec<String> {
    let cell = |row: &Value, column: &str| match &row[column] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let line = |row| {
        columns
            .iter()
            .map(|column| cell(row, column))
            .collect::<Vec<_>>()
            .join(" ")
    };
    rows.iter().map(line).collect()
}

#[test]
fn which_leaders_of_nato_states_attended_the_summit_of_the_sco() {
    let question = [
        "--organisation",
        "NATO",
        "--recipient",
        "SCO",
        "--type",
        "CONSULT/multilateral",
        "--period",
        "2024-07",
        "--status",
        "occurred",
        "--list",
        "parties",
    ];
    let answer = ask(&desk(), &question);
    let expected = ["Recep Tayyip Erdogan President of Turkey TUR member occurred"];
    assert_eq!(
        cells(
            &answer,
            &["name", "office", "country", "standing", "status"]
        ),
        expected
    );
}

#[test]
fn members_are_those_of_the_day_of_the_event() {
    // Finland is a member of NATO since April 2023.
    let desk = Desk::with(
        "feed.jsonl",
        r#"{"id": "a", "published": "2022-05-10", "text": "Finnish President Sauli Niinisto met Serbian President Aleksandar Vucic in Belgrade on Monday."}
{"id": "b", "published": "2023-09-12", "text": "Finnish President Sauli Niinisto met Serbian President Aleksandar Vucic in Belgrade on Monday."}"#,
    );
    assert_eq!(
        desk.run(&["store", "add", "feed.jsonl", "--store", "news.db"])
            .code,
        0
    );
    let documents = |more: &[&str]| cells(&ask(&desk, more), &["document"]);
    assert_eq!(documents(&["--state", "Finland"]), ["a", "b"]);
    assert_eq!(documents(&["--organisation", "NATO"]), ["b"]);
}

#[test]
fn whom_did_putin_meet_in_july_planned_and_done() {
    let question = [
        "--party",
        "Putin",
        "--type",
        "meet",
        "--period",
        "2024-07",
        "--status",
        "occurred,planned",
        "--list",
        "others",
    ];
    let answer = ask(&desk(), &question);
    let expected = [
        "Ilham Aliyev occurred 2024-07-03",
        "Narendra Modi occurred 2024-07-08",
        "Narendra Modi planned 2024-07-08",
        "Recep Tayyip Erdogan occurred 2024-07-03",
        "Viktor Orban occurred 2024-07-05",
        "Viktor Orban planned 2024-07-05",
    ];
    assert_eq!(cells(&answer, &["name", "status", "first_day"]), expected);
}

#[test]
fn who_denied_what() {
    let answer = ask(&desk(), &["--status", "denied", "--list", "speakers"]);
    let expected = [
        "Aleksandar Vucic CONSULT Aleksandar Vucic Albin Kurti",
        "China AID China Russia",
        "Sergey Lavrov ASSAULT Russia hospital in Kyiv",
        "null CONSULT Narendra Modi Shanghai Cooperation Organisation",
    ];
    assert_eq!(
        cells(&answer, &["speaker", "type", "actors", "recipients"]),
        expected
    );
}

#[test]
fn pairs_by_month_and_quad_count_incidents_and_reports() {
    let answer = ask(
        &desk(),
        &["--list", "dyads", "--party", "Russia", "--party", "India"],
    );
    assert_eq!(
        cells(&answer, &["actor", "recipient", "month", "quad", "reports"]),
        ["IND RUS 2024-07 1 5"]
    );
    assert!(answer[0]["incidents"].as_i64().unwrap() >= 1);
    // The view has the same rows, and no denied event.
    let sql = "SELECT * FROM dyad_month WHERE actor = 'IND' AND recipient = 'RUS'";
    assert_eq!(ask(&desk(), &["--sql", sql]), answer);
    let all = "SELECT * FROM dyad_month ORDER BY actor, recipient, month, quad";
    assert_eq!(
        ask(&desk(), &["--sql", all]),
        ask(&desk(), &["--list", "dyads"])
    );
    let denied = "SELECT * FROM dyad_month WHERE recipient = 'SCO' AND actor = 'IND'";
    assert!(ask(&desk(), &["--sql", denied]).is_empty());
}

#[test]
fn conditions_hold_together() {
    let desk = desk();
    let documents = |more: &[&str]| {
        let mut names = cells(&ask(&desk, more), &["document"]);
        names.dedup();
        names
    };
    assert_eq!(
        documents(&["--text", "\"hospital in Kyiv\""]),
        ["wire-08", "wire-07"]
    );
    assert_eq!(
        documents(&["--text", "hospital", "--status", "occurred"]),
        ["wire-08"]
    );
    assert_eq!(documents(&["--speaker", "Kremlin"]), ["wire-03", "wire-02"]);
    assert_eq!(documents(&["--place", "Minsk"]), ["wire-10"]);
    assert_eq!(
        documents(&["--place", "Belarus", "--actor", "Russia"]),
        ["wire-10"]
    );
    assert_eq!(documents(&["--actor", "Erdoğan"]), ["wire-01", "wire-02"]);
    assert_eq!(documents(&["--recipient", "Germany"]), [""; 0]);
    assert_eq!(documents(&["--quad", "4"]), ["wire-08", "wire-07"]);
    assert_eq!(
        documents(&[
            "--outlet",
            "coast tribune",
            "--period",
            "2024-08-01..2024-08-03"
        ]),
        ["wire-10"]
    );
    assert_eq!(documents(&["--document", "wire-09"]), ["wire-09"]);
    assert_eq!(documents(&["--source", "gdelt"]), [""; 0]);
    // A planned meeting is an agreement to PLOVER.
    let folded = documents(&["--type", "AGREE", "--folded", "--party", "Modi"]);
    assert_eq!(folded, ["wire-02"]);
    assert_eq!(documents(&["--type", "AGREE", "--party", "Modi"]), [""; 0]);
}

#[test]
fn near_copies_are_one_story() {
    let sql = "SELECT documents, outlets FROM stories WHERE documents > 1";
    assert_eq!(
        cells(&ask(&desk(), &["--sql", sql]), &["documents", "outlets"]),
        ["2 2"]
    );
}

#[test]
fn an_answer_is_a_table_csv_or_json() {
    let desk = desk();
    let run = |more: &[&str]| {
        let all = [
            &["query", "--store", "news.db", "--document", "wire-10"],
            more,
        ]
        .concat();
        desk.run(&all)
    };
    let table = run(&[]).stdout;
    assert!(table.starts_with("day         document  act "), "{table}");
    assert_eq!(table.lines().count(), 3);
    let csv = run(&["--format", "csv"]).stdout;
    assert!(csv.starts_with("event_id,event,document,title,"), "{csv}");
    assert_eq!(csv.lines().count(), 3);
    let json: Value = serde_json::from_str(&run(&["--format", "json"]).stdout).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 2);
    assert_eq!(run(&["--limit", "1", "--format", "jsonl"]).rows().len(), 1);
    assert_eq!(run(&["--output", "answer.csv"]).stdout, "");
    assert_eq!(
        std::fs::read_to_string(desk.path("answer.csv")).unwrap(),
        csv
    );
    let nothing = [
        "query",
        "--store",
        "news.db",
        "--document",
        "none",
        "--format",
    ];
    let empty = |format| desk.run(&[&nothing[..], &[format]].concat()).stdout;
    assert_eq!(
        (empty("table").as_str(), empty("json").as_str()),
        ("nothing found\n", "[]\n")
    );
}

#[test]
fn sql_may_only_read() {
    let desk = desk();
    let before = std::fs::read(desk.path("news.db")).unwrap();
    for sql in [
        "DELETE FROM events",
        "UPDATE events SET status = 'denied'",
        "INSERT INTO runs VALUES (1, 2, 3, 4, 5, 6)",
        "DROP TABLE events",
        "CREATE TEMP TABLE mine (a)",
        "ATTACH 'other.db' AS other",
        "VACUUM INTO 'copy.db'",
        "PRAGMA user_version = 7",
        "PRAGMA journal_mode = DELETE",
        "REINDEX",
        "SELECT load_extension('x')",
        "INSERT INTO sentences_text (sentences_text) VALUES ('optimize')",
        "WITH it AS (SELECT 1) DELETE FROM events",
        "SELECT 1; DELETE FROM events",
        "SELECT nothing FROM nowhere",
        "  -- nothing",
    ] {
        let refused = desk.run(&["query", "--store", "news.db", "--sql", sql]);
        assert_eq!((refused.code, refused.stdout.as_str()), (1, ""), "{sql}");
        assert!(
            refused.stderr.starts_with("error: --sql: "),
            "{sql}: {}",
            refused.stderr
        );
    }
    assert_eq!(std::fs::read(desk.path("news.db")).unwrap(), before);
    assert_eq!(desk.names(), ["news.db", "newswire.jsonl"]);
    let both = [
        "query", "--store", "news.db", "--sql", "SELECT 1", "--party", "Putin",
    ];
    assert_eq!(desk.run(&both).code, 2);
}

#[test]
fn what_a_question_names_must_be_known() {
    let desk = desk();
    let run = |more: &[&str]| desk.run(&[&["query", "--store", "news.db"], more].concat());
    for (question, told) in [
        (
            ["--state", "Atlantis"],
            "no state or organisation of that name",
        ),
        (
            ["--organisation", "Hansa"],
            "no state or organisation of that name",
        ),
        (["--type", "DANCE"], "\"DANCE\" is no PLOVER event type"),
    ] {
        let refused = run(&question);
        assert_eq!(refused.code, 1, "{question:?}");
        assert!(refused.stderr.contains(told), "{}", refused.stderr);
    }
    for question in [
        ["--status", "perhaps"],
        ["--period", "July"],
        ["--quad", "5"],
    ] {
        assert_eq!(run(&question).code, 2, "{question:?}");
    }
}
