//! Heads.
//!
//! In: words and tags. Out: the head of each word, a tree with one root. Never: a label, or a
//! second look at an arc once drawn; the time is linear in the number of words.
//!
//! Transitions of the arc-hybrid system: shift the next word onto the stack; *left*: the next word
//! takes the top of the stack as a dependent; *right*: the word below the top takes it. For *Fidan
//! met Lavrov* they are shift, left, shift, shift, right; the last word on the stack is the root.

use crate::features::Features;
use crate::hash;
use crate::table::{ROW, Rows};
use crate::transition::{EMPTY, MOVES, Move, NONE, Side, State};
use crate::tree::Tag;
use crate::words::Words;

/// What the features say of each word, computed once a sentence.
#[derive(Debug)]
pub struct View {
    words: Vec<u64>,
    tags: Vec<u64>,
    fine: Vec<u64>,
    coarse: Vec<u64>,
    /// For each word, and the end: the main word of the group after it.
    mains: Vec<u32>,
    /// For each word, and the end: the tag of the next finite verb from there on.
    verbs: Vec<u64>,
    commas: Vec<u32>,
    /// What another parser said: the head of each word (the number of words for the root), and its
    /// last dependent (0 for none). Empty when there is no other.
    other_heads: Vec<u32>,
    other_last: Vec<u32>,
}

const NO_WORD: u64 = 0x51;
const NO_TAG: u64 = 0x52;

impl View {
    /// The view of tagged words, read from the end when `backwards`.
    pub fn new(words: &Words, tags: &[Tag], backwards: bool) -> View {
        let count = tags.len();
        let place = |index: usize| if backwards { count - 1 - index } else { index };
        let tags: Vec<Tag> = (0..count).map(|index| tags[place(index)]).collect();
        let seen = || (0..count).map(|index| words.at(place(index), 0));
        let mut verbs = vec![0; count + 1];
        let mut commas = vec![0; count + 1];
        for index in (0..count).rev() {
            let is_finite = is_finite(tags[index]);
            verbs[index] = if is_finite {
                tags[index] as u64
            } else {
                verbs[index + 1]
            };
        }
        for index in 0..count {
            commas[index + 1] = commas[index] + u32::from(tags[index] == Tag::Comma);
        }
        View {
            words: seen().map(|word| word.lower).collect(),
            tags: tags.iter().map(|tag| *tag as u64 + 1).collect(),
            fine: seen().map(|word| word.fine).collect(),
            coarse: seen().map(|word| word.coarse).collect(),
            mains: mains(&tags),
            verbs,
            commas,
            other_heads: Vec::new(),
            other_last: Vec::new(),
        }
    }

    /// The same view with the heads that another parser found.
    pub fn with_other(mut self, heads: &[usize]) -> View {
        let count = heads.len();
        self.other_last = vec![0; count];
        for (index, head) in heads
            .iter()
            .enumerate()
            .filter(|(index, head)| index != *head)
        {
            self.other_last[*head] = index as u32;
        }
        let number =
            |(index, head): (usize, &usize)| if index == *head { count } else { *head } as u32;
        self.other_heads = heads.iter().enumerate().map(number).collect();
        self
    }

    #[inline(always)]
    fn word(&self, index: u32) -> u64 {
        self.words.get(index as usize).copied().unwrap_or(NO_WORD)
    }

    #[inline(always)]
    fn tag(&self, index: u32) -> u64 {
        self.tags.get(index as usize).copied().unwrap_or(NO_TAG)
    }

    #[inline(always)]
    fn fine(&self, index: u32) -> u64 {
        self.fine.get(index as usize).copied().unwrap_or(0)
    }

    #[inline(always)]
    fn coarse(&self, index: u32) -> u64 {
        self.coarse.get(index as usize).copied().unwrap_or(0)
    }
}

