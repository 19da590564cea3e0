//! Who and what the text speaks of.
//!
//! In: a [`crate::text::Text`] and the world. Out: [`Mentions`]: the noun phrases that may be
//! parties, each with the [`Actor`]s that it stands for. Never: what they do.
//!
//! In *Fidan met his Russian counterpart; the two ministers …* there are four mentions: *Fidan*
//! (one actor), *his* (the same), *his Russian counterpart* (Lavrov), *the two ministers* (both).

mod find;
mod marked;
pub(crate) mod name;
mod noun;
mod party;
mod people;
mod person;
pub(crate) mod phrase;
pub(crate) mod register;

use std::ops::Range;

use dateline_record::Span;
use dateline_world::Referent;

pub use find::find;
pub use marked::Marked;
pub(crate) use noun::{incumbent, owned};
pub use people::people;
pub(crate) use phrase::Phrase;

/// What kind of thing an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ActorKind {
    /// One human being.
    Person,
    /// A state, or its government as a whole.
    State,
    /// An international organisation or bloc.
    Organisation,
    /// A body of a state or organisation: ministry, army, court, party, company, outlet.
    Body,
    /// People or forces named by a common noun: "police", "protesters", "two officials".
    #[default]
    Group,
}

/// Somebody or something that can act, known once per document.
#[derive(Debug, Clone, Default)]
pub struct Actor {
    /// What kind of thing it is.
    pub kind: ActorKind,
    /// Fullest name in the text or the world model; for a group the noun phrase without article.
    pub name: String,
    /// Identity: Wikidata item where known, else the world's own id.
    pub entity: Option<String>,
    /// Office with its state or organisation ("President of Russia").
    pub office: Option<String>,
    /// ISO 3166-1 alpha-3 code, or the organisation's abbreviation.
    pub country: Option<String>,
    /// Abbreviation of the organisation, when the actor is one or acts for one.
    pub organisation: Option<String>,
    /// PLOVER sector code.
    pub sector: Option<String>,
    /// Whether it is many (for "they", "the two").
    pub plural: bool,
    /// 'm', 'f' or unknown (for "he", "she").
    pub gender: Option<char>,
    /// Which row of the world model or which stretch of the text gave the codes.
    pub grounds: String,
    /// What it is in the world model, when it is known there.
    pub referent: Option<Referent>,
    /// The role that goes with the office ("hos", "fm"), when the world model has holders of it.
    pub role: Option<String>,
    /// Whether the text gives it a proper name.
    pub named: bool,
    /// Whether it only writes: the author of the text is no party.
    pub author: bool,
}

/// In what form a mention stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A proper name, with or without a title.
    Name,
    /// A common noun: "the ministry", "police", "the two leaders".
    Noun,
    /// A pronoun, also possessive or relative.
    Pronoun,
    /// An adjective or possessor that only colours another noun: "Russian" in "Russian agencies".
    Modifier,
}

/// One noun phrase that may be a party.
#[derive(Debug, Clone)]
pub struct Mention {
    /// Index of its sentence.
    pub sentence: usize,
    /// Its head token, counted from the sentence's first.
    pub head: usize,
    /// Its tokens without relative clauses and other heavy dependents.
    pub tokens: Range<usize>,
    /// The bytes to show for it: title and name, or noun phrase.
    pub span: Span,
    /// In what form it stands.
    pub form: Form,
    /// The actors it stands for (indices into [`Mentions::actors`]); empty when unresolved.
    pub actors: Vec<usize>,
    /// Whether the words can also be, and here are, only a place ("in Moscow").
    pub is_place: bool,
}

/// All mentions and actors of a document.
#[derive(Debug, Default)]
pub struct Mentions {
    /// In the order of the text.
    pub all: Vec<Mention>,
    /// In the order in which they were found.
    pub actors: Vec<Actor>,
    /// For each sentence, for each token, the mention (index into `all`) whose head it is.
    pub by_head: Vec<Vec<Option<usize>>>,
}

impl Mentions {
    /// The mention whose head is token `token` of sentence `sentence`.
    pub fn at(&self, sentence: usize, token: usize) -> Option<&Mention> {
        self.by_head[sentence][token].map(|index| &self.all[index])
    }
}
