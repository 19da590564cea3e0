//! In what role a name stands.
//!
//! In: the node of a name in its tree. Out: [`PlaceRole`]. Never: whether the name is a place's.
//!
//! In *flew from Kyiv to Sochi for talks in the city of Adler* there are a source, a goal and a
//! location.

use dateline_parse::Label;

use super::PlaceRole;
use crate::lexicon::Lexicon;
use crate::text::Node;

/// So many steps up the tree at most.
const FUEL: usize = 24;

/// The role of the phrase that a node is the head of.
pub(super) fn role_of(node: Node, lexicon: &Lexicon) -> PlaceRole {
    role_within(node, lexicon, FUEL)
}

fn role_within(node: Node, lexicon: &Lexicon, fuel: usize) -> PlaceRole {
    let Some(head) = node.head().filter(|_| fuel > 0) else {
        return PlaceRole::Other;
    };
    match node.label() {
        Label::Appos | Label::Conj if !head.is_verb() => role_within(head, lexicon, fuel - 1),
        Label::Npadvmod | Label::Nmod if head.is_noun() => role_within(head, lexicon, fuel - 1),
        Label::Advmod | Label::Npadvmod if is_part(node, lexicon) => PlaceRole::Location,
        Label::Pobj | Label::Pcomp => role_after(head, node, lexicon, fuel - 1),
        Label::Dobj => role_as_object(head, lexicon),
        Label::Nsubjpass if lexicon.set("place-goal-objects").has(head.lemma()) => {
            PlaceRole::Location
        }
        Label::Compound | Label::Nmod | Label::Amod | Label::Poss => {
            role_before(node, head, lexicon)
        }
        _ => PlaceRole::Other,
    }
}

fn role_as_object(verb: Node, lexicon: &Lexicon) -> PlaceRole {
    if lexicon.set("place-goal-objects").has(verb.lemma()) {
        PlaceRole::Goal
    } else if lexicon.set("place-source-objects").has(verb.lemma()) {
        PlaceRole::Source
    } else {
        PlaceRole::Other
    }
}

/// The role of what follows a preposition.
fn role_after(preposition: Node, node: Node, lexicon: &Lexicon, fuel: usize) -> PlaceRole {
    let word = preposition.lower();
    let has = |class: &str| lexicon.set(class).has(&word);
    let Some(head) = preposition.head() else {
        return PlaceRole::Other;
    };
    if has("place-part-prepositions") {
        return role_of_part(head, lexicon, fuel);
    }
    if has("place-source-prepositions") {
        return role_of_source(head);
    }
    if has("place-goal-prepositions") {
        let moves = goes_somewhere(preposition, lexicon);
        return if moves {
            PlaceRole::Goal
        } else {
            PlaceRole::Other
        };
    }
    let on = has("place-surface-prepositions") && !node.is_proper();
    if on || has("place-location-prepositions") {
        PlaceRole::Location
    } else {
        PlaceRole::Other
    }
}

/// *from Gaza* is a source of movement; *representatives from Qatar* is none.
fn role_of_source(head: Node) -> PlaceRole {
    if head.is_verb() {
        PlaceRole::Source
    } else {
        PlaceRole::Other
    }
}

/// *the outskirts of Paris* stands where *the outskirts* stand.
fn role_of_part(noun: Node, lexicon: &Lexicon, fuel: usize) -> PlaceRole {
    if is_part(noun, lexicon) {
        role_within(noun, lexicon, fuel)
    } else {
        PlaceRole::Other
    }
}

/// Whether a word names a kind or part of a place, or a direction.
fn is_part(word: Node, lexicon: &Lexicon) -> bool {
    let parts = lexicon.set("place-part-nouns");
    parts.has(word.lemma()) || parts.has(&word.lower())
}

/// Whether a verb or noun of movement governs a preposition, also through its object
/// ("deploy forces to").
fn goes_somewhere(preposition: Node, lexicon: &Lexicon) -> bool {
    let motion = lexicon.set("place-motion");
    let Some(head) = preposition.head() else {
        return false;
    };
    if motion.has(head.lemma()) {
        return true;
    }
    if head
        .child(Label::Dobj)
        .is_some_and(|object| motion.has(object.lemma()))
    {
        return true;
    }
    let above = match head.label() {
        Label::Dobj | Label::Nsubjpass | Label::Pobj | Label::Prep | Label::Conj => head.head(),
        _ => None,
    };
    let Some(above) = above else { return false };
    let governor = if above.is_verb() || above.is_noun() {
        Some(above)
    } else {
        above.head()
    };
    governor.is_some_and(|governor| motion.has(governor.lemma()))
}

/// *the Astana summit* is held in Astana.
fn role_before(node: Node, noun: Node, lexicon: &Lexicon) -> PlaceRole {
    let held = lexicon.set("place-event-nouns");
    let known = held.has(noun.lemma()) || held.has(&noun.lower());
    if known && node.label() != Label::Poss {
        PlaceRole::Location
    } else {
        PlaceRole::Other
    }
}
