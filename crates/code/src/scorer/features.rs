//! What the scorer sees of a pair.
//!
//! In: a [`Pair`]. Out: features, each a name that a reader understands. Never: weights.
//!
//! *Oslo will not thank Rome* has, among others, `v1:thank`, `source:nsubj`, `target:dobj`,
//! `v1-aux:will`, `v1-not`, `w:thank`, `path:thank`.

use std::collections::BTreeSet;

use dateline_record::Status;

use super::chain::Chain;
use super::words;
use crate::coder::EventCoder;
use crate::lexicon::Lexicon;
use crate::matching::{Mismatch, NearMiss, acts_of};
use crate::mention::Marked;
use crate::relate::{Candidate, Fit, Pair};
use crate::rules::RuleSet;
use crate::text::Node;

/// Candidates that are looked at.
const LOOKED_AT: usize = 6;

/// Gathers features.
pub(super) struct Gatherer<'a> {
    pub(super) pair: &'a Pair<'a>,
    pub(super) rules: &'a RuleSet,
    pub(super) lexicon: &'a Lexicon,
    names: BTreeSet<String>,
}

impl Gatherer<'_> {
    pub(super) fn add(&mut self, name: String) {
        self.names.insert(name.replace(['\t', '\n', '\r'], " "));
    }
}

/// The features of a pair, sorted, each once.
pub fn features(pair: &Pair, coder: &EventCoder) -> Vec<String> {
    let mut gatherer = Gatherer {
        pair,
        rules: coder.rules(),
        lexicon: coder.lexicon(),
        names: BTreeSet::new(),
    };
    gatherer.add("bias".to_owned());
    verdicts(&mut gatherer);
    misses(&mut gatherer);
    sides(&mut gatherer);
    let chain = Chain::of(pair);
    chain.describe(&mut gatherer);
    words::describe(&mut gatherer);
    gatherer.names.into_iter().collect()
}

/// What the rules found.
fn verdicts(gatherer: &mut Gatherer) {
    let candidates = &gatherer.pair.candidates;
    let fitting = candidates.iter().find(|one| one.fit > Fit::Reversed);
    match fitting {
        Some(best) => verdict(gatherer, "best", best),
        None => gatherer.add("no-rule".to_owned()),
    }
    for candidate in candidates.iter().take(LOOKED_AT) {
        let kind = candidate.folded.as_str();
        let fit = candidate.fit.as_str();
        gatherer.add(format!("rule:{kind}:{fit}"));
        gatherer.add(format!("rule:{kind}"));
    }
    let source_acts = candidates.iter().find(|one| one.fit >= Fit::SourceOnly);
    if let Some(first) = source_acts {
        verdict(gatherer, "acts", first);
    }
}

fn verdict(gatherer: &mut Gatherer, prefix: &str, candidate: &Candidate) {
    let kind = candidate.folded.as_str();
    let act = candidate.act.event_type.as_str();
    let fit = candidate.fit.as_str();
    let status = candidate.status.as_str();
    gatherer.add(format!("{prefix}:{kind}"));
    gatherer.add(format!("{prefix}:{kind}:{fit}"));
    gatherer.add(format!("{prefix}:{kind}<{act}:{status}"));
    gatherer.add(format!("{prefix}-rule:{}", candidate.rule));
    gatherer.add(format!("{prefix}-rule:{}:{fit}", candidate.rule));
    if candidate.status != Status::Occurred {
        gatherer.add(format!("{prefix}-status:{status}"));
    }
    if candidate.bare_noun {
        gatherer.add(format!("{prefix}-noun:{kind}"));
    }
    for step in &candidate.steps {
        gatherer.add(format!("{prefix}-step:{step}"));
    }
}

/// What the rules nearly found.
fn misses(gatherer: &mut Gatherer) {
    let pair = gatherer.pair;
    for miss in &pair.misses {
        let rule = &gatherer.rules.rules[miss.rule];
        let Some(act) = &rule.act else { continue };
        let kind = act.event_type.as_str();
        let why = shown(miss);
        gatherer.add(format!("miss:{kind}"));
        gatherer.add(format!("miss:{kind}:{why}"));
    }
}

fn shown(miss: &NearMiss) -> String {
    match &miss.mismatch {
        Mismatch::Missing(slot) => format!("no-{slot}"),
        Mismatch::Unfit { slot, .. } => format!("unfit-{slot}"),
        Mismatch::NoParty | Mismatch::NoEvent => "no-party".to_owned(),
    }
}

/// What is known of the two sides.
fn sides(gatherer: &mut Gatherer) {
    side(gatherer, "source", gatherer.pair.source);
    side(gatherer, "target", gatherer.pair.target);
    if let (Some(source), Some(target)) = (gatherer.pair.source, gatherer.pair.target) {
        let order = match source.span.start < target.span.start {
            true => "order:source-first",
            false => "order:target-first",
        };
        gatherer.add(order.to_owned());
    }
}

fn side(gatherer: &mut Gatherer, name: &str, marked: Option<&Marked>) {
    let Some(marked) = marked else {
        gatherer.add(format!("{name}-unmarked"));
        return;
    };
    let node = gatherer.pair.text.node(marked.sentence, marked.head);
    gatherer.add(format!("{name}:{}", node.label().as_str()));
    if !node.is_proper() {
        gatherer.add(format!("{name}-head:{}", node.lemma().to_lowercase()));
    }
    let mentions = &gatherer.pair.ground.mentions;
    let actor = mentions
        .at(marked.sentence, marked.head)
        .and_then(|mention| mention.actors.first())
        .map(|&actor| &mentions.actors[actor]);
    let Some(actor) = actor else { return };
    gatherer.add(format!("{name}-kind:{:?}", actor.kind).to_lowercase());
    if let Some(sector) = &actor.sector {
        gatherer.add(format!("{name}-sector:{sector}"));
    }
    if actor.country.is_none() {
        gatherer.add(format!("{name}-no-country"));
    }
}

impl Gatherer<'_> {
    /// The acts and operators of the rules that have a word as their trigger.
    pub(super) fn evidence(&self, node: Node) -> Vec<String> {
        acts_of(self.rules, node)
    }
}
