//! Who does it, and which words name them.
//!
//! In: a verb or a noun of saying in its tree. Out: the node of the one who says it, and the tokens
//! that name a node. Never: identities; these are the mentions'.
//!
//! In *the aide who said so* the subject of *said* is *aide*, named by *the aide*.

use std::ops::Range;

use dateline_parse::{Label, Tag};

use crate::lexicon::Lexicon;
use crate::text::Node;

/// Whether a verb stands in the passive.
pub(super) fn is_passive(verb: Node) -> bool {
    let passive = |child: Node| matches!(child.label(), Label::Auxpass | Label::Nsubjpass);
    verb.children().any(passive)
}

/// The doer of a verb, found through passives, relative clauses, coordination and control.
pub(super) fn subject_of<'a>(verb: Node<'a>, lexicon: &Lexicon) -> Option<Node<'a>> {
    subject_within(verb, lexicon, FUEL)
}

/// So many clauses up the tree at most.
const FUEL: usize = 24;

fn subject_within<'a>(verb: Node<'a>, lexicon: &Lexicon, fuel: usize) -> Option<Node<'a>> {
    if is_passive(verb) {
        return verb.child(Label::Agent)?.child(Label::Pobj);
    }
    match verb.child(Label::Nsubj) {
        Some(subject) if is_relative(subject) => relative_head(verb, FUEL).or(Some(subject)),
        Some(subject) => Some(subject),
        None if fuel > 0 => inherited(verb, lexicon, fuel - 1),
        None => None,
    }
}

fn is_relative(subject: Node) -> bool {
    matches!(subject.tag(), Tag::WhPronoun | Tag::WhDeterminer)
}

/// The noun that a relative clause belongs to; the clause may be coordinated with another.
fn relative_head(verb: Node, fuel: usize) -> Option<Node> {
    match verb.label() {
        Label::Relcl => verb.head(),
        Label::Conj if fuel > 0 => relative_head(verb.head()?, fuel - 1),
        _ => None,
    }
}

fn inherited<'a>(verb: Node<'a>, lexicon: &Lexicon, fuel: usize) -> Option<Node<'a>> {
    let Some(head) = verb.head() else {
        return inverted_subject(verb).or_else(|| adjoining_subject(verb));
    };
    match verb.label() {
        Label::Conj if head.is_verb() => subject_or_patient(head, lexicon, fuel),
        Label::Advcl | Label::Xcomp | Label::Dep if head.is_verb() => {
            subject_or_patient(head, lexicon, fuel)
        }
        Label::Pcomp => {
            let above = head.head()?;
            if above.is_verb() {
                subject_or_patient(above, lexicon, fuel)
            } else {
                Some(above)
            }
        }
        Label::Acl | Label::Relcl if head.is_noun() => participle_subject(verb, head, lexicon),
        Label::Conj if fuel > 0 => {
            let above = verb.ancestors().find(Node::is_verb)?;
            subject_or_patient(above, lexicon, fuel - 1)
        }
        _ => inverted_subject(verb).or_else(|| adjoining_subject(verb)),
    }
}

/// The subject of a verb; of a passive one the patient, when it has no agent.
fn subject_or_patient<'a>(verb: Node<'a>, lexicon: &Lexicon, fuel: usize) -> Option<Node<'a>> {
    let patient = is_passive(verb)
        .then(|| verb.child(Label::Nsubjpass))
        .flatten();
    if patient.is_some() {
        patient
    } else {
        subject_within(verb, lexicon, fuel)
    }
}

/// *a man claiming that* has the subject *man*, *a statement saying that* its author.
fn participle_subject<'a>(verb: Node<'a>, noun: Node<'a>, lexicon: &Lexicon) -> Option<Node<'a>> {
    if verb.tag() == Tag::VerbParticiple {
        return None;
    }
    if lexicon.set("speech-nouns").has(noun.lemma()) {
        issuer_of(noun, lexicon)
    } else {
        Some(noun)
    }
}

/// *"…," said Fidan*, where the parser took the subject for an object.
fn inverted_subject(verb: Node) -> Option<Node> {
    let object = verb.child(Label::Dobj)?;
    let before = verb
        .token
        .checked_sub(1)
        .map(|token| verb.at(token).tag())?;
    let marked = matches!(before, Tag::Comma | Tag::CloseQuote | Tag::OpenQuote);
    (marked && object.token > verb.token).then_some(object)
}

