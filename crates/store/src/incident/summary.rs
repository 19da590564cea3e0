//! What the reports of one incident tell together.
//!
//! In: its reports, in order of publication. Out: its rows in `incident_groups`, `incident_history`,
//! `incident_voices` and `incident_figures`. Never: a report left out, or a choice of whom to believe:
//! what is chosen for the one-line view (act, days, place) says how many reports give it.
//!
//! *will meet on the 10th*, *put off to the 15th*, *met on the 15th* are announced, moved, took-place.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, Row, params};
use serde_json::json;

use crate::StoreError;
use crate::names::number;

/// One report of an incident.
struct Member {
    event: i64,
    document: i64,
    story: String,
    outlet: Option<String>,
    published: Option<String>,
    kind: String,
    mode: Option<String>,
    status: String,
    quad: i64,
    days: Option<(String, String)>,
    stated: bool,
    place: Option<Spot>,
    count: Option<(f64, String)>,
    speaker: Option<String>,
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Spot {
    /// 0 town, 1 region, 2 state.
    coarseness: u8,
    guess: bool,
    id: i64,
}

/// What is shown of an incident in one line, and how many reports give it.
struct Chosen<T> {
    value: T,
    reports: usize,
}

const MEMBERS: &str = "SELECT event.event_id, document.document_id,
    coalesce(document.story, document.hash) AS story, document.outlet, document.published,
    event.type, event.mode, event.status, event.quad, event.start_date, event.end_date,
    event.time_text IS NOT NULL AS stated, event.place_id, place.precision, event.place_reason,
    event.count_value, event.count_unit,
    (SELECT coalesce(name, text) FROM parties WHERE event_id = event.event_id AND role = 'speaker'
      ORDER BY position DESC LIMIT 1) AS speaker
    FROM incident_events AS member JOIN events AS event USING (event_id)
    JOIN documents AS document USING (document_id)
    LEFT JOIN places AS place ON place.place_id = event.place_id
    WHERE member.incident_id = ?1
    ORDER BY coalesce(document.published, ''), document.document, document.hash, event.position";

/// Writes what the reports of an incident tell; an incident without reports vanishes.
pub(super) fn write(connection: &Connection, incident: i64) -> Result<(), StoreError> {
    let members = members(connection, incident)?;
    if members.is_empty() {
        let delete = "DELETE FROM incident_groups WHERE incident_id = ?1";
        connection.prepare_cached(delete)?.execute([incident])?;
        return Ok(());
    }
    write_group(connection, incident, &members)?;
    for table in ["incident_history", "incident_voices", "incident_figures"] {
        let delete = format!("DELETE FROM {table} WHERE incident_id = ?1");
        connection.prepare_cached(&delete)?.execute([incident])?;
    }
    write_history(connection, incident, &members)?;
    write_voices(connection, incident, &members)?;
    write_figures(connection, incident, &members)
}

fn members(connection: &Connection, incident: i64) -> Result<Vec<Member>, StoreError> {
    let mut statement = connection.prepare_cached(MEMBERS)?;
    let rows = statement.query_and_then([incident], member)?;
    rows.collect()
}

fn member(row: &Row<'_>) -> Result<Member, StoreError> {
    let start: Option<String> = row.get("start_date")?;
    let count: Option<f64> = row.get("count_value")?;
    let unit: Option<String> = row.get("count_unit")?;
    Ok(Member {
        event: row.get("event_id")?,
        document: row.get("document_id")?,
        story: row.get("story")?,
        outlet: row.get("outlet")?,
        published: row.get("published")?,
        kind: row.get("type")?,
        mode: row.get("mode")?,
        status: row.get("status")?,
        quad: row.get("quad")?,
        days: start.zip(row.get("end_date")?),
        stated: row.get("stated")?,
        place: spot(row)?,
        count: count.map(|value| (value, unit.unwrap_or_default())),
        speaker: row.get("speaker")?,
    })
}

fn spot(row: &Row<'_>) -> Result<Option<Spot>, StoreError> {
    let Some(id) = row.get("place_id")? else {
        return Ok(None);
    };
    let precision: String = row.get("precision")?;
    let reason: Option<String> = row.get("place_reason")?;
    let coarseness = match precision.as_str() {
        "city" => 0,
        "region" => 1,
        _ => 2,
    };
    let guess = super::Policy::embedded_words().is_guess(reason.as_deref().unwrap_or_default());
    Ok(Some(Spot {
        coarseness,
        guess,
        id,
    }))
}

/// The value that most reports give; among equals the one that is given first.
fn most<T: Ord>(values: impl IntoIterator<Item = T>) -> Option<Chosen<T>> {
    let mut counted: BTreeMap<T, (usize, Reverse<usize>)> = BTreeMap::new();
    for (index, value) in values.into_iter().enumerate() {
        counted.entry(value).or_insert((0, Reverse(index))).0 += 1;
    }
    let (value, (reports, _)) = counted.into_iter().max_by_key(|&(_, counts)| counts)?;
    Some(Chosen { value, reports })
}

fn is(member: &Member, status: &str) -> bool {
    member.status == status
}

/// What is held of the act now: done when anybody says so, else what was last said.
fn status(members: &[Member]) -> &str {
    match members.iter().any(|member| is(member, "occurred")) {
        true => "occurred",
        false => members.last().map_or("", |member| &member.status),
    }
}

fn is_contested(members: &[Member]) -> bool {
    let cancelled_first = |member: &&Member| {
        let later = members.iter().filter(|other| is(other, "occurred"));
        later
            .clone()
            .all(|other| other.published > member.published)
    };
    let occurred = members.iter().any(|member| is(member, "occurred"));
    let denied = members.iter().filter(|member| is(member, "denied"));
    let planned = members.iter().any(|member| is(member, "planned"));
    occurred
        && denied
            .into_iter()
            .any(|member| !(planned && cancelled_first(&member)))
}

/// The days: of reports that say it took place before those that plan it, stated before assumed.
fn days(members: &[Member]) -> Option<(Chosen<(String, String)>, bool)> {
    let real = status(members) == "occurred";
    let last_plan = members
        .iter()
        .rev()
        .find(|member| is(member, "planned") && member.stated);
    let groups: [&dyn Fn(&&Member) -> bool; 4] = [
        &|member| member.stated && is(member, "occurred"),
        &|member| !real && last_plan.is_some_and(|plan| plan.event == member.event),
        &|member| member.stated,
        &|_| true,
    ];
    groups.into_iter().enumerate().find_map(|(index, group)| {
        let days = members
            .iter()
            .filter(group)
            .filter_map(|member| member.days.clone());
        Some((most(days)?, index < 3))
    })
}

/// The place: the finest that is named, then the one that most give. A guess counts only when most
/// reports make it.
fn place(members: &[Member]) -> Option<Chosen<Spot>> {
    let places = || members.iter().filter_map(|member| member.place.clone());
    let best = places()
        .map(|place| (place.guess, place.coarseness))
        .min()?;
    let chosen = most(places().filter(|place| (place.guess, place.coarseness) == best))?;
    (!chosen.value.guess || chosen.reports * 2 > members.len()).then_some(chosen)
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> usize {
    values.collect::<BTreeSet<T>>().len()
}

fn write_group(
    connection: &Connection,
    incident: i64,
    members: &[Member],
) -> Result<(), StoreError> {
    let with_mode = members.iter().filter(|member| member.mode.is_some());
    let act = most(with_mode.map(|member| (&member.kind, &member.mode)))
        .or_else(|| most(members.iter().map(|member| (&member.kind, &member.mode))));
    let Some(act) = act else {
        return Ok(());
    };
    let (kind, mode) = act.value;
    let quad = members
        .iter()
        .find(|member| &member.kind == kind)
        .map(|member| member.quad);
    let (days, place) = (days(members), place(members));
    let basis = days
        .as_ref()
        .map(|&(_, stated)| if stated { "stated" } else { "assumed" });
    let update = "UPDATE incident_groups SET type = ?2, mode = ?3, status = ?4, quad = ?5,
        start_date = ?6, end_date = ?7, place_id = ?8, reports = ?9, documents = ?10, stories = ?11,
        outlets = ?12, contested = ?13, time_basis = ?14, time_reports = ?15, place_basis = ?16,
        place_reports = ?17, act_reports = ?18 WHERE incident_id = ?1";
    connection.prepare_cached(update)?.execute(params![
        incident,
        kind,
        mode,
        status(members),
        quad,
        days.as_ref().map(|(days, _)| &days.value.0),
        days.as_ref().map(|(days, _)| &days.value.1),
        place.as_ref().map(|place| place.value.id),
        number(members.len()),
        number(distinct(members.iter().map(|member| member.document))),
        number(distinct(members.iter().map(|member| &member.story))),
        number(distinct(
            members.iter().filter_map(|member| member.outlet.as_ref())
        )),
        is_contested(members),
        basis,
        number(days.as_ref().map_or(0, |(days, _)| days.reports)),
        place.as_ref().map(|place| if place.value.guess {
            "guessed"
        } else {
            "named"
        }),
        number(place.as_ref().map_or(0, |place| place.reports)),
        number(act.reports),
    ])?;
    Ok(())
}

/// What each report changed in what was known before it.
fn changes(members: &[Member]) -> Vec<&'static str> {
    let mut planned: Option<Option<(String, String)>> = None;
    let mut occurred = false;
    let mut changes = Vec::new();
    for member in members {
        let dates = member.days.clone().filter(|_| member.stated);
        changes.push(match member.status.as_str() {
            "occurred" if occurred => "confirmed",
            "occurred" => "took-place",
            "planned" if occurred => "confirmed",
            "planned" => plan(&mut planned, dates),
            "denied" if planned.is_some() && !occurred => "cancelled",
            "denied" => "denied",
            "called-for" => "called-for",
            _ => "hedged",
        });
        occurred |= is(member, "occurred");
    }
    changes
}

/// A further plan moves the act when its days do not overlap those of the one before.
fn plan(
    before: &mut Option<Option<(String, String)>>,
    dates: Option<(String, String)>,
) -> &'static str {
    let known = before.clone();
    if dates.is_some() || before.is_none() {
        *before = Some(dates.clone());
    }
    match (known, dates) {
        (None, _) => "announced",
        (Some(Some(old)), Some(new)) if new.0 > old.1 || new.1 < old.0 => "moved",
        _ => "confirmed",
    }
}

