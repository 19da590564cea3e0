//! Stretches of text.
//!
//! In: positions. Out: [`Span`] (bytes, used between the stages) and [`Offsets`] (Unicode code
//! points, used in every record). Never: text itself.
//!
//! In *Erdoğan met Putin* the word *met* is `Span { start: 9, end: 12 }` and
//! `Offsets { start: 8, end: 11 }`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A half-open range of **bytes** of a document's text; both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Span { start, end }
    }

    /// The bytes of `text` that the span covers.
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end - self.start
    }

    /// Whether the span covers nothing.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether the two spans share a byte.
    pub fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies whole inside this span.
    pub fn contains(&self, other: &Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    pub fn union(&self, other: &Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }
}

/// A half-open range of **Unicode code points** of a document's text, as records carry it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Default,
    Serialize,
    Deserialize,
    JsonSchema,
)]
pub struct Offsets {
    /// First code point.
    pub start: usize,
    /// One past the last code point.
    pub end: usize,
}
