//! Comparing the parties of two reports.
//!
//! In: two claims. Out: findings, one for each side, or, for acts without sides, one for each shared
//! state up to two. Never: a comparison of bare names; those are written in too many ways.
//!
//! *Eide met Mudavadi* and *Kenya and Norway held talks* share two states and contradict nothing;
//! *Eide met Timothewos* has another state in it, and can be no report of the same meeting.

use super::claim::Side;
use super::compare::Findings;
use super::{Claim, Finding, Policy};

/// Shared states beyond these add nothing.
const COUNTED: usize = 2;

pub(super) fn compare(one: &Claim, other: &Claim, policy: &Policy, findings: &mut Findings<'_>) {
    if is_sideless(one, policy) || is_sideless(other, policy) {
        return together(&all(one), &all(other), findings);
    }
    findings.add(side(&refs(&one.actors), &refs(&other.actors)));
    findings.add(side(&refs(&one.recipients), &refs(&other.recipients)));
}

fn is_sideless(claim: &Claim, policy: &Policy) -> bool {
    claim.reciprocal || policy.acts.is_sideless(&claim.kind, claim.mode.as_deref())
}

fn refs(side: &[Side]) -> Vec<&Side> {
    side.iter().collect()
}

fn all(claim: &Claim) -> Vec<&Side> {
    claim.actors.iter().chain(&claim.recipients).collect()
}

/// The states of a side, each once, sorted.
fn states<'s>(side: &[&'s Side]) -> Vec<&'s str> {
    let states = side.iter().filter_map(|party| party.state.as_deref());
    let mut states: Vec<&str> = states.collect();
    states.sort_unstable();
    states.dedup();
    states
}

/// States that both name; none when they name different ones. The one may name fewer than the
/// other, but not others.
fn shared<'s>(one: &[&'s Side], other: &[&'s Side]) -> Option<Vec<&'s str>> {
    let (mut both, second) = (states(one), states(other));
    let fewer = both.len().min(second.len());
    both.retain(|state| second.contains(state));
    (both.len() == fewer).then_some(both)
}

fn side(one: &[&Side], other: &[&Side]) -> Finding {
    if one.is_empty() || other.is_empty() {
        return Finding::PartyOpen;
    }
    match shared(one, other) {
        None if has_unknown(one) || has_unknown(other) => Finding::OtherKind,
        None if is_inferred(one) || is_inferred(other) => Finding::InferredState,
        None => Finding::OtherState,
        Some(both) if both.is_empty() => kinds(one, other),
        Some(both) => within(both[0], one, other),
    }
}

fn together(one: &[&Side], other: &[&Side], findings: &mut Findings<'_>) {
    match shared(one, other) {
        None => findings.add(Finding::OtherState),
        Some(both) if both.is_empty() => findings.add(Finding::PartyOpen),
        Some(both) => {
            for state in both.into_iter().take(COUNTED) {
                findings.add(within(state, one, other));
            }
        }
    }
}

fn is_inferred(side: &[&Side]) -> bool {
    side.iter().all(|party| party.inferred)
}

fn has_unknown(side: &[&Side]) -> bool {
    side.iter().any(|party| party.state.is_none())
}

/// Compares the parties of one state.
fn within(state: &str, one: &[&Side], other: &[&Side]) -> Finding {
    let (first, second) = (of_state(state, one), of_state(state, other));
    if have_common(entities(&first), entities(&second)) {
        return Finding::SameEntity;
    }
    if first.iter().chain(&second).all(|party| party.person) {
        return Finding::OtherPerson;
    }
    let named = entities(&first).chain(entities(&second)).next().is_some();
    match named || !disjoint_sectors(&first, &second) {
        true => Finding::SameState,
        false => Finding::MixedState,
    }
}

fn of_state<'s>(state: &str, side: &[&'s Side]) -> Vec<&'s Side> {
    let mine = |party: &&&Side| party.state.as_deref() == Some(state);
    side.iter().filter(mine).copied().collect()
}

fn entities<'s>(side: &[&'s Side]) -> impl Iterator<Item = &'s str> + Clone {
    side.iter().filter_map(|party| party.entity.as_deref())
}

fn have_common<'s>(
    one: impl Iterator<Item = &'s str>,
    other: impl Iterator<Item = &'s str> + Clone,
) -> bool {
    one.into_iter()
        .any(|name| other.clone().any(|second| second == name))
}

fn kinds(one: &[&Side], other: &[&Side]) -> Finding {
    let known = |side: &[&Side]| side.iter().any(|party| party.sector.is_some());
    match (known(one) && known(other), disjoint_sectors(one, other)) {
        (true, false) => Finding::SameKind,
        (true, true) => Finding::OtherKind,
        (false, _) => Finding::PartyOpen,
    }
}

fn disjoint_sectors(one: &[&Side], other: &[&Side]) -> bool {
    let known = |side| sectors(side).next().is_some();
    known(one) && known(other) && !have_common(sectors(one), sectors(other))
}

fn sectors<'s>(side: &[&'s Side]) -> impl Iterator<Item = &'s str> + Clone {
    side.iter().filter_map(|party| party.sector.as_deref())
}
