//! Meanings of a name in the order of their likelihood, before any context is seen.
//!
//! In: the postings of one name and a day. Out: [`Candidate`]s, best first. Never: more than the
//! tables say.
//!
//! *Cameron* on 2024-02-01 is the British foreign secretary first and marked as clear; on 2008-02-01
//! he held no post yet and stands behind nobody, but is marked as ambiguous.
//!
//! The order: what is valid on the day; then by class (states, organisations and full names; other
//! entities and named regions; towns from 100,000 inhabitants and capitals; capitals for their
//! governments; surnames of people in a post; small towns; other surnames); then by size: inhabitants,
//! or the weight of the post.

use crate::World;
use crate::compile::binary::{self, Section};
use crate::compile::date::{self, Packed};
use crate::model::{
    Candidate, EntityId, EntityKind, NameType, PersonId, PlaceId, PlaceKind, Referent,
};
use crate::posts::Tenure;
use crate::time;

/// A meaning with its rank.
pub(crate) struct Ranked {
    pub(crate) referent: Referent,
    pub(crate) form: u32,
    pub(crate) spot: u32,
    pub(crate) valid: bool,
    pub(crate) stale: bool,
    pub(crate) class: u8,
    pub(crate) weight: u64,
}

/// Most meanings of one name that are handed out.
const MOST: usize = 16;
/// Class of the surname of one who is in no post on the day.
pub(crate) const OTHER_SURNAME: u8 = 6;
/// Weight that a post held on the day adds to a person.
const CURRENT: u64 = 100;
/// A person with less weight who holds no post on the day is never the clear meaning of a surname.
const WELL_KNOWN: u64 = 75;
/// How much weightier than the next a person must be to be the clear meaning of a surname.
const MARGIN: u64 = 20;
/// Inhabitants from which a town comes before surnames.
const LARGE_TOWN: u64 = 100_000;
/// Inhabitants that a division counts as having at least.
const REGION_SIZE: u64 = 300_000;
/// Inhabitants that a region, sea or building of note counts as having.
const NAMED_SIZE: u64 = 5_000_000;
/// How many times its inhabitants a capital counts.
const CAPITAL: u64 = 100;

/// The meanings of one name, best first.
pub(crate) fn candidates(
    world: &World,
    postings: &[[u32; binary::POSTING]],
    day: Option<Packed>,
) -> Vec<Candidate> {
    let mut ranked = ranked(world, postings, day);
    ranked.truncate(MOST);
    let made = ranked.iter().enumerate().map(|(index, item)| Candidate {
        referent: item.referent,
        name_type: item.name_type(),
        ambiguous: is_ambiguous(&ranked, index),
        stale: item.stale,
        row: world.data.spot(item.spot),
    });
    made.collect()
}

/// The meanings of one name, best first, with what their order rests on.
pub(crate) fn ranked(
    world: &World,
    postings: &[[u32; binary::POSTING]],
    day: Option<Packed>,
) -> Vec<Ranked> {
    let mut ranked: Vec<Ranked> = postings
        .iter()
        .map(|posting| world.ranked(*posting, day))
        .collect();
    ranked.sort_by_key(|item| {
        (
            !item.valid,
            item.class,
            std::cmp::Reverse(item.weight),
            item.referent_key(),
        )
    });
    keep_first_of_each(&mut ranked);
    ranked
}

fn keep_first_of_each(ranked: &mut Vec<Ranked>) {
    let mut seen = Vec::new();
    ranked.retain(|item| {
        let new = !seen.contains(&item.referent);
        seen.push(item.referent);
        new
    });
}

fn is_ambiguous(ranked: &[Ranked], index: usize) -> bool {
    let item = &ranked[index];
    let others = || {
        ranked
            .iter()
            .enumerate()
            .filter(|(other, rival)| *other != index && rival.valid)
            .map(|(_, rival)| rival)
    };
    if item.form & (binary::MARK_AMBIGUOUS | binary::MARK_COMMON) != 0
        || (index > 0 && item.class > 1)
    {
        return true;
    }
    match item.form & 0xff {
        binary::TYPE_SURNAME => {
            let known = item.weight >= WELL_KNOWN;
            !known
                || others().any(|rival| {
                    rival.class < 6
                        && (rival.class != item.class || rival.weight + MARGIN > item.weight)
                })
        }
        binary::TYPE_PLACE => others().any(|rival| {
            rival.class < 5
                && (rival.form & 0xff != binary::TYPE_PLACE || rival.weight * 5 > item.weight)
        }),
        binary::TYPE_FULL_NAME => others().any(|rival| {
            rival.form & 0xff == binary::TYPE_FULL_NAME && rival.weight + MARGIN > item.weight
        }),
        _ => false,
    }
}

impl Ranked {
    /// In what way the name names it.
    pub(crate) fn name_type(&self) -> NameType {
        NameType::ALL[(self.form & 0xff).min(10) as usize]
    }

    /// Whether its row says that the name needs support.
    pub(crate) fn is_marked(&self) -> bool {
        self.form & binary::MARK_AMBIGUOUS != 0
    }

    fn referent_key(&self) -> (u8, u32) {
        match self.referent {
            Referent::Entity(id) => (0, id.0),
            Referent::Person(id) => (1, id.0),
            Referent::Place(id) => (2, id.0),
        }
    }
}

