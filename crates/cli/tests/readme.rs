//! The README shows what the program prints.
//!
//! In: README.md and the sample. Out: a failure when the tour is out of date; with `UPDATE_README=1`
//! in the environment the tour is written anew. Never: another change to the README.

mod common;

use std::path::PathBuf;

use common::Desk;

const COMMAND: &str = "| cut -d, -f4-6,14,17,23,25,29\n";
/// The columns that the tour shows, counted from 0.
const COLUMNS: [usize; 8] = [3, 4, 5, 13, 16, 22, 24, 28];

/// What the tour's command prints.
fn printed() -> String {
    let sample = include_str!("../../../examples/summit.txt");
    let desk = Desk::with("examples/summit.txt", sample);
    let outcome = desk.run(&["code", "examples/summit.txt", "--format", "csv"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let mut text = String::new();
    for line in outcome.stdout.lines() {
        let cells: Vec<&str> = line.split(',').collect();
        let shown: Vec<&str> = COLUMNS.iter().map(|&column| cells[column]).collect();
        text += &(shown.join(",") + "\n");
    }
    text
}

#[test]
fn the_tour_is_what_the_program_prints() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let start = readme.find(COMMAND).expect("the tour's command") + COMMAND.len();
    let end = start + readme[start..].find("```").expect("the tour's end");
    let (before, after) = (&readme[..start], &readme[end..]);
    let now = format!("{before}{}{after}", printed());
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(&path, &now).unwrap();
    }
    let advice = "write it anew: UPDATE_README=1 cargo test -p dateline-cli --test readme";
    assert!(now == std::fs::read_to_string(&path).unwrap(), "{advice}");
}
