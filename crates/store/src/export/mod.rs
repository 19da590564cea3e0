//! Stored events in the formats of others.
//!
//! In: a [`Store`], a [`Format`] and a [`Selection`]. Out: a file, or a folder of files for formats
//! that need several. Never: all events in memory at once, or a name of a file that the caller did
//! not give; whether a file appears whole or not at all is the caller's doing.
//!
//! `export(&store, Format::Csv, &selection, target)` writes one row for each event that was not
//! denied, in the order of [`Store::reports`].
//!
//! What the columns mean stands in `docs/codebook.md`, which is made from `data/formats`.

mod brat;
mod cell;
mod codes;
mod columns;
mod delimited;
mod format;
mod geojson;
mod gexf;
mod incidents;
mod json;
mod network;
mod parquet;
mod row;
mod select;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod values;

use std::io::{self, Write};
use std::path::Path;

pub use self::cell::{Cell, Kind};
pub(crate) use self::codes::{CODES, Country, Sector};
pub use self::columns::{Column, Layout, TABLES, Unit, columns, layout};
pub use self::format::{Format, Shape};
pub use self::json::{MEMBERS, plover_record};
pub use self::row::{Counts, Incident, Row};
pub use self::select::{Background, Selection};

use crate::{Report, Store, StoreError};

/// Why an export stops.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file cannot be written.
    #[error(transparent)]
    Write(#[from] io::Error),
    /// The store has events, but nobody has joined them to incidents.
    #[error("the store's events are not joined to incidents")]
    NoIncidents,
    /// The text of a document is needed and not stored.
    #[error("the text of \"{0}\" is not stored")]
    NoText(String),
}

/// Where an export goes.
pub enum Target<'t> {
    /// One file.
    File(Box<dyn Write + Send + 't>),
    /// A folder that is there and empty.
    Folder(&'t Path),
}

/// What takes rows one after the other.
pub trait Sink {
    /// Takes a row for one event.
    ///
    /// # Errors
    /// When it cannot be written.
    fn add(&mut self, row: &Row<'_>) -> Result<(), ExportError>;

    /// Writes what comes at the end.
    ///
    /// # Errors
    /// When it cannot be written.
    fn finish(self: Box<Self>) -> Result<(), ExportError>;
}

/// What an export came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// Events, or incidents, that were written.
    pub written: usize,
    /// Those that the selection asked for and the format has no place for.
    pub left_out: usize,
}

/// Writes the selected events of a store.
///
/// # Errors
/// When the store cannot be read or the target not be written. What has been written by then is no
/// whole file.
///
/// # Panics
/// When the target is a file and the format needs a folder, or the other way round.
pub fn export(
    store: &Store,
    format: Format,
    selection: &Selection,
    target: Target<'_>,
) -> Result<Exported, ExportError> {
    // One transaction for reading: what others write meanwhile is not seen.
    let transaction = store
        .connection()
        .unchecked_transaction()
        .map_err(StoreError::from)?;
    let mut sink = sink(store, format, target)?;
    let mut done = Exported::default();
    let mut take = |report: &Report, incident: Option<&Incident>| {
        let row = Row::new(report, incident);
        if !selection.takes(format, &report.event) {
            return Ok(());
        }
        if !format.has_place_for(&row) {
            done.left_out += 1;
            return Ok(());
        }
        done.written += 1;
        sink.add(&row)
    };
    match selection.incidents {
        true => incidents::each(store, &mut take)?,
        false => incidents::each_report(store, &mut take)?,
    }
    sink.finish()?;
    drop(transaction);
    Ok(done)
}

fn sink<'t>(
    store: &'t Store,
    format: Format,
    target: Target<'t>,
) -> Result<Box<dyn Sink + 't>, ExportError> {
    match target {
        Target::File(out) => stream(format, out),
        Target::Folder(folder) => Ok(match format {
            Format::Brat => Box::new(brat::Brat::new(store, folder)?),
            Format::Gephi => Box::new(network::Sheets::new("gephi", folder)?),
            Format::Kumu => Box::new(network::Sheets::new("kumu", folder)?),
            _ => panic!("{} is one file", format.name()),
        }),
    }
}

/// A sink that writes one file, for events that may come from anywhere.
///
/// # Errors
/// When the beginning cannot be written.
///
/// # Panics
/// When the format needs a folder.
pub fn stream<'t>(
    format: Format,
    out: Box<dyn Write + Send + 't>,
) -> Result<Box<dyn Sink + 't>, ExportError> {
    Ok(match format {
        Format::Jsonl => Box::new(json::Lines::new(out, json::event_record)),
        Format::Plover => Box::new(json::Lines::new(out, json::plover_record)),
        Format::Geojson => Box::new(geojson::Features::new(out)?),
        Format::Gexf => Box::new(gexf::Graph::new(out)?),
        Format::Parquet => Box::new(parquet::Sheet::new(out)?),
        Format::Csv | Format::Polecat | Format::Phoenix | Format::Gdelt | Format::Acled => {
            Box::new(delimited::Sheet::new(format.name(), out)?)
        }
        Format::Brat | Format::Gephi | Format::Kumu => panic!("{} is a folder", format.name()),
    })
}
