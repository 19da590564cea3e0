//! Who stands where around a word of membership.
//!
//! In: a verb or noun in its sentence. Out: the states that are its subjects or objects, the
//! organisation that it speaks of. Never: how they belong together (see [`super::membership`]).
//!
//! In *Orban, whose country joined the alliance* the subject of *joined* is Hungary, and the alliance is
//! the organisation spoken of before.

use dateline_parse::{Label, Tag};

use super::membership::Reader;
use super::runs::State;
use crate::mention::{Actor, ActorKind, Form, Mention};
use crate::text::Node;

impl Reader<'_> {
    /// The direct and prepositional objects of a verb or noun.
    pub(super) fn objects<'n>(&self, node: &Node<'n>) -> impl Iterator<Item = Node<'n>> + use<'n> {
        let prepositional = |child: &Node<'n>| match child.label() {
            Label::Dobj => Some(*child),
            Label::Prep | Label::Dative => child.child(Label::Pobj).or_else(|| {
                child
                    .child(Label::Prep)
                    .and_then(|inner| inner.child(Label::Pobj))
            }),
            _ => None,
        };
        node.children()
            .filter_map(move |child| prepositional(&child))
    }

    /// The states that are subjects of a verb: its own, that of the verb it is joined to, the noun
    /// that its relative clause is about, or those that stand right before it.
    pub(super) fn subjects(&self, verb: &Node) -> Vec<State> {
        let is_subject = |child: &Node| matches!(child.label(), Label::Nsubj | Label::Nsubjpass);
        let own = verb.children().rfind(is_subject);
        let states = match own {
            Some(subject) => self.subject_states(verb, &subject),
            None if verb.label() == Label::Conj => verb
                .head()
                .map_or(Vec::new(), |first| self.subjects(&first)),
            None => Vec::new(),
        };
        if states.is_empty() {
            self.just_before(verb)
        } else {
            states
        }
    }

    pub(super) fn subject_states(&self, verb: &Node, subject: &Node) -> Vec<State> {
        let states = self.states(subject);
        let relative = matches!(subject.tag(), Tag::WhDeterminer | Tag::WhPronoun);
        match verb.head().filter(|_| relative && states.is_empty()) {
            Some(head) => self.state(&head),
            None => states,
        }
    }

    /// The list of states before a verb and its auxiliaries.
    pub(super) fn just_before(&self, verb: &Node) -> Vec<State> {
        let mut token = verb.token;
        while token > 0 {
            let before = verb.at(token - 1);
            let auxiliary = matches!(before.label(), Label::Aux | Label::Auxpass)
                || matches!(before.tag(), Tag::Adverb);
            if !auxiliary {
                break;
            }
            token -= 1;
        }
        self.runs.ending(token).to_vec()
    }

    /// The states that a noun and those listed with it stand for.
    pub(super) fn states(&self, node: &Node) -> Vec<State> {
        let conjuncts = node.with_conjuncts();
        let mut states: Vec<State> = conjuncts.iter().flat_map(|one| self.state(one)).collect();
        for (_, token) in states.clone() {
            for listed in self.runs.around(token) {
                if !states.contains(listed) {
                    states.push(listed.clone());
                }
            }
        }
        states.sort_by_key(|(_, token)| *token);
        states
    }

    /// The states that a noun stands for, or the state of the one whose country it is.
    pub(super) fn state(&self, node: &Node) -> Vec<State> {
        let own = self
            .mention(node)
            .map_or(Vec::new(), |mention| self.state_codes(mention));
        let codes = if own.is_empty() {
            self.country_of(node)
        } else {
            own
        };
        codes.into_iter().map(|code| (code, node.token)).collect()
    }

    /// 'whose country', 'his country'.
    pub(super) fn country_of(&self, node: &Node) -> Vec<String> {
        if !self.words.whose.has(node.lemma()) {
            return Vec::new();
        }
        let Some(owner) = node.child(Label::Poss) else {
            return Vec::new();
        };
        let relative = owner.tag() == Tag::WhPossessive;
        let clause = node
            .head()
            .filter(|_| relative)
            .and_then(|verb| verb.head());
        let person = self
            .mention(&owner)
            .filter(|mention| !mention.actors.is_empty());
        let person = person.or_else(|| self.mention(&clause?));
        let actors = person.into_iter().flat_map(|mention| self.actors(mention));
        actors.filter_map(|actor| actor.country.clone()).collect()
    }

    pub(super) fn mention(&self, node: &Node) -> Option<&Mention> {
        let index = self
            .mentions
            .by_head
            .get(self.scan.view.index)?
            .get(node.token)?;
        Some(&self.mentions.all[(*index)?])
    }

    pub(super) fn actors(&self, mention: &Mention) -> impl Iterator<Item = &Actor> {
        mention
            .actors
            .iter()
            .map(|&actor| &self.mentions.actors[actor])
    }

    pub(super) fn state_codes(&self, mention: &Mention) -> Vec<String> {
        let states = self
            .actors(mention)
            .filter(|actor| actor.kind == ActorKind::State);
        states.filter_map(|actor| actor.country.clone()).collect()
    }

    /// The organisation that a name, or a common noun for an organisation, stands for.
    pub(super) fn organisation(&self, node: &Node) -> Option<State> {
        let common = self
            .words
            .organisation_nouns
            .has(&node.lemma().to_lowercase());
        let code = self.mention(node).and_then(|mention| {
            let named = matches!(mention.form, Form::Name | Form::Modifier) || node.is_proper();
            self.organisation_code(mention).filter(|_| named || common)
        });
        match code {
            Some(code) => Some((code, node.token)),
            None if common && !node.is_proper() && self.is_definite(node) => self.salient(node),
            None => None,
        }
    }

    pub(super) fn is_definite(&self, noun: &Node) -> bool {
        let definite = |child: Node| self.words.definite.has(&child.lower());
        noun.child(Label::Det).is_some_and(definite) && noun.child(Label::Prep).is_none()
    }

    pub(super) fn organisation_code(&self, mention: &Mention) -> Option<String> {
        let mut actors = self.actors(mention);
        let actor = actors.find(|actor| actor.kind == ActorKind::Organisation)?;
        actor.organisation.clone()
    }

    /// The organisation spoken of just before a node, else the one spoken of most so far.
    pub(super) fn salient(&self, node: &Node) -> Option<State> {
        let here = self.scan.view.index;
        let paragraph = |index: usize| self.text.sentences[index].sentence().paragraph;
        let mut counts: Vec<(String, usize)> = Vec::new();
        let mut just_before = None;
        for mention in self.mentions.all.iter().filter(|mention| {
            (mention.sentence, mention.head) < (here, node.token)
                && self.text.sentences[mention.sentence].kind().is_coded()
        }) {
            let Some(code) = self.organisation_code(mention) else {
                continue;
            };
            let near =
                mention.sentence + 1 >= here && paragraph(mention.sentence) == paragraph(here);
            if near {
                just_before = just_before.max(Some((mention.sentence, mention.head, code.clone())));
            }
            match counts.iter_mut().find(|(known, _)| *known == code) {
                Some((_, count)) => *count += 1,
                None => counts.push((code, 1)),
            }
        }
        let most = counts
            .into_iter()
            .max_by_key(|(_, count)| *count)
            .map(|(code, _)| code);
        just_before
            .map(|(_, _, code)| code)
            .or(most)
            .map(|code| (code, node.token))
    }
}
