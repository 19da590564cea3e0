//! Phrases of a dictionary, to be found in a sentence.
//!
//! In: phrases with numbers. Out: [`Phrases`], which finds them. Never: what the numbers stand for.
//!
//! `GRAND_DUKE OF ELBONIA` asks for *grand* and *duke* side by side, then, perhaps with words between,
//! for *of* and *Elbonia*.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::pieces::{Pieces, words_of};

/// Phrases by their first word.
pub struct Phrases {
    by_first: FxHashMap<String, Vec<Phrase>>,
}

struct Phrase {
    /// Runs of words that stand side by side.
    runs: Vec<Vec<String>>,
    length: usize,
    plural: bool,
    id: usize,
}

/// A phrase in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its number.
    pub id: usize,
    /// Its pieces, with those in its gaps.
    pub pieces: Range<usize>,
}

/// So many words may stand in a gap of a phrase.
const GAP: usize = 3;

impl Phrases {
    /// The phrases, each with its number and whether its last word may be in the plural.
    pub fn new<'a>(all: impl Iterator<Item = (usize, &'a String, bool)>) -> Phrases {
        let mut by_first: FxHashMap<String, Vec<Phrase>> = FxHashMap::default();
        for (id, text, plural) in all {
            let runs: Vec<Vec<String>> = text.split_whitespace().map(words_of).collect();
            let runs: Vec<Vec<String>> = runs.into_iter().filter(|run| !run.is_empty()).collect();
            let Some(first) = runs.first().map(|run| run[0].clone()) else {
                continue;
            };
            by_first.entry(first).or_default().push(Phrase {
                length: runs.iter().map(Vec::len).sum(),
                plural: plural && !text.ends_with('_'),
                runs,
                id,
            });
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.length));
        }
        Phrases { by_first }
    }

    /// The phrases in a stretch of a sentence, the longest at each place, without overlap.
    pub fn find(&self, pieces: &Pieces, within: Range<usize>) -> Vec<Found> {
        let mut found = Vec::new();
        let mut place = within.start;
        while place < within.end {
            match self.longest(pieces, place, within.end) {
                Some(phrase) => {
                    place = phrase.pieces.end;
                    found.push(phrase);
                }
                None => place += 1,
            }
        }
        found
    }

    fn longest(&self, pieces: &Pieces, place: usize, end: usize) -> Option<Found> {
        let piece = pieces.at(place);
        let text = self.by_first.get(&piece.text);
        let singular = self
            .by_first
            .get(&piece.singular)
            .filter(|_| piece.singular != piece.text);
        let candidates = text.into_iter().chain(singular).flatten();
        let ends = candidates.filter_map(|phrase| Some((phrase, phrase.end(pieces, place, end)?)));
        let best =
            ends.max_by_key(|(phrase, end)| (phrase.length, std::cmp::Reverse((*end, phrase.id))));
        best.map(|(phrase, end)| Found {
            id: phrase.id,
            pieces: place..end,
        })
    }
}

impl Phrase {
    /// Where it ends when it begins at `place`.
    fn end(&self, pieces: &Pieces, place: usize, end: usize) -> Option<usize> {
        let mut at = place;
        for (index, run) in self.runs.iter().enumerate() {
            let plural = self.plural && index + 1 == self.runs.len();
            let gap = if index == 0 { 0 } else { GAP };
            at = (at..=at + gap).find(|at| pieces.has_at(*at, run, plural))? + run.len();
        }
        (at <= end).then_some(at)
    }
}
