//! One event, told several times in a document.
//!
//! In: the events of a document, in the order of the text. Out: fewer events, each with the further
//! stretches that report it in `mentions`. Never: events of different documents, or claims that
//! differ in status.
//!
//! *Putin arrived in Astana* in the standfirst and again in the body is one event with one mention.

use dateline_record::{Event, Offsets, Party, TimeSpan};

/// An event with what merging needs to know of its place in the document.
pub struct Told {
    /// The event.
    pub event: Event,
    /// Whether it stands in the headline.
    pub headline: bool,
    /// Whether it stands in a region that only supports the body.
    pub support: bool,
    /// The qualifiers and rows of composition that made it what it is.
    pub steps: Vec<String>,
}

/// Merges what is told twice. Body comes before headline and standfirst, whatever their order; what
/// only the headline tells is left out when there is a body.
pub fn merge(told: Vec<Told>) -> Vec<Event> {
    let has_body = told.iter().any(|one| !one.support);
    let (body, support): (Vec<Told>, Vec<Told>) = told.into_iter().partition(|one| !one.support);
    let mut kept: Vec<Event> = Vec::new();
    for one in body.into_iter().chain(support) {
        let loose = one.support;
        match kept.iter_mut().find(|event| same(event, &one.event, loose)) {
            Some(event) => add_mention(event, &one.event),
            None if one.headline && has_body => {}
            None => kept.push(one.event),
        }
    }
    kept.sort_by_key(|event| {
        (
            event.evidence.trigger.offsets.start,
            event.evidence.offsets.start,
        )
    });
    kept
}

fn same(a: &Event, b: &Event, loose: bool) -> bool {
    let same_act = a.act.event_type == b.act.event_type && (loose || a.act.mode == b.act.mode);
    let same_claim = a.status == b.status && (loose || speakers_agree(a, b));
    same_act
        && same_claim
        && parties_agree(a, b, loose)
        && times_agree(a.time.as_ref(), b.time.as_ref())
}

fn speakers_agree(a: &Event, b: &Event) -> bool {
    let names = |event: &Event| -> Vec<String> { event.attributed_to.iter().map(key).collect() };
    a.attributed_to.is_empty() || b.attributed_to.is_empty() || names(a) == names(b)
}

fn key(party: &Party) -> String {
    let name = party.entity.as_ref().or(party.name.as_ref());
    name.unwrap_or(&party.text).to_lowercase()
}

fn keys(parties: &[Party]) -> Vec<String> {
    let mut keys: Vec<String> = parties.iter().map(key).collect();
    keys.sort();
    keys
}

fn parties_agree(a: &Event, b: &Event, loose: bool) -> bool {
    if loose {
        let countries = |event: &Event| -> Vec<String> {
            let parties = event.actors.iter().chain(&event.recipients);
            parties.filter_map(|party| party.country.clone()).collect()
        };
        let (of_a, of_b) = (countries(a), countries(b));
        return !of_b.is_empty() && of_b.iter().all(|country| of_a.contains(country));
    }
    if a.reciprocal && b.reciprocal {
        let all = |event: &Event| keys(&[&event.actors[..], &event.recipients[..]].concat());
        return all(a) == all(b);
    }
    keys(&a.actors) == keys(&b.actors) && keys(&a.recipients) == keys(&b.recipients)
}

fn times_agree(a: Option<&TimeSpan>, b: Option<&TimeSpan>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.start <= b.end && b.start <= a.end,
        _ => true,
    }
}

fn add_mention(event: &mut Event, other: &Event) {
    let offsets: Offsets = other.evidence.offsets;
    if offsets != event.evidence.offsets && !event.mentions.contains(&offsets) {
        event.mentions.push(offsets);
        event.mentions.sort();
    }
    if event.place.is_none() {
        event.place = other.place.clone();
    }
    if event.time.as_ref().is_none_or(|time| time.text.is_none())
        && other.time.as_ref().is_some_and(|time| time.text.is_some())
    {
        event.time = other.time.clone();
    }
    if event.attributed_to.is_empty() {
        event.attributed_to = other.attributed_to.clone();
    }
}
