//! Dictionaries as a folder of Dateline's own, to be kept, read and edited.
//!
//! In: [`Dictionaries`], or such a folder. Out: the files of the folder, or the dictionaries again.
//! Never: the faults of an import; what could not be carried over is not in the folder.
//!
//! `verbs.toml` has sets, blocks and patterns; `actors.tsv`, `agents.tsv` and `discards.tsv` one phrase
//! a line, each with the row of the dictionary that it came from.

use std::fmt::Write;
use std::path::Path;

use dateline_record::{Fault, toml_fault};
use serde::{Deserialize, Serialize};

use crate::pattern::Pattern;
use crate::{
    Actor, ActorCode, Agent, Clause, Codes, Dictionaries, Discard, Period, Scope, Synset, Verb,
    VerbCode, VerbForm, VerbPattern,
};

/// The files of a folder, in the order in which they are written.
pub const FILES: [&str; 5] = [
    "verbs.toml",
    "actors.tsv",
    "agents.tsv",
    "discards.tsv",
    "codes.tsv",
];

/// The files of the folder of some dictionaries: name and text.
pub fn files(all: &Dictionaries, codes: &Codes) -> Vec<(&'static str, String)> {
    vec![
        (FILES[0], verbs_text(all)),
        (FILES[1], actors_text(&all.actors)),
        (FILES[2], agents_text(&all.agents)),
        (FILES[3], discards_text(&all.discards)),
        (FILES[4], codes.text()),
    ]
}

