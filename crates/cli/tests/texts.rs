//! Character sets, web pages and what the commands make of real sentences.
//!
//! In: pages and texts of this file's own. Out: decoded text, records, explanations, trees. Never: a
//! judgement on the quality of the coding; that is the rules' and the scorers' business.

mod common;

use common::{Desk, Outcome};
use serde_json::Value;

const SENTENCE: &str =
    "Norwegian Foreign Minister Espen Barth Eide met his Swedish counterpart in Oslo on Tuesday.\n";

fn page(charset: &str, title: &str, paragraphs: &[&str]) -> String {
    let body: String = paragraphs
        .iter()
        .map(|text| format!("<p>{text}</p>\n"))
        .collect();
    format!(
        "<!doctype html><html><head><meta charset=\"{charset}\"><title>{title}</title></head>\n\
         <body><article><h1>{title}</h1>\n{body}</article></body></html>\n"
    )
}

/// The bytes of a text in a character set of one byte a character.
fn encoded(text: &str, byte: impl Fn(char) -> u8) -> Vec<u8> {
    text.chars()
        .map(|character| {
            if character.is_ascii() {
                character as u8
            } else {
                byte(character)
            }
        })
        .collect()
}

fn document(outcome: &Outcome) -> Value {
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    outcome.rows()[0].clone()
}

/// What stands at the offsets of the trigger of each event.
fn triggers_match(document: &Value) -> usize {
    let text: Vec<char> = document["document"]["text"]
        .as_str()
        .unwrap()
        .chars()
        .collect();
    let events = document["events"].as_array().unwrap();
    for event in events {
        let trigger = &event["evidence"]["trigger"];
        let end = |name: &str| trigger[name].as_u64().unwrap() as usize;
        let words: String = text[end("start")..end("end")].iter().collect();
        assert_eq!(trigger["text"], words);
    }
    events.len()
}

#[test]
fn a_latin_1_page() {
    let long = "Ministers of Spain and Norway met in Málaga on Tuesday to sign an agreement on fishing, the Spanish foreign ministry said in a statement.";
    let text = page(
        "iso-8859-1",
        "Talks in Málaga",
        &[
            long,
            "El señor López welcomed the Norwegian delegation, which stayed until Wednesday evening.",
        ],
    );
    let desk = Desk::with(
        "page.html",
        encoded(&text, |character| character as u32 as u8),
    );
    let document = document(&desk.run(&["code", "page.html", "--format", "documents"]));
    let text = document["document"]["text"].as_str().unwrap();
    assert!(
        text.contains("met in Málaga on") && text.contains("señor López"),
        "{text}"
    );
    assert!(triggers_match(&document) > 0);
}

#[test]
fn a_windows_1251_page() {
    let cyrillic = |character: char| match character {
        'А'..='я' => (character as u32 - 'А' as u32 + 0xC0) as u8,
        '—' => 0x97,
        other => panic!("{other}"),
    };
    let long = "Министры Казахстана и Узбекистана встретились в Астане во вторник — переговоры продолжались три часа и закончились подписанием соглашения.";
    let mixed = "Ministers of Kazakhstan and Uzbekistan met in Astana on Tuesday, the ministry said in a statement after the talks.";
    let text = page("windows-1251", "Переговоры в Астане", &[long, mixed]);
    let desk = Desk::with("page.html", encoded(&text, cyrillic));
    let document = document(&desk.run(&["code", "page.html", "--format", "documents"]));
    let text = document["document"]["text"].as_str().unwrap();
    assert!(
        text.contains("Министры Казахстана") && text.contains(mixed),
        "{text}"
    );
    triggers_match(&document);
}

#[test]
fn a_page_keeps_its_residue_out_of_the_events() {
    let page = include_str!("../../../examples/page.html");
    let desk = Desk::with("page.html", page);
    let document = document(&desk.run(&["code", "page.html", "--format", "documents"]));
    assert_eq!(document["document"]["published"], "2025-06-04");
    assert_eq!(document["document"]["published_basis"], "metadata");
    let text = document["document"]["text"].as_str().unwrap();
    assert!(
        text.contains("met in La Paz") && !text.contains("newsletter"),
        "{text}"
    );
    assert!(triggers_match(&document) > 0);
    let regions = document["document"]["regions"].as_array().unwrap();
    let body = regions
        .iter()
        .find(|region| region["kind"] == "body")
        .unwrap();
    for event in document["events"].as_array().unwrap() {
        let start = event["evidence"]["start"].as_u64().unwrap();
        assert!(start >= body["start"].as_u64().unwrap(), "{event}");
    }
}

