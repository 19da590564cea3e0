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
    /// Kept and looked for under this: the document.
    pub document: String,
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
    let (mut kept, mut sought) = (Vec::new(), Vec::new());
    if claim.time.basis != Basis::None {
        let (of_kept, of_sought) = states_of(claim);
        for label in policy.acts.labels(&claim.kind, claim.mode.as_deref()) {
            let labelled = |states: &String| format!("{label} {states}");
            kept.extend(of_kept.iter().map(labelled));
            sought.extend(of_sought.iter().map(labelled));
        }
    }
    let (first, last) = span(claim, policy);
    Keys {
        document: format!("document {}", claim.document),
        kept,
        sought,
        first,
        last,
    }
}

/// By which states a claim is kept, and by which it is sought.
fn states_of(claim: &Claim) -> (Vec<String>, Vec<String>) {
    let own = claim.own_states();
    let single = own.len() < 2;
    let states: Vec<&str> = match own.is_empty() {
        true => claim.context.iter().map(String::as_str).collect(),
        false => own,
    };
    let any = || states.iter().map(|&state| state.to_owned());
    let only = || states.iter().map(|state| format!("{state} only"));
    if single {
        return (any().chain(only()).collect(), any().collect());
    }
    let pairs = pairs(&states);
    (
        any().chain(pairs.iter().cloned()).collect(),
        pairs.iter().cloned().chain(only()).collect(),
    )
}

fn pairs(states: &[&str]) -> Vec<String> {
    let states = &states[..states.len().min(PAIRED)];
    let mut pairs = Vec::new();
    for (index, first) in states.iter().enumerate() {
        let others = states[index + 1..].iter();
        pairs.extend(others.map(|second| format!("{first}+{second}")));
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
