//! Names of the calendar: days, months, years, quarters, seasons, decades.
//!
//! In: a [`Place`] in the lexemes. Out: a [`Meaning`] that does not lean on the day of writing,
//! though year or month may be left open. Never: "last", "next", "ago".
//!
//! *Tuesday, July 2, 2024* is a day with weekday, month and year.

use jiff::civil::Weekday;

use super::Meaning;
use super::Unit;
use super::grammar::{Found, Place, Reader, through};
use super::lexeme::Lexeme;
use super::vocabulary::Role;

/// Years that a number alone can mean.
const LIKELY_YEARS: std::ops::RangeInclusive<i16> = 1800..=2099;

impl Reader<'_, '_> {
    /// Any name of the calendar.
    pub(super) fn absolute(&self, place: Place) -> Found {
        self.weekday_date(place.at)
            .or_else(|| self.date(place.at))
            .or_else(|| self.month(place))
            .or_else(|| self.quarter(place))
            .or_else(|| self.season(place))
            .or_else(|| self.decade(place))
            .or_else(|| self.century(place))
            .or_else(|| self.year(place))
    }

    /// "Tuesday, July 2"; "Wed 3 July 2024"; "Tuesday (2 July)".
    pub(super) fn weekday_date(&self, start: usize) -> Found {
        let here = self.sense(start);
        let weekday = here.weekday.or(here.short_weekday)?;
        self.get(start).filter(|lexeme| lexeme.is_capital())?;
        let mut at = start + 1;
        while self.is_mark(at, ",") || self.is_mark(at, ".") || self.is_mark(at, "(") {
            at += 1;
        }
        let at = if self.is(at, Role::Article) {
            at + 1
        } else {
            at
        };
        let (end, found) = self.date(at)?;
        match found {
            Meaning::Day { .. } => Some((end, with_weekday(found, weekday))),
            Meaning::Through { from, to } => {
                Some((end, through(with_weekday(*from, weekday), *to)))
            }
            _ => None,
        }
    }

    /// A day of a month in any order, or several.
    fn date(&self, at: usize) -> Found {
        self.iso(at)
            .or_else(|| self.slashed(at))
            .or_else(|| self.month_first(at))
            .or_else(|| self.day_first(at))
    }

    /// "2024-07-03".
    fn iso(&self, at: usize) -> Found {
        self.get(at)?.number.filter(|number| number.digits == 4)?;
        let joint = |at| self.is_mark(at, "-") && self.glued(at) && self.glued(at + 1);
        if !joint(at + 1) || !joint(at + 3) {
            return None;
        }
        let month = month_number(self.number(at + 2)?)?;
        let day = self.day_number(at + 4)?;
        Some((at + 5, day_of(self.number(at), month, day)))
    }

    /// "3/7/2024".
    fn slashed(&self, at: usize) -> Found {
        let joint = |at| self.is_mark(at, "/") && self.glued(at) && self.glued(at + 1);
        if !joint(at + 1) || !joint(at + 3) {
            return None;
        }
        let (first, second) = (self.day_number(at)?, self.day_number(at + 2)?);
        let year = self.year_number(at + 4)?;
        Some((
            at + 5,
            Meaning::Slashed {
                first,
                second,
                year,
            },
        ))
    }

    /// "July 3", "July 3-5, 2024", "July 3 and 4".
    fn month_first(&self, at: usize) -> Found {
        let month = self.month_name(at)?;
        let dot = self.is_mark(at + 1, ".") && self.day_number(at + 2).is_some();
        let mut at = at + 1 + usize::from(dot);
        let first = self.day_number(at).filter(|_| !self.is_clock(at))?;
        at += 1;
        let mut last = first;
        if let Some((end, day)) = self.last_day(at, first) {
            (at, last) = (end, day);
        }
        let (end, year) = self.year_after(at);
        Some((end, days(year, month, first, last)))
    }

