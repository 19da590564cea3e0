//! The weights, acts and words by which reports are compared, as data.
//!
//! In: the files of `data/incidents`. Out: a [`Policy`]. Never: a weight or a word that stands in
//! code.
//!
//! `weights.toml` says that two reports of the same town gain 1.5, `acts.toml` that *meet* and
//! *talks* may tell of one act, `en.toml` that *again* sets an act against an earlier one.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::Finding;

const WEIGHTS: &str = include_str!("../../../../data/incidents/weights.toml");
const ACTS: &str = include_str!("../../../../data/incidents/acts.toml");
const WORDS: &str = include_str!("../../../../data/incidents/en.toml");

static EMBEDDED: LazyLock<Policy> = LazyLock::new(|| {
    Policy::read(WEIGHTS, ACTS, WORDS).expect("the embedded tables of incidents are tested")
});

/// All that decides whether two reports are of one incident.
#[derive(Debug, Clone)]
pub struct Policy {
    /// Added to every sum.
    pub bias: f64,
    /// The sum from which two reports are linked.
    pub threshold: f64,
    /// What is said of time.
    pub time: TimeRules,
    /// What is said of places.
    pub place: PlaceRules,
    /// What is said of words.
    pub words: Words,
    /// What is said of acts.
    pub acts: Acts,
    findings: Vec<Weight>,
    identity: String,
}

/// What a finding counts.
#[derive(Debug, Clone, Deserialize)]
pub struct Weight {
    /// Log odds; 0 for vetoes.
    #[serde(default)]
    pub weight: f64,
    /// Whether it rules a link out.
    #[serde(default)]
    pub veto: bool,
    /// In words.
    pub about: String,
}

/// Days within which reports can be of one act; see the data file.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "the data file says what each is")]
pub struct TimeRules {
    pub stated_slack: i32,
    pub assumed_back: i32,
    pub past_back: i32,
    pub ahead: i32,
    pub denied_back: i32,
    pub denied_ahead: i32,
    pub moved: i32,
    pub short: i32,
    pub widest: i32,
    pub context: usize,
}

/// Distances.
#[derive(Debug, Clone, Deserialize)]
pub struct PlaceRules {
    /// Kilometres within which two towns may be one place.
    pub near: f64,
}

/// How two acts relate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// Same type and mode.
    Same,
    /// Told as one another.
    Near,
    /// One of two near acts has no mode.
    Broader,
    /// Same type, other mode.
    Far,
    /// Different acts.
    Apart,
}

/// Which acts may be told of as one another.
#[derive(Debug, Clone)]
pub struct Acts {
    /// By type, then mode.
    groups: ByType,
    far: BTreeSet<String>,
    sideless: BTreeSet<String>,
    speech: BTreeSet<String>,
    recurrent: BTreeSet<String>,
}

/// Words that the comparison needs.
#[derive(Debug, Clone)]
pub struct Words {
    common: BTreeSet<String>,
    contrast: BTreeSet<String>,
    guesses: BTreeSet<String>,
    /// So many shared words count at most.
    pub most: usize,
    /// Fewer words than this say nothing.
    pub enough: usize,
    /// Shared part from which two reports are copies.
    pub copy: f64,
    head: usize,
}

#[derive(Deserialize)]
struct WeightFile {
    bias: f64,
    threshold: f64,
    time: TimeRules,
    place: PlaceRules,
    words: WordRules,
    findings: BTreeMap<String, Weight>,
}

#[derive(Deserialize)]
struct WordRules {
    most: usize,
    enough: usize,
    copy: f64,
    head: usize,
}

#[derive(Deserialize)]
struct ActFile {
    far: Vec<String>,
    sideless: Vec<String>,
    speech: Vec<String>,
    recurrent: Vec<String>,
    group: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    acts: Vec<String>,
}

#[derive(Deserialize)]
struct WordFile {
    common: Vec<String>,
    contrast: Vec<String>,
    guesses: Vec<String>,
}

/// The way of matching; another one makes the incidents of a store anew.
const METHOD: &str = "2";

impl Policy {
    /// The policy that ships with the program.
    pub fn embedded() -> Policy {
        EMBEDDED.clone()
    }

    /// The words of the policy that ships with the program.
    pub(super) fn embedded_words() -> &'static Words {
        &EMBEDDED.words
    }

    /// A hash of the tables and of the way of matching: another one may give other incidents.
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// A policy from the text of the three files: weights, acts, words.
    ///
    /// # Errors
    /// The first fault, in words.
    pub fn read(weights: &str, acts: &str, words: &str) -> Result<Policy, String> {
        let parts = [METHOD, weights, acts, words];
        let identity = blake3::hash(parts.join("\u{1f}").as_bytes());
        let file: WeightFile = toml::from_str(weights).map_err(|error| error.to_string())?;
        let acts: ActFile = toml::from_str(acts).map_err(|error| error.to_string())?;
        let words: WordFile = toml::from_str(words).map_err(|error| error.to_string())?;
        Ok(Policy {
            bias: file.bias,
            threshold: file.threshold,
            time: file.time,
            place: file.place,
            words: Words::new(words, &file.words),
            acts: Acts::new(acts),
            findings: weigh(file.findings)?,
            identity: identity.to_hex().to_string(),
        })
    }

    /// What a finding means, by its name.
    pub fn about(&self, finding: &str) -> Option<&str> {
        let found = Finding::ALL.iter().find(|one| one.as_str() == finding)?;
        Some(&self.weight(*found).about)
    }

    /// What a finding counts.
    pub fn weight(&self, finding: Finding) -> &Weight {
        &self.findings[finding as usize]
    }
}

