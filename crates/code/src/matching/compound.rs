//! Words made of several: what a rule or a class may know them by.
//!
//! In: a node. Out: the names it has with the words joined before it, the longest first. Never:
//! words that stand further away.
//!
//! *fire* in *a cease-fire* is "cease-fire", "cease fire" and "ceasefire"; *strike* in *a drone
//! strike* is "drone strike".

use dateline_parse::Label;

use crate::text::Node;

/// The names of a node with what is joined to it; `word` says in which form the words count.
pub(super) fn compounds<'a>(node: Node<'a>, word: fn(&Node<'a>) -> &'a str) -> Vec<String> {
    let lemma = node.lemma_lowered();
    let mut names: Vec<String> = Vec::new();
    if let Some(first) = node.hyphened() {
        names.extend(spellings(word(&first), lemma));
    }
    let adjacent = |child: &Node| child.token + 1 == node.token;
    let joined = |child: &Node| matches!(child.label(), Label::Compound | Label::Amod);
    let before = node
        .children()
        .find(|child| joined(child) && adjacent(child));
    if let Some(child) = before {
        let last = word(&child);
        if let Some(first) = child.hyphened() {
            let longer = spellings(word(&first), last).map(|pair| format!("{pair} {lemma}"));
            names.extend(longer);
        }
        names.push(format!("{last} {lemma}"));
    }
    names
}

/// The ways in which writers join two words.
fn spellings(first: &str, last: &str) -> [String; 3] {
    [
        format!("{first}-{last}"),
        format!("{first} {last}"),
        format!("{first}{last}"),
    ]
}
