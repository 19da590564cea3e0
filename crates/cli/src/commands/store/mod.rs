//! `dateline store`: a SQLite file of coded documents.
//!
//! In: documents, or a store. Out: a store, or what is in it. Never: SQL of its own; that is the
//! store's crate's.
//!
//! `dateline store add note.txt --store news.db` puts one document into `news.db`.

mod add;

use std::path::Path;

use dateline::Fault;
use dateline_store::{Review, Store, StoreError};
use serde_json::json;

use crate::arguments::{Shown, StoreCommand, StoreReviewArguments};
use crate::console::{Console, Stop};

/// Runs the command.
pub fn run(command: &StoreCommand, console: &mut Console) -> Result<(), Stop> {
    match command {
        StoreCommand::Add(arguments) => add::run(arguments, console),
        StoreCommand::Info { file, format } => info(&file.path, *format),
        StoreCommand::Check { file } => check(&file.path, console),
        StoreCommand::Remove {
            documents,
            file,
            wait,
        } => {
            let store = existing(&file.path, || {
                Store::open_waiting(&file.path, wait.duration())
            });
            remove(&file.path, store?, documents)
        }
        StoreCommand::Review(arguments) => review(arguments),
        StoreCommand::Migrate { file, wait } => {
            let open = || Store::open_waiting(&file.path, wait.duration());
            let store = existing(&file.path, open)?;
            let version = store.version().map_err(|error| fault(&file.path, &error))?;
            super::print(&format!("the store has schema {version}\n"))
        }
    }
}

/// Opens a store for reading only.
pub fn reading(path: &Path) -> Result<Store, Stop> {
    Ok(Store::open_read_only(path).map_err(|error| fault(path, &error))?)
}

/// What is wrong with a store, as a line for the user.
pub fn fault(path: &Path, error: &StoreError) -> Fault {
    let fault = Fault::at(path.display().to_string(), 0, 0, error.to_string());
    match error.hint() {
        Some(hint) => fault.hint(hint),
        None => fault,
    }
}

/// Opens a store that must be there.
fn existing(path: &Path, open: impl FnOnce() -> Result<Store, StoreError>) -> Result<Store, Stop> {
    let opened = match path.exists() {
        true => open(),
        false => Err(StoreError::Missing),
    };
    Ok(opened.map_err(|error| fault(path, &error))?)
}

fn info(path: &Path, format: Shown) -> Result<(), Stop> {
    let store = reading(path)?;
    let info = store.info().map_err(|error| fault(path, &error))?;
    match format {
        Shown::Json => super::print(&format!("{:#}\n", json!(info))),
        Shown::Text => super::print(&info.to_string()),
    }
}

fn check(path: &Path, console: &mut Console) -> Result<(), Stop> {
    let store = reading(path)?;
    let faults = store.check().map_err(|error| fault(path, &error))?;
    for reason in &faults {
        console.fault(&Fault::at(path.display().to_string(), 0, 0, reason.clone()));
    }
    match faults.is_empty() {
        true => super::print("the store is sound\n"),
        false => Ok(()),
    }
}

fn remove(path: &Path, mut store: Store, documents: &[String]) -> Result<(), Stop> {
    let failed = |error: StoreError| fault(path, &error);
    let mut keys = Vec::new();
    let mut unknown = Vec::new();
    for name in documents {
        let found = store.documents_named(name).map_err(failed)?;
        if found.is_empty() {
            let fault = Fault::at(
                format!("\"{name}\""),
                0,
                0,
                "no document of that name or hash",
            );
            unknown.push(fault.hint("nothing was removed"));
        }
        keys.extend(found);
    }
    if !unknown.is_empty() {
        return Err(unknown.into());
    }
    keys.sort_unstable();
    keys.dedup();
    for &key in &keys {
        store.remove(key).map_err(failed)?;
    }
    store.match_incidents().map_err(failed)?;
    super::print(&format!("removed {}\n", counted(keys.len(), "document")))
}

fn review(arguments: &StoreReviewArguments) -> Result<(), Stop> {
    let path = &arguments.file.path;
    let open = || Store::open_waiting(path, arguments.wait.duration());
    let mut store = existing(path, open)?;
    let review = Review {
        event: arguments.event.clone(),
        verdict: arguments.verdict.into(),
        field: arguments.field.clone(),
        correction: arguments.correction.clone(),
        note: arguments.note.clone(),
        reviewer: arguments.reviewer.clone(),
        reviewed: arguments.day,
    };
    let is_new = store.review(&review).map_err(|error| fault(path, &error))?;
    super::print(match is_new {
        true => "kept\n",
        false => "is there already\n",
    })
}

/// A number of things in words.
fn counted(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}
