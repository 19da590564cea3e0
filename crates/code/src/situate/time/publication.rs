//! The day on which a text was written, from the text itself.
//!
//! In: a document, its expressions of time, and what its caller knows besides. Out: a
//! [`Publication`]. Never: a day without grounds.
//!
//! *The forum opens today … The forum will be held on Monday, 3 June 2024, in Oslo* was written on
//! 3 June 2024.

use dateline_record::{Document, PublishedBasis, RegionKind, Span};
use jiff::civil::Date;
use rustc_hash::FxHashSet;

use super::lexeme::{Lexeme, lexemes};
use super::vocabulary::Role;
use super::{Interval, Meaning, TimeExpression, TimeGrammar, Unit, Which, calendar, resolve};
use crate::text::Text;

/// Lexemes on each side of an expression that tell what it is the time of.
const NEIGHBOURHOOD: usize = 14;
/// Years after the last one named in which a text can still have been written.
const YEARS_AFTER: i16 = 2;
/// What a day must weigh to be stated.
const ENOUGH: f64 = 4.0;

/// When a document was published, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// The day; none when only a month or year, or nothing, follows from the text.
    pub date: Option<Date>,
    /// How it is known.
    pub basis: PublishedBasis,
    /// The words that it rests on, quoted and joined by marks; what was found even when it is not
    /// enough for a day.
    pub grounds: String,
}

/// The publication of a document: as given, as its dateline states it, or as its expressions and
/// the `constraints` (stretches in which it must have been written, each with its grounds) show.
pub fn publication(
    grammar: &TimeGrammar,
    text: &Text,
    expressions: &[TimeExpression],
    constraints: &[(Interval, String)],
) -> Publication {
    let document = text.document;
    if let Some(date) = document.published {
        let grounds = document.published_grounds.clone().unwrap_or_default();
        let basis = match document.published_basis {
            PublishedBasis::Unknown => PublishedBasis::Given,
            known => known,
        };
        return Publication {
            date: Some(date),
            basis,
            grounds,
        };
    }
    let clues = Clues::gather(grammar, text, expressions, constraints);
    clues.stated().unwrap_or_else(|| clues.inferred())
}

/// A day that publication may be, with the words that say so.
#[derive(Debug, Clone)]
struct Equation {
    /// The absolute expression; its first day is meant.
    meaning: Meaning,
    /// Days from publication to that day.
    offset: i64,
    weight: f64,
    grounds: String,
}

/// All that bears on the day of publication.
struct Clues<'a> {
    stated: Option<(Date, String)>,
    equations: Vec<Equation>,
    /// The last year named that is past for the text, with its words, and what it weighs.
    past_year: Option<(i16, String, f64)>,
    /// "Last year": a sign that the year named is that one.
    last_year: Option<String>,
    constraints: &'a [(Interval, String)],
}

impl<'a> Clues<'a> {
    fn gather(
        grammar: &TimeGrammar,
        text: &Text,
        expressions: &[TimeExpression],
        constraints: &'a [(Interval, String)],
    ) -> Self {
        let document = text.document;
        let scenes = scenes(grammar, text, expressions);
        let quoted = |expression: &TimeExpression| quote(document, expression.span);
        let last_year = expressions
            .iter()
            .find(|one| is_last_year(&one.meaning))
            .map(quoted);
        let mut equations = datelines(&scenes, document);
        equations.extend(equations_of(&scenes, document));
        Clues {
            stated: stated(&scenes, document),
            equations,
            past_year: past_year(&scenes, document),
            last_year,
            constraints,
        }
    }

    /// The full date in a dateline or byline.
    fn stated(&self) -> Option<Publication> {
        let (date, grounds) = self.stated.clone()?;
        Some(Publication {
            date: Some(date),
            basis: PublishedBasis::Dateline,
            grounds,
        })
    }

