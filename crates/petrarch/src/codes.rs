//! What the codes of dictionaries are in PLOVER.
//!
//! In: codes, and the ontology's table of CAMEO codes or a user's `codes.tsv`. Out: [`Codes`]. Never: a
//! guess; a code that is not in the table has no type until its owner gives it one.
//!
//! `0331` is not in every table; it is what `033` is.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use dateline_code::fold::Ontology;
use dateline_record::{Act, Fault};

use crate::Dictionaries;

/// Acts by the codes of dictionaries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Codes {
    by_code: BTreeMap<String, Option<Act>>,
}

const HEAD: &str = "\
# What the codes of the dictionaries are in PLOVER. A code without a type makes no event: give it one.
# code\ttype\tmode
";

impl Codes {
    /// The codes that dictionaries use, with what CAMEO's table says of them.
    pub fn of(all: &Dictionaries, ontology: &Ontology) -> Codes {
        let used = used(all).into_iter();
        let by_code = used.map(|code| (code.clone(), cameo_act(&code, ontology)));
        Codes {
            by_code: by_code.collect(),
        }
    }

    /// The act of a code.
    pub fn act(&self, code: &str) -> Option<&Act> {
        self.by_code.get(code)?.as_ref()
    }

    /// The codes that have no type.
    pub fn open(&self) -> Vec<&str> {
        let open = self.by_code.iter().filter(|(_, act)| act.is_none());
        open.map(|(code, _)| &**code).collect()
    }

    /// The text of `codes.tsv`.
    pub fn text(&self) -> String {
        let mut text = String::from(HEAD);
        for (code, act) in &self.by_code {
            let event_type = act.as_ref().map_or("", |act| act.event_type.as_str());
            let mode = act
                .as_ref()
                .and_then(|act| act.mode.as_deref())
                .unwrap_or_default();
            let _ = writeln!(text, "{code}\t{event_type}\t{mode}");
        }
        text
    }

    /// Reads `codes.tsv`; lines that cannot be read are faults.
    pub fn parse(name: &str, text: &str, faults: &mut Vec<Fault>) -> Codes {
        let mut codes = Codes::default();
        let lines = text.lines().enumerate();
        for (index, line) in
            lines.filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty())
        {
            let cells: Vec<&str> = line.split('\t').collect();
            let cell = |column: usize| cells.get(column).map_or("", |cell| cell.trim());
            let act = match cell(1) {
                "" => None,
                name_of_type => match name_of_type.parse() {
                    Ok(event_type) => Some(Act {
                        event_type,
                        mode: Some(cell(2))
                            .filter(|mode| !mode.is_empty())
                            .map(str::to_owned),
                    }),
                    Err(reason) => {
                        faults.push(Fault::at(name, index + 1, cell(0).len() + 2, reason));
                        None
                    }
                },
            };
            codes.by_code.insert(cell(0).to_owned(), act);
        }
        codes
    }
}

fn used(all: &Dictionaries) -> BTreeSet<String> {
    let blocks = all.verbs.iter().flat_map(|verb| {
        let forms = verb.forms.iter().filter_map(|form| form.code.as_ref());
        let patterns = verb.patterns.iter().map(|pattern| &pattern.code);
        [&verb.code].into_iter().chain(forms).chain(patterns)
    });
    let codes = blocks.flat_map(|code| [&code.forward, &code.backward]);
    codes.flatten().cloned().collect()
}

/// What CAMEO's table says of a code, or of the code above it.
fn cameo_act(code: &str, ontology: &Ontology) -> Option<Act> {
    let above = code.get(..3.min(code.len()))?;
    let root = format!("{}0", code.get(..2)?);
    let row = [code, above, &root]
        .into_iter()
        .find_map(|code| ontology.cameo(code))?;
    Some(Act {
        event_type: row.event_type?,
        mode: row.mode.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_what_its_table_or_the_code_above_it_says() {
        let ontology = Ontology::embedded();
        let types = |code: &str| cameo_act(code, &ontology).map(|act| act.event_type.as_str());
        assert_eq!(types("173"), Some("COERCE"));
        assert_eq!(types("1739"), Some("COERCE"));
        assert_eq!(types("990"), None);
        assert_eq!(types("x"), None);
    }

    #[test]
    fn the_table_comes_back_as_it_was() {
        let mut faults = Vec::new();
        let codes = Codes::parse("c", "031\tAGREE\tmediate\n990\t\t\n", &mut faults);
        assert_eq!(Codes::parse("c", &codes.text(), &mut faults), codes);
        assert_eq!((codes.open(), faults.len()), (vec!["990"], 0));
        Codes::parse("c", "1\tNONE\t\n", &mut faults);
        assert_eq!(faults[0].line, 1);
    }
}
