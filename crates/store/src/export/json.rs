//! One JSON object a line.
//!
//! In: rows. Out: the event as records have it, or as PLOVER's draft has it. Never: indented JSON.
//!
//! A planned meeting is, for PLOVER, `"event": ["AGREE"]` with `"future"` among the contexts.

use std::io::Write;

use dateline_record::{Event, Party, Place, PlacePrecision};
use serde::Serialize;
use serde_json::{Value, json};

use super::codes::CODES;
use super::row::Row;
use super::{ExportError, Sink};

/// Lines that are being written.
pub struct Lines<'t> {
    out: Box<dyn Write + Send + 't>,
    record: fn(&Row<'_>) -> Value,
}

impl<'t> Lines<'t> {
    /// Begins lines of records made by a function.
    pub fn new(out: Box<dyn Write + Send + 't>, record: fn(&Row<'_>) -> Value) -> Self {
        Lines { out, record }
    }
}

impl Sink for Lines<'_> {
    fn add(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        let mut line = (self.record)(row).to_string();
        line.push('\n');
        Ok(self.out.write_all(line.as_bytes())?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.out.flush()?)
    }
}

/// An event with its document and incident.
#[derive(Serialize)]
struct Record<'r> {
    document: &'r str,
    #[serde(flatten)]
    event: &'r Event,
    published: Option<String>,
    title: Option<&'r str>,
    outlet: Option<&'r str>,
    url: Option<&'r str>,
    source: &'r str,
    sentence_text: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    incident: Option<Value>,
}

/// The event whole, as `dateline code` writes it, and what the store knows besides.
pub fn event_record(row: &Row<'_>) -> Value {
    let document = &row.report.document;
    json!(Record {
        document: &document.id,
        event: row.event(),
        published: document.published.map(|day| day.to_string()),
        title: document.title.as_deref(),
        outlet: document.outlet.as_deref(),
        url: document.url.as_deref(),
        source: &document.source,
        sentence_text: row.report.sentence.as_deref(),
        incident: incident(row),
    })
}

fn incident(row: &Row<'_>) -> Option<Value> {
    let incident = row.incident?;
    Some(match incident.counts {
        None => json!({"id": incident.id}),
        Some(counts) => json!({"id": incident.id, "reports": counts.reports,
            "documents": counts.documents, "stories": counts.stories, "outlets": counts.outlets}),
    })
}

/// The members of a PLOVER record: name, kind, meaning and source of codes.
pub const MEMBERS: &[[&str; 4]] = &[
    [
        "id",
        "text",
        "Stable hash of document, evidence, act and parties",
        "",
    ],
    [
        "date",
        "day",
        "First day of the event, else day of publication",
        "",
    ],
    ["enddate", "day", "Last day of the event", ""],
    [
        "has_event",
        "flag",
        "Always true: sentences without an event are not exported",
        "",
    ],
    [
        "actor",
        "list",
        "Who acts, as entities",
        "ISO 3166-1 alpha-3, PLOVER sectors",
    ],
    [
        "recipient",
        "list",
        "Toward whom, as entities",
        "ISO 3166-1 alpha-3, PLOVER sectors",
    ],
    ["event", "list", "Type after folding", "PLOVER event types"],
    ["mode", "list", "Mode after folding", "PLOVER modes"],
    [
        "context",
        "list",
        "Contexts and auxiliary markers",
        "PLOVER contexts, data/formats/statuses.tsv",
    ],
    ["quad_code", "integer", "Quad", "data/formats/quads.tsv"],
    [
        "event_scale",
        "real",
        "PLOVER score, -10 to 10",
        "PLOVER scores",
    ],
    ["event_loc", "object", "Where it takes place", "GeoNames"],
    ["event_text", "list", "The trigger", ""],
    [
        "text_info",
        "object",
        "Offsets of the clause in code points, and its sentence",
        "",
    ],
    ["cite_info", "object", "The document, and what coded it", ""],
    [
        "link",
        "text",
        "The incident, where events are joined to incidents",
        "",
    ],
    [
        "size",
        "object",
        "Number and unit, where the act has a number",
        "",
    ],
];

/// The event as PLOVER's draft 2.0 has it.
pub fn plover_record(row: &Row<'_>) -> Value {
    let (event, document) = (row.event(), &row.report.document);
    let day = event
        .time
        .as_ref()
        .map(|time| time.start)
        .or(document.published);
    let entities = |parties: &[Party]| parties.iter().map(entity).collect::<Vec<_>>();
    json!({
        "id": event.id,
        "date": day.map(|day| day.to_string()),
        "enddate": event.time.as_ref().map(|time| time.end.to_string()),
        "has_event": true,
        "actor": entities(&event.actors),
        "recipient": entities(&event.recipients),
        "event": [event.plover.event_type.as_str()],
        "mode": event.plover.mode.iter().collect::<Vec<_>>(),
        "context": contexts(event),
        "quad_code": event.quad,
        "event_scale": event.scale,
        "event_loc": event.place.as_ref().map(location),
        "event_text": [event.evidence.trigger.text],
        "text_info": {"start": event.evidence.offsets.start, "end": event.evidence.offsets.end,
            "sequence": event.evidence.sentence, "text_story": row.report.sentence.iter().collect::<Vec<_>>()},
        "cite_info": {"citation": document.id, "title": document.title, "url": document.url,
            "publication": document.outlet, "language": document.language,
            "coder": document.source, "codebook": "PLOVER 2.0", "version": env!("CARGO_PKG_VERSION")},
        "link": row.incident.map(|incident| incident.id.as_str()),
        "size": event.count.as_ref().map(|count| json!({"value": count.value, "unit": count.unit})),
    })
}

/// The contexts, with PLOVER's markers for what is no plain fact.
fn contexts(event: &Event) -> Vec<&str> {
    let mut contexts: Vec<&str> = event.plover.contexts.iter().map(String::as_str).collect();
    contexts.extend(CODES.marker(event.status));
    if event.background {
        contexts.push("historical");
    }
    contexts
}

fn entity(party: &Party) -> Value {
    json!({
        "entity_text": party.text,
        "identifier_text": party.name,
        "identifier_id": party.entity,
        "code": party.country,
        "sector": party.sector,
        "office": party.office,
    })
}

fn location(place: &Place) -> Value {
    let country = place
        .country
        .as_deref()
        .and_then(|code| CODES.country(code));
    json!({
        "extracted_place": place.text,
        "resolved_place": place.name,
        "geonameid": place.geonames,
        "lat": place.latitude,
        "lon": place.longitude,
        "city": (place.precision == PlacePrecision::City).then_some(&place.name),
        "province": place.admin1,
        "country": country.map(|country| &country.name),
        "country_code": place.country,
        "resolution": match place.precision {
            PlacePrecision::City => 4,
            PlacePrecision::Region => 2,
            PlacePrecision::Country => 1,
        },
    })
}
