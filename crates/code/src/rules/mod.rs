//! Rules and qualifiers, as data.
//!
//! In: the TOML files of `data/rules/en` and a user's own folders. Out: [`RuleSet`], looked up by
//! the lemma of a trigger. Never: trees; what a rule does to a sentence is [`crate::matching`]'s
//! work.
//!
//! The rule `consult.meet` says: the verb *meet*, with an actor as subject and perhaps a party as
//! object or after *with*, is the act `CONSULT/meet`.

mod compose;
mod load;
mod slot;

use dateline_record::{Act, EventType, Fault, Status};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

pub use compose::{Composition, Embedded, Row};
pub use slot::{Presence, Role, SlotSpec};

use crate::lexicon::Lexicon;

/// The rule files, embedded.
const FILES: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/rule_files.rs"));

/// In what part of speech a trigger stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TriggerKind {
    /// A verb.
    Verb,
    /// A noun.
    Noun,
    /// A predicate adjective.
    Adjective,
    /// An adverb or a modal verb: qualifiers only.
    Adverb,
}

/// A sentence that a rule is for, with what it must give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// `ACTORS TYPE[/mode] [RECIPIENTS]`, parties as codes joined by `+`; `-` for none.
    pub codes: String,
    /// Status, when not `occurred`.
    pub status: Option<Status>,
    /// Name of the place, when the example is about it.
    pub place: Option<String>,
}

/// What a rule needs besides what each of its slots asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Needs {
    /// Nothing.
    #[default]
    Nothing,
    /// Somebody toward whom, in whatever slot.
    Recipient,
    /// An event inside that the table of composition knows.
    Event,
    /// Either of them.
    Either,
    /// Somebody toward whom, or several who act.
    Others,
}

/// One rule, or one qualifier when it has no act of its own.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its name, unique over all files.
    pub id: String,
    /// Where it stands: file and line.
    pub source: (String, usize),
    /// The words that it fires on.
    pub triggers: Vec<(TriggerKind, String)>,
    /// What must stand in which slot.
    pub frame: Vec<SlotSpec>,
    /// The act, for a rule.
    pub act: Option<Act>,
    /// CAMEO code of the act when it occurred.
    pub cameo: Option<String>,
    /// The status it gives before anything else changes it; `occurred` when none is named.
    pub status: Option<Status>,
    /// What it needs besides its slots.
    pub needs: Needs,
    /// What it does to an event inside one of its slots.
    pub operator: Option<String>,
    /// Whether all parties act alike.
    pub reciprocal: bool,
    /// Whether each party on the other side makes an event of its own.
    pub pairs: bool,
    /// Whether a noun trigger needs no verb that carries it.
    pub free: bool,
    /// PLOVER contexts that the act brings.
    pub contexts: Vec<String>,
    /// Sentences that it must code.
    pub examples: Vec<Example>,
    /// Sentences that it must leave alone.
    pub ignores: Vec<String>,
}

impl Rule {
    /// The spec of the slot that may hold an event.
    pub fn event_slots(&self) -> impl Iterator<Item = &SlotSpec> {
        self.frame.iter().filter(|spec| spec.role == Role::Event)
    }
}

/// All rules, with their index and the table of composition.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// In the order of the files.
    pub rules: Vec<Rule>,
    /// How operators change what they stand over.
    pub composition: Composition,
    /// For each kind of trigger, by lemma.
    index: [FxHashMap<String, Vec<usize>>; 4],
    /// For each kind of trigger, the words that its lemmas are made of.
    words: [FxHashSet<String>; 4],
    classes: Vec<String>,
}

impl RuleSet {
    /// The rules that ship with the program.
    ///
    /// # Panics
    /// Never in a released build: a test loads the embedded files.
    pub fn embedded(lexicon: &Lexicon) -> RuleSet {
        let loaded = RuleSet::parse(FILES, lexicon);
        loaded.unwrap_or_else(|faults| panic!("embedded rules: {}", join(&faults)))
    }

