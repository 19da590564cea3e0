//! Trees and world to records.
//!
//! In: a [`dateline_record::Document`], the trees of its sentences, a world, rules. Out: a
//! [`dateline_record::Coding`]. Never: files, clocks, network; coding never fails on text.
//!
//! *Fidan met Lavrov in Antalya on Friday.* has two mentions (mention), both resolved in the world
//! (refer), a trigger *met* whose frame fits the rule `consult.meet` (match), a day and a town
//! (situate), and becomes one event `CONSULT/meet`, CAMEO 040 (fold).

pub mod assemble;
pub mod coder;
pub mod explain;
pub mod fold;
pub mod foreign;
pub mod frame;
pub mod gazetteer;
pub mod ground;
pub mod lexicon;
pub mod matching;
pub mod mention;
pub mod merge;
pub mod occasion;
pub mod refer;
pub mod relate;
pub mod rules;
pub mod scorer;
pub mod situate;
pub mod tally;
pub mod text;

pub use coder::{EventCoder, SCHEMA};