    /// The day that most clues agree on.
    fn inferred(&self) -> Publication {
        let mut best: Option<(f64, Date)> = None;
        for date in self.candidates() {
            let weight = self.weight(date);
            if best.is_none_or(|(most, day)| weight > most || weight == most && date > day) {
                best = Some((weight, date));
            }
        }
        match best.filter(|(weight, _)| *weight >= ENOUGH) {
            Some((_, date)) => Publication {
                date: Some(date),
                basis: PublishedBasis::Inferred,
                grounds: self.grounds(Some(date)),
            },
            None => Publication {
                date: None,
                basis: PublishedBasis::Unknown,
                grounds: self.grounds(None),
            },
        }
    }

    /// Every day that some equation yields in some likely year, in order.
    fn candidates(&self) -> Vec<Date> {
        let mut days: Vec<Date> = Vec::new();
        for equation in &self.equations {
            for year in self.years() {
                days.extend(equation.day_in(year));
            }
        }
        days.sort_unstable();
        days.dedup();
        days
    }

    /// The years in which the text may have been written.
    fn years(&self) -> Vec<i16> {
        let mut years: Vec<i16> = Vec::new();
        if let Some((year, ..)) = &self.past_year {
            years.extend(*year..=year.saturating_add(YEARS_AFTER));
        }
        for (interval, _) in self.constraints {
            let last = interval
                .end
                .year()
                .min(interval.start.year().saturating_add(12));
            years.extend(interval.start.year()..=last);
        }
        years.extend(
            self.equations
                .iter()
                .filter_map(|one| resolve::written_year(&one.meaning)),
        );
        years.sort_unstable();
        years.dedup();
        years
    }

    fn weight(&self, date: Date) -> f64 {
        let satisfied = |equation: &&Equation| equation.holds(date);
        let equations: f64 = self
            .equations
            .iter()
            .filter(satisfied)
            .map(|equation| equation.weight)
            .sum();
        equations.min(5.0) + self.year_weight(date) + self.constraint_weight(date)
    }

    /// A text that names a past year is mostly written in the next one.
    fn year_weight(&self, date: Date) -> f64 {
        let Some((year, _, weight)) = &self.past_year else {
            return 0.0;
        };
        let next_year = if self.last_year.is_some() { 0.5 } else { 0.0 };
        match date.year() - year {
            ..0 => -4.0,
            0 => weight / 2.0,
            1 => weight + next_year,
            _ => 0.0,
        }
    }

    fn constraint_weight(&self, date: Date) -> f64 {
        let weigh = |(interval, _): &(Interval, String)| {
            if interval.contains(date) { 2.0 } else { -2.0 }
        };
        self.constraints.iter().map(weigh).sum()
    }

    /// The clues that hold for a day (all of them when there is none), quoted.
    fn grounds(&self, date: Option<Date>) -> String {
        let mut grounds: Vec<String> = Vec::new();
        let mut add = |words: String| {
            if !grounds.contains(&words) {
                grounds.push(words);
            }
        };
        for equation in &self.equations {
            if date.is_none_or(|date| equation.holds(date)) {
                add(equation.grounds.clone());
            }
        }
        if let Some((year, words, _)) = &self.past_year {
            let later = match date {
                Some(date) => date.year().to_string(),
                None => format!("{year}…"),
            };
            let last = self
                .last_year
                .iter()
                .map(|words| format!(", {words}"))
                .collect::<String>();
            add(format!("{words}{last} → {later}"));
        }
        for (interval, words) in self.constraints {
            if date.is_none_or(|date| interval.contains(date)) {
                add(words.clone());
            }
        }
        grounds.join("; ")
    }
}

impl Equation {
    /// The day of publication, if the open year of its date is this one.
    fn day_in(&self, year: i16) -> Option<Date> {
        let day = resolve::in_year(&self.meaning, year)?.start;
        Some(calendar::add_days(day, -self.offset))
    }

    fn holds(&self, date: Date) -> bool {
        let year = calendar::add_days(date, self.offset).year();
        self.day_in(year) == Some(date)
    }
}