#[test]
fn the_sample_of_the_readme_is_coded() {
    let sample = include_str!("../../../examples/summit.txt");
    let desk = Desk::with("summit.txt", sample);
    let outcome = desk.run(&["code", "summit.txt"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let rows = outcome.rows();
    let statuses: Vec<&str> = rows
        .iter()
        .map(|row| row["status"].as_str().unwrap())
        .collect();
    for status in ["planned", "possible", "denied", "occurred"] {
        assert!(statuses.contains(&status), "{statuses:?}");
    }
    assert!(
        rows.iter()
            .all(|row| row["document"] == "summit" && row["rule"].is_string())
    );
}

#[test]
fn explain_and_code_give_the_same_events() {
    let desk = Desk::with("a.txt", SENTENCE);
    let code = desk.run(&["code", "a.txt", "--format", "documents"]).rows();
    let explained = desk.run(&["explain", "a.txt", "--format", "json"]).rows();
    assert_eq!(explained[0]["coding"], code[0]);
    assert_eq!(
        explained[0]["events"][0]["event"],
        code[0]["events"][0]["id"]
    );
    let inside = desk.run(&["code", "a.txt", "--explain"]).rows();
    assert_eq!(inside[0]["explanation"][0]["part"], "rule");
}

#[test]
fn explain_names_sentence_rule_parties_and_near_misses() {
    let text = SENTENCE.to_owned() + "The ministry met its budget target.\n";
    let outcome = Desk::with("a.txt", text).run(&["explain", "a.txt", "--published", "2024-07-03"]);
    let said = &outcome.stdout;
    assert!(said.starts_with("a, 2024-07-03"), "{said}");
    assert!(
        said.contains("[0] Norwegian Foreign Minister Espen Barth Eide met"),
        "{said}"
    );
    assert!(
        said.contains("  CONSULT/meet occurred: Espen Barth Eide ("),
        "{said}"
    );
    assert!(
        said.contains("rule           consult.meet on \"met\"  [rules/en/consult.toml:"),
        "{said}"
    );
    assert!(
        said.contains("place          \"Oslo\" is Oslo (Oslo, NOR): "),
        "{said}"
    );
    assert!(said.contains("[data/world/places.tsv:"), "{said}");
    assert!(
        said.contains("met                          ROOT       trigger\n"),
        "{said}"
    );
    let misses = said.split("sentences without event").nth(1).expect(said);
    assert!(misses.contains(" at \"met\": "), "{said}");
}

#[test]
fn parse_prints_ten_columns_for_each_token() {
    let outcome = Desk::with("a.txt", SENTENCE).run(&["parse", "a.txt"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let tokens: Vec<Vec<&str>> = outcome
        .stdout
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').collect())
        .collect();
    assert_eq!(tokens.len(), 15);
    assert!(tokens.iter().all(|columns| columns.len() == 10));
    assert_eq!(tokens.iter().filter(|columns| columns[6] == "0").count(), 1);
    let met = tokens.iter().find(|columns| columns[1] == "met").unwrap();
    assert_eq!((met[2], met[6]), ("meet", "0"));
}

#[test]
fn relate_finds_a_side_without_a_place() {
    let rows = r#"{"id": 1, "text": "Oslo thanked Rome.", "source": {"text": "Oslo", "start": null, "end": null}, "target": {"text": "Rome", "start": 13, "end": 17}}
{"id": 2, "text": "Oslo thanked Rome.", "source": {"text": "Oslo", "start": 0, "end": 4}, "target": {"text": "a recipient", "start": null, "end": null}}
"#;
    let answers = Desk::new().run_with(&["relate"], rows.as_bytes()).rows();
    assert_eq!(answers.len(), 2);
    assert_eq!(answers[0]["type"], "SUPPORT");
    assert_eq!(answers[1]["type"], "SUPPORT");
}

#[test]
fn relate_tells_direction() {
    let row = |id: u32, source: [u32; 2], target: [u32; 2]| {
        let mark = |[start, end]: [u32; 2]| serde_json::json!({"start": start, "end": end});
        let text = "Norway accused Russia of jamming signals.";
        serde_json::json!({"id": id, "text": text, "source": mark(source), "target": mark(target)})
            .to_string()
            + "\n"
    };
    let rows = row(1, [0, 6], [15, 21]) + &row(2, [15, 21], [0, 6]);
    let answers = Desk::new().run_with(&["relate"], rows.as_bytes()).rows();
    assert_eq!(
        (&answers[0]["id"], &answers[0]["type"]),
        (&1.into(), &"ACCUSE".into())
    );
    assert_eq!(
        (&answers[0]["quad"], &answers[0]["status"]),
        (&3.into(), &"occurred".into())
    );
    let sure = |row: usize| answers[row]["confidence"].as_f64().unwrap();
    assert!(sure(0) > sure(1), "{answers:?}");
    let keys: Vec<&String> = answers[1].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        ["id", "type", "quad", "act", "status", "rule", "confidence"]
    );
}
