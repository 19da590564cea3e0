//! All noun phrases that may be parties.
//!
//! In: a text, the world, the lexicon, the day of the document. Out: [`Mentions`], resolved as far
//! as names and their owners go. Never: pronouns and nouns that take up something named before
//! (see [`crate::refer`]).
//!
//! In *Turkish officials told Putin* there are three mentions: *Turkish* (a modifier, Turkey),
//! *Turkish officials* (TUR GOV) and *Putin* (RUS GOV).

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use dateline_parse::{Label, NameKind, Tag};
use dateline_record::{RegionKind, Span};
use dateline_world::{EntityId, EntityKind, NameType, World};
use jiff::civil::Date;
use rustc_hash::FxHashMap;

use super::name::{Meaning, NameUse, Names, scan};
use super::noun::owned;
use super::phrase::{Phrase, first_conjunct, is_modifier};
use super::register::{CIVILIANS, Register};
use super::{Actor, ActorKind, Form, Mention, Mentions};
use crate::lexicon::Lexicon;
use crate::text::{Node, SentenceView, Text};

/// How deep noun phrases inside noun phrases are followed.
const DEEPEST: usize = 12;

/// Finds the mentions of a text and resolves those that stand by name.
pub fn find(text: &Text, world: &World, lexicon: &Lexicon, on: Option<Date>) -> Mentions {
    let register = Register::new(world, lexicon, on, Vec::new());
    let names = text
        .sentences
        .iter()
        .map(|view| match is_read(view.kind()) {
            true => scan(view, world, lexicon, on),
            false => Names {
                list: Vec::new(),
                at: vec![None; view.len()],
            },
        });
    let mut finder = Finder {
        text,
        register,
        names: names.collect(),
        memo: Vec::new(),
        phrases: RefCell::default(),
    };
    for sentence in 0..text.sentences.len() {
        finder.enter_full_names(sentence);
    }
    let mut mentions = Mentions::default();
    for (sentence, view) in text.sentences.iter().enumerate() {
        mentions.by_head.push(vec![None; view.len()]);
        if !is_read(view.kind()) {
            continue;
        }
        finder.find_surnames(sentence);
        finder.memo = vec![None; view.len()];
        for token in 0..view.len() {
            if let Some(mention) = finder.mention(sentence, token) {
                mentions.by_head[sentence][token] = Some(mentions.all.len());
                mentions.all.push(mention);
            }
        }
    }
    mentions.actors = finder.register.actors;
    mentions
}

/// Whether names in such a region count.
fn is_read(kind: RegionKind) -> bool {
    kind.is_coded()
        || matches!(
            kind,
            RegionKind::Byline | RegionKind::Subheading | RegionKind::Dateline
        )
}

/// What is known while mentions are being found.
pub(super) struct Finder<'t, 'w> {
    pub(super) text: &'t Text<'t>,
    pub(super) register: Register<'w>,
    pub(super) names: Vec<Names>,
    /// For each token of the sentence at hand the actors already found for it.
    memo: Vec<Option<Vec<usize>>>,
    /// Phrases already read, by sentence and head.
    phrases: RefCell<FxHashMap<(usize, usize), Rc<Phrase<'t>>>>,
}

