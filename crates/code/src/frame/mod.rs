//! Deep roles: who is subject and object, whatever the surface of the clause.
//!
//! In: a node that may be a trigger. Out: its [`Frame`]: subject, object, complements and
//! prepositional slots, after passive, relative clause, control, coordination, light verb and
//! nominalisation have been undone. Never: an opinion on which rule fits.
//!
//! *Fidan was received by Putin*, *Putin received Fidan* and *Putin, who received Fidan* have the
//! same frame: subject *Putin*, object *Fidan*. *Putin held talks with Fidan* has, from *talks*,
//! the subject *Putin* and the slot `with` *Fidan*.

mod noun;
mod verb;

pub use verb::{is_infinitive, is_passive};

use std::borrow::Cow;

use dateline_parse::{Label, Tag};

use crate::lexicon::{Lexicon, WordMap, WordSet};
use crate::text::Node;

/// The name of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot<'a> {
    /// Who does it.
    Subject,
    /// To whom or what it is done.
    Object,
    /// The one who gets something.
    Indirect,
    /// A finite clause ("that …").
    Clause,
    /// An infinitive ("to …").
    Infinitive,
    /// An infinitive that says what for ("sent boats *to rescue* them").
    Purpose,
    /// A gerund ("…ing").
    Gerund,
    /// What modifies a noun from the left ("trade talks").
    Modifier,
    /// A predicate complement ("became a member").
    Complement,
    /// What a clause that somebody says calls somebody's act ("said the raid was *illegal*").
    Verdict,
    /// The act that it calls so.
    Judged,
    /// The object of a preposition, by its lemma.
    Preposition(&'a str),
}

impl<'a> Slot<'a> {
    /// The slot with the name that rules use; any other name is a preposition.
    pub fn from_name(name: &'a str) -> Slot<'a> {
        match name {
            "subject" => Slot::Subject,
            "object" => Slot::Object,
            "indirect" => Slot::Indirect,
            "clause" => Slot::Clause,
            "infinitive" => Slot::Infinitive,
            "purpose" => Slot::Purpose,
            "gerund" => Slot::Gerund,
            "modifier" => Slot::Modifier,
            "complement" => Slot::Complement,
            "verdict" => Slot::Verdict,
            "judged" => Slot::Judged,
            preposition => Slot::Preposition(preposition),
        }
    }
}

/// A trigger with its deep roles.
#[derive(Debug, Clone)]
pub struct Frame<'a> {
    /// The word the frame hangs on.
    pub trigger: Node<'a>,
    /// Its lemma, with its particle if it has one ("carry out").
    pub lemma: String,
    /// The verb that carries a noun trigger ("held" in "held talks").
    pub support: Option<Node<'a>>,
    /// Whether the clause is passive on the surface.
    pub passive: bool,
    /// Those who suffer the act of a noun, by the verb that carries it: "*Chad* faced sanctions".
    pub affected: Vec<Node<'a>>,
    /// The object of a later verb of the coordination, which may be that of this one as well.
    pub shared: Vec<Node<'a>>,
    slots: Vec<(Slot<'a>, Vec<Node<'a>>)>,
}

impl<'a> Frame<'a> {
    fn new(trigger: Node<'a>) -> Self {
        let lemma = lemma_with_particle(trigger);
        Frame {
            trigger,
            lemma,
            support: None,
            passive: false,
            affected: Vec::new(),
            shared: Vec::new(),
            slots: Vec::new(),
        }
    }

    /// The fillers of a slot, coordination expanded; empty when the slot is not there.
    pub fn fillers(&self, slot: Slot) -> &[Node<'a>] {
        self.slots
            .iter()
            .find(|(name, _)| *name == slot)
            .map_or(&[], |(_, nodes)| nodes)
    }

    /// All slots that are there.
    pub fn slots(&self) -> impl Iterator<Item = (Slot<'a>, &[Node<'a>])> {
        self.slots
            .iter()
            .map(|(slot, nodes)| (*slot, nodes.as_slice()))
    }

    /// The node that carries tense, modality and negation: the support verb, the verb over a
    /// predicate adjective ("is *likely*"), or the trigger.
    pub fn finite(&self) -> Node<'a> {
        let copula = || verb::copula(self.trigger);
        self.support.or_else(copula).unwrap_or(self.trigger)
    }

    /// Whether a passive leaves open by whom: "was arrested".
    pub fn is_agentless(&self) -> bool {
        self.passive && self.fillers(Slot::Subject).is_empty()
    }

    fn add(&mut self, slot: Slot<'a>, nodes: impl IntoIterator<Item = Node<'a>>) {
        let nodes: Vec<Node> = nodes.into_iter().collect();
        if nodes.is_empty() {
            return;
        }
        match self.slots.iter_mut().find(|(name, _)| *name == slot) {
            Some((_, known)) => {
                known.extend(nodes);
                known.sort_by_key(|node| node.token);
                known.dedup();
            }
            None => self.slots.push((slot, nodes)),
        }
    }

    fn add_if_absent(&mut self, slot: Slot<'a>, nodes: impl IntoIterator<Item = Node<'a>>) {
        if self.fillers(slot).is_empty() {
            self.add(slot, nodes);
        }
    }
}