/// For each word, and the end: the last noun of the noun group that follows it, or else the first
/// word after it that can be in no such group.
fn mains(tags: &[Tag]) -> Vec<u32> {
    let count = tags.len();
    let mut mains = vec![NONE; count + 1];
    let mut main = NONE;
    let mut in_group = false;
    for index in (0..count).rev() {
        mains[index] = main;
        let is_noun = matches!(
            tags[index],
            Tag::Noun | Tag::Nouns | Tag::Proper | Tag::Propers
        );
        let goes_on = matches!(
            tags[index],
            Tag::Determiner
                | Tag::Adjective
                | Tag::Possessive
                | Tag::Number
                | Tag::Predeterminer
                | Tag::Superlative
                | Tag::Comparative
                | Tag::Currency
                | Tag::Hyphen
        );
        if !(goes_on || is_noun && in_group) {
            main = index as u32;
        }
        in_group = is_noun;
    }
    mains
}

fn is_finite(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::VerbPast | Tag::VerbPresent | Tag::VerbThird | Tag::Modal
    )
}

/// The head of each word; the root is its own. The sentence is parsed from its end with the weights
/// `backward`, and then from its beginning with `forward`, which know what the first pass found.
pub fn attach(
    words: &Words,
    tags: &[Tag],
    backward: &impl Rows,
    forward: &impl Rows,
) -> Vec<usize> {
    let first = attach_backwards(words, tags, backward);
    run(&View::new(words, tags, false).with_other(&first), forward)
}

/// The heads that the pass from the end finds.
pub fn attach_backwards(words: &Words, tags: &[Tag], rows: &impl Rows) -> Vec<usize> {
    turned(&run(&View::new(words, tags, true), rows))
}

/// Heads of the same tree for the words in the opposite order.
pub fn turned(heads: &[usize]) -> Vec<usize> {
    heads
        .iter()
        .rev()
        .map(|head| heads.len() - 1 - head)
        .collect()
}

fn run(view: &View, rows: &impl Rows) -> Vec<usize> {
    let mut state = State::new(view.tags.len());
    let mut features = Features::default();
    let solos = Solos::new(view, rows, &mut features);
    while !state.is_done() {
        let step = match only(state.allows()) {
            Some(step) => step,
            None => {
                let (stack, queue) = places(view, &state);
                features.clear();
                features.skip(SOLOS as u64);
                // While one group of features is described, the weights of those before are fetched.
                let touch = |features: &mut Features| rows.touch(features.fresh());
                describe_rest(view, &state, &mut features, (stack, queue), touch);
                let rest = sums(&features, rows);
                best(solos.added_to(rest, stack, queue), state.allows())
            }
        };
        state.make(step);
    }
    let heads = state.heads.iter().enumerate();
    heads
        .map(|(index, head)| if *head == NONE { index } else { *head as usize })
        .collect()
}

/// The move to make when no other is allowed.
pub fn only(allowed: [bool; ROW]) -> Option<Move> {
    match allowed {
        [true, false, false] => Some(Move::Shift),
        [false, false, true] => Some(Move::Right),
        _ => None,
    }
}

/// The sum of each move's weights.
pub fn score(features: &Features, rows: &impl Rows) -> [i32; ROW] {
    rows.touch(features.hashes());
    sums(features, rows)
}

#[inline(always)]
fn sums(features: &Features, rows: &impl Rows) -> [i32; ROW] {
    let mut sums = [0; ROW];
    for feature in features.hashes() {
        rows.add(*feature, &mut sums);
    }
    sums
}

/// The move with the highest sum among those allowed; the first of equals.
pub fn best(sums: [i32; ROW], allowed: [bool; ROW]) -> Move {
    let mut best: Option<usize> = None;
    for index in 0..ROW {
        if allowed[index] && best.is_none_or(|best| sums[index] > sums[best]) {
            best = Some(index);
        }
    }
    MOVES[best.unwrap_or(0)]
}

/// One place of the state: a word, its tag, and both.
#[derive(Clone, Copy)]
struct Place {
    index: u32,
    word: u64,
    tag: u64,
    both: u64,
}

impl Place {
    #[inline(always)]
    fn new(view: &View, index: u32) -> Place {
        let (word, tag) = (view.word(index), view.tag(index));
        Place {
            index,
            word,
            tag,
            both: hash::pair(word, tag),
        }
    }
}

/// The features of the next move.
pub fn describe(view: &View, state: &State, features: &mut Features) {
    let (stack, queue) = places(view, state);
    features.clear();
    describe_solos(features, stack, queue);
    describe_rest(view, state, features, (stack, queue), |_| ());
}

