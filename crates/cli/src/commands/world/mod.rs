//! `dateline world`: questions to the world model.
//!
//! In: a question and a day. Out: the answer with the rows that give it. Never: knowledge of its
//! own.
//!
//! `dateline world who "foreign minister of Turkey" --on 2024-07-03` answers Hakan Fidan.

mod answer;
mod ask;
mod find;
mod parties;

use std::path::PathBuf;

use dateline::Options;
use dateline_world::{Holding, PersonId, Question, Referent, World};
use jiff::civil::Date;
use serde_json::json;

use self::answer::{Answer, holding_row, standing_row};
pub use self::find::entity_named;
use self::find::post_named;
use crate::arguments::{Asked, WorldCommand};
use crate::console::{Console, Stop};

/// Runs the command.
pub fn run(command: &WorldCommand, console: &mut Console) -> Result<(), Stop> {
    match command {
        WorldCommand::Who { post, asked } => who(&post.join(" "), asked, console),
        WorldCommand::Members {
            organisation,
            asked,
        } => members(&organisation.join(" "), asked),
        WorldCommand::Is {
            organisation,
            state,
            asked,
        } => is_member(organisation, state, asked, console),
        WorldCommand::Name {
            name,
            clause,
            asked,
        } => match clause {
            Some(clause) => name_in(&name.join(" "), clause, asked),
            None => name_means(&name.join(" "), asked, console),
        },
        WorldCommand::Ask(arguments) => ask::run(arguments, console),
        WorldCommand::Parties(arguments) => parties::run(arguments, console),
        WorldCommand::Lint { world, notes } => lint(world.as_ref(), *notes, console),
    }
}

fn world(folder: Option<&PathBuf>) -> Result<World, Stop> {
    Ok(Options {
        world: folder.cloned(),
        ..Options::default()
    }
    .load_world()?)
}

fn who(post: &str, asked: &Asked, console: &Console) -> Result<(), Stop> {
    let world = world(asked.world.as_ref())?;
    let columns = ["name", "title", "of", "since", "until", "notes", "row"];
    let mut answer = Answer::new(&columns);
    match post_named(&world, post, asked.on) {
        Ok((role, entity)) => {
            let mut holdings = world.holders(&role, entity, asked.on);
            if let (true, Some(day)) = (holdings.is_empty(), asked.on) {
                let all = world.holders(&role, entity, None);
                holdings = nearest(all, day);
                if !holdings.is_empty() {
                    console.note(&format!("nobody on record for {day}; those nearest to it:"));
                }
            }
            holdings
                .iter()
                .for_each(|holding| answer.add(holding_row(&world, holding)));
        }
        Err(fault) => {
            let holder = bearer(&world, post, asked.on).ok_or(fault)?;
            let holdings = world.holdings(holder, asked.on);
            holdings
                .iter()
                .for_each(|holding| answer.add(holding_row(&world, holding)));
        }
    }
    answer.print(asked.format)
}

