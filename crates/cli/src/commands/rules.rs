//! `dateline rules`: check, show and try coding rules.
//!
//! In: folders or files of rules. Out: faults, the rules' own text, or what they change in a
//! corpus. Never: a change to the built-in rules.
//!
//! `dateline rules show consult.meet` prints the rule that makes *Fidan met Lavrov* an event.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dateline::{Coder, Event, Explanation, Fault, Rule, RuleSet};

use crate::arguments::{Inputs, Knowledge, RulesCommand, Work};
use crate::console::{Console, Stop};
use crate::flow;
use crate::input::Raw;
use crate::output::Output;

/// Runs the command.
pub fn run(command: &RulesCommand, console: &mut Console) -> Result<(), Stop> {
    match command {
        RulesCommand::Check { rules } => check(rules, console),
        RulesCommand::Show { ids, knowledge } => show(ids, knowledge),
        RulesCommand::Try {
            rules,
            inputs,
            work,
        } => try_on(rules, inputs, work, console),
    }
}

fn check(rules: &[PathBuf], console: &mut Console) -> Result<(), Stop> {
    let knowledge = Knowledge {
        rules: rules.to_vec(),
        world: None,
    };
    let coder = super::coder(&knowledge, usize::MAX)?;
    let report = coder.check_rules();
    report.faults.iter().for_each(|fault| console.fault(fault));
    let (rules, tests, faults) = (report.rules, report.tests, report.faults.len());
    super::print(&format!(
        "{rules} rules, {tests} examples and ignores, {faults} faults\n"
    ))
}

fn show(ids: &[String], knowledge: &Knowledge) -> Result<(), Stop> {
    let coder = super::coder(knowledge, usize::MAX)?;
    if ids.is_empty() {
        return super::print(&list(coder.rules()));
    }
    let mut text = String::new();
    for id in ids {
        let rules = coder.rules().rules.iter();
        let found: Vec<&Rule> = rules.filter(|rule| names(id, &rule.id)).collect();
        if found.is_empty() {
            let fault = Fault::at(format!("\"{id}\""), 0, 0, "no rule of that id");
            return Err(fault.hint("`dateline rules show` lists all").into());
        }
        for rule in found {
            let (file, line) = &rule.source;
            text += &format!("# {file}:{line}\n{}\n\n", coder.rule_files().text_of(rule));
        }
    }
    super::print(&text)
}

/// Whether `asked` is the id, or its beginning up to a dot.
fn names(asked: &str, id: &str) -> bool {
    id.strip_prefix(asked)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn list(rules: &RuleSet) -> String {
    let length = rules
        .rules
        .iter()
        .map(|rule| rule.id.chars().count())
        .max()
        .unwrap_or(0);
    let line = |rule: &Rule| {
        let (file, line) = &rule.source;
        format!(
            "{:<length$}  {:<26}  {file}:{line}\n",
            rule.id,
            yields(rule)
        )
    };
    rules.rules.iter().map(line).collect()
}

/// What a rule yields: its act, or the operator or status of a qualifier.
fn yields(rule: &Rule) -> String {
    match (&rule.act, &rule.operator, rule.status) {
        (Some(act), ..) => {
            let name = act.event_type.as_str();
            act.mode
                .as_ref()
                .map_or_else(|| name.to_owned(), |mode| format!("{name}/{mode}"))
        }
        (None, Some(operator), _) => operator.clone(),
        (None, None, status) => status.map_or("-", |status| status.as_str()).to_owned(),
    }
}

fn try_on(rules: &Path, inputs: &Inputs, work: &Work, console: &mut Console) -> Result<(), Stop> {
    let feed = super::feed(inputs, console)?;
    let limit = inputs.max_document_size;
    let before = super::coder(&Knowledge::default(), limit)?;
    let laid_over = Knowledge {
        rules: vec![rules.to_owned()],
        world: None,
    };
    let after = super::coder(&laid_over, limit)?;
    let mut output = Output::standard();
    let mut total = Change::default();
    console.show_progress();
    let compare = |raw: Raw| compare(&before, &after, &raw, inputs);
    flow::run(feed, work.threads(), compare, |done| {
        console.advance(done.bytes);
        match done.result {
            Ok(change) => {
                output.write(change.text.as_bytes())?;
                total.add(&change);
            }
            Err(fault) => console.fault(&fault),
        }
        output.flush()
    })?;
    let Change {
        documents,
        come,
        go,
        stay,
        ..
    } = total;
    let summary = format!("{documents} documents: {come} events come, {go} go, {stay} stay\n");
    output.write(summary.as_bytes())?;
    output.finish()
}

/// What rules change in one document, or in all.
#[derive(Default)]
struct Change {
    text: String,
    documents: usize,
    come: usize,
    go: usize,
    stay: usize,
}

impl Change {
    fn add(&mut self, other: &Change) {
        self.documents += 1;
        self.come += other.come;
        self.go += other.go;
        self.stay += other.stay;
    }
}

fn compare(before: &Coder, after: &Coder, raw: &Raw, inputs: &Inputs) -> Result<Change, Fault> {
    let old = raw.with_source(inputs.published, |source| before.explain(source))?;
    let new = raw.with_source(inputs.published, |source| after.explain(source))?;
    Ok(difference(&old, &new))
}

fn difference(old: &Explanation, new: &Explanation) -> Change {
    let ids = |it: &Explanation| it.coding.events.iter().map(key).collect::<BTreeSet<_>>();
    let (before, after) = (ids(old), ids(new));
    let mut change = Change {
        stay: before.intersection(&after).count(),
        ..Change::default()
    };
    for event in old
        .coding
        .events
        .iter()
        .filter(|event| !after.contains(&key(event)))
    {
        change.go += 1;
        change.text += &shown('-', old, event);
    }
    for event in new
        .coding
        .events
        .iter()
        .filter(|event| !before.contains(&key(event)))
    {
        change.come += 1;
        change.text += &shown('+', new, event);
    }
    change
}

/// What makes two events of one document the same to one who reads the coding.
fn key(event: &Event) -> (String, &'static str, String) {
    (event.id.clone(), event.status.as_str(), event.rule.clone())
}

fn shown(sign: char, explanation: &Explanation, event: &Event) -> String {
    let sentence = explanation
        .sentences
        .get(event.evidence.sentence)
        .map_or("", String::as_str);
    let sentence = sentence.split_whitespace().collect::<Vec<_>>().join(" ");
    let mode = event
        .act
        .mode
        .as_ref()
        .map_or(String::new(), |mode| format!("/{mode}"));
    let (act, status) = (event.act.event_type.as_str(), event.status.as_str());
    let document = &explanation.coding.document.id;
    format!(
        "{sign} {document}  {act}{mode} {status}  {}\n    {sentence}\n",
        event.rule
    )
}
