//! What one line of a table is about.
//!
//! In: a report. Out: [`Row`]s: the event itself, or one for each of its pairs. Never: a party that
//! the event has not.
//!
//! *Fidan met Lavrov.* has the two pairs Fidan–Lavrov and Lavrov–Fidan, or, where a meeting is one
//! edge of a network, the first only.

use dateline_record::{Event, Party};

use super::codes::{CODES, Disorder};
use crate::Report;

/// How often the incident of an event is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Events that report it.
    pub reports: i64,
    /// Documents.
    pub documents: i64,
    /// Stories that are no copies of one another.
    pub stories: i64,
    /// Outlets.
    pub outlets: i64,
}

/// The incident that an event reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incident {
    /// Its stable id.
    pub id: String,
    /// Present when the row stands for the whole incident.
    pub counts: Option<Counts>,
}

/// A node of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// What edges refer to.
    pub id: String,
    /// Name to show.
    pub label: String,
    /// `state`, `organisation` or `party`.
    pub kind: &'static str,
    /// State or organisation.
    pub country: Option<String>,
    /// How many edges touch it.
    pub events: i64,
}

/// Two parties of an event.
#[derive(Debug, Clone, Copy, Default)]
pub struct Pair<'r> {
    /// Who acts.
    pub actor: Option<&'r Party>,
    /// Toward whom.
    pub recipient: Option<&'r Party>,
    /// Which of the event's pairs, from 0.
    pub number: usize,
    /// Whether both act alike.
    pub mutual: bool,
}

/// What one line is about.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// The event and its document.
    pub report: &'r Report,
    /// Its incident, when it is known.
    pub incident: Option<&'r Incident>,
    /// The pair, in tables of pairs.
    pub pair: Pair<'r>,
    /// What the event is to ACLED.
    pub disorder: Option<&'r Disorder>,
}

impl<'r> Row<'r> {
    /// A row for a whole event.
    pub fn new(report: &'r Report, incident: Option<&'r Incident>) -> Self {
        Row {
            report,
            incident,
            pair: Pair::default(),
            disorder: disorder(&report.event),
        }
    }

    /// The event.
    pub fn event(&self) -> &'r Event {
        &self.report.event
    }

    /// The counts of its incident, when the row stands for it.
    pub fn counts(&self) -> Option<Counts> {
        self.incident.and_then(|incident| incident.counts)
    }
}

/// What an event is to ACLED, if anything.
fn disorder(event: &Event) -> Option<&'static Disorder> {
    let civilian = is_against_civilians(event);
    let modes = [event.plover.mode.as_deref(), event.act.mode.as_deref()];
    let mut rows = CODES.disorders.iter();
    rows.find(|row| row.fits(event.plover.event_type, &modes, civilian))
}

/// Whether all recipients are civilian.
pub fn is_against_civilians(event: &Event) -> bool {
    !event.recipients.is_empty() && event.recipients.iter().all(is_civilian)
}

/// ACLED's class of a party; empty when it has none.
pub fn acled_class(party: &Party) -> &'static str {
    let sector = party.sector.as_deref().and_then(|code| CODES.sector(code));
    sector.map_or("", |sector| &sector.acled)
}

fn is_civilian(party: &Party) -> bool {
    let sector = party.sector.as_deref().and_then(|code| CODES.sector(code));
    sector.is_some_and(|sector| sector.civilian)
}

/// The pairs of an event. Those that act alike give a pair each way when `both_ways`, else one;
/// where one side is not named, the other stands alone.
pub fn pairs(event: &Event, both_ways: bool) -> Vec<Pair<'_>> {
    let mut found = Vec::new();
    if event.reciprocal {
        for (first, actor) in event.actors.iter().enumerate() {
            let others = event.actors.iter().enumerate();
            let others =
                others.filter(|(second, _)| *second > first || (both_ways && *second != first));
            found.extend(others.map(|(_, other)| (Some(actor), Some(other), true)));
        }
    }
    for actor in &event.actors {
        let toward = event.recipients.iter();
        found.extend(toward.map(|recipient| (Some(actor), Some(recipient), false)));
    }
    if found.is_empty() {
        found.extend(event.actors.iter().map(|actor| (Some(actor), None, false)));
        found.extend(
            event
                .recipients
                .iter()
                .map(|party| (None, Some(party), false)),
        );
    }
    if found.is_empty() {
        found.push((None, None, false));
    }
    let numbered = found.into_iter().enumerate();
    numbered
        .map(|(number, (actor, recipient, mutual))| Pair {
            actor,
            recipient,
            number,
            mutual,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::testing::report;

    #[test]
    fn a_meeting_has_a_pair_each_way() {
        let mut event = report().event;
        event.recipients.clear();
        assert_eq!(pairs(&event, true).len(), 2);
        assert_eq!(pairs(&event, false).len(), 1);
        event.reciprocal = false;
        let alone = pairs(&event, true);
        assert_eq!(alone.len(), 2);
        assert!(alone.iter().all(|pair| pair.recipient.is_none()));
    }

    #[test]
    fn whoever_meets_a_body_has_a_pair_with_it() {
        let event = report().event;
        assert_eq!(pairs(&event, true).len(), 4);
        assert_eq!(
            pairs(&event, false)
                .iter()
                .filter(|pair| pair.mutual)
                .count(),
            1
        );
    }

    #[test]
    fn an_event_without_parties_has_one_row() {
        let mut event = report().event;
        event.actors.clear();
        event.recipients.clear();
        assert_eq!(pairs(&event, true).len(), 1);
    }
}
