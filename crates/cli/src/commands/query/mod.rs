//! `dateline query`: questions to a store.
//!
//! In: conditions as a person names them. Out: a table, CSV or JSON. Never: a change of the store.
//!
//! `--organisation NATO` becomes the codes of all that ever were members, and the question to the
//! world model who of them was one on the day of the event.

mod names;
mod sheet;

use std::path::Path;

use dateline::Options;
use dateline_store::{Filter, Question, Store, StoreError};
use dateline_world::World;

use self::names::Names;
pub use self::sheet::{Ended, Sheet};
use super::store::{fault, reading};
use crate::arguments::{QueryArguments, Rendered};
use crate::console::Stop;
use crate::output::Output;

/// Runs the command.
pub fn run(arguments: &QueryArguments) -> Result<(), Stop> {
    let store = reading(&arguments.file.path)?;
    let format = format_of(arguments);
    let question = question_of(arguments, format)?;
    let mut sheet = Sheet::new(Output::open(arguments.output.as_deref())?, format);
    match asked(&store, arguments, &question, &mut sheet) {
        Ok(()) => sheet.finish(),
        Err(Ended::Writing(stop)) => Err(stop),
        Err(Ended::Store(error)) => Err(failed(arguments, &error)),
    }
}

fn asked(
    store: &Store,
    arguments: &QueryArguments,
    question: &Question,
    sheet: &mut Sheet,
) -> Result<(), Ended> {
    match &arguments.sql {
        Some(sql) => store.ask_sql(sql, sheet),
        None => store.ask(question, sheet),
    }
}

fn failed(arguments: &QueryArguments, error: &StoreError) -> Stop {
    match error {
        StoreError::Question(reason) => dateline::Fault::at("--sql", 0, 0, reason.clone()).into(),
        error => fault(&arguments.file.path, error).into(),
    }
}

fn format_of(arguments: &QueryArguments) -> Rendered {
    arguments
        .format
        .unwrap_or_else(|| format_by_ending(arguments.output.as_deref()))
}

/// The format that the ending of a file asks for.
pub fn format_by_ending(path: Option<&Path>) -> Rendered {
    let ending = path.and_then(|path| path.extension()?.to_str());
    match ending.map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => Rendered::Csv,
        Some("json") => Rendered::Json,
        Some("jsonl" | "ndjson") => Rendered::Jsonl,
        _ => Rendered::Table,
    }
}

fn question_of(arguments: &QueryArguments, format: Rendered) -> Result<Question, Stop> {
    let options = Options {
        world: arguments.world.clone(),
        ..Options::default()
    };
    Ok(Question {
        filter: filter_of(arguments, options.load_world()?)?,
        list: arguments.list.into(),
        limit: arguments.limit,
        narrow: format == Rendered::Table,
    })
}

fn filter_of(arguments: &QueryArguments, world: World) -> Result<Filter, Stop> {
    let asked = &arguments.conditions;
    let names = Names::new(world, asked.period.map(|(_, last)| last));
    let who = |name: &Option<String>| name.as_deref().map(|name| names.who(name));
    let states = asked.state.iter().map(|name| names.state(name));
    let acts = asked.acts.iter().map(|act| names::act(act));
    let members = asked.organisation.as_deref();
    Ok(Filter {
        actor: who(&asked.actor),
        recipient: who(&asked.recipient),
        parties: asked.party.iter().map(|name| names.who(name)).collect(),
        states: states.collect::<Result<_, _>>()?,
        members: members.map(|name| names.members(name)).transpose()?,
        speaker: who(&asked.speaker),
        acts: acts.collect::<Result<_, _>>()?,
        folded: asked.folded,
        statuses: asked.status.clone(),
        quads: asked.quad.clone(),
        places: asked.place.iter().map(|name| names.place(name)).collect(),
        period: asked.period,
        text: asked.text.clone(),
        outlets: asked.outlet.clone(),
        documents: asked.document.clone(),
        sources: asked.source.clone(),
        confidence: asked.confidence,
        news_only: asked.news,
    })
}
