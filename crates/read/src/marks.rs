//! What a single line says of itself: bylines, credits, tags, residue of the page.
//!
//! In: one paragraph. Out: its kind, when its own words show it; where a credit begins in it. Never:
//! a look at its neighbours (see [`crate::regions`]).
//!
//! *Envoys pose in Bern. Photograph: A. Halas/Pool* is a caption with a credit from *Photograph:* on.

use dateline_record::RegionKind;

use crate::chars::is_gap;
use crate::cues::{Cues, words_of};
use crate::units::Unit;

/// A credit has no more words than this.
const LONGEST_CREDIT: usize = 14;

/// A caption has no more words than this.
pub(crate) const LONGEST_CAPTION: usize = 60;

/// The kind that the words of a paragraph show.
pub(crate) fn kind_by_words(cues: &Cues, text: &str, unit: &Unit) -> Option<RegionKind> {
    let line = unit.of(text);
    if is_boilerplate(cues, unit) {
        Some(RegionKind::Boilerplate)
    } else if is_tags(cues, unit) {
        Some(RegionKind::Tags)
    } else if is_byline(cues, unit, line) || is_date_line(cues, unit, line) {
        Some(RegionKind::Byline)
    } else if !line.chars().any(char::is_alphanumeric) {
        Some(RegionKind::Boilerplate)
    } else {
        None
    }
}

fn is_boilerplate(cues: &Cues, unit: &Unit) -> bool {
    let bare = unit
        .head
        .trim_start_matches(|each: char| !each.is_alphanumeric() && each != '©');
    let address = unit.head.contains("://") && !unit.head.contains(is_gap);
    if address
        || cues.boilerplate_lines.contains(&unit.head)
        || cues.boilerplate_lines.contains(bare)
    {
        return true;
    }
    let starts = unit.words <= 40 && cues.boilerplate_starts.start(bare).is_some();
    starts || unit.words <= 45 && cues.boilerplate_contains.stands_in(&unit.head)
}

fn is_tags(cues: &Cues, unit: &Unit) -> bool {
    let Some(length) = cues.tags_starts.start(&unit.head) else {
        return is_tags_header(cues, unit);
    };
    let marked = unit.head[..length].ends_with(':') || unit.head[length..].starts_with(':');
    unit.words <= 40 && (!unit.stop || marked)
}

/// Whether the line heads a list of links to other pieces.
pub(crate) fn is_tags_header(cues: &Cues, unit: &Unit) -> bool {
    cues.tags_headers.contains(
        unit.head
            .trim_end_matches(|each| each == ':' || is_gap(each)),
    )
}

fn is_byline(cues: &Cues, unit: &Unit, line: &str) -> bool {
    if cues.source_starts.start(&unit.head).is_some() && unit.words <= 30 {
        return true;
    }
    if let Some(length) = cues.byline_starts.start(&unit.head) {
        let rest: String = line
            .chars()
            .skip(unit.head[..length].chars().count())
            .collect();
        return unit.words <= 40 && (cues.name_share(&rest) >= 0.5 || unit.words <= 4);
    }
    if let Some(length) = cues.byline_openers.start(&unit.head) {
        let rest: String = line
            .chars()
            .skip(unit.head[..length].chars().count())
            .collect();
        let named =
            rest.trim_start().starts_with(char::is_uppercase) && cues.name_share(&rest) >= 0.6;
        return named && unit.words <= 16 && (!unit.stop || unit.words <= 5);
    }
    let role = cues
        .byline_ends
        .ends(unit.head.trim_end_matches(['.', ' ', ')']));
    let signed =
        role && unit.words <= 16 && cues.name_share(line) >= 0.45 && !unit.stop_of_sentence();
    signed || is_signature(cues, line)
}

impl Unit {
    /// Whether it ends as a sentence of more than a few words does.
    fn stop_of_sentence(&self) -> bool {
        self.stop && self.words > 12
    }
}

/// Whether the line is no more than the name of an agency: `(AFP)`, `— Reuters`.
fn is_signature(cues: &Cues, line: &str) -> bool {
    let bare = line.trim_matches(|each: char| !each.is_alphanumeric());
    bare.len() <= 40 && cues.is_agency(bare)
}

/// Whether the line holds a date of publication and nothing else.
fn is_date_line(cues: &Cues, unit: &Unit, line: &str) -> bool {
    if unit.words > 18 || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let skipped = cues.date_starts.start(&unit.head).unwrap_or(0);
    let Some(rest) = unit.head.get(skipped..) else {
        return false;
    };
    let is_known =
        |word: &str| cues.is_date_word(word) || cues.date_starts.start(word) == Some(word.len());
    let is_mark = |each: char| !each.is_alphanumeric() && each != '.';
    let mut pieces = rest
        .split(is_mark)
        .filter(|piece| piece.chars().any(char::is_alphanumeric))
        .peekable();
    let dated = rest.split(is_mark).any(|piece| cues.month(piece).is_some())
        || has_figures_around_mark(rest);
    pieces.peek().is_some() && pieces.all(|piece| is_known(piece.trim_matches('.'))) && dated
}

