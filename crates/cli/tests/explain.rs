//! The page of `dateline explain --html`, and the parts of an explanation.
//!
//! In: texts, some of them hostile. Out: the page, read as XML. Never: a page that needs something from
//! elsewhere.

mod common;

use common::{Desk, row};
use quick_xml::Reader;
use quick_xml::events::Event;

const TEXT: &str = "Norwegian Foreign Minister Espen Barth Eide met Sergey Lavrov in Oslo on Tuesday.\n\n\
The minister <script>alert('x')</script> & \"friends\" took a walk.\n\n\
Norway is likely to recall its ambassador from Kenya, a diplomat said.\n";

fn page(text: &str) -> String {
    let desk = Desk::with("a.txt", text);
    let outcome = desk.run(&["explain", "a.txt", "--html", "--published", "2024-07-03"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    outcome.stdout
}

/// A name and attributes.
type Element = (String, Vec<(String, String)>);

/// The names of all elements with their attributes and all text; an error when the page is not well
/// formed.
fn parts(page: &str) -> (Vec<Element>, String) {
    let body = page.strip_prefix("<!DOCTYPE html>").unwrap();
    let mut reader = Reader::from_str(body);
    reader.config_mut().check_end_names = true;
    let (mut elements, mut text) = (Vec::new(), String::new());
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
                let attributes = tag.attributes().map(|one| {
                    let one = one.unwrap();
                    let key = String::from_utf8(one.key.as_ref().to_vec()).unwrap();
                    (key, String::from_utf8(one.value.to_vec()).unwrap())
                });
                elements.push((name, attributes.collect()));
            }
            Event::Text(piece) => text += &piece.decode().unwrap(),
            Event::Eof => return (elements, text),
            _ => {}
        }
    }
}

fn values<'e>(elements: &'e [Element], key: &str) -> Vec<&'e str> {
    let all = elements.iter().flat_map(|(_, attributes)| attributes);
    let fitting = all.filter(|(name, _)| name == key);
    fitting.map(|(_, value)| value.as_str()).collect()
}

#[test]
fn the_page_is_well_formed_and_whole_in_itself() {
    let page = page(TEXT);
    let (elements, _) = parts(&page);
    for forbidden in ["script", "link", "img", "iframe", "object"] {
        assert!(
            elements.iter().all(|(name, _)| name != forbidden),
            "{forbidden}"
        );
    }
    assert!(values(&elements, "src").is_empty());
    assert!(!page.contains("http"), "{page}");
    assert!(!page.contains("url("), "{page}");
    let ids = values(&elements, "id");
    for link in values(&elements, "href") {
        let target = link.strip_prefix('#').expect(link);
        assert!(ids.contains(&target), "{link}");
    }
    let mut once = ids.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), ids.len());
}

#[test]
fn every_event_and_its_reasons_stand_on_the_page() {
    let desk = Desk::with("a.txt", TEXT);
    let options = ["--published", "2024-07-03"];
    let told = desk
        .run(&[&["explain", "a.txt", "--format", "json"], &options[..]].concat())
        .rows();
    let events = told[0]["events"].as_array().unwrap();
    assert!(events.len() >= 2);
    let page = page(TEXT);
    let (elements, _) = parts(&page);
    let ids = values(&elements, "id");
    for number in 1..=events.len() {
        assert!(ids.contains(&format!("d1e{number}").as_str()), "{number}");
    }
    for event in events {
        for ground in event["grounds"].as_array().unwrap() {
            let row = ground["row"].as_str().unwrap_or_default();
            assert!(page.contains(row), "{row}");
        }
        let roles = event["fragment"].as_array().unwrap();
        assert!(roles.iter().any(|node| node["roles"][0] == "trigger"));
    }
}

#[test]
fn hostile_words_stay_words() {
    let hostile = row(
        "</title><script>x</script>",
        "A \"man\" <b>met</b> ]]> & --> <!-- Norway.",
    );
    let desk = Desk::with("a.jsonl", hostile);
    let outcome = desk.run(&["explain", "a.jsonl", "--html"]);
    let (elements, _) = parts(&outcome.stdout);
    assert!(
        elements
            .iter()
            .all(|(name, _)| name != "script" && name != "b")
    );
    assert!(outcome.stdout.contains("&lt;script&gt;x&lt;/script&gt;"));
}

#[test]
fn several_documents_share_a_page() {
    let rows = row("a", "Norway thanked Kenya.") + &row("b", "Kenya thanked Norway.");
    let outcome = Desk::with("a.jsonl", rows).run(&["explain", "a.jsonl", "--html"]);
    let (elements, _) = parts(&outcome.stdout);
    let ids = values(&elements, "id");
    assert!(ids.contains(&"d1") && ids.contains(&"d2"), "{ids:?}");
    assert_eq!(outcome.stdout.matches("<!DOCTYPE").count(), 1);
}

#[test]
fn a_page_may_go_to_a_file() {
    let desk = Desk::with("a.txt", TEXT);
    let outcome = desk.run(&["explain", "a.txt", "--html", "--output", "why.html"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (0, ""));
    let page = std::fs::read_to_string(desk.path("why.html")).unwrap();
    assert!(page.ends_with("</html>\n"));
}

#[test]
fn phrases_of_empty_verbs_are_no_near_misses() {
    let text = "The ministers took a long walk. The minister took note of the weather.\n";
    let told = Desk::with("a.txt", text).run(&["explain", "a.txt"]).stdout;
    assert!(!told.contains("at \"took\""), "{told}");
    assert!(told.contains("no rule came near"), "{told}");
}