fn weigh(mut table: BTreeMap<String, Weight>) -> Result<Vec<Weight>, String> {
    let found = Finding::ALL.iter().map(|finding| {
        let name = finding.as_str();
        table
            .remove(name)
            .ok_or_else(|| format!("findings: {name:?} is missing"))
    });
    let found = found.collect::<Result<Vec<_>, _>>()?;
    match table.keys().next() {
        Some(name) => Err(format!("findings: {name:?} is unknown")),
        None => Ok(found),
    }
}

impl Acts {
    fn new(file: ActFile) -> Acts {
        let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, group) in file.group.iter().enumerate() {
            for act in &group.acts {
                groups.entry(act).or_default().push(index);
            }
        }
        Acts {
            groups: by_type(groups),
            far: file.far.into_iter().collect(),
            sideless: file.sideless.into_iter().collect(),
            speech: file.speech.into_iter().collect(),
            recurrent: file.recurrent.into_iter().collect(),
        }
    }

    /// How two acts relate, each given as type and mode.
    pub fn kinship(&self, one: (&str, Option<&str>), other: (&str, Option<&str>)) -> Kinship {
        if one == other {
            return Kinship::Same;
        }
        let groups = self.groups_of(other);
        let near = self
            .groups_of(one)
            .iter()
            .any(|group| groups.contains(group));
        let bare = one.1.is_none() || other.1.is_none();
        match (near, one.0 == other.0 && self.far.contains(one.0)) {
            (true, _) if bare => Kinship::Broader,
            (true, _) => Kinship::Near,
            (false, true) => Kinship::Far,
            (false, false) => Kinship::Apart,
        }
    }

    /// Labels of an act: two acts are not apart exactly when they share one.
    pub fn labels(&self, kind: &str, mode: Option<&str>) -> Vec<String> {
        let groups = self.groups_of((kind, mode));
        let mut labels: Vec<String> = groups.iter().map(usize::to_string).collect();
        if self.far.contains(kind) {
            labels.push(kind.to_owned());
        }
        if labels.is_empty() {
            labels.push(name(kind, mode));
        }
        labels
    }

    /// Whether the sides of an act are often exchanged.
    pub fn is_sideless(&self, kind: &str, mode: Option<&str>) -> bool {
        self.sideless.contains(&name(kind, mode))
    }

    /// Whether the act is done in words.
    pub fn is_speech(&self, kind: &str) -> bool {
        self.speech.contains(kind)
    }

    /// Whether the like of an act is often done again the next day.
    pub fn is_recurrent(&self, kind: &str) -> bool {
        self.recurrent.contains(kind)
    }

    fn groups_of(&self, act: (&str, Option<&str>)) -> &[usize] {
        let modes = self.groups.get(act.0).map_or(&[][..], Vec::as_slice);
        let found = modes.iter().find(|(mode, _)| mode.as_deref() == act.1);
        found.map_or(&[], |(_, groups)| groups)
    }
}

type ByType = HashMap<String, Vec<(Option<String>, Vec<usize>)>>;

fn by_type(groups: BTreeMap<&str, Vec<usize>>) -> ByType {
    let mut by_type = ByType::new();
    for (act, groups) in groups {
        let (kind, mode) = match act.split_once('/') {
            Some((kind, mode)) => (kind, Some(mode.to_owned())),
            None => (act, None),
        };
        let modes = by_type.entry(kind.to_owned()).or_default();
        modes.push((mode, groups));
    }
    by_type
}

fn name(kind: &str, mode: Option<&str>) -> String {
    match mode {
        Some(mode) => format!("{kind}/{mode}"),
        None => kind.to_owned(),
    }
}

impl Words {
    fn new(file: WordFile, rules: &WordRules) -> Words {
        Words {
            common: file.common.into_iter().collect(),
            contrast: file.contrast.into_iter().collect(),
            guesses: file.guesses.into_iter().collect(),
            most: rules.most,
            enough: rules.enough,
            copy: rules.copy,
            head: rules.head,
        }
    }

    /// The words of a text, in lower case.
    pub fn split(&self, text: &str) -> Vec<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words
            .filter(|word| word.chars().nth(2).is_some())
            .map(str::to_lowercase)
            .collect()
    }

    /// The first letters of a word, by which its forms are one.
    pub fn head(&self, word: &str) -> String {
        word.chars().take(self.head).collect()
    }

    /// Whether a word says nothing about an act.
    pub fn is_common(&self, word: &str) -> bool {
        self.common.contains(word) || word.chars().all(char::is_numeric)
    }

    /// Whether a text sets its act against another one.
    pub fn is_contrast(&self, text: &str) -> bool {
        self.split(text)
            .iter()
            .any(|word| self.contrast.contains(word))
    }

    /// Whether the reason for a place is a guess.
    pub fn is_guess(&self, reason: &str) -> bool {
        self.guesses.contains(reason)
    }
}
