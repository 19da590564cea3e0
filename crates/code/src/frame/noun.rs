//! The deep roles of nouns that name an act.
//!
//! In: a noun. Out: its frame, with the roles of the verb that supports it. Never: verbs.
//!
//! *Putin's visit to Beijing*, *Putin paid a visit to Beijing* and *a visit by Putin to Beijing*
//! have the same frame: subject *Putin*, slot `to` *Beijing*.

use dateline_parse::Label;

use super::{Frame, FrameBuilder, Slot, lemma_with_particle};
use crate::text::Node;

impl FrameBuilder<'_> {
    pub(super) fn noun_frame<'a>(&self, noun: Node<'a>) -> Frame<'a> {
        let mut frame = Frame::new(noun);
        frame.lemma = noun.lemma().to_lowercase();
        let top = self.measured_by(noun);
        self.add_prepositions(&mut frame, noun);
        if top != noun {
            self.add_prepositions(&mut frame, top);
        }
        frame.support = self.support(top);
        if let Some(support) = frame.support {
            self.add_support(&mut frame, support, top);
        }
        self.add_own_roles(&mut frame, noun);
        frame
    }

    /// "talks" -> "series" in "a series of talks"; else the noun itself.
    fn measured_by<'a>(&self, noun: Node<'a>) -> Node<'a> {
        let preposition = noun.head().filter(|_| noun.label() == Label::Pobj);
        let outer = preposition.and_then(|preposition| preposition.head());
        outer
            .filter(|outer| self.transparent_nouns.has(outer.lemma()))
            .unwrap_or(noun)
    }

    /// The verb that carries the noun.
    fn support<'a>(&self, noun: Node<'a>) -> Option<Node<'a>> {
        let head = noun.head()?;
        match noun.label() {
            Label::Dobj | Label::Attr | Label::Oprd => self.light(head, None),
            Label::Nsubjpass => self.light(head, None).or_else(|| self.occurrence(head)),
            Label::Nsubj => self.occurrence(head),
            Label::Pobj => self.light(head.head()?, Some(head)),
            Label::Conj if head.is_noun() => self.support(head),
            Label::Acl | Label::Relcl => None,
            _ => None,
        }
        .or_else(|| self.participle_support(noun))
    }

    fn light<'a>(&self, verb: Node<'a>, preposition: Option<Node<'a>>) -> Option<Node<'a>> {
        let mut lemma = lemma_with_particle(verb);
        if let Some(preposition) = preposition {
            lemma = format!("{lemma} {}", preposition.lemma());
        }
        self.light_verbs.has(&lemma).then_some(verb)
    }

    fn occurrence<'a>(&self, verb: Node<'a>) -> Option<Node<'a>> {
        let plain = lemma_with_particle(verb);
        let with_object = verb
            .child(Label::Dobj)
            .map(|object| format!("{plain} {}", object.lemma()));
        let known = self.occurrence_verbs.has(&with_object.unwrap_or(plain));
        known.then_some(verb)
    }

    /// "talks held in Rome", "the summit that opened on Monday".
    fn participle_support<'a>(&self, noun: Node<'a>) -> Option<Node<'a>> {
        let clause = noun
            .children()
            .find(|child| matches!(child.label(), Label::Acl | Label::Relcl) && child.is_verb())?;
        let is_own = clause.label() == Label::Acl
            || clause
                .child(Label::Nsubj)
                .is_none_or(|subject| self.relative_pronouns.has(&subject.lower()));
        self.light_verbs
            .has(&lemma_with_particle(clause))
            .then_some(clause)
            .filter(|_| is_own)
    }

    /// Takes subject and prepositional slots from the verb that supports the noun.
    fn add_support<'a>(&self, frame: &mut Frame<'a>, support: Node<'a>, noun: Node<'a>) {
        let verb = self.verb_frame(support);
        let own = [noun.token, frame.trigger.token];
        let is_noun = |node: &Node| own.contains(&node.token);
        let subject: Vec<Node> = verb
            .fillers(Slot::Subject)
            .iter()
            .copied()
            .filter(|node| !is_noun(node))
            .collect();
        frame.passive = verb.passive;
        frame.add(Slot::Subject, subject);
        frame.add(Slot::Indirect, verb.fillers(Slot::Indirect).iter().copied());
        for (slot, nodes) in verb.slots() {
            let carries = nodes.iter().any(is_noun);
            if let (Slot::Preposition(_), false) = (slot, carries) {
                frame.add(slot, nodes.iter().copied());
            }
        }
    }

    /// Possessors, modifiers and complements of the noun itself.
    fn add_own_roles<'a>(&self, frame: &mut Frame<'a>, noun: Node<'a>) {
        let left =
            |child: &Node| matches!(child.label(), Label::Compound | Label::Amod | Label::Nmod);
        frame.add(Slot::Modifier, noun.children().filter(left));
        for child in noun.children() {
            match child.label() {
                Label::Acl if child.tag() == dateline_parse::Tag::Verb => {
                    frame.add(Slot::Infinitive, [child]);
                }
                Label::Acl if child.child(Label::Mark).is_some() => {
                    frame.add(Slot::Clause, [child])
                }
                _ => {}
            }
        }
        let between = frame.fillers(Slot::Preposition("between")).to_vec();
        let mut by = frame.fillers(Slot::Preposition("by")).to_vec();
        if by.is_empty() {
            by = self.stray_agents(noun);
        }
        let owner: Vec<Node> = noun
            .child(Label::Poss)
            .map_or(Vec::new(), |owner| self.expand(owner));
        let has_subject = !frame.fillers(Slot::Subject).is_empty();
        frame.add_if_absent(Slot::Subject, by);
        frame.add_if_absent(Slot::Subject, between);
        if !has_subject {
            frame.add_if_absent(Slot::Subject, owner);
        }
        let of = frame.fillers(Slot::Preposition("of")).to_vec();
        frame.add_if_absent(Slot::Object, of);
    }
}
