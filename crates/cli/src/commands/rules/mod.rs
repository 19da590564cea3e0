//! `dateline rules`: check, show, try and import coding rules.
//!
//! In: folders or files of rules. Out: faults, the rules' own text, or what they change in a
//! corpus. Never: a change to the built-in rules.
//!
//! `dateline rules show consult.meet` prints the rule that makes *Fidan met Lavrov* an event.

mod import;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use dateline::{Coder, Document, Event, Fault, Rule, RuleSet};
use dateline_record::Party;

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
        RulesCommand::Import { petrarch, output } => import::run(petrarch, output, console),
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
    // The rules change nothing before the last stage, so that one analysis serves both.
    let (document, trees) = raw.with_source(inputs.published, |source| before.parse(source))?;
    let old = before.code_parsed(&document, &trees);
    let new = after.code_parsed(&document, &trees);
    Ok(difference(&document, &old.events, &new.events))
}

/// The sentences in which events come or go, each with these events below it.
fn difference(document: &Document, old: &[Event], new: &[Event]) -> Change {
    let keys = |events: &[Event]| events.iter().map(key).collect::<BTreeSet<_>>();
    let (before, after) = (keys(old), keys(new));
    let gone = old.iter().filter(|event| !after.contains(&key(event)));
    let come = new.iter().filter(|event| !before.contains(&key(event)));
    let mut change = Change {
        stay: before.intersection(&after).count(),
        go: gone.clone().count(),
        come: come.clone().count(),
        ..Change::default()
    };
    let signed = gone
        .map(|event| ('-', event))
        .chain(come.map(|event| ('+', event)));
    let mut signed: Vec<(char, &Event)> = signed.collect();
    signed.sort_by_key(|(sign, event)| {
        (
            event.evidence.sentence,
            *sign == '+',
            event.evidence.trigger.offsets.start,
        )
    });
    let mut last = None;
    for (sign, event) in signed {
        let sentence = event.evidence.sentence;
        if last.replace(sentence) != Some(sentence) {
            change.text += &heading(document, sentence);
        }
        change.text += &shown(sign, event);
    }
    change
}

/// What makes two events of one document the same to one who reads the coding.
fn key(event: &Event) -> (String, &'static str, String) {
    (event.id.clone(), event.status.as_str(), event.rule.clone())
}

/// `@ note [3] The words of the sentence.`
fn heading(document: &Document, sentence: usize) -> String {
    let words = document
        .sentences
        .get(sentence)
        .map_or("", |one| document.words(one.span));
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("@ {} [{sentence}] {words}\n", document.id)
}

/// `+ CONSULT/meet occurred  NOR -> KEN  consult.meet`
fn shown(sign: char, event: &Event) -> String {
    let mode = event
        .act
        .mode
        .as_ref()
        .map_or(String::new(), |mode| format!("/{mode}"));
    let (act, status) = (event.act.event_type.as_str(), event.status.as_str());
    let (actors, recipients) = (codes(&event.actors), codes(&event.recipients));
    let arrow = if event.reciprocal { "<->" } else { "->" };
    let rule = &event.rule;
    format!("{sign} {act}{mode} {status}  {actors} {arrow} {recipients}  {rule}\n")
}

/// Codes of parties, the words where there is none; `-` for nobody.
fn codes(parties: &[Party]) -> String {
    let code = |party: &Party| party.code.clone().unwrap_or_else(|| party.text.clone());
    match parties.is_empty() {
        true => "-".to_owned(),
        false => parties.iter().map(code).collect::<Vec<_>>().join("+"),
    }
}
