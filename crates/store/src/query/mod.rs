//! Questions to a store.
//!
//! In: a [`Question`], or SQL that only reads. Out: a table, row by row, in an order that does not
//! depend on the order of adding. Never: a change of the store, or all rows in memory.
//!
//! "Whom did Putin meet in July 2024?" is a [`Filter`] with a party, a type and a period, and
//! [`List::Others`].

mod build;
mod filter;
mod guard;
mod list;

use dateline_record::Status;
use rusqlite::types::ValueRef;
use rusqlite::{Params, Rows, Statement, params_from_iter};
use serde_json::{Value, json};

pub use filter::{ActAsked, Filter, Members, PlaceAsked, Who};
pub use list::List;

use crate::{Store, StoreError};

/// What is asked.
#[derive(Default)]
pub struct Question {
    /// Which events.
    pub filter: Filter,
    /// What is told of them.
    pub list: List,
    /// Rows at the most.
    pub limit: Option<usize>,
    /// Whether the columns are chosen for a narrow page.
    pub narrow: bool,
}

/// Takes the rows of an answer.
pub trait Table {
    /// What can end an answer before its end.
    type Error: From<StoreError>;

    /// The names of the columns, before the first row.
    ///
    /// # Errors
    /// When they cannot be taken.
    fn begin(&mut self, columns: &[String]) -> Result<(), Self::Error>;

    /// A row, one value a column.
    ///
    /// # Errors
    /// When it cannot be taken.
    fn row(&mut self, row: Vec<Value>) -> Result<(), Self::Error>;
}

impl Store {
    /// Answers a question.
    ///
    /// # Errors
    /// When the store cannot be read, or the table takes no more.
    pub fn ask<T: Table>(&self, question: &Question, table: &mut T) -> Result<(), T::Error> {
        if let Some(members) = &question.filter.members {
            build::add_standing(&self.connection, members)?;
        }
        let (sql, values) = list::sql_of(question);
        let mut statement = self.connection.prepare(&sql).map_err(StoreError::from)?;
        answer(&mut statement, params_from_iter(values), table)
    }

    /// Answers a question in SQL, which may only read.
    ///
    /// # Errors
    /// When it would write, is no SQL, or is more than one statement; as [`Store::ask`] else.
    pub fn ask_sql<T: Table>(&self, sql: &str, table: &mut T) -> Result<(), T::Error> {
        guard::guarded(&self.connection, || {
            let mut statement = guard::prepared(&self.connection, sql)?;
            answer(&mut statement, [], table)
        })
    }

    /// The keys of the events that a filter lets through, by day, document and place in it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn events_of(&self, filter: &Filter) -> Result<Vec<i64>, StoreError> {
        if let Some(members) = &filter.members {
            build::add_standing(&self.connection, members)?;
        }
        let (asked, values) = build::asked(filter, None);
        let sql = format!(
            "WITH {asked} SELECT event_id FROM asked ORDER BY {}",
            build::ORDER
        );
        let mut statement = self.connection.prepare(&sql)?;
        let keys = statement.query_map(params_from_iter(values), |row| row.get(0))?;
        Ok(keys.collect::<Result<_, _>>()?)
    }
}

fn answer<T: Table>(
    statement: &mut Statement<'_>,
    values: impl Params,
    table: &mut T,
) -> Result<(), T::Error> {
    let columns: Vec<String> = statement
        .column_names()
        .into_iter()
        .map(str::to_owned)
        .collect();
    let mut rows = statement.query(values).map_err(guard::refused)?;
    table.begin(&columns)?;
    while let Some(row) = next(&mut rows, columns.len())? {
        table.row(row)?;
    }
    Ok(())
}

fn next(rows: &mut Rows<'_>, columns: usize) -> Result<Option<Vec<Value>>, StoreError> {
    let Some(row) = rows.next().map_err(guard::refused)? else {
        return Ok(None);
    };
    let values = (0..columns).map(|column| Ok(value_of(row.get_ref(column)?)));
    Ok(Some(values.collect::<Result<_, StoreError>>()?))
}

fn value_of(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(number) => json!(number),
        ValueRef::Real(number) => json!(number),
        ValueRef::Text(text) => json!(String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => json!(
            bytes
                .iter()
                .map(|it| format!("{it:02x}"))
                .collect::<String>()
        ),
    }
}

/// The names of all statuses, for messages.
pub fn status_names() -> [&'static str; 6] {
    use Status::{CalledFor, Denied, Hypothetical, Occurred, Planned, Possible};
    [Occurred, Planned, Possible, CalledFor, Hypothetical, Denied].map(Status::as_str)
}
