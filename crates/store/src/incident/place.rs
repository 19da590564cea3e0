//! Comparing the places of two reports.
//!
//! In: two claims. Out: one finding. Never: a look into the world's tables; claims have coordinates.
//!
//! Doha and Qatar are contained in each other; Quetta and Peshawar are different towns; a town that
//! is only the dateline's contradicts nothing.

use super::claim::Spot;
use super::compare::Findings;
use super::{Claim, Finding, Policy};

/// Kilometres of a degree of latitude.
const DEGREE: f64 = 111.2;

pub(super) fn compare(one: &Claim, other: &Claim, policy: &Policy, findings: &mut Findings<'_>) {
    let (Some(first), Some(second)) = (&one.place, &other.place) else {
        return findings.add(Finding::PlaceOpen);
    };
    let found = relation(first, second, policy);
    let differ = matches!(found, Finding::OtherTown | Finding::PlaceOtherState);
    findings.add(match differ && (first.guess || second.guess) {
        true => Finding::PlaceGuess,
        false => found,
    });
}

fn relation(one: &Spot, other: &Spot, policy: &Policy) -> Finding {
    let same_state = one.country.is_some() && one.country == other.country;
    let near =
        one.town && other.town && distance(one, other).is_some_and(|km| km <= policy.place.near);
    if same_state && one.name == other.name && !one.whole && !other.whole {
        return Finding::SameTown;
    }
    match (near, same_state) {
        (true, _) => Finding::NearTown,
        (false, false) => Finding::PlaceOtherState,
        (false, true) => same_country(one, other),
    }
}

fn same_country(one: &Spot, other: &Spot) -> Finding {
    if one.whole && other.whole {
        return Finding::PlaceSameState;
    }
    let same_division = one.admin1.is_some() && one.admin1 == other.admin1;
    let region = !one.town || !other.town;
    match one.whole || other.whole || (region && same_division) {
        true => Finding::Contained,
        false => Finding::OtherTown,
    }
}

/// Kilometres between two places, on a plane that touches the globe between them: exact enough for
/// neighbouring towns, and only those matter.
fn distance(one: &Spot, other: &Spot) -> Option<f64> {
    let ([north, east], [north2, east2]) = (one.at?, other.at?);
    let shrink = ((north + north2) / 2.0).to_radians().cos();
    let (up, across) = (north - north2, (east - east2) * shrink);
    Some(DEGREE * (up * up + across * across).sqrt())
}
