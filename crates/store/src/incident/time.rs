//! Comparing the times of two reports.
//!
//! In: two claims. Out: one finding. Never: a calendar; claims have their days already.
//!
//! *on Tuesday* and *on 4 March* are the same day; *will meet on 10 September* and *met on 15
//! September* a date that was moved; *met on 4 March* and *will meet next week*, written on 5 March,
//! are two meetings.

use super::claim::{Basis, When};
use super::compare::Findings;
use super::{Claim, Finding, Policy};

/// Days by which a moved date weighs once more.
const WEEK: f64 = 7.0;

pub(super) fn compare(one: &Claim, other: &Claim, policy: &Policy, findings: &mut Findings<'_>) {
    if one.time.basis == Basis::None || other.time.basis == Basis::None {
        return;
    }
    if is_after_the_fact(one, other) || is_after_the_fact(other, one) {
        return findings.add(Finding::AfterTheFact);
    }
    match gap(one.time, other.time) {
        0 => findings.add(overlap(one.time, other.time, policy)),
        gap => apart(gap, one, other, policy, findings),
    }
}

/// Whether a plan is younger than what another report says is over.
fn is_after_the_fact(plan: &Claim, act: &Claim) -> bool {
    let known = matches!(act.time.basis, Basis::Stated | Basis::Assumed);
    let later = plan.time.basis != Basis::Stated || plan.time.start > act.time.end;
    let younger = plan.published.is_some_and(|day| day > act.time.end);
    plan.is_ahead() && act.is_real() && known && younger && later
}

/// Days between two intervals; 0 when they overlap.
fn gap(one: When, other: When) -> i32 {
    (one.start.max(other.start) - one.end.min(other.end)).max(0)
}

fn overlap(one: When, other: When, policy: &Policy) -> Finding {
    let short = |time: When| time.end - time.start < policy.time.short;
    match one.basis.max(other.basis) {
        Basis::Stated if short(one) && short(other) => Finding::SameDay,
        Basis::Stated if short(one) || short(other) => Finding::Within,
        Basis::Stated => Finding::Period,
        Basis::Assumed => Finding::TimeAssumed,
        _ => Finding::TimeOpen,
    }
}

fn apart(gap: i32, one: &Claim, other: &Claim, policy: &Policy, findings: &mut Findings<'_>) {
    let rules = &policy.time;
    let movable = !(one.is_real() && other.is_real());
    if movable && gap <= rules.moved {
        findings.add_times(Finding::Moved, 1.0 + f64::from(gap) / WEEK);
    } else if gap <= rules.stated_slack {
        findings.add(match policy.acts.is_recurrent(&one.kind) {
            true => Finding::DayOff,
            false => Finding::DayOffRare,
        });
    } else {
        findings.add(Finding::TimeApart);
    }
}
