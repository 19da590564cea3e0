//! From what an expression says to the days that it means.
//!
//! In: a [`Meaning`], an [`Anchor`], a [`Tense`]. Out: an [`Interval`]. Never: words.
//!
//! *On Tuesday* in a past clause, published on Thursday 2 May 2024, is 30 April 2024.

use jiff::civil::{Date, Weekday};

use super::calendar::{
    add, add_days, containing, days_between, easter, is_whole_year, month, months, part,
    weekday_on_or_after, weekday_on_or_before, years,
};
use super::{Anchor, Count, Feast, Interval, Meaning, Origin, Part, Tense, Toward, Unit, Which};

/// How far around publication the year of "3 July" is looked for; leap days need eight years.
const YEARS_AROUND: i16 = 8;

/// The days that a meaning stands for.
pub fn resolve(meaning: &Meaning, anchor: &Anchor, tense: Tense) -> Option<Interval> {
    let ahead = |spoken: &Interval| is_whole_year(*spoken) && spoken.start > anchor.published;
    let year = anchor
        .narrative
        .filter(ahead)
        .map(|spoken| spoken.start.year());
    resolve_in(meaning, anchor, tense, year)
}

/// The same, where open years are `spoken_year`, if there is one.
pub fn resolve_in(
    meaning: &Meaning,
    anchor: &Anchor,
    tense: Tense,
    spoken_year: Option<i16>,
) -> Option<Interval> {
    let Anchor {
        published,
        narrative,
    } = *anchor;
    Resolver {
        published,
        narrative,
        tense,
        spoken_year,
    }
    .interval(meaning)
}

/// The days of a date, month or the like, with that year where its own is open.
pub fn in_year(meaning: &Meaning, year: i16) -> Option<Interval> {
    let published = Date::new(year, 1, 1).ok()?;
    let tense = Tense::Present;
    Resolver {
        published,
        narrative: None,
        tense,
        spoken_year: None,
    }
    .in_year(meaning, year)
}

#[derive(Clone, Copy)]
struct Resolver {
    published: Date,
    narrative: Option<Interval>,
    tense: Tense,
    spoken_year: Option<i16>,
}

impl Resolver {
    fn interval(self, meaning: &Meaning) -> Option<Interval> {
        match meaning {
            Meaning::Since(inner) => self.since(inner),
            Meaning::Onward(inner) => self.onward(inner),
            Meaning::Until(inner) => self.until(inner),
            Meaning::Length(_) => None,
            _ => match open_year(meaning) {
                Some(which) => self.in_some_year(meaning, which),
                None => self.fixed(meaning),
            },
        }
    }

    fn since(self, inner: &Meaning) -> Option<Interval> {
        let inner = Resolver {
            tense: Tense::Past,
            ..self
        }
        .interval(inner)?;
        Some(Interval::new(inner.start, self.published))
    }

    fn onward(self, inner: &Meaning) -> Option<Interval> {
        let inner = self.interval(inner)?;
        if inner.start <= self.published {
            return Some(Interval::new(inner.start, self.published));
        }
        Some(inner)
    }

    fn until(self, inner: &Meaning) -> Option<Interval> {
        let inner = self.interval(inner)?;
        if self.tense == Tense::Past || inner.end < self.published {
            return Some(inner);
        }
        Some(Interval::new(self.published, inner.end))
    }

    /// A meaning that leaves its year open: the year spoken of, else the year that tense or choice
    /// asks for.
    fn in_some_year(self, meaning: &Meaning, which: Option<Which>) -> Option<Interval> {
        if let (Some(year), None) = (self.spoken_year, which)
            && let Some(interval) = self.in_year(meaning, year)
        {
            return Some(interval);
        }
        let base = self.base(which).start.year();
        let years = base.saturating_sub(YEARS_AROUND)..=base.saturating_add(YEARS_AROUND);
        let candidates: Vec<Interval> = years
            .filter_map(|year| self.in_year(meaning, year))
            .collect();
        self.choose(&candidates, which)
    }

    /// What a choice is counted from.
    fn base(self, which: Option<Which>) -> Interval {
        match which {
            Some(Which::Previous | Which::Following | Which::Same) => self.origin(),
            _ => Interval::day(self.published),
        }
    }

    fn origin(self) -> Interval {
        self.narrative.unwrap_or(Interval::day(self.published))
    }

