//! Reading rule files, with every fault of every file reported at once.
//!
//! In: TOML texts. Out: a [`RuleSet`] or faults with file, line and advice. Never: files.
//!
//! `subject = "actr"` gives `mine.toml:4: rule "a.b", slot "subject": "actr" is no role; …`.

use std::collections::BTreeMap;

use dateline_record::Fault;
use serde::Deserialize;
use toml::Spanned;

use super::compose::{Embedded, Row};
use super::{Example, Needs, Rule, RuleSet, SlotSpec, TriggerKind, parse_act, parse_status};
use crate::lexicon::{Lexicon, toml_fault};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    rule: Vec<Spanned<toml::Table>>,
    #[serde(default)]
    qualifier: Vec<Spanned<toml::Table>>,
    #[serde(default)]
    compose: Vec<Spanned<toml::Table>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleEntry {
    id: String,
    verb: Option<Words>,
    noun: Option<Words>,
    adjective: Option<Words>,
    adverb: Option<Words>,
    #[serde(default)]
    frame: BTreeMap<String, String>,
    act: Option<String>,
    cameo: Option<String>,
    operator: Option<String>,
    status: Option<String>,
    #[serde(default)]
    needs: Needs,
    #[serde(default)]
    reciprocal: bool,
    #[serde(default)]
    pairs: bool,
    #[serde(default)]
    free: bool,
    #[serde(default)]
    disable: bool,
    #[serde(default)]
    contexts: Vec<String>,
    #[serde(default)]
    examples: Vec<ExampleEntry>,
    #[serde(default)]
    ignores: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExampleEntry {
    text: String,
    codes: String,
    status: Option<String>,
    place: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ComposeEntry {
    id: String,
    operator: String,
    #[serde(default)]
    of: Vec<String>,
    #[serde(default)]
    from: Vec<String>,
    act: Option<String>,
    status: Option<String>,
    mode: Option<String>,
    fold: Option<String>,
    embedded: Option<String>,
}

/// Where a fault is.
struct Place<'f> {
    file: &'f str,
    line: usize,
}

impl Place<'_> {
    fn fault(&self, reason: String) -> Fault {
        Fault::at(self.file, self.line, 0, reason)
    }
}

