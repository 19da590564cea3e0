//! Which place of a name is meant.
//!
//! In: the places that bear a name, the countries named beside it, and how often the document names
//! each country. Out: one of them. Never: a place that nothing supports.
//!
//! *Moscow, Idaho* is the town in Idaho; *Moscow* beside Russians is the capital.

use std::collections::BTreeMap;

use dateline_world::{PlaceId, PlaceKind, World};

use crate::mention::Mentions;

/// One place that a name may mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Option_ {
    /// The place.
    pub place: PlaceId,
    /// Its rank among the meanings of the name, best first.
    pub rank: usize,
    /// Whether it is the city of a building that stands for a government.
    pub via_seat: bool,
}

/// How often a document names each country.
#[derive(Debug, Default)]
pub(super) struct Tally {
    counts: BTreeMap<String, usize>,
}

impl Tally {
    /// Counts the countries of the mentions and of the names that can be but one place.
    pub(super) fn of<'o>(
        mentions: &Mentions,
        options: impl Iterator<Item = &'o [Option_]>,
        world: &World,
    ) -> Tally {
        let mut tally = Tally::default();
        let actors = mentions.all.iter().flat_map(|mention| &mention.actors);
        for country in actors.filter_map(|&actor| mentions.actors.get(actor)?.country.as_deref()) {
            tally.add(country);
        }
        for options in options.filter(|options| options.len() == 1) {
            let country = world.place(options[0].place).country;
            country.into_iter().for_each(|country| tally.add(country));
        }
        tally
    }

    fn add(&mut self, country: &str) {
        *self.counts.entry(country.to_owned()).or_default() += 1;
    }

    fn count(&self, country: &str) -> usize {
        self.counts.get(country).copied().unwrap_or(0)
    }

    /// The capital of the country named most.
    fn main_capital(&self, world: &World) -> Option<PlaceId> {
        let most = *self.counts.values().max()?;
        let (country, _) = self.counts.iter().find(|(_, count)| **count == most)?;
        world.capital(world.entity_by_id(country)?)
    }
}

/// The best of some places. Without options, the capital of the country named most: the text says
/// "the capital".
pub(super) fn choose(
    options: &[Option_],
    containing: &[String],
    tally: &Tally,
    world: &World,
) -> Option<PlaceId> {
    if options.is_empty() {
        return tally.main_capital(world);
    }
    let scored = options
        .iter()
        .map(|option| (score(option, containing, tally, world), option));
    let mut best: Option<(f64, &Option_)> = None;
    for (score, option) in scored {
        if best.is_none_or(|(highest, _)| score > highest) {
            best = Some((score, option));
        }
    }
    best.map(|(_, option)| option.place)
}

fn score(option: &Option_, containing: &[String], tally: &Tally, world: &World) -> f64 {
    let place = world.place(option.place);
    let country = place.country.unwrap_or_default();
    let beside = containing.iter().any(|name| {
        !name.is_empty() && (name == country || place.admin1.is_some_and(|admin1| admin1 == name))
    });
    let size = match place.kind {
        PlaceKind::Country => COUNTRY,
        PlaceKind::Region => REGION,
        PlaceKind::Site | PlaceKind::Feature => SITE,
        PlaceKind::City => (place.population.max(1) as f64).log10(),
    };
    let named = ((tally.count(country) as f64).ln_1p() * 0.7).min(MOST_NAMED);
    let capital = if place.capital { 2.0 } else { 0.0 };
    let context = if beside { 8.0 } else { 0.0 };
    size + named + capital + context - option.rank as f64 * 0.4
}

/// What a kind of place weighs, in powers of ten of inhabitants.
const COUNTRY: f64 = 9.0;
const REGION: f64 = 6.5;
const SITE: f64 = 6.0;

/// What the countries that the text names weigh at most.
const MOST_NAMED: f64 = 2.0;
