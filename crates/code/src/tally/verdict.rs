//! A membership that the text states, beside the world's.
//!
//! In: a claim and the world. Out: a [`WorldVerdict`]. Never: a change of either.
//!
//! *Hungary joined NATO in 1999* agrees with the world; *in 2004* contradicts it; a state that the world
//! does not know in the organisation is new.

use dateline_record::{MembershipKind, WorldVerdict};
use dateline_world::{EntityId, Standing, World};
use jiff::civil::Date;

use super::membership::{Claim, kind_named};

/// What the world says of a member's claim in a text published on a day.
pub(super) fn verdict(
    world: &World,
    claim: &Claim,
    member: &str,
    on: Option<Date>,
) -> WorldVerdict {
    let (Some(organisation), Some(state)) = (
        world.entity_by_id(&claim.organisation),
        world.entity_by_id(member),
    ) else {
        return WorldVerdict::New;
    };
    let day = claim.date.as_deref().and_then(last_day);
    if claim.kind == MembershipKind::Left {
        return left(world, organisation, state, day.or(on));
    }
    let standing = world.standing(organisation, state, day.or(on));
    let later = || world.standing(organisation, state, on);
    match standing.or_else(later) {
        // A suspended state is a member still: the world may not know of the suspension.
        None => WorldVerdict::New,
        Some(standing) if agrees(&standing, claim) => WorldVerdict::Agrees,
        Some(_) if claim.kind == MembershipKind::Suspended => WorldVerdict::New,
        Some(_) => WorldVerdict::Contradicts,
    }
}

/// Who is said to have left should be no member afterwards.
fn left(world: &World, organisation: EntityId, state: EntityId, day: Option<Date>) -> WorldVerdict {
    match world
        .standing(organisation, state, day)
        .map(|standing| kind_of(&standing))
    {
        Some(Some(MembershipKind::Left)) => WorldVerdict::Agrees,
        Some(_) => WorldVerdict::Contradicts,
        None if world.standing(organisation, state, None).is_some() => WorldVerdict::Agrees,
        None => WorldVerdict::New,
    }
}

fn agrees(standing: &Standing, claim: &Claim) -> bool {
    use MembershipKind::{Founder, Member};
    let known = kind_of(standing);
    let kind = known == Some(claim.kind)
        || matches!(
            (known, claim.kind),
            (Some(Member), Founder) | (Some(Founder), Member)
        );
    let dated = match (standing.since, claim.date.as_deref()) {
        (Some(known), Some(said)) => known.starts_with(said) || said.starts_with(known),
        _ => true,
    };
    kind && dated
}

fn kind_of(standing: &Standing) -> Option<MembershipKind> {
    kind_named(standing.status)
}

/// The last day of a year, month or day in ISO form.
fn last_day(iso: &str) -> Option<Date> {
    let mut parts = iso.split('-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: Option<i8> = parts.next().and_then(|month| month.parse().ok());
    let day: Option<i8> = parts.next().and_then(|day| day.parse().ok());
    let first = Date::new(year, month.unwrap_or(12), 1).ok()?;
    match day {
        Some(day) => Date::new(year, month?, day).ok(),
        None => Some(first.last_of_month()),
    }
}
