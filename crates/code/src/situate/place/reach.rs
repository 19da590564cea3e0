//! The place of an event.
//!
//! In: the token that an event hangs on and the document's [`Places`]. Out: the [`Place`] that
//! reaches it: nearest in the tree, or that of the same occasion, the sentence before, the text's
//! scene, the dateline. Never: the place of the reporting ("told reporters in Moscow that …").
//!
//! In *the summit in Astana, where they met* the place of *met* is Astana.

use std::ops::Range;

use dateline_parse::Label;
use dateline_record::Place;
use dateline_world::{PlaceKind, World};

use super::{PlaceMention, PlaceRole, Places, record};
use crate::lexicon::Lexicon;
use crate::text::{Node, Text};

/// What is to be placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occasion {
    /// Its sentence.
    pub sentence: usize,
    /// The token it hangs on, counted from the sentence's first.
    pub trigger: usize,
    /// The tokens of its clause.
    pub clause: Range<usize>,
    /// Whether it can take its place from elsewhere in the text: a meeting, a visit, an act of force;
    /// not words, sanctions, aid.
    pub inherits: bool,
    /// Whether it belongs to the days that the text tells of, so that the scene and the dateline can
    /// be its place.
    pub current: bool,
}

/// Beyond this cost a place in the sentence is somebody else's.
const REACH: f64 = 2.6;

/// So many words at most stand between a country and its town in one phrase.
const TOGETHER: usize = 4;

/// The place of an event; none when nothing gives it one.
pub fn place_of(
    occasion: &Occasion,
    places: &Places,
    text: &Text,
    world: &World,
    lexicon: &Lexicon,
) -> Option<Place> {
    all_places_of(occasion, places, text, world, lexicon)
        .into_iter()
        .next()
}

/// The places of an event, more than one when names are coordinated ("flew to Moscow and to
/// Beijing"); in the order of the text.
pub fn all_places_of(
    occasion: &Occasion,
    places: &Places,
    text: &Text,
    world: &World,
    lexicon: &Lexicon,
) -> Vec<Place> {
    let Some(view) = text.sentences.get(occasion.sentence) else {
        return Vec::new();
    };
    if occasion.trigger >= view.len() {
        return Vec::new();
    }
    let search = Search {
        places,
        text,
        world,
        lexicon,
    };
    let trigger = view.node(occasion.trigger);
    let near = search.near(trigger);
    if !near.is_empty() {
        return near
            .into_iter()
            .map(|(index, reason)| search.show(index, reason))
            .collect();
    }
    search.elsewhere(occasion, trigger).into_iter().collect()
}

struct Search<'s, 'd> {
    places: &'s Places,
    text: &'s Text<'d>,
    world: &'s World,
    lexicon: &'s Lexicon,
}

impl Search<'_, '_> {
    fn show(&self, index: usize, reason: &str) -> Place {
        let mention = &self.places.all[index];
        let words = self.text.document.words(mention.span);
        record(words, mention.place, reason, self.world, self.lexicon)
    }

    fn of_sentence(&self, sentence: usize) -> impl Iterator<Item = (usize, &PlaceMention)> {
        let all = self.places.all.iter().enumerate();
        all.filter(move |(_, mention)| mention.sentence == sentence)
    }

    /// The places of the trigger's own sentence that reach it at the lowest cost.
    fn near(&self, trigger: Node) -> Vec<(usize, &'static str)> {
        let sentence = trigger.view().index;
        let reachable = self.of_sentence(sentence).filter_map(|(index, mention)| {
            let cost = self.cost(trigger, mention)?;
            (cost <= REACH).then_some((index, cost))
        });
        let mut reached: Vec<(usize, f64)> = reachable.collect();
        let Some(best) = reached.iter().map(|(_, cost)| *cost).reduce(f64::min) else {
            return Vec::new();
        };
        reached.retain(|(_, cost)| *cost <= best + 0.001);
        let reason = |index: usize| self.reason(index, best);
        let mut chosen: Vec<(usize, &str)> = reached
            .iter()
            .map(|&(index, _)| (index, reason(index)))
            .collect();
        if let [(country, why)] = chosen[..] {
            chosen = vec![(self.town_within(country, sentence).unwrap_or(country), why)];
        }
        self.drop_containing(&mut chosen);
        chosen
    }

    /// The town of a country that is named with it: "the Tanzanian city of Arusha".
    fn town_within(&self, country: usize, sentence: usize) -> Option<usize> {
        let place = |mention: &PlaceMention| self.world.place(mention.place);
        let known = &self.places.all[country];
        if place(known).kind != PlaceKind::Country {
            return None;
        }
        let close = |mention: &PlaceMention| {
            mention.head > known.head && mention.head - known.head <= TOGETHER
        };
        let exact = |mention: &PlaceMention| {
            let located = matches!(mention.role, PlaceRole::Location | PlaceRole::Goal);
            let inside = place(mention).country == place(known).country;
            located && inside && place(mention).kind != PlaceKind::Country
        };
        let mut towns = self.of_sentence(sentence);
        towns
            .find(|(_, mention)| close(mention) && exact(mention))
            .map(|(index, _)| index)
    }

