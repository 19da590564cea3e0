//! The recogniser: which runs of lexemes are expressions of time, and what they say.
//!
//! In: the lexemes of a sentence. Out: [`TimeExpression`]s, the longest that begin at each place.
//! Never: days; see [`super::resolve`].
//!
//! In *talks on July 3 and 4 in Astana* the opener *on* is followed by a date of two days.

use super::lexeme::Lexeme;
use super::vocabulary::{Phrases, Role, Sense, Vocabulary};
use super::{Meaning, TimeExpression};
use dateline_record::Span;

/// Where a meaning ends, and the meaning.
pub type Found = Option<(usize, Meaning)>;

/// Where something that names a time begins, and what stands before it.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// Index of the lexeme.
    pub at: usize,
    /// Whether "the" stands before it.
    pub definite: bool,
    /// The opener before it, if any: a preposition, or a part ("early").
    pub opener: Sense,
    /// Whether a part or a choice stands before it, so that nothing else can be meant.
    pub sure: bool,
}

impl Place {
    /// The same, further on.
    pub fn to(self, at: usize) -> Place {
        Place { at, ..self }
    }
}

/// Reads the lexemes of one sentence.
pub struct Reader<'l, 'd> {
    lexemes: &'l [Lexeme<'d>],
    pub(super) vocabulary: &'l Vocabulary,
}

