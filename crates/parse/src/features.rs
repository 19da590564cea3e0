//! A list of features under construction.
//!
//! In: numbers that describe a decision. Out: one hash for each feature. Never: a weight, or an
//! allocation.
//!
//! For the tag of *met* the list begins with the hash of (1, form of *met*), then that of (2, lower
//! form of *met*), and so on: the place in the list tells the features apart.

use crate::hash;

/// Room in a list; every list of templates is shorter. A power of two, so that finding the place of
/// the next feature needs no test.
const ROOM: usize = 128;

/// Hashes of the features of one decision, in the order of their templates.
#[derive(Debug)]
pub struct Features {
    hashes: [u64; ROOM],
    count: usize,
    template: u64,
    /// How many of them [`Features::fresh`] has given.
    given: usize,
}

impl Default for Features {
    fn default() -> Self {
        Features {
            hashes: [0; ROOM],
            count: 0,
            template: 0,
            given: 0,
        }
    }
}

impl Features {
    /// Begins a new list.
    #[inline(always)]
    pub fn clear(&mut self) {
        self.count = 0;
        self.template = 0;
        self.given = 0;
    }

    /// The list.
    #[inline(always)]
    pub fn hashes(&self) -> &[u64] {
        &self.hashes[..self.count.min(ROOM)]
    }

    /// What was added since this was last asked.
    #[inline(always)]
    pub fn fresh(&mut self) -> &[u64] {
        let from = std::mem::replace(&mut self.given, self.count);
        self.hashes().get(from..).unwrap_or_default()
    }

    /// Leaves `count` templates out.
    #[inline(always)]
    pub fn skip(&mut self, count: u64) {
        self.template += count;
    }

    /// Adds a feature of one number.
    #[inline(always)]
    pub fn one(&mut self, first: u64) {
        self.template += 1;
        self.push(hash::pair(self.template, first));
    }

    /// Adds a feature of two numbers.
    #[inline(always)]
    pub fn two(&mut self, first: u64, second: u64) {
        self.template += 1;
        self.push(hash::triple(self.template, first, second));
    }

    /// Adds a feature of three numbers.
    #[inline(always)]
    pub fn three(&mut self, first: u64, second: u64, third: u64) {
        self.template += 1;
        self.push(hash::quadruple(self.template, first, second, third));
    }

    #[inline(always)]
    fn push(&mut self, hash: u64) {
        debug_assert!(self.count < ROOM);
        self.hashes[self.count % ROOM] = hash;
        self.count += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_is_not_fresh() {
        let mut features = Features::default();
        features.one(7);
        features.two(7, 8);
        assert_eq!(features.fresh().len(), 2);
        features.three(7, 8, 9);
        assert_eq!(features.fresh(), [hash::quadruple(3, 7, 8, 9)]);
        assert!(features.fresh().is_empty());
        features.clear();
        features.one(7);
        assert_eq!(features.fresh(), [hash::pair(1, 7)]);
    }
}
