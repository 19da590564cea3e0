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
}

impl Default for Features {
    fn default() -> Self {
        Features {
            hashes: [0; ROOM],
            count: 0,
            template: 0,
        }
    }
}

impl Features {
    /// Begins a new list.
    #[inline(always)]
    pub fn clear(&mut self) {
        self.count = 0;
        self.template = 0;
    }

    /// The list.
    #[inline(always)]
    pub fn hashes(&self) -> &[u64] {
        &self.hashes[..self.count.min(ROOM)]
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
