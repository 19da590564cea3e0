//! Verbs of a sentence to events.
//!
//! In: the pieces and units of a sentence and its tree. Out: [`Coded`] events. Never: verbs that no
//! dictionary has.
//!
//! *was opposed by Elbonia*: the passive makes the unit after *by* the source and the subject the
//! target.

use std::ops::Range;

use dateline_code::text::{Node, SentenceView};
use dateline_parse::{Label, Tag};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::matching::{Bound, Site};
use super::pieces::{Pieces, words_of};
use super::units::Unit;
use super::{Coded, Engine, Side};
use crate::pattern::What;
use crate::{Dictionaries, VerbCode, VerbForm, VerbPattern};

/// A member of a set of words.
pub struct SetMember {
    /// Its words, in upper case.
    pub words: Vec<String>,
    /// Whether the last may be in the plural.
    pub plural: bool,
}

/// The sets of words, by name.
#[derive(Default)]
pub struct Synsets {
    by_name: FxHashMap<String, Vec<SetMember>>,
}

impl Synsets {
    /// The members of a set; none when it is not known.
    pub fn members(&self, name: &str) -> &[SetMember] {
        let name = name.trim_end_matches('_');
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Verbs made ready to be looked up.
pub struct Verbs {
    /// Block and form by the verb as it is written.
    written: FxHashMap<String, Vec<(usize, usize)>>,
    pub synsets: Synsets,
    /// Whether the most exact pattern counts, not the first, and plurals fit: the second generation.
    second: bool,
}

impl Verbs {
    /// The verbs of dictionaries.
    pub fn new(all: &Dictionaries) -> Verbs {
        let mut written: FxHashMap<String, Vec<(usize, usize)>> = FxHashMap::default();
        for (block, verb) in all.verbs.iter().enumerate() {
            for (place, form) in verb.forms.iter().enumerate() {
                written
                    .entry(form.verb.clone())
                    .or_default()
                    .push((block, place));
            }
        }
        let mut synsets = Synsets::default();
        for synset in &all.synsets {
            let mut members = Vec::new();
            add_members(all, &synset.words, &mut members, 0);
            members.sort_by_key(|member| std::cmp::Reverse(member.words.len()));
            synsets.by_name.insert(synset.name.clone(), members);
        }
        let patterns = || all.verbs.iter().flat_map(|verb| &verb.patterns);
        let has_group = |pattern: &VerbPattern| {
            let steps = pattern.pattern.before.iter().chain(&pattern.pattern.after);
            steps
                .into_iter()
                .any(|step| matches!(step.what, What::Group(_) | What::Phrase(_)))
        };
        Verbs {
            written,
            synsets,
            second: patterns().any(has_group),
        }
    }
}

/// So deep may sets stand in sets.
const DEPTH: usize = 4;

fn add_members(all: &Dictionaries, words: &[String], members: &mut Vec<SetMember>, depth: usize) {
    for word in words {
        match word.strip_prefix('&') {
            Some(name) if depth < DEPTH => {
                let name = name.trim_end_matches('_');
                let inner = all.synsets.iter().filter(|synset| synset.name == name);
                inner.for_each(|synset| add_members(all, &synset.words, members, depth + 1));
            }
            _ => {
                let bare = word.trim_matches(|character| "(){}".contains(character));
                members.push(SetMember {
                    words: words_of(bare),
                    plural: !word.ends_with('_'),
                });
            }
        }
    }
    members.retain(|member| !member.words.is_empty());
}

/// A verb of a sentence with what the dictionaries have for it.
struct Verb<'a> {
    node: Node<'a>,
    /// The pieces of all its words.
    pieces: Range<usize>,
    /// The blocks, and the code of the form in each.
    blocks: Vec<(usize, Option<VerbCode>)>,
}

/// Everything about a sentence that coding a verb needs.
struct Sentence<'a> {
    view: &'a SentenceView<'a>,
    pieces: &'a Pieces,
    units: Vec<Unit>,
}

