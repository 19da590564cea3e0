//! The place and date that open a dispatch.
//!
//! In: a paragraph. Out: where its dateline ends and which words of it name the place. Never: what
//! place it is.
//!
//! *KYIV, Ukraine (AP) — Talks began.* has a dateline up to the dash, of the place *KYIV*.

use dateline_record::Span;

use crate::chars::{is_gap, is_long_dash};
use crate::cues::{Cues, words_of};

/// A dateline is no longer than this, in bytes.
const LONGEST: usize = 110;

/// What was found, in bytes from the front of the paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// Where it ends: behind the dash.
    pub(crate) end: usize,
    /// The words of its place; none for an agency without a place.
    pub(crate) place: Option<Span>,
}

/// How a dateline ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    Dash,
    Colon,
    Bracket,
    Line,
}

/// The dateline that `line` opens with.
pub(crate) fn find_dateline(cues: &Cues, line: &str) -> Option<Dateline> {
    let mut window = line.len().min(LONGEST);
    while !line.is_char_boundary(window) {
        window -= 1;
    }
    endings(line, window).find_map(|(at, end, ending)| {
        let place = judge(cues, &line[..at], ending)?;
        let rest = line[end..].trim_start_matches(is_gap);
        let goes_on =
            !rest.starts_with(char::is_lowercase) || ending == Ending::Dash && rest.len() > 40;
        goes_on.then_some(Dateline { end, place })
    })
}

/// The places where a dateline may end: (end of its words, end with the mark, kind of mark).
fn endings(line: &str, window: usize) -> impl Iterator<Item = (usize, usize, Ending)> + '_ {
    let marks = line[..window].char_indices().filter_map(move |(at, mark)| {
        let after = &line[at + mark.len_utf8()..];
        let spaced = line[..at].ends_with(is_gap) || line[..at].ends_with([')', ',']);
        let end = at + mark.len_utf8();
        match mark {
            _ if is_long_dash(mark) => Some((at, end, Ending::Dash)),
            '-' if spaced && after.starts_with("- ") => Some((at, end + 1, Ending::Dash)),
            '-' if after.starts_with("-") && !after.starts_with("--") => {
                Some((at, end + 1, Ending::Dash))
            }
            '-' if spaced && after.starts_with(is_gap) => Some((at, end, Ending::Dash)),
            ':' if after.starts_with(is_gap) => Some((at, end, Ending::Colon)),
            ')' if (after.is_empty() || after.starts_with(is_gap)) && !next_is_mark(after) => {
                Some((end, end, Ending::Bracket))
            }
            '/' if after.starts_with(". ") || after == "." => Some((end, end + 1, Ending::Bracket)),
            _ => None,
        }
    });
    let whole = (line.len() <= window).then_some((line.len(), line.len(), Ending::Line));
    marks.chain(whole)
}

/// Whether a dash or colon follows, which ends the dateline instead.
fn next_is_mark(after: &str) -> bool {
    let next = after.trim_start_matches(is_gap).chars().next();
    next.is_some_and(|next| is_long_dash(next) || matches!(next, '-' | ':'))
}

/// Whether the words are a dateline; if so, the span of its place.
fn judge(cues: &Cues, words: &str, ending: Ending) -> Option<Option<Span>> {
    let (place_part, agency) = take_agency(cues, words)?;
    if words_of(place_part).take(15).count() > 14 {
        return None;
    }
    let first_end = place_part.find(',').unwrap_or(place_part.len());
    let (place, undated) = place_of(cues, &place_part[..first_end]);
    let mut dated = !undated;
    for segment in place_part[first_end..].split(',') {
        dated |= words_of(segment).any(|word| cues.month(word).is_some());
        if !is_name_or_date(cues, segment) {
            return None;
        }
    }
    let Some(span) = place else {
        return (agency && place_part.trim().is_empty() && ending != Ending::Line).then_some(None);
    };
    let name = span.of(place_part);
    if !name.starts_with(char::is_alphabetic) {
        return None;
    }
    let capitals = is_capitals(name) && !cues.not_places.contains(name);
    let named = words_of(name).count() <= 4 && cues.name_share(name) > 0.9;
    let enough = match ending {
        Ending::Dash => capitals || named && (agency || dated),
        Ending::Colon => (capitals && name.len() >= 5) || named && (agency || dated),
        Ending::Bracket => named && agency,
        Ending::Line => capitals && dated,
    };
    enough.then_some(Some(span))
}

