//! A list of features under construction.
//!
//! In: numbers that describe a decision. Out: one hash for each feature. Never: a weight.
//!
//! For the tag of *met* the list begins with the hash of (0, form of *met*), then that of (1, lower
//! form of *met*), and so on: the place in the list tells the features apart.

use crate::hash;

/// Hashes of the features of one decision, in the order of their templates.
#[derive(Debug, Default)]
pub struct Features {
    hashes: Vec<u64>,
    template: u64,
}

impl Features {
    /// Begins a new list.
    #[inline(always)]
    pub fn clear(&mut self) {
        self.hashes.clear();
        self.template = 0;
    }

    /// The list.
    #[inline(always)]
    pub fn hashes(&self) -> &[u64] {
        &self.hashes
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
        self.hashes.push(hash::pair(self.template, first));
    }

    /// Adds a feature of two numbers.
    #[inline(always)]
    pub fn two(&mut self, first: u64, second: u64) {
        self.template += 1;
        self.hashes.push(hash::triple(self.template, first, second));
    }

    /// Adds a feature of three numbers.
    #[inline(always)]
    pub fn three(&mut self, first: u64, second: u64, third: u64) {
        self.template += 1;
        self.hashes
            .push(hash::quadruple(self.template, first, second, third));
    }
}
