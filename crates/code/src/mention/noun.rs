//! People and bodies by common noun, with their owners.
//!
//! In: the phrase of a common noun. Out: the actors that it stands for, when its owner is named in
//! the phrase. Never: owners that only the context tells.
//!
//! *leaders from Peru and Chile* are the states Peru and Chile; *Peruvian police* is a group with
//! country PER and sector COP.

use std::ops::Range;

use dateline_parse::{Label, Tag};

use super::find::Finder;
use super::name::Meaning;
use super::phrase::Phrase;
use super::register::{GOVERNMENT, Register};
use super::{Actor, ActorKind};
use crate::text::Node;

/// Tokens of a following "of …" that are shown with its noun, at most.
const SHOWN: usize = 8;

impl Finder<'_, '_> {
    /// The actors of a common noun.
    pub(super) fn noun_actors(
        &mut self,
        sentence: usize,
        token: usize,
        depth: usize,
    ) -> Vec<usize> {
        let node = self.view(sentence).node(token);
        if !node.is_noun() {
            return self.apposed(sentence, token, depth);
        }
        if let Some(states) = self.plural_states(node) {
            return states;
        }
        let phrase = self.phrase(sentence, token);
        let apposed = self.apposed(sentence, token, depth);
        if !apposed.is_empty() {
            return self.with_sector(apposed, &phrase);
        }
        if let Some(above) = self.apposed_to(sentence, &phrase, depth) {
            return above;
        }
        if !phrase.class.is_known() {
            return Vec::new();
        }
        let owners = self.owners(sentence, &phrase, depth);
        if owners.is_empty() {
            return Vec::new();
        }
        let name = self.unnamed_name(sentence, &phrase);
        let reports = self.reports(node);
        owned(&mut self.register, &phrase, &owners, &name, reports)
    }

    /// The states that a plural names together ("the two Koreas").
    fn plural_states(&mut self, node: Node) -> Option<Vec<usize>> {
        let codes = self
            .register
            .lexicon
            .map("mention-plural-states")
            .get(&node.lower())?;
        Some(
            codes
                .split(' ')
                .filter_map(|code| self.register.state(code, ""))
                .collect(),
        )
    }

    /// The actors of the names in apposition to a noun, all of a coordination.
    pub(super) fn apposed(&mut self, sentence: usize, token: usize, depth: usize) -> Vec<usize> {
        let node = self.view(sentence).node(token);
        let inner = node
            .all(Label::Prep)
            .filter_map(|prep| prep.child(Label::Pobj));
        let is_count = !node.is_noun() || self.counts(node);
        let below = inner
            .filter(|_| is_count)
            .flat_map(|object| object.all(Label::Appos));
        let apposed: Vec<Node> = node.all(Label::Appos).chain(below).collect();
        let mut actors = Vec::new();
        for first in apposed {
            for each in first.with_conjuncts() {
                let is_name = self.names[sentence].of(each.token).is_some_and(|name| {
                    name.head == each.token && !matches!(name.meaning, Meaning::Place(..))
                });
                let bracketed = each.token > 0 && each.at(each.token - 1).tag() == Tag::OpenBracket;
                let titled = !is_name && each.child(Label::Appos).is_some();
                if (is_name && !bracketed) || titled {
                    actors.extend(self.actors_of(sentence, each.token, depth + 1));
                }
            }
        }
        actors.retain(|&actor| self.register.actors[actor].kind != ActorKind::State || is_count);
        actors.dedup();
        actors
    }

    fn counts(&self, node: Node) -> bool {
        self.register
            .lexicon
            .set("mention-quantity-nouns")
            .has(node.lowered())
    }

    /// The actors of the name that a noun stands in apposition to.
    fn apposed_to(&mut self, sentence: usize, phrase: &Phrase, depth: usize) -> Option<Vec<usize>> {
        let node = phrase.head;
        let above = node.head().filter(|_| node.label() == Label::Appos)?;
        let name = self.names[sentence].of(above.token)?.clone();
        let class = &phrase.class;
        let fits = match name.is_person() {
            true => class.title || class.agent,
            false => {
                class.company.is_some() || class.office || class.refers || class.body.is_some()
            }
        };
        if !fits || name.head != above.token {
            return None;
        }
        let actors = self.actors_of(sentence, above.token, depth + 1);
        Some(self.with_sector(actors, phrase)).filter(|actors| !actors.is_empty())
    }

