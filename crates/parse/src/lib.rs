//! From tokens to tags, lemmas, trees and names.
//!
//! In: a [`Document`](dateline_record::Document) as the reader leaves it. Out: a [`Tree`] for each
//! of its sentences. Never: meaning; what a tree says about the world is the coder's work.
//!
//! *Fidan met Lavrov.* becomes a tree whose root is *met*, with *Fidan* as its subject and *Lavrov*
//! as its object, both names of persons.
//!
//! The modules below [`parser`] are public for the training command, which must see the very same
//! features.

pub mod attach;
pub mod features;
pub mod hash;
pub mod labeller;
pub mod lemma;
pub mod lexicon;
pub mod model;
pub mod names;
pub mod parser;
pub mod settle;
pub mod table;
pub mod tagger;
pub mod transition;
pub mod tree;
pub mod words;

mod conllu;

pub use conllu::conllu;
pub use model::ModelError;
pub use parser::Parser;
pub use tree::{Label, Name, NameKind, Tag, Tree};
