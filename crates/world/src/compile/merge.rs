//! One set of rows laid over another.
//!
//! In: the lower and the upper tables. Out: the rows of both; an upper row replaces the lower one
//! with the same key, and an upper row that begins with `!` takes away all lower rows that agree
//! with its non-empty key cells. Never: a look at what the rows say.
//!
//! `!SCO<TAB>AFG` takes every row of Afghanistan's standing in the SCO away.

use super::check::key_of;
use super::schema::{Form, TABLES};
use super::table::{Row, Tables};
use std::collections::HashSet;

/// `upper` laid over `lower`.
pub fn merge(mut lower: Tables, upper: Tables) -> Tables {
    let shift = lower.files.len() as u32;
    lower.files.extend(upper.files);
    for (form, rows) in TABLES.iter().zip(upper.rows) {
        let below = &mut lower.rows[form.table as usize];
        drop_replaced(form, below, &rows);
        below.extend(rows.into_iter().filter(|row| !row.removes).map(|row| Row {
            file: row.file + shift,
            ..row
        }));
    }
    lower
}

fn drop_replaced(form: &Form, below: &mut Vec<Row>, rows: &[Row]) {
    let same: HashSet<Vec<String>> = rows
        .iter()
        .filter(|row| !row.removes)
        .map(|row| key_of(form, row))
        .collect();
    let removals: Vec<Vec<String>> = rows
        .iter()
        .filter(|row| row.removes)
        .map(|row| key_of(form, row))
        .collect();
    if same.is_empty() && removals.is_empty() {
        return;
    }
    below.retain(|row| {
        let key = key_of(form, row);
        !same.contains(&key) && !removals.iter().any(|removal| agrees(removal, &key))
    });
}

fn agrees(removal: &[String], key: &[String]) -> bool {
    removal
        .iter()
        .zip(key)
        .all(|(wanted, cell)| wanted.is_empty() || wanted == cell)
}
