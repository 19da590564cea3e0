//! The lexicon of a model.
//!
//! In: training sentences. Out: the sections `slot` and `clas` of the file of words. Never: a word
//! in clear.
//!
//! A form seen ten times is listed with all tags that make up a fair share of its uses, a rarer one
//! at most with its cluster.

use std::collections::BTreeMap;

use dateline_parse::Tag;
use dateline_parse::lexicon::{CLASS, SLOT, UNSEEN, bit, first_slot, key};
use dateline_parse::names::OUTSIDE;
use dateline_parse::words::{form_hash, lower_hash};
use rustc_hash::FxHashMap;

use crate::treebank::Gold;

/// Uses that a form needs to be listed with its tags.
const ENOUGH: u32 = 10;
/// A tag or mark counts when it makes up more than one use in so many.
const SHARE: u32 = 400;

/// The sections of a lexicon.
pub struct Sections {
    pub slots: Vec<u8>,
    pub classes: Vec<u8>,
}

#[derive(Default, Clone)]
struct Uses {
    count: u32,
    tags: BTreeMap<u8, u32>,
    marks: BTreeMap<u8, u32>,
    is_low: bool,
}

/// Counts the uses of forms and lists them; `clusters` gives the cluster of lower forms.
pub fn build<'g>(
    sentences: impl Iterator<Item = &'g Gold>,
    clusters: &FxHashMap<u64, u16>,
) -> Sections {
    let mut uses: FxHashMap<u64, Uses> = FxHashMap::default();
    let mut lowers: FxHashMap<u64, u64> = FxHashMap::default();
    for gold in sentences {
        count_sentence(gold, &mut uses, &mut lowers);
    }
    let rare = uses.values().filter(|uses| uses.count <= 2);
    let mut open = BTreeMap::new();
    for (tag, count) in rare.flat_map(|uses| &uses.tags) {
        *open.entry(*tag).or_insert(0) += count;
    }
    let unseen = (shared(&open, 1000), 0);
    let mut classes = vec![unseen];
    let mut numbers = BTreeMap::from([(unseen, 0_u16)]);
    let mut entries: Vec<(u64, u16, u16)> = Vec::new();
    let mut forms: Vec<(&u64, &Uses)> = uses
        .iter()
        .filter(|(_, uses)| uses.count >= ENOUGH)
        .collect();
    forms.sort_by_key(|(form, uses)| (std::cmp::Reverse(uses.count), **form));
    for (form, uses) in forms {
        let traits = traits_of(uses);
        let number = *numbers.entry(traits).or_insert_with(|| {
            classes.push(traits);
            (classes.len() - 1) as u16
        });
        entries.push((
            *form,
            number,
            clusters.get(&lowers[form]).copied().unwrap_or(0),
        ));
    }
    let is_listed = |form: &u64| uses.get(form).is_some_and(|uses| uses.count >= ENOUGH);
    let mut rest: Vec<(&u64, &u16)> = clusters
        .iter()
        .filter(|(form, _)| !is_listed(form))
        .collect();
    rest.sort_unstable();
    entries.extend(
        rest.into_iter()
            .map(|(form, cluster)| (*form, UNSEEN, *cluster)),
    );
    Sections {
        slots: slots_of(&entries),
        classes: classes_of(&classes),
    }
}

fn count_sentence(gold: &Gold, uses: &mut FxHashMap<u64, Uses>, lowers: &mut FxHashMap<u64, u64>) {
    for index in 0..gold.len() {
        let word = &gold.words[index];
        let form = form_hash(word);
        lowers.entry(form).or_insert_with(|| lower_hash(word));
        let entry = uses.entry(form).or_default();
        entry.count += 1;
        entry.is_low = !word.chars().next().is_some_and(char::is_uppercase);
        if let Some(tag) = gold.tags[index] {
            *entry.tags.entry(tag as u8).or_default() += 1;
        }
        *entry.marks.entry(gold.marks[index]).or_default() += 1;
    }
}

fn traits_of(uses: &Uses) -> (u64, u32) {
    let marks = if uses.is_low {
        shared(&uses.marks, SHARE * 2) | 1 << OUTSIDE
    } else {
        0
    };
    (shared(&uses.tags, SHARE), marks as u32)
}

/// The bits of all keys that make up more than one use in `share`.
fn shared(counts: &BTreeMap<u8, u32>, share: u32) -> u64 {
    let total: u32 = counts.values().sum();
    let often = counts.iter().filter(|(_, count)| **count * share >= total);
    often.fold(0, |bits, (number, _)| bits | 1 << number) & !bit(Tag::Space)
}

fn slots_of(entries: &[(u64, u16, u16)]) -> Vec<u8> {
    let count = (entries.len() * 5 / 4 + 1).next_power_of_two();
    let mut slots = vec![0; count * SLOT];
    for (form, class, cluster) in entries {
        let mut at = first_slot(*form, count).expect("slots");
        while slots[at * SLOT..at * SLOT + 4] != [0; 4] {
            at = (at + 1) & (count - 1);
        }
        let slot = &mut slots[at * SLOT..(at + 1) * SLOT];
        slot[..4].copy_from_slice(&key(*form).to_le_bytes());
        slot[4..6].copy_from_slice(&class.to_le_bytes());
        slot[6..].copy_from_slice(&cluster.to_le_bytes());
    }
    slots
}

fn classes_of(classes: &[(u64, u32)]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(classes.len() * CLASS);
    for (tags, marks) in classes {
        bytes.extend(tags.to_le_bytes());
        bytes.extend(marks.to_le_bytes());
    }
    bytes
}
