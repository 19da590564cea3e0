//! How a store bears size: time, memory and bytes by number of documents.
//!
//! In: documents made by repeating and shifting real codings. Out: a table with one line for each
//! size. Never: documents that a store would keep only once, or all documents in memory.
//!
//! `cargo xtask scale --documents 10000,100000,1000000` fills one store and stops at each size to
//! measure; with `--store FILE` the store stays, and a run that was broken off goes on from it.

mod generate;
mod measure;

use std::io;
use std::path::{Path, PathBuf};

use dateline_record::{EventType, Status};
use dateline_store::{
    ActAsked, Filter, Info, List, PlaceAsked, Question, Run, Store, StoreError, Table, Who,
};
use jiff::civil::date;
use serde_json::Value;

use generate::{Generator, Made};
use measure::Usage;

#[derive(clap::Args)]
pub struct Arguments {
    /// Sizes at which to measure, in documents, ascending.
    #[arg(long, value_delimiter = ',', default_value = "10000,100000,1000000")]
    documents: Vec<u64>,
    /// Folder for the store, which is removed at the end.
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// Fill this store and keep it; sizes that it holds already are passed over.
    #[arg(long, conflicts_with = "folder")]
    store: Option<PathBuf>,
    /// Leave out the matching of incidents.
    #[arg(long)]
    unmatched: bool,
}

/// Documents in one transaction, as `dateline store add` puts them with two threads.
const BATCH: u64 = 64;
/// The last documents before a size, by which the time for one more is told.
const LAST: u64 = 5_000;

/// Runs the command.
pub fn run(arguments: &Arguments) -> io::Result<()> {
    let folder = tempfile::tempdir_in(&arguments.folder)?;
    let path = match &arguments.store {
        Some(kept) => kept.clone(),
        None => folder.path().join("scale.db"),
    };
    let mut filling = Filling::begin(&path, arguments.unmatched)?;
    println!(
        "documents,events,incidents,add_ms,match_ms,store_bytes_per_document,resident_mb,peak_mb,query_ms"
    );
    let held = filling.done;
    for &size in arguments.documents.iter().filter(|&&size| size > held) {
        filling
            .fill_to(size.saturating_sub(LAST).max(filling.done))
            .map_err(io::Error::other)?;
        let cost = filling.fill_to(size).map_err(io::Error::other)?;
        let line = filling.line(&cost).map_err(io::Error::other)?;
        println!("{line}");
    }
    Ok(())
}

/// Processor time for one document, in milliseconds.
#[derive(Debug, Clone, Copy, Default)]
struct Cost {
    adding: f64,
    matching: f64,
}

/// A store that is being filled.
struct Filling {
    store: Store,
    run: Run,
    generator: Generator,
    done: u64,
    unmatched: bool,
}

impl Filling {
    /// Opens the store; documents that it holds already are the first that the generator makes.
    fn begin(path: &Path, unmatched: bool) -> io::Result<Self> {
        let store = Store::open(path).map_err(io::Error::other)?;
        let generator = Generator::new()?;
        let held = rows(&store.info().map_err(io::Error::other)?, "documents");
        Ok(Self {
            store,
            run: generator.run(),
            generator,
            done: u64::try_from(held).unwrap_or(0),
            unmatched,
        })
    }

    /// Adds documents up to a number, and tells what each cost.
    fn fill_to(&mut self, size: u64) -> Result<Cost, StoreError> {
        let documents = size.saturating_sub(self.done).max(1) as f64;
        let (mut adding, mut matching) = (0.0, 0.0);
        while self.done < size {
            let end = size.min(self.done + BATCH);
            let made: Vec<Made> = (self.done..end)
                .map(|number| self.generator.make(number))
                .collect();
            let begun = Usage::now();
            let entries: Vec<_> = made.iter().map(|made| made.entry(&self.run)).collect();
            self.store.add_all(&entries)?;
            let added = Usage::now();
            if !self.unmatched {
                self.store.match_when_many_wait()?;
            }
            adding += added.since(&begun);
            matching += Usage::now().since(&added);
            self.done = end;
        }
        if !self.unmatched {
            let begun = Usage::now();
            self.store.match_incidents()?;
            matching += Usage::now().since(&begun);
        }
        Ok(Cost {
            adding: adding / documents,
            matching: matching / documents,
        })
    }

    fn line(&self, cost: &Cost) -> Result<String, StoreError> {
        let info = self.store.info()?;
        let usage = Usage::now();
        let times = questions().into_iter().map(|(name, question)| {
            let begun = Usage::now();
            let mut counter = Counter::default();
            self.store.ask(&question, &mut counter)?;
            let took = Usage::now().since(&begun);
            Ok(format!("{name} {took:.1} ({} rows)", counter.rows))
        });
        let times = times.collect::<Result<Vec<_>, StoreError>>()?;
        Ok(format!(
            "{},{},{},{:.3},{:.3},{},{},{},{}",
            self.done,
            rows(&info, "events"),
            rows(&info, "incidents"),
            cost.adding,
            cost.matching,
            info.bytes / i64::try_from(self.done.max(1)).unwrap_or(1),
            usage.resident >> 20,
            usage.peak >> 20,
            times.join("; ")
        ))
    }
}

/// Rows of a table of the store.
fn rows(info: &Info, name: &str) -> i64 {
    let found = info.rows.iter().find(|(table, _)| table == name);
    found.map_or(0, |(_, rows)| *rows)
}

/// Questions as people ask them, about the same days at every size.
fn questions() -> Vec<(&'static str, Question)> {
    let period = Some((date(1995, 1, 10), date(1995, 1, 20)));
    let asked = |filter: Filter, list: List| Question {
        filter,
        list,
        limit: Some(1000),
        narrow: true,
    };
    let meetings = Filter {
        acts: vec![ActAsked {
            event_type: Some(EventType::Consult),
            mode: None,
        }],
        states: vec!["FRA".to_owned()],
        period,
        ..Filter::default()
    };
    let named = Filter {
        parties: vec![Who::Name(generate::SOMEBODY.to_owned())],
        ..Filter::default()
    };
    let denied = Filter {
        statuses: vec![Status::Denied],
        period,
        ..Filter::default()
    };
    let pair = Filter {
        parties: vec![Who::Code("FRA".to_owned()), Who::Code("KEN".to_owned())],
        period,
        ..Filter::default()
    };
    let placed = Filter {
        places: vec![PlaceAsked::Name("Oslo".to_owned())],
        period,
        ..Filter::default()
    };
    vec![
        (
            "meetings of a state in ten days",
            asked(meetings, List::Others),
        ),
        ("a person by name", asked(named, List::Events)),
        ("who denied what in ten days", asked(denied, List::Speakers)),
        ("a pair by month", asked(pair, List::Dyads)),
        ("a town in ten days", asked(placed, List::Incidents)),
    ]
}

/// Counts the rows of an answer.
#[derive(Default)]
struct Counter {
    rows: usize,
}

impl Table for Counter {
    type Error = StoreError;

    fn begin(&mut self, _columns: &[String]) -> Result<(), StoreError> {
        Ok(())
    }

    fn row(&mut self, _row: Vec<Value>) -> Result<(), StoreError> {
        self.rows += 1;
        Ok(())
    }
}