impl Engine {
    /// Adds the events of a sentence.
    pub(super) fn code_sentence(
        &self,
        view: &SentenceView,
        pieces: &Pieces,
        day: Option<Date>,
        events: &mut Vec<Coded>,
    ) {
        let first = events.len();
        let sentence = Sentence {
            view,
            pieces,
            units: self.units(view, pieces, day),
        };
        for node in view.nodes().filter(is_trigger) {
            let Some(verb) = self.verb(&sentence, node) else {
                continue;
            };
            for event in self.events_of(&sentence, &verb) {
                let is_same = |known: &Coded| {
                    known.code == event.code
                        && known.source.code == event.source.code
                        && known.target.code == event.target.code
                };
                if !events[first..].iter().any(is_same) {
                    events.push(event);
                }
            }
        }
    }

    /// What the dictionaries have for a verb: as it is written, else by its base form; the form with
    /// the most words.
    fn verb<'a>(&self, sentence: &Sentence<'a>, node: Node<'a>) -> Option<Verb<'a>> {
        let place = sentence.pieces.of_tokens(node.token..node.token + 1).start;
        let written = &sentence.pieces.at(place).text;
        let lemma = node.lemma().to_uppercase();
        let forms = |word: &str, exact: bool| {
            let known = self.verbs.written.get(word).into_iter().flatten();
            let all = known.filter_map(move |&(block, index)| {
                let form = &self.dictionaries.verbs[block].forms[index];
                let pieces = extent(sentence.pieces, form, place)?;
                (exact || form.inflects).then_some((block, form, pieces))
            });
            let all: Vec<_> = all.collect();
            let longest = all.iter().map(|(_, _, pieces)| pieces.len()).max();
            let kept = all
                .into_iter()
                .filter(move |found| Some(found.2.len()) == longest);
            kept.collect::<Vec<_>>()
        };
        let mut found = forms(written, true);
        let by_lemma = forms(&lemma, false);
        let length =
            |all: &[(usize, &VerbForm, Range<usize>)]| all.first().map_or(0, |one| one.2.len());
        if length(&by_lemma) > length(&found) {
            found = by_lemma;
        }
        let pieces = found.first()?.2.clone();
        let blocks = found
            .into_iter()
            .map(|(block, form, _)| (block, form.code.clone()));
        Some(Verb {
            node,
            pieces,
            blocks: blocks.collect(),
        })
    }

    fn events_of(&self, sentence: &Sentence, verb: &Verb) -> Vec<Coded> {
        let Some(choice) = self.choice(sentence, verb) else {
            return Vec::new();
        };
        let bound = choice.bound;
        if let Some(both) = bound
            .both
            .filter(|_| bound.source.is_none() && bound.target.is_none())
        {
            let parties = &sentence.units[both].parties;
            let before = sentence.units[both].pieces.end <= verb.pieces.start;
            let source = self.source(sentence, verb, Some(both)).filter(|_| !before);
            return match source {
                None => coded(sentence, verb, &choice, parties, parties),
                Some(source) => coded(sentence, verb, &choice, source, parties),
            };
        }
        let unit = |place: usize| &*sentence.units[place].parties;
        let passive = passive(sentence, verb).filter(|_| bound == Bound::default());
        let (source, target) = match passive {
            Some((source, target)) => (Some(unit(source)), Some(unit(target))),
            None => {
                let source = match bound.source {
                    Some(place) => Some(unit(place)),
                    None => self.source(sentence, verb, bound.target),
                };
                let target = match bound.target {
                    Some(place) => Some(unit(place)),
                    None => source.and_then(|source| target(sentence, verb, source)),
                };
                (source, target)
            }
        };
        match (source, target) {
            (Some(source), Some(target)) => coded(sentence, verb, &choice, source, target),
            _ => Vec::new(),
        }
    }

