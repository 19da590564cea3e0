//! Tokens to sentences.
//!
//! In: the tokens of one paragraph. Out: the ranges of tokens that are its sentences, in order and
//! without holes. Never: a look beyond the paragraph.
//!
//! *Gen. Halas met U.S. envoys. "Why?" he asked.* is two sentences: the stops after *Gen* and *U.S*
//! end nothing, nor does the question mark that stands before *he asked*.
//!
//! A sentence has at most [`LONGEST_SENTENCE`] tokens; a longer one is cut there.

use std::ops::Range;
use std::sync::Arc;

use dateline_record::{Lexicon, Span};
use rustc_hash::FxHashSet;

use crate::chars::{is_closer, is_terminal};

/// The most tokens of a sentence; what is longer is cut.
pub const LONGEST_SENTENCE: usize = 2000;

/// A bracket that closes within this many tokens holds no end of a sentence.
const SHORT_BRACKET: usize = 40;

/// A word of saying is looked for in this many tokens after a quotation.
const SAYING_WITHIN: usize = 7;

/// Cuts paragraphs into sentences.
#[derive(Debug, Clone)]
pub(crate) struct Splitter {
    words: Arc<Words>,
}

#[derive(Debug)]
struct Words {
    never_last: FxHashSet<String>,
    before_number: FxHashSet<String>,
    openers: FxHashSet<String>,
    saying: FxHashSet<String>,
}

/// One paragraph while it is cut.
struct Paragraph<'a> {
    words: &'a Words,
    text: &'a str,
    tokens: &'a [Span],
}

impl Splitter {
    /// The splitter of the given word lists.
    pub(crate) fn new(lexicon: &Lexicon) -> Splitter {
        let list = |class: &str| lexicon.set(class).owned();
        Splitter {
            words: Arc::new(Words {
                never_last: list("reading-never-last"),
                before_number: list("reading-before-number"),
                openers: list("reading-sentence-openers"),
                saying: list("reading-saying"),
            }),
        }
    }

    /// The sentences of a paragraph, as ranges of indices into `tokens`.
    pub(crate) fn split(&self, text: &str, tokens: &[Span]) -> Vec<Range<usize>> {
        Paragraph {
            words: &self.words,
            text,
            tokens,
        }
        .split()
    }
}

impl Paragraph<'_> {
    fn split(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        let mut bracket_until = 0;
        let mut at = 0;
        while at < self.tokens.len() {
            if at > start && at >= bracket_until && matches!(self.word(at), "(" | "[") {
                bracket_until = self.bracket_end(at);
            }
            let mut next = at + 1;
            if at >= bracket_until && self.may_end(at) {
                next = self.after_closers(at);
                if next < self.tokens.len() && self.ends(at, next) {
                    sentences.push(start..next);
                    start = next;
                }
            }
            if next - start >= LONGEST_SENTENCE {
                sentences.push(start..next);
                start = next;
            }
            at = next;
        }
        if start < self.tokens.len() {
            sentences.push(start..self.tokens.len());
        }
        sentences
    }

    fn word(&self, at: usize) -> &str {
        self.tokens[at].of(self.text)
    }

    fn gap_before(&self, at: usize) -> bool {
        at == 0 || self.tokens[at - 1].end < self.tokens[at].start
    }

    /// Whether the token ends in a mark that can end a sentence.
    fn may_end(&self, at: usize) -> bool {
        let word = self.word(at);
        let last = word.as_bytes()[word.len() - 1];
        match last {
            b'.' | b'!' | b'?' => true,
            0..=0x7F => false,
            _ => word.ends_with(is_terminal),
        }
    }

    /// The index behind the bracket that opens at `at`, when it closes soon; else `at`.
    fn bracket_end(&self, at: usize) -> usize {
        let close = if self.word(at) == "(" { ")" } else { "]" };
        let window = at + 1..(at + SHORT_BRACKET).min(self.tokens.len());
        window
            .into_iter()
            .find(|index| self.word(*index) == close)
            .map_or(at, |index| index + 1)
    }

    /// The index of the first token behind the marks that close quotations after `at`.
    fn after_closers(&self, at: usize) -> usize {
        let mut next = at + 1;
        while next < self.tokens.len() && !self.gap_before(next) && self.is_closing(next) {
            next += 1;
        }
        next
    }

    fn is_closing(&self, at: usize) -> bool {
        let word = self.word(at);
        if word.chars().all(is_terminal) {
            return true;
        }
        let straight = matches!(word, "\"" | "'");
        let opens_next = at + 1 < self.tokens.len() && !self.gap_before(at + 1);
        let closes = word.chars().all(is_closer);
        closes && !(straight && opens_next && !self.closes_next(at + 1))
    }

    /// Whether a straight quote before `at` may close although nothing stands between.
    fn closes_next(&self, at: usize) -> bool {
        let first = self.word(at).chars().next().unwrap_or(' ');
        !first.is_alphanumeric() || first.is_uppercase()
    }

    /// Whether a sentence ends between the stop at `stop` and the token at `next`.
    fn ends(&self, stop: usize, next: usize) -> bool {
        let word = self.word(stop);
        let closed = next > stop + 1;
        let follower = self.opening_word(next);
        let first = follower.chars().next().unwrap_or(' ');
        if first.is_lowercase() || matches!(first, ',' | ';' | ':' | ')' | '—' | '–' | '/') {
            return false;
        }
        if !self.gap_before(next) && !self.is_glued(stop, first) {
            return false;
        }
        if word.chars().all(is_terminal) {
            return self.mark_ends(stop, word, closed, next, first);
        }
        self.abbreviation_ends(word, closed, follower, first)
    }

    /// Whether a missing space after the stop is a slip: a word, a stop, a capital.
    fn is_glued(&self, stop: usize, first: char) -> bool {
        let before = if stop == 0 { "" } else { self.word(stop - 1) };
        let follows_word = before.chars().count() > 1 || before.ends_with(is_closer);
        self.word(stop).chars().all(is_terminal)
            && follows_word
            && (first.is_uppercase() || first == '"')
    }

    /// The first word from `at` on that is no quotation mark or opening bracket.
    fn opening_word(&self, at: usize) -> &str {
        let is_mark = |word: &str| {
            word.chars().all(|each| {
                is_closer(each) || matches!(each, '“' | '‘' | '«' | '(' | '[' | '„' | '‹')
            })
        };
        let window = at..(at + 3).min(self.tokens.len());
        let found = window
            .map(|index| self.word(index))
            .find(|word| !is_mark(word));
        found.unwrap_or_else(|| self.word(at))
    }

    /// Whether a stop, question mark or exclamation mark that is a token ends the sentence.
    fn mark_ends(&self, stop: usize, mark: &str, closed: bool, next: usize, first: char) -> bool {
        if mark == "." && first.is_numeric() && stop > 0 {
            let before = self.word(stop - 1).to_lowercase();
            return !self.words.before_number.contains(&before);
        }
        let asks = mark.contains(['?', '!', '…']) || mark.ends_with("..");
        !(closed && asks && self.saying_follows(next))
    }

    /// Whether the words from `next` on tell who spoke.
    fn saying_follows(&self, next: usize) -> bool {
        let window = next..(next + SAYING_WITHIN).min(self.tokens.len());
        let mut words = window
            .map(|index| self.word(index))
            .skip_while(|word| word.chars().all(|each| is_closer(each) || each == '“'));
        words
            .by_ref()
            .take_while(|word| word.starts_with(char::is_alphanumeric))
            .any(|word| self.words.saying.contains(word))
    }

    /// Whether a word that carries its own stop ends the sentence.
    fn abbreviation_ends(&self, word: &str, closed: bool, follower: &str, first: char) -> bool {
        let lower = word.to_lowercase();
        if !lower.starts_with(char::is_alphanumeric) {
            return true;
        }
        if self.words.never_last.contains(&lower) && !closed {
            return false;
        }
        if first.is_numeric() {
            return closed
                || !self.words.before_number.contains(&lower) && lower.chars().count() > 2;
        }
        if !first.is_alphabetic() {
            return closed || !is_initial(word);
        }
        closed || self.words.openers.contains(&follower.to_lowercase())
    }
}

