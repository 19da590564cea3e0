//! Work on the world: compiling and checking its tables, scoring its answers.
//!
//! In: `data/world`, `tests/world/questions.jsonl`. Out: faults and a report of freshness; accuracy by
//! kind of question. Never: a change of a table.
//!
//! `cargo xtask data` ends with the size of the binary; `cargo xtask score world` with two figures,
//! for the shown and the unseen part of the questions.

mod compile;
mod judge;
mod questions;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use dateline_world::World;
use questions::Row;

pub use compile::{Arguments as DataArguments, run as data};

/// What to score.
#[derive(Args)]
pub struct ScoreArguments {
    /// The questions
    #[arg(
        long,
        value_name = "FILE",
        default_value = "tests/world/questions.jsonl"
    )]
    questions: PathBuf,
    /// Also list the wrong answers of the unseen part, which is not to be looked at while improving
    #[arg(long)]
    reveal: bool,
}

/// Right and all.
#[derive(Default, Clone, Copy)]
struct Count {
    right: usize,
    all: usize,
}

impl Count {
    fn add(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn share(self) -> f64 {
        self.right as f64 / self.all.max(1) as f64
    }
}

/// Scores by part and by kind.
#[derive(Default)]
struct Score {
    kinds: BTreeMap<String, [Count; 2]>,
    whole: [Count; 2],
    recent: Count,
}

/// Asks every question and prints how many answers are right.
pub fn score(arguments: &ScoreArguments) -> io::Result<()> {
    let rows = questions::read(&arguments.questions)?;
    let world = World::embedded();
    let score = tally(&world, &rows, |row, wrong| {
        if !row.is_unseen() || arguments.reveal {
            println!("{}", described(row, wrong));
        }
    });
    print(&score);
    Ok(())
}

fn tally(world: &World, rows: &[Row], mut wrong: impl FnMut(&Row, &[String])) -> Score {
    let mut score = Score::default();
    for row in rows {
        let faults = judge::faults(world, row);
        let (part, right) = (usize::from(row.is_unseen()), faults.is_empty());
        score.kinds.entry(row.kind.clone()).or_default()[part].add(right);
        score.whole[part].add(right);
        if row.date >= jiff::civil::date(2016, 1, 1) {
            score.recent.add(right);
        }
        if !right {
            wrong(row, &faults);
        }
    }
    score
}

fn described(row: &Row, wrong: &[String]) -> String {
    let asked = match (&row.text, &row.org, &row.state) {
        (Some(text), ..) => format!("{text:?} in {:?}", row.context.as_deref().unwrap_or("")),
        (None, org, state) => format!(
            "{} in {}",
            state.as_deref().unwrap_or("?"),
            org.as_deref().unwrap_or("?")
        ),
    };
    format!("{} {} {asked}: {}", row.id, row.date, wrong.join("; "))
}

fn print(score: &Score) {
    println!("{:14} {:>11} {:>11}", "kind", "shown", "unseen");
    let cell = |count: Count| format!("{}/{}", count.right, count.all);
    for (kind, [shown, unseen]) in &score.kinds {
        println!("{kind:14} {:>11} {:>11}", cell(*shown), cell(*unseen));
    }
    let [shown, unseen] = score.whole;
    println!(
        "all            {:.3} of {}, unseen {:.3} of {}; of 2016 and later {:.3} of {}",
        shown.share(),
        shown.all,
        unseen.share(),
        unseen.all,
        score.recent.share(),
        score.recent.all
    );
}

/// The root of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Below these shares a change has cost more than it won.
    const FLOORS: [f64; 2] = [0.95, 0.95];

    #[test]
    fn the_world_answers_its_questions() {
        let rows = questions::read(&root().join("tests/world/questions.jsonl")).unwrap();
        assert!(rows.len() >= 360, "{} questions", rows.len());
        let recent = rows.iter().filter(|row| row.date.year() >= 2016).count();
        assert!(recent * 2 >= rows.len(), "{recent} of {}", rows.len());
        let mut wrong = Vec::new();
        let score = tally(&World::embedded(), &rows, |row, faults| {
            wrong.extend((!row.is_unseen()).then(|| described(row, faults)));
        });
        for (part, floor) in score.whole.iter().zip(FLOORS) {
            assert!(
                part.share() >= floor,
                "{:.3}\n{}",
                part.share(),
                wrong.join("\n")
            );
        }
    }
}
