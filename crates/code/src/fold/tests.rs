//! Tests of the tables and of the folding.

use dateline_record::EventType::{self, *};
use dateline_record::Status::{self, *};
use proptest::prelude::*;

use super::*;

fn act(event_type: EventType, mode: &str) -> Act {
    let mode = Some(mode)
        .filter(|mode| !mode.is_empty())
        .map(str::to_owned);
    Act { event_type, mode }
}

#[test]
fn the_tables_are_whole() {
    let ontology = Ontology::embedded();
    assert_eq!(
        ontology
            .modes()
            .iter()
            .filter(|(_, _, row)| row.own)
            .count(),
        67
    );
    assert_eq!(ontology.all_contexts().len(), 37);
    let sectors = &ontology.tables.sectors;
    assert_eq!(sectors.values().filter(|row| !row.country).count(), 25);
    assert_eq!(sectors.values().filter(|row| row.country).count(), 7);
    let from_three = ontology.cameo_codes().filter(|(code, _)| *code >= "03");
    assert_eq!(from_three.count(), 256);
    for (code, row) in ontology.cameo_codes() {
        assert_eq!(row.event_type.is_none(), code.starts_with("01"), "{code}");
        assert!(!row.label.is_empty(), "{code}");
        assert!(
            row.goldstein
                .is_none_or(|value| (-10.0..=10.0).contains(&value)),
            "{code}"
        );
    }
}

#[test]
fn quads_and_scores_agree() {
    let ontology = Ontology::embedded();
    for &event_type in EventType::ALL {
        let row = ontology.event_type(event_type);
        assert_eq!(row.event_type, event_type);
        assert_eq!(
            row.quad <= 2 || event_type == Request,
            row.score >= 0.0,
            "{event_type:?}"
        );
    }
    for (event_type, mode, row) in ontology.modes() {
        assert_eq!(row.score.is_some(), row.own, "{event_type:?}/{mode}");
    }
}

#[test]
fn modes_of_the_codebook_and_finer_ones_are_known() {
    let ontology = Ontology::embedded();
    for (event_type, mode) in [
        (Consult, "visit"),
        (Consult, "meet"),
        (Consult, "multilateral"),
        (Agree, "found"),
        (Agree, "join"),
        (Support, "sign"),
        (Threaten, "retaliate"),
        (Request, "summon"),
        (Retreat, "return"),
        (Assault, "massacre"),
    ] {
        assert!(ontology.is_mode(event_type, mode), "{event_type:?}/{mode}");
    }
    assert!(!ontology.is_mode(Consult, "drone"));
    assert_eq!(
        ontology.plover_mode(&act(Assault, "assassinate")),
        Some("targeted")
    );
    assert_eq!(ontology.plover_mode(&act(Consult, "meet")), None);
}

