//! Text to tokens.
//!
//! In: a stretch of text. Out: the spans of its tokens, in order; tokens and the gaps between them
//! rebuild the stretch byte for byte. Never: words changed, guesses from meaning.
//!
//! *The U.S.'s $1.2bn deal isn't good-neighbourly.* is `The` `U.S.` `'s` `$` `1.2bn` `deal` `is`
//! `n't` `good` `-` `neighbourly` `.`
//!
//! A stretch is cut at gaps (white space and the invisible marks of [`is_gap`]); from each chunk
//! marks are taken off the front and the end, until a known word is left; the rest is cut at
//! hyphens, dashes and slashes between letters. The work is linear in the length of the text.

use std::sync::Arc;

use dateline_record::{Lexicon, Span};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::chars::{
    is_closing_mark, is_currency, is_gap, is_hyphen, is_long_dash, is_opening_or_closing_mark,
    is_quote, is_symbol, symbol_length,
};

/// Known words are no longer than this, in bytes.
const LONGEST_WORD: usize = 24;

/// Cuts text into tokens.
#[derive(Debug, Clone)]
pub(crate) struct Tokenizer {
    words: Arc<Words>,
}

#[derive(Debug)]
struct Words {
    whole: FxHashSet<String>,
    split: FxHashMap<String, usize>,
    clitics: Vec<String>,
    units: Vec<String>,
    day_halves: Vec<String>,
    currency_letters: Vec<String>,
}

impl Tokenizer {
    /// The tokenizer of the given word lists.
    pub(crate) fn new(lexicon: &Lexicon) -> Tokenizer {
        let list = |class: &str| -> Vec<String> {
            let mut words: Vec<String> = lexicon
                .set(class)
                .sorted()
                .into_iter()
                .map(str::to_owned)
                .collect();
            words.sort_by_key(|word| std::cmp::Reverse(word.len()));
            words
        };
        let whole = list("reading-whole")
            .iter()
            .flat_map(|word| cases(word))
            .collect();
        let split_map = lexicon.map("reading-split");
        let split = list("reading-split")
            .iter()
            .flat_map(|word| {
                let first = split_map.get(word).map_or(0, str::len);
                cases(word).into_iter().map(move |word| (word, first))
            })
            .collect();
        Tokenizer {
            words: Arc::new(Words {
                whole,
                split,
                clitics: list("reading-clitics"),
                units: list("reading-units"),
                day_halves: list("reading-day-halves"),
                currency_letters: list("reading-currency-letters"),
            }),
        }
    }

    /// Adds the tokens of `text[span]` to `tokens`; spans refer to the whole `text`.
    pub(crate) fn tokenize(&self, text: &str, span: Span, tokens: &mut Vec<Span>) {
        let stretch = span.of(text);
        let mut start = None;
        for (at, character) in stretch.char_indices() {
            match (is_gap(character), start) {
                (true, Some(begin)) => {
                    self.chunk(&stretch[begin..at], span.start + begin, tokens);
                    start = None;
                }
                (false, None) => start = Some(at),
                _ => {}
            }
        }
        if let Some(begin) = start {
            self.chunk(&stretch[begin..], span.start + begin, tokens);
        }
    }

