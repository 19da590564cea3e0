//! The rules' own tests.
//!
//! In: a [`Coder`]. Out: [`RuleReport`]: which examples are not coded as they should be, and which
//! sentences are coded that should be left alone. Never: a rule's form; that is checked on loading.
//!
//! The example `Wang Yi met Lavrov.` with the codes `CHN CONSULT/meet RUS` asks for an event of this
//! act whose parties have these codes.

use std::collections::BTreeSet;

use dateline_code::rules::{Example, Rule};
use dateline_record::{Event, Fault, Party, Status};

use crate::Coder;

/// What came of the rules' own tests.
#[derive(Debug, Clone, Default)]
pub struct RuleReport {
    /// Number of rules and qualifiers.
    pub rules: usize,
    /// Number of examples and ignores.
    pub tests: usize,
    /// Those that failed, each at the line of its rule.
    pub faults: Vec<Fault>,
}

/// Runs the examples and ignores of all rules of a coder.
pub(crate) fn check(coder: &Coder) -> RuleReport {
    let mut report = RuleReport::default();
    for rule in &coder.rules().rules {
        report.rules += 1;
        report.tests += rule.examples.len() + rule.ignores.len();
        let examples = rule
            .examples
            .iter()
            .filter_map(|example| wrong(coder, rule, example));
        let ignores = rule
            .ignores
            .iter()
            .filter_map(|text| coded(coder, rule, text));
        report.faults.extend(examples.chain(ignores));
    }
    report
}

/// The fault of an example that is not coded as it asks.
fn wrong(coder: &Coder, rule: &Rule, example: &Example) -> Option<Fault> {
    let events = coder.code_sentence(&example.text).events;
    if events.iter().any(|event| fits(event, example)) {
        return None;
    }
    let found: Vec<String> = events.iter().map(shown).collect();
    let found = if found.is_empty() {
        "nothing".to_owned()
    } else {
        found.join("; ")
    };
    let status = example.status.unwrap_or(Status::Occurred).as_str();
    let asked = format!("{} {status}", example.codes);
    let reason = format!(
        "rule \"{}\", example \"{}\": asks for {asked}",
        rule.id, example.text
    );
    Some(fault(coder, rule, &example.text, reason).hint(format!("it gives {found}")))
}

/// The fault of a sentence that the rule should leave alone and codes.
fn coded(coder: &Coder, rule: &Rule, text: &str) -> Option<Fault> {
    let events = coder.code_sentence(text).events;
    let event = events.iter().find(|event| event.rule == rule.id)?;
    let reason = format!("rule \"{}\", ignore \"{text}\": it is coded", rule.id);
    Some(fault(coder, rule, text, reason).hint(format!("it gives {}", shown(event))))
}

/// A fault at the line of a rule's example or ignore.
fn fault(coder: &Coder, rule: &Rule, text: &str, reason: String) -> Fault {
    let (file, line) = &rule.source;
    let block = coder.rule_files().text_of(rule);
    let below = block.lines().position(|line| line.contains(text));
    Fault::at(file, line + below.unwrap_or(0), 0, reason)
}

/// Whether an event is what an example asks for: act, status, parties and, if named, place.
fn fits(event: &Event, example: &Example) -> bool {
    let parts: Vec<&str> = example.codes.split(' ').collect();
    let (actors, act) = (parts.first().copied().unwrap_or("-"), parts.get(1).copied());
    let recipients = parts.get(2).copied().unwrap_or("-");
    let parties_fit = match event.reciprocal {
        true => {
            &codes(&event.actors) | &codes(&event.recipients) == &asked(actors) | &asked(recipients)
        }
        false => {
            codes(&event.actors) == asked(actors) && codes(&event.recipients) == asked(recipients)
        }
    };
    let place = event.place.as_ref().map(|place| place.name.as_str());
    parties_fit
        && act.is_some_and(|act| act_fits(event, act))
        && event.status == example.status.unwrap_or(Status::Occurred)
        && example
            .place
            .as_deref()
            .is_none_or(|name| place == Some(name))
}

/// Whether the act is `TYPE` (with any mode) or `TYPE/mode`.
fn act_fits(event: &Event, asked: &str) -> bool {
    asked == event.act.event_type.as_str() || asked == act_of(event)
}

fn act_of(event: &Event) -> String {
    let name = event.act.event_type.as_str();
    event
        .act
        .mode
        .as_ref()
        .map_or_else(|| name.to_owned(), |mode| format!("{name}/{mode}"))
}

fn asked(codes: &str) -> BTreeSet<&str> {
    codes.split('+').filter(|code| *code != "-").collect()
}

fn codes(parties: &[Party]) -> BTreeSet<&str> {
    parties
        .iter()
        .filter_map(|party| party.country.as_deref())
        .collect()
}

fn shown(event: &Event) -> String {
    let side = |parties: &[Party]| match codes(parties) {
        codes if codes.is_empty() => "-".to_owned(),
        codes => codes.into_iter().collect::<Vec<_>>().join("+"),
    };
    let (actors, recipients) = (side(&event.actors), side(&event.recipients));
    format!(
        "{actors} {} {recipients} {}",
        act_of(event),
        event.status.as_str()
    )
}
