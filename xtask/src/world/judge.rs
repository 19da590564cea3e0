//! Answers against expectations.
//!
//! In: a question with its expectation. Out: what is wrong with the world's answer; nothing when it is
//! right. Never: a partly right answer.
//!
//! Names are equal without accents and case; an office is right when it has the word that is expected;
//! a day is right when it begins as expected.

use dateline_world::{Meaning, Membership, Question, World};
use serde_json::{Value, json};

use super::questions::Row;

/// What is wrong with the answer to a row.
pub fn faults(world: &World, row: &Row) -> Vec<String> {
    let answer = match (&row.text, &row.org, &row.state) {
        (Some(text), ..) => mention(world, row, text),
        (None, Some(org), Some(state)) => membership(world, row, org, state),
        _ => json!({}),
    };
    let fields = row.expect.iter();
    fields
        .filter(|(field, wanted)| !fits(field, &answer[field.as_str()], wanted))
        .map(|(field, wanted)| format!("{field} is {} and not {wanted}", answer[field.as_str()]))
        .collect()
}

fn mention(world: &World, row: &Row, text: &str) -> Value {
    let question = Question {
        mention: text,
        context: row.context.as_deref().unwrap_or_default(),
        on: Some(row.date),
    };
    let meaning = world.ask(&question).into_iter().next().unwrap_or_default();
    let Meaning {
        name,
        entity,
        country,
        organisation,
        sector,
        office,
        is_place,
        stale,
        ..
    } = meaning;
    json!({
        "name": name, "entity": entity, "country": country, "organisation": organisation,
        "sector": sector, "office": office, "is_place": is_place, "stale": stale,
    })
}

fn membership(world: &World, row: &Row, org: &str, state: &str) -> Value {
    let (Some(org), Some(state)) = (world.entity_by_id(org), world.entity_by_id(state)) else {
        return json!({"status": "unknown code"});
    };
    let Membership {
        status,
        since,
        until,
        stale,
        ..
    } = world.membership(org, state, row.date);
    json!({"status": status, "since": since, "until": until, "stale": stale})
}

fn fits(field: &str, given: &Value, wanted: &Value) -> bool {
    match wanted {
        Value::Array(list) => list.iter().any(|one| fits(field, given, one)),
        Value::String(wanted) => given.as_str().is_some_and(|given| match field {
            "name" => plain(given) == plain(wanted),
            "office" => plain(given).contains(&plain(wanted)),
            "since" | "until" => given.starts_with(wanted.as_str()),
            _ => given == wanted,
        }),
        other => given == other,
    }
}

/// Lower case without accents and marks.
fn plain(text: &str) -> String {
    dateline_world::normal_form(text)
}
