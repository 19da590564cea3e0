//! Which events are asked for.
//!
//! In: what a person names, already told apart into codes and names. Out: [`Filter`]. Never: a look
//! into the world model; memberships are asked of a function that the caller gives.
//!
//! *Planned meetings of Fidan's in July 2024* is a filter with a party, a type, a status and a
//! period.

use std::sync::Arc;

use dateline_record::{EventType, Status};
use jiff::civil::Date;

/// A party as a person names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// The code of a state or organisation: itself, and all who act for it.
    Code(String),
    /// A name or a part of one, whole words: *Putin* is *Vladimir Putin*.
    Name(String),
}

/// An act as a person names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActAsked {
    /// The type; any when none.
    pub event_type: Option<EventType>,
    /// The mode; any when none.
    pub mode: Option<String>,
}

/// A place as a person names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PlaceAsked {
    /// The code of a state: all places in it.
    Country(String),
    /// The name of a town or region.
    Name(String),
}

/// Who belonged to an organisation, and when.
#[derive(Clone)]
pub struct Members {
    /// The organisation's own code.
    pub organisation: String,
    /// Codes of all that ever belonged to it.
    pub ever: Vec<String>,
    /// How the holder of a code belonged to it on a day; none when it did not.
    pub standing: Arc<Standing>,
}

/// Answers how a state belonged to an organisation on a day.
pub type Standing = dyn Fn(&str, Option<Date>) -> Option<String> + Send + Sync;

/// Which events. An empty filter lets all through; all that is named must hold, and of a list one.
#[derive(Clone, Default)]
pub struct Filter {
    /// One of the actors is this (of reciprocal acts: one of the parties).
    pub actor: Option<Who>,
    /// One of the recipients is this (of reciprocal acts: one of the parties).
    pub recipient: Option<Who>,
    /// One of the parties is this; all of the list must be there.
    pub parties: Vec<Who>,
    /// One of the parties is one of these states or acts for it.
    pub states: Vec<String>,
    /// One of the parties is this organisation or belonged to it on the day of the event.
    pub members: Option<Members>,
    /// One of the speakers is this.
    pub speaker: Option<Who>,
    /// The act is one of these.
    pub acts: Vec<ActAsked>,
    /// Whether acts are compared as PLOVER folds them.
    pub folded: bool,
    /// The status is one of these.
    pub statuses: Vec<Status>,
    /// The quad is one of these.
    pub quads: Vec<u8>,
    /// The place is one of these.
    pub places: Vec<PlaceAsked>,
    /// Some day of the event (or of its publication, when it has none) is in this period.
    pub period: Option<(Date, Date)>,
    /// The sentence has all these words; words in quotation marks stand together.
    pub text: Option<String>,
    /// The outlet is one of these.
    pub outlets: Vec<String>,
    /// The document has one of these names.
    pub documents: Vec<String>,
    /// The data set is one of these (`dateline` for what Dateline coded).
    pub sources: Vec<String>,
    /// The confidence is at least this.
    pub confidence: Option<f64>,
    /// Whether history is left out.
    pub news_only: bool,
}
