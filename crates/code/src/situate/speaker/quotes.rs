//! Words in quotation marks.
//!
//! In: the text of one paragraph and the marks of the language. Out: the spans between an opening
//! and its closing mark, marks included, without overlap. Never: whose words they are.
//!
//! *“We’re ready,” he said.* has one quotation, *“We’re ready,”*; the apostrophe closes nothing.

use dateline_record::Span;

use crate::lexicon::WordMap;

/// A quotation: its span with both marks, and whether it has a closing mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Marks included.
    pub span: Span,
    /// False when the paragraph ends before the quotation does.
    pub closed: bool,
}

/// The quotations of a paragraph that stands at `offset` of its document, outermost ones only.
pub(super) fn quotations(paragraph: &str, offset: usize, marks: &WordMap) -> Vec<Quotation> {
    let characters: Vec<(usize, char)> = paragraph.char_indices().collect();
    let mut found = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for index in 0..characters.len() {
        let (at, character) = characters[index];
        // In no language a mark: most characters need no look-up.
        if character.is_ascii_alphanumeric() || character == ' ' {
            continue;
        }
        let around = Around::of(&characters, index);
        match open {
            Some((start, opener))
                if closes(marks, opener, character) && around.may_close(opener) =>
            {
                let end = at + character.len_utf8();
                found.push(Quotation {
                    span: Span::new(offset + start, offset + end),
                    closed: true,
                });
                open = None;
            }
            Some((_, opener)) if restarts(opener, character, &around) => {
                open = Some((at, character))
            }
            None if opens(marks, character) && around.may_open(character) => {
                open = Some((at, character));
            }
            _ => {}
        }
    }
    let unclosed = |(start, opener): &(usize, char)| {
        !is_single(*opener) && starts_paragraph(paragraph, *start)
    };
    if let Some((start, _)) = open.filter(unclosed) {
        let end = offset + paragraph.trim_end().len();
        let span = Span::new(offset + start, end);
        found.push(Quotation {
            span,
            closed: false,
        });
    }
    found
}

fn opens(marks: &WordMap, character: char) -> bool {
    marks.get(character.encode_utf8(&mut [0; 4])).is_some()
}

fn closes(marks: &WordMap, opener: char, character: char) -> bool {
    let closers = marks.get(opener.encode_utf8(&mut [0; 4]));
    closers.is_some_and(|closers| closers.contains(character))
}

/// Whether a mark that can be an apostrophe.
fn is_single(mark: char) -> bool {
    matches!(mark, '\'' | '\u{2018}' | '\u{201a}')
}

/// Whether a straight mark that looks like an opening one follows an open one that was never closed.
fn restarts(opener: char, character: char, around: &Around) -> bool {
    opener == character && opener == '"' && around.opens_clearly()
}

fn starts_paragraph(paragraph: &str, start: usize) -> bool {
    paragraph[..start]
        .chars()
        .all(|character| !character.is_alphanumeric())
}

/// The characters beside a mark.
struct Around {
    before: Option<char>,
    after: Option<char>,
}

impl Around {
    fn of(characters: &[(usize, char)], index: usize) -> Around {
        let before = index.checked_sub(1).map(|before| characters[before].1);
        Around {
            before,
            after: characters.get(index + 1).map(|next| next.1),
        }
    }

    fn word_before(&self) -> bool {
        self.before.is_some_and(char::is_alphanumeric)
    }

    fn word_after(&self) -> bool {
        self.after.is_some_and(char::is_alphanumeric)
    }

    fn space_before(&self) -> bool {
        self.before
            .is_none_or(|before| before.is_whitespace() || "([{—–-\"“".contains(before))
    }

    fn space_after(&self) -> bool {
        self.after.is_none_or(char::is_whitespace)
    }

    fn opens_clearly(&self) -> bool {
        self.space_before() && self.word_after()
    }

    /// A single mark opens only before a word and after a space; an inch mark follows a digit.
    fn may_open(&self, mark: char) -> bool {
        let inch = mark == '"' && self.before.is_some_and(|before| before.is_ascii_digit());
        let single = is_single(mark) && (self.year_after() || !self.opens_clearly());
        !(inch || single || self.word_before() && self.space_after())
    }

    fn year_after(&self) -> bool {
        self.after.is_some_and(|after| after.is_ascii_digit())
    }

    /// A single mark between letters is an apostrophe, and a straight one after a space and before
    /// a word opens.
    fn may_close(&self, opener: char) -> bool {
        if is_single(opener) {
            return !self.word_after() && !self.before.is_none_or(char::is_whitespace);
        }
        !(opener == '"' && self.opens_clearly())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn found(text: &str) -> Vec<&str> {
        let lexicon = Lexicon::embedded();
        let all = quotations(text, 0, lexicon.map("speech-quote-marks"));
        all.into_iter()
            .map(|quotation| quotation.span.of(text))
            .collect()
    }

    #[test]
    fn every_kind_of_mark() {
        assert_eq!(found("\"Go,\" he said. \"Now.\""), ["\"Go,\"", "\"Now.\""]);
        assert_eq!(found("“We’re ready,” he said."), ["“We’re ready,”"]);
        assert_eq!(found("He said: «Nous partons»."), ["«Nous partons»"]);
        assert_eq!(found("He said ‘it’s over’ twice."), ["‘it’s over’"]);
        assert_eq!(found("He said 'it's over', she said."), ["'it's over'"]);
        assert_eq!(found("„Nein“, sagte er."), ["„Nein“"]);
    }

    #[test]
    fn apostrophes_and_inches_are_no_quotations() {
        assert_eq!(found("The leaders' plan isn't Iran's."), Vec::<&str>::new());
        assert_eq!(found("In the '90s the rockers' roll."), Vec::<&str>::new());
        assert_eq!(found("A 12\" gun and a 14\" gun."), Vec::<&str>::new());
        assert_eq!(found("Dogs’ days aren’t over."), Vec::<&str>::new());
    }

    #[test]
    fn inner_marks_stay_inside() {
        let text = "“He said ‘no’ to us,” she added.";
        assert_eq!(found(text), ["“He said ‘no’ to us,”"]);
    }

    #[test]
    fn an_open_quotation_runs_to_the_end_of_its_paragraph() {
        assert_eq!(found("“We go on. We fight."), ["“We go on. We fight."]);
        assert_eq!(found("They go \"on and on."), Vec::<&str>::new());
    }

    #[test]
    fn a_missing_mark_does_not_swallow_the_next_quotation() {
        assert_eq!(found("He said \"no and then \"yes\" to it."), ["\"yes\""]);
    }

    #[test]
    fn nothing_panics() {
        for text in ["", "\"", "“", "'", "”", "\"\"", "👍\"👍\"", "‘’", "« »"] {
            found(text);
        }
        assert!(found("").is_empty());
    }
}
