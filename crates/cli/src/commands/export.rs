//! `dateline export`: stored events in the formats of others.
//!
//! In: a store. Out: a file or a folder that appears whole at the end or not at all, or lines on
//! standard output. Never: a change of the store.
//!
//! `-o events.geojson` writes points; `--format brat -o annotated` writes a folder.

use std::path::Path;

use dateline::Fault;
use dateline_store::Store;
use dateline_store::export::{ExportError, Exported, Format, Selection, Shape, Target, export};

use super::store::{fault, reading};
use crate::arguments::ExportArguments;
use crate::console::{Console, Stop};
use crate::folder::Folder;
use crate::output::Output;

/// Runs the command.
pub fn run(arguments: &ExportArguments, console: &mut Console) -> Result<(), Stop> {
    let format = format_of(arguments)?;
    let store = reading(&arguments.file.path)?;
    let selection = Selection {
        statuses: arguments.status.clone(),
        denied: arguments.denied,
        background: arguments.background.background(),
        incidents: arguments.incidents,
    };
    let done = match (format.shape(), arguments.output.as_deref()) {
        (Shape::File, path) => to_file(&store, arguments, format, &selection, path)?,
        (Shape::Folder, Some(path)) => to_folder(&store, arguments, format, &selection, path)?,
        (Shape::Folder, None) => {
            let reason = format!(
                "{} is a folder of files: name it with --output",
                format.name()
            );
            return Err(Stop::Usage(reason));
        }
    };
    if done.left_out > 0 {
        let (number, name) = (done.left_out, format.name());
        console.note(&format!("{number} left out: {name} has no place for them"));
    }
    Ok(())
}

fn format_of(arguments: &ExportArguments) -> Result<Format, Stop> {
    let path = arguments
        .output
        .as_deref()
        .filter(|path| *path != Path::new("-"));
    match (arguments.format, path) {
        (Some(format), _) => Ok(format),
        (None, None) => Ok(Format::Jsonl),
        (None, Some(path)) => Format::of_path(path).ok_or_else(|| {
            let name = path.display();
            Stop::Usage(format!(
                "the ending of {name} is of no format: name one with --format"
            ))
        }),
    }
}

fn to_file(
    store: &Store,
    arguments: &ExportArguments,
    format: Format,
    selection: &Selection,
    path: Option<&Path>,
) -> Result<Exported, Stop> {
    let mut output = Output::open(path)?;
    let target = Target::File(Box::new(output.writer()));
    let done = export(store, format, selection, target);
    let done = done.map_err(|error| stop(arguments, output.name(), error))?;
    output.finish()?;
    Ok(done)
}

fn to_folder(
    store: &Store,
    arguments: &ExportArguments,
    format: Format,
    selection: &Selection,
    path: &Path,
) -> Result<Exported, Stop> {
    let folder = Folder::open(path)?;
    let done = export(store, format, selection, Target::Folder(folder.path()));
    let done = done.map_err(|error| stop(arguments, folder.name(), error))?;
    folder.finish()?;
    Ok(done)
}

fn stop(arguments: &ExportArguments, target: &str, error: ExportError) -> Stop {
    let path = &arguments.file.path;
    let about = |hint: &str| {
        let reason = error.to_string();
        Fault::at(path.display().to_string(), 0, 0, reason)
            .hint(hint)
            .into()
    };
    match &error {
        ExportError::Store(error) => fault(path, error).into(),
        ExportError::Write(error) => Stop::writing(target, error),
        ExportError::NoIncidents => about("join them first, or export without --incidents"),
        ExportError::NoText(_) => about("imported events have no text; choose another format"),
    }
}
