//! Mentions in their clauses.
//!
//! In: a mention, a clause, a day. Out: what the world makes of it. Never: a question of the scored set
//! in `tests/world`; these show the mechanisms one by one.

use dateline_world::{Meaning, Question, World};
use jiff::civil::{Date, date};

fn first_of(world: &World, mention: &str, context: &str, on: Date) -> Meaning {
    let question = Question {
        mention,
        context,
        on: Some(on),
    };
    world.ask(&question).into_iter().next().unwrap_or_default()
}

fn first(mention: &str, context: &str, on: Date) -> Meaning {
    first_of(&World::embedded(), mention, context, on)
}

/// "TUR GOV" for a party, "TUR place" for a place.
fn codes(mention: &str, context: &str, on: Date) -> String {
    let meaning = first(mention, context, on);
    let country = meaning.country.unwrap_or_default();
    match meaning.is_place {
        true => format!("{country} place"),
        false => format!("{country} {}", meaning.sector.unwrap_or_default()),
    }
}

#[test]
fn a_capital_is_a_place_or_a_government() {
    let day = date(2019, 5, 1);
    for (clause, wanted) in [
        ("Oslo recalled its ambassador", "NOR GOV"),
        ("it was Oslo that recalled its ambassador", "NOR GOV"),
        ("the minister blamed Oslo for the delay", "NOR GOV"),
        ("Oslo's offer was turned down", "NOR GOV"),
        ("talks between Oslo and Lima went on", "NOR GOV"),
        ("the envoys met in Oslo", "NOR place"),
        ("she flew to Oslo on Monday", "NOR place"),
        ("in the streets of Oslo people sang", "NOR place"),
        ("snow fell on downtown Oslo", "NOR place"),
        ("the king visited Oslo", "NOR place"),
        ("Oslo was bombed at night", "NOR place"),
        ("Oslo", "NOR place"),
        ("", "NOR place"),
    ] {
        assert_eq!(codes("Oslo", clause, day), wanted, "{clause:?}");
    }
}

#[test]
fn a_name_of_two_lands_follows_its_clause() {
    let day = date(2022, 11, 10);
    for (clause, wanted) in [
        ("Georgia recalled its ambassador", "GEO GOV"),
        (
            "officials in Tbilisi said that Georgia would wait",
            "GEO GOV",
        ),
        ("Republicans lost the Senate race in Georgia", "USA place"),
        (
            "voters in Michigan and Georgia went to the polls",
            "USA place",
        ),
    ] {
        assert_eq!(codes("Georgia", clause, day), wanted, "{clause:?}");
    }
}

#[test]
fn titles_find_their_holders() {
    for (mention, day, wanted) in [
        (
            "the Norwegian foreign minister",
            date(2018, 3, 1),
            "Ine Marie Eriksen Søreide",
        ),
        ("Norway's prime minister", date(2015, 3, 1), "Erna Solberg"),
        (
            "the prime minister of Norway",
            date(2022, 3, 1),
            "Jonas Gahr Støre",
        ),
        (
            "Norwegian Prime Minister Jens Stoltenberg",
            date(2012, 3, 1),
            "Jens Stoltenberg",
        ),
        ("NATO's chief", date(2012, 3, 1), "Anders Fogh Rasmussen"),
        ("the pope", date(2004, 3, 1), "John Paul II"),
        ("the British leader", date(2019, 9, 1), "Boris Johnson"),
        ("the French leader", date(2019, 9, 1), "Emmanuel Macron"),
    ] {
        assert_eq!(first(mention, "", day).name, wanted, "{mention} on {day}");
    }
    let none = first("the Norwegian trade envoy", "", date(2018, 3, 1));
    assert_eq!(
        (none.country.as_deref(), none.referent),
        (Some("NOR"), None)
    );
}

#[test]
fn names_are_found_in_their_spellings() {
    let day = date(2023, 6, 1);
    for (mention, wanted) in [
        ("Erdoğan's", "Recep Tayyip Erdoğan"),
        ("Kishida Fumio", "Fumio Kishida"),
        ("Volodimir Zelenskij", "Volodymyr Zelenskyy"),
        ("Sergei Lavrov", "Sergey Lavrov"),
        ("Jonas Gahr Store", "Jonas Gahr Støre"),
    ] {
        assert_eq!(first(mention, "", day).name, wanted, "{mention}");
    }
    assert_eq!(first("Qwxzvb Plmnrt", "", day), Meaning::default());
}

#[test]
fn bodies_and_people_take_the_state_of_their_owner() {
    let day = date(2021, 6, 1);
    for (mention, context, wanted) in [
        ("the Norwegian Foreign Ministry", "", "NOR GOV"),
        ("Norway's Ministry of Defence", "", "NOR MIL"),
        ("Oslo police", "", "NOR COP"),
        ("two Norwegian fishermen", "", "NOR AGR"),
        ("Norwegian lawmakers", "", "NOR LEG"),
        ("police", "police in Bergen held two men", "NOR COP"),
        ("police", "police held two men", " COP"),
        ("former Norwegian diplomat Kari Exempel", "", "NOR ELI"),
    ] {
        assert_eq!(codes(mention, context, day), wanted, "{mention}");
    }
}

#[test]
fn what_is_not_confirmed_is_stale() {
    let old = first("the Norwegian foreign minister", "", date(2018, 3, 1));
    let later = first("the Norwegian foreign minister", "", date(2061, 3, 1));
    assert!(!old.stale && later.stale, "{old:?} {later:?}");
    assert_eq!(later.country.as_deref(), Some("NOR"));
    assert!(first("the Soviet Union", "", date(2001, 1, 1)).stale);
    assert!(!first("the Soviet Union", "", date(1981, 1, 1)).stale);
}

#[test]
fn every_answer_of_a_row_names_it() {
    for mention in ["Fidan", "Ankara", "NATO", "the Turkish foreign minister"] {
        let meaning = first(mention, "", date(2024, 7, 3));
        assert!(
            meaning.reason.contains(".tsv:"),
            "{mention}: {}",
            meaning.reason
        );
    }
}

#[test]
fn an_overlay_is_asked_like_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    put(
        "people.tsv",
        "# id\tname\tsurname\nmette-lund\tMette Lund\tLund\n",
    );
    put(
        "tenures.tsv",
        "# person\toffice\tstart\tend\tacting\tasof\nmette-lund\tdnk.fm\t2027-01-10\t\t\t2027-02\n",
    );
    let world = World::with_overlay(folder.path()).unwrap();
    let minister = first_of(&world, "the Danish foreign minister", "", date(2027, 2, 1));
    assert_eq!(
        (minister.name.as_str(), minister.stale),
        ("Mette Lund", false)
    );
    assert!(
        minister.reason.ends_with("tenures.tsv:2"),
        "{}",
        minister.reason
    );
}

#[test]
fn no_mention_makes_it_fail() {
    let odd = [
        "",
        " ",
        "'s",
        "the",
        ",",
        "of of of",
        "’’’",
        "\u{0}\u{301}",
        "the the",
        "King of",
    ];
    for mention in odd {
        for context in ["", mention, "in the the of"] {
            first(mention, context, date(2020, 1, 1));
        }
    }
}
