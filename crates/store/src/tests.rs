//! A coding goes into a store and comes out as it was.

use dateline_record::Coding;
use serde_json::json;

use crate::{Added, Entry, Run, SentenceRow, SourceRow, Store, content_hash};

/// A coding with one event, two actors, a place and all further records.
pub(crate) fn coding(id: &str, published: &str) -> Coding {
    let party = |name: &str, country: &str| {
        json!({"text": name, "start": 0, "end": 5, "name": name, "entity": null, "office": null,
            "country": country, "organisation": null, "sector": "GOV", "code": format!("{country}GOV")})
    };
    serde_json::from_value(json!({
        "schema": "1",
        "document": {"id": id, "title": "Talks", "outlet": "Gazette", "language": "en",
            "published": published, "published_basis": "given", "published_grounds": null,
            "regions": [{"kind": "body", "start": 0, "end": 30}]},
        "events": [{"id": format!("{id}-1"), "act": {"type": "CONSULT", "mode": "meet"},
            "status": "planned",
            "plover": {"type": "AGREE", "mode": null, "contexts": ["diplomatic", "military"]},
            "cameo": "036", "quad": 1, "scale": 2.5, "goldstein": 4.0,
            "actors": [party("Amina Diallo", "SEN"), party("João Freire", "PRT")],
            "recipients": [party("African Union", "AU")], "reciprocal": true,
            "count": {"value": 24.0, "unit": "documents", "approximate": true},
            "time": {"text": "Friday", "start": "2025-07-04", "end": "2025-07-05"},
            "place": {"text": "Dakar", "name": "Dakar", "country": "SEN", "admin1": null,
                "latitude": 14.7, "longitude": -17.4, "geonames": 2253354, "precision": "city",
                "reason": "named in the clause"},
            "attributed_to": [party("Omar Sy", "SEN")], "background": false,
            "evidence": {"sentence": 0, "start": 0, "end": 17,
                "trigger": {"start": 6, "end": 9, "text": "meet"}},
            "mentions": [{"start": 3, "end": 9}], "rule": "consult.meet", "confidence": 0.93}],
        "statements": [{"speaker": party("Omar Sy", "SEN"), "kind": "direct", "start": 0, "end": 5,
            "verb": "said", "time": null}],
        "memberships": [{"organisation": "AU", "member": "SEN", "kind": "founder", "since": "2002",
            "until": null, "world": "agrees", "evidence": {"start": 1, "end": 4}}],
        "figures": [{"value": 40.0, "unit": "percent", "of": "trade", "about": "AU",
            "approximate": false, "start": 2, "end": 4}],
        "people": [{"name": "Amina Diallo", "office": null, "country": "SEN", "entity": null,
            "mentions": [[0, 5], [9, 11]]}]
    }))
    .expect("the sample is a coding")
}

pub(crate) fn run() -> Run {
    let text = |text: &str| text.to_owned();
    Run {
        source: text("dateline"),
        program: text("0.1.0"),
        schema: text("1"),
        rules: text("3 (abc)"),
        world: text("1990-01-01 to 2026-01-01"),
    }
}

/// Adds a coding with one sentence.
pub(crate) fn add(store: &mut Store, coding: &Coding, text: &str) -> Added {
    let sentence = SentenceRow {
        kind: dateline_record::RegionKind::Body,
        offsets: dateline_record::Offsets {
            start: 0,
            end: text.chars().count(),
        },
        text: text.to_owned(),
    };
    let source = SourceRow {
        hash: format!("source of {}", coding.document.id),
        file: "feed.jsonl".to_owned(),
        line: Some(1),
    };
    let hash = content_hash(coding, Some(&coding.document.id), text);
    let entry = Entry {
        coding,
        run: &run(),
        hash: &hash,
        text: Some(text),
        sentences: &[sentence],
        url: None,
        source: Some(&source),
    };
    store.add(&entry).expect("the store takes it")
}

#[test]
fn an_event_comes_out_as_it_went_in() {
    let mut store = Store::in_memory().unwrap();
    let coding = coding("a", "2025-07-01");
    let added = add(
        &mut store,
        &coding,
        "Diallo will meet João Freire in Dakar.",
    );
    assert!(matches!(added, Added::New(_)));
    let reports: Vec<_> = store.reports().collect::<Result<_, _>>().unwrap();
    assert_eq!(reports.len(), 1);
    assert_eq!(reports[0].event, coding.events[0]);
    assert_eq!(reports[0].document.outlet.as_deref(), Some("Gazette"));
    assert_eq!(store.reports_of(reports[0].document.key).unwrap(), reports);
}

#[test]
fn the_same_content_is_kept_once() {
    let mut store = Store::in_memory().unwrap();
    let coding = coding("a", "2025-07-01");
    let first = add(&mut store, &coding, "Diallo will meet Freire.");
    let second = add(&mut store, &coding, "Diallo will meet Freire.");
    let (Added::New(new), Added::Present(old)) = (first, second) else {
        panic!("{first:?}, {second:?}");
    };
    assert_eq!(new, old);
    assert_eq!(store.reports().count(), 1);
    assert_eq!(
        store.document_of_source("source of a", &run()).unwrap(),
        Some((new, true))
    );
}

#[test]
fn reports_come_in_order_of_publication_whatever_the_order_of_adding() {
    let mut store = Store::in_memory().unwrap();
    for number in (0..150).rev() {
        let day = format!("2025-0{}-{:02}", 1 + number / 28, 1 + number % 28);
        add(
            &mut store,
            &coding(&format!("d{number}"), &day),
            &format!("Text {number}."),
        );
    }
    let days: Vec<_> = store
        .reports()
        .map(|report| report.unwrap().document.published)
        .collect();
    assert_eq!(days.len(), 150);
    assert!(days.is_sorted());
}

#[test]
fn a_full_store_takes_nothing_more_and_loses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("full.db");
    let mut store = Store::open(&path).unwrap();
    add(
        &mut store,
        &coding("first", "2025-07-01"),
        "Diallo will meet Freire.",
    );
    let pages: i64 = store
        .connection
        .pragma_query_value(None, "page_count", |row| row.get(0))
        .unwrap();
    store
        .connection
        .pragma_update_and_check(None, "max_page_count", pages + 8, |_| Ok(()))
        .unwrap();
    let mut taken = 1;
    let error = loop {
        let coding = coding(&format!("d{taken}"), "2025-07-01");
        let text = format!("Text {taken} {}", "word ".repeat(500));
        let hash = content_hash(&coding, None, &text);
        let entry = Entry {
            coding: &coding,
            run: &run(),
            hash: &hash,
            text: Some(&text),
            sentences: &[],
            url: None,
            source: None,
        };
        match store.add(&entry) {
            Ok(_) => taken += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, crate::StoreError::Full), "{error}");
    assert_eq!(store.reports().count(), taken);
    drop(store);
    let store = Store::open_read_only(&path).unwrap();
    assert_eq!(store.reports().count(), taken);
    assert!(store.connection.execute("DELETE FROM events", []).is_err());
}
