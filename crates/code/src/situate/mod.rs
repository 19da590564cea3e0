//! Where an event stands: in time, in space, in reality, and according to whom.
//!
//! In: a [`crate::text::Text`] and what the coder found in it. Out: times, places, status and
//! speakers. Never: the events themselves.
//!
//! *Fidan met Lavrov in Antalya on Friday, aides said.* is on a Friday, in Antalya, according to
//! aides.

pub mod place;
pub mod speaker;
pub mod time;

#[cfg(test)]
mod testing;