/// Whether a word is a letter and a stop.
fn is_initial(word: &str) -> bool {
    word.chars().count() == 2 && word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokens::Tokenizer;

    fn split(text: &str) -> Vec<&str> {
        let lexicon = crate::cues::lexicon();
        let mut tokens = Vec::new();
        Tokenizer::new(&lexicon).tokenize(text, Span::new(0, text.len()), &mut tokens);
        let sentences = Splitter::new(&lexicon).split(text, &tokens);
        let span =
            |range: &Range<usize>| &text[tokens[range.start].start..tokens[range.end - 1].end];
        sentences.iter().map(span).collect()
    }

    #[test]
    fn stops_of_abbreviations_end_nothing() {
        let text = "Gen. Halas met U.S. envoys in St. Ives on Jan. 3. Sen. J. D. Corey, of Acme Inc. in No. 10, left.";
        assert_eq!(split(text).len(), 2, "{:?}", split(text));
        assert_eq!(
            split("The bill passed in the U.S. The Senate of the U.S. Congress voted.").len(),
            2
        );
        assert_eq!(
            split("They met at 9 a.m. The talks ended at 5 p.m. Friday.").len(),
            2
        );
    }

    #[test]
    fn quotations_close_after_the_stop() {
        let text = "\"We are ready.\" Fidan left. “Stop!” she said. 'Never.' He waited…  Then he spoke?! Yes.";
        assert_eq!(
            split(text),
            [
                "\"We are ready.\"",
                "Fidan left.",
                "“Stop!” she said.",
                "'Never.'",
                "He waited…",
                "Then he spoke?!",
                "Yes."
            ]
        );
    }

    #[test]
    fn a_question_before_its_speaker_goes_on() {
        assert_eq!(
            split("\"Who pays?\" Foreign Minister Halas asked on Monday. Nobody knew.").len(),
            2
        );
        assert_eq!(
            split("\"Who pays?\" Nobody in the hall of the town moved.").len(),
            2
        );
    }

    #[test]
    fn brackets_and_numbers_hold_together() {
        assert_eq!(
            split("Growth was 3.4 percent (up from 2.1. See below.) in May. It fell.").len(),
            2
        );
        assert_eq!(split("He won.She lost.").len(), 2);
        assert_eq!(split("He paid $1.5. 20 men came.").len(), 2);
    }

    #[test]
    fn a_very_long_sentence_is_cut() {
        let text = "word ".repeat(LONGEST_SENTENCE * 2 + 5);
        let counts: Vec<usize> = split(&text)
            .iter()
            .map(|sentence| sentence.split(' ').count())
            .collect();
        assert_eq!(counts, [LONGEST_SENTENCE, LONGEST_SENTENCE, 5]);
    }
}
