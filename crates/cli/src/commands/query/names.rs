//! What the names in a question mean.
//!
//! In: names as a person writes them. Out: codes where the world model knows a state or an
//! organisation of that name, else the name itself. Never: an unknown state or organisation taken
//! for a name without a word.
//!
//! *Turkey* is `TUR`; *Putin* is a part of a name; *Astana* is a town, not Kazakhstan's government.

use std::sync::Arc;

use dateline::Fault;
use dateline_record::EventType;
use dateline_store::{ActAsked, Members, PlaceAsked, Who};
use dateline_world::{Entity, EntityId, EntityKind, PlaceKind, Referent, World};
use jiff::civil::Date;

use crate::commands::world::entity_named;

/// The world model as a dictionary of names.
pub struct Names {
    world: World,
    on: Option<Date>,
}

impl Names {
    /// The names as of a day; of all days without one.
    pub fn new(world: World, on: Option<Date>) -> Names {
        Names { world, on }
    }

    /// A party: the best reading of a name, when that is a state or an organisation.
    pub fn who(&self, name: &str) -> Who {
        let entity = self.entity(name).map(|id| self.world.entity(id));
        // A ministry or a palace is no code of its own: its events carry that of its state.
        let is_code = |it: &Entity<'_>| [it.country, it.organisation].contains(&Some(it.id));
        match entity.filter(is_code) {
            Some(entity) => Who::Code(entity.id.to_owned()),
            None => Who::Name(name.to_owned()),
        }
    }

    /// A state or other entity by code or as the best reading of a name; people and towns are none.
    fn entity(&self, name: &str) -> Option<EntityId> {
        let exact = self.world.entity_by_id(name);
        exact
            .or_else(|| self.world.entity_by_id(&name.to_uppercase()))
            .or_else(|| match self.world.names(name, self.on).first()?.referent {
                Referent::Entity(id) => Some(id),
                _ => None,
            })
    }

    /// The code of a state.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn state(&self, name: &str) -> Result<String, Fault> {
        let id = entity_named(&self.world, name, self.on)?;
        Ok(self.world.entity(id).id.to_owned())
    }

    /// An organisation and all that ever belonged to it.
    ///
    /// # Errors
    /// When there is none of that name.
    pub fn members(&self, name: &str) -> Result<Members, Fault> {
        let organisation = entity_named(&self.world, name, self.on)?;
        let code = |id| self.world.entity(id).id.to_owned();
        let mut ever: Vec<String> = self
            .world
            .members(organisation, None)
            .into_iter()
            .map(|(state, _)| code(state))
            .collect();
        ever.sort();
        ever.dedup();
        let world = self.world.clone();
        let standing = move |state: &str, day: Option<Date>| {
            let state = world.entity_by_id(state)?;
            let standing = world.standing(organisation, state, day)?;
            matches!(standing.status, "member" | "founder").then(|| standing.status.to_owned())
        };
        Ok(Members {
            organisation: code(organisation),
            ever,
            standing: Arc::new(standing),
        })
    }

    /// A place: a state when that is the best reading of the name, else a town or region.
    pub fn place(&self, name: &str) -> PlaceAsked {
        let by_code = self.world.entity_by_id(&name.to_uppercase());
        let country = by_code.filter(|&id| self.is_state(id)).or_else(|| {
            match self.world.names(name, self.on).first()?.referent {
                Referent::Entity(id) if self.is_state(id) => Some(id),
                Referent::Place(id) if self.world.place(id).kind == PlaceKind::Country => {
                    self.world.entity_by_id(self.world.place(id).country?)
                }
                _ => None,
            }
        });
        match country {
            Some(id) => PlaceAsked::Country(self.world.entity(id).id.to_owned()),
            None => PlaceAsked::Name(name.to_owned()),
        }
    }

    fn is_state(&self, id: EntityId) -> bool {
        self.world.entity(id).kind == EntityKind::State
    }
}

/// A type, a mode, or both: `CONSULT`, `meet`, `CONSULT/meet`.
///
/// # Errors
/// When the type is none of PLOVER's.
pub fn act(text: &str) -> Result<ActAsked, Fault> {
    let (before, after) = match text.split_once('/') {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    };
    let event_type = before.to_uppercase().parse::<EventType>();
    match (event_type, after) {
        (Ok(event_type), mode) => Ok(ActAsked {
            event_type: Some(event_type),
            mode: mode.filter(|mode| !mode.is_empty()).map(str::to_owned),
        }),
        // A word alone that is no type is a mode.
        (Err(_), None) if text.chars().any(char::is_lowercase) => Ok(ActAsked {
            event_type: None,
            mode: Some(text.to_owned()),
        }),
        (Err(reason), _) => {
            let types: Vec<&str> = EventType::ALL.iter().map(|it| it.as_str()).collect();
            let fault = Fault::at("--type", 0, 0, reason);
            Err(fault.hint(format!("the types are {}", types.join(", "))))
        }
    }
}