    /// The tokens of a chunk without gaps that stands at `base`.
    fn chunk(&self, chunk: &str, base: usize, tokens: &mut Vec<Span>) {
        if chunk.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return self.plain(chunk, base, tokens);
        }
        let (mut start, mut end) = (0, chunk.len());
        let mut suffixes: Vec<Span> = Vec::new();
        while start < end {
            let rest = &chunk[start..end];
            if self.is_whole(rest) || self.split_at(rest).is_some() {
                break;
            }
            let front = self.prefix(rest);
            if front > 0 {
                tokens.push(Span::new(base + start, base + start + front));
                start += front;
                continue;
            }
            let back = self.suffix(rest);
            if back == 0 || back == rest.len() {
                break;
            }
            suffixes.push(Span::new(base + end - back, base + end));
            end -= back;
        }
        if start < end {
            self.middle(&chunk[start..end], base + start, tokens);
        }
        tokens.extend(suffixes.into_iter().rev());
    }

    /// A chunk of ASCII letters: one token, or two where the lexicon says so.
    fn plain(&self, chunk: &str, base: usize, tokens: &mut Vec<Span>) {
        match self.split_at(chunk) {
            Some(first) => {
                tokens.push(Span::new(base, base + first));
                tokens.push(Span::new(base + first, base + chunk.len()));
            }
            None => tokens.push(Span::new(base, base + chunk.len())),
        }
    }

    fn is_whole(&self, word: &str) -> bool {
        word.len() <= LONGEST_WORD && self.words.whole.contains(word)
    }

    /// The length of the first token of a word of two tokens.
    fn split_at(&self, word: &str) -> Option<usize> {
        if word.len() > LONGEST_WORD {
            return None;
        }
        self.words.split.get(word).copied()
    }

    /// The length of the mark at the front; 0 when there is none.
    fn prefix(&self, rest: &str) -> usize {
        let mut characters = rest.chars();
        let Some(first) = characters.next() else {
            return 0;
        };
        let second = characters.next();
        match first {
            '.' if second == Some('.') => run_of(rest, '.'),
            '§' | '%' | '=' | '—' | '–' | '―' => first.len_utf8(),
            '+' if !second.is_some_and(|next| next.is_ascii_digit()) => 1,
            '-' if second.is_some_and(|next| next == '-' || next.is_alphabetic()) => {
                run_of(rest, '-')
            }
            _ if is_symbol(first) => symbol_length(rest),
            _ if is_opening_or_closing_mark(first) || is_quote(first) || is_currency(first) => {
                first.len_utf8()
            }
            _ => self.currency_with_letters(rest),
        }
    }

    /// The length of a sign such as `US$`.
    fn currency_with_letters(&self, rest: &str) -> usize {
        let found = self.words.currency_letters.iter().find_map(|letters| {
            let sign = rest.strip_prefix(letters.as_str())?.chars().next()?;
            is_currency(sign).then(|| letters.len() + sign.len_utf8())
        });
        found.unwrap_or(0)
    }

    /// The length of the mark or clitic at the end; 0 when there is none.
    fn suffix(&self, rest: &str) -> usize {
        let mut characters = rest.chars().rev();
        let Some(last) = characters.next() else {
            return 0;
        };
        let before = characters.next();
        let digit_before = before.is_some_and(|character| character.is_ascii_digit());
        match last {
            '.' if before == Some('.') => rest.len() - rest.trim_end_matches('.').len(),
            '.' => usize::from(stop_is_split(rest, before)),
            '-' => rest.len() - rest.trim_end_matches('-').len(),
            '+' if digit_before => 1,
            _ if is_currency(last) && digit_before => last.len_utf8(),
            _ if is_quote(last) || is_closing_mark(last) || is_long_dash(last) => last.len_utf8(),
            _ if is_symbol(last) => last_symbol_length(rest),
            _ => self.word_suffix(rest, last),
        }
    }

    /// The length of a clitic, a unit or a half of the day at the end.
    fn word_suffix(&self, rest: &str, last: char) -> usize {
        if last.is_ascii_digit() {
            return 0;
        }
        let tail_start = rest.len().saturating_sub(LONGEST_WORD);
        let tail = &rest[ceil_boundary(rest, tail_start)..];
        if !tail
            .bytes()
            .any(|byte| byte.is_ascii_digit() || byte == b'\'' || byte >= 0x80)
        {
            return 0;
        }
        let clitic = self.words.clitics.iter().find(|clitic| {
            let stem = strip_suffix_ignoring_case(rest, clitic);
            stem.is_some_and(|stem| stem.ends_with(char::is_alphanumeric) || stem.ends_with('.'))
        });
        if let Some(clitic) = clitic {
            return clitic.len();
        }
        let after_digit = |unit: &&String| {
            let stem = rest.strip_suffix(unit.as_str());
            stem.is_some_and(|stem| stem.ends_with(|end: char| end.is_ascii_digit()))
        };
        let unit = self.words.units.iter().find(after_digit);
        unit.or_else(|| self.words.day_halves.iter().find(after_digit))
            .map_or(0, String::len)
    }

    /// What is left when the marks are off: a known word, an address, or text to cut inside.
    fn middle(&self, rest: &str, base: usize, tokens: &mut Vec<Span>) {
        if let Some(first) = self.split_at(rest) {
            tokens.push(Span::new(base, base + first));
            tokens.push(Span::new(base + first, base + rest.len()));
        } else if self.is_whole(rest) || is_address(rest) {
            tokens.push(Span::new(base, base + rest.len()));
        } else {
            cut_inside(rest, base, tokens);
        }
    }
}