    /// The candidate, in order of time, that choice or else tense asks for.
    fn choose(self, candidates: &[Interval], which: Option<Which>) -> Option<Interval> {
        let base = self.base(which);
        let distance = |interval: &Interval| {
            (days_between(interval.end, base.start).max(days_between(base.end, interval.start)))
                .max(0)
        };
        let mut all = candidates.iter().copied();
        match (which, self.tense) {
            (Some(Which::Last | Which::Previous), _) => all.rfind(|one| one.end < base.start),
            (Some(Which::Next | Which::Following), _) => all.find(|one| one.start > base.end),
            (Some(Which::Same), _) | (_, Tense::Present) => all.min_by_key(distance),
            (_, Tense::Past) => all.rfind(|one| one.start <= base.end),
            (_, Tense::Future) => all.find(|one| one.end >= base.start),
        }
    }

    /// A meaning whose open years are all that year.
    fn in_year(self, meaning: &Meaning, open: i16) -> Option<Interval> {
        let or_open = |year: &Option<i16>| year.unwrap_or(open);
        match meaning {
            Meaning::Day {
                year,
                month,
                day,
                weekday,
            } => {
                let date = Date::new(or_open(year), *month, *day).ok()?;
                let fits = year.is_some() || weekday.is_none_or(|day| date.weekday() == day);
                fits.then(|| Interval::day(date))
            }
            Meaning::Month {
                year,
                month: number,
                ..
            } => month(or_open(year), *number),
            Meaning::Quarter { year, quarter, .. } => months(or_open(year), 3 * quarter - 2, 3),
            Meaning::Season { year, season, .. } => months(or_open(year), 3 * season, 3),
            Meaning::Holiday { year, feast, .. } => feast_day(*feast, or_open(year)),
            Meaning::Part { part: which, of } => {
                Some(part(self.in_year(of, open)?, *which, self.published))
            }
            Meaning::Nth { number, unit, of } => nth(self.in_year(of, open)?, *number, *unit),
            Meaning::Around { unit, of } => Some(containing(*unit, self.in_year(of, open)?.start)),
            Meaning::Through { from, to } => {
                let to_year = written_year(to).unwrap_or(open);
                let end = self.in_year(to, to_year)?;
                let start = self.in_year(from, written_year(from).unwrap_or(to_year))?;
                if start.start <= end.end {
                    return Some(start.hull(end));
                }
                let start = self.in_year(from, to_year.checked_sub(1)?)?;
                Some(start.hull(end))
            }
            other => self.fixed(other),
        }
    }

    /// A meaning without an open year.
    fn fixed(self, meaning: &Meaning) -> Option<Interval> {
        match meaning {
            Meaning::Slashed {
                first,
                second,
                year,
            } => self.slashed(*first, *second, *year),
            Meaning::Years { first, last } => years(*first, *last),
            Meaning::Weekday {
                weekday,
                which,
                week,
            } => self.weekday(*weekday, *which, *week),
            Meaning::Near { first, last } => {
                let day = |days: i8| add_days(self.published, i64::from(days));
                Some(Interval::new(day(*first), day(*last)))
            }
            Meaning::Unit { unit, which } => self.unit(*unit, *which),
            Meaning::Shift {
                count,
                unit,
                toward,
                origin,
            } => self.shift(*count, *unit, *toward, *origin),
            Meaning::Window {
                count,
                unit,
                toward,
                origin,
            } => Some(self.window(*count, *unit, *toward, *origin)),
            Meaning::OfYear { which, of } => {
                let year = self.unit(Unit::Year, *which)?.start.year();
                self.in_year(of, year)
            }
            Meaning::Ahead { count, unit } if self.tense == Tense::Future => {
                self.shift(*count, *unit, Toward::Later, Origin::Published)
            }
            Meaning::Ahead { .. } | Meaning::Length(_) => None,
            Meaning::Landmark { start, end } => Some(Interval::new(*start, *end)),
            Meaning::Part { part: which, of } => self.part(*which, of),
            Meaning::Nth { number, unit, of } => nth(self.interval(of)?, *number, *unit),
            Meaning::Around { unit, of } => Some(containing(*unit, self.interval(of)?.start)),
            Meaning::Through { from, to } => self.through(from, to),
            Meaning::Since(_) | Meaning::Onward(_) | Meaning::Until(_) => self.interval(meaning),
            Meaning::Day { .. }
            | Meaning::Month { .. }
            | Meaning::Quarter { .. }
            | Meaning::Season { .. }
            | Meaning::Holiday { .. } => self.in_year(meaning, self.published.year()),
        }
    }

