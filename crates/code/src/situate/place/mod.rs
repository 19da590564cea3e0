//! Where.
//!
//! In: a [`Text`], its [`Mentions`] and the [`World`]. Out: [`Places`], the names of places in the
//! text with what they mean and in what role they stand; from them the [`Place`] of an event. Never:
//! the seat of a government that a capital's name stands for ("told Moscow" is no place).
//!
//! In *Fidan flew to Sochi, Russia, and told Kyiv so* there is one goal, Sochi in Russia; *Kyiv* is a
//! party.

mod choose;
mod find;
mod reach;
mod role;
mod scene;
#[cfg(test)]
mod tests;

use std::ops::Range;

use dateline_record::{PlacePrecision, Span};
use dateline_world::{PlaceId, PlaceKind, World};

use crate::lexicon::Lexicon;

pub use self::find::find_places;
pub use self::reach::{Occasion, all_places_of, place_of};

/// In what role the name of a place stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceRole {
    /// Where something is or happens: "in Astana".
    Location,
    /// Where a movement ends: "flew to Moscow", "visited Russia".
    Goal,
    /// Where a movement begins: "from Gaza".
    Source,
    /// Anything else; no event takes its place from it.
    Other,
}

/// A place that the text names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceMention {
    /// Index of its sentence.
    pub sentence: usize,
    /// The token that the rest of its words hang on, counted from the sentence's first.
    pub head: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its bytes.
    pub span: Span,
    /// What it means; for a building that stands for a government, its city.
    pub place: PlaceId,
    /// In what role it stands.
    pub role: PlaceRole,
}

/// All places of a document.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// In the order of the text.
    pub all: Vec<PlaceMention>,
    /// The place of the dateline, else of the byline, with its words.
    pub dateline: Option<(Span, PlaceId)>,
    /// The place where most of what is told takes place (index into `all`).
    pub scene: Option<usize>,
}

/// The record of a place; `reason` is a key of the lexicon's class `place-reasons`.
pub(crate) fn record(
    words: &str,
    place: PlaceId,
    reason: &str,
    world: &World,
    lexicon: &Lexicon,
) -> dateline_record::Place {
    let known = world.place(place);
    let reasons = lexicon.map("place-reasons");
    let name = if is_spelling_of(words, known.name) {
        words
    } else {
        known.name
    };
    dateline_record::Place {
        text: words.to_owned(),
        name: name.to_owned(),
        country: known.country.map(str::to_owned),
        admin1: known
            .admin1
            .filter(|admin1| !admin1.is_empty())
            .map(str::to_owned),
        latitude: Some(known.latitude),
        longitude: Some(known.longitude),
        geonames: known.geonames,
        precision: precision(known.kind),
        reason: reasons.get(reason).unwrap_or(reason).to_owned(),
    }
}

/// Whether words are a name but for its accents ("Izmir" for "İzmir"): then the text's spelling stays.
fn is_spelling_of(words: &str, name: &str) -> bool {
    let alike = |(a, b): (char, char)| a == b || !a.is_ascii() || !b.is_ascii();
    words.chars().count() == name.chars().count() && words.chars().zip(name.chars()).all(alike)
}

/// How exact a place of some kind is.
pub fn precision(kind: PlaceKind) -> PlacePrecision {
    match kind {
        PlaceKind::City | PlaceKind::Site => PlacePrecision::City,
        PlaceKind::Region | PlaceKind::Feature => PlacePrecision::Region,
        PlaceKind::Country => PlacePrecision::Country,
    }
}
