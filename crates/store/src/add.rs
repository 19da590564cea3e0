//! Putting a coded document into a store.
//!
//! In: an [`Entry`]. Out: its rows, all of them or none, and whether they are new. Never: the same
//! content twice.
//!
//! *Fidan met Lavrov.*, added a second time, gives [`Added::Present`] and no row.

use dateline_record::{Coding, Offsets, RegionKind};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use crate::names::number;
use crate::rows::{put_document, replace_document, run_id};
use crate::{Store, StoreError, story};

/// What made a coding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// `dateline`, or the name of an imported data set.
    pub source: String,
    /// Version of the program.
    pub program: String,
    /// Version of the records.
    pub schema: String,
    /// Identity of the rules.
    pub rules: String,
    /// Days that the world model covers.
    pub world: String,
}

/// One sentence of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentenceRow {
    /// Kind of its region.
    pub kind: RegionKind,
    /// Where it stands.
    pub offsets: Offsets,
    /// Its words.
    pub text: String,
}

/// Where a document came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceRow {
    /// See [`source_hash`].
    pub hash: String,
    /// The file, as the user named it.
    pub file: String,
    /// The line in it, counted from 1; none when the document is the whole file.
    pub line: Option<usize>,
}

/// A coded document with all that a store keeps of it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// What was made of it.
    pub coding: &'a Coding,
    /// What made it.
    pub run: &'a Run,
    /// See [`content_hash`].
    pub hash: &'a str,
    /// The text that offsets refer to; none for imported events.
    pub text: Option<&'a str>,
    /// Its sentences, in order; none for imported events.
    pub sentences: &'a [SentenceRow],
    /// Its address, when there is one.
    pub url: Option<&'a str>,
    /// Where it came from.
    pub source: Option<&'a SourceRow>,
}

/// What became of an entry. The number is the document's key (`documents.document_id`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New(i64),
    /// The same content was there; nothing has changed but that its source is known.
    Present(i64),
    /// The same content was there, coded by another version; its coding is replaced.
    Recoded(i64),
}

impl Added {
    /// The document's key.
    pub fn document(self) -> i64 {
        let (Added::New(document) | Added::Present(document) | Added::Recoded(document)) = self;
        document
    }
}

/// What makes a document this document: its text, and what was stated of it beside the text. A name
/// taken from a file is no content, nor is anything that the program found out itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Content<'a> {
    /// The id that its row states.
    pub id: Option<&'a str>,
    /// The stated title.
    pub title: Option<&'a str>,
    /// The stated outlet.
    pub outlet: Option<&'a str>,
    /// The stated day of publication.
    pub published: Option<Date>,
    /// Its text.
    pub text: &'a str,
}

impl Content<'_> {
    /// 32 hexadecimal digits that stand for it.
    pub fn hash(&self) -> String {
        let published = self.published.map(|day| day.to_string());
        let stated = [self.id, self.title, self.outlet, published.as_deref()];
        hash_of(stated, self.text.as_bytes())
    }
}

/// The hash of a document all of whose metadata were stated.
pub fn content_hash(coding: &Coding, id: Option<&str>, text: &str) -> String {
    let document = &coding.document;
    let content = Content {
        id,
        title: document.title.as_deref(),
        outlet: document.outlet.as_deref(),
        published: document.published,
        text,
    };
    content.hash()
}

/// The hash of a source: the bytes as they came, and what was stated beside them.
pub fn source_hash(bytes: &[u8], stated: &[Option<&str>]) -> String {
    hash_of(stated.iter().copied(), bytes)
}

/// Hashes parts so that no two different lists read the same.
fn hash_of<'p>(stated: impl IntoIterator<Item = Option<&'p str>>, bytes: &[u8]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in stated {
        let length = part.map_or(u64::MAX, |part| part.len() as u64);
        hasher.update(&length.to_le_bytes());
        hasher.update(part.unwrap_or_default().as_bytes());
    }
    hasher.update(bytes);
    hasher.finalize().to_hex()[..HASH].to_owned()
}

