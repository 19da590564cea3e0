//! Mentions and references over whole sentences: text, trees and world as they ship.
//!
//! In: fresh sentences. Out: which actors their noun phrases stand for. Never: events.
//!
//! In *Tokyo accused Pyongyang* the word *Tokyo* is JPNGOV.

use dateline_code::lexicon::Lexicon;
use dateline_code::mention::{self, Mentions};
use dateline_code::refer;
use dateline_code::text::Text;
use dateline_parse::Parser;
use dateline_read::Reader;
use dateline_record::{Document, Person};
use dateline_world::World;
use jiff::civil::{Date, date};
use proptest::prelude::*;

struct Stages {
    reader: Reader,
    parser: Parser,
    world: World,
    lexicon: Lexicon,
}

thread_local! {
    static STAGES: Stages = Stages {
        reader: Reader::embedded(),
        parser: Parser::embedded(),
        world: World::embedded(),
        lexicon: Lexicon::embedded(),
    };
}

fn day() -> Date {
    date(2024, 6, 12)
}

fn read<T>(text: &str, look: impl FnOnce(&Mentions, &Text, &Document) -> T) -> T {
    STAGES.with(|stages| {
        let document = stages.reader.read_text("test", text);
        let trees = stages.parser.parse(&document);
        let text = Text::new(&document, &trees);
        let (world, lexicon, on) = (&stages.world, &stages.lexicon, Some(day()));
        let mut mentions = mention::find(&text, world, lexicon, on);
        refer::resolve(&mut mentions, &text, world, lexicon, on);
        look(&mentions, &text, &document)
    })
}

/// What the last mention with those words stands for: codes, or names where `named`.
fn meant(text: &str, words: &str, named: bool) -> String {
    read(text, |mentions, _, document| {
        let is_it = |mention: &&mention::Mention| document.words(mention.span) == words;
        let Some(mention) = mentions.all.iter().rev().find(is_it) else {
            let all: Vec<&str> = mentions
                .all
                .iter()
                .map(|m| document.words(m.span))
                .collect();
            return format!("no mention; there are {all:?}");
        };
        let parties = mention.actors.iter().map(|&actor| {
            let party = mentions.party(actor, Some(mention), document);
            let shown = if named { party.name } else { party.code };
            shown.unwrap_or_default()
        });
        let place = if mention.is_place { "@" } else { "" };
        format!("{place}{}", parties.collect::<Vec<_>>().join("+"))
    })
}

fn people(text: &str) -> Vec<Person> {
    read(text, |mentions, text, _| mention::people(mentions, text))
}