    /// Gives bodies that only the document knows the sector of the noun beside them.
    fn with_sector(&mut self, actors: Vec<usize>, phrase: &Phrase) -> Vec<usize> {
        for &actor in &actors {
            let known = &mut self.register.actors[actor];
            let is_plain = known.referent.is_none() && known.kind == ActorKind::Body;
            if is_plain && known.sector.is_none() {
                known.sector = phrase.class.company.clone().or(phrase.class.sector.clone());
            }
        }
        actors
    }

    /// Whether a noun is the subject of a verb of reporting.
    fn reports(&self, node: Node) -> bool {
        let verb = node.head().filter(|_| node.label() == Label::Nsubj);
        verb.is_some_and(|verb| {
            self.register
                .lexicon
                .set("mention-report-verbs")
                .has(verb.lemma())
        })
    }

    /// Those to whom a phrase says that its noun belongs.
    pub(super) fn owners(&mut self, sentence: usize, phrase: &Phrase, depth: usize) -> Vec<usize> {
        let mut heads = self.owners_before(sentence, phrase);
        if let Some(possessor) = phrase.possessor() {
            for each in possessor.with_conjuncts() {
                if !heads.contains(&each.token) {
                    heads.push(each.token);
                }
            }
        }
        if heads.is_empty() {
            heads = self.owners_after(sentence, phrase);
        }
        if heads.is_empty() {
            heads = self.shared_owners(sentence, phrase);
        }
        let mut owners = Vec::new();
        for head in heads {
            for actor in self.actors_of(sentence, head, depth + 1) {
                if !owners.contains(&actor) {
                    owners.push(actor);
                }
            }
        }
        owners
    }

    /// Heads of the names before a noun, as far as they depend on it.
    fn owners_before(&self, sentence: usize, phrase: &Phrase) -> Vec<usize> {
        let names = &self.names[sentence];
        let in_front = |name: &&super::name::NameUse| {
            phrase.tokens.start <= name.tokens.start && name.tokens.end <= phrase.head.token
        };
        let mut heads: Vec<usize> = names
            .list
            .iter()
            .filter(in_front)
            .map(|name| name.head)
            .collect();
        heads.sort_unstable();
        let nested = |head: &usize| {
            let node = phrase.head.at(*head);
            let below = |above: Node| {
                above != phrase.head
                    && above.token > *head
                    && names.of(above.token).is_some()
                    && !matches!(node.label(), Label::Conj)
            };
            node.head().is_some_and(below)
        };
        heads.retain(|head| !nested(head));
        heads
    }

    /// The owners of the first of a coordination, for a later one that has none of its own: "China's
    /// embassy and consulates", "leaders or envoys from Peru".
    fn shared_owners(&self, sentence: usize, phrase: &Phrase) -> Vec<usize> {
        let node = phrase.head;
        let has_own = node
            .children()
            .any(|child| matches!(child.label(), Label::Det | Label::Poss));
        if node.label() != Label::Conj || has_own {
            return Vec::new();
        }
        let first = super::phrase::first_conjunct(node);
        if let Some(possessor) = first.child(Label::Poss) {
            return vec![possessor.token];
        }
        let prepositions = self.register.lexicon.set("mention-list-prepositions");
        let after = |child: &Node| child.token > node.token && prepositions.has(child.lemma());
        let object = first
            .all(Label::Prep)
            .find(after)
            .and_then(|after| after.child(Label::Pobj));
        object
            .map(|object| self.owner_heads(sentence, object))
            .unwrap_or_default()
    }