/// The three words on top of the stack, and the next three words.
#[inline(always)]
fn places(view: &View, state: &State) -> ([Place; 3], [Place; 3]) {
    let next = state.next;
    let b0 = Place::new(view, if next < state.count { next } else { NONE });
    let b1 = Place::new(
        view,
        if next + 1 < state.count {
            next + 1
        } else {
            NONE
        },
    );
    let b2 = Place::new(
        view,
        if next + 2 < state.count {
            next + 2
        } else {
            NONE
        },
    );
    let s0 = Place::new(view, state.top(0));
    let s1 = Place::new(view, state.top(1));
    let s2 = Place::new(view, state.top(2));
    ([s0, s1, s2], [b0, b1, b2])
}

/// Number of the features that look at one word alone.
const SOLOS: usize = 10;

/// The features that look at one word alone.
#[inline(always)]
fn describe_solos(features: &mut Features, [s0, s1, s2]: [Place; 3], [b0, b1, b2]: [Place; 3]) {
    for place in [s0, s1, b0, b1] {
        features.one(place.both);
        features.two(place.word, 0);
    }
    features.one(s2.both);
    features.one(b2.both);
}

/// The sums of the features that look at one word alone, for each word (and none) in each place:
/// computed once, as a word stands in a place for several moves.
struct Solos {
    sums: Vec<[[i32; ROW]; 6]>,
}

impl Solos {
    fn new(view: &View, rows: &impl Rows, features: &mut Features) -> Solos {
        let mut hashes = Vec::with_capacity(SOLOS * (view.tags.len() + 1));
        for index in (0..view.tags.len() as u32).chain([NONE]) {
            let place = Place::new(view, index);
            features.clear();
            describe_solos(features, [place; 3], [place; 3]);
            rows.touch(features.hashes());
            hashes.extend_from_slice(features.hashes());
        }
        let sums = hashes.chunks_exact(SOLOS).map(|hashes| {
            std::array::from_fn(|role| {
                let mut sums = [0; ROW];
                let (from, to) = if role < 4 {
                    (2 * role, 2 * role + 2)
                } else {
                    (role + 4, role + 5)
                };
                hashes[from..to]
                    .iter()
                    .for_each(|hash| rows.add(*hash, &mut sums));
                sums
            })
        });
        Solos {
            sums: sums.collect(),
        }
    }

    #[inline(always)]
    fn added_to(&self, mut sums: [i32; ROW], stack: [Place; 3], queue: [Place; 3]) -> [i32; ROW] {
        let ([s0, s1, s2], [b0, b1, b2]) = (stack, queue);
        for (role, place) in [s0, s1, b0, b1, s2, b2].into_iter().enumerate() {
            let index = (place.index as usize).min(self.sums.len() - 1);
            for (sum, more) in sums.iter_mut().zip(self.sums[index][role]) {
                *sum += more;
            }
        }
        sums
    }
}

/// All other features; `done` is called after each group of them.
#[inline(always)]
fn describe_rest(
    view: &View,
    state: &State,
    features: &mut Features,
    ([s0, s1, s2], [b0, b1, b2]): ([Place; 3], [Place; 3]),
    done: impl Fn(&mut Features),
) {
    describe_places(features, [s0, s1, s2], [b0, b1, b2]);
    done(features);
    describe_children(view, state, features, [s0, s1], b0);
    done(features);
    describe_surroundings(view, state, features, [s0, s1], b0);
    done(features);
    if !view.other_heads.is_empty() {
        describe_other(view, state, features, [s0, s1], b0);
        done(features);
    }
}

