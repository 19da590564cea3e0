//! What people say of a coding.
//!
//! In: the stable id of an event, and a verdict. Out: a row of `reviews`, which stays when the
//! document is coded anew. Never: a change of the event.
//!
//! *The strike was on 3 May, not 5 May*: a review of the event's `day` with the correction
//! `2024-05-03`.

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

use crate::{Store, StoreError};

/// Whether a coding is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// As the text says.
    Right,
    /// Not as the text says.
    Wrong,
    /// The text leaves it open.
    Unclear,
}

impl Verdict {
    /// As it stands in the store.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Right => "right",
            Verdict::Wrong => "wrong",
            Verdict::Unclear => "unclear",
        }
    }
}

/// What a person says of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The stable id of the event (`events.event`).
    pub event: String,
    /// What is said of it.
    pub verdict: Verdict,
    /// The column of `events_flat` that is meant; none for the whole event.
    pub field: Option<String>,
    /// What should stand there.
    pub correction: Option<String>,
    /// Why.
    pub note: Option<String>,
    /// Who says so.
    pub reviewer: Option<String>,
    /// The day on which it was said.
    pub reviewed: Option<Date>,
}

impl Store {
    /// Keeps a review. The same review of the same person is kept once; tells whether it is new.
    ///
    /// # Errors
    /// [`StoreError::Question`] when there is no such event or column; or when the store cannot be
    /// written.
    pub fn review(&mut self, review: &Review) -> Result<bool, StoreError> {
        let transaction = self.connection.transaction()?;
        let hash = document_of(&transaction, &review.event)?;
        if let Some(field) = &review.field {
            check_field(&transaction, field)?;
        }
        let rows = transaction.execute(
            "INSERT INTO reviews
               (document_hash, event, verdict, field, correction, note, reviewer, reviewed)
             SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 WHERE NOT EXISTS (SELECT 1 FROM reviews
               WHERE event = ?2 AND verdict = ?3 AND field IS ?4 AND correction IS ?5
                 AND note IS ?6 AND reviewer IS ?7)",
            params![
                hash,
                review.event,
                review.verdict.name(),
                review.field,
                review.correction,
                review.note,
                review.reviewer,
                review.reviewed.map(|day| day.to_string()),
            ],
        )?;
        transaction.commit()?;
        Ok(rows > 0)
    }
}

/// The hash of the document that reports an event.
fn document_of(connection: &Connection, event: &str) -> Result<String, StoreError> {
    let found = connection
        .query_row(
            "SELECT hash FROM events JOIN documents USING (document_id) WHERE event = ?1",
            [event],
            |row| row.get(0),
        )
        .optional()?;
    found.ok_or_else(|| StoreError::Question(format!("no event \"{event}\"")))
}

fn check_field(connection: &Connection, field: &str) -> Result<(), StoreError> {
    let mut statement = connection.prepare("SELECT name FROM pragma_table_info('events_flat')")?;
    let names = statement.query_map([], |row| row.get(0))?;
    let names: Vec<String> = names.collect::<Result<_, _>>()?;
    match names.iter().any(|name| name == field) {
        true => Ok(()),
        false => Err(StoreError::Question(format!(
            "no column \"{field}\"; there are {}",
            names.join(", ")
        ))),
    }
}
