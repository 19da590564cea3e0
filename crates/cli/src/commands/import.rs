//! `dateline import`: finished data sets into a store.
//!
//! In: files of GDELT, ICEWS or POLECAT. Out: reports in a store, and a line on how many. Never: a
//! part of a faulty file; its faults are told, and the next file is read.
//!
//! `error: events.tab:1:95: column 9 should be "Target Name", found "Target"`

use std::path::Path;

use dateline_store::Store;
use dateline_store::import::{ImportError, Imported, import};

use super::store::fault;
use crate::arguments::ImportArguments;
use crate::console::{Console, Stop};

/// Runs the command.
pub fn run(arguments: &ImportArguments, console: &mut Console) -> Result<(), Stop> {
    let store_path = &arguments.file.path;
    // A store that is not there yet is made by the first file without a fault.
    let mut store: Option<Store> = None;
    for path in &arguments.paths {
        if let Err(error) = dateline_store::import::check(arguments.from, path) {
            tell(store_path, &error, console);
            continue;
        }
        let open = match store.take() {
            Some(open) => open,
            None => Store::open(store_path).map_err(|error| fault(store_path, &error))?,
        };
        let open = store.insert(open);
        match import(open, arguments.from, path) {
            Ok(done) => super::print(&line(path, &done))?,
            Err(error) => tell(store_path, &error, console),
        }
    }
    match store.map(Store::close) {
        Some(Err(error)) => Err(fault(store_path, &error).into()),
        _ => Ok(()),
    }
}

fn tell(store: &Path, error: &ImportError, console: &mut Console) {
    match error {
        ImportError::Faults(faults) => faults.iter().for_each(|fault| console.fault(fault)),
        ImportError::Store(error) => console.fault(&fault(store, error)),
    }
}

fn line(path: &Path, done: &Imported) -> String {
    let name = path.display();
    let mut line = format!("{name}: {} new, {} known", done.new, done.present);
    if done.without_type > 0 {
        let number = done.without_type;
        line += &format!(", {number} left out whose act PLOVER has no type for");
    }
    line + "\n"
}