/// A word in lower case, with a capital and in capitals; other words as they are.
fn cases(word: &str) -> Vec<String> {
    if word.chars().any(char::is_uppercase) {
        return vec![word.to_owned(), word.to_uppercase()];
    }
    let mut characters = word.chars();
    let first: String = characters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    vec![
        word.to_owned(),
        first + characters.as_str(),
        word.to_uppercase(),
    ]
}

fn run_of(rest: &str, character: char) -> usize {
    rest.len() - rest.trim_start_matches(character).len()
}

fn ceil_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn strip_suffix_ignoring_case<'t>(text: &'t str, suffix: &str) -> Option<&'t str> {
    let at = text.len().checked_sub(suffix.len())?;
    let (stem, end) = text.split_at_checked(at)?;
    end.eq_ignore_ascii_case(suffix).then_some(stem)
}

/// Whether a stop at the end is a token of its own: not after a single capital (`J.`, `U.S.`).
fn stop_is_split(rest: &str, before: Option<char>) -> bool {
    let Some(before) = before else { return false };
    if !before.is_alphabetic() || before.is_lowercase() {
        return !is_long_dash(before) && before != '—';
    }
    let third = rest.chars().rev().nth(2);
    third.is_some_and(|third| third.is_alphanumeric()) || !before.is_uppercase()
}

/// The length of the symbol at the end, with the marks that join onto it.
fn last_symbol_length(rest: &str) -> usize {
    let start = rest
        .char_indices()
        .rev()
        .take(16)
        .take_while(|(_, each)| is_symbol(*each))
        .last();
    let Some((start, _)) = start else { return 0 };
    let mut at = start;
    loop {
        let length = symbol_length(&rest[at..]);
        if at + length >= rest.len() || length == 0 {
            return rest.len() - at;
        }
        at += length;
    }
}

/// Whether the chunk is an address of the web or of a mail box, or a domain.
fn is_address(rest: &str) -> bool {
    if !rest.bytes().any(|byte| byte == b'.' || byte == b':') {
        return false;
    }
    let web = rest
        .get(..4)
        .is_some_and(|front| front.eq_ignore_ascii_case("www."));
    if rest.contains("://") || web && rest.len() > 4 {
        return rest.starts_with(|first: char| first.is_ascii_alphabetic());
    }
    match rest.split_once('@') {
        Some((user, host)) => !user.is_empty() && is_domain(host),
        None => is_domain(rest.split('/').next().unwrap_or(rest)),
    }
}

