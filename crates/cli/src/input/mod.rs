//! From arguments to raw documents.
//!
//! In: names of files and folders, standard input. Out: an iterator of [`Piece`]s, in the order of
//! the arguments, each a raw document or a fault. Never: more than one document in memory, or one
//! longer than the limit.
//!
//! `dateline code note.txt feed.jsonl` with three lines in the feed gives four pieces.

mod files;
mod folder;
mod kind;
mod lines;
mod row;

pub use files::{Feed, Settings, shown, stream_of};
pub use kind::Kind;
pub use lines::{Line, Lines};
pub use row::{member, object};

use std::borrow::Cow;
use std::io;

use dateline::{Fault, Format, ReadError, Source};
use jiff::civil::Date;

/// A document as it came, or what kept it from coming.
pub type Piece = Result<Raw, Fault>;

/// The bytes of one document, not yet understood.
#[derive(Debug)]
pub struct Raw {
    /// Where it came from, for messages: a file as the user named it.
    pub file: String,
    /// Its line there, counted from 1; 0 when it is the whole file.
    pub line: usize,
    /// The id to use when the bytes state none.
    pub id: String,
    /// What the bytes are.
    pub kind: Kind,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// What is known of a document before it is read.
#[derive(Debug)]
struct Stated<'r> {
    id: Cow<'r, str>,
    bytes: Cow<'r, [u8]>,
    format: Format,
    published: Option<Date>,
    title: Option<String>,
    outlet: Option<String>,
}

impl Raw {
    /// Hands the document to `work`, with `published` as its date when it states none.
    pub fn with_source<T>(
        &self,
        published: Option<Date>,
        work: impl FnOnce(&Source<'_>) -> Result<T, ReadError>,
    ) -> Result<T, Fault> {
        let stated = self.stated(published)?;
        let source = Source {
            id: &stated.id,
            bytes: &stated.bytes,
            format: stated.format,
            published: stated.published,
            title: stated.title.as_deref(),
            outlet: stated.outlet.as_deref(),
        };
        work(&source).map_err(|error| self.fault(error.to_string()))
    }

    fn stated(&self, published: Option<Date>) -> Result<Stated<'_>, Fault> {
        let format = match self.kind {
            Kind::Rows => return row::stated(self, published),
            Kind::Html => Format::Html,
            Kind::Text => Format::Text,
        };
        let (id, bytes) = (Cow::from(&self.id), Cow::from(&self.bytes));
        Ok(Stated {
            id,
            bytes,
            format,
            published,
            title: None,
            outlet: None,
        })
    }

    /// A fault of this document.
    pub fn fault(&self, reason: impl Into<String>) -> Fault {
        Fault::at(&self.file, self.line, 0, reason)
    }
}

/// A fault of a file that cannot be opened or read.
pub fn unreadable(file: &str, error: &io::Error) -> Fault {
    let fault = Fault::at(
        file,
        0,
        0,
        format!("cannot be read: {}", crate::console::reason(error)),
    );
    match error.kind() {
        io::ErrorKind::NotFound => fault.hint("check the name"),
        io::ErrorKind::PermissionDenied => fault.hint("check the permissions"),
        _ => fault,
    }
}

/// A fault of a document that is longer than the limit.
fn too_long(file: &str, line: usize, limit: usize) -> Fault {
    let thing = if line == 0 { "document" } else { "line" };
    let reason = format!("the {thing} is longer than {} bytes", limit);
    Fault::at(file, line, 0, reason).hint("raise --max-document-size to take it in")
}
