//! Paragraphs to regions.
//!
//! In: the paragraphs of a text. Out: its [`Part`]s, each a stretch of one kind, in order, without
//! overlaps, leaving out only gaps. Never: sentences, dates.
//!
//! *Talks open in Bern / By Ana Halas / BERN, 3 July — Envoys met on Monday to settle the border.*
//! is a headline, a byline, a dateline and a body.
//!
//! What the words of a line show comes first ([`crate::marks`]); then the place in the article
//! decides: before the first paragraph of running text, between such paragraphs, after the last.

use dateline_record::{RegionKind, Span};

use crate::chars::is_closer;
use crate::cues::{Cues, words_of};
use crate::dateline::find_dateline;
use crate::dates::find_date;
use crate::marks::{LONGEST_CAPTION, credit_start, is_tags_header, kind_by_words, name_in_place};
use crate::units::{Unit, trim};

/// A sentence of so many words opens the running text.
const BODY_WORDS: usize = 12;
/// Without a sentence of that length, one of so many does.
const SHORT_BODY_WORDS: usize = 6;
/// A line of more words is running text, with or without a stop.
const MOST_HEADLINE_WORDS: usize = 24;
/// Lines of the head are compared with so many before and after them.
const NEAR: usize = 20;
/// A heading between paragraphs has no more words.
const MOST_SUBHEADING_WORDS: usize = 12;

/// A stretch of a paragraph with its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Part {
    /// Where it is, without gaps at its ends.
    pub(crate) span: Span,
    /// What it is for.
    pub(crate) kind: RegionKind,
    /// The number of its paragraph.
    pub(crate) paragraph: usize,
}

/// The paragraphs of a text while their kinds are found.
struct Page<'a> {
    cues: &'a Cues,
    text: &'a str,
    title: Option<&'a str>,
    units: &'a [Unit],
    /// The kinds found so far.
    kinds: Vec<Option<RegionKind>>,
    /// Where in the unit its credit begins.
    credits: Vec<Option<usize>>,
    /// Where in the unit its dateline ends.
    datelines: Vec<Option<usize>>,
}

/// The parts of a text, in order.
pub(crate) fn parts_of(cues: &Cues, text: &str, title: Option<&str>, units: &[Unit]) -> Vec<Part> {
    let mut page = Page::new(cues, text, title, units);
    page.mark_by_words();
    page.mark_lists_of_links();
    page.mark_by_place();
    page.parts()
}

impl<'a> Page<'a> {
    fn new(cues: &'a Cues, text: &'a str, title: Option<&'a str>, units: &'a [Unit]) -> Self {
        let kinds = units.iter().map(|unit| unit.hint).collect();
        let none = vec![None; units.len()];
        Page {
            cues,
            text,
            title,
            units,
            kinds,
            credits: none.clone(),
            datelines: none,
        }
    }

