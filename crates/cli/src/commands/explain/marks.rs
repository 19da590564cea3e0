//! Stretches of a text that are to be marked.
//!
//! In: a text and stretches in code points that may overlap. Out: [`Piece`]s that make up the text, each
//! marked or not. Never: markup.
//!
//! Of *Espen Barth Eide* and *Eide* at the same place the longer stretch is marked.

use dateline_record::Offsets;

/// A stretch with what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Where it is.
    pub offsets: Offsets,
    /// What it is there for; the smaller number wins where two overlap.
    pub rank: usize,
    /// The event that it belongs to, by its place in the list.
    pub event: usize,
}

/// A stretch of text with the marks on all of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'t> {
    /// The words.
    pub text: &'t str,
    /// The rank and the events of its mark; none between marks.
    pub mark: Option<(usize, Vec<usize>)>,
}

/// The pieces of the stretch `within` of a text.
pub fn pieces<'t>(text: &'t str, within: Offsets, marks: &[Mark]) -> Vec<Piece<'t>> {
    let bytes: Vec<usize> = text
        .char_indices()
        .map(|(byte, _)| byte)
        .chain([text.len()])
        .collect();
    let slice = |start: usize, end: usize| {
        let at = |place: usize| bytes[place.min(bytes.len() - 1)];
        &text[at(start)..at(end.max(start))]
    };
    let mut pieces = Vec::new();
    let mut done = within.start;
    for (offsets, rank, events) in kept(within, marks) {
        if done < offsets.start {
            let text = slice(done, offsets.start);
            pieces.push(Piece { text, mark: None });
        }
        pieces.push(Piece {
            text: slice(offsets.start, offsets.end),
            mark: Some((rank, events)),
        });
        done = offsets.end;
    }
    if done < within.end {
        let text = slice(done, within.end);
        pieces.push(Piece { text, mark: None });
    }
    pieces
}

/// The marks that are shown, without overlap, each with all events that have it.
fn kept(within: Offsets, marks: &[Mark]) -> Vec<(Offsets, usize, Vec<usize>)> {
    let inside = |mark: &&Mark| {
        let at = mark.offsets;
        within.start <= at.start && at.end <= within.end && at.start < at.end
    };
    let mut sorted: Vec<&Mark> = marks.iter().filter(inside).collect();
    let length = |mark: &Mark| mark.offsets.end - mark.offsets.start;
    sorted.sort_by_key(|mark| {
        (
            mark.rank,
            std::cmp::Reverse(length(mark)),
            mark.offsets.start,
            mark.event,
        )
    });
    let mut kept: Vec<(Offsets, usize, Vec<usize>)> = Vec::new();
    for mark in sorted {
        let at = mark.offsets;
        if let Some((_, _, events)) = kept.iter_mut().find(|(other, _, _)| *other == at) {
            if !events.contains(&mark.event) {
                events.push(mark.event);
            }
        } else if kept
            .iter()
            .all(|(other, _, _)| at.end <= other.start || other.end <= at.start)
        {
            kept.push((at, mark.rank, vec![mark.event]));
        }
    }
    kept.sort_by_key(|(at, _, _)| at.start);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, rank: usize, event: usize) -> Mark {
        Mark {
            offsets: Offsets { start, end },
            rank,
            event,
        }
    }

    #[test]
    fn the_pieces_are_the_text() {
        let text = "Tromsø: Eide met Lavrov.";
        let marks = [
            mark(8, 12, 1, 0),
            mark(8, 12, 1, 1),
            mark(13, 16, 0, 0),
            mark(8, 16, 2, 2),
            mark(17, 90, 1, 0),
        ];
        let whole = Offsets { start: 0, end: 24 };
        let pieces = pieces(text, whole, &marks);
        let again: String = pieces.iter().map(|piece| piece.text).collect();
        assert_eq!(again, text);
        assert_eq!(pieces[1].text, "Eide");
        assert_eq!(pieces[1].mark, Some((1, vec![0, 1])));
        assert_eq!(pieces[3].text, "met");
    }
}
