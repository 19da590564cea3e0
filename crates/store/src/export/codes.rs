//! Codes of other data sets.
//!
//! In: the tables of `data/formats`. Out: [`Codes`], which answers for a state, organisation,
//! sector, quad or status what other data sets call it. Never: a code that no table has.
//!
//! `NOR` is 385 to Correlates of War, `NO` in FIPS 10-4, and lies in `Europe` for ACLED.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::LazyLock;

use dateline_record::table::{self, Row};
use dateline_record::{EventType, Fault, Status};

const COUNTRIES: &str = include_str!("../../../../data/formats/countries.tsv");
const ORGANISATIONS: &str = include_str!("../../../../data/formats/organisations.tsv");
const SECTORS: &str = include_str!("../../../../data/formats/sectors.tsv");
const QUADS: &str = include_str!("../../../../data/formats/quads.tsv");
const STATUSES: &str = include_str!("../../../../data/formats/statuses.tsv");
const ACLED: &str = include_str!("../../../../data/formats/acled.tsv");

/// A state or territory.
#[derive(Debug)]
pub struct Country {
    /// ISO 3166-1 alpha-3, or the world model's code.
    pub code: String,
    /// English name.
    pub name: String,
    /// ISO 3166-1 numeric.
    pub iso: Option<i64>,
    /// FIPS 10-4.
    pub fips: String,
    /// Correlates of War.
    pub cow: String,
    /// CAMEO.
    pub cameo: String,
    /// ACLED's region.
    pub region: String,
    /// Further names.
    pub also: Vec<String>,
}

/// An organisation in CAMEO.
#[derive(Debug)]
pub struct Organisation {
    /// Code of the actor.
    pub cameo: String,
    /// GDELT's known group.
    pub group: String,
}

/// A sector.
#[derive(Debug)]
pub struct Sector {
    /// PLOVER's code.
    pub code: String,
    /// CAMEO's role.
    pub cameo: String,
    /// Further CAMEO roles that are read as it.
    pub cameo_read: Vec<String>,
    /// What Phoenix has in the place of a state.
    pub phoenix: String,
    /// ACLED's class.
    pub acled: String,
    /// Whether an attack on it is one on civilians.
    pub civilian: bool,
    /// ICEWS's words.
    pub icews: Vec<String>,
}

/// What an event is to ACLED.
#[derive(Debug)]
pub struct Disorder {
    event_type: EventType,
    mode: String,
    target: String,
    /// Kind of disorder.
    pub disorder_type: String,
    /// Type.
    pub event_type_label: String,
    /// Finer type.
    pub sub_event_type: String,
    /// Class of the first actor, where it is fixed.
    pub actor1: String,
    /// What is said of it when all recipients are civilian.
    pub civilian: String,
}

impl Disorder {
    /// Whether the row is for this type, one of these modes and this class of targets.
    pub fn fits(&self, event_type: EventType, modes: &[Option<&str>], civilian: bool) -> bool {
        let mode = self.mode == "*" || modes.contains(&Some(self.mode.as_str()));
        let target = match self.target.as_str() {
            "civilian" => civilian,
            "armed" => !civilian,
            _ => true,
        };
        self.event_type == event_type && mode && target
    }
}

/// All tables.
#[derive(Debug, Default)]
pub struct Codes {
    countries: BTreeMap<String, Country>,
    organisations: BTreeMap<String, Organisation>,
    sectors: BTreeMap<String, Sector>,
    quads: BTreeMap<u8, String>,
    markers: BTreeMap<Status, String>,
    /// In the order in which they are tried.
    pub disorders: Vec<Disorder>,
}

/// The tables that ship with the program.
pub static CODES: LazyLock<Codes> =
    LazyLock::new(|| Codes::parse().expect("the tests read the tables of data/formats"));

impl Codes {
    /// Reads the tables.
    ///
    /// # Errors
    /// All their faults.
    pub fn parse() -> Result<Codes, Vec<Fault>> {
        let mut faults = Vec::new();
        let mut codes = Codes::default();
        codes.read_countries(&mut faults);
        codes.read_organisations(&mut faults);
        codes.read_sectors(&mut faults);
        codes.read_quads(&mut faults);
        codes.read_markers(&mut faults);
        codes.read_disorders(&mut faults);
        match faults.is_empty() {
            true => Ok(codes),
            false => Err(faults),
        }
    }

    fn read_countries(&mut self, faults: &mut Vec<Fault>) {
        let columns = [
            "code", "name", "iso", "fips", "cow", "cameo", "region", "also",
        ];
        for row in table::rows("formats/countries.tsv", COUNTRIES, &columns, faults) {
            let cell = |column| row.cell(column).to_owned();
            let iso = row.filled(2).and_then(|_| row.read(2, "number", faults));
            let country = Country {
                code: cell(0),
                name: cell(1),
                iso,
                fips: cell(3),
                cow: cell(4),
                cameo: cell(5),
                region: cell(6),
                also: row.list(7),
            };
            self.countries.insert(cell(0), country);
        }
    }

    fn read_organisations(&mut self, faults: &mut Vec<Fault>) {
        let columns = ["code", "cameo", "group"];
        for row in table::rows("formats/organisations.tsv", ORGANISATIONS, &columns, faults) {
            let (cameo, group) = (row.cell(1).to_owned(), row.cell(2).to_owned());
            self.organisations
                .insert(row.cell(0).to_owned(), Organisation { cameo, group });
        }
    }