/// Reads all files; later files replace rules of earlier ones by id.
pub(super) fn load(files: &[(&str, &str)], lexicon: &Lexicon) -> Result<RuleSet, Vec<Fault>> {
    let mut set = RuleSet::default();
    let mut faults = Vec::new();
    for (name, text) in files {
        match toml::from_str::<File>(text) {
            Ok(file) => add_file(&mut set, name, text, file, lexicon, &mut faults),
            Err(error) => faults.push(toml_fault(name, text, &error)),
        }
    }
    check_operators(&set, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    set.build_index();
    Ok(set)
}

fn add_file(
    set: &mut RuleSet,
    name: &str,
    text: &str,
    file: File,
    lexicon: &Lexicon,
    faults: &mut Vec<Fault>,
) {
    let mut rows = Vec::new();
    for entry in file.compose {
        let place = Place {
            file: name,
            line: line_of(text, entry.span().start),
        };
        match read_row(entry.into_inner()) {
            Ok(row) => rows.push(row),
            Err(reason) => faults.push(place.fault(reason)),
        }
    }
    set.composition.rows.splice(0..0, rows);
    let rules = file.rule.into_iter().map(|entry| (entry, true));
    let qualifiers = file.qualifier.into_iter().map(|entry| (entry, false));
    let mut seen: Vec<String> = Vec::new();
    for (entry, is_rule) in rules.chain(qualifiers) {
        let place = Place {
            file: name,
            line: line_of(text, entry.span().start),
        };
        match RuleEntry::deserialize(entry.into_inner()) {
            Ok(entry) if seen.contains(&entry.id) => {
                faults
                    .push(place.fault(format!("rule \"{}\" stands twice in this file", entry.id)));
            }
            Ok(entry) => {
                seen.push(entry.id.clone());
                add_rule(set, &place, entry, is_rule, lexicon, faults);
            }
            Err(error) => faults.push(place.fault(error.message().to_owned())),
        }
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text[..at.min(text.len())].matches('\n').count() + 1
}

fn add_rule(
    set: &mut RuleSet,
    place: &Place,
    entry: RuleEntry,
    is_rule: bool,
    lexicon: &Lexicon,
    faults: &mut Vec<Fault>,
) {
    let known = set.rules.iter().position(|rule| rule.id == entry.id);
    if entry.disable {
        match known {
            Some(index) => drop(set.rules.remove(index)),
            None => {
                faults.push(place.fault(format!("there is no rule \"{}\" to disable", entry.id)))
            }
        }
        return;
    }
    let before = faults.len();
    let rule = read_rule(place, entry, is_rule, lexicon, faults);
    if faults.len() > before {
        return;
    }
    match known {
        Some(index) => set.rules[index] = rule,
        None => set.rules.push(rule),
    }
}

fn read_rule(
    place: &Place,
    entry: RuleEntry,
    is_rule: bool,
    lexicon: &Lexicon,
    faults: &mut Vec<Fault>,
) -> Rule {
    let id = entry.id;
    let mut complain =
        |reason: String| faults.push(place.fault(format!("rule \"{id}\", {reason}")));
    let mut triggers = Vec::new();
    let kinds = [
        (TriggerKind::Verb, entry.verb),
        (TriggerKind::Noun, entry.noun),
        (TriggerKind::Adjective, entry.adjective),
        (TriggerKind::Adverb, entry.adverb),
    ];
    for (kind, words) in kinds {
        let words = match words {
            Some(Words::One(word)) => vec![word],
            Some(Words::Many(words)) => words,
            None => Vec::new(),
        };
        triggers.extend(words.into_iter().map(|word| (kind, word)));
    }
    if triggers.is_empty() {
        complain("needs a verb, noun, adjective or adverb".to_owned());
    }
    let mut frame = Vec::new();
    for (slot, text) in &entry.frame {
        match SlotSpec::parse(slot, text, lexicon) {
            Ok(spec) => frame.push(spec),
            Err(reason) => complain(format!("slot \"{slot}\": {reason}")),
        }
    }
    let act = entry
        .act
        .as_deref()
        .map(parse_act)
        .transpose()
        .unwrap_or_else(|reason| {
            complain(reason);
            None
        });
    let status = entry
        .status
        .as_deref()
        .map(parse_status)
        .transpose()
        .unwrap_or_else(|reason| {
            complain(reason);
            None
        });
    if is_rule && entry.act.is_none() {
        complain("needs an act".to_owned());
    }
    if !is_rule && (entry.act.is_some() || entry.operator.is_none()) {
        complain("a qualifier has an operator and no act".to_owned());
    }
    if entry.examples.is_empty() {
        complain("needs examples".to_owned());
    }
    if is_rule && entry.ignores.is_empty() {
        complain("needs ignores: sentences with its trigger that it must leave alone".to_owned());
    }
    let mut examples = Vec::new();
    for example in entry.examples {
        match example.status.as_deref().map(parse_status).transpose() {
            Ok(status) => examples.push(Example {
                text: example.text,
                codes: example.codes,
                status,
                place: example.place,
            }),
            Err(reason) => complain(reason),
        }
    }
    Rule {
        source: (place.file.to_owned(), place.line),
        triggers,
        frame,
        act,
        cameo: entry.cameo,
        operator: entry.operator,
        status,
        needs: entry.needs,
        reciprocal: entry.reciprocal,
        pairs: entry.pairs,
        free: entry.free,
        contexts: entry.contexts,
        examples,
        ignores: entry.ignores,
        id,
    }
}

fn read_row(entry: toml::Table) -> Result<Row, String> {
    let entry = ComposeEntry::deserialize(entry).map_err(|error| error.message().to_owned())?;
    let named = |reason: String| format!("row \"{}\": {reason}", entry.id);
    let embedded = match entry.embedded.as_deref() {
        None | Some("drop") => Embedded::Drop,
        Some("keep") => Embedded::Keep,
        Some(status) => Embedded::Status(parse_status(status).map_err(named)?),
    };
    let acts = entry.of.iter().map(|text| parse_act(text));
    Ok(Row {
        of: acts.collect::<Result<_, _>>().map_err(named)?,
        from: entry
            .from
            .iter()
            .map(|name| parse_status(name))
            .collect::<Result<_, _>>()
            .map_err(named)?,
        act: entry
            .act
            .as_deref()
            .map(parse_act)
            .transpose()
            .map_err(named)?,
        status: entry
            .status
            .as_deref()
            .map(parse_status)
            .transpose()
            .map_err(named)?,
        fold: entry
            .fold
            .as_deref()
            .map(str::parse)
            .transpose()
            .map_err(named)?,
        mode: entry.mode,
        embedded,
        id: entry.id,
        operator: entry.operator,
    })
}

/// Every operator of a rule must have rows.
fn check_operators(set: &RuleSet, faults: &mut Vec<Fault>) {
    for rule in &set.rules {
        let Some(operator) = &rule.operator else {
            continue;
        };
        if !set.composition.knows(operator) {
            let reason = format!(
                "rule \"{}\": no row composes the operator \"{operator}\"",
                rule.id
            );
            faults.push(Fault::at(&rule.source.0, rule.source.1, 0, reason));
        }
    }
}