/// Hexadecimal digits of a hash: 128 bits.
const HASH: usize = 32;

impl Store {
    /// Puts one document into the store, in a transaction of its own.
    ///
    /// # Errors
    /// When the store is locked or cannot be written; nothing has then changed.
    pub fn add(&mut self, entry: &Entry<'_>) -> Result<Added, StoreError> {
        let added = self.add_all(std::slice::from_ref(entry))?;
        Ok(added[0])
    }

    /// Puts several documents into the store in one transaction.
    ///
    /// # Errors
    /// As [`Store::add`]; none of them is then in the store.
    pub fn add_all(&mut self, entries: &[Entry<'_>]) -> Result<Vec<Added>, StoreError> {
        self.put_all(entries, false)
    }

    /// As [`Store::add_all`], but documents that another version has coded are coded anew.
    ///
    /// # Errors
    /// As [`Store::add_all`].
    pub fn recode_all(&mut self, entries: &[Entry<'_>]) -> Result<Vec<Added>, StoreError> {
        self.put_all(entries, true)
    }

    fn put_all(&mut self, entries: &[Entry<'_>], recode: bool) -> Result<Vec<Added>, StoreError> {
        let behavior = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behavior)?;
        let added = entries.iter().map(|entry| put(&transaction, entry, recode));
        let added = added.collect::<Result<Vec<_>, _>>()?;
        transaction.commit()?;
        Ok(added)
    }

    /// Takes a document out of the store, with all that hangs on it.
    ///
    /// # Errors
    /// When the store is locked or cannot be written; nothing has then changed.
    pub fn remove(&mut self, document: i64) -> Result<(), StoreError> {
        let behavior = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behavior)?;
        story::unlink(&transaction, document)?;
        let delete = "DELETE FROM documents WHERE document_id = ?1";
        transaction.execute(delete, [document])?;
        transaction.commit()?;
        Ok(())
    }

    /// The document that came from a source, when it is known, and whether `run` coded it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn document_of_source(
        &self,
        hash: &str,
        run: &Run,
    ) -> Result<Option<(i64, bool)>, StoreError> {
        let query = "SELECT document_id, source = ?2 AND program = ?3 AND schema = ?4
            AND rules = ?5 AND world = ?6
            FROM sources JOIN documents USING (document_id) JOIN runs USING (run_id)
            WHERE sources.hash = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        let values = params![
            hash,
            run.source,
            run.program,
            run.schema,
            run.rules,
            run.world
        ];
        let found = statement.query_row(values, |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.optional()?)
    }
}

fn put(connection: &Connection, entry: &Entry<'_>, recode: bool) -> Result<Added, StoreError> {
    let added = match present(connection, entry.hash)? {
        None => Added::New(put_new(connection, entry)?),
        Some((document, run)) if recode && run != run_id(connection, entry.run)? => {
            story::unlink(connection, document)?;
            replace_document(connection, document, entry)?;
            story::link(connection, document, entry)?;
            Added::Recoded(document)
        }
        Some((document, _)) => Added::Present(document),
    };
    if let Some(source) = entry.source {
        let insert = "INSERT OR IGNORE INTO sources VALUES (?1, ?2, ?3, ?4)";
        let (document, line) = (added.document(), source.line.map(number));
        let mut statement = connection.prepare_cached(insert)?;
        statement.execute(params![source.hash, document, source.file, line])?;
    }
    Ok(added)
}

fn put_new(connection: &Connection, entry: &Entry<'_>) -> Result<i64, StoreError> {
    let document = put_document(connection, entry)?;
    story::link(connection, document, entry)?;
    Ok(document)
}

/// The key and the run of the document with that content.
fn present(connection: &Connection, hash: &str) -> Result<Option<(i64, i64)>, StoreError> {
    let query = "SELECT document_id, run_id FROM documents WHERE hash = ?1";
    let mut statement = connection.prepare_cached(query)?;
    let found = statement.query_row([hash], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(found.optional()?)
}
