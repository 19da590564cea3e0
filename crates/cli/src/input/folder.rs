//! The files of a folder.
//!
//! In: a folder. Out: its files with known endings, in order of their paths, and how many others
//! there are. Never: hidden files, or folders behind links (no circles).
//!
//! A folder with `b.txt`, `a/x.html` and `notes.pdf` gives `a/x.html`, `b.txt` and one other.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::Kind;

/// What a folder holds.
#[derive(Debug, Default)]
pub struct Listing {
    /// Files with known endings, in order.
    pub files: Vec<PathBuf>,
    /// Number of files with other endings.
    pub others: usize,
    /// Folders that could not be read.
    pub unreadable: Vec<(PathBuf, io::Error)>,
}

impl Listing {
    /// Lists a folder and those below it.
    pub fn of(folder: &Path) -> Listing {
        let mut listing = Listing::default();
        listing.add(folder);
        listing
    }

    fn add(&mut self, folder: &Path) {
        match entries(folder) {
            Ok(entries) => entries.into_iter().for_each(|path| self.add_entry(path)),
            Err(error) => self.unreadable.push((folder.to_owned(), error)),
        }
    }

    fn add_entry(&mut self, path: PathBuf) {
        let is_folder = fs::symlink_metadata(&path).is_ok_and(|data| data.is_dir());
        if is_folder {
            self.add(&path);
        } else if Kind::of_path(&path).is_some() {
            self.files.push(path);
        } else {
            self.others += usize::from(!path.is_dir());
        }
    }
}

/// The visible entries of one folder, in order of their names.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with('.') {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}
