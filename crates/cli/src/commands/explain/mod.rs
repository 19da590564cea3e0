//! `dateline explain`: why each event is there, and why others are not.
//!
//! In: documents. Out: for each event its sentence, its part of the tree and its reasons; for each
//! sentence without event the rules that came near. Never: another coding than that of `dateline code`.
//!
//! *Fidan may meet Lavrov.* is explained by the rule `consult.meet` at *meet* and the qualifier
//! that makes it possible.

mod html;
mod marks;
mod text;

use dateline::{Coder, Event, Explanation, Fault};
use dateline_record::Party;

use crate::arguments::{ExplainArguments, Explained};
use crate::console::{Console, Stop};
use crate::input::Raw;
use crate::output::Output;
use crate::render::line;

/// Runs the command.
pub fn run(arguments: &ExplainArguments, console: &mut Console) -> Result<(), Stop> {
    let feed = super::feed(&arguments.inputs, console)?;
    let coder = super::coder(&arguments.knowledge, arguments.inputs.max_document_size)?;
    let format = match arguments.html {
        true => Explained::Html,
        false => arguments.format,
    };
    let mut output = Output::open(arguments.output.as_deref())?;
    if format == Explained::Html {
        output.write(html::head().as_bytes())?;
    }
    let mut count = 0;
    crate::flow::run(
        feed,
        1,
        |raw: Raw| explain(&coder, &raw, arguments),
        |done| {
            match done.result {
                Ok(explanation) => {
                    count += 1;
                    output.write(&written(&explanation, format, count))?;
                }
                Err(fault) => console.fault(&fault),
            }
            output.flush()
        },
    )?;
    if format == Explained::Html {
        output.write(html::TAIL.as_bytes())?;
    }
    output.finish()
}

fn explain(coder: &Coder, raw: &Raw, arguments: &ExplainArguments) -> Result<Explanation, Fault> {
    raw.with_source(arguments.inputs.published, |source| coder.explain(source))
}

/// One explanation; `number` tells documents of one page apart.
fn written(explanation: &Explanation, format: Explained, number: usize) -> Vec<u8> {
    match format {
        Explained::Json => line(explanation),
        Explained::Text => text::shown(explanation).into_bytes(),
        Explained::Html => html::article(explanation, number).into_bytes(),
    }
}

/// The act with its mode, like `CONSULT/meet`.
fn act(event: &Event) -> String {
    let name = event.act.event_type.as_str();
    match &event.act.mode {
        Some(mode) => format!("{name}/{mode}"),
        None => name.to_owned(),
    }
}

/// A party with its code.
fn named(party: &Party) -> String {
    let name = party.name.as_ref().unwrap_or(&party.text);
    match &party.code {
        Some(code) => format!("{name} ({code})"),
        None => name.clone(),
    }
}

/// Words on one line.
fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
