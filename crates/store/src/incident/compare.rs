//! Comparing two reports.
//!
//! In: two [`Claim`]s and the [`Policy`]. Out: a [`Link`]: the findings with what each adds, and
//! their sum; the same whichever of the two comes first. Never: a look at a third report.
//!
//! *Eide met Mudavadi in Oslo on Tuesday* and *Kenya and Norway held talks in Oslo on Tuesday* give
//! near acts, two shared states, the same day and the same town: a sum well above the threshold.

use serde::{Deserialize, Serialize};

use super::policy::Kinship;
use super::{Claim, Finding, Policy, party, place, time};

/// One finding of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Name of the finding (see `data/incidents/weights.toml`).
    pub finding: String,
    /// What it adds to the sum; none for a veto.
    pub adds: Option<f64>,
}

/// How alike two reports are.
#[derive(Debug, Clone, PartialEq)]
pub struct Link {
    /// The sum; minus infinity after a veto.
    pub score: f64,
    /// What it is made of, the bias left out.
    pub reasons: Vec<Reason>,
}

/// The findings of one comparison, as they come.
pub(super) struct Findings<'p> {
    policy: &'p Policy,
    found: Vec<(Finding, f64)>,
}

impl Findings<'_> {
    /// Notes a finding.
    pub(super) fn add(&mut self, finding: Finding) {
        self.add_times(finding, 1.0);
    }

    /// Notes a finding that counts several times.
    pub(super) fn add_times(&mut self, finding: Finding, times: f64) {
        self.found.push((finding, times));
    }

    fn vetoed(&self) -> bool {
        self.found
            .iter()
            .any(|&(finding, _)| self.policy.weight(finding).veto)
    }

    /// What a finding adds to the sum.
    fn adds(&self, finding: Finding, times: f64) -> f64 {
        (self.policy.weight(finding).weight * times * 100.0).round() / 100.0
    }

    fn score(&self) -> f64 {
        if self.vetoed() {
            return f64::NEG_INFINITY;
        }
        let adds = self
            .found
            .iter()
            .map(|&(finding, times)| self.adds(finding, times));
        let score = adds.fold(self.policy.bias, |sum, adds| sum + adds);
        (score * 100.0).round() / 100.0
    }

    fn reasons(&self) -> Vec<Reason> {
        let reason = |&(finding, times): &(Finding, f64)| Reason {
            finding: finding.as_str().to_owned(),
            adds: (!self.policy.weight(finding).veto).then(|| self.adds(finding, times)),
        };
        self.found.iter().map(reason).collect()
    }
}

/// Compares two reports, and says all that was found.
pub fn compare(one: &Claim, other: &Claim, policy: &Policy) -> Link {
    let findings = findings(one, other, policy);
    Link {
        score: findings.score(),
        reasons: findings.reasons(),
    }
}

fn findings<'p>(one: &Claim, other: &Claim, policy: &'p Policy) -> Findings<'p> {
    let (first, second) = match one.rank <= other.rank {
        true => (one, other),
        false => (other, one),
    };
    let mut findings = Findings {
        policy,
        found: Vec::new(),
    };
    acts(first, second, &mut findings);
    for step in [
        party::compare,
        time::compare,
        place::compare,
        counts,
        words,
        text,
        context,
        towns,
    ] {
        if findings.vetoed() {
            break;
        }
        step(first, second, policy, &mut findings);
    }
    findings
}

/// Whether two reports are linked, and how strongly.
pub fn linked(one: &Claim, other: &Claim, policy: &Policy) -> Option<f64> {
    let score = findings(one, other, policy).score();
    (score >= policy.threshold).then_some(score)
}

fn acts(one: &Claim, other: &Claim, findings: &mut Findings<'_>) {
    let (first, second) = (
        (one.kind.as_str(), one.mode.as_deref()),
        (other.kind.as_str(), other.mode.as_deref()),
    );
    findings.add(match findings.policy.acts.kinship(first, second) {
        Kinship::Same => Finding::ActSame,
        Kinship::Near => Finding::ActNear,
        Kinship::Broader => Finding::ActBroader,
        Kinship::Far => Finding::ActFar,
        Kinship::Apart => Finding::ActApart,
    });
}

fn counts(one: &Claim, other: &Claim, _: &Policy, findings: &mut Findings<'_>) {
    if let (Some(first), Some(second)) = (one.count, other.count) {
        findings.add(match first == second {
            true => Finding::CountSame,
            false => Finding::CountDiffers,
        });
    }
}

fn words(one: &Claim, other: &Claim, policy: &Policy, findings: &mut Findings<'_>) {
    let rules = &policy.words;
    let shared = one
        .words
        .iter()
        .filter(|word| other.words.binary_search(word).is_ok())
        .count();
    let all = one.words.len() + other.words.len() - shared;
    let enough = one.words.len().min(other.words.len()) >= rules.enough;
    if shared > 0 {
        findings.add_times(Finding::WordsShared, shared.min(rules.most) as f64);
    } else if enough && policy.acts.is_speech(&one.kind) {
        findings.add(Finding::WordsNone);
    }
    if enough && shared as f64 >= rules.copy * all as f64 {
        findings.add(Finding::WordsCopy);
    }
}

fn text(one: &Claim, other: &Claim, _: &Policy, findings: &mut Findings<'_>) {
    if one.document != other.document {
        return;
    }
    if one.sentence == other.sentence {
        findings.add(Finding::SameSentence);
    } else if one.contrast != other.contrast {
        findings.add(Finding::Contrast);
    }
}

/// Whether a report that names no state comes from a document about the other's.
fn context(one: &Claim, other: &Claim, _: &Policy, findings: &mut Findings<'_>) {
    if !one.own_states().is_empty() && !other.own_states().is_empty() {
        return;
    }
    if one
        .context
        .iter()
        .any(|state| other.context.contains(state))
    {
        findings.add(Finding::ContextShared);
    }
}

/// Whether a report that names no place comes from a document about the other's town.
fn towns(one: &Claim, other: &Claim, _: &Policy, findings: &mut Findings<'_>) {
    let (bare, placed) = match (&one.place, &other.place) {
        (None, Some(place)) if place.town => (one, place),
        (Some(place), None) if place.town => (other, place),
        _ => return,
    };
    if one.document == other.document || bare.towns.is_empty() {
        return;
    }
    findings.add(match bare.towns.contains(&placed.name) {
        true => Finding::ContextTown,
        false => Finding::ContextOtherTown,
    });
}
