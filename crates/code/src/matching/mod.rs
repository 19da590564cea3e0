//! Rules on frames: which acts a sentence reports, and how real each is.
//!
//! In: a [`Scene`] (text, mentions, places) and a [`RuleSet`]. Out: [`Draft`]s: act, status, parties,
//! trigger, with the rule and the rows that made them. Never: time, place or speaker of an event.
//!
//! *Putin refused to meet Zelensky*: the rule `consult.meet` fits *meet*, the qualifier
//! `refuse.refuse` fits *refused* and stands over it, and the table makes refuse(`CONSULT/meet`) a
//! `REJECT/meet` of Putin's toward Zelensky.

mod answer;
mod compound;
mod cues;
mod ellipsis;
mod evaluate;
mod fill;
mod indirect;
mod modifiers;
mod named;

use std::ops::Range;

use dateline_parse::{Label, Tag};
use dateline_record::{Act, EventType, Status};
use dateline_world::{PlaceId, World};
use rustc_hash::{FxHashMap, FxHashSet};

use crate::frame::{Frame, FrameBuilder, full_lemma, lemma_with_adverb, lemma_with_particle};
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::rules::{RuleSet, TriggerKind};
use crate::text::{Node, SentenceView, Text};

pub use crate::situate::time::Tense;
use compound::compounds;
pub use fill::{Filled, Fills, Mismatch, Sight};

/// Everything that the matcher looks at.
pub struct Scene<'a> {
    /// The document and its trees.
    pub text: &'a Text<'a>,
    /// Who is spoken of.
    pub mentions: &'a Mentions,
    /// What is known of the world.
    pub world: &'a World,
    /// Places by sentence and head token.
    pub places: FxHashMap<(usize, usize), PlaceId>,
    /// Tokens of expressions of time, which fill no role, by sentence and token.
    pub times: FxHashSet<(usize, usize)>,
    /// The organisation (an actor) whose gathering a noun means, by sentence and token; and for a
    /// sentence as a whole under the token `usize::MAX`.
    pub conveners: FxHashMap<(usize, usize), usize>,
}

/// An event before time, place and speaker are known.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Index of the rule that gave the act.
    pub rule: usize,
    /// The act.
    pub act: Act,
    /// How real it is.
    pub status: Status,
    /// Who acts.
    pub actors: Vec<Filled>,
    /// Toward whom.
    pub recipients: Vec<Filled>,
    /// Whether all parties act alike.
    pub reciprocal: bool,
    /// Whether each recipient makes an event of its own.
    pub pairs: bool,
    /// Index of the sentence.
    pub sentence: usize,
    /// The trigger, a token of the sentence.
    pub trigger: usize,
    /// The token that carries tense and negation.
    pub finite: usize,
    /// The tokens of the clause.
    pub clause: Range<usize>,
    /// When the clause speaks of.
    pub tense: Tense,
    /// CAMEO code of the rule.
    pub cameo: Option<String>,
    /// Contexts that the rule brings.
    pub contexts: Vec<String>,
    /// The PLOVER type to fold to, against the general rules.
    pub fold: Option<EventType>,
    /// Who asks for it, for a called-for act.
    pub callers: Vec<Filled>,
    /// The qualifiers and rows of the composition table that made it, in the order of their work.
    pub steps: Vec<String>,
    /// Whether a noun without a verb to carry it is all there is.
    pub bare_noun: bool,
    /// How well the rule fitted.
    pub score: i32,
    /// Whether it counts though nobody is known to take part: by whom it is done is left open, and
    /// what is done to what is named.
    pub partyless: bool,
    /// Whether the passive leaves open by whom it is done.
    pub agentless: bool,
}

/// A rule that fits a trigger.
#[derive(Debug, Clone)]
struct Match<'a> {
    rule: usize,
    frame: Frame<'a>,
    fills: Fills<'a>,
    score: i32,
    /// Whether it counts only inside another.
    embedded_only: bool,
}

/// A trigger whose rules did not fit, and why.
#[derive(Debug, Clone)]
pub struct NearMiss {
    /// Index of the sentence.
    pub sentence: usize,
    /// The trigger, a token of the sentence.
    pub trigger: usize,
    /// Index of the rule that came closest.
    pub rule: usize,
    /// What was missing.
    pub mismatch: Mismatch,
}

