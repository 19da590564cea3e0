//! Pairs as edges, parties as nodes.
//!
//! In: a row, a party. Out: ids, directions and days of edges; the [`Node`] of a party. Never: an
//! edge without its two ends; those rows stay out of networks.
//!
//! Norway's foreign minister belongs to the node `NOR`, an unknown gunman to one of his own name.

use dateline_record::Party;

use super::super::cell::Cell;
use super::super::codes::CODES;
use super::super::row::{Node, Row};
use super::party::{is_organisation, name};

/// Bits of a number that also programs with floating-point numbers keep whole.
const BITS: u32 = 52;

pub fn edge_value(key: &str) -> Option<fn(&Row<'_>) -> Cell> {
    Some(match key {
        "id" => |row| Cell::text(pair_id(row)),
        "number" => |row| Cell::integer(Some(number(&pair_id(row)))),
        "direction" => |row| {
            Cell::text(if row.pair.mutual {
                "Undirected"
            } else {
                "Directed"
            })
        },
        "kumu_direction" => |row| {
            Cell::text(if row.pair.mutual {
                "mutual"
            } else {
                "directed"
            })
        },
        "weight" => |row| {
            let reports = row.counts().map_or(1, |counts| counts.reports);
            Cell::Real(reports as f64)
        },
        "timeset" => |row| {
            let time = row.event().time.as_ref();
            Cell::words(time.map(|time| format!("<[{},{}]>", time.start, time.end)))
        },
        _ => return None,
    })
}

/// A node's columns are filled by the network's writer, which counts nodes as edges come.
pub fn node_value(key: &str) -> Option<fn(&Row<'_>) -> Cell> {
    let known = ["id", "label", "kind", "country", "events"];
    known.contains(&key).then_some(|_| Cell::Missing)
}

/// Id of the event and number of the pair, from 1.
pub fn pair_id(row: &Row<'_>) -> String {
    format!("{}_{}", row.event().id, row.pair.number + 1)
}

fn number(id: &str) -> u64 {
    let hash = blake3::hash(id.as_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(bytes) >> (u64::BITS - BITS)
}

/// The node of a party: its state, else its organisation, else itself.
pub fn node_of(party: &Party) -> Node {
    let state = party
        .country
        .as_deref()
        .and_then(|code| CODES.country(code));
    let (id, label, kind) = match (state, party.organisation.as_deref()) {
        (Some(state), _) => (state.code.as_str(), state.name.as_str(), "state"),
        (None, Some(code)) if is_organisation(party) => (code, code, "organisation"),
        _ => (name(party), name(party), "party"),
    };
    Node {
        id: id.to_owned(),
        label: label.to_owned(),
        kind,
        country: party.country.clone(),
        events: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_fit_into_floating_point() {
        assert!(number("a_1") < 1 << BITS);
        assert_ne!(number("a_1"), number("a_2"));
    }

    #[test]
    fn a_minister_belongs_to_his_state() {
        let mut party = Party {
            name: Some("Espen Barth Eide".to_owned()),
            country: Some("NOR".to_owned()),
            ..Party::default()
        };
        assert_eq!(node_of(&party).id, "NOR");
        party.country = None;
        assert_eq!(
            (node_of(&party).id.as_str(), node_of(&party).kind),
            ("Espen Barth Eide", "party")
        );
    }
}
