//! The figures that the text states: shares, sums of money, counts.
//!
//! In: a [`Text`], its mentions and the word lists. Out: [`Figure`]s in the order of the text. Never:
//! dates, years, ages, clock times, scores, ordinals, lengths, or numbers that only refer back ("the
//! two leaders").
//!
//! *They hold about 20% of the world's oil reserves.* states 20 percent of *world's oil reserves*,
//! approximate, about those whom *they* stands for.

use std::ops::Range;

use dateline_parse::Label;
use dateline_record::{Figure, RegionKind};

use super::measure::Measure;
use super::number::{Number, NumberWords};
use super::scan::Scan;
use crate::lexicon::{Lexicon, WordMap, WordSet};
use crate::mention::{Actor, ActorKind, Mentions};
use crate::text::{Node, Text};

/// Years are looked for among these numbers.
const YEARS: Range<f64> = 1000.0..2100.0;

/// The figures of the coded regions; what a headline repeats is left to the body.
pub fn figures(text: &Text, lexicon: &Lexicon, mentions: &Mentions) -> Vec<Figure> {
    let words = Words::new(lexicon);
    let mut found: Vec<(RegionKind, Figure)> = Vec::new();
    let mut people: Option<String> = None;
    for view in text.sentences.iter().filter(|view| view.kind().is_coded()) {
        let reader = Reader {
            words: &words,
            scan: Scan::new(view),
            mentions,
        };
        for figure in reader.all(&mut people) {
            found.push((view.kind(), figure));
        }
    }
    let repeats = |kind: &RegionKind, figure: &Figure| {
        let same = |(other, said): &(RegionKind, Figure)| {
            !other.is_support() && said.value == figure.value && said.unit == figure.unit
        };
        kind.is_support() && found.iter().any(same)
    };
    let kept = found.iter().filter(|(kind, figure)| !repeats(kind, figure));
    kept.map(|(_, figure)| figure.clone()).collect()
}

/// The word lists.
pub(super) struct Words<'l> {
    pub(super) numbers: NumberWords<'l>,
    pub(super) hedges: &'l WordSet,
    pub(super) loose_ends: &'l WordSet,
    pub(super) plain_before: &'l WordSet,
    pub(super) percent: &'l WordMap,
    pub(super) signs: &'l WordMap,
    pub(super) names: &'l WordMap,
    pub(super) ambiguous_names: &'l WordSet,
    pub(super) worth: &'l WordSet,
    pub(super) of: &'l WordSet,
    pub(super) time_halves: &'l WordSet,
    pub(super) ignored: &'l WordSet,
    pub(super) counted: &'l WordSet,
    pub(super) few: &'l WordSet,
    pub(super) people: &'l WordMap,
    pub(super) persons: &'l WordSet,
    pub(super) people_verbs: &'l WordMap,
    pub(super) totals: &'l WordMap,
    pub(super) total_links: &'l WordSet,
    pub(super) definite: &'l WordSet,
    pub(super) numbered: &'l WordSet,
    pub(super) months: &'l WordSet,
}

impl<'l> Words<'l> {
    fn new(lexicon: &'l Lexicon) -> Self {
        Words {
            numbers: NumberWords::new(lexicon),
            hedges: lexicon.set("figures-hedges"),
            loose_ends: lexicon.set("figures-loose-ends"),
            plain_before: lexicon.set("figures-plain-before"),
            percent: lexicon.map("figures-percent"),
            signs: lexicon.map("figures-currency-signs"),
            names: lexicon.map("figures-currency-names"),
            ambiguous_names: lexicon.set("figures-currency-verbs"),
            worth: lexicon.set("figures-worth"),
            of: lexicon.set("figures-of"),
            time_halves: lexicon.set("figures-time-halves"),
            ignored: lexicon.set("figures-ignored-units"),
            counted: lexicon.set("figures-counted"),
            few: lexicon.set("figures-few"),
            people: lexicon.map("figures-people"),
            persons: lexicon.set("figures-persons"),
            people_verbs: lexicon.map("figures-people-verbs"),
            totals: lexicon.map("figures-totals"),
            total_links: lexicon.set("figures-total-links"),
            definite: lexicon.set("figures-definite"),
            numbered: lexicon.set("figures-numbered"),
            months: lexicon.set("months"),
        }
    }
}

/// Reads one sentence.
pub(super) struct Reader<'a> {
    pub(super) words: &'a Words<'a>,
    pub(super) scan: Scan<'a>,
    mentions: &'a Mentions,
}