    fn reason(&self, index: usize, cost: f64) -> &'static str {
        match self.places.all[index].role {
            PlaceRole::Goal if cost <= CLAUSE => "goal",
            _ if cost <= CLAUSE => "clause",
            _ if cost <= OBJECT => "object",
            _ => "sentence",
        }
    }

    /// Leaves out the country that only says in which country a town lies, and repeated names.
    fn drop_containing(&self, chosen: &mut Vec<(usize, &'static str)>) {
        let all: Vec<usize> = chosen.iter().map(|(index, _)| *index).collect();
        let place = |index: usize| self.world.place(self.places.all[index].place);
        let drops = |index: usize| {
            all.iter().any(|&other| {
                let same = self.places.all[other].place == self.places.all[index].place;
                let inside = place(index).kind == PlaceKind::Country
                    && place(other).kind != PlaceKind::Country
                    && place(other).country == place(index).country;
                other != index && (inside || same && other < index)
            })
        };
        chosen.retain(|(index, _)| !drops(*index));
    }

    /// How far a place is from the trigger; none when it cannot be its place.
    fn cost(&self, trigger: Node, mention: &PlaceMention) -> Option<f64> {
        let role = match mention.role {
            PlaceRole::Location => 0.0,
            PlaceRole::Goal => 0.1,
            PlaceRole::Source | PlaceRole::Other => return None,
        };
        let place = trigger.at(mention.head);
        let common = common_ancestor(trigger, place);
        if self.is_reporting(trigger, place, common) {
            return None;
        }
        let up = climb(trigger, common, from_trigger);
        let down = climb(place, common, from_place)
            + self.foreign(place, trigger, common)
            + of_next_clauses(place, common);
        Some(role + up + down)
    }

    /// Whether the place belongs to the act of saying and the trigger to what is said, or the
    /// other way round.
    fn is_reporting(&self, trigger: Node, place: Node, common: Node) -> bool {
        let says = self.lexicon.set("place-speech-verbs");
        let path = std::iter::once(place).chain(place.ancestors());
        let mut between = path
            .take_while(|above| *above != common)
            .filter(|above| *above != trigger);
        let of_act = |verb: Node| {
            let clause = matches!(verb.label(), Label::Ccomp | Label::Parataxis | Label::Advcl);
            clause && verb.is_verb() && says.has(verb.lemma()) && !said_below(place, verb)
        };
        if between.any(of_act) {
            return true;
        }
        if !says.has(common.lemma()) {
            return false;
        }
        said_below(trigger, common) != said_below(place, common)
    }

    /// The cost of a noun between place and trigger that has a place of its own.
    fn foreign(&self, place: Node, trigger: Node, common: Node) -> f64 {
        let own = self.lexicon.set("place-own-nouns");
        let between = place.ancestors().take_while(|above| *above != common);
        let between = between.filter(|above| *above != trigger && above.is_noun());
        let strangers = between.filter(|above| own.has(above.lemma()) || own.has(&above.lower()));
        if strangers.count() > 0 { FOREIGN } else { 0.0 }
    }

    /// The place of an event whose sentence gives none.
    fn elsewhere(&self, occasion: &Occasion, trigger: Node) -> Option<Place> {
        let same = self
            .same_occasion(occasion, trigger)
            .map(|index| self.show(index, "occasion"));
        if same.is_some() || !occasion.inherits {
            return same;
        }
        let before = self
            .preceding(trigger)
            .map(|index| self.show(index, "preceding"));
        if before.is_some() || !occasion.current || self.is_far_occasion(trigger) {
            return before;
        }
        let scene = self.places.scene.map(|index| self.show(index, "scene"));
        scene.or_else(|| {
            let (span, place) = self.places.dateline?;
            let words = self.text.document.words(span);
            Some(record(words, place, "dateline", self.world, self.lexicon))
        })
    }

    /// The place of the nearest other mention of the occasion that the clause speaks of.
    fn same_occasion(&self, occasion: &Occasion, trigger: Node) -> Option<usize> {
        let view = trigger.view();
        let occasions = self.lexicon.set("place-occasion-nouns");
        let named = |token: &usize| {
            let node = view.node(*token);
            let near =
                node == trigger || node.head() == Some(trigger) || is_object_of(node, trigger);
            near && is_occasion(node, occasions) && !self.is_other_occasion(node)
        };
        let noun = occasion
            .clause
            .clone()
            .filter(|token| *token < view.len())
            .find(named)?;
        let lemma = view.node(noun).lemma();
        let held = |(index, mention): (usize, &PlaceMention)| {
            let place = self.text.node(mention.sentence, mention.head);
            let mut others = place.view().nodes().filter(|node| node.lemma() == lemma);
            let near = others.any(|node| {
                !self.is_far_occasion(node)
                    && self.cost(node, mention).is_some_and(|cost| cost <= OBJECT)
            });
            near.then_some(index)
        };
        let all = self.places.all.iter().enumerate();
        let others = all.filter(|(_, mention)| mention.sentence != occasion.sentence);
        let found = others.filter_map(held);
        found.min_by_key(|&index| self.places.all[index].sentence.abs_diff(occasion.sentence))
    }

    /// *last year's summit*, *a virtual summit*.
    fn is_other_occasion(&self, noun: Node) -> bool {
        let other = self.lexicon.set("place-other-occasion");
        let start = noun.subtree().start;
        (start..noun.token).any(|token| other.has(&noun.at(token).lower()))
    }

    /// Like [`Search::is_other_occasion`], for the mention that lends its place: articles are fine.
    fn is_far_occasion(&self, noun: Node) -> bool {
        if !noun.is_noun() {
            return false;
        }
        let other = self.lexicon.set("place-other-occasion");
        let modifiers = noun.children().filter(|child| child.label() != Label::Det);
        let mut words = modifiers
            .flat_map(|child| child.subtree())
            .filter(|token| *token < noun.token);
        words.any(|token| other.has(&noun.at(token).lower()))
    }

    /// The place of the main clause of the sentence before, in the same paragraph.
    fn preceding(&self, trigger: Node) -> Option<usize> {
        let sentence = trigger.view().index.checked_sub(1)?;
        let before = &self.text.sentences[sentence];
        if before.sentence().paragraph != trigger.view().sentence().paragraph {
            return None;
        }
        let root = before.root()?;
        let says = self.lexicon.set("place-speech-verbs").has(root.lemma());
        let travels = self.lexicon.set("place-travel").has(root.lemma());
        let near = if says { Vec::new() } else { self.near(root) };
        let (index, _) = near.first().filter(|_| near.len() == 1)?;
        let goal = self.places.all[*index].role == PlaceRole::Goal;
        (!goal || travels).then_some(*index)
    }
}

