//! An explanation as text.
//!
//! In: an explanation. Out: lines for people. Never: more than it says.
//!
//! Below an event stands its part of the tree, one word a line, deeper words further in.

use std::fmt::Write;

use dateline::{Event, EventExplanation, Explanation, FragmentNode};
use dateline_record::Party;

use super::{act, named, on_one_line};

/// The explanation of one document.
pub fn shown(explanation: &Explanation) -> String {
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
        let sentence = event.evidence.sentence;
        if last.replace(sentence) != Some(sentence) {
            add_sentence(&mut text, explanation, sentence);
        }
        add_event(&mut text, event, reasons);
    }
    if explanation.coding.events.is_empty() {
        text += "\nno events\n";
    }
    let quiet = explanation.quiet_sentences();
    if !quiet.is_empty() {
        text += "\nsentences without event, and the rules that came near\n";
    }
    for sentence in quiet {
        add_sentence(&mut text, explanation, sentence);
        add_misses(&mut text, explanation, sentence);
    }
    text + "\n"
}

fn add_sentence(text: &mut String, explanation: &Explanation, index: usize) {
    let words = explanation.sentences.get(index).map_or("", String::as_str);
    *text += &format!("\n[{index}] {}\n", on_one_line(words));
}

fn add_event(text: &mut String, event: &Event, reasons: &EventExplanation) {
    let (act, status) = (act(event), event.status.as_str());
    let (actors, recipients) = (names(&event.actors), names(&event.recipients));
    let between = if event.reciprocal { "with" } else { "toward" };
    let confidence = event.confidence;
    let _ = writeln!(
        text,
        "  {act} {status}: {actors} {between} {recipients}, confidence {confidence:.2}"
    );
    for node in &reasons.fragment {
        add_node(text, node);
    }
    for ground in &reasons.grounds {
        let row = ground
            .row
            .as_ref()
            .map_or(String::new(), |row| format!("  [{row}]"));
        let _ = writeln!(text, "    {:<14} {}{row}", ground.part, ground.because);
    }
}

/// A word of the tree, deeper ones further in, with its label and what it fills.
fn add_node(text: &mut String, node: &FragmentNode) {
    let indent = "  ".repeat(node.depth);
    let word = format!("{indent}{}", node.word);
    let roles = node.roles.join(", ");
    let line = format!("      {word:<28} {:<10} {roles}", node.label);
    let _ = writeln!(text, "{}", line.trim_end());
}

fn add_misses(text: &mut String, explanation: &Explanation, sentence: usize) {
    let mut any = false;
    for miss in explanation
        .near_misses
        .iter()
        .filter(|miss| miss.sentence == sentence)
    {
        let _ = writeln!(
            text,
            "  {} at \"{}\": {}",
            miss.rule, miss.trigger, miss.because
        );
        any = true;
    }
    if !any {
        *text += "  no rule came near\n";
    }
}

fn names(parties: &[Party]) -> String {
    match parties.is_empty() {
        true => "nobody named".to_owned(),
        false => parties.iter().map(named).collect::<Vec<_>>().join(", "),
    }
}
