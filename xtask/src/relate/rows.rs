//! Labelled rows and their features.
//!
//! In: JSONL files, or tables with the columns type, source, target and text (NONE for no relation). Out: [`Row`]s. Never: a guess where a row is malformed; that is an error.
//!
//! The row of *Oslo thanked Rome* with *Oslo* and *Rome* marked and the type SUPPORT has some
//! eighty features and the class SUPPORT.

use std::path::{Path, PathBuf};

use dateline_code::EventCoder;
use dateline_code::scorer::Class;
use dateline_parse::{Label, Parser, Tag, Tree};
use dateline_record::Offsets;
use rayon::prelude::*;
use serde_json::{Value, json};

use super::Failure;

/// A labelled row.
pub struct Row {
    /// Its name.
    pub id: String,
    /// A hash of its name.
    pub hash: u64,
    /// Its label.
    pub class: Class,
    /// What the scorer sees.
    pub features: Vec<String>,
    /// Whether its words were made for learning, not found in the news.
    pub made: bool,
}

impl Row {
    /// Name, class and features, with tabs between.
    pub fn line(&self) -> String {
        let class = match self.class {
            Class::Nothing => "NOTHING",
            Class::Type(kind) => kind.as_str(),
        };
        format!("{}\t{class}\t{}", self.id, self.features.join("\t"))
    }
}

/// Reads rows.
pub struct Reader {
    reader: dateline_read::Reader,
    parser: Parser,
    coder: EventCoder,
}

impl Reader {
    pub fn new() -> Reader {
        Reader {
            reader: dateline_read::Reader::embedded(),
            parser: Parser::embedded(),
            coder: EventCoder::embedded(),
        }
    }

    /// The rows of some files, in order.
    pub fn read(&self, paths: &[PathBuf]) -> Result<Vec<Row>, Failure> {
        let mut rows = Vec::new();
        for path in paths {
            let fault = |reason: String| format!("{}: {reason}", path.display());
            let text = std::fs::read_to_string(path).map_err(|error| fault(error.to_string()))?;
            let lines: Vec<&str> = text.lines().collect();
            let found: Result<Vec<Vec<Row>>, String> = lines
                .par_iter()
                .enumerate()
                .map(|(index, line)| {
                    let rows = self.rows(path, index, line);
                    rows.map_err(|reason| fault(format!("line {}: {reason}", index + 1)))
                })
                .collect();
            rows.extend(found?.into_iter().flatten());
        }
        Ok(rows)
    }

    fn rows(&self, path: &Path, index: usize, line: &str) -> Result<Vec<Row>, String> {
        let made = is_table(path);
        if line.trim().is_empty() || (made && index == 0) {
            return Ok(Vec::new());
        }
        let value = match made {
            true => of_table(path, index, line)?,
            false => serde_json::from_str(line).map_err(|error| error.to_string())?,
        };
        let pairs = match value["gold"].as_array() {
            Some(events) => of_events(&value, events),
            None => vec![value],
        };
        pairs.iter().map(|value| self.row(value, made)).collect()
    }

    fn row(&self, value: &Value, made: bool) -> Result<Row, String> {
        let text = value["text"].as_str().ok_or("no text")?;
        let id = value["id"].as_str().ok_or("no id")?.to_owned();
        let class = match &value["gold_type"] {
            Value::Null => Class::Nothing,
            label => class(label.as_str().ok_or("no type")?)?,
        };
        let document = self.reader.read_sentence("", text);
        let trees = self.parser.parse(&document);
        let mut source = marked(text, &value["source"]);
        let mut target = marked(text, &value["target"]);
        if let (Value::Null, Some(tree)) = (&value["source"], trees.first()) {
            let sides = likely(tree);
            let offsets = |token: usize| document.offsets(document.tokens[token].span);
            (source, target) = (sides.0.map(offsets), sides.1.map(offsets));
        }
        let coder = &self.coder;
        Ok(Row {
            hash: hash(&id),
            id,
            class,
            features: coder.relation_features(&document, &trees, source, target),
            made,
        })
    }
}

