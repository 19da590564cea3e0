//! Which program, rules and world made a record.
//!
//! In: a [`Coder`]. Out: [`Versions`]. Never: a date of building or anything else that differs
//! between two builds of the same sources.
//!
//! `dateline 0.1.0, schema 1, rules 3f0c…, world up to 2026-09-30`

use std::fmt;

use crate::{Coder, SCHEMA};

/// What made a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// Version of the program.
    pub program: String,
    /// Version of the records' shape.
    pub schema: String,
    /// Identity of the rules: number and hash.
    pub rules: String,
    /// The days on which the world holds facts.
    pub world: String,
}

impl Versions {
    /// The versions of a coder and its data.
    pub fn of(coder: &Coder) -> Versions {
        let day = |date: Option<jiff::civil::Date>| match date {
            Some(date) => date.to_string(),
            None => "unknown".to_owned(),
        };
        let (first, last) = coder.world().coverage();
        Versions {
            program: env!("CARGO_PKG_VERSION").to_owned(),
            schema: SCHEMA.to_owned(),
            rules: format!(
                "{} ({})",
                coder.rules().rules.len(),
                coder.rule_files().hash()
            ),
            world: format!("{} to {}", day(first), day(last)),
        }
    }
}

impl fmt::Display for Versions {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "dateline {}", self.program)?;
        writeln!(out, "schema   {}", self.schema)?;
        writeln!(out, "rules    {}", self.rules)?;
        write!(out, "world    {}", self.world)
    }
}
