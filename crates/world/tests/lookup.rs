//! Names, posts and memberships on their days.

use dateline_world::{NameType, Referent, World};
use jiff::civil::{Date, date};

fn label(world: &World, referent: Referent) -> String {
    match referent {
        Referent::Entity(id) => world.entity(id).id.to_string(),
        Referent::Person(id) => world.person(id).name.to_string(),
        Referent::Place(id) => {
            let place = world.place(id);
            format!("{} in {}", place.name, place.country.unwrap_or("no state"))
        }
    }
}

/// First meaning, `?` when ambiguous, `~` when stale, and the number of words.
fn first(phrase: &str, on: Date) -> String {
    let world = World::embedded();
    let words: Vec<&str> = phrase.split(' ').collect();
    let Some(found) = world.longest_name(&words, Some(on)) else {
        return "nothing".to_string();
    };
    let best = &found.candidates[0];
    let mark = if best.ambiguous { "?" } else { "" };
    let stale = if best.stale { "~" } else { "" };
    format!(
        "{}{mark}{stale} {}",
        label(&world, best.referent),
        found.words
    )
}

fn check(day: Date, rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(phrase, wanted)| first(phrase, day) != *wanted)
        .map(|(phrase, wanted)| format!("{phrase}: {} instead of {wanted}", first(phrase, day)))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn states_in_their_spellings() {
    check(
        date(2024, 7, 3),
        &[
            ("Turkey said", "TUR 1"),
            ("Türkiye said", "TUR 1"),
            ("turkey dinner", "nothing"),
            ("U.S. officials", "USA 1"),
            ("us officials", "nothing"),
            ("the UK government", "GBR 2"),
            ("England", "GBR 1"),
            ("Côte d’Ivoire", "CIV 2"),
            ("Cote d'Ivoire", "CIV 2"),
            ("Ivorian troops", "CIV 1"),
            ("Georgia said", "GEO? 1"),
            ("Kyrgyz president", "KGZ 1"),
            ("Czechia", "CZE 1"),
            ("Burma", "MMR 1"),
            ("South Korea", "KOR 2"),
            ("North Koreans", "PRK 2"),
            ("DR Congo", "COD 2"),
            ("Congo", "COD? 1"),
            ("Guinea-Bissau", "GNB 1"),
            ("Equatorial Guinea", "GNQ 2"),
            ("Guinea", "GIN 1"),
            ("Polish", "POL 1"),
            ("polish", "nothing"),
            ("Palestinians", "PSE 1"),
            ("Soviet Union", "SUN~ 2"),
            ("Western officials", "region.west 1"),
            ("Central Asian leaders", "region.central-asia 2"),
            ("Uighurs", "people.uyghurs 1"),
        ],
    );
}

#[test]
fn organisations_and_bodies() {
    check(
        date(2024, 7, 3),
        &[
            ("Shanghai Cooperation Organisation members", "SCO 3"),
            ("Shanghai Cooperation Organization", "SCO 3"),
            ("the SCO summit", "SCO 2"),
            ("Nato allies", "NATO 1"),
            ("WHO said", "WHO 1"),
            ("Who said", "nothing"),
            ("U.N. Security Council", "UNSC 3"),
            ("the Kremlin", "rus.presidency 2"),
            ("Foggy Bottom", "usa.foreign-ministry 2"),
            ("Hezbollah", "lbn.hezbollah 1"),
            ("Hizbullah fighters", "lbn.hezbollah 1"),
            ("Chatham House", "institute.chatham-house 2"),
            ("Xinhua reported", "media.xinhua 1"),
            ("FSB officers", "rus.fsb 1"),
            ("the White House", "usa.presidency 3"),
            ("Rapid Support Forces", "sdn.rsf 3"),
        ],
    );
}

