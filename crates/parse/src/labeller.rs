//! Relations.
//!
//! In: words, tags and heads. Out: the label of each word's arc. Never: a change of a head.
//!
//! In *Fidan met Lavrov.* the arc from *met* to *Fidan*, a proper noun left of a finite verb, is
//! labelled `nsubj`. Arcs are labelled from the root downwards, so that the label above is known.

use crate::features::Features;
use crate::hash;
use crate::table::Cells;
use crate::tagger::best;
use crate::tree::{Label, Tag};
use crate::words::{Word, Words};

/// Number of combinations of a dependent's tag, its head's tag and its side.
pub const PAIRS: usize = 2 * 64 * 64;

/// Which row of the table of allowed labels an arc looks at.
pub fn pair_of(tag: Tag, head: Tag, is_left: bool) -> usize {
    (tag as usize * 64 + head as usize) * 2 + usize::from(is_left)
}

/// Which labels each combination of tags may have, eight bytes a combination.
#[derive(Debug, Clone, Copy)]
pub struct Allowed<'m> {
    bytes: &'m [u8],
}

impl<'m> Allowed<'m> {
    /// A view of [`PAIRS`] bit sets.
    pub fn new(bytes: &'m [u8]) -> Self {
        Allowed { bytes }
    }

    fn labels(&self, pair: usize) -> u64 {
        let all = ((1_u64 << Label::ALL.len()) - 1) & !(1 << Label::Root as u8);
        let bytes = self.bytes.get(pair * 8..pair * 8 + 8);
        let set = bytes.map_or(0, |bytes| {
            u64::from_le_bytes(bytes.try_into().expect("eight bytes"))
        });
        if set & all == 0 { all } else { set & all }
    }
}

/// A sentence with its arcs, prepared for the features.
#[derive(Debug)]
pub struct Arcs<'s> {
    words: &'s Words,
    tags: &'s [Tag],
    heads: &'s [usize],
    firsts: Vec<usize>,
    children: Vec<usize>,
    /// The place of each word but the root in `children`.
    places: Vec<usize>,
    /// How many of the words before each are commas.
    commas: Vec<u32>,
    /// How many of the `children` before each are commas.
    child_commas: Vec<u32>,
}

impl<'s> Arcs<'s> {
    /// Lists the dependents of each word, in order.
    pub fn new(words: &'s Words, tags: &'s [Tag], heads: &'s [usize]) -> Arcs<'s> {
        let count = heads.len();
        let mut firsts = vec![0; count + 1];
        for (index, head) in heads.iter().enumerate() {
            firsts[*head + 1] += usize::from(index != *head);
        }
        for index in 0..count {
            firsts[index + 1] += firsts[index];
        }
        let mut free = firsts.clone();
        let mut children = vec![0; firsts[count]];
        let mut places = vec![0; count];
        for (index, head) in heads.iter().enumerate() {
            if index != *head {
                children[free[*head]] = index;
                places[index] = free[*head];
                free[*head] += 1;
            }
        }
        Arcs {
            words,
            tags,
            heads,
            firsts,
            places,
            commas: running_commas(tags.iter()),
            child_commas: running_commas(children.iter().map(|child| &tags[*child])),
            children,
        }
    }

    fn commas_between(&self, from: usize, to: usize) -> u32 {
        self.commas[from.max(to)] - self.commas[from.min(to)]
    }

    /// The dependents of a word, from left to right.
    pub fn children(&self, word: usize) -> &[usize] {
        &self.children[self.firsts[word]..self.firsts[word + 1]]
    }

    /// All words but the root, heads before dependents and left before right.
    pub fn downwards(&self) -> Vec<usize> {
        let root = (0..self.heads.len()).find(|index| self.heads[*index] == *index);
        let mut order: Vec<usize> = root.into_iter().collect();
        let mut done = 0;
        while done < order.len() {
            order.extend_from_slice(self.children(order[done]));
            done += 1;
        }
        order.drain(..root.iter().count());
        order
    }

    /// The labels that the arc of a word may have, by their numbers.
    pub fn candidates_of(&self, word: usize, allowed: Allowed, candidates: &mut Vec<u8>) {
        let head = self.heads[word];
        candidates.clear();
        let mut bits = allowed.labels(pair_of(self.tags[word], self.tags[head], word < head));
        while bits != 0 {
            candidates.push(bits.trailing_zeros() as u8);
            bits &= bits - 1;
        }
    }
}

/// How many commas come before each tag, and before the end.
fn running_commas<'t>(tags: impl Iterator<Item = &'t Tag>) -> Vec<u32> {
    let mut commas = vec![0];
    let mut sum = 0;
    commas.extend(tags.map(|tag| {
        sum += u32::from(*tag == Tag::Comma);
        sum
    }));
    commas
}

