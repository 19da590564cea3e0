//! Relations of marked pairs, from the text on.

use dateline_code::EventCoder;
use dateline_code::relate::RelationVerdict;
use dateline_code::scorer::{Class, Scorer};
use dateline_parse::Parser;
use dateline_read::Reader;
use dateline_record::{EventType, Offsets};

struct Desk {
    reader: Reader,
    parser: Parser,
    coder: EventCoder,
}

impl Desk {
    fn new() -> Desk {
        Desk {
            reader: Reader::embedded(),
            parser: Parser::embedded(),
            coder: EventCoder::embedded(),
        }
    }

    fn relate(&self, text: &str, source: &str, target: &str) -> RelationVerdict {
        let document = self.reader.read_sentence("", text);
        let trees = self.parser.parse(&document);
        let (source, target) = (place(text, source), place(text, target));
        self.coder.relate(&document, &trees, source, target)
    }

    fn features(&self, text: &str, source: &str, target: &str) -> Vec<String> {
        let document = self.reader.read_sentence("", text);
        let trees = self.parser.parse(&document);
        let (source, target) = (place(text, source), place(text, target));
        self.coder
            .relation_features(&document, &trees, source, target)
    }
}

fn place(text: &str, words: &str) -> Option<Offsets> {
    let start = text[..text.find(words)?].chars().count();
    let end = start + words.chars().count();
    Some(Offsets { start, end })
}

#[test]
fn parties_that_no_table_knows_take_part() {
    let desk = Desk::new();
    let text = "The Zorvan Front attacked Quellby Council on Monday.";
    let verdict = desk.relate(text, "The Zorvan Front", "Quellby Council");
    assert_eq!(verdict.event_type, Some(EventType::Assault));
    assert!(verdict.rule.unwrap().starts_with("assault."));
}

#[test]
fn the_other_direction_is_no_relation() {
    let desk = Desk::new();
    let text = "Islamabad accused Kabul of sheltering the gunmen.";
    let forward = desk.relate(text, "Islamabad", "Kabul");
    assert_eq!(forward.event_type, Some(EventType::Accuse));
    assert_eq!(desk.relate(text, "Kabul", "Islamabad").event_type, None);
}

#[test]
fn features_have_names_and_an_order() {
    let desk = Desk::new();
    let text = "Oslo will not thank Rome.";
    let features = desk.features(text, "Oslo", "Rome");
    for wanted in ["v1:thank", "v1-not", "v1-aux:will", "source:nsubj", "bias"] {
        assert!(features.iter().any(|name| name == wanted), "{wanted}");
    }
    assert!(features.is_sorted());
    assert_eq!(features, desk.features(text, "Oslo", "Rome"));
    assert!(!features.iter().any(|name| name.contains("Oslo")));
}

#[test]
fn the_same_pair_has_the_same_verdict() {
    let text = "Peru recalled its envoy and said it would cut ties with Gabon.";
    let first = Desk::new().relate(text, "Peru", "Gabon");
    assert_eq!(first, Desk::new().relate(text, "Peru", "Gabon"));
    assert!(first.confidence > 0.0 && first.confidence <= 1.0);
}

#[test]
fn no_text_and_no_mark_is_a_fault() {
    let desk = Desk::new();
    for text in ["", "🙂", "…", "東京はパリを非難した。", "Oslo"] {
        let verdict = desk.relate(text, "Oslo", "Rome");
        assert!(verdict.confidence <= 1.0, "{text}");
    }
    assert_eq!(desk.relate("", "a", "b").event_type, None);
}

#[test]
fn embedded_weights_are_read_and_name_what_decided() {
    let scorer = Scorer::embedded();
    assert!(scorer.len() > 1000);
    let features = Desk::new().features("Oslo thanked Rome.", "Oslo", "Rome");
    let ranking = scorer.rank(&features);
    assert_eq!(ranking.class, Class::Type(EventType::Support));
    assert!(features.contains(&ranking.decisive));
}

#[test]
fn malformed_weights_are_a_fault_with_a_line() {
    assert!(Scorer::parse("").is_err());
    let reason = Scorer::parse("0.1\nv1:thank d5\n").unwrap_err();
    assert!(reason.contains("line 2"), "{reason}");
    assert!(Scorer::parse("0.1\nv1:thank\tz5\n").is_err());
    assert!(Scorer::parse("0.1\nv1:thank\td500\n").is_err());
}
