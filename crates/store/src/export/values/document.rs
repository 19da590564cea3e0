//! Values of the document.
//!
//! In: a row. Out: what is known of its document. Never: its text.
//!
//! A document without an address has its name in the place of one.

use super::super::cell::Cell;
use super::super::row::Row;

pub fn value(name: &str) -> Option<fn(&Row<'_>) -> Cell> {
    Some(match name {
        "id" => |row| Cell::text(&row.report.document.id),
        "published" => |row| Cell::day(row.report.document.published),
        "title" => |row| Cell::words(row.report.document.title.as_deref()),
        "outlet" => |row| Cell::words(row.report.document.outlet.as_deref()),
        "url" => |row| Cell::words(row.report.document.url.as_deref()),
        "address" => |row| {
            let document = &row.report.document;
            Cell::text(document.url.as_ref().unwrap_or(&document.id))
        },
        "language" => |row| Cell::text(&row.report.document.language),
        "source" => |row| Cell::text(&row.report.document.source),
        _ => return None,
    })
}

pub fn program_value(name: &str) -> Option<fn(&Row<'_>) -> Cell> {
    Some(match name {
        "version" => |_| Cell::text(concat!("dateline ", env!("CARGO_PKG_VERSION"))),
        _ => return None,
    })
}
