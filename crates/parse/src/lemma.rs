//! Base forms.
//!
//! In: a word and its tag. Out: its lemma. Never: a look at its neighbours.
//!
//! *met* as `VBD` becomes *meet*: the table `data/lexicon/en/lemmas.tsv` lists it. *recalled* is not
//! listed; its longest listed ending, *led*, becomes *l*.

use rustc_hash::FxHashMap;

use crate::tree::Tag;

const TABLE: &str = include_str!("../../../data/lexicon/en/lemmas.tsv");

/// The table of forms and endings.
#[derive(Debug, Default)]
pub struct Lemmas {
    forms: FxHashMap<(Tag, &'static str), &'static str>,
    endings: FxHashMap<(Tag, &'static str), &'static str>,
    longest: usize,
    /// A bit for each tag with entries: words of all others are their own lemmas.
    listed: u64,
}

impl Lemmas {
    /// The table that ships with the program. Lines that cannot be read are left out; a test sees
    /// to it that there are none.
    pub fn embedded() -> Lemmas {
        let mut lemmas = Lemmas::default();
        for (tag, form, lemma) in TABLE.lines().filter_map(entry) {
            lemmas.listed |= 1 << tag as u64;
            match form.strip_prefix('-') {
                Some(ending) => {
                    lemmas.longest = lemmas.longest.max(ending.len());
                    lemmas.endings.insert((tag, ending), lemma);
                }
                None => {
                    lemmas.forms.insert((tag, form), lemma);
                }
            }
        }
        lemmas
    }

    /// The lemma of a word: for proper nouns the word itself, otherwise in lower case.
    pub fn of(&self, word: &str, tag: Tag) -> String {
        if matches!(tag, Tag::Proper | Tag::Propers) {
            return word.to_owned();
        }
        let lower = match word.is_ascii() {
            true => word.to_ascii_lowercase(),
            false => word.to_lowercase().replace('\u{2019}', "'"),
        };
        if self.listed & (1 << tag as u64) == 0 {
            return lower;
        }
        if let Some(lemma) = self.forms.get(&(tag, lower.as_str())) {
            return (*lemma).to_owned();
        }
        let shortest = lower.chars().next().map_or(0, char::len_utf8);
        for start in lower.len().saturating_sub(self.longest).max(shortest)..lower.len() {
            let Some(ending) = lower.get(start..) else {
                continue;
            };
            if let Some(replacement) = self.endings.get(&(tag, ending)) {
                return lower[..start].to_owned() + replacement;
            }
        }
        lower
    }
}

fn entry(line: &'static str) -> Option<(Tag, &'static str, &'static str)> {
    let mut fields = line.split('\t');
    let tag = Tag::from_name(fields.next()?)?;
    Some((tag, fields.next()?, fields.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_an_entry_or_a_remark() {
        for line in TABLE.lines() {
            assert!(line.starts_with('#') || entry(line).is_some(), "{line}");
        }
    }

    #[test]
    fn irregular_and_regular_forms() {
        let lemmas = Lemmas::embedded();
        for (word, tag, lemma) in [
            ("met", Tag::VerbPast, "meet"),
            ("Met", Tag::VerbPast, "meet"),
            ("recalled", Tag::VerbPast, "recall"),
            ("signed", Tag::VerbParticiple, "sign"),
            ("making", Tag::VerbGerund, "make"),
            ("threatening", Tag::VerbGerund, "threaten"),
            ("denies", Tag::VerbThird, "deny"),
            ("has", Tag::VerbThird, "have"),
            ("was", Tag::VerbPast, "be"),
            ("’s", Tag::VerbThird, "be"),
            ("treaties", Tag::Nouns, "treaty"),
            ("crises", Tag::Nouns, "crisis"),
            ("men", Tag::Nouns, "man"),
            ("sanctions", Tag::Nouns, "sanction"),
            ("worse", Tag::Comparative, "bad"),
            ("Nations", Tag::Propers, "Nations"),
            ("Talks", Tag::Nouns, "talk"),
        ] {
            assert_eq!(lemmas.of(word, tag), lemma, "{word}");
        }
    }

    #[test]
    fn odd_words_have_lemmas() {
        let lemmas = Lemmas::embedded();
        assert_eq!(lemmas.of("", Tag::Nouns), "");
        assert_eq!(lemmas.of("s", Tag::Nouns), "s");
        assert_eq!(lemmas.of("🚀s", Tag::Noun), "🚀s");
        assert!(!lemmas.of("İİs", Tag::Nouns).is_empty());
    }
}
