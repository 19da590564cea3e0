//! Bad input is reported by file, line and reason, and the rest is coded.
//!
//! In: broken files. Out: error lines, exit statuses and the other records. Never: a test without
//! the good neighbour that must still be coded.

mod common;

use common::{Desk, row};

/// Runs `code` on the file and on a good neighbour, and gives what it said on standard error.
fn said(name: &str, content: impl AsRef<[u8]>) -> String {
    let desk = Desk::with(name, content);
    desk.put(
        "good.txt",
        "Norway and Kenya held talks in Oslo on Tuesday.\n",
    );
    let outcome = desk.run(&["code", name, "good.txt", "--format", "documents"]);
    assert_eq!(outcome.code, 1, "{outcome:?}");
    assert_eq!(
        outcome.ids().last().map(String::as_str),
        Some("good"),
        "{outcome:?}"
    );
    outcome.stderr
}

#[test]
fn an_empty_file() {
    assert_eq!(
        said("a.txt", ""),
        "error: a.txt: is empty; nothing to code in it\n"
    );
    assert_eq!(
        said("a.jsonl", ""),
        "error: a.jsonl: is empty; nothing to code in it\n"
    );
}

#[test]
fn a_file_of_white_space() {
    assert!(said("a.txt", " \n\t\n").starts_with("error: a.txt: "));
    let blank = "error: a.jsonl: holds no documents; all lines are blank\n";
    assert_eq!(said("a.jsonl", "\n \n"), blank);
}

