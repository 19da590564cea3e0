//! An explanation as a page to look at.
//!
//! In: explanations. Out: one page of HTML, whole in itself: no script, nothing from elsewhere. Never:
//! a word of the text that is not escaped.
//!
//! The article stands on the left, its words marked and linked to the records on the right.

use std::fmt::Write;

use dateline::{Event, EventExplanation, Explanation, FragmentNode, Ground};
use dateline_record::{Offsets, Party, RegionKind};

use super::marks::{Mark, pieces};
use super::{act, named, on_one_line};

const STYLE: &str = include_str!("page.css");

/// What every page begins with.
pub fn head() -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n\
         <meta name=\"color-scheme\" content=\"light dark\"/>\n\
         <title>Dateline: what was coded, and why</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
    )
}

/// What every page ends with.
pub const TAIL: &str = "</body>\n</html>\n";

/// The names of the marks, by rank.
const MARKS: [&str; 5] = ["trigger", "party", "speaker", "time", "place"];

/// The part of the page for one document, the `number`-th.
pub fn article(explanation: &Explanation, number: usize) -> String {
    let document = &explanation.coding.document;
    let title = document.title.as_deref().unwrap_or(&document.id);
    let mut page = format!("<main id=\"d{number}\">\n<header>\n");
    let kinds = explanation.regions.iter().map(|region| region.kind);
    if !kinds.into_iter().any(|kind| kind == RegionKind::Headline) {
        let _ = writeln!(page, "<h1>{}</h1>", escaped(title));
    }
    let _ = writeln!(page, "<p class=\"about\">{}</p>", about(explanation));
    page += LEGEND;
    page += "</header>\n<div class=\"columns\">\n<article>\n";
    add_text(&mut page, explanation, number);
    page += "</article>\n<section class=\"records\">\n";
    for (place, (event, reasons)) in explanation
        .coding
        .events
        .iter()
        .zip(&explanation.events)
        .enumerate()
    {
        add_event(
            &mut page,
            event,
            reasons,
            &format!("d{number}e{}", place + 1),
            place + 1,
            number,
        );
    }
    if explanation.coding.events.is_empty() {
        page += "<p class=\"none\">No events.</p>\n";
    }
    add_quiet(&mut page, explanation, number);
    page + "</section>\n</div>\n</main>\n"
}

const LEGEND: &str = "\
<p class=\"legend\"><span class=\"mark trigger\">trigger</span> <span class=\"mark party\">party</span> \
<span class=\"mark speaker\">speaker</span> <span class=\"mark time\">time</span> \
<span class=\"mark place\">place</span> <span class=\"quiet\">sentence without event</span></p>\n";

fn about(explanation: &Explanation) -> String {
    let document = &explanation.coding.document;
    let day = document
        .published
        .map_or("day unknown".to_owned(), |day| format!("published {day}"));
    let grounds = document
        .published_grounds
        .as_ref()
        .map_or(String::new(), |grounds| format!(" ({grounds})"));
    let id = &document.id;
    let outlet = document
        .outlet
        .as_ref()
        .map_or(String::new(), |outlet| format!("{outlet}, "));
    let events = explanation.coding.events.len();
    let events = if events == 1 {
        "1 event".to_owned()
    } else {
        format!("{events} events")
    };
    escaped(&format!("{id} · {outlet}{day}{grounds} · {events}"))
}

