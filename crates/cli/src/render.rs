//! Codings as bytes.
//!
//! In: a [`Coding`]. Out: the bytes of one of four formats. Never: a choice of what is coded.
//!
//! As `csv`, *Fidan met Lavrov in Antalya.* is one row with `CONSULT` in the column `type`.

use clap::ValueEnum;
use dateline::{Coding, Event};
use dateline_record::Party;
use serde::Serialize;
use serde_json::{Value, json};

/// How records are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Everything about each document, indented: one object for one document, else a list
    Json,
    /// One event a line, its document's id first
    Jsonl,
    /// Everything about each document, one document a line
    Documents,
    /// One event a row, flat, with a header
    Csv,
}

impl Format {
    /// The format that a file's ending asks for.
    pub fn of_path(path: &std::path::Path) -> Option<Format> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Format::Json),
            "jsonl" | "ndjson" => Some(Format::Jsonl),
            "csv" => Some(Format::Csv),
            _ => None,
        }
    }
}

/// Reasons by event id, to be written into the events.
pub type Reasons = Vec<(String, Vec<Value>)>;

/// The bytes of one document.
pub fn render(format: Format, coding: &Coding, reasons: &Reasons) -> Vec<u8> {
    match format {
        Format::Json if reasons.is_empty() => pretty(coding),
        Format::Json => pretty(&with_reasons(coding, reasons)),
        Format::Documents if reasons.is_empty() => line(coding),
        Format::Documents => line(&with_reasons(coding, reasons)),
        Format::Jsonl => event_lines(coding, reasons),
        Format::Csv => rows(coding),
    }
}

fn pretty(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec_pretty(value).expect("records have string keys only")
}

/// One value and the line's end.
pub fn line(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    push_line(value, &mut bytes);
    bytes
}

fn push_line(value: &impl Serialize, bytes: &mut Vec<u8>) {
    serde_json::to_writer(&mut *bytes, value).expect("records have string keys only");
    bytes.push(b'\n');
}

fn with_reasons(coding: &Coding, reasons: &Reasons) -> Value {
    let mut value = json!(coding);
    if let Some(Value::Array(events)) = value.get_mut("events") {
        for (event, (_, because)) in events.iter_mut().zip(reasons) {
            event["explanation"] = json!(because);
        }
    }
    value
}

#[derive(Serialize)]
struct EventLine<'e> {
    document: &'e str,
    #[serde(flatten)]
    event: &'e Event,
    #[serde(skip_serializing_if = "Option::is_none")]
    explanation: Option<&'e [Value]>,
}

fn event_lines(coding: &Coding, reasons: &Reasons) -> Vec<u8> {
    let reason = |event: &Event| reasons.iter().find(|(id, _)| *id == event.id);
    let one = |event| EventLine {
        document: &coding.document.id,
        event,
        explanation: reason(event).map(|(_, because)| because.as_slice()),
    };
    let mut bytes = Vec::new();
    for event in &coding.events {
        push_line(&one(event), &mut bytes);
    }
    bytes
}

type Column = (&'static str, fn(&Coding, &Event) -> String);

/// The columns of the flat format: name and content.
const COLUMNS: &[Column] = &[
    ("document", |coding, _| coding.document.id.clone()),
    ("published", |coding, _| text(coding.document.published)),
    ("id", |_, event| event.id.clone()),
    ("type", |_, event| event.act.event_type.as_str().to_owned()),
    ("mode", |_, event| text(event.act.mode.as_ref())),
    ("status", |_, event| event.status.as_str().to_owned()),
    ("plover_type", |_, event| {
        event.plover.event_type.as_str().to_owned()
    }),
    ("plover_mode", |_, event| text(event.plover.mode.as_ref())),
    ("contexts", |_, event| event.plover.contexts.join(";")),
    ("cameo", |_, event| text(event.cameo.as_ref())),
    ("quad", |_, event| event.quad.to_string()),
    ("scale", |_, event| event.scale.to_string()),
    ("goldstein", |_, event| text(event.goldstein)),
    ("actors", |_, event| join(&event.actors, name)),
    ("actor_countries", |_, event| {
        join(&event.actors, |party| text(party.country.as_ref()))
    }),
    ("actor_codes", |_, event| {
        join(&event.actors, |party| text(party.code.as_ref()))
    }),
    ("recipients", |_, event| join(&event.recipients, name)),
    ("recipient_countries", |_, event| {
        join(&event.recipients, |party| text(party.country.as_ref()))
    }),
    ("recipient_codes", |_, event| {
        join(&event.recipients, |party| text(party.code.as_ref()))
    }),
    ("reciprocal", |_, event| event.reciprocal.to_string()),
    ("count", |_, event| {
        text(event.count.as_ref().map(|count| count.value))
    }),
    ("count_unit", |_, event| {
        text(event.count.as_ref().map(|count| &count.unit))
    }),
    ("start", |_, event| {
        text(event.time.as_ref().map(|time| time.start))
    }),
    ("end", |_, event| {
        text(event.time.as_ref().map(|time| time.end))
    }),
    ("place", |_, event| {
        text(event.place.as_ref().map(|place| &place.name))
    }),
    ("place_country", |_, event| {
        text(event.place.as_ref().and_then(|it| it.country.as_ref()))
    }),
    ("latitude", |_, event| {
        text(event.place.as_ref().and_then(|place| place.latitude))
    }),
    ("longitude", |_, event| {
        text(event.place.as_ref().and_then(|place| place.longitude))
    }),
    ("attributed_to", |_, event| join(&event.attributed_to, name)),
    ("background", |_, event| event.background.to_string()),
    ("sentence", |_, event| event.evidence.sentence.to_string()),
    ("evidence_start", |_, event| {
        event.evidence.offsets.start.to_string()
    }),
    ("evidence_end", |_, event| {
        event.evidence.offsets.end.to_string()
    }),
    ("trigger", |_, event| event.evidence.trigger.text.clone()),
    ("rule", |_, event| event.rule.clone()),
    ("confidence", |_, event| event.confidence.to_string()),
];

/// The header of the flat format.
pub fn csv_header() -> Vec<u8> {
    csv_bytes(std::iter::once(
        COLUMNS.iter().map(|(name, _)| (*name).to_owned()).collect(),
    ))
}

fn rows(coding: &Coding) -> Vec<u8> {
    let row = |event| {
        COLUMNS
            .iter()
            .map(|(_, content)| content(coding, event))
            .collect()
    };
    csv_bytes(coding.events.iter().map(row))
}

/// Rows of cells as CSV (RFC 4180, lines end in a line feed).
pub fn csv_bytes(rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer
            .write_record(&row)
            .expect("memory takes all rows of one length");
    }
    writer.into_inner().expect("memory can be flushed")
}

fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

fn name(party: &Party) -> String {
    party.name.clone().unwrap_or_else(|| party.text.clone())
}

fn join(parties: &[Party], part: impl Fn(&Party) -> String) -> String {
    parties.iter().map(part).collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A coding with one event, as another program may have stored it.
    fn coding() -> Coding {
        let party = json!({"text": "Fidan, Hakan", "start": 0, "end": 5, "name": null, "entity": null,
            "office": null, "country": "TUR", "organisation": null, "sector": "GOV", "code": "TURGOV"});
        serde_json::from_value(json!({
            "schema": "1",
            "document": {"id": "d", "title": null, "outlet": null, "language": "en",
                "published": "2024-07-03", "published_basis": "given", "published_grounds": null,
                "regions": []},
            "events": [{"id": "e", "act": {"type": "CONSULT", "mode": "meet"}, "status": "planned",
                "plover": {"type": "AGREE", "mode": null, "contexts": ["diplomatic", "military"]},
                "cameo": "036", "quad": 1, "scale": 2.5, "goldstein": 4.0, "actors": [party],
                "recipients": [], "reciprocal": true, "count": null,
                "time": {"text": null, "start": "2024-07-04", "end": "2024-07-05"}, "place": null,
                "attributed_to": [], "background": false,
                "evidence": {"sentence": 0, "start": 0, "end": 17,
                    "trigger": {"start": 6, "end": 9, "text": "meet"}},
                "mentions": [], "rule": "consult.meet", "confidence": 0.93}],
            "statements": [], "memberships": [], "figures": [], "people": []
        }))
        .unwrap()
    }

    #[test]
    fn a_line_of_jsonl_begins_with_the_document() {
        let bytes = render(Format::Jsonl, &coding(), &Vec::new());
        let text = String::from_utf8(bytes).unwrap();
        assert!(
            text.starts_with(r#"{"document":"d","id":"e","act":{"type":"CONSULT""#),
            "{text}"
        );
        assert_eq!(text.matches('\n').count(), 1);
    }

    #[test]
    fn csv_has_as_many_cells_as_columns_and_quotes_commas() {
        let header = String::from_utf8(csv_header()).unwrap();
        let row = String::from_utf8(render(Format::Csv, &coding(), &Vec::new())).unwrap();
        assert_eq!(header.trim_end().split(',').count(), COLUMNS.len());
        assert!(row.contains("\"Fidan, Hakan\",TUR,TURGOV,"), "{row}");
        assert!(row.contains("diplomatic;military,036,1,2.5,4,"), "{row}");
        assert!(row.contains(",2024-07-04,2024-07-05,"), "{row}");
    }

    #[test]
    fn reasons_stand_in_their_event() {
        let reasons = vec![(
            "e".to_owned(),
            vec![json!({"part": "rule", "because": "x"})],
        )];
        let bytes = render(Format::Documents, &coding(), &reasons);
        let value: Value = serde_json::from_slice(&bytes).unwrap();
        assert_eq!(value["events"][0]["explanation"][0]["part"], "rule");
        let plain: Value =
            serde_json::from_slice(&render(Format::Json, &coding(), &Vec::new())).unwrap();
        assert_eq!(plain["events"][0].get("explanation"), None);
    }
}
