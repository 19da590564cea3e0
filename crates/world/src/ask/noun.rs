//! Bodies of a state, and people or forces.
//!
//! In: the words of a mention that ends in a common noun. Out: the body that the tables have for it,
//! else an unnamed party with the sector of the noun and the codes of its owner. Never: a person.
//!
//! *Norway's Ministry of Defence* is a body of Norway, *Israeli jets* a force of Israel.

use super::cues::Part;
use super::evidence::LONGEST_TITLE;
use super::{Asker, Meaning};
use crate::compile::normal;
use crate::model::{EntityKind, Referent};
use std::ops::Range;

/// Sector of a people.
const CIVILIANS: &str = "CVL";

/// What a common noun names.
pub(crate) enum Noun {
    /// A body: key and sector.
    Body(String, String),
    /// People or forces: sector.
    People(String),
}

impl Asker<'_> {
    /// The noun of the mention that names a body or people, before any link: where, and its sector.
    pub(crate) fn noun(&self, words: &[&str]) -> Option<(Range<usize>, Noun)> {
        let end = self.head_end(words);
        for start in 0..words.len() {
            let longest = (words.len() - start).min(LONGEST_TITLE);
            let body = (1..=longest).rev().find_map(|length| {
                let phrase = words[start..start + length].join(" ");
                let noun = self.world.body_noun(&phrase)?;
                let known = (noun.key.to_owned(), noun.sector.to_owned());
                (start < end).then_some((start..start + length, Noun::Body(known.0, known.1)))
            });
            if body.is_some() {
                return body;
            }
            let people = words[start..end.max(start)].join(" ");
            if let Some(sector) = self.people(&people) {
                return Some((start..end, Noun::People(sector)));
            }
        }
        None
    }

    /// Where the words before the first link end.
    pub(crate) fn head_end(&self, words: &[&str]) -> usize {
        let link = |word: &&str| {
            let plain = normal::phrase(word, &[]);
            self.cues.has(&plain, Part::Connector) || self.cues.has(&plain, Part::BeforePlace)
        };
        words
            .iter()
            .position(link)
            .filter(|at| *at > 0)
            .unwrap_or(words.len())
    }

    /// Sector of a common noun for people, singular or plural.
    pub(crate) fn people(&self, phrase: &str) -> Option<String> {
        let plain = normal::phrase(phrase, &[]);
        let forms = std::iter::once(plain.clone()).chain(self.cues.singulars(&plain));
        let found = forms.into_iter().find_map(|form| self.world.agent(&form));
        found.map(|agent| agent.sector.to_owned())
    }

    pub(crate) fn of_noun(&self, words: &[&str]) -> Option<Vec<Meaning>> {
        let (range, noun) = self.noun(words)?;
        let inside = || match range.len() {
            0 | 1 => None,
            _ => self.owner_in(&words[range.clone()]),
        };
        let before = self.owner_in(&words[..range.start]).or_else(inside);
        let before = before.map(|(owner, _)| owner);
        let after = || {
            self.owner_in(&words[range.end.min(words.len())..])
                .map(|(owner, _)| owner)
        };
        let owner = before.or_else(after).or_else(|| self.owner_of_clause());
        let meaning = match noun {
            Noun::Body(key, sector) => self.body(words, owner.as_ref(), &key, &sector),
            Noun::People(sector) => self.people_of(words, owner.as_ref(), &sector),
        };
        Some(vec![meaning])
    }

    /// A body of a state: the one that the tables have, else one with its sector and state.
    pub(crate) fn body(
        &self,
        words: &[&str],
        owner: Option<&Meaning>,
        key: &str,
        sector: &str,
    ) -> Meaning {
        let state = owner.and_then(|owner| owner.country.as_deref());
        let id = state.map(|code| format!("{}.{key}", code.to_lowercase()));
        match id.and_then(|id| self.world.entity_by_id(&id)) {
            Some(id) => self.of_entity(id),
            None => self.unnamed(words, owner, sector),
        }
    }

    /// People or forces: of a group they are the group, of a state a part of it.
    pub(crate) fn people_of(
        &self,
        words: &[&str],
        owner: Option<&Meaning>,
        sector: &str,
    ) -> Meaning {
        if let Some(owner) = owner
            && let Some(Referent::Entity(id)) = owner.referent
            && matches!(self.world.kind(id), EntityKind::Group)
            && owner.sector.as_deref() != Some(CIVILIANS)
        {
            return owner.clone();
        }
        self.unnamed(words, owner, sector)
    }
}