    /// The last day of "3-5", "3 to 5", "3 and 4", "3, 4 and 5" after the first.
    fn last_day(&self, at: usize, first: i8) -> Option<(usize, i8)> {
        let month_follows = |at| self.month_name(at).is_some();
        let day = self.day_number(at + 1).filter(|_| !month_follows(at + 2));
        if self.is(at, Role::Range) {
            return day.filter(|day| *day > first).map(|day| (at + 2, day));
        }
        if self.is(at, Role::List) {
            let day = day.filter(|day| *day > first && self.ends_list(at + 2))?;
            return Some((at + 2, day));
        }
        if self.is_mark(at, ",") {
            return self.last_day(at + 2, day?);
        }
        None
    }

    /// Whether a list of days can end here: what follows is not counted by its last number.
    fn ends_list(&self, at: usize) -> bool {
        self.get(at)
            .is_none_or(|next| !next.is_lower() || next.is(Role::ListFollower))
    }

    /// "3 July", "3rd of July 2024", "3–5 July", "3 and 4 July".
    fn day_first(&self, at: usize) -> Found {
        let first = self.day_number(at)?;
        if let Some((end, year, month)) = self.month_after(at + 1) {
            return Some((end, day_of(year, month, first)));
        }
        let joint = self.is(at + 1, Role::Range) || self.is(at + 1, Role::List);
        if joint {
            let last = self.day_number(at + 2).filter(|last| *last > first)?;
            let (end, year, month) = self.month_after(at + 3)?;
            return Some((end, days(year, month, first, last)));
        }
        if self.is_mark(at + 1, ",") {
            let (end, found) = self.day_first(at + 2)?;
            let Meaning::Through { from, to } = found else {
                return None;
            };
            let Meaning::Day { year, month, .. } = *from else {
                return None;
            };
            return Some((end, through(day_of(year, month, first), *to)));
        }
        None
    }

    /// "(Of) July (2024)" after a day.
    fn month_after(&self, at: usize) -> Option<(usize, Option<i16>, i8)> {
        let at = if self.is(at, Role::Of) { at + 1 } else { at };
        let month = self.month_name(at)?;
        let (end, year) = self.year_after(at + 1);
        Some((end, year, month))
    }

    /// "September 2023", "in June", "October's".
    fn month(&self, place: Place) -> Found {
        let at = place.at;
        let month = self.month_name(at)?;
        if let (end, Some(year)) = self.year_after(at + 1) {
            return Some((
                end,
                Meaning::Month {
                    year: Some(year),
                    month,
                    which: None,
                },
            ));
        }
        let opened = place.sure || place.definite || place.opener.is(Role::MonthOpener);
        let possessive = self.is(at + 1, Role::Possessive);
        let homonym = self.is(at, Role::MonthHomonym);
        let capital = |lexeme: Option<&Lexeme>| lexeme.is_some_and(Lexeme::is_capital);
        let in_name = at > usize::from(!homonym) && capital(self.get(at - 1));
        let before_name = capital(self.get(at + 1)) && homonym && !place.sure;
        let verb = self.is(at, Role::MonthVerb);
        let alone = (possessive || !verb) && !in_name && !before_name;
        let accepted = opened && !before_name || alone;
        accepted.then_some((
            at + 1,
            Meaning::Month {
                year: None,
                month,
                which: None,
            },
        ))
    }

    /// "The third quarter of 2023", "Q3 2023", "third-quarter".
    fn quarter(&self, place: Place) -> Found {
        let here = self.sense(place.at);
        if let Some(quarter) = here.quarter {
            let (end, year) = self.year_after(place.at + 1);
            return Some((
                end,
                Meaning::Quarter {
                    year,
                    quarter,
                    which: None,
                },
            ));
        }
        let quarter = here.ordinal.filter(|quarter| (1..=4).contains(quarter))?;
        let at = place.at + 1 + usize::from(self.is_mark(place.at + 1, "-"));
        if !matches!(self.sense(at).unit, Some((Unit::Quarter, false))) {
            return None;
        }
        let (end, year) = self.year_after(at + 1);
        Some((
            end,
            Meaning::Quarter {
                year,
                quarter,
                which: None,
            },
        ))
    }

