//! Where several files go together.
//!
//! In: the name of a folder that is not there yet, or is empty. Out: that folder, whole at the end or
//! not at all. Never: a file in a folder that holds others.
//!
//! `--output annotated` fills a hidden folder beside it and renames that at the end.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use dateline::Fault;
use tempfile::TempDir;

use crate::console::Stop;

/// A folder that is being filled.
pub struct Folder {
    name: String,
    path: PathBuf,
    filling: TempDir,
}

impl Folder {
    /// Begins a folder.
    pub fn open(path: &Path) -> Result<Folder, Stop> {
        let name = path.display().to_string();
        if is_taken(path) {
            return Err(Fault::at(&name, 0, 0, "is there already")
                .hint("name a folder that is not there yet or is empty")
                .into());
        }
        let beside = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        builder.prefix(".dateline-").suffix(".part");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // As for any new folder: what the user's mask leaves of these.
            builder.permissions(fs::Permissions::from_mode(0o777));
        }
        let filling = builder.tempdir_in(beside);
        Ok(Folder {
            filling: filling.map_err(|error| Stop::writing(&name, &error))?,
            path: path.to_owned(),
            name,
        })
    }

    /// The folder to fill.
    pub fn path(&self) -> &Path {
        self.filling.path()
    }

    /// The name that the user gave.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Ends the filling; only now the folder appears under its name.
    pub fn finish(self) -> Result<(), Stop> {
        let renamed = || -> io::Result<()> {
            if self.path.is_dir() {
                fs::remove_dir(&self.path)?;
            }
            fs::rename(self.filling.path(), &self.path)
        };
        renamed().map_err(|error| Stop::writing(&self.name, &error))
    }
}

fn is_taken(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => path.symlink_metadata().is_ok(),
    }
}
