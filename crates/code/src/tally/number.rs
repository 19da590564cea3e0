//! Numbers in figures and in words.
//!
//! In: the words of a sentence. Out: [`Number`]s with their value and tokens. Never: what is counted.
//!
//! *two hundred and fifty*, *1,250*, *1.2 million*, *40bn*, *10 to 15* are numbers; *1-0*, *3rd*,
//! *18:40* and *2,31,4* are none.

use std::ops::Range;

use super::scan::Scan;
use crate::lexicon::{Lexicon, WordMap, WordSet};

/// A number with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// Its tokens, hedges excluded.
    pub tokens: Range<usize>,
    /// Its value; of a range the lower end.
    pub value: f64,
    /// Whether it is a range or otherwise inexact in itself.
    pub range: bool,
    /// Whether it is written in digits without a separator, fraction or magnitude: may be a year.
    pub bare: bool,
    /// Letter behind the digits that may be a unit of length or weight as well ('100 m').
    pub doubtful_suffix: bool,
}

/// The word lists of numbers.
pub(super) struct NumberWords<'l> {
    words: &'l WordMap,
    magnitudes: &'l WordMap,
    suffixes: &'l WordMap,
    joiners: &'l WordSet,
    single: &'l WordSet,
    fractions: &'l WordMap,
    range: &'l WordSet,
    between: &'l WordSet,
}

/// A number of one stretch, before ranges.
struct Plain {
    end: usize,
    value: f64,
    magnitude: f64,
    bare: bool,
    doubtful_suffix: bool,
}

