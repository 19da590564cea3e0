//! The project's own commands: `cargo xtask train`, `cargo xtask score parse`.
//!
//! In: a command line. Out: what the command writes. Never: anything that the shipped program needs
//! at run time.
//!
//! `cargo xtask score parse --treebanks DIR` prints one line of figures for each held-out treebank.

mod codebook;
mod coverage;
mod relate;
mod scale;
mod score_incidents;
mod score_parse;
mod score_petrarch;
mod score_trees;
mod train;
mod treebank;
mod world;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(
    name = "xtask",
    about = "Training, scoring and data work of the Dateline project"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Train the analyser and write its weights.
    Train(train::Arguments),
    /// Learn the scorer of relations and write its weights.
    TrainRelations(relate::Arguments),
    /// Write docs/coverage.md: what the rules reach.
    Coverage(coverage::Arguments),
    /// Compile and check the world tables, and report how far each is confirmed.
    Data(world::DataArguments),
    /// Fill a store with generated documents and measure time, memory and bytes.
    Scale(scale::Arguments),
    /// Write docs/codebook.md anew from the schema of the store and the tables of the formats.
    Codebook,
    /// Measure a part of the program against labelled data.
    Score {
        #[command(subcommand)]
        part: Part,
    },
}

#[derive(Subcommand)]
enum Part {
    /// Tags, lemmas, trees and names against held-out treebanks, and the speed.
    Parse(score_parse::Arguments),
    /// Trees against sentences annotated by hand, by relation.
    Trees(score_trees::Arguments),
    /// Incidents against the gold set of reports.
    Incidents(score_incidents::Arguments),
    /// Dictionaries of PETRARCH on its own test sentences, by category.
    Petrarch(score_petrarch::Arguments),
    /// Relations of marked pairs, by cross-validation over labelled rows.
    Relations(relate::Arguments),
    /// Questions to the world, by kind, with the wrong answers of the shown part.
    World(world::ScoreArguments),
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Scale(arguments) => scale::run(&arguments),
        Command::Codebook => codebook::run(),
        Command::Train(arguments) => train::run(&arguments),
        Command::TrainRelations(arguments) => {
            relate::train(&arguments).map_err(std::io::Error::other)
        }
        Command::Coverage(arguments) => coverage::run(&arguments),
        Command::Score {
            part: Part::Relations(arguments),
        } => relate::score(&arguments).map_err(std::io::Error::other),
        Command::Data(arguments) => world::data(&arguments),
        Command::Score {
            part: Part::World(arguments),
        } => world::score(&arguments),
        Command::Score {
            part: Part::Incidents(arguments),
        } => score_incidents::run(&arguments),
        Command::Score {
            part: Part::Petrarch(arguments),
        } => score_petrarch::run(&arguments),
        Command::Score {
            part: Part::Parse(arguments),
        } => score_parse::run(&arguments),
        Command::Score {
            part: Part::Trees(arguments),
        } => score_trees::run(&arguments),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::FAILURE
        }
    }
}
