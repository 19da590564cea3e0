//! A learned linear scorer for the relation of a marked pair.
//!
//! In: a [`crate::relate::Pair`], whose words, tree and rule verdicts become named features. Out: a
//! [`Ranking`]: the class with the highest score, how sure that is, and the feature that decided.
//! Never: learning (that is `cargo xtask train-relations`), and no feature without a name.
//!
//! For *Oslo thanked Rome* the features `v1:thank` and `best:SUPPORT` speak for SUPPORT.

mod chain;
mod features;
mod model;
mod words;

use dateline_record::EventType;

pub use features::features;
pub use model::{CLASSES, Class, Ranking, Scorer};

/// The type of a yielding: in words or in deeds, by the evidence of the trigger words.
pub(crate) fn unfolded(class: EventType, features: &[String]) -> EventType {
    if class != EventType::Retreat {
        return class;
    }
    let says = |wanted: &str| features.iter().any(|feature| feature == wanted);
    let in_words = says("chain-act:CONCEDE") && !says("chain-act:RETREAT");
    let ahead = says("tense:future") && !says("chain-act:RETREAT");
    if in_words || ahead {
        EventType::Concede
    } else {
        EventType::Retreat
    }
}
