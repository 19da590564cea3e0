//! The words of a sentence as dictionaries count them.
//!
//! In: a sentence. Out: [`Pieces`]: its words in upper case, those with hyphens or underscores taken
//! apart. Never: meaning.
//!
//! *Barad-dur's gates* is the pieces `BARAD`, `DUR`, `'S`, `GATES`, whatever the tokeniser makes of the
//! hyphen.

use std::ops::Range;

use dateline_code::text::SentenceView;
use dateline_parse::Tag;
use dateline_parse::lemma::Lemmas;

/// What separates the pieces of one word.
pub const JOINTS: [char; 3] = ['-', '_', '\u{2011}'];

/// One word or part of a word.
pub struct Piece {
    /// In upper case.
    pub text: String,
    /// Its singular, in upper case, taken as a noun whatever it is.
    pub singular: String,
    /// The token it is of.
    pub token: usize,
}

/// The pieces of one sentence.
pub struct Pieces {
    all: Vec<Piece>,
}

impl Pieces {
    /// The pieces of a sentence.
    pub fn of(view: &SentenceView, lemmas: &Lemmas) -> Pieces {
        let mut all = Vec::new();
        for node in view.nodes() {
            let word = node.word().replace('\u{2019}', "'");
            let parts = word.split(JOINTS).filter(|part| !part.is_empty());
            all.extend(parts.map(|part| Piece {
                text: part.to_uppercase(),
                singular: lemmas.of(part, Tag::Nouns).to_uppercase(),
                token: node.token,
            }));
        }
        Pieces { all }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// One of them.
    pub fn at(&self, place: usize) -> &Piece {
        &self.all[place]
    }

    /// The pieces of some tokens.
    pub fn of_tokens(&self, tokens: Range<usize>) -> Range<usize> {
        let first = self.all.partition_point(|piece| piece.token < tokens.start);
        let end = self.all.partition_point(|piece| piece.token < tokens.end);
        first..end
    }

    /// The tokens of some pieces.
    pub fn tokens(&self, pieces: Range<usize>) -> Range<usize> {
        let last = pieces.end.max(pieces.start + 1) - 1;
        self.all[pieces.start].token..self.all[last].token + 1
    }

    /// Whether words stand side by side from a place on.
    pub fn has_at(&self, place: usize, words: &[String], plural: bool) -> bool {
        let end = place + words.len();
        end <= self.len()
            && words.iter().enumerate().all(|(index, word)| {
                let piece = &self.all[place + index];
                piece.text == *word || plural && index + 1 == words.len() && piece.singular == *word
            })
    }
}

/// The words of a phrase of a dictionary, in upper case, joints taken apart.
pub fn words_of(phrase: &str) -> Vec<String> {
    let is_joint = |character: char| character.is_whitespace() || JOINTS.contains(&character);
    let words = phrase.split(is_joint).filter(|word| !word.is_empty());
    words.map(str::to_uppercase).collect()
}
