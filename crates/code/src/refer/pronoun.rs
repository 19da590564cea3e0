//! Pronouns.
//!
//! In: a pronoun's mention. Out: the actors of its antecedent. Never: an antecedent after the
//! pronoun, or one in the same place of the same clause.
//!
//! In *Starmer was received by Biden. Meloni is due to host him* the word *him* is Starmer: Meloni
//! is the subject of its own clause, and of the others the subject comes first.

use dateline_parse::Label;

use super::Resolver;
use crate::mention::register::GOVERNMENT;
use crate::mention::{ActorKind, Form};
use crate::text::Node;

/// Sentences back that an antecedent may stand.
const SENTENCES: usize = 4;

/// What a pronoun can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Person(char),
    Thing,
    Many,
}

impl Resolver<'_, '_, '_> {
    /// The actors of a pronoun.
    pub(super) fn pronoun(&mut self, index: usize) -> Vec<usize> {
        let node = self.node(index);
        let class = self.lexicon().map("reference-pronouns").get(&node.lower());
        let stand = match class {
            Some("relative") => return self.relative(index),
            Some("person-m") => Stand::Person('m'),
            Some("person-f") => Stand::Person('f'),
            Some("thing") if is_empty_subject(node) => return Vec::new(),
            Some("thing") => Stand::Thing,
            Some("many") => Stand::Many,
            _ => return Vec::new(),
        };
        let Some(antecedent) = self.antecedent(index, stand) else {
            return Vec::new();
        };
        let actors = match stand {
            Stand::Many => self.coordinated(antecedent),
            _ => self.all[antecedent].actors.clone(),
        };
        if let (Stand::Person(gender), [actor]) = (stand, &actors[..]) {
            self.register.actors[*actor].gender.get_or_insert(gender);
        }
        actors
    }

    /// A relative pronoun stands for the head of its clause.
    fn relative(&self, index: usize) -> Vec<usize> {
        let node = self.node(index);
        let mut above = std::iter::once(node).chain(node.ancestors());
        let clause = above.find(|node| node.label() == Label::Relcl);
        let head = clause.and_then(|clause| clause.head());
        let mention = head.and_then(|head| self.mention_at(self.all[index].sentence, head.token));
        if let Some(mention) = mention.filter(|&mention| mention < index) {
            return self.all[mention].actors.clone();
        }
        if head.is_some() {
            return Vec::new();
        }
        let adjacent = |&other: &usize| {
            self.all[other].sentence == self.all[index].sentence
                && self.all[other].tokens.end + 1 >= self.all[index].head
                && self.all[other].form != Form::Modifier
        };
        let nearest = self.before(index).next().filter(adjacent);
        nearest
            .map(|other| self.all[other].actors.clone())
            .unwrap_or_default()
    }

    /// The best antecedent before a pronoun.
    fn antecedent(&self, index: usize, stand: Stand) -> Option<usize> {
        let sentence = self.all[index].sentence;
        let bound = self.bound_actors(index);
        let mut best: Option<(i32, usize)> = None;
        for (steps, other) in self.before(index).enumerate() {
            let distance = sentence - self.all[other].sentence;
            if distance > SENTENCES {
                break;
            }
            if !self.is_antecedent(other)
                || !self.agrees(other, stand)
                || self.all[other]
                    .actors
                    .iter()
                    .any(|actor| bound.contains(actor))
            {
                continue;
            }
            let score = self.salience(index, other) - steps.min(20) as i32;
            if best.is_none_or(|(known, _)| score > known) {
                best = Some((score, other));
            }
        }
        best.map(|(_, other)| other)
    }

    /// The actors that fill other places of the pronoun's own clause.
    fn bound_actors(&self, index: usize) -> Vec<usize> {
        let sentence = self.all[index].sentence;
        let inside = self
            .before(index)
            .take_while(|&other| self.all[other].sentence == sentence);
        let bound = inside.filter(|&other| self.is_bound(index, other));
        bound
            .flat_map(|other| self.all[other].actors.iter().copied())
            .collect()
    }

    /// How much an antecedent suggests itself, in tenths.
    fn salience(&self, index: usize, other: usize) -> i32 {
        let distance = (self.all[index].sentence - self.all[other].sentence) as i32;
        let prominence = match self.prominence(other) {
            3 => 40,
            2 => 16,
            1 => 8,
            _ => -10,
        };
        let crossing = if self.paragraph(index) == self.paragraph(other) {
            0
        } else {
            20
        };
        let place = if self.all[other].is_place { 25 } else { 0 };
        let named = self
            .single(other)
            .is_some_and(|actor| self.actor(actor).named);
        let official = |actor: usize| {
            let actor = self.actor(actor);
            actor.kind == ActorKind::Person
                && !actor.named
                && actor.sector.as_deref() == Some(GOVERNMENT)
        };
        let nobody = if self.single(other).is_some_and(official) {
            25
        } else {
            0
        };
        prominence - nobody - 24 * distance - crossing - place + i32::from(named) * 5
    }

    /// Whether number, kind and gender of an antecedent agree with the pronoun.
    fn agrees(&self, other: usize, stand: Stand) -> bool {
        let mention = &self.all[other];
        match (stand, self.single(other)) {
            (Stand::Person(gender), Some(actor)) => {
                let actor = self.actor(actor);
                let kind = actor.kind == ActorKind::Person
                    || (actor.kind == ActorKind::Group && !actor.plural);
                kind && actor.gender.is_none_or(|known| known == gender)
            }
            (Stand::Person(_), None) => false,
            (Stand::Thing, Some(actor)) => {
                let actor = self.actor(actor);
                let powers = matches!(
                    actor.kind,
                    ActorKind::State | ActorKind::Organisation | ActorKind::Body
                );
                let colours =
                    mention.form == Form::Modifier && self.node(other).label() != Label::Poss;
                powers && !colours
            }
            (Stand::Thing, None) => false,
            (Stand::Many, Some(actor)) => {
                let actor = self.actor(actor);
                actor.plural || self.is_plural(other) || self.coordinated(other).len() > 1
            }
            (Stand::Many, None) => true,
        }
    }

    /// Whether pronoun and antecedent fill two places of the same clause, so that they differ.
    fn is_bound(&self, index: usize, other: usize) -> bool {
        if self.all[index].sentence != self.all[other].sentence {
            return false;
        }
        let pronoun = self.node(index);
        let outer = self.node(other);
        if pronoun.label() == Label::Poss {
            return pronoun.head().is_some_and(|owned| {
                owned == outer || outer.ancestors().take(2).any(|above| above == owned)
            });
        }
        let (Some(here), Some(there)) = (clause_of(pronoun), clause_of(outer)) else {
            return false;
        };
        here == there || (is_subject(outer) && controller(here) == there && here != there)
    }
}

