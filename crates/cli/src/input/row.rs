//! One line of a JSONL file.
//!
//! In: a [`Raw`] line. Out: what it states, or what is wrong with the line. Never: a guess; a member
//! of the wrong kind is a fault, not an empty document.
//!
//! `{"id": 7, "text": "Fidan met Lavrov.", "published": "2024-07-03"}` states a document with the id `7`.

use std::borrow::Cow;

use dateline::{Fault, Format};
use jiff::civil::Date;
use serde_json::{Map, Value};

use super::{Raw, Stated};

const SHAPE: &str =
    "a line looks like {\"id\": \"a1\", \"text\": \"…\", \"published\": \"2024-07-03\"}";

/// What a line states, with `published` as its date when the line has none.
pub(super) fn stated(raw: &Raw, published: Option<Date>) -> Result<Stated<'static>, Fault> {
    let row = object(raw)?;
    let text = member(raw, &row, "text")?;
    let text = text.ok_or_else(|| raw.fault("\"text\" is missing").hint(SHAPE))?;
    Ok(Stated {
        id: Cow::from(id_of(raw, &row)?),
        bytes: Cow::from(text.as_bytes().to_vec()),
        format: Format::Text,
        title: member(raw, &row, "title")?.map(str::to_owned),
        outlet: member(raw, &row, "outlet")?.map(str::to_owned),
        published: date_of(raw, &row)?.or(published),
    })
}

/// The JSON object of a line.
pub fn object(raw: &Raw) -> Result<Map<String, Value>, Fault> {
    let bytes = raw
        .bytes
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(&raw.bytes);
    if let Err(error) = std::str::from_utf8(bytes) {
        let column = error.valid_up_to() + 1;
        let fault = Fault::at(&raw.file, raw.line, column, "is not UTF-8");
        return Err(fault.hint("JSON is always UTF-8: convert the file"));
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(row)) => Ok(row),
        Ok(_) => Err(raw.fault("is not a JSON object").hint(SHAPE)),
        Err(error) => Err(not_json(raw, &error)),
    }
}

fn not_json(raw: &Raw, error: &serde_json::Error) -> Fault {
    let message = error.to_string();
    let reason = message.split(" at line ").next().unwrap_or_default();
    let fault = Fault::at(
        &raw.file,
        raw.line,
        error.column(),
        format!("is not JSON: {reason}"),
    );
    fault.hint(SHAPE)
}

/// A member that must be a string where it is there and not null.
pub fn member<'r>(
    raw: &Raw,
    row: &'r Map<String, Value>,
    name: &str,
) -> Result<Option<&'r str>, Fault> {
    match row.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(raw
            .fault(format!("\"{name}\" is {}, not a string", kind_of(other)))
            .hint(SHAPE)),
    }
}

/// The id that a line states (a string or a number), else the one it has by its place.
fn id_of(raw: &Raw, row: &Map<String, Value>) -> Result<String, Fault> {
    match row.get("id") {
        Some(Value::Number(number)) => Ok(number.to_string()),
        _ => Ok(member(raw, row, "id")?.unwrap_or(&raw.id).to_owned()),
    }
}

fn date_of(raw: &Raw, row: &Map<String, Value>) -> Result<Option<Date>, Fault> {
    let Some(text) = member(raw, row, "published")? else {
        return Ok(None);
    };
    let fault = || {
        let reason = format!("\"published\" is \"{text}\", which is no date");
        raw.fault(reason).hint("write it as 2024-07-03")
    };
    parse_date(text).map(Some).ok_or_else(fault)
}

/// A day (`2024-07-03`), alone or with a time after it.
fn parse_date(text: &str) -> Option<Date> {
    let shape = text.len() == 10 || matches!(text.as_bytes().get(10), Some(b'T' | b't' | b' '));
    let day = text.get(..10).filter(|_| shape)?;
    let rest = &text[10..];
    let date = day.parse::<Date>().ok()?;
    let is_time = rest.is_empty() || text.parse::<jiff::civil::DateTime>().is_ok();
    (is_time || text.parse::<jiff::Timestamp>().is_ok()).then_some(date)
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::Kind;

    fn raw(line: &str) -> Raw {
        let bytes = line.as_bytes().to_vec();
        Raw {
            file: "f.jsonl".into(),
            line: 7,
            id: "f:7".into(),
            kind: Kind::Rows,
            bytes,
        }
    }

    fn fault(line: &str) -> String {
        stated(&raw(line), None).unwrap_err().to_string()
    }

    #[test]
    fn a_whole_row_is_read() {
        let line =
            r#"{"id": 12, "text": "A met B.", "published": "2024-07-03T10:00:00Z", "title": null}"#;
        let source = stated(&raw(line), None).unwrap();
        assert_eq!(
            (&*source.id, &*source.bytes),
            ("12", b"A met B.".as_slice())
        );
        assert_eq!(source.published, parse_date("2024-07-03"));
        assert_eq!(source.title, None);
    }

    #[test]
    fn the_given_date_fills_a_gap_only() {
        let given = parse_date("2020-01-01");
        let with = raw(r#"{"text": "A.", "published": "2024-07-03"}"#);
        assert_eq!(
            stated(&with, given).unwrap().published,
            parse_date("2024-07-03")
        );
        let without = stated(&raw(r#"{"text": "A."}"#), given).unwrap();
        assert_eq!((without.published, &*without.id), (given, "f:7"));
    }

    #[test]
    fn each_fault_names_line_and_reason() {
        assert!(fault("{\"id\": \"a\"}").starts_with("f.jsonl:7: \"text\" is missing; "));
        assert!(
            fault("{\"text\": 3}").starts_with("f.jsonl:7: \"text\" is a number, not a string")
        );
        assert!(fault("[1]").starts_with("f.jsonl:7: is not a JSON object"));
        assert!(fault("{\"text\": \"a\"").starts_with("f.jsonl:7:12: is not JSON: EOF"));
        let wrong = "{\"text\": \"a\", \"published\": \"3 July\"}";
        assert!(
            fault(wrong).starts_with("f.jsonl:7: \"published\" is \"3 July\", which is no date")
        );
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        assert!(parse_date("2024-02-29").is_some());
        for text in [
            "2023-02-29",
            "2024-13-01",
            "2024-07-03x",
            "2024-07-03Tx",
            "today",
            "2024",
        ] {
            assert_eq!(parse_date(text), None, "{text}");
        }
    }
}
