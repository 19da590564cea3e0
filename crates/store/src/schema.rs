//! The shape of the tables, and how an older shape becomes the present one.
//!
//! In: an open connection. Out: the same with the tables of [`SCHEMA_VERSION`]. Never: a change to
//! a file that is no store, or to one of a later version.
//!
//! A new file gets all migrations in one transaction; `PRAGMA user_version` is then their number.

use rusqlite::{Connection, TransactionBehavior};

use crate::StoreError;
use crate::names::{count, number};

/// The version of the tables that this program writes.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// Marks a SQLite file as a store: "DTLN" in ASCII.
const APPLICATION_ID: i64 = 0x4454_4c4e;

/// What leads from each version to the next.
const MIGRATIONS: &[&[&str]] = &[
    &[
        include_str!("schema/001-store.sql"),
        include_str!("schema/001-incidents.sql"),
        include_str!("schema/001-matching.sql"),
        include_str!("schema/001-views.sql"),
    ],
    &[include_str!("schema/002-near-days.sql")],
];

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Found {
    /// An empty file or one just made.
    Empty,
    /// A store of this version.
    Version(i64),
}

/// Tells what a file is.
pub(crate) fn look(connection: &Connection) -> Result<Found, StoreError> {
    look_for(connection, SCHEMA_VERSION)
}

/// Brings a file to the present version, whole or not at all.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    migrate_by(connection, MIGRATIONS)
}

/// Tells what a file is to a program that knows versions up to `known`.
fn look_for(connection: &Connection, known: i64) -> Result<Found, StoreError> {
    // All that is read belongs to one moment: another writer may be making the tables just now.
    let moment = match connection.is_autocommit() {
        true => Some(connection.unchecked_transaction()?),
        false => None,
    };
    let number = |name: &str| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
    let (application, version) = (number("application_id")?, number("user_version")?);
    if application == APPLICATION_ID {
        return match version <= known {
            true => Ok(Found::Version(version)),
            false => Err(StoreError::Newer {
                found: version,
                known,
            }),
        };
    }
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0))?;
    drop(moment);
    match (application, version, tables) {
        (0, 0, 0) => Ok(Found::Empty),
        _ => Err(StoreError::Foreign),
    }
}

fn migrate_by(connection: &mut Connection, migrations: &[&[&str]]) -> Result<(), StoreError> {
    let version = number(migrations.len());
    if look_for(connection, version)? == Found::Version(version) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Somebody else may have done it while we waited.
    let done = match look_for(&transaction, version)? {
        Found::Empty => 0,
        Found::Version(version) => count(version)?,
    };
    for script in migrations.iter().skip(done).copied().flatten() {
        transaction.execute_batch(script)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", version)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &[&[&str]] =
        &[&["CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('kept');"]];
    const SECOND: &[&[&str]] = &[FIRST[0], &["ALTER TABLE notes ADD COLUMN day TEXT;"]];
    const FAULTY: &[&[&str]] = &[
        FIRST[0],
        &[
            "ALTER TABLE notes ADD COLUMN day TEXT;",
            "ALTER TABLE nothing ADD COLUMN day TEXT;",
        ],
    ];

    fn version(connection: &Connection) -> i64 {
        connection
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn an_older_store_is_migrated_and_keeps_what_it_holds() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate_by(&mut connection, FIRST).unwrap();
        assert_eq!(version(&connection), 1);
        migrate_by(&mut connection, SECOND).unwrap();
        migrate_by(&mut connection, SECOND).unwrap();
        assert_eq!(version(&connection), 2);
        let kept: String = connection
            .query_row("SELECT text FROM notes WHERE day IS NULL", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(kept, "kept");
        let newer = migrate_by(&mut connection, FIRST);
        assert!(matches!(
            newer,
            Err(StoreError::Newer { found: 2, known: 1 })
        ));
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate_by(&mut connection, FIRST).unwrap();
        assert!(migrate_by(&mut connection, FAULTY).is_err());
        assert_eq!(version(&connection), 1);
        assert!(connection.prepare("SELECT day FROM notes").is_err());
    }
}
