//! Cases of places.
//!
//! In: fresh sentences. Out: failures that show the sentence and what was found. Never: the coder's
//! own code.

use proptest::prelude::*;

use super::*;
use crate::situate::testing::{SCRAPS, Stage, analysed};

/// The names of the places of the event that hangs on the last token reading `trigger`.
fn places(stage: &Stage, trigger: &str) -> (Vec<String>, Vec<String>) {
    let found = find_places(
        stage.text,
        stage.mentions,
        stage.world,
        stage.lexicon,
        stage.on,
    );
    let mut nodes = stage
        .text
        .sentences
        .iter()
        .flat_map(|view| view.nodes().map(move |node| (view.index, node)));
    let (sentence, node) = nodes
        .rfind(|(_, node)| node.word() == trigger)
        .expect("the trigger");
    let occasion = Occasion {
        sentence,
        trigger: node.token,
        clause: node.subtree(),
        inherits: true,
        current: true,
    };
    let all = all_places_of(&occasion, &found, stage.text, stage.world, stage.lexicon);
    let show = |place: &dateline_record::Place| {
        format!(
            "{}, {}",
            place.name,
            place.country.as_deref().unwrap_or("?")
        )
    };
    let reasons = all.iter().map(|place| place.reason.clone()).collect();
    (all.iter().map(show).collect(), reasons)
}

fn place(text: &str, trigger: &str) -> String {
    analysed(text, |stage| places(stage, trigger).0.join(" + "))
}

fn check(cases: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, trigger, expected)| (text, expected, place(text, trigger)))
        .filter(|(_, expected, found)| *expected != found)
        .map(|(text, expected, found)| format!("{text}\n  expected [{expected}], found [{found}]"))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {} differ\n{}",
        wrong.len(),
        cases.len(),
        wrong.join("\n")
    );
}

#[test]
fn places_named_in_the_clause() {
    check(&[
        (
            "The two presidents met in Geneva on Friday.",
            "met",
            "Geneva, CHE",
        ),
        (
            "Protesters clashed with police in Nairobi.",
            "clashed",
            "Nairobi, KEN",
        ),
        (
            "The ministers held talks in Ankara on Monday.",
            "talks",
            "Ankara, TUR",
        ),
        (
            "A bomb exploded near Mosul, killing three soldiers.",
            "exploded",
            "Mosul, IRQ",
        ),
        (
            "The conference will be held in Vienna next month.",
            "held",
            "Vienna, AUT",
        ),
        (
            "Thousands marched in Warsaw against the law.",
            "marched",
            "Warsaw, POL",
        ),
        (
            "Rebels attacked an army post in Colombia.",
            "attacked",
            "Colombia, COL",
        ),
        (
            "The king received the envoy in Amman.",
            "received",
            "Amman, JOR",
        ),
        (
            "Teachers in Lagos will strike from Monday.",
            "strike",
            "Lagos, NGA",
        ),
    ]);
}

#[test]
fn goals_of_movement() {
    check(&[
        (
            "The minister flew to Moscow on Tuesday.",
            "flew",
            "Moscow, RUS",
        ),
        (
            "The chancellor arrived in Beijing on Sunday.",
            "arrived",
            "Beijing, CHN",
        ),
        ("The pope visited Iraq in March.", "visited", "Iraq, IRQ"),
        (
            "The envoy travelled to Kyiv for talks.",
            "travelled",
            "Kyiv, UKR",
        ),
        (
            "France will deploy troops to Estonia.",
            "deploy",
            "Estonia, EST",
        ),
    ]);
}

#[test]
fn names_with_context() {
    check(&[
        ("The leaders met in Sochi, Russia.", "met", "Sochi, RUS"),
        (
            "Police shot a man in Birmingham, Alabama.",
            "shot",
            "Birmingham, USA",
        ),
        ("Police shot a man in Moscow, Idaho.", "shot", "Idaho, USA"),
        (
            "The two sides met in the Kazakh capital, Astana.",
            "met",
            "Astana, KAZ",
        ),
        (
            "The ministers met in the Norwegian capital on Friday.",
            "met",
            "Oslo, NOR",
        ),
        (
            "Talks were held in the capital of Peru.",
            "held",
            "Lima, PER",
        ),
        (
            "Guards opened fire on the Turkish side.",
            "opened",
            "Turkey, TUR",
        ),
        (
            "Soldiers killed two men in the city of Homs.",
            "killed",
            "Homs, SYR",
        ),
        (
            "Clashes broke out on the outskirts of Tripoli.",
            "broke",
            "Tripoli, LBY",
        ),
    ]);
}