    fn read_sectors(&mut self, faults: &mut Vec<Fault>) {
        let columns = [
            "sector",
            "cameo",
            "cameo_read",
            "phoenix",
            "acled",
            "civilian",
            "icews",
        ];
        for row in table::rows("formats/sectors.tsv", SECTORS, &columns, faults) {
            let cell = |column| row.cell(column).to_owned();
            let sector = Sector {
                code: cell(0),
                cameo: cell(1),
                cameo_read: row.list(2),
                phoenix: cell(3),
                acled: cell(4),
                civilian: row.cell(5) == "yes",
                icews: row.list(6),
            };
            self.sectors.insert(cell(0), sector);
        }
    }

    fn read_quads(&mut self, faults: &mut Vec<Fault>) {
        let columns = ["quad", "name", "decision"];
        for row in table::rows("formats/quads.tsv", QUADS, &columns, faults) {
            if let Some(quad) = row.read(0, "quad", faults) {
                self.quads.insert(quad, row.cell(1).to_owned());
            }
        }
    }

    fn read_markers(&mut self, faults: &mut Vec<Fault>) {
        for row in table::rows(
            "formats/statuses.tsv",
            STATUSES,
            &["status", "marker"],
            faults,
        ) {
            match crate::names::named(row.cell(0).to_owned()) {
                Ok(status) => drop(self.markers.insert(status, row.cell(1).to_owned())),
                Err(_) => faults.push(row.fault(0, "is no status")),
            }
        }
    }

    fn read_disorders(&mut self, faults: &mut Vec<Fault>) {
        let columns = [
            "type",
            "mode",
            "target",
            "disorder_type",
            "event_type",
            "sub_event_type",
            "actor1",
            "civilian",
        ];
        for row in table::rows("formats/acled.tsv", ACLED, &columns, faults) {
            if let Some(event_type) = event_type(&row, faults) {
                let cell = |column| row.cell(column).to_owned();
                self.disorders.push(Disorder {
                    event_type,
                    mode: cell(1),
                    target: cell(2),
                    disorder_type: cell(3),
                    event_type_label: cell(4),
                    sub_event_type: cell(5),
                    actor1: cell(6),
                    civilian: cell(7),
                });
            }
        }
    }

    /// The state or territory of that code.
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.get(code)
    }

    /// All states and territories, in order of their codes.
    pub fn countries(&self) -> impl Iterator<Item = &Country> {
        self.countries.values()
    }

    /// The organisation of that abbreviation.
    pub fn organisation(&self, code: &str) -> Option<&Organisation> {
        self.organisations.get(code)
    }

    /// The sector of that code.
    pub fn sector(&self, code: &str) -> Option<&Sector> {
        self.sectors.get(code)
    }

    /// All sectors, in order of their codes.
    pub fn sectors(&self) -> impl Iterator<Item = &Sector> {
        self.sectors.values()
    }

    /// The name of a quad.
    pub fn quad_name(&self, quad: u8) -> &str {
        self.quads.get(&quad).map_or("", String::as_str)
    }

    /// The quad of a number or name, in capitals or not.
    pub fn quad(&self, text: &str) -> Option<u8> {
        let named = |(quad, name): (&u8, &String)| {
            (name.eq_ignore_ascii_case(text) || quad.to_string() == text).then_some(*quad)
        };
        self.quads.iter().find_map(named)
    }

    /// PLOVER's auxiliary marker for a status.
    pub fn marker(&self, status: Status) -> Option<&str> {
        let marker = self.markers.get(&status).map(String::as_str);
        marker.filter(|marker| !marker.is_empty())
    }
}

fn event_type(row: &Row<'_>, faults: &mut Vec<Fault>) -> Option<EventType> {
    EventType::from_str(row.cell(0))
        .map_err(|reason| faults.push(row.fault(0, reason)))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_sound() {
        let codes = Codes::parse().unwrap_or_else(|faults| panic!("{faults:#?}"));
        assert!(codes.countries.len() > 240);
        assert_eq!(codes.sectors.len(), 32);
        assert_eq!(codes.quads.len(), 4);
        assert_eq!(codes.markers.len(), 6);
    }

    #[test]
    fn states_have_their_codes() {
        let norway = CODES.country("NOR").unwrap();
        assert_eq!(
            (norway.iso, norway.fips.as_str(), norway.cow.as_str()),
            (Some(578), "NO", "385")
        );
        assert_eq!(CODES.country("ROU").unwrap().cameo, "ROM");
        assert_eq!(CODES.quad("Material Conflict"), Some(4));
        assert_eq!(CODES.quad("3"), Some(3));
    }

    #[test]
    fn an_attack_on_civilians_is_no_battle() {
        let label = |civilian| {
            let modes = [Some("firearms"), None];
            let mut rows = CODES.disorders.iter();
            rows.find(|row| row.fits(EventType::Assault, &modes, civilian))
                .unwrap()
                .event_type_label
                .clone()
        };
        assert_eq!(label(true), "Violence against civilians");
        assert_eq!(label(false), "Battles");
    }
}
