//! Opening a store.
//!
//! In: a path. Out: a [`Store`], for writing (WAL, migrated, with foreign keys) or for reading
//! only. Never: a file made by reading, or a change to a file that is no store.
//!
//! `Store::open("news.db")` makes the file when there is none; `Store::open_read_only` refuses then.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::StoreError;
use crate::incident::Lately;
use crate::schema::{self, Found, SCHEMA_VERSION};

/// How long a writer waits for another one.
pub const WAIT: Duration = Duration::from_secs(60);
/// Pages in memory at most, in KiB: a writer reads few pages of a large store twice.
const CACHE: i64 = 512 << 10;
/// Pages in the log after which it is written into the file: pages that are written again and again
/// meanwhile are written there once.
const LOG: i64 = 32 << 10;

/// A store of coded documents.
pub struct Store {
    pub(crate) connection: Connection,
    /// What the matching of reports has in memory.
    pub(crate) lately: Lately,
    /// Dropped after the connection.
    #[expect(dead_code, reason = "works when it is dropped")]
    tidy: Option<Tidy>,
}

/// Takes away the files beside a store that a reader has made: SQLite leaves that to writers.
struct Tidy {
    path: PathBuf,
}

impl Store {
    /// Opens a store for writing, makes it when there is none, and migrates it when it is older.
    ///
    /// # Errors
    /// When the file is no store, of a later version, locked for more than a minute, or cannot be
    /// written.
    pub fn open(path: &Path) -> Result<Store, StoreError> {
        Store::open_waiting(path, WAIT)
    }

    /// As [`Store::open`], but waits as long as is said for another writer.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open_waiting(path: &Path, wait: Duration) -> Result<Store, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(wait)?;
        schema::look(&connection)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        // With a log this is safe from a crash of the program at any moment; a crash of the machine
        // may take the last batches with it, but nothing else.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "wal_autocheckpoint", LOG)?;
        schema::migrate(&mut connection)?;
        settle(&connection)?;
        Ok(Store {
            connection,
            lately: Lately::default(),
            tidy: None,
        })
    }

    /// A store in memory, gone when it is dropped.
    ///
    /// # Errors
    /// When there is no memory.
    pub fn in_memory() -> Result<Store, StoreError> {
        let mut connection = Connection::open_in_memory()?;
        schema::migrate(&mut connection)?;
        settle(&connection)?;
        Ok(Store {
            connection,
            lately: Lately::default(),
            tidy: None,
        })
    }

    /// Opens a store for reading only: nothing done through it changes the file.
    ///
    /// # Errors
    /// When there is no such file, or it is no store of this version.
    pub fn open_read_only(path: &Path) -> Result<Store, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing);
        }
        let tidy = Tidy::new(path);
        let (connection, found) = match reading(path.as_os_str()) {
            Err(StoreError::Unopenable | StoreError::ReadOnly) if !log_of(path).exists() => {
                // In a folder that cannot be written there can be no writer either, nor the files
                // through which readers and writers see one another.
                reading(&unchanging(path))?
            }
            opened => opened?,
        };
        settle(&connection)?;
        connection.pragma_update(None, "query_only", true)?;
        match found {
            Found::Version(SCHEMA_VERSION) => Ok(Store {
                connection,
                lately: Lately::default(),
                tidy,
            }),
            Found::Version(found) => Err(StoreError::Older {
                found,
                known: SCHEMA_VERSION,
            }),
            Found::Empty => Err(StoreError::Empty),
        }
    }

    /// The version of the tables.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn version(&self) -> Result<i64, StoreError> {
        let version = self
            .connection
            .pragma_query_value(None, "user_version", |row| row.get(0));
        Ok(version?)
    }

    /// Writes what is still in the log into the file and closes it. A store that is merely dropped
    /// loses nothing either; only the error would.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn close(self) -> Result<(), StoreError> {
        self.connection.flush_prepared_statement_cache();
        self.connection.close().map_err(|(_, error)| error.into())
    }

    /// The connection below, for questions in SQL.
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}

fn reading(path: &OsStr) -> Result<(Connection, Found), StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY
        | OpenFlags::SQLITE_OPEN_NO_MUTEX
        | OpenFlags::SQLITE_OPEN_URI;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(WAIT)?;
    let found = schema::look(&connection)?;
    Ok((connection, found))
}

/// The log of a store that has one.
fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// The name under which SQLite reads a file without looking for writers.
fn unchanging(path: &Path) -> OsString {
    let text = path.to_string_lossy();
    let text = text
        .replace('%', "%25")
        .replace('?', "%3f")
        .replace('#', "%23");
    format!("file:{text}?immutable=1").into()
}

impl Tidy {
    /// Something to do at the end, when there is no log now.
    fn new(path: &Path) -> Option<Tidy> {
        let path = path.to_owned();
        (!log_of(&path).exists()).then_some(Tidy { path })
    }
}

impl Drop for Tidy {
    fn drop(&mut self) {
        let log = std::fs::metadata(log_of(&self.path));
        if log.is_ok_and(|log| log.len() == 0) {
            // Whoever may write and is the last to close it takes the files away. Where that fails
            // they stay, which harms nobody.
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let opened = Connection::open_with_flags(&self.path, flags);
            drop(opened.and_then(|it| it.query_row("SELECT count(*) FROM runs", [], |_| Ok(()))));
        }
    }
}

fn settle(connection: &Connection) -> Result<(), StoreError> {
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "cache_size", -CACHE)?;
    connection.pragma_update(None, "temp_store", "FILE")?;
    connection.set_prepared_statement_cache_capacity(128);
    Ok(())
}
