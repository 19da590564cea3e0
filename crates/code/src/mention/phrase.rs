//! What the head of a noun phrase says of those whom it names.
//!
//! In: a head token with its tree. Out: [`Phrase`]: the class of the noun (title, body, agent …)
//! and the extent of the phrase. Never: names, or who exactly is meant.
//!
//! In *the acting foreign minister of Peru, who resigned,* the head *minister* has the title
//! "foreign minister" with the role `fm`; the light phrase is *the acting foreign minister*.

use std::borrow::Cow;
use std::ops::Range;

use dateline_parse::{Label, Tag};
use dateline_world::World;

use crate::lexicon::Lexicon;
use crate::text::{Node, SentenceView};

/// Words of a title or body at most.
const LONGEST: usize = 6;

/// What the tables say of a noun.
#[derive(Debug, Clone, Default)]
pub(crate) struct Class {
    /// It is a title that one person bears.
    pub title: bool,
    /// The role of that title.
    pub role: Option<String>,
    /// The key of the body that it names ("foreign-ministry").
    pub body: Option<String>,
    /// PLOVER sector of those whom it names.
    pub sector: Option<String>,
    /// It names people or forces.
    pub agent: bool,
    /// Its singular means many.
    pub collective: bool,
    /// They belong to a state's power.
    pub official: bool,
    /// In the plural it can stand for the states or organisation represented.
    pub representative: bool,
    /// It is a noun for states or members.
    pub state: bool,
    /// It is a noun for a body that acts for its owner.
    pub office: bool,
    /// Sector of a non-state body.
    pub company: Option<String>,
    /// It can take up something already named.
    pub refers: bool,
    /// It is a noun for the press where it reports.
    pub news: Option<String>,
    /// It is no party unless more than the noun says so.
    pub doubtful: bool,
    /// The gender that it tells.
    pub gender: Option<char>,
}

impl Class {
    /// Whether any table knows the noun.
    pub fn is_known(&self) -> bool {
        self.title
            || self.agent
            || self.body.is_some()
            || self.state
            || self.office
            || self.company.is_some()
            || self.refers
            || self.news.is_some()
    }

    /// Whether it names a body rather than people.
    pub fn is_body(&self) -> bool {
        self.body.is_some()
            || ((self.office || self.company.is_some()) && !self.title && !self.official)
    }

    /// Whether it names people, forces or bodies (and does not merely take up a name).
    pub fn is_people(&self) -> bool {
        self.title || self.agent || self.body.is_some() || self.company.is_some()
    }
}

/// A noun phrase.
#[derive(Clone)]
pub(crate) struct Phrase<'a> {
    /// The head.
    pub head: Node<'a>,
    /// From the first left modifier to the end of the title or the head.
    pub tokens: Range<usize>,
    /// The tokens of the title or noun itself ("foreign minister").
    pub noun: Range<usize>,
    /// The noun as the tables have it.
    pub key: String,
    /// What the tables say.
    pub class: Class,
}

impl<'a> Phrase<'a> {
    /// The phrase of a head noun.
    pub fn of(
        head: Node<'a>,
        view: &'a SentenceView<'a>,
        world: &World,
        lexicon: &Lexicon,
    ) -> Phrase<'a> {
        let left = left_edge(head);
        let finder = Lookup {
            view,
            world,
            lexicon,
        };
        let (noun, key, class) = finder.noun(head, left);
        Phrase {
            head,
            tokens: left..noun.end.max(head.token + 1),
            noun,
            key,
            class,
        }
    }

    /// Whether it means more than one, by its form.
    pub fn is_plural(&self) -> bool {
        matches!(self.head.tag(), Tag::Nouns | Tag::Propers) || self.class.collective
    }

    /// Its determiner, lower case.
    pub fn determiner(&self) -> Option<&'a str> {
        self.head.child(Label::Det).map(|det| det.lowered())
    }

    /// Its possessor.
    pub fn possessor(&self) -> Option<Node<'a>> {
        self.head.child(Label::Poss)
    }

    /// The first token after its possessor; its own first token when it has none.
    pub fn after_possessor(&self) -> usize {
        after_possessor(self.head, self.tokens.start)
    }

    /// Whether a determiner marks it as new.
    pub fn is_indefinite(&self, lexicon: &Lexicon) -> bool {
        self.determiner()
            .is_some_and(|word| lexicon.set("mention-indefinite").has(word))
    }

    /// Whether a determiner or possessor marks it as known.
    pub fn is_definite(&self, lexicon: &Lexicon) -> bool {
        self.possessor().is_some()
            || self
                .determiner()
                .is_some_and(|word| lexicon.set("mention-definite").has(word))
    }
}

