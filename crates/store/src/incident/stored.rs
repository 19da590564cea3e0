//! The pool of claims in a store.
//!
//! In: a connection inside a transaction. Out: candidates by key and days, and the rows of
//! `matching_claims`, `matching_keys` and `incident_events`. Never: a transaction of its own.
//!
//! A claim of NOR and KEN on 4 March is found by another one of the pair whose days overlap its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use super::keys::{Keys, keys_of};
use super::lately::Lately;
use super::{Claim, Gone, Policy, Pool, compare};
use crate::StoreError;

/// Days of a period. What is added or looked for together lies in few periods, and so near in the file.
const PERIOD: i32 = 64;

/// The periods that a claim touches.
fn periods(keys: &Keys) -> impl Iterator<Item = i64> {
    let period = |day: i32| i64::from(day.div_euclid(PERIOD));
    period(keys.first)..=period(keys.last)
}

/// The claims of a store.
pub(super) struct Stored<'c> {
    connection: &'c Connection,
    policy: &'c Policy,
    lately: &'c mut Lately,
}

impl<'c> Stored<'c> {
    /// The claims behind a connection, of which some are in memory.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(super) fn new(
        connection: &'c Connection,
        policy: &'c Policy,
        lately: &'c mut Lately,
    ) -> Result<Self, StoreError> {
        lately.agree(connection)?;
        Ok(Stored {
            connection,
            policy,
            lately,
        })
    }

    /// The claims whose events have been removed since; they are then forgotten.
    pub(super) fn take_gone(&mut self) -> Result<Vec<Gone>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT founder, claim FROM matching_gone")?;
        let gone = statement.query_and_then([], |row| {
            Ok(Gone {
                founder: row.get(0)?,
                claim: claim_from(&row.get::<_, String>(1)?)?,
            })
        })?;
        let gone = gone.collect::<Result<Vec<Gone>, StoreError>>()?;
        for gone in &gone {
            self.lately.forget(gone.claim.key);
        }
        self.connection.execute("DELETE FROM matching_gone", [])?;
        Ok(gone)
    }

    fn claim(&mut self, key: i64) -> Result<Arc<Claim>, StoreError> {
        if let Some(claim) = self.lately.get(key) {
            return Ok(claim);
        }
        let query = "SELECT claim FROM matching_claims WHERE event_id = ?1";
        let text: String = self
            .connection
            .prepare_cached(query)?
            .query_row([key], |row| row.get(0))?;
        let claim = Arc::new(claim_from(&text)?);
        self.lately.keep(&claim);
        Ok(claim)
    }

    /// Looks for claims under a key, in periods.
    fn find(
        &self,
        (key, periods): (&str, impl Iterator<Item = i64>),
        keys: &Keys,
        founder: bool,
        found: &mut BTreeSet<i64>,
    ) -> Result<(), StoreError> {
        let query = "SELECT event_id FROM matching_keys WHERE period = ?1 AND key = ?2
            AND founder = ?3 AND first_day <= ?4 AND last_day >= ?5";
        let mut statement = self.connection.prepare_cached(query)?;
        let key = hash(key);
        for period in periods {
            let values = params![period, key, founder, keys.last, keys.first];
            let mut rows = statement.query(values)?;
            while let Some(row) = rows.next()? {
                found.insert(row.get(0)?);
            }
        }
        Ok(())
    }

    fn put_keys(&self, claim: &Claim, founder: bool) -> Result<(), StoreError> {
        let keys = keys_of(claim, self.policy);
        let insert = "INSERT OR IGNORE INTO matching_keys (period, key, founder, first_day, event_id, last_day)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let mut statement = self.connection.prepare_cached(insert)?;
        let mut put = |period: i64, key: i64| {
            let values = params![period, key, founder, keys.first, claim.key, keys.last];
            statement.execute(values).map(drop)
        };
        put(-claim.document, hash(&keys.document))?;
        for key in keys.kept.iter().map(|key| hash(key)) {
            periods(&keys).try_for_each(|period| put(period, key))?;
        }
        Ok(())
    }

    fn put_group(&self, founder: &Claim) -> Result<(), StoreError> {
        let insert =
            "INSERT OR IGNORE INTO incident_groups (incident_id, incident, type, status, quad,
            reports, documents, stories, outlets, contested, founder, time_reports, place_reports,
            act_reports) VALUES (?1, ?2, ?3, ?4, 0, 0, 0, 0, 0, 0, ?1, 0, 0, 0)";
        let name = incident_name(founder);
        let values = params![founder.key, name, founder.kind, founder.status.as_str()];
        self.connection.prepare_cached(insert)?.execute(values)?;
        Ok(())
    }
}

