//! The arguments of `dateline incidents`.
//!
//! In: the command line. Out: [`IncidentsArguments`]. Never: work.
//!
//! `dateline incidents --store news.db --state NOR` has a file and a state.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::query::period;
use super::{Rendered, StoreFile};

/// List the incidents of a store: one real act each, with all its reports
///
/// Reports of one act are one incident: same kind of act, parties, time and place. A meeting that was
/// announced, moved and held, or that one side denies, is one incident with a history. Which reports
/// belong together does not depend on the order in which they were added.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  dateline incidents --store news.db --period 2025-03 --state NOR
  dateline incidents --store news.db --min-reports 3 --format csv --output incidents.csv
  dateline incidents --store news.db --explain 3fa2         why its reports are one incident
  dateline incidents --store news.db --format json          with history, voices, figures, reports

The table of weights and the way of matching are described in docs/incidents.md.")]
pub struct IncidentsArguments {
    #[command(flatten)]
    pub file: StoreFile,

    /// Show one incident with its history, its reports, and why each belongs to it
    ///
    /// The id may be cut short as long as it names only one.
    #[arg(long, value_name = "ID", conflicts_with_all = ["kind", "state", "period", "min_reports", "limit"])]
    pub explain: Option<String>,

    /// Type of the act, before folding
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,

    /// A party is this state or organisation, by its code
    #[arg(long, value_name = "CODE")]
    pub state: Option<String>,

    /// When: a year, month or day, or two of them: 2024, 2024-07, 2024-07-03..2024-07-10
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub period: Option<(Date, Date)>,

    /// Leave out incidents with fewer reports
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub min_reports: u32,

    /// Incidents at the most
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    /// How to write them [default: by the ending of --output, else table]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Rendered>,

    /// Write to this file, which appears whole at the end or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Match what waits to be matched first (as `store add` does)
    #[arg(long)]
    pub update: bool,

    /// Match all reports anew first
    #[arg(long)]
    pub rebuild: bool,
}
