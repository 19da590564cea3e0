//! Faults that show only when tables are seen together.
//!
//! In: all rows. Out: [`RowFault`]s: references to nothing, unknown sources, ends before starts,
//! one row twice, one name for two entities without a mark; and [`notes`] for a person to look at.
//! Never: a change of a row.
//!
//! `names.tsv:12:1: no such id "RSU" in entities; did you mean "RUS"?`

use super::date;
use super::normal;
use super::schema::{Cell, Form, TABLES, Table};
use super::table::{Row, RowFault, Tables};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What a check needs besides the rows.
pub struct Checks<'s> {
    /// Keys of the sources.
    pub sources: &'s [String],
    /// Keys of the sources whose licence keeps them out of the tables.
    pub forbidden: &'s [String],
    /// Whether each row must name one.
    pub source_needed: bool,
}

/// Every fault.
pub fn faults(tables: &Tables, checks: &Checks) -> Vec<RowFault> {
    let mut out = Vec::new();
    let ids: Vec<HashSet<&str>> = tables.rows.iter().map(|rows| ids_of(rows)).collect();
    for form in TABLES {
        for row in &tables.rows[form.table as usize] {
            references(tables, form, row, &ids, &mut out);
            source(tables, form, row, checks, &mut out);
            interval(tables, form, row, &mut out);
        }
        twice(tables, form, &mut out);
    }
    doubled_names(tables, &mut out);
    out.sort();
    out
}

fn ids_of(rows: &[Row]) -> HashSet<&str> {
    rows.iter().map(|row| row.cells[0].as_str()).collect()
}

fn at(tables: &Tables, row: &Row, column: usize, reason: String, hint: Option<String>) -> RowFault {
    RowFault {
        file: tables.files[row.file as usize].clone(),
        line: row.line as usize,
        column,
        reason,
        hint,
    }
}

/// Column of a cell in its line, when the columns stand in the order of the schema.
fn column_of(row: &Row, position: usize) -> usize {
    1 + row.cells[..position]
        .iter()
        .map(|cell| cell.chars().count() + 1)
        .sum::<usize>()
}

fn references(
    tables: &Tables,
    form: &Form,
    row: &Row,
    ids: &[HashSet<&str>],
    out: &mut Vec<RowFault>,
) {
    for (position, column) in form.columns.iter().enumerate() {
        let Cell::Reference(table) = column.cell else {
            continue;
        };
        let id = row.cells[position].as_str();
        if !id.is_empty() && !ids[table as usize].contains(id) {
            let hint =
                nearest(id, &ids[table as usize]).map(|near| format!("did you mean {near:?}?"));
            let reason = format!("no such id {id:?} in {}", table.form().name);
            out.push(at(tables, row, column_of(row, position), reason, hint));
        }
    }
}

fn source(tables: &Tables, form: &Form, row: &Row, checks: &Checks, out: &mut Vec<RowFault>) {
    let Some(position) = form.table.column("src") else {
        return;
    };
    let key = &row.cells[position];
    let column = column_of(row, position);
    if key.is_empty() && checks.source_needed {
        let hint = "a key of SOURCES.toml belongs in the column src".to_string();
        out.push(at(
            tables,
            row,
            column,
            "the row names no source".to_string(),
            Some(hint),
        ));
    } else if checks.forbidden.contains(key) {
        let hint = "take the fact from a source with a free licence".to_string();
        let reason = format!("the licence of {key:?} does not let its facts in");
        out.push(at(tables, row, column, reason, Some(hint)));
    } else if !key.is_empty() && checks.source_needed && !checks.sources.contains(key) {
        let hint = "add [source.KEY] to SOURCES.toml".to_string();
        out.push(at(
            tables,
            row,
            column,
            format!("unknown source {key:?}"),
            Some(hint),
        ));
    }
}

fn interval(tables: &Tables, form: &Form, row: &Row, out: &mut Vec<RowFault>) {
    let (Some(start), Some(end)) = (form.table.column("start"), form.table.column("end")) else {
        return;
    };
    let bounds = (date::pack(&row.cells[start]), date::pack(&row.cells[end]));
    if let (Some(first), Some(last)) = bounds
        && date::as_start(first) >= date::as_end(last)
    {
        let hint = "the end is the first day after".to_string();
        out.push(at(
            tables,
            row,
            column_of(row, end),
            "it ends before it begins".to_string(),
            Some(hint),
        ));
    }
}

/// The cells that tell rows of a table apart.
pub fn key_of(form: &Form, row: &Row) -> Vec<String> {
    let mut key: Vec<String> = row.cells[..form.key].to_vec();
    if form.dated
        && let Some(start) = form.table.column("start")
    {
        key.push(row.cells[start].clone());
    }
    key
}

