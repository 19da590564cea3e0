//! News text in, political events out.
//!
//! In: bytes or text with what the caller knows of them ([`Source`]). Out: a [`Coding`]: who did
//! what to whom, when, where, according to whom, and how sure. Never: network, clock, or an error
//! because of what a text says; only unreadable bytes and faulty rule or world files are errors.
//!
//! *Fidan met Lavrov in Antalya on Friday, aides said.* becomes one event `CONSULT/meet` with two
//! actors, a day, a town, and the aides in `attributed_to`.
//!
//! ```
//! let coder = dateline::Coder::new();
//! let coding = coder.code_text("note", "Ministers of the two states met in Oslo.", None);
//! assert_eq!(coding.document.id, "note");
//! ```

mod check;
mod options;
mod pipeline;
mod rules;
mod stages;
mod steps;
mod versions;

pub use check::RuleReport;
pub use dateline_code::SCHEMA;
pub use dateline_code::explain::{
    EventExplanation, Explanation, FragmentNode, Ground, NearMiss, SentenceRegion,
};
pub use dateline_code::relate::{Relation, RelationVerdict};
pub use dateline_code::rules::{Rule, RuleSet};
pub use dateline_parse::Tree;
pub use dateline_parse::conllu;
pub use dateline_read::{Format, ReadError, Source};
pub use dateline_record::{Coding, Document, Event, Fault};
pub use options::Options;
pub use pipeline::Coder;
pub use rules::RuleFiles;
pub use steps::{Stage, Steps};
pub use versions::Versions;
