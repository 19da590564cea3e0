//! Claims that were read or written lately, in memory.
//!
//! In: claims of a store. Out: the same ones without a look at the store. Never: a claim that is in the
//! store no longer, or more than some ten thousand.
//!
//! A report of Tuesday is compared with those of the last weeks, which Monday's reports were as well.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;

use super::Claim;
use crate::StoreError;

/// Claims of one generation; two are kept: some weeks of a feed.
const GENERATION: usize = 20_000;

/// Claims by key, the latest ones.
#[derive(Debug, Default)]
pub(crate) struct Lately {
    /// What SQLite counts up when another connection has written.
    version: i64,
    young: HashMap<i64, Arc<Claim>>,
    /// Those that are let go next, when the young ones have become too many.
    old: HashMap<i64, Arc<Claim>>,
}

impl Lately {
    /// Forgets all when another connection has written since.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(super) fn agree(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let version = connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        if version != self.version {
            self.clear();
            self.version = version;
        }
        Ok(())
    }

    /// Forgets all: what was kept may have been taken back.
    pub(super) fn clear(&mut self) {
        self.young.clear();
        self.old.clear();
    }

    /// The claim, when it is in memory; it is young again.
    pub(super) fn get(&mut self, key: i64) -> Option<Arc<Claim>> {
        if let Some(claim) = self.young.get(&key) {
            return Some(Arc::clone(claim));
        }
        let claim = self.old.remove(&key)?;
        self.keep(&claim);
        Some(claim)
    }

    /// Keeps a claim; those that nobody asked for lately give way to it.
    pub(super) fn keep(&mut self, claim: &Arc<Claim>) {
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(claim.key, Arc::clone(claim));
    }

    pub(super) fn forget(&mut self, key: i64) {
        self.young.remove(&key);
        self.old.remove(&key);
    }
}