    fn line(&self, at: usize) -> &'a str {
        self.units[at].of(self.text)
    }

    fn mark_by_words(&mut self) {
        for (at, unit) in self.units.iter().enumerate() {
            if matches!(
                self.kinds[at],
                None | Some(RegionKind::Caption | RegionKind::Body)
            ) {
                self.datelines[at] = find_dateline(self.cues, self.line(at)).map(|found| found.end);
                if self.datelines[at].is_none() {
                    self.credits[at] = credit_start(self.cues, self.line(at), unit.words);
                }
            }
            let open = matches!(self.kinds[at], None | Some(RegionKind::Body));
            if open && self.datelines[at].is_none() {
                self.kinds[at] = kind_by_words(self.cues, self.text, unit).or(self.kinds[at]);
            }
            if self.kinds[at].is_none() && self.credits[at].is_some() {
                self.kinds[at] = Some(RegionKind::Credit);
            }
        }
    }

    /// Marks the lines below a head such as *Other news* as tags, until running text begins.
    fn mark_lists_of_links(&mut self) {
        let mut inside = false;
        for at in 0..self.units.len() {
            let unit = &self.units[at];
            if is_tags_header(self.cues, unit) {
                inside = true;
            } else if inside && self.kinds[at].is_none() {
                let link = unit.is_item() || !unit.stop && unit.words <= MOST_HEADLINE_WORDS;
                inside = link;
                self.kinds[at] = link.then_some(RegionKind::Tags);
            }
        }
    }

    fn is_open(&self, at: usize) -> bool {
        self.kinds[at].is_none()
    }

    /// Whether running text can begin here: a sentence of some length, or one of few words with a
    /// full stop, which headlines lack.
    fn opens_body(&self, at: usize) -> bool {
        let full_stop = self
            .line(at)
            .trim_end_matches(is_closer)
            .ends_with(['.', '…']);
        self.is_running(at, BODY_WORDS) || full_stop && self.is_running(at, SHORT_BODY_WORDS)
    }

    /// Whether the unit reads as running text of at least so many words.
    fn is_running(&self, at: usize, words: usize) -> bool {
        let unit = &self.units[at];
        let long = unit.stop && unit.words >= words || unit.words > MOST_HEADLINE_WORDS;
        self.is_open(at) && (long || self.datelines[at].is_some() && unit.words >= SHORT_BODY_WORDS)
    }

    fn mark_by_place(&mut self) {
        let open: Vec<usize> = (0..self.units.len())
            .filter(|at| self.is_open(*at))
            .collect();
        let first = open.iter().copied().find(|at| self.opens_body(*at));
        let first = first.or_else(|| {
            open.iter()
                .copied()
                .find(|at| self.is_running(*at, SHORT_BODY_WORDS))
        });
        match (first, open.as_slice()) {
            (None, []) => {}
            (None, [only]) => self.kinds[*only] = Some(RegionKind::Body),
            (None, [head, rest @ ..]) => {
                let headed = !self.units[*head].stop && self.units[rest[0]].stop;
                self.kinds[*head] = Some(if headed {
                    RegionKind::Headline
                } else {
                    RegionKind::Body
                });
                rest.iter()
                    .for_each(|at| self.kinds[*at] = Some(RegionKind::Body));
            }
            (Some(first), _) => {
                self.mark_head(first);
                let body = self.mark_standfirst(first);
                self.mark_captions(body);
                self.mark_body(body);
            }
        }
    }

    /// Marks what stands before the first running text.
    fn mark_head(&mut self, first: usize) {
        let mut headline = self.kinds[..first].contains(&Some(RegionKind::Headline));
        for at in 0..first {
            if !self.is_open(at) {
                continue;
            }
            let kind = self.kind_in_head(at, first, headline);
            headline |= kind == RegionKind::Headline;
            self.kinds[at] = Some(kind);
        }
    }

    fn kind_in_head(&self, at: usize, first: usize, headline: bool) -> RegionKind {
        let (unit, line) = (&self.units[at], self.line(at));
        let repeated = (at.saturating_sub(NEAR)..at).any(|before| self.line(before) == line);
        let placed = name_in_place(self.cues, line).is_some();
        let signed = placed && self.is_near_byline_or_body(at, first);
        if self.is_above_credit(at) && (headline || repeated) {
            RegionKind::Caption
        } else if signed || headline && self.is_name_line(at, first) {
            RegionKind::Byline
        } else if repeated {
            RegionKind::Caption
        } else if self.is_label(at, first, headline) {
            RegionKind::Boilerplate
        } else if !headline {
            RegionKind::Headline
        } else if unit.words >= 4 {
            RegionKind::Standfirst
        } else {
            RegionKind::Boilerplate
        }
    }

    /// Whether the line names a section above the headline: a word or two, then a longer line.
    fn is_label(&self, at: usize, first: usize, headline: bool) -> bool {
        let longer = (at + 1..first.min(at + NEAR))
            .any(|next| self.is_open(next) && self.units[next].words >= 4);
        let titled = self
            .title
            .is_some_and(|title| title.trim() == self.line(at));
        !headline && !titled && self.units[at].words <= 2 && longer
    }

    fn is_near_byline_or_body(&self, at: usize, first: usize) -> bool {
        at + 1 == first
            || at > 0 && self.units[at].words <= 8
            || self.kinds.get(at + 1) == Some(&Some(RegionKind::Byline))
    }

    /// Whether the line is the name of an author: names only, near a byline or a date.
    fn is_name_line(&self, at: usize, first: usize) -> bool {
        let line = self.line(at);
        let dated = find_date(self.cues, line).is_some();
        let names = words_of(line).all(|word| {
            word.starts_with(char::is_uppercase) || self.cues.joiners.contains(word) || dated
        });
        let near = [at.checked_sub(1), Some(at + 1)]
            .into_iter()
            .flatten()
            .any(|next| self.kinds.get(next).copied().flatten() == Some(RegionKind::Byline));
        let count = self.units[at].words;
        names && (2..=6).contains(&count) && (near || dated || at + 1 == first && at > 1)
    }

    /// Whether the next unit is a whole credit and this one can be its caption.
    fn is_above_credit(&self, at: usize) -> bool {
        let next = at + 1;
        let credit = next < self.units.len()
            && self.credits[next] == Some(0)
            && self.kinds[next] == Some(RegionKind::Credit);
        let near = credit && self.units[next].block == self.units[at].block;
        let unit = &self.units[at];
        credit
            && (near && unit.words <= LONGEST_CAPTION || unit.words <= 30)
            && self.datelines[at].is_none()
    }

    /// Marks the summary between headline and byline or dateline; returns the first unit that may
    /// be running text.
    fn mark_standfirst(&mut self, first: usize) -> usize {
        let headline = self.kinds[..first].contains(&Some(RegionKind::Headline));
        let unit = &self.units[first];
        let more = (first + 1..self.units.len()).any(|at| self.is_running(at, SHORT_BODY_WORDS));
        let byline = self.kinds[..first].contains(&Some(RegionKind::Byline));
        if !headline || !more || byline || self.datelines[first].is_some() || unit.words > 60 {
            return first;
        }
        let next = (first + 1..self.units.len()).find(|at| {
            !matches!(
                self.kinds[*at],
                Some(
                    RegionKind::Caption
                        | RegionKind::Credit
                        | RegionKind::Boilerplate
                        | RegionKind::Tags
                )
            )
        });
        let Some(next) = next else { return first };
        let follows = self.kinds[next] == Some(RegionKind::Byline)
            || self.datelines[next].is_some()
            || name_in_place(self.cues, self.line(next)).is_some() && self.units[next].words <= 10;
        if !follows {
            return first;
        }
        self.kinds[first] = Some(RegionKind::Standfirst);
        let body = (next..self.units.len()).find(|at| self.is_running(*at, SHORT_BODY_WORDS));
        let body = body.unwrap_or(self.units.len());
        self.mark_head(body);
        body
    }

    fn mark_captions(&mut self, body: usize) {
        for at in body..self.units.len() {
            let repeated = !self.units[at].stop
                && (0..body.min(NEAR)).any(|head| {
                    self.kinds[head] == Some(RegionKind::Headline)
                        && self.line(head) == self.line(at)
                });
            if self.is_open(at) && (repeated || at > body && self.is_above_credit(at)) {
                self.kinds[at] = Some(RegionKind::Caption);
            }
        }
    }

    /// Marks what is left from the first running text on.
    fn mark_body(&mut self, body: usize) {
        let last = (body..self.units.len())
            .rev()
            .find(|at| self.is_running(*at, SHORT_BODY_WORDS));
        let last = last.unwrap_or(body);
        let headings: Vec<usize> = (body + 1..last).filter(|at| self.is_heading(*at)).collect();
        let running = (body..=last)
            .filter(|at| self.is_running(*at, SHORT_BODY_WORDS))
            .count();
        for at in headings.iter().copied() {
            let listed = headings.binary_search(&(at + 1)).is_ok()
                || headings.binary_search(&(at.wrapping_sub(1))).is_ok();
            if headings.len() <= running && !listed {
                self.kinds[at] = Some(RegionKind::Subheading);
            }
        }
        for at in body..self.units.len() {
            if self.is_open(at) {
                let residue = at > last && self.is_residue(at);
                self.kinds[at] = Some(if residue {
                    RegionKind::Tags
                } else {
                    RegionKind::Body
                });
            }
        }
    }

    /// Whether the unit can be a heading between paragraphs.
    fn is_heading(&self, at: usize) -> bool {
        let (unit, line) = (&self.units[at], self.line(at));
        if !self.is_open(at) || unit.words > MOST_SUBHEADING_WORDS || unit.is_item() {
            return false;
        }
        let starts = line.starts_with(|first: char| {
            first.is_uppercase() || first.is_numeric() || matches!(first, '"' | '“' | '‘' | '\'')
        });
        let question = line.ends_with('?') && line.matches(['.', '?', '!']).count() == 1;
        let open = !unit.stop && !line.ends_with([':', ',', ';', '—', '–', '-', '"', '”']);
        starts && (open || question && !line.starts_with(['"', '“']))
    }

    /// Whether a line behind the running text is a string of names and key words.
    fn is_residue(&self, at: usize) -> bool {
        let (unit, line) = (&self.units[at], self.line(at));
        let whole =
            line.ends_with(|last: char| last.is_alphanumeric() || matches!(last, ')' | '.' | '|'));
        whole && !unit.stop && (2..=40).contains(&unit.words) && self.cues.name_share(line) > 0.95
    }

    /// The kinds as parts.
    fn parts(&self) -> Vec<Part> {
        let mut parts = Vec::with_capacity(self.units.len());
        for at in 0..self.units.len() {
            let kind = self.kinds[at].unwrap_or(RegionKind::Body);
            let span = self.units[at].span;
            let mut push = |start: usize, end: usize, kind: RegionKind| {
                if let Some(span) = trim(self.text, Span::new(start, end)) {
                    parts.push(Part {
                        span,
                        kind,
                        paragraph: at,
                    });
                }
            };
            match (kind, self.datelines[at], self.credits[at]) {
                (RegionKind::Body | RegionKind::Standfirst, Some(end), _) => {
                    push(span.start, span.start + end, RegionKind::Dateline);
                    push(span.start + end, span.end, RegionKind::Body);
                }
                (RegionKind::Credit | RegionKind::Caption, _, Some(start)) => {
                    push(
                        span.start,
                        span.start + start,
                        self.before_credit(at, start),
                    );
                    push(span.start + start, span.end, RegionKind::Credit);
                }
                _ => push(span.start, span.end, kind),
            }
        }
        parts
    }

    /// What the words before a credit are: a caption, unless they are too many.
    fn before_credit(&self, at: usize, start: usize) -> RegionKind {
        let words = words_of(&self.line(at)[..start]).count();
        if words > LONGEST_CAPTION {
            RegionKind::Body
        } else {
            RegionKind::Caption
        }
    }
}