impl<'l, 'd> Reader<'l, 'd> {
    /// A reader of these lexemes.
    pub fn new(lexemes: &'l [Lexeme<'d>], vocabulary: &'l Vocabulary) -> Self {
        Reader {
            lexemes,
            vocabulary,
        }
    }

    /// All expressions, in order.
    pub fn expressions(&self, sentence: usize) -> Vec<TimeExpression> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.lexemes.len() {
            let Some((end, meaning)) = self.opened(at) else {
                at += 1;
                continue;
            };
            found.push(self.expression(sentence, at, end, meaning));
            at = end;
        }
        found
    }

    fn expression(
        &self,
        sentence: usize,
        start: usize,
        end: usize,
        meaning: Meaning,
    ) -> TimeExpression {
        let possessive = self.is(end, Role::Possessive) && self.glued(end);
        let core = self.core(start);
        let attributive = possessive || self.describes(core, end, &meaning);
        let first = if attributive && !leans(&meaning) {
            core
        } else {
            start
        };
        let last = if possessive { end } else { end - 1 };
        let (first, last) = (&self.lexemes[first], &self.lexemes[last]);
        TimeExpression {
            sentence,
            tokens: first.token..last.token + 1,
            span: Span::new(first.span.start, last.span.end),
            meaning,
            attributive,
        }
    }

    /// Where an expression that begins at `start` goes on after preposition and article.
    fn core(&self, start: usize) -> usize {
        let at = start + usize::from(self.is(start, Role::Preposition));
        at + usize::from(self.is(at, Role::Article))
    }

    /// Whether a determiner before and a noun after show that the noun is what is spoken of.
    fn describes(&self, core: usize, end: usize, meaning: &Meaning) -> bool {
        let name = matches!(
            meaning,
            Meaning::Years { .. }
                | Meaning::Month { .. }
                | Meaning::Weekday { which: None, .. }
                | Meaning::Day { .. }
        );
        if matches!(meaning, Meaning::Length(_)) {
            return true;
        }
        let year = matches!(meaning, Meaning::Years { first, last } if first == last);
        let noun = |next: &Lexeme| next.is_lower() || year && next.is_capital();
        let noun_follows = self.get(end).is_some_and(noun) && !self.is(end, Role::ListFollower);
        name && noun_follows && core > 0 && self.is(core - 1, Role::Determiner)
    }

    /// The lexeme at an index; none beyond either end.
    pub fn get(&self, at: usize) -> Option<&'l Lexeme<'d>> {
        self.lexemes.get(at)
    }

    /// What the lexeme at an index can be.
    pub fn sense(&self, at: usize) -> Sense {
        self.get(at).map_or(Sense::default(), |lexeme| lexeme.sense)
    }

    /// Whether the lexeme at an index can play that part.
    pub fn is(&self, at: usize, role: Role) -> bool {
        self.sense(at).is(role)
    }

    /// Whether nothing stands between the lexeme at an index and the one before.
    pub fn glued(&self, at: usize) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.glued)
    }

    /// The number at an index.
    pub fn number(&self, at: usize) -> Option<i16> {
        Some(self.get(at)?.number?.value)
    }

    /// Whether the lexeme at an index is this mark.
    pub fn is_mark(&self, at: usize, mark: &str) -> bool {
        self.get(at).is_some_and(|lexeme| lexeme.word == mark)
    }

    /// Whether a clause may end at an index: nothing or a mark stands there.
    pub fn is_end(&self, at: usize) -> bool {
        self.get(at)
            .is_none_or(|lexeme| lexeme.is_mark() && !lexeme.glued || is_stop(lexeme))
    }

    /// The longest phrase of a table that begins at an index, with its end.
    pub fn phrase<T: Copy>(&self, at: usize, table: &Phrases<T>) -> Option<(usize, T)> {
        let initial = self.get(at)?.word.chars().flat_map(normal).next()?;
        if !table.has_initial(initial) {
            return None;
        }
        let mut joined = String::new();
        let mut best = None;
        for end in at..(at + table.longest).min(self.lexemes.len()) {
            if end > at {
                joined.push(' ');
            }
            joined.extend(self.lexemes[end].word.chars().flat_map(normal));
            if end == at && !table.opens(&joined) {
                return None;
            }
            if let Some(value) = table.get(&joined) {
                best = Some((end + 1, value));
            }
        }
        best
    }

    /// An expression with the preposition that may open it.
    fn opened(&self, at: usize) -> Found {
        let here = self.sense(at);
        let opener = if here.is(Role::Preposition) {
            here
        } else {
            self.before(at)
        };
        let from = if here.is(Role::Preposition) {
            at + 1
        } else {
            at
        };
        let place = Place {
            at: from,
            definite: false,
            opener,
            sure: false,
        };
        if from == at {
            return self.chain(place);
        }
        self.since(place)
            .or_else(|| self.onward(place))
            .or_else(|| self.between(place))
            .or_else(|| self.ahead(place))
            .or_else(|| self.until(place))
            .or_else(|| self.chain(place))
    }

    /// What the lexeme before an index opens, when it is not part of the expression.
    fn before(&self, at: usize) -> Sense {
        if at == 0 {
            Sense::default()
        } else {
            self.sense(at - 1)
        }
    }

    /// "Since 25 October", "since the war in Ukraine began".
    fn since(&self, place: Place) -> Found {
        if !place.opener.is(Role::Since) {
            return None;
        }
        let found = self.landmark(place.at).or_else(|| self.chain(place));
        found.map(|(end, meaning)| (end, Meaning::Since(Box::new(meaning))))
    }

    /// Openings, endings and the landmark itself.
    fn landmark(&self, at: usize) -> Found {
        let vocabulary = self.vocabulary;
        let (mut from, mut at_end) = (at, None);
        loop {
            if let Some((end, (first, last))) = self.phrase(from, &vocabulary.landmarks) {
                let day = match at_end {
                    Some(true) => last,
                    Some(false) => first,
                    None => last,
                };
                return Some((
                    end,
                    Meaning::Landmark {
                        start: first.max(day),
                        end: day,
                    },
                ));
            }
            if let Some((end, ())) = self.phrase(from, &vocabulary.landmark_endings) {
                (from, at_end) = (end, Some(true));
            } else if let Some((end, ())) = self.phrase(from, &vocabulary.landmark_openings) {
                at_end = if end - from > 1 {
                    at_end.or(Some(false))
                } else {
                    at_end
                };
                from = end;
            } else {
                return None;
            }
        }
    }

    /// "From Monday on", "from 2017 to 2019", "from Monday".
    fn onward(&self, place: Place) -> Found {
        if !place.opener.is(Role::From) {
            return None;
        }
        let (end, meaning) = self.chain(place)?;
        if self.is(end, Role::Onward) && !matches!(meaning, Meaning::Through { .. }) {
            let on_noun = self.get(end + 1).is_some_and(|next| !next.is_mark())
                && self.is(end, Role::Preposition);
            if !on_noun {
                return Some((end + 1, Meaning::Onward(Box::new(meaning))));
            }
        }
        Some((end, meaning))
    }

    /// "Between May and July".
    fn between(&self, place: Place) -> Found {
        if !place.opener.is(Role::Between) {
            return None;
        }
        let (middle, from) = self.single(place)?;
        if matches!(from, Meaning::Through { .. }) {
            return Some((middle, from));
        }
        if !self.is(middle, Role::List) {
            return None;
        }
        let (end, to) = self.single(place.to(middle + 1))?;
        let same = std::mem::discriminant(&from) == std::mem::discriminant(&to);
        same.then(|| (end, through(from, to)))
    }

    /// "By Friday", "until the end of the year".
    fn until(&self, place: Place) -> Found {
        if !place.opener.is(Role::Until) {
            return None;
        }
        let (end, meaning) = self.chain(place)?;
        Some((end, Meaning::Until(Box::new(meaning))))
    }

    /// One expression or several joined to an interval.
    fn chain(&self, place: Place) -> Found {
        let (end, first) = self.single(place)?;
        let next = place.to(end);
        if let Some((end, to)) = self.joined(next, &first) {
            return Some((end, through(first, to)));
        }
        Some((end, first))
    }

    /// What a range mark or conjunction at `place` joins to `first`.
    fn joined(&self, place: Place, first: &Meaning) -> Found {
        if matches!(first, Meaning::Through { .. }) {
            return None;
        }
        let at = place.at;
        if self.is(at, Role::Range) {
            let (end, to) = self.single(place.to(at + 1))?;
            return joins_range(first, &to).then_some((end, to));
        }
        if self.is(at, Role::List) {
            let (end, to) = self.single(place.to(self.skip_prepositions(at + 1)))?;
            return joins_list(first, &to).then_some((end, to));
        }
        if self.is_mark(at, ",") && matches!(first, Meaning::Weekday { .. }) {
            let (end, second) = self.single(place.to(at + 1))?;
            let (end, last) = self.joined(place.to(end), &second)?;
            return joins_list(first, &last).then_some((end, last));
        }
        None
    }

    /// "On Wednesday and on Thursday".
    fn skip_prepositions(&self, at: usize) -> usize {
        if self.is(at, Role::Preposition) {
            at + 1
        } else {
            at
        }
    }

    /// One expression without its opener.
    pub fn single(&self, place: Place) -> Found {
        let place = if self.is(place.at, Role::Article) {
            Place {
                at: place.at + 1,
                definite: true,
                ..place
            }
        } else {
            place
        };
        let (end, meaning) = self.dated(place).or_else(|| self.made_of_words(place))?;
        Some(self.of_year(end, meaning))
    }

    /// What the senses of words make up; nothing begins with a word that has none, as most have.
    fn made_of_words(&self, place: Place) -> Found {
        let read = || {
            self.part(place)
                .or_else(|| self.nth(place))
                .or_else(|| self.around(place))
                .or_else(|| self.absolute(place))
                .or_else(|| self.relative(place))
        };
        if self.get(place.at).is_none_or(Lexeme::is_blank) {
            debug_assert!(read().is_none());
            return None;
        }
        read()
    }

    /// "The September 11 attacks", "Christmas Eve", "New Year's Day 2023".
    fn dated(&self, place: Place) -> Found {
        if let Some((end, (start, last))) = self.phrase(place.at, &self.vocabulary.dated) {
            return Some((end, Meaning::Landmark { start, end: last }));
        }
        self.get(place.at).filter(|lexeme| lexeme.is_capital())?;
        let (end, feast) = self.phrase(place.at, &self.vocabulary.holidays)?;
        let (end, year) = self.year_after(end);
        let names_noun = self.get(end).is_some_and(|next| {
            !next.is_mark()
                && !next.is(Role::ListFollower)
                && self.is(place.at, Role::HolidaySeason)
        });
        let opened =
            place.opener.is(Role::Preposition) || place.opener.is(Role::SilentOpener) || place.sure;
        if year.is_none() && (names_noun || !opened) {
            return None;
        }
        Some((
            end,
            Meaning::Holiday {
                year,
                feast,
                which: None,
            },
        ))
    }
}

