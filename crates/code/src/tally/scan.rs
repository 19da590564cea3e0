//! Reading along the tokens of a sentence.
//!
//! In: a [`SentenceView`] and word lists. Out: [`Scan`], which tells whether a phrase of a list stands
//! at a token. Never: the tree's heads.
//!
//! In *at least 40 per cent* the list of hedges has a phrase of two words that ends before token 2.

use std::borrow::Cow;

use dateline_parse::Tag;

use crate::lexicon::{WordMap, WordSet};
use crate::text::SentenceView;

/// The words of one sentence, in lower case and as they stand.
pub(super) struct Scan<'a> {
    /// The sentence.
    pub view: &'a SentenceView<'a>,
    /// Its words in lower case.
    pub lower: Vec<&'a str>,
}

impl<'a> Scan<'a> {
    /// The words of a sentence.
    pub fn new(view: &'a SentenceView<'a>) -> Self {
        Scan {
            view,
            lower: view.nodes().map(|node| node.lowered()).collect(),
        }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// The word of a token in lower case; empty outside the sentence.
    pub fn word(&self, token: usize) -> &'a str {
        self.lower.get(token).copied().unwrap_or_default()
    }

    /// The word of a token as it stands; empty outside the sentence.
    pub fn raw(&self, token: usize) -> &'a str {
        if token < self.len() {
            self.view.node(token).word()
        } else {
            ""
        }
    }

    /// The tag of a token.
    pub fn tag(&self, token: usize) -> Option<Tag> {
        self.view.tree.tags.get(token).copied()
    }

    /// Whether nothing stands between a token and the next.
    pub fn adjoins(&self, token: usize) -> bool {
        token + 1 < self.len()
            && self.view.node(token).span().end == self.view.node(token + 1).span().start
    }

    /// The number of tokens of the longest phrase of `set` that begins at `token`; 0 for none.
    pub fn phrase_at(&self, token: usize, set: &WordSet) -> usize {
        let longest = set.longest().min(self.len().saturating_sub(token));
        let longest = if set.opens(self.word(token)) {
            longest
        } else {
            longest.min(1)
        };
        (1..=longest)
            .rev()
            .find(|&count| set.has(&self.joined(token, count)))
            .unwrap_or(0)
    }

    /// The longest phrase of `map` that begins at `token`, in lower case: its length and value.
    pub fn value_at<'m>(&self, token: usize, map: &'m WordMap) -> Option<(usize, &'m str)> {
        let longest = map.longest().min(self.len().saturating_sub(token));
        let longest = if map.opens(self.word(token)) {
            longest
        } else {
            longest.min(1)
        };
        (1..=longest)
            .rev()
            .find_map(|count| Some((count, map.get(&self.joined(token, count))?)))
    }

    /// The number of tokens of the longest phrase of `set` that ends before `token`.
    pub fn phrase_before(&self, token: usize, set: &WordSet) -> usize {
        let longest = set.longest().min(token);
        let closes = token > 0 && set.closes(self.word(token - 1));
        let longest = if closes { longest } else { longest.min(1) };
        let ends = |&count: &usize| set.has(&self.joined(token - count, count));
        (1..=longest).rev().find(ends).unwrap_or(0)
    }

    /// Some words with single spaces between.
    fn joined(&self, token: usize, count: usize) -> Cow<'a, str> {
        match self.lower[token..token + count] {
            [word] => Cow::Borrowed(word),
            ref words => Cow::Owned(words.join(" ")),
        }
    }
}