    /// The reading of "3/7/2024" that lies nearer to publication; on a tie the day comes first.
    fn slashed(self, first: i8, second: i8, year: i16) -> Option<Interval> {
        let readings = [
            Date::new(year, second, first).ok(),
            Date::new(year, first, second).ok(),
        ];
        let distance = |date: &Date| days_between(*date, self.published).abs();
        readings
            .into_iter()
            .flatten()
            .min_by_key(distance)
            .map(Interval::day)
    }

    fn weekday(self, weekday: Weekday, which: Option<Which>, week: Option<i8>) -> Option<Interval> {
        let on_or_before = |day| weekday_on_or_before(day, weekday);
        let on_or_after = |day| weekday_on_or_after(day, weekday);
        let base = self.base(which);
        let day = match (week, which) {
            (Some(week), _) => {
                let week = add_days(self.published, 7 * i64::from(week));
                on_or_after(containing(Unit::Week, week).start)
            }
            (_, Some(Which::Last | Which::Previous)) => on_or_before(add_days(base.start, -1)),
            (_, Some(Which::Next | Which::Following)) => on_or_after(add_days(base.end, 1)),
            (_, Some(Which::Same)) => on_or_after(containing(Unit::Week, base.start).start),
            _ => return self.near_weekday(weekday, which),
        };
        Some(Interval::day(day))
    }

    /// A weekday without more, or "this Tuesday".
    fn near_weekday(self, weekday: Weekday, which: Option<Which>) -> Option<Interval> {
        let before = weekday_on_or_before(self.published, weekday);
        let after = weekday_on_or_after(self.published, weekday);
        let in_week = weekday_on_or_after(containing(Unit::Week, self.published).start, weekday);
        let after_is_nearer =
            days_between(self.published, after) < days_between(before, self.published);
        let day = match self.tense {
            Tense::Past => before,
            Tense::Future => after,
            Tense::Present if which == Some(Which::This) => in_week,
            Tense::Present if after_is_nearer => after,
            Tense::Present => before,
        };
        Some(Interval::day(day))
    }

    fn unit(self, unit: Unit, which: Which) -> Option<Interval> {
        let base = self.base(Some(which));
        let whole = containing(unit, base.start);
        let moved = |count| containing(unit, add(whole.start, count, unit));
        match which {
            Which::Same if base.days() > whole.days() => None,
            Which::This if unit == Unit::Weekend => self.weekend(whole),
            Which::This | Which::Same => Some(whole),
            Which::Last | Which::Previous => Some(moved(-1)),
            Which::Next => Some(moved(1)),
            Which::Following => {
                let last = containing(unit, base.end);
                Some(containing(unit, add(last.start, 1, unit)))
            }
        }
    }

    /// "This weekend": that of the week, or in a past clause early in the week the one before.
    fn weekend(self, of_week: Interval) -> Option<Interval> {
        let back = self.tense == Tense::Past && of_week.start > self.published;
        let days = if back { -7 } else { 0 };
        Some(Interval::new(
            add_days(of_week.start, days),
            add_days(of_week.end, days),
        ))
    }

    fn shift(self, count: Count, unit: Unit, toward: Toward, origin: Origin) -> Option<Interval> {
        let from = match origin {
            Origin::Published => Interval::day(self.published),
            Origin::Narrative => self.origin(),
        };
        if from.days() > 31 && from.days() > 3 * containing(unit, from.start).days() {
            return None;
        }
        let at = |count: i64| match toward {
            Toward::Earlier => containing(unit, add(from.start, -count, unit)),
            Toward::Later => containing(unit, add(from.end, count, unit)),
        };
        let (least, most) = match count {
            Count::Exact(count) => (i64::from(count), i64::from(count)),
            Count::Vague => (2, vague(unit)),
        };
        Some(at(least).hull(at(most)))
    }

    fn window(self, count: Count, unit: Unit, toward: Toward, origin: Origin) -> Interval {
        let count = match count {
            Count::Exact(count) => i64::from(count),
            Count::Vague => vague(unit),
        };
        let origin = match origin {
            Origin::Published => Interval::day(self.published),
            Origin::Narrative => self.origin(),
        };
        match toward {
            Toward::Earlier => Interval::new(add(origin.start, -count, unit), origin.start),
            Toward::Later => Interval::new(origin.end, add(origin.end, count, unit)),
        }
    }