/// The verb whose place a node fills, by itself or after a preposition.
fn clause_of(node: Node) -> Option<Node> {
    use Label::*;
    match node.label() {
        Nsubj | Nsubjpass | Dobj | Dative | Agent | Attr | Oprd => node.head(),
        Pobj => node
            .head()
            .and_then(|preposition| preposition.head())
            .filter(Node::is_verb),
        Conj => clause_of(node.head()?),
        _ => None,
    }
}

fn is_subject(node: Node) -> bool {
    matches!(
        crate::mention::phrase::first_conjunct(node).label(),
        Label::Nsubj | Label::Nsubjpass
    )
}

/// The verb from which an infinitive without subject takes its own: "is due to host him".
fn controller(verb: Node) -> Node {
    use Label::*;
    let mut verb = verb;
    while matches!(verb.label(), Xcomp | Acomp | Pcomp)
        && !verb
            .children()
            .any(|child| matches!(child.label(), Nsubj | Nsubjpass))
    {
        match verb.head() {
            Some(above) => verb = above,
            None => break,
        }
    }
    verb
}

/// Whether "it" only fills the place of the subject ("it is clear that …").
fn is_empty_subject(node: Node) -> bool {
    use Label::*;
    let Some(verb) = node.head().filter(|_| node.label() == Nsubj) else {
        return false;
    };
    let predicate = verb
        .children()
        .any(|child| matches!(child.label(), Acomp | Attr));
    let clause = verb.children().any(|child| {
        matches!(child.label(), Ccomp | Xcomp | Csubj | Advcl) && child.token > verb.token
    });
    predicate && clause
}
