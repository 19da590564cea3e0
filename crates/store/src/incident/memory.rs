//! A pool of claims in memory: for scoring, and for holding the stored one to.
//!
//! In: claims. Out: candidates by key. Never: a file.
//!
//! Claims of ten documents are put in and settled; `groups` gives the incidents as sets of keys.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::convert::Infallible;
use std::sync::Arc;

use super::keys::{Keys, keys_of};
use super::{Claim, Gone, Policy, Pool, settle};

struct Kept {
    claim: Arc<Claim>,
    keys: Keys,
    founder: bool,
    joined: Option<i64>,
}

/// Claims by key.
pub struct Memory {
    policy: Policy,
    kept: BTreeMap<i64, Kept>,
    by_key: HashMap<String, BTreeSet<i64>>,
}

impl Memory {
    /// An empty pool.
    pub fn new(policy: Policy) -> Memory {
        Memory {
            policy,
            kept: BTreeMap::new(),
            by_key: HashMap::new(),
        }
    }

    /// Takes claims in.
    pub fn add(&mut self, claims: Vec<Claim>) -> BTreeSet<i64> {
        let policy = self.policy.clone();
        let claims = claims.into_iter().map(Arc::new).collect();
        settle(self, &policy, claims, &[]).unwrap_or_else(|never| match never {})
    }

    /// Lets the claims of a document go.
    pub fn remove_document(&mut self, document: i64) -> BTreeSet<i64> {
        let policy = self.policy.clone();
        let mine = self
            .kept
            .iter()
            .filter(|(_, kept)| kept.claim.document == document);
        let keys: Vec<i64> = mine.map(|(&key, _)| key).collect();
        let gone: Vec<Gone> = keys.into_iter().filter_map(|key| self.take(key)).collect();
        settle(self, &policy, Vec::new(), &gone).unwrap_or_else(|never| match never {})
    }

    fn take(&mut self, key: i64) -> Option<Gone> {
        let kept = self.kept.remove(&key)?;
        for name in kept.keys.kept.iter().chain([&kept.keys.document]) {
            if let Some(keys) = self.by_key.get_mut(name) {
                keys.remove(&key);
            }
        }
        Some(Gone {
            claim: (*kept.claim).clone(),
            founder: kept.founder,
        })
    }

    /// The claim with this key.
    pub fn claim(&self, key: i64) -> Option<&Claim> {
        self.kept.get(&key).map(|kept| &*kept.claim)
    }

    /// Members of each incident, by the key of its founder.
    pub fn groups(&self) -> BTreeMap<i64, BTreeSet<i64>> {
        let mut groups: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
        for (&key, kept) in &self.kept {
            groups
                .entry(kept.joined.unwrap_or(key))
                .or_default()
                .insert(key);
        }
        groups
    }
}

impl Pool for Memory {
    type Error = Infallible;

    fn candidates(&mut self, claim: &Claim, founders: bool) -> Result<Vec<Arc<Claim>>, Infallible> {
        let keys = keys_of(claim, &self.policy);
        let found: BTreeSet<i64> = keys
            .sought
            .iter()
            .chain([&keys.document])
            .filter_map(|key| self.by_key.get(key))
            .flatten()
            .copied()
            .collect();
        let found = found.iter().filter_map(|key| self.kept.get(key));
        let fits = |kept: &&Kept| {
            kept.claim.key != claim.key
                && (kept.founder || !founders)
                && kept.keys.first <= keys.last
                && keys.first <= kept.keys.last
        };
        Ok(found
            .filter(fits)
            .map(|kept| Arc::clone(&kept.claim))
            .collect())
    }

    fn keep(&mut self, claim: &Arc<Claim>) -> Result<(), Infallible> {
        let keys = keys_of(claim, &self.policy);
        for key in keys.kept.iter().chain([&keys.document]) {
            self.by_key
                .entry(key.clone())
                .or_default()
                .insert(claim.key);
        }
        let kept = Kept {
            claim: Arc::clone(claim),
            keys,
            founder: false,
            joined: None,
        };
        self.kept.insert(claim.key, kept);
        Ok(())
    }

    fn is_founder(&mut self, key: i64) -> Result<bool, Infallible> {
        Ok(self.kept.get(&key).is_some_and(|kept| kept.founder))
    }

    fn set_founder(&mut self, claim: &Claim, founder: bool) -> Result<(), Infallible> {
        if let Some(kept) = self.kept.get_mut(&claim.key) {
            kept.founder = founder;
        }
        Ok(())
    }

    fn founder_of(&mut self, key: i64) -> Result<Option<i64>, Infallible> {
        Ok(self.kept.get(&key).and_then(|kept| kept.joined))
    }

    fn join(&mut self, claim: &Claim, founder: &Claim) -> Result<(), Infallible> {
        if let Some(kept) = self.kept.get_mut(&claim.key) {
            kept.joined = Some(founder.key);
        }
        Ok(())
    }
}