/// Checks a table of text, words and codes, and reports all that fail.
fn check(cases: &[(&str, &str, &str)], named: bool) {
    let failures: Vec<String> = cases
        .iter()
        .filter_map(|(text, words, expected)| {
            let found = meant(text, words, named);
            (found != *expected)
                .then(|| format!("{text}\n   [{words}] {found} instead of {expected}"))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {}:\n{}",
        failures.len(),
        cases.len(),
        failures.join("\n")
    );
}

#[test]
fn states_and_their_metonyms() {
    check(
        &[
            (
                "Tokyo accused Pyongyang of testing a missile.",
                "Tokyo",
                "JPNGOV",
            ),
            (
                "Tokyo accused Pyongyang of testing a missile.",
                "Pyongyang",
                "PRKGOV",
            ),
            ("The ministers met in Tokyo.", "Tokyo", "@JPNGOV"),
            ("Moscow and Kyiv exchanged prisoners.", "Kyiv", "UKRGOV"),
            ("The Kremlin denied the report.", "The Kremlin", "RUSGOV"),
            (
                "American-made drones were delivered to Taiwan.",
                "American",
                "USAGOV",
            ),
            (
                "The two Koreas reopened a hotline.",
                "The two Koreas",
                "PRKGOV+KORGOV",
            ),
            ("The envoy flew to Nairobi on Monday.", "Nairobi", "@KENGOV"),
            (
                "Washington expelled two Cuban diplomats.",
                "two Cuban diplomats",
                "CUBGOV",
            ),
        ],
        false,
    );
}

#[test]
fn bodies_and_groups_with_owners() {
    check(
        &[
            (
                "Kenyan police fired on protesters in Nairobi.",
                "Kenyan police",
                "KENCOP",
            ),
            (
                "Kenyan police fired on protesters in Nairobi.",
                "protesters in Nairobi",
                "KENCVL",
            ),
            (
                "Italian agencies reported the deal on Monday.",
                "Italian agencies",
                "ITAJRN",
            ),
            (
                "The Iranian foreign ministry summoned the envoy.",
                "The Iranian foreign ministry",
                "IRNGOV",
            ),
            (
                "Israel's Defence Ministry said it had intercepted a drone.",
                "Israel's Defence Ministry",
                "ISRGOV",
            ),
            (
                "The Norwegian government rejected the proposal.",
                "The Norwegian government",
                "NORGOV",
            ),
            (
                "Peru's Congress rejected the bill.",
                "Peru's Congress",
                "PERLEG",
            ),
            (
                "A Polish court convicted two Belarusians of spying.",
                "A Polish court",
                "POLJUD",
            ),
            (
                "A Polish court convicted two Belarusians of spying.",
                "two Belarusians",
                "BLRCVL",
            ),
            (
                "Russian and Ukrainian officials met in Istanbul.",
                "Russian and Ukrainian officials",
                "RUSGOV+UKRGOV",
            ),
            (
                "Colombian rebels and the government agreed to a ceasefire.",
                "Colombian rebels",
                "COLREB",
            ),
            (
                "China's mission to the United Nations rejected the claim.",
                "China's mission to the United Nations",
                "CHNGOV",
            ),
            (
                "Canadian officials criticised the plan.",
                "Canadian officials",
                "CANGOV",
            ),
            (
                "A Danish spokesman declined to comment.",
                "A Danish spokesman",
                "DNKGOV",
            ),
        ],
        false,
    );
}

#[test]
fn organisations_and_their_members() {
    check(
        &[
            (
                "ASEAN leaders gathered in Jakarta.",
                "ASEAN leaders",
                "ASEANIGO",
            ),
            (
                "Leaders of ASEAN member states gathered in Jakarta.",
                "Leaders of ASEAN member states",
                "ASEANIGO",
            ),
            (
                "NATO allies pledged more ammunition.",
                "NATO allies",
                "NATOIGO",
            ),
            (
                "The UN Security Council condemned the attack.",
                "The UN Security Council",
                "UNIGO",
            ),
            (
                "The European Commission proposed new rules.",
                "The European Commission",
                "EUIGO",
            ),
            (
                "The Arctic Fishers Union (AFU) called a strike. The AFU said that 300 people had joined.",
                "The AFU",
                "LAB",
            ),
            (
                "Delegates from Chad, Niger and Mali attended the conference.",
                "Delegates",
                "TCDGOV+NERGOV+MLIGOV",
            ),
        ],
        false,
    );
}

#[test]
fn people_with_titles() {
    check(
        &[
            (
                "French President Emmanuel Macron spoke on Tuesday.",
                "French President Emmanuel Macron",
                "FRAGOV",
            ),
            (
                "The president of Kenya, William Ruto, hosted the summit.",
                "The president of Kenya, William Ruto",
                "KENGOV",
            ),
            (
                "Brazilian Trade Minister Joana Prado resigned.",
                "Brazilian Trade Minister Joana Prado",
                "BRAGOV",
            ),
            (
                "Chile's Rosa Ibarra welcomed the decision.",
                "Chile's Rosa Ibarra",
                "CHL",
            ),
            (
                "A police spokesman in Lima, Hugo Paredes, denied it.",
                "Hugo Paredes",
                "PERCOP",
            ),
            (
                "Former US President Barack Obama visited Kenya.",
                "Former US President Barack Obama",
                "USAELI",
            ),
            (
                "Opposition leader Ana Koroma was arrested in Freetown.",
                "Opposition leader Ana Koroma",
                "SLEOPP",
            ),
        ],
        false,
    );
}

#[test]
fn references_to_people() {
    check(
        &[
            (
                "Modi told reporters that he would visit Pretoria.",
                "he",
                "Narendra Modi",
            ),
            (
                "Emmanuel Macron met Olaf Scholz. He thanked the chancellor.",
                "He",
                "Emmanuel Macron",
            ),
            (
                "Emmanuel Macron met Olaf Scholz. The two leaders discussed trade.",
                "The two leaders",
                "Emmanuel Macron+Olaf Scholz",
            ),
            (
                "The German chancellor met the Italian prime minister.",
                "The German chancellor",
                "Olaf Scholz",
            ),
            (
                "The German chancellor met the Italian prime minister.",
                "the Italian prime minister",
                "Giorgia Meloni",
            ),
            (
                "Hakan Fidan called his Russian counterpart on Monday.",
                "his Russian counterpart",
                "Sergey Lavrov",
            ),
            (
                "Antonio Tajani thanked his Polish counterpart, Radoslaw Sikorski.",
                "his Polish counterpart, Radoslaw Sikorski",
                "Radoslaw Sikorski",
            ),
            (
                "Marta Oyono, who leads the union, spoke first.",
                "who",
                "Marta Oyono",
            ),
            (
                "Rutte spoke first. Meloni was due to host him in Rome.",
                "him",
                "Mark Rutte",
            ),
            (
                "Joao Tavares, a lawyer, spoke. Police had arrested Tavares in May.",
                "Tavares",
                "Joao Tavares",
            ),
        ],
        true,
    );
}

#[test]
fn references_to_states_and_organisations() {
    check(
        &[
            (
                "Finland joined NATO in 2023. The alliance welcomed Sweden a year later.",
                "The alliance",
                "NATOIGO",
            ),
            ("Kenya closed its border with Somalia.", "its", "KENGOV"),
            (
                "Japan and Australia signed an accord. The two countries will share data.",
                "The two countries",
                "JPNGOV+AUSGOV",
            ),
            (
                "Modi will not attend, and the country will be represented by Foreign Minister Subrahmanyam Jaishankar.",
                "the country",
                "INDGOV",
            ),
            (
                "Viktor Orbán, whose country holds the presidency, flew to Kyiv.",
                "whose country",
                "HUNGOV",
            ),
            (
                "Ethiopia mourned on Friday. The army was deployed in Gondar.",
                "The army",
                "ETHMIL",
            ),
            (
                "Thousands marched in Dhaka. Police in Bangladesh arrested students.",
                "students",
                "BGDEDU",
            ),
            ("Gunmen killed a mayor in Ecuador.", "Gunmen", "UAF"),
            (
                "Certain countries oppose the plan, Russia said.",
                "Certain countries",
                "",
            ),
        ],
        false,
    );
}

#[test]
fn names_inside_names_are_no_parties() {
    let text = "Police closed Nelson Mandela Avenue near Lusaka General Hospital.";
    let parties = read(text, |mentions, _, document| {
        let not_place = mentions.all.iter().filter(|mention| !mention.is_place);
        not_place
            .map(|mention| document.words(mention.span).to_owned())
            .collect::<Vec<_>>()
    });
    assert_eq!(parties, ["Police"]);
}

#[test]
fn people_are_listed_with_office_and_country() {
    let text = "Turkish Foreign Minister Hakan Fidan met the governor of Van, Ozan Balci. Fidan praised \
                Balci. Lena Ortmann of Chatham House was not surprised.";
    let found = people(text);
    let shown: Vec<(&str, Option<&str>, Option<&str>)> = found
        .iter()
        .map(|person| {
            (
                person.name.as_str(),
                person.office.as_deref(),
                person.country.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        shown[0],
        (
            "Hakan Fidan",
            Some("Foreign Minister of Turkey"),
            Some("TUR")
        )
    );
    assert_eq!((shown[1].0, shown[1].2), ("Ozan Balci", Some("TUR")));
    assert_eq!(
        shown[2],
        ("Lena Ortmann", Some("Chatham House"), Some("GBR"))
    );
    assert_eq!(found[0].mentions.len(), 2);
}

#[test]
fn parties_carry_identity_and_grounds() {
    let grounds = read("Vladimir Putin spoke.", |mentions, _, document| {
        let party = mentions.party(mentions.all[0].actors[0], None, document);
        assert_eq!(party.code.as_deref(), Some("RUSGOV"));
        assert_eq!((party.offsets.start, party.offsets.end), (0, 14));
        mentions.actors[0].grounds.clone()
    });
    assert!(grounds.contains(".tsv:"), "{grounds}");
}

#[test]
fn odd_texts_do_no_harm() {
    let long = "the minister of the minister of ".repeat(900);
    for text in [
        "",
        " ",
        "😀 😀",
        "…",
        "他们在北京会面。",
        "'s 's 's",
        "( ( ABC )",
        &long,
    ] {
        let count = read(text, |mentions, text, _| {
            assert_eq!(mentions.by_head.len(), text.sentences.len());
            mentions.all.len()
        });
        assert!(count < 10_000);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]
    #[test]
    fn no_text_makes_it_panic(
        words in proptest::collection::vec(
            prop_oneof![
                Just("Putin"), Just("the"), Just("two"), Just("leaders"), Just("of"), Just("his"),
                Just("Russian"), Just("counterpart"), Just(","), Just("("), Just(")"), Just("NATO"),
                Just("who"), Just("they"), Just("met"), Just("'s"), Just("."), Just("and"),
                Just("police"), Just("Secretary"), Just("State"), Just("\n\n"), Just("é😀"),
            ],
            0..60,
        ),
    ) {
        let text = words.join(" ");
        let fits = read(&text, |mentions, text, _| {
            mentions.all.iter().all(|mention| {
                mention.tokens.end <= text.sentences[mention.sentence].len()
                    && mention.actors.iter().all(|&actor| actor < mentions.actors.len())
            })
        });
        prop_assert!(fits);
    }
}
