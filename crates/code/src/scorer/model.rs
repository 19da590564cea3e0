//! The weights of the scorer, and what they say.
//!
//! In: the text of `models/relations.tsv`, features. Out: [`Scorer`], [`Ranking`]. Never: floats
//! whose sum depends on their order: weights are whole numbers, with one scale for all.
//!
//! The line `v1:thank` with `c19 i-4` adds 19 to the third class and takes 4 from the ninth.

use std::sync::OnceLock;

use dateline_record::EventType;
use rustc_hash::FxHashMap;

const EMBEDDED: &str = include_str!("../../../../models/relations.tsv");

/// A class of the scorer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// No relation.
    Nothing,
    /// A type; CONCEDE counts as RETREAT.
    Type(EventType),
}

/// All classes, in the order of their weights.
pub const CLASSES: [Class; 16] = {
    use Class::{Nothing, Type};
    use EventType::*;
    [
        Nothing,
        Type(Agree),
        Type(Consult),
        Type(Support),
        Type(Cooperate),
        Type(Aid),
        Type(Retreat),
        Type(Request),
        Type(Accuse),
        Type(Reject),
        Type(Threaten),
        Type(Protest),
        Type(Sanction),
        Type(Mobilize),
        Type(Coerce),
        Type(Assault),
    ]
};

impl Class {
    /// The class of a type.
    pub fn of(event_type: EventType) -> Class {
        match event_type {
            EventType::Concede => Class::Type(EventType::Retreat),
            other => Class::Type(other),
        }
    }

    /// Its place among [`CLASSES`].
    pub fn index(self) -> usize {
        let place = CLASSES.iter().position(|class| *class == self);
        place.unwrap_or(0)
    }
}

/// What the scorer says of one pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The class with the highest score.
    pub class: Class,
    /// Its probability, 0 to 1.
    pub probability: f64,
    /// The feature that spoke most for it, against the runner-up.
    pub decisive: String,
}

/// Weights by feature.
#[derive(Debug, Default)]
pub struct Scorer {
    scale: f64,
    weights: FxHashMap<Box<str>, [i8; CLASSES.len()]>,
}

impl Scorer {
    /// The scorer that ships with the program.
    ///
    /// # Panics
    /// Never in a released build: a test reads the embedded weights.
    pub fn embedded() -> &'static Scorer {
        static SCORER: OnceLock<Scorer> = OnceLock::new();
        SCORER.get_or_init(|| {
            let read = Scorer::parse(EMBEDDED);
            read.unwrap_or_else(|reason| panic!("models/relations.tsv: {reason}"))
        })
    }

    /// Reads weights: a line with the scale, then one line a feature, its name and after a tab its
    /// weights, each the letter of a class (`a` the first) and a whole number.
    ///
    /// # Errors
    /// The first line that is not so.
    pub fn parse(text: &str) -> Result<Scorer, String> {
        let mut lines = text.lines().enumerate();
        let scale = lines.next().and_then(|(_, line)| line.parse().ok());
        let mut scorer = Scorer {
            scale: scale.ok_or("the first line has no scale")?,
            weights: FxHashMap::default(),
        };
        for (index, line) in lines {
            let fault = || format!("line {} has no feature with weights", index + 1);
            let (name, cells) = line.split_once('\t').ok_or_else(fault)?;
            let mut row = [0; CLASSES.len()];
            for cell in cells.split(' ') {
                let letter = cell.bytes().next().ok_or_else(fault)?;
                let class = usize::from(letter.wrapping_sub(b'a'));
                let weight = cell.get(1..).and_then(|number| number.parse().ok());
                *row.get_mut(class).ok_or_else(fault)? = weight.ok_or_else(fault)?;
            }
            scorer.weights.insert(name.into(), row);
        }
        Ok(scorer)
    }

    /// Number of features that have weights.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether it knows no feature.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The sum of the weights of each class.
    pub fn scores(&self, features: &[String]) -> [i32; CLASSES.len()] {
        let mut scores = [0; CLASSES.len()];
        for row in features
            .iter()
            .filter_map(|name| self.weights.get(name.as_str()))
        {
            for (score, weight) in scores.iter_mut().zip(row) {
                *score += i32::from(*weight);
            }
        }
        scores
    }

    /// The best class of some features, with its grounds.
    pub fn rank(&self, features: &[String]) -> Ranking {
        let scores = self.scores(features);
        let mut order: Vec<usize> = (0..CLASSES.len()).collect();
        order.sort_by_key(|&class| (std::cmp::Reverse(scores[class]), class));
        let (best, second) = (order[0], order[1]);
        let share = |class: usize| (f64::from(scores[class] - scores[best]) * self.scale).exp();
        let total: f64 = order.iter().map(|&class| share(class)).sum();
        let margin = |name: &&String| {
            let row = self.weights.get(name.as_str());
            row.map_or(0, |row| i32::from(row[best]) - i32::from(row[second]))
        };
        let named = features.iter().filter(|name| !name.starts_with("bias"));
        let decisive = named.rev().max_by_key(margin);
        Ranking {
            class: CLASSES[best],
            probability: 1.0 / total,
            decisive: decisive.cloned().unwrap_or_default(),
        }
    }
}