/// The last holder before a day and the first one after it.
fn nearest(all: Vec<Holding<'_>>, day: Date) -> Vec<Holding<'_>> {
    let is_later = |holding: &&Holding<'_>| holding.start.is_some_and(|start| start > day);
    let next = all
        .iter()
        .filter(is_later)
        .min_by_key(|holding| holding.start);
    let last = all.iter().filter(|holding| !is_later(holding));
    let last = last.max_by_key(|holding| (holding.end, holding.start));
    next.into_iter().chain(last).cloned().collect()
}

/// The person that a phrase means which is no plain title with a state ("the Pope").
fn bearer(world: &World, phrase: &str, on: Option<Date>) -> Option<PersonId> {
    let question = Question {
        mention: phrase,
        context: "",
        on,
    };
    match world.ask(&question).first()?.referent {
        Some(Referent::Person(person)) => Some(person),
        _ => None,
    }
}

fn members(organisation: &str, asked: &Asked) -> Result<(), Stop> {
    let world = world(asked.world.as_ref())?;
    let organisation = entity_named(&world, organisation, asked.on)?;
    let mut answer = Answer::new(&["code", "name", "status", "since", "until", "notes", "row"]);
    for (state, standing) in world.members(organisation, asked.on) {
        answer.add(standing_row(&world, state, &standing));
    }
    answer.print(asked.format)
}

fn is_member(
    organisation: &str,
    state: &str,
    asked: &Asked,
    console: &mut Console,
) -> Result<(), Stop> {
    let world = world(asked.world.as_ref())?;
    let organisation = entity_named(&world, organisation, asked.on)?;
    let state = entity_named(&world, state, asked.on)?;
    let mut answer = Answer::new(&["code", "name", "status", "since", "until", "notes", "row"]);
    let standing = world.standing(organisation, state, asked.on);
    let is_member = standing
        .as_ref()
        .is_some_and(|it| matches!(it.status, "member" | "founder"));
    if let Some(standing) = &standing {
        answer.add(standing_row(&world, state, standing));
    }
    answer.print(asked.format)?;
    if !is_member {
        console.answer_no();
    }
    Ok(())
}

/// What a name or a phrase means in a clause.
fn name_in(name: &str, clause: &str, asked: &Asked) -> Result<(), Stop> {
    let world = world(asked.world.as_ref())?;
    let columns = [
        "name", "country", "sector", "office", "place", "stale", "reason",
    ];
    let mut answer = Answer::new(&columns);
    let question = Question {
        mention: name,
        context: clause,
        on: asked.on,
    };
    for meaning in world.ask(&question) {
        answer.add(vec![
            json!(meaning.name),
            json!(meaning.country),
            json!(meaning.sector),
            json!(meaning.office),
            json!(meaning.is_place),
            json!(meaning.stale),
            json!(meaning.reason),
        ]);
    }
    answer.print(asked.format)
}

fn name_means(name: &str, asked: &Asked, console: &Console) -> Result<(), Stop> {
    let world = world(asked.world.as_ref())?;
    let mut answer = Answer::new(&["means", "name", "kind", "country", "notes", "row"]);
    let candidates = world.names(name, asked.on);
    if candidates.is_empty() {
        let near = world.similar_names(name);
        if !near.is_empty() {
            console.note(&format!("names like it: {}", near.join(", ")));
        }
    }
    for candidate in candidates {
        let (id, full, kind, country) = described(&world, candidate.referent);
        let mut notes = vec![format!("{:?}", candidate.name_type).to_lowercase()];
        notes.extend(candidate.ambiguous.then(|| "ambiguous".to_owned()));
        notes.extend(candidate.stale.then(|| "out of date".to_owned()));
        answer.add(vec![
            json!(id),
            json!(full),
            json!(kind),
            json!(country),
            json!(notes.join(", ")),
            json!(candidate.row),
        ]);
    }
    answer.print(asked.format)
}

/// Id, name, kind and country of what a name means.
fn described(world: &World, referent: Referent) -> (String, String, String, Option<String>) {
    let lower = |kind: &dyn std::fmt::Debug| format!("{kind:?}").to_lowercase();
    match referent {
        Referent::Entity(id) => {
            let entity = world.entity(id);
            let country = entity.country.map(str::to_owned);
            (
                entity.id.to_owned(),
                entity.name.to_owned(),
                lower(&entity.kind),
                country,
            )
        }
        Referent::Person(id) => {
            let person = world.person(id);
            (
                person.id.to_owned(),
                person.name.to_owned(),
                "person".to_owned(),
                None,
            )
        }
        Referent::Place(id) => {
            let place = world.place(id);
            let geonames = place
                .geonames
                .map_or(String::new(), |number| number.to_string());
            let country = place.country.map(str::to_owned);
            (geonames, place.name.to_owned(), lower(&place.kind), country)
        }
    }
}

fn lint(folder: Option<&PathBuf>, show: bool, console: &mut Console) -> Result<(), Stop> {
    let world = world(folder)?;
    let (faults, notes) = (world.lint(), world.notes());
    faults.iter().for_each(|fault| console.fault(fault));
    if show {
        notes
            .iter()
            .for_each(|note| console.note(&note.to_string()));
    }
    let count = |(table, rows): &(&str, usize)| format!("{rows} {table}");
    let counts: Vec<String> = world.row_counts().iter().map(count).collect();
    let (counts, faults, notes) = (counts.join(", "), faults.len(), notes.len());
    super::print(&format!("{counts}; {faults} faults, {notes} notes\n"))
}
