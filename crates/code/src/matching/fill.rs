//! The slots of a frame against the slots of a rule.
//!
//! In: a frame and a rule. Out: [`Fills`] with a score, or the [`Mismatch`]. Never: status.
//!
//! For *Fidan met the budget target* the rule `consult.meet` fails: *target*, its object, is no
//! party.

use dateline_parse::{Label, Tag};
use dateline_record::EventType;
use dateline_world::PlaceId;

use super::compound::compounds;
use super::indirect::{doers, is_human, named_place, takes_affected};
use super::named::{host, mention_at, party};
use super::{Matcher, Scene};
use crate::frame::{Frame, Slot};
use crate::mention::ActorKind;
use crate::rules::{Needs, Presence, Role, Rule, SlotSpec};
use crate::text::Node;

/// Somebody who fills a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The actor (index into the document's actors), or none when only a place is known.
    pub actor: Option<usize>,
    /// The place, for the host of a visitor.
    pub place: Option<PlaceId>,
    /// The head token of the words that say so, with its sentence.
    pub at: (usize, usize),
}

/// What is known of the sentence when a rule is filled.
#[derive(Debug, Clone, Copy, Default)]
pub struct Sight<'s> {
    /// Of each token whether an event hangs on it, once that is known.
    pub inside: Option<&'s [bool]>,
    /// Whether the act stands inside another, where it needs no parties of its own.
    pub embedded: bool,
}

/// What fills a rule.
#[derive(Debug, Clone, Default)]
pub struct Fills<'a> {
    /// Who acts.
    pub actors: Vec<Filled>,
    /// Toward whom.
    pub recipients: Vec<Filled>,
    /// Who acts where no other slot tells.
    pub fallback: Vec<Filled>,
    /// The heads of events inside.
    pub events: Vec<Node<'a>>,
    /// Nouns of a class that only say with what, or of what kind, the act is.
    pub means: Vec<Node<'a>>,
    /// Whether nobody is named by whom it is done, and the passive leaves that open.
    pub agentless: bool,
    /// Whether a class, word or sector that the rule asks for is there.
    pub constrained: bool,
    /// Whether it is done to nobody.
    pub nobody: bool,
    /// Whether those who act do it to each other.
    pub mutual: bool,
}

impl<'a> Fills<'a> {
    /// Puts what fills a slot where its role belongs.
    fn put(&mut self, role: Role, found: Vec<Filled>, nodes: &[Node<'a>]) {
        match role {
            Role::Actor | Role::ConvenerActor => self.actors.extend(found),
            Role::FallbackActor => self.fallback.extend(found),
            Role::Event => self.events.extend(nodes),
            Role::Any | Role::None => {}
            _ => self.recipients.extend(found),
        }
    }
}

/// Why a rule does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// A required slot is not there.
    Missing(String),
    /// The filler is no party, not of the class, or not allowed.
    Unfit {
        /// The slot.
        slot: String,
        /// The word that stands in it.
        word: String,
    },
    /// The rule would leave the event without any party.
    NoParty,
    /// A qualifier has no event to stand over.
    NoEvent,
}

const REQUIRED: i32 = 4;
const OPTIONAL: i32 = 3;
const LENIENT: i32 = 2;
const CONSTRAINED: i32 = 3;
/// For a filler that no list names but that is somebody of the kind.
const LIKELY: i32 = 1;
/// For an event inside that some rule fits: then the event counts, not what else the word above it
/// might mean.
const CONTAINED: i32 = 8;