#[inline(always)]
fn describe_places(features: &mut Features, [s0, s1, s2]: [Place; 3], [b0, b1, b2]: [Place; 3]) {
    features.two(s0.both, b0.both);
    features.two(s0.both, b0.tag);
    features.two(s0.tag, b0.both);
    features.two(s0.word, b0.word);
    features.two(s1.both, s0.both);
    features.two(s1.both, s0.tag);
    features.two(s1.tag, s0.both);
    features.two(s1.word, s0.word);
    features.two(s1.word, b0.word);
    features.two(s1.tag, b0.both);
    features.two(s1.both, b0.tag);
    features.three(s1.both, s0.tag, b0.both);
    features.three(s1.word, s0.word, b0.word);
    features.three(s1.tag, s0.both, b0.tag);
    features.three(s1.both, s0.tag, b0.tag);
    features.three(s1.tag, s0.tag, b0.both);
    features.three(s1.tag, s0.tag, b0.tag);
    features.three(s2.tag, s1.tag, s0.tag);
    features.three(s2.tag, s0.tag, b0.tag);
    features.three(s0.tag, b0.tag, b1.tag);
    features.three(s0.both, b0.tag, b1.tag);
    features.three(s0.tag, b0.both, b1.tag);
    features.three(s0.tag, b0.tag, b1.both);
    features.three(hash::pair(s1.tag, s0.tag), b0.tag, b1.tag);
    features.three(hash::pair(s0.tag, b0.tag), b1.tag, b2.tag);
    features.two(b0.both, b1.tag);
    features.two(s0.both, b1.both);
    features.three(s1.tag, s0.both, b1.tag);
    features.three(s2.tag, s1.both, b0.tag);
    features.three(s2.both, s0.tag, b0.both);
}

#[inline(always)]
fn describe_children(
    view: &View,
    state: &State,
    features: &mut Features,
    [s0, s1]: [Place; 2],
    b0: Place,
) {
    let side =
        |sides: &[Side], place: Place| sides.get(place.index as usize).copied().unwrap_or(EMPTY);
    let (s0_left, s0_right) = (side(&state.left, s0), side(&state.right, s0));
    let (s1_left, s1_right) = (side(&state.left, s1), side(&state.right, s1));
    let b0_left = side(&state.left, b0);
    for (child, other) in [
        (s0_left, b0),
        (s0_right, b0),
        (s1_left, s0),
        (s1_right, s0),
        (b0_left, b0),
        (s1_right, b0),
        (s0_left, s1),
        (s0_right, s1),
    ] {
        features.three(view.tag(child.outer), s0.tag, other.tag);
    }
    features.three(view.tag(s0_left.outer), view.tag(s0_left.second), s0.tag);
    features.three(view.tag(s0_right.outer), view.tag(s0_right.second), s0.tag);
    features.three(view.tag(s1_left.outer), view.tag(s1_left.second), s1.tag);
    features.three(view.tag(s1_right.outer), view.tag(s1_right.second), s1.tag);
    features.three(view.tag(b0_left.outer), view.tag(b0_left.second), b0.tag);
    features.three(view.tag(b0_left.outer), s0.tag, b0.both);
    features.two(view.word(s0_left.outer), s0.both);
    features.two(view.word(s0_right.outer), s0.both);
    features.two(view.word(s1_right.outer), s0.both);
    features.two(view.word(b0_left.outer), s0.both);
    features.three(view.word(s0_right.outer), s0.tag, b0.both);
    features.three(view.word(s1_right.outer), s1.both, s0.tag);
    let few = |side: Side| u64::from(side.count.min(3));
    features.two(s0.both, few(s0_left) + 4 * few(s0_right));
    features.two(s1.both, few(s1_left) + 4 * few(s1_right));
    features.two(b0.both, few(b0_left));
    features.three(s0.tag, b0.tag, few(s0_right) + 4 * few(b0_left));
    features.three(s1.tag, s0.tag, few(s1_right) + 4 * few(s0_left));
}