    /// Heads of the names after a noun and its preposition.
    fn owners_after(&self, sentence: usize, phrase: &Phrase) -> Vec<usize> {
        let lexicon = self.register.lexicon;
        let prepositions = lexicon.set("mention-owner-prepositions");
        let mut heads = Vec::new();
        let last = phrase.head.all(Label::Conj).last();
        for holder in std::iter::once(phrase.head).chain(last) {
            for preposition in holder.all(Label::Prep) {
                if !heads.is_empty() || !prepositions.has(preposition.lemma()) {
                    continue;
                }
                if phrase.noun.contains(&preposition.token) {
                    continue;
                }
                if let Some(object) = preposition.child(Label::Pobj) {
                    heads = self.owner_heads(sentence, object);
                }
            }
        }
        if heads.is_empty() {
            heads = self.represented(sentence, phrase);
        }
        heads
    }

    /// Heads of those for whom a phrase says that its people speak: "a delegation representing Oslo".
    fn represented(&self, sentence: usize, phrase: &Phrase) -> Vec<usize> {
        let speaks = self.register.lexicon.set("mention-representing-verbs");
        let clause = phrase
            .head
            .all(Label::Acl)
            .find(|verb| speaks.has(verb.lemma()));
        let object = clause.and_then(|clause| clause.child(Label::Dobj));
        let nouns = self.register.lexicon.set("mention-behalf-nouns");
        let objects = |node: Node<'_>| -> Vec<usize> {
            let before = node.all(Label::Prep);
            before
                .filter_map(|before| before.child(Label::Pobj))
                .map(|noun| noun.token)
                .collect()
        };
        let behalf = objects(phrase.head)
            .into_iter()
            .map(|token| phrase.head.at(token));
        let mut behalf = behalf.filter(|noun| nouns.has(noun.lemma()));
        let object = object.or_else(|| {
            let noun = behalf.next()?;
            objects(noun).first().map(|token| noun.at(*token))
        });
        object
            .map(|object| self.owner_heads(sentence, object))
            .unwrap_or_default()
    }

    fn owner_heads(&self, sentence: usize, object: Node) -> Vec<usize> {
        let is_owner = |node: &Node| {
            self.names[sentence].of(node.token).is_some()
                || self.phrase(sentence, node.token).class.is_known()
        };
        object
            .with_conjuncts()
            .into_iter()
            .filter(is_owner)
            .map(|node| node.token)
            .collect()
    }

    /// The tokens to show for a noun phrase.
    pub(super) fn noun_tokens(&self, sentence: usize, phrase: &Phrase) -> Range<usize> {
        let view = self.view(sentence);
        let mut tokens = phrase.tokens.clone();
        let lexicon = self.register.lexicon;
        let shown = |node: &Node| {
            matches!(node.label(), Label::Prep)
                && node.token == tokens.end
                && (lexicon.set("mention-owner-prepositions").has(node.lemma())
                    || lexicon.set("mention-goal-prepositions").has(node.lemma()))
        };
        if let Some(preposition) = phrase.head.children().find(shown) {
            let subtree = preposition.subtree();
            let names_owner = preposition.child(Label::Pobj).is_some_and(|object| {
                self.names[sentence].of(object.token).is_some()
                    || self.phrase(sentence, object.token).class.is_known()
            });
            let has_clause = subtree.clone().any(|token| {
                let node = view.node(token);
                node.is_verb() || node.tag() == Tag::Comma
            });
            if names_owner && subtree.len() <= SHOWN && !has_clause && subtree.end <= view.len() {
                tokens.end = subtree.end.max(tokens.end);
            }
        }
        if let Some(apposed) = phrase.head.child(Label::Appos)
            && let Some(name) = self.names[sentence].of(apposed.token)
            && name.tokens.start <= tokens.end + 1
            && name.tokens.start >= tokens.end
        {
            tokens.end = name.tokens.end;
        }
        tokens
    }

    /// The name of somebody without a name: the phrase without article and possessor.
    pub(super) fn unnamed_name(&self, sentence: usize, phrase: &Phrase) -> String {
        let lexicon = self.register.lexicon;
        let mut tokens = self.noun_tokens(sentence, phrase);
        tokens.start = phrase
            .after_possessor()
            .max(tokens.start)
            .min(phrase.head.token);
        let first = self.view(sentence).node(tokens.start);
        if tokens.len() > 1 && lexicon.set("mention-articles").has(first.lowered()) {
            tokens.start += 1;
        }
        self.words(sentence, tokens)
            .1
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// The actors of a common noun whose owners are known.
pub(crate) fn owned(
    register: &mut Register,
    phrase: &Phrase,
    owners: &[usize],
    name: &str,
    reports: bool,
) -> Vec<usize> {
    let class = &phrase.class;
    let plural = phrase.is_plural();
    let is_power = |actor: &usize| {
        matches!(
            register.actors[*actor].kind,
            ActorKind::State | ActorKind::Organisation
        )
    };
    let stands_for_owners = plural
        && owners.iter().all(is_power)
        && (class.representative && (owners.len() > 1 || is_organisation(register, owners))
            || class.state && is_organisation(register, owners));
    if stands_for_owners {
        return owners.to_vec();
    }
    if class.state && !class.is_people() {
        let of_person = |owner: &usize| register.actors[*owner].country.clone();
        if let [owner] = owners
            && !is_power(owner)
        {
            let state = of_person(owner).and_then(|code| register.state(&code, ""));
            return state.into_iter().collect();
        }
        return owners.iter().copied().filter(is_power).take(1).collect();
    }
    let mut actors = Vec::new();
    for &owner in owners {
        let actor = one_of(register, phrase, owner, name, reports);
        actors.extend(actor.filter(|actor| !actors.contains(actor)));
    }
    actors
}

fn is_organisation(register: &Register, owners: &[usize]) -> bool {
    owners
        .iter()
        .all(|&owner| register.actors[owner].kind == ActorKind::Organisation)
}

/// The actor of a common noun for one owner.
fn one_of(
    register: &mut Register,
    phrase: &Phrase,
    owner: usize,
    name: &str,
    reports: bool,
) -> Option<usize> {
    let class = phrase.class.clone();
    let plural = phrase.is_plural();
    let indefinite = phrase.is_indefinite(register.lexicon);
    if let (Some(role), false, false) = (&class.role, plural, indefinite)
        && let Some(person) = incumbent(register, role, owner)
    {
        return Some(person);
    }
    if let (Some(key), false) = (&class.body, plural)
        && let Some(body) = register.body(owner, key)
    {
        return Some(body);
    }
    let power = register.actors[owner].clone();
    let news = class.news.clone().filter(|_| reports);
    let is_body = class.body.is_some() || class.office || class.company.is_some() || news.is_some();
    if !is_body && !class.title && !class.agent {
        return None;
    }
    let of_people = class.title || class.agent;
    let kind = match (of_people && !class.is_body() && news.is_none(), plural) {
        (true, false) if !class.collective => ActorKind::Person,
        (true, _) => ActorKind::Group,
        (false, _) => ActorKind::Body,
    };
    let organisation = power.organisation.clone();
    let inherited = power.sector.clone().or_else(|| Some(GOVERNMENT.to_owned()));
    let own = news.or(class.sector.clone());
    let sector = match organisation.is_some() && own.as_deref() == Some(GOVERNMENT) {
        true => inherited,
        false => own.or(inherited),
    };
    let actor = Actor {
        kind,
        name: name.to_owned(),
        country: power.country.clone(),
        organisation,
        sector,
        plural: plural || class.collective,
        gender: class.gender,
        role: class.role.clone(),
        grounds: power.grounds.clone(),
        ..Actor::default()
    };
    Some(register.unnamed(actor, indefinite && !plural))
}

/// Who holds a role for an owner: a person of the document, else of the world.
pub(crate) fn incumbent(register: &mut Register, role: &str, owner: usize) -> Option<usize> {
    let country = register.actors[owner].country.clone()?;
    let is_it = |actor: &Actor| {
        actor.kind == ActorKind::Person
            && actor.named
            && actor.role.as_deref() == Some(role)
            && actor.country.as_ref() == Some(&country)
    };
    let mut known = (0..register.actors.len()).filter(|&index| is_it(&register.actors[index]));
    match (known.next(), known.next()) {
        (Some(only), None) => Some(only),
        _ => register.holder(role, owner),
    }
}
