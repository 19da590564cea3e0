//! Finished data sets, put into a store beside what Dateline coded.
//!
//! In: a file of GDELT, ICEWS or POLECAT. Out: one report a row, in documents whose `source` is the
//! data set's name. Never: part of a file that has a fault; the file is checked whole before anything
//! is stored.
//!
//! A row of GDELT with CAMEO code 0841 becomes a document `gdelt:1177000001` with one event
//! `RETREAT/release`. Rows of acts that PLOVER has no type for (CAMEO 01, statements) are left out and
//! counted.

mod event;
mod gdelt;
mod icews;
mod ontology;
mod polecat;
mod sheet;
#[cfg(test)]
mod tests;

use std::path::Path;

use dateline_record::{Coding, Fault};

use self::event::Found;
use self::sheet::{Line, Sheet};
use crate::{Added, Entry, Run, Store, StoreError, source_hash};

/// Rows that are stored at once.
const BATCH: usize = 500;
/// Faults that are told; the others are counted.
const TOLD: usize = 50;

/// A data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DataSet {
    /// GDELT 1.0 or 2.0, tab-separated, without a header.
    Gdelt,
    /// ICEWS, tab-separated, with a header.
    Icews,
    /// POLECAT, tab- or comma-separated, with a header.
    Polecat,
}

impl DataSet {
    /// All data sets.
    pub const ALL: &'static [DataSet] = &[DataSet::Gdelt, DataSet::Icews, DataSet::Polecat];

    /// Its name, which becomes `runs.source`.
    pub fn name(self) -> &'static str {
        match self {
            DataSet::Gdelt => "gdelt",
            DataSet::Icews => "icews",
            DataSet::Polecat => "polecat",
        }
    }

    /// The data set of that name.
    pub fn of_name(name: &str) -> Option<DataSet> {
        DataSet::ALL.iter().copied().find(|set| set.name() == name)
    }

    fn read(self, sheet: &Sheet, line: &Line) -> Result<Option<Found>, Vec<Fault>> {
        match self {
            DataSet::Gdelt => gdelt::read(sheet, line),
            DataSet::Icews => icews::read(sheet, line),
            DataSet::Polecat => polecat::read(sheet, line),
        }
    }
}

/// Why nothing is imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file has faults; nothing was stored.
    #[error("the file has faults")]
    Faults(Vec<Fault>),
    /// The store cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an import came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Imported {
    /// Rows that are now in the store and were not before.
    pub new: usize,
    /// Rows that were there already.
    pub present: usize,
    /// Rows whose act PLOVER has no type for.
    pub without_type: usize,
}

/// Puts all rows of a file into a store.
///
/// # Errors
/// When the file has faults (nothing is stored), or the store fails (whole rows are stored up to
/// then; to do it again adds the rest).
pub fn import(store: &mut Store, set: DataSet, path: &Path) -> Result<Imported, ImportError> {
    check(set, path)?;
    let mut done = Imported::default();
    let mut batch = Vec::with_capacity(BATCH);
    let mut sheet = Sheet::open(set, path).map_err(|fault| ImportError::Faults(vec![fault]))?;
    while let Some(line) = sheet
        .line()
        .map_err(|fault| ImportError::Faults(vec![fault]))?
    {
        match set.read(&sheet, &line).map_err(ImportError::Faults)? {
            None => done.without_type += 1,
            Some(found) => batch.push(Parcel::new(set, found, &line)),
        }
        if batch.len() == BATCH {
            put(store, set, &mut batch, &mut done)?;
        }
    }
    put(store, set, &mut batch, &mut done)?;
    Ok(done)
}

/// Reads a whole file and stores nothing.
///
/// # Errors
/// All faults of the file, or the first fifty and the number of the others.
pub fn check(set: DataSet, path: &Path) -> Result<(), ImportError> {
    let mut faults = Vec::new();
    let mut untold = 0;
    let mut sheet = Sheet::open(set, path).map_err(|fault| ImportError::Faults(vec![fault]))?;
    loop {
        let found = match sheet.line() {
            Ok(None) => break,
            Ok(Some(line)) => set.read(&sheet, &line).err().unwrap_or_default(),
            Err(fault) => vec![fault],
        };
        for fault in found {
            match faults.len() < TOLD {
                true => faults.push(fault),
                false => untold += 1,
            }
        }
    }
    if untold > 0 {
        let reason = format!("{untold} more faults are not told");
        faults.push(Fault::at(path.display().to_string(), 0, 0, reason));
    }
    match faults.is_empty() {
        true => Ok(()),
        false => Err(ImportError::Faults(faults)),
    }
}

/// A row on its way.
struct Parcel {
    coding: Coding,
    url: Option<String>,
    hash: String,
}

impl Parcel {
    fn new(set: DataSet, found: Found, line: &Line) -> Parcel {
        let bytes = line.cells.join("\t");
        Parcel {
            hash: source_hash(bytes.as_bytes(), &[Some(set.name())]),
            url: found.url.clone(),
            coding: found.coding(set),
        }
    }
}

fn put(
    store: &mut Store,
    set: DataSet,
    batch: &mut Vec<Parcel>,
    done: &mut Imported,
) -> Result<(), ImportError> {
    let run = Run {
        source: set.name().to_owned(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: "1".to_owned(),
        rules: String::new(),
        world: String::new(),
    };
    let entries: Vec<Entry<'_>> = batch
        .iter()
        .map(|parcel| Entry {
            coding: &parcel.coding,
            run: &run,
            hash: &parcel.hash,
            text: None,
            sentences: &[],
            url: parcel.url.as_deref(),
            source: None,
        })
        .collect();
    for added in store.add_all(&entries)? {
        match added {
            Added::New(_) => done.new += 1,
            _ => done.present += 1,
        }
    }
    batch.clear();
    Ok(())
}