/// An expression with what stands around it.
struct Scene<'t> {
    expression: &'t TimeExpression,
    kind: RegionKind,
    /// Words around it that tell what it is the time of, in lower case.
    words: FxHashSet<String>,
    /// Whether a word before it in the sentence shows that it lies ahead.
    is_ahead: bool,
}

fn scenes<'t>(
    grammar: &TimeGrammar,
    text: &Text,
    expressions: &'t [TimeExpression],
) -> Vec<Scene<'t>> {
    let mut scenes = Vec::with_capacity(expressions.len());
    let mut current: Option<(usize, Vec<Lexeme>)> = None;
    for expression in expressions {
        let Some(view) = text.sentences.get(expression.sentence) else {
            continue;
        };
        if current
            .as_ref()
            .is_none_or(|(sentence, _)| *sentence != expression.sentence)
        {
            current = Some((expression.sentence, lexemes(view, &grammar.vocabulary)));
        }
        let Some((_, sentence)) = &current else {
            continue;
        };
        let inside = |lexeme: &Lexeme| expression.span.overlaps(&lexeme.span);
        let start = sentence.iter().position(inside).unwrap_or(0);
        let end = sentence
            .iter()
            .rposition(inside)
            .map_or(start, |last| last + 1);
        let near = start.saturating_sub(NEIGHBOURHOOD)..(end + NEIGHBOURHOOD).min(sentence.len());
        let words = sentence[near]
            .iter()
            .filter(|lexeme| !inside(lexeme) && is_content(lexeme));
        scenes.push(Scene {
            expression,
            kind: view.kind(),
            words: words.map(|lexeme| lexeme.word.to_lowercase()).collect(),
            is_ahead: sentence[..end].iter().any(|lexeme| lexeme.is(Role::Future)),
        });
    }
    scenes
}

fn is_content(lexeme: &Lexeme) -> bool {
    let long = lexeme.word.chars().count() > 2;
    let number = lexeme
        .word
        .starts_with(|first: char| first.is_ascii_digit());
    long && !number && !lexeme.is_mark() && !lexeme.is(Role::FunctionWord)
}

fn is_heading(kind: RegionKind) -> bool {
    matches!(kind, RegionKind::Dateline | RegionKind::Byline)
}

/// A full date in a dateline or byline.
fn stated(scenes: &[Scene], document: &Document) -> Option<(Date, String)> {
    scenes
        .iter()
        .filter(|scene| is_heading(scene.kind))
        .find_map(|scene| {
            let meaning = &scene.expression.meaning;
            resolve::written_year(meaning)?;
            let day = matches!(meaning, Meaning::Day { .. });
            let interval = resolve::in_year(meaning, 0).filter(|_| day)?;
            Some((interval.start, quote(document, scene.expression.span)))
        })
}

/// Days without a year in a dateline or byline: published on that day.
fn datelines(scenes: &[Scene], document: &Document) -> Vec<Equation> {
    let dated = |scene: &&Scene| {
        is_heading(scene.kind) && matches!(scene.expression.meaning, Meaning::Day { .. })
    };
    let equation = |scene: &Scene| Equation {
        meaning: scene.expression.meaning.clone(),
        offset: 0,
        weight: 3.0 + pinned(&scene.expression.meaning),
        grounds: quote(document, scene.expression.span),
    };
    scenes.iter().filter(dated).map(equation).collect()
}

/// A written year, or a weekday beside the date, pins the year.
fn pinned(meaning: &Meaning) -> f64 {
    match meaning {
        Meaning::Day { year: Some(_), .. } => 1.0,
        Meaning::Day {
            weekday: Some(_), ..
        } => 1.0,
        Meaning::Through { from, to } => pinned(from).max(pinned(to)),
        _ => 0.0,
    }
}