/// Applies a rule set to scenes.
pub struct Matcher<'r> {
    rules: &'r RuleSet,
    lexicon: &'r Lexicon,
    frames: FrameBuilder<'r>,
}

/// The matches of one sentence, by token.
struct SentenceMatches<'a> {
    by_token: Vec<Option<Match<'a>>>,
    /// For a verb that carries a noun: the noun.
    carried: FxHashMap<usize, Vec<usize>>,
}

impl<'r> Matcher<'r> {
    /// A matcher for `rules` in the language of `lexicon`.
    pub fn new(rules: &'r RuleSet, lexicon: &'r Lexicon) -> Self {
        Matcher {
            rules,
            lexicon,
            frames: FrameBuilder::new(lexicon),
        }
    }

    /// The words that it knows.
    pub(crate) fn words(&self) -> &'r Lexicon {
        self.lexicon
    }

    /// What the sentences of coded regions report, in the order of the text.
    pub fn drafts(&self, scene: &Scene) -> Vec<Draft> {
        let coded = |view: &&SentenceView| view.kind().is_coded() && !self.is_question(view);
        let mut drafts: Vec<Draft> = Vec::new();
        let mut last = 0;
        for view in scene.text.sentences.iter().filter(coded) {
            let mut told = self.sentence_drafts(scene, view);
            if told.is_empty() {
                told.extend(self.taken_up(scene, view, &drafts[last..]));
            }
            last = drafts.len();
            drafts.extend(told);
        }
        self.answer(scene, &mut drafts);
        drafts
    }

    /// The triggers of coded sentences whose rules did not fit.
    pub fn near_misses(&self, scene: &Scene) -> Vec<NearMiss> {
        let mut misses = Vec::new();
        for view in scene
            .text
            .sentences
            .iter()
            .filter(|view| view.kind().is_coded())
        {
            for node in view.nodes().filter(is_trigger) {
                if let Err(Some((rule, mismatch))) = self.best_match(scene, node, Sight::default())
                {
                    misses.push(NearMiss {
                        sentence: view.index,
                        trigger: node.token,
                        rule,
                        mismatch,
                    });
                }
            }
        }
        misses
    }

    fn is_question(&self, view: &SentenceView) -> bool {
        let marks = self.lexicon.set("question-marks");
        view.nodes()
            .rev()
            .take(2)
            .any(|node| marks.has(node.word()))
    }

    fn sentence_drafts<'a>(&self, scene: &Scene<'a>, view: &'a SentenceView<'a>) -> Vec<Draft> {
        let matches = self.matches(scene, view);
        let consumed = self.consumed(&matches);
        let mut drafts = Vec::new();
        let free = view.nodes().filter(|node| !consumed[node.token]);
        let counts = |node: &Node| {
            matches.by_token[node.token]
                .as_ref()
                .is_some_and(|found| !found.embedded_only)
        };
        for node in free.filter(counts) {
            drafts.extend(self.evaluate(scene, &matches, node, 0));
        }
        self.add_elided(scene, view, &mut drafts);
        self.absorb_results(scene, &mut drafts);
        drafts.retain(|draft| self.is_news(scene, view, draft));
        drafts
    }

    fn matches<'a>(&self, scene: &Scene<'a>, view: &'a SentenceView<'a>) -> SentenceMatches<'a> {
        let mut by_token: Vec<Option<Match>> = (0..view.len()).map(|_| None).collect();
        let mut carried: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for node in view.nodes().filter(is_trigger) {
            if let Ok(found) = self.best_match(scene, node, Sight::default()) {
                if let Some(support) = found.frame.support {
                    carried.entry(support.token).or_default().push(node.token);
                }
                by_token[node.token] = Some(found);
            }
        }
        self.look_inside(scene, view, &mut by_token, &mut carried);
        self.prefer_nouns(&mut by_token, &carried);
        SentenceMatches { by_token, carried }
    }

    /// Matches the rules with slots for events again, now that it is known where events are.
    fn look_inside<'a>(
        &self,
        scene: &Scene<'a>,
        view: &'a SentenceView<'a>,
        by_token: &mut [Option<Match<'a>>],
        carried: &mut FxHashMap<usize, Vec<usize>>,
    ) {
        let embedded = Sight {
            inside: None,
            embedded: true,
        };
        for node in view
            .nodes()
            .filter(|node| is_trigger(node) && node.is_noun())
        {
            if by_token[node.token].is_none() {
                let found = self.best_match(scene, node, embedded).ok();
                if let Some(support) = found.as_ref().and_then(|found| found.frame.support) {
                    carried.entry(support.token).or_default().push(node.token);
                }
                by_token[node.token] = found;
            }
        }
        let is_event = |token: usize| by_token[token].is_some() || carried.contains_key(&token);
        let inside: Vec<bool> = (0..view.len()).map(is_event).collect();
        let sight = Sight {
            inside: Some(&inside),
            embedded: false,
        };
        for node in view.nodes().filter(is_trigger) {
            if self.has_event_slots(node) {
                by_token[node.token] = self.best_match(scene, node, sight).ok();
            }
        }
    }

    /// Whether any rule may fire on a node; every lemma of a trigger has the node's own in it.
    fn may_fire(&self, kind: TriggerKind, node: Node) -> bool {
        let (lemma, lowered) = (node.lemma(), node.lemma_lowered());
        self.rules.may_fire(kind, lowered)
            || lemma != lowered && self.rules.may_fire(kind, lemma)
            || node.hyphened().is_some()
    }

    fn has_event_slots(&self, node: Node) -> bool {
        let kind = kind_of(node);
        if !self.may_fire(kind, node) {
            return false;
        }
        let full = full_lemma(node);
        let phrasal = self.frames.phrasal_lemma(node);
        let adverbial = phrasal.or_else(|| lemma_with_adverb(node));
        let lemmas = [&*full, node.lemma_lowered()];
        let lemmas = lemmas.into_iter().chain(adverbial.as_deref());
        let mut rules = lemmas.flat_map(|lemma| self.rules.of(kind, lemma));
        rules.any(|(_, rule)| fill::asks(rule) || rule.event_slots().next().is_some())
    }

    /// Where a verb and the noun it carries both match, the better fit stays.
    fn prefer_nouns(&self, by_token: &mut [Option<Match>], carried: &FxHashMap<usize, Vec<usize>>) {
        let mut verbs: Vec<usize> = carried.keys().copied().collect();
        verbs.sort_unstable();
        for verb in verbs {
            for &noun in &carried[&verb] {
                let (Some(of_verb), Some(of_noun)) = (&by_token[verb], &by_token[noun]) else {
                    continue;
                };
                let operator = |found: &Match| self.rules.rules[found.rule].operator.as_deref();
                let beside = self.lexicon.set("beside-operators");
                let stands_beside = operator(of_noun).is_some_and(|name| beside.has(name));
                if of_noun.embedded_only || operator(of_verb).is_some() || stands_beside {
                    continue;
                }
                let loser = if of_verb.score > of_noun.score {
                    noun
                } else {
                    verb
                };
                by_token[loser] = None;
            }
        }
    }

    /// The best rule for a trigger; or the rule that came closest; or neither.
    fn best_match<'a>(
        &self,
        scene: &Scene<'a>,
        node: Node<'a>,
        sight: Sight,
    ) -> Result<Match<'a>, Option<(usize, Mismatch)>> {
        let kind = kind_of(node);
        if !self.may_fire(kind, node) {
            return Err(None);
        }
        let full = full_lemma(node);
        let mut compounds = compound_lemmas(node);
        if compounds.is_empty() {
            compounds.push(full.to_string());
        }
        let phrasal = self.frames.phrasal_lemma(node);
        let adverbial = phrasal.or_else(|| lemma_with_adverb(node));
        let adverbial = adverbial.as_deref().unwrap_or(&full);
        let plain = [adverbial, &full, node.lemma_lowered()];
        let is_new = |place: &usize| *place == 0 || plain[*place] != plain[*place - 1];
        let plain = (0..plain.len()).filter(is_new).map(|place| plain[place]);
        let lemmas = compounds.iter().map(String::as_str).chain(plain);
        let mut frame: Option<Frame> = None;
        let mut best: Option<Match> = None;
        let mut nearest = None;
        for lemma in lemmas {
            for (index, rule) in self.rules.of(kind, lemma) {
                let frame = frame.get_or_insert_with(|| self.frames.frame(node));
                match self.fill(scene, rule, frame, sight) {
                    Ok((fills, score)) if best.as_ref().is_none_or(|best| score > best.score) => {
                        best = Some(Match {
                            rule: index,
                            frame: frame.clone(),
                            fills,
                            score,
                            embedded_only: sight.embedded,
                        });
                    }
                    Ok(_) => {}
                    Err(mismatch) => {
                        nearest.get_or_insert((index, mismatch));
                    }
                }
            }
            if best.is_some() {
                break;
            }
        }
        best.ok_or(nearest)
    }

    /// Which triggers stand in the event slot of another.
    fn consumed(&self, matches: &SentenceMatches) -> Vec<bool> {
        let mut consumed = vec![false; matches.by_token.len()];
        for (token, found) in matches.by_token.iter().enumerate() {
            let Some(found) = found else { continue };
            for inner in self.embedded(matches, found) {
                consumed[inner] |= inner != token;
            }
            for means in &found.fills.means {
                let bare = |inner: &Match| inner.frame.support.is_none();
                consumed[means.token] |= matches.by_token[means.token].as_ref().is_some_and(bare);
            }
            if self.only_speaks_of(found) {
                let within = found.fills.events.iter().flat_map(|event| event.subtree());
                within
                    .filter(|inner| *inner != token)
                    .for_each(|inner| consumed[inner] = true);
            }
        }
        consumed
    }

    /// Whether the events inside are only what a rule's act speaks of ("accused Iran of …").
    fn only_speaks_of(&self, found: &Match) -> bool {
        let operator = self.rules.rules[found.rule].operator.as_deref();
        operator.is_some_and(|operator| self.lexicon.set("topic-operators").has(operator))
    }

    /// The triggers inside the event slots of a match.
    fn embedded(&self, matches: &SentenceMatches, found: &Match) -> Vec<usize> {
        let mut inner = Vec::new();
        for node in &found.fills.events {
            for conjunct in node.with_conjuncts() {
                if matches.by_token[conjunct.token].is_some() {
                    inner.push(conjunct.token);
                } else if let Some(nouns) = matches.carried.get(&conjunct.token) {
                    let live = |noun: &&usize| matches.by_token[**noun].is_some();
                    inner.extend(nouns.iter().filter(live));
                }
            }
        }
        inner.sort_unstable();
        inner.dedup();
        inner
    }
}

