//! Small reports, made from a line.

use dateline_record::{Coding, RegionKind};
use serde_json::{Value, json};

use crate::incident::{Claim, Incident, IncidentFilter, Policy, claims_of};
use crate::tests::run;
use crate::{Entry, SentenceRow, Store};

/// One report: what a document with one event says.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub published: &'static str,
    pub act: &'static str,
    pub status: &'static str,
    /// States of actors and of recipients, each joined by `+`; empty for none.
    pub actors: &'static str,
    pub recipients: &'static str,
    /// A day with words for it (`Friday 2025-07-04`), a day alone when it was assumed, or nothing.
    pub time: &'static str,
    /// A town with its state (`Dakar SEN`), or nothing.
    pub place: &'static str,
    pub count: Option<f64>,
    pub speaker: &'static str,
    pub sentence: &'static str,
}

/// A meeting of two states in Dakar on a day.
pub(super) const MEETING: Line = Line {
    published: "2025-07-05",
    act: "CONSULT/meet",
    status: "occurred",
    actors: "SEN",
    recipients: "PRT",
    time: "Friday 2025-07-04",
    place: "Dakar SEN",
    count: None,
    speaker: "",
    sentence: "Senegal met Portugal in Dakar on Friday.",
};

fn parties(states: &str) -> Value {
    let states = states.split('+').filter(|state| !state.is_empty());
    let party = |state: &str| {
        json!({"text": state, "start": 0, "end": 3, "name": state, "entity": format!("state-{state}"),
            "office": null, "country": state, "organisation": null, "sector": "GOV",
            "code": format!("{state}GOV")})
    };
    states.map(party).collect()
}

fn time(text: &str) -> Value {
    match text.split_once(' ') {
        Some((words, day)) => json!({"text": words, "start": day, "end": day}),
        None if text.is_empty() => Value::Null,
        None => json!({"text": null, "start": text, "end": text}),
    }
}

fn place(text: &str) -> Value {
    let Some((name, state)) = text.split_once(' ') else {
        return Value::Null;
    };
    let seed = f64::from(name.bytes().map(u32::from).sum::<u32>() % 60);
    json!({"text": name, "name": name, "country": state, "admin1": null, "latitude": seed,
        "longitude": seed, "geonames": null, "precision": "city", "reason": "named in the clause"})
}

/// A document with one event.
pub(super) fn coding(id: &str, line: &Line) -> Coding {
    let (kind, mode) = match line.act.split_once('/') {
        Some((kind, mode)) => (kind, Some(mode)),
        None => (line.act, None),
    };
    let count = line
        .count
        .map(|value| json!({"value": value, "unit": "people", "approximate": false}));
    let speaker = match line.speaker {
        "" => json!([]),
        name => json!([{"text": name, "start": 0, "end": 1, "name": name, "entity": null,
            "office": null, "country": null, "organisation": null, "sector": null, "code": null}]),
    };
    serde_json::from_value(json!({
        "schema": "1",
        "document": {"id": id, "title": null, "outlet": format!("Gazette {id}"), "language": "en",
            "published": line.published, "published_basis": "given", "published_grounds": null,
            "regions": []},
        "events": [{"id": format!("{id}-1"), "act": {"type": kind, "mode": mode},
            "status": line.status, "plover": {"type": kind, "mode": null, "contexts": []},
            "cameo": null, "quad": 1, "scale": 1.0, "goldstein": null,
            "actors": parties(line.actors), "recipients": parties(line.recipients),
            "reciprocal": kind == "CONSULT", "count": count, "time": time(line.time),
            "place": place(line.place), "attributed_to": speaker, "background": false,
            "evidence": {"sentence": 0, "start": 0, "end": 9,
                "trigger": {"start": 4, "end": 7, "text": "met"}},
            "mentions": [], "rule": "test", "confidence": 0.9}],
        "statements": [], "memberships": [], "figures": [], "people": []
    }))
    .expect("the line is a coding")
}

/// Puts documents into a store; each is named by its number and its line, so that the same line has
/// the same content in any order.
pub(super) fn put(store: &mut Store, lines: &[(usize, Line)]) {
    for (number, line) in lines {
        let id = format!("d{number}");
        let coding = coding(&id, line);
        let sentences = [SentenceRow {
            kind: RegionKind::Body,
            offsets: dateline_record::Offsets {
                start: 0,
                end: line.sentence.len(),
            },
            text: line.sentence.to_owned(),
        }];
        let hash = format!("hash of {id}");
        store
            .add(&Entry {
                coding: &coding,
                run: &run(),
                hash: &hash,
                text: Some(line.sentence),
                sentences: &sentences,
                url: None,
                source: None,
            })
            .expect("the document can be added");
    }
}

/// All incidents of a store.
pub(super) fn incidents(store: &Store) -> Vec<Incident> {
    let mut incidents = store
        .incidents(&IncidentFilter::default())
        .expect("incidents can be read");
    incidents.iter_mut().for_each(|incident| incident.key = 0);
    incidents
}

/// A store of these lines, matched at once.
pub(super) fn store_of(lines: &[Line]) -> Store {
    let mut store = Store::in_memory().expect("there is memory");
    let lines: Vec<(usize, Line)> = lines.iter().cloned().enumerate().collect();
    put(&mut store, &lines);
    store.match_incidents().expect("reports can be matched");
    store
}

/// The claims of these lines, through a store.
pub(super) fn claims(lines: &[Line]) -> Vec<Claim> {
    let store = store_of(lines);
    let policy = Policy::embedded();
    let documents = 1..=i64::try_from(lines.len()).expect("there are few lines");
    let reports = documents.map(|document| store.reports_of(document).expect("it is there"));
    reports
        .flat_map(|reports| claims_of(&reports, &policy))
        .collect()
}
