//! Learning and measuring the scorer of relations: `cargo xtask train-relations`, `cargo xtask score
//! relations`.
//!
//! In: rows with a text, two marked stretches and a PLOVER type (null for no relation). Out: the
//! weights of `models/relations.tsv`, or figures. Never: a row of the rows' text in the weights.
//!
//! `cargo xtask score relations --gold GOLD.jsonl` learns on four fifths of the rows of GOLD.jsonl
//! (and on all rows of the project's own), five times over, and prints what the last fifth gives.

mod figures;
mod learn;
mod rows;

use std::error::Error;
use std::path::PathBuf;

use dateline_code::scorer::Scorer;

use figures::Figures;
use learn::{Learner, Weights};
use rows::Row;

/// What went wrong.
pub type Failure = Box<dyn Error + Send + Sync>;

#[derive(clap::Args)]
pub struct Arguments {
    /// Rows to learn from (and, in `score`, to be measured on): JSONL with id, text, source, target
    /// and gold_type.
    #[arg(long)]
    gold: Vec<PathBuf>,
    /// Rows that are only learnt from.
    #[arg(long, default_value = "data/relations/own.tsv")]
    own: Vec<PathBuf>,
    /// Where the weights go.
    #[arg(long, default_value = "models/relations.tsv")]
    out: PathBuf,
    /// Features that are kept.
    #[arg(long, default_value_t = 6000)]
    features: usize,
    /// Strength of the pull toward zero.
    #[arg(long, default_value_t = 3.0)]
    decay: f64,
    /// Only write the features of all rows, one row a line.
    #[arg(long)]
    dump: Option<PathBuf>,
}

/// Learns from all rows and writes the weights.
pub fn train(arguments: &Arguments) -> Result<(), Failure> {
    let (gold, own) = read(arguments)?;
    if let Some(path) = &arguments.dump {
        let lines: Vec<String> = gold.iter().chain(&own).map(Row::line).collect();
        return Ok(std::fs::write(path, lines.join("\n"))?);
    }
    let rows: Vec<&Row> = gold.iter().chain(&own).collect();
    let weights = learn(arguments, &rows);
    std::fs::write(&arguments.out, weights.text())?;
    println!("{} features from {} rows", weights.len(), rows.len());
    Ok(())
}

/// Five-fold cross-validation over the gold rows.
pub fn score(arguments: &Arguments) -> Result<(), Failure> {
    const FOLDS: u64 = 5;
    let (gold, own) = read(arguments)?;
    let mut figures = Figures::default();
    let mut own_figures = Figures::default();
    for fold in 0..FOLDS {
        let held = |row: &&Row| row.hash % FOLDS == fold;
        let found = gold.iter().filter(|row| !held(row));
        let others = own.iter().filter(|row| !row.made || !held(row));
        let rows: Vec<&Row> = found.chain(others).collect();
        let scorer = Scorer::parse(&learn(arguments, &rows).text())?;
        for row in gold.iter().filter(held) {
            figures.add(row.class, scorer.rank(&row.features).class);
        }
        for row in own.iter().filter(held).filter(|row| row.made) {
            own_figures.add(row.class, scorer.rank(&row.features).class);
        }
    }
    println!("made for learning:\n{own_figures}\nfound in the news:\n{figures}");
    Ok(())
}

fn learn(arguments: &Arguments, rows: &[&Row]) -> Weights {
    Learner::new(rows, arguments.decay).weights(arguments.features)
}

fn read(arguments: &Arguments) -> Result<(Vec<Row>, Vec<Row>), Failure> {
    let reader = rows::Reader::new();
    Ok((reader.read(&arguments.gold)?, reader.read(&arguments.own)?))
}