/// The article, its sentences and the marks in them.
fn add_text(page: &mut String, explanation: &Explanation, number: usize) {
    let marks = marks(explanation);
    let quiet = explanation.quiet_sentences();
    let mut open: Option<usize> = None;
    for (index, region) in explanation.regions.iter().enumerate() {
        if open != Some(region.paragraph) {
            *page += if open.is_some() { "</p>\n" } else { "" };
            let kinds = explanation.regions[index..].iter();
            let kinds = kinds.take_while(|one| one.paragraph == region.paragraph);
            let class = paragraph_class(kinds.map(|one| one.kind));
            let _ = write!(page, "<p class=\"{class}\">");
            open = Some(region.paragraph);
        }
        let class = if quiet.contains(&index) {
            " class=\"quiet\""
        } else {
            ""
        };
        let _ = write!(page, "<span id=\"d{number}s{index}\"{class}>");
        for piece in pieces(&explanation.text, region.offsets, &marks) {
            add_piece(page, piece.text, piece.mark, number);
        }
        *page += "</span> ";
    }
    *page += if open.is_some() { "</p>\n" } else { "" };
}

fn add_piece(page: &mut String, text: &str, mark: Option<(usize, Vec<usize>)>, number: usize) {
    let text = escaped(text);
    let Some((rank, events)) = mark else {
        *page += &text;
        return;
    };
    let class = MARKS[rank];
    let _ = write!(
        page,
        "<a class=\"mark {class}\" href=\"#d{number}e{}\">{text}</a>",
        events[0] + 1
    );
    if rank == 0 {
        for event in events {
            let shown = event + 1;
            let _ = write!(
                page,
                "<sup><a href=\"#d{number}e{shown}\">{shown}</a></sup>"
            );
        }
    }
}

/// The marks of all events.
fn marks(explanation: &Explanation) -> Vec<Mark> {
    let mut all = Vec::new();
    for (event, record) in explanation.coding.events.iter().enumerate() {
        let mut add = |offsets: Offsets, rank: usize| {
            all.push(Mark {
                offsets,
                rank,
                event,
            })
        };
        add(record.evidence.trigger.offsets, 0);
        let parties = record.actors.iter().chain(&record.recipients);
        parties.for_each(|party| add(party.offsets, 1));
        record
            .attributed_to
            .iter()
            .for_each(|party| add(party.offsets, 2));
        let named = [
            (
                record.time.as_ref().and_then(|time| time.text.as_deref()),
                3,
            ),
            (record.place.as_ref().map(|place| &*place.text), 4),
        ];
        let sentence = record.evidence.sentence;
        for (words, rank) in named {
            if let Some(offsets) = words.and_then(|words| found(explanation, sentence, words)) {
                add(offsets, rank);
            }
        }
    }
    all
}

/// Where words stand in a sentence, the first time.
fn found(explanation: &Explanation, sentence: usize, words: &str) -> Option<Offsets> {
    let text = explanation.sentences.get(sentence)?;
    let byte = text.find(words).filter(|_| !words.is_empty())?;
    let start = explanation.regions[sentence].offsets.start + text[..byte].chars().count();
    let end = start + words.chars().count();
    Some(Offsets { start, end })
}

/// The class of a paragraph: running text, when any of it is.
fn paragraph_class(mut kinds: impl Iterator<Item = RegionKind>) -> &'static str {
    let first = kinds.next().unwrap_or(RegionKind::Body);
    match kinds.any(|kind| kind == RegionKind::Body) {
        true => class_of(RegionKind::Body),
        false => class_of(first),
    }
}

fn class_of(kind: RegionKind) -> &'static str {
    match kind {
        RegionKind::Headline => "headline",
        RegionKind::Standfirst => "standfirst",
        RegionKind::Subheading => "subheading",
        RegionKind::Body => "body",
        _ => "aside",
    }
}

fn add_event(
    page: &mut String,
    event: &Event,
    reasons: &EventExplanation,
    id: &str,
    shown: usize,
    number: usize,
) {
    let (act, status) = (escaped(&act(event)), event.status.as_str());
    let sentence = event.evidence.sentence;
    let _ = writeln!(
        page,
        "<section class=\"event {status}\" id=\"{id}\">\n<h2><a href=\"#d{number}s{sentence}\">{shown}</a> {act} \
         <span class=\"status\">{status}</span></h2>"
    );
    let arrow = if event.reciprocal { "↔" } else { "→" };
    let _ = writeln!(
        page,
        "<p class=\"who\">{} <span class=\"arrow\">{arrow}</span> {}</p>",
        parties(&event.actors),
        parties(&event.recipients)
    );
    add_tree(page, &reasons.fragment);
    *page += "<table>\n";
    reasons
        .grounds
        .iter()
        .for_each(|ground| add_ground(page, ground));
    let _ = writeln!(
        page,
        "<tr><th>confidence</th><td>{:.2}</td></tr>\n</table>\n</section>",
        event.confidence
    );
}

