//! People by name, with what the text says of their posts.
//!
//! In: the name of a person in its sentence. Out: the actor, with office, country and sector from
//! the words around the name, else from the world. Never: people without a name.
//!
//! In *Kremlin aide Yuri Ushakov* the words before the name give the title "Kremlin aide", whose
//! owner is the Kremlin, so that Ushakov is RUS GOV.

use std::ops::Range;

use dateline_parse::{Label, Tag};
use dateline_record::RegionKind;
use dateline_world::{Candidate, NameType, Referent};

use super::find::Finder;
use super::name::{Meaning, NameUse};
use super::phrase::joined;
use super::register::Post;
use super::{ActorKind, phrase};
use crate::text::Node;

/// Words before a name that are looked at, at most.
const BEFORE: usize = 9;

/// The words before a name that belong to it.
#[derive(Debug, Default)]
pub(super) struct Front {
    /// From the first of them to the name.
    pub tokens: Range<usize>,
    /// The title's own words.
    pub title: Vec<usize>,
    /// Heads of the names of those whose title it is.
    pub owners: Vec<usize>,
}

impl Finder<'_, '_> {
    /// The actor of a person's name.
    pub(super) fn person(&mut self, sentence: usize, name: &NameUse, depth: usize) -> Vec<usize> {
        let front = self.front(sentence, name);
        let mut post = self.post(sentence, &front, depth);
        self.read_appositions(sentence, name, &mut post, depth);
        let actor = match &name.meaning {
            Meaning::Person(id, row) => {
                let actor = self.register.person(*id, row);
                let full = self.name_text(sentence, name.tokens.clone());
                if full.contains(' ') {
                    self.register.call(actor, &full);
                }
                actor
            }
            Meaning::Surname(candidates) => {
                match self.by_surname(sentence, name, candidates, &post) {
                    Some(actor) => actor,
                    None if !name.is_certain && post.title.is_empty() => return Vec::new(),
                    None => self.new_person(sentence, name),
                }
            }
            _ => self.new_person(sentence, name),
        };
        if self.text.sentences[sentence].kind() == RegionKind::Byline {
            let office = self
                .register
                .lexicon
                .map("mention-author-office")
                .get("author");
            self.register.actors[actor].office = office.map(str::to_owned);
            self.register.actors[actor].author = true;
        } else {
            let is_headline = self.text.sentences[sentence].kind() == RegionKind::Headline;
            if !is_headline || self.register.actors[actor].office.is_none() {
                self.register.appoint(actor, &post);
            }
        }
        vec![actor]
    }