    /// The pattern that fits, else the verb's own code; none when nothing is to be coded.
    fn choice<'a>(&'a self, sentence: &Sentence, verb: &Verb) -> Option<Choice<'a>> {
        let pieces = sentence.pieces;
        let site = Site {
            pieces,
            units: &sentence.units,
            synsets: &self.verbs.synsets,
            before: 0..verb.pieces.start,
            after: verb.pieces.end
                ..pieces
                    .of_tokens(0..clause_end(verb.node))
                    .end
                    .max(verb.pieces.end),
            object_end: self.verbs.second.then(|| object_end(sentence, verb)),
            plurals: self.verbs.second,
        };
        let blocks = verb
            .blocks
            .iter()
            .map(|(block, _)| &self.dictionaries.verbs[*block]);
        let mut patterns: Vec<&VerbPattern> = blocks.flat_map(|block| &block.patterns).collect();
        if self.verbs.second {
            patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.pattern.weight()));
        }
        let fitting = patterns
            .into_iter()
            .find_map(|pattern| Some((pattern, site.fit(&pattern.pattern)?)));
        if let Some((pattern, bound)) = fitting {
            return (!pattern.code.is_null()).then_some(Choice {
                code: &pattern.code,
                bound,
                pattern: Some(pattern),
                row: &pattern.row,
            });
        }
        let own = verb.blocks.iter().rev().find_map(|(block, _)| {
            let block = &self.dictionaries.verbs[*block];
            let form = block.forms.iter().find(|form| {
                form.code.is_some()
                    && extent(pieces, form, verb.pieces.start + form.before.len())
                        == Some(verb.pieces.clone())
            });
            let code = form
                .and_then(|form| form.code.as_ref())
                .unwrap_or(&block.code);
            (!code.is_null()).then_some((code, &*block.row))
        })?;
        Some(Choice {
            code: own.0,
            bound: Bound::default(),
            pattern: None,
            row: own.1,
        })
    }

    /// Who acts: the subject, else the nearest unit before the verb; not the unit that is the target.
    fn source<'s>(
        &self,
        sentence: &'s Sentence,
        verb: &Verb,
        target: Option<usize>,
    ) -> Option<&'s [Side]> {
        let units = &sentence.units;
        let other = |place: &usize| Some(*place) != target;
        let subject = subject(verb.node);
        if let Some(subject) = subject.filter(|subject| !subject.is_pronoun()) {
            let coded =
                units_in(sentence, subject).find(|place| units[*place].is_coded() && other(place));
            if let Some(place) = coded {
                return Some(&units[place].parties);
            }
            let kind = units_in(sentence, subject).find(|place| !units[*place].kinds.is_empty());
            if let Some(place) = kind {
                return Some(&units[place].kinds);
            }
            if subject.is_noun() && target.is_none() {
                return None;
            }
        }
        let before = |unit: &Unit| unit.pieces.end <= verb.pieces.start;
        let nearest = (0..units.len())
            .rev()
            .find(|place| before(&units[*place]) && units[*place].is_coded() && other(place));
        nearest.map(|place| &*units[place].parties)
    }
}

/// A code and what it rests on.
struct Choice<'a> {
    code: &'a VerbCode,
    bound: Bound,
    pattern: Option<&'a VerbPattern>,
    row: &'a str,
}

/// One event for each pair and direction.
fn coded(
    sentence: &Sentence,
    verb: &Verb,
    choice: &Choice,
    sources: &[Side],
    targets: &[Side],
) -> Vec<Coded> {
    let mut events = Vec::new();
    for source in sources {
        for target in targets.iter().filter(|target| target.code != source.code) {
            let forward = choice
                .code
                .forward
                .iter()
                .map(|code| (code, source, target));
            let backward = choice
                .code
                .backward
                .iter()
                .map(|code| (code, target, source));
            for (code, source, target) in forward.chain(backward) {
                events.push(Coded {
                    sentence: sentence.view.index,
                    verb: verb.node.token,
                    code: code.clone(),
                    source: source.clone(),
                    target: target.clone(),
                    pattern: choice.pattern.map(|pattern| pattern.pattern.to_string()),
                    row: choice.row.to_owned(),
                });
            }
        }
    }
    events
}

fn is_trigger(node: &Node) -> bool {
    node.is_verb() && !matches!(node.label(), Label::Aux | Label::Auxpass | Label::Compound)
}

/// The pieces of a form whose verb stands at `place`.
fn extent(pieces: &Pieces, form: &VerbForm, place: usize) -> Option<Range<usize>> {
    let start = place.checked_sub(form.before.len())?;
    let fits =
        pieces.has_at(start, &form.before, false) && pieces.has_at(place + 1, &form.after, false);
    fits.then_some(start..place + 1 + form.after.len())
}

