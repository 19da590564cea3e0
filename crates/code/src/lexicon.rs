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

/// The files, embedded.
const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/lexicon_files.rs"));

/// All classes of a language; reads like [`dateline_record::Lexicon`].
#[derive(Debug, Default)]
pub struct Lexicon(dateline_record::Lexicon);

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
        dateline_record::Lexicon::parse(files).map(Lexicon)
    }
}

impl Deref for Lexicon {
    type Target = dateline_record::Lexicon;

    fn deref(&self) -> &dateline_record::Lexicon {
        &self.0
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
