//! How long the matching of reports takes as a store grows.
//!
//! In: a number of documents. Out: for each doubling of the store, the microseconds and the incidents
//! per document of the last half. Never: real text; documents are made from a counter.
//!
//! `cargo run --release -p dateline-store --example matching -- 32000 world` spreads acts over forty
//! states; `war` lets two states fight every day in unnamed places.

use std::time::Instant;

use dateline_record::{Coding, Offsets, RegionKind};
use dateline_store::{Entry, Run, SentenceRow, Store, StoreError};
use jiff::ToSpan;
use jiff::civil::date;
use serde_json::{Value, json};

const ACTS: [(&str, &str); 8] = [
    ("CONSULT", "meet"),
    ("CONSULT", "talks"),
    ("CONSULT", "visit"),
    ("ACCUSE", "allege"),
    ("SANCTION", "discontinue"),
    ("ASSAULT", "aerial"),
    ("AID", "humanitarian"),
    ("SUPPORT", "sign"),
];
const TOWNS: u64 = 25;
const PER_DAY: u64 = 60;

fn main() -> Result<(), StoreError> {
    let mut arguments = std::env::args().skip(1);
    let number = arguments
        .next()
        .and_then(|text| text.parse().ok())
        .unwrap_or(8000);
    let war = arguments.next().is_some_and(|kind| kind == "war");
    let mut store = Store::in_memory()?;
    let (mut done, mut goal) = (0, 500);
    while goal <= number {
        let (mut matching, from) = (0, done);
        while done < goal {
            let until = goal.min(done + 200);
            (done..until).try_for_each(|at| put(&mut store, at, war))?;
            let start = Instant::now();
            store.match_incidents()?;
            matching += start.elapsed().as_micros();
            done = until;
        }
        let each = matching / u128::from(done - from);
        let query = "SELECT count(*) FROM incident_groups";
        let found: i64 = store.connection().query_row(query, [], |row| row.get(0))?;
        println!("{done:>8} documents  {each:>6} µs a document  {found:>8} incidents");
        goal *= 2;
    }
    Ok(())
}

/// A number that looks drawn by chance, the same in each run.
fn drawn(seed: u64, salt: u64, below: u64) -> u64 {
    let mut value = seed
        .wrapping_mul(0x9e37_79b9_7f4a_7c15)
        .wrapping_add(salt.wrapping_mul(0xbf58_476d_1ce4_e5b9));
    value ^= value >> 29;
    value = value.wrapping_mul(0x94d0_49bb_1331_11eb);
    (value ^ (value >> 32)) % below
}

fn party(state: u64) -> Value {
    let code = format!("S{state:02}");
    json!({"text": code, "start": 0, "end": 3, "name": code, "entity": code, "office": null,
        "country": code, "organisation": null, "sector": "GOV", "code": code})
}

fn put(store: &mut Store, at: u64, war: bool) -> Result<(), StoreError> {
    let day = date(2020, 1, 1).saturating_add(i64::try_from(at / PER_DAY).unwrap_or(0).days());
    // Four reports in a row are of one act.
    let act = at / 4;
    let (kind, mode) = if war {
        ("ASSAULT", "aerial")
    } else {
        ACTS[drawn(act, 1, 8) as usize]
    };
    let first = if war { 1 } else { drawn(act, 2, 40) };
    let second = if war {
        2
    } else {
        (first + 1 + drawn(act, 3, 39)) % 40
    };
    let stated = !war && drawn(at, 4, 3) > 0;
    let town = format!("T{}", drawn(act, 5, TOWNS));
    let place = json!({"text": town, "name": town, "country": format!("S{first:02}"), "admin1": null,
        "latitude": null, "longitude": null, "geonames": null, "precision": "city", "reason": "-"});
    let id = format!("d{at}");
    let coding: Coding = serde_json::from_value(json!({
        "schema": "1",
        "document": {"id": id, "title": null, "outlet": format!("O{}", at % 9), "language": "en",
            "published": day, "published_basis": "given", "published_grounds": null, "regions": []},
        "events": [{"id": format!("{id}-1"), "act": {"type": kind, "mode": mode},
            "status": "occurred", "plover": {"type": kind, "mode": null, "contexts": []},
            "cameo": null, "quad": 1, "scale": 1.0, "goldstein": null,
            "actors": [party(first)], "recipients": [party(second)], "reciprocal": kind == "CONSULT",
            "count": null,
            "time": {"text": if stated { json!("on the day") } else { Value::Null }, "start": day, "end": day},
            "place": if war || drawn(at, 6, 2) == 0 { Value::Null } else { place },
            "attributed_to": [], "background": false,
            "evidence": {"sentence": 0, "start": 0, "end": 9,
                "trigger": {"start": 4, "end": 7, "text": "met"}},
            "mentions": [], "rule": "made", "confidence": 0.9}],
        "statements": [], "memberships": [], "figures": [], "people": []
    }))
    .map_err(|error| StoreError::Value(error.to_string()))?;
    let text = format!("S{first} acted on S{second}, report {at}.");
    let offsets = Offsets {
        start: 0,
        end: text.len(),
    };
    let sentences = [SentenceRow {
        kind: RegionKind::Body,
        offsets,
        text: text.clone(),
    }];
    let run = Run {
        source: "made".to_owned(),
        program: String::new(),
        schema: String::new(),
        rules: String::new(),
        world: String::new(),
    };
    store.add(&Entry {
        coding: &coding,
        run: &run,
        hash: &format!("{:016x}", drawn(at, 7, u64::MAX)),
        text: Some(&text),
        sentences: &sentences,
        url: None,
        source: None,
    })?;
    Ok(())
}