impl Matcher<'_> {
    /// Fills a rule from a frame, with a score that grows with each slot accounted for. Parties
    /// may lack where `sight` says that the act stands inside another.
    pub(super) fn fill<'a>(
        &self,
        scene: &Scene<'a>,
        rule: &Rule,
        frame: &Frame<'a>,
        sight: Sight,
    ) -> Result<(Fills<'a>, i32), Mismatch> {
        let mut fills = Fills::default();
        let mut score = 0;
        let open_subject = frame.is_agentless() && !self.is_accident(frame)
            || sight.embedded && frame.trigger.is_noun();
        for spec in &rule.frame {
            let mut nodes = self.slot_nodes(scene, rule, frame, spec);
            if frame.passive && !nodes.is_empty() && nodes.iter().all(|node| self.is_nobody(*node))
            {
                fills.nobody = true;
                nodes.clear();
            }
            if nodes.is_empty() && fills.nobody && spec.role == Role::Recipient {
                continue;
            }
            if nodes.is_empty() {
                self.fill_absent(scene, spec, frame, open_subject, &mut fills)?;
                continue;
            }
            let gained = self.fill_slot(scene, spec, &nodes, &mut fills)?;
            fills.constrained |= gained > REQUIRED;
            if spec.role == Role::Any && !spec.is_open() {
                self.take_means(scene, rule, frame, spec, &nodes, &mut fills);
            }
            score += gained;
            if spec.role == Role::Any && asks(rule) {
                fills
                    .events
                    .extend(nodes.iter().filter(|node| node.is_noun()));
            }
        }
        fills.agentless = fills.actors.is_empty() && frame.is_agentless();
        fills.constrained |= fills.nobody;
        if fills.actors.is_empty() {
            fills.actors = std::mem::take(&mut fills.fallback);
        }
        if let Some(inside) = sight.inside {
            score += contained(rule, &fills, inside)? - swallowed(rule, frame, inside);
        }
        if !sight.embedded {
            check_parties(rule, frame, &fills)?;
        }
        Ok((fills, score))
    }

    /// A slot in which nothing stands: an open subject, a convener known from elsewhere, or a reason
    /// why the rule does not fit.
    fn fill_absent<'a>(
        &self,
        scene: &Scene<'a>,
        spec: &SlotSpec,
        frame: &Frame<'a>,
        open_subject: bool,
        fills: &mut Fills<'a>,
    ) -> Result<(), Mismatch> {
        let missing = || Mismatch::Missing(spec.slot.clone());
        match (spec.presence, spec.role) {
            (Presence::Required | Presence::Either, Role::Actor | Role::FallbackActor)
                if Slot::from_name(&spec.slot) == Slot::Subject
                    && open_subject
                    && !spec.names_words() =>
            {
                Ok(())
            }
            (Presence::Required, Role::Convener | Role::ConvenerActor) => {
                let known = self.known_convener(scene, frame).ok_or_else(missing)?;
                match spec.role {
                    Role::Convener => fills.recipients.push(known),
                    _ => fills.actors.push(known),
                }
                Ok(())
            }
            (Presence::Required | Presence::Either, role) if role != Role::None => Err(missing()),
            _ => Ok(()),
        }
    }

    /// "nobody", "none": they stand for no one.
    fn is_nobody(&self, node: Node) -> bool {
        !node.is_proper() && self.lexicon.set("negators").has(node.lowered())
    }

    /// A passive that accidents have as well: "nine passengers were hurt".
    fn is_accident(&self, frame: &Frame) -> bool {
        self.lexicon
            .set("accident-verbs")
            .has(frame.trigger.lemma())
    }

    fn slot_nodes<'a>(
        &self,
        scene: &Scene<'a>,
        rule: &Rule,
        frame: &Frame<'a>,
        spec: &SlotSpec,
    ) -> Vec<Node<'a>> {
        let slot = Slot::from_name(&spec.slot);
        let is_time = |node: &Node| scene.times.contains(&(node.view().index, node.token));
        let mut fillers = frame.fillers(slot);
        if fillers.is_empty() && slot == Slot::Subject && rule.reciprocal {
            fillers = sharers(frame);
        }
        let mut nodes = Vec::with_capacity(fillers.len());
        for node in fillers.iter().filter(|node| !is_time(node)) {
            match slot == Slot::Subject {
                true => nodes.extend(self.lawmakers(*node)),
                false => nodes.push(*node),
            }
        }
        if nodes.is_empty() && slot == Slot::Object && spec.is_asked() {
            return frame.shared.clone();
        }
        if nodes.is_empty() && !frame.affected.is_empty() && takes_affected(rule, spec) {
            return frame.affected.clone();
        }
        if nodes.is_empty() && slot == Slot::Subject && frame.trigger.is_noun() {
            let doers = doers(rule, frame);
            if doers.iter().any(|node| party(scene, *node).is_some()) {
                return doers.to_vec();
            }
            let modifiers = frame.fillers(Slot::Modifier).iter();
            let joined = |node: &Node<'a>| node.children().chain([*node]).collect::<Vec<_>>();
            return modifiers
                .flat_map(joined)
                .filter(|node| party(scene, *node).is_some())
                .collect();
        }
        nodes
    }

    /// Those who passed a law do what it does: "passed a law banning rallies".
    fn lawmakers<'a>(&self, node: Node<'a>) -> Vec<Node<'a>> {
        match self.lawmaking(node) {
            Some(verb) => self.frames.frame(verb).fillers(Slot::Subject).to_vec(),
            None => vec![node],
        }
    }

    /// Puts the fillers of one slot where they belong; the score that this is worth.
    fn fill_slot<'a>(
        &self,
        scene: &Scene<'a>,
        spec: &SlotSpec,
        nodes: &[Node<'a>],
        fills: &mut Fills<'a>,
    ) -> Result<i32, Mismatch> {
        let unfit = || Mismatch::Unfit {
            slot: spec.slot.clone(),
            word: nodes[0].word().to_owned(),
        };
        if spec.role == Role::None {
            let forbidden =
                spec.is_open() || nodes.iter().any(|node| self.in_class(scene, spec, *node));
            return if forbidden { Err(unfit()) } else { Ok(0) };
        }
        if self.is_mutual(scene, spec, nodes) {
            fills.mutual = true;
            return Ok(REQUIRED);
        }
        if matches!(spec.presence, Presence::Either | Presence::OptionalEither) {
            return self
                .fill_either(scene, spec, nodes, fills)
                .ok_or_else(unfit);
        }
        let fit = nodes.iter().map(|node| self.class_fit(scene, spec, *node));
        let fit = fit.max().unwrap_or_default();
        let constrained = spec.is_open() || fit > 0;
        let mut found = Vec::new();
        if constrained {
            found = self.role_fillers(scene, spec.role, nodes);
        }
        let plain = matches!(spec.role, Role::Event | Role::Any | Role::Convener);
        if !constrained || (found.is_empty() && !plain) {
            return if spec.presence == Presence::Lenient {
                Ok(0)
            } else {
                Err(unfit())
            };
        }
        fills.put(spec.role, found, nodes);
        if spec.role == Role::Event {
            fills.events.extend(self.carried_acts(nodes));
        }
        let base = match spec.presence {
            Presence::Required | Presence::Either | Presence::OptionalEither => REQUIRED,
            Presence::Optional => OPTIONAL,
            Presence::Lenient => LENIENT,
        };
        Ok(base + if spec.is_open() { 0 } else { fit })
    }

    /// The acts that a noun like "signing" or "start" carries behind it: "the signing of the pact".
    fn carried_acts<'a>(&self, nodes: &[Node<'a>]) -> Vec<Node<'a>> {
        let carriers = self.lexicon.set("carrier-nouns");
        let carries = |node: &&Node| carriers.has(node.lowered());
        let prepositions = nodes
            .iter()
            .filter(carries)
            .flat_map(|node| node.all(Label::Prep));
        prepositions
            .filter_map(|preposition| preposition.child(Label::Pobj))
            .collect()
    }

    /// A filler that is a party or of one of the classes.
    fn fill_either<'a>(
        &self,
        scene: &Scene<'a>,
        spec: &SlotSpec,
        nodes: &[Node<'a>],
        fills: &mut Fills<'a>,
    ) -> Option<i32> {
        let found = self.role_fillers(scene, spec.role, nodes);
        let fit = nodes.iter().map(|node| self.class_fit(scene, spec, *node));
        let fit = fit.max().unwrap_or_default();
        let known = !found.is_empty();
        fills.put(spec.role, found, nodes);
        (known || fit > 0).then_some(REQUIRED + fit)
    }

    fn role_fillers(&self, scene: &Scene, role: Role, nodes: &[Node]) -> Vec<Filled> {
        let mut found = Vec::new();
        for node in nodes {
            let filled = match role {
                Role::Actor => party(scene, *node)
                    .or_else(|| self.issuer(scene, *node))
                    .or_else(|| self.acting_home(scene, *node)),
                Role::Recipient => party(scene, *node).or_else(|| self.home(scene, *node)),
                Role::FallbackActor => party(scene, *node),
                Role::Host => named_place(scene, *node)
                    .or_else(|| party(scene, *node))
                    .or_else(|| host(scene, *node)),
                Role::Convener | Role::ConvenerActor => self.convener(scene, *node),
                Role::OwnerRecipient => self.owner(scene, *node),
                _ => None,
            };
            for one in filled.into_iter().flatten() {
                if !found
                    .iter()
                    .any(|known: &Filled| known.actor == one.actor && known.place == one.place)
                {
                    found.push(one);
                }
            }
        }
        found
    }

    /// The state of somebody or something that only its adjective places: "a *Japanese* engineer".
    fn home(&self, scene: &Scene, node: Node) -> Option<Vec<Filled>> {
        let known = mention_at(scene, node).is_some_and(|mention| !mention.actors.is_empty());
        let goals = self.lexicon.set("place-goal-prepositions");
        let is_goal = node.head().is_some_and(|head| goals.has(head.lowered()));
        if known || is_goal && node.label() == Label::Pobj {
            return None;
        }
        let left = |child: &Node| child.label() == Label::Amod && child.token < node.token;
        let states = node
            .children()
            .filter(left)
            .filter_map(|child| party(scene, child));
        let is_state = |filled: &Filled| {
            let kind = filled.actor.map(|actor| scene.mentions.actors[actor].kind);
            kind == Some(ActorKind::State)
        };
        let found: Vec<Filled> = states.flatten().filter(is_state).collect();
        (node.is_noun() && !found.is_empty()).then_some(found)
    }

    /// Whether a filler is of one of the classes, words or sectors that the rule names.
    pub(super) fn in_class(&self, scene: &Scene, spec: &SlotSpec, node: Node) -> bool {
        self.class_fit(scene, spec, node) > 0
    }

    /// What it is worth that a filler is of one of them; nothing when it is of none.
    fn class_fit(&self, scene: &Scene, spec: &SlotSpec, node: Node) -> i32 {
        if spec.is_open() {
            return 0;
        }
        let lemma = node.lemma_lowered();
        let listed = |word: &str| {
            spec.words.iter().any(|wanted| wanted == word)
                || spec
                    .classes
                    .iter()
                    .any(|class| self.lexicon.set(class).has(word))
        };
        let lists = !spec.words.is_empty() || !spec.classes.is_empty();
        let joined = || compounds(node, Node::lowered);
        if lists && (listed(lemma) || joined().iter().any(|name| listed(name))) {
            return CONSTRAINED;
        }
        let sector_fits = |actor: &usize| {
            let sector = scene.mentions.actors[*actor].sector.as_deref();
            sector.is_some_and(|sector| spec.sectors.iter().any(|wanted| wanted == sector))
        };
        let civilian = |actor: &usize| {
            let sector = scene.mentions.actors[*actor].sector.as_deref();
            let civil = self.lexicon.set("civil-sectors");
            let suffers = !matches!(spec.role, Role::Actor | Role::FallbackActor);
            let wanted = || suffers && spec.sectors.contains(&self.constant("civilians"));
            sector.is_some_and(|sector| civil.has(&sector.to_lowercase())) && wanted()
        };
        let mention = mention_at(scene, node);
        if mention.is_some_and(|mention| mention.actors.iter().any(sector_fits)) {
            return CONSTRAINED;
        }
        let people = self.constant("people");
        let human = spec.classes.contains(&people) && is_human(scene, node);
        match human || mention.is_some_and(|mention| mention.actors.iter().any(civilian)) {
            true => LIKELY,
            false => 0,
        }
    }

    /// The same for those who act: only firms, workers, armed people and their machines.
    fn acting_home(&self, scene: &Scene, node: Node) -> Option<Vec<Filled>> {
        let acts = ["acting-nouns", "forces", "workers", "crowds"]
            .iter()
            .any(|class| self.lexicon.set(class).has(node.lemma_lowered()));
        self.home(scene, node).filter(|_| acts)
    }

    /// The parties that a noun is or belongs to: "Kyiv", "Kyiv's proposal", "the US decision".
    fn owner(&self, scene: &Scene, node: Node) -> Option<Vec<Filled>> {
        if let Some(parties) = party(scene, node) {
            return Some(parties);
        }
        if node.is_verb() {
            return None;
        }
        let possessor = node.child(Label::Poss);
        if let Some(parties) = possessor.and_then(|possessor| party(scene, possessor)) {
            return Some(parties);
        }
        let frame = self.frames.frame(node);
        let mut slots = [
            Slot::Subject,
            Slot::Preposition("by"),
            Slot::Preposition("from"),
            Slot::Modifier,
            Slot::Object,
        ];
        // who does what the verb says is named last: "called the *Belarusian* raid illegal"
        if frame.support.is_some() {
            slots.rotate_left(1);
        }
        // "the arrest *of two sailors*" is not theirs, but done to them
        let suffered = self.lexicon.set("suffered-acts").has(node.lemma_lowered());
        let of_owner = |slot: &&Slot| **slot != Slot::Object || !suffered;
        let mut owners = slots.iter().filter(of_owner).map(|slot| {
            frame
                .fillers(*slot)
                .iter()
                .filter_map(|owner| party(scene, *owner))
                .flatten()
                .collect::<Vec<_>>()
        });
        owners
            .find(|parties| !parties.is_empty())
            .or_else(|| self.site_owner(scene, node))
    }

    /// The state in which a thing stands that belongs to nobody named: "a power plant *in Lithuania*".
    fn site_owner(&self, scene: &Scene, node: Node) -> Option<Vec<Filled>> {
        let sites = self.lexicon.set("site-nouns");
        let within = self.lexicon.set("mention-locative-prepositions");
        let places = node
            .all(Label::Prep)
            .filter(|preposition| within.has(preposition.lemma()))
            .filter_map(|preposition| preposition.child(Label::Pobj));
        let mut hosts = places.filter_map(|place| {
            named_place(scene, place)
                .or_else(|| party(scene, place))
                .or_else(|| host(scene, place))
        });
        hosts.next().filter(|_| sites.has(node.lemma_lowered()))
    }

    /// Whose statement, letter or resolution it is that does something.
    fn issuer(&self, scene: &Scene, node: Node) -> Option<Vec<Filled>> {
        let speaks = self.lexicon.set("communications").has(node.lemma_lowered());
        if speaks {
            self.owner(scene, node)
        } else {
            None
        }
    }

    /// The organisation whose gathering a noun means.
    fn convener(&self, scene: &Scene, node: Node) -> Option<Vec<Filled>> {
        let at = (node.view().index, node.token);
        if let Some(&actor) = scene.conveners.get(&at) {
            return Some(vec![Filled {
                actor: Some(actor),
                place: None,
                at,
            }]);
        }
        let own = party(scene, node)?;
        let is_organisation = own.iter().any(|one| {
            one.actor
                .is_some_and(|actor| scene.mentions.actors[actor].organisation.is_some())
        });
        is_organisation.then_some(own)
    }

    /// The convener of the gathering that a sentence speaks of without naming it.
    fn known_convener(&self, scene: &Scene, frame: &Frame) -> Option<Filled> {
        let sentence = frame.trigger.view().index;
        let actor = *scene.conveners.get(&(sentence, usize::MAX))?;
        Some(Filled {
            actor: Some(actor),
            place: None,
            at: (sentence, frame.trigger.token),
        })
    }
}

