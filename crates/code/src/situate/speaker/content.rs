//! What is said: the stretches of a sentence that a verb or noun of saying governs.
//!
//! In: a verb or noun of saying in its tree and its frames. Out: ranges of tokens. Never: who says
//! it.
//!
//! In *Fidan told reporters that talks would go on* the content of *told* is *talks would go on*.

use std::ops::Range;

use dateline_parse::{Label, Tag};

use super::phrase::is_preposition;
use crate::lexicon::Lexicon;
use crate::text::Node;

/// The frames of a verb of saying, as the lexicon lists them.
#[derive(Clone, Copy)]
pub(super) struct Frames<'l>(pub &'l str);

impl Frames<'_> {
    /// Whether the verb has the frame or flag.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.split(' ').any(|frame| frame == name)
    }
}

/// Everything that a verb of saying governs as its content.
pub(super) fn contents(verb: Node, frames: Frames, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if frames.has("that") {
        found.extend(clauses(verb, lexicon));
        if found.is_empty() {
            found.extend(nested_clauses(verb, lexicon));
        }
    }
    if frames.has("to") {
        found.extend(infinitives(verb));
    }
    for name in ["of", "for", "against", "as"] {
        if frames.has(name) {
            found.extend(prepositional(verb, name));
        }
    }
    if frames.has("name") {
        found.extend(verb.all(Label::Oprd).map(|name| name.subtree()));
    }
    if frames.has("obj") && found.is_empty() {
        found.extend(objects(verb).map(|object| object.subtree()));
    }
    found
}

/// *announced the withdrawal*, *denied having fired*.
fn objects(verb: Node) -> impl Iterator<Item = Node> {
    let is_object = |child: &Node| match child.label() {
        Label::Dobj => child.is_noun() || child.tag() == Tag::VerbGerund,
        Label::Xcomp | Label::Ccomp => child.tag() == Tag::VerbGerund || has_having(*child),
        _ => false,
    };
    verb.children().filter(is_object)
}

/// *having done it*.
fn has_having(clause: Node) -> bool {
    clause
        .all(Label::Aux)
        .any(|aux| aux.tag() == Tag::VerbGerund)
}

/// The clauses that depend on a verb of saying as what is said.
pub(super) fn clauses(verb: Node, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let is_content = |child: &Node| match child.label() {
        Label::Ccomp => !has_infinitive(*child) && !is_question(*child, lexicon),
        Label::Advcl | Label::Conj | Label::Dep | Label::Acl | Label::Relcl | Label::Xcomp => {
            child.token > verb.token && opens_with_that(*child, lexicon)
        }
        Label::Parataxis => follows_colon(verb, *child),
        _ => false,
    };
    let ranges = verb
        .children()
        .filter(is_content)
        .map(|clause| clause.subtree());
    ranges.filter(|range| !range.is_empty()).collect()
}

/// *said in a statement that …*: the clause hangs on a noun below the verb.
fn nested_clauses(verb: Node, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let below = verb.children().filter(|child| child.token > verb.token);
    let nouns = below.filter_map(|child| match child.label() {
        Label::Dobj | Label::Dative | Label::Npadvmod => Some(child),
        Label::Prep => child.child(Label::Pobj),
        _ => None,
    });
    nouns.flat_map(|noun| that_clauses(noun, lexicon)).collect()
}

/// The clauses with *that* which tell the content of a noun.
pub(super) fn that_clauses(noun: Node, lexicon: &Lexicon) -> Vec<Range<usize>> {
    let is_content = |child: &Node| {
        matches!(child.label(), Label::Acl | Label::Ccomp | Label::Relcl)
            && child.token > noun.token
            && opens_with_that(*child, lexicon)
    };
    noun.children()
        .filter(is_content)
        .map(|clause| clause.subtree())
        .collect()
}

fn opens_with_that(clause: Node, lexicon: &Lexicon) -> bool {
    let that = lexicon.set("speech-that");
    clause.all(Label::Mark).any(|mark| that.has(&mark.lower()))
}

fn is_question(clause: Node, lexicon: &Lexicon) -> bool {
    let question = lexicon.set("speech-question-marks");
    let first = clause.at(clause.subtree().start);
    let asks = first.label() != Label::Mark
        && matches!(
            first.tag(),
            Tag::WhAdverb | Tag::WhPronoun | Tag::WhDeterminer
        );
    let marked = clause
        .all(Label::Mark)
        .any(|mark| question.has(&mark.lower()) && mark.token == clause.subtree().start);
    marked && !has_other_clause(clause) || asks && first.head().is_some_and(|head| head == clause)
}

/// Whether a conditional clause precedes the clause's own (then *if* marks that one).
fn has_other_clause(clause: Node) -> bool {
    clause
        .all(Label::Advcl)
        .any(|child| child.token < clause.token)
}

fn has_infinitive(clause: Node) -> bool {
    clause.all(Label::Aux).any(|aux| aux.tag() == Tag::To)
}

fn follows_colon(verb: Node, clause: Node) -> bool {
    let start = clause.subtree().start;
    clause.token > verb.token
        && (verb.token..start + 1).any(|token| verb.at(token).tag() == Tag::Colon)
}