/// Act, status, stance, rule's code; PLOVER type and mode, CAMEO code, scale, step.
type Case = (
    (EventType, &'static str),
    Status,
    Option<Speech>,
    &'static str,
    (EventType, &'static str),
    &'static str,
    f64,
    &'static str,
);

#[rustfmt::skip]
const CASES: &[Case] = &[
    ((Consult, "meet"), Occurred, None, "", (Consult, ""), "040", 2.5, "own"),
    ((Consult, "meet"), Planned, None, "040", (Agree, ""), "036", 2.5, "planned.agree"),
    ((Consult, "meet"), Possible, None, "040", (Agree, ""), "036", 2.5, "possible.agree"),
    ((Consult, "meet"), Hypothetical, None, "040", (Consult, ""), "040", 2.5, "own"),
    ((Consult, "meet"), Denied, None, "040", (Consult, ""), "040", 2.5, "denied"),
    ((Consult, "meet"), Denied, Some(Speech::Refusal), "040", (Reject, "meet"), "125", -2.0, "denied.refused"),
    ((Consult, "meet"), CalledFor, None, "040", (Request, "meet"), "106", 0.0, "called-for"),
    ((Consult, "visit"), Occurred, None, "", (Consult, "visit"), "042", 4.0, "own"),
    ((Consult, "visit"), Planned, None, "042", (Agree, ""), "036", 2.5, "planned.agree"),
    ((Consult, "host"), Occurred, None, "", (Consult, "visit"), "043", 4.0, "own"),
    ((Consult, "phone"), Occurred, None, "", (Consult, "phone"), "041", 1.5, "own"),
    ((Consult, "multilateral"), Denied, None, "", (Consult, "multilateral"), "040", 4.0, "denied"),
    ((Consult, "mediate"), Planned, None, "", (Agree, ""), "039", 2.5, "planned.agree"),
    ((Support, "sign"), Occurred, None, "", (Support, ""), "057", 5.0, "own"),
    ((Support, "sign"), Planned, None, "057", (Agree, ""), "030", 2.5, "planned.agree"),
    ((Support, "endorse"), Occurred, None, "", (Support, ""), "051", 5.0, "own"),
    ((Agree, "mediate"), Occurred, None, "", (Agree, ""), "039", 2.5, "own"),
    ((Agree, "join"), Occurred, None, "", (Agree, ""), "030", 2.5, "own"),
    ((Agree, "sign"), Planned, None, "", (Agree, ""), "030", 2.5, "own"),
    ((Aid, "military"), Planned, None, "072", (Agree, ""), "0332", 2.5, "planned.agree"),
    ((Aid, "military"), Occurred, None, "072", (Aid, ""), "072", 10.0, "own"),
    ((Aid, "military"), Denied, None, "072", (Aid, ""), "072", 10.0, "denied"),
    ((Aid, ""), Planned, None, "073", (Agree, ""), "0333", 2.5, "planned.agree"),
    ((Aid, "humanitarian"), CalledFor, None, "", (Request, "assist"), "1033", 0.5, "called-for"),
    ((Cooperate, "economic"), Planned, None, "", (Agree, ""), "0311", 2.5, "planned.agree"),
    ((Cooperate, "military"), Occurred, None, "", (Cooperate, ""), "062", 9.5, "own"),
    ((Retreat, "release"), Occurred, None, "", (Retreat, "release"), "0841", 6.5, "own"),
    ((Retreat, "release"), Planned, Some(Speech::Promise), "", (Agree, ""), "0353", 2.5, "yielding.promised"),
    ((Retreat, "release"), Planned, None, "", (Agree, ""), "0353", 2.5, "yielding.future"),
    ((Retreat, "release"), CalledFor, None, "", (Request, "yield"), "1053", -1.0, "called-for"),
    ((Retreat, "release"), Denied, Some(Speech::Refusal), "", (Reject, "yield"), "1243", -2.0, "denied.refused"),
    ((Retreat, "ceasefire"), Occurred, None, "", (Retreat, "ceasefire"), "0871", 7.5, "own"),
    ((Retreat, "ceasefire"), Planned, None, "", (Concede, ""), "0356", 4.5, "yielding.announced"),
    ((Retreat, "ceasefire"), CalledFor, None, "", (Request, "yield"), "1056", -1.0, "called-for"),
    ((Retreat, "withdraw"), Planned, Some(Speech::Promise), "", (Agree, ""), "0356", 2.5, "yielding.promised"),
    ((Retreat, "resign"), CalledFor, None, "", (Request, "change"), "1041", -1.0, "called-for"),
    ((Concede, "curfew"), Occurred, None, "", (Concede, ""), "0813", 4.5, "own"),
    ((Concede, "delist"), Planned, None, "", (Concede, ""), "0351", 4.5, "concession.future"),
    ((Request, "investigate"), Occurred, None, "", (Request, "change"), "104", -1.0, "own"),
    ((Request, "summon"), Occurred, None, "", (Request, "meet"), "106", 0.0, "own"),
    ((Accuse, "disapprove"), Occurred, None, "", (Accuse, "disapprove"), "111", -2.0, "own"),
    ((Accuse, "investigate"), Planned, None, "", (Accuse, "investigate"), "090", -3.5, "own"),
    ((Reject, "accusation"), Occurred, None, "", (Reject, ""), "120", -2.0, "own"),
    ((Threaten, "retaliate"), Occurred, None, "", (Threaten, ""), "130", -3.5, "own"),
    ((Threaten, "force"), Occurred, None, "", (Threaten, "violence"), "138", -3.5, "own"),
    ((Protest, "strike"), Planned, None, "", (Threaten, "restrict"), "133", -3.0, "conflict.ahead"),
    ((Protest, "demo"), CalledFor, None, "", (Protest, "demo"), "141", -5.0, "called-for.protest"),
    ((Sanction, "sanctions"), Occurred, None, "", (Sanction, "discontinue"), "163", -6.0, "own"),
    ((Sanction, "sanctions"), Possible, None, "", (Threaten, "restrict"), "1312", -3.0, "conflict.ahead"),
    ((Sanction, "sanctions"), CalledFor, None, "", (Threaten, "restrict"), "1312", -3.0, "called-for.conflict"),
    ((Mobilize, "troops"), Planned, None, "", (Mobilize, "troops"), "154", -6.5, "own"),
    ((Mobilize, "troops"), Hypothetical, Some(Speech::Threat), "", (Threaten, "violence"), "138", -3.5, "threat.any"),
    ((Coerce, "curfew"), Planned, None, "", (Threaten, "restrict"), "1323", -3.0, "conflict.ahead"),
    ((Coerce, "occupy"), Possible, None, "", (Threaten, "territory"), "1382", -4.0, "conflict.ahead"),
    ((Assault, "airstrike"), Occurred, None, "", (Assault, "aerial"), "195", -9.5, "own"),
    ((Assault, "firearms"), Denied, None, "", (Assault, "firearms"), "193", -9.0, "denied"),
    ((Assault, "heavy-weapons"), Hypothetical, None, "", (Threaten, "violence"), "1384", -3.5, "force.ahead"),
    ((Assault, ""), Possible, None, "", (Threaten, "violence"), "138", -3.5, "force.ahead"),
    ((Assault, "vandalism of no table"), Occurred, None, "", (Assault, ""), "190", -9.0, "own"),
];

#[test]
fn acts_fold_as_the_codebook_says() {
    let ontology = Ontology::embedded();
    for (from, status, stance, code, to, cameo, scale, step) in CASES {
        let from = act(from.0, from.1);
        let cameo_hint = Some(code.to_string()).filter(|code| !code.is_empty());
        let hints = FoldHints {
            cameo: cameo_hint,
            stance: *stance,
            ..FoldHints::default()
        };
        let folded = ontology.fold(&from, *status, &hints);
        let found = act(
            folded.plover.event_type,
            folded.plover.mode.as_deref().unwrap_or(""),
        );
        assert_eq!(found, act(to.0, to.1), "{from:?} {status:?}");
        assert_eq!(folded.cameo.as_deref(), Some(*cameo), "{from:?} {status:?}");
        assert_eq!(folded.scale, *scale, "{from:?} {status:?}");
        assert_eq!(folded.step, *step, "{from:?} {status:?}");
        assert!(ontology.step(&folded.step).is_some());
    }
}

#[test]
fn a_planned_meeting_has_the_codes_of_the_record() {
    let ontology = Ontology::embedded();
    let hints = FoldHints {
        cameo: Some("040".into()),
        ..FoldHints::default()
    };
    let folded = ontology.fold(&act(Consult, "meet"), Planned, &hints);
    assert_eq!(folded.plover.contexts, ["diplomatic"]);
    assert_eq!(
        (folded.quad, folded.scale, folded.goldstein),
        (1, 2.5, Some(4.0))
    );
}

#[test]
fn the_rules_composition_may_decide() {
    let ontology = Ontology::embedded();
    let fold = |act: Act, to| {
        let hints = FoldHints {
            fold: Some(to),
            ..FoldHints::default()
        };
        let folded = ontology.fold(&act, Planned, &hints);
        (folded.plover.event_type, folded.cameo.unwrap(), folded.step)
    };
    let step = "composition".to_owned();
    let agreed = (Agree, "0353".to_owned(), step.clone());
    assert_eq!(fold(act(Retreat, "release"), Agree), agreed);
    let conceded = (Concede, "0353".to_owned(), step.clone());
    assert_eq!(fold(act(Retreat, "release"), Concede), conceded);
    assert_eq!(
        fold(act(Consult, "visit"), Consult),
        (Consult, "042".to_owned(), step)
    );
}

#[test]
fn speech_about_acts() {
    let ontology = Ontology::embedded();
    let reading = |speech, of: Act| ontology.speech(speech, &of, None);
    let refused = reading(Speech::Refusal, act(Retreat, "ease"));
    assert_eq!(
        (refused.act, refused.cameo.as_str()),
        (act(Reject, "yield"), "1244")
    );
    let threatened = reading(Speech::Threat, act(Sanction, "expel"));
    assert_eq!(
        (threatened.act, threatened.cameo.as_str()),
        (act(Threaten, "expel"), "136")
    );
    let ended = reading(Speech::End, act(Aid, "military"));
    assert_eq!(
        (ended.act, ended.cameo.as_str()),
        (act(Sanction, "military"), "1622")
    );
    let by_code = ontology.speech(Speech::Request, &act(Aid, ""), Some("072"));
    assert_eq!(
        (by_code.act, by_code.cameo.as_str()),
        (act(Request, "assist"), "1032")
    );
}

#[test]
fn contexts_come_from_cues_and_from_the_act() {
    let ontology = Ontology::embedded();
    let of = |words: &str, act: &Act| ontology.contexts(words.split(' '), act);
    let none = act(Consult, "meet");
    assert_eq!(of("the ballot be count", &none), ["election"]);
    assert!(of("turnout be low", &none).is_empty());
    assert_eq!(of("turnout in each constituency", &none), ["election"]);
    assert_eq!(of("Nerve agent be find", &none), ["cbrn"]);
    assert_eq!(of("a word", &act(Coerce, "cyber")), ["cyber"]);
    assert_eq!(of("a murder over cocaine", &none), ["illegal_drugs"]);
    assert_eq!(
        of("a gang of hacker demand a bribe", &none),
        ["cyber", "crime", "corruption"]
    );
}

#[test]
fn contexts_keep_the_codebooks_order_and_names() {
    let ontology = Ontology::embedded();
    let contexts = vec![
        "cyber".into(),
        "humanitarian".into(),
        "no such".into(),
        "military".into(),
    ];
    let hints = FoldHints {
        contexts,
        ..FoldHints::default()
    };
    let folded = ontology.fold(&act(Coerce, "misinformation"), Occurred, &hints);
    let expected = ["military", "human_security", "cyber", "misinformation"];
    assert_eq!(folded.plover.contexts, expected);
}

#[test]
fn a_users_file_overrides_adds_and_disables() {
    let file = r#"
disable = ["force.ahead"]
[[step]]
id = "planned.agree"
about = "Planned things stay what they are."
status = ["planned"]
reading = "own"
source = "us"
[[step]]
id = "mine"
about = "Planned releases are conceded."
types = ["RETREAT"]
modes = ["release"]
status = ["planned"]
reading = "promise"
to = "CONCEDE"
source = "us"
"#;
    let ontology = Ontology::embedded()
        .with_folding("mine.toml", file)
        .unwrap();
    let fold = |act: Act, status| ontology.fold(&act, status, &FoldHints::default());
    assert_eq!(
        fold(act(Consult, "meet"), Planned).plover.event_type,
        Consult
    );
    assert_eq!(
        fold(act(Retreat, "exchange"), Planned).plover.event_type,
        Concede
    );
    assert_eq!(
        fold(act(Assault, ""), Hypothetical).plover.event_type,
        Assault
    );
}

#[test]
fn all_faults_of_a_users_file_are_reported() {
    let file = "disable = [\"nothing\"]\n[[step]]\nid = \"a\"\nabout = \"x\"\nsource = \"us\"\n\
                types = [\"MEET\"]\nreading = \"wish\"\n";
    let faults = Ontology::embedded()
        .with_folding("mine.toml", file)
        .unwrap_err();
    let places: Vec<(usize, usize)> = faults
        .iter()
        .map(|fault| (fault.line, fault.column))
        .collect();
    assert_eq!(places, [(6, 10), (7, 11), (1, 12)]);
}

#[test]
fn all_faults_of_the_tables_are_reported() {
    let mut files: Vec<(&str, &str)> = FILES.to_vec();
    files[1].1 = "type\tmode\tscore\tcameo\tcontexts\tgist\tdecision\n\
                  CONSULT\tvisit\tfour\t999\tfun\tx\ty\nCONSULT\tphone\n";
    let faults = Ontology::parse(&files).unwrap_err();
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(told.contains(&"ontology/modes.tsv:3: 2 cells where 7 are needed".to_owned()));
    assert!(told.contains(&"ontology/modes.tsv:2:15: \"four\" is no number".to_owned()));
    assert!(told.contains(&"ontology/modes.tsv:2:20: no CAMEO code \"999\"".to_owned()));
    assert!(told.contains(&"ontology/modes.tsv:2:24: no context \"fun\"".to_owned()));
    assert!(Ontology::parse(&[]).unwrap_err().len() >= 8);
}

#[test]
fn every_act_folds_to_a_valid_code() {
    let ontology = Ontology::embedded();
    let statuses = [Occurred, Planned, Possible, CalledFor, Hypothetical, Denied];
    let stances = [
        None,
        Some(Speech::Promise),
        Some(Speech::Refusal),
        Some(Speech::Threat),
    ];
    let none = EventType::ALL.iter().map(|&event_type| act(event_type, ""));
    let with_mode = ontology
        .modes()
        .into_iter()
        .map(|(kind, mode, _)| act(kind, mode));
    for act in none.chain(with_mode) {
        for status in statuses {
            for stance in stances {
                let hints = FoldHints {
                    stance,
                    ..FoldHints::default()
                };
                check(&ontology, &act, &ontology.fold(&act, status, &hints));
            }
        }
    }
}

fn check(ontology: &Ontology, from: &Act, folded: &FoldedCode) {
    let to = act(
        folded.plover.event_type,
        folded.plover.mode.as_deref().unwrap_or(""),
    );
    assert!(
        to.mode.is_none() || ontology.mode(&to).unwrap().own,
        "{from:?} -> {to:?}"
    );
    let code = folded.cameo.as_deref().unwrap();
    assert!(ontology.cameo(code).is_some(), "{from:?} -> {code}");
    assert!((1..=4).contains(&folded.quad) && folded.scale.abs() <= 10.0);
}

proptest! {
    #[test]
    fn any_mode_and_any_hint_fold(kind in 0usize..16, mode in ".{0,12}", code in "[0-9]{0,4}") {
        let ontology = Ontology::embedded();
        let from = act(EventType::ALL[kind], &mode);
        let hints = FoldHints { cameo: Some(code), contexts: vec![mode], ..FoldHints::default() };
        check(&ontology, &from, &ontology.fold(&from, Planned, &hints));
        check(&ontology, &from, &ontology.fold(&from, Occurred, &hints));
    }
}
