//! Rows of GDELT 1.0 and 2.0.
//!
//! In: a row of the event table. Out: what it says. Never: its tone and its counts of mentions,
//! which the store has no place for, or a place of an actor.
//!
//! Actor1Code `NORGOV` with Actor1Name `NORWAY` becomes a party of that name, NOR and GOV.

use dateline_record::{Fault, Party, Place};

use super::event::{Found, party, place};
use super::ontology::ONTOLOGY;
use super::sheet::{Line, Sheet};
use crate::export::CODES;

/// Reads a row; nothing comes of a statement.
pub fn read(sheet: &Sheet, line: &Line) -> Result<Option<Found>, Vec<Fault>> {
    let mut faults = sheet.faults(line);
    let cell = |name: &str| sheet.cell(line, name);
    let code = cell("EventCode").unwrap_or_default();
    let cameo = ONTOLOGY.cameo(code);
    if faults.is_empty() && cameo.is_none() {
        faults.push(sheet.fault(line, "EventCode", "a CAMEO code"));
    }
    let quad = cell("QuadClass").and_then(|quad| CODES.quad(quad));
    if faults.is_empty() && quad.is_none() {
        faults.push(sheet.fault(line, "QuadClass", "a number from 1 to 4"));
    }
    let (Some(cameo), Some(day), true) = (cameo, sheet.day(line, "SQLDATE"), faults.is_empty())
    else {
        return Err(faults);
    };
    let id = cell("GLOBALEVENTID").unwrap_or_default().to_owned();
    let Some(mut found) = Found::of_cameo(id, day, code, cameo) else {
        return Ok(None);
    };
    found.quad = quad;
    found.goldstein = sheet.number(line, "GoldsteinScale");
    found.published = cell("DATEADDED").and_then(|added| {
        let day = added.get(..8)?;
        format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..])
            .parse()
            .ok()
    });
    found.actors = actor(sheet, line, "Actor1").into_iter().collect();
    found.recipients = actor(sheet, line, "Actor2").into_iter().collect();
    found.place = action_place(sheet, line);
    found.url = cell("SOURCEURL").map(str::to_owned);
    found.outlet = found.url.as_deref().and_then(host);
    Ok(Some(found))
}

fn actor(sheet: &Sheet, line: &Line, side: &str) -> Option<Party> {
    let cell = |part: &str| sheet.cell(line, &format!("{side}{part}"));
    let code = cell("Code")?;
    let country = cell("CountryCode").map(|country| country_of(country).unwrap_or(country));
    let sector = cell("Type1Code").and_then(sector_of);
    Some(party(cell("Name").unwrap_or(code), country, sector))
}

/// The code that Dateline has for a state of CAMEO's.
fn country_of(cameo: &str) -> Option<&'static str> {
    let own = CODES.country(cameo).map(|country| country.code.as_str());
    let other = || CODES.countries().find(|country| country.cameo == cameo);
    own.or_else(|| other().map(|country| country.code.as_str()))
}

/// PLOVER's sector for a role of CAMEO's.
fn sector_of(role: &str) -> Option<&'static str> {
    let mut sectors = CODES.sectors();
    let fits = |sector: &&crate::export::Sector| {
        sector.cameo == role || sector.cameo_read.iter().any(|read| read == role)
    };
    sectors.find(fits).map(|sector| sector.code.as_str())
}

/// GDELT writes *town, division, state*; the type tells which of them are there.
fn action_place(sheet: &Sheet, line: &Line) -> Option<Place> {
    let cell = |part: &str| sheet.cell(line, &format!("ActionGeo_{part}"));
    let parts: Vec<&str> = cell("FullName")?.split(", ").collect();
    let fips = cell("CountryCode");
    let country = fips.and_then(|fips| CODES.countries().find(|country| country.fips == fips));
    let names = match (cell("Type"), parts.as_slice()) {
        (Some("1"), [state, ..]) => [None, None, Some(*state)],
        (Some("2" | "5"), [admin1, ..]) => [None, Some(*admin1), None],
        (_, [city, admin1, _, ..]) => [Some(*city), Some(*admin1), None],
        (_, [city, ..]) => [Some(*city), None, None],
        (_, []) => return None,
    };
    let number = |part: &str| sheet.number(line, &format!("ActionGeo_{part}"));
    let coordinates = [number("Lat"), number("Long")];
    place(
        names,
        country.map(|country| country.code.as_str()),
        coordinates,
    )
}

/// The host of an address.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#', ':']).next()?;
    Some(host.trim_start_matches("www.").to_owned()).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_cameo_are_read() {
        assert_eq!(country_of("ROM"), Some("ROU"));
        assert_eq!(country_of("NOR"), Some("NOR"));
        assert_eq!(
            (sector_of("MED"), sector_of("INS")),
            (Some("JRN"), Some("REB"))
        );
        assert_eq!(
            host("https://www.example.org/a?b").as_deref(),
            Some("example.org")
        );
    }
}
