//! Dictionaries of both generations at work on whole sentences.
//!
//! In: small dictionaries written for these tests. Out: the codes of sentences. Never: a dictionary of
//! somebody else's.

use dateline_code::lexicon::Lexicon;
use dateline_code::text::Text;
use dateline_parse::Parser;
use dateline_petrarch::Engine;
use dateline_petrarch::read::{File, Kind, read};
use dateline_read::Reader;
use jiff::civil::{Date, date};

const ACTORS: &str = "\
NORWAY [NOR]
+NORWEGIAN
+OSLO
KENYA [KEN]
+KENYAN
+NAIROBI
PERU [PER]
+PERUVIAN
GRAND_LODGE OF PERU [PERLDG]
NORDICS [NOR/SWE]
SHADOW [---]
CHAD [CHDOLD <20000101]
 [CHD]
";

const AGENTS: &str = "\
!HEAD! = MINISTER, CHANCELLOR
!HEAD! [~GOV]
MINISTRY_OF_FORESTS [~GOV]
SOLDIER [~MIL]
POLICE {} [~COP]
GOOSE {GEESE} [~ANI]
CHARITY {CHARITIES} [NGO~]
";

const VERBS: &str = "\
&TALKS
+TALKS
+PEACE TALKS
&GIFT
+SILVER
+GOLDEN BOWL_
--- OPEN [010:011] ---
OPEN
- * WITH_&TALKS [012]
- * &TALKS [013]
- NEVER_* [---]
- DID NOT * [014]
- * &GIFT [016]
- % * SCHOOL [015]
--- PRAISE [020] ---
PRAISE
--- GUARD [030] ---
WATCH_OVER {+WATCHED_OVER}
- + * BORDER ^ $ [031]
--- SEND [---] ---
SEND {SENT}
- * TROOPS [040]
- $ * TENTS + [041]
";

const SECOND: &str = "\
&PEACE
+PEACE
+TRUCE
--- CALL [060] ---
CALL
- * (FOR) [061]
- * (FOR &PEACE) [062]
- * {FULL &PEACE} (WITH +) [063]
- * VOTE [064]
";

fn engine(verbs: &str) -> Engine {
    let file = |name: &str, text: &str| File {
        name: name.to_owned(),
        text: text.to_owned(),
        kind: Kind::of(text),
    };
    let files = [
        file("verbs", verbs),
        file("actors", ACTORS),
        file("agents", AGENTS),
        file("discards", "+CHESS CUP\nYEARS AGO\n"),
    ];
    let (all, faults) = read(&files);
    assert_eq!(faults, []);
    Engine::new(all, &Lexicon::embedded())
}

fn codes_on(engine: &Engine, text: &str, day: Option<Date>) -> Vec<String> {
    let document = Reader::default().read_sentence("t", text);
    let trees = Parser::embedded().parse(&document);
    let coded = engine.code(&Text::new(&document, &trees), day);
    let shown = coded
        .iter()
        .map(|one| format!("{} {} {}", one.source.code, one.code, one.target.code));
    shown.collect()
}

#[track_caller]
fn check(engine: &Engine, text: &str, codes: &[&str]) {
    assert_eq!(codes_on(engine, text, None), codes, "{text}");
}

#[test]
fn patterns_of_the_first_generation() {
    let engine = engine(VERBS);
    for (text, codes) in [
        (
            "Norway opened a port for Kenya.",
            &["NOR 010 KEN", "KEN 011 NOR"][..],
        ),
        (
            "Norway opened the long peace talks with Kenya.",
            &["NOR 013 KEN"],
        ),
        ("Norway did not open a port for Kenya.", &["NOR 014 KEN"]),
        ("Norway never opened a port for Kenya.", &[]),
        (
            "Norway will open a golden bowl for Kenya.",
            &["NOR 016 KEN"],
        ),
        (
            "Norway and Kenya opened a school.",
            &["NOR 015 KEN", "KEN 015 NOR"],
        ),
        ("Norway sent a letter to Kenya.", &[]),
        ("Norway sent troops to Kenya.", &["NOR 040 KEN"]),
        (
            "Norway sent tents to Kenya and Peru.",
            &["NOR 041 KEN", "NOR 041 PER"],
        ),
    ] {
        check(&engine, text, codes);
    }
}

