//! The world and the rules, asked, checked and overlaid.
//!
//! In: questions, overlay folders. Out: answers, faults with file and line. Never: a fact that may
//! change with the next edition of the tables; only old ones are asked for.

mod common;

use common::{Desk, Outcome};
use serde_json::Value;

fn answer(outcome: &Outcome) -> Vec<Value> {
    assert_eq!(outcome.stderr, "");
    serde_json::from_str::<Vec<Value>>(&outcome.stdout).unwrap()
}

fn ask(arguments: &[&str]) -> Outcome {
    Desk::new().run(&[&["world"], arguments, &["--format", "json"]].concat())
}

#[test]
fn who_takes_a_post_in_any_order_of_words() {
    for post in [
        "foreign minister of Turkey",
        "Turkish foreign minister",
        "Foreign Minister of the Turkey",
    ] {
        let rows = answer(&ask(&["who", post, "--on", "2024-07-03"]));
        assert_eq!(rows[0]["name"], "Hakan Fidan", "{post}");
        assert!(rows[0]["row"].as_str().unwrap().contains(".tsv:"), "{post}");
    }
    let unquoted = Desk::new().run(&[
        "world",
        "who",
        "foreign",
        "minister",
        "of",
        "Turkey",
        "--on",
        "2024-07-03",
    ]);
    assert!(
        unquoted.stdout.contains("Hakan Fidan"),
        "{}",
        unquoted.stdout
    );
}

#[test]
fn members_change_with_the_day() {
    let codes = |on: &str| -> Vec<String> {
        let rows = answer(&ask(&["members", "SCO", "--on", on]));
        let full = |row: &&Value| row["status"] == "member" || row["status"] == "founder";
        rows.iter()
            .filter(full)
            .map(|row| row["code"].as_str().unwrap().to_owned())
            .collect()
    };
    let (before, after) = (codes("2016-01-01"), codes("2018-01-01"));
    assert!(
        before.contains(&"CHN".to_owned()) && !before.contains(&"IND".to_owned()),
        "{before:?}"
    );
    assert!(
        after.contains(&"IND".to_owned()) && after.contains(&"PAK".to_owned()),
        "{after:?}"
    );
}

#[test]
fn is_answers_with_its_exit_status() {
    let desk = Desk::new();
    let asked = |on: &str| desk.run(&["world", "is", "NATO", "Sweden", "--on", on]);
    let (before, after) = (asked("2020-01-01"), asked("2024-06-01"));
    assert_eq!((before.code, before.stderr.as_str()), (1, ""));
    assert_eq!((after.code, after.stderr.as_str()), (0, ""));
    assert!(after.stdout.contains("member"), "{}", after.stdout);
}

#[test]
fn a_name_has_all_its_meanings() {
    let rows = answer(&ask(&["name", "Moscow"]));
    let has = |kind: &str| rows.iter().any(|row| row["kind"] == kind);
    assert!(has("city") && has("state"), "{rows:?}");
    assert_eq!(rows[0]["country"], "RUS", "{rows:?}");
    assert_eq!(answer(&ask(&["name", "Qwertzuiop"])), Vec::<Value>::new());
}

#[test]
fn what_is_not_known_is_said() {
    let outcome = Desk::new().run(&["world", "members", "Qwertzuiop"]);
    let expected = "error: \"Qwertzuiop\": no state or organisation of that name; try `dateline world name` with a part of it\n";
    assert_eq!((outcome.stderr.as_str(), outcome.code), (expected, 1));
    let outcome = Desk::new().run(&["world", "who", "gardener of Turkey"]);
    assert_eq!(outcome.code, 1);
    assert!(
        outcome
            .stderr
            .starts_with("error: \"gardener of Turkey\": no post of that name; ")
    );
}