/// The words without the agency in brackets or slashes, and whether there was one. None when
/// brackets hold something else.
fn take_agency<'t>(cues: &Cues, words: &'t str) -> Option<(&'t str, bool)> {
    let words = words.trim_matches(is_gap);
    let open = match words.find(['(', '/']) {
        Some(open) if words[open..].starts_with('(') || words.ends_with('/') => open,
        _ => {
            let last = words
                .rfind(',')
                .map_or("", |comma| words[comma + 1..].trim());
            return Some((words, !last.is_empty() && cues.is_agency(last)));
        }
    };
    let inside = words[open + 1..].trim_end_matches([')', '/', ' ', '.']);
    let known = cues.is_agency(inside) || inside.split([' ', '/']).any(|word| cues.is_agency(word));
    let capitals = inside.chars().count() <= 12 && !inside.contains(' ') && is_name(inside);
    (known || capitals).then(|| (words[..open].trim_end_matches([' ', '.']), known))
}

fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// The span of the place in the first part of a dateline, and whether no date stands beside it.
fn place_of(cues: &Cues, part: &str) -> (Option<Span>, bool) {
    let front = part.len() - part.trim_start_matches(is_gap).len();
    let mut end = front;
    let mut undated = true;
    for word in part.split(is_gap).filter(|word| !word.is_empty()) {
        let bare = word.trim_matches(|each: char| !each.is_alphanumeric());
        if cues.is_date_word(bare) {
            undated = cues.month(bare).is_none() && undated;
            break;
        }
        let start = word.as_ptr() as usize - part.as_ptr() as usize;
        end = start + word.find('/').unwrap_or(word.len());
        if word.contains('/') {
            break;
        }
    }
    let month_after = part[end..]
        .split(is_gap)
        .any(|word| cues.month(word).is_some());
    let place = (end > front).then(|| {
        Span::new(
            front,
            front + part[front..end].trim_end_matches(['.', ' ']).len(),
        )
    });
    (
        place.filter(|span| !span.is_empty()),
        undated && !month_after,
    )
}

/// Whether a part behind a comma is a name (*Ukraine*, *Ga.*), an agency, or a date.
fn is_name_or_date(cues: &Cues, segment: &str) -> bool {
    words_of(segment)
        .all(|word| is_name(word) || cues.is_date_word(word) || cues.joiners.contains(word))
}

/// Whether a name is in capitals and of three letters or more.
fn is_capitals(name: &str) -> bool {
    let letters = || name.chars().filter(|each| each.is_alphabetic());
    letters().count() >= 3 && !letters().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Option<(&str, &str)> {
        let cues = Cues::new(&crate::cues::lexicon());
        let dateline = find_dateline(&cues, line)?;
        Some((
            &line[..dateline.end],
            dateline.place.map_or("", |span| span.of(line)),
        ))
    }

    #[test]
    fn usual_forms() {
        let cases = [
            (
                "BERN, July 11, 2024 — Envoys met.",
                "BERN, July 11, 2024 —",
                "BERN",
            ),
            ("BERN (Reuters) - Envoys met.", "BERN (Reuters) -", "BERN"),
            (
                "KYIV, Ukraine (AP) — Envoys met.",
                "KYIV, Ukraine (AP) —",
                "KYIV",
            ),
            (
                "SAN JOSÉ, Costa Rica -- Envoys met.",
                "SAN JOSÉ, Costa Rica --",
                "SAN JOSÉ",
            ),
            (
                "BEIJING, April 11 (Xinhua) -- Envoys met.",
                "BEIJING, April 11 (Xinhua) --",
                "BEIJING",
            ),
            (
                "MOSCOW, July 3. /TASS/. Envoys met.",
                "MOSCOW, July 3. /TASS/.",
                "MOSCOW",
            ),
            (
                "ISLAMABAD, Jul 3 (APP): Envoys met.",
                "ISLAMABAD, Jul 3 (APP):",
                "ISLAMABAD",
            ),
            (
                "New Delhi, July 3 (PTI) Envoys met.",
                "New Delhi, July 3 (PTI)",
                "New Delhi",
            ),
            ("Astana, 3 July – Envoys met.", "Astana, 3 July –", "Astana"),
            (
                "MOSCOW/KYIV (Reuters) - Envoys met.",
                "MOSCOW/KYIV (Reuters) -",
                "MOSCOW",
            ),
            ("(Reuters) - Envoys met.", "(Reuters) -", ""),
            ("ATHENS, Ga. — Envoys met.", "ATHENS, Ga. —", "ATHENS"),
            ("LAHORE: Envoys met.", "LAHORE:", "LAHORE"),
            ("ANKARA, July 3", "ANKARA, July 3", "ANKARA"),
        ];
        for (line, words, place) in cases {
            assert_eq!(found(line), Some((words, place)), "{line}");
        }
    }

    #[test]
    fn other_openings_are_none() {
        for line in [
            "The minister — a former judge — left.",
            "Halas (Labour) - Envoys met.",
            "BREAKING — Envoys met.",
            "NATO — The alliance met.",
            "On July 3, the envoys - two men - met.",
            "Russia-China talks began.",
            "Fidan: We are ready.",
            "ANKARA",
            "Monday — The talks went on.",
            "",
        ] {
            assert_eq!(found(line), None, "{line}");
        }
    }
}
