//! The places of a sentence where somebody is said to say something.
//!
//! In: the tree of a sentence and the lexicon. Out: [`Frame`]s, each with the one who speaks and the
//! tokens of what is said. Never: quotation marks; see [`super::attach`].
//!
//! *Fidan said talks would go on, according to aides.* has two frames: *according to aides*, with
//! the whole rest as content, and *Fidan said*, with *talks would go on*.

use std::ops::Range;

use dateline_parse::{Label, Tag};

use super::content::{Frames, clauses, contents, host_clause, that_clauses, tidy};
use super::phrase::{is_preposition, issuer_of, subject_of};
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::text::{Node, SentenceView};

/// One act of saying.
#[derive(Clone)]
pub(super) struct Frame<'a> {
    /// The token it hangs on: a verb, a noun of saying, or a preposition of source.
    pub anchor: usize,
    /// The verb of saying.
    pub verb: Option<usize>,
    /// Who speaks.
    pub speaker: Option<Node<'a>>,
    /// The tokens of the act itself ("Fidan said on Monday"), which are not said.
    pub zone: Range<usize>,
    /// What is said, in the reporter's words or with quotation marks in it.
    pub contents: Vec<Range<usize>>,
    /// Whether the content is denied.
    pub denies: bool,
    /// Whether it is a statement, not a thought, appeal or accusation.
    pub stated: bool,
    /// Whether words in quotation marks beside it belong to it.
    pub quotes: bool,
    /// The frame that this one is reported by, when the tree does not show it ("X, citing Y, said").
    pub inside: Option<usize>,
}

/// All frames of a sentence, those that report others first where the tree does not show it.
pub(super) fn frames<'a>(
    view: &'a SentenceView<'a>,
    mentions: &Mentions,
    lexicon: &Lexicon,
) -> Vec<Frame<'a>> {
    let mut found: Vec<Frame> = Vec::new();
    for node in view.nodes() {
        let source = according(node, lexicon);
        if source.is_none() && node.is_verb() {
            let first = found.len();
            found.extend(quotation_by(node, first, lexicon));
            found.extend(verbal(node, lexicon));
            found.extend(figure(node, lexicon));
        } else if source.is_none() {
            found.extend(nominal(node, lexicon));
        }
        found.extend(source);
    }
    let citations: Vec<Frame> = view
        .nodes()
        .flat_map(|node| citing(node, &found, mentions, lexicon))
        .collect();
    for citation in citations {
        if let Some(outer) = citation
            .inside
            .filter(|outer| found[*outer].contents.is_empty())
        {
            found[outer].contents = citation.contents.clone();
        }
        found.push(citation);
    }
    for frame in &mut found {
        tidy_contents(frame, view, lexicon);
    }
    found
}

fn tidy_contents(frame: &mut Frame, view: &SentenceView, lexicon: &Lexicon) {
    let zone = frame.zone.clone();
    let clip = |range: Range<usize>| {
        if range.start < zone.start && zone.end < range.end {
            range
        } else if range.start < zone.start {
            range.start..range.end.min(zone.start)
        } else {
            range.start.max(zone.end).min(range.end)..range.end
        }
    };
    let ranges = std::mem::take(&mut frame.contents).into_iter().map(clip);
    let anchor = frame.anchor;
    let parted = |range: &Range<usize>| {
        (anchor + 1..range.start).any(|token| view.node(token).word() == ";")
    };
    let tidied = ranges
        .filter(|range| !range.is_empty() && !parted(range))
        .map(|range| {
            let first = view.node(range.start);
            tidy(first, range, lexicon)
        });
    frame.contents = tidied.filter(|range| !range.is_empty()).collect();
}

