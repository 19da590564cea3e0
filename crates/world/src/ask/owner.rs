//! Whose something is.
//!
//! In: words of a mention, or the clause around it. Out: the state, organisation, body or group that
//! they name first, or that the clause speaks of. Never: the owner of a post that others may have, from
//! a place where something merely happens.
//!
//! In *the president of Kenya spoke* the mention *the president* is Kenya's.

use super::cues::Part;
use super::weigh::Claim;
use super::{Asker, Meaning};
use crate::model::{EntityId, PlaceId, Referent};
use std::ops::Range;

/// Owners up to which a title tells whose it is.
const FEW_OWNERS: usize = 4;

impl Asker<'_> {
    /// The state or organisation that a party belongs to, as an entity.
    pub(crate) fn seat_of(&self, owner: &Meaning) -> Option<EntityId> {
        let code = owner.country.as_deref().or(owner.organisation.as_deref())?;
        self.world.entity_by_id(code)
    }

    /// The first name among some words that can own something, and where it ends.
    pub(crate) fn owner_in(&self, words: &[&str]) -> Option<(Meaning, usize)> {
        for at in 0..words.len() {
            let Some(found) = self.world.longest_name(&words[at..], self.on) else {
                continue;
            };
            let end = at + found.words;
            let phrase = self.cues.joined(&words[at..end]);
            let ranked = self.weigh(
                self.world.meanings_of(&phrase, self.on, false),
                &Claim::default(),
            );
            let owner = ranked.iter().find_map(|item| match item.referent {
                Referent::Entity(id) => Some(self.of_entity(id)),
                Referent::Place(id) => self.state_of(id),
                Referent::Person(_) => self
                    .code_of(item.referent)
                    .and_then(|code| Some(self.of_entity(self.world.entity_by_id(&code)?))),
            });
            if let Some(owner) = owner {
                return Some((owner, end));
            }
        }
        None
    }

    pub(crate) fn state_of(&self, place: PlaceId) -> Option<Meaning> {
        let code = self.world.place(place).country?;
        Some(self.of_entity(self.world.entity_by_id(code)?))
    }

    /// The state or organisation that a title of few owners stands for ("Pope", "Secretary of
    /// State"): one that the clause names, else the largest.
    pub(crate) fn owner_of_title(&self, words: &[&str], title: &Range<usize>) -> Option<Meaning> {
        let owners = self.world.owners_of_title(&words[title.clone()].join(" "));
        if owners.len() > FEW_OWNERS {
            return None;
        }
        let spoken = |owner: &&EntityId| {
            let code = self.world.entity(**owner).id;
            self.evidence
                .hints
                .iter()
                .any(|hint| hint.code == code && !hint.is_place)
        };
        let best = owners.iter().find(spoken);
        let largest = || {
            owners
                .iter()
                .max_by_key(|owner| self.world.thousands(**owner))
        };
        best.or_else(largest).map(|owner| self.of_entity(*owner))
    }

    /// The owner that the clause names right behind the mention ("the president | of Kenya").
    pub(crate) fn owner_behind(&self) -> Option<Meaning> {
        let end = self.clause.span.as_ref()?.end;
        let words = &self.clause.words[end..];
        let links = words.iter().take_while(|word| self.is_link(word)).count();
        let named = self.world.longest_name(words.get(links..)?, self.on)?;
        let owner = self.owner_in(&words[links..links + named.words])?.0;
        (links > 0 && self.clause.follows(end + links, Part::Of)).then_some(owner)
    }

    /// The only state or organisation of the clause that is no mere place in it.
    pub(crate) fn owner_who_acts(&self) -> Option<Meaning> {
        let mut hints = self.evidence.hints.iter().filter(|hint| !hint.is_place);
        let first = hints.next()?;
        let only = hints.all(|hint| hint.code == first.code);
        let id = self.world.entity_by_id(&first.code).filter(|_| only)?;
        Some(self.of_entity(id))
    }

    /// The only state or organisation that the clause speaks of.
    pub(crate) fn owner_of_clause(&self) -> Option<Meaning> {
        let code = self.evidence.only_code()?;
        Some(self.of_entity(self.world.entity_by_id(code)?))
    }
}