#[inline(always)]
fn describe_surroundings(
    view: &View,
    state: &State,
    features: &mut Features,
    [s0, s1]: [Place; 2],
    b0: Place,
) {
    let next = state.next as usize;
    let near = distance(s0.index, state.next);
    let far = distance(s1.index, s0.index);
    features.three(s0.tag, b0.tag, near);
    features.three(s0.word, b0.tag, near);
    features.three(s0.tag, b0.word, near);
    features.three(s1.tag, s0.tag, far);
    features.three(s1.word, s0.tag, far);
    let since = |index: u32| commas_since(view, index, next);
    let ahead = view.verbs[next.min(view.verbs.len() - 1)];
    let before = view.tag(state.next.wrapping_sub(1));
    features.three(s0.tag, b0.tag, since(s0.index) + 8 * ahead);
    features.three(s1.tag, s0.tag, since(s1.index) + 8 * ahead);
    features.three(s0.both, b0.tag, since(s0.index));
    features.three(s0.tag, b0.both, before);
    features.three(s1.tag, hash::pair(s0.tag, b0.tag), before);
    features.three(s0.both, ahead, state.stack.len().min(4) as u64);
    let [s0_fine, s1_fine, b0_fine] = [s0, s1, b0].map(|place| view.fine(place.index));
    let [s0_coarse, s1_coarse, b0_coarse] = [s0, s1, b0].map(|place| view.coarse(place.index));
    features.three(s0_fine, b0_fine, s0.tag);
    features.three(s1_fine, s0_fine, b0.tag);
    features.three(s1_fine, s0.word, b0_fine);
    features.three(s1_fine, s0.tag, b0.word);
    features.three(s0_coarse, b0_coarse, s1_coarse);
    features.three(s0_fine, b0.word, s1.tag);
    let main = view.mains[next.min(view.mains.len() - 1)];
    let (main_word, main_tag) = (view.word(main), view.tag(main));
    let (main_fine, main_coarse) = (view.fine(main), view.coarse(main));
    features.three(s0.both, b0.tag, main_tag);
    features.three(s0.word, b0.word, main_word);
    features.three(s0_fine, b0.word, main_fine);
    features.three(s1_fine, b0.word, main_fine);
    features.three(s1.word, b0.word, main_coarse);
    features.three(s0.word, b0.word, main_coarse);
    features.three(hash::pair(s1_coarse, s0_coarse), b0.word, main_coarse);
    features.three(hash::pair(s1.tag, s0.tag), b0.word, main_tag);
}

/// What the other parser said of the words at hand.
#[inline(always)]
fn describe_other(
    view: &View,
    state: &State,
    features: &mut Features,
    [s0, s1]: [Place; 2],
    b0: Place,
) {
    let other = |place: Place| view.other_heads.get(place.index as usize).copied();
    let relation = |place: Place, near: [u32; 2]| match other(place) {
        None => 0,
        Some(head) if head == near[0] => 1,
        Some(head) if head == near[1] => 2,
        Some(head) if head > state.next => 3,
        Some(_) => 4,
    };
    let waits = |place: Place| {
        let last = view
            .other_last
            .get(place.index as usize)
            .copied()
            .unwrap_or(0);
        u64::from(last > 0) + u64::from(last >= state.next)
    };
    let top = relation(s0, [b0.index, s1.index]) + 5 * waits(s0);
    let next = relation(b0, [s0.index, s1.index]);
    let below = relation(s1, [b0.index, s0.index]);
    let all = top + 15 * (next + 5 * below);
    features.one(all);
    features.three(all, s0.tag, b0.tag);
    features.three(top, s0.both, b0.tag);
    features.three(top + 15 * next, s0.tag, b0.both);
    features.three(all, s1.tag, hash::pair(s0.tag, b0.tag));
    features.three(top + 15 * next, s0.word, b0.word);
    features.three(top + 15 * next, s1.word, b0.word);
    features.three(top, s1.both, s0.tag);
    features.three(all, distance(s0.index, state.next), s0.tag);
}

#[inline(always)]
fn distance(from: u32, to: u32) -> u64 {
    match to.wrapping_sub(from) {
        gap @ 0..5 => u64::from(gap),
        5..8 => 5,
        8..15 => 6,
        _ if from == NONE => 8,
        _ => 7,
    }
}

fn commas_since(view: &View, index: u32, next: usize) -> u64 {
    match view.commas.get(index as usize) {
        Some(before) => u64::from((view.commas[next] - before).min(3)),
        None => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_allowed_moves_end_in_a_tree() {
        for seed in 0..200_u64 {
            let mut state = State::new(7);
            let mut steps = 0;
            while !state.is_done() {
                let sums = [0, 1, 2].map(|index| (hash::triple(seed, steps, index) % 100) as i32);
                state.make(best(sums, state.allows()));
                steps += 1;
            }
            assert_eq!(state.heads.iter().filter(|head| **head == NONE).count(), 1);
            assert_eq!(steps, 13);
        }
    }
}