/// The frame of a verb of saying.
fn verbal<'a>(verb: Node<'a>, lexicon: &Lexicon) -> Option<Frame<'a>> {
    let known = lexicon
        .map("speech-verbs")
        .get(verb.lemma())
        .or_else(|| as_verb(verb, lexicon))?;
    if is_no_predicate(verb, lexicon)
        || says_nothing(verb, lexicon)
        || is_of_quotation(verb, lexicon)
    {
        return None;
    }
    let frames = Frames(known);
    let speaker = subject_of(verb, lexicon).filter(|subject| subject.label() != Label::Expl);
    let mut contents = contents(verb, frames, lexicon);
    contents.extend(raised(verb, frames));
    let mut zone = zone_of(verb, &contents);
    if contents.is_empty() && frames.has("that") {
        if let Some(host) = host(verb, lexicon) {
            zone = verb.subtree();
            contents = vec![host_clause(host, &zone)];
        } else if !has_modal(verb)
            && matches!(
                verb.label(),
                Label::Root | Label::Conj | Label::Parataxis | Label::Dep
            )
        {
            contents.extend(before_comma(verb, speaker, &zone));
        }
    }
    if let Some(around) = interrupted(verb, &contents, &zone) {
        contents = vec![around];
    }
    let appeal = ["call", "mind"].iter().any(|flag| frames.has(flag));
    Some(Frame {
        anchor: verb.token,
        verb: Some(verb.token),
        speaker,
        zone,
        contents,
        denies: frames.has("denies"),
        stated: !appeal && frames.has("quote"),
        quotes: frames.has("quote"),
        inside: None,
    })
}

/// The object of a verb that takes words in quotation marks only as its complement, or as part of
/// that object: it is then nobody's hearer ("added X to its list").
pub(super) fn plain_object<'a>(verb: Node<'a>, lexicon: &Lexicon) -> Option<Node<'a>> {
    let frames = Frames(lexicon.map("speech-verbs").get(verb.lemma())?);
    let addressed = ["hearer", "as", "name", "of", "for", "to"]
        .iter()
        .any(|name| frames.has(name));
    verb.child(Label::Dobj)
        .filter(|object| !addressed && object.is_noun())
}

/// Prepositions ("regarding"), attributes ("so-called") and parts of compounds ("think tank").
fn is_no_predicate(verb: Node, lexicon: &Lexicon) -> bool {
    let attribute = matches!(verb.label(), Label::Prep | Label::Amod | Label::Compound);
    let hyphen = verb.token > 0 && verb.at(verb.token - 1).tag() == Tag::Hyphen;
    let next = (verb.token + 1 < verb.view().len()).then(|| verb.at(verb.token + 1));
    let compounds = lexicon.set("speech-compounds");
    let pair =
        next.is_some_and(|next| compounds.has(&format!("{} {}", verb.lower(), next.lemma())));
    attribute || hyphen || pair
}

/// *as he put it*: verbs that report only in such a clause.
fn as_verb(verb: Node, lexicon: &Lexicon) -> Option<&'static str> {
    let reports = opens_with_as(verb, lexicon) && lexicon.set("speech-as-verbs").has(verb.lemma());
    reports.then_some("that quote")
}

fn opens_with_as(verb: Node, lexicon: &Lexicon) -> bool {
    let first = verb.at(verb.subtree().start);
    let is_as = lexicon.set("speech-as").has(first.lowered());
    is_as && first.head() == Some(verb) && verb.label() == Label::Advcl
}

/// Whether the text says that nothing was said, or asks.
fn says_nothing(verb: Node, lexicon: &Lexicon) -> bool {
    let nobody = lexicon.set("speech-nobody");
    let subject = verb.child(Label::Nsubj);
    let called_off = verb.child(Label::Prt).is_some();
    let by_nobody = subject.is_some_and(|subject| {
        nobody.has(subject.lowered())
            || subject
                .all(Label::Det)
                .any(|determiner| nobody.has(determiner.lowered()))
    });
    let negated = verb.child(Label::Neg).is_some();
    let withheld = verb.label() == Label::Xcomp
        && verb
            .head()
            .is_some_and(|head| lexicon.set("speech-withholding").has(head.lemma()));
    by_nobody || negated || withheld || called_off
}

const LONGEST_PARENTHESIS: usize = 14;

/// The clause that a parenthetical verb of saying stands in.
fn host<'a>(verb: Node<'a>, lexicon: &Lexicon) -> Option<Node<'a>> {
    let head = verb.head()?;
    let parenthetical = match verb.label() {
        Label::Parataxis | Label::Intj => true,
        Label::Advcl => opens_with_as(verb, lexicon),
        Label::Dep | Label::Ccomp => {
            let after = !has_modal(verb)
                && verb.token > head.token
                && verb.subtree().len() <= LONGEST_PARENTHESIS;
            after && verb.child(Label::Nsubj).is_some() && is_set_off(verb)
        }
        _ => false,
    };
    parenthetical.then_some(head)
}

