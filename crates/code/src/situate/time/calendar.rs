//! Arithmetic of days that never fails and never leaves the years that dates can have.
//!
//! In: dates, units, counts. Out: dates and [`Interval`]s. Never: words.
//!
//! The week of 4 July 2024 goes from Monday 1 July to Sunday 7 July.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::{Interval, Part, Unit};

/// More days than any two dates lie apart.
const MOST_DAYS: i64 = 7_000_000;

/// Days from one date to another; negative when the other is earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The date so many days later, or the last (first) date there is.
pub fn add_days(date: Date, days: i64) -> Date {
    date.saturating_add(days.clamp(-MOST_DAYS, MOST_DAYS).days())
}

/// The date so many months later, the day cut to the length of the month.
pub fn add_months(date: Date, months: i64) -> Date {
    date.saturating_add(months.clamp(-230_000, 230_000).months())
}

/// The date so many units later.
pub fn add(date: Date, count: i64, unit: Unit) -> Date {
    let count = count.clamp(-100_000, 100_000);
    match unit {
        Unit::Hour => add_days(date, count / 24),
        Unit::Day => add_days(date, count),
        Unit::Week | Unit::Weekend => add_days(date, 7 * count),
        Unit::Fortnight => add_days(date, 14 * count),
        Unit::Month => add_months(date, count),
        Unit::Quarter => add_months(date, 3 * count),
        Unit::Year => add_months(date, 12 * count),
        Unit::Decade => add_months(date, 120 * count),
        Unit::Century => add_months(date, 1200 * count),
    }
}

/// Length of so many units in days, roughly.
pub fn length(count: i64, unit: Unit) -> i64 {
    let days = match unit {
        Unit::Hour => return (count / 24).max(1),
        Unit::Day => 1,
        Unit::Week => 7,
        Unit::Fortnight => 14,
        Unit::Weekend => 2,
        Unit::Month => 30,
        Unit::Quarter => 91,
        Unit::Year => 365,
        Unit::Decade => 3652,
        Unit::Century => 36_524,
    };
    days * count
}

/// A whole month.
pub fn month(year: i16, month: i8) -> Option<Interval> {
    let first = Date::new(year, month, 1).ok()?;
    Some(Interval {
        start: first,
        end: first.last_of_month(),
    })
}

/// Whole months, from one of a year on.
pub fn months(year: i16, first: i8, count: i64) -> Option<Interval> {
    let start = Date::new(year, first, 1).ok()?;
    Some(Interval {
        start,
        end: add_months(start, count - 1).last_of_month(),
    })
}

/// Whole years.
pub fn years(first: i16, last: i16) -> Option<Interval> {
    Some(Interval::new(
        Date::new(first, 1, 1).ok()?,
        Date::new(last, 12, 31).ok()?,
    ))
}

/// Whether an interval is one year from its first to its last day.
pub fn is_whole_year(interval: Interval) -> bool {
    years(interval.start.year(), interval.start.year()) == Some(interval)
}

/// The unit that a day falls in; a weekend is that of its week.
pub fn containing(unit: Unit, day: Date) -> Interval {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    let monday = add_days(day, -back);
    let aligned = |size: i16| day.year() - day.year().rem_euclid(size);
    let whole = match unit {
        Unit::Hour | Unit::Day => return Interval::day(day),
        Unit::Week => return Interval::new(monday, add_days(monday, 6)),
        Unit::Fortnight => return Interval::new(monday, add_days(monday, 13)),
        Unit::Weekend => return Interval::new(add_days(monday, 5), add_days(monday, 6)),
        Unit::Month => month(day.year(), day.month()),
        Unit::Quarter => months(day.year(), (day.month() - 1) / 3 * 3 + 1, 3),
        Unit::Year => years(day.year(), day.year()),
        Unit::Decade => years(aligned(10), aligned(10).saturating_add(9)),
        Unit::Century => years(aligned(100), aligned(100).saturating_add(99)),
    };
    whole.unwrap_or(Interval::day(day))
}

/// The latest day of a weekday on or before a day.
pub fn weekday_on_or_before(day: Date, weekday: Weekday) -> Date {
    let back = i64::from(weekday.until(day.weekday()));
    add_days(day, -back)
}

/// The earliest day of a weekday on or after a day.
pub fn weekday_on_or_after(day: Date, weekday: Weekday) -> Date {
    add_days(day, i64::from(day.weekday().until(weekday)))
}

/// Easter Sunday of the western churches (the anonymous Gregorian computus).
pub fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    if y < 1 {
        return None;
    }
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let number = h + l - 7 * m + 114;
    Date::new(
        year,
        i8::try_from(number / 31).ok()?,
        i8::try_from(number % 31 + 1).ok()?,
    )
    .ok()
}

/// A part of an interval, given the day of publication.
pub fn part(whole: Interval, part: Part, published: Date) -> Interval {
    let clamp = |day: Date| day.clamp(whole.start, whole.end);
    match part {
        Part::SoFar => Interval::new(whole.start, clamp(published)),
        Part::Rest => Interval::new(clamp(published), whole.end),
        _ if whole.days() <= 2 => whole,
        _ if whole.days() <= 14 => days_part(whole, part, [2, 4], 3),
        _ if whole.days() <= 31 => days_part(whole, part, [10, 20], 15),
        _ => months_part(whole, part),
    }
}

/// A part of a week or month, cut after so many days.
fn days_part(whole: Interval, part: Part, cuts: [i64; 2], half: i64) -> Interval {
    let before = |days: i64| add_days(whole.start, days - 1).min(whole.end);
    let after = |days: i64| add_days(whole.start, days).min(whole.end);
    cut(whole, part, cuts, half, before, after)
}

/// A part of a longer stretch, cut after so many months.
fn months_part(whole: Interval, part: Part) -> Interval {
    let (start, end) = (whole.start, whole.end);
    let months = i64::from(end.year() - start.year()) * 12 + i64::from(end.month())
        - i64::from(start.month())
        + 1;
    let cuts = match (part, months) {
        (Part::Start | Part::End, 12) => [3, 9],
        (_, 120) => [48, 84],
        _ => [months / 3, months - months / 3],
    };
    let after = |months: i64| add_months(start, months).min(end);
    let before = |months: i64| add_days(add_months(start, months), -1).clamp(start, end);
    cut(whole, part, cuts, months / 2, before, after)
}

fn cut(
    whole: Interval,
    part: Part,
    [first, second]: [i64; 2],
    half: i64,
    before: impl Fn(i64) -> Date,
    after: impl Fn(i64) -> Date,
) -> Interval {
    match part {
        Part::Early | Part::Start => Interval::new(whole.start, before(first)),
        Part::Middle => Interval::new(after(first), before(second)),
        Part::Late | Part::End => Interval::new(after(second), whole.end),
        Part::FirstHalf => Interval::new(whole.start, before(half)),
        Part::SecondHalf => Interval::new(after(half), whole.end),
        Part::SoFar | Part::Rest => whole,
    }
}
