//! What the rest of a clause says of a mention.
//!
//! In: a clause with a mention in it. Out: the states and organisations that its other names belong
//! to, and the titles in it. Never: a choice.
//!
//! In *Li landed in Canberra, the first visit by a Chinese premier* the title *premier* with China as
//! its owner speaks for the Li who is China's premier.

use super::Asker;
use super::cues::Part;
use crate::model::{EntityKind, NameType, Referent};
use std::ops::Range;

/// How closely a name is bound to the state that it speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// The state or organisation itself, or its capital.
    Whole,
    /// A body, party, group, region or town of it.
    Inner,
    /// A person of it.
    Person,
}

/// A name of the clause and whose it is.
#[derive(Debug, Clone)]
pub(crate) struct Hint {
    pub(crate) code: String,
    pub(crate) level: Level,
    pub(crate) is_place: bool,
}

/// A title of the clause.
#[derive(Debug, Clone)]
pub(crate) struct TitleHint {
    pub(crate) role: String,
    /// Code of the state or organisation whose title it is.
    pub(crate) owner: Option<String>,
    /// Whether it stands beside the mention, or says as what it acts.
    pub(crate) close: bool,
}

/// Everything that speaks for or against meanings.
#[derive(Debug, Default)]
pub(crate) struct Evidence {
    pub(crate) hints: Vec<Hint>,
    pub(crate) titles: Vec<TitleHint>,
    pub(crate) gender: Option<char>,
}

impl Evidence {
    /// Whether a name of that level speaks for a code.
    pub(crate) fn speaks_for(&self, code: &str, level: Level) -> bool {
        self.hints
            .iter()
            .any(|hint| hint.level == level && hint.code == code)
    }

    /// The only code that the clause speaks of, or the only one where something happens.
    pub(crate) fn only_code(&self) -> Option<&str> {
        let only = |places: bool| {
            let mut hints = self.hints.iter().filter(|hint| !places || hint.is_place);
            let first = hints.next()?;
            hints
                .all(|hint| hint.code == first.code)
                .then_some(first.code.as_str())
        };
        only(true).or_else(|| only(false))
    }
}

/// Longest title, in words.
pub(crate) const LONGEST_TITLE: usize = 6;

impl Asker<'_> {
    pub(crate) fn gather(&self) -> Evidence {
        let mut evidence = Evidence {
            gender: self.clause.gender(),
            ..Evidence::default()
        };
        for part in self.clause.rest() {
            self.gather_names(part.clone(), &mut evidence);
            self.gather_titles(part, &mut evidence);
        }
        evidence
    }

    fn gather_names(&self, part: Range<usize>, evidence: &mut Evidence) {
        let mut at = part.start;
        while at < part.end {
            let found = self
                .world
                .longest_name(&self.clause.words[at..part.end], self.on);
            let Some(found) = found else {
                at += 1;
                continue;
            };
            if let Some(first) = found.candidates.first()
                && let Some((code, level)) = self.whose(first.referent, first.name_type)
            {
                let is_place = self.clause.follows(at, Part::BeforePlace);
                evidence.hints.push(Hint {
                    code,
                    level,
                    is_place,
                });
            }
            at += found.words.max(1);
        }
    }

    /// The code that a name of the clause speaks for.
    fn whose(&self, referent: Referent, name_type: NameType) -> Option<(String, Level)> {
        match referent {
            Referent::Entity(id) => {
                let entity = self.world.entity(id);
                let level = match entity.kind {
                    _ if name_type == NameType::Metonym => Level::Whole,
                    EntityKind::Region => return None,
                    EntityKind::State
                    | EntityKind::Territory
                    | EntityKind::Defacto
                    | EntityKind::Historic
                    | EntityKind::Organisation
                    | EntityKind::Bloc => Level::Whole,
                    _ => Level::Inner,
                };
                Some((entity.country.or(entity.organisation)?.to_owned(), level))
            }
            Referent::Place(id) => {
                let place = self.world.place(id);
                let level = if place.capital {
                    Level::Whole
                } else {
                    Level::Inner
                };
                Some((place.country?.to_owned(), level))
            }
            Referent::Person(id) => {
                let holding = self.main_holding(id, None)?;
                let entity = self.world.entity(holding.office.entity);
                let code = entity.country.or(entity.organisation)?;
                Some((code.to_owned(), Level::Person))
            }
        }
    }

    fn gather_titles(&self, part: Range<usize>, evidence: &mut Evidence) {
        let mut at = part.start;
        while at < part.end {
            let Some((length, role)) = self.title_at(&self.clause.words[at..part.end]) else {
                at += 1;
                continue;
            };
            if let Some(role) = role {
                let owner = self.owner_around(at..at + length, &part);
                let close = self.is_close(at..at + length, &part);
                evidence.titles.push(TitleHint { role, owner, close });
            }
            at += length;
        }
    }

    /// Length and role of the longest title at the beginning of some words.
    pub(crate) fn title_at(&self, words: &[&str]) -> Option<(usize, Option<String>)> {
        (1..=words.len().min(LONGEST_TITLE))
            .rev()
            .find_map(|length| {
                let phrase = words[..length].join(" ");
                let title = self.world.role_of_title(&phrase);
                title.map(|title| (length, title.role.map(str::to_owned)))
            })
    }

    /// Whose title it is: the name right before it, or after its *of*.
    fn owner_around(&self, title: Range<usize>, part: &Range<usize>) -> Option<String> {
        let words = &self.clause.words;
        let code_at = |from: usize, until: usize| {
            let found = self.world.longest_name(&words[from..until], self.on)?;
            let candidate = found.candidates.first()?;
            let (code, level) = self.whose(candidate.referent, candidate.name_type)?;
            (level != Level::Person).then_some((code, from + found.words))
        };
        let before = (part.start..title.start)
            .rev()
            .take(LONGEST_TITLE)
            .find_map(|from| {
                let (code, end) = code_at(from, title.start)?;
                let between = &words[end.min(title.start)..title.start];
                between
                    .iter()
                    .all(|word| self.cues.is_possessive(word))
                    .then_some(code)
            });
        let mut after = title.end;
        while after < part.end && self.is_link(words[after]) {
            after += 1;
        }
        let linked = after > title.end && after < part.end;
        before.or_else(|| {
            linked
                .then(|| code_at(after, part.end))?
                .map(|(code, _)| code)
        })
    }

    /// Whether a title stands right before or after the mention, or behind an *as*.
    fn is_close(&self, title: Range<usize>, part: &Range<usize>) -> bool {
        let Some(span) = &self.clause.span else {
            return false;
        };
        let of_another = title.start > part.start
            && self.cues.is_possessive(self.clause.words[title.start - 1])
            && part.start == span.end
            && title.start - 1 == part.start;
        (title.end == span.start || self.clause.follows(title.start, Part::As)) && !of_another
    }

    /// Whether a word may stand between a title and its owner.
    pub(crate) fn is_link(&self, word: &str) -> bool {
        let plain = crate::compile::normal::phrase(word, &[]);
        [Part::Connector, Part::Article]
            .iter()
            .any(|part| self.cues.has(&plain, *part))
    }
}
