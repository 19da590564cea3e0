//! One value of one column.
//!
//! In: a piece of a record. Out: a [`Cell`] that knows its kind, and its text. Never: a format's
//! own mark for a missing value; that is the format's.
//!
//! A latitude of 51.5 is `Cell::Real(51.5)` and reads `51.5`.

use jiff::civil::Date;

/// What kind of values a column has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words or codes.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Real,
    /// True or false.
    Flag,
    /// Days.
    Day,
}

impl Kind {
    /// The name as tables of columns write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Integer => "integer",
            Kind::Real => "real",
            Kind::Flag => "flag",
            Kind::Day => "day",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = String;

    fn from_str(name: &str) -> Result<Kind, String> {
        let all = [Kind::Text, Kind::Integer, Kind::Real, Kind::Flag, Kind::Day];
        let found = all.into_iter().find(|kind| kind.as_str() == name);
        found.ok_or_else(|| format!("\"{name}\" is no kind of column"))
    }
}

/// A value, or none.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// No value.
    Missing,
    /// Words or a code.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Real(f64),
    /// True or false.
    Flag(bool),
    /// A day.
    Day(Date),
}

impl Cell {
    /// Words, or no value when there are none.
    pub fn text(words: impl Into<String>) -> Cell {
        let words = words.into();
        match words.is_empty() {
            true => Cell::Missing,
            false => Cell::Text(words),
        }
    }

    /// Words that may be absent.
    pub fn words(words: Option<impl Into<String>>) -> Cell {
        words.map_or(Cell::Missing, Cell::text)
    }

    /// A number that may be absent.
    pub fn real(number: Option<f64>) -> Cell {
        number.map_or(Cell::Missing, Cell::Real)
    }

    /// A day that may be absent.
    pub fn day(day: Option<Date>) -> Cell {
        day.map_or(Cell::Missing, Cell::Day)
    }

    /// A whole number that may be absent.
    pub fn integer(number: Option<impl TryInto<i64>>) -> Cell {
        let number = number.and_then(|number| number.try_into().ok());
        number.map_or(Cell::Missing, Cell::Integer)
    }

    /// How it reads; `missing` when there is no value.
    pub fn read(&self, missing: &str) -> String {
        match self {
            Cell::Missing => missing.to_owned(),
            Cell::Text(words) => words.clone(),
            Cell::Integer(number) => number.to_string(),
            Cell::Real(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::Day(day) => day.to_string(),
        }
    }

    /// The value in JSON.
    pub fn json(&self) -> serde_json::Value {
        match self {
            Cell::Missing => serde_json::Value::Null,
            Cell::Text(words) => words.as_str().into(),
            Cell::Integer(number) => (*number).into(),
            Cell::Real(number) => (*number).into(),
            Cell::Flag(flag) => (*flag).into(),
            Cell::Day(day) => day.to_string().into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_words_are_no_value() {
        assert_eq!(Cell::text(""), Cell::Missing);
        assert_eq!(Cell::text("").read("None"), "None");
        assert_eq!(Cell::Real(2.5).read(""), "2.5");
        assert_eq!(Cell::integer(Some(7_u64)), Cell::Integer(7));
    }

    #[test]
    fn kinds_have_names() {
        assert_eq!("day".parse(), Ok(Kind::Day));
        assert!("date".parse::<Kind>().is_err());
    }
}
