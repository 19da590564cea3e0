//! The order in which sentences are learnt from, and the disguises they wear.
//!
//! In: a number of sentences and an epoch. Out: a shuffled order; now and then a disguise. Never: a
//! different order on another machine.
//!
//! One sentence in 25 is learnt in capitals, one in 40 in small letters, one in 20 without its stop.

use dateline_parse::Tag;
use dateline_parse::hash;

use crate::treebank::Gold;

/// A shuffled order of `count` sentences, another one each epoch.
pub fn shuffled(count: usize, epoch: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_key(|index| hash::triple(0xDA7E, epoch, *index as u64));
    order
}

/// The sentence as it is to be learnt in an epoch, when it wears a disguise.
pub fn disguised(gold: &Gold, index: usize, epoch: u64) -> Option<Gold> {
    let chance = hash::triple(0xC0A7, epoch, index as u64) % 200;
    match chance {
        0..8 => Some(with_words(gold, |word| word.to_uppercase())),
        8..13 => Some(with_words(gold, |word| word.to_lowercase())),
        13..23 => without_stop(gold),
        _ => None,
    }
}

fn with_words(gold: &Gold, change: impl Fn(&str) -> String) -> Gold {
    let words = gold.words.iter().map(|word| change(word)).collect();
    Gold {
        words,
        ..gold.clone()
    }
}

fn without_stop(gold: &Gold) -> Option<Gold> {
    let last = gold.len().checked_sub(1)?;
    let is_leaf = gold.heads[last] != last && !gold.heads[..last].contains(&last);
    if last == 0 || gold.tags[last] != Some(Tag::Stop) || !is_leaf {
        return None;
    }
    let mut shorter = gold.clone();
    shorter.words.pop();
    shorter.lemmas.pop();
    shorter.tags.pop();
    shorter.heads.pop();
    shorter.labels.pop();
    shorter.marks.pop();
    shorter.plain.pop();
    Some(shorter)
}
