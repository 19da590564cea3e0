//! Whom and what a word names.
//!
//! In: a word of a sentence. Out: the mention that it heads, its actors or its place, as fillers of
//! a role. Never: anybody who stands beside the word.
//!
//! For *Fidan met Lavrov in Antalya* the word *Lavrov* gives an actor, and *Antalya* a host.

use super::Scene;
use super::fill::Filled;
use crate::mention::Mention;
use crate::text::Node;

/// The mention that a node heads.
pub(super) fn mention_at<'a>(scene: &'a Scene, node: Node) -> Option<&'a Mention> {
    scene.mentions.at(node.view().index, node.token)
}

/// The actors that a node names.
pub(super) fn party(scene: &Scene, node: Node) -> Option<Vec<Filled>> {
    let mention = mention_at(scene, node)?;
    if mention.actors.is_empty() {
        return None;
    }
    let at = (node.view().index, node.token);
    Some(
        mention
            .actors
            .iter()
            .map(|&actor| Filled {
                actor: Some(actor),
                place: None,
                at,
            })
            .collect(),
    )
}

/// The place that a node names, as host.
pub(super) fn host(scene: &Scene, node: Node) -> Option<Vec<Filled>> {
    let at = (node.view().index, node.token);
    let place = *scene.places.get(&at)?;
    Some(vec![Filled {
        actor: None,
        place: Some(place),
        at,
    }])
}
