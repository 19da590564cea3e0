//! The measure of a coding against a golden case.
//!
//! In: a [`Case`] and the events that the coder found in it. Out: a [`Score`], which adds up. Never:
//! floors.
//!
//! A coded event is right when its words overlap those of an expected event, its type is allowed,
//! and each side that the case names by country shares a country with it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use dateline::Event;

use super::case::{Case, Expected};
use super::{codes, shown};

/// Names of the details that are measured on the events found.
pub const DETAILS: [&str; 5] = ["status", "mode", "time", "place", "speaker"];

/// Counts over one or more cases.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Expected events that are not debatable.
    pub must: usize,
    /// Those of them that were found.
    pub found: usize,
    /// Coded events.
    pub coded: usize,
    /// Those of them that some expected event allows.
    pub right: usize,
    /// Coded events inside a passage that must yield nothing.
    pub alarms: usize,
    /// For each detail how often it was asked for, and how often it was right.
    pub details: BTreeMap<&'static str, (usize, usize)>,
    /// For each type how many events were expected, and how many of them were found.
    pub types: BTreeMap<String, (usize, usize)>,
    /// What went wrong, for people.
    pub misses: Vec<String>,
}

impl AddAssign<&Score> for Score {
    fn add_assign(&mut self, other: &Score) {
        self.must += other.must;
        self.found += other.found;
        self.coded += other.coded;
        self.right += other.right;
        self.alarms += other.alarms;
        for (name, (asked, right)) in &other.details {
            let sum = self.details.entry(name).or_default();
            *sum = (sum.0 + asked, sum.1 + right);
        }
        for (name, (must, found)) in &other.types {
            let sum = self.types.entry(name.clone()).or_default();
            *sum = (sum.0 + must, sum.1 + found);
        }
        self.misses.extend(other.misses.iter().cloned());
    }
}

impl Score {
    /// Share of the coded events that are right.
    pub fn precision(&self) -> f64 {
        share(self.right, self.coded)
    }

    /// Share of the expected events that were found.
    pub fn recall(&self) -> f64 {
        share(self.found, self.must)
    }

    /// Harmonic mean of both.
    pub fn f1(&self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall == 0.0 {
            return 0.0;
        }
        2.0 * precision * recall / (precision + recall)
    }

    /// All figures under names that begin with the table's.
    pub fn figures(&self, table: &str) -> BTreeMap<String, f64> {
        let mut figures = BTreeMap::from([
            (format!("{table}.f1"), self.f1()),
            (format!("{table}.precision"), self.precision()),
            (format!("{table}.recall"), self.recall()),
        ]);
        for (name, (asked, right)) in &self.details {
            figures.insert(format!("{table}.{name}"), share(*right, *asked));
        }
        figures
    }

    /// How many of the expected events of each type were found.
    pub fn type_line(&self, name: &str) -> String {
        let cell =
            |(name, (must, found)): (&String, &(usize, usize))| format!(" {name}={found}/{must}");
        let cells: String = self.types.iter().map(cell).collect();
        format!("{name:8} found{cells}")
    }

    /// One line of the table.
    pub fn line(&self, name: &str) -> String {
        let figures = self.figures("");
        let cell = |name: &str| match figures.get(&format!(".{name}")) {
            Some(figure) => format!(" {name}={figure:.3}"),
            None => format!(" {name}=-    "),
        };
        let names = ["f1", "precision", "recall"].into_iter().chain(DETAILS);
        let cells: String = names.map(cell).collect();
        format!(
            "{name:28}{cells} false_alarms={} must={} coded={}",
            self.alarms, self.must, self.coded
        )
    }
}

/// The score of one case.
pub fn score(case: &Case, events: &[Event]) -> Score {
    let mut score = Score {
        coded: events.len(),
        ..Score::default()
    };
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for expected in &case.events {
        let hits: Vec<usize> = (0..events.len())
            .filter(|index| fits(expected, &events[*index]))
            .collect();
        used.extend(hits.iter());
        count_expected(&mut score, case, expected, hits.len());
        count_details(
            &mut score,
            case,
            expected,
            hits.iter().map(|index| &events[*index]),
        );
    }
    score.right = used.len();
    for (_, wrong) in events
        .iter()
        .enumerate()
        .filter(|(index, _)| !used.contains(index))
    {
        count_wrong(&mut score, case, wrong);
    }
    score
}

fn count_expected(score: &mut Score, case: &Case, expected: &Expected, hits: usize) {
    if expected.debatable {
        return;
    }
    score.must += 1;
    score.found += usize::from(hits > 0);
    let of_type = score.types.entry(expected.types[0].clone()).or_default();
    *of_type = (of_type.0 + 1, of_type.1 + usize::from(hits > 0));
    if hits == 0 {
        let sides = (joined(&expected.actors), joined(&expected.recipients));
        let act = expected.types.join(" or ");
        score.misses.push(format!(
            "{}: missed {} {act} {} {}: {}",
            case.name, sides.0, sides.1, expected.status, expected.words
        ));
    }
}

