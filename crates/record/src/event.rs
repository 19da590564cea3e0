//! The event record.
//!
//! In: what the coder found. Out: [`Event`] and its parts, in the shape that users read. Never:
//! the finding itself.
//!
//! *Fidan may meet Lavrov in Antalya, aides said.* is an [`Event`] with [`Status::Possible`], two
//! actors, a place, and *aides* in `attributed_to`.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{EventType, Offsets};

/// What is (to be) done, before any folding.
#[derive(
    Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Act {
    /// PLOVER event type.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// Mode; may be finer than PLOVER's.
    pub mode: Option<String>,
}

/// How real the event is, according to the text.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It took place or is going on.
    Occurred,
    /// It is announced, agreed or expected.
    Planned,
    /// It may take place.
    Possible,
    /// Somebody asks for it.
    CalledFor,
    /// It is supposed ("if").
    Hypothetical,
    /// It is said not to take place or not to have taken place.
    Denied,
}

impl Status {
    /// The name as records and rules write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Occurred => "occurred",
            Status::Planned => "planned",
            Status::Possible => "possible",
            Status::CalledFor => "called-for",
            Status::Hypothetical => "hypothetical",
            Status::Denied => "denied",
        }
    }
}

/// The event in the codebook's own terms.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Folded {
    /// PLOVER event type after folding.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// PLOVER mode, one of the codebook's.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
}

/// A party to an event, or a speaker.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Default)]
pub struct Party {
    /// The words of the mention.
    pub text: String,
    /// Where they stand.
    #[serde(flatten)]
    pub offsets: Offsets,
    /// The fullest name known.
    pub name: Option<String>,
    /// Identity in the world model: Wikidata item where known, else the world model's own id.
    pub entity: Option<String>,
    /// Office held, with its state or organisation.
    pub office: Option<String>,
    /// ISO 3166-1 alpha-3 code, or an organisation's abbreviation.
    pub country: Option<String>,
    /// Abbreviation of the organisation, when the party is one or acts for one.
    pub organisation: Option<String>,
    /// PLOVER sector code.
    pub sector: Option<String>,
    /// Country and sector joined.
    pub code: Option<String>,
}

/// Parties of one side.
pub type ActorList = Vec<Party>;

/// How many, where the act has a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Count {
    /// The number.
    pub value: f64,
    /// Of what.
    pub unit: String,
    /// Whether the text hedges it ("about", "at least").
    pub approximate: bool,
}

/// Days on which an event took or takes place, both inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TimeSpan {
    /// The expression, when the text has one for this event.
    pub text: Option<String>,
    /// First day.
    #[schemars(with = "String")]
    pub start: Date,
    /// Last day.
    #[schemars(with = "String")]
    pub end: Date,
}

/// How exactly a place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PlacePrecision {
    /// A town or a site in it.
    City,
    /// A first-order division or another named region.
    Region,
    /// A state.
    Country,
}

/// Where an event takes place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// The words of the mention.
    pub text: String,
    /// The place's name.
    pub name: String,
    /// ISO 3166-1 alpha-3 code of its state.
    pub country: Option<String>,
    /// First-order division.
    pub admin1: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// GeoNames id.
    pub geonames: Option<u64>,
    /// How exact it is.
    pub precision: PlacePrecision,
    /// Why this place.
    pub reason: String,
}

/// The word that an event hangs on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Trigger {
    /// Where it stands.
    #[serde(flatten)]
    pub offsets: Offsets,
    /// The word.
    pub text: String,
}

/// The words that an event rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Index of the sentence in the document, counted from 0.
    pub sentence: usize,
    /// The clause.
    #[serde(flatten)]
    pub offsets: Offsets,
    /// The word in it that made the rule fire.
    pub trigger: Trigger,
}

/// Who did what to whom, when, where, according to whom, and how sure.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Stable hash of document, evidence, act and parties.
    pub id: String,
    /// What is (to be) done.
    pub act: Act,
    /// How real it is.
    pub status: Status,
    /// The same, folded as the codebook says.
    pub plover: Folded,
    /// CAMEO code.
    pub cameo: Option<String>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// PLOVER score, -10 to 10.
    pub scale: f64,
    /// Goldstein value of the CAMEO code, -10 to 10.
    pub goldstein: Option<f64>,
    /// Who acts.
    pub actors: ActorList,
    /// Toward whom.
    pub recipients: ActorList,
    /// Whether all parties act alike (a meeting).
    pub reciprocal: bool,
    /// How many, where the act has a number.
    pub count: Option<Count>,
    /// When.
    pub time: Option<TimeSpan>,
    /// Where.
    pub place: Option<Place>,
    /// Who says so, outermost speaker first.
    pub attributed_to: Vec<Party>,
    /// Whether it is history rather than news.
    pub background: bool,
    /// The words it rests on.
    pub evidence: Evidence,
    /// Further stretches of the document that report the same event.
    pub mentions: Vec<Offsets>,
    /// Id of the rule that made it.
    pub rule: String,
    /// 0 to 1.
    pub confidence: f64,
}
