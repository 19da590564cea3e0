//! The place where most of what a text tells takes place.
//!
//! In: the places of the text with their roles. Out: one of them, or none. Never: the place of one
//! event.
//!
//! *Police fired at crowds in Dakar. Shops closed.* has the scene Dakar.

use dateline_world::{PlaceId, PlaceKind, World};

use super::{PlaceMention, PlaceRole};
use crate::lexicon::Lexicon;
use crate::text::{Node, Text};

/// Whether a place is one of what is told, not of the telling ("told reporters in Cairo").
pub(super) fn is_told(mention: &PlaceMention, text: &Text, lexicon: &Lexicon) -> bool {
    let head = text.node(mention.sentence, mention.head);
    let verb = head.ancestors().find(Node::is_verb);
    verb.is_none_or(|verb| !lexicon.set("place-speech-verbs").has(verb.lemma()))
}

/// The town where most of what is told takes place: named as a location in the headline, the
/// standfirst or the first sentences, or else the dateline's.
pub(super) fn scene(
    all: &[PlaceMention],
    told: &[bool],
    text: &Text,
    world: &World,
    dateline: Option<PlaceId>,
) -> Option<usize> {
    let located = |mention: &&PlaceMention| {
        let kind = world.place(mention.place).kind;
        let exact = matches!(kind, PlaceKind::City | PlaceKind::Site | PlaceKind::Region);
        exact && matches!(mention.role, PlaceRole::Location | PlaceRole::Goal)
    };
    let bodies = text
        .sentences
        .iter()
        .filter(|view| !view.kind().is_support() && view.kind().is_coded());
    let last_lead = bodies.take(LEAD).last().map_or(0, |view| view.index);
    let weight = |mention: &PlaceMention| {
        let lead = mention.sentence <= last_lead;
        if lead { LEAD_WEIGHT } else { 1 }
    };
    let mut totals: Vec<(PlaceId, usize, usize)> = Vec::new();
    for (index, mention) in all
        .iter()
        .enumerate()
        .filter(|(index, mention)| told[*index] && located(mention))
    {
        match totals.iter_mut().find(|total| total.0 == mention.place) {
            Some(total) => total.1 += weight(mention),
            None => totals.push((mention.place, weight(mention), index)),
        }
    }
    for total in &mut totals {
        total.1 += if Some(total.0) == dateline {
            LEAD_WEIGHT
        } else {
            0
        };
    }
    let best = totals.iter().map(|total| total.1).max()?;
    let leader = totals.iter().find(|total| total.1 == best)?;
    (best >= LEAD_WEIGHT).then_some(leader.2)
}

const LEAD: usize = 2;
const LEAD_WEIGHT: usize = 3;
