//! `dateline relate`: what one marked party of a text does toward another.
//!
//! In: rows with a text and two marked stretches. Out: one row each, in the same order. Never: a
//! row left out without a word; what is wrong with it is reported.
//!
//! *Oslo thanked Rome.* with *Oslo* and *Rome* marked gives `"type": "SUPPORT"`.

use dateline::{Coder, Fault, Relation, RelationVerdict};
use dateline_record::Offsets;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::arguments::RelateArguments;
use crate::console::{Console, Stop};
use crate::input::{Kind, Raw, member, object};
use crate::output::Output;
use crate::render::line;

const SHAPE: &str = "a row looks like {\"id\": 1, \"text\": \"…\", \"source\": {\"start\": 0, \
\"end\": 4}, \"target\": {\"start\": 13, \"end\": 17}}";

#[derive(Serialize)]
struct Answer {
    id: Value,
    #[serde(flatten)]
    verdict: RelationVerdict,
}

/// Runs the command.
pub fn run(arguments: &RelateArguments, console: &mut Console) -> Result<(), Stop> {
    let limit = arguments.max_document_size;
    let feed = super::rows(&arguments.paths, limit, console)?;
    let output = Output::open(arguments.output.as_deref())?;
    let coder = super::coder(&arguments.knowledge, limit)?;
    console.show_progress();
    let work = |raw: Raw| relate(&coder, &raw);
    super::write_each(feed, arguments.work.threads(), work, output, console)
}

fn relate(coder: &Coder, raw: &Raw) -> Result<Vec<u8>, Fault> {
    if raw.kind != Kind::Rows {
        return Err(raw.fault("is no file of rows").hint("relate reads .jsonl"));
    }
    let row = object(raw)?;
    let text = member(raw, &row, "text")?;
    let text = text.ok_or_else(|| raw.fault("\"text\" is missing").hint(SHAPE))?;
    let source = marked(raw, &row, "source", text)?;
    let target = marked(raw, &row, "target", text)?;
    if source == target {
        return Err(raw
            .fault("\"source\" and \"target\" are the same")
            .hint(SHAPE));
    }
    let verdict = coder.relate(&Relation {
        text: text.to_owned(),
        source,
        target,
    });
    let id = row.get("id").cloned().unwrap_or(Value::Null);
    Ok(line(&Answer { id, verdict }))
}

/// Whether a mark says that the text does not name this side: both its ends are null.
fn is_open(mark: &Map<String, Value>) -> bool {
    let is_null = |end: &str| mark.get(end) == Some(&Value::Null);
    is_null("start") && is_null("end")
}

/// A marked stretch; for an open side the first place of its words, if it has any. It lies in the text and, where the row repeats its words, has these words.
fn marked(
    raw: &Raw,
    row: &Map<String, Value>,
    name: &str,
    text: &str,
) -> Result<Option<Offsets>, Fault> {
    let mark = row.get(name).and_then(Value::as_object);
    let mark = mark.ok_or_else(|| raw.fault(format!("\"{name}\" is missing")).hint(SHAPE))?;
    if is_open(mark) {
        let words = member(raw, mark, "text")?;
        return Ok(words.and_then(|words| first_place(text, words)));
    }
    let number = |end: &str| {
        let value = mark.get(end).and_then(Value::as_u64);
        let fault = || {
            raw.fault(format!("\"{name}\" has no number \"{end}\""))
                .hint(SHAPE)
        };
        value.map(|value| value as usize).ok_or_else(fault)
    };
    let offsets = Offsets {
        start: number("start")?,
        end: number("end")?,
    };
    let length = text.chars().count();
    if offsets.start >= offsets.end || offsets.end > length {
        let Offsets { start, end } = offsets;
        let reason = format!("\"{name}\" from {start} to {end} is not in a text of {length}");
        return Err(raw
            .fault(reason)
            .hint("offsets count code points of \"text\""));
    }
    let words = || {
        text.chars()
            .skip(offsets.start)
            .take(offsets.end - offsets.start)
    };
    match member(raw, mark, "text")? {
        Some(given) if !words().eq(given.chars()) => {
            let found: String = words().collect();
            let reason = format!("\"{name}\" is \"{given}\", but there the text has \"{found}\"");
            Err(raw
                .fault(reason)
                .hint("offsets count code points of \"text\""))
        }
        _ => Ok(Some(offsets)),
    }
}

/// Where a text has some words for the first time.
fn first_place(text: &str, words: &str) -> Option<Offsets> {
    let byte = text.find(words).filter(|_| !words.is_empty())?;
    let start = text[..byte].chars().count();
    let end = start + words.chars().count();
    Some(Offsets { start, end })
}