/// The first token after the possessor of a head; `left` when it has none before it.
pub(crate) fn after_possessor(head: Node, left: usize) -> usize {
    let possessor = head.child(Label::Poss);
    let end = possessor.map_or(left, |possessor| possessor.subtree().end);
    if end <= head.token { end } else { left }
}

/// The first token of the modifiers left of a head.
pub(crate) fn left_edge(head: Node) -> usize {
    use Label::*;
    let is_modifier = |child: &Node| {
        child.token < head.token
            && matches!(
                child.label(),
                Det | Amod | Compound | Nmod | Nummod | Poss | Predet | Quantmod | Npadvmod
            )
    };
    head.children()
        .filter(is_modifier)
        .map(|child| child.subtree().start)
        .min()
        .unwrap_or(head.token)
        .min(head.token)
}

/// The first of the coordination that a node is part of.
pub(crate) fn first_conjunct(node: Node) -> Node {
    let mut node = node;
    while node.label() == Label::Conj {
        match node.head() {
            Some(head) => node = head,
            None => break,
        }
    }
    node
}

/// Whether a token only colours another noun.
pub(crate) fn is_modifier(node: Node) -> bool {
    use Label::*;
    let first = first_conjunct(node);
    let colours = matches!(
        first.label(),
        Compound | Amod | Nmod | Poss | Quantmod | Npadvmod
    );
    let of_noun = first.head().is_none_or(|head| !head.is_verb());
    colours && (of_noun || first.label() == Poss || first.label() == Compound)
}

/// Words joined as the tables have them: lower case, hyphens without space.
pub(crate) fn joined<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let mut key = String::new();
    let mut glued = true;
    for word in words {
        let is_hyphen = word == "-" || word == "–";
        if !glued && !is_hyphen {
            key.push(' ');
        }
        glued = is_hyphen;
        match is_hyphen {
            true => key.push('-'),
            false if word.is_ascii() => key.extend(word.chars().map(|c| c.to_ascii_lowercase())),
            false => key.push_str(&word.to_lowercase()),
        }
    }
    key
}

struct Lookup<'a, 'b> {
    view: &'a SentenceView<'a>,
    world: &'b World,
    lexicon: &'b Lexicon,
}