/// Builds frames with the words of a lexicon.
pub struct FrameBuilder<'l> {
    light_verbs: &'l WordSet,
    occurrence_verbs: &'l WordSet,
    subject_control: &'l WordSet,
    object_clause_prepositions: &'l WordSet,
    relative_pronouns: &'l WordSet,
    transparent_nouns: &'l WordSet,
    subordinators: &'l WordSet,
    addressing_verbs: &'l WordSet,
    agent_marks: &'l WordSet,
    infinitive_verbs: &'l WordSet,
    giving_verbs: &'l WordSet,
    plural_forms: &'l WordSet,
    partitive_marks: &'l WordSet,
    far_prepositions: &'l WordSet,
    asking_nouns: &'l WordSet,
    converse_verbs: &'l WordSet,
    suffering_verbs: &'l WordSet,
    affecting_verbs: &'l WordSet,
    source_prepositions: &'l WordSet,
    phrasal_verbs: &'l WordSet,
    people: &'l WordSet,
    speech_verbs: &'l WordMap,
    subject_marks: &'l WordSet,
    containing_verbs: &'l WordSet,
    naming_verbs: &'l WordSet,
    aiming_nouns: &'l WordSet,
}

impl<'l> FrameBuilder<'l> {
    /// A builder that sees through the words of `lexicon`.
    pub fn new(lexicon: &'l Lexicon) -> Self {
        FrameBuilder {
            light_verbs: lexicon.set("light-verbs"),
            occurrence_verbs: lexicon.set("occurrence-verbs"),
            subject_control: lexicon.set("subject-control-verbs"),
            object_clause_prepositions: lexicon.set("object-clause-prepositions"),
            relative_pronouns: lexicon.set("relative-pronouns"),
            transparent_nouns: lexicon.set("transparent-nouns"),
            subordinators: lexicon.set("subordinators"),
            addressing_verbs: lexicon.set("addressing-verbs"),
            agent_marks: lexicon.set("agent-marks"),
            infinitive_verbs: lexicon.set("infinitive-verbs"),
            giving_verbs: lexicon.set("giving-verbs"),
            plural_forms: lexicon.set("plural-forms"),
            partitive_marks: lexicon.set("partitive-marks"),
            far_prepositions: lexicon.set("far-prepositions"),
            asking_nouns: lexicon.set("asking-nouns"),
            converse_verbs: lexicon.set("converse-verbs"),
            suffering_verbs: lexicon.set("suffering-verbs"),
            affecting_verbs: lexicon.set("affecting-verbs"),
            source_prepositions: lexicon.set("source-prepositions"),
            phrasal_verbs: lexicon.set("phrasal-verbs"),
            people: lexicon.set("people"),
            speech_verbs: lexicon.map("speech-verbs"),
            subject_marks: lexicon.set("subject-marks"),
            containing_verbs: lexicon.set("containing-verbs"),
            naming_verbs: lexicon.set("naming-verbs"),
            aiming_nouns: lexicon.set("aiming-nouns"),
        }
    }

