//! The names of a sentence and what they can mean.
//!
//! In: a sentence with its tree, and the world. Out: [`Names`]: runs of tokens, each with a
//! [`Meaning`]. Never: mentions, or what a surname means in this document.
//!
//! In *Avenida Eduardo Mondlane* there is one name, of a site; in *Russian agencies* one name, an
//! adjective of Russia.

mod prefer;

use std::ops::Range;

use dateline_parse::{Label, NameKind, Tag};
use dateline_world::{Candidate, EntityId, NameType, PersonId, PlaceId, Referent, World};
use jiff::civil::Date;

use super::phrase::left_edge;
use crate::lexicon::Lexicon;
use crate::text::{Node, SentenceView};

/// Tokens that a name of the world can cover at most.
const LONGEST: usize = 12;

/// Inhabitants from which a town counts as known.
const KNOWN_TOWN: u64 = 300_000;

/// What a name means.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Meaning {
    /// A state, organisation, body or group of the world.
    Entity(EntityId, NameType, String),
    /// A person of the world, by full name.
    Person(PersonId, String),
    /// A surname alone, with those of the world who bear it.
    Surname(Vec<Candidate>),
    /// A place of the world.
    Place(PlaceId, String),
    /// A name that the world does not know.
    Other(NameKind),
}

/// One name in a sentence.
#[derive(Debug, Clone)]
pub(crate) struct NameUse {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The token by which it hangs in the tree.
    pub head: usize,
    /// What it means.
    pub meaning: Meaning,
    /// What a name inside it means ("Mozambique" in "Mozambique Electoral Commission").
    pub inner: Option<Meaning>,
    /// The token of its abbreviation in brackets.
    pub abbreviation: Option<usize>,
    /// Whether the tree calls it a person's name.
    pub is_certain: bool,
}

impl NameUse {
    /// Whether it is the name of a human being.
    pub fn is_person(&self) -> bool {
        matches!(
            self.meaning,
            Meaning::Person(..) | Meaning::Surname(_) | Meaning::Other(NameKind::Person)
        )
    }
}

/// The names of a sentence.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// In order, without overlap.
    pub list: Vec<NameUse>,
    /// For each token the name that covers it.
    pub at: Vec<Option<usize>>,
}

impl Names {
    /// The name that covers a token.
    pub fn of(&self, token: usize) -> Option<&NameUse> {
        self.at
            .get(token)
            .copied()
            .flatten()
            .map(|index| &self.list[index])
    }

    /// Adds a name where there was none.
    fn add(&mut self, name: NameUse) {
        for token in name.tokens.clone() {
            self.at[token] = Some(self.list.len());
        }
        self.list.push(name);
    }

    /// Puts a name of one token that was found later, also in the place of another one.
    pub fn put(&mut self, name: NameUse) {
        match self.at[name.head] {
            Some(index) => self.list[index] = name,
            None => self.add(name),
        }
    }
}

/// The names of a sentence.
pub(crate) fn scan(
    view: &SentenceView,
    world: &World,
    lexicon: &Lexicon,
    on: Option<Date>,
) -> Names {
    let words: Vec<&str> = view.nodes().map(|node| node.word()).collect();
    let scanner = Scanner {
        view,
        world,
        lexicon,
        on,
        words,
    };
    let known = scanner.known();
    let mut spans = scanner.settle(known);
    spans.sort_by_key(|name| name.tokens.start);
    let mut names = Names {
        list: Vec::new(),
        at: vec![None; view.len()],
    };
    for mut name in spans {
        let is_taken = name.tokens.clone().any(|token| names.at[token].is_some());
        if is_taken || scanner.is_part_of_title(&name) {
            continue;
        }
        name.head = scanner.head(&name.tokens);
        name.is_certain = scanner.kind(&name.tokens) == Some(NameKind::Person);
        name.abbreviation = scanner.abbreviation(&name);
        names.add(name);
    }
    names
}

struct Scanner<'a, 'b> {
    view: &'a SentenceView<'a>,
    world: &'b World,
    lexicon: &'b Lexicon,
    on: Option<Date>,
    words: Vec<&'a str>,
}

fn name(tokens: Range<usize>, meaning: Meaning) -> NameUse {
    NameUse {
        head: tokens.start,
        tokens,
        meaning,
        inner: None,
        abbreviation: None,
        is_certain: false,
    }
}

