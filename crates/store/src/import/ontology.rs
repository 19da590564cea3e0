//! What PLOVER makes of other data sets' acts.
//!
//! In: the tables of `data/ontology`. Out: type, mode, contexts and scores of a CAMEO code or of a
//! type and mode. Never: a type for CAMEO 01, which has none.
//!
//! `0841` is RETREAT/release with the score 6.5 and the Goldstein value 7.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::LazyLock;

use dateline_record::{EventType, table};

const CAMEO: &str = include_str!("../../../../data/ontology/cameo.tsv");
const TYPES: &str = include_str!("../../../../data/ontology/types.tsv");
const MODES: &str = include_str!("../../../../data/ontology/modes.tsv");
const FINER: &str = include_str!("../../../../data/ontology/finer_modes.tsv");

/// A CAMEO code.
#[derive(Debug, Clone)]
pub struct Cameo {
    /// What it says.
    pub label: String,
    /// Goldstein value.
    pub goldstein: Option<f64>,
    /// PLOVER type; none for statements.
    pub event_type: Option<EventType>,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
}

/// The tables.
#[derive(Debug, Default)]
pub struct Ontology {
    cameo: BTreeMap<String, Cameo>,
    types: BTreeMap<EventType, (u8, f64)>,
    modes: BTreeMap<(EventType, String), Option<f64>>,
    finer: BTreeMap<(EventType, String), String>,
}

/// The tables that ship with the program.
pub static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(Ontology::parse);

impl Ontology {
    /// Reads the tables, whose faults are told by the coder's own tests.
    fn parse() -> Ontology {
        let (mut ontology, mut faults) = (Ontology::default(), Vec::new());
        let columns = [
            "code",
            "label",
            "goldstein",
            "type",
            "mode",
            "contexts",
            "decision",
        ];
        for row in table::rows("cameo.tsv", CAMEO, &columns, &mut faults) {
            let cameo = Cameo {
                label: row.cell(1).to_owned(),
                goldstein: row.cell(2).parse().ok(),
                event_type: EventType::from_str(row.cell(3)).ok(),
                mode: row.filled(4).map(str::to_owned),
                contexts: row.list(5),
            };
            ontology.cameo.insert(row.cell(0).to_owned(), cameo);
        }
        let columns = [
            "type",
            "quad",
            "recipient",
            "score",
            "cameo",
            "gist",
            "decision",
        ];
        for row in table::rows("types.tsv", TYPES, &columns, &mut faults) {
            if let (Ok(event_type), Ok(quad), Ok(score)) = (
                row.cell(0).parse(),
                row.cell(1).parse(),
                row.cell(3).parse(),
            ) {
                ontology.types.insert(event_type, (quad, score));
            }
        }
        ontology.read_modes();
        ontology
    }

    fn read_modes(&mut self) {
        let mut faults = Vec::new();
        let columns = [
            "type", "mode", "score", "cameo", "contexts", "gist", "decision",
        ];
        for row in table::rows("modes.tsv", MODES, &columns, &mut faults) {
            if let Ok(event_type) = row.cell(0).parse() {
                let key = (event_type, row.cell(1).to_owned());
                self.modes.insert(key, row.cell(2).parse().ok());
            }
        }
        let columns = [
            "type",
            "mode",
            "plover_mode",
            "cameo",
            "contexts",
            "gist",
            "decision",
        ];
        for row in table::rows("finer_modes.tsv", FINER, &columns, &mut faults) {
            if let Ok(event_type) = row.cell(0).parse() {
                let key = (event_type, row.cell(1).to_owned());
                self.finer.insert(key, row.cell(2).to_owned());
            }
        }
    }

    /// A code, or the nearest above it; none when even its root is unknown.
    pub fn cameo(&self, code: &str) -> Option<&Cameo> {
        let mut lengths = (2..=code.len()).rev();
        let exact = lengths.find_map(|length| self.cameo.get(code.get(..length)?));
        // Roots of two digits stand in the table with a zero behind them.
        exact.or_else(|| self.cameo.get(&format!("{}0", code.get(..2)?)))
    }

    /// Quad of a type.
    pub fn quad(&self, event_type: EventType) -> u8 {
        self.types.get(&event_type).map_or(0, |(quad, _)| *quad)
    }

    /// Score of a type and mode.
    pub fn scale(&self, event_type: EventType, mode: Option<&str>) -> f64 {
        let mode = mode.and_then(|mode| self.modes.get(&(event_type, mode.to_owned())).copied());
        let of_type = || self.types.get(&event_type).map_or(0.0, |(_, score)| *score);
        mode.flatten().unwrap_or_else(of_type)
    }

    /// The mode as PLOVER 2.0 has it: the same, what earlier drafts' modes became, or none.
    pub fn mode(&self, event_type: EventType, mode: &str) -> Option<String> {
        let key = (event_type, mode.to_owned());
        if self.modes.contains_key(&key) {
            return Some(mode.to_owned());
        }
        self.finer
            .get(&key)
            .filter(|mode| !mode.is_empty())
            .cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_types_and_scores() {
        let release = ONTOLOGY.cameo("0841").unwrap();
        assert_eq!(
            (release.event_type, release.mode.as_deref()),
            (Some(EventType::Retreat), Some("release"))
        );
        assert_eq!(ONTOLOGY.scale(EventType::Retreat, Some("release")), 6.5);
        assert_eq!(ONTOLOGY.quad(EventType::Assault), 4);
        assert!(ONTOLOGY.cameo("010").unwrap().event_type.is_none());
        assert_eq!(
            ONTOLOGY.cameo("04").unwrap().event_type,
            Some(EventType::Consult)
        );
        assert!(ONTOLOGY.cameo("99").is_none() && ONTOLOGY.cameo("x").is_none());
    }

    #[test]
    fn modes_of_earlier_drafts_are_read() {
        assert_eq!(
            ONTOLOGY.mode(EventType::Assault, "assassinate").as_deref(),
            Some("targeted")
        );
        assert_eq!(ONTOLOGY.mode(EventType::Assault, "nonsense"), None);
    }
}