impl Reader<'_> {
    /// All figures of the sentence; `people` is the unit of the last count of people before it.
    fn all(&self, people: &mut Option<String>) -> Vec<Figure> {
        let mut figures = Vec::new();
        let mut token = 0;
        while token < self.scan.len() {
            let Some((start, number)) = self.number_at(token) else {
                token += 1;
                continue;
            };
            token = number.tokens.end;
            if self.is_none(start, &number) {
                continue;
            }
            if let Some(measure) = self.measure(start, &number, people.as_deref()) {
                token = token.max(measure.end);
                if measure.people {
                    *people = Some(measure.unit.clone());
                }
                figures.push(self.figure(start, &number, measure));
            }
        }
        figures
    }

    /// The number at a token, with the token of its currency sign when it has one.
    fn number_at(&self, token: usize) -> Option<(usize, Number)> {
        let signs = self.words.signs;
        let opens = signs.opens(self.scan.raw(token));
        let most = if opens { signs.longest() } else { 1 };
        let longest = most.min(self.scan.len() - token);
        let sign = (1..=longest).rev().find(|&count| {
            if count == 1 {
                return signs.get(self.scan.raw(token)).is_some();
            }
            let raw: Vec<&str> = (token..token + count).map(|at| self.scan.raw(at)).collect();
            signs.get(&raw.join(" ")).is_some()
        });
        let after = sign.and_then(|count| self.words.numbers.read(&self.scan, token + count));
        let number = after.or_else(|| self.words.numbers.read(&self.scan, token))?;
        Some((token, number))
    }

    /// Whether the number is a date, a year, a clock time, part of a name or a compound.
    fn is_none(&self, start: usize, number: &Number) -> bool {
        let scan = &self.scan;
        let (first, end) = (number.tokens.start, number.tokens.end);
        let after = scan.word(end);
        let before = if start > 0 { scan.word(start - 1) } else { "" };
        let joined_before =
            start > 0 && scan.adjoins(start - 1) && matches!(before, "-" | "/" | "#");
        let joined_after = scan.adjoins(end - 1) && matches!(after, "-" | "/" | ":");
        let money = start < first;
        let calendar = self.words.months.has(before) || self.words.months.has(after);
        let year = number.bare && YEARS.contains(&number.value) && self.hedge(start).is_none();
        let counted = self.words.counted.has(self.noun_lemma(end).as_str());
        joined_before
            || joined_after && !money
            || !money && calendar
            || !money && year && scan.raw(first).len() == 4 && !counted
            || self.words.time_halves.has(after)
            || !money && scan.phrase_before(start, self.words.numbered) > 0
            || !money && self.is_part_of_name(start)
    }

    /// Whether a name runs into the number: 'Boeing 737', 'Group of 20'.
    fn is_part_of_name(&self, start: usize) -> bool {
        let Some(before) = start.checked_sub(1) else {
            return false;
        };
        let (node, number) = (self.scan.view.node(before), self.scan.view.node(start));
        let binds = |label| matches!(label, Label::Nummod | Label::Compound | Label::Appos);
        let numbered = matches!(node.label(), Label::Compound | Label::Nmod)
            && number.label() == Label::Nummod
            && node.head() == number.head();
        node.is_proper()
            && (numbered
                || number.head() == Some(node) && binds(number.label())
                || node.head() == Some(number) && binds(node.label()))
    }

    /// Where a hedge before `start` begins.
    pub(super) fn hedge(&self, start: usize) -> Option<usize> {
        let plain = self.scan.phrase_before(start, self.words.plain_before);
        let at = start - plain;
        let count = self.scan.phrase_before(at, self.words.hedges);
        (count > 0).then(|| at - count)
    }

    fn figure(&self, start: usize, number: &Number, measure: Measure) -> Figure {
        let view = self.scan.view;
        let hedge = self.hedge(start);
        let tokens = hedge.unwrap_or(start)..measure.end;
        let loose = self
            .scan
            .phrase_at(number.tokens.end, self.words.loose_ends)
            > 0;
        Figure {
            value: number.value,
            about: self.about(measure.head, &tokens),
            unit: measure.unit,
            of: measure.of,
            approximate: hedge.is_some() || number.range || loose,
            offsets: view.document.offsets(view.span(tokens)),
        }
    }

    /// About whom or what: the owner of the thing counted, what befalls it, or the clause's subject.
    fn about(&self, head: usize, figure: &Range<usize>) -> Option<String> {
        let node = self.scan.view.node(head);
        let owner = node.child(Label::Poss).and_then(|owner| self.actor(&owner));
        owner
            .or_else(|| self.befallen(&node))
            .or_else(|| self.subject(&node, figure))
    }

    /// 'shot dead' of people who were shot dead; 'injured' of a number of injured.
    fn befallen(&self, node: &Node) -> Option<String> {
        if self.words.people.get(&node.lower()).is_some() {
            return Some(node.lower());
        }
        let verb = node.head().filter(|_| node.label() == Label::Nsubjpass)?;
        let mut words = vec![verb.lower()];
        let rest = |child: &Node| {
            child.token == verb.token + 1 && matches!(child.label(), Label::Acomp | Label::Oprd)
        };
        words.extend(verb.children().find(rest).map(|child| child.lower()));
        Some(words.join(" "))
    }

    fn subject(&self, node: &Node, figure: &Range<usize>) -> Option<String> {
        for verb in node.ancestors().filter(|above| above.is_verb()) {
            let subject = verb
                .child(Label::Nsubj)
                .or_else(|| verb.child(Label::Nsubjpass));
            if let Some(subject) = subject {
                return self
                    .actor(&subject)
                    .filter(|_| !figure.contains(&subject.token));
            }
            if !matches!(verb.label(), Label::Conj | Label::Xcomp | Label::Advcl) {
                return None;
            }
        }
        None
    }

    /// The code or name of the one actor that a noun or pronoun stands for.
    fn actor(&self, node: &Node) -> Option<String> {
        let mention = self
            .mentions
            .by_head
            .get(self.scan.view.index)?
            .get(node.token)?;
        let mention = &self.mentions.all[(*mention)?];
        let shown = |&actor: &usize| shown(&self.mentions.actors[actor]);
        let names: Vec<&str> = mention.actors.iter().map(shown).collect();
        (!names.is_empty()).then(|| names.join(", "))
    }
}

fn shown(actor: &Actor) -> &str {
    let code = match actor.kind {
        ActorKind::State => actor.country.as_deref(),
        ActorKind::Organisation => actor.organisation.as_deref(),
        _ => None,
    };
    code.unwrap_or(&actor.name)
}
