//! Times that lean on the day of writing or on a time spoken of before.
//!
//! In: a [`Place`] in the lexemes. Out: a [`Meaning`] that needs an [`super::Anchor`]. Never: the
//! anchor itself.
//!
//! *Two weeks ago* is a shift of two weeks from publication; *a day earlier* a shift of one day from
//! the time spoken of.

use super::calendar::length;
use super::grammar::{Found, Place, Reader};
use super::lexeme::Lexeme;
use super::vocabulary::{Choice, Role};
use super::{Count, Meaning, Origin, Toward, Unit, Which};

impl Reader<'_, '_> {
    /// Any time that needs an anchor.
    pub(super) fn relative(&self, place: Place) -> Found {
        self.near(place)
            .or_else(|| self.chosen(place))
            .or_else(|| self.weekday(place))
            .or_else(|| self.shift(place))
            .or_else(|| self.unit_after(place))
            .or_else(|| self.adjective_length(place))
    }

    /// "Yesterday", "tomorrow night", "the day before yesterday".
    fn near(&self, place: Place) -> Found {
        let at = place.at;
        if let Some((first, last)) = self.sense(at).near {
            return Some((self.skip_part_of_day(at + 1), Meaning::Near { first, last }));
        }
        if !matches!(self.sense(at).unit, Some((Unit::Day, false))) {
            return None;
        }
        let (first, last) = self.sense(at + 2).near?;
        let step = self.step(at + 1)?;
        let near = Meaning::Near {
            first: first + step,
            last: last + step,
        };
        Some((at + 3, near))
    }

    /// -1 at "before", 1 at "after".
    fn step(&self, at: usize) -> Option<i8> {
        let here = self.sense(at);
        match (here.is(Role::Earlier), here.is(Role::Later)) {
            (true, _) => Some(-1),
            (_, true) => Some(1),
            _ => None,
        }
    }

    fn skip_part_of_day(&self, at: usize) -> usize {
        at + usize::from(self.is(at, Role::PartOfDay))
    }

    /// "Tuesday", "Tuesday night", "Monday next week".
    fn weekday(&self, place: Place) -> Found {
        let weekday = self.weekday_name(place.at)?;
        let end = self.skip_part_of_day(place.at + 1);
        if let Some(week) = self.week(end) {
            return Some((
                end + 2,
                Meaning::Weekday {
                    weekday,
                    which: None,
                    week: Some(week),
                },
            ));
        }
        Some((
            end,
            Meaning::Weekday {
                weekday,
                which: None,
                week: None,
            },
        ))
    }

    /// "(Monday) next week", in weeks from that of publication.
    fn week(&self, at: usize) -> Option<i8> {
        let is_week = matches!(self.sense(at + 1).unit, Some((Unit::Week, false)));
        match self.sense(at).choice.filter(|_| is_week)? {
            Choice::Which(Which::This) => Some(0),
            Choice::Which(Which::Last) => Some(-1),
            Choice::Which(Which::Next) => Some(1),
            _ => None,
        }
    }

    fn weekday_name(&self, at: usize) -> Option<jiff::civil::Weekday> {
        let weekday = self
            .get(at)
            .filter(|lexeme| lexeme.is_capital())?
            .sense
            .weekday?;
        let opener = at > 0 && {
            let before = self.get(at - 1)?;
            before.is(Role::NameOpener) && before.is_capital()
        };
        let closer = self
            .get(at + 1)
            .is_some_and(|next| next.is(Role::NameCloser) && next.is_capital());
        (!opener && !closer).then_some(weekday)
    }

    /// "This week", "last Friday", "the next two years", "the coming days", "last night".
    fn chosen(&self, place: Place) -> Found {
        let choice = self.sense(place.at).choice?;
        let after = self.sense(place.at + 1).choice;
        let (at, choice) = match (choice, after) {
            (Choice::Which(Which::This), Some(next @ (Choice::Past | Choice::Coming))) => {
                (place.at + 2, next)
            }
            _ => (place.at + 1, choice),
        };
        self.window(at, choice)
            .or_else(|| self.chosen_unit(place, at, choice))
            .or_else(|| self.chosen_name(at, choice))
    }

