//! Sentences, a day of publication, a tense, and the days that must come out.

use super::support::{grammar, resolved};
use crate::situate::time::{Anchor, Tense};

/// Rows of "day of publication | tense | sentence | words = days; …".
const ROWS: &str = include_str!("table.txt");

#[test]
fn every_row_of_the_table_holds() {
    let grammar = grammar();
    let mut wrong = Vec::new();
    let mut rows = 0;
    for row in ROWS
        .lines()
        .filter(|row| !row.is_empty() && !row.starts_with('#'))
    {
        let fields: Vec<&str> = row.split(" | ").map(str::trim).collect();
        let [published, tense, sentence, expected] = fields[..] else {
            panic!("{row}")
        };
        let tense = match tense {
            "past" => Tense::Past,
            "present" => Tense::Present,
            "future" => Tense::Future,
            other => panic!("{other}"),
        };
        let anchor = Anchor::at(published.parse().unwrap());
        let found = resolved(&grammar, sentence, &anchor, tense);
        let found = if found.is_empty() {
            "nothing".to_owned()
        } else {
            found
        };
        if found != expected {
            wrong.push(format!(
                "{published} {tense:?}: {sentence}\n  wants {expected}\n  has   {found}"
            ));
        }
        rows += 1;
    }
    assert!(
        wrong.is_empty(),
        "{} of {rows} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(rows >= 120, "{rows}");
}
