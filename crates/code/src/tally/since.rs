//! The date of a membership.
//!
//! In: the words of a sentence from a token on. Out: a [`When`], as exact as the text is: year, month or
//! day. Never: spans of time, or the resolution of dates in general (see [`crate::situate`]).
//!
//! *in 2017* is `2017`, *on 9 June 2017* and *June 9, 2017* are `2017-06-09`; *in March*, written in
//! July 2024, is `2024-03`.

use std::ops::Range;

use dateline_parse::Tag;
use jiff::civil::Date;

use super::scan::Scan;
use crate::lexicon::{Lexicon, WordMap, WordSet};

/// Years that may be meant.
const YEARS: Range<i64> = 1800..2100;

/// A date with its tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct When {
    /// ISO 8601 date, year-month, or year.
    pub iso: String,
    /// Its tokens, preposition included.
    pub tokens: Range<usize>,
}

/// The word lists of dates.
pub(super) struct Dates<'l> {
    months: &'l WordMap,
    prepositions: &'l WordSet,
    relative: &'l WordMap,
    published: Option<Date>,
}

impl<'l> Dates<'l> {
    /// The lists of a lexicon, for a text published on a day.
    pub fn new(lexicon: &'l Lexicon, published: Option<Date>) -> Self {
        Dates {
            months: lexicon.map("months"),
            prepositions: lexicon.set("membership-dates"),
            relative: lexicon.map("membership-relative-years"),
            published,
        }
    }

    /// The first date in a stretch of tokens.
    pub fn first(&self, scan: &Scan, mut within: Range<usize>) -> Option<When> {
        let end = within.end;
        within.find_map(|token| self.at(scan, token).filter(|when| when.tokens.end <= end))
    }

    /// The date at a token: after a preposition, or reckoned from the day of publication.
    pub fn at(&self, scan: &Scan, token: usize) -> Option<When> {
        if let Some((count, back)) = scan.value_at(token, self.relative) {
            let year = i64::from(self.published?.year()) + back.parse::<i64>().ok()?;
            return Some(When {
                iso: format!("{year:04}"),
                tokens: token..token + count,
            });
        }
        let skip = scan.phrase_at(token, self.prepositions);
        let start = token + skip;
        let (iso, count) = self.named(scan, start).filter(|_| skip > 0)?;
        Some(When {
            iso,
            tokens: token..start + count,
        })
    }

    /// Further years listed after a date: '2023 and 2024'.
    pub fn years_after(&self, scan: &Scan, date: &When) -> Vec<When> {
        let mut years = Vec::new();
        let mut token = date.tokens.end;
        while matches!(scan.tag(token), Some(Tag::Comma | Tag::Conjunction)) {
            match year(scan.word(token + 1)) {
                Some(year) => {
                    let tokens = token + 1..token + 2;
                    years.push(When {
                        iso: format!("{year:04}"),
                        tokens,
                    });
                    token += 2;
                }
                None if scan.tag(token) == Some(Tag::Comma) => token += 1,
                None => break,
            }
        }
        years
    }

    /// A date without preposition, and its number of tokens.
    fn named(&self, scan: &Scan, start: usize) -> Option<(String, usize)> {
        if let Some(year) = year(scan.word(start)) {
            return Some((format!("{year:04}"), 1));
        }
        if let Some(month) = self.months.number(scan.word(start)) {
            return self.after_month(scan, start, month);
        }
        let day = day(scan.word(start))?;
        let month = self.months.number(scan.word(start + 1))?;
        match year(scan.word(start + 2)) {
            Some(year) => Some((format!("{year:04}-{month:02}-{day:02}"), 3)),
            None => Some((
                format!("{:04}-{month:02}-{day:02}", self.year_of(month)?),
                2,
            )),
        }
    }

    /// 'June 9, 2017', 'June 2017', 'June'.
    fn after_month(&self, scan: &Scan, start: usize, month: i64) -> Option<(String, usize)> {
        if let Some(year) = year(scan.word(start + 1)) {
            return Some((format!("{year:04}-{month:02}"), 2));
        }
        let Some(day) = day(scan.word(start + 1)) else {
            return Some((format!("{:04}-{month:02}", self.year_of(month)?), 1));
        };
        let comma = usize::from(scan.word(start + 2) == ",");
        match year(scan.word(start + 2 + comma)) {
            Some(year) => Some((format!("{year:04}-{month:02}-{day:02}"), 3 + comma)),
            None => Some((
                format!("{:04}-{month:02}-{day:02}", self.year_of(month)?),
                2,
            )),
        }
    }

    /// The year of the latest such month before the day of publication.
    fn year_of(&self, month: i64) -> Option<i64> {
        let published = self.published?;
        let later = month > i64::from(published.month());
        Some(i64::from(published.year()) - i64::from(later))
    }
}

fn year(word: &str) -> Option<i64> {
    let value = word.parse().ok().filter(|year| YEARS.contains(year));
    value.filter(|_| word.len() == 4)
}

fn day(word: &str) -> Option<i64> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    digits.parse().ok().filter(|day| (1..=31).contains(day))
}
