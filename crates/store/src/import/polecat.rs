//! Rows of POLECAT.
//!
//! In: a row of a weekly file. Out: what it says. Never: a CAMEO code; POLECAT has none.
//!
//! `Ann Moe; Per Lie` in Actor Name with `NOR; NOR` in Actor Country are two parties.

use dateline_record::{EventType, Fault, Party};

use super::event::{Found, party, place};
use super::icews::country_of;
use super::sheet::{Line, Sheet};
use crate::export::CODES;

/// Reads a row.
pub fn read(sheet: &Sheet, line: &Line) -> Result<Option<Found>, Vec<Fault>> {
    let mut faults = sheet.faults(line);
    let cell = |name: &str| sheet.cell(line, name);
    let event_type =
        cell("Event Type").and_then(|name| name.to_uppercase().parse::<EventType>().ok());
    if faults.is_empty() && event_type.is_none() {
        faults.push(sheet.fault(line, "Event Type", "a PLOVER event type"));
    }
    let quad = cell("Quad Code").map(|quad| CODES.quad(quad));
    if faults.is_empty() && quad == Some(None) {
        faults.push(sheet.fault(line, "Quad Code", "the name or number of a quad"));
    }
    let day = sheet.day(line, "Event Date");
    let (Some(event_type), Some(day), true) = (event_type, day, faults.is_empty()) else {
        return Err(faults);
    };
    let names = [cell("City"), cell("Province"), cell("Country")];
    let coordinates = [
        sheet.number(line, "Latitude"),
        sheet.number(line, "Longitude"),
    ];
    Ok(Some(Found {
        id: cell("Event ID").unwrap_or_default().to_owned(),
        day,
        published: sheet.day(line, "Publication Date"),
        event_type,
        mode: cell("Event Mode").map(str::to_lowercase),
        contexts: list(cell("Contexts")).map(str::to_lowercase).collect(),
        cameo: None,
        quad: quad.flatten(),
        scale: sheet.number(line, "Intensity"),
        goldstein: None,
        actors: parties(sheet, line, "Actor"),
        recipients: parties(sheet, line, "Recipient"),
        place: place(names, cell("Country").and_then(state), coordinates),
        outlet: cell("Source").map(str::to_owned),
        url: None,
        sentence: 0,
        label: cell("Event Type").unwrap_or_default().to_owned(),
    }))
}

/// The parts of a cell that is a list.
fn list(cell: Option<&str>) -> impl Iterator<Item = &str> {
    let parts = cell.into_iter().flat_map(|cell| cell.split(';'));
    parts.map(str::trim).filter(|part| !part.is_empty())
}

/// A state's code as it is, or by its name.
fn state(text: &str) -> Option<&str> {
    CODES
        .country(text)
        .map(|_| text)
        .or_else(|| country_of(text))
}

fn parties(sheet: &Sheet, line: &Line, side: &str) -> Vec<Party> {
    let cell = |name: String| sheet.cell(line, &name);
    let names: Vec<&str> = list(cell(format!("{side} Name"))).collect();
    let countries: Vec<&str> = list(cell(format!("{side} Country"))).collect();
    let sectors: Vec<&str> = list(cell(format!("{side} Sectors"))).collect();
    let first = cell(format!("Primary {side} Sector"));
    // Lists of another length than the names cannot be told apart, unless one value is for all.
    let pick = |values: &[&'_ str], index: usize| match values.len() {
        1 => Some(values[0].to_owned()),
        length if length == names.len() => Some(values[index].to_owned()),
        _ => None,
    };
    let one = |(index, name): (usize, &&str)| {
        let country = pick(&countries, index);
        let sector = pick(&sectors, index).or_else(|| first.map(str::to_owned));
        let sector = sector.filter(|code| CODES.sector(code).is_some());
        let country = country
            .as_deref()
            .filter(|code| *code != "None")
            .map(|code| state(code).unwrap_or(code));
        party(name, country, sector.as_deref())
    };
    names.iter().enumerate().map(one).collect()
}
