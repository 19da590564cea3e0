//! Rows of a table with tabs between its cells.
//!
//! In: the text of a TSV file: lines of comment ("#"), one line of column names, rows. Out:
//! [`Row`]s that know where they stand. Never: what the cells mean.
//!
//! The second cell of line 3 of `types.tsv`, when wrong, is reported at `types.tsv:3:7`.

use crate::Fault;

/// One row: its cells, in the order of the columns asked for.
pub struct Row<'t> {
    file: &'t str,
    line: usize,
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// The cell of a column.
    pub fn cell(&self, column: usize) -> &'t str {
        self.cells[column]
    }

    /// The cell, when it is not empty.
    pub fn filled(&self, column: usize) -> Option<&'t str> {
        Some(self.cells[column]).filter(|cell| !cell.is_empty())
    }

    /// The parts of a cell between semicolons.
    pub fn list(&self, column: usize) -> Vec<String> {
        self.filled(column).map_or(Vec::new(), |cell| {
            cell.split(';').map(str::to_owned).collect()
        })
    }

    /// The line it stands on, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// A fault at a cell.
    pub fn fault(&self, column: usize, reason: impl Into<String>) -> Fault {
        let before = self.cells[..column]
            .iter()
            .map(|cell| cell.chars().count() + 1);
        Fault::at(self.file, self.line, before.sum::<usize>() + 1, reason)
    }

    /// The cell read as something else; none, and a fault, when it cannot be.
    pub fn read<T: std::str::FromStr>(
        &self,
        column: usize,
        what: &str,
        faults: &mut Vec<Fault>,
    ) -> Option<T> {
        let value = self.cell(column).parse().ok();
        if value.is_none() {
            faults.push(self.fault(column, format!("\"{}\" is no {what}", self.cell(column))));
        }
        value
    }
}

/// The rows of a table with exactly these columns; rows of another width are faults.
pub fn rows<'t>(
    file: &'t str,
    text: &'t str,
    columns: &[&str],
    faults: &mut Vec<Fault>,
) -> Vec<Row<'t>> {
    let mut lines = numbered(text);
    match lines.next() {
        Some((_, head)) if head.split('\t').eq(columns.iter().copied()) => {}
        Some((line, _)) => {
            let reason = format!("the columns should be {}", columns.join(", "));
            faults.push(Fault::at(file, line, 0, reason));
            return Vec::new();
        }
        None => {
            faults.push(Fault::at(file, 0, 0, "the table is empty"));
            return Vec::new();
        }
    }
    let mut found = Vec::new();
    for (line, content) in lines {
        let cells: Vec<&str> = content.split('\t').collect();
        if cells.len() == columns.len() {
            found.push(Row { file, line, cells });
        } else {
            let reason = format!("{} cells where {} are needed", cells.len(), columns.len());
            faults.push(Fault::at(file, line, 0, reason));
        }
    }
    found
}

/// The lines that are neither empty nor comment, with their numbers.
fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line));
    lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
}
