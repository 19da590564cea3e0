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

impl World {
    /// The role that a title names: "foreign minister" -> `fm`; "president" -> `hos`.
    pub fn role_of_title(&self, title: &str) -> Option<Title<'_>> {
        let row = self.phrase(binary::KEY_TITLE, title)?;
        let cell = |column| self.data.filled(Table::Titles, row, column);
        Some(Title {
            role: cell(1),
            sector: cell(2),
        })
    }

    /// The sector of a common noun, by its lemma: "policeman" -> COP.
    pub fn agent(&self, lemma: &str) -> Option<Agent<'_>> {
        let row = self.phrase(binary::KEY_AGENT, lemma)?;
        let cell = |column| self.data.filled(Table::Agents, row, column);
        Some(Agent {
            sector: cell(1)?,
            collective: cell(2).is_some(),
            official: cell(3).is_some(),
        })
    }

    /// The body of a state that a common noun names with the state's adjective: "foreign ministry".
    pub fn body_noun(&self, phrase: &str) -> Option<BodyNoun<'_>> {
        let row = self.phrase(binary::KEY_BODY, phrase)?;
        let cell = |column| self.data.filled(Table::Bodies, row, column);
        Some(BodyNoun {
            key: cell(1)?,
            sector: cell(2)?,
        })
    }

    fn phrase(&self, kind: u8, phrase: &str) -> Option<usize> {
        self.data
            .key(kind, &normal::phrase(phrase, &[]))
            .map(|row| row as usize)
    }
}