#[test]
fn towns_regions_and_capitals() {
    check(
        date(2024, 7, 3),
        &[
            ("Shanghai residents", "Shanghai in CHN 1"),
            ("Kiev", "Kyiv in UKR? 1"),
            ("Florida", "Florida in USA 1"),
            ("Washington", "Washington in USA? 1"),
            ("Ankara", "Ankara in TUR? 1"),
            ("The Hague", "The Hague in NLD? 2"),
            ("Strait of Hormuz", "Strait of Hormuz in no state 3"),
            ("Gaza Strip", "Gaza Strip in PSE 2"),
            ("New York", "New York in USA 2"),
            ("Naypyidaw", "Naypyidaw in MMR? 1"),
        ],
    );
    let world = World::embedded();
    let metonym = world.names("Ankara", Some(date(2024, 7, 3)));
    let turkey = world.entity_by_id("TUR").unwrap();
    assert!(
        metonym
            .iter()
            .any(|candidate| candidate.referent == Referent::Entity(turkey)
                && candidate.name_type == NameType::Metonym
                && candidate.ambiguous)
    );
}

#[test]
fn people_by_full_name_and_surname() {
    check(
        date(2024, 7, 3),
        &[
            ("Erdogan said", "Recep Tayyip Erdoğan 1"),
            ("Fidan said", "Hakan Fidan 1"),
            ("Xi Jinping", "Xi Jinping 2"),
            ("Xi said", "Xi Jinping 1"),
            ("Mohammad Mokhber", "Mohammad Mokhber 2"),
            ("von der Leyen said", "Ursula von der Leyen 3"),
            ("Zelensky", "Volodymyr Zelenskyy 1"),
            ("Jaishankar", "S. Jaishankar 1"),
            ("Ushakov told", "Yuri Ushakov 1"),
            ("Guterres", "António Guterres 1"),
            ("may decide", "nothing"),
            ("Kim said", "Kim Jong Un? 1"),
            ("Obama said", "Barack Obama~ 1"),
            ("Sharif said", "Shehbaz Sharif 1"),
            ("al-Assad said", "Bashar al-Assad 1"),
            ("He said", "nothing"),
            ("Friday", "nothing"),
            ("NGO workers", "nothing"),
        ],
    );
}

fn holder(role: &str, entity: &str, on: Date) -> String {
    let world = World::embedded();
    let entity = world.entity_by_id(entity).unwrap();
    let holders = world.holders(role, entity, Some(on));
    let names = holders.iter().map(|holding| {
        let acting = if holding.acting { " (acting)" } else { "" };
        let stale = if holding.stale { "~" } else { "" };
        format!("{}{acting}{stale}", world.person(holding.person).name)
    });
    names.collect::<Vec<String>>().join(", ")
}

#[test]
fn posts_on_their_days() {
    for (role, entity, day, wanted) in [
        ("hos", "IRN", date(2024, 5, 1), "Ebrahim Raisi"),
        ("hos", "IRN", date(2024, 7, 3), "Mohammad Mokhber (acting)"),
        ("hos", "IRN", date(2024, 8, 1), "Masoud Pezeshkian"),
        ("leader", "IRN", date(2024, 7, 3), "Ali Khamenei"),
        ("hos", "PHL", date(2012, 1, 1), "Benigno Aquino III"),
        ("hog", "FRA", date(1996, 1, 1), "Alain Juppé"),
        ("fm", "CHN", date(2023, 3, 1), "Qin Gang"),
        ("fm", "CHN", date(2023, 9, 1), "Wang Yi"),
        ("fm", "TUR", date(2019, 1, 1), "Mevlüt Çavuşoğlu"),
        ("fm", "TUR", date(2024, 7, 3), "Hakan Fidan"),
        ("fm", "GBR", date(2024, 2, 1), "David Cameron"),
        ("hog", "GBR", date(2022, 9, 20), "Liz Truss"),
        ("hog", "DEU", date(2016, 1, 1), "Angela Merkel"),
        ("io-head", "NATO", date(2024, 9, 30), "Jens Stoltenberg"),
        ("io-head", "NATO", date(2024, 10, 1), "Mark Rutte"),
        ("fm", "USA", date(2018, 6, 1), "Mike Pompeo"),
        ("hos", "USA", date(2025, 1, 19), "Joe Biden"),
        ("hos", "USA", date(2025, 1, 20), "Donald Trump"),
        ("fm", "RUS", date(2031, 1, 1), "Sergey Lavrov~"),
    ] {
        assert_eq!(
            holder(role, entity, day),
            wanted,
            "{role} of {entity} on {day}"
        );
    }
}