/// Whether commas, quotation marks or dashes part a phrase from what stands around it.
fn is_set_off(node: Node) -> bool {
    let range = node.subtree();
    let is_mark = |token: usize| {
        let tag = node.at(token).tag();
        matches!(
            tag,
            Tag::Comma | Tag::CloseQuote | Tag::OpenQuote | Tag::Colon | Tag::Stop
        )
    };
    let length = node.view().len();
    let before = range.start == 0 || is_mark(range.start - 1) || is_mark(range.start);
    let after = range.end >= length || is_mark(range.end) || is_mark(range.end - 1);
    before && after
}

/// The tokens of the act of saying: the verb with the dependents that adjoin it.
fn zone_of(verb: Node, contents: &[Range<usize>]) -> Range<usize> {
    let mut zone = verb.token..verb.token + 1;
    let children: Vec<Node> = verb.children().filter(|child| is_of_act(*child)).collect();
    for child in children
        .iter()
        .rev()
        .filter(|child| child.token < verb.token)
    {
        let range = clipped(child.subtree(), verb.token, contents);
        if !range.is_empty() && range.end <= zone.start && joins(verb, range.end..zone.start) {
            zone.start = range.start;
        }
    }
    for child in children.iter().filter(|child| child.token > verb.token) {
        let range = clipped(child.subtree(), verb.token, contents);
        if !range.is_empty() && zone.end <= range.start && joins(verb, zone.end..range.start) {
            zone.end = range.end;
        }
    }
    zone
}

fn is_of_act(child: Node) -> bool {
    !matches!(
        child.label(),
        Label::Conj | Label::Cc | Label::Ccomp | Label::Advcl | Label::Parataxis | Label::Punct
    )
}

/// The part of a dependent that lies on the verb's side of every content.
fn clipped(range: Range<usize>, verb: usize, contents: &[Range<usize>]) -> Range<usize> {
    let mut range = range;
    for content in contents {
        if range.start >= content.start && range.end <= content.end {
            return verb..verb;
        }
        if range.start < content.start && content.start < range.end && verb < content.start {
            range.end = content.start;
        }
        if range.start < content.end && content.end < range.end && content.end <= verb {
            range.start = content.end;
        }
    }
    range
}

/// Whether nothing but marks lies between two parts of an act of saying.
fn joins(verb: Node, gap: Range<usize>) -> bool {
    gap.len() <= 2
        && gap
            .into_iter()
            .all(|token| verb.at(token).label() == Label::Punct)
}

/// *X is said to have done it*: the clause around the passive verb of saying.
fn raised(verb: Node, frames: Frames) -> Option<Range<usize>> {
    let patient = verb.child(Label::Nsubjpass)?;
    let clause = verb.child(Label::Xcomp)?;
    let infinitive = clause.all(Label::Aux).any(|aux| aux.tag() == Tag::To);
    let claims = frames.has("raise") && infinitive;
    claims.then(|| patient.subtree().start..clause.subtree().end)
}

/// *…, Fidan said.* where the tree does not tie the two: all before the comma.
fn before_comma(verb: Node, speaker: Option<Node>, zone: &Range<usize>) -> Option<Range<usize>> {
    let speaker = speaker?;
    let start = speaker.subtree().start.min(zone.start);
    let comma = start.checked_sub(1)?;
    let is_mark = matches!(verb.at(comma).tag(), Tag::Comma | Tag::CloseQuote);
    let ends = (zone.end..verb.view().len()).all(|token| verb.at(token).label() == Label::Punct);
    let clause = (0..comma).any(|token| verb.at(token).is_verb());
    (is_mark && ends && clause).then_some(0..comma)
}

fn has_modal(verb: Node) -> bool {
    verb.all(Label::Aux).any(|aux| aux.tag() == Tag::Modal)
}

