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
        let small = self.small_word(verb);
        if frame.passive {
            let given = verb.child(Label::Dobj).is_some_and(|thing| thing.is_noun());
            let slot = if given { Slot::Indirect } else { Slot::Object };
            frame.add(slot, surface);
            frame.add(Slot::Subject, self.agents(verb));
        } else {
            frame.add(Slot::Subject, surface);
        }
        self.add_objects(&mut frame, verb);
        let behind = small.and_then(|word| word.child(Label::Pobj));
        frame.add_if_absent(
            Slot::Object,
            behind.map_or(Vec::new(), |noun| self.expand(noun)),
        );
        self.add_complements(&mut frame, verb);
        if let Some(copula) = copula(verb) {
            self.add_clauses(&mut frame, copula);
        }
        self.add_object_infinitives(&mut frame, verb);
        self.add_prepositions(&mut frame, verb);
        self.add_object_prepositions(&mut frame);
        self.add_far_prepositions(&mut frame, verb);
        self.add_relative_preposition(&mut frame, verb);
        if !frame.passive && frame.fillers(Slot::Object).is_empty() {
            frame.shared = shared_object(verb).map_or(Vec::new(), |object| self.expand(object));
        }
        frame
    }

    /// An infinitive that was hung on the one who is asked or promised: "promised Kyiv to send".
    fn add_object_infinitives<'a>(&self, frame: &mut Frame<'a>, verb: Node<'a>) {
        if !self.infinitive_verbs.has(&lemma_with_particle(verb)) {
            return;
        }
        let objects = verb.all(Label::Dobj).chain(verb.all(Label::Dative));
        let below = objects.flat_map(|object| object.children());
        let infinitives = below.filter(|child| {
            matches!(child.label(), Label::Relcl | Label::Acl) && is_infinitive(*child)
        });
        let found: Vec<Node> = infinitives.collect();
        frame.add_if_absent(Slot::Infinitive, found);
    }

    /// "the farmer on whom they fired": the noun before the clause stands behind the preposition.
    fn add_relative_preposition<'a>(&self, frame: &mut Frame<'a>, verb: Node<'a>) {
        let Some(noun) = verb.head().filter(|_| verb.label() == Label::Relcl) else {
            return;
        };
        let stray = noun
            .all(Label::Prep)
            .filter(|child| child.token < verb.token);
        for preposition in stray {
            let object = preposition.child(Label::Pobj);
            if object.is_some_and(|object| self.relative_pronouns.has(object.lowered())) {
                frame.add_if_absent(Slot::Preposition(preposition.lemma()), [noun]);
            }
        }
    }

    /// The clauses of a copula are those of its adjective: "it is true that …".
    fn add_clauses<'a>(&self, frame: &mut Frame<'a>, copula: Node<'a>) {
        for child in copula.children() {
            let clause = matches!(child.label(), Label::Ccomp | Label::Xcomp) && child.is_verb();
            if clause && child != frame.trigger && !self.is_adverbial(child) {
                frame.add_if_absent(clause_slot(child), [child]);
            }
        }
    }

    /// What hangs on the object is often meant for the verb: "cut aid to Mali", "broke ties with".
    pub(super) fn add_object_prepositions<'a>(&self, frame: &mut Frame<'a>) {
        let mut of_objects = Frame::new(frame.trigger);
        for object in frame.fillers(Slot::Object).to_vec() {
            if object.is_noun() {
                self.add_prepositions(&mut of_objects, object);
                self.add_far_prepositions(&mut of_objects, object);
            }
        }
        for (slot, nodes) in of_objects.slots() {
            let named = nodes.iter().copied().filter(Node::is_proper);
            match frame.fillers(slot).is_empty() {
                true => frame.add(slot, nodes.iter().copied()),
                false => frame.add(slot, named),
            }
        }
    }

    /// Who a passive verb is done by.
    pub(super) fn agents<'a>(&self, verb: Node<'a>) -> Vec<Node<'a>> {
        let by = verb
            .all(Label::Agent)
            .filter_map(|by| by.child(Label::Pobj));
        let own: Vec<Node> = by.flat_map(|filler| self.expand(filler)).collect();
        if !own.is_empty() {
            return own;
        }
        let participles = self.agents_behind_participles(verb);
        if participles.is_empty() {
            self.stray_agents(verb)
        } else {
            participles
        }
    }

    /// "by retreating troops", where the participle was taken for a gerund.
    fn agents_behind_participles<'a>(&self, verb: Node<'a>) -> Vec<Node<'a>> {
        let by = verb
            .all(Label::Prep)
            .filter(|child| self.agent_marks.has(child.lemma()));
        let gerunds = by.filter_map(|by| by.child(Label::Pcomp));
        let plain = gerunds.filter(|gerund| gerund.tag() == Tag::VerbGerund);
        let nouns = plain.filter_map(|gerund| gerund.child(Label::Dobj));
        let bare = nouns.filter(|noun| noun.child(Label::Det).is_none());
        bare.flat_map(|noun| self.expand(noun)).collect()
    }

    /// The agent of a passive that was hung on a noun before it: "accused of fraud by Kenya".
    pub(super) fn stray_agents<'a>(&self, verb: Node<'a>) -> Vec<Node<'a>> {
        let nouns = verb
            .all(Label::Prep)
            .filter_map(|preposition| preposition.child(Label::Pobj));
        let below = nouns.flat_map(|noun| noun.children());
        let by = below.filter(|child| self.agent_marks.has(child.lemma()));
        let agents = by.filter_map(|by| by.child(Label::Pobj));
        agents.flat_map(|filler| self.expand(filler)).collect()
    }

    fn add_objects<'a>(&self, frame: &mut Frame<'a>, verb: Node<'a>) {
        let objects: Vec<Node> = verb.all(Label::Dobj).collect();
        let gives = self.giving_verbs.has(&lemma_with_particle(verb));
        if let ([first, _], true) = (objects.as_slice(), gives && !frame.passive) {
            frame.add(Slot::Indirect, self.expand(*first));
        }
        let given = frame.fillers(Slot::Indirect).to_vec();
        let names = self.naming_verbs.has(verb.lemma());
        for child in verb.children() {
            match child.label() {
                Label::Dobj if given.contains(&child) => {}
                // "branded the blockade *a crime*"
                Label::Dobj if names && child != objects[0] => {
                    frame.add(Slot::Complement, self.expand(child));
                }
                Label::Dobj => {
                    frame.add(Slot::Object, self.expand(child));
                    self.add_receiver(frame, verb, child);
                }
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

    /// "gave Ukraine rifles", where the name was taken for a part of the thing.
    fn add_receiver<'a>(&self, frame: &mut Frame<'a>, verb: Node<'a>, thing: Node<'a>) {
        let gives = self.giving_verbs.has(&lemma_with_particle(verb));
        let named = |child: &Node| {
            let several = child.tag() == Tag::Nouns || child.children().next().is_some();
            child.is_proper() || self.people.has(child.lemma()) && several
        };
        let first = thing.children().find(|child| child.label() != Label::Det);
        let name = first.filter(|child| {
            gives && matches!(child.label(), Label::Compound | Label::Nmod) && named(child)
        });
        frame.add_if_absent(Slot::Indirect, name);
    }

    /// Whether a relative clause leaves its object to the noun before it ("the deal they signed").
    fn relative_object(&self, verb: Node) -> bool {
        let opens = |child: &Node| self.relative_pronouns.has(child.lowered());
        let adverbial = |child: Node| child.tag() == Tag::WhAdverb;
        !verb.children().filter(opens).any(adverbial)
            && !verb.children().any(|child| {
                child.label() == Label::Prep && child.child(Label::Pobj).is_some_and(|p| opens(&p))
            })
    }

    fn has_own_subject(&self, verb: Node) -> bool {
        let own = verb.all(Label::Nsubj).last();
        let of_antecedent = |subject: &Node| {
            let owner = subject.child(Label::Poss);
            owner.is_some_and(|owner| owner.tag() == Tag::WhPossessive)
        };
        own.is_some_and(|subject| {
            !self.relative_pronouns.has(subject.lowered()) && !of_antecedent(&subject)
        })
    }

    /// Whether a clause is opened by a word like "before": no complement, whatever its label.
    fn is_adverbial(&self, clause: Node) -> bool {
        clause
            .all(Label::Mark)
            .any(|mark| self.subordinators.has(mark.lowered()))
    }

    fn add_complements<'a>(&self, frame: &mut Frame<'a>, verb: Node<'a>) {
        for child in verb.children() {
            match child.label() {
                Label::Ccomp if self.is_adverbial(child) => {}
                Label::Ccomp if self.is_main(child) => {
                    let taken = own_subject(child).map_or(Vec::new(), |noun| self.expand(noun));
                    frame.add_if_absent(Slot::Object, taken);
                }
                Label::Advcl if is_infinitive(child) && self.asks(verb) => {
                    frame.add_if_absent(Slot::Infinitive, [child]);
                }
                Label::Advcl if is_infinitive(child) => self.add_aim(frame, child),
                Label::Ccomp => {
                    frame.add(clause_slot(child), [child]);
                    self.add_raised(frame, child);
                    self.add_verdict(frame, child);
                }
                Label::Xcomp if child.is_verb() => frame.add(clause_slot(child), [child]),
                Label::Attr | Label::Acomp | Label::Oprd | Label::Xcomp => {
                    frame.add(Slot::Complement, self.expand(child));
                }
                _ => {}
            }
        }
    }

    /// "sent boats *to rescue* them", and "called *for Kyiv to sign*", where those who are to act
    /// stand behind the preposition.
    fn add_aim<'a>(&self, frame: &mut Frame<'a>, infinitive: Node<'a>) {
        let stranded = infinitive
            .head()
            .into_iter()
            .flat_map(|verb| verb.all(Label::Prep));
        let stranded = stranded.filter(|before| before.children().next().is_none());
        let mut marks = infinitive.all(Label::Mark).chain(stranded);
        let mark = marks.find(|mark| self.subject_marks.has(mark.lowered()));
        let subject = infinitive.child(Label::Nsubj);
        match (mark, subject.or(infinitive.child(Label::Nsubjpass))) {
            (Some(mark), Some(_)) => {
                frame.add_if_absent(Slot::Infinitive, [infinitive]);
                let acting = subject.map_or(Vec::new(), |noun| self.expand(noun));
                frame.add_if_absent(Slot::Preposition(mark.lemma()), acting);
            }
            _ => frame.add(Slot::Purpose, [infinitive]),
        }
    }

    /// "said the raid was *illegal*": what a clause that is said as fact calls its subject.
    fn add_verdict<'a>(&self, frame: &mut Frame<'a>, clause: Node<'a>) {
        let unreal = |child: &Node| {
            child.label() == Label::Neg || child.label() == Label::Aux && child.tag() == Tag::Modal
        };
        if clause.children().any(|child| unreal(&child)) {
            return;
        }
        let predicates: Vec<Node> = clause
            .children()
            .filter(|child| matches!(child.label(), Label::Acomp | Label::Attr))
            .flat_map(|child| self.expand(child))
            .collect();
        if let (Some(judged), false) = (own_subject(clause), predicates.is_empty()) {
            frame.add(Slot::Judged, self.expand(judged));
            frame.add(Slot::Verdict, predicates);
        }
    }

    /// Whether a verb asks somebody to do what the infinitive behind it says.
    fn asks(&self, verb: Node) -> bool {
        let pairs = || {
            verb.all(Label::Prep)
                .map(|preposition| format!("{} {}", verb.lemma(), preposition.lemma()))
        };
        self.infinitive_verbs.has(&lemma_with_particle(verb))
            || pairs().any(|pair| self.addressing_verbs.has(&pair))
    }

    /// "The men who robbed a bank fled": whether a clause read as the complement of a relative
    /// clause, with the latter's object for its subject, is the main clause.
    fn is_main(&self, clause: Node) -> bool {
        let relative = clause.head().filter(|head| head.label() == Label::Relcl);
        let Some(verb) = relative.filter(|_| clause.label() == Label::Ccomp) else {
            return false;
        };
        let finite = !matches!(clause.tag(), Tag::Verb | Tag::VerbGerund);
        let top = verb
            .head()
            .is_some_and(|noun| noun.is_root() && noun.is_noun());
        let adjacent =
            own_subject(clause).is_some_and(|subject| subject.subtree().start == verb.token + 1);
        let speaks = self.speech_verbs.get(verb.lemma()).is_some();
        let free = verb.child(Label::Dobj).is_none() && clause.child(Label::Mark).is_none();
        finite && top && adjacent && free && !speaks
    }

    /// "wants Kyiv to sign": whose act is wanted is the object of wanting.
    fn add_raised<'a>(&self, frame: &mut Frame<'a>, clause: Node<'a>) {
        let subject = clause.child(Label::Nsubj).filter(|_| is_infinitive(clause));
        if let Some(subject) = subject {
            frame.add_if_absent(Slot::Object, self.expand(subject));
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
        if self.is_main(node) {
            let noun = node.head().and_then(|relative| relative.head());
            return noun.map_or(Vec::new(), |noun| self.expand(noun));
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
            Label::Advcl if is_infinitive(node) && self.asks(head) => {
                self.controller(node, head, steps)
            }
            Label::Advcl if is_infinitive(node) => match self.asked_of(head) {
                Some(asked) => self.expand(asked),
                None => self.subject_within(head, steps - 1),
            },
            Label::Advcl | Label::Ccomp => self.subject_within(head, steps - 1),
            Label::Relcl | Label::Acl if self.is_asked_of(node, head) => {
                let verb = head.head().unwrap_or(head);
                match self.subject_control.has(&lemma_with_particle(verb)) {
                    true => self.subject_within(verb, steps - 1),
                    false => self.expand(head),
                }
            }
            Label::Relcl => Vec::new(),
            Label::Acl if is_infinitive(node) => self.noun_controller(head, steps),
            Label::Acl => self.expand_one(head),
            Label::Pcomp => self.gerund_controller(head, steps),
            _ => Vec::new(),
        }
    }

    /// Whether an infinitive behind a noun says what the noun's verb asks of it: "told Iraq to go".
    fn is_asked_of(&self, infinitive: Node, noun: Node) -> bool {
        let object = matches!(noun.label(), Label::Dobj | Label::Dative);
        let verb = noun.head().filter(|_| object && is_infinitive(infinitive));
        verb.is_some_and(|verb| self.infinitive_verbs.has(&lemma_with_particle(verb)))
    }

    fn expand_one<'a>(&self, noun: Node<'a>) -> Vec<Node<'a>> {
        vec![self.antecedent(noun)]
    }

    /// Who carries out an infinitive that hangs on `head`.
    fn controller<'a>(&self, node: Node<'a>, head: Node<'a>, steps: usize) -> Vec<Node<'a>> {
        let takes_object = matches!(node.label(), Label::Xcomp | Label::Advcl)
            && !self.subject_control.has(&lemma_with_particle(head));
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

    /// Whom a verb's object asks: "made an appeal *to Russia* to …".
    fn asked_of<'a>(&self, verb: Node<'a>) -> Option<Node<'a>> {
        let noun = verb.child(Label::Dobj)?;
        let asks = self.asking_nouns.has(noun.lemma());
        let behind = noun.all(Label::Prep).chain(verb.all(Label::Prep));
        let mut named = behind.filter_map(|preposition| preposition.child(Label::Pobj));
        named.find(|_| asks)
    }

    /// Who carries out the infinitive of a noun: "Ankara's plan to …", "Ankara has a plan to …".
    fn noun_controller<'a>(&self, noun: Node<'a>, steps: usize) -> Vec<Node<'a>> {
        if self.asking_nouns.has(noun.lemma()) {
            let mut named = noun
                .all(Label::Prep)
                .filter_map(|before| before.child(Label::Pobj));
            return named.next().map_or(Vec::new(), |asked| self.expand(asked));
        }
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
        let above = preposition.head();
        let adverb = above.filter(|above| above.label() == Label::Advmod);
        let Some(governor) = adverb.and_then(|adverb| adverb.head()).or(above) else {
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
            .find(|child| is_subject(child) || child.label() == Label::Dobj)
    };
    let doubled = node.label() == Label::Relcl && node.all(Label::Nsubj).count() > 1;
    let last = || node.all(Label::Nsubj).last().filter(|_| doubled);
    let found = last()
        .or_else(|| node.children().find(is_subject))
        .or_else(on_auxiliary);
    found.or_else(|| inverted_subject(node))
}