#[test]
fn a_binary_file() {
    let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
    bytes.extend((0..4096u32).map(|number| (number * 37 % 256) as u8));
    let said = said("photo.txt", bytes);
    assert!(said.starts_with("error: photo.txt: "), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_file_that_is_not_there() {
    let outcome = Desk::new().run(&["code", "missing.txt"]);
    let expected =
        "error: missing.txt: cannot be read: no such file or directory; check the name\n";
    assert_eq!((outcome.stderr.as_str(), outcome.code), (expected, 1));
}

#[test]
fn a_line_that_is_not_json() {
    let content = row("a", "Oslo.") + "{\"id\": \"b\",\n" + &row("c", "Rome.");
    let said = said("feed.jsonl", content);
    assert!(
        said.starts_with("error: feed.jsonl:2:11: is not JSON: EOF while parsing"),
        "{said}"
    );
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_line_without_text() {
    let said = said(
        "feed.jsonl",
        "{\"id\": \"a\"}\n{\"text\": null}\n{\"text\": [\"x\"]}\n",
    );
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("error: feed.jsonl:1: \"text\" is missing; a line looks like {"));
    assert!(lines[1].starts_with("error: feed.jsonl:2: \"text\" is missing; "));
    assert!(lines[2].starts_with("error: feed.jsonl:3: \"text\" is a list, not a string; "));
}

#[test]
fn a_line_with_an_empty_text() {
    let said = said("feed.jsonl", "{\"id\": \"a\", \"text\": \"\"}\n");
    assert!(said.starts_with("error: feed.jsonl:1: "), "{said}");
}

#[test]
fn a_date_that_is_none() {
    let rows = "{\"text\": \"Oslo.\", \"published\": \"2023-02-29\"}\n{\"text\": \"Oslo.\", \"published\": 20230301}\n";
    let said = said("feed.jsonl", rows);
    let lines: Vec<&str> = said.lines().collect();
    let first = "error: feed.jsonl:1: \"published\" is \"2023-02-29\", which is no date; write it as 2024-07-03";
    assert_eq!(lines[0], first);
    assert!(lines[1].starts_with("error: feed.jsonl:2: \"published\" is a number, not a string; "));
}

#[test]
fn bytes_that_are_not_utf_8_in_a_json_line() {
    let said = said("feed.jsonl", b"{\"text\": \"M\xE1laga\"}\n");
    let expected = "error: feed.jsonl:1:12: is not UTF-8; JSON is always UTF-8: convert the file\n";
    assert_eq!(said, expected);
}

#[test]
fn a_line_beyond_the_limit() {
    let desk = Desk::new();
    let long = format!("{{\"text\": \"{}\"}}\n", "x".repeat(5000));
    desk.put("feed.jsonl", row("a", "Oslo.") + &long + &row("c", "Rome."));
    desk.put("long.txt", "x".repeat(3000));
    let limit = ["--max-document-size", "2K", "--format", "documents"];
    let outcome = desk.run(&[&["code", "feed.jsonl", "long.txt"], &limit[..]].concat());
    let expected = "\
error: feed.jsonl:2: the line is longer than 2048 bytes; raise --max-document-size to take it in
error: long.txt: the document is longer than 2048 bytes; raise --max-document-size to take it in
";
    assert_eq!((outcome.stderr.as_str(), outcome.code), (expected, 1));
    assert_eq!(outcome.ids(), ["a", "c"]);
}

#[test]
fn good_and_bad_together_keep_their_order() {
    let desk = Desk::new();
    desk.put(
        "feed.jsonl",
        row("a", "Oslo.") + "nonsense\n" + &row("c", "Rome."),
    );
    desk.put("note.txt", "Rome.\n");
    let arguments = [
        "code",
        "feed.jsonl",
        "gone.txt",
        "note.txt",
        "--format",
        "documents",
    ];
    let outcome = desk.run(&arguments);
    assert_eq!(
        (outcome.ids(), outcome.code),
        (vec!["a".into(), "c".into(), "note".into()], 1)
    );
    let places: Vec<&str> = outcome
        .stderr
        .lines()
        .map(|line| line.split(": ").nth(1).unwrap())
        .collect();
    assert_eq!(places, ["feed.jsonl:2:2", "gone.txt"]);
}

#[test]
fn a_folder_without_documents() {
    let desk = Desk::new();
    desk.put("folder/notes.pdf", "%PDF");
    let outcome = desk.run(&["code", "folder"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome
            .stderr
            .contains("note: folder: 1 files with other endings are left out\n")
    );
    assert!(
        outcome
            .stderr
            .contains("error: folder: holds no documents; ")
    );
}

#[test]
fn wrong_use_is_told_apart_from_bad_input() {
    let desk = Desk::with("note.txt", "Oslo.");
    for wrong in [
        &["code", "note.txt", "--published", "2024-13-01"][..],
        &["code", "note.txt", "--threads", "0"],
        &["code", "note.txt", "--format", "xml"],
        &["code", "note.txt", "--max-document-size", "much"],
        &["code", "note.txt", "--format", "csv", "--explain"],
        &["cook"],
        &[],
    ] {
        let outcome = desk.run(wrong);
        assert_eq!(
            (outcome.code, outcome.stdout.as_str()),
            (2, ""),
            "{wrong:?}"
        );
        assert!(!outcome.stderr.is_empty(), "{wrong:?}");
    }
}

#[test]
fn rules_and_worlds_that_are_not_there() {
    let desk = Desk::with("note.txt", "Oslo.");
    let outcome = desk.run(&["code", "note.txt", "--rules", "nowhere"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert!(
        outcome.stderr.starts_with("error: nowhere: "),
        "{}",
        outcome.stderr
    );
    let outcome = desk.run(&["code", "note.txt", "--world", "nowhere"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert!(
        outcome.stderr.starts_with("error: nowhere: "),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_marked_pair_that_does_not_fit_its_text() {
    let rows = "\
{\"id\": 1, \"text\": \"Oslo thanked Rome.\", \"source\": {\"start\": 0, \"end\": 4}, \"target\": {\"start\": 13, \"end\": 17}}
{\"id\": 2, \"text\": \"Oslo thanked Rome.\", \"source\": {\"start\": 0, \"end\": 4}}
{\"id\": 3, \"text\": \"Oslo thanked Rome.\", \"source\": {\"start\": 0, \"end\": 4}, \"target\": {\"start\": 13, \"end\": 99}}
{\"id\": 4, \"text\": \"Oslo thanked Rome.\", \"source\": {\"start\": 1, \"end\": 4, \"text\": \"Oslo\"}, \"target\": {\"start\": 13, \"end\": 17}}
{\"id\": 5, \"text\": \"Oslo thanked Rome.\", \"source\": {\"start\": 0, \"end\": 4}, \"target\": {\"start\": null, \"end\": null}}
{\"id\": 6, \"text\": \"Oslo thanked Rome.\", \"source\": {\"start\": null, \"end\": null}, \"target\": {\"start\": null, \"end\": null}}
";
    let outcome = Desk::new().run_with(&["relate"], rows.as_bytes());
    assert_eq!(outcome.code, 1);
    let ids: Vec<_> = outcome.rows().iter().map(|row| row["id"].clone()).collect();
    assert_eq!(ids, [1, 5]);
    let lines: Vec<&str> = outcome.stderr.lines().collect();
    assert!(lines[0].starts_with("error: standard input:2: \"target\" is missing; "));
    assert!(
        lines[1].starts_with(
            "error: standard input:3: \"target\" from 13 to 99 is not in a text of 18"
        )
    );
    assert!(lines[2].starts_with(
        "error: standard input:4: \"source\" is \"Oslo\", but there the text has \"slo\""
    ));
}