fn is_domain(host: &str) -> bool {
    let Some((name, top)) = host.rsplit_once('.') else {
        return false;
    };
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    (2..=6).contains(&top.len())
        && top.bytes().all(|byte| byte.is_ascii_lowercase())
        && name.split('.').all(is_label)
        && name.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// Cuts at the marks between letters.
fn cut_inside(rest: &str, base: usize, tokens: &mut Vec<Span>) {
    let mut start = 0;
    let mut before: Option<char> = None;
    let mut at = 0;
    while at < rest.len() {
        let tail = &rest[at..];
        let length = inner_mark(before, tail);
        if length == 0 {
            before = tail.chars().next();
            at += before.map_or(1, char::len_utf8);
            continue;
        }
        if start < at {
            tokens.push(Span::new(base + start, base + at));
        }
        tokens.push(Span::new(base + at, base + at + length));
        at += length;
        start = at;
        before = rest[..at].chars().next_back();
    }
    if start < rest.len() {
        tokens.push(Span::new(base + start, base + rest.len()));
    }
}

/// The length of a mark at the front of `tail` that is a token of its own after `before`.
fn inner_mark(before: Option<char>, tail: &str) -> usize {
    let mut characters = tail.chars();
    let Some(mark) = characters.next() else {
        return 0;
    };
    if mark.is_ascii_alphanumeric() {
        return 0;
    }
    let Some(before) = before else {
        return if is_symbol(mark) {
            symbol_length(tail)
        } else {
            0
        };
    };
    let after = characters.next();
    let letter_after = after.is_some_and(char::is_alphabetic);
    let letter_before = before.is_alphabetic();
    match mark {
        '…' | '—' | '"' | '“' | '”' | '[' | ']' | ';' => mark.len_utf8(),
        '.' if after == Some('.') => run_of(tail, '.'),
        '.' => usize::from(
            (before.is_lowercase() || is_quote(before))
                && after.is_some_and(|after| after.is_uppercase() || is_quote(after)),
        ),
        ',' | '?' | '!' => usize::from(letter_before && letter_after),
        '-' if after == Some('-') => run_of(tail, '-'),
        '+' | '-' | '*' | '^' if before.is_ascii_digit() => {
            let number = after.is_some_and(|after| after.is_ascii_digit() || after == '-');
            usize::from(number || mark == '-' && letter_after)
        }
        _ if is_hyphen(mark) || matches!(mark, ':' | '<' | '>' | '=' | '/') => {
            let between = (letter_before || before.is_ascii_digit()) && letter_after;
            mark.len_utf8() * usize::from(between)
        }
        _ if is_symbol(mark) => symbol_length(tail),
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        let tokenizer = Tokenizer::new(&crate::cues::lexicon());
        let mut tokens = Vec::new();
        tokenizer.tokenize(text, Span::new(0, text.len()), &mut tokens);
        tokens.iter().map(|span| span.of(text)).collect()
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(words(text).join(" "), expected);
    }

    #[test]
    fn clitics_are_tokens() {
        check(
            "He isn't sure; they're Iran's, it’s",
            "He is n't sure ; they 're Iran 's , it ’s",
        );
        check(
            "We cannot. Don't! CAN'T O'Neill d'Affaires o'clock",
            "We can not . Do n't ! CA N'T O'Neill d'Affaires o'clock",
        );
    }

    #[test]
    fn stops_of_abbreviations_stay() {
        check(
            "The U.S. and Mr. J. Halas met at 5 p.m. in St. Ives.",
            "The U.S. and Mr. J. Halas met at 5 p.m. in St. Ives .",
        );
        check("the U.S.'s (U.N.), Inc.", "the U.S. 's ( U.N. ) , Inc.");
    }

    #[test]
    fn numbers_signs_and_units() {
        check(
            "$1.2bn, €40bn, US$5 40% 5km 1,500 10am",
            "$ 1.2bn , € 40bn , US$ 5 40 % 5 km 1,500 10 am",
        );
        check(
            "won 1-0 on 9/11; F-16s, COVID-19",
            "won 1 - 0 on 9/11 ; F-16s , COVID-19",
        );
    }

    #[test]
    fn hyphens_and_dashes_cut_words() {
        check(
            "good-neighborly Gould-Davies evils\"—terror -- co-op",
            "good - neighborly Gould - Davies evils \" — terror -- co - op",
        );
        check("12-year-old Kazakh–Uzbek", "12 - year - old Kazakh – Uzbek");
    }

    #[test]
    fn addresses_are_one_token() {
        check(
            "See https://a.example/b-c?d=1, or a.b@c.example.",
            "See https://a.example/b-c?d=1 , or a.b@c.example .",
        );
        check(
            "(www.example.com) example.org",
            "( www.example.com ) example.org",
        );
    }

    #[test]
    fn pictures_and_other_scripts() {
        check(
            "ok👍🏽 🇺🇦🇵🇱 a\u{200B}b Привет, мир!",
            "ok 👍🏽 🇺🇦 🇵🇱 a b Привет , мир !",
        );
    }
}