impl<'l> NumberWords<'l> {
    /// The lists of a lexicon.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        NumberWords {
            words: lexicon.map("figures-number-words"),
            magnitudes: lexicon.map("figures-magnitudes"),
            suffixes: lexicon.map("figures-suffixes"),
            joiners: lexicon.set("figures-joiners"),
            single: lexicon.set("figures-single"),
            fractions: lexicon.map("figures-fractions"),
            range: lexicon.set("figures-range"),
            between: lexicon.set("figures-between"),
        }
    }

    /// The number that begins at `token`.
    pub fn read(&self, scan: &Scan, token: usize) -> Option<Number> {
        if token >= scan.len() {
            return None;
        }
        if let Some(number) = self.joined_range(scan, token) {
            return Some(number);
        }
        let opens = self.between.has(scan.word(token));
        let start = if opens { token + 1 } else { token };
        let first = self.plain(scan, start)?;
        let link = scan.word(first.end);
        let links = if opens {
            self.joiners.has(link)
        } else {
            self.range.has(link)
        };
        let second = Some(first.end + 1)
            .filter(|_| links)
            .and_then(|next| self.plain(scan, next));
        match second {
            Some(second) => Self::range(token, &first, &second),
            None if opens => None,
            None => Some(Number {
                tokens: token..first.end,
                value: first.value * first.magnitude,
                range: false,
                bare: first.bare,
                doubtful_suffix: first.doubtful_suffix,
            }),
        }
    }

    /// A range of two numbers; none when it does not ascend (a score).
    fn range(token: usize, first: &Plain, second: &Plain) -> Option<Number> {
        let shared = if first.magnitude == 1.0 && second.magnitude > 1.0 && first.value < 1000.0 {
            second.magnitude
        } else {
            first.magnitude
        };
        let (low, high) = (first.value * shared, second.value * second.magnitude);
        (low < high).then_some(Number {
            tokens: token..second.end,
            value: low,
            range: true,
            bare: false,
            doubtful_suffix: second.doubtful_suffix,
        })
    }

    /// A range in one token: '10-15'.
    fn joined_range(&self, scan: &Scan, token: usize) -> Option<Number> {
        let word = scan.word(token);
        let (low, high) = word.split_once(['-', '–'])?;
        let (low, high) = (digits(low)?, digits(high)?);
        let (_, magnitude, end) = self.magnitude(scan, token + 1);
        (low < high && !(1900.0..2100.0).contains(&low)).then_some(Number {
            tokens: token..end,
            value: low * magnitude,
            range: true,
            bare: false,
            doubtful_suffix: false,
        })
    }

    fn plain(&self, scan: &Scan, token: usize) -> Option<Plain> {
        let word = scan.word(token);
        if word.starts_with(|first: char| first.is_ascii_digit()) {
            self.in_digits(scan, token)
        } else {
            self.in_words(scan, token)
        }
    }

    fn in_digits(&self, scan: &Scan, token: usize) -> Option<Plain> {
        let word = scan.word(token);
        let cut = word
            .find(|letter: char| letter.is_alphabetic())
            .unwrap_or(word.len());
        let (number, letters) = word.split_at(cut);
        let value = digits(number)?;
        if letters.is_empty() {
            let (doubtful_suffix, magnitude, end) = self.magnitude(scan, token + 1);
            let bare = end == token + 1 && number.bytes().all(|byte| byte.is_ascii_digit());
            return Some(Plain {
                end,
                value,
                magnitude,
                bare,
                doubtful_suffix,
            });
        }
        let magnitude = self.suffixes.number(letters)? as f64;
        Some(Plain {
            end: token + 1,
            value,
            magnitude,
            bare: false,
            doubtful_suffix: false,
        })
    }

    /// The magnitudes from `token` on: whether doubtful, their product, and where they end.
    fn magnitude(&self, scan: &Scan, token: usize) -> (bool, f64, usize) {
        if token > 0 && token < scan.len() && scan.adjoins(token - 1) {
            let suffix = self.suffixes.number(scan.word(token));
            if let Some(suffix) = suffix {
                return (scan.word(token).len() == 1, suffix as f64, token + 1);
            }
        }
        let (mut product, mut end) = (1.0, token);
        while let Some(magnitude) = self.magnitudes.number(scan.word(end)) {
            product *= magnitude as f64;
            end += 1;
        }
        (false, product, end)
    }

    /// 'two hundred and fifty', 'twenty-five', 'a million', 'three dozen'.
    fn in_words(&self, scan: &Scan, token: usize) -> Option<Plain> {
        let mut end = token;
        let (mut total, mut current, mut seen) = (0.0, 0.0, false);
        let part = self
            .fractions
            .get(scan.word(end))
            .and_then(|part| part.parse::<f64>().ok());
        end += usize::from(part.is_some());
        if self.single.has(scan.word(end)) && self.magnitudes.get(scan.word(end + 1)).is_some() {
            current = part.unwrap_or(1.0);
            end += 1;
        } else if part.is_some() {
            return None;
        }
        loop {
            let word = scan.word(end);
            if let Some(value) = self.words.number(word) {
                if seen && (current % 10.0 != 0.0 || value >= 10 && current % 100.0 != 0.0) {
                    break;
                }
                current += value as f64;
            } else if let Some(magnitude) = self.magnitudes.number(word) {
                if !seen && current == 0.0 {
                    return None;
                }
                if magnitude == 100 || magnitude == 12 {
                    current *= magnitude as f64;
                } else {
                    total += current * magnitude as f64;
                    current = 0.0;
                }
            } else if seen && self.continues(scan, end, current) {
                end += 1;
                continue;
            } else {
                break;
            }
            seen = true;
            end += 1;
        }
        let value = total + current;
        seen.then_some(Plain {
            end,
            value,
            magnitude: 1.0,
            bare: false,
            doubtful_suffix: false,
        })
    }

    /// Whether a hyphen or a joiner at `token` leads on to more of the same number.
    fn continues(&self, scan: &Scan, token: usize, current: f64) -> bool {
        let next = self.words.number(scan.word(token + 1));
        let hyphen = scan.word(token) == "-" && scan.adjoins(token);
        let tens = hyphen && current % 100.0 >= 20.0 && next.is_some_and(|value| value < 10);
        let hundreds = current >= 100.0 && self.joiners.has(scan.word(token)) && next.is_some();
        tens || hundreds
    }
}

/// Digits with separators of thousands and a decimal point: '1,250', '1.5'. Not a telephone number.
fn digits(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || first.len() <= 3;
    let long = rest.is_empty() && first.len() > 9 || first.len() > 1 && first.starts_with('0');
    if !is_digits(first) || !is_digits(fraction) || !grouped || long {
        return None;
    }
    if rest
        .iter()
        .any(|group| !is_digits(group) || !(2..=3).contains(&group.len()))
    {
        return None;
    }
    format!("{first}{}.{fraction}", rest.concat()).parse().ok()
}
