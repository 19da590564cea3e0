//! When: expressions of time, the days that they mean, and the day on which a text was written.
//!
//! In: the words of a [`crate::text::Text`] and the day of publication. Out: [`TimeExpression`]s,
//! [`Interval`]s of whole days, and a [`Publication`]. Never: the parse tree, the clock, or an
//! opinion on which event an expression belongs to.
//!
//! *Fidan flew to Cairo on Tuesday and returns in early June.* has the expressions *on Tuesday*
//! (written on Thursday 2 May 2024: 30 April) and *in early June* (1 to 10 June 2024).

mod absolute;
mod calendar;
mod grammar;
mod lexeme;
mod part;
mod publication;
mod relative;
mod resolve;
#[cfg(test)]
mod tests;
mod vocabulary;

use std::ops::Range;

use dateline_record::Span;
use jiff::civil::{Date, Weekday};

use crate::lexicon::Lexicon;
use crate::text::Text;

pub use publication::{Publication, publication};

/// Days before publication after which something is history rather than news.
const BACKGROUND_DAYS: i64 = 90;

/// A stretch of days, both ends included; `start` is never after `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Interval {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

impl Interval {
    /// The stretch between two days, in whichever order they come.
    pub fn new(one: Date, other: Date) -> Self {
        Interval {
            start: one.min(other),
            end: one.max(other),
        }
    }

    /// A single day.
    pub fn day(day: Date) -> Self {
        Interval {
            start: day,
            end: day,
        }
    }

    /// The smallest stretch that covers both.
    pub fn hull(self, other: Interval) -> Self {
        Interval {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether the day is one of its days.
    pub fn contains(self, day: Date) -> bool {
        self.start <= day && day <= self.end
    }

    /// Number of days, at least 1.
    pub fn days(self) -> i64 {
        calendar::days_between(self.start, self.end) + 1
    }
}

/// The tense of the clause that an expression belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tense {
    /// "met", "has met", "had been meeting".
    Past,
    /// "meets", "is meeting".
    Present,
    /// "will meet", "is due to meet".
    Future,
}

/// What an expression is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// The day of publication.
    pub published: Date,
    /// The time spoken of before: for "a day earlier", "the same week"; and when it is a whole
    /// year that lies ahead, for months and days without one ("next year's summit ... in June").
    pub narrative: Option<Interval>,
}

impl Anchor {
    /// An anchor with nothing spoken of before.
    pub fn at(published: Date) -> Self {
        Anchor {
            published,
            narrative: None,
        }
    }
}

/// A unit of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Unit {
    Hour,
    Day,
    Week,
    Fortnight,
    Weekend,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// The part of a stretch of time that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// Its first third; of a month the 1st to the 10th.
    Early,
    /// Its middle third; of a month the 11th to the 20th.
    Middle,
    /// Its last third; of a month all from the 21st.
    Late,
    /// Its opening: as [`Part::Early`], of a year the first quarter.
    Start,
    /// Its close: as [`Part::Late`], of a year the last quarter.
    End,
    /// Its first half.
    FirstHalf,
    /// Its second half.
    SecondHalf,
    /// All of it up to publication ("earlier this year").
    SoFar,
    /// All of it from publication ("later this month").
    Rest,
}

/// Which of several units, months, seasons or weekdays is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Which {
    /// The one that publication falls in.
    This,
    /// The one before that.
    Last,
    /// The one after that.
    Next,
    /// The one before the time spoken of.
    Previous,
    /// The one after the time spoken of.
    Following,
    /// The one that the time spoken of falls in.
    Same,
}

/// A direction in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Toward {
    Earlier,
    Later,
}

/// How many units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Count {
    /// So many.
    Exact(i32),
    /// "A few", "several", or a plural without a number.
    Vague,
}

/// What a shift is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The day of publication ("two days ago").
    Published,
    /// The time spoken of ("two days later").
    Narrative,
}

