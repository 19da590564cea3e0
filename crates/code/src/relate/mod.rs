//! The relation between two marked parties of a text.
//!
//! In: a text with two stretches marked ([`Relation`]). Out: what the first does toward the second
//! ([`RelationVerdict`]). Never: an error; a pair without a relation has a verdict without a type.
//!
//! In *Ankara condemned the attack by Israel.* the relation of *Ankara* to *Israel* is `ACCUSE`: the
//! rules give the condemnation, and the scorer, which sees what fits the pair and the words between
//! them, agrees.

mod candidate;

use dateline_parse::{Label, Tree};
use dateline_record::{Act, Document, EventType, Offsets, Span, Status};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use candidate::{Candidate, Fit};

use crate::coder::EventCoder;
use crate::fold::FoldHints;
use crate::ground::Ground;
use crate::matching::{Draft, NearMiss};
use crate::mention::Marked;
use crate::scorer::{self, Class, Ranking, Scorer};
use crate::text::Text;

/// A text with a marked source and a marked target. Offsets count code points and lie in the text;
/// a side that is not in the text is left unmarked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// The text, usually one sentence.
    pub text: String,
    /// Who acts.
    pub source: Option<Offsets>,
    /// Toward whom.
    pub target: Option<Offsets>,
}

/// What the source does toward the target.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RelationVerdict {
    /// PLOVER type after folding; none when there is no relation.
    #[serde(rename = "type")]
    pub event_type: Option<EventType>,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: Option<u8>,
    /// The act before any folding.
    pub act: Option<Act>,
    /// How real it is.
    pub status: Option<Status>,
    /// Id of the rule that found it; where none fits, `learned:` and the feature that weighed most.
    pub rule: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
}

/// A marked pair on its ground, with the events that may be its relation, best first.
pub struct Pair<'a> {
    /// The text with its trees.
    pub text: &'a Text<'a>,
    /// Who, where, when.
    pub ground: &'a Ground,
    /// Who acts.
    pub source: Option<&'a Marked>,
    /// Toward whom.
    pub target: Option<&'a Marked>,
    /// What the rules found.
    pub candidates: Vec<Candidate>,
    /// What they nearly found.
    pub misses: Vec<NearMiss>,
}

impl EventCoder {
    /// The political relation of a marked source to a marked target.
    pub fn relate(
        &self,
        document: &Document,
        trees: &[Tree],
        source: Option<Offsets>,
        target: Option<Offsets>,
    ) -> RelationVerdict {
        self.with_pair(document, trees, source, target, |pair| {
            let features = scorer::features(pair, self);
            if self.is_nothing(pair, &features) {
                return RelationVerdict::default();
            }
            let ranking = Scorer::embedded().rank(&features);
            self.verdict(pair, &features, &ranking)
        })
    }

    /// What the scorer sees of a marked pair, as named features, sorted, each once.
    pub fn relation_features(
        &self,
        document: &Document,
        trees: &[Tree],
        source: Option<Offsets>,
        target: Option<Offsets>,
    ) -> Vec<String> {
        self.with_pair(document, trees, source, target, |pair| {
            scorer::features(pair, self)
        })
    }

    fn with_pair<T>(
        &self,
        document: &Document,
        trees: &[Tree],
        source: Option<Offsets>,
        target: Option<Offsets>,
        look: impl FnOnce(&Pair) -> T,
    ) -> T {
        let text = Text::new(document, trees);
        let find = |marked: Option<Offsets>| Marked::find(&text, bytes(&document.text, marked?));
        let (source, target) = (find(source), find(target));
        let marked: Vec<&Marked> = source.iter().chain(&target).collect();
        let ground = self.ground_with(&text, &marked);
        let mut pair = Pair {
            text: &text,
            ground: &ground,
            source: source.as_ref(),
            target: target.as_ref(),
            candidates: Vec::new(),
            misses: self.near_misses(&text, &ground),
        };
        pair.candidates = self.candidates(&pair);
        look(&pair)
    }

    fn candidates(&self, pair: &Pair) -> Vec<Candidate> {
        let drafts = self.drafts(pair.text, pair.ground);
        let mut found: Vec<Candidate> = drafts
            .iter()
            .map(|draft| self.candidate(pair, draft))
            .collect();
        found.sort_by(|a, b| quality(b).cmp(&quality(a)));
        found
    }