/// One past the last token of what belongs to a verb: its subtree, and that of the verbs before it
/// that it completes (*is about to* …).
fn clause_end(verb: Node) -> usize {
    let mut node = verb;
    while let Some(head) = node.head() {
        let completes = matches!(
            node.label(),
            Label::Xcomp | Label::Pcomp | Label::Acomp | Label::Prep | Label::Conj | Label::Ccomp
        );
        if !completes
            || head.token > node.token
            || node.label() == Label::Ccomp && has_subject(node)
        {
            break;
        }
        node = head;
    }
    node.subtree().end.max(verb.subtree().end)
}

/// One past the last piece of what may be the verb's object: up to the next preposition or verb.
fn object_end(sentence: &Sentence, verb: &Verb) -> usize {
    let ends = |place: &usize| {
        let node = sentence.view.node(sentence.pieces.at(*place).token);
        let modifies = matches!(node.label(), Label::Amod | Label::Compound);
        matches!(node.tag(), Tag::Preposition | Tag::To) || node.is_verb() && !modifies
    };
    let mut places = verb.pieces.end..sentence.pieces.len();
    places.find(ends).unwrap_or(sentence.pieces.len())
}

fn has_subject(node: Node) -> bool {
    own_subject(node).is_some()
}

fn own_subject(node: Node) -> Option<Node> {
    let subjects = [Label::Nsubj, Label::Nsubjpass];
    node.children()
        .find(|child| subjects.contains(&child.label()))
}

/// The subject of a verb, its own or that of the verb that it completes or is coordinated with.
fn subject(verb: Node) -> Option<Node> {
    let mut node = verb;
    loop {
        if let Some(subject) = own_subject(node) {
            let is_relative = matches!(subject.tag(), Tag::WhDeterminer | Tag::WhPronoun);
            return match node.label() {
                Label::Relcl if is_relative => node.head(),
                _ => Some(subject),
            };
        }
        match node.label() {
            Label::Xcomp
            | Label::Conj
            | Label::Pcomp
            | Label::Prep
            | Label::Acomp
            | Label::Advcl
            | Label::Ccomp => {
                node = node.head()?;
            }
            Label::Acl | Label::Relcl => return node.head(),
            _ => return None,
        }
    }
}

/// The units within the subtree of a node, that of the node itself first.
fn units_in<'s>(sentence: &'s Sentence, node: Node) -> impl Iterator<Item = usize> + use<'s> {
    let pieces = sentence.pieces.of_tokens(node.subtree());
    let own = sentence.pieces.of_tokens(node.token..node.token + 1);
    let units = &sentence.units;
    let has_head = move |place: &usize| units[*place].pieces.contains(&own.start);
    let first = (0..units.len()).find(has_head);
    let rest = (0..units.len()).filter(move |place| {
        units[*place].pieces.start >= pieces.start && units[*place].pieces.start < pieces.end
    });
    first.into_iter().chain(rest)
}

/// Toward whom: the first unit after the verb that names somebody else.
fn target<'s>(sentence: &'s Sentence, verb: &Verb, source: &[Side]) -> Option<&'s [Side]> {
    let end = sentence.pieces.of_tokens(0..clause_end(verb.node)).end;
    let after = |unit: &&Unit| unit.pieces.start >= verb.pieces.end && unit.pieces.start < end;
    let is_other = |side: &Side| !source.iter().any(|known| known.code == side.code);
    let coded = sentence.units.iter().filter(after);
    let found = coded.clone().find(|unit| unit.parties.iter().any(is_other));
    if let Some(unit) = found {
        return Some(&unit.parties);
    }
    let object = verb.node.child(Label::Dobj)?;
    let of_object = units_in(sentence, object).map(|place| &sentence.units[place]);
    let mut kinds = of_object.filter(|unit| !unit.kinds.is_empty());
    kinds.next().map(|unit| &*unit.kinds)
}

/// The units of the agent and the subject of a passive that names its agent.
fn passive(sentence: &Sentence, verb: &Verb) -> Option<(usize, usize)> {
    let agent = verb.node.child(Label::Agent)?.child(Label::Pobj)?;
    let subject = subject(verb.node)?;
    let coded = |node| units_in(sentence, node).find(|place| sentence.units[*place].is_coded());
    Some((coded(agent)?, coded(subject)?))
}
