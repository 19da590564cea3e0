//! The deep roles of nouns that name an act.
//!
//! In: a noun. Out: its frame, with the roles of the verb that supports it. Never: verbs.
//!
//! *Putin's visit to Beijing*, *Putin paid a visit to Beijing* and *a visit by Putin to Beijing*
//! have the same frame: subject *Putin*, slot `to` *Beijing*.

use dateline_parse::Label;

use super::{
    Frame, FrameBuilder, Slot, full_lemma, is_infinitive, is_passive, lemma_with_particle,
};
use crate::lexicon::WordSet;
use crate::text::Node;

/// So many predicates may stand between a noun and the infinitive that carries it.
const RAISINGS: usize = 3;

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
        self.add_object_prepositions(&mut frame);
        self.add_far_prepositions(&mut frame, noun);
        self.add_behind_doers(&mut frame, noun);
        self.add_contents(&mut frame, noun);
        frame
    }

    /// "a package that includes tanks *for Kyiv*": what hangs on the things that a noun holds.
    fn add_contents<'a>(&self, frame: &mut Frame<'a>, noun: Node<'a>) {
        let clauses = noun.all(Label::Relcl).chain(noun.all(Label::Acl));
        let things: Vec<Node> = clauses
            .filter(|clause| self.containing_verbs.has(clause.lemma()))
            .flat_map(|clause| clause.all(Label::Dobj))
            .flat_map(|thing| thing.with_conjuncts())
            .collect();
        for preposition in things.iter().flat_map(|thing| thing.all(Label::Prep)) {
            if frame
                .fillers(Slot::Preposition(preposition.lemma()))
                .is_empty()
            {
                self.add_preposition(frame, preposition);
            }
        }
    }

    /// "a visit by the premier *to Oslo*", where the goal was hung on the one who goes.
    fn add_behind_doers<'a>(&self, frame: &mut Frame<'a>, noun: Node<'a>) {
        let marks = |before: &Node| {
            self.agent_marks.has(before.lemma()) || self.partitive_marks.has(before.lemma())
        };
        let doers: Vec<Node> = noun
            .children()
            .filter(|child| matches!(child.label(), Label::Prep | Label::Agent) && marks(child))
            .filter_map(|before| before.child(Label::Pobj))
            .collect();
        for behind in doers.iter().flat_map(|doer| doer.all(Label::Prep)) {
            let slot = Slot::Preposition(behind.lemma());
            if !marks(&behind) && frame.fillers(slot).is_empty() {
                self.add_preposition(frame, behind);
            }
        }
    }

    /// "talks" -> "series" in "a series of talks"; else the noun itself.
    fn measured_by<'a>(&self, noun: Node<'a>) -> Node<'a> {
        let preposition = noun
            .head()
            .filter(|head| noun.label() == Label::Pobj && self.partitive_marks.has(head.lemma()));
        let outer = preposition.and_then(|preposition| preposition.head());
        outer
            .filter(|outer| self.transparent_nouns.has(outer.lemma()))
            .unwrap_or(noun)
    }

    /// The verb that carries the noun.
    fn support<'a>(&self, noun: Node<'a>) -> Option<Node<'a>> {
        let head = noun.head()?;
        match noun.label() {
            Label::Dobj | Label::Attr | Label::Oprd => {
                let carries = self.light(head, None);
                carries.or_else(|| self.converse(noun, head, None))
            }
            Label::Nsubjpass => self
                .light(head, None)
                .or_else(|| self.occurrence(head))
                .or_else(|| self.raised(head)),
            Label::Nsubj => self.occurrence(head).or_else(|| self.raised(head)),
            Label::Pobj => {
                let verb = head.head()?;
                let carries = self.light(verb, Some(head));
                carries
                    .or_else(|| self.idiom(verb, head))
                    .or_else(|| self.converse(noun, verb, Some(head)))
                    .or_else(|| self.carries(self.affecting_verbs, verb, Some(head)))
            }
            Label::Conj if head.is_noun() => self.support(head),
            Label::Acl | Label::Relcl => None,
            _ => None,
        }
        .or_else(|| self.participle_support(noun))
    }

    fn light<'a>(&self, verb: Node<'a>, preposition: Option<Node<'a>>) -> Option<Node<'a>> {
        self.carries(self.light_verbs, verb, preposition)
    }

    /// The verb of an idiom with a noun of its own before the preposition, which hangs on either:
    /// "took *part in* exercises".
    fn idiom<'a>(&self, above: Node<'a>, preposition: Node<'a>) -> Option<Node<'a>> {
        let (verb, part) = match above.is_noun() && above.label() == Label::Dobj {
            true => (above.head()?, above),
            false => (above, above.child(Label::Dobj)?),
        };
        let whole = [verb, part, preposition].map(|node| node.lemma()).join(" ");
        self.light_verbs.has(&whole).then_some(verb)
    }

    /// The verb, if it is among `verbs` with its particle and the preposition.
    fn carries<'a>(
        &self,
        verbs: &WordSet,
        verb: Node<'a>,
        preposition: Option<Node<'a>>,
    ) -> Option<Node<'a>> {
        let lemma = full_lemma(verb);
        let known = match preposition {
            Some(preposition) => {
                let first = lemma.split(' ').next().unwrap_or_default();
                verbs.opens(first) && verbs.has(&format!("{lemma} {}", preposition.lemma()))
            }
            None => verbs.has(&lemma),
        };
        known.then_some(verb)
    }

    /// "Talks are due to be held", "The summit is expected to open": the infinitive whose subject
    /// the noun is as well.
    fn raised<'a>(&self, verb: Node<'a>) -> Option<Node<'a>> {
        let mut above = verb;
        for _ in 0..RAISINGS {
            above = above.children().find(|child| {
                let complement = matches!(child.label(), Label::Acomp | Label::Oprd | Label::Xcomp);
                complement && (!child.is_verb() || is_infinitive(*child))
            })?;
            let carries = || self.light(above, None).filter(|verb| is_passive(*verb));
            if let Some(found) = self.occurrence(above).or_else(carries) {
                return Some(found).filter(|found| found.is_verb());
            }
        }
        None
    }

    /// The verb that carries a noun, if its subject suffers the act: "*faced* sanctions".
    fn converse<'a>(
        &self,
        noun: Node<'a>,
        verb: Node<'a>,
        preposition: Option<Node<'a>>,
    ) -> Option<Node<'a>> {
        let carried = matches!(noun.label(), Label::Dobj | Label::Pobj);
        let suffers = self.carries(self.suffering_verbs, verb, preposition);
        let from = || {
            self.carries(self.converse_verbs, verb, preposition)
                .filter(|_| !self.sources(verb, noun).is_empty())
        };
        suffers.or_else(from).filter(|_| carried)
    }

    /// From whom an act is suffered: "criticism *from Oslo*", "the backing *of Oslo*".
    fn sources<'a>(&self, support: Node<'a>, noun: Node<'a>) -> Vec<Node<'a>> {
        let below = noun.subtree();
        let inside = below
            .map(|token| noun.at(token))
            .filter(|node| node.label() == Label::Prep);
        let mut from = inside
            .chain(support.all(Label::Prep))
            .filter(|preposition| self.source_prepositions.has(preposition.lemma()));
        let named = from.find_map(|preposition| preposition.child(Label::Pobj));
        let of = noun
            .all(Label::Prep)
            .filter(|preposition| self.partitive_marks.has(preposition.lemma()))
            .find_map(|preposition| preposition.child(Label::Pobj))
            .filter(Node::is_proper);
        let source = named.or(of).or_else(|| noun.child(Label::Poss));
        source.map_or(Vec::new(), |source| self.expand(source))
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
                .is_none_or(|subject| self.relative_pronouns.has(subject.lowered()));
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
        let preposition = noun.head().filter(|_| noun.label() == Label::Pobj);
        if self.converse(noun, support, preposition).is_some() {
            frame.affected = verb.fillers(Slot::Subject).to_vec();
            frame.passive = true;
            frame.add(Slot::Subject, self.sources(support, noun));
            return;
        }
        if self
            .carries(self.affecting_verbs, support, preposition)
            .is_some()
        {
            frame.affected = verb.fillers(Slot::Object).to_vec();
        }
        let subject: Vec<Node> = verb
            .fillers(Slot::Subject)
            .iter()
            .copied()
            .filter(|node| !is_noun(node))
            .collect();
        frame.passive = verb.passive;
        frame.add(Slot::Subject, subject);
        frame.add(Slot::Indirect, verb.fillers(Slot::Indirect).iter().copied());
        frame.add_if_absent(
            Slot::Infinitive,
            verb.fillers(Slot::Infinitive).iter().copied(),
        );
        let asks = self.asking_nouns.has(noun.lemma()) || self.aiming_nouns.has(noun.lemma());
        let purposes = support
            .all(Label::Advcl)
            .filter(|clause| asks && is_infinitive(*clause));
        frame.add_if_absent(Slot::Infinitive, purposes);
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