/// The types of the acts, and the operators, of the rules that have a word as their trigger, each
/// once and sorted. Slots are not looked at.
pub fn acts_of(rules: &RuleSet, node: Node) -> Vec<String> {
    let full = lemma_with_particle(node);
    let plain = node.lemma().to_lowercase();
    let mut lemmas = vec![plain];
    lemmas.extend(compound_lemmas(node));
    if !lemmas.contains(&full) {
        lemmas.push(full);
    }
    let kinds: &[TriggerKind] = match (node.is_verb(), node.is_noun()) {
        (true, _) => &[TriggerKind::Verb],
        (_, true) => &[TriggerKind::Noun],
        _ => &[TriggerKind::Adjective, TriggerKind::Adverb],
    };
    let mut names = std::collections::BTreeSet::new();
    for (kind, lemma) in kinds
        .iter()
        .flat_map(|kind| lemmas.iter().map(move |lemma| (*kind, lemma)))
    {
        for (_, rule) in rules.of(kind, lemma) {
            match (&rule.act, &rule.operator) {
                (Some(act), _) => names.insert(act.event_type.as_str().to_owned()),
                (None, Some(operator)) => names.insert(operator.clone()),
                (None, None) => false,
            };
        }
    }
    names.into_iter().collect()
}

fn is_trigger(node: &Node) -> bool {
    let placed = !matches!(
        node.label(),
        Label::Aux | Label::Auxpass | Label::Compound | Label::Punct
    );
    placed && (node.is_verb() || node.is_noun() || node.tag() == Tag::Adjective)
}

/// The names of a trigger with the words joined before it; verbs have them only with a hyphen.
fn compound_lemmas(node: Node) -> Vec<String> {
    match node.is_noun() || node.hyphened().is_some() {
        true => compounds(node, Node::lemma_lowered),
        false => Vec::new(),
    }
}

fn kind_of(node: Node) -> TriggerKind {
    if node.is_verb() {
        TriggerKind::Verb
    } else if node.is_noun() {
        TriggerKind::Noun
    } else {
        TriggerKind::Adjective
    }
}
