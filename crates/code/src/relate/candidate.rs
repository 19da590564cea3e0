//! Events that may be the relation of a marked pair.
//!
//! In: drafts, and the two marked stretches. Out: [`Candidate`]s, best first, each with how well its
//! parties fit the pair. Never: a choice against the direction where one in it is at hand.
//!
//! In *Ankara condemned the attack by Israel* there are two candidates for the pair Ankara, Israel:
//! the condemnation, which has both in this direction, and the attack, which has Israel as its actor.

use dateline_record::{Act, EventType, Status};

use crate::ground::Ground;
use crate::matching::{Draft, Filled};
use crate::mention::Marked;
use crate::text::Text;

/// How well an event fits a marked pair, best last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// Neither of them is in it.
    Neither,
    /// The other way round.
    Reversed,
    /// Only one of them is in it, and in the other's role.
    Crossed,
    /// Only the target is in it.
    TargetOnly,
    /// Only the source is in it.
    SourceOnly,
    /// Both, in this direction.
    Both,
}

impl Fit {
    /// The name that features use.
    pub fn as_str(self) -> &'static str {
        match self {
            Fit::Neither => "neither",
            Fit::Reversed => "reversed",
            Fit::Crossed => "crossed",
            Fit::TargetOnly => "target",
            Fit::SourceOnly => "source",
            Fit::Both => "both",
        }
    }
}

/// An event that may be the relation.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Id of the rule that made it.
    pub rule: String,
    /// The act before any folding.
    pub act: Act,
    /// How real it is.
    pub status: Status,
    /// PLOVER type after folding.
    pub folded: EventType,
    /// Quad of the folded type.
    pub quad: u8,
    /// How well it fits the pair.
    pub fit: Fit,
    /// Sentence and token of its trigger.
    pub trigger: (usize, usize),
    /// The qualifiers and rows of composition that made it.
    pub steps: Vec<String>,
    /// Whether only a noun without a verb carries it.
    pub bare_noun: bool,
    /// How well the rule fitted.
    pub score: i32,
    /// Steps in the tree from the source's head to the trigger; `usize::MAX` over sentences.
    pub distance: usize,
}

/// How well a draft fits a pair; a side that is not marked fits nothing.
pub(super) fn fit(
    draft: &Draft,
    source: Option<&Marked>,
    target: Option<&Marked>,
    text: &Text,
    ground: &Ground,
) -> Fit {
    let among = |parties: &[Filled], marked: Option<&Marked>| {
        marked.is_some_and(|marked| {
            parties
                .iter()
                .any(|party| stands_for(party, marked, text, ground))
        })
    };
    let acts = among(&draft.actors, source);
    let receives = among(&draft.recipients, target);
    let target_acts = among(&draft.actors, target);
    let source_receives = among(&draft.recipients, source);
    let mutual = draft.reciprocal && (acts || source_receives) && (target_acts || receives);
    if mutual || (acts && receives) {
        Fit::Both
    } else if target_acts && source_receives {
        Fit::Reversed
    } else if acts {
        Fit::SourceOnly
    } else if receives {
        Fit::TargetOnly
    } else if target_acts || source_receives {
        Fit::Crossed
    } else {
        Fit::Neither
    }
}

/// Whether the words that fill a role touch a marked stretch, or the stretch depends on them.
fn stands_for(party: &Filled, marked: &Marked, text: &Text, ground: &Ground) -> bool {
    let (sentence, token) = party.at;
    if sentence != marked.sentence {
        return false;
    }
    let node = text.node(sentence, token);
    let mention = ground.mentions.at(sentence, token);
    let span = mention.map_or(node.span(), |mention| mention.span);
    span.overlaps(&marked.span)
}

/// Steps between two tokens of a tree.
pub(super) fn distance(text: &Text, from: (usize, usize), to: (usize, usize)) -> usize {
    if from.0 != to.0 {
        return usize::MAX;
    }
    let up = |token: usize| {
        let node = text.node(from.0, token);
        let mut chain = vec![token];
        chain.extend(node.ancestors().map(|above| above.token));
        chain
    };
    let (left, right) = (up(from.1), up(to.1));
    let meeting = left
        .iter()
        .enumerate()
        .find_map(|(steps, token)| Some(steps + right.iter().position(|other| other == token)?));
    meeting.unwrap_or(usize::MAX)
}
