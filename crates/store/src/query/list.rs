//! What is told of the events that are asked for.
//!
//! In: a [`Question`]. Out: SQL with an order of rows that hangs on their content alone. Never: a
//! row that stands for an event which the filter does not let through.
//!
//! [`List::Parties`] of *NATO at the summit of the SCO* has one row for each attendant and status.

use rusqlite::types::Value;

use super::Question;
use super::build::{self, ORDER};
use super::filter::Filter;

/// What is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum List {
    /// A row for each event (each report).
    #[default]
    Events,
    /// A row for each incident that such an event reports.
    Incidents,
    /// A row for each party that the filter names, by status.
    Parties,
    /// A row for each other party of these events, by status.
    Others,
    /// A row for each claim: speaker, status, act, parties.
    Speakers,
    /// A row for each pair of states, month and quad; without denied events unless asked for.
    Dyads,
    /// A row for each document.
    Documents,
}

/// The columns of events on a narrow page.
const NARROW: &str = "flat.day, flat.document, flat.type || coalesce('/' || flat.mode, '') AS act,
  flat.status, flat.actors, flat.recipients, flat.start_date, flat.end_date, flat.place,
  flat.attributed_to";

/// The question as SQL, and the values of its parameters.
pub(super) fn sql_of(question: &Question) -> (String, Vec<Value>) {
    let filter = &question.filter;
    let limit = question.limit.filter(|_| question.list == List::Events);
    let (asked, mut values) = build::asked(filter, limit);
    let told = match question.list {
        List::Events => events(question.narrow),
        List::Incidents => INCIDENTS.to_owned(),
        List::Parties | List::Others => parties(question, &mut values),
        List::Speakers => SPEAKERS.to_owned(),
        List::Dyads => dyads(filter),
        List::Documents => DOCUMENTS.to_owned(),
    };
    let limit = question
        .limit
        .map_or(String::new(), |limit| format!("\nLIMIT {limit}"));
    (format!("WITH {asked}\n{told}{limit}"), values)
}

fn events(narrow: bool) -> String {
    let columns = if narrow { NARROW } else { "flat.*" };
    format!(
        "SELECT {columns} FROM asked JOIN events_flat AS flat USING (event_id) ORDER BY {ORDER}"
    )
}

const INCIDENTS: &str = "SELECT incidents.* FROM incidents WHERE incident_id IN
  (SELECT incident_id FROM incident_events JOIN asked USING (event_id))
ORDER BY start_date, incident";

const SPEAKERS: &str = "SELECT flat.attributed_to AS speaker, flat.status, flat.type, flat.mode,
  flat.actors, flat.recipients, count(DISTINCT coalesce(flat.incident, flat.event_id)) AS incidents,
  count(*) AS reports, min(flat.day) AS first_day, max(flat.day) AS last_day,
  min(flat.document) AS document, min(flat.sentence_text) AS sentence
FROM asked JOIN events_flat AS flat USING (event_id)
GROUP BY 1, 2, 3, 4, 5, 6
ORDER BY speaker IS NULL, 1, 2, 3, 4, 5, 6";

const DOCUMENTS: &str = "SELECT document.document, document.hash, document.story, document.title,
  document.outlet, document.url, document.published, count(*) AS events
FROM asked JOIN documents AS document USING (hash)
GROUP BY document.document_id
ORDER BY document.published, document.document, document.hash";

fn parties(question: &Question, values: &mut Vec<Value>) -> String {
    let filter = &question.filter;
    let asked = build::party_asked(filter, values);
    let condition = match question.list {
        List::Others => asked.others(),
        _ => asked.about(),
    };
    let standing = match &filter.members {
        Some(_) => "\n  max(standing(party.country, event.day)) AS standing,",
        None => "",
    };
    format!(
        "SELECT max(coalesce(party.name, party.text)) AS name, max(party.office) AS office,
  party.country, max(party.organisation) AS organisation,{standing}
  event.status, group_concat(DISTINCT event.type || coalesce('/' || event.mode, '')) AS acts,
  count(DISTINCT coalesce('i' || member.incident_id, 'e' || event.event_id)) AS incidents,
  count(DISTINCT event.event_id) AS reports, min(event.day) AS first_day, max(event.day) AS last_day
FROM asked CROSS JOIN events AS event USING (event_id)
CROSS JOIN parties AS party USING (event_id)
LEFT JOIN incident_events AS member USING (event_id)
WHERE party.role <> 'speaker' AND {condition}
GROUP BY coalesce(party.entity, party.name, party.text), party.country, event.status
ORDER BY 1, 3, event.status"
    )
}

/// The rows of the view `dyads` for what is asked: SQLite would make the whole view first.
const PAIRS: &str = "SELECT DISTINCT event.event_id,
  iif(event.reciprocal, min(one.country, other.country), one.country) AS actor,
  iif(event.reciprocal, max(one.country, other.country), other.country) AS recipient,
  substr(event.day, 1, 7) AS month, event.quad,
  coalesce('i' || member.incident_id, 'e' || event.event_id) AS incident
FROM asked CROSS JOIN events AS event USING (event_id)
CROSS JOIN parties AS one ON one.event_id = event.event_id AND one.role = 'actor'
CROSS JOIN parties AS other ON other.event_id = event.event_id AND (other.role = 'recipient'
  OR (event.reciprocal AND other.role = 'actor' AND other.position > one.position))
LEFT JOIN incident_events AS member ON member.event_id = event.event_id
WHERE one.country <> other.country";

fn dyads(filter: &Filter) -> String {
    let real = match filter.statuses.is_empty() {
        true => "AND event.status <> 'denied'",
        false => "",
    };
    format!(
        "SELECT actor, recipient, month, quad, count(DISTINCT incident) AS incidents,
  count(*) AS reports
FROM ({PAIRS} {real})
GROUP BY actor, recipient, month, quad
ORDER BY actor, recipient, month, quad"
    )
}
