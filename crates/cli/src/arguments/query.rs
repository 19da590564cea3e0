//! The arguments of `dateline query`.
//!
//! In: the command line. Out: [`QueryArguments`], days and periods checked. Never: work, or a look
//! into the world model.
//!
//! `dateline query --party Putin --period 2024-07` has a party and the days from 1 to 31 July 2024.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use dateline_record::Status;
use dateline_store::{List, status_names};
use jiff::civil::{Date, date};

use super::StoreFile;

/// Ask a store: who did what to whom, when, where, and who says so
///
/// All conditions must hold; of a list joined by commas, one. States and organisations may be named
/// or written as codes; people by their whole name or a part of it. Statuses are never left out
/// unless you say so: look at the column.
#[derive(Debug, Args)]
#[command(after_long_help = "\
Examples:
  dateline query --store news.db --type CONSULT/meet --period 2024-07
  dateline query --store news.db --organisation NATO --recipient SCO --type CONSULT/multilateral \\
    --period 2024-07 --list parties                   which NATO states' leaders attended
  dateline query --store news.db --party Putin --type CONSULT/meet --period 2024-07 \\
    --status occurred,planned --list others           whom did Putin meet
  dateline query --store news.db --status denied --list speakers    who denied what
  dateline query --store news.db --list dyads --format csv          pairs by month and quad
  dateline query --store news.db --text '\"safe passage\" convoy' --state Sudan
  dateline query --store news.db --sql \"SELECT type, count(*) FROM events GROUP BY type\"

Tables and columns for --sql: documents, sentences, events, parties, places, statements,
memberships, figures, people, runs, reviews; views events_flat, incidents, stories, dyad_month.")]
pub struct QueryArguments {
    #[command(flatten)]
    pub file: StoreFile,

    /// What to tell of the events
    #[arg(long, value_name = "WHAT", default_value = "events")]
    pub list: Listed,

    /// Ask in SQL instead; only reading is allowed
    #[arg(long, value_name = "SQL", conflicts_with_all = ["list", "Conditions", "limit"])]
    pub sql: Option<String>,

    /// How to write the answer [default: by the ending of --output, else table]
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Rendered>,

    /// Write to this file, which appears whole at the end or not at all
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Rows at the most
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,

    #[command(flatten)]
    pub conditions: Conditions,

    /// Lay the world tables of this folder over the built-in ones
    #[arg(long, value_name = "DIR", help_heading = "Knowledge")]
    pub world: Option<PathBuf>,
}

/// Which events.
#[derive(Debug, Args)]
#[group(id = "Conditions", multiple = true)]
#[command(next_help_heading = "Conditions")]
pub struct Conditions {
    /// Who acts; of meetings and other reciprocal acts, anybody who takes part
    #[arg(long, value_name = "WHO")]
    pub actor: Option<String>,

    /// Toward whom; of reciprocal acts, anybody who takes part
    #[arg(long, value_name = "WHO")]
    pub recipient: Option<String>,

    /// Who takes part on either side (may be given several times: all must take part)
    #[arg(long, value_name = "WHO")]
    pub party: Vec<String>,

    /// A party is this state or acts for it
    #[arg(long, value_name = "STATE", value_delimiter = ',')]
    pub state: Vec<String>,

    /// A party is this organisation, or one of its member states on the day of the event
    #[arg(long, value_name = "ORGANISATION")]
    pub organisation: Option<String>,

    /// Who says so
    #[arg(long, value_name = "WHO")]
    pub speaker: Option<String>,

    /// The act: a type, a mode, or both, like CONSULT, meet, CONSULT/meet
    #[arg(long = "type", value_name = "ACT", value_delimiter = ',')]
    pub acts: Vec<String>,

    /// Compare --type with the type that PLOVER folds the act to
    #[arg(long)]
    pub folded: bool,

    /// How real it is: occurred, planned, possible, called-for, hypothetical, denied
    #[arg(long, value_name = "STATUS", value_delimiter = ',', value_parser = status)]
    pub status: Vec<Status>,

    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    #[arg(long, value_name = "QUAD", value_delimiter = ',', value_parser = clap::value_parser!(u8).range(1..=4))]
    pub quad: Vec<u8>,

    /// Where: a town, a region or a state
    #[arg(long, value_name = "PLACE", value_delimiter = ',')]
    pub place: Vec<String>,