impl<'a> Scanner<'a, '_> {
    fn node(&self, token: usize) -> Node<'_> {
        self.view.node(token)
    }

    fn is_capital(&self, token: usize) -> bool {
        self.words[token]
            .chars()
            .next()
            .is_some_and(|first| first.is_uppercase() || first.is_numeric())
            && self.words[token].chars().any(char::is_alphabetic)
    }

    /// The kind that the tree gives to a run of tokens.
    fn kind(&self, tokens: &Range<usize>) -> Option<NameKind> {
        let covers = |name: &&dateline_parse::Name| {
            name.tokens.start < tokens.end && tokens.start < name.tokens.end
        };
        self.view
            .tree
            .names
            .iter()
            .find(covers)
            .map(|name| name.kind)
    }

    /// The names that the world knows, longest first from the left.
    fn known(&self) -> Vec<NameUse> {
        let mut found = Vec::new();
        let mut token = 0;
        while token < self.words.len() {
            let end = (token + LONGEST).min(self.words.len());
            let matched = match self.is_capital(token) {
                true => self.world.longest_name(&self.words[token..end], self.on),
                false => None,
            };
            let Some(matched) = matched else {
                token += 1;
                continue;
            };
            let tokens = self.without_article(token..token + matched.words.max(1));
            match self.choose(&tokens, &matched.candidates) {
                Some(meaning) => {
                    token = tokens.end;
                    found.push(name(tokens, meaning));
                }
                None => token += 1,
            }
        }
        found
    }

    /// A name without the article that it may have.
    fn without_article(&self, tokens: Range<usize>) -> Range<usize> {
        let articles = self.lexicon.set("mention-articles");
        let has_article = articles.has(&self.words[tokens.start].to_lowercase());
        tokens.start + usize::from(has_article && tokens.len() > 1)..tokens.end
    }

    /// The best meaning of a name in its sentence.
    fn choose(&self, tokens: &Range<usize>, candidates: &[Candidate]) -> Option<Meaning> {
        let kind = self.kind(tokens);
        let tag = self.node(tokens.start).tag();
        let is_day = |class: &str| {
            self.lexicon
                .set(class)
                .has(&self.words[tokens.start].to_lowercase())
        };
        if tokens.len() == 1 && kind.is_none() && (is_day("months") || is_day("weekdays")) {
            return None;
        }
        if tokens.len() == 1 && !self.can_be_name(tag, kind, candidates) {
            return None;
        }
        let score = |(rank, candidate): &(usize, &Candidate)| {
            fitness(candidate, kind, tag, tokens.len()) * 10 - (*rank).min(9) as i32
        };
        let (_, best) = candidates.iter().enumerate().max_by_key(score)?;
        use NameKind::{Facility, Group, Location, State};
        let placed = matches!(kind, Some(State | Location | Facility | Group));
        if !placed && tokens.len() == 1 && self.is_doubtful_place(tokens.end - 1, best) {
            return None;
        }
        Some(match best.referent {
            Referent::Entity(id) => Meaning::Entity(id, best.name_type, best.row.clone()),
            Referent::Place(id) => Meaning::Place(id, best.row.clone()),
            Referent::Person(_) if best.name_type == NameType::Surname => {
                let is_person = |c: &&Candidate| matches!(c.referent, Referent::Person(_));
                Meaning::Surname(candidates.iter().filter(is_person).cloned().collect())
            }
            Referent::Person(id) => Meaning::Person(id, best.row.clone()),
        })
    }

    /// Whether one word with that tag can be a name at all.
    fn can_be_name(&self, tag: Tag, kind: Option<NameKind>, candidates: &[Candidate]) -> bool {
        let colours =
            |c: &Candidate| matches!(c.name_type, NameType::Adjective | NameType::Demonym);
        match tag {
            Tag::Proper | Tag::Propers => true,
            Tag::Adjective | Tag::Noun | Tag::Nouns => {
                kind.is_some()
                    || candidates.iter().any(colours)
                    || !candidates.iter().any(|c| c.ambiguous)
            }
            _ => kind.is_some(),
        }
    }

    /// Whether the tokens are only part of a title: "State" in "secretary of state", "Interior" in
    /// "interior minister".
    fn is_part_of_title(&self, name: &NameUse) -> bool {
        let tokens = &name.tokens;
        let inner = self.lexicon.set("mention-title-prepositions");
        let is_title = |from: usize, to: usize| {
            let key = super::phrase::joined(self.words[from..to].iter().copied());
            self.world.role_of_title(&key).is_some() || self.world.body_noun(&key).is_some()
        };
        let after = tokens.start >= 2 && inner.has(self.words[tokens.start - 1]);
        let tail = after
            && (tokens.start.saturating_sub(4)..tokens.start - 1)
                .any(|from| is_title(from, tokens.end));
        let is_unknown = matches!(name.meaning, Meaning::Other(kind) if kind != NameKind::Person);
        let whole = super::phrase::joined(self.words[tokens.clone()].iter().copied());
        let is_common = is_unknown
            && (self.world.body_noun(&whole).is_some()
                || self.lexicon.set("mention-plural-states").has(&whole));
        let next = tokens.end < self.words.len() && self.node(tokens.end).is_noun();
        tail || is_common || (is_unknown && next && is_title(tokens.start, tokens.end + 1))
    }

    /// Whether a town's name is more likely an everyday word here: a name of a month, or the first
    /// word of a sentence, or a small town that nothing marks as a place.
    fn is_doubtful_place(&self, token: usize, best: &Candidate) -> bool {
        let Referent::Place(id) = best.referent else {
            return false;
        };
        let place = self.world.place(id);
        let word = self.words[token].to_lowercase();
        if self.world.agent(&word).is_some() {
            return true;
        }
        let node = self.node(token);
        let placed = node.label() == Label::Pobj;
        let known = place.capital || place.population >= KNOWN_TOWN;
        let is_common = self.lexicon.set("mention-agents").has(&word);
        let is_initials = is_abbreviation(self.words[token]) && !self.is_shouted();
        is_common || is_initials || (!placed && (token == 0 || !known))
    }

    /// Whether the whole sentence stands in capitals.
    fn is_shouted(&self) -> bool {
        let mut letters = self.words.iter().flat_map(|word| word.chars());
        !letters.any(char::is_lowercase)
    }

    /// Joins what the world knows with what the tree calls names.
    fn settle(&self, known: Vec<NameUse>) -> Vec<NameUse> {
        let mut kept = known;
        let mut unknown = Vec::new();
        for theirs in &self.view.tree.names {
            let tokens = self.trim(theirs.tokens.clone(), theirs.kind);
            if !tokens.clone().any(|token| self.node(token).is_noun()) {
                continue;
            }
            let overlaps =
                |name: &NameUse| name.tokens.start < tokens.end && tokens.start < name.tokens.end;
            let inside: Vec<NameUse> = kept.iter().filter(|name| overlaps(name)).cloned().collect();
            if let Some(added) = self.prefer(&tokens, theirs.kind, &inside) {
                kept.retain(|name| !overlaps(name));
                unknown.push(added);
            }
        }
        kept.extend(unknown);
        kept.into_iter().map(|name| self.widen(name)).collect()
    }

    /// Whether a token ends a title or body that the tables know, so that a state's name before it
    /// is its owner.
    fn is_noun_of_state(&self, token: usize) -> bool {
        let node = self.node(token);
        let class = super::Phrase::of(node, self.view, self.world, self.lexicon).class;
        class.title
            || class.body.is_some()
            || (class.agent && self.words[token].starts_with(char::is_lowercase))
    }

    /// The first token of the title or noun that ends with a token.
    fn noun_start(&self, token: usize) -> usize {
        let node = self.node(token);
        super::Phrase::of(node, self.view, self.world, self.lexicon)
            .noun
            .start
    }

    /// A name of the tree without articles, titles and possessive marks at its edges.
    fn trim(&self, tokens: Range<usize>, kind: NameKind) -> Range<usize> {
        let (mut start, mut end) = (tokens.start, tokens.end.min(self.words.len()));
        let breakers = self.lexicon.set("mention-name-breakers");
        let articles = self.lexicon.set("mention-articles");
        while start < end {
            let word = self.words[start].to_lowercase();
            let drops = match kind {
                NameKind::Person => breakers.has(&word) || !self.is_wordlike(start),
                _ => articles.has(&word) || !self.is_wordlike(start),
            };
            if !drops {
                break;
            }
            start += 1;
        }
        while start < end {
            let is_mark = self.node(end - 1).tag() == Tag::PossessiveMark;
            let lower = kind == NameKind::Person
                && !self.is_capital(end - 1)
                && self.words[end - 1] != "Jr.";
            if !is_mark && !lower && self.is_wordlike(end - 1) {
                break;
            }
            end -= 1;
        }
        start..end
    }

    fn is_wordlike(&self, token: usize) -> bool {
        self.words[token].chars().any(char::is_alphanumeric)
    }

    /// A name of a person or place beside the word for a site is part of the site's name.
    fn widen(&self, mut found: NameUse) -> NameUse {
        let sites = self.lexicon.set("mention-site-words");
        let has_site = |token: usize| sites.has(self.words[token]);
        let is_body = matches!(found.meaning, Meaning::Other(NameKind::Organisation));
        let roads = self.lexicon.set("mention-road-words");
        let is_road = has_site(found.tokens.start) || roads.has(self.words[found.tokens.end - 1]);
        let covers = (is_body || found.is_person()) && found.tokens.len() > 1;
        if covers && is_road {
            return self.as_site(found);
        }
        let can_be_site = found.is_person() || matches!(found.meaning, Meaning::Place(..));
        if !can_be_site {
            return found;
        }
        let after = found.tokens.end;
        if after < self.words.len() && sites.has(self.words[after]) && self.node(after).is_proper()
        {
            found.tokens.end = after + 1;
            return self.as_site(found);
        }
        let mut start = found.tokens.start;
        while start > 0 && self.is_capital(start - 1) && self.node(start - 1).is_proper() {
            start -= 1;
            if sites.has(self.words[start]) {
                found.tokens.start = start;
                return self.as_site(found);
            }
        }
        found
    }

    fn as_site(&self, mut found: NameUse) -> NameUse {
        found.inner =
            Some(found.meaning.clone()).filter(|inner| matches!(inner, Meaning::Place(..)));
        found.meaning = Meaning::Other(NameKind::Facility);
        found
    }

    /// The last token whose head lies outside the name.
    fn head(&self, tokens: &Range<usize>) -> usize {
        let leaves = |&token: &usize| {
            let head = self.view.tree.heads[token];
            (head == token || !tokens.contains(&head))
                && self.view.tree.labels[token] != Label::Punct
        };
        let mut candidates = tokens.clone().rev().filter(leaves);
        let last = candidates.next().unwrap_or(tokens.end - 1);
        let noun = std::iter::once(last)
            .chain(candidates)
            .find(|&token| self.node(token).is_noun());
        noun.unwrap_or(last)
    }

    /// The token in brackets right after a name, when it looks like an abbreviation.
    fn abbreviation(&self, name: &NameUse) -> Option<usize> {
        let at = name.tokens.end;
        let is_bracketed =
            at + 2 < self.words.len() && self.words[at] == "(" && self.words[at + 2] == ")";
        (is_bracketed && is_abbreviation(self.words[at + 1])).then_some(at + 1)
    }
}

