//! Pronouns, nouns that take up what was named, and states that only the context tells.
//!
//! In: mentions as [`crate::mention::find`] leaves them. Out: the same mentions, with actors also
//! where no name stands. Never: a guess where nothing fits; such mentions stay without actors.
//!
//! In *Fidan flew to Moscow, where he met his Russian counterpart; the two ministers …* the words
//! *he* and *his* become Fidan, *his Russian counterpart* Lavrov, *the two ministers* both.

mod context;
mod definite;
mod focus;
mod people;
mod pronoun;

use dateline_parse::{Label, Tag};
use dateline_world::World;
use jiff::civil::Date;

use crate::lexicon::Lexicon;
use crate::mention::phrase::{Phrase, first_conjunct};
use crate::mention::register::Register;
use crate::mention::{Actor, ActorKind, Form, Mention, Mentions};
use crate::text::{Node, SentenceView, Text};
use focus::Focus;

/// How many mentions back an antecedent is looked for.
const REACH: usize = 80;

/// How deep phrases inside phrases are followed.
const DEEPEST: usize = 12;

/// Resolves the mentions that stand for somebody named elsewhere.
pub fn resolve(
    mentions: &mut Mentions,
    text: &Text,
    world: &World,
    lexicon: &Lexicon,
    on: Option<Date>,
) {
    let actors = std::mem::take(&mut mentions.actors);
    let register = Register::new(world, lexicon, on, actors);
    let all = std::mem::take(&mut mentions.all);
    let focus = Focus::of(&all, &register.actors, text, lexicon);
    let settled = vec![false; all.len()];
    let by_head = &mentions.by_head;
    let mut resolver = Resolver {
        text,
        register,
        all,
        by_head,
        focus,
        settled,
    };
    for index in 0..resolver.all.len() {
        resolver.settle(index, 0);
    }
    mentions.all = resolver.all;
    mentions.actors = resolver.register.actors;
}

/// What is known while references are being resolved.
struct Resolver<'t, 'w, 'm> {
    text: &'t Text<'t>,
    register: Register<'w>,
    all: Vec<Mention>,
    by_head: &'m [Vec<Option<usize>>],
    focus: Focus,
    settled: Vec<bool>,
}

impl<'t, 'w> Resolver<'t, 'w, '_> {
    /// Resolves one mention, once.
    fn settle(&mut self, index: usize, depth: usize) {
        if self.settled[index] || depth > DEEPEST {
            return;
        }
        self.settled[index] = true;
        if !self.all[index].actors.is_empty() {
            self.complete(index);
            return;
        }
        let found = match self.all[index].form {
            Form::Pronoun => self.pronoun(index),
            _ => self.noun(index, depth),
        };
        self.all[index].actors = found;
    }

    fn view(&self, index: usize) -> &'t SentenceView<'t> {
        &self.text.sentences[self.all[index].sentence]
    }

    fn node(&self, index: usize) -> Node<'t> {
        self.view(index).node(self.all[index].head)
    }

    fn lexicon(&self) -> &'w Lexicon {
        self.register.lexicon
    }

    fn phrase(&self, index: usize) -> Phrase<'t> {
        Phrase::of(
            self.node(index),
            self.view(index),
            self.register.world,
            self.register.lexicon,
        )
    }

    fn paragraph(&self, index: usize) -> usize {
        self.view(index).sentence().paragraph
    }

    fn mention_at(&self, sentence: usize, token: usize) -> Option<usize> {
        self.by_head[sentence][token]
    }

    fn actor(&self, actor: usize) -> &Actor {
        &self.register.actors[actor]
    }

    /// The mentions before one, nearest first, as far as an antecedent can stand.
    fn before(&self, index: usize) -> impl Iterator<Item = usize> + use<> {
        (index.saturating_sub(REACH)..index).rev()
    }

    /// How prominent a mention is in its clause: 3 a subject, 2 an object, 1 the rest.
    fn prominence(&self, index: usize) -> i32 {
        use Label::*;
        let first = first_conjunct(self.node(index));
        match first.label() {
            Nsubj | Nsubjpass | Csubj => 3,
            Dobj | Dative | Attr => 2,
            Pobj if first.head().is_some_and(|above| above.label() == Agent) => 2,
            Amod | Compound | Nmod => 0,
            Pobj if first
                .head()
                .and_then(|above| above.head())
                .is_some_and(|above| above.is_noun()) =>
            {
                0
            }
            _ => 1,
        }
    }

    /// Whether a mention can be an antecedent at all.
    fn is_antecedent(&self, index: usize) -> bool {
        let mention = &self.all[index];
        let authored = |actor: &usize| self.actor(*actor).author;
        !mention.actors.is_empty() && !mention.actors.iter().any(authored)
    }

    /// The one actor of a mention.
    fn single(&self, index: usize) -> Option<usize> {
        match self.all[index].actors[..] {
            [actor] => Some(actor),
            _ => None,
        }
    }

    /// The actors of a mention and of all that are coordinated with it.
    fn coordinated(&self, index: usize) -> Vec<usize> {
        let mention = &self.all[index];
        let first = first_conjunct(self.node(index));
        let mut actors = Vec::new();
        for node in first.with_conjuncts() {
            let Some(other) = self.mention_at(mention.sentence, node.token) else {
                continue;
            };
            for &actor in &self.all[other].actors {
                if !actors.contains(&actor) {
                    actors.push(actor);
                }
            }
        }
        actors
    }

    /// The state that an actor is or acts for, as an actor.
    fn state_of(&mut self, actor: usize) -> Option<usize> {
        let known = self.actor(actor);
        if known.kind == ActorKind::State {
            return Some(actor);
        }
        if known.organisation.is_some() || known.author {
            return None;
        }
        let country = known.country.clone()?;
        self.register.state(&country, "")
    }

    /// Whether a mention is plural by its form.
    fn is_plural(&self, index: usize) -> bool {
        let node = self.node(index);
        matches!(node.tag(), Tag::Nouns | Tag::Propers)
            || self.all[index].actors.len() > 1
            || self.all[index]
                .actors
                .iter()
                .any(|&actor| self.actor(actor).plural)
    }
}