/// *Fidan, who left early, said*, where the parser took the noun for part of what stands before.
fn adjoining_subject(verb: Node) -> Option<Node> {
    if matches!(
        verb.tag(),
        Tag::VerbGerund | Tag::VerbParticiple | Tag::Verb
    ) {
        return None;
    }
    let before = verb.token.checked_sub(1)?;
    let ends_there = |end: usize| end == verb.token || end == before;
    let fits = |node: &Node| {
        let mut clauses = node
            .children()
            .filter(|child| matches!(child.label(), Label::Relcl | Label::Appos));
        node.is_noun()
            && (node.token == before || clauses.any(|clause| ends_there(clause.subtree().end)))
    };
    (0..verb.token).rev().map(|token| verb.at(token)).find(fits)
}

/// The author of a statement, claim, report; the noun itself when nobody is named.
pub(super) fn issuer_of<'a>(noun: Node<'a>, lexicon: &Lexicon) -> Option<Node<'a>> {
    if let Some(owner) = noun.child(Label::Poss) {
        return Some(owner);
    }
    let by = lexicon.set("speech-source-prepositions");
    let author = noun
        .children()
        .find(|child| is_preposition(*child) && by.has(child.lemma()));
    if let Some(author) = author.and_then(|by| by.child(Label::Pobj)) {
        return Some(author);
    }
    let issued = noun
        .all(Label::Acl)
        .find_map(|clause| clause.child(Label::Agent));
    if let Some(author) = issued.and_then(|by| by.child(Label::Pobj)) {
        return Some(author);
    }
    Some(issuer_above(noun, lexicon).unwrap_or(noun))
}

/// *Ankara issued a statement*, *a statement was issued by Ankara*, *said in a statement*.
fn issuer_above<'a>(noun: Node<'a>, lexicon: &Lexicon) -> Option<Node<'a>> {
    let head = noun.head()?;
    match noun.label() {
        Label::Dobj | Label::Nsubjpass if lexicon.set("speech-issuing").has(head.lemma()) => {
            subject_of(head, lexicon)
        }
        Label::Pobj if lexicon.set("speech-in").has(head.lemma()) => head
            .head()
            .filter(Node::is_verb)
            .and_then(|verb| subject_of(verb, lexicon)),
        _ => None,
    }
}

/// Whether a node is a preposition with its object.
pub(super) fn is_preposition(node: Node) -> bool {
    matches!(node.label(), Label::Prep | Label::Agent | Label::Dative)
}

const LONGEST_APPOSITION: usize = 8;

/// The tokens that name a node: its phrase without relative clauses, long appositions and
/// closing marks; coordinated phrases included.
pub(super) fn naming(node: Node) -> Range<usize> {
    let mut end = node.token + 1;
    let mut start = node.token;
    for child in node.children() {
        let range = child.subtree();
        if child.token < node.token {
            start = start.min(range.start);
        } else if keeps(child) {
            end = end.max(range.end);
        } else if !matches!(child.label(), Label::Punct | Label::Case | Label::Cc) {
            break;
        }
    }
    trim(node, start..end)
}

fn keeps(child: Node) -> bool {
    match child.label() {
        Label::Relcl | Label::Advcl | Label::Parataxis | Label::Ccomp | Label::Acl => false,
        Label::Appos => child.subtree().len() <= LONGEST_APPOSITION && !holds_clause(child),
        Label::Conj => !child.is_verb(),
        Label::Punct | Label::Cc => false,
        _ => !holds_clause(child),
    }
}

fn holds_clause(node: Node) -> bool {
    let clause = |child: Node| matches!(child.label(), Label::Relcl | Label::Advcl);
    node.children().any(clause)
}

fn trim(node: Node, range: Range<usize>) -> Range<usize> {
    let is_mark =
        |token: usize| matches!(node.at(token).tag(), Tag::Comma | Tag::Stop | Tag::Colon);
    let mut range = range;
    while range.end > node.token + 1 && is_mark(range.end - 1) {
        range.end -= 1;
    }
    while range.start < node.token && is_mark(range.start) {
        range.start += 1;
    }
    range
}