/// "Were *Poland* to send": the noun between a verb that opens its clause and its infinitive.
fn inverted_subject(verb: Node) -> Option<Node> {
    let infinitive = verb.all(Label::Xcomp).find(|child| is_infinitive(*child))?;
    let noun = verb.child(Label::Attr)?;
    let opens = verb.subtree().start == verb.token;
    (opens && verb.token < noun.token && noun.token < infinitive.token).then_some(noun)
}

/// The verb over a predicate adjective.
pub(super) fn copula(node: Node) -> Option<Node> {
    let predicate = matches!(node.label(), Label::Acomp | Label::Oprd);
    let adjective = node.tag() == Tag::Adjective;
    node.head()
        .filter(|head| predicate && adjective && head.is_verb())
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
    verb.is_verb() && verb.all(Label::Aux).any(|child| child.tag() == Tag::To)
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
        Label::Acl => !own_aux && verb.child(Label::Nsubj).is_none(),
        Label::Advcl => !own_aux && verb.child(Label::Nsubj).is_none(),
        Label::Conj if !own_aux && verb.child(Label::Nsubj).is_none() => verb
            .head()
            .is_some_and(|head| head.is_verb() && is_passive(head)),
        _ => verb.child(Label::Agent).is_some() && verb.child(Label::Dobj).is_none(),
    }
}

/// The object behind the last of verbs that share it: "*tortured*, beat and killed *dozens*".
fn shared_object<'a>(verb: Node<'a>) -> Option<Node<'a>> {
    let next = verb.all(Label::Conj).find(|next| next.is_verb())?;
    let within = |child: &Node| child.token > verb.token && child.token < next.token;
    let bare = verb.children().filter(within).all(|child| {
        matches!(child.label(), Label::Cc | Label::Punct | Label::Advmod) && !child.is_noun()
    });
    let subject = |child: &Node| matches!(child.label(), Label::Nsubj | Label::Nsubjpass);
    let alone = next.children().find(subject).is_none() && !is_passive(next);
    if !bare || !alone {
        return None;
    }
    next.child(Label::Dobj).or_else(|| shared_object(next))
}
