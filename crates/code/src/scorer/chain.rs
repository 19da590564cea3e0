//! The chain of words that joins two parties in the tree.
//!
//! In: a pair. Out: features on the verbs above the source, what they govern, and the path to the
//! target. Never: names.
//!
//! In *Oslo agreed to lift sanctions on Rome* the chain is *agree*, *lift*, *sanction*: `v1:agree`,
//! `v2:lift`, `v2-object:lift sanction`, `path:agree lift sanction on`.

use dateline_parse::Label;

use super::features::Gatherer;
use super::words::masked;
use crate::frame::{is_passive, lemma_with_particle};
use crate::mention::Marked;
use crate::relate::Pair;
use crate::text::Node;

/// Nodes of a chain at most.
const LONGEST: usize = 5;

/// The chain of a pair.
pub(super) struct Chain<'a> {
    /// Verbs and nouns that carry what the source does, from the nearest on.
    carriers: Vec<Node<'a>>,
    /// The nodes between source and target, ends excluded.
    path: Vec<Node<'a>>,
    /// Where the way up from the source meets the way up from the target.
    meeting: Option<Node<'a>>,
    source: Option<Node<'a>>,
    target: Option<Node<'a>>,
}

impl<'a> Chain<'a> {
    /// The chain of a pair.
    pub(super) fn of(pair: &'a Pair<'a>) -> Chain<'a> {
        let node = |marked: &Marked| pair.text.node(marked.sentence, marked.head);
        let (source, target) = (pair.source.map(node), pair.target.map(node));
        let (path, meeting) = match (source, target) {
            (Some(source), Some(target)) => path(source, target),
            _ => (Vec::new(), None),
        };
        Chain {
            carriers: source.map(carriers).unwrap_or_default(),
            path,
            meeting,
            source,
            target,
        }
    }

    /// Adds the features of the chain.
    pub(super) fn describe(&self, gatherer: &mut Gatherer) {
        for (place, carrier) in self.carriers.iter().enumerate() {
            carrier_features(gatherer, *carrier, place + 1);
        }
        for pair in self.carriers.windows(2) {
            let words: Vec<String> = pair.iter().map(|node| key(*node)).collect();
            gatherer.add(format!("chain:{}", words.join(" ")));
        }
        self.describe_path(gatherer);
        self.describe_target(gatherer);
        self.evidence(gatherer);
    }

    fn describe_path(&self, gatherer: &mut Gatherer) {
        let words: Vec<String> = self.path.iter().map(|node| key(*node)).collect();
        for word in words.iter().filter(|word| *word != "#") {
            gatherer.add(format!("path:{word}"));
        }
        if words.len() <= LONGEST && self.meeting.is_some() {
            gatherer.add(format!("path:{}", words.join(" ")));
        }
        let (Some(meeting), Some(source), Some(target)) = (self.meeting, self.source, self.target)
        else {
            return;
        };
        let (source, target) = (source.label().as_str(), target.label().as_str());
        gatherer.add(format!("top:{}", key(meeting)));
        gatherer.add(format!("top:{} {source} {target}", key(meeting)));
    }

    fn describe_target(&self, gatherer: &mut Gatherer) {
        let Some(target) = self.target else { return };
        let above: Vec<String> = target.ancestors().take(3).map(key).collect();
        for length in 1..=above.len() {
            gatherer.add(format!("target-under:{}", above[..length].join(" < ")));
        }
    }

    /// The acts that the words of the chain are triggers of.
    fn evidence(&self, gatherer: &mut Gatherer) {
        let objects = self.carriers.iter().flat_map(|node| node.all(Label::Dobj));
        let nodes: Vec<Node> = self
            .carriers
            .iter()
            .chain(&self.path)
            .copied()
            .chain(objects)
            .collect();
        for node in nodes {
            for act in gatherer.evidence(node) {
                gatherer.add(format!("chain-act:{act}"));
            }
        }
    }
}