impl World {
    fn ranked(&self, posting: [u32; binary::POSTING], day: Option<Packed>) -> Ranked {
        let [packed, form, start, end, spot] = posting;
        let number = packed & 0x3fff_ffff;
        match packed >> 30 {
            binary::REFERENT_PERSON => self.ranked_person(PersonId(number), form, spot, day),
            binary::REFERENT_PLACE => self.ranked_place(PlaceId(number), form, spot),
            _ => self.ranked_entity(EntityId(number), form, (start, end), spot, day),
        }
    }

    fn ranked_entity(
        &self,
        id: EntityId,
        form: u32,
        dates: (Packed, Packed),
        spot: u32,
        day: Option<Packed>,
    ) -> Ranked {
        let fields: [u32; binary::ENTITY] = self.data.entry(Section::Entities, id.0 as usize);
        let (start, end) = (fields[1], fields[2]);
        let holds = |start, end| day.map_or(end == 0, |day| date::within(day, start, end));
        let ended = end != 0 && day.is_none_or(|day| day >= date::as_end(end));
        Ranked {
            referent: Referent::Entity(id),
            form,
            spot,
            valid: holds(start, end) && holds(dates.0, dates.1),
            stale: ended,
            class: entity_class(self.kind(id), form),
            weight: u64::from(fields[5]),
        }
    }

    fn ranked_place(&self, id: PlaceId, form: u32, spot: u32) -> Ranked {
        let (kind, size, capital) = self.size_of_place(id);
        let (class, weight) = match kind {
            _ if form & binary::MARK_COMMON != 0 => (5, size),
            PlaceKind::City if capital => (2, size * CAPITAL),
            PlaceKind::City if size >= LARGE_TOWN => (2, size),
            PlaceKind::City => (5, size),
            _ if self.is_named_region(id) => (2, size.max(NAMED_SIZE)),
            _ => (2, size.max(REGION_SIZE)),
        };
        Ranked {
            referent: Referent::Place(id),
            form,
            spot,
            valid: true,
            stale: false,
            class,
            weight,
        }
    }

    fn ranked_person(&self, id: PersonId, form: u32, spot: u32, day: Option<Packed>) -> Ranked {
        let tenures: Vec<Tenure> = self.tenures_of(id).collect();
        let current = tenures.iter().any(|tenure| is_current(tenure, day));
        let weight = tenures
            .iter()
            .map(|tenure| self.weight(tenure, day))
            .max()
            .unwrap_or(0);
        let confirmed =
            |tenure: &Tenure| day.is_none_or(|day| !time::is_stale(day, tenure.end, tenure.as_of));
        let stale = !tenures.is_empty()
            && !tenures.iter().any(|tenure| {
                day.map_or(tenure.end == 0, |day| tenure.not_over(day)) && confirmed(tenure)
            });
        let class = match form & 0xff {
            binary::TYPE_FULL_NAME => 0,
            _ if current => 4,
            _ => OTHER_SURNAME,
        };
        Ranked {
            referent: Referent::Person(id),
            form,
            spot,
            valid: true,
            stale,
            class,
            weight,
        }
    }

    /// Weight of a post: its role, the size of its state, and how long ago it was held.
    fn weight(&self, tenure: &Tenure, day: Option<Packed>) -> u64 {
        let entity = self.office_entity(tenure.office);
        let thousands = self
            .data
            .number(Section::Entities, binary::ENTITY * entity.0 as usize + 5);
        let size = match thousands {
            0 if self.kind(entity) == EntityKind::Organisation => 25,
            0 => 15,
            some => u64::from(some.ilog2()) * 3 / 2,
        };
        let role = role_weight(self.office_role(tenure.office));
        role + size
            + if is_current(tenure, day) {
                CURRENT
            } else {
                recency(tenure, day)
            }
    }
}

fn is_current(tenure: &Tenure, day: Option<Packed>) -> bool {
    match day {
        Some(_) => tenure.on(day),
        None => tenure.end == 0,
    }
}

/// 40 for a post just left, less by 2 for each year since; 0 for a post still to come.
fn recency(tenure: &Tenure, day: Option<Packed>) -> u64 {
    let Some(day) = day else { return 20 };
    if tenure.not_over(day) {
        return 0;
    }
    let years = (day >> 9).saturating_sub(tenure.end >> 9);
    40u64.saturating_sub(2 * u64::from(years))
}

/// Weight of a role among those that news is about.
pub(crate) fn role_weight(role: &str) -> u64 {
    match role {
        "leader" => 35,
        "hos" | "hog" => 30,
        "io-head" => 28,
        "fm" => 24,
        "crown-prince" => 26,
        "dm" => 18,
        "opposition" => 10,
        _ => 12,
    }
}

fn entity_class(kind: EntityKind, form: u32) -> u8 {
    let metonym = form & 0xff == NameType::Metonym as u32;
    match kind {
        _ if metonym && form & binary::MARK_AMBIGUOUS != 0 => 3,
        EntityKind::State
        | EntityKind::Territory
        | EntityKind::Defacto
        | EntityKind::Historic
        | EntityKind::Organisation
        | EntityKind::Bloc => 0,
        _ => 1,
    }
}
