//! Answers as tables.
//!
//! In: rows. Out: an aligned table for people, or a list of objects for programs. Never: a table
//! without rows and without a word; "nothing on record" is an answer.
//!
//! The answer to "members of SCO" has one row a state, with the row of the data that says so.

use dateline_world::{EntityId, Holding, Standing, World};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::arguments::Shown;
use crate::console::Stop;

/// Rows under named columns.
pub struct Answer {
    columns: Vec<&'static str>,
    rows: Vec<Vec<Value>>,
}

impl Answer {
    /// No rows yet.
    pub fn new(columns: &[&'static str]) -> Answer {
        Answer {
            columns: columns.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row, one value a column.
    pub fn add(&mut self, row: Vec<Value>) {
        debug_assert_eq!(row.len(), self.columns.len());
        self.rows.push(row);
    }

    /// Prints the rows.
    pub fn print(&self, shown: Shown) -> Result<(), Stop> {
        match shown {
            Shown::Json => super::super::print(&format!("{:#}\n", self.objects())),
            Shown::Text if self.rows.is_empty() => super::super::print("nothing on record\n"),
            Shown::Text => super::super::print(&self.table()),
        }
    }

    fn objects(&self) -> Value {
        let object = |row: &Vec<Value>| {
            let names = self.columns.iter().map(|name| (*name).to_owned());
            Value::Object(names.zip(row.iter().cloned()).collect::<Map<_, _>>())
        };
        self.rows.iter().map(object).collect()
    }

    fn table(&self) -> String {
        let header = self.columns.iter().map(|name| (*name).to_owned()).collect();
        let cells = |row: &Vec<Value>| row.iter().map(cell).collect::<Vec<String>>();
        let lines: Vec<Vec<String>> = std::iter::once(header)
            .chain(self.rows.iter().map(cells))
            .collect();
        let length = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
        let lengths: Vec<usize> = (0..self.columns.len())
            .map(|column| length(column).unwrap_or(0))
            .collect();
        lines.iter().map(|line| padded(line, &lengths)).collect()
    }
}

fn padded(line: &[String], lengths: &[usize]) -> String {
    let cells = line
        .iter()
        .zip(lengths)
        .map(|(cell, &length)| format!("{cell:<length$}"));
    let text = cells.collect::<Vec<_>>().join("  ");
    text.trim_end().to_owned() + "\n"
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A person in a post, as a row.
pub fn holding_row(world: &World, holding: &Holding<'_>) -> Vec<Value> {
    let mut notes = Vec::new();
    notes.extend(holding.acting.then_some("acting"));
    notes.extend(holding.stale.then_some("not confirmed for that day"));
    let day = |date: Option<Date>| json!(date.map(|date| date.to_string()));
    vec![
        json!(world.person(holding.person).name),
        json!(holding.office.title),
        json!(world.entity(holding.office.entity).name),
        day(holding.start),
        day(holding.end),
        json!(notes.join(", ")),
        json!(holding.row),
    ]
}

/// A state in an organisation, as a row.
pub fn standing_row(world: &World, state: EntityId, standing: &Standing<'_>) -> Vec<Value> {
    let entity = world.entity(state);
    let notes = if standing.stale {
        "not confirmed for that day"
    } else {
        ""
    };
    vec![
        json!(entity.id),
        json!(entity.name),
        json!(standing.status),
        json!(standing.since),
        json!(standing.until),
        json!(notes),
        json!(standing.row),
    ]
}