/// Whether those take part whom an act needs that stands by itself.
fn check_parties(rule: &Rule, frame: &Frame, fills: &Fills) -> Result<(), Mismatch> {
    let no_actor = fills.actors.is_empty();
    let no_recipient = fills.recipients.is_empty() && !fills.mutual;
    let lacks_party = rule.act.is_some() && no_actor && no_recipient && !fills.agentless;
    let lacks = match rule.needs {
        Needs::Nothing => false,
        Needs::Recipient => no_recipient,
        Needs::Event => fills.events.is_empty(),
        Needs::Either => no_recipient && fills.events.is_empty(),
        Needs::Others => no_recipient && fills.actors.len() < 2,
    };
    let is_bare = frame.trigger.is_noun() && frame.support.is_none();
    let closes = is_bare && rule.act.is_some() && !rule.free && rule.operator.is_none();
    let closed = !no_actor && (!no_recipient || fills.actors.len() > 1);
    if lacks_party || lacks || closes && !closed {
        return Err(Mismatch::NoParty);
    }
    Ok(())
}

/// Whether a rule's act is to ask for what stands in its slots.
pub(super) fn asks(rule: &Rule) -> bool {
    let is_request = |act: &dateline_record::Act| act.event_type == EventType::Request;
    rule.act.as_ref().is_some_and(is_request)
}

