//! Matching the reports of a store.
//!
//! In: a store in which documents have come, changed or gone. Out: its tables of incidents, brought up
//! to date. Never: a look at incidents that the changes cannot reach, or a half-matched document: each
//! batch is one transaction, and what is still to be done is a table itself.
//!
//! After `dateline store add tuesday.jsonl` only incidents that Tuesday's reports touch are written.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::lately::Lately;
use super::stored::Stored;
use super::{Policy, claims_of, settle, summary};
use crate::names::number;
use crate::report::reports_of;
use crate::{Store, StoreError};

/// Documents that are matched in one transaction. The more, the fewer times an incident that several
/// of them report is summed up.
const BATCH: usize = 1_000;

/// What a matching did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Matched {
    /// Documents whose reports were matched.
    pub documents: usize,
    /// Reports among them.
    pub reports: usize,
    /// Incidents that were written anew (or vanished).
    pub incidents: usize,
}

impl Store {
    /// Brings the incidents up to date with all that has been added, coded anew or removed since.
    /// Killed in between, it goes on where it was.
    ///
    /// # Errors
    /// When the store is locked or cannot be written; whole batches before that stay.
    pub fn match_incidents(&mut self) -> Result<Matched, StoreError> {
        let policy = Policy::embedded();
        let mut matched = Matched::default();
        loop {
            let done = self.match_batch(&policy);
            if done.is_err() {
                self.lately.clear();
            }
            let done = done?;
            matched.documents += done.documents;
            matched.reports += done.reports;
            matched.incidents += done.incidents;
            if done.documents < BATCH {
                return Ok(matched);
            }
        }
    }

    /// As [`Store::match_incidents`], but only when enough documents wait to make it worth while:
    /// for use between two additions, when there will be a matching at the end.
    ///
    /// # Errors
    /// As [`Store::match_incidents`].
    pub fn match_when_many_wait(&mut self) -> Result<Matched, StoreError> {
        match usize::try_from(self.unmatched()?).is_ok_and(|waiting| waiting >= BATCH) {
            true => self.match_incidents(),
            false => Ok(Matched::default()),
        }
    }

    fn match_batch(&mut self, policy: &Policy) -> Result<Matched, StoreError> {
        let behavior = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behavior)?;
        agree(&transaction, policy)?;
        let done = batch(&transaction, policy, &mut self.lately)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Makes all incidents anew.
    ///
    /// # Errors
    /// As [`Store::match_incidents`].
    pub fn rebuild_incidents(&mut self) -> Result<Matched, StoreError> {
        let behavior = TransactionBehavior::Immediate;
        let transaction = self.connection.transaction_with_behavior(behavior)?;
        clear(&transaction)?;
        transaction.commit()?;
        self.lately.clear();
        self.match_incidents()
    }

    /// How many documents wait to be matched.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn unmatched(&self) -> Result<u32, StoreError> {
        let query = "SELECT (SELECT count(*) FROM matching_pending)
            + (SELECT count(*) FROM matching_gone)";
        Ok(self.connection.query_row(query, [], |row| row.get(0))?)
    }
}

/// Clears the incidents when they were made with other tables than these.
fn agree(connection: &Connection, policy: &Policy) -> Result<(), StoreError> {
    let query = "SELECT policy FROM matching_policy";
    let found: Option<String> = connection
        .query_row(query, [], |row| row.get(0))
        .optional()?;
    if found.as_deref() == Some(policy.identity()) {
        return Ok(());
    }
    if found.is_some() {
        clear(connection)?;
    }
    connection.execute("DELETE FROM matching_policy", [])?;
    connection.execute(
        "INSERT INTO matching_policy VALUES (?1)",
        [policy.identity()],
    )?;
    Ok(())
}

fn clear(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "DELETE FROM incident_events; DELETE FROM incident_groups; DELETE FROM matching_keys;
        DELETE FROM matching_claims; DELETE FROM matching_gone; DELETE FROM matching_changed;
        INSERT OR IGNORE INTO matching_pending SELECT DISTINCT document_id FROM events;",
    )?;
    Ok(())
}

fn batch(
    connection: &Connection,
    policy: &Policy,
    lately: &mut Lately,
) -> Result<Matched, StoreError> {
    let documents = pending(connection)?;
    let mut pool = Stored::new(connection, policy, lately)?;
    let gone = pool.take_gone()?;
    let mut claims = Vec::new();
    for &document in &documents {
        let reports = reports_of(connection, document)?;
        claims.extend(claims_of(&reports, policy).into_iter().map(Arc::new));
    }
    let reports = claims.len();
    let mut changed = settle(&mut pool, policy, claims, &gone)?;
    changed.extend(noted(connection)?);
    for &incident in &changed {
        summary::write(connection, incident)?;
    }
    for document in &documents {
        let delete = "DELETE FROM matching_pending WHERE document_id = ?1";
        connection.prepare_cached(delete)?.execute([document])?;
    }
    Ok(Matched {
        documents: documents.len(),
        reports,
        incidents: changed.len(),
    })
}

fn pending(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let query = "SELECT document_id FROM matching_pending ORDER BY document_id LIMIT ?1";
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map(params![number(BATCH)], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Incidents that lost a member, or whose documents have other stories now; they are then forgotten.
fn noted(connection: &Connection) -> Result<BTreeSet<i64>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT incident_id FROM matching_changed")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    let noted = rows.collect::<Result<_, _>>()?;
    connection.execute("DELETE FROM matching_changed", [])?;
    Ok(noted)
}
