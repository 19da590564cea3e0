//! Whether a pattern fits around a verb.
//!
//! In: a pattern, the pieces and units of a sentence, and where the verb stands. Out: [`Bound`]: the
//! units that the pattern names as source and target. Never: codes.
//!
//! `$ * + (TO REST)` binds the unit before the verb as source and the first one after it, before *to
//! rest*, as target.

use std::ops::Range;

use crate::pattern::{Pattern, Step, What};

use super::pieces::Pieces;
use super::units::Unit;
use super::verbs::Synsets;

/// The units that a pattern names, by their index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bound {
    /// `$`.
    pub source: Option<usize>,
    /// `+`.
    pub target: Option<usize>,
    /// `%`.
    pub both: Option<usize>,
}

/// Where a pattern is tried.
pub struct Site<'a> {
    /// The pieces of the sentence.
    pub pieces: &'a Pieces,
    /// Its units.
    pub units: &'a [Unit],
    /// The sets of words.
    pub synsets: &'a Synsets,
    /// Pieces before the verb that count.
    pub before: Range<usize>,
    /// Pieces after the verb that count.
    pub after: Range<usize>,
    /// One past the last piece of the verb's object: in the second generation the first thing that a
    /// pattern asks for after the verb, unless it stands in a group, must begin there.
    pub object_end: Option<usize>,
    /// Whether words of patterns stand for their plurals too.
    pub plurals: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Way {
    Forward,
    Backward,
}

/// A step as it is met when one goes away from the verb.
struct Met<'p> {
    what: &'p What,
    reach: Reach,
}

/// How far from the step before it a step may stand.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    /// Right beside it.
    Beside,
    /// In the verb's object.
    Object,
    /// Anywhere.
    Anywhere,
}

impl Reach {
    fn of(tight: bool) -> Reach {
        match tight {
            true => Reach::Beside,
            false => Reach::Anywhere,
        }
    }
}

impl Site<'_> {
    /// The units that a pattern names, when it fits.
    pub fn fit(&self, pattern: &Pattern) -> Option<Bound> {
        let before = backward(&pattern.before, pattern.verb_tight);
        let bound = self.run(&before, self.before.end, Way::Backward, Bound::default())?;
        let mut after = forward(&pattern.after);
        let is_plain = |step: &Step| !matches!(step.what, What::Group(_));
        if let Some(first) = after.first_mut()
            && first.reach == Reach::Anywhere
            && pattern.after.first().is_some_and(is_plain)
        {
            first.reach = Reach::Object;
        }
        self.run(&after, self.after.start, Way::Forward, bound)
    }

    fn run(&self, steps: &[Met], at: usize, way: Way, bound: Bound) -> Option<Bound> {
        let Some((step, rest)) = steps.split_first() else {
            return Some(bound);
        };
        match step.what {
            What::Word(word) => {
                let word = std::slice::from_ref(word);
                self.words(word, self.plurals, step.reach, at, way, &|at| {
                    self.run(rest, at, way, bound)
                })
            }
            What::Synset(name) => self.synsets.members(name).iter().find_map(|member| {
                let then = |at| self.run(rest, at, way, bound);
                self.words(&member.words, member.plural, step.reach, at, way, &then)
            }),
            What::Group(_) | What::Phrase(_) => None,
            What::Skip | What::Source | What::Target | What::Both => {
                let (place, next) = self.unit(step.what, at, way)?;
                let mut bound = bound;
                match step.what {
                    What::Source => bound.source = Some(place),
                    What::Target => bound.target = Some(place),
                    What::Both => bound.both = Some(place),
                    _ => {}
                }
                self.run(rest, next, way, bound)
            }
        }
    }

    /// Tries words at each place that they may have; the first with which all the rest fits counts.
    fn words(
        &self,
        words: &[String],
        plural: bool,
        reach: Reach,
        at: usize,
        way: Way,
        then: &dyn Fn(usize) -> Option<Bound>,
    ) -> Option<Bound> {
        let length = words.len();
        let fits = |start: usize| self.pieces.has_at(start, words, plural);
        match way {
            Way::Forward => {
                let last = self.after.end.checked_sub(length)?;
                let last = match (reach, self.object_end) {
                    (Reach::Beside, _) => last.min(at),
                    (Reach::Object, Some(end)) => last.min(end.saturating_sub(1)),
                    _ => last,
                };
                let mut starts = (at..last + 1).filter(|start| fits(*start));
                starts.find_map(|start| then(start + length))
            }
            Way::Backward => {
                let last = at.checked_sub(length)?;
                let first = match reach {
                    Reach::Beside => last,
                    _ => self.before.start,
                };
                let mut starts = (first..last + 1).rev().filter(|start| fits(*start));
                starts.find_map(then)
            }
        }
    }

    /// The next unit of a kind, and where to go on.
    fn unit(&self, what: &What, at: usize, way: Way) -> Option<(usize, usize)> {
        let fits = |unit: &Unit| match what {
            What::Skip => true,
            What::Both => unit.parties.len() > 1,
            _ => unit.is_coded(),
        };
        let mut units = self.units.iter().enumerate();
        match way {
            Way::Forward => units
                .find(|(_, unit)| {
                    unit.pieces.end > at && unit.pieces.start < self.after.end && fits(unit)
                })
                .map(|(place, unit)| (place, unit.pieces.end)),
            Way::Backward => units
                .rfind(|(_, unit)| {
                    unit.pieces.start < at && unit.pieces.end > self.before.start && fits(unit)
                })
                .map(|(place, unit)| (place, unit.pieces.start)),
        }
    }
}

/// The steps after the verb, groups taken apart.
fn forward(steps: &[Step]) -> Vec<Met<'_>> {
    let mut met = Vec::new();
    for step in steps {
        match &step.what {
            What::Group(inner) | What::Phrase(inner) => met.extend(forward(inner)),
            what => met.push(Met {
                what,
                reach: Reach::of(step.tight),
            }),
        }
    }
    met
}

/// The steps before the verb, from the verb away.
fn backward(steps: &[Step], verb_tight: bool) -> Vec<Met<'_>> {
    let flat = forward(steps);
    let ties: Vec<Reach> = flat
        .iter()
        .skip(1)
        .map(|met| met.reach)
        .chain([Reach::of(verb_tight)])
        .collect();
    let both = flat.into_iter().zip(ties);
    let turned = both.map(|(met, reach)| Met {
        what: met.what,
        reach,
    });
    let mut turned: Vec<Met> = turned.collect();
    turned.reverse();
    turned
}