/// *If it rains, he added, we stay*: an act of saying between commas with a clause before it.
fn interrupted(verb: Node, contents: &[Range<usize>], zone: &Range<usize>) -> Option<Range<usize>> {
    let [content] = contents else { return None };
    let is_comma = |token: usize| verb.at(token).tag() == Tag::Comma;
    let set_off =
        zone.start > 0 && is_comma(zone.start - 1) && is_comma(zone.end.min(verb.view().len() - 1));
    let clause = verb
        .all(Label::Advcl)
        .find(|clause| clause.subtree().end <= zone.start)?;
    (set_off && content.start >= zone.end).then(|| clause.subtree().start..content.end)
}

/// *according to X*: the clause it stands in.
fn according<'a>(node: Node<'a>, lexicon: &Lexicon) -> Option<Frame<'a>> {
    if !is_preposition(node) || !lexicon.set("speech-according").has(node.lowered()) {
        return None;
    }
    let to = lexicon.set("speech-to");
    let inner = node.children().find(|child| to.has(child.lowered()));
    let source = inner
        .and_then(|inner| inner.child(Label::Pobj))
        .or(node.child(Label::Pobj))?;
    let zone = node.subtree();
    let contents = vec![host_clause(node.head()?, &zone)];
    Some(Frame {
        anchor: node.token,
        verb: None,
        speaker: Some(source),
        zone,
        contents,
        denies: false,
        stated: true,
        quotes: true,
        inside: None,
    })
}

/// *Kyiv's claim that …*, *dismissed reports that …*.
fn nominal<'a>(noun: Node<'a>, lexicon: &Lexicon) -> Option<Frame<'a>> {
    if !noun.is_noun() || !lexicon.set("speech-nouns").has(noun.lemma()) {
        return None;
    }
    let contents = that_clauses(noun, lexicon);
    let above = if noun.label() == Label::Pobj {
        noun.head()?.head()
    } else {
        noun.head()
    };
    let verb = above.filter(Node::is_verb);
    let governed = verb.filter(|verb| lexicon.set("speech-verbs").has(verb.lemma()));
    let rejected = verb.filter(|verb| {
        noun.label() == Label::Dobj && lexicon.set("speech-rejecting").has(verb.lemma())
    });
    if contents.is_empty() || (governed.is_some() && rejected.is_none()) {
        return None;
    }
    let speaker = match rejected {
        Some(verb) => subject_of(verb, lexicon),
        None => issuer_of(noun, lexicon),
    };
    Some(Frame {
        anchor: noun.token,
        verb: rejected.map(|verb| verb.token),
        speaker,
        zone: noun.token..noun.token + 1,
        contents,
        denies: rejected.is_some(),
        stated: false,
        quotes: false,
        inside: None,
    })
}

/// *put the toll at 12*: the figure with its verb.
fn figure<'a>(verb: Node<'a>, lexicon: &Lexicon) -> Option<Frame<'a>> {
    let preposition = lexicon.map("speech-figure-verbs").get(verb.lemma())?;
    let object = verb.child(Label::Dobj)?;
    if !lexicon.set("speech-figure-nouns").has(object.lemma()) {
        return None;
    }
    let on_verb = verb.children().chain(object.children());
    let at = on_verb
        .filter(|child| is_preposition(*child))
        .find(|at| at.lemma() == preposition)?;
    let speaker = subject_of(verb, lexicon)?;
    Some(Frame {
        anchor: verb.token,
        verb: Some(verb.token),
        speaker: Some(speaker),
        zone: speaker.subtree(),
        contents: vec![Range {
            start: verb.token,
            end: at.subtree().end.max(verb.token + 1),
        }],
        denies: false,
        stated: true,
        quotes: false,
        inside: None,
    })
}

/// *Y quoted X as saying …*, *X was quoted by Y as saying …*: two frames, Y's and inside it X's; the
/// first will stand at `index`.
fn quotation_by<'a>(verb: Node<'a>, index: usize, lexicon: &Lexicon) -> Vec<Frame<'a>> {
    let Some(saying) = quoted_saying(verb, lexicon) else {
        return Vec::new();
    };
    let all = Frames("that quote");
    let mut contents = contents(verb, all, lexicon);
    contents.extend(self::contents(saying, all, lexicon));
    let zone = zone_of(verb, &contents).start..zone_of(saying, &contents).end;
    let frame = |anchor: Node, speaker, quotes, inside| Frame {
        anchor: anchor.token,
        verb: Some(anchor.token),
        speaker,
        zone: zone.clone(),
        contents: contents.clone(),
        denies: false,
        stated: true,
        quotes,
        inside,
    };
    let noun = verb.head().filter(Node::is_noun);
    let quoted = verb
        .child(Label::Nsubjpass)
        .or(verb.child(Label::Dobj))
        .or(noun);
    match subject_of(verb, lexicon).filter(|reporter| Some(*reporter) != quoted) {
        Some(reporter) => vec![
            Frame {
                stated: false,
                ..frame(verb, Some(reporter), false, None)
            },
            frame(saying, quoted, true, Some(index)),
        ],
        None => vec![frame(saying, quoted, true, None)],
    }
}

