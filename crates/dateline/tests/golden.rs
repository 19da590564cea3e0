//! Whole articles against their expected coding.
//!
//! In: the cases of `tests/golden`. Out: a table of figures, for the cases that the rules were
//! developed with and for those that nobody has looked at. Never: a bare count; the figures must
//! reach those of `tests/golden/floor.toml`.
//!
//! `cargo test -p dateline --test golden -- --nocapture` prints the table and the misses of the known half;
//! those of the other half are shown only when a figure has dropped.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use dateline::{Coder, Event};
use serde_json::{Value, json};
use support::case::{Case, Expected, cases};
use support::score::{Score, score};

/// The score of one case.
fn coded(coder: &Coder, case: &Case) -> Score {
    let date = case.header.published.as_deref();
    let date = date.map(|date| date.parse().expect("a date of publication"));
    let coding = coder.code_text(&case.name, &case.text, date);
    score(case, &coding.events)
}

/// `known` or `unseen`.
fn half(case: &Case) -> &'static str {
    if case.header.unseen {
        "unseen"
    } else {
        "known"
    }
}

#[test]
fn articles_reach_their_floor() {
    let coder = Coder::new();
    let mut halves: BTreeMap<&str, Score> = BTreeMap::new();
    let mut all = Score::default();
    for case in &cases() {
        let one = coded(&coder, case);
        println!("{}", one.line(&format!("{} ({})", case.name, half(case))));
        *halves.entry(half(case)).or_default() += &one;
        all += &one;
    }
    let mut measured = all.figures("all");
    for (name, sum) in &halves {
        println!("{}\n{}", sum.line(name), sum.type_line(name));
        measured.extend(sum.figures(name));
    }
    println!("{}", all.line("all"));
    let low = support::undercut(&support::floors("golden/floor.toml"), &measured);
    println!("{}", halves["known"].misses.join("\n"));
    assert!(
        low.is_empty(),
        "{}\n{}",
        low.join("\n"),
        halves["known"].misses.join("\n")
    );
}

#[test]
fn a_case_coded_as_it_asks_is_right_throughout() {
    for case in &cases() {
        let events: Vec<Event> = case.events.iter().map(as_asked).collect();
        let perfect = score(case, &events);
        assert_eq!(perfect.misses, Vec::<String>::new(), "{}", case.name);
        assert_eq!(perfect.f1(), 1.0, "{}", case.name);
        let nothing = score(case, &[]);
        assert_eq!(nothing.f1(), 0.0, "{}", case.name);
        assert_eq!(nothing.misses.len(), nothing.must, "{}", case.name);
    }
}

/// The event that an expected one asks for.
fn as_asked(expected: &Expected) -> Event {
    let parties = |codes: &BTreeSet<String>| -> Vec<Value> {
        codes.iter().map(|code| party("", Some(code))).collect()
    };
    let (start, end) = expected.evidence[0];
    let time = expected.time.as_ref();
    let place = expected.place.as_ref();
    let act = json!({"type": expected.types[0], "mode": expected.mode});
    let record = json!({
        "id": "", "act": act, "status": expected.status, "plover": {
            "type": expected.types[0], "mode": expected.mode, "contexts": []
        },
        "cameo": null, "quad": 1, "scale": 0.0, "goldstein": null, "count": null,
        "actors": parties(&expected.actors), "recipients": parties(&expected.recipients),
        "reciprocal": expected.symmetric, "background": false, "mentions": [],
        "time": time.map(|(start, end)| json!({"text": null, "start": start, "end": end})),
        "place": place.map(|(name, country)| json!({
            "text": name, "name": name, "country": country, "precision": "city", "reason": ""
        })),
        "attributed_to": expected.speaker.iter().map(|name| party(name, None)).collect::<Vec<_>>(),
        "evidence": {"sentence": 0, "start": start, "end": end, "trigger": {
            "start": start, "end": end, "text": ""
        }},
        "rule": "", "confidence": 1.0
    });
    serde_json::from_value(record).expect("an event")
}

fn party(text: &str, country: Option<&String>) -> Value {
    json!({"text": text, "start": 0, "end": 0, "country": country})
}