    /// "Summer 2022", "in the summer of 2022", "in the autumn".
    fn season(&self, place: Place) -> Found {
        let season = self.sense(place.at).season?;
        if let (end, Some(year)) = self.year_after(place.at + 1) {
            return Some((
                end,
                Meaning::Season {
                    year: Some(year),
                    season,
                    which: None,
                },
            ));
        }
        let something_of = self.is(place.at, Role::SeasonHomonym)
            && self.get(place.at + 1).is_some_and(|next| !next.is_mark())
            && !self.is(place.at + 1, Role::ListFollower);
        let of = self.is(place.at, Role::SeasonHomonym) && self.is(place.at + 1, Role::Of);
        let opened = place.sure || place.opener.is(Role::SeasonOpener);
        let accepted = opened && !something_of && !of;
        accepted.then_some((
            place.at + 1,
            Meaning::Season {
                year: None,
                season,
                which: None,
            },
        ))
    }

    /// "The 1990s", "the nineties".
    fn decade(&self, place: Place) -> Found {
        let first = self.sense(place.at).decade?;
        let in_words = self.get(place.at)?.is_lower();
        let century = first % 100 == 0 && first < 2000;
        let last = first.saturating_add(if century { 99 } else { 9 });
        let accepted = !in_words || place.definite || place.sure;
        accepted.then_some((place.at + 1, Meaning::Years { first, last }))
    }

    /// "The 19th century".
    fn century(&self, place: Place) -> Found {
        let (ordinal, end) = self.ordinal(place.at)?;
        let end = end + usize::from(self.is_mark(end, "-"));
        if !matches!(self.sense(end).unit, Some((Unit::Century, _))) {
            return None;
        }
        let first = i16::from(ordinal).saturating_sub(1).saturating_mul(100);
        let meaning = Meaning::Years {
            first,
            last: first.saturating_add(99),
        };
        (ordinal > 0).then_some((end + 1, meaning))
    }

    /// An ordinal in digits or words, and its end.
    fn ordinal(&self, at: usize) -> Option<(i8, usize)> {
        let here = self.sense(at);
        if let Some(tens) = here.cardinal.filter(|tens| tens % 10 == 0 && *tens >= 20)
            && self.is_mark(at + 1, "-")
            && let Some(unit) = self.sense(at + 2).ordinal.filter(|unit| *unit < 10)
        {
            return Some((i8::try_from(tens).ok()? + unit, at + 3));
        }
        Some((here.ordinal?, at + 1))
    }

    /// "In 2017", "the 2020 vote", "(2017)", "2017-18", "the year 2000".
    fn year(&self, place: Place) -> Found {
        let at = place.at;
        let year_word = matches!(self.sense(at).unit, Some((Unit::Year, false)));
        if year_word && place.definite {
            return self.year(Place {
                at: at + 1,
                sure: true,
                ..place
            });
        }
        let year = self
            .year_number(at)
            .filter(|year| LIKELY_YEARS.contains(year))?;
        let counted = self.is(at + 1, Role::ClockUnit) || self.sense(at + 1).unit.is_some();
        if counted || !(self.year_opened(place) || place.sure) {
            return None;
        }
        if let Some((end, last)) = self.short_range(at, year) {
            return Some((end, Meaning::Years { first: year, last }));
        }
        Some((
            at + 1,
            Meaning::Years {
                first: year,
                last: year,
            },
        ))
    }

