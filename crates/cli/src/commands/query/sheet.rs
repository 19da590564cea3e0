//! Answers of a store as table, CSV or JSON.
//!
//! In: rows, one after the other. Out: bytes in an output. Never: all rows in memory, but for a table,
//! whose columns can be aligned only when all are known.
//!
//! An answer without rows is a header in CSV, `[]` in JSON, and *nothing found* in a table.

use dateline_store::{StoreError, Table};
use serde_json::{Map, Value};

use crate::arguments::Rendered;
use crate::console::Stop;
use crate::output::Output;
use crate::render::{csv_bytes, line};

/// Letters of a cell of a table, at most.
const WIDEST: usize = 48;

/// Why an answer ended before its end.
pub enum Ended {
    /// The store could not be read, or the question is wrong.
    Store(StoreError),
    /// The answer could not be written.
    Writing(Stop),
}

impl From<StoreError> for Ended {
    fn from(error: StoreError) -> Self {
        Ended::Store(error)
    }
}

/// Where an answer goes.
pub struct Sheet {
    output: Output,
    format: Rendered,
    columns: Vec<String>,
    rows: usize,
    /// The cells of a table.
    held: Vec<Vec<String>>,
}

impl Sheet {
    /// An empty sheet.
    pub fn new(output: Output, format: Rendered) -> Sheet {
        Sheet {
            output,
            format,
            columns: Vec::new(),
            rows: 0,
            held: Vec::new(),
        }
    }

    fn object(&self, row: Vec<Value>) -> Value {
        Value::Object(self.columns.iter().cloned().zip(row).collect::<Map<_, _>>())
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), Ended> {
        self.output.write(bytes).map_err(Ended::Writing)
    }

    /// Writes what is held back and ends the output.
    pub fn finish(mut self) -> Result<(), Stop> {
        let end = match (self.format, self.rows) {
            (Rendered::Csv | Rendered::Jsonl, _) => String::new(),
            (Rendered::Json, 0) => "[]\n".to_owned(),
            (Rendered::Json, _) => "\n]\n".to_owned(),
            (Rendered::Table, 0) => "nothing found\n".to_owned(),
            (Rendered::Table, _) => aligned(&self.held),
        };
        self.output.write(end.as_bytes())?;
        self.output.finish()
    }
}

impl Table for Sheet {
    type Error = Ended;

    fn begin(&mut self, columns: &[String]) -> Result<(), Ended> {
        self.columns = columns.to_vec();
        match self.format {
            Rendered::Csv => self.write(&csv_bytes(std::iter::once(columns.to_vec()))),
            Rendered::Table => {
                self.held.push(columns.to_vec());
                Ok(())
            }
            Rendered::Json | Rendered::Jsonl => Ok(()),
        }
    }

    fn row(&mut self, row: Vec<Value>) -> Result<(), Ended> {
        self.rows += 1;
        match self.format {
            Rendered::Csv => {
                self.write(&csv_bytes(std::iter::once(row.iter().map(text).collect())))
            }
            Rendered::Jsonl => self.write(&line(&self.object(row))),
            Rendered::Json => {
                let before = if self.rows == 1 { "[\n" } else { ",\n" };
                let text = format!("{before}{}", self.object(row));
                self.write(text.as_bytes())
            }
            Rendered::Table => {
                self.held.push(row.iter().map(cell).collect());
                Ok(())
            }
        }
    }
}

/// A value as it stands in CSV.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// A value as it stands in a table: on one line, not too long, `-` when there is none.
fn cell(value: &Value) -> String {
    let text = text(value).split_whitespace().collect::<Vec<_>>().join(" ");
    match text.chars().count() {
        0 => "-".to_owned(),
        length if length > WIDEST => text.chars().take(WIDEST - 1).chain(['…']).collect(),
        _ => text,
    }
}

fn aligned(lines: &[Vec<String>]) -> String {
    let columns = lines.first().map_or(0, Vec::len);
    let length = |column: usize| lines.iter().map(|line| line[column].chars().count()).max();
    let lengths: Vec<usize> = (0..columns)
        .map(|column| length(column).unwrap_or(0))
        .collect();
    let padded = |line: &Vec<String>| {
        let cells = line.iter().zip(&lengths);
        let cells = cells.map(|(cell, &length)| format!("{cell:<length$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned() + "\n"
    };
    lines.iter().map(padded).collect()
}