#[test]
fn rows_and_patterns_are_named() {
    let engine = engine(VERBS);
    let document = Reader::default().read_sentence("t", "Norway sent troops to Kenya.");
    let trees = Parser::embedded().parse(&document);
    let coded = engine.code(&Text::new(&document, &trees), None);
    assert_eq!(coded[0].rule(), "verbs:22 \"* TROOPS\"");
    assert_eq!(coded[0].source.rows, ["actors:1"]);
    assert_eq!(document.word(coded[0].verb), "sent");
}

#[test]
fn patterns_of_the_second_generation_the_most_exact_first() {
    let engine = engine(SECOND);
    for (text, codes) in [
        ("Norway called Kenya.", &["NOR 060 KEN"][..]),
        ("Norway called for help from Kenya.", &["NOR 061 KEN"]),
        ("Norway called for a truce with Kenya.", &["NOR 062 KEN"]),
        ("Norway called two votes in Kenya.", &["NOR 064 KEN"]),
    ] {
        check(&engine, text, codes);
    }
}

#[test]
fn parties_are_actors_with_their_agents() {
    let engine = engine(VERBS);
    for (text, codes) in [
        (
            "Norwegian soldiers praised the Kenyan chancellor.",
            &["NORMIL 020 KENGOV"][..],
        ),
        (
            "Soldiers from Norway praised Kenya's police.",
            &["NORMIL 020 KENCOP"],
        ),
        (
            "The former Norwegian minister praised Kenya.",
            &["NORELI 020 KEN"],
        ),
        ("A Norwegian charity praised Kenya.", &["NGONOR 020 KEN"]),
        (
            "The Kenyan Ministry of Forests praised Peru.",
            &["KENGOV 020 PER"],
        ),
        (
            "Norway praised the Grand Lodge of Peru.",
            &["NOR 020 PERLDG"],
        ),
        (
            "The Nordics praised Kenya.",
            &["NOR 020 KEN", "SWE 020 KEN"],
        ),
        ("Norway praised the Shadow.", &[]),
    ] {
        check(&engine, text, codes);
    }
}

#[test]
fn compounds_make_an_event_for_each() {
    let engine = engine(VERBS);
    for (text, codes) in [
        (
            "Norway, Peru and Kenya praised Chad.",
            &["NOR 020 CHD", "PER 020 CHD", "KEN 020 CHD"][..],
        ),
        (
            "Soldiers and police in Norway praised Kenya.",
            &["NORMIL 020 KEN", "NORCOP 020 KEN"],
        ),
        (
            "Norway praised Kenya and Peru.",
            &["NOR 020 KEN", "NOR 020 PER"],
        ),
        (
            "Norway praised the old and wise Kenyan minister.",
            &["NOR 020 KENGOV"],
        ),
    ] {
        let found = codes_on(&engine, text, Some(date(2010, 1, 1)));
        assert_eq!(found, codes, "{text}");
    }
}

#[test]
fn a_passive_with_its_agent_is_turned() {
    let engine = engine(VERBS);
    check(&engine, "Kenya was praised by Norway.", &["NOR 020 KEN"]);
    check(
        &engine,
        "Kenya was warmly praised by Norwegian police.",
        &["NORCOP 020 KEN"],
    );
}

#[test]
fn the_code_of_an_actor_hangs_on_the_day() {
    let engine = engine(VERBS);
    let codes = |day| codes_on(&engine, "Chad praised Kenya.", Some(day));
    assert_eq!(codes(date(1999, 12, 31)), ["CHDOLD 020 KEN"]);
    assert_eq!(codes(date(2000, 1, 1)), ["CHD 020 KEN"]);
}

#[test]
fn discards_take_away_sentence_or_document() {
    let engine = engine(VERBS);
    check(&engine, "Norway praised Kenya years ago.", &[]);
    check(&engine, "Norway praised Kenya at the chess cup.", &[]);
    check(&engine, "Norway praised Kenya.", &["NOR 020 KEN"]);
}

#[test]
fn odd_sentences_do_no_harm() {
    let engine = engine(VERBS);
    for text in [
        "",
        "_",
        "- - -",
        "praised",
        "opened by",
        "😀 praised İİ",
        "Norway Norway praised praised praised.",
    ] {
        codes_on(&engine, text, None);
    }
    assert_eq!(codes_on(&engine, "Norway praised Norway.", None), [""; 0]);
}
