//! The tables themselves: lint, overlays, faults, sizes.

use dateline_world::{Referent, World, lint_folder};
use jiff::civil::date;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn faults(files: &[(&str, &str)]) -> Vec<String> {
    let folder = folder(files);
    let found = World::with_overlay(folder.path()).err().unwrap_or_default();
    let prefix = format!("{}/", folder.path().display());
    found
        .iter()
        .map(|fault| fault.to_string().replace(&prefix, ""))
        .collect()
}

#[test]
fn the_embedded_world_has_no_fault() {
    assert_eq!(World::embedded().lint(), Vec::new());
}

#[test]
fn the_data_folder_has_no_fault() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    assert_eq!(lint_folder(data), Vec::new());
}

#[test]
fn overlaps_in_sole_posts_stay_few() {
    let notes = World::embedded().notes();
    assert!(notes.len() < 200, "{} overlaps", notes.len());
}

#[test]
fn an_overlay_adds_replaces_and_closes() {
    let folder = folder(&[
        (
            "people.tsv",
            "# id\tname\tsurname\nmette-lund\tMette Lund\tLund\n",
        ),
        (
            "tenures.tsv",
            "# person\toffice\tstart\tend\tacting\tasof\nmette-lund\tdnk.fm\t2027-01-10\n",
        ),
        (
            "entities.tsv",
            "# id\tkind\tname\tcountry\tsector\ndnk.weather\tbody\tDanish Weather Office\tDNK\tGOV\n",
        ),
        (
            "names.tsv",
            "# entity\ttext\ttype\ndnk.weather\tDanish Weather Office\tshort\n",
        ),
        (
            "agents.tsv",
            "# lemma\tsector\tcollective\npolice\tMIL\t1\n",
        ),
    ]);
    let world = World::with_overlay(folder.path()).unwrap();
    let denmark = world.entity_by_id("DNK").unwrap();
    let holder = |day| {
        let holders = world.holders("fm", denmark, Some(day));
        holders
            .iter()
            .map(|holding| world.person(holding.person).name.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(holder(date(2027, 1, 9)), ["Lars Løkke Rasmussen"]);
    assert_eq!(holder(date(2027, 1, 10)), ["Mette Lund"]);
    let names = world.names("Danish Weather Office", None);
    assert!(
        matches!(names[0].referent, Referent::Entity(id) if world.entity(id).country == Some("DNK"))
    );
    assert_eq!(world.agent("police").unwrap().sector, "MIL");
    assert_eq!(World::embedded().agent("police").unwrap().sector, "COP");
    assert!(names[0].row.ends_with("names.tsv:2"), "{}", names[0].row);
}

#[test]
fn an_overlay_takes_rows_away() {
    let folder = folder(&[(
        "memberships.tsv",
        "# organisation\tmember\tstatus\tstart\n!SCO\tIND\n",
    )]);
    let world = World::with_overlay(folder.path()).unwrap();
    let (sco, india) = (
        world.entity_by_id("SCO").unwrap(),
        world.entity_by_id("IND").unwrap(),
    );
    assert!(world.standing(sco, india, None).is_none());
    assert!(World::embedded().standing(sco, india, None).is_some());
}

#[test]
fn an_empty_overlay_changes_nothing() {
    let folder = folder(&[]);
    let world = World::with_overlay(folder.path()).unwrap();
    assert_eq!(world.row_counts(), World::embedded().row_counts());
    let day = Some(date(2024, 7, 3));
    assert_eq!(
        world.names("Georgia", day),
        World::embedded().names("Georgia", day)
    );
}

#[test]
fn every_fault_comes_at_once_with_its_place() {
    let found = faults(&[
        (
            "names.tsv",
            "# entity\ttext\ttype\nRSU\tMuscovy\talias\nRUS\tRus\tnickname\n",
        ),
        (
            "tenures.tsv",
            "# person\toffice\tstart\tend\nvladimir-putin\trus.fm\t2024-02-30\t\n",
        ),
        (
            "entities.tsv",
            "# id\tkind\tname\tcolour\nXYZ\tstate\tXyz\tred\n",
        ),
        ("sports.tsv", "# id\n"),
    ]);
    assert_eq!(
        found,
        [
            "entities.tsv:1:16: unknown column \"colour\"; begin with '# id kind name wikidata country organisation sector start end population src', a tab between two names",
            "names.tsv:2:1: no such id \"RSU\" in entities; did you mean \"RUS\"?",
            "names.tsv:3:9: \"nickname\" is not known here; one of official, short, alias, abbreviation, adjective, demonym, metonym, former",
            "sports.tsv: no table has a name that begins so; one of entities, names, places, offices, people, tenures, memberships, titles, agents, bodies, words",
            "tenures.tsv:2:23: \"2024-02-30\" is no date; write 2003, 2003-05 or 2003-05-17",
        ]
    );
}

#[test]
fn clashing_names_need_a_mark() {
    let found = faults(&[(
        "names.tsv",
        "# entity\ttext\ttype\nRUS\tThe Big Bear\talias\nCAN\tBig Bear\talias\n",
    )]);
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("names.tsv:3:5: \"Big Bear\" also names \"RUS\""),
        "{found:?}"
    );
    let dated = faults(&[(
        "names.tsv",
        "# entity\ttext\ttype\tstart\tend\nRUS\tBig Bear\talias\t\t1990\nCAN\tBig Bear\talias\t1995\t\n",
    )]);
    assert!(dated.is_empty(), "{dated:?}");
}

#[test]
fn backward_intervals_are_faults() {
    let found = faults(&[(
        "tenures.tsv",
        "# person\toffice\tstart\tend\nvladimir-putin\trus.fm\t2024-03\t2023\n",
    )]);
    assert!(found[0].contains("it ends before it begins"), "{found:?}");
}

#[test]
fn a_missing_folder_is_a_fault() {
    let found = World::with_overlay("no/such/folder").unwrap_err();
    assert!(found[0].reason.starts_with("cannot be read"), "{found:?}");
}