fn write_history(
    connection: &Connection,
    incident: i64,
    members: &[Member],
) -> Result<(), StoreError> {
    let insert =
        "INSERT INTO incident_history (incident_id, position, reported, status, start_date,
        end_date, change, speaker, event_id) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let mut statement = connection.prepare_cached(insert)?;
    let mut seen = BTreeSet::new();
    for (member, change) in members.iter().zip(changes(members)) {
        let step = (
            &member.published,
            &member.status,
            &member.days,
            &member.speaker,
        );
        if !seen.insert(step) {
            continue;
        }
        statement.execute(params![
            incident,
            number(seen.len() - 1),
            member.published,
            member.status,
            member.days.as_ref().map(|days| &days.0),
            member.days.as_ref().map(|days| &days.1),
            change,
            member.speaker,
            member.event,
        ])?;
    }
    Ok(())
}

fn stance(member: &Member) -> &'static str {
    match member.status.as_str() {
        "occurred" => "confirms",
        "planned" => "announces",
        "called-for" => "asks",
        "denied" => "denies",
        _ => "hedges",
    }
}

fn write_voices(
    connection: &Connection,
    incident: i64,
    members: &[Member],
) -> Result<(), StoreError> {
    let insert =
        "INSERT INTO incident_voices (incident_id, speaker, stance, reports, first_reported,
        event_id) VALUES (?1, ?2, ?3, 1, ?4, ?5)
        ON CONFLICT (incident_id, speaker, stance) DO UPDATE SET reports = reports + 1";
    let mut statement = connection.prepare_cached(insert)?;
    for member in members {
        if let Some(speaker) = &member.speaker {
            statement.execute(params![
                incident,
                speaker,
                stance(member),
                member.published,
                member.event
            ])?;
        }
    }
    Ok(())
}

fn write_figures(
    connection: &Connection,
    incident: i64,
    members: &[Member],
) -> Result<(), StoreError> {
    let mut units: BTreeMap<&str, Vec<(&Member, f64)>> = BTreeMap::new();
    for member in members {
        if let Some((value, unit)) = &member.count {
            units.entry(unit).or_default().push((member, *value));
        }
    }
    let insert = "INSERT INTO incident_figures (incident_id, unit, lowest, highest, sources)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut statement = connection.prepare_cached(insert)?;
    for (unit, given) in units {
        let lowest = given
            .iter()
            .map(|&(_, value)| value)
            .fold(f64::INFINITY, f64::min);
        let highest = given
            .iter()
            .map(|&(_, value)| value)
            .fold(f64::NEG_INFINITY, f64::max);
        let source = |(member, value): &(&Member, f64)| {
            json!({"value": value, "event_id": member.event, "outlet": member.outlet,
                "published": member.published, "speaker": member.speaker})
        };
        let sources = serde_json::Value::from_iter(given.iter().map(source)).to_string();
        statement.execute(params![incident, unit, lowest, highest, sources])?;
    }
    Ok(())
}