/// The stable id of the incident that a claim founds.
pub(super) fn incident_name(founder: &Claim) -> String {
    format!("{:014x}", founder.rank.hash)
}

fn claim_from(text: &str) -> Result<Claim, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Value(error.to_string()))
}

fn hash(key: &str) -> i64 {
    let digest = *blake3::hash(key.as_bytes()).as_bytes();
    i64::from_le_bytes([
        digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], digest[7],
    ])
}

impl Pool for Stored<'_> {
    type Error = StoreError;

    fn candidates(&mut self, claim: &Claim, founders: bool) -> Result<Vec<Arc<Claim>>, StoreError> {
        let keys = keys_of(claim, self.policy);
        let mut found = BTreeSet::new();
        for founder in [true, false].into_iter().take(if founders { 1 } else { 2 }) {
            let document = std::iter::once(-claim.document);
            self.find((&keys.document, document), &keys, founder, &mut found)?;
            for key in &keys.sought {
                self.find((key, periods(&keys)), &keys, founder, &mut found)?;
            }
        }
        found.remove(&claim.key);
        found.into_iter().map(|key| self.claim(key)).collect()
    }

    fn keep(&mut self, claim: &Arc<Claim>) -> Result<(), StoreError> {
        let text = serde_json::to_string(&**claim)
            .map_err(|error| StoreError::Value(error.to_string()))?;
        let insert = "INSERT INTO matching_claims (event_id, founder, claim) VALUES (?1, 0, ?2)";
        self.connection
            .prepare_cached(insert)?
            .execute(params![claim.key, text])?;
        self.put_keys(claim, false)?;
        self.lately.keep(claim);
        Ok(())
    }

    fn is_founder(&mut self, key: i64) -> Result<bool, StoreError> {
        let query = "SELECT founder FROM matching_claims WHERE event_id = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement.query_row([key], |row| row.get(0))?)
    }

    fn set_founder(&mut self, claim: &Claim, founder: bool) -> Result<(), StoreError> {
        let update = "UPDATE matching_claims SET founder = ?2 WHERE event_id = ?1";
        self.connection
            .prepare_cached(update)?
            .execute(params![claim.key, founder])?;
        let delete = "DELETE FROM matching_keys WHERE event_id = ?1";
        self.connection
            .prepare_cached(delete)?
            .execute([claim.key])?;
        self.put_keys(claim, founder)
    }

    fn founder_of(&mut self, key: i64) -> Result<Option<i64>, StoreError> {
        let query = "SELECT incident_id FROM incident_events WHERE event_id = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement.query_row([key], |row| row.get(0)).optional()?)
    }

    fn join(&mut self, claim: &Claim, founder: &Claim) -> Result<(), StoreError> {
        self.put_group(founder)?;
        let upsert =
            "INSERT INTO incident_events (event_id, incident_id, joined_to, score, reasons)
            VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (event_id) DO UPDATE SET
            incident_id = ?2, joined_to = ?3, score = ?4, reasons = ?5";
        let mut statement = self.connection.prepare_cached(upsert)?;
        if claim.key == founder.key {
            let nothing = (None::<i64>, None::<f64>, None::<String>);
            statement.execute(params![
                claim.key,
                founder.key,
                nothing.0,
                nothing.1,
                nothing.2
            ])?;
            return Ok(());
        }
        let link = compare(claim, founder, self.policy);
        let reasons = serde_json::to_string(&link.reasons)
            .map_err(|error| StoreError::Value(error.to_string()))?;
        statement.execute(params![
            claim.key,
            founder.key,
            founder.key,
            link.score,
            reasons
        ])?;
        Ok(())
    }
}
