//! Coded documents in one SQLite file: kept, joined, asked and exported.
//!
//! In: [`Coding`]s with the text they were made from. Out: rows that any reader of SQLite can use,
//! and [`Report`]s, one for each stored event. Never: a coding of its own, or a look at trees.
//!
//! *Fidan met Lavrov in Antalya.* becomes a row of `documents`, one of `sentences`, one of `events`,
//! two of `parties` and one of `places`.
//!
//! [`Coding`]: dateline_record::Coding

mod add;
mod codebook;
mod error;
pub mod export;
mod fingerprint;
pub mod import;
pub mod incident;
mod info;
mod letters;
mod names;
mod open;
mod query;
mod report;
mod review;
mod rows;
mod schema;
mod story;
#[cfg(test)]
mod tests;

pub use add::{Added, Content, Entry, Run, SentenceRow, SourceRow, content_hash, source_hash};
pub use codebook::codebook;
pub use error::StoreError;
pub use info::{Info, RunInfo};
pub use open::{Store, WAIT};
pub use query::{ActAsked, Filter, List, Members, PlaceAsked, Question, Table, Who, status_names};
pub use report::{Report, ReportDocument, Reports};
pub use review::{Review, Verdict};
pub use schema::SCHEMA_VERSION;
