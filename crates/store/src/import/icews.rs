//! Rows of ICEWS.
//!
//! In: a row. Out: what it says. Never: more than one sector a party; ICEWS lists many words, and the
//! first that a PLOVER sector has is taken.
//!
//! Event ID alone is not unique there; id and day together are.

use dateline_record::{Fault, Party};

use super::event::{Found, party, place};
use super::ontology::ONTOLOGY;
use super::sheet::{Line, Sheet};
use crate::export::CODES;

/// Reads a row; nothing comes of a statement.
pub fn read(sheet: &Sheet, line: &Line) -> Result<Option<Found>, Vec<Fault>> {
    let mut faults = sheet.faults(line);
    let cell = |name: &str| sheet.cell(line, name);
    let code = padded(cell("CAMEO Code").unwrap_or_default());
    let cameo = ONTOLOGY.cameo(&code);
    if faults.is_empty() && cameo.is_none() {
        faults.push(sheet.fault(line, "CAMEO Code", "a CAMEO code"));
    }
    let day = sheet.day(line, "Event Date");
    let (Some(cameo), Some(day), true) = (cameo, day, faults.is_empty()) else {
        return Err(faults);
    };
    let id = format!("{}:{day}", cell("Event ID").unwrap_or_default());
    let Some(mut found) = Found::of_cameo(id, day, &code, cameo) else {
        return Ok(None);
    };
    found.goldstein = sheet.number(line, "Intensity");
    found.actors = side(sheet, line, "Source").into_iter().collect();
    found.recipients = side(sheet, line, "Target").into_iter().collect();
    found.outlet = cell("Publisher").map(str::to_owned);
    found.sentence = sentence(cell("Sentence Number"));
    found.label = cell("Event Text").unwrap_or(&cameo.label).to_owned();
    let names = [cell("City"), cell("Province"), cell("Country")];
    let coordinates = [
        sheet.number(line, "Latitude"),
        sheet.number(line, "Longitude"),
    ];
    found.place = place(names, cell("Country").and_then(country_of), coordinates);
    Ok(Some(found))
}

/// Programs that take codes for numbers lose their leading zero: `40` is `040`.
fn padded(code: &str) -> String {
    match code.len() {
        2 => format!("0{code}"),
        3 if !code.starts_with('0') && ONTOLOGY.cameo(code).is_none() => format!("0{code}"),
        _ => code.to_owned(),
    }
}

/// ICEWS counts sentences from 1.
fn sentence(number: Option<&str>) -> usize {
    let number = number.and_then(|number| number.parse::<usize>().ok());
    number.map_or(0, |number| number.saturating_sub(1))
}

fn side(sheet: &Sheet, line: &Line, side: &str) -> Option<Party> {
    let cell = |part: &str| sheet.cell(line, &format!("{side} {part}"));
    let name = cell("Name")?;
    let sector = cell("Sectors").and_then(sector_of);
    Some(party(name, cell("Country").and_then(country_of), sector))
}

/// The code of a state by its name.
pub fn country_of(name: &str) -> Option<&'static str> {
    let mut countries = CODES.countries();
    let fits = |country: &&crate::export::Country| {
        let also = country
            .also
            .iter()
            .any(|also| also.eq_ignore_ascii_case(name));
        also || country.name.eq_ignore_ascii_case(name)
    };
    countries.find(fits).map(|country| country.code.as_str())
}

fn sector_of(words: &str) -> Option<&'static str> {
    words.split(',').find_map(|word| {
        let fits = |known: &String| known.eq_ignore_ascii_case(word.trim());
        let mut sectors = CODES.sectors();
        let sector = sectors.find(|sector| sector.icews.iter().any(fits));
        sector.map(|sector| sector.code.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_and_sectors_are_read_from_words() {
        assert_eq!(country_of("Russian Federation"), Some("RUS"));
        assert_eq!(country_of("Atlantis"), None);
        assert_eq!(
            sector_of("Executive,Foreign Ministry,Government"),
            Some("GOV")
        );
        assert_eq!(sector_of("Ideological,Army"), Some("MIL"));
        assert_eq!(padded("40"), "040");
        assert_eq!(padded("190"), "190");
    }
}
