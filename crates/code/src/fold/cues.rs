//! What a paragraph is about.
//!
//! In: `data/ontology/context_cues.toml`; the base forms of a paragraph's words. Out: the contexts
//! that its words show. Never: the act's own contexts.
//!
//! A paragraph with the words *ballot* and *turnout* has the context `election`: *ballot* alone is
//! enough, *turnout* alone is not.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use dateline_record::Fault;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::lexicon::toml_fault;

/// Points that a context needs; a strong cue has as many, a weak one half.
const NEEDED: u32 = 2;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueEntry {
    #[serde(default)]
    strong: Vec<String>,
    #[serde(default)]
    weak: Vec<String>,
    #[serde(default)]
    gives_way_to: Vec<String>,
    #[serde(default)]
    keeps_with: Vec<String>,
}

/// When a context is left out.
#[derive(Debug, Clone)]
struct Yielding {
    context: usize,
    gives_way_to: Vec<usize>,
    keeps_with: Vec<usize>,
}

/// The cues of all contexts; contexts are numbered in the codebook's order.
#[derive(Debug, Clone, Default)]
pub struct Cues {
    /// Phrase to contexts and points.
    phrases: FxHashMap<String, Vec<(usize, u32)>>,
    /// Words that begin a phrase of several words, with the length of the longest.
    openers: FxHashMap<String, usize>,
    yielding: Vec<Yielding>,
}

impl Cues {
    /// Reads the file; `contexts` are the names in the codebook's order.
    pub fn parse(file: &str, text: &str, contexts: &[&str], faults: &mut Vec<Fault>) -> Cues {
        let mut cues = Cues::default();
        let entries: BTreeMap<String, CueEntry> = match toml::from_str(text) {
            Ok(entries) => entries,
            Err(error) => {
                faults.push(toml_fault(file, text, &error));
                return cues;
            }
        };
        let mut number = |name: &str, header: &str| {
            let found = contexts.iter().position(|context| *context == name);
            if found.is_none() {
                let line = text.lines().position(|line| line == format!("[{header}]"));
                let line = line.map_or(0, |index| index + 1);
                faults.push(Fault::at(file, line, 2, format!("no context \"{name}\"")));
            }
            found
        };
        for (name, entry) in entries {
            let Some(context) = number(&name, &name) else {
                continue;
            };
            entry
                .strong
                .iter()
                .for_each(|phrase| cues.add(phrase, context, NEEDED));
            entry
                .weak
                .iter()
                .for_each(|phrase| cues.add(phrase, context, NEEDED / 2));
            let mut all = |names: &[String]| {
                names
                    .iter()
                    .filter_map(|other| number(other, &name))
                    .collect::<Vec<usize>>()
            };
            let gives_way_to = all(&entry.gives_way_to);
            let keeps_with = all(&entry.keeps_with);
            cues.yielding.push(Yielding {
                context,
                gives_way_to,
                keeps_with,
            });
        }
        cues
    }

    /// How many strong and how many weak cues a context has.
    pub fn count(&self, context: usize) -> (usize, usize) {
        let all = self.phrases.values().flatten();
        let own = all.filter(|(of, _)| *of == context);
        let (strong, weak): (Vec<u32>, Vec<u32>) = own
            .map(|(_, points)| *points)
            .partition(|points| *points >= NEEDED);
        (strong.len(), weak.len())
    }

    fn add(&mut self, phrase: &str, context: usize, points: u32) {
        let words = phrase.split(' ').count();
        if words > 1 {
            let first = phrase.split(' ').next().unwrap_or_default();
            let longest = self.openers.entry(first.to_owned()).or_default();
            *longest = words.max(*longest);
        }
        self.phrases
            .entry(phrase.to_owned())
            .or_default()
            .push((context, points));
    }

    /// The contexts that these words show, by number, in order.
    pub fn contexts<'w>(&self, words: impl Iterator<Item = &'w str>) -> BTreeSet<usize> {
        let words: Vec<Cow<str>> = words.map(lowered).collect();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let mut points: BTreeMap<usize, u32> = BTreeMap::new();
        for start in 0..words.len() {
            let longest = self.openers.get(&*words[start]).copied().unwrap_or(1);
            for end in start + 1..=(start + longest).min(words.len()) {
                let phrase = match &words[start..end] {
                    [word] => Cow::Borrowed(&**word),
                    words => Cow::Owned(words.join(" ")),
                };
                if let Some((key, values)) = self.phrases.get_key_value(&*phrase)
                    && seen.insert(key)
                {
                    values.iter().for_each(|(context, more)| {
                        *points.entry(*context).or_default() += more;
                    });
                }
            }
        }
        points
            .into_iter()
            .filter(|(_, sum)| *sum >= NEEDED)
            .map(|(context, _)| context)
            .collect()
    }

    /// Drops contexts that give way to others that are there.
    pub fn settle(&self, contexts: &mut BTreeSet<usize>) {
        for rule in &self.yielding {
            let any = |of: &[usize]| of.iter().any(|other| contexts.contains(other));
            if any(&rule.gives_way_to) && !any(&rule.keeps_with) {
                contexts.remove(&rule.context);
            }
        }
    }
}

fn lowered(word: &str) -> Cow<'_, str> {
    let is_lower = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
    match word.bytes().all(is_lower) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(word.to_lowercase()),
    }
}