fn standing(organisation: &str, state: &str, on: Date) -> String {
    let world = World::embedded();
    let (organisation, state) = (
        world.entity_by_id(organisation).unwrap(),
        world.entity_by_id(state).unwrap(),
    );
    world
        .standing(organisation, state, Some(on))
        .map_or("none".to_string(), |found| {
            format!("{} {}", found.status, found.since.unwrap_or("?"))
        })
}

#[test]
fn memberships_on_their_days() {
    for (organisation, state, day, wanted) in [
        ("SCO", "KGZ", date(2024, 7, 3), "founder 2001-06-15"),
        ("SCO", "IND", date(2016, 1, 1), "observer 2005-07-05"),
        ("SCO", "IND", date(2018, 1, 1), "member 2017-06-09"),
        ("SCO", "BLR", date(2024, 7, 3), "observer 2015-07-10"),
        ("SCO", "BLR", date(2024, 7, 4), "member 2024-07-04"),
        ("NATO", "TUR", date(2024, 7, 3), "member 1952-02-18"),
        ("NATO", "FIN", date(2022, 1, 1), "none"),
        ("NATO", "SWE", date(2024, 7, 3), "member 2024-03-07"),
        ("EU", "GBR", date(2019, 1, 1), "member 1973-01-01"),
        ("EU", "GBR", date(2021, 1, 1), "none"),
        ("OPEC", "QAT", date(2019, 6, 1), "none"),
        ("BRICS", "IDN", date(2025, 2, 1), "member 2025-01-06"),
    ] {
        assert_eq!(
            standing(organisation, state, day),
            wanted,
            "{state} in {organisation} on {day}"
        );
    }
    let world = World::embedded();
    let nato = world.entity_by_id("NATO").unwrap();
    assert_eq!(world.members(nato, Some(date(2024, 7, 3))).len(), 32);
}

#[test]
fn titles_agents_and_bodies() {
    let world = World::embedded();
    for (title, role) in [
        ("President", Some("hos")),
        ("foreign minister", Some("fm")),
        ("Prime Minister", Some("hog")),
        ("secretary-general", Some("io-head")),
        ("Secretary General", Some("io-head")),
        ("senator", None),
    ] {
        assert_eq!(world.role_of_title(title).unwrap().role, role, "{title}");
    }
    assert_eq!(world.role_of_title("broom"), None);
    for (lemma, sector, collective) in [
        ("police", "COP", true),
        ("gunman", "UAF", false),
        ("protester", "CVL", false),
        ("refugee", "REF", false),
        ("rebel", "REB", false),
        ("lawmaker", "LEG", false),
    ] {
        let agent = world.agent(lemma).unwrap();
        assert_eq!(
            (agent.sector, agent.collective),
            (sector, collective),
            "{lemma}"
        );
    }
    assert_eq!(
        world.body_noun("Foreign Ministry").unwrap().key,
        "foreign-ministry"
    );
    assert_eq!(world.body_noun("defense ministry").unwrap().sector, "MIL");
}

#[test]
fn states_have_places_and_capitals() {
    let world = World::embedded();
    let kazakhstan = world.entity_by_id("KAZ").unwrap();
    assert_eq!(
        world.place(world.capital(kazakhstan).unwrap()).name,
        "Astana"
    );
    let place = world.place(world.place_of(kazakhstan).unwrap());
    assert!((45.0..52.0).contains(&place.latitude), "{}", place.latitude);
}