/// Whether figures stand on both sides of a mark, as in `18:40` and `3/7/2024`.
fn has_figures_around_mark(line: &str) -> bool {
    line.as_bytes().windows(3).any(|window| {
        let mark = matches!(window[1], b':' | b'-' | b'/' | b'.');
        mark && window[0].is_ascii_digit() && window[2].is_ascii_digit()
    })
}

/// Whether the line is a place after names: *Ana Halas in Bern*; if so, the place's offset.
pub(crate) fn name_in_place(cues: &Cues, line: &str) -> Option<usize> {
    let words: Vec<(usize, &str)> = words_with_offsets(line).take(16).collect();
    let at = words
        .iter()
        .position(|(_, word)| cues.byline_places.contains(*word))?;
    let (names, place) = (&line[..words[at].0], words.get(at + 1)?);
    let count = words_of(names).count();
    let named = (2..=8).contains(&count) && cues.name_share(names) > 0.95;
    let after = words.len() - at - 1;
    let placed = after <= 8 && cues.name_share(&line[place.0..]) > 0.95;
    (named && placed && place.1.starts_with(char::is_uppercase)).then_some(place.0)
}

/// The words of a line between gaps, without the marks at their ends, and their offsets.
fn words_with_offsets(line: &str) -> impl Iterator<Item = (usize, &str)> {
    line.split(is_gap).filter_map(move |word| {
        let bare = word.trim_matches(|each: char| !each.is_alphanumeric());
        (!bare.is_empty()).then(|| (bare.as_ptr() as usize - line.as_ptr() as usize, bare))
    })
}

/// Where in a line a credit begins; 0 when the whole line is one.
pub(crate) fn credit_start(cues: &Cues, line: &str, words: usize) -> Option<usize> {
    if words > LONGEST_CAPTION + LONGEST_CREDIT {
        return None;
    }
    let lower = line.to_ascii_lowercase();
    let started = credit_phrase(cues, line, &lower);
    started.or_else(|| credit_segment(cues, line, &lower))
}

/// Where a phrase such as `Photograph:` or `©` opens a credit.
fn credit_phrase(cues: &Cues, line: &str, lower: &str) -> Option<usize> {
    let mut places: Vec<(usize, usize)> = cues.credit_starts.places(lower).collect();
    places.sort_unstable();
    places
        .into_iter()
        .map(|(at, length)| (at, &lower[at..at + length]))
        .find_map(|(at, phrase)| {
            let rest = &line[at..];
            let short = words_of(rest).take(LONGEST_CREDIT + 1).count() <= LONGEST_CREDIT;
            let sure = phrase.ends_with(':') || phrase.starts_with(['©', '(', '[']);
            let before = line[..at].trim_end_matches(is_gap).chars().next_back();
            let apart =
                before.is_none_or(|last| !last.is_alphanumeric() && last != ',' && last != '’');
            let named = sure || cues.name_share(&rest[phrase.len()..]) >= 0.7;
            (short && named && (apart || phrase.starts_with(['©', '(', '[']))).then_some(at)
        })
}

/// Where the last segment of a line begins, when it names an agency as credits do.
fn credit_segment(cues: &Cues, line: &str, lower: &str) -> Option<usize> {
    let trimmed = line.trim_end_matches(|each: char| !each.is_alphanumeric());
    let at = segment_start(trimmed);
    let segment = &lower[at..];
    if !cues.credit_ends.stands_in(segment) {
        return None;
    }
    let short = words_of(&line[at..]).take(LONGEST_CREDIT + 1).count() <= LONGEST_CREDIT;
    (short && cues.name_share(&line[at..]) >= 0.6).then_some(at)
}

/// Where the segment after the last stop, bar or opening bracket begins.
fn segment_start(line: &str) -> usize {
    let (mut start, mut after_stop, mut after_gap) = (0, false, false);
    let mut last = ' ';
    for (at, each) in line.char_indices() {
        if is_gap(each) {
            after_gap = true;
            continue;
        }
        if matches!(each, '[' | '(') || after_gap && after_stop {
            start = at;
        }
        let initial = each == '.' && last.is_uppercase();
        after_stop = matches!(each, '.' | '!' | '?' | '|' | '"' | '”') && !initial;
        last = each;
        after_gap = false;
    }
    start
}