#[test]
fn governments_and_reporters_are_no_places() {
    check(&[
        ("The envoy told Moscow that talks had failed.", "failed", ""),
        (
            "Rebels freed the hostages, a spokesman told reporters in Cairo.",
            "freed",
            "",
        ),
        ("Ankara condemned the attack.", "condemned", ""),
        ("The company sold grain to Egypt.", "sold", ""),
        ("Washington and Berlin agreed on new rules.", "agreed", ""),
    ]);
}

#[test]
fn places_of_the_rest_of_the_sentence() {
    check(&[
        (
            "The president arrived in Madrid and met the king.",
            "met",
            "Madrid, ESP",
        ),
        ("He flew to Tokyo to sign a treaty.", "sign", "Tokyo, JPN"),
        (
            "The minister visited Chile in May, meeting union leaders.",
            "meeting",
            "Chile, CHL",
        ),
        (
            "The general was shot dead during a parade in Khartoum.",
            "shot",
            "Khartoum, SDN",
        ),
        (
            "The prime minister was received by the emir at a summit in Doha.",
            "received",
            "Doha, QAT",
        ),
    ]);
}

#[test]
fn coordinated_goals_are_all_found() {
    let text = "The prime minister flew to Rome on Friday and to Athens on Monday.";
    let found = place(text, "flew");
    assert!(found.contains("Rome, ITA"), "{found}");
}

#[test]
fn the_same_occasion_keeps_its_place() {
    let text =
        "The summit will be held in Nairobi on Friday.\n\nTwelve leaders will attend the summit.";
    let (found, reasons) = analysed(text, |stage| places(stage, "attend"));
    assert_eq!(found, ["Nairobi, KEN"]);
    assert_eq!(
        reasons,
        ["place of the same occasion elsewhere in the text"]
    );
}

#[test]
fn the_sentence_before_and_the_scene_lend_their_place() {
    let text = "Police fired at crowds in Dakar. Dozens were arrested.";
    assert_eq!(place(text, "arrested"), "Dakar, SEN");
    let text = "Police fired at crowds in Dakar on Friday.\n\nShops closed early.\n\nDozens were arrested.";
    assert_eq!(place(text, "arrested"), "Dakar, SEN");
}

#[test]
fn the_dateline_comes_last() {
    let text = "SEOUL, June 12 (Wire) — The two ministers met on Wednesday.";
    assert_eq!(place(text, "met"), "Seoul, KOR");
    let text = "SEOUL, June 12 (Wire) — The two ministers met in Hanoi on Wednesday.";
    assert_eq!(place(text, "met"), "Hanoi, VNM");
}

#[test]
fn nothing_is_inherited_by_what_is_not_current() {
    let text = "SEOUL, June 12 (Wire) — The two ministers met in 2019.";
    let found = analysed(text, |stage| {
        let found = find_places(
            stage.text,
            stage.mentions,
            stage.world,
            stage.lexicon,
            stage.on,
        );
        let view = stage.text.sentences.last().expect("a sentence");
        let token = view
            .nodes()
            .find(|node| node.word() == "met")
            .expect("met")
            .token;
        let occasion = Occasion {
            sentence: view.index,
            trigger: token,
            clause: 0..view.len(),
            inherits: true,
            current: false,
        };
        place_of(&occasion, &found, stage.text, stage.world, stage.lexicon)
    });
    assert_eq!(found, None);
}

#[test]
fn a_place_has_its_codes_and_reason() {
    let found = analysed("The two presidents met in Geneva.", |stage| {
        let found = find_places(
            stage.text,
            stage.mentions,
            stage.world,
            stage.lexicon,
            stage.on,
        );
        let view = &stage.text.sentences[0];
        let token = view
            .nodes()
            .find(|node| node.word() == "met")
            .expect("met")
            .token;
        let occasion = Occasion {
            sentence: 0,
            trigger: token,
            clause: 0..view.len(),
            inherits: false,
            current: false,
        };
        place_of(&occasion, &found, stage.text, stage.world, stage.lexicon).expect("a place")
    });
    assert_eq!(found.text, "Geneva");
    assert_eq!(found.precision, PlacePrecision::City);
    assert!(found.geonames.is_some() && found.latitude.is_some());
    assert_eq!(found.reason, "named in the clause");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn nothing_panics(words in prop::collection::vec(prop::sample::select(SCRAPS), 0..60)) {
        let text = words.join(" ");
        analysed(&text, |stage| {
            let found = find_places(stage.text, stage.mentions, stage.world, stage.lexicon, stage.on);
            for view in &stage.text.sentences {
                for trigger in 0..view.len() {
                    let clause = 0..view.len();
                    let sentence = view.index;
                    let occasion = Occasion { sentence, trigger, clause, inherits: true, current: true };
                    let all = all_places_of(&occasion, &found, stage.text, stage.world, stage.lexicon);
                    prop_assert!(all.len() <= found.all.len() + 1);
                }
            }
            Ok(())
        })?;
    }
}
