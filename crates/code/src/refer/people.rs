//! What the context tells of named people.
//!
//! In: a mention resolved by name. Out: the same, its person completed with a state from the
//! context. Never: a state for people of whom the text says nothing but the name.
//!
//! In *India will be represented by Foreign Minister Jaishankar* the minister is India's.

use dateline_parse::Label;

use super::Resolver;
use super::context::Want;
use crate::mention::phrase::first_conjunct;
use crate::mention::{ActorKind, Form};
use crate::text::Node;

impl Resolver<'_, '_, '_> {
    /// Gives the person or local body of a mention the state of its context.
    pub(super) fn complete(&mut self, index: usize) {
        let Some(actor) = self.single(index) else {
            return;
        };
        let known = self.actor(actor);
        let lacks = known.country.is_none() && known.referent.is_none() && !known.author;
        let person =
            known.kind == ActorKind::Person && known.office.is_some() && known.sector.is_some();
        let body = known.kind == ActorKind::Body && known.sector.is_some() && self.has_noun(index);
        if !lacks || !(person || body) || self.all[index].form == Form::Pronoun {
            return;
        }
        let owner = self.owner_beside(index);
        let state = match owner {
            Some(owner) => self.state_of(owner),
            None => self.context_state(index, if person { Want::Office } else { Want::Group }),
        };
        let Some(state) = state else { return };
        let (country, name) = (
            self.actor(state).country.clone(),
            self.actor(state).name.clone(),
        );
        let office = self.actor(actor).office.clone();
        let world = self.register.world;
        let is_title = |title: &String| {
            title.starts_with(char::is_uppercase)
                && world.role_of_title(&title.to_lowercase()).is_some()
        };
        let written = office.filter(is_title);
        let written = written.map(|title| self.register.office(&title, &name));
        let known = &mut self.register.actors[actor];
        known.country = country;
        known.office = written.or(known.office.take());
    }

    /// Whether a common noun stands beside the name ("the civic group X").
    fn has_noun(&self, index: usize) -> bool {
        self.nouns_beside(index).next().is_some()
    }

    /// The nouns in apposition to a mention's head, above and below it.
    fn nouns_beside(&self, index: usize) -> impl Iterator<Item = Node<'_>> {
        let node = self.node(index);
        let first = first_conjunct(node);
        let above = first.head().filter(|_| first.label() == Label::Appos);
        let front = node.children().filter(move |child| {
            child.label() == Label::Compound && child.is_noun() && !child.is_proper()
        });
        let below = node
            .children()
            .filter(|child| child.label() == Label::Appos);
        above.into_iter().chain(below).chain(front)
    }

    /// The actor to which a noun beside the name belongs ("its candidate, X", "X, an official of the
    /// group").
    fn owner_beside(&mut self, index: usize) -> Option<usize> {
        let sentence = self.all[index].sentence;
        let prepositions = self.lexicon().set("mention-owner-prepositions");
        let mut tokens = Vec::new();
        for node in self.nouns_beside(index) {
            tokens.extend(node.child(Label::Poss).map(|possessor| possessor.token));
            let after = node
                .all(Label::Prep)
                .filter(|after| prepositions.has(after.lemma()));
            tokens.extend(
                after
                    .filter_map(|after| after.child(Label::Pobj))
                    .map(|node| node.token),
            );
        }
        let mention = tokens
            .into_iter()
            .find_map(|token| self.mention_at(sentence, token))?;
        self.settle(mention, 1);
        self.single(mention)
    }
}
