//! What is known of the world, valid in time.
//!
//! In: a name as it stands in a text, a title, a common noun, and a day. Out: the states,
//! organisations, people and places that it can mean, best first, with the posts they held and the
//! bodies they belonged to on that day; each answer names the row that gave it. Never: a look at the
//! context of a mention; choosing is the business of the coder.
//!
//! *Fidan* on 2024-07-03 is Hakan Fidan, Turkey's foreign minister since 2023-06-03; *Ankara* is a
//! town and may be Turkey's government; both say so.
//!
//! ```
//! use dateline_world::World;
//! use jiff::civil::date;
//!
//! let world = World::embedded();
//! let turkey = world.entity_by_id("TUR").unwrap();
//! let holders = world.holders("fm", turkey, Some(date(2024, 7, 3)));
//! assert_eq!(world.person(holders[0].person).name, "Hakan Fidan");
//! ```

mod ask;
#[allow(dead_code, unreachable_pub)]
mod compile;
mod data;
mod fresh;
mod lookup;
mod model;
mod nouns;
mod overlay;
mod posts;
mod rank;
mod similar;
mod time;

pub use ask::{Meaning, Question};
pub use compile::normal_form;
pub use fresh::{Freshness, Membership};
pub use model::*;
pub use nouns::{Agent, BodyNoun, Nouns, Title};
pub use overlay::lint_folder;

use compile::binary::{self, Section};
use compile::schema::Table;
use data::Data;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

static BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/world.bin"));

/// Beginning of the ids of places written by hand.
const NAMED_PLACE: &str = "place.";

/// Everything known, immutable, cheap to clone.
#[derive(Clone)]
pub struct World {
    data: Arc<Data>,
}

impl std::fmt::Debug for World {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("World")
            .field("entities", &self.entity_count())
            .finish_non_exhaustive()
    }
}

impl World {
    /// The world that ships with the program.
    pub fn embedded() -> World {
        static WORLD: OnceLock<World> = OnceLock::new();
        // The build script wrote these bytes with the same layout.
        let made =
            || World::of(Data::new(Cow::Borrowed(BYTES)).expect("the embedded world is sound"));
        WORLD.get_or_init(made).clone()
    }

    /// The entity with that id ("RUS", "SCO", "rus.fsb").
    pub fn entity_by_id(&self, id: &str) -> Option<EntityId> {
        self.data
            .key(binary::KEY_ENTITY, id)
            .map(|number| EntityId(number as u32))
    }

    /// The person with that id ("vladimir-putin").
    pub fn person_by_id(&self, id: &str) -> Option<PersonId> {
        self.data
            .key(binary::KEY_PERSON, id)
            .map(|number| PersonId(number as u32))
    }

    /// How many entities there are; their ids run from 0.
    pub fn entity_count(&self) -> usize {
        self.data.rows(Table::Entities)
    }

    /// How many people there are; their ids run from 0.
    pub fn person_count(&self) -> usize {
        self.data.rows(Table::People)
    }

    /// How many places there are; their ids run from 0.
    pub fn place_count(&self) -> usize {
        self.data.rows(Table::Places)
    }

    /// How many rows each table has, by the table's name.
    pub fn row_counts(&self) -> Vec<(&'static str, usize)> {
        compile::schema::TABLES
            .iter()
            .map(|form| (form.name, self.data.rows(form.table)))
            .collect()
    }

    /// What is known of an entity.
    pub fn entity(&self, id: EntityId) -> Entity<'_> {
        let row = id.0 as usize;
        let cell = |column| self.data.filled(Table::Entities, row, column);
        Entity {
            id: cell(0).unwrap_or_default(),
            kind: self.kind(id),
            name: cell(2).unwrap_or_default(),
            wikidata: cell(3),
            country: cell(4),
            organisation: cell(5),
            sector: cell(6),
        }
    }

    pub(crate) fn kind(&self, id: EntityId) -> EntityKind {
        let number = self
            .data
            .number(Section::Entities, binary::ENTITY * id.0 as usize);
        EntityKind::ALL
            .get(number as usize)
            .copied()
            .unwrap_or(EntityKind::State)
    }

    /// What is known of a person.
    pub fn person(&self, id: PersonId) -> Person<'_> {
        let row = id.0 as usize;
        let cell = |column| self.data.filled(Table::People, row, column);
        Person {
            id: cell(0).unwrap_or_default(),
            name: cell(1).unwrap_or_default(),
            surname: cell(2).unwrap_or_default(),
            gender: cell(3).and_then(|text| text.chars().next()),
            wikidata: cell(4),
        }
    }

    /// What is known of a place.
    pub fn place(&self, id: PlaceId) -> Place<'_> {
        let row = id.0 as usize;
        let cell = |column| self.data.filled(Table::Places, row, column);
        let degrees = |column| {
            cell(column)
                .and_then(|text| text.parse().ok())
                .unwrap_or(0.0)
        };
        let (kind, population, capital) = self.size_of_place(id);
        Place {
            name: cell(1).unwrap_or_default(),
            kind,
            country: cell(3),
            admin1: cell(4),
            latitude: degrees(5),
            longitude: degrees(6),
            population,
            geonames: cell(0).and_then(|text| text.parse().ok()),
            capital,
        }
    }

    /// Kind and inhabitants of a place, and whether it is a capital: all that ranking looks at.
    pub(crate) fn size_of_place(&self, id: PlaceId) -> (PlaceKind, u64, bool) {
        let cell = |column| self.data.filled(Table::Places, id.0 as usize, column);
        let kind = cell(2).and_then(|word| {
            let mut kinds = compile::schema::PLACE_KINDS.iter();
            kinds.position(|kind| *kind == word)
        });
        let kind = kind.and_then(|number| PlaceKind::ALL.get(number).copied());
        let population = cell(7).and_then(|text| text.parse().ok()).unwrap_or(0);
        (
            kind.unwrap_or(PlaceKind::City),
            population,
            cell(8).is_some(),
        )
    }

    /// Whether a place is one of the regions, seas and buildings of note, written by hand.
    pub(crate) fn is_named_region(&self, id: PlaceId) -> bool {
        self.data
            .cell(Table::Places, id.0 as usize, 0)
            .starts_with(NAMED_PLACE)
    }

    pub(crate) fn cues(&self) -> &ask::Cues {
        self.data.cues()
    }

    /// Id of a place: its GeoNames number or a name of its own.
    pub(crate) fn place_key(&self, id: PlaceId) -> &str {
        self.data.cell(Table::Places, id.0 as usize, 0)
    }

    /// The place that is the capital of a state.
    pub fn capital(&self, state: EntityId) -> Option<PlaceId> {
        self.place_field(state, 4)
    }

    /// The state as a place.
    pub fn place_of(&self, entity: EntityId) -> Option<PlaceId> {
        self.place_field(entity, 3)
    }

    fn place_field(&self, entity: EntityId, field: usize) -> Option<PlaceId> {
        let number = self.data.number(
            Section::Entities,
            binary::ENTITY * entity.0 as usize + field,
        );
        number.checked_sub(1).map(PlaceId)
    }
}
