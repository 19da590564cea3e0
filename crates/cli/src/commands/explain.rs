//! `dateline explain`: why each event is there, and why others are not.
//!
//! In: documents. Out: for each event its sentence and its reasons; then the near misses. Never:
//! another coding than that of `dateline code`.
//!
//! *Fidan may meet Lavrov.* is explained by the rule `consult.meet` at *meet* and the qualifier
//! that makes it possible.

use std::fmt::Write;

use dateline::{Coder, Event, Explanation, Fault, NearMiss};
use dateline_record::Party;

use crate::arguments::{ExplainArguments, Shown};
use crate::console::{Console, Stop};
use crate::input::Raw;
use crate::output::Output;
use crate::render::line;

/// Runs the command.
pub fn run(arguments: &ExplainArguments, console: &mut Console) -> Result<(), Stop> {
    let feed = super::feed(&arguments.inputs, console)?;
    let coder = super::coder(&arguments.knowledge, arguments.inputs.max_document_size)?;
    let work = |raw: Raw| explain(&coder, &raw, arguments);
    super::write_each(feed, 1, work, Output::standard(), console)
}

fn explain(coder: &Coder, raw: &Raw, arguments: &ExplainArguments) -> Result<Vec<u8>, Fault> {
    let published = arguments.inputs.published;
    let explanation = raw.with_source(published, |source| coder.explain(source))?;
    Ok(match arguments.format {
        Shown::Json => line(&explanation),
        Shown::Text => shown(&explanation).into_bytes(),
    })
}

/// The explanation of one document, for people.
fn shown(explanation: &Explanation) -> String {
    let document = &explanation.coding.document;
    let published = document
        .published
        .map_or("day unknown".to_owned(), |day| day.to_string());
    let basis = document
        .published_grounds
        .as_ref()
        .map_or(String::new(), |it| format!(" ({it})"));
    let mut text = format!("{}, {published}{basis}\n", document.id);
    let mut last = None;
    for (event, reasons) in explanation.coding.events.iter().zip(&explanation.events) {
        add_sentence(&mut text, explanation, event.evidence.sentence, &mut last);
        add_event(&mut text, event);
        for ground in &reasons.grounds {
            add(&mut text, &ground.part, &ground.because);
        }
    }
    if explanation.coding.events.is_empty() {
        text += "\nno events\n";
    }
    if !explanation.near_misses.is_empty() {
        text += "\nnear misses\n";
    }
    for miss in &explanation.near_misses {
        add_sentence(&mut text, explanation, miss.sentence, &mut last);
        add_miss(&mut text, miss);
    }
    text + "\n"
}

/// The sentence of an event, unless it is that of the one before.
fn add_sentence(
    text: &mut String,
    explanation: &Explanation,
    index: usize,
    last: &mut Option<usize>,
) {
    if last.replace(index) != Some(index) {
        let words = explanation.sentences.get(index).map_or("", String::as_str);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        *text += &format!("\n[{index}] {words}\n");
    }
}

fn add_event(text: &mut String, event: &Event) {
    let mode = event
        .act
        .mode
        .as_ref()
        .map_or(String::new(), |mode| format!("/{mode}"));
    let (act, status) = (event.act.event_type.as_str(), event.status.as_str());
    let (actors, recipients) = (names(&event.actors), names(&event.recipients));
    let between = if event.reciprocal { "with" } else { "toward" };
    let confidence = event.confidence;
    let _ = writeln!(
        text,
        "  {act}{mode} {status}: {actors} {between} {recipients}, confidence {confidence:.2}"
    );
}

fn add_miss(text: &mut String, miss: &NearMiss) {
    let (rule, word, because) = (&miss.rule, &miss.trigger, &miss.because);
    let _ = writeln!(text, "  {rule} at \"{word}\": {because}");
}

fn add(text: &mut String, part: &str, because: &str) {
    let _ = writeln!(text, "    {part:<14} {because}");
}

fn names(parties: &[Party]) -> String {
    let name = |party: &Party| {
        let name = party.name.as_ref().unwrap_or(&party.text);
        party
            .code
            .as_ref()
            .map_or_else(|| name.clone(), |code| format!("{name} ({code})"))
    };
    match parties.is_empty() {
        true => "nobody named".to_owned(),
        false => parties.iter().map(name).collect::<Vec<_>>().join(", "),
    }
}
