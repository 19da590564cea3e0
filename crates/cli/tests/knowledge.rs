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
fn parties_are_kept_of_members_on_the_day() {
    let text = "Swedish Foreign Minister Ann Linde met her Austrian counterpart in Vienna.";
    let desk = Desk::new();
    for (day, expected) in [("2020-05-04", 0), ("2025-05-04", 1)] {
        let coded = desk.run_with(
            &["code", "--format", "json", "--published", day],
            text.as_bytes(),
        );
        let asked = desk.run_with(
            &["world", "parties", "NATO", "--on", day, "--format", "json"],
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
    let outcome = desk.run_with(&["world", "parties", "NATO"], b"{\"a\": 1}\n");
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
        tried.starts_with(
            "@ note [0] Norway palavered with Kenya in Oslo.\n\
             + CONSULT/meet occurred  NORGOV <-> KENGOV  consult.mine\n"
        ),
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

const QUESTIONS: &str = r#"{"id": "a", "text": "Oslo", "date": "2019-05-01", "context": "Oslo recalled its envoy"}
{"id": 2, "org": "NATO", "state": "FIN", "date": "2023-04-04"}
{"id": "c", "org": "NATO", "state": "Finland", "date": "2023-04-03"}
{"id": "d", "text": "Qwxzvb", "date": "2019-05-01", "context": "Qwxzvb slept"}
"#;

#[test]
fn questions_of_a_file_are_answered_in_order() {
    let desk = Desk::with("questions.jsonl", QUESTIONS);
    let outcome = desk.run(&["world", "ask", "questions.jsonl"]);
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
    let rows = outcome.rows();
    let ids: Vec<String> = rows.iter().map(|row| row["id"].to_string()).collect();
    assert_eq!(ids, ["\"a\"", "2", "\"c\"", "\"d\""]);
    assert_eq!(
        (&rows[0]["country"], &rows[0]["sector"]),
        (&"NOR".into(), &"GOV".into())
    );
    assert_eq!(
        (&rows[0]["is_place"], &rows[0]["stale"]),
        (&false.into(), &false.into())
    );
    assert_eq!(
        (&rows[1]["status"], &rows[1]["since"]),
        (&"member".into(), &"2023-04-04".into())
    );
    assert_eq!(rows[1]["until"], Value::Null);
    assert_ne!(rows[2]["status"], "member");
    assert_eq!(
        (&rows[3]["name"], &rows[3]["country"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(rows[3]["reason"], "nothing on record");
    let again = desk.run_with(&["world", "ask", "--threads", "1"], QUESTIONS.as_bytes());
    assert_eq!(again.stdout, outcome.stdout);
}

#[test]
fn a_line_that_is_no_question_is_named_and_the_others_answered() {
    let bad = [
        "{\"id\": 1, \"text\": ",
        "[1, 2]",
        "{\"id\": 3}",
        "{\"id\": 4, \"text\": \"Oslo\"}",
        "{\"id\": 5, \"text\": \"Oslo\", \"date\": \"2019-13-01\"}",
        "{\"id\": 6, \"org\": \"NATOO\", \"state\": \"FIN\", \"date\": \"2019-01-01\"}",
        "{\"id\": 7, \"org\": \"NATO\", \"date\": \"2019-01-01\"}",
        "{\"id\": 8, \"text\": 7, \"date\": \"2019-01-01\"}",
        "{\"id\": 9, \"org\": \"NATO\", \"state\": \"FIN\", \"date\": \"2023-04-04\"}",
    ];
    let outcome = Desk::with("q.jsonl", bad.join("\n")).run(&["world", "ask", "q.jsonl"]);
    assert_eq!(outcome.code, 1);
    assert_eq!(outcome.rows().len(), 1, "{}", outcome.stdout);
    assert_eq!(outcome.rows()[0]["id"], 9);
    let lines: Vec<&str> = outcome.stderr.lines().collect();
    assert_eq!(lines.len(), 8, "{}", outcome.stderr);
    for (number, line) in (1..).zip(&lines) {
        assert!(
            line.starts_with(&format!("error: q.jsonl:{number}")),
            "{line}"
        );
        assert!(line.contains("; "), "no advice: {line}");
    }
    assert!(
        lines[4].contains("2019-13-01") && lines[4].contains("2024-07-03"),
        "{}",
        lines[4]
    );
    assert!(lines[5].contains("did you mean NATO"), "{}", lines[5]);
}

#[test]
fn the_folder_of_a_user_answers_questions_and_codes() {
    let desk = Desk::with(
        "mine/people.tsv",
        "# id\tname\tsurname\nkari-exempel\tKari Exempel\tExempel\n",
    );
    desk.put(
        "mine/tenures.tsv",
        "# person\toffice\tstart\nkari-exempel\tnor.fm\t2041-01-10\n",
    );
    let question =
        "{\"id\": 1, \"text\": \"the Norwegian foreign minister\", \"date\": \"2041-02-01\"}\n";
    let asked = desk.run_with(&["world", "ask", "--world", "mine"], question.as_bytes());
    assert_eq!(asked.rows()[0]["name"], "Kari Exempel", "{}", asked.stderr);
    let note = "Exempel met Iceland's foreign minister in Oslo.";
    let coded = ["code", "--published", "2041-02-01", "--world", "mine"];
    let events = desk.run_with(&coded, note.as_bytes()).stdout;
    assert!(events.contains("Kari Exempel"), "{events}");
    desk.put(
        "mine/tenures.tsv",
        "# person\toffice\tstart\nkari-exempel\tnor.fmm\t2041-01-10\n",
    );
    for command in [&["world", "ask"][..], &["code"][..], &["world", "lint"][..]] {
        let outcome = desk.run_with(&[command, &["--world", "mine"]].concat(), b"");
        assert_eq!(outcome.code, 1, "{command:?}");
        let expected = "error: mine/tenures.tsv:2:14: no such id \"nor.fmm\" in offices; did you mean \"nor.fm\"?\n";
        assert_eq!(outcome.stderr, expected, "{command:?}");
    }
}

#[test]
fn a_misspelt_name_gets_its_neighbours() {
    let outcome = Desk::new().run(&["world", "members", "Comonwealth"]);
    assert!(
        outcome.stderr.contains("did you mean Commonwealth"),
        "{}",
        outcome.stderr
    );
    let outcome = Desk::new().run(&["world", "name", "Erdogann"]);
    assert!(
        outcome.stderr.contains("names like it: Erdo"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_post_that_nobody_holds_shows_those_nearest_in_time() {
    let outcome = Desk::new().run(&[
        "world",
        "who",
        "president of Czechoslovakia",
        "--on",
        "2001-01-01",
    ]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(
        outcome.stdout.contains("Václav Havel") || outcome.stdout.contains("nothing"),
        "{}",
        outcome.stdout
    );
    let acting = Desk::new().run(&[
        "world",
        "who",
        "Iran's acting president",
        "--on",
        "2024-07-03",
    ]);
    assert!(
        acting.stdout.contains("Mohammad Mokhber"),
        "{}",
        acting.stdout
    );
}

#[test]
fn a_clause_decides_between_the_meanings() {
    let clause = "Republicans lost the Senate race in Georgia";
    let rows = answer(&ask(&[
        "name",
        "Georgia",
        "--on",
        "2022-11-10",
        "--in",
        clause,
    ]));
    assert_eq!(
        (&rows[0]["country"], &rows[0]["place"]),
        (&"USA".into(), &true.into())
    );
}