/// Labels found so far.
#[derive(Debug)]
pub struct Found {
    /// The label of each word; [`Label::Root`] where none is known yet.
    pub labels: Vec<Label>,
    /// Which of the core relations the dependents of each word have.
    cores: Vec<u8>,
}

impl Found {
    /// No labels yet, for so many words.
    pub fn none(count: usize) -> Found {
        Found {
            labels: vec![Label::Root; count],
            cores: vec![0; count],
        }
    }

    /// Sets the label of the arc from `head` to `word`.
    pub fn set(&mut self, word: usize, head: usize, label: Label) {
        self.labels[word] = label;
        self.cores[head] |= core_of(label);
    }
}

/// Labels the arcs with the weights of `cells`.
pub fn label(arcs: &Arcs, allowed: Allowed, cells: &impl Cells) -> Vec<Label> {
    let mut found = Found::none(arcs.heads.len());
    let mut features = Features::default();
    let mut candidates = Vec::new();
    for word in arcs.downwards() {
        arcs.candidates_of(word, allowed, &mut candidates);
        let label = if candidates.len() == 1 {
            candidates[0]
        } else {
            describe(arcs, &found, word, &mut features);
            best(&features, &candidates, cells)
        };
        found.set(word, arcs.heads[word], Label::ALL[usize::from(label)]);
    }
    found.labels
}

const NOBODY: u64 = 0x61;

/// The features of the label of a word's arc, given the labels above it and left of it.
pub fn describe(arcs: &Arcs, found: &Found, word: usize, features: &mut Features) {
    features.clear();
    let head = arcs.heads[word];
    let dependent = Seen::new(arcs, word);
    let governor = Seen::new(arcs, head);
    let side = u64::from(word < head);
    let gap = word.abs_diff(head).min(6) as u64 * 2 + side;
    describe_arc(features, &dependent, &governor, side, gap);
    describe_neighbours(arcs, features, word, &dependent, &governor, side);
    describe_below(arcs, features, word, &dependent, &governor);
    describe_above(arcs, found, features, word, &dependent, &governor, side);
}

struct Seen {
    word: u64,
    tag: u64,
    both: u64,
    cluster: u64,
    end: u64,
}

impl Seen {
    fn new(arcs: &Arcs, index: usize) -> Seen {
        let word: &Word = arcs.words.at(index, 0);
        let tag = arcs.tags[index] as u64 + 1;
        Seen {
            word: word.lower,
            tag,
            both: hash::pair(word.lower, tag),
            cluster: word.fine,
            end: word.ends[2],
        }
    }
}

#[inline(always)]
fn describe_arc(features: &mut Features, dependent: &Seen, governor: &Seen, side: u64, gap: u64) {
    features.three(dependent.tag, governor.tag, gap);
    features.three(dependent.both, governor.both, side);
    features.three(dependent.both, governor.tag, side);
    features.three(dependent.tag, governor.both, side);
    features.three(dependent.word, governor.word, side);
    features.two(dependent.both, gap);
    features.two(governor.both, side);
    features.one(dependent.word);
    features.three(dependent.cluster, governor.both, side);
    features.three(dependent.cluster, governor.tag, side);
    features.three(dependent.both, governor.cluster, side);
    features.three(dependent.cluster, governor.cluster, side);
    features.three(dependent.end, governor.tag, side);
}

#[inline(always)]
fn describe_neighbours(
    arcs: &Arcs,
    features: &mut Features,
    word: usize,
    dependent: &Seen,
    governor: &Seen,
    side: u64,
) {
    let tag = |index: Option<usize>| match index.and_then(|index| arcs.tags.get(index)) {
        Some(tag) => *tag as u64 + 1,
        None => NOBODY,
    };
    let head = arcs.heads[word];
    let both = hash::triple(dependent.tag, governor.tag, side);
    let (before, after) = (tag(word.checked_sub(1)), tag(Some(word + 1)));
    let (head_before, head_after) = (tag(head.checked_sub(1)), tag(Some(head + 1)));
    features.two(both, before);
    features.two(both, after);
    features.two(both, head_before);
    features.two(both, head_after);
    features.three(dependent.both, after, side);
    features.three(dependent.both, before, side);
    features.three(dependent.both, arcs.words.at(word, 1).lower, governor.tag);
    features.three(dependent.tag, arcs.words.at(word, -1).lower, governor.tag);
    features.three(both, before, after);
    let commas = u64::from(arcs.commas_between(word, head).min(2));
    features.two(both, commas);
    features.three(both, governor.word, commas);
}

