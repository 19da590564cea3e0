//! The arguments of `dateline store`.
//!
//! In: the command line. Out: [`StoreCommand`]. Never: work.
//!
//! `dateline store add corpus/ --store news.db` is [`StoreCommand::Add`] with one path and a file.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Subcommand, ValueEnum};
use dateline_store::Verdict;
use jiff::civil::Date;

use super::{Inputs, Knowledge, Work};

/// What is done with a store.
#[derive(Debug, Subcommand)]
pub enum StoreCommand {
    /// Code documents and put them into a store
    ///
    /// The store is a SQLite file, made when there is none. A document is put whole or not at all;
    /// what is stored stays stored when the program is killed or the disk is full. The same content
    /// (text, and the id, title, outlet and day that are stated beside it) is kept once: adding
    /// it again changes nothing. Near copies of a text within a week share a story.
    #[command(after_long_help = "\
Examples:
  dateline store add corpus/ --store news.db
  dateline store add feed.jsonl --store news.db --resume     after an interruption
  dateline store add corpus/ --store news.db --recode        with a later version or other rules
  tail -f feed.jsonl | dateline store add --store news.db")]
    Add(StoreAddArguments),
    /// Say what a store holds
    #[command(after_long_help = "Example:\n  dateline store info --store news.db")]
    Info {
        #[command(flatten)]
        file: StoreFile,
        /// How to write it
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: super::Shown,
    },
    /// Check that a store is sound
    ///
    /// Looks at the file, at the keys that lead from row to row, at the search index, and whether
    /// the words of all sentences and evidence stand where the rows say.
    #[command(after_long_help = "Example:\n  dateline store check --store news.db")]
    Check {
        #[command(flatten)]
        file: StoreFile,
    },
    /// Take documents out of a store, with all that hangs on them
    #[command(after_long_help = "\
Examples:
  dateline store remove a17 a18 --store news.db
  dateline query --sql \"SELECT document, hash FROM documents\" --store news.db   their names")]
    Remove {
        /// Names (ids) or hashes of documents
        #[arg(value_name = "DOCUMENT", required = true)]
        documents: Vec<String>,
        #[command(flatten)]
        file: StoreFile,
        #[command(flatten)]
        wait: Wait,
    },
    /// Say of an event whether its coding is right
    ///
    /// Reviews change no event. They stay when the document is coded anew, and are read with
    /// `dateline query --sql "SELECT * FROM reviews"`.
    #[command(after_long_help = "\
Examples:
  dateline store review 3f0c9a1b22d4e576 right --store news.db
  dateline store review 3f0c9a1b22d4e576 wrong --field day --correction 2024-05-03 \\
    --note \"'on Friday' is the day before\" --reviewer mk --day 2024-06-01 --store news.db
  dateline query --type ASSAULT --format csv --store news.db   the ids, in the column event")]
    Review(StoreReviewArguments),
    /// Bring a store of an earlier version to the present one
    #[command(after_long_help = "Example:\n  dateline store migrate --store news.db")]
    Migrate {
        #[command(flatten)]
        file: StoreFile,
        #[command(flatten)]
        wait: Wait,
    },
}

/// What is said of an event.
#[derive(Debug, Args)]
pub struct StoreReviewArguments {
    /// The stable id of the event
    #[arg(value_name = "EVENT")]
    pub event: String,
    /// Whether its coding is right
    #[arg(value_name = "VERDICT")]
    pub verdict: Judged,
    /// The column of events_flat that is meant [the whole event]
    #[arg(long, value_name = "COLUMN")]
    pub field: Option<String>,
    /// What should stand in the column
    #[arg(long, value_name = "TEXT", requires = "field")]
    pub correction: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub reviewer: Option<String>,
    /// The day on which it is said
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub day: Option<Date>,
    #[command(flatten)]
    pub file: StoreFile,
    #[command(flatten)]
    pub wait: Wait,
}

/// A verdict, as it is written on the command line.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Judged {
    /// As the text says
    Right,
    /// Not as the text says
    Wrong,
    /// The text leaves it open
    Unclear,
}

impl From<Judged> for Verdict {
    fn from(judged: Judged) -> Verdict {
        match judged {
            Judged::Right => Verdict::Right,
            Judged::Wrong => Verdict::Wrong,
            Judged::Unclear => Verdict::Unclear,
        }
    }
}

/// Which store.
#[derive(Debug, Clone, Args)]
pub struct StoreFile {
    /// The store: a SQLite file
    #[arg(long = "store", value_name = "FILE")]
    pub path: PathBuf,
}

/// How long to wait for another writer.
#[derive(Debug, Clone, Args)]
pub struct Wait {
    /// Seconds to wait while another program writes to the store
    #[arg(long = "wait", value_name = "SECONDS", default_value_t = 60)]
    seconds: u64,
}

impl Wait {
    /// The time to wait.
    pub fn duration(&self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}

/// What is put into a store, and how.
#[derive(Debug, Args)]
pub struct StoreAddArguments {
    #[command(flatten)]
    pub file: StoreFile,

    /// Go on after an interruption: the store must be there already
    ///
    /// Documents that are in the store are passed over unread in any case; this keeps a mistyped
    /// name from beginning anew.
    #[arg(long)]
    pub resume: bool,

    /// Code documents anew that another version, other rules or another world has coded
    #[arg(long)]
    pub recode: bool,

    #[command(flatten)]
    pub wait: Wait,

    #[command(flatten)]
    pub work: Work,

    #[command(flatten)]
    pub inputs: Inputs,

    #[command(flatten)]
    pub knowledge: Knowledge,
}