/// What an expression says, before any day of publication is known.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Meaning {
    /// A day of a month, with its weekday and year where they are written.
    Day {
        year: Option<i16>,
        month: i8,
        day: i8,
        weekday: Option<Weekday>,
    },
    /// Two numbers and a year ("3/7/2024"), in either order.
    Slashed { first: i8, second: i8, year: i16 },
    /// A month.
    Month {
        year: Option<i16>,
        month: i8,
        which: Option<Which>,
    },
    /// A quarter of a year, 1 to 4.
    Quarter {
        year: Option<i16>,
        quarter: i8,
        which: Option<Which>,
    },
    /// A northern season, 1 spring to 4 winter (that ends in the year after).
    Season {
        year: Option<i16>,
        season: i8,
        which: Option<Which>,
    },
    /// A month and day, or an offset in days from Easter Sunday, of a year.
    Holiday {
        year: Option<i16>,
        feast: Feast,
        which: Option<Which>,
    },
    /// From the first of one year to the last of another: a year, decade or century.
    Years { first: i16, last: i16 },
    /// A weekday; `week` counts weeks from that of publication ("Monday next week").
    Weekday {
        weekday: Weekday,
        which: Option<Which>,
        week: Option<i8>,
    },
    /// Days counted from publication: today, yesterday.
    Near { first: i8, last: i8 },
    /// A unit of the calendar.
    Unit { unit: Unit, which: Which },
    /// The unit that lies so many units from an origin ("two weeks ago", "a day earlier").
    Shift {
        count: Count,
        unit: Unit,
        toward: Toward,
        origin: Origin,
    },
    /// The month, day or season of a year that is chosen, not written ("in June last year").
    OfYear { which: Which, of: Box<Meaning> },
    /// The so-manieth unit of something, -1 the last ("the second week of May").
    Nth {
        number: i8,
        unit: Unit,
        of: Box<Meaning>,
    },
    /// The unit that something falls in ("the week of 6 May").
    Around { unit: Unit, of: Box<Meaning> },
    /// All days up to or from an origin ("the past two years", "the coming days").
    Window {
        count: Count,
        unit: Unit,
        toward: Toward,
        origin: Origin,
    },
    /// "In three days": a shift in the future, and a mere length in the past.
    Ahead { count: Count, unit: Unit },
    /// A known past day, or the first and last day of something that has ended.
    Landmark { start: Date, end: Date },
    /// A part of something.
    Part { part: Part, of: Box<Meaning> },
    /// From the first day of the one to the last of the other.
    Through {
        from: Box<Meaning>,
        to: Box<Meaning>,
    },
    /// From its first day until publication.
    Since(Box<Meaning>),
    /// From its first day on, when that is past until publication, else without an end.
    Onward(Box<Meaning>),
    /// From publication, where it lies ahead, until its last day.
    Until(Box<Meaning>),
    /// A mere length in days ("three-day"); never resolved.
    Length(i64),
}

/// A feast of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Feast {
    Fixed { month: i8, day: i8 },
    Easter { offset: i16 },
}

/// An expression of time in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeExpression {
    /// Index of its sentence.
    pub sentence: usize,
    /// Its tokens, counted from the sentence's first.
    pub tokens: Range<usize>,
    /// Its bytes, with the preposition that belongs to it.
    pub span: Span,
    /// What it says.
    pub meaning: Meaning,
    /// Whether it only describes the noun after it ("last year's summit", "the 2020 vote").
    pub attributive: bool,
}

/// The grammar of time expressions of a language. Immutable.
#[derive(Debug)]
pub struct TimeGrammar {
    vocabulary: vocabulary::Vocabulary,
}

impl TimeGrammar {
    /// The grammar with the words of a lexicon.
    pub fn new(lexicon: &Lexicon) -> Self {
        TimeGrammar {
            vocabulary: vocabulary::Vocabulary::new(lexicon),
        }
    }

    /// All expressions of a text, in order and without overlap, in regions of every kind.
    pub fn find(&self, text: &Text) -> Vec<TimeExpression> {
        let in_sentence = |view| {
            let lexemes = lexeme::lexemes(view, &self.vocabulary);
            grammar::Reader::new(&lexemes, &self.vocabulary).expressions(view.index)
        };
        text.sentences.iter().flat_map(in_sentence).collect()
    }

    /// The days that an expression means. None for lengths, for days that no calendar has, and
    /// where the answer lies outside the years that dates can have.
    pub fn resolve(
        &self,
        expression: &TimeExpression,
        anchor: &Anchor,
        tense: Tense,
    ) -> Option<Interval> {
        resolve::resolve(&expression.meaning, anchor, tense)
    }

    /// The days of an expression that needs neither publication nor narrative: one with its year
    /// written, or with a known day.
    pub fn resolve_alone(&self, expression: &TimeExpression) -> Option<Interval> {
        let meaning = &expression.meaning;
        let alone = matches!(meaning, Meaning::Years { .. } | Meaning::Landmark { .. })
            || resolve::written_year(meaning).is_some();
        resolve::in_year(meaning, 1).filter(|_| alone)
    }

    /// The days of all expressions of a text, each with what was spoken of before it as its
    /// narrative anchor, and months without a year in the year that the sentence has set. `tense`
    /// tells the tense of an expression's clause.
    pub fn resolve_all(
        &self,
        expressions: &[TimeExpression],
        published: Date,
        tense: impl Fn(&TimeExpression) -> Tense,
    ) -> Vec<Option<Interval>> {
        let mut before: Option<(&TimeExpression, Interval)> = None;
        let mut found = Vec::with_capacity(expressions.len());
        for expression in expressions {
            let spoken = before.filter(|(spoken, interval)| {
                let same_sentence = spoken.sentence == expression.sentence;
                same_sentence && sets_year(spoken) && calendar::is_whole_year(*interval)
            });
            let year = spoken.map(|(_, interval)| interval.start.year());
            let anchor = Anchor {
                published,
                narrative: before.map(|(_, interval)| interval),
            };
            let tense = tense(expression);
            let interval = resolve::resolve_in(&expression.meaning, &anchor, tense, year);
            if let Some(interval) = interval {
                before = Some((expression, interval));
            }
            found.push(interval);
        }
        found
    }
}

/// Whether the months named after an expression in its sentence are of its year: after "next year",
/// and after a year that opens the sentence.
fn sets_year(expression: &TimeExpression) -> bool {
    matches!(
        expression.meaning,
        Meaning::Unit {
            unit: Unit::Year,
            ..
        }
    ) || expression.tokens.start == 0
}

/// Whether an interval is history rather than news: it ended more than 90 days before publication.
pub fn is_background(interval: Interval, published: Date) -> bool {
    calendar::days_between(interval.end, published) > BACKGROUND_DAYS
}
