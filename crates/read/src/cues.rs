//! The words by which parts of a page are known.
//!
//! In: the word lists of `data/lexicon/en`, embedded. Out: [`Cues`], matchers over them. Never:
//! words of its own.
//!
//! `sign up for our letter` begins with a phrase of the class `reading-boilerplate-starts`.

use aho_corasick::AhoCorasick;
use dateline_record::Lexicon;
use rustc_hash::{FxHashMap, FxHashSet};

/// The files that the reader needs, embedded.
const FILES: &[(&str, &str)] = &[
    (
        "lexicon/en/calendar.toml",
        include_str!("../../../data/lexicon/en/calendar.toml"),
    ),
    (
        "lexicon/en/reading.toml",
        include_str!("../../../data/lexicon/en/reading.toml"),
    ),
    (
        "lexicon/en/reading-regions.toml",
        include_str!("../../../data/lexicon/en/reading-regions.toml"),
    ),
];

/// The word lists of the reader.
///
/// # Panics
/// Never in a released build: every test of the crate loads the embedded files.
pub(crate) fn lexicon() -> Lexicon {
    Lexicon::parse(FILES).unwrap_or_else(|faults| panic!("embedded lexicon: {faults:?}"))
}

/// Phrases that are looked for at the front, at the end or inside of a line in lower case.
#[derive(Debug)]
pub(crate) struct Phrases {
    /// By their first byte, longest first.
    by_first: FxHashMap<u8, Vec<String>>,
    /// By their last byte, longest first.
    by_last: FxHashMap<u8, Vec<String>>,
    inside: AhoCorasick,
}

impl Phrases {
    fn of(lexicon: &Lexicon, class: &str) -> Phrases {
        let mut phrases = lexicon.set(class).sorted();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let inside = AhoCorasick::new(&phrases).unwrap_or_else(|error| panic!("{class}: {error}"));
        let (mut by_first, mut by_last) = (FxHashMap::default(), FxHashMap::default());
        for phrase in phrases {
            let (Some(first), Some(last)) = (phrase.bytes().next(), phrase.bytes().last()) else {
                continue;
            };
            by_first
                .entry(first)
                .or_insert_with(Vec::new)
                .push(phrase.to_owned());
            by_last
                .entry(last)
                .or_insert_with(Vec::new)
                .push(phrase.to_owned());
        }
        Phrases {
            by_first,
            by_last,
            inside,
        }
    }

    /// The length of the longest phrase that `line` begins with, as whole words.
    pub(crate) fn start(&self, line: &str) -> Option<usize> {
        let phrases = self.by_first.get(line.as_bytes().first()?)?;
        let begins =
            |phrase: &&String| line.starts_with(phrase.as_str()) && is_whole(line, 0, phrase.len());
        phrases.iter().find(begins).map(String::len)
    }

    /// Whether `line` ends in one of the phrases, as whole words.
    pub(crate) fn ends(&self, line: &str) -> bool {
        let Some(phrases) = line
            .as_bytes()
            .last()
            .and_then(|last| self.by_last.get(last))
        else {
            return false;
        };
        phrases.iter().any(|phrase| {
            line.ends_with(phrase.as_str())
                && is_whole(line, line.len() - phrase.len(), phrase.len())
        })
    }

    /// Whether one of the phrases stands in `line`, as whole words.
    pub(crate) fn stands_in(&self, line: &str) -> bool {
        self.places(line).next().is_some()
    }

    /// All places in `line` where one of the phrases stands as whole words, as (offset, length).
    pub(crate) fn places<'a>(&'a self, line: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let found = self
            .inside
            .find_overlapping_iter(line)
            .map(|found| (found.start(), found.len()));
        found.filter(|(at, length)| is_whole(line, *at, *length))
    }
}

/// Whether no word of `line` is cut at the ends of the stretch.
fn is_whole(line: &str, at: usize, length: usize) -> bool {
    let (before, rest) = line.split_at(at);
    let (inside, after) = rest.split_at(length);
    is_edge(inside.chars().next(), before.chars().next_back())
        && is_edge(inside.chars().next_back(), after.chars().next())
}

/// Whether a word ends between two neighbouring characters.
fn is_edge(inside: Option<char>, outside: Option<char>) -> bool {
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    !(is_word(inside) && is_word(outside))
}

