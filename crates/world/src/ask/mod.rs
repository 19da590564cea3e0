//! Who or what a mention means, on a day, in its clause.
//!
//! In: a [`Question`]: a mention, the clause around it, a day. Out: [`Meaning`]s, best first, each with
//! the row that says so and what decided. Never: a person or state that no row or word names; what is
//! unknown stays empty.
//!
//! *Moscow* in *Moscow expelled sixty diplomats* is Russia's government, in *two bombs went off in
//! Moscow* the town.
//!
//! Names are looked up whole; what is no name is taken apart: a title with its state and its bearer
//! (*the Turkish foreign minister*), a body of a state (*the Kyrgyz Foreign Ministry*), people or
//! forces of a state (*Kenyan police*).

mod clause;
mod cues;
mod describe;
mod evidence;
mod noun;
mod owner;
mod phrase;
mod title;
mod weigh;

pub(crate) use cues::Cues;

use crate::World;
use crate::model::Referent;
use clause::{Clause, Setting};
use evidence::Evidence;
use jiff::civil::Date;

/// A mention to be looked up.
#[derive(Debug, Clone, Copy)]
pub struct Question<'q> {
    /// The words of the mention, as they stand in the text.
    pub mention: &'q str,
    /// The clause around it; empty when there is none.
    pub context: &'q str,
    /// The day of the text.
    pub on: Option<Date>,
}

/// One meaning of a mention.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Meaning {
    /// What of the world it is; none for people, forces and bodies that no row names.
    pub referent: Option<Referent>,
    /// Its usual English name; the words of the mention when no row names it.
    pub name: String,
    /// Wikidata item where known, else the world's own id or the GeoNames number.
    pub entity: Option<String>,
    /// ISO3 of its state, or the abbreviation of its organisation.
    pub country: Option<String>,
    /// Abbreviation of the organisation that it is or belongs to.
    pub organisation: Option<String>,
    /// PLOVER sector; none for a place.
    pub sector: Option<String>,
    /// Post on the day, written out ("President of Russia").
    pub office: Option<String>,
    /// Whether the mention stands for a place and not for a party.
    pub is_place: bool,
    /// Whether the day lies beyond the last confirmation, or what is known ended before it.
    pub stale: bool,
    /// The rows that say so (`file:line`), and what in the clause decided.
    pub reason: String,
}

/// One question under way.
pub(crate) struct Asker<'w> {
    world: &'w World,
    cues: &'w Cues,
    on: Option<Date>,
    clause: Clause<'w>,
    setting: Setting,
    evidence: Evidence,
    /// Whether the mention began with an article.
    articled: bool,
}

impl World {
    /// What a mention means in its clause on a day, best first; none when neither the tables nor its
    /// own words say anything.
    ///
    /// ```
    /// use dateline_world::{Question, World};
    /// let question = Question {
    ///     mention: "Moscow",
    ///     context: "two bombs went off in Moscow",
    ///     on: None,
    /// };
    /// assert!(World::embedded().ask(&question)[0].is_place);
    /// ```
    pub fn ask(&self, question: &Question<'_>) -> Vec<Meaning> {
        let cues = self.cues();
        let tokens = clause::tokens(question.mention, cues);
        let words = phrase::trimmed(&tokens, cues);
        let clause = Clause::new(question.context, &words, cues);
        let mut asker = Asker {
            world: self,
            cues,
            on: question.on,
            setting: Setting::Open,
            clause,
            evidence: Evidence::default(),
            articled: tokens.first().is_some_and(|first| self.is_article(first)),
        };
        asker.setting = asker.clause.setting();
        asker.evidence = asker.gather();
        asker.meanings(&words)
    }
}