fn count_wrong(score: &mut Score, case: &Case, wrong: &Event) {
    let trigger = wrong.evidence.trigger.offsets;
    let silent = |span: &&(usize, usize)| overlap(**span, (trigger.start, trigger.end));
    let alarm = case.silent.iter().find(silent).is_some();
    score.alarms += usize::from(alarm);
    let kind = if alarm { "false alarm" } else { "wrong" };
    let evidence = wrong.evidence.offsets;
    let words: String = case
        .text
        .chars()
        .skip(evidence.start)
        .take((evidence.end - evidence.start).min(110))
        .collect();
    let trigger = &wrong.evidence.trigger.text;
    score.misses.push(format!(
        "{}: {kind} {} [{trigger}]: {words}",
        case.name,
        shown(wrong)
    ));
}

/// The details of the hit that has most of them right.
fn count_details<'e>(
    score: &mut Score,
    case: &Case,
    expected: &Expected,
    hits: impl Iterator<Item = &'e Event>,
) {
    let rows = hits.map(|event| (details(expected, event), event));
    let Some((best, event)) = rows.max_by_key(|(row, _)| row.values().filter(|ok| **ok).count())
    else {
        return;
    };
    for (name, ok) in best {
        let sum = score.details.entry(name).or_default();
        *sum = (sum.0 + 1, sum.1 + usize::from(ok));
        if !ok {
            let has = detail_of(event, name);
            let asked = asked_detail(expected, name);
            score.misses.push(format!(
                "{}: {name} is {has}, not {asked}: {}",
                case.name, expected.words
            ));
        }
    }
}

/// Which of the details that the case asks for are right.
fn details(expected: &Expected, event: &Event) -> BTreeMap<&'static str, bool> {
    let mut row = BTreeMap::from([("status", event.status.as_str() == expected.status)]);
    let first = expected.types.first().map(String::as_str);
    if first == Some(event.act.event_type.as_str()) && expected.mode.is_some() {
        let modes = [&event.act.mode, &event.plover.mode];
        row.insert("mode", modes.contains(&&expected.mode));
    }
    if let Some((start, end)) = &expected.time {
        let inside = |time: &dateline_record::TimeSpan| {
            time.start.to_string() <= *end && time.end.to_string() >= *start
        };
        row.insert("time", event.time.as_ref().is_some_and(inside));
    }
    if let Some((name, country)) = &expected.place {
        let there = |place: &dateline_record::Place| {
            let named = same_words(&place.name, name) || same_words(&place.text, name);
            place.country.as_ref() == Some(country) && named
        };
        row.insert("place", event.place.as_ref().is_some_and(there));
    }
    if let Some(speaker) = &expected.speaker {
        let heard = event.attributed_to.iter().any(|party| {
            let name = party.name.as_deref().unwrap_or_default();
            same_words(name, speaker) || same_words(&party.text, speaker)
        });
        row.insert("speaker", heard);
    }
    row
}

fn detail_of(event: &Event, name: &str) -> String {
    match name {
        "status" => event.status.as_str().to_owned(),
        "mode" => format!("{:?}", event.act.mode),
        "time" => event.time.as_ref().map_or("none".to_owned(), |time| {
            format!("{}..{}", time.start, time.end)
        }),
        "place" => event.place.as_ref().map_or("none".to_owned(), |place| {
            format!("{} {}", place.name, place.country.as_deref().unwrap_or("-"))
        }),
        _ => {
            let texts = event.attributed_to.iter().map(|party| party.text.as_str());
            format!("{:?}", texts.collect::<Vec<_>>())
        }
    }
}

fn asked_detail(expected: &Expected, name: &str) -> String {
    match name {
        "status" => expected.status.clone(),
        "mode" => expected.mode.clone().unwrap_or_default(),
        "time" => format!("{:?}", expected.time.clone().unwrap_or_default()),
        "place" => format!("{:?}", expected.place.clone().unwrap_or_default()),
        _ => expected.speaker.clone().unwrap_or_default(),
    }
}

/// Whether a coded event is the expected one.
fn fits(expected: &Expected, event: &Event) -> bool {
    let act = event.act.event_type.as_str();
    let words = (event.evidence.offsets.start, event.evidence.offsets.end);
    expected.types.iter().any(|allowed| allowed == act)
        && expected.evidence.iter().any(|span| overlap(*span, words))
        && parties_fit(expected, event)
}

fn parties_fit(expected: &Expected, event: &Event) -> bool {
    let (actors, recipients) = (codes(&event.actors), codes(&event.recipients));
    let shares = |asked: &BTreeSet<String>, given: &BTreeSet<String>| {
        asked.is_empty() || !asked.is_disjoint(given)
    };
    if expected.symmetric || event.reciprocal {
        let both = &actors | &recipients;
        return shares(&expected.actors, &both) && shares(&expected.recipients, &both);
    }
    shares(&expected.actors, &actors) && shares(&expected.recipients, &recipients)
}

/// Whether two names share a word that says who or where.
fn same_words(one: &str, other: &str) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        let plain = name.to_lowercase().replace("'s", "").replace(',', " ");
        let all = plain.split_whitespace().map(str::to_owned);
        let empty = ["the", "a", "an", "of", "president", "minister"];
        all.filter(|word| !empty.contains(&word.as_str())).collect()
    };
    !words(one).is_disjoint(&words(other))
}

fn overlap(one: (usize, usize), other: (usize, usize)) -> bool {
    one.0.max(other.0) < one.1.min(other.1)
}

fn joined(codes: &BTreeSet<String>) -> String {
    let all: Vec<&str> = codes.iter().map(String::as_str).collect();
    if all.is_empty() {
        "-".to_owned()
    } else {
        all.join("+")
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}