#[inline(always)]
fn describe_below(
    arcs: &Arcs,
    features: &mut Features,
    word: usize,
    dependent: &Seen,
    governor: &Seen,
) {
    let children = arcs.children(word);
    let ends = [children.first(), children.last()];
    for child in ends {
        let (child_word, child_tag) = known(arcs, child);
        features.three(child_word, dependent.tag, governor.tag);
        features.three(child_tag, dependent.tag, governor.both);
        features.three(child_tag, dependent.both, governor.tag);
    }
    let left = before(children, word);
    let (near_word, near_tag) = known(arcs, left.map(|at| &children[at]));
    let (next_word, _) = known(
        arcs,
        left.and_then(|at| at.checked_sub(1))
            .map(|at| &children[at]),
    );
    features.three(near_word, dependent.tag, governor.tag);
    features.three(near_tag, dependent.tag, governor.tag);
    features.three(next_word, dependent.tag, governor.tag);
    features.two(
        children.len().min(5) as u64,
        hash::pair(dependent.tag, governor.tag),
    );
}

#[inline(always)]
fn describe_above(
    arcs: &Arcs,
    found: &Found,
    features: &mut Features,
    word: usize,
    dependent: &Seen,
    governor: &Seen,
    side: u64,
) {
    let labels = &found.labels;
    let head = arcs.heads[word];
    let siblings = arcs.children(head);
    let place = arcs.places[word] - arcs.firsts[head];
    let earlier = |back: usize| {
        place
            .checked_sub(back)
            .map(|at| labels[siblings[at]] as u64)
    };
    let (last, last_but_one) = (earlier(1).unwrap_or(NOBODY), earlier(2).unwrap_or(NOBODY));
    let (next_word, next_tag) = known(arcs, siblings.get(place + 1));
    let (last_word, last_tag) = known(arcs, place.checked_sub(1).map(|at| &siblings[at]));
    let both = hash::triple(dependent.tag, governor.tag, side);
    let above = labels[head] as u64;
    let (above_word, above_tag) = known(arcs, Some(&arcs.heads[head]));
    features.two(both, last);
    features.three(both, last, last_but_one);
    features.three(both, last, governor.word);
    features.three(both, last, dependent.word);
    features.two(both, next_tag);
    features.three(both, next_word, next_tag);
    features.three(both, last_word, last_tag);
    features.two(both, above);
    features.three(both, above, last);
    features.three(dependent.both, governor.tag, above);
    features.three(dependent.tag, governor.both, above);
    features.three(both, above_word, above_tag);
    let left = before(siblings, head);
    let (auxiliary, auxiliary_tag) = known(arcs, left.map(|at| &siblings[at]));
    features.two(both, auxiliary);
    features.three(dependent.word, governor.tag, auxiliary);
    let second = left
        .and_then(|at| at.checked_sub(1))
        .map(|at| &siblings[at]);
    features.three(both, known(arcs, second).0, auxiliary_tag);
    let subjects = u64::from(found.cores[head]);
    features.two(both, subjects);
    features.three(both, subjects, governor.word);
    let (next, end) = (arcs.places[word] + 1, arcs.firsts[head + 1]);
    let commas = arcs.child_commas[end] - arcs.child_commas[next];
    let rest = (end - next) as u64 - u64::from(commas);
    features.two(both, rest.min(3));
}

/// The place of the last of some words, which are in order, before a word.
fn before(words: &[usize], word: usize) -> Option<usize> {
    words.partition_point(|one| *one < word).checked_sub(1)
}

/// The bit of a core relation; no bit for others.
fn core_of(label: Label) -> u8 {
    match label {
        Label::Nsubj => 1,
        Label::Nsubjpass => 2,
        Label::Dobj => 4,
        Label::Auxpass => 8,
        Label::Mark => 16,
        Label::Cc => 32,
        Label::Attr | Label::Acomp => 64,
        _ => 0,
    }
}

fn known(arcs: &Arcs, index: Option<&usize>) -> (u64, u64) {
    match index {
        Some(index) => (arcs.words.at(*index, 0).lower, arcs.tags[*index] as u64 + 1),
        None => (NOBODY, NOBODY),
    }
}
