//! Streams, threads and output files.
//!
//! In: generated feeds. Out: the same bytes at any number of threads, records as they come, files
//! that are whole or not there. Never: a wait for the end of a stream that has no end.

mod common;

use std::io::{BufRead, BufReader, Read, Write};

use common::{Desk, feed, row};

#[test]
fn the_number_of_threads_changes_nothing() {
    let desk = Desk::with("feed.jsonl", feed(150) + "broken\n" + &feed(20));
    for format in ["jsonl", "documents", "csv", "json"] {
        let run = |threads| {
            desk.run(&[
                "code",
                "feed.jsonl",
                "--format",
                format,
                "--threads",
                threads,
            ])
        };
        let (one, four) = (run("1"), run("4"));
        assert_eq!(one.stdout, four.stdout, "{format}");
        assert_eq!(one.stderr, four.stderr, "{format}");
        assert_eq!((one.code, four.code), (1, 1), "{format}");
    }
}

#[test]
fn documents_come_in_the_order_of_the_input() {
    let desk = Desk::with("feed.jsonl", feed(500));
    let outcome = desk.run(&[
        "code",
        "feed.jsonl",
        "--format",
        "documents",
        "--threads",
        "3",
    ]);
    let expected: Vec<String> = (0..500).map(|number| format!("n{number}")).collect();
    assert_eq!(outcome.ids(), expected);
}

#[test]
fn a_folder_is_read_in_the_order_of_its_paths() {
    let desk = Desk::new();
    for name in [
        "in/b.txt",
        "in/a/z.txt",
        "in/c.html",
        "in/.hidden.txt",
        "in/a/b.txt",
    ] {
        desk.put(
            name,
            "<p>Norway and Kenya held talks in Oslo on Tuesday.</p>",
        );
    }
    let outcome = desk.run(&["code", "in", "--format", "documents"]);
    assert_eq!(outcome.ids(), ["a/b", "a/z", "b", "c"]);
}

#[test]
fn files_of_one_name_keep_their_ids_apart() {
    let desk = Desk::with("a/note.txt", "Oslo.");
    desk.put("b/note.txt", "Rome.");
    let outcome = desk.run(&["code", "a/note.txt", "b/note.txt", "--format", "documents"]);
    assert_eq!(outcome.ids(), ["note", "b/note.txt"]);
}

