//! Parts of speech.
//!
//! In: the words of a sentence. Out: one [`Tag`] a word. Never: a second thought; it goes from left
//! to right once.
//!
//! *Fidan met Lavrov.* becomes `NNP VBD NNP .`: *met* may be `VBD` or `VBN` by the lexicon, and a
//! proper noun before it speaks for `VBD`.

use crate::features::Features;
use crate::table::Cells;
use crate::tree::Tag;
use crate::words::Words;

/// Room for the sums of a decision's candidates.
pub const TAGS: usize = 64;

/// Tags the words with the weights of `cells`.
pub fn tag(words: &Words, cells: &impl Cells) -> Vec<Tag> {
    let mut tags = Vec::with_capacity(words.len());
    let mut features = Features::default();
    let mut candidates = Vec::with_capacity(TAGS);
    for index in 0..words.len() {
        candidates_of(words, index, &mut candidates);
        let tag = if candidates.len() == 1 {
            candidates[0]
        } else {
            describe(words, &tags, index, &mut features);
            best(&features, &candidates, cells)
        };
        tags.push(Tag::ALL[usize::from(tag)]);
    }
    tags
}

/// The tags that a word may have, by their numbers.
pub fn candidates_of(words: &Words, index: usize, candidates: &mut Vec<u8>) {
    candidates.clear();
    let all = (1 << Tag::ALL.len()) - 1;
    let mut bits = words.at(index, 0).entry.tags & all;
    if bits == 0 {
        bits = all;
    }
    while bits != 0 {
        candidates.push(bits.trailing_zeros() as u8);
        bits &= bits - 1;
    }
}

/// The candidate with the highest sum of weights; the first of equals.
pub fn best(features: &Features, candidates: &[u8], cells: &impl Cells) -> u8 {
    let mut room = [0; TAGS];
    let sums = &mut room[..candidates.len()];
    cells.touch(features.hashes());
    for feature in features.hashes() {
        cells.add(*feature, candidates, sums);
    }
    let mut best = 0;
    for index in 1..sums.len() {
        if sums[index] > sums[best] {
            best = index;
        }
    }
    candidates[best]
}

/// The features of the decision on word `index`, given the tags before it.
pub fn describe(words: &Words, tags: &[Tag], index: usize, features: &mut Features) {
    features.clear();
    let word = words.at(index, 0);
    let before = words.at(index, -1);
    let after = words.at(index, 1);
    let second = words.at(index, 2);
    let last = tag_before(tags, index, 1);
    let last_but_one = tag_before(tags, index, 2);
    let class = u64::from(word.entry.class);
    let next_class = u64::from(after.entry.class);
    let edge = u64::from(index == 0) + 2 * u64::from(word.capital);
    features.one(word.form);
    features.one(word.lower);
    for end in word.ends {
        features.one(end);
    }
    for start in word.starts {
        features.one(start);
    }
    features.two(word.shape, edge);
    features.two(word.ends[2], word.shape);
    features.two(class, edge);
    features.one(last);
    features.two(last, last_but_one);
    features.two(last, word.lower);
    features.two(last, class);
    features.two(last, word.ends[1]);
    features.one(before.lower);
    features.two(before.lower, word.lower);
    features.one(before.ends[2]);
    features.one(words.at(index, -2).lower);
    features.one(after.lower);
    features.two(after.lower, word.lower);
    features.one(after.ends[2]);
    features.two(after.ends[1], after.shape);
    features.one(next_class);
    features.two(next_class, last);
    features.three(next_class, class, last);
    features.one(second.lower);
    features.two(next_class, u64::from(second.entry.class));
    features.two(word.fine, last);
    features.two(after.fine, class);
    features.two(before.fine, class);
    features.three(before.coarse, word.coarse, after.coarse);
    features.three(last, after.coarse, class);
    features.three(after.coarse, second.coarse, class);
}

fn tag_before(tags: &[Tag], index: usize, back: usize) -> u64 {
    match index.checked_sub(back) {
        Some(at) => tags[at] as u64 + 1,
        None => 0,
    }
}