    /// A part; "later that year" is cut at the time spoken of.
    fn part(self, which: Part, of: &Meaning) -> Option<Interval> {
        let whole = self.interval(of)?;
        let narrative = matches!(
            of,
            Meaning::Unit {
                which: Which::Same | Which::Previous | Which::Following,
                ..
            }
        );
        let pivot = match (which, self.narrative.filter(|_| narrative)) {
            (Part::SoFar, Some(narrative)) => narrative.end,
            (_, Some(narrative)) => narrative.start,
            _ => self.published,
        };
        Some(part(whole, which, pivot))
    }

    /// A range whose ends need no year: weekdays follow each other, the rest is joined.
    fn through(self, from: &Meaning, to: &Meaning) -> Option<Interval> {
        let (Meaning::Weekday { weekday: first, .. }, Meaning::Weekday { weekday: last, .. }) =
            (from, to)
        else {
            return Some(self.interval(from)?.hull(self.interval(to)?));
        };
        if self.tense == Tense::Past {
            let end = self.interval(to)?.end;
            return Some(Interval::new(weekday_on_or_before(end, *first), end));
        }
        let start = self.interval(from)?.start;
        Some(Interval::new(start, weekday_on_or_after(start, *last)))
    }
}

/// The so-manieth unit of a stretch, counted from its first day, or from its last when negative.
fn nth(whole: Interval, number: i8, unit: Unit) -> Option<Interval> {
    let count = i64::from(number);
    let interval = if number < 0 {
        Interval::new(add_days(add(whole.end, count, unit), 1), whole.end)
    } else {
        let start = add(whole.start, count - 1, unit);
        Interval::new(start, add_days(add(start, 1, unit), -1))
    };
    let overlaps = whole.contains(interval.start);
    overlaps.then(|| Interval::new(interval.start, interval.end.min(whole.end)))
}

/// How many units "a few" are at most, and how long "the coming days" are.
fn vague(unit: Unit) -> i64 {
    match unit {
        Unit::Hour => 24,
        Unit::Day => 7,
        Unit::Week | Unit::Fortnight | Unit::Weekend | Unit::Quarter => 4,
        Unit::Month => 6,
        Unit::Year => 5,
        Unit::Decade | Unit::Century => 3,
    }
}

fn feast_day(feast: Feast, year: i16) -> Option<Interval> {
    let day = match feast {
        Feast::Fixed { month, day } => Date::new(year, month, day).ok()?,
        Feast::Easter { offset } => add_days(easter(year)?, i64::from(offset)),
    };
    Some(Interval::day(day))
}

/// Whether a meaning leaves its year open, and then how it chooses among years.
pub fn open_year(meaning: &Meaning) -> Option<Option<Which>> {
    match meaning {
        Meaning::Day { year: None, .. } => Some(None),
        Meaning::Month {
            year: None, which, ..
        }
        | Meaning::Quarter {
            year: None, which, ..
        }
        | Meaning::Season {
            year: None, which, ..
        }
        | Meaning::Holiday {
            year: None, which, ..
        } => Some(*which),
        Meaning::Part { of, .. } | Meaning::Nth { of, .. } | Meaning::Around { of, .. } => {
            open_year(of)
        }
        Meaning::Through { from, to } => {
            let written = written_year(from).or(written_year(to));
            match (open_year(from), open_year(to)) {
                (Some(_), Some(which)) => Some(which),
                _ if written.is_some() && has_year(from) && has_year(to) => Some(None),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a meaning is of a kind that has a year.
fn has_year(meaning: &Meaning) -> bool {
    open_year(meaning).is_some() || written_year(meaning).is_some()
}

/// The year that is written.
pub fn written_year(meaning: &Meaning) -> Option<i16> {
    match meaning {
        Meaning::Day { year, .. }
        | Meaning::Month { year, .. }
        | Meaning::Quarter { year, .. }
        | Meaning::Season { year, .. }
        | Meaning::Holiday { year, .. } => *year,
        Meaning::Part { of, .. } | Meaning::Nth { of, .. } | Meaning::Around { of, .. } => {
            written_year(of)
        }
        Meaning::Through { from, to } => written_year(to).or_else(|| written_year(from)),
        _ => None,
    }
}
