//! What holds for every text.
//!
//! In: random characters, shuffled and shortened articles of `tests/golden`, templates. Out:
//! nothing. Never: a judgement of what is coded; that is the golden cases' work.
//!
//! *Kenya praised Peru.* and *Peru was praised by Kenya.* have the same actor and recipient.

mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use dateline::{Coder, Coding, Event};
use dateline_record::{Offsets, Party};
use proptest::prelude::*;
use support::case::cases;
use support::codes;

static CODER: LazyLock<Coder> = LazyLock::new(Coder::new);

static ARTICLES: LazyLock<Vec<String>> =
    LazyLock::new(|| cases().into_iter().map(|case| case.text).collect());

/// Codes a text twice, and checks all that must hold of any coding.
fn check(text: &str) -> Coding {
    let coding = CODER.code_text("any", text, None);
    let characters: Vec<char> = text.chars().collect();
    for event in &coding.events {
        check_event(event, &characters);
    }
    for statement in &coding.statements {
        cut(&characters, statement.offsets);
        statement
            .speaker
            .iter()
            .for_each(|party| check_party(party, &characters));
    }
    for person in &coding.people {
        for [start, end] in &person.mentions {
            cut(
                &characters,
                Offsets {
                    start: *start,
                    end: *end,
                },
            );
        }
    }
    let figures = coding.figures.iter().map(|figure| figure.offsets);
    let memberships = coding
        .memberships
        .iter()
        .map(|membership| membership.evidence);
    let regions = coding.document.regions.iter().map(|region| region.offsets);
    for offsets in figures.chain(memberships).chain(regions) {
        cut(&characters, offsets);
    }
    assert_eq!(
        coding,
        CODER.code_text("any", text, None),
        "two codings differ"
    );
    coding
}

fn check_event(event: &Event, characters: &[char]) {
    let trigger = &event.evidence.trigger;
    assert_eq!(cut(characters, trigger.offsets), trigger.text, "trigger");
    cut(characters, event.evidence.offsets);
    for offsets in &event.mentions {
        cut(characters, *offsets);
    }
    let parties = event.actors.iter().chain(&event.recipients);
    for party in parties.chain(&event.attributed_to) {
        check_party(party, characters);
    }
    if let Some(time) = &event.time {
        assert!(time.start <= time.end, "{time:?}");
    }
    assert!(!event.rule.is_empty());
    assert!((0.0..=1.0).contains(&event.confidence));
}

fn check_party(party: &Party, characters: &[char]) {
    assert_eq!(cut(characters, party.offsets), party.text, "party");
}

/// The words at offsets; a panic where they lie outside the text.
fn cut(characters: &[char], offsets: Offsets) -> String {
    assert!(offsets.start <= offsets.end, "{offsets:?}");
    assert!(
        offsets.end <= characters.len(),
        "{offsets:?} of {}",
        characters.len()
    );
    characters[offsets.start..offsets.end].iter().collect()
}

/// Words of the articles in any order.
fn shuffled() -> impl Strategy<Value = String> {
    let words: Vec<String> = ARTICLES
        .iter()
        .flat_map(|text| text.split_whitespace().map(str::to_owned))
        .collect();
    prop::collection::vec(prop::sample::select(words), 1..120).prop_map(|words| words.join(" "))
}

/// An article from any character to any other.
fn shortened() -> impl Strategy<Value = String> {
    let piece = |(which, from, length): (prop::sample::Index, usize, usize)| {
        let text = which.get(&ARTICLES);
        text.chars().skip(from).take(length).collect()
    };
    (any::<prop::sample::Index>(), 0..900_usize, 0..900_usize).prop_map(piece)
}

/// Characters that trouble readers: scripts, marks, joiners, quotes, digits, line ends.
const TROUBLE: &str =
    "[ \\n\\r\\t\"'“”‘’«»—–.,;:!?()$€%0-9a-zA-ZéßİŁ中文العربية\u{200d}\u{301}\u{feff}👩🇰🇪]{0,300}";

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn any_characters_can_be_coded(text in "\\PC{0,300}") {
        check(&text);
    }

    #[test]
    fn troublesome_characters_can_be_coded(text in TROUBLE) {
        check(&text);
    }

    #[test]
    fn words_in_any_order_can_be_coded(text in shuffled()) {
        check(&text);
    }

    #[test]
    fn shortened_articles_can_be_coded(text in shortened()) {
        check(&text);
    }
}

#[test]
fn the_articles_themselves_have_sound_records() {
    for text in ARTICLES.iter() {
        assert!(!check(text).events.is_empty());
    }
}

