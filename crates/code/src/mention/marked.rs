//! Parties that the caller has marked.
//!
//! In: a stretch of the text and its trees. Out: [`Marked`], its tokens and head; and a mention with
//! an actor there, whether or not the world knows whom it names. Never: a change of what is known of
//! an actor.
//!
//! In *Anti-war groups called on workers* the marked stretch *Anti-war groups* has the head *groups*
//! and becomes a group, though no table has its name.

use std::ops::Range;

use dateline_record::Span;
use dateline_world::World;

use super::{Actor, ActorKind, Form, Mention, Mentions, Phrase};
use crate::lexicon::Lexicon;
use crate::text::{Node, Text};

/// Sector of a party of whom nothing is known but that it acts.
const UNIDENTIFIED: &str = "UNK";

/// A marked stretch in its tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Index of its sentence.
    pub sentence: usize,
    /// The tokens that it touches, counted from the sentence's first.
    pub tokens: Range<usize>,
    /// The token that the others depend on.
    pub head: usize,
    /// Its bytes.
    pub span: Span,
}

impl Marked {
    /// The tokens of a stretch; none when it touches no token.
    pub fn find(text: &Text, span: Span) -> Option<Marked> {
        let view = text
            .sentences
            .iter()
            .find(|view| view.sentence().span.overlaps(&span))?;
        let touched: Vec<Node> = view
            .nodes()
            .filter(|node| node.span().overlaps(&span))
            .collect();
        let tokens = touched.first()?.token..touched.last()?.token + 1;
        let top = |node: &&Node| node.head().is_none_or(|head| !tokens.contains(&head.token));
        let tops: Vec<&Node> = touched.iter().filter(top).collect();
        let nominal = tops.iter().find(|node| node.is_noun() || node.is_pronoun());
        let inner = touched.iter().find(|node| node.is_noun());
        let head = nominal.copied().or(inner).or(tops.first().copied())?;
        Some(Marked {
            sentence: view.index,
            head: head.token,
            tokens,
            span,
        })
    }

    /// Whether a token of the text lies in the stretch.
    pub fn contains(&self, (sentence, token): (usize, usize)) -> bool {
        self.sentence == sentence && self.tokens.contains(&token)
    }
}

impl Mentions {
    /// Makes the head of a marked stretch a mention that stands for at least one actor.
    pub(crate) fn force(&mut self, text: &Text, marked: &Marked, world: &World, lexicon: &Lexicon) {
        let known = self.by_head[marked.sentence][marked.head];
        let resolved = known.is_some_and(|index| !self.all[index].actors.is_empty());
        if !resolved {
            let actor = self.actors.len();
            self.actors.push(group(text, marked, world, lexicon));
            match known {
                Some(index) => self.all[index].actors.push(actor),
                None => self.insert(text, marked, actor),
            }
        }
        if let Some(index) = self.by_head[marked.sentence][marked.head] {
            let mention = &mut self.all[index];
            mention.is_place = false;
            for &actor in &mention.actors {
                let actor = &mut self.actors[actor];
                if actor.country.is_none() && actor.sector.is_none() {
                    actor.sector = Some(UNIDENTIFIED.to_owned());
                }
            }
        }
    }

    fn insert(&mut self, text: &Text, marked: &Marked, actor: usize) {
        let view = &text.sentences[marked.sentence];
        self.all.push(Mention {
            sentence: marked.sentence,
            head: marked.head,
            tokens: marked.tokens.clone(),
            span: view.span(marked.tokens.clone()),
            form: Form::Noun,
            actors: vec![actor],
            is_place: false,
        });
        self.all
            .sort_by_key(|mention| (mention.sentence, mention.head));
        for (index, mention) in self.all.iter().enumerate() {
            self.by_head[mention.sentence][mention.head] = Some(index);
        }
    }
}

/// A marked party of which the tables know at most the sector.
fn group(text: &Text, marked: &Marked, world: &World, lexicon: &Lexicon) -> Actor {
    let view = &text.sentences[marked.sentence];
    let head = view.node(marked.head);
    let phrase = Phrase::of(head, view, world, lexicon);
    Actor {
        kind: ActorKind::Group,
        name: view.words(marked.tokens.clone()).to_owned(),
        sector: phrase.class.sector.clone(),
        plural: phrase.is_plural(),
        named: head.is_proper(),
        ..Actor::default()
    }
}
