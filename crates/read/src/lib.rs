//! Bytes to documents.
//!
//! In: the bytes of a text file or a web page. Out: a [`Document`] with regions, sentences and
//! tokens, every one with its exact place. Never: names, meanings, files, clocks.
//!
//! *BERN, 3 July 2024 — Envoys met. They agreed.* has a dateline of the place *BERN*, a body of two
//! sentences, and was published on 2024-07-03.
//!
//! # What the text of a document is
//! The text of a plain file is the file itself, decoded; line ends stay as they are. A byte-order
//! mark is a sign of the encoding and no part of the text, so offsets count from behind it. The
//! text of a web page is put together from the article that was found in it, a blank line between
//! paragraphs; [`Document::extracted`] says so.
//!
//! # Stages
//! Charset, article (HTML only), paragraphs, regions, tokens, sentences. All are linear in the
//! length of the text. A sentence has at most [`LONGEST_SENTENCE`] tokens; longer ones are cut.

mod chars;
mod charset;
mod cues;
mod dateline;
mod dates;
mod html;
mod marks;
mod reader;
mod regions;
mod sentences;
mod tokens;
mod units;

pub use chars::is_gap;
pub use dateline_record::Document;
pub use reader::{Format, Limits, ReadError, Reader, Source};
pub use sentences::LONGEST_SENTENCE;
