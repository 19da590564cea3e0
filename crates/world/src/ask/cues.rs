//! The small words that tell what a name means where it stands.
//!
//! In: the table `words`. Out: sets of words by their part in a clause, and endings. Never: a word of
//! its own; a second language brings a second table.
//!
//! *in* is a [`Part::BeforePlace`], *streets* a [`Part::PlaceHead`] as in "the streets of Ankara".

use crate::compile::normal;
use crate::compile::schema::{Table, WORD_KINDS};
use crate::data::Data;
use std::collections::HashMap;

/// The part that a word has in a clause; each is a kind of the table `words`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Article,
    BeforePlace,
    BeforeEither,
    Of,
    Connector,
    Motion,
    PlaceVerb,
    PlaceNoun,
    PlaceHead,
    PlaceAdjective,
    ClauseOpener,
    Joiner,
    Determiner,
    Former,
    Ousted,
    Acting,
    Be,
    He,
    She,
    As,
    Head,
    Parliamentary,
    Articled,
}

impl Part {
    const fn kind(self) -> &'static str {
        match self {
            Part::Article => "article",
            Part::BeforePlace => "before-place",
            Part::BeforeEither => "before-either",
            Part::Of => "of",
            Part::Connector => "connector",
            Part::Motion => "motion",
            Part::PlaceVerb => "place-verb",
            Part::PlaceNoun => "place-noun",
            Part::PlaceHead => "place-head",
            Part::PlaceAdjective => "place-adjective",
            Part::ClauseOpener => "clause-opener",
            Part::Joiner => "joiner",
            Part::Determiner => "determiner",
            Part::Former => "former",
            Part::Ousted => "ousted",
            Part::Acting => "acting",
            Part::Be => "be",
            Part::He => "he",
            Part::She => "she",
            Part::As => "as",
            Part::Head => "head",
            Part::Parliamentary => "parliamentary",
            Part::Articled => "articled",
        }
    }
}

/// The words by their parts.
pub(crate) struct Cues {
    parts: HashMap<String, u32>,
    possessives: Vec<String>,
    plurals: Vec<(String, String)>,
    acting: Option<String>,
    office: Option<String>,
}

/// Kinds whose words are endings or patterns.
const POSSESSIVE: &str = "possessive";
const PLURAL: &str = "plural";
const OFFICE: &str = "office";

impl Cues {
    /// Reads them.
    pub(crate) fn of(data: &Data) -> Cues {
        let mut cues = Cues {
            parts: HashMap::new(),
            possessives: Vec::new(),
            plurals: Vec::new(),
            acting: None,
            office: None,
        };
        for row in 0..data.rows(Table::Words) {
            let (word, kind) = (
                data.cell(Table::Words, row, 0),
                data.cell(Table::Words, row, 1),
            );
            cues.add(word, kind);
        }
        let longest_first = |text: &String| std::cmp::Reverse(text.len());
        cues.possessives.sort_by_key(longest_first);
        cues.plurals
            .sort_by_key(|(ending, _)| longest_first(ending));
        cues
    }

    fn add(&mut self, word: &str, kind: &str) {
        match kind {
            POSSESSIVE => self.possessives.push(word.to_owned()),
            PLURAL => {
                let (ending, singular) = word.split_once(' ').unwrap_or((word, ""));
                self.plurals.push((ending.to_owned(), singular.to_owned()));
            }
            OFFICE => self.office = Some(word.to_owned()),
            _ => {
                let acting = kind == Part::Acting.kind();
                self.acting = self.acting.take().or(acting.then(|| word.to_owned()));
                let bit = WORD_KINDS.iter().position(|known| *known == kind);
                let parts = self.parts.entry(normal::phrase(word, &[])).or_default();
                *parts |= bit.map_or(0, |bit| 1 << bit);
            }
        }
    }

    /// Whether a word in its normal form has a part.
    pub(crate) fn has(&self, word: &str, part: Part) -> bool {
        let bit = WORD_KINDS.iter().position(|known| *known == part.kind());
        let parts = self.parts.get(word).copied().unwrap_or(0);
        bit.is_some_and(|bit| parts & 1 << bit != 0)
    }

    /// Where the possessive ending of a word begins.
    pub(crate) fn possessive(&self, word: &str) -> Option<usize> {
        let ends = |ending: &&String| word.len() > ending.len() && word.ends_with(ending.as_str());
        let ending = self.possessives.iter().find(ends)?;
        Some(word.len() - ending.len())
    }

    /// Whether a token is a possessive ending.
    pub(crate) fn is_possessive(&self, token: &str) -> bool {
        self.possessives.iter().any(|ending| ending == token)
    }

    /// Words as they stood in the text, possessive endings on their words.
    pub(crate) fn joined(&self, words: &[&str]) -> String {
        let mut out = String::new();
        for word in words {
            if !out.is_empty() && !self.is_possessive(word) {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }

    /// What a plural may be the plural of, likeliest first.
    pub(crate) fn singulars(&self, plural: &str) -> Vec<String> {
        let cut = |(ending, singular): &(String, String)| {
            let stem = plural.strip_suffix(ending.as_str())?;
            (!stem.is_empty()).then(|| format!("{stem}{singular}"))
        };
        self.plurals.iter().filter_map(cut).collect()
    }

    /// An office written out.
    pub(crate) fn office(&self, title: &str, owner: &str) -> String {
        let pattern = self.office.as_deref().unwrap_or("{title} {owner}");
        pattern.replace("{title}", title).replace("{owner}", owner)
    }

    /// The title of one who acts in a post.
    pub(crate) fn acting(&self, title: &str) -> String {
        let first = title.split(' ').next().unwrap_or_default();
        match &self.acting {
            Some(word) if !self.has(&normal::phrase(first, &[]), Part::Acting) => {
                let mut letters = word.chars();
                let head: String = letters
                    .next()
                    .into_iter()
                    .flat_map(char::to_uppercase)
                    .collect();
                format!("{head}{} {title}", letters.as_str())
            }
            _ => title.to_owned(),
        }
    }
}
