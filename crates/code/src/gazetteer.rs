//! What the world says of a name's kind.
//!
//! In: the words of a name. Out: the kind of name that it is by all its meanings together. Never:
//! which of them is meant, and no answer where they differ in kind or need a context.
//!
//! *Transnistria* is a state to the analyser, *Moldovan* a group of people; *Georgia* is a state in
//! either meaning, *Jordan* may be a person and gets no answer.

use dateline_parse::NameKind;
use dateline_parse::settle::KnownNames;
use dateline_world::{Candidate, EntityKind, NameType, PlaceKind, Referent, World};

/// The world as the analyser asks it.
#[derive(Debug, Clone)]
pub struct Gazetteer(pub World);

impl KnownNames for Gazetteer {
    fn kind_of(&self, words: &[&str]) -> Option<NameKind> {
        let candidates = self.0.longest_name(words, None)?;
        if candidates.words != words.len() {
            return None;
        }
        let mut kinds = candidates
            .candidates
            .iter()
            .map(|candidate| kind_of(&self.0, candidate));
        let first = kinds.next()??;
        kinds.all(|kind| kind == Some(first)).then_some(first)
    }
}

fn kind_of(world: &World, candidate: &Candidate) -> Option<NameKind> {
    match candidate.referent {
        Referent::Person(_) => Some(NameKind::Person),
        Referent::Place(place) => Some(match world.place(place).kind {
            PlaceKind::City | PlaceKind::Region | PlaceKind::Country => NameKind::State,
            PlaceKind::Site => NameKind::Facility,
            PlaceKind::Feature => NameKind::Location,
        }),
        Referent::Entity(entity) => kind_of_entity(world.entity(entity).kind, candidate.name_type),
    }
}

fn kind_of_entity(kind: EntityKind, name: NameType) -> Option<NameKind> {
    if matches!(name, NameType::Adjective | NameType::Demonym) {
        return Some(NameKind::Group);
    }
    match kind {
        EntityKind::State | EntityKind::Territory | EntityKind::Defacto | EntityKind::Historic => {
            Some(NameKind::State)
        }
        EntityKind::Region => Some(NameKind::Location),
        _ if name == NameType::Metonym => None,
        _ => Some(NameKind::Organisation),
    }
}
