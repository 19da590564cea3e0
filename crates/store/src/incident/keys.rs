//! Which reports need to be compared at all.
//!
//! In: a [`Claim`]. Out: the keys under which it is kept, the keys under which its candidates are
//! kept, and the days between which they lie. Never: a key that rests on other reports. The relation
//! is symmetric: one report is a candidate of another exactly when the other is one of it.
//!
//! A meeting of NOR and KEN is kept under the pair and under each of the two; it looks for the pair,
//! and for reports that name only one of the two.

use super::claim::Basis;
use super::{Claim, Policy};

/// States of one report that are paired; more are left to the keys of single states.
const PAIRED: usize = 6;

/// Under which keys a report is kept, looked for, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// Kept under these.
    pub kept: Vec<String>,
    /// Candidates are kept under these.
    pub sought: Vec<String>,
    /// First day on which it can lie, slack included.
    pub first: i32,
    /// Last day.
    pub last: i32,
}

/// The keys of a claim.
pub fn keys_of(claim: &Claim, policy: &Policy) -> Keys {
    let family = policy.acts.family(&claim.kind, claim.mode.as_deref());
    let (mut kept, mut sought) = match claim.time.basis {
        Basis::None => (Vec::new(), Vec::new()),
        _ => by_state(claim, &family),
    };
    let document = format!("{family} document {}", claim.document);
    kept.push(document.clone());
    sought.push(document);
    let (first, last) = span(claim, policy);
    Keys {
        kept,
        sought,
        first,
        last,
    }
}

fn by_state(claim: &Claim, family: &str) -> (Vec<String>, Vec<String>) {
    let own = claim.own_states();
    let single = own.len() < 2;
    let states: Vec<&str> = match own.is_empty() {
        true => claim.context.iter().map(String::as_str).collect(),
        false => own,
    };
    let any = |state: &&str| format!("{family} {state}");
    let only = |state: &&str| format!("{family} {state} only");
    let mut kept: Vec<String> = states.iter().map(any).collect();
    if single {
        kept.extend(states.iter().map(only));
        return (kept, states.iter().map(any).collect());
    }
    let pairs = pairs(&states, family);
    kept.extend(pairs.iter().cloned());
    let sought = pairs.into_iter().chain(states.iter().map(only)).collect();
    (kept, sought)
}

fn pairs(states: &[&str], family: &str) -> Vec<String> {
    let states = &states[..states.len().min(PAIRED)];
    let mut pairs = Vec::new();
    for (index, first) in states.iter().enumerate() {
        pairs.extend(
            states[index + 1..]
                .iter()
                .map(|second| format!("{family} {first}+{second}")),
        );
    }
    pairs
}

/// The days between which the act can lie, widened by half of what may lie between two reports.
fn span(claim: &Claim, policy: &Policy) -> (i32, i32) {
    let rules = &policy.time;
    if claim.time.basis == Basis::None {
        return (i32::MIN / 2, i32::MAX / 2);
    }
    let slack = match claim.is_real() {
        true => rules.stated_slack,
        false => rules.moved,
    };
    (claim.time.start - slack, claim.time.end + slack)
}