fn parties(all: &[Party]) -> String {
    match all.is_empty() {
        true => "<span class=\"nobody\">nobody named</span>".to_owned(),
        false => all
            .iter()
            .map(|party| escaped(&named(party)))
            .collect::<Vec<_>>()
            .join(", "),
    }
}

/// The part of the tree, as lists in lists.
fn add_tree(page: &mut String, nodes: &[FragmentNode]) {
    let Some(first) = nodes.first() else { return };
    *page += "<ul class=\"tree\">\n";
    let mut depth = first.depth;
    for (place, node) in nodes.iter().enumerate() {
        if place > 0 {
            match node.depth > depth {
                true => *page += "<ul>\n",
                false => {
                    *page += "</li>\n";
                    (node.depth..depth).for_each(|_| *page += "</ul>\n</li>\n");
                }
            }
        }
        depth = node.depth;
        add_word(page, node);
    }
    (first.depth..depth).for_each(|_| *page += "</li>\n</ul>\n");
    *page += "</li>\n</ul>\n";
}

fn add_word(page: &mut String, node: &FragmentNode) {
    let word = escaped(&node.word);
    let _ = write!(
        page,
        "<li><span class=\"word\">{word}</span> <span class=\"label\">{}</span>",
        escaped(&node.label)
    );
    for role in &node.roles {
        let class = match *role {
            "actor" | "recipient" => "party",
            other => other,
        };
        let _ = write!(page, " <span class=\"mark {class}\">{role}</span>");
    }
}

fn add_ground(page: &mut String, ground: &Ground) {
    let part = escaped(&ground.part.replace('_', " "));
    let row = ground.row.as_ref();
    let row = row.map_or(String::new(), |row| {
        format!("<br/><code>{}</code>", escaped(row))
    });
    let because = escaped(&ground.because);
    let _ = writeln!(page, "<tr><th>{part}</th><td>{because}{row}</td></tr>");
}

/// The sentences without event, and what was missing.
fn add_quiet(page: &mut String, explanation: &Explanation, number: usize) {
    let quiet = explanation.quiet_sentences();
    if quiet.is_empty() {
        return;
    }
    let _ = writeln!(
        page,
        "<details open=\"open\">\n<summary>Sentences without event ({})</summary>\n<dl>",
        quiet.len()
    );
    for sentence in quiet {
        let words = escaped(&on_one_line(&explanation.sentences[sentence]));
        let _ = writeln!(
            page,
            "<dt><a href=\"#d{number}s{sentence}\">{words}</a></dt>"
        );
        let near: Vec<_> = explanation
            .near_misses
            .iter()
            .filter(|miss| miss.sentence == sentence)
            .collect();
        for miss in &near {
            let (rule, word) = (escaped(&miss.rule), escaped(&miss.trigger));
            let because = escaped(&miss.because);
            let _ = writeln!(page, "<dd><code>{rule}</code> at “{word}”: {because}</dd>");
        }
        if near.is_empty() {
            *page += "<dd>no rule came near</dd>\n";
        }
    }
    *page += "</dl>\n</details>\n";
}

/// Text as it may stand in HTML and in the values of attributes; control characters are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\t' => out.push(' '),
            other if other.is_control() => {}
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_text_is_only_text() {
        assert_eq!(
            escaped("<a href='x'>\u{0}&\"\n"),
            "&lt;a href=&#39;x&#39;&gt;&amp;&quot; "
        );
    }
}
