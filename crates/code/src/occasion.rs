//! Gatherings that a document speaks of: who convenes them.
//!
//! In: text and mentions. Out: for each noun like *summit* the organisation whose gathering it is,
//! and for each sentence the gathering spoken of last. Never: when and where (events say that).
//!
//! *The SCO summit opens today. Modi will not attend.*: *summit* is the SCO's, and so is what Modi
//! does not attend.

use dateline_parse::Label;
use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;
use crate::mention::{ActorKind, Mentions};
use crate::text::{Node, Text};

/// How many sentences open a text, headline and byline included.
const OPENING: usize = 4;

/// How often an organisation must be mentioned to be what the text is about.
const OFTEN: usize = 3;

/// Conveners by sentence and token; for a sentence as a whole under the token `usize::MAX`.
pub fn conveners(
    text: &Text,
    mentions: &Mentions,
    lexicon: &Lexicon,
) -> FxHashMap<(usize, usize), usize> {
    let gatherings = lexicon.set("gatherings");
    let mut found = FxHashMap::default();
    let main = main_convener(text, mentions, lexicon);
    let mut last = main;
    let mut paragraph = None;
    for view in &text.sentences {
        if paragraph.replace(view.sentence().paragraph) != Some(view.sentence().paragraph) {
            last = main;
        }
        for node in view
            .nodes()
            .filter(|node| gatherings.has(node.lemma_lowered()))
        {
            let own = own_convener(mentions, node);
            if let Some(actor) = own.or(last) {
                found.insert((view.index, node.token), actor);
            }
            last = own.or(last);
        }
        if let Some(actor) = last {
            found.insert((view.index, usize::MAX), actor);
        }
    }
    found
}

/// The organisation whose gathering the text speaks of most often; the first one when several are
/// equal.
fn main_convener(text: &Text, mentions: &Mentions, lexicon: &Lexicon) -> Option<usize> {
    let gatherings = lexicon.set("gatherings");
    let nodes = text.sentences.iter().flat_map(|view| view.nodes());
    let named = nodes.filter(|node| gatherings.has(node.lemma_lowered()));
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for actor in named.filter_map(|node| own_convener(mentions, node)) {
        count(&mut counts, actor);
    }
    most_frequent(counts.into_iter()).or_else(|| main_organisation(mentions))
}

/// The organisation that the text is about, when no gathering has a convener of its own: named in
/// the opening and taken up again and again.
fn main_organisation(mentions: &Mentions) -> Option<usize> {
    let is_organisation = |actor: &usize| mentions.actors[*actor].kind == ActorKind::Organisation;
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for mention in &mentions.all {
        for actor in mention.actors.iter().copied().filter(is_organisation) {
            if mention.sentence < OPENING || counts.iter().any(|(known, _)| *known == actor) {
                count(&mut counts, actor);
            }
        }
    }
    most_frequent(counts.into_iter().filter(|(_, times)| *times >= OFTEN))
}

fn count(counts: &mut Vec<(usize, usize)>, actor: usize) {
    match counts.iter_mut().find(|(known, _)| *known == actor) {
        Some((_, count)) => *count += 1,
        None => counts.push((actor, 1)),
    }
}

/// The first of those that were counted most often.
fn most_frequent(counts: impl DoubleEndedIterator<Item = (usize, usize)>) -> Option<usize> {
    counts
        .rev()
        .max_by_key(|(_, count)| *count)
        .map(|(actor, _)| actor)
}

/// "the SCO summit", "NATO's summit", "a meeting of the SCO", "a BRICS members' meeting".
fn own_convener(mentions: &Mentions, noun: Node) -> Option<usize> {
    let is_modifier = |child: &Node| {
        matches!(
            child.label(),
            Label::Compound | Label::Poss | Label::Nmod | Label::Amod
        )
    };
    let direct: Vec<Node> = noun.children().filter(is_modifier).collect();
    let nested = direct
        .iter()
        .flat_map(|node| node.children().filter(is_modifier));
    let of = noun.prepositional("of");
    let mut all: Vec<Node> = direct.iter().copied().chain(nested).chain(of).collect();
    all.push(noun);
    all.into_iter()
        .find_map(|node| organisation_at(mentions, node))
}

fn organisation_at(mentions: &Mentions, node: Node) -> Option<usize> {
    let mention = mentions.at(node.view().index, node.token)?;
    let is_organisation = |actor: &&usize| mentions.actors[**actor].organisation.is_some();
    mention.actors.iter().find(is_organisation).copied()
}
