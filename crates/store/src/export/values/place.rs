//! Places, as data sets write them.
//!
//! In: a row. Out: name, codes and coordinates of the event's place. Never: a place of a party.
//!
//! Astana is `Astana, Kazakhstan` in full and `KZ` in FIPS 10-4.

use dateline_record::{Place, PlacePrecision};

use super::super::cell::Cell;
use super::super::codes::{CODES, Country};
use super::super::row::Row;

pub fn value(name: &str) -> Option<fn(&Row<'_>) -> Cell> {
    Some(match name {
        "name" => |row| Cell::words(place(row).map(|place| &place.name)),
        "text" => |row| Cell::words(place(row).map(|place| &place.text)),
        "country" => |row| Cell::words(place(row).and_then(|place| place.country.as_deref())),
        "admin1" => |row| Cell::words(place(row).and_then(|place| place.admin1.as_deref())),
        "latitude" => |row| Cell::real(place(row).and_then(|place| place.latitude)),
        "longitude" => |row| Cell::real(place(row).and_then(|place| place.longitude)),
        "geonames" => |row| Cell::integer(place(row).and_then(|place| place.geonames)),
        "precision" => {
            |row| Cell::words(place(row).map(|place| crate::names::name_of(&place.precision)))
        }
        "city" => |row| {
            let city = place(row).filter(|place| place.precision == PlacePrecision::City);
            Cell::words(city.map(|place| &place.name))
        },
        "full_name" => |row| Cell::words(place(row).map(full_name)),
        "gdelt_type" => |row| exactness(row, [4, 5, 1]),
        "acled_precision" => |row| exactness(row, [1, 2, 3]),
        "fips" => |row| Cell::words(country(row).map(|country| &*country.fips)),
        "iso" => |row| Cell::integer(country(row).and_then(|country| country.iso)),
        "country_name" => |row| Cell::words(country(row).map(|country| &*country.name)),
        "region" => |row| Cell::words(country(row).map(|country| &*country.region)),
        _ => return None,
    })
}

fn place<'r>(row: &Row<'r>) -> Option<&'r Place> {
    row.event().place.as_ref()
}

fn country(row: &Row<'_>) -> Option<&'static Country> {
    CODES.country(place(row)?.country.as_deref()?)
}

/// A number for town, division and state.
fn exactness(row: &Row<'_>, [city, region, state]: [i64; 3]) -> Cell {
    Cell::integer(place(row).map(|place| match place.precision {
        PlacePrecision::City => city,
        PlacePrecision::Region => region,
        PlacePrecision::Country => state,
    }))
}

fn full_name(place: &Place) -> String {
    let country = place
        .country
        .as_deref()
        .and_then(|code| CODES.country(code));
    let country = country.map(|country| country.name.as_str());
    let mut parts = vec![place.name.as_str()];
    for part in [place.admin1.as_deref(), country].into_iter().flatten() {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(", ")
}
