//! The questions of `tests/world`.
//!
//! In: JSON lines. Out: [`Row`]s. Never: a row without an id, a kind, a day and an expectation.
//!
//! `{"id": "surname-001", "kind": "surname", "text": "Fidan", "date": "2024-07-03", "context": "…",
//! "expect": {"country": "TUR"}}` asks for a mention, a row with `org` and `state` for a membership.

use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;

/// One question and what must be in its answer.
#[derive(Deserialize)]
pub struct Row {
    pub id: String,
    pub kind: String,
    pub text: Option<String>,
    pub context: Option<String>,
    pub org: Option<String>,
    pub state: Option<String>,
    pub date: Date,
    /// By field of the answer: a value, or a list of values of which one will do.
    pub expect: BTreeMap<String, Value>,
}

impl Row {
    /// Whether it belongs to the third that is not looked at while improving.
    pub fn is_unseen(&self) -> bool {
        let hash = self
            .id
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        (hash >> 32).is_multiple_of(3)
    }
}

/// Reads the file.
pub fn read(path: &Path) -> io::Result<Vec<Row>> {
    let text = fs::read_to_string(path)?;
    let row = |(index, line): (usize, &str)| {
        serde_json::from_str(line)
            .map_err(|error| io::Error::other(format!("{}:{}: {error}", path.display(), index + 1)))
    };
    text.lines().enumerate().map(row).collect()
}
