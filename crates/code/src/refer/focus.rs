//! The state whose news a document tells.
//!
//! In: the mentions resolved by name. Out: [`Focus`]. Never: a focus where no state is named.
//!
//! A report with *Mozambique police*, *Maputo* and *the Mozambican capital* at its top and
//! *Portuguese* once below has the focus MOZ, a strong one.

use std::collections::BTreeMap;

use dateline_record::RegionKind;

use crate::lexicon::Lexicon;
use crate::mention::{Actor, ActorKind, Mention};
use crate::text::Text;

/// Paragraphs at the top that count more.
const TOP: usize = 3;

/// What the mentions of a state weigh in all, and where the first of them stands.
#[derive(Debug, Default)]
struct Weight {
    sum: usize,
    first: usize,
    by_sentence: BTreeMap<usize, usize>,
}

/// The weights of the states of a document.
#[derive(Debug, Default)]
pub(super) struct Focus {
    states: BTreeMap<String, Weight>,
}

impl Focus {
    /// Weighs the states of all mentions.
    pub(super) fn of(all: &[Mention], actors: &[Actor], text: &Text, lexicon: &Lexicon) -> Focus {
        let stateless = lexicon.set("stateless-sectors");
        let mut states: BTreeMap<String, Weight> = BTreeMap::new();
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
                let sector = actor.sector.as_deref().unwrap_or_default().to_lowercase();
                let abroad = actor.kind == ActorKind::Body && stateless.has(&sector);
                let is_state = actor.organisation.is_none() && !actor.author && !abroad;
                let Some(country) = actor.country.as_deref().filter(|_| is_state) else {
                    continue;
                };
                let weight = if actor.kind == ActorKind::State {
                    weight
                } else {
                    weight * 2
                };
                let known = states.entry(country.to_owned()).or_insert_with(|| Weight {
                    first: order,
                    ..Weight::default()
                });
                known.sum += weight;
                *known.by_sentence.entry(mention.sentence).or_default() += weight;
            }
        }
        Focus { states }
    }

    /// The state at the centre of all but one sentence, and whether it far outweighs all others.
    pub(super) fn outside(&self, sentence: usize) -> Option<(&str, bool)> {
        let weight = |known: &Weight| {
            let own = known.by_sentence.get(&sentence).copied();
            known.sum - own.unwrap_or_default()
        };
        let total: usize = self.states.values().map(weight).sum();
        let best = self
            .states
            .iter()
            .max_by_key(|(_, known)| (weight(known), usize::MAX - known.first));
        let (country, known) = best.filter(|(_, known)| weight(known) > 0)?;
        Some((country, weight(known) * 2 > total))
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
