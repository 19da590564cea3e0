//! PLOVER's event types.
//!
//! In: a name. Out: [`EventType`]. Never: folding or scores (these are tables under
//! `data/ontology`).
//!
//! `"CONSULT".parse()` is [`EventType::Consult`].

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! event_types {
    ($($variant:ident $name:literal $doc:literal),* $(,)?) => {
        /// The 16 event types of PLOVER 2.0, in the codebook's order.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
        #[serde(rename_all = "UPPERCASE")]
        pub enum EventType { $(#[doc = $doc] $variant),* }

        impl EventType {
            /// All types, in the codebook's order.
            pub const ALL: &'static [EventType] = &[$(EventType::$variant),*];

            /// The codebook's name.
            pub fn as_str(self) -> &'static str {
                match self { $(EventType::$variant => $name),* }
            }
        }

        impl std::str::FromStr for EventType {
            type Err = String;

            fn from_str(name: &str) -> Result<Self, String> {
                match name {
                    $($name => Ok(EventType::$variant),)*
                    _ => Err(format!("\"{name}\" is no PLOVER event type")),
                }
            }
        }
    };
}

event_types! {
    Agree "AGREE" "Agrees, offers, promises to cooperate.",
    Consult "CONSULT" "Meets, visits, talks, negotiates.",
    Support "SUPPORT" "Praises, endorses, recognises, signs.",
    Concede "CONCEDE" "Yields in words.",
    Cooperate "COOPERATE" "Two-way material cooperation.",
    Aid "AID" "One-way material help.",
    Retreat "RETREAT" "Concessions carried out.",
    Request "REQUEST" "Asks, demands, appeals.",
    Accuse "ACCUSE" "Disapproves, accuses, investigates.",
    Reject "REJECT" "Refuses.",
    Threaten "THREATEN" "Warns of serious consequences.",
    Protest "PROTEST" "Civilian collective physical protest.",
    Sanction "SANCTION" "Reduces relations.",
    Mobilize "MOBILIZE" "Moves forces short of force.",
    Coerce "COERCE" "Represses short of violence.",
    Assault "ASSAULT" "Deliberate physical harm.",
}
