//! A clause and the mention in it.
//!
//! In: the words of a mention and the clause around it. Out: tokens, where the mention stands, and
//! whether it stands there as a place or as a party. Never: a look at what the mention means.
//!
//! In *shells fell on a suburb of Kharkov* the mention *Kharkov* stands as a place; in *Kharkov
//! rejected the offer* as a party.

use super::cues::{Cues, Part};
use crate::compile::normal;
use std::ops::Range;

/// As what a mention stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Setting {
    /// Something happens there.
    Place,
    /// It does something, or something is done to it.
    Party,
    /// The clause does not say.
    Open,
}

/// Words with punctuation and possessive endings apart.
pub(crate) fn tokens<'t>(text: &'t str, cues: &Cues) -> Vec<&'t str> {
    let mut out = Vec::new();
    for piece in text.split_whitespace() {
        let word = piece.trim_start_matches(is_mark);
        let lead = &piece[..piece.len() - word.len()];
        out.extend(
            lead.char_indices()
                .map(|(at, mark)| &lead[at..at + mark.len_utf8()]),
        );
        let bare = word.trim_end_matches(is_mark);
        match cues.possessive(bare) {
            Some(at) => out.extend([&bare[..at], &bare[at..]]),
            None if bare.is_empty() => {}
            None => out.push(bare),
        }
        let tail = &word[bare.len()..];
        out.extend(
            tail.char_indices()
                .map(|(at, mark)| &tail[at..at + mark.len_utf8()]),
        );
    }
    out
}

fn is_mark(letter: char) -> bool {
    matches!(
        letter,
        ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '"' | '“' | '”' | '«' | '»' | '—'
    )
}

/// Tokens with the place of the mention among them.
pub(crate) struct Clause<'c> {
    pub(crate) words: Vec<&'c str>,
    normal: Vec<String>,
    /// Where the mention stands; nowhere when the clause does not have it.
    pub(crate) span: Option<Range<usize>>,
    cues: &'c Cues,
}

/// How far back a verb of motion may stand.
const REACH: usize = 6;
/// How far ahead the verb of a passive may stand.
const AHEAD: usize = 3;

