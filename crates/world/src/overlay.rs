//! A user's own rows over the embedded ones, and the lint of both.
//!
//! In: a folder of TSV files with the columns of `data/world`. Out: a new [`World`], or every fault
//! with file, line, column and hint. Never: a half-built world.
//!
//! A folder with one file `tenures.tsv` and one row `mette-lund  dnk.fm  2027-01-10` gives Denmark a
//! new foreign minister and ends the term of the one before.

use crate::World;
use crate::compile::check::{self, Checks};
use crate::compile::schema::TABLES;
use crate::compile::table::{self, File, Row, RowFault, Tables};
use crate::compile::{self, merge};
use crate::data::Data;
use dateline_record::Fault;
use std::borrow::Cow;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl World {
    /// The embedded world with the rows of a folder over it: a row with the key of an embedded row
    /// replaces it, a row whose line begins with `!` takes rows away, others are added. The column
    /// `src` may stay empty.
    ///
    /// # Errors
    /// Every fault of the folder's files: unreadable files, unknown columns, broken dates, references
    /// to nothing, names that clash without a mark.
    pub fn with_overlay(folder: impl AsRef<Path>) -> Result<World, Vec<Fault>> {
        World::embedded().overlaid(folder)
    }

    /// This world with the rows of a folder over it; see [`World::with_overlay`].
    ///
    /// # Errors
    /// As [`World::with_overlay`].
    pub fn overlaid(&self, folder: impl AsRef<Path>) -> Result<World, Vec<Fault>> {
        let files = read_folder(folder.as_ref())?;
        let mut faults = Vec::new();
        let upper = table::read(&files, &mut faults);
        let tables = merge::merge(self.tables(), upper);
        let checks = Checks {
            sources: &[],
            forbidden: &[],
            source_needed: false,
        };
        faults.extend(check::faults(&tables, &checks));
        if !faults.is_empty() {
            faults.sort();
            return Err(faults.into_iter().map(fault_of).collect());
        }
        let bytes = compile::index::build(tables);
        let whole = "the tables are too large".to_string();
        Data::new(Cow::Owned(bytes))
            .map(World::of)
            .ok_or_else(|| vec![Fault::at("", 0, 0, whole)])
    }

    /// Faults of the rows of this world: none, when it was built from the tables that ship.
    pub fn lint(&self) -> Vec<Fault> {
        let checks = Checks {
            sources: &[],
            forbidden: &[],
            source_needed: false,
        };
        check::faults(&self.tables(), &checks)
            .into_iter()
            .map(fault_of)
            .collect()
    }

    /// What a person might look at: two people in one sole post at once.
    pub fn notes(&self) -> Vec<Fault> {
        check::notes(&self.tables())
            .into_iter()
            .map(fault_of)
            .collect()
    }

    /// The rows that this world was made of.
    fn tables(&self) -> Tables {
        let rows = TABLES.iter().map(|form| {
            let count = self.data.rows(form.table);
            (0..count).map(|row| self.row_of(form.table, row)).collect()
        });
        Tables {
            files: self.data.files(),
            rows: rows.collect(),
        }
    }

    fn row_of(&self, table: compile::schema::Table, row: usize) -> Row {
        let (file, line) = self.data.line(table, row);
        let width = table.form().columns.len();
        let cells = (0..width).map(|column| self.data.cell(table, row, column).to_string());
        Row {
            file,
            line,
            removes: false,
            cells: cells.collect(),
        }
    }

    pub(crate) fn of(data: Data) -> World {
        World {
            data: Arc::new(data),
        }
    }
}

/// Every fault of a whole data folder (`world/*.tsv` beside `SOURCES.toml`, or a folder of TSV
/// files): what the build would refuse.
///
/// # Errors
/// None of its own: an unreadable folder is a fault in the list.
pub fn lint_folder(folder: impl AsRef<Path>) -> Vec<Fault> {
    let folder = folder.as_ref();
    let (tables, root) = if folder.join("world").is_dir() {
        (folder.join("world"), folder.to_path_buf())
    } else {
        (folder.to_path_buf(), folder.join(".."))
    };
    let files = match read_folder(&tables) {
        Ok(files) => files,
        Err(faults) => return faults,
    };
    let toml = fs::read_to_string(root.join("SOURCES.toml")).unwrap_or_default();
    let (sources, forbidden) = (compile::source_keys(&toml), compile::forbidden_keys(&toml));
    let mut faults = Vec::new();
    let rows = compile::read_folder(&files, &mut faults);
    faults.extend(check::faults(
        &rows,
        &Checks {
            sources: &sources,
            forbidden: &forbidden,
            source_needed: true,
        },
    ));
    faults.sort();
    faults.into_iter().map(fault_of).collect()
}

fn read_folder(folder: &Path) -> Result<Vec<File>, Vec<Fault>> {
    let unreadable = |path: &Path, error: std::io::Error| {
        Fault::at(
            path.display().to_string(),
            0,
            0,
            format!("cannot be read: {error}"),
        )
    };
    let entries = fs::read_dir(folder).map_err(|error| vec![unreadable(folder, error)])?;
    let mut paths: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "tsv"));
    paths.sort();
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for path in paths {
        match fs::read_to_string(&path) {
            Ok(text) => files.push(File {
                name: path.display().to_string(),
                text,
            }),
            Err(error) => faults.push(unreadable(&path, error)),
        }
    }
    if faults.is_empty() {
        Ok(files)
    } else {
        Err(faults)
    }
}

fn fault_of(fault: RowFault) -> Fault {
    let made = Fault::at(fault.file, fault.line, fault.column, fault.reason);
    match fault.hint {
        Some(hint) => made.hint(hint),
        None => made,
    }
}