    /// Whether what stands around a number of four digits shows that it is a year.
    fn year_opened(&self, place: Place) -> bool {
        let at = place.at;
        let next = self.get(at + 1);
        let before = |role| at > 0 && self.is(at - 1, role);
        let plural = next.is_some_and(|next| next.is_lower() && next.word.ends_with('s'));
        let round = self.number(at).is_some_and(|year| year % 100 == 0);
        let counting = round && plural && !next.is_some_and(|next| next.is(Role::ListFollower));
        let bracketed = at > 0
            && self.is_mark(at - 1, "(")
            && next.is_some_and(|next| matches!(next.word, ")" | "-" | "–" | "," | ";"));
        let describes = before(Role::Determiner) && next.is_some_and(|next| !next.is_mark());
        let opened = place.opener.is(Role::YearOpener);
        bracketed || !counting && (opened || describes)
    }

    /// "2023-24" and "2023–2025".
    fn short_range(&self, at: usize, first: i16) -> Option<(usize, i16)> {
        if !self.is(at + 1, Role::Range) || !self.glued(at + 1) || !self.glued(at + 2) {
            return None;
        }
        let number = self.get(at + 2)?.number?;
        let last = match number.digits {
            2 => first - first % 100 + number.value,
            4 => number.value,
            _ => return None,
        };
        (last > first).then_some((at + 3, last))
    }

    /// The number of a month name with a capital.
    pub(super) fn month_name(&self, at: usize) -> Option<i8> {
        self.get(at)
            .filter(|lexeme| lexeme.is_capital())?
            .sense
            .month
    }

    /// A number from 1 to 31, or an ordinal in digits.
    fn day_number(&self, at: usize) -> Option<i8> {
        let lexeme = self.get(at)?;
        let day = match lexeme.number {
            Some(number) if number.digits <= 2 => i8::try_from(number.value).ok()?,
            Some(_) => return None,
            None => lexeme.sense.ordinal.filter(|_| starts_with_digit(lexeme))?,
        };
        (1..=31).contains(&day).then_some(day)
    }

    /// Whether the number at an index goes on as something else ("3%").
    fn is_clock(&self, at: usize) -> bool {
        self.is(at + 1, Role::ClockUnit) && self.glued(at + 1)
    }

    fn year_number(&self, at: usize) -> Option<i16> {
        let number = self.get(at)?.number.filter(|number| number.digits == 4)?;
        (number.value >= 1000).then_some(number.value)
    }

    /// The year that may follow a month or season: "2024", ", 2024", "of 2024".
    pub(super) fn year_after(&self, at: usize) -> (usize, Option<i16>) {
        let link = self.is_mark(at, ",") || self.is(at, Role::Of);
        let from = at + usize::from(link);
        let year = self
            .year_number(from)
            .filter(|year| LIKELY_YEARS.contains(year));
        let counted = self.is(from + 1, Role::ClockUnit);
        match year.filter(|_| !counted) {
            Some(year) => (from + 1, Some(year)),
            None => (at, None),
        }
    }
}

fn starts_with_digit(lexeme: &Lexeme) -> bool {
    lexeme
        .word
        .starts_with(|first: char| first.is_ascii_digit())
}

fn month_number(value: i16) -> Option<i8> {
    i8::try_from(value)
        .ok()
        .filter(|month| (1..=12).contains(month))
}

fn day_of(year: Option<i16>, month: i8, day: i8) -> Meaning {
    Meaning::Day {
        year,
        month,
        day,
        weekday: None,
    }
}

fn days(year: Option<i16>, month: i8, first: i8, last: i8) -> Meaning {
    if first == last {
        day_of(year, month, first)
    } else {
        through(day_of(year, month, first), day_of(year, month, last))
    }
}

fn with_weekday(meaning: Meaning, weekday: Weekday) -> Meaning {
    match meaning {
        Meaning::Day {
            year, month, day, ..
        } => Meaning::Day {
            year,
            month,
            day,
            weekday: Some(weekday),
        },
        other => other,
    }
}
