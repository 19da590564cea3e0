//! What the rules reach: `cargo xtask coverage` writes docs/coverage.md.
//!
//! In: the rules and the ontology as they are embedded. Out: a page with every type, mode and context of
//! PLOVER, and the rules, examples and ignores that stand for each. Never: figures that need a corpus.
//!
//! The row of THREATEN expel names the rule `threaten.threaten`, one of whose examples is coded so
//! though its own act is THREATEN without a mode: the expulsion it stands over gives the mode.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;

use dateline_code::fold::Ontology;
use dateline_code::lexicon::Lexicon;
use dateline_code::rules::{Rule, RuleSet};
use dateline_record::{Act, EventType};

/// Examples that a mode needs.
pub const EXAMPLES: usize = 3;

/// Ignores that a mode needs.
pub const IGNORES: usize = 2;

#[derive(clap::Args)]
pub struct Arguments {
    /// Where the page goes.
    #[arg(long, default_value = "docs/coverage.md")]
    out: PathBuf,
}

/// Writes the page, and tells what is still thin.
pub fn run(arguments: &Arguments) -> std::io::Result<()> {
    let coverage = Coverage::embedded();
    for thin in coverage.thin() {
        eprintln!("thin: {thin} ({EXAMPLES} and {IGNORES} are asked)");
    }
    for context in coverage.unreached_contexts() {
        eprintln!("nothing shows the context {context}");
    }
    std::fs::write(&arguments.out, coverage.page())
}

/// A type of PLOVER, with one of its modes or without any.
type Cell = (EventType, Option<String>);

/// What stands for a type and mode.
#[derive(Debug, Default)]
struct Support {
    rules: BTreeSet<String>,
    examples: usize,
    ignores: usize,
}

/// What the rules reach.
pub struct Coverage {
    ontology: Ontology,
    cells: BTreeMap<Cell, Support>,
    bringers: BTreeMap<String, usize>,
}

impl Coverage {
    /// The coverage of the rules that ship with the program.
    pub fn embedded() -> Coverage {
        let ontology = Ontology::embedded();
        let rules = RuleSet::embedded(&Lexicon::embedded());
        let mut coverage = Coverage {
            ontology,
            cells: BTreeMap::new(),
            bringers: BTreeMap::new(),
        };
        for cell in coverage.wanted() {
            coverage.cells.insert(cell, Support::default());
        }
        for rule in &rules.rules {
            coverage.count(rule);
        }
        coverage
    }

    /// Every type without a mode, and every mode of the codebook.
    fn wanted(&self) -> Vec<Cell> {
        let types = EventType::ALL.iter().map(|kind| (*kind, None));
        let modes = self.ontology.modes();
        let own = modes.into_iter().filter(|(_, _, row)| row.own);
        types
            .chain(own.map(|(kind, mode, _)| (kind, Some(mode.to_owned()))))
            .collect()
    }

    /// The type and the codebook's mode of an act.
    fn cell(&self, act: &Act) -> Cell {
        let mode = self.ontology.plover_mode(act);
        (act.event_type, mode.map(str::to_owned))
    }

    /// Adds a rule to what its act and its examples' codes stand for.
    fn count(&mut self, rule: &Rule) {
        let mut cells: BTreeSet<Cell> = rule.act.iter().map(|act| self.cell(act)).collect();
        for example in &rule.examples {
            let Some(act) = act_of(&example.codes) else {
                continue;
            };
            let cell = self.cell(&act);
            self.cells.entry(cell.clone()).or_default().examples += 1;
            cells.insert(cell);
        }
        for cell in cells {
            let support = self.cells.entry(cell).or_default();
            support.rules.insert(rule.id.clone());
            support.ignores += rule.ignores.len();
        }
        for context in &rule.contexts {
            *self.bringers.entry(context.clone()).or_default() += 1;
        }
    }

    /// The modes with fewer examples or ignores than each must have.
    pub fn thin(&self) -> Vec<String> {
        let modes = self.cells.iter().filter(|((_, mode), _)| mode.is_some());
        let thin =
            modes.filter(|(_, support)| support.examples < EXAMPLES || support.ignores < IGNORES);
        thin.map(|(cell, support)| {
            let (examples, ignores) = (support.examples, support.ignores);
            format!("{}: {examples} examples, {ignores} ignores", name(cell))
        })
        .collect()
    }

