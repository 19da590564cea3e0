//! Numbers and memberships that the text states.
//!
//! In: a [`crate::text::Text`], its mentions, the word lists, and for memberships the world. Out:
//! [`dateline_record::Figure`]s and [`dateline_record::Membership`]s. Never: events; a number is not
//! checked against anything, a membership only against the world.
//!
//! *Iran, which joined the bloc in 2023, has 4% of its oil.* states the membership of Iran since 2023
//! and the figure 4 percent of oil.

mod figure;
mod measure;
mod membership;
mod number;
mod parties;
mod runs;
mod scan;
mod since;
#[cfg(test)]
mod tests;
mod verdict;

pub use figure::figures;
pub use membership::memberships;
