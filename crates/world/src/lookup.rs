//! Words of a text to the names that begin there.
//!
//! In: the words from some point of a sentence on. Out: the longest name and what it can mean. Never:
//! a choice among the meanings by context.
//!
//! `["Shanghai", "Cooperation", "Organisation", "members"]` gives three words and the SCO, not the
//! town.

use crate::World;
use crate::compile::binary::{self, Section};
use crate::compile::normal;
use crate::model::{Candidate, NameMatch};
use crate::rank::{self, Ranked};
use crate::time;
use fst::raw::{CompiledAddr, Output};
use jiff::civil::Date;

/// A point of the automaton.
#[derive(Clone, Copy)]
struct State {
    address: CompiledAddr,
    output: Output,
}

impl World {
    /// The longest name that begins at `words[0]`, with its meanings, best first, as of `on`. Accents,
    /// apostrophes, hyphens and a leading article do not matter. Capitals do: surnames, places and
    /// names of one word need one where the table has one, abbreviations of up to three letters must
    /// be all capitals ("US", never "us"; "Nato" is as good as "NATO").
    pub fn longest_name(&self, words: &[&str], on: Option<Date>) -> Option<NameMatch> {
        let skipped = usize::from(words.len() > 1 && self.is_article(words[0]));
        let words = &words[skipped..];
        let found = self.walk(words);
        found.into_iter().rev().find_map(|(length, value)| {
            let candidates = self.candidates(value, &words[..length], on);
            (!candidates.is_empty()).then_some(NameMatch {
                words: length + skipped,
                candidates,
            })
        })
    }

    /// All meanings of a whole phrase, best first; none when the phrase is no name.
    pub fn names(&self, phrase: &str, on: Option<Date>) -> Vec<Candidate> {
        let mut words: Vec<&str> = phrase.split_whitespace().collect();
        if words.len() > 1 && self.is_article(words[0]) {
            words.remove(0);
        }
        let key = normal::phrase(&words.join(" "), &[]);
        self.data
            .key(binary::KEY_NAME, &key)
            .map_or_else(Vec::new, |value| self.candidates(value, &words, on))
    }

    /// All meanings of a whole phrase with their weights; in any capitals when `loose`.
    pub(crate) fn meanings_of(&self, phrase: &str, on: Option<Date>, loose: bool) -> Vec<Ranked> {
        let mut words: Vec<&str> = phrase.split_whitespace().collect();
        if words.len() > 1 && self.is_article(words[0]) {
            words.remove(0);
        }
        let shape = Shape::of(&words);
        let value = self
            .data
            .key(binary::KEY_NAME, &normal::phrase(&words.join(" "), &[]));
        let mut postings = self.postings(value.unwrap_or(0));
        postings.retain(|posting| loose || shape.fits(posting[1]));
        rank::ranked(self, &postings, on.map(time::pack))
    }

    /// People whose names are spelt much like a phrase.
    pub(crate) fn people_like(&self, phrase: &str, on: Option<Date>) -> Vec<Ranked> {
        let value = self
            .data
            .key(binary::KEY_SKELETON, &normal::skeleton(phrase));
        let postings = self.postings(value.unwrap_or(0));
        rank::ranked(self, &postings, on.map(time::pack))
    }

    /// People who have a word among their names and are in a post on the day.
    pub(crate) fn people_in_post(&self, word: &str, on: Option<Date>) -> Vec<Ranked> {
        let key = normal::phrase(word, &[]);
        let postings = self.postings(self.data.key(binary::KEY_PART, &key).unwrap_or(0));
        let mut found = rank::ranked(self, &postings, on.map(time::pack));
        found.retain(|item| item.class < rank::OTHER_SURNAME);
        found
    }

    fn postings(&self, value: u64) -> Vec<[u32; binary::POSTING]> {
        let (first, count) = ((value >> 16) as usize, (value & 0xffff) as usize);
        (first..first + count)
            .map(|number| self.data.entry(Section::Postings, number))
            .collect()
    }

    /// Whether a word is an article that names may have or lack ("the").
    pub(crate) fn is_article(&self, word: &str) -> bool {
        self.data
            .articles()
            .iter()
            .any(|article| article.eq_ignore_ascii_case(word))
    }

    /// Every name that begins at `words[0]`: number of words and value, shortest first.
    fn walk(&self, words: &[&str]) -> Vec<(usize, u64)> {
        let mut found = Vec::new();
        let mut buffer = String::new();
        let mut state = self.step(self.root(), &[binary::KEY_NAME]);
        for (index, word) in words.iter().enumerate() {
            buffer.clear();
            normal::push_word(word, &mut buffer);
            let Some(here) = state else { break };
            if buffer.is_empty() {
                if index == 0 || !normal::is_joint(word) {
                    break;
                }
                continue;
            }
            state = if index == 0 {
                Some(here)
            } else {
                self.step(here, b" ")
            };
            state = state.and_then(|here| self.step(here, buffer.trim_end().as_bytes()));
            if let Some(value) = state.and_then(|here| self.value(here)) {
                found.push((index + 1, value));
            }
        }
        found
    }

    fn root(&self) -> State {
        State {
            address: self.data.automaton().as_fst().root().addr(),
            output: Output::zero(),
        }
    }

    fn step(&self, from: State, bytes: &[u8]) -> Option<State> {
        let automaton = self.data.automaton().as_fst();
        let mut state = from;
        for byte in bytes {
            let node = automaton.node(state.address);
            let transition = node.transition(node.find_input(*byte)?);
            state = State {
                address: transition.addr,
                output: state.output.cat(transition.out),
            };
        }
        Some(state)
    }

    fn value(&self, state: State) -> Option<u64> {
        let node = self.data.automaton().as_fst().node(state.address);
        node.is_final()
            .then(|| state.output.cat(node.final_output()).value())
    }

    fn candidates(&self, value: u64, words: &[&str], on: Option<Date>) -> Vec<Candidate> {
        let shape = Shape::of(words);
        let mut fitting = self.postings(value);
        fitting.retain(|posting| shape.fits(posting[1]));
        rank::candidates(self, &fitting, on.map(time::pack))
    }
}

/// How some words are capitalised.
struct Shape {
    first: bool,
    any: bool,
    all: bool,
    letters: usize,
}

impl Shape {
    fn of(words: &[&str]) -> Shape {
        let (mut letters, mut capitals, mut first) = (0, 0, false);
        for letter in words.iter().flat_map(|word| word.chars()) {
            if letter.is_alphabetic() {
                let is_capital = letter.is_uppercase();
                first |= letters == 0 && is_capital;
                capitals += usize::from(is_capital);
                letters += 1;
            }
        }
        Shape {
            first: first || (words.len() > 1 && capitals > 0),
            any: capitals > 0,
            all: capitals == letters,
            letters,
        }
    }

    fn fits(&self, form: u32) -> bool {
        let kind = form & 0xff;
        let capital = self.first || (self.any && kind == binary::TYPE_SURNAME);
        let initials = self.all && self.letters <= 3 && kind >= binary::TYPE_SURNAME;
        (form & binary::MARK_CAPITAL == 0 || capital)
            && (form & binary::MARK_CAPITALS == 0 || self.all)
            && !initials
    }
}
