//! The state whose news a document tells.
//!
//! In: the mentions resolved by name. Out: [`Focus`]. Never: a focus where no state is named.
//!
//! A report with *Mozambique police*, *Maputo* and *the Mozambican capital* at its top and
//! *Portuguese* once below has the focus MOZ, a strong one.

use std::collections::BTreeMap;

use dateline_record::RegionKind;

use crate::mention::{Actor, ActorKind, Mention};
use crate::text::Text;

/// Paragraphs at the top that count more.
const TOP: usize = 3;

/// The state at the centre of a document.
#[derive(Debug, Default)]
pub(super) struct Focus {
    /// Its code.
    pub country: Option<String>,
    /// Whether it far outweighs all others.
    pub strong: bool,
}

impl Focus {
    /// Weighs the states of all mentions.
    pub(super) fn of(all: &[Mention], actors: &[Actor], text: &Text) -> Focus {
        let mut weights: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        let first = first_paragraph(text);
        for (order, mention) in all.iter().enumerate() {
            let view = &text.sentences[mention.sentence];
            let weight = match view.kind() {
                RegionKind::Headline | RegionKind::Standfirst => 3,
                RegionKind::Dateline | RegionKind::Byline => 2,
                _ if view.sentence().paragraph < first + TOP => 2,
                _ => 1,
            };
            for &actor in &mention.actors {
                let actor = &actors[actor];
                let is_state = actor.organisation.is_none() && !actor.author;
                let Some(country) = actor.country.as_deref().filter(|_| is_state) else {
                    continue;
                };
                let weight = if actor.kind == ActorKind::State {
                    weight
                } else {
                    weight * 2
                };
                weights.entry(country).or_insert((0, order)).0 += weight;
            }
        }
        let total: usize = weights.values().map(|(weight, _)| weight).sum();
        let best = weights
            .iter()
            .max_by_key(|(_, (weight, order))| (*weight, usize::MAX - order));
        match best {
            Some((country, (weight, _))) => Focus {
                country: Some((*country).to_owned()),
                strong: weight * 2 > total,
            },
            None => Focus::default(),
        }
    }
}

/// The first paragraph of the running text.
fn first_paragraph(text: &Text) -> usize {
    let body = text
        .sentences
        .iter()
        .find(|view| view.kind() == RegionKind::Body);
    body.map_or(0, |view| view.sentence().paragraph)
}