/// Verbs (and nouns of action) that carry what a party does: the word above it and, downward, what
/// that governs as infinitive, clause or object.
fn carriers<'a>(source: Node<'a>) -> Vec<Node<'a>> {
    let first = source.ancestors().find(|node| node.is_verb());
    let Some(first) = first.or_else(|| source.head()) else {
        return vec![source];
    };
    let mut carriers = vec![first];
    while carriers.len() < 4 {
        let last = carriers[carriers.len() - 1];
        let below = last.children().find(|child| {
            matches!(child.label(), Label::Xcomp | Label::Ccomp | Label::Pcomp)
                && child.is_verb()
                && !carriers.contains(child)
        });
        let within = || {
            let objects = last.all(Label::Dobj);
            objects
                .flat_map(|object| object.children())
                .find(|child| child.label() == Label::Acl && child.is_verb())
        };
        match below.or_else(within) {
            Some(next) => carriers.push(next),
            None => break,
        }
    }
    carriers
}

fn carrier_features(gatherer: &mut Gatherer, node: Node, place: usize) {
    let lemma = key(node);
    gatherer.add(format!("v{place}:{lemma}"));
    gatherer.add(format!("v:{lemma}"));
    gatherer.add(format!("v{place}-tag:{}", node.tag().as_str()));
    if is_passive(node) {
        gatherer.add(format!("v{place}-passive:{lemma}"));
    }
    for child in node.children() {
        match child.label() {
            Label::Aux => {
                gatherer.add(format!("v{place}-aux:{}", child.lower()));
                future(gatherer, child);
            }
            Label::Neg => gatherer.add(format!("v{place}-not")),
            Label::Dobj | Label::Nsubjpass => objects(gatherer, &lemma, child),
            Label::Prep | Label::Dative | Label::Agent => preposition(gatherer, &lemma, child),
            Label::Advmod | Label::Acomp | Label::Oprd | Label::Attr => {
                gatherer.add(format!("v-mod:{lemma} {}", masked(child)));
            }
            Label::Conj if child.is_verb() => gatherer.add(format!("v-and:{}", key(child))),
            _ => {}
        }
    }
}

fn future(gatherer: &mut Gatherer, auxiliary: Node) {
    let operators = gatherer.evidence(auxiliary);
    for operator in operators {
        gatherer.add(format!("tense:{operator}"));
    }
}

fn objects(gatherer: &mut Gatherer, verb: &str, object: Node) {
    for node in object.with_conjuncts() {
        let word = masked(node);
        gatherer.add(format!("object:{word}"));
        gatherer.add(format!("v-object:{verb} {word}"));
        for class in classes(gatherer, &word) {
            gatherer.add(format!("v-class:{verb} @{class}"));
            gatherer.add(format!("class:@{class}"));
        }
        for child in node.children() {
            match child.label() {
                Label::Amod | Label::Compound => {
                    gatherer.add(format!("object-mod:{} {word}", masked(child)));
                }
                Label::Prep => gatherer.add(format!("object-prep:{word} {}", child.lemma())),
                _ => {}
            }
        }
    }
}

fn preposition(gatherer: &mut Gatherer, verb: &str, preposition: Node) {
    let lemma = preposition.lemma();
    gatherer.add(format!("v-prep:{verb} {lemma}"));
    for object in preposition.all(Label::Pobj) {
        gatherer.add(format!("v-prep-object:{lemma} {}", masked(object)));
    }
}

/// The classes of nouns that a word is in.
fn classes(gatherer: &Gatherer, word: &str) -> Vec<String> {
    let names = gatherer.rules.class_names().iter();
    names
        .filter(|class| gatherer.lexicon.set(class).has(word))
        .cloned()
        .collect()
}

/// A node as a word of a chain: its base form with its particle, names masked.
fn key(node: Node) -> String {
    match masked(node).as_str() {
        "#" => "#".to_owned(),
        _ => lemma_with_particle(node),
    }
}

/// The nodes between two nodes of a tree, and the highest of them.
fn path<'a>(source: Node<'a>, target: Node<'a>) -> (Vec<Node<'a>>, Option<Node<'a>>) {
    if source.view().index != target.view().index {
        return (Vec::new(), None);
    }
    let up = |node: Node<'a>| -> Vec<Node<'a>> {
        std::iter::once(node).chain(node.ancestors()).collect()
    };
    let (left, right) = (up(source), up(target));
    let Some(turn) = left.iter().position(|node| right.contains(node)) else {
        return (Vec::new(), None);
    };
    let meeting = left[turn];
    let down = right.iter().take_while(|node| **node != meeting);
    let mut nodes: Vec<Node> = left[..=turn].to_vec();
    let mut below: Vec<Node> = down.copied().collect();
    below.reverse();
    nodes.extend(below);
    nodes.retain(|node| *node != source && *node != target);
    (nodes, Some(meeting))
}
