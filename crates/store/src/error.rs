//! What can go wrong with a store, said so that a person can mend it.
//!
//! In: an error of SQLite or of the file. Out: [`StoreError`], whose text is a reason and whose
//! [`StoreError::hint`] is advice. Never: a number of SQLite's without its meaning.
//!
//! A store that another program is writing to gives `is locked by another program`.

use rusqlite::ErrorCode;

/// What is wrong with a store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("there is no such store")]
    Missing,
    /// The file is no SQLite database, or one of another program.
    #[error("is no store of Dateline")]
    Foreign,
    /// There is nothing in the file, or another writer is making its tables just now.
    #[error("is empty")]
    Empty,
    /// A later version of the program wrote it.
    #[error("was written by a later version (schema {found}; this program knows up to {known})")]
    Newer {
        /// The version of the file.
        found: i64,
        /// The latest version that this program knows.
        known: i64,
    },
    /// An earlier version of the program wrote it, and it can only be read.
    #[error("was written by an earlier version (schema {found}; this program needs {known})")]
    Older {
        /// The version of the file.
        found: i64,
        /// The version that is needed.
        known: i64,
    },
    /// Somebody else holds it for too long.
    #[error("is locked by another program")]
    Locked,
    /// The file or its folder cannot be written.
    #[error("cannot be written: it or its folder is read-only")]
    ReadOnly,
    /// The file or its folder cannot be opened.
    #[error("cannot be opened")]
    Unopenable,
    /// There is no room left.
    #[error("cannot be written: the disk is full")]
    Full,
    /// The file is damaged.
    #[error("is damaged: {0}")]
    Damaged(String),
    /// A stored value is none that this program knows.
    #[error("holds an unknown value: {0}")]
    Value(String),
    /// The question is wrong.
    #[error("{0}")]
    Question(String),
    /// Anything else.
    #[error("{0}")]
    Sqlite(rusqlite::Error),
}

impl StoreError {
    /// What to do about it.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            StoreError::Missing => Some("`dateline store add FILES --store NAME` makes one"),
            StoreError::Empty => Some("put something into it with `dateline store add`"),
            StoreError::Foreign => Some("name a file that `dateline store add` made"),
            StoreError::Newer { .. } => Some("use the program's latest version"),
            StoreError::Older { .. } => {
                Some("let `dateline store add` or `dateline store check` open it once for writing")
            }
            StoreError::Locked => Some("wait until it has finished, or raise --wait"),
            StoreError::ReadOnly | StoreError::Unopenable => Some("check the permissions"),
            StoreError::Full => Some("make room; what was stored before is safe"),
            StoreError::Damaged(_) => Some("go back to a copy"),
            StoreError::Value(_) | StoreError::Question(_) | StoreError::Sqlite(_) => None,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => StoreError::Locked,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => StoreError::ReadOnly,
            Some(ErrorCode::CannotOpen) => StoreError::Unopenable,
            Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure) => full_or_damaged(error),
            Some(ErrorCode::NotADatabase) => StoreError::Foreign,
            Some(ErrorCode::DatabaseCorrupt) => StoreError::Damaged(error.to_string()),
            _ => StoreError::Sqlite(error),
        }
    }
}

/// A write that fails because a limit on the size of files is reached reads as a failure of the
/// disk; to the user it is the same as a full one.
fn full_or_damaged(error: rusqlite::Error) -> StoreError {
    let extended = error.sqlite_error().map(|error| error.extended_code);
    let writing = [
        rusqlite::ffi::SQLITE_IOERR_WRITE,
        rusqlite::ffi::SQLITE_IOERR_TRUNCATE,
        rusqlite::ffi::SQLITE_IOERR_SHMSIZE,
    ];
    match extended {
        Some(rusqlite::ffi::SQLITE_FULL) => StoreError::Full,
        Some(code) if writing.contains(&code) => StoreError::Full,
        _ => StoreError::Sqlite(error),
    }
}