impl<'t> Finder<'t, '_> {
    pub(super) fn view(&self, sentence: usize) -> &'t SentenceView<'t> {
        &self.text.sentences[sentence]
    }

    /// The phrase of a head.
    pub(super) fn phrase(&self, sentence: usize, token: usize) -> Rc<Phrase<'t>> {
        let key = (sentence, token);
        if let Some(known) = self.phrases.borrow().get(&key) {
            return known.clone();
        }
        let made = Rc::new(self.new_phrase(sentence, token));
        self.phrases.borrow_mut().insert(key, made.clone());
        made
    }

    fn new_phrase(&self, sentence: usize, token: usize) -> Phrase<'t> {
        let view = self.view(sentence);
        Phrase::of(
            view.node(token),
            view,
            self.register.world,
            self.register.lexicon,
        )
    }

    /// The actors that the phrase with that head stands for; none when that takes reference.
    pub(super) fn actors_of(&mut self, sentence: usize, token: usize, depth: usize) -> Vec<usize> {
        if depth > DEEPEST {
            return Vec::new();
        }
        if let Some(found) = &self.memo[token] {
            return found.clone();
        }
        self.memo[token] = Some(Vec::new());
        let found = match self.names[sentence].of(token).cloned() {
            Some(name) => self.name_actors(sentence, &name, depth),
            None => self.noun_actors(sentence, token, depth),
        };
        self.memo[token] = Some(found.clone());
        found
    }

    /// The actors of a name.
    fn name_actors(&mut self, sentence: usize, name: &NameUse, depth: usize) -> Vec<usize> {
        if name.is_person() {
            return self.person(sentence, name, depth);
        }
        let articles = self.register.lexicon.set("mention-articles");
        let first = self.view(sentence).node(name.tokens.start).lowered();
        let words = name.tokens.len() - usize::from(articles.has(first));
        if words <= 1 {
            let word = self.view(sentence).node(name.tokens.end - 1).word();
            if let Some(defined) = self.register.by_alias(word) {
                return vec![defined];
            }
        }
        let found = match &name.meaning {
            Meaning::Entity(id, name_type, row) => {
                if let Some(body) = self.body_of_another(sentence, name, *id, depth) {
                    return body;
                }
                let actor = self.register.entity(*id, row);
                match self.is_people_of(sentence, name, *name_type) {
                    true => actor.map(|owner| self.inhabitants(sentence, name, owner)),
                    false => actor,
                }
            }
            Meaning::Place(id, row) => self.register.state_of_place(*id, row),
            Meaning::Other(NameKind::Organisation) => Some(self.local_body(sentence, name)),
            Meaning::Other(NameKind::Facility | NameKind::Location) => self.inner_state(name),
            _ => self
                .register
                .by_alias(&self.name_text(sentence, name.tokens.clone())),
        };
        if let (Some(actor), Some(token)) = (found, name.abbreviation) {
            let word = self.view(sentence).node(token).word().to_owned();
            self.register.alias(&word, actor);
            let known = &mut self.register.actors[actor];
            let is_plain = known.referent.is_none() && known.kind == ActorKind::Body;
            if is_plain && known.organisation.is_none() && known.country.is_none() {
                known.organisation = Some(word);
            }
        }
        found.into_iter().collect()
    }

    /// A body whose everyday name ("Congress") belongs to the state before it, not to the one that
    /// the world knows by that name alone.
    fn body_of_another(
        &mut self,
        sentence: usize,
        name: &NameUse,
        id: EntityId,
        depth: usize,
    ) -> Option<Vec<usize>> {
        let entity = self.register.world.entity(id);
        if entity.kind != EntityKind::Body || name.tokens.len() > 2 {
            return None;
        }
        let phrase = self.phrase(sentence, name.head);
        if !phrase.class.is_body() || phrase.tokens.start >= name.tokens.start {
            return None;
        }
        let mut owners = self.owners(sentence, &phrase, depth + 1);
        let own = entity.country;
        owners.retain(|&owner| self.register.actors[owner].country.as_deref() != own);
        if owners.is_empty() {
            return None;
        }
        let text = self.unnamed_name(sentence, &phrase);
        Some(owned(&mut self.register, &phrase, &owners, &text, false))
            .filter(|found| !found.is_empty())
    }

    /// Whether a name of a people stands for people: "Russians", "two Turks".
    fn is_people_of(&self, sentence: usize, name: &NameUse, name_type: NameType) -> bool {
        let node = self.view(sentence).node(name.head);
        matches!(name_type, NameType::Demonym | NameType::Adjective)
            && matches!(node.tag(), Tag::Nouns | Tag::Propers)
            && !is_modifier(node)
    }

    fn inhabitants(&mut self, sentence: usize, name: &NameUse, state: usize) -> usize {
        let owner = &self.register.actors[state];
        let actor = Actor {
            kind: ActorKind::Group,
            name: self.name_text(sentence, name.tokens.clone()),
            country: owner.country.clone(),
            sector: Some(CIVILIANS.to_owned()),
            plural: true,
            grounds: owner.grounds.clone(),
            ..Actor::default()
        };
        self.register.unnamed(actor, false)
    }

    /// A body that only the document knows.
    fn local_body(&mut self, sentence: usize, name: &NameUse) -> usize {
        let full = self.name_text(sentence, name.tokens.clone());
        if let Some(known) = self.register.by_alias(&full) {
            return known;
        }
        let owner = self.inner_state(name).or_else(|| self.seat(sentence, name));
        let country = owner.and_then(|owner| self.register.actors[owner].country.clone());
        let actor = self.register.named(ActorKind::Body, &full, &full);
        let node = self.view(sentence).node(name.tokens.end - 1);
        let class = self.phrase(sentence, node.token).class.clone();
        let sector = class.company.or(class
            .sector
            .filter(|_| class.agent || owner.is_some_and(|owner| self.is_state(owner))));
        let known = &mut self.register.actors[actor];
        known.country = known.country.take().or(country);
        known.sector = known.sector.take().or(sector);
        actor
    }

    fn is_state(&self, actor: usize) -> bool {
        self.register.actors[actor].kind == ActorKind::State
    }

    /// The institution or place to which a following preposition joins a body.
    fn seat(&mut self, sentence: usize, name: &NameUse) -> Option<usize> {
        let prepositions = self.register.lexicon.set("mention-owner-prepositions");
        let node = self.view(sentence).node(name.head);
        let after = node
            .all(Label::Prep)
            .find(|after| prepositions.has(after.lemma()))?;
        let object = after.child(Label::Pobj)?;
        self.names[sentence].of(object.token)?;
        self.actors_of(sentence, object.token, 2).first().copied()
    }

    /// The state of the name inside a longer name.
    fn inner_state(&mut self, name: &NameUse) -> Option<usize> {
        match name.inner.as_ref()? {
            Meaning::Entity(id, _, row) => self.register.entity(*id, row),
            Meaning::Place(id, row) => self.register.state_of_place(*id, row),
            _ => None,
        }
    }

    /// The mention with that head, if the token heads one.
    fn mention(&mut self, sentence: usize, token: usize) -> Option<Mention> {
        let node = self.view(sentence).node(token);
        if let Some(name) = self.names[sentence].of(token).cloned() {
            let is_head = name.head == token && !self.is_abbreviation_of(sentence, token);
            return is_head
                .then(|| self.name_mention(sentence, &name))
                .flatten();
        }
        let lexicon = self.register.lexicon;
        let word = node.lowered();
        let is_pronoun = node.is_pronoun() || node.tag() == Tag::WhDeterminer;
        if is_pronoun {
            let known = lexicon.set("reference-pronouns").has(word)
                || lexicon.set("reference-speaker-pronouns").has(word);
            return known
                .then(|| self.made(sentence, token..token + 1, node, Form::Pronoun, Vec::new()));
        }
        if node.is_noun() {
            return self.noun_mention(sentence, token);
        }
        let can_head = is_nominal(node) && lexicon.set("mention-nominal-heads").has(word);
        can_head
            .then(|| self.nominal_mention(sentence, token))
            .flatten()
    }

    /// Whether the token is the bracketed abbreviation of the name before it.
    fn is_abbreviation_of(&self, sentence: usize, token: usize) -> bool {
        self.names[sentence]
            .list
            .iter()
            .any(|name| name.abbreviation == Some(token))
    }

    fn made(
        &self,
        sentence: usize,
        tokens: Range<usize>,
        head: Node,
        form: Form,
        actors: Vec<usize>,
    ) -> Mention {
        let is_place = form != Form::Pronoun && self.is_place(head);
        let span = self.view(sentence).span(tokens.clone());
        Mention {
            sentence,
            head: head.token,
            tokens,
            span,
            form,
            actors,
            is_place,
        }
    }

    fn name_mention(&mut self, sentence: usize, name: &NameUse) -> Option<Mention> {
        let is_party = match &name.meaning {
            Meaning::Other(kind) => {
                matches!(
                    kind,
                    NameKind::Person | NameKind::Organisation | NameKind::Facility
                ) || (*kind == NameKind::Location && name.inner.is_some())
            }
            Meaning::Entity(id, ..) => self.register.world.entity(*id).kind != EntityKind::Region,
            _ => true,
        };
        if !is_party
            && self
                .register
                .by_alias(&self.name_text(sentence, name.tokens.clone()))
                .is_none()
        {
            return None;
        }
        let actors = self.actors_of(sentence, name.head, 0);
        let is_site = match &name.meaning {
            Meaning::Place(id, _) => !self.register.world.place(*id).capital,
            Meaning::Other(kind) => matches!(kind, NameKind::Facility | NameKind::Location),
            _ => false,
        };
        let node = self.view(sentence).node(name.head);
        let is_noise = matches!(name.meaning, Meaning::Other(NameKind::Organisation))
            && is_modifier(node)
            && node.label() != Label::Poss
            && actors
                .iter()
                .all(|&actor| self.register.actors[actor].country.is_none());
        if actors.is_empty() || is_noise {
            return None;
        }
        let form = match is_modifier(node) || is_mere_adjective(name, node) {
            true => Form::Modifier,
            false => Form::Name,
        };
        let tokens = self.name_tokens(sentence, name, form);
        let mut mention = self.made(sentence, tokens, node, form, actors);
        mention.is_place |= is_site;
        let is_power = |actor: &usize| self.register.actors[*actor].kind == ActorKind::Organisation;
        mention.is_place &= !mention.actors.iter().any(is_power);
        if name.is_person() {
            mention.is_place = false;
        }
        Some(mention)
    }

    /// The tokens to show for a name: with its title and article.
    fn name_tokens(&self, sentence: usize, name: &NameUse, form: Form) -> Range<usize> {
        let view = self.view(sentence);
        let end = name
            .abbreviation
            .map_or(name.tokens.end, |token| (token + 2).min(view.len()));
        if form == Form::Modifier {
            return name.tokens.clone();
        }
        if name.is_person() {
            return self.front(sentence, name).tokens.start..name.tokens.end;
        }
        let left = super::name::edge(view, name);
        left..end
    }

    fn noun_mention(&mut self, sentence: usize, token: usize) -> Option<Mention> {
        let phrase = self.phrase(sentence, token);
        let node = phrase.head;
        if self.is_title_of_name(sentence, &phrase) {
            return None;
        }
        let modifies = is_modifier(node) && node.label() != Label::Poss;
        if modifies {
            let class = &phrase.class;
            let counts = (class.agent || class.body.is_some())
                && !class.title
                && !class.doubtful
                && !self.is_in_title(sentence, node);
            return counts
                .then(|| self.made(sentence, token..token + 1, node, Form::Modifier, Vec::new()));
        }
        let actors = self.actors_of(sentence, token, 0);
        if actors.is_empty() && !self.may_refer(&phrase) {
            return None;
        }
        let form = if node.label() == Label::Poss {
            Form::Modifier
        } else {
            Form::Noun
        };
        let tokens = self.noun_tokens(sentence, &phrase);
        let mut mention = self.made(sentence, tokens, node, form, actors);
        mention.is_place &= !phrase.class.agent;
        Some(mention)
    }

    /// Whether a noun without a name or owner can stand for somebody.
    fn may_refer(&self, phrase: &Phrase) -> bool {
        let class = &phrase.class;
        if class.doubtful && !class.refers {
            return false;
        }
        let lexicon = self.register.lexicon;
        let plain = class.title || class.agent || class.body.is_some() || class.company.is_some();
        plain
            || (class.refers && (phrase.is_definite(lexicon) || phrase.is_plural()))
            || (class.office && phrase.is_definite(lexicon))
    }

    /// Whether a noun is part of the title that its head ends ("attorney general").
    fn is_in_title(&self, sentence: usize, node: Node) -> bool {
        let next = node.token + 1;
        let hyphen = next < self.view(sentence).len() && node.at(next).tag() == Tag::Hyphen;
        let above = node.head().filter(Node::is_noun);
        hyphen
            || above.is_some_and(|above| {
                self.phrase(sentence, above.token)
                    .noun
                    .contains(&node.token)
            })
    }

    /// Whether a noun is only the title of the name that follows and heads the phrase.
    fn is_title_of_name(&self, sentence: usize, phrase: &Phrase) -> bool {
        let node = phrase.head;
        let below_person = node.head().is_some_and(|head| {
            self.names[sentence]
                .of(head.token)
                .is_some_and(|name| name.is_person() && node.token < name.tokens.start)
        });
        below_person && matches!(node.label(), Label::Compound | Label::Nmod | Label::Amod)
    }

    /// A number or determiner that heads a phrase: "two of his aides", "both".
    fn nominal_mention(&mut self, sentence: usize, token: usize) -> Option<Mention> {
        let view = self.view(sentence);
        let node = view.node(token);
        let actors = self.apposed(sentence, token, 0);
        let people = node
            .child(Label::Prep)
            .and_then(|prep| prep.child(Label::Pobj));
        let is_pair = self
            .register
            .lexicon
            .set("reference-pair-pronouns")
            .has(node.lowered());
        let known = people.is_some_and(|people| {
            people.is_pronoun() || self.phrase(sentence, people.token).class.is_people()
        });
        if actors.is_empty() && !known && !is_pair {
            return None;
        }
        let end = people.map_or(token + 1, |people| people.token + 1);
        Some(self.made(
            sentence,
            token..end.max(token + 1),
            node,
            Form::Noun,
            actors,
        ))
    }

    /// Whether a name or noun at this place of the clause is only a place.
    fn is_place(&self, node: Node) -> bool {
        let first = first_conjunct(node);
        let lexicon = self.register.lexicon;
        match first.label() {
            Label::Pobj => {
                let Some(preposition) = first.head() else {
                    return false;
                };
                let word = preposition.lemma_lowered();
                if lexicon.set("mention-locative-prepositions").has(word) {
                    return true;
                }
                let above = preposition.head();
                let moves = above.is_some_and(|above| {
                    lexicon
                        .set("mention-motion-words")
                        .has(above.lemma_lowered())
                });
                if moves && lexicon.set("mention-goal-prepositions").has(word) {
                    return true;
                }
                above.is_some_and(|above| {
                    lexicon
                        .set("mention-place-nouns")
                        .has(above.lemma_lowered())
                        && !self.is_argument_of_speech(above)
                })
            }
            Label::Appos | Label::Npadvmod | Label::Nmod => first.head().is_some_and(|head| {
                let close = head.token < first.token && first.token - head.token <= 4;
                head.is_noun() && close && self.is_place(head)
            }),
            _ => false,
        }
    }

    fn is_argument_of_speech(&self, node: Node) -> bool {
        matches!(node.label(), Label::Nsubj)
            && node.head().is_some_and(|verb| {
                self.register
                    .lexicon
                    .set("mention-report-verbs")
                    .has(verb.lemma())
            })
    }

    /// The bytes of some tokens.
    pub(super) fn words(&self, sentence: usize, tokens: Range<usize>) -> (Span, &'t str) {
        let view = self.view(sentence);
        (view.span(tokens.clone()), view.words(tokens))
    }
}

/// Whether a word fills a place that noun phrases fill.
fn is_nominal(node: Node) -> bool {
    use Label::*;
    matches!(
        node.label(),
        Nsubj | Nsubjpass | Dobj | Pobj | Conj | Dative | Attr | Root
    )
}

/// Whether a name is an adjective that heads no phrase of people ("American-made").
fn is_mere_adjective(name: &NameUse, node: Node) -> bool {
    let colours = matches!(name.meaning, Meaning::Entity(_, NameType::Adjective, _));
    colours && !is_nominal(node)
}
