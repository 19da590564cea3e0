//! The plain data that every stage may name, and the tables of the ontology.
//!
//! In: nothing. Out: [`Span`], [`Document`] and the records that leave the coder
//! ([`Event`], [`Statement`], [`Membership`], [`Figure`], [`Person`]). Never: logic of a stage,
//! files, clocks.
//!
//! *Fidan met Lavrov in Antalya.* is a [`Document`] of one [`Sentence`] with six [`Token`]s; what
//! the coder makes of it is one [`Event`] whose [`Act`] is `CONSULT/meet`.

mod document;
mod event;
mod fault;
mod lexicon;
mod ontology;
mod records;
mod span;
pub mod table;

pub use document::{Document, PublishedBasis, Region, RegionKind, Sentence, Token};
pub use event::{
    Act, ActorList, Count, Event, Evidence, Folded, Party, Place, PlacePrecision, Status, TimeSpan,
    Trigger,
};
pub use fault::Fault;
pub use lexicon::{Lexicon, WordMap, WordSet, toml_fault};
pub use ontology::EventType;
pub use records::{
    Coding, DocumentRecord, Figure, Membership, MembershipKind, Person, QuoteKind, RegionRecord,
    Statement, WorldVerdict,
};
pub use span::{Offsets, Span};