#[test]
fn odd_texts_can_be_coded() {
    let long_sentence = "and the minister met the envoy ".repeat(900);
    let nested = "(".repeat(3_000) + "met" + &")".repeat(3_000);
    let quotes = "\"".repeat(2_001);
    let one_word = "a".repeat(50_000);
    let empty = ["", " ", "\n\n\n", "\u{feff}", "👩‍👩‍👧‍👦", "。", "\0", "...", "—"];
    let long = [long_sentence, nested, quotes, one_word];
    for text in empty.into_iter().map(str::to_owned).chain(long) {
        check(&text);
    }
}

/// Active and passive of verbs that a rule has; `{}` is first the doer, then the other.
const VOICES: &[(&str, &str)] = &[
    ("{a} praised {b}.", "{b} was praised by {a}."),
    ("{a} condemned {b}.", "{b} was condemned by {a}."),
    ("{a} criticised {b}.", "{b} was criticised by {a}."),
    ("{a} attacked {b}.", "{b} was attacked by {a}."),
    ("{a} invaded {b}.", "{b} was invaded by {a}."),
    ("{a} threatened {b}.", "{b} was threatened by {a}."),
    (
        "{a} accused {b} of fraud.",
        "{b} was accused of fraud by {a}.",
    ),
    (
        "{a} bombed {b} on Monday.",
        "{b} was bombed by {a} on Monday.",
    ),
    ("{a} denounced {b}.", "{b} was denounced by {a}."),
    (
        "{a} recognised {b} on Monday.",
        "{b} was recognised by {a} on Monday.",
    ),
    ("{a} warned {b}.", "{b} was warned by {a}."),
    (
        "{a} blamed {b} for the raid.",
        "{b} was blamed by {a} for the raid.",
    ),
    (
        "{a} backed {b} in the dispute.",
        "{b} was backed by {a} in the dispute.",
    ),
    ("{a} thanked {b}.", "{b} was thanked by {a}."),
    (
        "{a} shelled {b} last week.",
        "{b} was shelled by {a} last week.",
    ),
    ("{a} has occupied {b}.", "{b} has been occupied by {a}."),
    ("{a} will visit {b}.", "{b} will be visited by {a}."),
    ("{a} did not attack {b}.", "{b} was not attacked by {a}."),
];

/// Pairs of states for the templates.
const STATES: &[(&str, &str, &str, &str)] = &[
    ("Kenya", "KEN", "Peru", "PER"),
    ("Norway", "NOR", "Vietnam", "VNM"),
    ("Bolivia", "BOL", "Slovakia", "SVK"),
];

#[test]
fn the_passive_has_the_roles_of_the_active() {
    let mut wrong = Vec::new();
    for (active, passive) in VOICES {
        for (one, first, other, second) in STATES {
            let expected = (vec![(*first).to_owned()], vec![(*second).to_owned()]);
            for template in [active, passive] {
                let sentence = template.replace("{a}", one).replace("{b}", other);
                let events = CODER.code_sentence(&sentence).events;
                let found: Vec<_> = events.iter().map(sides).collect();
                if found != [expected.clone()] {
                    wrong.push(format!("{sentence} gives {found:?}"));
                }
            }
        }
    }
    let asked = VOICES.len() * STATES.len() * 2;
    let right = 1.0 - wrong.len() as f64 / asked as f64;
    println!("voices {right:.3} of {asked}\n{}", wrong.join("\n"));
    let mut floors = support::floors("sentences/floor.toml");
    floors.retain(|name, _| name.starts_with("voices"));
    let measured = BTreeMap::from([("voices.right".to_owned(), right)]);
    let low = support::undercut(&floors, &measured);
    assert!(low.is_empty(), "{}\n{}", low.join("\n"), wrong.join("\n"));
}

fn sides(event: &Event) -> (Vec<String>, Vec<String>) {
    let list = |parties: &[Party]| codes(parties).into_iter().collect();
    (list(&event.actors), list(&event.recipients))
}

#[test]
fn time_is_linear_in_length() {
    let unit = ARTICLES.join("\n\n");
    let (short, long) = (unit.repeat(2), unit.repeat(8));
    CODER.code_text("warm", &unit, None);
    let ratio = time_of(&long).as_secs_f64() / time_of(&short).as_secs_f64();
    assert!(
        ratio < 12.0,
        "four times the text takes {ratio:.1} times as long"
    );
}

/// The better of two runs.
fn time_of(text: &str) -> Duration {
    let run = |_| {
        let start = Instant::now();
        let coding = CODER.code_text("timed", text, None);
        assert!(!coding.events.is_empty());
        start.elapsed()
    };
    (0..2).map(run).min().expect("two runs")
}