/// Whether a node lies in what the verb of saying `verb` reports.
fn said_below(node: Node, verb: Node) -> bool {
    let below = std::iter::once(node).chain(node.ancestors());
    let top = below.take_while(|above| *above != verb).last();
    top.is_some_and(|top| matches!(top.label(), Label::Ccomp | Label::Parataxis))
}

const CLAUSE: f64 = 0.45;
const OBJECT: f64 = 1.1;
const FOREIGN: f64 = 2.0;
const NEXT_CLAUSE: f64 = 1.1;

fn is_occasion(node: Node, occasions: &crate::lexicon::WordSet) -> bool {
    node.is_noun() && (occasions.has(node.lemma()) || occasions.has(&node.lower()))
}

fn is_object_of(node: Node, trigger: Node) -> bool {
    let preposition = node.head().filter(|_| node.label() == Label::Pobj);
    preposition.and_then(|preposition| preposition.head()) == Some(trigger)
}

fn common_ancestor<'a>(one: Node<'a>, other: Node<'a>) -> Node<'a> {
    let above: Vec<usize> = std::iter::once(other)
        .chain(other.ancestors())
        .map(|node| node.token)
        .collect();
    let mut chain = std::iter::once(one).chain(one.ancestors());
    chain
        .find(|node| above.contains(&node.token))
        .unwrap_or(one)
}

/// The cost of all steps from a node up to `top`.
fn climb(node: Node, top: Node, price: impl Fn(Label) -> f64) -> f64 {
    let below = std::iter::once(node).chain(node.ancestors());
    below
        .take_while(|step| *step != top)
        .map(|step| price(step.label()))
        .sum()
}

/// What clauses with subjects of their own, joined by "and", add between a place and `top`.
fn of_next_clauses(place: Node, top: Node) -> f64 {
    let between = place.ancestors().take_while(|above| *above != top);
    let own = |child: Node| matches!(child.label(), Label::Nsubj | Label::Nsubjpass);
    let joined = |above: &Node| above.label() == Label::Conj && above.is_verb();
    let clauses = between
        .filter(joined)
        .filter(|above| above.children().any(own));
    clauses.count() as f64 * NEXT_CLAUSE
}

fn from_trigger(label: Label) -> f64 {
    match label {
        Label::Dobj | Label::Nsubjpass | Label::Attr | Label::Oprd => 0.1,
        Label::Nsubj | Label::Prep | Label::Xcomp => 0.3,
        Label::Pobj | Label::Compound | Label::Appos | Label::Dative => 0.4,
        Label::Conj | Label::Pcomp => 0.7,
        Label::Advcl | Label::Acl => 1.2,
        Label::Relcl | Label::Ccomp => 1.5,
        _ => 1.0,
    }
}

fn from_place(label: Label) -> f64 {
    match label {
        Label::Pobj | Label::Prep | Label::Appos | Label::Npadvmod | Label::Advmod => 0.05,
        Label::Dobj | Label::Nsubjpass | Label::Attr => 0.4,
        Label::Compound | Label::Amod | Label::Nmod => 0.1,
        Label::Nsubj | Label::Conj | Label::Dative => 0.9,
        Label::Xcomp | Label::Pcomp => 1.0,
        Label::Advcl | Label::Acl | Label::Ccomp => 2.0,
        Label::Relcl | Label::Parataxis => 3.0,
        _ => 1.0,
    }
}