    /// When: a year, month or day, or two of them: 2024, 2024-07, 2024-07-03..2024-07-10
    #[arg(long, value_name = "PERIOD", value_parser = period)]
    pub period: Option<(Date, Date)>,

    /// Words of the sentence, all of them; "words together" in quotation marks, begin* with a star
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,

    /// Who published it
    #[arg(long, value_name = "OUTLET", value_delimiter = ',')]
    pub outlet: Vec<String>,

    /// Name (id) or hash of the document
    #[arg(long, value_name = "DOCUMENT", value_delimiter = ',')]
    pub document: Vec<String>,

    /// Data set: dateline, or the name of an imported one
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub source: Vec<String>,

    /// Confidence of at least this, 0 to 1
    #[arg(long, value_name = "NUMBER")]
    pub confidence: Option<f64>,

    /// Leave out history
    #[arg(long)]
    pub news: bool,
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rendered {
    /// Aligned columns for people
    Table,
    /// With a header
    Csv,
    /// A list of objects
    Json,
    /// One object a line
    Jsonl,
}

/// What is told of the events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Listed {
    /// Each report of an event
    Events,
    /// Each incident with the number of its reports
    Incidents,
    /// Each party that the conditions name
    Parties,
    /// Each other party
    Others,
    /// Each claim, with who says so
    Speakers,
    /// Each pair of states by month and quad: incidents and reports (denied ones only if asked for)
    Dyads,
    /// Each document
    Documents,
}

impl From<Listed> for List {
    fn from(listed: Listed) -> List {
        match listed {
            Listed::Events => List::Events,
            Listed::Incidents => List::Incidents,
            Listed::Parties => List::Parties,
            Listed::Others => List::Others,
            Listed::Speakers => List::Speakers,
            Listed::Dyads => List::Dyads,
            Listed::Documents => List::Documents,
        }
    }
}

pub(super) fn status(name: &str) -> Result<Status, String> {
    let found = serde_json::from_value(name.to_lowercase().into());
    found.map_err(|_| format!("not one of {}", status_names().join(", ")))
}

/// The first and the last day of `2024`, `2024-07`, `2024-07-03`, or from one of these to another.
pub(super) fn period(text: &str) -> Result<(Date, Date), String> {
    let advice = "not a period; write it as 2024, 2024-07, 2024-07-03 or 2024-07-01..2024-07-10";
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let days = days_of(first.trim()).zip(days_of(last.trim()));
    let ((from, _), (_, to)) = days.ok_or_else(|| advice.to_owned())?;
    match from <= to {
        true => Ok((from, to)),
        false => Err("the end lies before the beginning".to_owned()),
    }
}

fn days_of(text: &str) -> Option<(Date, Date)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let year = year.parse::<i16>().ok()?;
    let Some(month) = month else {
        return Some((Date::new(year, 1, 1).ok()?, date(year, 12, 31)));
    };
    let first = Date::new(year, month.parse().ok()?, 1).ok()?;
    let Some(day) = day else {
        return Some((first, first.last_of_month()));
    };
    let day = Date::new(year, first.month(), day.parse().ok()?).ok()?;
    Some((day, day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_years_months_days_or_both_ends() {
        let days = |from: [i16; 3], to: [i16; 3]| {
            let day = |[y, m, d]: [i16; 3]| date(y, m as i8, d as i8);
            Ok((day(from), day(to)))
        };
        assert_eq!(period("2024"), days([2024, 1, 1], [2024, 12, 31]));
        assert_eq!(period("2024-02"), days([2024, 2, 1], [2024, 2, 29]));
        assert_eq!(period("2024-07-03"), days([2024, 7, 3], [2024, 7, 3]));
        assert_eq!(
            period("2024-07-03..2024-08"),
            days([2024, 7, 3], [2024, 8, 31])
        );
        for wrong in [
            "",
            "24",
            "2024-13",
            "2024-02-30",
            "2024-1-1-1",
            "2025..2024",
            "x..y",
        ] {
            assert!(period(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn statuses_have_the_names_of_the_records() {
        assert_eq!(status("Called-For"), Ok(Status::CalledFor));
        assert!(status("perhaps").unwrap_err().contains("hypothetical"));
    }
}