    /// The contexts that nothing shows.
    pub fn unreached_contexts(&self) -> Vec<String> {
        let contexts = self.ontology.all_contexts().iter();
        let names = contexts.map(|row| row.name.clone());
        names
            .filter(|name| self.cues(name) == (0, 0) && !self.bringers.contains_key(name))
            .collect()
    }

    fn cues(&self, context: &str) -> (usize, usize) {
        self.ontology.cues_of(context).unwrap_or_default()
    }

    /// The page as Markdown.
    pub fn page(&self) -> String {
        let mut page = String::from(HEAD);
        for kind in EventType::ALL {
            self.write_type(&mut page, *kind);
        }
        page += CONTEXTS;
        for row in self.ontology.all_contexts() {
            let (strong, weak) = self.cues(&row.name);
            let rules = self.bringers.get(&row.name).copied().unwrap_or_default();
            let gist = row.gist.trim();
            let _ = writeln!(
                page,
                "| {} | {strong} | {weak} | {rules} | {gist} |",
                row.name
            );
        }
        page
    }

    fn write_type(&self, page: &mut String, kind: EventType) {
        let gist = self.ontology.event_type(kind).gist.trim();
        let _ = write!(page, "\n## {}\n\n{gist}\n\n{COLUMNS}", kind.as_str());
        for (cell, support) in self.cells.iter().filter(|((of, _), _)| *of == kind) {
            let mode = cell.1.as_deref().unwrap_or("(no mode)");
            let rules: Vec<String> = support.rules.iter().map(|id| format!("`{id}`")).collect();
            let (examples, ignores) = (support.examples, support.ignores);
            let _ = writeln!(
                page,
                "| {mode} | {examples} | {ignores} | {} |",
                rules.join(", ")
            );
        }
    }
}

fn name((kind, mode): &Cell) -> String {
    match mode {
        Some(mode) => format!("{} {mode}", kind.as_str()),
        None => kind.as_str().to_owned(),
    }
}

/// The act in the codes of an example: `FRA REQUEST/yield IRN`.
fn act_of(codes: &str) -> Option<Act> {
    let act = codes.split_whitespace().nth(1)?;
    let (kind, mode) = match act.split_once('/') {
        Some((kind, mode)) => (kind, Some(mode.to_owned())),
        None => (act, None),
    };
    let event_type = kind.parse().ok()?;
    Some(Act { event_type, mode })
}

const HEAD: &str = "# What the rules reach

Written by `cargo xtask coverage` from `data/rules/en` and `data/ontology`; do not edit.

Each row is a type and mode of PLOVER. *Examples* are sentences of the rules that are coded so, *ignores*
sentences of the same rules that must give nothing; both run as tests (`dateline rules check`). A rule
stands in a row by its own act or by an example: operators such as *refuse* or *threaten* turn the act
below them into another.
";

const COLUMNS: &str = "| mode | examples | ignores | rules |\n| --- | ---: | ---: | --- |\n";

const CONTEXTS: &str = "
## Contexts

A context comes from the words of the paragraph (one strong cue, or two weak ones), from the mode, or
from the rule.

| context | strong cues | weak cues | rules that bring it | about |
| --- | ---: | ---: | ---: | --- |
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/coverage.md");
        let page = std::fs::read_to_string(path).expect("docs/coverage.md");
        let fresh = page == Coverage::embedded().page();
        assert!(
            fresh,
            "docs/coverage.md is stale: run `cargo xtask coverage`"
        );
    }

    #[test]
    fn every_mode_has_examples_and_ignores() {
        assert_eq!(Coverage::embedded().thin(), Vec::<String>::new());
    }

    #[test]
    fn every_context_can_be_shown() {
        assert_eq!(
            Coverage::embedded().unreached_contexts(),
            Vec::<String>::new()
        );
    }

    #[test]
    fn codes_name_the_act() {
        let act = act_of("FRA REQUEST/yield IRN").expect("an act");
        assert_eq!(
            (act.event_type.as_str(), act.mode.as_deref()),
            ("REQUEST", Some("yield"))
        );
        assert!(act_of("FRA").is_none());
    }
}