/// The likely sides of a sentence in which none is marked: the subject of its root, and the first
/// name, else the first noun, that something after the root governs.
fn likely(tree: &Tree) -> (Option<usize>, Option<usize>) {
    use Label::{Conj, Dobj, Nsubj, Nsubjpass, Pobj, Poss};
    let tokens = 0..tree.heads.len();
    let Some(root) = tokens.clone().find(|&token| tree.heads[token] == token) else {
        return (None, None);
    };
    let is_subject = |token: &usize| {
        tree.heads[*token] == root && matches!(tree.labels[*token], Nsubj | Nsubjpass)
    };
    let after = || root + 1..tree.heads.len();
    let is_name = |token: &usize| {
        matches!(tree.tags[*token], Tag::Proper | Tag::Propers)
            && matches!(
                tree.labels[*token],
                Dobj | Pobj | Poss | Conj | Nsubj | Nsubjpass
            )
    };
    let is_object = |token: &usize| {
        matches!(tree.labels[*token], Dobj | Pobj)
            && matches!(tree.tags[*token], Tag::Noun | Tag::Nouns)
    };
    let name = after().find(is_name);
    let target = name.or_else(|| after().find(is_object));
    (tokens.clone().find(is_subject), target)
}

/// The events of a sentence as rows: its first actor and first recipient are marked. Events of no
/// class, and texts that are no sentences, are left out.
fn of_events(value: &Value, events: &[Value]) -> Vec<Value> {
    const LONGEST: usize = 1000;
    let is_sentence = value["text"]
        .as_str()
        .is_some_and(|text| text.len() < LONGEST);
    let id = value["id"].as_str().unwrap_or_default();
    let row = |(index, event): (usize, &Value)| {
        let code = event["cameo"].as_str().and_then(root_of_cameo);
        let label = event["type"].as_str().or(code)?;
        class(label).ok()?;
        let both = event["reciprocal"].as_bool() == Some(true);
        let target = match both && event["source"][1].is_object() {
            true => &event["source"][1],
            false => &event["target"][0],
        };
        Some(json!({
            "id": format!("{id}-{index}"),
            "text": value["text"],
            "source": event["source"][0],
            "target": target,
            "gold_type": label,
        }))
    };
    let rows = events.iter().enumerate().filter_map(row);
    rows.filter(|_| is_sentence).collect()
}

/// The type of a CAMEO code, by its first two digits.
fn root_of_cameo(code: &str) -> Option<&'static str> {
    let root: usize = code.get(..2)?.parse().ok()?;
    let types = [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "AID",
        "YIELD",
        "ACCUSE",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "MOBILIZE",
        "SANCTION",
        "COERCE",
        "ASSAULT",
        "ASSAULT",
        "ASSAULT",
    ];
    types.get(root.checked_sub(3)?).copied()
}

fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "tsv")
}

/// A line of a table with the columns type, source, target and text.
fn of_table(path: &Path, index: usize, line: &str) -> Result<Value, String> {
    let columns: Vec<&str> = line.split('\t').collect();
    let [label, source, target, text] = columns[..] else {
        return Err("four columns are needed".to_owned());
    };
    let name = path.file_stem().unwrap_or_default().to_string_lossy();
    let side = |words: &str| {
        let found = text.contains(words).then(|| json!({ "text": words }));
        found.ok_or_else(|| format!("the text has no \"{words}\""))
    };
    Ok(json!({
        "id": format!("{name}-{}", index + 1),
        "text": text,
        "source": side(source)?,
        "target": side(target)?,
        "gold_type": Some(label).filter(|label| *label != "NONE"),
    }))
}

/// The class of a label: a type of PLOVER, or a name that an earlier version or a data set has for it.
fn class(label: &str) -> Result<Class, String> {
    let own = match label {
        "YIELD" => "RETREAT",
        "DEMAND" => "REQUEST",
        "DISAPPROVE" | "INVESTIGATE" => "ACCUSE",
        "FIGHT" => "ASSAULT",
        "COOPERATION" => "COOPERATE",
        _ => label,
    };
    own.parse().map(Class::of)
}

/// A marked stretch: by its offsets, else the first place of its words.
fn marked(text: &str, mark: &Value) -> Option<Offsets> {
    let number = |name: &str| mark[name].as_u64().map(|number| number as usize);
    if let (Some(start), Some(end)) = (number("start"), number("end")) {
        return Some(Offsets { start, end });
    }
    let words = mark["text"].as_str().filter(|words| !words.is_empty())?;
    let start = text[..text.find(words)?].chars().count();
    let end = start + words.chars().count();
    Some(Offsets { start, end })
}

/// FNV-1a.
fn hash(id: &str) -> u64 {
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