    /// "(The past) two years", "(the next) few days", "(recent) weeks".
    fn window(&self, at: usize, choice: Choice) -> Found {
        let toward = match choice {
            Choice::Past | Choice::Recent | Choice::Which(Which::Last | Which::Previous) => {
                Toward::Earlier
            }
            Choice::Coming | Choice::Which(Which::Next | Which::Following) => Toward::Later,
            Choice::Which(_) => return None,
        };
        let narrative = matches!(choice, Choice::Which(Which::Previous | Which::Following));
        let origin = if narrative {
            Origin::Narrative
        } else {
            Origin::Published
        };
        let (end, count, unit) = self.quantity(at)?;
        Some((
            end,
            Meaning::Window {
                count,
                unit,
                toward,
                origin,
            },
        ))
    }

    /// A choice with a unit in the singular.
    fn chosen_unit(&self, place: Place, at: usize, choice: Choice) -> Found {
        let part_of_day = self.is(at, Role::PartOfDay);
        let (unit, plural) = match self.sense(at).unit {
            Some(unit) => unit,
            None if part_of_day => (Unit::Day, false),
            None => return None,
        };
        let bare_day = unit == Unit::Day && !part_of_day;
        let of_something = matches!(choice, Choice::Which(Which::This | Which::Last));
        if plural || unit == Unit::Hour || bare_day && of_something {
            return None;
        }
        let windowed = place.definite && place.opener.is(Role::WindowOpener);
        let one = |toward| Meaning::Window {
            origin: Origin::Published,
            count: Count::Exact(1),
            unit,
            toward,
        };
        let meaning = match choice {
            Choice::Recent => return None,
            Choice::Past => one(Toward::Earlier),
            Choice::Coming => one(Toward::Later),
            Choice::Which(Which::Last) if windowed => one(Toward::Earlier),
            Choice::Which(Which::Next) if windowed => one(Toward::Later),
            Choice::Which(Which::Next) if place.definite || part_of_day || unit == Unit::Day => {
                Meaning::Unit {
                    unit,
                    which: Which::Following,
                }
            }
            Choice::Which(which) => Meaning::Unit { unit, which },
        };
        let meaning = match meaning {
            Meaning::Window {
                unit: Unit::Day,
                toward,
                ..
            } if part_of_day => {
                let day = if toward == Toward::Earlier { -1 } else { 1 };
                Meaning::Near {
                    first: day,
                    last: day,
                }
            }
            other => other,
        };
        Some((self.skip_part_of_day(at + 1), meaning))
    }

    /// A choice with a month, season, weekday or feast.
    fn chosen_name(&self, at: usize, choice: Choice) -> Found {
        let which = match choice {
            Choice::Which(which) => which,
            Choice::Past => Which::Last,
            Choice::Coming => Which::Next,
            Choice::Recent => return None,
        };
        let which = Some(which);
        if let Some(found) = self.weekday_date(at) {
            return Some(found);
        }
        if let Some(weekday) = self.weekday_name(at) {
            let end = self.skip_part_of_day(at + 1);
            return Some((
                end,
                Meaning::Weekday {
                    weekday,
                    which,
                    week: None,
                },
            ));
        }
        if let Some(month) = self.month_name(at) {
            return Some((
                at + 1,
                Meaning::Month {
                    year: None,
                    month,
                    which,
                },
            ));
        }
        if let Some(season) = self.sense(at).season {
            return Some((
                at + 1,
                Meaning::Season {
                    year: None,
                    season,
                    which,
                },
            ));
        }
        self.get(at).filter(|lexeme| lexeme.is_capital())?;
        let (end, feast) = self.phrase(at, &self.vocabulary.holidays)?;
        Some((
            end,
            Meaning::Holiday {
                year: None,
                feast,
                which,
            },
        ))
    }

    /// "Two weeks ago", "a day earlier", "days later", "three months from now".
    fn shift(&self, place: Place) -> Found {
        let at = self.skip_hedges(place.at);
        let (end, count, unit) = self.quantity(at)?;
        let multiplied = |at: Option<usize>| at.is_some_and(|at| self.is(at, Role::Multiplier));
        if count == Count::Vague && (multiplied(at.checked_sub(1)) || multiplied(at.checked_sub(2)))
        {
            return None;
        }
        let here = self.sense(end);
        let shifted = |end, toward, origin| {
            Some((
                end,
                Meaning::Shift {
                    count,
                    unit,
                    toward,
                    origin,
                },
            ))
        };
        if here.is(Role::Ago) {
            return shifted(end + 1, Toward::Earlier, Origin::Published);
        }
        if let Some((end, ())) = self.phrase(end, &self.vocabulary.from_now) {
            return shifted(end, Toward::Later, Origin::Published);
        }
        if here.is(Role::Relation) && !self.is_end(end + 1) {
            return None;
        }
        match self.step(end)? {
            -1 => shifted(end + 1, Toward::Earlier, Origin::Narrative),
            _ => shifted(end + 1, Toward::Later, Origin::Narrative),
        }
    }