impl<'a> Lookup<'a, '_> {
    /// The longest phrase around a head that a table knows.
    fn noun(&self, head: Node<'a>, left: usize) -> (Range<usize>, String, Class) {
        if let Some(found) = self.with_tail(head) {
            return found;
        }
        let ends = base_forms(head);
        let first = left.max(head.token.saturating_sub(LONGEST));
        let possible = ends.iter().any(|end| self.may_end(end));
        if let Some(found) = possible.then(|| self.known(first, head, &ends)).flatten() {
            return found;
        }
        // Whatever makes a noun known must be among the words that `may_end` looks at.
        debug_assert!(possible || self.known(first, head, &ends).is_none());
        let key = ends.into_iter().next().unwrap_or_default();
        (
            head.token..head.token + 1,
            key.into_owned(),
            Class::default(),
        )
    }

    /// The longest phrase from `first` or later to a head in one of its forms that a table knows.
    fn known(
        &self,
        first: usize,
        head: Node<'a>,
        ends: &[Cow<str>],
    ) -> Option<(Range<usize>, String, Class)> {
        for start in first..=head.token {
            let front = (start..head.token).map(|token| head.at(token).word());
            let mut doubtful = None;
            for end in ends {
                let key = joined(front.clone().chain([&**end]));
                let class = self.class(&key);
                let found = class.is_known();
                match found && !class.doubtful {
                    true => return Some((start..head.token + 1, key, class)),
                    // A plural with a row of its own is no doubt: "forces", not "force".
                    false if found && doubtful.is_none() => doubtful = Some((key, class)),
                    false => {}
                }
            }
            if let Some((key, class)) = doubtful {
                return Some((start..head.token + 1, key, class));
            }
        }
        None
    }

    /// A title or body that goes on after its head: "secretary of state".
    fn with_tail(&self, head: Node<'a>) -> Option<(Range<usize>, String, Class)> {
        let next = head.token + 1;
        let starts = next < self.view.len()
            && self
                .lexicon
                .set("mention-title-prepositions")
                .has(head.at(next).word());
        if !starts {
            return None;
        }
        let last = (head.token + LONGEST).min(self.view.len());
        let mut forms = base_forms(head);
        forms.retain(|form| self.may_begin(form));
        if forms.is_empty() {
            return None;
        }
        for end in (head.token + 3..=last).rev() {
            let tail = (next..end).map(|token| head.at(token).word());
            for first in &forms {
                let key = joined(std::iter::once(&**first).chain(tail.clone()));
                let class = self.class(&key);
                if class.is_known() {
                    return Some((head.token..end, key, class));
                }
            }
        }
        None
    }

    /// Whether a table may know a noun that ends with a word; false is certain, and true for few.
    fn may_end(&self, word: &str) -> bool {
        self.lexicon.may_end_noun(word) || self.world.may_end_noun(word)
    }

    /// Whether a table may know a noun that begins with a word.
    fn may_begin(&self, word: &str) -> bool {
        self.lexicon.may_begin_noun(word) || self.world.may_begin_noun(word)
    }

    fn class(&self, key: &str) -> Class {
        let lexicon = self.lexicon;
        let flags = lexicon.noun_flags(key);
        let of = |class: &str| match flags.has(class) {
            true => lexicon.map(class).get(key),
            false => None,
        };
        let (title, agent, body) = match flags.has("mention-not-people") {
            true => (None, None, None),
            false => self.world.nouns(key),
        };
        let own = of("mention-agents");
        let company = of("mention-party-nouns");
        let sector = own
            .or(title.and_then(|title| title.sector))
            .or(agent.map(|agent| agent.sector))
            .or(body.map(|body| body.sector))
            .or(company);
        let is_office = |title: &dateline_world::Title| {
            title.role.is_some() || agent.is_none_or(|agent| agent.official)
        };
        Class {
            title: title.as_ref().is_some_and(is_office),
            role: title.and_then(|title| title.role).map(str::to_owned),
            body: body.map(|body| body.key.to_owned()),
            sector: sector.map(str::to_owned),
            agent: agent.is_some() || own.is_some() || title.is_some(),
            collective: agent.is_some_and(|agent| agent.collective)
                || flags.has("mention-collectives"),
            official: agent.is_some_and(|agent| agent.official),
            representative: flags.has("mention-representatives"),
            state: flags.has("mention-state-nouns"),
            office: flags.has("mention-office-nouns"),
            company: company.map(str::to_owned),
            refers: flags.refers(),
            news: of("mention-news-nouns").map(str::to_owned),
            doubtful: flags.has("mention-no-party"),
            gender: of("mention-gendered-nouns").and_then(|g| g.chars().next()),
        }
    }
}

/// The forms under which a table may hold a noun: base form, as it stands, without plural ending.
pub(crate) fn base_forms<'a>(head: Node<'a>) -> Vec<Cow<'a, str>> {
    let word = head.lowered();
    let mut forms = vec![Cow::Borrowed(head.lemma_lowered())];
    if head.tag() == Tag::Propers {
        if let Some(stem) = word.strip_suffix("ies") {
            forms.push(Cow::Owned(format!("{stem}y")));
        }
        forms.extend(word.strip_suffix('s').map(Cow::Borrowed));
    }
    if !forms.iter().any(|form| form == word) {
        forms.push(Cow::Borrowed(word));
    }
    forms
}
