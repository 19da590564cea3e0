//! Parties, as data sets write them.
//!
//! In: one party or all of a side. Out: names and codes. Never: a code for a party that has none.
//!
//! Norway's foreign minister is `NORGOV` in CAMEO and `385` to Correlates of War; NATO is `IGOWSTNAT`.

use dateline_record::Party;

use super::super::cell::Cell;
use super::super::codes::{CODES, Country, Organisation, Sector};
use super::network::node_of;

/// What Phoenix has for a part of an actor that is not known.
const UNRESOLVED: &str = "---";

pub fn one(name: &str) -> Option<fn(Option<&Party>) -> Cell> {
    Some(match name {
        "name_upper" => |party| Cell::words(party.map(|party| self::name(party).to_uppercase())),
        "cameo" => |party| Cell::words(party.map(cameo)),
        "phoenix" => |party| Cell::text(party.map_or(UNRESOLVED.to_owned(), phoenix)),
        "cameo_country" => |party| Cell::words(party.and_then(state).map(|state| &*state.cameo)),
        "cameo_role" => |party| Cell::words(party.and_then(sector).map(|sector| &*sector.cameo)),
        "known_group" => |party| {
            let organisation = party
                .filter(|party| is_organisation(party))
                .and_then(organisation);
            Cell::words(organisation.map(|organisation| &*organisation.group))
        },
        "phoenix_entity" => |party| Cell::words(party.map(phoenix_entity)),
        "phoenix_role" => |party| {
            let role = party
                .filter(|party| state(party).is_some())
                .and_then(sector);
            Cell::words(role.map(|sector| &*sector.cameo))
        },
        "node" => |party| Cell::words(party.map(|party| node_of(party).id)),
        _ => return None,
    })
}

pub fn all(name: &str) -> Option<fn(&[Party]) -> Cell> {
    Some(match name {
        "names" => |parties| join(parties, ";", self::name),
        "countries" => |parties| join(parties, ";", |party| party.country.as_deref().unwrap_or("")),
        "codes" => |parties| join(parties, ";", |party| party.code.as_deref().unwrap_or("")),
        "names_spaced" => |parties| join(parties, "; ", self::name),
        "texts_spaced" => |parties| join(parties, "; ", |party| &party.text),
        "states_spaced" => |parties| known(parties, polecat_country),
        "cow_spaced" => |parties| known(parties, |party| state(party).map_or("", |one| &one.cow)),
        "sectors_spaced" => |parties| known(parties, |party| party.sector.as_deref().unwrap_or("")),
        "first_sector" => {
            |parties| Cell::words(parties.first().and_then(|party| party.sector.as_deref()))
        }
        "offices_spaced" => |parties| known(parties, |party| party.office.as_deref().unwrap_or("")),
        "entities_spaced" => {
            |parties| known(parties, |party| party.entity.as_deref().unwrap_or(""))
        }
        _ => return None,
    })
}

/// The fullest name known.
pub fn name(party: &Party) -> &str {
    party.name.as_deref().unwrap_or(&party.text)
}

fn join<'p>(parties: &'p [Party], by: &str, part: impl Fn(&'p Party) -> &'p str) -> Cell {
    let parts: Vec<&str> = parties.iter().map(part).collect();
    match parts.iter().all(|part| part.is_empty()) {
        // Two parties without a code still are two: the places stay.
        true if parts.len() > 1 => Cell::Text(parts.join(by)),
        _ => Cell::text(parts.join(by)),
    }
}

/// As POLECAT writes lists: `None` for a party that has no value, nothing where none has.
fn known<'p>(parties: &'p [Party], part: impl Fn(&'p Party) -> &'p str) -> Cell {
    let parts: Vec<&str> = parties.iter().map(part).collect();
    if parts.iter().all(|part| part.is_empty()) {
        return Cell::Missing;
    }
    let parts = parts
        .into_iter()
        .map(|part| if part.is_empty() { "None" } else { part });
    Cell::text(parts.collect::<Vec<_>>().join("; "))
}

fn state(party: &Party) -> Option<&'static Country> {
    CODES.country(party.country.as_deref()?)
}

fn sector(party: &Party) -> Option<&'static Sector> {
    CODES.sector(party.sector.as_deref()?)
}

fn organisation(party: &Party) -> Option<&'static Organisation> {
    CODES.organisation(party.organisation.as_deref()?)
}

/// Whether the party is an organisation or speaks for one, and for no state.
pub fn is_organisation(party: &Party) -> bool {
    party.organisation.is_some() && party.organisation == party.country
}

/// CAMEO's code: state and role, or the organisation's, or the role alone.
fn cameo(party: &Party) -> String {
    if is_organisation(party) {
        let role = sector(party).map(|sector| sector.cameo.as_str());
        let known = organisation(party).map(|organisation| organisation.cameo.as_str());
        return known.or(role).unwrap_or_default().to_owned();
    }
    let country = state(party).map_or("", |country| &country.cameo);
    let role = sector(party).map_or("", |sector| &sector.cameo);
    format!("{country}{role}")
}

/// The same with a mark for a state that is not known.
fn phoenix(party: &Party) -> String {
    let code = cameo(party);
    let is_known = state(party).is_some() || is_organisation(party);
    match is_known && !code.is_empty() {
        true => code,
        false => format!("{UNRESOLVED}{code}"),
    }
}

fn phoenix_entity(party: &Party) -> &'static str {
    let instead = || sector(party).map_or("", |sector| &sector.phoenix);
    let code = state(party).map_or_else(instead, |country| &country.cameo);
    if code.is_empty() { UNRESOLVED } else { code }
}

/// The state's code, or PLOVER's code of what stands in the place of a state.
fn polecat_country(party: &Party) -> &str {
    match (party.country.as_deref(), sector(party)) {
        (Some("UN"), _) => "UNO",
        (Some("EU"), _) => "EUR",
        (Some(country), _) if CODES.country(country).is_some() => country,
        (_, Some(sector)) if !sector.phoenix.is_empty() => &sector.code,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(country: &str, organisation: Option<&str>, sector: &str) -> Party {
        Party {
            country: Some(country.to_owned()).filter(|country| !country.is_empty()),
            organisation: organisation.map(str::to_owned),
            sector: Some(sector.to_owned()),
            ..Party::default()
        }
    }

    #[test]
    fn states_and_organisations_have_cameo_codes() {
        assert_eq!(cameo(&party("ROU", None, "JRN")), "ROMMED");
        assert_eq!(cameo(&party("NATO", Some("NATO"), "IGO")), "IGOWSTNAT");
        assert_eq!(cameo(&party("SCO", Some("SCO"), "IGO")), "IGO");
        assert_eq!(phoenix(&party("", None, "REB")), "---REB");
        assert_eq!(phoenix_entity(&party("SCO", Some("SCO"), "IGO")), "IGO");
    }

    #[test]
    fn polecat_lists_keep_their_places() {
        let parties = [party("NOR", None, "GOV"), party("", None, "CVL")];
        assert_eq!(known(&parties, polecat_country), Cell::text("NOR; None"));
        assert_eq!(
            known(&parties, |party| party.office.as_deref().unwrap_or("")),
            Cell::Missing
        );
        assert_eq!(polecat_country(&party("UN", Some("UN"), "IGO")), "UNO");
    }
}