/// Whether the preposition is part of what an expression says.
fn leans(meaning: &Meaning) -> bool {
    matches!(
        meaning,
        Meaning::Since(_) | Meaning::Onward(_) | Meaning::Until(_)
    )
}

/// From the one to the other.
pub fn through(from: Meaning, to: Meaning) -> Meaning {
    Meaning::Through {
        from: Box::new(from),
        to: Box::new(to),
    }
}

fn is_stop(lexeme: &Lexeme) -> bool {
    matches!(lexeme.word, "." | "," | ";" | ":" | "!" | "?" | ")")
}

/// Lower case, with the typewriter's apostrophe and hyphen.
fn normal(letter: char) -> impl Iterator<Item = char> {
    let letter = match letter {
        '’' => '\'',
        '–' | '‑' => '-',
        other => other,
    };
    letter.to_lowercase()
}

/// The kind of a meaning, for ranges and lists.
fn kind(meaning: &Meaning) -> u8 {
    match meaning {
        Meaning::Day { .. } => 1,
        Meaning::Month { .. } => 2,
        Meaning::Years { .. } => 3,
        Meaning::Weekday { .. } => 4,
        Meaning::Near { .. } => 5,
        Meaning::Season { .. } => 6,
        Meaning::Quarter { .. } => 7,
        Meaning::Part { of, .. } | Meaning::OfYear { of, .. } => kind(of),
        _ => 0,
    }
}

fn joins_range(from: &Meaning, to: &Meaning) -> bool {
    kind(from) != 0 && kind(from) == kind(to)
}

/// Days make a list whatever lies between; months and years only when they are neighbours.
fn joins_list(from: &Meaning, to: &Meaning) -> bool {
    match (from, to) {
        (
            Meaning::Month {
                month: from,
                year: first,
                ..
            },
            Meaning::Month {
                month: to,
                year: last,
                ..
            },
        ) => first.is_none() && last.is_some() || from % 12 + 1 == *to,
        (Meaning::Month { .. }, Meaning::OfYear { of, .. }) => joins_list(from, of),
        (Meaning::Years { last, .. }, Meaning::Years { first, .. }) => {
            i32::from(*last) + 1 == i32::from(*first)
        }
        (Meaning::Part { of: from, .. }, Meaning::Part { of: to, .. }) => {
            matches!(
                (&**from, &**to),
                (Meaning::Month { .. }, Meaning::Month { .. })
            )
        }
        _ => matches!(kind(from), 1 | 4 | 5) && kind(from) == kind(to),
    }
}