    fn candidate(&self, pair: &Pair, draft: &Draft) -> Candidate {
        let hints = FoldHints {
            cameo: draft.cameo.clone(),
            fold: draft.fold,
            ..FoldHints::default()
        };
        let code = self.ontology().fold(&draft.act, draft.status, &hints);
        let trigger = (draft.sentence, draft.trigger);
        let distance = pair.source.map_or(usize::MAX, |source| {
            candidate::distance(pair.text, (source.sentence, source.head), trigger)
        });
        Candidate {
            rule: self.rules().rules[draft.rule].id.clone(),
            act: draft.act.clone(),
            status: draft.status,
            folded: code.plover.event_type,
            quad: code.quad,
            fit: candidate::fit(draft, pair.source, pair.target, pair.text, pair.ground),
            trigger,
            steps: draft.steps.clone(),
            bare_noun: draft.bare_noun,
            score: draft.score,
            distance,
        }
    }

    /// Whether there is no relation in this direction: the rules see only the other one, or the target
    /// is the subject of what happens to the source, or no word of the sentence is the trigger of an
    /// act.
    fn is_nothing(&self, pair: &Pair, features: &[String]) -> bool {
        let fits = |least: Fit| pair.candidates.iter().any(|one| one.fit >= least);
        if fits(Fit::SourceOnly) {
            return false;
        }
        let reversed = pair.candidates.iter().any(|one| one.fit == Fit::Reversed);
        let is_act = |name: &String| {
            let act = name
                .strip_prefix("act:")
                .or(name.strip_prefix("chain-act:"));
            act.is_some_and(|act| act.parse::<EventType>().is_ok())
        };
        let silent = !fits(Fit::Crossed) && !features.iter().any(is_act);
        reversed || silent || self.is_aimed_at_source(pair)
    }

    /// Whether the target is the subject and the source the one at whom the act is aimed.
    fn is_aimed_at_source(&self, pair: &Pair) -> bool {
        let node = |marked: &Marked| pair.text.node(marked.sentence, marked.head);
        let (Some(source), Some(target)) = (pair.source.map(node), pair.target.map(node)) else {
            return false;
        };
        let goals = self.lexicon().set("relation-goal-prepositions");
        let undergoes = match source.label() {
            Label::Dobj | Label::Nsubjpass => true,
            Label::Pobj => source.head().is_some_and(|word| goals.has(word.lemma())),
            _ => false,
        };
        undergoes && target.label() == Label::Nsubj
    }

    fn verdict(&self, pair: &Pair, features: &[String], ranking: &Ranking) -> RelationVerdict {
        let confidence = (ranking.probability * 100.0).round() / 100.0;
        let Class::Type(class) = ranking.class else {
            return RelationVerdict {
                confidence,
                ..RelationVerdict::default()
            };
        };
        let of_class = |candidate: &&Candidate| {
            Class::of(candidate.folded) == ranking.class && candidate.fit > Fit::Reversed
        };
        if let Some(found) = pair.candidates.iter().find(of_class) {
            return RelationVerdict {
                event_type: Some(found.folded),
                quad: Some(found.quad),
                act: Some(found.act.clone()),
                status: Some(found.status),
                rule: Some(found.rule.clone()),
                confidence,
            };
        }
        let event_type = scorer::unfolded(class, features);
        RelationVerdict {
            event_type: Some(event_type),
            quad: Some(self.ontology().event_type(event_type).quad),
            act: Some(Act {
                event_type,
                mode: None,
            }),
            status: None,
            rule: Some(format!("learned:{}", ranking.decisive)),
            confidence,
        }
    }
}

/// What makes one candidate better than another: direction first, then reality, nearness, fit.
fn quality(candidate: &Candidate) -> impl Ord {
    (
        candidate.fit,
        candidate.status != Status::CalledFor,
        std::cmp::Reverse(candidate.distance),
        candidate.score,
        std::cmp::Reverse(candidate.trigger),
    )
}

/// A stretch in code points as bytes.
fn bytes(text: &str, offsets: Offsets) -> Span {
    let at = |point: usize| {
        let mut starts = text.char_indices().map(|(byte, _)| byte);
        starts.nth(point).unwrap_or(text.len())
    };
    Span::new(at(offsets.start), at(offsets.end))
}
