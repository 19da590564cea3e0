//! The closed word lists of a language.
//!
//! In: TOML files such as those of `data/lexicon/en`. Out: [`Lexicon`], from which every stage takes
//! its words by the name of their class. Never: rules on how words combine, the files themselves
//! (each crate embeds those that it needs).
//!
//! `lexicon.set("reporting-verbs").has("announce")` is true; `lexicon.map("months").get("july")` is
//! `Some("7")`.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::Fault;

/// One class as its file states it: a set of words, or a map from words to values.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassEntry {
    /// What the class is for, in a sentence.
    about: String,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    map: BTreeMap<String, toml::Value>,
}

/// A set of words or phrases, in lower case unless the class is of names.
#[derive(Debug, Default)]
pub struct WordSet {
    words: FxHashSet<String>,
    /// The first and the last words of its phrases of several words.
    firsts: FxHashSet<String>,
    lasts: FxHashSet<String>,
    longest: usize,
}

impl WordSet {
    /// Whether the word (or phrase, words joined by one space) is in the set.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains(word)
    }

    /// Whether a phrase of several words begins with the word.
    pub fn opens(&self, word: &str) -> bool {
        self.longest > 1 && self.firsts.contains(word)
    }

    /// Whether a phrase of several words ends with the word.
    pub fn closes(&self, word: &str) -> bool {
        self.longest > 1 && self.lasts.contains(word)
    }

    /// The number of words of its longest phrase.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// All words, as a collection of one's own.
    pub fn owned<C: FromIterator<String>>(&self) -> C {
        self.sorted().into_iter().map(str::to_owned).collect()
    }

    /// All words, sorted.
    pub fn sorted(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        words
    }
}

/// A map from words or phrases to values.
#[derive(Debug, Default)]
pub struct WordMap {
    values: FxHashMap<String, String>,
    /// The first words of its phrases of several words.
    firsts: FxHashSet<String>,
    longest: usize,
}

impl WordMap {
    /// The value of a word (or phrase, words joined by one space).
    pub fn get(&self, word: &str) -> Option<&str> {
        self.values.get(word).map(String::as_str)
    }

    /// The value of a word as a whole number.
    pub fn number(&self, word: &str) -> Option<i64> {
        self.get(word)?.parse().ok()
    }

    /// Whether a phrase of several words begins with the word.
    pub fn opens(&self, word: &str) -> bool {
        self.longest > 1 && self.firsts.contains(word)
    }

    /// The number of words of its longest phrase.
    pub fn longest(&self) -> usize {
        self.longest
    }
}

/// All classes of a language.
#[derive(Debug, Default)]
pub struct Lexicon {
    sets: FxHashMap<String, WordSet>,
    maps: FxHashMap<String, WordMap>,
}

impl Lexicon {
    /// Reads files, given as (name, text).
    ///
    /// # Errors
    /// All faults of all files.
    pub fn parse(files: &[(&str, &str)]) -> Result<Lexicon, Vec<Fault>> {
        let mut lexicon = Lexicon::default();
        let mut faults = Vec::new();
        for (name, text) in files {
            match toml::from_str::<BTreeMap<String, ClassEntry>>(text) {
                Ok(classes) => lexicon.add(name, classes, &mut faults),
                Err(error) => faults.push(toml_fault(name, text, &error)),
            }
        }
        if faults.is_empty() {
            Ok(lexicon)
        } else {
            Err(faults)
        }
    }

    fn add(&mut self, file: &str, classes: BTreeMap<String, ClassEntry>, faults: &mut Vec<Fault>) {
        for (class, entry) in classes {
            if self.sets.contains_key(&class) {
                faults.push(Fault::at(
                    file,
                    0,
                    0,
                    format!("class \"{class}\" is defined twice"),
                ));
            }
            if entry.about.is_empty() || entry.words.is_empty() == entry.map.is_empty() {
                let reason = format!("class \"{class}\" needs \"about\" and either words or a map");
                faults.push(Fault::at(file, 0, 0, reason));
            }
            let mut map = WordMap::default();
            for (word, value) in entry.map {
                let value = match value {
                    toml::Value::String(value) => value,
                    other => other.to_string(),
                };
                map.values.insert(word, value);
            }
            map.firsts = ends(map.values.keys(), |phrase| {
                phrase.split_once(' ').map(|(first, _)| first)
            });
            map.longest = longest(map.values.keys());
            let longest_word = longest(entry.words.iter());
            let words = entry.words.into_iter();
            let words: FxHashSet<String> = words.chain(map.values.keys().cloned()).collect();
            let set = WordSet {
                firsts: ends(words.iter(), |phrase| {
                    phrase.split_once(' ').map(|(first, _)| first)
                }),
                lasts: ends(words.iter(), |phrase| {
                    phrase.rsplit_once(' ').map(|(_, last)| last)
                }),
                longest: longest_word,
                words,
            };
            self.sets.insert(class.clone(), set);
            self.maps.insert(class, map);
        }
    }

    /// The set of that name; for a map, the set of its keys.
    ///
    /// # Panics
    /// When there is no such class: a fault of the program, found by the first test that runs.
    pub fn set(&self, class: &str) -> &WordSet {
        self.sets
            .get(class)
            .unwrap_or_else(|| panic!("no class \"{class}\" in data/lexicon"))
    }

    /// Whether there is a class of that name.
    pub fn has_class(&self, class: &str) -> bool {
        self.sets.contains_key(class)
    }

    /// The map of that name.
    ///
    /// # Panics
    /// As [`Lexicon::set`].
    pub fn map(&self, class: &str) -> &WordMap {
        self.maps
            .get(class)
            .unwrap_or_else(|| panic!("no class \"{class}\" in data/lexicon"))
    }
}

/// One end of each phrase that has two.
fn ends<'w>(
    phrases: impl Iterator<Item = &'w String>,
    end: impl Fn(&'w str) -> Option<&'w str>,
) -> FxHashSet<String> {
    let ends = phrases.filter_map(|phrase| end(phrase));
    ends.map(str::to_owned).collect()
}

/// The number of words of the longest phrase.
fn longest<'w>(phrases: impl Iterator<Item = &'w String>) -> usize {
    let lengths = phrases.map(|phrase| phrase.split(' ').count());
    lengths.max().unwrap_or(0)
}

/// A TOML error as a fault with line and column.
pub fn toml_fault(file: &str, text: &str, error: &toml::de::Error) -> Fault {
    let at = error.span().map_or(0, |span| span.start.min(text.len()));
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.len() - before.rfind('\n').map_or(0, |newline| newline + 1) + 1;
    Fault::at(file, line, column, error.message().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_reported() {
        let files = [
            ("a.toml", "[x]\nabout = \"\"\n"),
            ("b.toml", "[y]\nabout = 1\n"),
        ];
        let faults = Lexicon::parse(&files).unwrap_err();
        assert_eq!(faults.len(), 2);
        assert_eq!((faults[1].file.as_str(), faults[1].line), ("b.toml", 2));
    }
}
