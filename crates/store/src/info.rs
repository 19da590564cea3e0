//! What a store holds, and whether it is sound.
//!
//! In: a store. Out: [`Info`], and a list of what is wrong. Never: a change.
//!
//! A store of two articles on one meeting has 2 documents, 1 story when they are near copies, and
//! at least 2 events.

use std::fmt;

use dateline_record::Offsets;
use rusqlite::{Connection, Row};
use serde::Serialize;

use crate::letters::Letters;
use crate::names::count;
use crate::{Store, StoreError};

/// What a store holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Info {
    /// Version of the tables.
    pub schema: i64,
    /// Bytes of the file.
    pub bytes: i64,
    /// First day of publication.
    pub first_published: Option<String>,
    /// Last day of publication.
    pub last_published: Option<String>,
    /// Rows of each table or view, by name.
    pub rows: Vec<(String, i64)>,
    /// What made the codings.
    pub runs: Vec<RunInfo>,
}

/// A run and how much it made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunInfo {
    /// `dateline`, or the name of an imported data set.
    pub source: String,
    /// Version of the program.
    pub program: String,
    /// Identity of the rules.
    pub rules: String,
    /// Days that the world model covers.
    pub world: String,
    /// How many documents.
    pub documents: i64,
}

/// What is counted.
const COUNTED: [&str; 11] = [
    "documents",
    "stories",
    "sentences",
    "events",
    "incidents",
    "parties",
    "places",
    "statements",
    "memberships",
    "figures",
    "reviews",
];

impl Store {
    /// What the store holds.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn info(&self) -> Result<Info, StoreError> {
        let connection = &self.connection;
        let days = "SELECT min(published), max(published) FROM documents";
        let (first_published, last_published) =
            connection.query_row(days, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let size = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size";
        let rows = COUNTED.iter().map(|table| {
            let number = connection.query_row(&counting(table), [], |row| row.get(0))?;
            Ok(((*table).to_owned(), number))
        });
        Ok(Info {
            schema: self.version()?,
            bytes: connection.query_row(size, [], |row| row.get(0))?,
            first_published,
            last_published,
            rows: rows.collect::<Result<_, StoreError>>()?,
            runs: runs(connection)?,
        })
    }

    /// The documents of that name or hash, by key.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn documents_named(&self, name: &str) -> Result<Vec<i64>, StoreError> {
        let query = "SELECT document_id FROM documents WHERE document = ?1 OR hash = ?1
            ORDER BY document_id";
        let mut statement = self.connection.prepare_cached(query)?;
        let keys = statement.query_map([name], |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }

    /// What is wrong with the store: nothing, unless somebody else has written to it or the disk is
    /// bad.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>, StoreError> {
        let mut faults = damages(&self.connection)?;
        if faults.is_empty() {
            faults.extend(lost_keys(&self.connection)?);
            faults.extend(index_faults(&self.connection)?);
            faults.extend(word_faults(&self.connection)?);
        }
        Ok(faults)
    }
}

/// The question that counts a table; stories and incidents without the work of their views.
fn counting(table: &str) -> String {
    match table {
        "stories" => "SELECT count(DISTINCT story) FROM documents".to_owned(),
        "incidents" => "SELECT count(*) FROM incident_groups".to_owned(),
        table => format!("SELECT count(*) FROM {table}"),
    }
}

fn runs(connection: &Connection) -> Result<Vec<RunInfo>, StoreError> {
    let query = "SELECT source, program, rules, world,
        (SELECT count(*) FROM documents WHERE documents.run_id = runs.run_id)
        FROM runs ORDER BY run_id";
    let run = |row: &Row<'_>| {
        Ok(RunInfo {
            source: row.get(0)?,
            program: row.get(1)?,
            rules: row.get(2)?,
            world: row.get(3)?,
            documents: row.get(4)?,
        })
    };
    let mut statement = connection.prepare(query)?;
    let runs = statement.query_map([], run)?;
    Ok(runs.collect::<Result<_, _>>()?)
}

fn texts(connection: &Connection, query: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(query)?;
    let texts = statement.query_map([], |row| row.get(0))?;
    Ok(texts.collect::<Result<_, _>>()?)
}

/// What SQLite itself finds in the file.
fn damages(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let found = texts(connection, "PRAGMA integrity_check(20)")?;
    Ok(found.into_iter().filter(|line| line != "ok").collect())
}

/// Keys that lead to no row.
fn lost_keys(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let query = "SELECT 'a row of ' || \"table\" || ' names a row of ' || parent
        || ' that is not there (row ' || coalesce(rowid, '?') || ')'
        FROM pragma_foreign_key_check LIMIT 20";
    texts(connection, query)
}

/// Sentences and names that the search does not know.
fn index_faults(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut faults = Vec::new();
    for table in ["sentences", "names"] {
        let query = format!(
            "SELECT (SELECT count(*) FROM {table}), (SELECT count(*) FROM {table}_text_docsize)"
        );
        let both = connection.query_row(&query, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (rows, known): (i64, i64) = both;
        if rows != known {
            faults.push(format!("the search knows {known} of {rows} {table}"));
        }
    }
    Ok(faults)
}

/// Sentences and triggers whose words do not stand where their row says.
fn word_faults(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let query = "SELECT document_id, document, text FROM documents WHERE text IS NOT NULL";
    let mut statement = connection.prepare(query)?;
    let mut rows = statement.query([])?;
    let mut faults = Vec::new();
    while let Some(row) = rows.next()? {
        let (key, name): (i64, String) = (row.get(0)?, row.get(1)?);
        let text: String = row.get(2)?;
        let letters = Letters::of(&text);
        for (table, question) in WORDS {
            if let Some(place) = misplaced(connection, question, key, &letters)? {
                faults.push(format!(
                    "document {name}: {table} {place} is not in its text"
                ));
            }
        }
    }
    Ok(faults)
}

/// Number, place and words of parts of a document.
const WORDS: [(&str, &str); 2] = [
    (
        "sentence",
        "SELECT position, start_offset, end_offset, text FROM sentences WHERE document_id = ?1",
    ),
    (
        "trigger of event",
        "SELECT position, trigger_start, trigger_end, trigger_text FROM events
         WHERE document_id = ?1",
    ),
];

fn misplaced(
    connection: &Connection,
    question: &str,
    document: i64,
    letters: &Letters<'_>,
) -> Result<Option<i64>, StoreError> {
    let mut statement = connection.prepare_cached(question)?;
    let mut rows = statement.query([document])?;
    while let Some(row) = rows.next()? {
        let offsets = Offsets {
            start: count(row.get(1)?)?,
            end: count(row.get(2)?)?,
        };
        if letters.between(offsets) != Some(row.get::<_, String>(3)?.as_str()) {
            return Ok(Some(row.get(0)?));
        }
    }
    Ok(None)
}

impl fmt::Display for Info {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{:<12} {}", "schema", self.schema)?;
        writeln!(out, "{:<12} {}", "bytes", self.bytes)?;
        for (table, rows) in &self.rows {
            writeln!(out, "{table:<12} {rows}")?;
        }
        if let (Some(first), Some(last)) = (&self.first_published, &self.last_published) {
            writeln!(out, "{:<12} {first} to {last}", "published")?;
        }
        for run in &self.runs {
            writeln!(
                out,
                "{:<12} {} {}, rules {}, world {}: {} documents",
                "run", run.source, run.program, run.rules, run.world, run.documents
            )?;
        }
        Ok(())
    }
}