    /// The text of a name, without marks at its end.
    pub(super) fn name_text(&self, sentence: usize, tokens: Range<usize>) -> String {
        let words = self.text.sentences[sentence].words(tokens);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn new_person(&mut self, sentence: usize, name: &NameUse) -> usize {
        let full = self.name_text(sentence, name.tokens.clone());
        if !full.contains(' ')
            && let Some(known) = self.register.by_surname(&full)
        {
            return known;
        }
        self.register.named(ActorKind::Person, &full, &full)
    }

    /// Who is meant by a bare surname: a person of the document, else the one of the world whose
    /// post fits the title or who alone bears the name.
    fn by_surname(
        &mut self,
        sentence: usize,
        name: &NameUse,
        candidates: &[Candidate],
        post: &Post,
    ) -> Option<usize> {
        let word = self.name_text(sentence, name.tokens.clone());
        if let Some(known) = self.register.by_surname(&word) {
            return Some(known);
        }
        let chosen = match (&post.role, post.owner) {
            (None, None) => candidates
                .iter()
                .find(|c| !c.ambiguous && !c.stale && (name.is_certain || self.fits_post(c, post))),
            _ => candidates
                .iter()
                .find(|candidate| self.fits_post(candidate, post)),
        }?;
        match chosen.referent {
            Referent::Person(id) if chosen.name_type == NameType::Surname => {
                Some(self.register.person(id, &chosen.row))
            }
            _ => None,
        }
    }

    /// Whether a person of the world holds a post with that role and of that owner on the day.
    fn fits_post(&self, candidate: &Candidate, post: &Post) -> bool {
        let Referent::Person(id) = candidate.referent else {
            return false;
        };
        let on = self.register.on.filter(|_| !post.former);
        let owner = post.owner.and_then(|owner| self.register.principal(owner));
        let country = owner.and_then(|owner| self.register.world.entity(owner).country);
        self.register.world.holdings(id, on).iter().any(|holding| {
            let of = self.register.world.entity(holding.office.entity).country;
            let role = post
                .role
                .as_deref()
                .is_none_or(|role| role == holding.office.role);
            (role || post.former) && (country.is_none() || of == country)
        })
    }

    /// The words before a name that belong to it, by the order of the words; the tree only says
    /// where another part of the clause ends.
    pub(super) fn front(&self, sentence: usize, name: &NameUse) -> Front {
        let view = &self.text.sentences[sentence];
        let mut front = Front {
            tokens: name.tokens.start..name.tokens.start,
            ..Front::default()
        };
        let bound = phrase::left_edge(view.node(name.head)).min(name.tokens.start);
        let mut token = name.tokens.start;
        let first = token.saturating_sub(BEFORE);
        while token > first {
            let before = token - 1;
            if let Some(other) = self.names[sentence].of(before) {
                if other.is_person()
                    && !front.title.is_empty()
                    && view.node(before).tag() != Tag::PossessiveMark
                    || (other.is_person() && other.tokens.end == name.tokens.start)
                {
                    break;
                }
                front.owners.insert(0, other.head);
                token = other.tokens.start;
                front.tokens.start = token;
                continue;
            }
            if !self.belongs_before(sentence, before, &front, name.tokens.start, bound) {
                break;
            }
            let former = self.register.lexicon.set("mention-former-words");
            let is_former = former.has(&view.node(before).lower());
            if view.node(before).tag() != Tag::PossessiveMark
                && (front.owners.is_empty() || is_former)
            {
                front.title.insert(0, before);
            }
            token = before;
            front.tokens.start = token;
        }
        self.with_article(sentence, front)
    }

    fn with_article(&self, sentence: usize, mut front: Front) -> Front {
        let view = &self.text.sentences[sentence];
        if front.tokens.start > 0 && !front.title.is_empty() {
            let before = view.node(front.tokens.start - 1);
            if before.tag() == Tag::Determiner {
                front.tokens.start -= 1;
            }
        }
        front
    }

    fn belongs_before(
        &self,
        sentence: usize,
        token: usize,
        front: &Front,
        name_start: usize,
        bound: usize,
    ) -> bool {
        use Tag::*;
        let node = self.text.sentences[sentence].node(token);
        let in_phrase = token >= bound;
        match node.tag() {
            PossessiveMark => in_phrase,
            Proper | Propers | Noun | Adjective | Hyphen | Affix => {
                in_phrase
                    || (!self.is_argument(node) || self.is_title(sentence, token, name_start))
                        && (front.owners.is_empty() || node.is_proper())
            }
            Nouns => in_phrase,
            VerbGerund | VerbParticiple => in_phrase && front.owners.is_empty(),
            Preposition | Determiner | Conjunction => {
                front.owners.is_empty()
                    && (1..=5).any(|back| {
                        token >= back && self.is_title(sentence, token - back, name_start)
                    })
            }
            _ => false,
        }
    }

    /// Whether a word fills a place of its own in the clause.
    fn is_argument(&self, node: Node) -> bool {
        use Label::*;
        matches!(
            node.label(),
            Nsubj
                | Nsubjpass
                | Dobj
                | Pobj
                | Dative
                | Attr
                | Root
                | Advcl
                | Ccomp
                | Conj
                | Oprd
                | Acomp
                | Npadvmod
        )
    }

    /// Whether the tokens up to the name are a title that one person bears.
    fn is_title(&self, sentence: usize, start: usize, end: usize) -> bool {
        let view = &self.text.sentences[sentence];
        let key = joined((start..end).map(|token| view.node(token).word()));
        self.register.world.role_of_title(&key).is_some()
    }

    /// What the words before a name say of the person's post.
    fn post(&mut self, sentence: usize, front: &Front, depth: usize) -> Post {
        let mut post = Post::default();
        for &head in &front.owners {
            if let Some(owner) = self.actors_of(sentence, head, depth + 1).first() {
                post.owner = post.owner.or(Some(*owner));
            }
        }
        self.read_title(sentence, &front.title, &mut post);
        let view = &self.text.sentences[sentence];
        if !post.title.is_empty()
            && post.owner.is_some_and(|owner| self.is_body(owner))
            && let (Some(&owner), Some(&last)) = (front.owners.last(), front.title.last())
        {
            let first = self.names[sentence]
                .of(owner)
                .map_or(owner, |name| name.tokens.start);
            if first < last {
                post.title = view.words(first..last + 1).to_owned();
                post.owner_in_title = true;
            }
        }
        post
    }

    fn is_body(&self, actor: usize) -> bool {
        self.register.actors[actor].kind == ActorKind::Body
    }

    /// The title in some tokens: its words, role and sector.
    fn read_title(&mut self, sentence: usize, tokens: &[usize], post: &mut Post) {
        let view = &self.text.sentences[sentence];
        let lexicon = self.register.lexicon;
        let mut tokens = tokens.to_vec();
        let courtesy = lexicon.map("mention-courtesy-titles");
        let former = lexicon.set("mention-former-words");
        tokens.retain(|&token| {
            let word = view.node(token).lower();
            if let Some(gender) = courtesy.get(&word) {
                post.gender = gender
                    .chars()
                    .next()
                    .filter(|&gender| gender != 'u')
                    .or(post.gender);
                return false;
            }
            post.former |= former.has(&word);
            !former.has(&word)
        });
        while tokens
            .first()
            .is_some_and(|&token| !view.node(token).word().chars().any(char::is_alphabetic))
        {
            tokens.remove(0);
        }
        let (Some(&first), Some(&last)) = (tokens.first(), tokens.last()) else {
            return;
        };
        for start in first..=last {
            let phrase = self.phrase(sentence, last);
            let key = joined((start..=last).map(|token| view.node(token).word()));
            let title = self.register.world.role_of_title(&key);
            let own = lexicon.map("mention-agents").get(&key);
            let agent = self.register.world.agent(&key);
            if title.is_none() && own.is_none() && agent.is_none() {
                continue;
            }
            let before = self.sector_before(sentence, first..start);
            let sector = before
                .or(own.map(str::to_owned))
                .or(title.and_then(|title| title.sector).map(str::to_owned))
                .or(agent.map(|agent| agent.sector.to_owned()));
            post.sector = sector;
            post.known = title.is_some();
            post.role = title.and_then(|title| title.role).map(str::to_owned);
            post.gender = post.gender.or(phrase.class.gender);
            post.title = view.words(first..last + 1).to_owned();
            return;
        }
        if view.node(last).is_noun() {
            post.title = view.words(first..last + 1).to_owned();
        }
    }

    /// The sector of people named before a title: "police" in "police spokesman".
    fn sector_before(&self, sentence: usize, tokens: Range<usize>) -> Option<String> {
        let view = &self.text.sentences[sentence];
        let sector = |token: usize| {
            let node = view.node(token);
            let class = self.phrase(sentence, token).class.clone();
            class.sector.filter(|_| {
                node.is_noun() && (class.agent || class.body.is_some() || class.company.is_some())
            })
        };
        tokens.rev().find_map(sector)
    }

    /// What appositions and a following "of" or "from" say of the person's post.
    fn read_appositions(&mut self, sentence: usize, name: &NameUse, post: &mut Post, depth: usize) {
        let view = &self.text.sentences[sentence];
        let head = view.node(name.head);
        let above = head.head().filter(|_| head.label() == Label::Appos);
        let above = above.map(|above| self.holder_of(sentence, above));
        let conjunct_above = head
            .head()
            .filter(|_| head.label() == Label::Conj)
            .and_then(|first| first.head().filter(|_| first.label() == Label::Appos))
            .filter(|above| above.token + 1 == name.tokens.start);
        let below = head
            .children()
            .filter(|child| child.label() == Label::Appos);
        let nouns: Vec<usize> = above
            .into_iter()
            .chain(conjunct_above)
            .chain(below)
            .map(|node| node.token)
            .collect();
        for token in nouns {
            if post.role.is_none() || post.owner.is_none() {
                self.read_noun(sentence, token, post, depth);
            }
        }
        if post.owner.is_none() {
            post.owner = self.affiliation(sentence, head.token, name.tokens.end, depth);
            post.affiliated = post.owner.is_some();
        }
    }

    /// The noun that a name in "the governor of Van, X" is really in apposition to, where the tree
    /// hangs it on the place.
    fn holder_of<'n>(&self, sentence: usize, above: Node<'n>) -> Node<'n> {
        let is_other = self.names[sentence]
            .of(above.token)
            .is_some_and(|name| !name.is_person());
        let preposition = above
            .head()
            .filter(|_| is_other && above.label() == Label::Pobj);
        preposition
            .and_then(|preposition| preposition.head())
            .filter(Node::is_noun)
            .unwrap_or(above)
    }

    /// What a noun in apposition says of the person's post.
    fn read_noun(&mut self, sentence: usize, token: usize, post: &mut Post, depth: usize) {
        let view = &self.text.sentences[sentence];
        let node = view.node(token);
        if !node.is_noun() || self.names[sentence].of(token).is_some() {
            return;
        }
        let phrase = self.phrase(sentence, token);
        let lexicon = self.register.lexicon;
        let is_counterpart = lexicon.set("reference-counterparts").has(&phrase.key);
        if !(phrase.class.is_people() || is_counterpart) || phrase.is_plural() {
            return;
        }
        let owners = self.owners(sentence, &phrase, depth + 1);
        if is_counterpart {
            post.owner = post.owner.or(owners.first().copied());
            return;
        }
        let former = |token: usize| {
            lexicon
                .set("mention-former-words")
                .has(&view.node(token).lower())
        };
        let drops = |token: usize| {
            let node = view.node(token);
            let is_name = self.names[sentence].of(token).is_some();
            former(token)
                || is_name
                || matches!(node.label(), Label::Det | Label::Case)
                || node.label() == Label::Poss
        };
        let mut own: Vec<usize> = phrase.tokens.clone().collect();
        post.former |= own.iter().any(|&token| former(token));
        while own.first().is_some_and(|&token| drops(token)) {
            own.remove(0);
        }
        let (Some(&first), Some(&last)) = (own.first(), own.last()) else {
            return;
        };
        let before = self.sector_before(sentence, first..phrase.noun.start.max(first));
        if post.title.is_empty() {
            post.title = view.words(first..last + 1).to_owned();
            post.sector = before.or(phrase.class.sector.clone());
            post.known = phrase.class.title;
            post.role = phrase.class.role.clone();
        }
        post.gender = post.gender.or(phrase.class.gender);
        post.owner = post.owner.or(owners.first().copied());
    }

    /// The institution or state that a person is said to be of: "X of Chatham House".
    fn affiliation(
        &mut self,
        sentence: usize,
        head: usize,
        end: usize,
        depth: usize,
    ) -> Option<usize> {
        let view = &self.text.sentences[sentence];
        let prepositions = self
            .register
            .lexicon
            .set("mention-affiliation-prepositions");
        let near = |node: &Node| {
            node.label() == Label::Prep && node.token == end && prepositions.has(node.lemma())
        };
        let preposition = view.node(head).children().find(near);
        let after = preposition.or_else(|| {
            let next = (end < view.len()).then(|| view.node(end))?;
            (next.tag() == Tag::Preposition && prepositions.has(&next.lower())).then_some(next)
        })?;
        let object = after.child(Label::Pobj)?;
        let name = self.names[sentence].of(object.token)?.clone();
        let is_place = matches!(name.meaning, Meaning::Place(..)) || name.is_person();
        if is_place {
            return None;
        }
        let owner = *self.actors_of(sentence, object.token, depth + 1).first()?;
        let is_institution = matches!(
            self.register.actors[owner].kind,
            ActorKind::Body | ActorKind::Organisation
        );
        let places = self.register.lexicon.set("mention-locative-prepositions");
        (is_institution || !places.has(after.lemma())).then_some(owner)
    }

    /// Enters the full names of a sentence, so that bare surnames anywhere find them.
    pub(super) fn enter_full_names(&mut self, sentence: usize) {
        let list = self.names[sentence].list.clone();
        for name in list.iter().filter(|name| name.is_person()) {
            match &name.meaning {
                Meaning::Person(id, row) => {
                    let person = self.register.person(*id, row);
                    let full = self.name_text(sentence, name.tokens.clone());
                    if full.contains(' ') {
                        self.register.also_called(person, &full);
                    }
                }
                Meaning::Other(_) => {
                    let full = self.name_text(sentence, name.tokens.clone());
                    if full.contains(' ') {
                        self.register.named(ActorKind::Person, &full, &full);
                    }
                }
                _ => {}
            }
        }
    }

    /// Finds bare surnames of people of the document that neither tree nor world saw.
    pub(super) fn find_surnames(&mut self, sentence: usize) {
        let view = &self.text.sentences[sentence];
        for token in 0..view.len() {
            let node = view.node(token);
            let names = &self.names[sentence];
            let free = match names.of(token) {
                None => node.is_proper(),
                Some(name) => {
                    name.tokens.len() == 1
                        && matches!(name.meaning, Meaning::Place(..) | Meaning::Other(_))
                }
            };
            let beside = |at: Option<usize>| {
                at.filter(|&at| at < view.len()).is_some_and(|at| {
                    names
                        .of(at)
                        .is_some_and(|name| name.is_person() && name.tokens != (token..token + 1))
                })
            };
            if !free || beside(token.checked_sub(1)) || beside(Some(token + 1)) {
                continue;
            }
            if self.register.by_surname(node.word()).is_some() {
                let meaning = Meaning::Other(dateline_parse::NameKind::Person);
                let tokens = token..token + 1;
                let found = NameUse {
                    tokens,
                    head: token,
                    meaning,
                    inner: None,
                    abbreviation: None,
                    is_certain: false,
                };
                self.names[sentence].put(found);
            }
        }
    }
}
