//! How operators change what they stand over.
//!
//! In: the name of an operator, the act and status below it. Out: the [`Row`] that applies: another act, another
//! status, or nothing. Never: trees.
//!
//! refuse(`RETREAT/release`, occurred) is `REJECT/yield`, occurred; future(`CONSULT/meet`, occurred)
//! is `CONSULT/meet`, planned.

use dateline_record::{Act, EventType, Status};

/// What becomes of the event inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Embedded {
    /// It is left out.
    #[default]
    Drop,
    /// It stays as it is.
    Keep,
    /// It stays with another status.
    Status(Status),
}

/// One row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its name, for explanations.
    pub id: String,
    /// The operator.
    pub operator: String,
    /// The acts it is for; empty: all.
    pub of: Vec<Act>,
    /// The statuses it is for; empty: all.
    pub from: Vec<Status>,
    /// The act that comes out.
    pub act: Option<Act>,
    /// The status that comes out.
    pub status: Option<Status>,
    /// The mode that the operator's own act takes.
    pub mode: Option<String>,
    /// The PLOVER type to fold to, against the general rules of folding.
    pub fold: Option<EventType>,
    /// What becomes of the event inside, where the operator has an act of its own.
    pub embedded: Embedded,
}

/// The whole table; the first row that fits counts.
#[derive(Debug, Clone, Default)]
pub struct Composition {
    /// Rows, users' own first.
    pub rows: Vec<Row>,
}

impl Composition {
    /// What `operator` makes of an act with a status; none when no row fits.
    pub fn apply(&self, operator: &str, act: &Act, status: Status) -> Option<&Row> {
        let fits = |row: &&Row| {
            row.operator == operator
                && (row.of.is_empty() || row.of.iter().any(|pattern| covers(pattern, act)))
                && (row.from.is_empty() || row.from.contains(&status))
        };
        self.rows.iter().find(fits)
    }

    /// Whether any row is for that operator.
    pub fn knows(&self, operator: &str) -> bool {
        self.rows.iter().any(|row| row.operator == operator)
    }
}

fn covers(pattern: &Act, act: &Act) -> bool {
    pattern.event_type == act.event_type && (pattern.mode.is_none() || pattern.mode == act.mode)
}
