//! The arguments of `dateline export` and `dateline import`.
//!
//! In: the command line. Out: [`ExportArguments`] and [`ImportArguments`]. Never: work.
//!
//! `dateline export --store news.db -o events.parquet` has the format that the ending asks for.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use dateline_record::Status;
use dateline_store::export::{Background, Format};
use dateline_store::import::DataSet;

use super::StoreFile;
use super::query::status;

/// Write stored events in the formats of others
///
/// Denied events are left out unless asked for, and in formats that fold acts also those that are
/// called for, whose call is an event of its own. What a format has no place for is left out and
/// counted. All columns are described in docs/codebook.md.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  dateline export --store news.db -o events.parquet
  dateline export --store news.db -o incidents.csv --incidents       one row an incident
  dateline export --store news.db --format gdelt -o 2024.export.CSV
  dateline export --store news.db --format brat -o annotated/        a folder
  dateline export --store news.db --format plover --status occurred | head")]
pub struct ExportArguments {
    #[command(flatten)]
    pub file: StoreFile,

    /// How to write them [default: by the ending of --output, else jsonl]
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    pub format: Option<Format>,

    /// Write to this file or folder, which appears whole at the end or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// One row an incident, told by its best report, with the numbers of its reports
    #[arg(long)]
    pub incidents: bool,

    /// Denied events too
    #[arg(long)]
    pub denied: bool,

    /// Only events of these statuses, joined by commas
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub status: Vec<Status>,

    /// What to do with events that are history rather than news
    #[arg(long, value_name = "WHAT", default_value = "keep")]
    pub background: Past,
}

/// What becomes of history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Past {
    /// Export them like others
    Keep,
    /// Leave them out
    Drop,
    /// Export nothing else
    Only,
}

impl Past {
    /// The same, as the store names it.
    pub fn background(self) -> Background {
        match self {
            Past::Keep => Background::Keep,
            Past::Drop => Background::Drop,
            Past::Only => Background::Only,
        }
    }
}

/// Put the events of another data set into a store, for comparison
///
/// Each row becomes a report of its source. The file is checked whole first: when a column or a cell
/// is wrong, nothing is stored. The same row is stored once.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  dateline import 20240703.export.CSV --from gdelt --store news.db
  dateline import events.2018.tab --from icews --store news.db
  dateline query --sql \"SELECT source, count(*) FROM events_flat GROUP BY 1\" --store news.db")]
pub struct ImportArguments {
    /// Files of the data set, uncompressed
    #[arg(value_name = "FILE", required = true)]
    pub paths: Vec<PathBuf>,

    /// Which data set
    #[arg(long, value_name = "DATASET", value_parser = data_sets())]
    pub from: DataSet,

    #[command(flatten)]
    pub file: StoreFile,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let named = Format::ALL
        .iter()
        .map(|format| PossibleValue::new(format.name()).help(format.about().trim_end_matches('.')));
    PossibleValuesParser::new(named.collect::<Vec<_>>())
        .try_map(|name| Format::of_name(&name).ok_or("no such format"))
}

fn data_sets() -> impl TypedValueParser<Value = DataSet> {
    PossibleValuesParser::new(DataSet::ALL.iter().map(|set| set.name()))
        .try_map(|name| DataSet::of_name(&name).ok_or("no such data set"))
}