/// *urged X to do it*, *called on X to do it*.
fn infinitives(verb: Node) -> Vec<Range<usize>> {
    let is_content = |child: &Node| {
        matches!(child.label(), Label::Ccomp | Label::Xcomp | Label::Advcl)
            && child.token > verb.token
            && has_infinitive(*child)
    };
    let from_infinitive = |clause: Node| {
        let to = clause.all(Label::Aux).find(|aux| aux.tag() == Tag::To);
        to.map_or(clause.token, |to| to.token)..clause.subtree().end
    };
    let nested = verb
        .child(Label::Dobj)
        .into_iter()
        .flat_map(|object| object.all(Label::Acl));
    let own = verb.children().filter(is_content);
    own.chain(nested.filter(|clause| has_infinitive(*clause)))
        .map(from_infinitive)
        .collect()
}

/// *accused X of …*: the complement of a preposition of the verb or of its object.
fn prepositional(verb: Node, preposition: &str) -> Vec<Range<usize>> {
    let objects = verb
        .children()
        .filter(|child| matches!(child.label(), Label::Dobj | Label::Nsubjpass));
    let all = verb
        .children()
        .chain(objects.flat_map(|object| object.children()));
    let right = all.filter(|child| {
        is_preposition(*child) && child.lemma() == preposition && child.token > verb.token
    });
    right
        .map(|node| node.token + 1..node.subtree().end.max(node.token + 1))
        .collect()
}

/// The clause that a frame put into it or beside it reports on: that of the nearest verb above,
/// up to a semicolon, and not beyond the frame when another clause with a subject of its own
/// follows there.
pub(super) fn host_clause(from: Node, frame: &Range<usize>) -> Range<usize> {
    let verb = host_verb(from);
    let parted = |between: Range<usize>| {
        between
            .into_iter()
            .any(|token| verb.at(token).word() == ";")
    };
    if parted(frame.end..verb.token) || parted(verb.token..frame.start) {
        return beside_semicolon(verb, frame);
    }
    let whole = within_semicolons(verb, verb.subtree());
    if frame.end <= verb.token && !opens_before(verb, frame) {
        return frame.end.min(whole.end)..whole.end;
    }
    if verb.token < frame.start {
        let next = later_clause(verb, frame.end);
        let end = next.map_or(whole.end, |clause| clause.subtree().start.max(frame.end));
        if (frame.end..end).all(|token| verb.at(token).label() == Label::Punct) {
            return whole.start..frame.start.min(end);
        }
        return whole.start..end;
    }
    whole
}

/// The part of a sentence around a frame up to the next semicolons, where the tree ties the frame to a
/// verb beyond them.
fn beside_semicolon(verb: Node, frame: &Range<usize>) -> Range<usize> {
    let is_border = |token: &usize| verb.at(*token).word() == ";";
    let start = (0..frame.start)
        .rev()
        .find(is_border)
        .map_or(0, |at| at + 1);
    let end = (frame.end..verb.view().len())
        .find(is_border)
        .unwrap_or(verb.view().len());
    if start + 1 < frame.start {
        start..frame.start
    } else {
        frame.end..end
    }
}

fn opens_before(verb: Node, frame: &Range<usize>) -> bool {
    let start = verb.subtree().start;
    let idle = |label: Label| matches!(label, Label::Punct | Label::Cc | Label::Mark);
    (start..frame.start).any(|token| !idle(verb.at(token).label()))
}

/// The nearest verb at or above a node; the topmost node when there is none.
pub(super) fn host_verb(node: Node) -> Node {
    if node.is_verb() {
        return node;
    }
    let top = node.ancestors().last().unwrap_or(node);
    node.ancestors().find(Node::is_verb).unwrap_or(top)
}

/// A clause coordinated with `verb` that begins at or after `from` and has its own subject.
fn later_clause(verb: Node, from: usize) -> Option<Node> {
    let own_subject = |clause: &Node| {
        let subject = |child: Node| matches!(child.label(), Label::Nsubj | Label::Nsubjpass);
        clause.token >= from && clause.is_verb() && clause.children().any(subject)
    };
    verb.all(Label::Conj)
        .chain(verb.all(Label::Parataxis))
        .find(own_subject)
}

/// The part of a range between the semicolons around a node.
fn within_semicolons(node: Node, range: Range<usize>) -> Range<usize> {
    let is_border = |token: &usize| node.at(*token).word() == ";";
    let start = (range.start..node.token)
        .rev()
        .find(is_border)
        .map_or(range.start, |at| at + 1);
    let end = (node.token..range.end).find(is_border).unwrap_or(range.end);
    start..end
}

/// A range without marks at its ends and without the word that opens a clause of content.
pub(super) fn tidy(view: Node, range: Range<usize>, lexicon: &Lexicon) -> Range<usize> {
    let mut range = range;
    let is_mark = |token: usize| {
        matches!(
            view.at(token).tag(),
            Tag::Comma | Tag::Stop | Tag::Colon | Tag::Conjunction
        )
    };
    while range.start < range.end && (is_mark(range.start) || opens(view, range.start, lexicon)) {
        range.start += 1;
    }
    while range.end > range.start && is_mark(range.end - 1) {
        range.end -= 1;
    }
    range
}

fn opens(view: Node, token: usize, lexicon: &Lexicon) -> bool {
    let node = view.at(token);
    node.label() == Label::Mark && lexicon.set("speech-that").has(&node.lower())
}