fn twice(tables: &Tables, form: &Form, out: &mut Vec<RowFault>) {
    let mut seen: HashMap<Vec<String>, &Row> = HashMap::new();
    for row in &tables.rows[form.table as usize] {
        if let Some(first) = seen.insert(key_of(form, row), row) {
            let reason = format!(
                "the same row as {}:{}",
                tables.files[first.file as usize], first.line
            );
            out.push(at(
                tables,
                row,
                1,
                reason,
                Some("keep one of the two".to_string()),
            ));
        }
    }
}

fn doubled_names(tables: &Tables, out: &mut Vec<RowFault>) {
    let articles = super::index::words_of(tables, super::index::ARTICLE);
    let mut by_text: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
    for row in &tables.rows[Table::Names as usize] {
        by_text
            .entry(normal::phrase(&row.cells[1], &articles))
            .or_default()
            .push(row);
    }
    for rows in by_text.values() {
        for (index, row) in rows.iter().enumerate() {
            if let Some(other) = rows[..index].iter().find(|other| clash(row, other)) {
                let reason = format!(
                    "{:?} also names {:?} ({}:{})",
                    row.cells[1], other.cells[0], tables.files[other.file as usize], other.line
                );
                let hint =
                    "mark both as ambiguous, or give them dates that do not meet".to_string();
                out.push(at(tables, row, column_of(row, 1), reason, Some(hint)));
            }
        }
    }
}

fn clash(row: &Row, other: &Row) -> bool {
    let dates = |row: &Row| {
        (
            date::pack(&row.cells[3]).unwrap_or(0),
            date::pack(&row.cells[4]).unwrap_or(0),
        )
    };
    let marked = |row: &Row| row.cells[5] == "1";
    row.cells[0] != other.cells[0]
        && !(marked(row) && marked(other))
        && date::overlap(dates(row), dates(other))
}

/// Places where two people are in one sole post at once: for a person to look at.
pub fn notes(tables: &Tables) -> Vec<RowFault> {
    let shared = Table::Offices.column("shared").unwrap_or(0);
    let shared: BTreeSet<&str> = tables.rows[Table::Offices as usize]
        .iter()
        .filter(|row| row.cells[shared] == "1")
        .map(|row| row.cells[0].as_str())
        .collect();
    let mut by_office: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &tables.rows[Table::Tenures as usize] {
        if !shared.contains(row.cells[1].as_str()) {
            by_office
                .entry(row.cells[1].as_str())
                .or_default()
                .push(row);
        }
    }
    let mut out = Vec::new();
    for (office, mut rows) in by_office {
        rows.sort_by_key(|row| row.cells[2].clone());
        for pair in rows.windows(2) {
            overlap_note(tables, office, pair[0], pair[1], &mut out);
        }
    }
    out.sort();
    out
}

fn overlap_note(tables: &Tables, office: &str, first: &Row, second: &Row, out: &mut Vec<RowFault>) {
    let dates = |row: &Row| {
        (
            date::pack(&row.cells[2]).unwrap_or(0),
            date::pack(&row.cells[3]).unwrap_or(0),
        )
    };
    let closed = dates(first).1 != 0;
    if closed && first.cells[0] != second.cells[0] && date::overlap(dates(first), dates(second)) {
        let reason = format!(
            "{} and {} both hold {office}",
            first.cells[0], second.cells[0]
        );
        let hint = format!(
            "the other row is {}:{}",
            tables.files[first.file as usize], first.line
        );
        out.push(at(tables, second, 1, reason, Some(hint)));
    }
}

/// The id nearest in spelling, when it is near; of two as near, one of the same letters.
fn nearest<'i>(id: &str, ids: &HashSet<&'i str>) -> Option<&'i str> {
    let allowed = 1 + id.chars().count() / 4;
    ids.iter()
        .filter(|other| other.len().abs_diff(id.len()) <= allowed)
        .map(|other| (distance(id, other), letters(id) != letters(other), *other))
        .filter(|(far, _, _)| *far <= allowed)
        .min()
        .map(|(_, _, other)| other)
}

fn letters(text: &str) -> Vec<char> {
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
pub fn distance(first: &str, second: &str) -> usize {
    let (first, second): (Vec<char>, Vec<char>) =
        (first.chars().collect(), second.chars().collect());
    let mut rows = vec![vec![0; second.len() + 1]; first.len() + 1];
    rows[0] = (0..=second.len()).collect();
    for i in 1..=first.len() {
        rows[i][0] = i;
        for j in 1..=second.len() {
            let cost = usize::from(first[i - 1] != second[j - 1]);
            let mut best = (rows[i - 1][j] + 1)
                .min(rows[i][j - 1] + 1)
                .min(rows[i - 1][j - 1] + cost);
            if i > 1 && j > 1 && first[i - 1] == second[j - 2] && first[i - 2] == second[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[first.len()][second.len()]
}