    /// The frame of a verb, an adjective or a noun.
    pub fn frame<'a>(&self, trigger: Node<'a>) -> Frame<'a> {
        if trigger.is_noun() {
            self.noun_frame(trigger)
        } else {
            self.verb_frame(trigger)
        }
    }

    /// A noun that a relative pronoun stands for, or the node itself.
    fn antecedent<'a>(&self, node: Node<'a>) -> Node<'a> {
        if !self.relative_pronouns.has(node.lowered()) {
            return node;
        }
        let clause = node.ancestors().find(|above| above.label() == Label::Relcl);
        let noun = clause.and_then(|clause| clause.head());
        let meant = clause
            .zip(noun)
            .map(|(clause, noun)| self.agreeing(clause, noun));
        meant.unwrap_or(node)
    }

    /// "talks with Oslo, which were …": a plural clause behind a single name speaks of the plural
    /// noun above it.
    fn agreeing<'a>(&self, clause: Node<'a>, noun: Node<'a>) -> Node<'a> {
        let plural = |node: Node| self.plural_forms.has(node.lowered());
        let is_plural = plural(clause) || clause.children().any(plural);
        let single = noun.tag() == Tag::Proper && noun.child(Label::Conj).is_none();
        let above = noun.head().filter(|_| noun.label() == Label::Pobj);
        let above = above.and_then(|preposition| preposition.head());
        match above {
            Some(above) if is_plural && single && above.tag() == Tag::Nouns => above,
            _ => noun,
        }
    }

    /// A noun phrase as fillers: antecedents found, coordination expanded, "a series of" opened.
    fn expand<'a>(&self, node: Node<'a>) -> Vec<Node<'a>> {
        let inner = self.through_transparent(self.antecedent(node));
        let nouns = |node: &Node| !node.is_verb() || *node == inner;
        inner.with_conjuncts().into_iter().filter(nouns).collect()
    }

    fn through_transparent<'a>(&self, node: Node<'a>) -> Node<'a> {
        if !self.transparent_nouns.has(node.lemma()) {
            return node;
        }
        let of = node
            .all(Label::Prep)
            .filter(|preposition| self.partitive_marks.has(preposition.lemma()))
            .find_map(|preposition| preposition.child(Label::Pobj));
        of.filter(|inner| inner.is_noun()).unwrap_or(node)
    }

    /// Adds the prepositional slots of a node's own children.
    fn add_prepositions<'a>(&self, frame: &mut Frame<'a>, node: Node<'a>) {
        for child in node.children() {
            match child.label() {
                Label::Prep | Label::Dative => self.add_preposition(frame, child),
                Label::Agent if frame.trigger.is_noun() => self.add_preposition(frame, child),
                Label::Advmod => {
                    let own = child.all(Label::Prep);
                    own.for_each(|preposition| self.add_preposition(frame, preposition));
                }
                _ => {}
            }
        }
    }

    /// "an accord on fishing *with Oslo*": what hangs on the noun between is meant for the act.
    fn add_far_prepositions<'a>(&self, frame: &mut Frame<'a>, node: Node<'a>) {
        let between = node.all(Label::Prep).filter_map(|preposition| {
            preposition
                .child(Label::Pobj)
                .or(preposition.child(Label::Pcomp))
        });
        let far: Vec<Node> = between
            .filter(|noun| !noun.is_proper())
            .flat_map(|noun| noun.all(Label::Prep))
            .filter(|preposition| self.far_prepositions.has(preposition.lemma()))
            .collect();
        for preposition in far {
            if frame
                .fillers(Slot::Preposition(preposition.lemma()))
                .is_empty()
            {
                self.add_preposition(frame, preposition);
            }
        }
    }

    /// The small word behind a verb that goes with it though it was read as a preposition: "let *in*
    /// workers".
    fn small_word<'a>(&self, verb: Node<'a>) -> Option<Node<'a>> {
        let next = (verb.token + 1 < verb.view().len()).then(|| verb.at(verb.token + 1))?;
        let governs = next.label() == Label::Prep && next.child(Label::Pobj).is_some();
        let plain = governs && next.head() == Some(verb) && verb.child(Label::Dobj).is_none();
        let known = || {
            let pair = format!("{} {}", verb.lemma(), next.lemma());
            next.tag() == Tag::Particle || self.phrasal_verbs.has(&pair)
        };
        (plain && verb.is_verb() && known()).then_some(next)
    }

    /// The lemma of a verb with such a word.
    pub fn phrasal_lemma(&self, verb: Node) -> Option<String> {
        let word = self.small_word(verb)?;
        Some(format!("{} {}", verb.lemma(), word.lemma()))
    }

    fn add_preposition<'a>(&self, frame: &mut Frame<'a>, preposition: Node<'a>) {
        let slot = Slot::Preposition(preposition.lemma());
        for inner in preposition.children() {
            match inner.label() {
                Label::Pobj => frame.add(slot, self.expand(inner)),
                Label::Pcomp => frame.add(slot, inner.with_conjuncts()),
                // "described the ban as *deplorable*"
                Label::Amod | Label::Acomp if inner.tag() == Tag::Adjective => {
                    frame.add(slot, inner.with_conjuncts());
                }
                Label::Prep => self.add_preposition(frame, inner),
                _ => {}
            }
        }
        for further in preposition.all(Label::Conj) {
            self.add_preposition(frame, further);
        }
    }
}

/// The lemma of a node, followed by its particle: one that is marked as such, or a preposition
/// right behind it that governs nothing ("fell *through*").
pub fn lemma_with_particle(node: Node) -> String {
    full_lemma(node).into_owned()
}

/// The same, borrowed where there is no particle.
pub(crate) fn full_lemma<'a>(node: Node<'a>) -> Cow<'a, str> {
    let stranded = |child: &Node| {
        child.label() == Label::Prep
            && child.token == node.token + 1
            && child.children().next().is_none()
    };
    let particle = node.child(Label::Prt);
    match particle.or_else(|| node.children().find(stranded)) {
        Some(particle) => Cow::Owned(format!("{} {}", node.lemma(), particle.lemma())),
        None => Cow::Borrowed(node.lemma_lowered()),
    }
}

/// The lemma of a verb, followed by the adverb or adjective right behind it ("stay away", "set free"), or by
/// the first of two prepositions ("pull its troops *out* of").
pub fn lemma_with_adverb(node: Node) -> Option<String> {
    let next = |child: &Node| child.token == node.token + 1;
    let adjective = |child: &Node| {
        let predicate = matches!(child.label(), Label::Oprd | Label::Acomp | Label::Xcomp);
        predicate && child.tag() == Tag::Adjective
    };
    let beside = |child: &Node| child.label() == Label::Advmod || adjective(child);
    let adverb = node.children().find(|child| next(child) && beside(child));
    let double =
        |child: &Node| child.child(Label::Prep).is_some() && child.child(Label::Pobj).is_none();
    let word = adverb.or_else(|| node.all(Label::Prep).find(double))?;
    Some(format!("{} {}", node.lemma(), word.lower()))
}
