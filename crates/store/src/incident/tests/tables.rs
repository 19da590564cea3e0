//! The tables of weights, acts and words.

use std::collections::BTreeSet;

use crate::incident::policy::Kinship;
use crate::incident::{Finding, Policy};

#[test]
fn a_missing_and_an_unknown_finding_are_faults() {
    let weights = include_str!("../../../../../data/incidents/weights.toml");
    let acts = include_str!("../../../../../data/incidents/acts.toml");
    let words = include_str!("../../../../../data/incidents/en.toml");
    let missing = weights.replace("\"place.near-town\"", "\"place.nearest-town\"");
    let fault = Policy::read(&missing, acts, words).unwrap_err();
    assert!(fault.contains("place.near-town"), "{fault}");
    let unknown = format!("{weights}\n\"place.nowhere\" = {{ about = \"-\" }}\n");
    let fault = Policy::read(&unknown, acts, words).unwrap_err();
    assert!(fault.contains("place.nowhere"), "{fault}");
}

#[test]
fn the_documentation_names_every_finding_with_its_weight() {
    let text = include_str!("../../../../../docs/incidents.md");
    let policy = Policy::embedded();
    for &finding in Finding::ALL {
        let weight = policy.weight(finding);
        let value = match weight.veto {
            true => "veto".to_owned(),
            false => format!("{:+.1}", weight.weight),
        };
        let row = format!("| `{}` | {value} | {} |", finding.as_str(), weight.about);
        assert!(text.contains(&row), "missing: {row}");
    }
    assert!(text.contains(&format!("bias, {:+.1}", policy.bias)));
}

#[test]
fn every_finding_has_its_own_name() {
    let names: BTreeSet<&str> = Finding::ALL
        .iter()
        .map(|finding| finding.as_str())
        .collect();
    assert_eq!(names.len(), Finding::ALL.len());
    for (index, finding) in Finding::ALL.iter().enumerate() {
        assert_eq!(*finding as usize, index);
    }
}

#[test]
fn every_act_of_the_tables_is_one_of_the_ontology() {
    let rows = [
        include_str!("../../../../../data/ontology/modes.tsv"),
        include_str!("../../../../../data/ontology/finer_modes.tsv"),
    ];
    let lines = rows
        .iter()
        .flat_map(|table| table.lines())
        .filter(|line| !line.starts_with('#'));
    let known: BTreeSet<String> = lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some(format!("{}/{}", cells.next()?, cells.next()?))
        })
        .collect();
    let acts: toml::Table = include_str!("../../../../../data/incidents/acts.toml")
        .parse()
        .unwrap();
    let groups = acts["group"].as_array().unwrap().iter();
    let named = groups.flat_map(|group| group["acts"].as_array().unwrap().clone());
    let named: Vec<String> = named.map(|act| act.as_str().unwrap().to_owned()).collect();
    let unknown: Vec<&String> = named
        .iter()
        .filter(|act| act.contains('/') && !known.contains(*act))
        .collect();
    assert!(unknown.is_empty(), "{unknown:?}");
    assert!(named.len() > 100);
}

#[test]
fn kinship_of_acts() {
    let acts = Policy::embedded().acts;
    let kin = |one: &str, first: Option<&str>, other: &str, second: Option<&str>| {
        acts.kinship((one, first), (other, second))
    };
    assert_eq!(
        kin("CONSULT", Some("meet"), "CONSULT", Some("meet")),
        Kinship::Same
    );
    assert_eq!(
        kin("CONSULT", Some("meet"), "CONSULT", Some("talks")),
        Kinship::Near
    );
    assert_eq!(
        kin("CONSULT", None, "CONSULT", Some("phone")),
        Kinship::Broader
    );
    assert_eq!(
        kin("CONSULT", Some("meet"), "CONSULT", Some("phone")),
        Kinship::Apart
    );
    assert_eq!(
        kin("ACCUSE", Some("condemn"), "ACCUSE", Some("allege")),
        Kinship::Far
    );
    assert_eq!(
        kin("SUPPORT", Some("sign"), "AGREE", Some("sign")),
        Kinship::Near
    );
    assert_eq!(
        kin("SANCTION", Some("expel"), "CONSULT", Some("meet")),
        Kinship::Apart
    );
}

#[test]
fn acts_that_are_kin_share_a_label_and_others_do_not() {
    let acts = Policy::embedded().acts;
    let table: toml::Table = include_str!("../../../../../data/incidents/acts.toml")
        .parse()
        .unwrap();
    let groups = table["group"].as_array().unwrap().iter();
    let named = groups.flat_map(|group| group["acts"].as_array().unwrap().clone());
    let named: Vec<String> = named.map(|act| act.as_str().unwrap().to_owned()).collect();
    let split = |act: &str| -> (String, Option<String>) {
        match act.split_once('/') {
            Some((kind, mode)) => (kind.to_owned(), Some(mode.to_owned())),
            None => (act.to_owned(), None),
        }
    };
    for one in named.iter().map(|act| split(act)) {
        for other in named.iter().map(|act| split(act)) {
            let kinship = acts.kinship((&one.0, one.1.as_deref()), (&other.0, other.1.as_deref()));
            let (first, second) = (
                acts.labels(&one.0, one.1.as_deref()),
                acts.labels(&other.0, other.1.as_deref()),
            );
            let shared = first.iter().any(|label| second.contains(label));
            assert_eq!(kinship != Kinship::Apart, shared, "{one:?} {other:?}");
        }
    }
}