/// The *saying* of *quoted as saying*.
fn quoted_saying<'a>(verb: Node<'a>, lexicon: &Lexicon) -> Option<Node<'a>> {
    if !lexicon.set("speech-citing").has(verb.lemma()) {
        return None;
    }
    let is_as = lexicon.set("speech-as");
    let on_object = verb
        .child(Label::Dobj)
        .into_iter()
        .flat_map(|object| object.children());
    let all = verb.children().chain(on_object);
    let preposition = all
        .filter(|child| is_preposition(*child))
        .find(|child| is_as.has(child.lowered()))?;
    let saying = preposition.child(Label::Pcomp)?;
    lexicon
        .set("speech-verbs")
        .has(saying.lemma())
        .then_some(saying)
}

/// Whether [`quotation_by`] takes care of a verb.
fn is_of_quotation(verb: Node, lexicon: &Lexicon) -> bool {
    let above = verb
        .head()
        .filter(|_| verb.label() == Label::Pcomp)
        .and_then(|head| head.head());
    let quotes = |node: Node| quoted_saying(node, lexicon) == Some(verb);
    quoted_saying(verb, lexicon).is_some()
        || above.is_some_and(|above| quotes(above) || above.head().is_some_and(quotes))
}

/// *X said, citing Y*: Y has said the same to X.
fn citing<'a>(
    verb: Node<'a>,
    found: &[Frame<'a>],
    mentions: &Mentions,
    lexicon: &Lexicon,
) -> Option<Frame<'a>> {
    let has_form = verb.tag() == Tag::VerbGerund && verb.child(Label::Nsubj).is_none();
    if !has_form || !lexicon.set("speech-citing").has(verb.lemma()) {
        return None;
    }
    let source = verb.child(Label::Dobj)?;
    if !is_source(source, mentions, lexicon) {
        return None;
    }
    let own = clauses(verb, lexicon);
    let zone = if own.is_empty() {
        verb.subtree()
    } else {
        zone_of(verb, &own)
    };
    let head = verb.head()?;
    let above = head.is_noun().then(|| head.head()).flatten();
    let outer = found.iter().position(|frame| {
        let by = |node: Node| frame.verb == Some(node.token);
        (by(head) || above.is_some_and(by)) && own.is_empty() != frame.contents.is_empty()
    });
    let contents = match outer {
        _ if !own.is_empty() => own,
        Some(outer) => found[outer].contents.clone(),
        None => vec![host_clause(head, &zone)],
    };
    let zone_start = zone.start;
    let without_zone = |range: Range<usize>| {
        if range.contains(&zone_start) && range.end <= verb.subtree().end {
            range.start..zone_start
        } else {
            range
        }
    };
    Some(Frame {
        anchor: verb.token,
        verb: Some(verb.token),
        speaker: Some(source),
        contents: contents.into_iter().map(without_zone).collect(),
        zone,
        denies: false,
        stated: false,
        quotes: false,
        inside: outer,
    })
}

/// Whether a noun can be a source: an actor, or a person, outlet or paper.
fn is_source(noun: Node, mentions: &Mentions, lexicon: &Lexicon) -> bool {
    let sentence = mentions.by_head.get(noun.view().index);
    let mention = sentence.and_then(|heads| heads.get(noun.token).copied().flatten());
    let known = mention.is_some_and(|index| !mentions.all[index].actors.is_empty());
    let named = noun
        .view()
        .tree
        .names
        .iter()
        .any(|name| name.tokens.contains(&noun.token));
    known || named || lexicon.set("speech-sources").has(noun.lemma())
}
