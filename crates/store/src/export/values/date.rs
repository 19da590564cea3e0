//! Days, as data sets write them.
//!
//! In: a row. Out: the first day of the event, or else the day of publication, in many spellings.
//! Never: a day that neither is.
//!
//! 3 July 2024 is `20240703`, the month `202407`, and 2024.5836 as GDELT's fraction.

use jiff::civil::Date;

use super::super::cell::Cell;
use super::super::row::Row;

pub fn value(name: &str) -> Option<fn(&Row<'_>) -> Cell> {
    Some(match name {
        "day" => |row| Cell::day(day(row)),
        "compact" => |row| Cell::words(day(row).map(compact)),
        "month" => |row| Cell::words(day(row).map(|day| compact(day)[..6].to_owned())),
        "year" => |row| Cell::integer(day(row).map(Date::year)),
        "month_number" => |row| Cell::words(day(row).map(|day| format!("{:02}", day.month()))),
        "day_number" => |row| Cell::words(day(row).map(|day| format!("{:02}", day.day()))),
        "fraction" => |row| Cell::real(day(row).map(fraction)),
        "added" => |row| {
            let published = row.report.document.published;
            Cell::words(published.map(|day| format!("{}000000", compact(day))))
        },
        "precision" => |row| Cell::integer(precision(row)),
        _ => return None,
    })
}

fn day(row: &Row<'_>) -> Option<Date> {
    let time = row.event().time.as_ref();
    time.map(|time| time.start)
        .or(row.report.document.published)
}

fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Year and part of the year, to four places, as GDELT counts it: all months have 30 days.
fn fraction(day: Date) -> f64 {
    let part = (f64::from(day.month()) * 30.0 + f64::from(day.day())) / 365.0;
    ((f64::from(day.year()) + part) * 10_000.0).round() / 10_000.0
}

/// ACLED's precision: 1 the day, 2 within a week, 3 within a month or less exact, or unknown.
fn precision(row: &Row<'_>) -> Option<i64> {
    let Some(time) = row.event().time.as_ref() else {
        return Some(3);
    };
    let days = time
        .start
        .until(time.end)
        .map_or(31, |span| span.get_days());
    Some(match days {
        0 => 1,
        1..=6 => 2,
        _ => 3,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fraction_is_gdelts() {
        let day: Date = "2024-07-03".parse().unwrap();
        assert_eq!(compact(day), "20240703");
        assert_eq!(fraction(day), 2024.5836);
    }
}