/// Whether a word looks like an abbreviation.
pub(crate) fn is_abbreviation(word: &str) -> bool {
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    (2..=10).contains(&word.chars().count())
        && capitals >= 2
        && capitals * 2 > word.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// How well a meaning fits what the tree says of the name.
fn fitness(candidate: &Candidate, kind: Option<NameKind>, tag: Tag, words: usize) -> i32 {
    use NameType::*;
    let is_person = matches!(candidate.referent, Referent::Person(_));
    let is_entity = matches!(candidate.referent, Referent::Entity(_));
    let is_place = matches!(candidate.referent, Referent::Place(_));
    let colours = matches!(candidate.name_type, Adjective | Demonym);
    let by_kind = match kind {
        Some(NameKind::Person) => {
            if is_person {
                5
            } else {
                -3
            }
        }
        Some(NameKind::State) => {
            if is_person {
                -5
            } else {
                i32::from(is_entity)
            }
        }
        Some(NameKind::Group) if colours => 5,
        Some(NameKind::Organisation) => {
            if is_entity {
                2
            } else {
                -2
            }
        }
        Some(NameKind::Location | NameKind::Facility) => i32::from(is_place) * 2,
        _ => 0,
    };
    let by_tag = match tag {
        Tag::Adjective if words == 1 => i32::from(colours) * 3,
        _ => 0,
    };
    let stale = if candidate.stale { -1 } else { 0 };
    let metonym = i32::from(candidate.name_type == Metonym);
    by_kind + by_tag + stale + metonym
}

/// The first token of a name with what colours it.
pub(crate) fn edge(view: &SentenceView, name: &NameUse) -> usize {
    left_edge(view.node(name.head)).min(name.tokens.start)
}