    /// The files that ship with the program, as (name, text).
    pub fn embedded_files() -> &'static [(&'static str, &'static str)] {
        FILES
    }

    /// Reads files, given as (name, text).
    ///
    /// # Errors
    /// All faults of all files.
    pub fn parse(files: &[(&str, &str)], lexicon: &Lexicon) -> Result<RuleSet, Vec<Fault>> {
        load::load(files, lexicon)
    }

    /// The rules that fire on a trigger.
    pub fn of(&self, kind: TriggerKind, lemma: &str) -> impl Iterator<Item = (usize, &Rule)> {
        let found = self.index[kind as usize].get(lemma);
        found
            .into_iter()
            .flatten()
            .map(|&index| (index, &self.rules[index]))
    }

    /// Whether a rule may fire on a trigger with that lemma and what stands beside it; false is
    /// certain, and it is so for most words.
    pub(crate) fn may_fire(&self, kind: TriggerKind, lemma: &str) -> bool {
        self.words[kind as usize].contains(lemma)
    }

    /// The rule with that id.
    pub fn by_id(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The names of the noun classes that slots ask for, sorted.
    pub fn class_names(&self) -> &[String] {
        &self.classes
    }

    fn build_index(&mut self) {
        let slots = self.rules.iter().flat_map(|rule| &rule.frame);
        self.classes = slots
            .flat_map(|slot| slot.classes.iter().cloned())
            .collect();
        self.classes.sort();
        self.classes.dedup();
        for (index, rule) in self.rules.iter().enumerate() {
            for (kind, lemma) in &rule.triggers {
                let words = lemma.split(' ').chain([lemma.as_str()]);
                self.words[*kind as usize].extend(words.map(str::to_owned));
                let by_lemma = &mut self.index[*kind as usize];
                by_lemma.entry(lemma.clone()).or_default().push(index);
            }
        }
    }
}

fn join(faults: &[Fault]) -> String {
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// Reads `TYPE` or `TYPE/mode`.
pub(crate) fn parse_act(text: &str) -> Result<Act, String> {
    let (name, mode) = match text.split_once('/') {
        Some((name, mode)) => (name, Some(mode.to_owned())),
        None => (text, None),
    };
    let event_type: EventType = name.parse()?;
    Ok(Act { event_type, mode })
}

/// Reads the name of a status.
pub(crate) fn parse_status(name: &str) -> Result<Status, String> {
    use Status::*;
    let all = [Occurred, Planned, Possible, CalledFor, Hypothetical, Denied];
    let found = all.into_iter().find(|status| status.as_str() == name);
    found.ok_or_else(|| format!("\"{name}\" is no status"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_rules_load() {
        let rules = RuleSet::embedded(&Lexicon::embedded());
        assert!(rules.of(TriggerKind::Verb, "meet").next().is_some());
    }

    #[test]
    fn no_two_embedded_rules_share_an_id() {
        let mut ids = std::collections::BTreeSet::new();
        for (name, text) in FILES {
            let file: toml::Table = toml::from_str(text).expect(name);
            let entries = ["rule", "qualifier"].map(|kind| file.get(kind)?.as_array());
            for entry in entries.into_iter().flatten().flatten() {
                let id = entry["id"].as_str().expect("an id");
                assert!(ids.insert(id.to_owned()), "{name}: \"{id}\" is there twice");
            }
        }
    }

    #[test]
    fn a_rule_may_fire_on_each_word_of_its_lemmas() {
        let rules = RuleSet::embedded(&Lexicon::embedded());
        for (kind, lemma) in rules.rules.iter().flat_map(|rule| &rule.triggers) {
            assert!(rules.may_fire(*kind, lemma), "{lemma}");
            assert!(
                lemma.split(' ').all(|word| rules.may_fire(*kind, word)),
                "{lemma}"
            );
        }
        assert!(!rules.may_fire(TriggerKind::Verb, "zzz"));
    }

    #[test]
    fn every_fault_of_every_file_is_reported() {
        let bad = r#"
[[rule]]
id = "a.b"
verb = "meet"
frame = { subject = "actr" }
act = "CONSULTT/meet"
examples = [{ text = "x", codes = "CHN CONSULT" }]
ignores = ["y"]

[[rule]]
id = "a.c"
vreb = "meet"
"#;
        let faults = RuleSet::parse(&[("mine.toml", bad)], &Lexicon::embedded()).unwrap_err();
        let shown = join(&faults);
        assert!(
            shown.contains("actr") && shown.contains("CONSULTT") && shown.contains("vreb"),
            "{shown}"
        );
        assert!(faults.iter().all(|fault| fault.line > 0), "{shown}");
    }
}