/// Expressions counted from publication beside dates of the same thing.
fn equations_of(scenes: &[Scene], document: &Document) -> Vec<Equation> {
    let mut equations = Vec::new();
    for near in scenes {
        let Some((first, last)) = days_from_publication(&near.expression.meaning) else {
            continue;
        };
        for dated in scenes {
            let length = last - first;
            if days_of_date(&dated.expression.meaning) != Some(length) {
                continue;
            }
            let Some(weight) = same_thing(near, dated, length, document) else {
                continue;
            };
            let words = |scene: &Scene| quote(document, scene.expression.span);
            equations.push(Equation {
                meaning: dated.expression.meaning.clone(),
                offset: first,
                weight: weight + pinned(&dated.expression.meaning),
                grounds: format!("{} = {}", words(near), words(dated)),
            });
        }
    }
    equations
}

/// First and last day counted from publication, for "today and tomorrow".
fn days_from_publication(meaning: &Meaning) -> Option<(i64, i64)> {
    match meaning {
        Meaning::Near { first, last } => Some((i64::from(*first), i64::from(*last))),
        Meaning::Through { from, to } => {
            Some((days_from_publication(from)?.0, days_from_publication(to)?.1))
        }
        _ => None,
    }
}

/// Days from the first to the last of a date, whatever its year; none for what is no date.
fn days_of_date(meaning: &Meaning) -> Option<i64> {
    let dates = match meaning {
        Meaning::Through { from, to } => {
            matches!((&**from, &**to), (Meaning::Day { .. }, Meaning::Day { .. }))
        }
        other => matches!(other, Meaning::Day { .. }),
    };
    let year = resolve::written_year(meaning).unwrap_or(2001);
    let days = resolve::in_year(meaning, year).filter(|_| dates)?;
    Some(days.days() - 1)
}

/// How much speaks for two expressions being times of the same thing. Beside each other they are;
/// else the words around them must agree, the more so for single days.
fn same_thing(near: &Scene, dated: &Scene, length: i64, document: &Document) -> Option<f64> {
    let (one, other) = (near.expression, dated.expression);
    let gap = if one.span.end <= other.span.start {
        one.span.end..other.span.start
    } else {
        other.span.end..one.span.start
    };
    let between = document.text.get(gap).unwrap_or_default().trim();
    if one.sentence == other.sentence && matches!(between, "" | "," | "(" | "—" | "–" | "-") {
        return Some(3.0);
    }
    let shared = near.words.intersection(&dated.words).count();
    match (length, shared) {
        (1.., 2..) => Some(3.0 + 0.25 * shared.min(6) as f64),
        (0, 3..) => Some(2.0 + 0.25 * shared.min(6) as f64),
        _ => None,
    }
}

/// The last year named as past. A day or month of it weighs more than the bare year, which may be
/// old history.
fn past_year(scenes: &[Scene], document: &Document) -> Option<(i16, String, f64)> {
    let named = |scene: &Scene| {
        let meaning = &scene.expression.meaning;
        let (year, weight) = match meaning {
            Meaning::Years { first, last } if first == last => (*first, 0.5),
            Meaning::Since(_) | Meaning::Until(_) | Meaning::Slashed { .. } => return None,
            other => (resolve::written_year(other)?, 1.0),
        };
        (!scene.is_ahead).then(|| (year, quote(document, scene.expression.span), weight))
    };
    let all: Vec<_> = scenes.iter().filter_map(named).collect();
    let last = all.iter().map(|(year, ..)| *year).max()?;
    let of_last = || all.iter().filter(|(year, ..)| *year == last);
    let weight = of_last().map(|(.., weight)| *weight).fold(0.0, f64::max);
    let mut words: Vec<&str> = of_last().map(|(_, words, _)| words.as_str()).collect();
    words.dedup();
    Some((last, words.join(", "), weight))
}

fn is_last_year(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Unit {
            unit: Unit::Year,
            which: Which::Last
        }
    )
}

fn quote(document: &Document, span: Span) -> String {
    format!("'{}'", document.words(span))
}
