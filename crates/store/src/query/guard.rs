//! SQL of the user's: read only.
//!
//! In: a statement. Out: the statement, prepared, when it does nothing but read this store. Never: a
//! write, to this file or another one.
//!
//! `DELETE FROM events` is refused with *the question would change something*; so is `ATTACH`.

use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, Error, ErrorCode, Statement};

use crate::StoreError;

/// Does something while the connection lets through nothing but reading.
pub(super) fn guarded<T, E: From<StoreError>>(
    connection: &Connection,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let set = connection.authorizer(Some(allowed));
    set.map_err(|error| E::from(StoreError::from(error)))?;
    let result = work();
    let none: Option<fn(AuthContext<'_>) -> Authorization> = None;
    let unset = connection.authorizer(none);
    unset.map_err(|error| E::from(StoreError::from(error)))?;
    result
}

fn allowed(context: AuthContext<'_>) -> Authorization {
    // What tells of tables and columns; the search of words asks for the data's version.
    const PRAGMAS: [&str; 7] = [
        "data_version",
        "table_info",
        "table_xinfo",
        "table_list",
        "index_list",
        "index_info",
        "foreign_key_list",
    ];
    match context.action {
        AuthAction::Select | AuthAction::Read { .. } | AuthAction::Recursive => {
            Authorization::Allow
        }
        AuthAction::Function { function_name } if function_name != "load_extension" => {
            Authorization::Allow
        }
        AuthAction::Pragma { pragma_name, .. } if PRAGMAS.contains(&pragma_name) => {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}

/// The one statement of a question.
pub(super) fn prepared<'c>(
    connection: &'c Connection,
    sql: &str,
) -> Result<Statement<'c>, StoreError> {
    let statement = connection.prepare(sql).map_err(refused)?;
    match (statement.readonly(), statement.column_count()) {
        (false, _) => Err(would_write()),
        (true, 0) => Err(StoreError::Question("the question asks nothing".to_owned())),
        (true, _) => Ok(statement),
    }
}

fn would_write() -> StoreError {
    let reason = "the question would change something; only SELECT is allowed";
    StoreError::Question(reason.to_owned())
}

/// An error of a question, said as one of the question.
pub(super) fn refused(error: Error) -> StoreError {
    match error.sqlite_error_code() {
        Some(ErrorCode::AuthorizationForStatementDenied | ErrorCode::ReadOnly) => would_write(),
        _ if matches!(error, Error::MultipleStatement) => {
            StoreError::Question("the question is more than one statement".to_owned())
        }
        Some(ErrorCode::Unknown) => StoreError::Question(said(&error)),
        _ if matches!(error, Error::SqlInputError { .. }) => StoreError::Question(said(&error)),
        _ => error.into(),
    }
}

fn said(error: &Error) -> String {
    match error {
        Error::SqlInputError {
            msg, sql, offset, ..
        } => match usize::try_from(*offset).ok().and_then(|end| sql.get(..end)) {
            Some(before) => format!("{msg} (at character {})", before.chars().count() + 1),
            None => msg.clone(),
        },
        Error::SqliteFailure(_, Some(message)) => message.clone(),
        other => other.to_string(),
    }
}
