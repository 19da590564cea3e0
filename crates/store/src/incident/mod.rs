//! From reports to incidents: which reports tell of one real act.
//!
//! In: stored reports. Out: incidents: groups of reports, each with the link that decided, their
//! statuses in the course of time, their numbers as ranges, the best time, place and parties. Never: a
//! choice of whom to believe; contradictions are kept.
//!
//! Two agencies and a ministry on one meeting, announced, moved and held, give one incident of three
//! reports with a history of three steps.
//!
//! [`claim`] reduces a report to what is compared, `keys` finds what must be compared, [`compare`]
//! compares two, [`settle`] makes groups; `stored` keeps what is needed for the next addition (and `lately` some of it in memory),
//! `summary` says what the reports of one incident tell together, `view` reads it.

pub mod claim;
mod cluster;
mod compare;
mod finding;
mod keys;
mod lately;
mod matching;
mod memory;
mod party;
mod place;
mod policy;
mod stored;
mod summary;
#[cfg(test)]
mod tests;
mod time;
mod view;

pub use claim::{Claim, Rank, claims_of};
pub use cluster::{Gone, Pool, settle};
pub use compare::{Link, Reason, compare, linked};
pub use finding::Finding;
pub(crate) use lately::Lately;
pub use matching::Matched;
pub use memory::Memory;
pub use policy::Policy;
pub use view::{Incident, IncidentFilter, Member, Range, Step, Voice};
