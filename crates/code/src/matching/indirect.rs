//! Who is meant where a slot's own words do not say: those who suffer the act of a noun, whose a
//! means is, each other, the town behind "the city of".
//!
//! In: the nodes of a slot. Out: parties, or nodes in their stead. Never: whether a rule fits (see
//! [`super::fill`]).
//!
//! *Turkish drones hit the camp*: the drones are a means, and whose they are acts: Turkey.

use dateline_parse::Label;

use super::fill::{Filled, Fills, asks};
use super::named::{host, mention_at, party};
use super::{Matcher, Scene};
use crate::frame::{Frame, Slot};
use crate::mention::ActorKind;
use crate::rules::{Presence, Role, Rule, SlotSpec};
use crate::text::Node;

impl Matcher<'_> {
    /// What only says with what an act is done is no act of its own, and whose it is acts where no
    /// other slot tells who does: "*Turkish* drones hit the camp".
    pub(super) fn take_means<'a>(
        &self,
        scene: &Scene<'a>,
        rule: &Rule,
        frame: &Frame<'a>,
        spec: &SlotSpec,
        nodes: &[Node<'a>],
        fills: &mut Fills<'a>,
    ) {
        if !asks(rule) {
            fills
                .means
                .extend(nodes.iter().filter(|node| node.is_noun()));
        }
        if Slot::from_name(&spec.slot) != Slot::Subject || frame.trigger.is_noun() {
            return;
        }
        for node in nodes {
            let owners = self.means_owners(scene, *node);
            let is_new = |one: &Filled| fills.fallback.iter().all(|known| known.actor != one.actor);
            let new: Vec<Filled> = owners.into_iter().filter(is_new).collect();
            fills.fallback.extend(new);
        }
    }

    /// Whose a means is: "*Israel's* jets", "*Iranian* rockets", "rockets fired *by Iran*".
    fn means_owners(&self, scene: &Scene, node: Node) -> Vec<Filled> {
        let left = |child: &Node| {
            matches!(
                child.label(),
                Label::Poss | Label::Amod | Label::Compound | Label::Nmod
            )
        };
        let before = node.children().filter(left);
        let found: Vec<Filled> = before
            .filter_map(|child| party(scene, child))
            .flatten()
            .collect();
        if !found.is_empty() {
            return found;
        }
        let marks = self.lexicon.set("source-prepositions");
        let clauses = node.all(Label::Acl).flat_map(|clause| clause.children());
        let behind = node.children().chain(clauses);
        behind
            .filter(|child| matches!(child.label(), Label::Prep | Label::Agent))
            .filter(|child| marks.has(child.lemma()))
            .filter_map(|child| child.child(Label::Pobj))
            .filter_map(|child| party(scene, child))
            .flatten()
            .collect()
    }

    /// "each other", "one another's envoys".
    pub(super) fn is_mutual(&self, scene: &Scene, spec: &SlotSpec, nodes: &[Node]) -> bool {
        let toward = matches!(
            spec.role,
            Role::Recipient | Role::OwnerRecipient | Role::Host
        );
        if !toward {
            return false;
        }
        let mutual = self.lexicon.set("mutual-pronouns");
        let pair = |first: Node, second: Node| {
            let words = || format!("{} {}", first.lowered(), second.lowered());
            mutual.opens(first.lowered()) && mutual.has(&words())
        };
        let turns = |node: Node| {
            let (before, after) = (node.token.checked_sub(1), node.token + 1);
            before.is_some_and(|before| pair(node.at(before), node))
                || after < node.view().len() && pair(node, node.at(after))
        };
        let of_each = |node: &Node| {
            let owner = node.child(Label::Poss).filter(|owner| turns(*owner));
            owner.is_some() && (spec.is_open() || self.in_class(scene, spec, *node))
        };
        nodes.iter().all(|node| turns(*node) || of_each(node))
    }
}

/// Whether the slot is the one for those who suffer the act of a noun: the first that asks for a
/// recipient and must be there, else the first of all.
pub(super) fn takes_affected(rule: &Rule, spec: &SlotSpec) -> bool {
    let is_toward = |one: &&SlotSpec| {
        let toward = matches!(
            one.role,
            Role::Recipient | Role::Host | Role::OwnerRecipient
        );
        toward && Slot::from_name(&one.slot) != Slot::Subject
    };
    let mut toward = rule.frame.iter().filter(is_toward);
    let must = |one: &&SlotSpec| matches!(one.presence, Presence::Required | Presence::Either);
    let chosen = toward.clone().find(must).or_else(|| toward.next());
    chosen.is_some_and(|chosen| chosen.slot == spec.slot)
}

/// Those who do what a noun without an object of its own names: "the visit *of the king*".
pub(super) fn doers<'f, 'a>(rule: &Rule, frame: &'f Frame<'a>) -> &'f [Node<'a>] {
    let asked = |spec: &SlotSpec| {
        let slot = Slot::from_name(&spec.slot);
        slot == Slot::Object || frame.fillers(slot) == frame.fillers(Slot::Object)
    };
    match rule.frame.iter().any(asked) {
        true => &[],
        false => frame.fillers(Slot::Object),
    }
}

/// Whether a node names people: somebody by name, or a group by a noun for people.
pub(super) fn is_human(scene: &Scene, node: Node) -> bool {
    mention_at(scene, node).is_some_and(|mention| {
        let human = |actor: &usize| {
            matches!(
                scene.mentions.actors[*actor].kind,
                ActorKind::Person | ActorKind::Group
            )
        };
        mention.actors.iter().any(human)
    })
}

/// The place whose name stands behind a common noun: "the city of Rome", "the capital Kabul".
pub(super) fn named_place(scene: &Scene, node: Node) -> Option<Vec<Filled>> {
    if node.is_proper() || !node.is_noun() {
        return None;
    }
    let behind = node
        .all(Label::Prep)
        .filter_map(|before| before.child(Label::Pobj));
    let names = node.all(Label::Appos).chain(behind).filter(Node::is_proper);
    let is_place = |name: &Node| {
        scene.places.contains_key(&(name.view().index, name.token))
            || mention_at(scene, *name).is_some_and(|mention| mention.is_place)
    };
    let name = names
        .filter(is_place)
        .find(|name| name.token > node.token)?;
    party(scene, name).or_else(|| host(scene, name))
}
