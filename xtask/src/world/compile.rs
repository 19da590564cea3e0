//! `cargo xtask data`: the tables compiled, checked, and how fresh they are.
//!
//! In: a data folder with `world/` and `SOURCES.toml`. Out: every fault by file and line; for each
//! table rows and days; the open posts of state heads that nobody confirmed lately; the size of the
//! binary. Never: a written file.
//!
//! `heads of state and government: 391 open, 44 last confirmed before 2026-01-01` is a line of it.

use std::io;
use std::path::PathBuf;

use clap::Args;
use dateline_world::{Freshness, World, lint_folder};
use jiff::civil::Date;

/// What to compile.
#[derive(Args)]
pub struct Arguments {
    /// The data folder
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Report what was last confirmed before this day
    #[arg(long, value_name = "DATE", default_value = "2026-01-01")]
    before: Date,
    /// List each row that was last confirmed before that day
    #[arg(long)]
    rows: bool,
}

/// Most bytes of the binary.
const LARGEST: usize = 12_000_000;

/// Compiles, checks and reports.
pub fn run(arguments: &Arguments) -> io::Result<()> {
    let folder = arguments
        .data
        .clone()
        .unwrap_or_else(|| super::root().join("data"));
    let faults = lint_folder(&folder);
    faults.iter().for_each(|fault| println!("{fault}"));
    if !faults.is_empty() {
        return Err(io::Error::other(format!(
            "{} faults in the tables",
            faults.len()
        )));
    }
    let world = World::embedded();
    for (table, rows) in world.row_counts() {
        println!("{table:12} {rows:7} rows");
    }
    world
        .freshness(arguments.before)
        .iter()
        .for_each(|part| print(part, arguments));
    println!("{} overlaps in sole posts", world.notes().len());
    let size = world.size();
    println!("{size} bytes, of {LARGEST} allowed");
    if size > LARGEST {
        return Err(io::Error::other("the binary is too large"));
    }
    Ok(())
}

fn print(part: &Freshness, arguments: &Arguments) {
    println!(
        "{}: {} open, {} last confirmed before {}, {} never",
        part.what,
        part.open,
        part.old.len(),
        arguments.before,
        part.never.len()
    );
    if arguments.rows {
        part.old
            .iter()
            .chain(&part.never)
            .for_each(|row| println!("  {row}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_binary_is_small_enough() {
        let size = World::embedded().size();
        assert!(size <= LARGEST, "{size} bytes");
    }
}
