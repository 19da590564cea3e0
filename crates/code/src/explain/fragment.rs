//! The part of a tree that an event rests on.
//!
//! In: an event and its sentence. Out: [`FragmentNode`]s: the words from the trigger to whatever fills
//! a role, and the words between, as an indented tree. Never: the rest of the sentence.
//!
//! For *Eide, who was late, met Lavrov in Oslo* it is *met*, below it *Eide* (actor), *Lavrov*
//! (recipient) and *in*, below that *Oslo* (place).

use std::collections::BTreeSet;

use dateline_record::{Event, Offsets};
use serde::Serialize;

use crate::text::{Node, SentenceView};

/// One word of a fragment; they come in the order in which a tree is read, each after the word above
/// it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FragmentNode {
    /// How many words of the fragment stand above it.
    pub depth: usize,
    /// The word.
    pub word: String,
    /// Its relation to the word above it, as parsers name it; `ROOT` for the sentence's root.
    pub label: String,
    /// What it fills: `trigger`, `actor`, `recipient`, `speaker`, `time`, `place`.
    pub roles: Vec<&'static str>,
    /// Where it stands.
    #[serde(flatten)]
    pub offsets: Offsets,
}

/// The fragment of an event in its sentence.
pub fn fragment(event: &Event, view: &SentenceView) -> Vec<FragmentNode> {
    let roles = roles(event, view);
    let mut kept: BTreeSet<usize> = roles.iter().map(|(token, _)| *token).collect();
    let Some(top) = common(view, &kept) else {
        return Vec::new();
    };
    for token in kept.clone() {
        let above = view
            .node(token)
            .ancestors()
            .take_while(|node| node.token != top);
        kept.extend(above.map(|node| node.token).filter(|_| token != top));
    }
    kept.insert(top);
    let mut nodes = Vec::new();
    add(view.node(top), 0, &kept, &roles, &mut nodes);
    nodes
}

fn add(
    node: Node,
    depth: usize,
    kept: &BTreeSet<usize>,
    roles: &[(usize, &'static str)],
    nodes: &mut Vec<FragmentNode>,
) {
    let own = roles.iter().filter(|(token, _)| *token == node.token);
    nodes.push(FragmentNode {
        depth,
        word: node.word().to_owned(),
        label: node.label().as_str().to_owned(),
        roles: own.map(|(_, role)| *role).collect(),
        offsets: node.view().document.offsets(node.span()),
    });
    for child in node.children().filter(|child| kept.contains(&child.token)) {
        add(child, depth + 1, kept, roles, nodes);
    }
}

/// The tokens that fill roles, each role of a token once.
fn roles(event: &Event, view: &SentenceView) -> Vec<(usize, &'static str)> {
    let mut roles: Vec<(usize, &'static str)> = Vec::new();
    let mut note = |offsets: Offsets, role: &'static str| {
        if let Some(token) = head_of(offsets, view) {
            roles.push((token, role));
        }
    };
    note(event.evidence.trigger.offsets, "trigger");
    let sides = [
        (&event.actors, "actor"),
        (&event.recipients, "recipient"),
        (&event.attributed_to, "speaker"),
    ];
    for (parties, role) in sides {
        parties.iter().for_each(|party| note(party.offsets, role));
    }
    let named = [
        (
            event.time.as_ref().and_then(|time| time.text.as_deref()),
            "time",
        ),
        (event.place.as_ref().map(|place| &*place.text), "place"),
    ];
    for (words, role) in named {
        if let Some(offsets) = words.and_then(|words| found(words, view)) {
            note(offsets, role);
        }
    }
    roles.sort_unstable();
    roles.dedup();
    roles
}

/// Where words stand in a sentence, the first time.
fn found(words: &str, view: &SentenceView) -> Option<Offsets> {
    let whole = view.sentence().span;
    let start = view
        .document
        .words(whole)
        .find(words)
        .filter(|_| !words.is_empty())?;
    let first = whole.start + start;
    let span = dateline_record::Span::new(first, first + words.len());
    Some(view.document.offsets(span))
}

/// The token of a stretch whose head stands outside it; none when it is not of the sentence.
fn head_of(offsets: Offsets, view: &SentenceView) -> Option<usize> {
    let inside = |node: &Node| {
        let own = view.document.offsets(node.span());
        offsets.start <= own.start && own.end <= offsets.end
    };
    let leads = |node: &Node| node.head().is_none_or(|head| !inside(&head));
    let mut nodes = view.nodes().filter(inside);
    nodes.find(leads).map(|node| node.token)
}

/// The lowest token that stands over all of them.
fn common(view: &SentenceView, tokens: &BTreeSet<usize>) -> Option<usize> {
    let path = |token: usize| {
        let own = view.node(token);
        let mut path: Vec<usize> = [token]
            .into_iter()
            .chain(own.ancestors().map(|node| node.token))
            .collect();
        path.reverse();
        path
    };
    let mut paths = tokens.iter().map(|token| path(*token));
    let mut shared = paths.next()?;
    for path in paths {
        let same = shared.iter().zip(&path).take_while(|(a, b)| a == b).count();
        shared.truncate(same);
    }
    shared.last().copied()
}
