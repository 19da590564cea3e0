//! The other records of a document, and the whole coding.
//!
//! In: what the coder found. Out: [`Coding`], one JSON object a document. Never: events' own shape
//! (see [`crate::Event`]).
//!
//! *"We are ready," Fidan said. Iran joined the bloc in 2023.* is a [`Statement`] of Fidan's and a
//! [`Membership`] of Iran's.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Event, Offsets, Party, PublishedBasis, RegionKind, TimeSpan};

/// What is known of the document itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct DocumentRecord {
    /// The caller's name for it.
    pub id: String,
    /// Title.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// Date of publication.
    #[schemars(with = "Option<String>")]
    pub published: Option<Date>,
    /// How that date is known.
    pub published_basis: PublishedBasis,
    /// The words that it rests on.
    pub published_grounds: Option<String>,
    /// The parts of the page.
    pub regions: Vec<RegionRecord>,
    /// The extracted text, present only when the input was not plain text: offsets refer to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

/// A part of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RegionRecord {
    /// What it is for.
    pub kind: RegionKind,
    /// Where it is.
    #[serde(flatten)]
    pub offsets: Offsets,
}

/// Whether the words of a statement are the speaker's own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// In quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
}

/// Who said what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// The speaker; absent when the text names none.
    pub speaker: Option<Party>,
    /// Own words or not.
    pub kind: QuoteKind,
    /// What is said, quotation marks included.
    #[serde(flatten)]
    pub offsets: Offsets,
    /// The word of saying.
    pub verb: Option<String>,
    /// When it was said.
    pub time: Option<TimeSpan>,
}

/// How a state belongs to an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MembershipKind {
    /// Full member.
    Member,
    /// Member from the beginning.
    Founder,
    /// Observer.
    Observer,
    /// Partner, associate.
    Partner,
    /// Applicant.
    Candidate,
    /// Membership suspended.
    Suspended,
    /// No longer a member.
    Left,
}

/// What the world model says of a membership that the text states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum WorldVerdict {
    /// The same.
    Agrees,
    /// Something else.
    Contradicts,
    /// Nothing.
    New,
}

/// A membership that the text states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Membership {
    /// Abbreviation of the organisation.
    pub organisation: String,
    /// ISO 3166-1 alpha-3 code of the member.
    pub member: String,
    /// In what capacity.
    pub kind: MembershipKind,
    /// Since when, as exact as the text is (year, month or day).
    pub since: Option<String>,
    /// Until when.
    pub until: Option<String>,
    /// What the world model says.
    pub world: WorldVerdict,
    /// The words it rests on.
    pub evidence: Offsets,
}

/// A number that the text states.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Figure {
    /// The number.
    pub value: f64,
    /// `percent`, an ISO 4217 code, or the thing counted.
    pub unit: String,
    /// Of what whole.
    pub of: Option<String>,
    /// About whom.
    pub about: Option<String>,
    /// Whether the text hedges it.
    pub approximate: bool,
    /// Where it stands.
    #[serde(flatten)]
    pub offsets: Offsets,
}

/// A person whom the text names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Fullest name in the text.
    pub name: String,
    /// Office, as the text or the world model states it.
    pub office: Option<String>,
    /// ISO 3166-1 alpha-3 code, or an organisation's abbreviation.
    pub country: Option<String>,
    /// Identity in the world model.
    pub entity: Option<String>,
    /// Where the person is mentioned, as `[start, end]` in code points.
    pub mentions: Vec<[usize; 2]>,
}

/// All that Dateline makes of one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Coding {
    /// Version of this shape.
    pub schema: String,
    /// The document.
    pub document: DocumentRecord,
    /// Its events.
    pub events: Vec<Event>,
    /// Its statements.
    pub statements: Vec<Statement>,
    /// The memberships it states.
    pub memberships: Vec<Membership>,
    /// The numbers it states.
    pub figures: Vec<Figure>,
    /// The people it names.
    pub people: Vec<Person>,
}