/// Reads a folder.
///
/// # Errors
/// All faults of all its files, by file, line and column.
pub fn read(folder: &Path) -> Result<(Dictionaries, Codes), Vec<Fault>> {
    let mut all = Dictionaries::default();
    let mut faults = Vec::new();
    let mut texts = Vec::new();
    for name in FILES {
        let path = folder.join(name);
        match std::fs::read_to_string(&path) {
            Ok(text) => texts.push(text),
            Err(error) => {
                let reason = format!("cannot be read: {error}");
                let fault = Fault::at(path.display().to_string(), 0, 0, reason);
                faults.push(fault.hint("`dateline rules import --petrarch` writes such a folder"));
                texts.push(String::new());
            }
        }
    }
    let name = |index: usize| folder.join(FILES[index]).display().to_string();
    if !texts[0].is_empty() {
        read_verbs(&name(0), &texts[0], &mut all, &mut faults);
    }
    read_actors(&name(1), &texts[1], &mut all.actors, &mut faults);
    read_agents(&name(2), &texts[2], &mut all.agents, &mut faults);
    read_discards(&name(3), &texts[3], &mut all.discards, &mut faults);
    let codes = Codes::parse(&name(4), &texts[4], &mut faults);
    if faults.is_empty() {
        Ok((all, codes))
    } else {
        Err(faults)
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbsFile {
    #[serde(default)]
    synset: Vec<Synset>,
    #[serde(default)]
    verb: Vec<VerbEntry>,
    #[serde(default)]
    clause: Vec<Clause>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbEntry {
    name: String,
    code: String,
    row: String,
    forms: Vec<String>,
    #[serde(default)]
    patterns: Vec<PatternEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternEntry {
    pattern: String,
    code: String,
    row: String,
}

fn verbs_text(all: &Dictionaries) -> String {
    let mut text = String::from(VERBS_HEAD);
    for synset in &all.synsets {
        let _ = writeln!(
            text,
            "\n[[synset]]\nname = {}\nwords = {}",
            quoted(&synset.name),
            list(&synset.words)
        );
    }
    for verb in &all.verbs {
        let forms: Vec<String> = verb.forms.iter().map(form_text).collect();
        let (name, code, row) = (
            quoted(&verb.name),
            quoted(&code_text(&verb.code)),
            quoted(&verb.row),
        );
        let _ = writeln!(
            text,
            "\n[[verb]]\nname = {name}\ncode = {code}\nrow = {row}\nforms = {}",
            list(&forms)
        );
        if verb.patterns.is_empty() {
            continue;
        }
        text += "patterns = [\n";
        for one in &verb.patterns {
            let (pattern, code) = (
                quoted(&one.pattern.to_string()),
                quoted(&code_text(&one.code)),
            );
            let _ = writeln!(
                text,
                "  {{ pattern = {pattern}, code = {code}, row = {} }},",
                quoted(&one.row)
            );
        }
        text += "]\n";
    }
    for clause in &all.clauses {
        let body = toml::to_string(clause).unwrap_or_default();
        let _ = write!(text, "\n[[clause]]\n{body}");
    }
    text
}

const VERBS_HEAD: &str = "\
# Verbs, patterns and sets of words of dictionaries for PETRARCH or TABARI.
# code: from source to target, after \":\" from target to source; \"---\" codes nothing.
# forms: words joined by \"_\", the verb after \"+\" when it is not the first; \"=\" at the end: this form only;
# a code of its own after \" = \".
# patterns: the first that fits counts. * the verb, $ source, + target, % both, ^ a noun phrase, &NAME a set,
# \"_\" side by side, (…) words that belong together.
";

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn list(all: &[String]) -> String {
    let quoted: Vec<String> = all.iter().map(|one| quoted(one)).collect();
    format!("[{}]", quoted.join(", "))
}

fn code_text(code: &VerbCode) -> String {
    let forward = code.forward.as_deref();
    match &code.backward {
        Some(backward) => format!("{}:{backward}", forward.unwrap_or_default()),
        None => forward.unwrap_or("---").to_owned(),
    }
}

fn form_text(form: &VerbForm) -> String {
    let verb = match form.before.is_empty() {
        true => form.verb.clone(),
        false => format!("+{}", form.verb),
    };
    let words: Vec<&str> = form
        .before
        .iter()
        .map(String::as_str)
        .chain([&*verb])
        .chain(form.after.iter().map(String::as_str))
        .collect();
    let exact = if form.inflects { "" } else { "=" };
    let own = form
        .code
        .as_ref()
        .map(|code| format!(" = {}", code_text(code)));
    format!("{}{exact}{}", words.join("_"), own.unwrap_or_default())
}

fn form_of(text: &str) -> Option<VerbForm> {
    let (words, code) = match text.split_once(" = ") {
        Some((words, code)) => (words, Some(crate::read::verb_code(code))),
        None => (text, None),
    };
    let bare = words.trim_end_matches('=');
    let all: Vec<&str> = bare.split('_').filter(|word| !word.is_empty()).collect();
    let at = all
        .iter()
        .position(|word| word.starts_with('+'))
        .unwrap_or(0);
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Some(VerbForm {
        before: owned(&all[..at]),
        verb: all.get(at)?.trim_start_matches('+').to_owned(),
        after: owned(&all[at + 1..]),
        inflects: bare.len() == words.len(),
        code,
    })
}

fn read_verbs(name: &str, text: &str, all: &mut Dictionaries, faults: &mut Vec<Fault>) {
    let file: VerbsFile = match toml::from_str(text) {
        Ok(file) => file,
        Err(error) => {
            faults.push(toml_fault(name, text, &error));
            return;
        }
    };
    all.synsets = file.synset;
    all.clauses = file.clause;
    for entry in file.verb {
        let mut verb = Verb {
            name: entry.name,
            code: crate::read::verb_code(&entry.code),
            forms: entry
                .forms
                .iter()
                .filter_map(|form| form_of(form))
                .collect(),
            patterns: Vec::new(),
            row: entry.row,
        };
        for one in entry.patterns {
            match Pattern::parse(&one.pattern) {
                Ok(pattern) => verb.patterns.push(VerbPattern {
                    pattern,
                    code: crate::read::verb_code(&one.code),
                    row: one.row,
                }),
                Err(reason) => {
                    let reason =
                        format!("the pattern \"{}\" cannot be read: {reason}", one.pattern);
                    faults.push(Fault::at(name, line_of(text, &one.pattern), 0, reason));
                }
            }
        }
        all.verbs.push(verb);
    }
}

fn line_of(text: &str, part: &str) -> usize {
    let line = text.lines().position(|line| line.contains(part));
    line.map_or(0, |line| line + 1)
}

const ACTORS_HEAD: &str = "# phrase\tcodes\tfrom\tuntil\trow\n";
const AGENTS_HEAD: &str = "# phrase\tprefix\tsuffix\tplural\trow\n";
const DISCARDS_HEAD: &str = "# phrase\tscope\trow\n";

/// One line a phrase and code; the lines of one actor have the same row.
fn actors_text(actors: &[Actor]) -> String {
    let mut text = String::from(ACTORS_HEAD);
    let day = |day: Option<jiff::civil::Date>| day.map_or(String::new(), |day| day.to_string());
    for actor in actors {
        for phrase in &actor.phrases {
            for code in &actor.codes {
                let codes = match code.codes.is_empty() {
                    true => "---".to_owned(),
                    false => code.codes.join("/"),
                };
                let (from, until) = (day(code.period.from), day(code.period.until));
                let _ = writeln!(text, "{phrase}\t{codes}\t{from}\t{until}\t{}", actor.row);
            }
        }
    }
    text
}

fn agents_text(agents: &[Agent]) -> String {
    let mut text = String::from(AGENTS_HEAD);
    for agent in agents {
        let plural = if agent.inflects { "1" } else { "" };
        for phrase in &agent.phrases {
            let _ = writeln!(
                text,
                "{phrase}\t{}\t{}\t{plural}\t{}",
                agent.prefix, agent.suffix, agent.row
            );
        }
    }
    text
}

fn discards_text(discards: &[Discard]) -> String {
    let mut text = String::from(DISCARDS_HEAD);
    for discard in discards {
        let scope = match discard.scope {
            Scope::Sentence => "sentence",
            Scope::Document => "document",
        };
        let _ = writeln!(text, "{}\t{scope}\t{}", discard.phrase, discard.row);
    }
    text
}

/// The cells of each line that is no comment, with its number; lines with another number of cells are
/// faults.
fn cells<'t>(
    name: &str,
    text: &'t str,
    width: usize,
    faults: &mut Vec<Fault>,
) -> Vec<(usize, Vec<&'t str>)> {
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        if cells.len() == width {
            rows.push((index + 1, cells));
        } else {
            let reason = format!("{} cells where {width} are needed", cells.len());
            faults.push(Fault::at(name, index + 1, 0, reason).hint("cells are separated by tabs"));
        }
    }
    rows
}

fn read_actors(name: &str, text: &str, actors: &mut Vec<Actor>, faults: &mut Vec<Fault>) {
    for (line, cells) in cells(name, text, 5, faults) {
        let mut day = |column: usize| match cells[column] {
            "" => None,
            text => {
                let day = text.parse().ok();
                if day.is_none() {
                    let reason = format!("\"{text}\" is no day like 1999-12-31");
                    faults.push(Fault::at(name, line, 0, reason));
                }
                day
            }
        };
        let period = Period {
            from: day(2),
            until: day(3),
        };
        let codes = cells[1]
            .split('/')
            .filter_map(crate::read::plain_code)
            .collect();
        let (phrase, code) = (cells[0].to_owned(), ActorCode { codes, period });
        let known = actors.last_mut().filter(|actor| actor.row == cells[4]);
        match known {
            Some(actor) => {
                if !actor.phrases.contains(&phrase) {
                    actor.phrases.push(phrase);
                }
                if !actor.codes.contains(&code) {
                    actor.codes.push(code);
                }
            }
            None => actors.push(Actor {
                phrases: vec![phrase],
                codes: vec![code],
                row: cells[4].to_owned(),
            }),
        }
    }
}

fn read_agents(name: &str, text: &str, agents: &mut Vec<Agent>, faults: &mut Vec<Fault>) {
    for (_, cells) in cells(name, text, 5, faults) {
        let phrase = cells[0].to_owned();
        let known = agents.last_mut().filter(|agent| agent.row == cells[4]);
        match known {
            Some(agent) => agent.phrases.push(phrase),
            None => agents.push(Agent {
                phrases: vec![phrase],
                prefix: cells[1].to_owned(),
                suffix: cells[2].to_owned(),
                inflects: !cells[3].is_empty(),
                row: cells[4].to_owned(),
            }),
        }
    }
}

fn read_discards(name: &str, text: &str, discards: &mut Vec<Discard>, faults: &mut Vec<Fault>) {
    for (line, cells) in cells(name, text, 3, faults) {
        let scope = match cells[1] {
            "sentence" => Scope::Sentence,
            "document" => Scope::Document,
            other => {
                let reason = format!("\"{other}\" is no scope");
                faults.push(Fault::at(name, line, 0, reason).hint("sentence or document"));
                continue;
            }
        };
        discards.push(Discard {
            phrase: cells[0].to_owned(),
            scope,
            row: cells[2].to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{File, Kind, read as import};
    use dateline_code::fold::Ontology;

    fn imported() -> Dictionaries {
        let file = |name: &str, text: &str| File {
            name: name.to_owned(),
            text: text.to_owned(),
            kind: Kind::of(text),
        };
        let verbs = "&GIFT\n+SILVER BOWL\n+CAKE_\n--- GREET [041:042] ---\nGREET\nHAIL {HAILED} [043]\nHOLD_+FAST {HOLD_+HELD}\n- $ * + (WITH &GIFT) [044]\n- NEVER_* [---]\n~ a (b . GREET) SAY = a b 112\n";
        let actors = "ZEMBLA [ZEM]\n+ZEMBLAN\n [ZEMOLD <19900101]\nGHOST [---]\nISLES [AAA/BBB]\n";
        let agents = "BAKER {BAKERS} [~LAB]\nCHARITY [NGO~]\n";
        let files = [
            file("v", verbs),
            file("a", actors),
            file("g", agents),
            file("d", "+CHESS CUP\nYEARS AGO\n"),
        ];
        let (all, faults) = import(&files);
        assert_eq!(faults, []);
        all
    }

    #[test]
    fn what_is_written_is_read_again() {
        let all = imported();
        let codes = Codes::of(&all, &Ontology::embedded());
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files(&all, &codes) {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        assert_eq!(read(folder.path()).unwrap(), (all, codes));
    }

    #[test]
    fn every_fault_of_a_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        put(
            "verbs.toml",
            "[[verb]]\nname = \"A\"\ncode = \"1\"\nrow = \"\"\nforms = []\npatterns = [\n{ pattern = \"NO VERB\", code = \"1\", row = \"\" }]\n",
        );
        put("actors.tsv", "ZEMBLA\tZEM\nGHOST\tGHO\tnever\t\ta:1\n");
        put("agents.tsv", "");
        put("discards.tsv", "X\tplanet\td:1\n");
        let faults = read(folder.path()).unwrap_err();
        let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
        assert_eq!(lines, [0, 7, 1, 2, 1], "{faults:?}");
    }
}
