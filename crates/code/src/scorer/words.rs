//! The words of a sentence as features.
//!
//! In: a pair. Out: the base forms outside the two sides, and the acts that they are triggers of.
//! Never: names of people, states or places.
//!
//! *Oslo thanked Rome* has `w:thank`, `b:thank` (between the two) and `act:SUPPORT`.

use dateline_parse::Tag;

use super::features::Gatherer;
use crate::text::{Node, SentenceView};

/// Tokens of a sentence that are looked at.
const LONGEST: usize = 120;

/// Adds the words of the sentences of both sides.
pub(super) fn describe(gatherer: &mut Gatherer) {
    let pair = gatherer.pair;
    let sentence_of = |marked: Option<&crate::mention::Marked>| marked.map(|one| one.sentence);
    let mut sentences: Vec<usize> = [sentence_of(pair.source), sentence_of(pair.target)]
        .into_iter()
        .flatten()
        .collect();
    sentences.dedup();
    if sentences.is_empty() && !pair.text.sentences.is_empty() {
        sentences.push(0);
    }
    for sentence in sentences {
        let view = &pair.text.sentences[sentence];
        sentence_words(gatherer, view);
    }
}

fn sentence_words(gatherer: &mut Gatherer, view: &SentenceView) {
    let pair = gatherer.pair;
    let inside = |node: &Node| {
        let at = (view.index, node.token);
        let marked = [pair.source, pair.target];
        marked.into_iter().flatten().any(|one| one.contains(at))
    };
    let between = between(gatherer, view);
    for node in view.nodes().take(LONGEST) {
        let word = masked(node);
        if inside(&node) || word == "#" {
            continue;
        }
        if between.contains(&node.token) {
            gatherer.add(format!("b:{word}"));
        }
        gatherer.add(format!("w:{word}"));
        for act in gatherer.evidence(node) {
            gatherer.add(format!("act:{act}"));
        }
    }
}

/// The tokens between the two sides.
fn between(gatherer: &Gatherer, view: &SentenceView) -> std::ops::Range<usize> {
    match (gatherer.pair.source, gatherer.pair.target) {
        (Some(source), Some(target))
            if source.sentence == view.index && target.sentence == view.index =>
        {
            let (first, second) = match source.tokens.start < target.tokens.start {
                true => (source, target),
                false => (target, source),
            };
            first.tokens.end..second.tokens.start.max(first.tokens.end)
        }
        _ => 0..view.len(),
    }
}

/// A word's base form; `#` for a name, `0` for a number.
pub(super) fn masked(node: Node) -> String {
    let named = || {
        let names = &node.view().tree.names;
        names.iter().any(|name| name.tokens.contains(&node.token))
    };
    if node.is_proper() || named() {
        "#".to_owned()
    } else if node.tag() == Tag::Number {
        "0".to_owned()
    } else {
        node.lemma().to_lowercase()
    }
}
