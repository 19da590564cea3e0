//! Dictionaries of PETRARCH, imported and coded with.
//!
//! In: small dictionaries written for these tests. Out: the folder, the report, events with the
//! dictionaries' codes. Never: a dictionary of somebody else's.

mod common;

use common::Desk;

const VERBS: &str = "\
&TALKS
+TALKS
+SUMMIT
--- HOST [042:043] ---
HOST
- * &TALKS [036]
- * &NOTHING [037]
- * ( [038]
--- WARBLE [999] ---
WARBLE
";

fn desk() -> Desk {
    let desk = Desk::with("dictionaries/verbs.txt", VERBS);
    desk.put(
        "dictionaries/actors.txt",
        "NORWAY [NOR]\n+NORWEGIAN\nKENYA [KEN]\nNOBODY\n",
    );
    desk.put("dictionaries/agents.txt", "MINISTER [~GOV]\n");
    desk.put("dictionaries/discards.txt", "CHESS CUP\n");
    desk.put("note.txt", "Norwegian ministers may host talks with Kenya in Oslo on Friday. Norway warbled at Kenya.\n");
    desk
}

fn import(desk: &Desk) -> common::Outcome {
    desk.run(&[
        "rules",
        "import",
        "--petrarch",
        "dictionaries",
        "--output",
        "mine",
    ])
}

#[test]
fn the_report_names_what_was_not_carried_over() {
    let outcome = import(&desk());
    assert_eq!(outcome.code, 1);
    for line in [
        "verbs.txt:7: the set &NOTHING",
        "verbs.txt:8: the pattern cannot",
        "actors.txt:4: \"NOBODY\" has no code",
    ] {
        assert!(outcome.stderr.contains(line), "{line}: {}", outcome.stderr);
    }
    assert!(
        outcome
            .stdout
            .contains("2 verbs, 1 patterns, 1 sets of words, 3 phrases for actors"),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome.stdout.contains("not carried over: 3\n"),
        "{}",
        outcome.stdout
    );
    assert!(
        outcome
            .stdout
            .contains("mine/codes.tsv gives them one: 1 (999)"),
        "{}",
        outcome.stdout
    );
}

#[test]
fn events_have_the_codes_of_the_dictionaries() {
    let desk = desk();
    import(&desk);
    let arguments = [
        "code",
        "note.txt",
        "--dictionaries",
        "mine",
        "--published",
        "2024-07-03",
    ];
    let rows = desk.run(&arguments).rows();
    assert_eq!(rows.len(), 1, "{rows:?}");
    let event = &rows[0];
    assert_eq!(event["cameo"], "036");
    assert_eq!(event["actors"][0]["code"], "NORGOV");
    assert_eq!(event["recipients"][0]["code"], "KEN");
    assert_eq!(event["status"], "possible");
    assert_eq!(event["time"]["start"], "2024-07-05");
    assert_eq!(event["place"]["name"], "Oslo");
    assert_eq!(event["rule"], "verbs.txt:6 \"* &TALKS\"");
}

#[test]
fn a_code_gets_its_type_by_hand() {
    let desk = desk();
    import(&desk);
    let codes = std::fs::read_to_string(desk.path("mine/codes.tsv")).unwrap();
    desk.put("mine/codes.tsv", codes.replace("999\t\t", "999\tACCUSE\t"));
    let rows = desk
        .run(&["code", "note.txt", "--dictionaries", "mine"])
        .rows();
    assert_eq!(rows[1]["cameo"], "999");
    assert_eq!(rows[1]["act"]["type"], "ACCUSE");
}

#[test]
fn a_faulty_folder_is_reported_whole() {
    let desk = desk();
    let nothing = desk.run(&["code", "note.txt", "--dictionaries", "nowhere"]);
    assert_eq!(nothing.code, 1);
    assert!(nothing.stderr.contains("verbs.toml"), "{}", nothing.stderr);
    let twice = {
        import(&desk);
        import(&desk)
    };
    assert!(
        twice.stderr.contains("is there already"),
        "{}",
        twice.stderr
    );
}
