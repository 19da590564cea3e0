//! Text to paragraphs.
//!
//! In: text. Out: [`Unit`]s, one a paragraph, with what can be seen of them at a glance. Never: an
//! opinion on what a paragraph is for.
//!
//! A line that ends without a stop and goes on in lower case on the next line is one paragraph, and
//! so are lines that were broken at one width: *The minister said / that talks go on.*

use dateline_record::{RegionKind, Span};

use crate::chars::{is_bullet, is_closer, is_gap, is_line_end, is_terminal};
use crate::cues::{Cues, words_of};

/// The most words that are counted.
const MOST_WORDS: usize = 200;

/// Lines broken at one width have lengths, in code points, in this range.
const WRAPPED: std::ops::RangeInclusive<usize> = 45..=100;

/// A paragraph.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// Where it is, without gaps at its ends.
    pub(crate) span: Span,
    /// The run of lines without a blank line between them that it begins in.
    pub(crate) block: usize,
    /// Its number of words, counted up to [`MOST_WORDS`].
    pub(crate) words: usize,
    /// Whether it ends as a sentence does.
    pub(crate) stop: bool,
    /// Its first words in lower case.
    pub(crate) head: String,
    /// What the markup says that it is.
    pub(crate) hint: Option<RegionKind>,
}

impl Unit {
    /// The unit of a span without gaps at its ends.
    pub(crate) fn new(text: &str, span: Span, block: usize) -> Unit {
        let line = span.of(text);
        let last = line
            .chars()
            .rev()
            .find(|each| !is_closer(*each) && !is_gap(*each));
        Unit {
            span,
            block,
            words: words_of(line).take(MOST_WORDS).count(),
            stop: last.is_some_and(is_terminal),
            head: head_of(line),
            hint: None,
        }
    }

    /// Its text.
    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }

    /// Whether it begins like an item of a list.
    pub(crate) fn is_item(&self) -> bool {
        let mut characters = self.head.chars();
        characters.next().is_some_and(is_bullet) && characters.next().is_some_and(is_gap)
    }
}

/// The first 240 characters in lower case.
fn head_of(line: &str) -> String {
    let end = line
        .char_indices()
        .nth(240)
        .map_or(line.len(), |(at, _)| at);
    let head = &line[..end];
    match head.is_ascii() {
        true => head.to_ascii_lowercase(),
        false => head.chars().flat_map(char::to_lowercase).collect(),
    }
}

/// The paragraphs of a text.
pub(crate) fn units_of(cues: &Cues, text: &str) -> Vec<Unit> {
    let lines = lines_of(text);
    let mut units: Vec<(Span, usize)> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let block = lines[at].1;
        let length = lines[at..]
            .iter()
            .take_while(|line| line.1 == block)
            .count();
        let joined = is_wrapped(text, &lines[at..at + length]);
        for (index, (span, _)) in lines[at..at + length].iter().enumerate() {
            let joins = joined && index > 0;
            match units.last_mut() {
                Some(last) if joins || goes_on(cues, text, last.0, *span) => {
                    last.0 = last.0.union(span);
                }
                _ => units.push((*span, block)),
            }
        }
        at += length;
    }
    units
        .into_iter()
        .map(|(span, block)| Unit::new(text, span, block))
        .collect()
}

/// The lines that hold more than gaps, without gaps at their ends, and the blocks they lie in.
fn lines_of(text: &str) -> Vec<(Span, usize)> {
    let mut lines = Vec::new();
    let (mut start, mut block, mut blank) = (0, 0, false);
    let mut push = |start: usize, end: usize| match trim(text, Span::new(start, end)) {
        Some(span) => {
            block += usize::from(blank);
            blank = false;
            lines.push((span, block));
        }
        None => blank = true,
    };
    let mut previous = ' ';
    for (at, each) in text.char_indices() {
        if is_line_end(each) {
            if !(each == '\n' && previous == '\r') {
                push(start, at);
            }
            start = at + each.len_utf8();
        }
        previous = each;
    }
    push(start, text.len());
    lines
}

/// The span without gaps at its ends; none when nothing is left.
pub(crate) fn trim(text: &str, span: Span) -> Option<Span> {
    let stretch = span.of(text);
    let front = stretch.len() - stretch.trim_start_matches(is_gap).len();
    let left = stretch.trim_matches(is_gap).len();
    (left > 0).then(|| Span::new(span.start + front, span.start + front + left))
}

/// Whether the lines of a block were broken at one width.
fn is_wrapped(text: &str, lines: &[(Span, usize)]) -> bool {
    let [full @ .., _] = lines else { return false };
    if full.len() < 2 {
        return false;
    }
    let lengths = || full.iter().map(|(span, _)| span.of(text).chars().count());
    let (shortest, longest) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
    let open = full
        .iter()
        .filter(|(span, _)| !span.of(text).ends_with(is_terminal))
        .count();
    let inside = WRAPPED.contains(&shortest) && WRAPPED.contains(&longest);
    inside && longest - shortest <= 25 && open * 2 > full.len()
}

/// Whether a line goes on with the sentence of the paragraph before it.
fn goes_on(cues: &Cues, text: &str, before: Span, line: Span) -> bool {
    if line
        .of(text)
        .chars()
        .all(|each| is_closer(each) && !matches!(each, ')' | ']' | '}'))
    {
        return true;
    }
    let open = text[..before.end].chars().next_back();
    let open = open.is_some_and(|last| last.is_alphanumeric() || last == ',');
    if !open || words_of(before.of(text)).take(4).count() < 4 {
        return false;
    }
    let line = line.of(text);
    let first = line.split(is_gap).next().unwrap_or(line);
    let lower = first
        .chars()
        .all(|each| each.is_lowercase() || matches!(each, ',' | '.' | ';'));
    if !lower {
        return false;
    }
    let head = head_of(line);
    cues.byline_openers.start(&head).is_none()
        && cues.byline_starts.start(&head).is_none()
        && cues.credit_starts.start(&head).is_none()
        && !cues.credit_ends.stands_in(&head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(text: &str) -> Vec<&str> {
        let cues = Cues::new(&crate::cues::lexicon());
        units_of(&cues, text)
            .iter()
            .map(|unit| unit.of(text))
            .collect()
    }

    #[test]
    fn lines_are_paragraphs() {
        assert_eq!(
            units("One.\r\nTwo.\r\n\r\n  Three. \n\u{FEFF}\n"),
            ["One.", "Two.", "Three."]
        );
        assert_eq!(units(" \n\t"), Vec::<&str>::new());
    }

    #[test]
    fn broken_sentences_are_joined() {
        let text = "The envoy of the island said\n\nthat the talks go on.\n\nA new day.";
        assert_eq!(units(text).len(), 2);
        assert_eq!(
            units("Talks fail again in Geneva\nby Ana Halas\nThe end.").len(),
            3
        );
    }

    #[test]
    fn lines_of_one_width_are_joined() {
        let text = "The foreign minister of the republic arrived on Tuesday in\nBern for talks with her colleague from the neighbouring state\nWest Island on fishing rights.\n\nNobody spoke.";
        assert_eq!(units(text).len(), 2);
    }
}
