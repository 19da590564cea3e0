//! Which of two readings of a name stays.
//!
//! In: a name that the tree marks, and the names of the world inside it. Out: the longer name, or
//! none where the shorter ones are better. Never: names that the tree does not mark.
//!
//! *Bank of Japan* stays whole although *Japan* is known; *Chile Peru*, where a verb was left out,
//! stays two states.

use std::ops::Range;

use dateline_parse::NameKind;
use dateline_world::{Candidate, EntityKind, NameType, Referent};

use super::{Meaning, NameUse, Scanner, name};

impl Scanner<'_, '_> {
    /// The tree's name where it is better than the world's names that it overlaps.
    pub(super) fn prefer(
        &self,
        tokens: &Range<usize>,
        kind: NameKind,
        inside: &[NameUse],
    ) -> Option<NameUse> {
        let whole =
            |name: &NameUse| name.tokens.start <= tokens.start && tokens.end <= name.tokens.end;
        let nobody = |name: &&NameUse| !name.is_person();
        let Some(first) = inside.iter().find(nobody).or(inside.first()) else {
            return Some(name(tokens.clone(), Meaning::Other(kind)));
        };
        if inside.iter().any(whole)
            || inside
                .iter()
                .any(|name| matches!(name.meaning, Meaning::Person(..)))
        {
            return None;
        }
        if self.are_states(tokens, inside) {
            return None;
        }
        match kind {
            NameKind::Person => self.prefer_person(tokens, inside),
            NameKind::Group | NameKind::Language => None,
            NameKind::State | NameKind::Location => {
                let rest = tokens.clone().filter(|token| !first.tokens.contains(token));
                let longer = rest
                    .into_iter()
                    .any(|token| self.is_capital(token) && !self.is_noun_of_state(token));
                longer.then(|| name(tokens.clone(), Meaning::Other(NameKind::Location)))
            }
            _ => self.prefer_body(tokens, kind, first),
        }
    }

    /// Whether several names of states make up all of a longer one, as where a verb was left out:
    /// "and Norway Iraq".
    fn are_states(&self, tokens: &Range<usize>, inside: &[NameUse]) -> bool {
        let is_state = |name: &NameUse| match name.meaning {
            Meaning::Entity(id, name_type, _) => {
                let colours = matches!(name_type, NameType::Adjective | NameType::Demonym);
                self.world.entity(id).kind == EntityKind::State && !colours
            }
            _ => false,
        };
        let covered: usize = inside.iter().map(|name| name.tokens.len()).sum();
        inside.len() > 1 && covered >= tokens.len() && inside.iter().all(is_state)
    }

    fn prefer_person(&self, tokens: &Range<usize>, inside: &[NameUse]) -> Option<NameUse> {
        let surname = inside
            .iter()
            .find(|name| matches!(name.meaning, Meaning::Surname(_)));
        let full = surname.and_then(|surname| self.same_person(tokens, surname));
        let meaning = full.unwrap_or(Meaning::Other(NameKind::Person));
        Some(name(tokens.clone(), meaning))
    }

    /// The person of the world whose surname and first name (or initial) stand in the tokens.
    fn same_person(&self, tokens: &Range<usize>, surname: &NameUse) -> Option<Meaning> {
        let Meaning::Surname(candidates) = &surname.meaning else {
            return None;
        };
        if surname.tokens.end != tokens.end {
            return None;
        }
        let first = self.words[tokens.start]
            .trim_end_matches('.')
            .to_lowercase();
        let fits = |candidate: &&Candidate| {
            let Referent::Person(id) = candidate.referent else {
                return false;
            };
            let full = self.world.person(id).name.to_lowercase();
            let given = full.split([' ', '-']).next().unwrap_or_default();
            given == first || (first.chars().count() == 1 && given.starts_with(&first))
        };
        let candidate = candidates.iter().find(fits)?;
        let Referent::Person(id) = candidate.referent else {
            return None;
        };
        Some(Meaning::Person(id, candidate.row.clone()))
    }

    /// A longer name of a body or thing with a known name inside it.
    fn prefer_body(
        &self,
        tokens: &Range<usize>,
        kind: NameKind,
        first: &NameUse,
    ) -> Option<NameUse> {
        if first.tokens.start < tokens.start || first.tokens.end > tokens.end {
            return None;
        }
        let last = tokens.end - 1;
        let meeting = self
            .lexicon
            .set("reference-meetings")
            .has(&self.words[last].to_lowercase());
        if meeting && matches!(kind, NameKind::Organisation | NameKind::Happening) {
            return None;
        }
        let is_owner = match first.meaning {
            Meaning::Entity(id, ..) => self.world.entity(id).kind != EntityKind::Region,
            _ => false,
        };
        let is_common = is_owner
            && first.tokens.start == tokens.start
            && self.is_noun_of_state(last)
            && self.noun_start(last) <= first.tokens.end + 1;
        if is_common && kind == NameKind::Organisation {
            return None;
        }
        let mut longer = name(tokens.clone(), Meaning::Other(kind));
        longer.inner = Some(first.meaning.clone());
        Some(longer)
    }
}