    /// "The week after", "the day before", "(over) the weekend".
    fn unit_after(&self, place: Place) -> Found {
        let (unit, plural) = self.sense(place.at).unit.filter(|_| place.definite)?;
        if plural {
            return None;
        }
        if self.is(place.at + 1, Role::Relation) && self.is_end(place.at + 2) {
            let earlier = self.step(place.at + 1)? < 0;
            let which = if earlier {
                Which::Previous
            } else {
                Which::Following
            };
            return Some((place.at + 2, Meaning::Unit { unit, which }));
        }
        let weekend = unit == Unit::Weekend && place.opener.is(Role::Preposition);
        weekend.then_some((
            place.at + 1,
            Meaning::Unit {
                unit,
                which: Which::This,
            },
        ))
    }

    /// "In three days", "within two weeks", "within hours".
    pub(super) fn ahead(&self, place: Place) -> Found {
        let at = self.skip_hedges(place.at);
        let (end, count, unit) = self.quantity(at)?;
        if self.sense(end).is(Role::Ago) || self.step(end).is_some() {
            return None;
        }
        if place.opener.is(Role::Within) {
            return Some((
                end,
                Meaning::Window {
                    origin: Origin::Published,
                    count,
                    unit,
                    toward: Toward::Later,
                },
            ));
        }
        let opener = place.at.checked_sub(1)?;
        let a_length = opener > 0 && self.is(opener - 1, Role::NoCountAfter);
        let accepted = place.opener.is(Role::In) && count != Count::Vague && !a_length;
        let possessive = usize::from(self.is(end, Role::Possessive));
        let time = self.is(end + possessive, Role::NoCountAfter);
        let end = if time { end + possessive + 1 } else { end };
        accepted.then_some((end, Meaning::Ahead { count, unit }))
    }

    /// "Three-day" before a noun.
    fn adjective_length(&self, place: Place) -> Found {
        let count = self.cardinal(place.at)?;
        let hyphens = self.is_mark(place.at + 1, "-") && self.glued(place.at + 2);
        let (unit, plural) = self.sense(place.at + 2).unit.filter(|_| hyphens)?;
        let end = place.at + 3;
        let age = self.is(end, Role::Age) || self.is(end + 1, Role::Age);
        let accepted = !plural && !age && self.glued(place.at + 1);
        accepted.then(|| (end, Meaning::Length(length(i64::from(count), unit))))
    }

    fn skip_hedges(&self, mut at: usize) -> usize {
        while self.is(at, Role::Hedge) && !self.sense(at).is(Role::VagueCount) {
            at += 1;
        }
        at
    }

    /// A count with its unit, or a unit alone; and the end.
    fn quantity(&self, at: usize) -> Option<(usize, Count, Unit)> {
        let (mut end, mut count) = (at, None);
        loop {
            let here = self.sense(end);
            if let Some((unit, plural)) = here.unit {
                let count = count.or(plural.then_some(Count::Vague))?;
                return Some((end + 1, count, unit));
            }
            if let Some((next, value)) = self.counted(end) {
                (end, count) = (next, Some(multiplied(count, value)));
            } else if count.is_some() && here.is(Role::CountLink) {
                end += 1;
            } else {
                return None;
            }
        }
    }

    /// "Twenty-five", "12", "few", "a few", and the end.
    fn counted(&self, at: usize) -> Option<(usize, Count)> {
        if self.is(at, Role::VagueCount) {
            return Some((at + 1, Count::Vague));
        }
        let value = self.cardinal(at)?;
        let unit = (value >= 20 && value % 10 == 0 && self.is_mark(at + 1, "-"))
            .then(|| self.cardinal(at + 2))
            .flatten();
        match unit.filter(|unit| (1..10).contains(unit)) {
            Some(unit) => Some((at + 3, Count::Exact(value + unit))),
            None => Some((at + 1, Count::Exact(value))),
        }
    }

    fn cardinal(&self, at: usize) -> Option<i32> {
        let lexeme: &Lexeme = self.get(at)?;
        lexeme
            .number
            .map(|number| i32::from(number.value))
            .or(lexeme.sense.cardinal)
    }
}

/// "Two" and "hundred" as 200.
fn multiplied(before: Option<Count>, value: Count) -> Count {
    match (before, value) {
        (Some(Count::Exact(before)), Count::Exact(value)) if value >= 100 => {
            Count::Exact(before.saturating_mul(value))
        }
        _ => value,
    }
}
