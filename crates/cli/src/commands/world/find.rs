//! What a question names.
//!
//! In: the words of a question. Out: an entity, or a post. Never: a guess between two readings that
//! are equally good; the world's own order decides.
//!
//! *foreign minister of Turkey*, *Turkish foreign minister* and *Turkey foreign minister* all name
//! the role `fm` of Turkey.

use dateline::Fault;
use dateline_world::{EntityId, Referent, World};
use jiff::civil::Date;

/// Words that may stand between a title and its state ("of", "of the").
const BETWEEN: usize = 2;

/// The entity of that id or name.
pub fn entity_named(world: &World, name: &str, on: Option<Date>) -> Result<EntityId, Fault> {
    let fault = || {
        let reason = "no state or organisation of that name";
        Fault::at(format!("\"{name}\""), 0, 0, reason).hint(nearest(world, name))
    };
    entity(world, name, on).ok_or_else(fault)
}

/// Advice on a name that nothing has.
pub fn nearest(world: &World, name: &str) -> String {
    let near = world.similar_names(name);
    match near.is_empty() {
        true => "try `dateline world name` with a part of it".to_owned(),
        false => format!("did you mean {}?", near.join(" or ")),
    }
}

/// The entity of that id or name.
pub fn entity(world: &World, name: &str, on: Option<Date>) -> Option<EntityId> {
    let by_id = || world.entity_by_id(&name.to_uppercase());
    let by_name = || {
        world
            .names(name, on)
            .into_iter()
            .find_map(|candidate| match candidate.referent {
                Referent::Entity(id) => Some(id),
                _ => None,
            })
    };
    world.entity_by_id(name).or_else(by_id).or_else(by_name)
}

/// The role and the entity that a phrase names, title first or state first.
pub fn post_named(
    world: &World,
    phrase: &str,
    on: Option<Date>,
) -> Result<(String, EntityId), Fault> {
    let words: Vec<&str> = phrase.split_whitespace().collect();
    let readings = (1..words.len()).flat_map(|split| title_first(split, words.len()));
    let readings = readings.chain((1..words.len()).map(|split| (split..words.len(), 0..split)));
    for (title, name) in readings {
        let role = world.role_of_title(&words[title].join(" ").to_lowercase());
        let role = role.and_then(|title| title.role);
        if let Some(role) = role
            && let Some(entity) = entity(world, &words[name].join(" "), on)
        {
            return Ok((role.to_owned(), entity));
        }
    }
    let fault = Fault::at(format!("\"{phrase}\""), 0, 0, "no post of that name");
    let near = world.similar_titles(phrase);
    Err(match near.is_empty() {
        true => fault.hint("name a title and a state, like \"foreign minister of Turkey\""),
        false => fault.hint(format!("titles like it: {}", near.join(", "))),
    })
}

type Reading = (std::ops::Range<usize>, std::ops::Range<usize>);

/// Title up to `split`, then up to [`BETWEEN`] words of no weight, then the state; the longest
/// state first.
fn title_first(split: usize, length: usize) -> impl Iterator<Item = Reading> {
    (split..=split + BETWEEN)
        .filter(move |&at| at < length)
        .map(move |at| (0..split, at..length))
}
