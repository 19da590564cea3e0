//! The deep roles of verbs and predicate adjectives.
//!
//! In: a verb or adjective. Out: its frame. Never: noun triggers (see [`super::noun`]).
//!
//! In *Zelensky agreed to meet Xi* the frame of *meet* has the subject *Zelensky* by control.

use dateline_parse::{Label, Tag};

use super::{Frame, FrameBuilder, Slot, lemma_with_particle};
use crate::text::Node;

impl FrameBuilder<'_> {
    pub(super) fn verb_frame<'a>(&self, verb: Node<'a>) -> Frame<'a> {
        let mut frame = Frame::new(verb);
        frame.passive = is_passive(verb);
        let surface = self.surface_subject(verb);
        if frame.passive {
            frame.add(Slot::Object, surface);
            frame.add(Slot::Subject, self.agents(verb));
        } else {
            frame.add(Slot::Subject, surface);
        }
        self.add_objects(&mut frame, verb);
        self.add_complements(&mut frame, verb);
        self.add_prepositions(&mut frame, verb);
        self.add_object_prepositions(&mut frame);
        frame
    }

    /// What hangs on the object is often meant for the verb: "cut aid to Mali", "broke ties with".
    fn add_object_prepositions<'a>(&self, frame: &mut Frame<'a>) {
        let mut of_objects = Frame::new(frame.trigger);
        for object in frame.fillers(Slot::Object).to_vec() {
            if object.is_noun() {
                self.add_prepositions(&mut of_objects, object);
            }
        }
        for (slot, nodes) in of_objects.slots() {
            frame.add_if_absent(slot, nodes.iter().copied());
        }
    }

    /// Who a passive verb is done by.
    pub(super) fn agents<'a>(&self, verb: Node<'a>) -> Vec<Node<'a>> {
        let by = verb
            .all(Label::Agent)
            .filter_map(|by| by.child(Label::Pobj));
        let own: Vec<Node> = by.flat_map(|filler| self.expand(filler)).collect();
        if own.is_empty() {
            self.stray_agents(verb)
        } else {
            own
        }
    }

    /// The agent of a passive that was hung on a noun before it: "accused of fraud by Kenya".
    fn stray_agents<'a>(&self, verb: Node<'a>) -> Vec<Node<'a>> {
        let nouns = verb
            .all(Label::Prep)
            .filter_map(|preposition| preposition.child(Label::Pobj));
        let below = nouns.flat_map(|noun| noun.children());
        let by = below.filter(|child| self.agent_marks.has(child.lemma()));
        let agents = by.filter_map(|by| by.child(Label::Pobj));
        agents.flat_map(|filler| self.expand(filler)).collect()
    }

    fn add_objects<'a>(&self, frame: &mut Frame<'a>, verb: Node<'a>) {
        for child in verb.children() {
            match child.label() {
                Label::Dobj => frame.add(Slot::Object, self.expand(child)),
                Label::Dative if child.child(Label::Pobj).is_none() => {
                    frame.add(Slot::Indirect, self.expand(child));
                }
                _ => {}
            }
        }
        if verb.label() == Label::Relcl && !frame.passive && self.has_own_subject(verb) {
            let gap = verb
                .head()
                .filter(|_| frame.fillers(Slot::Object).is_empty());
            if self.relative_object(verb) {
                frame.add_if_absent(Slot::Object, gap);
            }
        }
    }

    /// Whether a relative clause leaves its object to the noun before it ("the deal they signed").
    fn relative_object(&self, verb: Node) -> bool {
        let opens = |child: &Node| self.relative_pronouns.has(&child.lower());
        let adverbial = |child: Node| child.tag() == Tag::WhAdverb;
        !verb.children().filter(opens).any(adverbial)
            && !verb.children().any(|child| {
                child.label() == Label::Prep && child.child(Label::Pobj).is_some_and(|p| opens(&p))
            })
    }

    fn has_own_subject(&self, verb: Node) -> bool {
        let own = verb.child(Label::Nsubj);
        let of_antecedent = |subject: &Node| {
            let owner = subject.child(Label::Poss);
            owner.is_some_and(|owner| owner.tag() == Tag::WhPossessive)
        };
        own.is_some_and(|subject| {
            !self.relative_pronouns.has(&subject.lower()) && !of_antecedent(&subject)
        })
    }

    /// Whether a clause is opened by a word like "before": no complement, whatever its label.
    fn is_adverbial(&self, clause: Node) -> bool {
        clause
            .all(Label::Mark)
            .any(|mark| self.subordinators.has(&mark.lower()))
    }

    fn add_complements<'a>(&self, frame: &mut Frame<'a>, verb: Node<'a>) {
        for child in verb.children() {
            match child.label() {
                Label::Ccomp if self.is_adverbial(child) => {}
                Label::Ccomp => frame.add(clause_slot(child), [child]),
                Label::Xcomp if child.is_verb() => frame.add(clause_slot(child), [child]),
                Label::Attr | Label::Acomp | Label::Oprd | Label::Xcomp => {
                    frame.add(Slot::Complement, self.expand(child));
                }
                _ => {}
            }
        }
    }

    /// The grammatical subject of a verb or predicate adjective, found through relative clauses,
    /// coordination, control and participles.
    pub fn surface_subject<'a>(&self, node: Node<'a>) -> Vec<Node<'a>> {
        self.subject_within(node, 8)
    }

    fn subject_within<'a>(&self, node: Node<'a>, steps: usize) -> Vec<Node<'a>> {
        if steps == 0 {
            return Vec::new();
        }
        let own = own_subject(node);
        if let Some(subject) = own {
            return self.expand(subject);
        }
        let Some(head) = node.head() else {
            return Vec::new();
        };
        match node.label() {
            Label::Conj if head.is_verb() || !head.is_noun() => {
                self.subject_within(head, steps - 1)
            }
            Label::Xcomp | Label::Acomp | Label::Oprd => self.controller(node, head, steps),
            Label::Advcl | Label::Ccomp => self.subject_within(head, steps - 1),
            Label::Relcl => Vec::new(),
            Label::Acl if is_infinitive(node) => self.noun_controller(head, steps),
            Label::Acl => self.expand_one(head),
            Label::Pcomp => self.gerund_controller(head, steps),
            _ => Vec::new(),
        }
    }

    fn expand_one<'a>(&self, noun: Node<'a>) -> Vec<Node<'a>> {
        vec![self.antecedent(noun)]
    }

    /// Who carries out an infinitive that hangs on `head`.
    fn controller<'a>(&self, node: Node<'a>, head: Node<'a>, steps: usize) -> Vec<Node<'a>> {
        let takes_object =
            node.label() == Label::Xcomp && !self.subject_control.has(&lemma_with_particle(head));
        let before = |child: &Node| child.token < node.token;
        let addresses = |child: &Node| match child.label() {
            Label::Dobj | Label::Dative => true,
            Label::Prep => {
                let pair = format!("{} {}", head.lemma(), child.lemma());
                self.addressing_verbs.has(&pair)
            }
            _ => false,
        };
        let object = head
            .children()
            .find(|child| before(child) && addresses(child));
        match object {
            Some(object) if takes_object => match object.child(Label::Pobj) {
                Some(inner) => self.expand(inner),
                None => self.expand(object),
            },
            _ => self.subject_within(head, steps - 1),
        }
    }

    /// Who carries out the infinitive of a noun: "Ankara's plan to …", "Ankara has a plan to …".
    fn noun_controller<'a>(&self, noun: Node<'a>, steps: usize) -> Vec<Node<'a>> {
        if let Some(owner) = noun.child(Label::Poss) {
            return self.expand(owner);
        }
        match noun.head() {
            Some(verb) if noun.label() == Label::Dobj => self.subject_within(verb, steps - 1),
            _ => Vec::new(),
        }
    }

    /// Who carries out the gerund after a preposition: "accused Iran of arming", "after meeting".
    fn gerund_controller<'a>(&self, preposition: Node<'a>, steps: usize) -> Vec<Node<'a>> {
        let Some(governor) = preposition.head() else {
            return Vec::new();
        };
        if governor.is_noun() {
            return self.noun_controller(governor, steps);
        }
        let shares_object = self.object_clause_prepositions.has(preposition.lemma());
        match governor.child(Label::Dobj) {
            Some(object) if shares_object => self.expand(object),
            _ => self.subject_within(governor, steps - 1),
        }
    }
}

