//! The values that columns can have, by name.
//!
//! In: a name such as `place.latitude`. Out: a [`Value`] that takes it from a row. Never: a value
//! that rests on anything but the row.
//!
//! `value_of("actors.cow_spaced")` joins the Correlates of War numbers of all actors.

mod date;
mod document;
mod event;
mod network;
mod party;
mod place;

use dateline_record::Party;

use super::cell::Cell;
use super::row::Row;

pub(crate) use network::node_of;

/// One side of an event.
#[derive(Debug, Clone, Copy)]
pub enum Side {
    /// Who acts.
    Actor,
    /// Toward whom.
    Recipient,
    /// Who says so.
    Speaker,
}

/// How a value is taken from a row.
#[derive(Debug, Clone, Copy)]
pub enum Value {
    /// From the whole row.
    Plain(fn(&Row<'_>) -> Cell),
    /// From one party of the row's pair.
    One(Side, fn(Option<&Party>) -> Cell),
    /// From all parties of a side of the event.
    All(Side, fn(&[Party]) -> Cell),
}

impl Value {
    /// The value for a row.
    pub fn of(self, row: &Row<'_>) -> Cell {
        match self {
            Value::Plain(take) => take(row),
            Value::One(side, take) => take(match side {
                Side::Actor => row.pair.actor,
                Side::Recipient => row.pair.recipient,
                Side::Speaker => row.event().attributed_to.first(),
            }),
            Value::All(side, take) => take(match side {
                Side::Actor => &row.event().actors,
                Side::Recipient => &row.event().recipients,
                Side::Speaker => &row.event().attributed_to,
            }),
        }
    }
}

/// The value of that name.
pub fn value_of(key: &str) -> Option<Value> {
    let (subject, name) = key.split_once('.')?;
    let plain = |take: Option<fn(&Row<'_>) -> Cell>| take.map(Value::Plain);
    match subject {
        "document" => plain(document::value(name)),
        "event" => plain(event::value(name)),
        "incident" => plain(event::incident_value(name)),
        "acled" => plain(event::acled_value(name)),
        "date" => plain(date::value(name)),
        "place" => plain(place::value(name)),
        "dyad" | "edge" => plain(network::edge_value(name)),
        "node" => plain(network::node_value(name)),
        "program" => plain(document::program_value(name)),
        "actor" => party::one(name).map(|take| Value::One(Side::Actor, take)),
        "recipient" => party::one(name).map(|take| Value::One(Side::Recipient, take)),
        "actors" => party::all(name).map(|take| Value::All(Side::Actor, take)),
        "recipients" => party::all(name).map(|take| Value::All(Side::Recipient, take)),
        "speakers" => party::all(name).map(|take| Value::All(Side::Speaker, take)),
        _ => None,
    }
}
