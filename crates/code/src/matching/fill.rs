//! The slots of a frame against the slots of a rule.
//!
//! In: a frame and a rule. Out: [`Fills`] with a score, or the [`Mismatch`]. Never: status.
//!
//! For *Fidan met the budget target* the rule `consult.meet` fails: *target*, its object, is no
//! party.

use dateline_parse::Label;
use dateline_world::PlaceId;

use super::{Matcher, Scene};
use crate::frame::{Frame, Slot};
use crate::mention::Mention;
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
        for spec in &rule.frame {
            let nodes = self.slot_nodes(scene, frame, spec);
            if nodes.is_empty() {
                match (spec.presence, spec.role) {
                    (Presence::Required, Role::Convener | Role::ConvenerActor) => {
                        let known = self.known_convener(scene, frame);
                        let known = known.ok_or_else(|| Mismatch::Missing(spec.slot.clone()))?;
                        match spec.role {
                            Role::Convener => fills.recipients.push(known),
                            _ => fills.actors.push(known),
                        }
                        continue;
                    }
                    (Presence::Required | Presence::Either, role) if role != Role::None => {
                        return Err(Mismatch::Missing(spec.slot.clone()));
                    }
                    _ => continue,
                }
            }
            let gained = self.fill_slot(scene, spec, &nodes, &mut fills)?;
            score += gained;
        }
        if fills.actors.is_empty() {
            fills.actors = std::mem::take(&mut fills.fallback);
        }
        if let Some(inside) = sight.inside {
            score += contained(rule, &fills, inside)?;
        }
        let wants_party = rule.act.is_some() && !sight.embedded;
        if wants_party && fills.actors.is_empty() && fills.recipients.is_empty() {
            return Err(Mismatch::NoParty);
        }
        let lacks_event = fills.events.is_empty();
        let lacks = match rule.needs {
            Needs::Nothing => false,
            Needs::Recipient => fills.recipients.is_empty(),
            Needs::Event => lacks_event,
            Needs::Either => fills.recipients.is_empty() && lacks_event,
        };
        if lacks && !sight.embedded {
            return Err(Mismatch::NoParty);
        }
        let is_bare = frame.trigger.is_noun() && frame.support.is_none();
        if is_bare && wants_party && !rule.free && rule.operator.is_none() {
            let closed = !fills.actors.is_empty()
                && (!fills.recipients.is_empty() || fills.actors.len() > 1);
            if !closed {
                return Err(Mismatch::NoParty);
            }
        }
        Ok((fills, score))
    }

    fn slot_nodes<'a>(
        &self,
        scene: &Scene<'a>,
        frame: &Frame<'a>,
        spec: &SlotSpec,
    ) -> Vec<Node<'a>> {
        let slot = Slot::from_name(&spec.slot);
        let is_time = |node: &Node| scene.times.contains(&(node.view().index, node.token));
        let fillers = frame.fillers(slot).iter().copied();
        let nodes: Vec<Node> = fillers.filter(|node| !is_time(node)).collect();
        if nodes.is_empty() && slot == Slot::Subject && frame.trigger.is_noun() {
            let modifiers = frame.fillers(Slot::Modifier).iter();
            return modifiers
                .filter(|node| party(scene, **node).is_some())
                .copied()
                .collect();
        }
        nodes
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
        if matches!(spec.presence, Presence::Either | Presence::OptionalEither) {
            return self
                .fill_either(scene, spec, nodes, fills)
                .ok_or_else(unfit);
        }
        let constrained =
            spec.is_open() || nodes.iter().any(|node| self.in_class(scene, spec, *node));
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
        let base = match spec.presence {
            Presence::Required | Presence::Either | Presence::OptionalEither => REQUIRED,
            Presence::Optional => OPTIONAL,
            Presence::Lenient => LENIENT,
        };
        Ok(base + if spec.is_open() { 0 } else { CONSTRAINED })
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
        let of_class = nodes.iter().any(|node| self.in_class(scene, spec, *node));
        let known = !found.is_empty();
        fills.put(spec.role, found, nodes);
        let extra = if of_class { CONSTRAINED } else { 0 };
        (known || of_class).then_some(REQUIRED + extra)
    }

    fn role_fillers(&self, scene: &Scene, role: Role, nodes: &[Node]) -> Vec<Filled> {
        let mut found = Vec::new();
        for node in nodes {
            let filled = match role {
                Role::Actor => party(scene, *node).or_else(|| self.issuer(scene, *node)),
                Role::Recipient | Role::FallbackActor => party(scene, *node),
                Role::Host => party(scene, *node).or_else(|| host(scene, *node)),
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

    /// Whether a filler is of one of the classes, words or sectors that the rule names.
    fn in_class(&self, scene: &Scene, spec: &SlotSpec, node: Node) -> bool {
        let lemma = node.lemma().to_lowercase();
        let compound = node.children().find(|child| {
            matches!(child.label(), Label::Compound | Label::Amod) && child.token + 1 == node.token
        });
        let pair = compound.map(|first| format!("{} {lemma}", first.lower()));
        let listed = |word: &str| {
            spec.words.iter().any(|wanted| wanted == word)
                || spec
                    .classes
                    .iter()
                    .any(|class| self.lexicon.set(class).has(word))
        };
        if listed(&lemma) || pair.is_some_and(|pair| listed(&pair)) {
            return true;
        }
        let sector_fits = |actor: &usize| {
            let sector = scene.mentions.actors[*actor].sector.as_deref();
            sector.is_some_and(|sector| spec.sectors.iter().any(|wanted| wanted == sector))
        };
        mention_at(scene, node).is_some_and(|mention| mention.actors.iter().any(sector_fits))
    }

    /// The parties that a noun is or belongs to: "Kyiv", "Kyiv's proposal", "the US decision".
    fn owner(&self, scene: &Scene, node: Node) -> Option<Vec<Filled>> {
        if let Some(parties) = party(scene, node) {
            return Some(parties);
        }
        if node.is_verb() {
            return None;
        }
        let frame = self.frames.frame(node);
        let slots = [
            Slot::Subject,
            Slot::Preposition("by"),
            Slot::Preposition("from"),
            Slot::Modifier,
            Slot::Object,
        ];
        let mut owners = slots.iter().map(|slot| {
            frame
                .fillers(*slot)
                .iter()
                .filter_map(|owner| party(scene, *owner))
                .flatten()
                .collect::<Vec<_>>()
        });
        owners.find(|parties| !parties.is_empty())
    }

    /// Whose statement, letter or resolution it is that does something.
    fn issuer(&self, scene: &Scene, node: Node) -> Option<Vec<Filled>> {
        let speaks = self
            .lexicon
            .set("communications")
            .has(&node.lemma().to_lowercase());
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

/// What the events inside are worth; a qualifier without any does not fit.
fn contained(rule: &Rule, fills: &Fills, inside: &[bool]) -> Result<i32, Mismatch> {
    let mut conjuncts = fills.events.iter().flat_map(|event| event.with_conjuncts());
    match conjuncts.any(|node| inside[node.token]) {
        true => Ok(CONTAINED),
        false if rule.act.is_none() => Err(Mismatch::NoEvent),
        false => Ok(0),
    }
}

fn mention_at<'a>(scene: &'a Scene, node: Node) -> Option<&'a Mention> {
    scene.mentions.at(node.view().index, node.token)
}

/// The actors that a node names.
fn party(scene: &Scene, node: Node) -> Option<Vec<Filled>> {
    let mention = mention_at(scene, node)?;
    if mention.actors.is_empty() {
        return None;
    }
    let at = (node.view().index, node.token);
    Some(
        mention
            .actors
            .iter()
            .map(|&actor| Filled {
                actor: Some(actor),
                place: None,
                at,
            })
            .collect(),
    )
}

/// The place that a node names, as host.
fn host(scene: &Scene, node: Node) -> Option<Vec<Filled>> {
    let at = (node.view().index, node.token);
    let place = *scene.places.get(&at)?;
    Some(vec![Filled {
        actor: None,
        place: Some(place),
        at,
    }])
}