/// All classes that regions are known by.
#[derive(Debug)]
pub(crate) struct Cues {
    pub(crate) boilerplate_starts: Phrases,
    pub(crate) boilerplate_contains: Phrases,
    pub(crate) boilerplate_lines: FxHashSet<String>,
    pub(crate) tags_starts: Phrases,
    pub(crate) tags_headers: FxHashSet<String>,
    pub(crate) byline_starts: Phrases,
    pub(crate) byline_openers: Phrases,
    pub(crate) source_starts: Phrases,
    pub(crate) byline_places: FxHashSet<String>,
    pub(crate) byline_ends: Phrases,
    pub(crate) agencies: FxHashSet<String>,
    pub(crate) date_starts: Phrases,
    pub(crate) updated: Phrases,
    pub(crate) date_words: FxHashSet<String>,
    pub(crate) credit_starts: Phrases,
    pub(crate) credit_ends: Phrases,
    pub(crate) not_places: FxHashSet<String>,
    pub(crate) joiners: FxHashSet<String>,
    pub(crate) months: FxHashMap<String, i8>,
}

impl Cues {
    /// The cues of the given word lists.
    pub(crate) fn new(lexicon: &Lexicon) -> Cues {
        let phrases = |class: &str| Phrases::of(lexicon, class);
        let words = |class: &str| lexicon.set(class).owned();
        let months = lexicon.map("months");
        let number = |name: &str| {
            months
                .number(name)
                .and_then(|number| i8::try_from(number).ok())
        };
        Cues {
            boilerplate_starts: phrases("reading-boilerplate-starts"),
            boilerplate_contains: phrases("reading-boilerplate-contains"),
            boilerplate_lines: words("reading-boilerplate-lines"),
            tags_starts: phrases("reading-tags-starts"),
            tags_headers: words("reading-tags-headers"),
            byline_starts: phrases("reading-byline-starts"),
            byline_openers: phrases("reading-byline-openers"),
            source_starts: phrases("reading-source-starts"),
            byline_places: words("reading-byline-places"),
            byline_ends: phrases("reading-byline-ends"),
            agencies: words("reading-agencies"),
            date_starts: phrases("reading-date-starts"),
            updated: phrases("reading-updated"),
            date_words: words("reading-date-words"),
            credit_starts: phrases("reading-credit-starts"),
            credit_ends: phrases("reading-credit-ends"),
            not_places: words("reading-not-places"),
            joiners: words("reading-name-joiners"),
            months: lexicon
                .set("months")
                .sorted()
                .into_iter()
                .filter_map(|name| Some((name.to_owned(), number(name)?)))
                .collect(),
        }
    }

    /// The number of the month that a word names, whatever its case, with or without a stop.
    pub(crate) fn month(&self, word: &str) -> Option<i8> {
        self.months
            .get(word.trim_end_matches('.').to_lowercase().as_str())
            .copied()
    }

    /// Whether a word may stand in a line that holds only a date: a number, a month, `gmt`.
    pub(crate) fn is_date_word(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let rest = lower.trim_start_matches(|each: char| each.is_ascii_digit());
        rest.is_empty() || self.month(rest).is_some() || self.date_words.contains(rest)
    }

    /// Whether the name is that of an agency (or of several with slashes or commas between).
    pub(crate) fn is_agency(&self, name: &str) -> bool {
        let mut parts = name
            .split(['/', ','])
            .map(|part| part.trim().to_lowercase())
            .peekable();
        parts.peek().is_some() && parts.all(|part| self.agencies.contains(&part))
    }

    /// The share of the words that begin with a capital or a digit, of those that are no joiners.
    /// 0 when there is none.
    pub(crate) fn name_share(&self, text: &str) -> f32 {
        let (mut names, mut words) = (0u16, 0u16);
        for word in words_of(text).take(80) {
            if self.joiners.contains(word) {
                continue;
            }
            words += 1;
            let first = word.chars().next().unwrap_or(' ');
            names += u16::from(first.is_uppercase() || first.is_numeric());
        }
        if words == 0 {
            0.0
        } else {
            f32::from(names) / f32::from(words)
        }
    }
}

/// The words of a text: runs of letters and digits, with the apostrophes and stops inside them.
pub(crate) fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|each: char| !(each.is_alphanumeric() || matches!(each, '\'' | '’' | '.' | '&')))
        .map(|word| word.trim_matches(|each: char| matches!(each, '\'' | '’' | '.')))
        .filter(|word| !word.is_empty())
}