#[test]
fn ask_keeps_the_parties_of_members_on_the_day() {
    let text = "Swedish Foreign Minister Ann Linde met her Austrian counterpart in Vienna.";
    let desk = Desk::new();
    for (day, expected) in [("2020-05-04", 0), ("2025-05-04", 1)] {
        let coded = desk.run_with(
            &["code", "--format", "json", "--published", day],
            text.as_bytes(),
        );
        let asked = desk.run_with(
            &["world", "ask", "NATO", "--on", day, "--format", "json"],
            coded.stdout.as_bytes(),
        );
        let rows = answer(&asked);
        let swedes = rows.iter().filter(|row| row["country"] == "SWE").count();
        assert_eq!(
            (swedes, rows.len()),
            (expected, expected),
            "{day}: {}",
            coded.stdout
        );
    }
    let outcome = desk.run_with(&["world", "ask", "NATO"], b"{\"a\": 1}\n");
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stderr.starts_with("error: standard input:"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn the_built_in_tables_are_sound() {
    let outcome = Desk::new().run(&["world", "lint"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    assert!(outcome.stdout.contains(" tenures, "), "{}", outcome.stdout);
    assert!(
        outcome.stdout.contains("; 0 faults, "),
        "{}",
        outcome.stdout
    );
}

#[test]
fn a_table_with_a_missing_column_is_named_with_its_line() {
    let desk = Desk::with("mine/people.tsv", "# id\tname\nann-exampl\tAnn Example\n");
    let outcome = desk.run(&["world", "lint", "--world", "mine"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert!(
        outcome.stderr.starts_with("error: mine/people.tsv:1"),
        "{}",
        outcome.stderr
    );
}

const RULE: &str = r#"[[rule]]
id = "consult.mine"
verb = "palaver"
frame = { subject = "actor", with = "recipient?" }
act = "CONSULT/meet"
reciprocal = true
examples = [{ text = "Norway palavered with Kenya.", codes = "NOR CONSULT/meet KEN" }]
ignores = ["Norway palavered."]
"#;

#[test]
fn a_rule_laid_over_the_others_codes() {
    let desk = Desk::with("mine/a.toml", RULE);
    desk.put("note.txt", "Norway palavered with Kenya in Oslo.\n");
    assert_eq!(desk.run(&["code", "note.txt"]).rows().len(), 0);
    let rows = desk.run(&["code", "note.txt", "--rules", "mine"]).rows();
    assert_eq!(rows[0]["rule"], "consult.mine");
    let shown = desk
        .run(&["rules", "show", "consult.mine", "--rules", "mine"])
        .stdout;
    assert!(
        shown.starts_with("# mine/a.toml:1\n[[rule]]\nid = \"consult.mine\"\n"),
        "{shown}"
    );
    let tried = desk.run(&["rules", "try", "mine", "note.txt"]).stdout;
    assert!(
        tried.starts_with("+ note  CONSULT/meet occurred  consult.mine\n"),
        "{tried}"
    );
    assert!(
        tried.ends_with("1 documents: 1 events come, 0 go, 0 stay\n"),
        "{tried}"
    );
}

#[test]
fn a_rule_file_with_typos_is_reported_whole() {
    let typos = RULE
        .replace("subject = \"actor\"", "subject = \"actr\"")
        .replace("CONSULT/meet\"\nrec", "CONSULTT/meet\"\nrec");
    let desk = Desk::with("mine/a.toml", typos);
    desk.put("mine/b.toml", "[[rule]\n");
    let outcome = desk.run(&["rules", "check", "mine"]);
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    let said = &outcome.stderr;
    assert!(said.contains("error: mine/a.toml:1"), "{said}");
    assert!(said.contains("actr") && said.contains("CONSULTT"), "{said}");
    assert!(said.contains("error: mine/b.toml:1:"), "{said}");
}

#[test]
fn a_rule_whose_example_fails_is_named() {
    let wrong = RULE.replace("NOR CONSULT/meet KEN\"", "NOR CONSULT/meet JPN\"");
    let outcome = Desk::with("a.toml", wrong).run(&["rules", "check", "a.toml"]);
    assert_eq!(outcome.code, 1);
    let expected = "error: a.toml:7: rule \"consult.mine\", example \"Norway palavered with Kenya.\": asks for NOR CONSULT/meet JPN occurred; it gives NOR CONSULT/meet KEN occurred\n";
    assert!(outcome.stderr.contains(expected), "{}", outcome.stderr);
}
