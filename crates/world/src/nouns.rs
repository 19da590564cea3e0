//! Titles and common nouns for people, forces and bodies of a state.
//!
//! In: a phrase of a text in any case ("foreign minister", "gunman", "finance ministry"). Out: what it
//! says of its bearer. Never: who that is.
//!
//! "foreign minister" is the [`Title`] of the role `fm` in the sector GOV.

use crate::World;
use crate::compile::binary;
use crate::compile::normal;
use crate::compile::schema::Table;
use fst::{IntoStreamer, Map, Streamer};
use rustc_hash::{FxHashMap, FxHashSet};

/// A title that people bear ("president", "foreign minister", "spokesman").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Title<'w> {
    /// The role, for `holders` ("hos", "fm"); none when no table of holders goes with it ("aide").
    pub role: Option<&'w str>,
    /// PLOVER sector of one who bears it.
    pub sector: Option<&'w str>,
}

/// A common noun for people or forces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Agent<'w> {
    /// PLOVER sector.
    pub sector: &'w str,
    /// Whether the singular already means many ("police", "crowd").
    pub collective: bool,
    /// Whether they belong to a state's power (army, police, government): such a group takes the
    /// country of its context more readily.
    pub official: bool,
}

/// A common noun for a body of a state ("foreign ministry", "parliament", "army").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BodyNoun<'w> {
    /// PLOVER sector.
    pub sector: &'w str,
    /// The part of a body's id after the state's ("foreign-ministry").
    pub key: &'w str,
}

/// The kinds of keys in the automaton that are nouns, and their places among the rows of a noun.
const KINDS: [u8; 3] = [binary::KEY_TITLE, binary::KEY_AGENT, binary::KEY_BODY];
const TITLE: usize = 0;
const AGENT: usize = 1;
const BODY: usize = 2;

/// The first and last words of all titles, agents and bodies, in normal form: most nouns of a text
/// are among none of these, and need no further look.
#[derive(Debug, Default)]
pub(crate) struct NounWords {
    firsts: FxHashSet<String>,
    lasts: FxHashSet<String>,
    /// The rows of each as a title, an agent and a body.
    rows: FxHashMap<String, [Option<u32>; 3]>,
}

impl NounWords {
    /// The words of the keys in an automaton.
    pub(crate) fn of<D: AsRef<[u8]>>(automaton: &Map<D>) -> NounWords {
        let mut words = NounWords::default();
        for (place, kind) in KINDS.into_iter().enumerate() {
            let range = automaton.range().ge([kind]).lt([kind + 1]);
            let mut keys = range.into_stream();
            while let Some((key, row)) = keys.next() {
                words.add(&String::from_utf8_lossy(&key[1..]), place, row as u32);
            }
        }
        words
    }

    fn add(&mut self, key: &str, place: usize, row: u32) {
        self.rows.entry(key.to_owned()).or_default()[place] = Some(row);
        self.firsts.extend(key.split(' ').next().map(str::to_owned));
        self.lasts.extend(key.rsplit(' ').next().map(str::to_owned));
    }
}

/// What the tables say of a noun as a title, an agent and a body.
pub type Nouns<'w> = (Option<Title<'w>>, Option<Agent<'w>>, Option<BodyNoun<'w>>);

impl World {
    /// All that [`World::role_of_title`], [`World::agent`] and [`World::body_noun`] say of a noun.
    pub fn nouns(&self, noun: &str) -> Nouns<'_> {
        let known = self.data.nouns().rows.get(&normal::phrase(noun, &[]));
        let [title, agent, body] = known.copied().unwrap_or_default();
        (
            title.map(|row| self.title_of(row as usize)),
            agent.and_then(|row| self.agent_of(row as usize)),
            body.and_then(|row| self.body_of(row as usize)),
        )
    }

    fn title_of(&self, row: usize) -> Title<'_> {
        let cell = |column| self.data.filled(Table::Titles, row, column);
        Title {
            role: cell(1),
            sector: cell(2),
        }
    }

    fn agent_of(&self, row: usize) -> Option<Agent<'_>> {
        let cell = |column| self.data.filled(Table::Agents, row, column);
        Some(Agent {
            sector: cell(1)?,
            collective: cell(2).is_some(),
            official: cell(3).is_some(),
        })
    }

    fn body_of(&self, row: usize) -> Option<BodyNoun<'_>> {
        let cell = |column| self.data.filled(Table::Bodies, row, column);
        Some(BodyNoun {
            key: cell(1)?,
            sector: cell(2)?,
        })
    }

    /// Whether a title or a common noun for people or bodies may end with a word: false is certain.
    pub fn may_end_noun(&self, word: &str) -> bool {
        let normal = normal::phrase(word, &[]);
        let last = normal.rsplit(' ').next().unwrap_or_default();
        last.is_empty() || self.data.nouns().lasts.contains(last)
    }

    /// Whether a title or a common noun for people or bodies may begin with a word: false is certain.
    pub fn may_begin_noun(&self, word: &str) -> bool {
        let normal = normal::phrase(word, &[]);
        let first = normal.split(' ').next().unwrap_or_default();
        first.is_empty() || self.data.nouns().firsts.contains(first)
    }

    /// The role that a title names: "foreign minister" -> `fm`; "president" -> `hos`.
    pub fn role_of_title(&self, title: &str) -> Option<Title<'_>> {
        self.phrase(TITLE, title).map(|row| self.title_of(row))
    }

    /// The sector of a common noun, by its lemma: "policeman" -> COP.
    pub fn agent(&self, lemma: &str) -> Option<Agent<'_>> {
        self.phrase(AGENT, lemma).and_then(|row| self.agent_of(row))
    }

    /// The body of a state that a common noun names with the state's adjective: "foreign ministry".
    pub fn body_noun(&self, phrase: &str) -> Option<BodyNoun<'_>> {
        self.phrase(BODY, phrase).and_then(|row| self.body_of(row))
    }

    fn phrase(&self, place: usize, phrase: &str) -> Option<usize> {
        let rows = self.data.nouns().rows.get(&normal::phrase(phrase, &[]))?;
        rows[place].map(|row| row as usize)
    }
}
