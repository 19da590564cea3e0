//! The documents of all arguments, one after the other.
//!
//! In: [`Settings`]. Out: [`Feed`], an iterator of [`Piece`]s. Never: a stop at a fault; the fault
//! takes the document's place and the next one follows.
//!
//! `note.txt missing.txt feed.jsonl` gives the note, a fault, and the lines of the feed.

use std::collections::{HashSet, VecDeque};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use dateline::Fault;

use super::folder::Listing;
use super::{Kind, Line, Lines, Piece, Raw, too_long, unreadable};

/// The name for standard input, in arguments and messages.
const STDIN: &str = "-";
const BUFFER: usize = 1 << 16;

/// What to read, and how.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Files and folders as the user named them, and `-` for standard input.
    pub paths: Vec<PathBuf>,
    /// What standard input and files without a known ending are; told by their bytes when none.
    pub kind: Option<Kind>,
    /// Bytes of the longest document.
    pub limit: usize,
}

/// All documents, in the order of the arguments.
pub struct Feed {
    settings: Settings,
    waiting: VecDeque<Wanted>,
    open: Option<Open>,
    ready: VecDeque<Piece>,
    ids: HashSet<String>,
}

/// A file to be opened.
struct Wanted {
    path: PathBuf,
    id: String,
}

/// A file of lines that is being read.
struct Open {
    name: String,
    id: String,
    lines: Lines<Box<dyn BufRead + Send>>,
    rows: usize,
}

impl Feed {
    /// The documents of `settings`. `note` is told what is left out without being a fault.
    pub fn new(settings: Settings, note: &mut dyn FnMut(String)) -> Feed {
        let mut feed = Feed {
            settings: settings.clone(),
            waiting: VecDeque::new(),
            open: None,
            ready: VecDeque::new(),
            ids: HashSet::new(),
        };
        for path in &settings.paths {
            match path.is_dir() {
                true => feed.add_folder(path, note),
                false => feed.add_file(path),
            }
        }
        feed
    }

    fn add_file(&mut self, path: &Path) {
        let stem = path
            .file_stem()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        let id = match path == Path::new(STDIN) {
            true => "stdin".to_owned(),
            false => stem,
        };
        self.want(path.to_owned(), id);
    }

    fn add_folder(&mut self, folder: &Path, note: &mut dyn FnMut(String)) {
        let listing = Listing::of(folder);
        let shown = folder.display();
        for (path, error) in &listing.unreadable {
            self.want_fault(unreadable(&path.display().to_string(), error));
        }
        if listing.others > 0 {
            let others = listing.others;
            note(format!(
                "{shown}: {others} files with other endings are left out"
            ));
        }
        if listing.files.is_empty() && listing.unreadable.is_empty() {
            let fault = Fault::at(shown.to_string(), 0, 0, "holds no documents");
            self.want_fault(fault.hint("a folder is searched for .txt, .html, .htm and .jsonl"));
        }
        for path in listing.files {
            let below = path
                .strip_prefix(folder)
                .unwrap_or(&path)
                .with_extension("");
            let id = below.to_string_lossy().replace('\\', "/");
            self.want(path, id);
        }
    }

    /// Faults of the arguments themselves come first.
    fn want_fault(&mut self, fault: Fault) {
        self.ready.push_back(Err(fault));
    }

    /// Queues a file; an id that is taken gives way to the whole path, so that ids stay apart.
    fn want(&mut self, path: PathBuf, id: String) {
        let id = match self.ids.insert(id.clone()) {
            true => id,
            false => path.to_string_lossy().into_owned(),
        };
        self.waiting.push_back(Wanted { path, id });
    }

    /// Opens the next file; its documents come from `open` or `ready`. False when there is none.
    fn open_next(&mut self) -> bool {
        let Some(wanted) = self.waiting.pop_front() else {
            return false;
        };
        if let Err(fault) = self.open(wanted) {
            self.ready.push_back(Err(fault));
        }
        true
    }

