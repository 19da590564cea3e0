//! The closed word lists of a language, as the program ships with them.
//!
//! In: the TOML files of `data/lexicon/en`, embedded. Out: [`Lexicon`], from which every stage takes
//! its words by the name of their class. Never: rules on how words combine.
//!
//! `lexicon.set("reporting-verbs").has("announce")` is true; `lexicon.map("months").get("july")` is
//! `Some("7")`.

use std::ops::Deref;

use dateline_record::Fault;
pub use dateline_record::{WordMap, WordSet, toml_fault};
use rustc_hash::{FxHashMap, FxHashSet};

/// The files, embedded.
const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/lexicon_files.rs"));

/// All classes of a language; reads like [`dateline_record::Lexicon`].
#[derive(Debug, Default)]
pub struct Lexicon {
    classes: dateline_record::Lexicon,
    noun_firsts: FxHashSet<String>,
    noun_lasts: FxHashSet<String>,
    /// For each noun of [`NOUN_FLAGS`] one bit for each of these classes.
    noun_flags: FxHashMap<String, u16>,
}

/// The classes that say something of a noun without a value.
const NOUN_FLAGS: &[&str] = &[
    "mention-not-people",
    "mention-collectives",
    "mention-representatives",
    "mention-state-nouns",
    "mention-office-nouns",
    "mention-no-party",
    "mention-agents",
    "mention-party-nouns",
    "mention-news-nouns",
    "mention-gendered-nouns",
];

/// Which of the classes above a noun is in, and whether it is in one of [`REFERRING`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct NounFlags(u16);

impl NounFlags {
    const REFERS: u16 = 1 << NOUN_FLAGS.len();

    /// Whether the noun is in that class.
    pub(crate) fn has(self, class: &str) -> bool {
        let place = NOUN_FLAGS.iter().position(|known| *known == class);
        debug_assert!(place.is_some(), "{class} is missing in NOUN_FLAGS");
        place.is_some_and(|place| self.0 & 1 << place != 0)
    }

    /// Whether the noun can take up something already named.
    pub(crate) fn refers(self) -> bool {
        self.0 & NounFlags::REFERS != 0
    }
}

/// The classes of nouns that make a noun phrase worth a look, beside those that refer.
const PARTY_NOUNS: &[&str] = &[
    "mention-agents",
    "mention-party-nouns",
    "mention-state-nouns",
    "mention-office-nouns",
    "mention-news-nouns",
];

/// The classes of nouns that take up something already named.
pub(crate) const REFERRING: &[&str] = &[
    "reference-organisation-nouns",
    "reference-state-nouns",
    "reference-capital-nouns",
    "reference-pair-persons",
    "reference-pair-states",
    "reference-counterparts",
    "reference-participants",
];

/// What separates the words of a noun.
const JOINTS: [char; 2] = [' ', '-'];

impl Lexicon {
    /// The lexicon that ships with the program.
    ///
    /// # Panics
    /// Never in a released build: a test loads the embedded files.
    pub fn embedded() -> Lexicon {
        Lexicon::parse(FILES).unwrap_or_else(|faults| panic!("embedded lexicon: {faults:?}"))
    }

    /// Reads files, given as (name, text).
    ///
    /// # Errors
    /// All faults of all files.
    pub fn parse(files: &[(&str, &str)]) -> Result<Lexicon, Vec<Fault>> {
        let classes = dateline_record::Lexicon::parse(files)?;
        let all = PARTY_NOUNS.iter().chain(REFERRING);
        let known = all.filter(|class| classes.has_class(class));
        let nouns: Vec<&str> = known
            .flat_map(|class| classes.set(class).sorted())
            .collect();
        let firsts = nouns.iter().filter_map(|noun| noun.split(JOINTS).next());
        let lasts = nouns.iter().filter_map(|noun| noun.rsplit(JOINTS).next());
        let mut noun_flags: FxHashMap<String, u16> = FxHashMap::default();
        let flagged = NOUN_FLAGS.iter().enumerate();
        let flagged = flagged.map(|(place, class)| (1 << place, class));
        for (bit, class) in flagged.chain(REFERRING.iter().map(|class| (NounFlags::REFERS, class)))
        {
            let words = classes
                .has_class(class)
                .then(|| classes.set(class).sorted());
            for word in words.into_iter().flatten() {
                *noun_flags.entry(word.to_owned()).or_default() |= bit;
            }
        }
        Ok(Lexicon {
            noun_flags,
            noun_firsts: firsts.map(str::to_owned).collect(),
            noun_lasts: lasts.map(str::to_owned).collect(),
            classes,
        })
    }

    /// What the classes of nouns say of one.
    pub(crate) fn noun_flags(&self, noun: &str) -> NounFlags {
        NounFlags(self.noun_flags.get(noun).copied().unwrap_or_default())
    }

    /// Whether a noun of one of these classes may end with a word: false is certain.
    pub(crate) fn may_end_noun(&self, word: &str) -> bool {
        let last = word.rsplit(JOINTS).next().unwrap_or_default();
        self.noun_lasts.contains(last)
    }

    /// Whether a noun of one of these classes may begin with a word: false is certain.
    pub(crate) fn may_begin_noun(&self, word: &str) -> bool {
        let first = word.split(JOINTS).next().unwrap_or_default();
        self.noun_firsts.contains(first)
    }
}

impl Deref for Lexicon {
    type Target = dateline_record::Lexicon;

    fn deref(&self) -> &dateline_record::Lexicon {
        &self.classes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_lexicon_loads() {
        let lexicon = Lexicon::embedded();
        assert_eq!(lexicon.map("months").number("july"), Some(7));
        assert!(lexicon.set("months").has("july"));
    }
}