/// Those who share a reciprocal act that a noun names: "the exercise *of Greece and Egypt*".
fn sharers<'f, 'a>(frame: &'f Frame<'a>) -> &'f [Node<'a>] {
    let of = match frame.trigger.is_noun() {
        true => frame.fillers(Slot::Object),
        false => &[],
    };
    let many = of.len() > 1 || of.iter().any(|node| node.tag() == Tag::Nouns);
    if many { of } else { &[] }
}

/// What it costs that plain consent would hide the event which its clause tells of: "is ready *to
/// send* aid" is the sending, where a qualifier says so as well.
fn swallowed(rule: &Rule, frame: &Frame, inside: &[bool]) -> i32 {
    let clause = |spec: &&SlotSpec| {
        let slot = Slot::from_name(&spec.slot);
        spec.role == Role::Any && matches!(slot, Slot::Infinitive | Slot::Gerund)
    };
    let is_consent = |act: &dateline_record::Act| act.event_type == EventType::Agree;
    let mut slots = rule.frame.iter().filter(clause);
    let hides = rule.act.as_ref().is_some_and(is_consent)
        && slots.any(|spec| {
            let fillers = frame.fillers(Slot::from_name(&spec.slot));
            fillers.iter().any(|node| inside[node.token])
        });
    if hides { CONTAINED } else { 0 }
}

/// What the events inside are worth; a qualifier without any does not fit.
fn contained(rule: &Rule, fills: &Fills, inside: &[bool]) -> Result<i32, Mismatch> {
    let mut conjuncts = fills.events.iter().flat_map(|event| event.with_conjuncts());
    match conjuncts.any(|node| inside[node.token]) {
        true => Ok(CONTAINED),
        false if rule.act.is_none() => Err(Mismatch::NoEvent),
        false => Ok(0),
    }
}