/// The subject that hangs on a verb, or on an auxiliary of it.
fn own_subject(node: Node) -> Option<Node> {
    let is_subject = |child: &Node| {
        matches!(child.label(), Label::Nsubj | Label::Nsubjpass) && child.token != node.token
    };
    let auxiliaries = || {
        node.children()
            .filter(|child| matches!(child.label(), Label::Aux | Label::Auxpass))
    };
    let on_auxiliary = || {
        auxiliaries()
            .flat_map(|auxiliary| auxiliary.children())
            .find(is_subject)
    };
    node.children().find(is_subject).or_else(on_auxiliary)
}

fn clause_slot<'a>(clause: Node) -> Slot<'a> {
    if is_infinitive(clause) {
        Slot::Infinitive
    } else if clause.tag() == Tag::VerbGerund && clause.child(Label::Aux).is_none() {
        Slot::Gerund
    } else {
        Slot::Clause
    }
}

/// Whether a verb stands in the infinitive with its mark.
pub fn is_infinitive(verb: Node) -> bool {
    verb.tag() == Tag::Verb && verb.all(Label::Aux).any(|child| child.tag() == Tag::To)
}

/// Whether a verb is passive on the surface.
pub fn is_passive(verb: Node) -> bool {
    if verb
        .children()
        .any(|child| matches!(child.label(), Label::Auxpass | Label::Nsubjpass))
    {
        return true;
    }
    if verb.tag() != Tag::VerbParticiple {
        return false;
    }
    let own_aux = verb.child(Label::Aux).is_some();
    match verb.label() {
        Label::Acl => true,
        Label::Advcl => !own_aux && verb.child(Label::Nsubj).is_none(),
        Label::Conj if !own_aux && verb.child(Label::Nsubj).is_none() => verb
            .head()
            .is_some_and(|head| head.is_verb() && is_passive(head)),
        _ => verb.child(Label::Agent).is_some() && verb.child(Label::Dobj).is_none(),
    }
}