impl<'c> Clause<'c> {
    /// Finds the mention in the clause.
    pub(crate) fn new(context: &'c str, mention: &[&str], cues: &'c Cues) -> Clause<'c> {
        let words = tokens(context, cues);
        let normal: Vec<String> = words.iter().map(|word| normal::phrase(word, &[])).collect();
        let wanted: Vec<String> = mention
            .iter()
            .map(|word| normal::phrase(word, &[]))
            .collect();
        let span = position(&normal, &wanted);
        Clause {
            words,
            normal,
            span,
            cues,
        }
    }

    /// The word `back` places before the mention (1 is the nearest), articles left out.
    fn before(&self, back: usize) -> &str {
        let start = self.span.as_ref().map_or(0, |span| span.start);
        let mut words = self.normal[..start].iter().rev();
        let skipped = |word: &&String| {
            self.cues.has(word, Part::Article) || self.cues.has(word, Part::Determiner)
        };
        let first = words.clone().take_while(skipped).count();
        words.nth(first + back - 1).map_or("", String::as_str)
    }

    fn after(&self, ahead: usize) -> &str {
        let end = self
            .span
            .as_ref()
            .map_or(self.normal.len(), |span| span.end);
        self.normal.get(end + ahead - 1).map_or("", String::as_str)
    }

    fn is_possessive(&self) -> bool {
        let end = self.span.as_ref().map_or(usize::MAX, |span| span.end);
        self.words
            .get(end)
            .is_some_and(|word| self.cues.is_possessive(word))
    }

    /// Whether something moves within a few words before.
    fn moves(&self) -> bool {
        let start = self.span.as_ref().map_or(0, |span| span.start);
        let near = &self.normal[start.saturating_sub(REACH)..start];
        near.iter().any(|word| self.cues.has(word, Part::Motion))
    }

    /// As what the mention stands here.
    pub(crate) fn setting(&self) -> Setting {
        let Some(span) = &self.span else {
            return Setting::Open;
        };
        let has = |word: &str, part| self.cues.has(word, part);
        let (before, after) = (self.before(1), self.after(1));
        if self.is_possessive() {
            return match has(self.after(2), Part::PlaceNoun) {
                true => Setting::Place,
                false => Setting::Party,
            };
        }
        let is_place = has(before, Part::BeforePlace)
            || has(before, Part::PlaceAdjective)
            || (has(before, Part::BeforeEither) && self.moves())
            || (has(before, Part::Of) && has(self.before(2), Part::PlaceHead))
            || (has(before, Part::PlaceVerb) && !has(self.before(2), Part::Be))
            || (has(after, Part::PlaceNoun) && !has(before, Part::ClauseOpener))
            || self.suffers()
            || self.is_listed_place(span.start);
        let is_subject = span.start == 0 || before.is_empty() || has(before, Part::ClauseOpener);
        let goes_on = !after.is_empty() && !has(after, Part::BeforePlace);
        match (is_place, is_subject) {
            (true, _) => Setting::Place,
            (false, true) if !goes_on => Setting::Open,
            _ => Setting::Party,
        }
    }

    /// Whether the mention goes on a list of places ("in Michigan and Georgia").
    fn is_listed_place(&self, start: usize) -> bool {
        let mut at = start;
        while at > 0 && (self.words[at - 1] == "," || self.has(at - 1, Part::Joiner)) {
            while at > 0 && (self.words[at - 1] == "," || self.has(at - 1, Part::Joiner)) {
                at -= 1;
            }
            let item = at;
            while at > 0 && self.words[at - 1].starts_with(char::is_uppercase) {
                at -= 1;
            }
            if at == item || at == 0 {
                return false;
            }
            if self.has(at - 1, Part::BeforePlace) {
                return true;
            }
        }
        false
    }

    fn has(&self, at: usize, part: Part) -> bool {
        self.cues.has(&self.normal[at], part)
    }

    /// Whether a passive tells what was done to a place ("was shelled").
    fn suffers(&self) -> bool {
        let ahead: Vec<&str> = (1..=AHEAD).map(|ahead| self.after(ahead)).collect();
        self.cues.has(ahead[0], Part::Be)
            && ahead[1..]
                .iter()
                .any(|word| self.cues.has(word, Part::PlaceVerb))
    }

    /// Whether the pronouns of the clause speak of a man (`m`) or a woman (`f`) and not of both.
    pub(crate) fn gender(&self) -> Option<char> {
        let any = |part| self.normal.iter().any(|word| self.cues.has(word, part));
        match (any(Part::He), any(Part::She)) {
            (true, false) => Some('m'),
            (false, true) => Some('f'),
            _ => None,
        }
    }

    /// The parts of the clause before and after the mention: first token of each and its words.
    pub(crate) fn rest(&self) -> Vec<Range<usize>> {
        match &self.span {
            Some(span) => vec![0..span.start, span.end..self.words.len()],
            None => vec![0..self.words.len(); 1],
        }
    }

    /// Whether the word before a position has a part, articles left out.
    pub(crate) fn follows(&self, at: usize, part: Part) -> bool {
        let skipped = |word: &&String| {
            let has = |part| self.cues.has(word, part);
            has(Part::Article) || has(Part::Determiner) || has(Part::PlaceAdjective)
        };
        let before = self.normal[..at].iter().rev().find(|word| !skipped(word));
        before.is_some_and(|word| self.cues.has(word, part))
    }
}

fn position(words: &[String], wanted: &[String]) -> Option<Range<usize>> {
    let length = wanted.len();
    let at = |part: &[String]| {
        words
            .windows(part.len().max(1))
            .position(|window| window == part)
    };
    if length == 0 {
        return None;
    }
    let whole = at(wanted).map(|start| start..start + length);
    whole.or_else(|| {
        let bare = &wanted[1..];
        (!bare.is_empty()).then(|| at(bare).map(|start| start..start + bare.len()))?
    })
}
