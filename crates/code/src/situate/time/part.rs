//! Parts of times, and times of times.
//!
//! In: a [`Place`] in the lexemes. Out: a [`Meaning`] that wraps another. Never: parts of parts.
//!
//! *The second week of May* is the second [`Unit::Week`] of a month; *late last year* the last part
//! of a year.

use super::grammar::{Found, Place, Reader};
use super::vocabulary::{Choice, Role};
use super::{Meaning, Part, Unit, Which, resolve};

impl Reader<'_, '_> {
    /// "Early June", "the end of the year", "the first half of 2024", "later this month".
    pub(super) fn part(&self, place: Place) -> Found {
        let (at, part) = self.part_word(place)?;
        let hyphen = if self.is_mark(at, "-") { at + 1 } else { at };
        let after = if self.is(hyphen, Role::Of) {
            hyphen + 1
        } else {
            hyphen
        };
        let inner = Place {
            at: after,
            sure: true,
            ..place
        };
        let article = self.is(after, Role::Article);
        let (end, of) = self
            .plain_unit(after + usize::from(article), article)
            .or_else(|| self.inside_part(inner))?;
        Some((
            end,
            Meaning::Part {
                part,
                of: Box::new(of),
            },
        ))
    }

    /// What a part can be of, never another part.
    fn inside_part(&self, place: Place) -> Found {
        let article = self.is(place.at, Role::Article);
        let place = Place {
            at: place.at + usize::from(article),
            definite: article,
            ..place
        };
        let (end, of) = self.absolute(place).or_else(|| self.relative(place))?;
        (!matches!(of, Meaning::Shift { .. } | Meaning::Length(_))).then_some((end, of))
    }

    /// "(The end of) the year".
    fn plain_unit(&self, at: usize, article: bool) -> Found {
        let (unit, plural) = self.sense(at).unit.filter(|_| article)?;
        let long = !matches!(unit, Unit::Hour | Unit::Day);
        (!plural && long).then_some((
            at + 1,
            Meaning::Unit {
                unit,
                which: Which::This,
            },
        ))
    }

    fn part_word(&self, place: Place) -> Option<(usize, Part)> {
        let here = self.sense(place.at);
        if let Some(half) = here.ordinal.filter(|half| (1..=2).contains(half)) {
            let half = if half == 1 {
                Part::FirstHalf
            } else {
                Part::SecondHalf
            };
            return self
                .is(place.at + 1, Role::Half)
                .then_some((place.at + 2, half));
        }
        let part = if here.is(Role::Earlier) {
            Some(Part::SoFar)
        } else if here.is(Role::Later) {
            Some(Part::Rest)
        } else {
            here.part
        };
        let relation = here.is(Role::Relation);
        part.filter(|_| !relation).map(|part| (place.at + 1, part))
    }

    /// "The second week of May", "the last day of June", "the first weeks of 2024".
    pub(super) fn nth(&self, place: Place) -> Found {
        let last = self.sense(place.at).choice == Some(Choice::Which(Which::Last));
        let number = if last {
            -1
        } else {
            self.sense(place.at).ordinal?
        };
        let (unit, _) = self.sense(place.at + 1).unit?;
        let small = matches!(unit, Unit::Day | Unit::Week | Unit::Weekend | Unit::Month);
        if !small || !self.is(place.at + 2, Role::Of) {
            return None;
        }
        let (end, of) = self.whole_after(place.to(place.at + 3))?;
        let of = Box::new(of);
        Some((end, Meaning::Nth { number, unit, of }))
    }

    /// "The week of 6 May", "the weekend of May 4-5".
    pub(super) fn around(&self, place: Place) -> Found {
        let (unit, plural) = self.sense(place.at).unit.filter(|_| place.definite)?;
        let fits = matches!(unit, Unit::Week | Unit::Weekend) && !plural;
        if !fits || !self.is(place.at + 1, Role::Of) {
            return None;
        }
        let (end, of) = self.absolute(Place {
            sure: true,
            ..place.to(place.at + 2)
        })?;
        let day = match &of {
            Meaning::Through { from, .. } => from.as_ref(),
            other => other,
        };
        let of = Box::new(matches!(day, Meaning::Day { .. }).then(|| day.clone())?);
        Some((end, Meaning::Around { unit, of }))
    }

    /// A month, year or unit that something is counted in.
    fn whole_after(&self, place: Place) -> Found {
        let article = self.is(place.at, Role::Article);
        let inner = Place {
            sure: true,
            ..place
        };
        self.plain_unit(place.at + usize::from(article), article)
            .or_else(|| self.inside_part(inner))
            .map(|(end, of)| self.of_year(end, of))
    }

    /// A choice of year after a month, day or season without one: "in June (of) last year".
    pub(super) fn of_year(&self, end: usize, of: Meaning) -> (usize, Meaning) {
        let at = end + usize::from(self.is(end, Role::Of));
        let year = matches!(self.sense(at + 1).unit, Some((Unit::Year, false)));
        let open = resolve::open_year(&of) == Some(None);
        let possessive = self.is(at + 2, Role::Possessive);
        match self.sense(at).choice {
            Some(Choice::Which(which)) if year && open && !possessive => (
                at + 2,
                Meaning::OfYear {
                    which,
                    of: Box::new(of),
                },
            ),
            _ => (end, of),
        }
    }
}