    fn open(&mut self, wanted: Wanted) -> Result<(), Fault> {
        let name = shown(&wanted.path);
        let failed = |error: io::Error| unreadable(&name, &error);
        let mut stream = stream_of(&wanted.path).map_err(failed)?;
        let given = Kind::of_path(&wanted.path).or(self.settings.kind);
        let start = stream.fill_buf().map_err(failed)?;
        if start.is_empty() {
            return Err(Fault::at(&name, 0, 0, "is empty").hint("nothing to code in it"));
        }
        match given.unwrap_or_else(|| Kind::of_bytes(start)) {
            Kind::Rows => {
                let lines = Lines::new(stream, self.settings.limit);
                self.open = Some(Open {
                    name,
                    id: wanted.id,
                    lines,
                    rows: 0,
                });
            }
            kind => {
                let bytes = read_up_to(stream, self.settings.limit).map_err(failed)?;
                let bytes = bytes.ok_or_else(|| too_long(&name, 0, self.settings.limit))?;
                self.ready.push_back(Ok(Raw {
                    file: name,
                    line: 0,
                    id: wanted.id,
                    kind,
                    bytes,
                }));
            }
        }
        Ok(())
    }

    /// The next row of the open file; none at its end.
    fn next_row(&mut self) -> Option<Piece> {
        let open = self.open.as_mut()?;
        let piece = open.next(self.settings.limit);
        if piece.is_none() {
            self.open = None;
        }
        piece
    }
}

impl Iterator for Feed {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        loop {
            if let Some(piece) = self.ready.pop_front().or_else(|| self.next_row()) {
                return Some(piece);
            }
            if !self.open_next() {
                return None;
            }
        }
    }
}

impl Open {
    fn next(&mut self, limit: usize) -> Option<Piece> {
        loop {
            match self.lines.next() {
                Ok(Some((_, Line::Whole(bytes)))) if bytes.trim_ascii().is_empty() => continue,
                Ok(Some((line, content))) => return Some(self.piece(line, content, limit)),
                Ok(None) => return self.nothing(),
                Err(error) => return self.broken(&error),
            }
        }
    }

    fn piece(&mut self, line: usize, content: Line, limit: usize) -> Piece {
        self.rows += 1;
        let Line::Whole(bytes) = content else {
            return Err(too_long(&self.name, line, limit));
        };
        let (file, id) = (self.name.clone(), format!("{}:{line}", self.id));
        Ok(Raw {
            file,
            line,
            id,
            kind: Kind::Rows,
            bytes,
        })
    }

    /// At the end of a file without any row: a fault, once.
    fn nothing(&mut self) -> Option<Piece> {
        let fault =
            || Fault::at(&self.name, 0, 0, "holds no documents").hint("all lines are blank");
        let piece = (self.rows == 0).then(|| Err(fault()));
        self.rows += 1;
        piece
    }

    /// After an error of the disk or the pipe: a fault, and the end of the file.
    fn broken(&mut self, error: &io::Error) -> Option<Piece> {
        let fault = unreadable(&self.name, error);
        self.rows += 1;
        self.lines = Lines::new(Box::new(io::empty()), 0);
        Some(Err(fault))
    }
}

/// The name of a file in messages.
pub fn shown(path: &Path) -> String {
    match path == Path::new(STDIN) {
        true => "standard input".to_owned(),
        false => path.display().to_string(),
    }
}

/// The bytes of a file, or of standard input.
pub fn stream_of(path: &Path) -> io::Result<Box<dyn BufRead + Send>> {
    let stream: Box<dyn Read + Send> = match path == Path::new(STDIN) {
        true => Box::new(io::stdin()),
        false => Box::new(File::open(path)?),
    };
    Ok(Box::new(BufReader::with_capacity(BUFFER, stream)))
}

/// All bytes of a stream; none when there are more than `limit`.
fn read_up_to(stream: impl Read, limit: usize) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    stream.take(limit as u64 + 1).read_to_end(&mut bytes)?;
    Ok((bytes.len() <= limit).then_some(bytes))
}
