//! Coding with the dictionaries of TABARI, PETRARCH and PETRARCH2.
//!
//! In: verb, actor, agent and discard dictionaries that a user owns ([`read`]), later a text with its
//! trees. Out: [`Dictionaries`] with everything that could not be carried over, a folder to keep them
//! in ([`overlay`]), and [`Coded`] events with the dictionaries' own codes ([`engine`]). Never: a
//! dictionary of its own; the project ships none.
//!
//! With the verb line `RESTORE`, the pattern `- * DIPLOMATIC [064]` and the actors `ARNOR [ARN]` and
//! `GONDOR [GON]`, the sentence *Arnor restored diplomatic ties with Gondor* is coded `ARN 064 GON`.

mod codes;
pub mod engine;
mod model;
pub mod overlay;
pub mod pattern;
pub mod read;

pub use codes::Codes;
pub use engine::{Coded, Engine, Side};
pub use model::{
    Actor, ActorCode, Agent, Clause, Counts, Dictionaries, Discard, Period, Scope, Synset, Verb,
    VerbCode, VerbForm, VerbPattern,
};
