//! Full dates in the lines around an article.
//!
//! In: a line. Out: the first day that it names with day, month and year, and the words that name
//! it. Never: dates without a year, and readings that depend on the country (`3/7/2024`).
//!
//! `Published: 3 July 2024, 18:40` holds 2024-07-03 in the words `3 July 2024`.

use dateline_record::Span;
use jiff::civil::Date;

use crate::cues::Cues;

/// A run of letters or of digits.
#[derive(Debug, Clone, Copy)]
struct Run<'t> {
    text: &'t str,
    start: usize,
}

impl Run<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    fn number(&self, digits: std::ops::RangeInclusive<usize>) -> Option<i16> {
        let figures = self.text.bytes().all(|byte| byte.is_ascii_digit());
        if figures && digits.contains(&self.text.len()) {
            self.text.parse().ok()
        } else {
            None
        }
    }

    fn day(&self) -> Option<i8> {
        self.number(1..=2)
            .and_then(|day| i8::try_from(day).ok())
            .filter(|day| (1..=31).contains(day))
    }

    fn year(&self) -> Option<i16> {
        self.number(4..=4)
            .filter(|year| (1800..=2200).contains(year))
    }
}

/// The first full date of a line and its words (span in `line`).
pub(crate) fn find_date(cues: &Cues, line: &str) -> Option<(Date, Span)> {
    let runs = runs_of(cues, line);
    (0..runs.len()).find_map(|at| date_at(cues, line, &runs[at..]))
}

/// The runs of letters and digits, without endings of ordinal numbers and words such as *of*.
fn runs_of<'t>(cues: &Cues, line: &'t str) -> Vec<Run<'t>> {
    let mut runs: Vec<Run> = Vec::new();
    let class = |each: char| (each.is_ascii_digit(), each.is_alphanumeric());
    let mut start = 0;
    let mut last = (false, false);
    for (at, each) in line.char_indices().chain([(line.len(), ' ')]) {
        if class(each) != last {
            if last.1 {
                runs.push(Run {
                    text: &line[start..at],
                    start,
                });
            }
            start = at;
            last = class(each);
        }
    }
    let is_kept = |run: &Run| {
        run.text.starts_with(|each: char| each.is_ascii_digit())
            || cues.month(run.text).is_some()
            || !cues.date_words.contains(&run.text.to_lowercase())
    };
    runs.retain(is_kept);
    runs
}

/// The date that the runs begin with.
fn date_at(cues: &Cues, line: &str, runs: &[Run]) -> Option<(Date, Span)> {
    let [first, second, third, ..] = runs else {
        return None;
    };
    let between = |left: &Run, right: &Run| &line[left.end()..right.start];
    let near = |left: &Run, right: &Run| between(left, right).len() <= 6;
    if !near(first, second) || !near(second, third) {
        return None;
    }
    let marks = (between(first, second), between(second, third));
    let (year, month, day) = if let Some(month) = cues.month(first.text) {
        (third.year()?, month, second.day()?)
    } else if let Some(month) = cues.month(second.text) {
        (third.year()?, month, first.day()?)
    } else if marks == ("-", "-") {
        (first.year()?, second.day()?, third.day()?)
    } else if marks == (".", ".") {
        (third.year()?, second.day()?, first.day()?)
    } else {
        return None;
    };
    let date = Date::new(year, month, day).ok()?;
    Some((date, Span::new(first.start, third.end())))
}

/// The day of a time stamp of a page's metadata (`2024-07-03T18:40:00+02:00`), or of a date in words.
pub(crate) fn date_of_stamp(cues: &Cues, stamp: &str) -> Option<Date> {
    let iso = stamp
        .trim()
        .get(..10)
        .and_then(|day| day.parse::<Date>().ok());
    iso.or_else(|| find_date(cues, stamp).map(|(date, _)| date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Option<(String, &str)> {
        let cues = Cues::new(&crate::cues::lexicon());
        find_date(&cues, line).map(|(date, span)| (date.to_string(), span.of(line)))
    }

    #[test]
    fn full_dates_are_found() {
        let is = |day: &str, words| Some((day.to_owned(), words));
        assert_eq!(
            found("Published: 3 July 2024, 18:40"),
            is("2024-07-03", "3 July 2024")
        );
        assert_eq!(
            found("ANKARA, Sept. 21, 2023 —"),
            is("2023-09-21", "Sept. 21, 2023")
        );
        assert_eq!(
            found("Mon 2nd of May 2022"),
            is("2022-05-02", "2nd of May 2022")
        );
        assert_eq!(found("2024-02-29 08:00"), is("2024-02-29", "2024-02-29"));
        assert_eq!(found("8.11.2024"), is("2024-11-08", "8.11.2024"));
    }

    #[test]
    fn doubtful_dates_are_not() {
        for line in [
            "3/7/2024",
            "July 3",
            "31 February 2024",
            "2024",
            "",
            "May 2024",
            "9999-99-99",
        ] {
            assert_eq!(found(line), None, "{line}");
        }
    }

    #[test]
    fn stamps_have_a_day() {
        let cues = Cues::new(&crate::cues::lexicon());
        let day = |stamp: &str| date_of_stamp(&cues, stamp).map(|date| date.to_string());
        assert_eq!(
            day("2024-07-03T18:40:00+02:00").as_deref(),
            Some("2024-07-03")
        );
        assert_eq!(
            day("Wed, 03 Jul 2024 18:40:00 GMT").as_deref(),
            Some("2024-07-03")
        );
        assert_eq!(day("soon é"), None);
    }
}