#[test]
fn a_record_comes_before_the_next_line_is_written() {
    let mut child = Desk::new().spawn(&["code", "-", "--input", "jsonl", "--format", "documents"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in ["first", "second", "third"] {
        stdin
            .write_all(row(id, "Norway and Kenya held talks.").as_bytes())
            .unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert!(line.contains(&format!("\"id\":\"{id}\"")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn standard_input_is_told_by_its_beginning() {
    let desk = Desk::new();
    let ids = |input: &str| {
        let outcome = desk.run_with(&["code", "--format", "documents"], input.as_bytes());
        assert_eq!(outcome.code, 0, "{outcome:?}");
        outcome.ids()
    };
    assert_eq!(ids(&(row("a", "Oslo.") + &row("b", "Rome."))), ["a", "b"]);
    assert_eq!(ids("Norway and Kenya held talks."), ["stdin"]);
    let page = "<!doctype html><html><body><p>Norway and Kenya held talks.</p></body></html>";
    assert_eq!(ids(page), ["stdin"]);
}

#[test]
fn a_reader_that_goes_away_ends_the_work_quietly() {
    let mut child = Desk::new().spawn(&["code", "--input", "jsonl", "--format", "documents"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut first = [0; 1];
    stdin.write_all(feed(200).as_bytes()).unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    // Standard input stays open, as it does behind `tail -f`.
    let _ = stdin.write_all(feed(3000).as_bytes());
    let status = child.wait().unwrap();
    let mut said = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert_eq!((status.code(), said.as_str()), (Some(0), ""));
}

#[test]
fn a_given_day_fills_what_a_row_leaves_open() {
    let with = "{\"id\": \"a\", \"text\": \"Norway and Kenya held talks.\", \"published\": \"2024-07-03T12:00:00Z\"}\n";
    let input = with.to_owned() + &row("b", "Norway and Kenya held talks.");
    let arguments = ["code", "--format", "documents", "--published", "2025-01-02"];
    let outcome = Desk::new().run_with(&arguments, input.as_bytes());
    let days: Vec<_> = outcome
        .rows()
        .iter()
        .map(|row| row["document"]["published"].clone())
        .collect();
    assert_eq!(days, ["2024-07-03", "2025-01-02"]);
    assert_eq!(outcome.rows()[1]["document"]["published_basis"], "given");
}

#[test]
fn one_document_is_an_object_and_several_are_a_list() {
    let desk = Desk::with("a.txt", "Norway and Kenya held talks.");
    desk.put("b.jsonl", row("b", "Chile and Japan held talks."));
    let value = |arguments: &[&str]| {
        let outcome = desk.run(&[&["code", "--format", "json"], arguments].concat());
        serde_json::from_str::<serde_json::Value>(&outcome.stdout).unwrap()
    };
    assert_eq!(value(&["a.txt"])["document"]["id"], "a");
    assert_eq!(value(&["a.txt", "b.jsonl"])[1]["document"]["id"], "b");
    assert_eq!(value(&["b.jsonl"])[0]["document"]["id"], "b");
    let rows = feed(2);
    let told_by_bytes = desk.run_with(&["code", "--format", "json"], rows.as_bytes());
    let list: serde_json::Value = serde_json::from_str(&told_by_bytes.stdout).unwrap();
    assert_eq!(list[1]["document"]["id"], "n1");
    let nothing = desk.run(&["code", "--format", "json", "gone.txt", "lost.txt"]);
    assert_eq!((nothing.stdout.as_str(), nothing.code), ("[]\n", 1));
    let nothing = desk.run(&["code", "--format", "json", "gone.txt"]);
    assert_eq!((nothing.stdout.as_str(), nothing.code), ("", 1));
}

#[test]
fn a_file_takes_its_format_from_its_ending() {
    let desk = Desk::with("a.txt", "Norway and Kenya held talks.");
    assert_eq!(desk.run(&["code", "a.txt", "--output", "o.csv"]).code, 0);
    assert_eq!(desk.run(&["code", "a.txt", "--output", "o.json"]).code, 0);
    let read = |name| std::fs::read_to_string(desk.path(name)).unwrap();
    assert!(read("o.csv").starts_with("document,published,id,type,mode,status,"));
    assert!(read("o.json").starts_with("{\n  \"schema\""));
    assert_eq!(desk.names(), ["a.txt", "o.csv", "o.json"]);
}

#[test]
fn an_output_file_appears_whole_or_not_at_all() {
    let desk = Desk::with("old.jsonl", "what was there before\n");
    let mut child = desk.spawn(&["code", "-", "--input", "jsonl", "--output", "old.jsonl"]);
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(feed(50).as_bytes()).unwrap();
    stdin.flush().unwrap();
    let now = || std::fs::read_to_string(desk.path("old.jsonl")).unwrap();
    assert_eq!(now(), "what was there before\n");
    drop(stdin);
    assert!(child.wait().unwrap().success());
    assert_ne!(now(), "what was there before\n");
    assert_eq!(desk.names(), ["old.jsonl"]);
}

#[test]
fn an_output_that_cannot_be_opened_leaves_everything_as_it_was() {
    let desk = Desk::with("a.txt", "Norway and Kenya held talks.");
    let outcome = desk.run(&["code", "a.txt", "--output", "no/such/o.csv"]);
    let expected = "error: no/such/o.csv: cannot be written: there is no such folder\n";
    assert_eq!((outcome.stderr.as_str(), outcome.code), (expected, 1));
    let outcome = desk.run(&["code", "a.txt", "--output", "."]);
    assert_eq!(
        (outcome.stderr.as_str(), outcome.code),
        ("error: .: is a folder; name a file\n", 1)
    );
    assert_eq!(desk.names(), ["a.txt"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_with_its_reason() {
    let desk = Desk::with("a.txt", "Norway and Kenya held talks.");
    let outcome = desk.run(&[
        "code",
        "a.txt",
        "--output",
        "/dev/full",
        "--format",
        "documents",
    ]);
    let expected = "error: /dev/full: cannot be written: no space left on device\n";
    assert_eq!((outcome.stderr.as_str(), outcome.code), (expected, 1));
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let mut command = desk.command(&["code", "a.txt", "--format", "documents"]);
    let output = command.stdout(full).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        said,
        "error: standard output: cannot be written: no space left on device\n"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_of_a_hundred_megabytes_costs_little_memory() {
    let mut child = Desk::new().spawn(&["code", "--input", "jsonl", "--format", "documents"]);
    let mut stdin = child.stdin.take().unwrap();
    let block = vec![b'x'; 1 << 20];
    for _ in 0..100 {
        stdin.write_all(&block).unwrap();
    }
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    let kilobytes: usize = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(kilobytes < 400 << 10, "{kilobytes} kB");
    stdin.write_all(b"\n").unwrap();
    stdin
        .write_all(row("after", "Norway and Kenya held talks.").as_bytes())
        .unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("\"id\":\"after\"")
    );
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("error: standard input:1: the line is longer than 16777216 bytes; "));
}
