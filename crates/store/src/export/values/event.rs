//! Values of the event, its incident, and what it is to ACLED.
//!
//! In: a row. Out: what is done, how sure it is, what it rests on. Never: its parties, day or place.
//!
//! CAMEO code `0841` has the base `084` and the root `08`.

use dateline_record::{Event, Party};

use super::super::cell::Cell;
use super::super::codes::CODES;
use super::super::row::{Counts, Row, acled_class, is_against_civilians};
use super::party::name;

pub fn value(key: &str) -> Option<fn(&Row<'_>) -> Cell> {
    act_value(key).or_else(|| evidence_value(key))
}

fn act_value(key: &str) -> Option<fn(&Row<'_>) -> Cell> {
    Some(match key {
        "id" => |row| Cell::text(&row.event().id),
        "type" => |row| Cell::text(row.event().act.event_type.as_str()),
        "mode" => |row| Cell::words(row.event().act.mode.as_deref()),
        "status" => |row| Cell::text(row.event().status.as_str()),
        "plover_type" => |row| Cell::text(row.event().plover.event_type.as_str()),
        "plover_mode" => |row| Cell::words(row.event().plover.mode.as_deref()),
        "contexts" => |row| Cell::text(row.event().plover.contexts.join(";")),
        "contexts_spaced" => |row| Cell::text(row.event().plover.contexts.join("; ")),
        "cameo" => |row| Cell::words(row.event().cameo.as_deref()),
        "cameo_base" => |row| cameo(row.event(), 3),
        "cameo_root" => |row| cameo(row.event(), 2),
        "quad" => |row| Cell::Integer(row.event().quad.into()),
        "quad_name" => |row| Cell::text(CODES.quad_name(row.event().quad)),
        "scale" => |row| Cell::Real(row.event().scale),
        "goldstein" => |row| Cell::real(row.event().goldstein),
        "reciprocal" => |row| Cell::Flag(row.event().reciprocal),
        "count" => |row| Cell::real(row.event().count.as_ref().map(|count| count.value)),
        "count_unit" => |row| Cell::words(row.event().count.as_ref().map(|count| &count.unit)),
        "start" => |row| Cell::day(row.event().time.as_ref().map(|time| time.start)),
        "end" => |row| Cell::day(row.event().time.as_ref().map(|time| time.end)),
        "background" => |row| Cell::Flag(row.event().background),
        "is_root" => |row| Cell::Integer(i64::from(!row.event().background)),
        _ => return None,
    })
}

fn evidence_value(key: &str) -> Option<fn(&Row<'_>) -> Cell> {
    Some(match key {
        "sentence" => |row| Cell::integer(Some(row.event().evidence.sentence)),
        "sentence_id" => |row| {
            let sentence = row.event().evidence.sentence;
            Cell::text(format!("{}_{sentence}", row.report.document.id))
        },
        "sentence_text" => |row| Cell::words(row.report.sentence.as_deref()),
        "evidence_start" => |row| Cell::integer(Some(row.event().evidence.offsets.start)),
        "evidence_end" => |row| Cell::integer(Some(row.event().evidence.offsets.end)),
        "trigger" => |row| Cell::text(&row.event().evidence.trigger.text),
        "rule" => |row| Cell::text(&row.event().rule),
        "confidence" => |row| Cell::Real(row.event().confidence),
        "stretches" => |row| {
            let own = 1 + row.event().mentions.len();
            counted(row, |counts| counts.reports, own)
        },
        "outlets" => |row| counted(row, |counts| counts.outlets, 1),
        "documents" => |row| counted(row, |counts| counts.documents, 1),
        _ => return None,
    })
}

/// The first digits of the CAMEO code.
fn cameo(event: &Event, digits: usize) -> Cell {
    let code = event.cameo.as_deref();
    Cell::words(code.and_then(|code| code.get(..digits.min(code.len()))))
}

/// A count of the incident, or the row's own.
fn counted(row: &Row<'_>, count: fn(Counts) -> i64, own: usize) -> Cell {
    Cell::integer(row.counts().map(count).or(i64::try_from(own).ok()))
}

pub fn incident_value(key: &str) -> Option<fn(&Row<'_>) -> Cell> {
    Some(match key {
        "id" => |row| Cell::words(row.incident.map(|incident| incident.id.as_str())),
        "reports" => |row| Cell::integer(row.counts().map(|counts| counts.reports)),
        "documents" => |row| Cell::integer(row.counts().map(|counts| counts.documents)),
        "stories" => |row| Cell::integer(row.counts().map(|counts| counts.stories)),
        "outlets" => |row| Cell::integer(row.counts().map(|counts| counts.outlets)),
        _ => return None,
    })
}

pub fn acled_value(key: &str) -> Option<fn(&Row<'_>) -> Cell> {
    Some(match key {
        "id" => |row| {
            let place = row.event().place.as_ref();
            let country = place.and_then(|place| place.country.as_deref());
            Cell::text(format!("{}{}", country.unwrap_or_default(), row.event().id))
        },
        "disorder_type" => |row| Cell::words(row.disorder.map(|kind| &*kind.disorder_type)),
        "event_type" => |row| Cell::words(row.disorder.map(|kind| &*kind.event_type_label)),
        "sub_event_type" => |row| Cell::words(row.disorder.map(|kind| &*kind.sub_event_type)),
        "actor1" => |row| Cell::words(row.event().actors.first().map(name)),
        "actor2" => |row| Cell::words(second(row).map(name)),
        "others1" => |row| others(&row.event().actors[..], 1 + usize::from(both_actors(row))),
        "others2" => |row| others(&row.event().recipients, 1),
        "inter1" => |row| Cell::text(first_class(row)),
        "inter2" => |row| Cell::words(second(row).map(acled_class)),
        "interaction" => |row| {
            let (first, second) = (first_class(row), second(row).map_or("", acled_class));
            match (first.is_empty(), second.is_empty()) {
                (false, false) => Cell::text(format!("{first}-{second}")),
                _ => Cell::text(format!("{first}{second}")),
            }
        },
        "civilian_targeting" => |row| {
            let civilian = row.disorder.filter(|_| is_against_civilians(row.event()));
            Cell::words(civilian.map(|kind| &*kind.civilian))
        },
        "tags" => |row| {
            let count = row.event().count.as_ref();
            Cell::words(count.map(|count| format!("{} {}", count.value, count.unit)))
        },
        _ => return None,
    })
}

/// Whether the second side is an actor too: two that fight, and nobody is named as the target.
fn both_actors(row: &Row<'_>) -> bool {
    row.event().recipients.is_empty() && row.event().reciprocal
}

fn second<'r>(row: &Row<'r>) -> Option<&'r Party> {
    let event = row.event();
    match both_actors(row) {
        true => event.actors.get(1),
        false => event.recipients.first(),
    }
}

fn first_class<'r>(row: &Row<'r>) -> &'r str {
    let fixed = row.disorder.map(|kind| &*kind.actor1);
    let first = || row.event().actors.first().map_or("", acled_class);
    fixed
        .filter(|class| !class.is_empty())
        .unwrap_or_else(first)
}

fn others(parties: &[Party], named: usize) -> Cell {
    let names: Vec<&str> = parties.iter().skip(named).map(name).collect();
    Cell::text(names.join("; "))
}
