//! `dateline world ask`: a file of questions, answered.
//!
//! In: rows with a mention and its clause, or with a state and an organisation. Out: one row each, in
//! the same order. Never: a question left out without a word; what is wrong with it is reported.
//!
//! `{"id": 2, "org": "NATO", "state": "FIN", "date": "2023-04-04"}` gives
//! `{"id":2,"status":"member","since":"2023-04-04","until":null,"stale":false}`.

use dateline::Fault;
use dateline_world::{EntityId, Meaning, Question, World};
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};

use super::find::{entity, nearest};
use crate::arguments::AskArguments;
use crate::console::{Console, Stop};
use crate::input::{Kind, Raw, member, object};
use crate::output::Output;
use crate::render::line;

const SHAPE: &str = "a row looks like {\"id\": 1, \"text\": \"Moscow\", \"date\": \"2018-03-29\", \
\"context\": \"Moscow expelled diplomats\"} or {\"id\": 2, \"org\": \"NATO\", \"state\": \"FIN\", \
\"date\": \"2023-04-04\"}";

/// The answer to a mention.
#[derive(Serialize)]
struct Named {
    id: Value,
    name: Option<String>,
    entity: Option<String>,
    country: Option<String>,
    organisation: Option<String>,
    sector: Option<String>,
    office: Option<String>,
    is_place: bool,
    stale: bool,
    reason: String,
}

/// The answer to a membership.
#[derive(Serialize)]
struct Belongs {
    id: Value,
    status: String,
    since: Option<String>,
    until: Option<String>,
    stale: bool,
    founder: bool,
    reason: String,
}

/// Runs the command.
pub fn run(arguments: &AskArguments, console: &mut Console) -> Result<(), Stop> {
    let feed = crate::commands::rows(&arguments.paths, arguments.max_line_size, console)?;
    let output = Output::open(arguments.output.as_deref())?;
    let world = super::world(arguments.world.as_ref())?;
    console.show_progress();
    let work = |raw: Raw| answer(&world, &raw);
    crate::commands::write_each(feed, arguments.work.threads(), work, output, console)
}

fn answer(world: &World, raw: &Raw) -> Result<Vec<u8>, Fault> {
    if raw.kind != Kind::Rows {
        return Err(raw
            .fault("is no file of questions")
            .hint("ask reads .jsonl"));
    }
    let row = object(raw).map_err(|fault| fault.hint(SHAPE))?;
    let id = row.get("id").cloned().unwrap_or(Value::Null);
    let (text, org) = (member(raw, &row, "text"), member(raw, &row, "org"));
    match (own(text)?, own(org)?) {
        (Some(_), Some(_)) => Err(raw.fault("has both \"text\" and \"org\"").hint(SHAPE)),
        (Some(text), None) => mention(world, raw, &row, id, text),
        (None, Some(org)) => membership(world, raw, &row, id, org),
        (None, None) => Err(raw.fault("\"text\" is missing").hint(SHAPE)),
    }
}

/// A member's value, with the shape of questions as advice where it is of the wrong kind.
fn own<T>(value: Result<T, Fault>) -> Result<T, Fault> {
    value.map_err(|fault| fault.hint(SHAPE))
}

fn mention(
    world: &World,
    raw: &Raw,
    row: &Map<String, Value>,
    id: Value,
    text: &str,
) -> Result<Vec<u8>, Fault> {
    if text.trim().is_empty() {
        return Err(raw.fault("\"text\" is empty").hint(SHAPE));
    }
    let question = Question {
        mention: text,
        context: own(member(raw, row, "context"))?.unwrap_or_default(),
        on: Some(day(raw, row)?),
    };
    let meaning = world.ask(&question).into_iter().next();
    Ok(line(&named(id, meaning.unwrap_or_default())))
}

fn named(id: Value, meaning: Meaning) -> Named {
    let nothing = meaning.name.is_empty();
    let reason = match nothing {
        true => "nothing on record".to_owned(),
        false => meaning.reason,
    };
    Named {
        id,
        name: Some(meaning.name).filter(|_| !nothing),
        entity: meaning.entity,
        country: meaning.country,
        organisation: meaning.organisation,
        sector: meaning.sector,
        office: meaning.office,
        is_place: meaning.is_place,
        stale: meaning.stale,
        reason,
    }
}

fn membership(
    world: &World,
    raw: &Raw,
    row: &Map<String, Value>,
    id: Value,
    org: &str,
) -> Result<Vec<u8>, Fault> {
    let state = own(member(raw, row, "state"))?;
    let state = state.ok_or_else(|| raw.fault("\"state\" is missing").hint(SHAPE))?;
    let on = day(raw, row)?;
    let organisation = known(world, raw, "org", org, on)?;
    let state = known(world, raw, "state", state, on)?;
    let found = world.membership(organisation, state, on);
    Ok(line(&Belongs {
        id,
        status: found.status,
        since: found.since,
        until: found.until,
        stale: found.stale,
        founder: found.founder,
        reason: found.row,
    }))
}

fn known(world: &World, raw: &Raw, field: &str, name: &str, on: Date) -> Result<EntityId, Fault> {
    entity(world, name, Some(on)).ok_or_else(|| {
        let reason = format!("\"{field}\" is \"{name}\", which no state or organisation is called");
        raw.fault(reason).hint(nearest(world, name))
    })
}

/// The day of a question.
fn day(raw: &Raw, row: &Map<String, Value>) -> Result<Date, Fault> {
    let text = own(member(raw, row, "date"))?;
    let text = text.ok_or_else(|| raw.fault("\"date\" is missing").hint(SHAPE))?;
    text.parse().map_err(|_| {
        let reason = format!("\"date\" is \"{text}\", which is no day");
        raw.fault(reason).hint("write it as 2024-07-03")
    })
}
