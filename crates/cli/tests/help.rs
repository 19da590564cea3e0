//! The texts of the help, the schema and the versions.
//!
//! In: `--help`. Out: snapshots under tests/snapshots. Never: a change of a text that nobody saw.

mod common;

use common::Desk;

fn help(arguments: &[&str]) -> String {
    let outcome = Desk::new().run(&[arguments, &["--help"]].concat());
    assert_eq!(
        (outcome.code, outcome.stderr.as_str()),
        (0, ""),
        "{arguments:?}"
    );
    outcome.stdout
}

#[test]
fn help_of_the_program() {
    insta::assert_snapshot!(help(&[]));
}

#[test]
fn help_of_code() {
    insta::assert_snapshot!(help(&["code"]));
}

#[test]
fn help_of_explain_relate_parse_and_bench() {
    insta::assert_snapshot!("help_of_explain", help(&["explain"]));
    insta::assert_snapshot!("help_of_relate", help(&["relate"]));
    insta::assert_snapshot!("help_of_parse", help(&["parse"]));
    insta::assert_snapshot!("help_of_bench", help(&["bench"]));
}

#[test]
fn help_of_world() {
    insta::assert_snapshot!("help_of_world", help(&["world"]));
    insta::assert_snapshot!("help_of_world_who", help(&["world", "who"]));
    insta::assert_snapshot!("help_of_world_ask", help(&["world", "ask"]));
}

#[test]
fn help_of_rules() {
    insta::assert_snapshot!("help_of_rules", help(&["rules"]));
    insta::assert_snapshot!("help_of_rules_check", help(&["rules", "check"]));
    insta::assert_snapshot!("help_of_rules_try", help(&["rules", "try"]));
    insta::assert_snapshot!("help_of_rules_import", help(&["rules", "import"]));
}

#[test]
fn help_of_store_and_query() {
    insta::assert_snapshot!("help_of_store", help(&["store"]));
    insta::assert_snapshot!("help_of_store_add", help(&["store", "add"]));
    insta::assert_snapshot!("help_of_query", help(&["query"]));
}

#[test]
fn the_schemas_are_json_and_name_their_members() {
    let desk = Desk::new();
    let schema = |record| {
        let outcome = desk.run(&["schema", record]);
        serde_json::from_str::<serde_json::Value>(&outcome.stdout).unwrap()
    };
    assert!(schema("document")["properties"]["events"].is_object());
    assert!(schema("event")["properties"]["attributed_to"].is_object());
    assert!(schema("relation")["properties"]["confidence"].is_object());
}

#[test]
fn the_versions_name_program_records_rules_and_world() {
    let outcome = Desk::new().run(&["--version"]);
    let names: Vec<&str> = outcome
        .stdout
        .lines()
        .map(|line| line.split_whitespace().next().unwrap())
        .collect();
    assert_eq!(names, ["dateline", "schema", "rules", "world"]);
    assert!(
        outcome
            .stdout
            .starts_with(&format!("dateline {}\n", env!("CARGO_PKG_VERSION")))
    );
}

#[test]
fn completions_know_the_commands() {
    for shell in ["bash", "zsh", "fish"] {
        let outcome = Desk::new().run(&["completions", shell]);
        assert_eq!(outcome.code, 0, "{shell}");
        assert!(outcome.stdout.contains("explain"), "{shell}");
    }
}

#[test]
fn help_of_export_and_import() {
    insta::assert_snapshot!("help_of_export", help(&["export"]));
    insta::assert_snapshot!("help_of_import", help(&["import"]));
}
