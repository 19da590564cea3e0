//! Reading incidents back out of a store.
//!
//! In: a filter, or an incident's id. Out: [`Incident`]s with all that is known of them, as plain data
//! that serialises. Never: a matching; what is not matched yet is not there.
//!
//! `--from 2025-03-01 --state NOR` gives Norway's incidents since March, the earliest first.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};
use serde::Serialize;

use super::Reason;
use crate::{Store, StoreError};

/// Which incidents to show.
#[derive(Debug, Clone, Default)]
pub struct IncidentFilter {
    /// Last day not before this one (2025-03-01).
    pub from: Option<String>,
    /// First day not after this one.
    pub to: Option<String>,
    /// PLOVER type.
    pub kind: Option<String>,
    /// A party of this state or organisation.
    pub state: Option<String>,
    /// At least so many reports.
    pub reports: u32,
    /// At most so many incidents.
    pub limit: Option<usize>,
    /// Whether history, voices, figures and members are wanted too.
    pub whole: bool,
}

/// One incident.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Incident {
    /// Key in the store.
    #[serde(skip)]
    pub key: i64,
    /// Stable id.
    pub incident: String,
    /// PLOVER type of the act, before folding.
    #[serde(rename = "type")]
    pub kind: String,
    /// Mode.
    pub mode: Option<String>,
    /// What is held of it now.
    pub status: String,
    /// Whether some say that it took place and others deny it.
    pub contested: bool,
    /// Names of those who act.
    pub actors: Vec<String>,
    /// Names of those toward whom.
    pub recipients: Vec<String>,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// `stated` or `assumed`.
    pub time_basis: Option<String>,
    /// How many reports give these days.
    pub time_reports: u32,
    /// Place.
    pub place: Option<String>,
    /// Its state.
    pub place_country: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// `named` or `guessed`.
    pub place_basis: Option<String>,
    /// How many reports give this place.
    pub place_reports: u32,
    /// The event that the others were joined to: the most exact one.
    pub founder: Option<String>,
    /// How many events report it.
    pub reports: u32,
    /// In how many documents.
    pub documents: u32,
    /// Near copies counted once.
    pub stories: u32,
    /// Of how many outlets.
    pub outlets: u32,
    /// What was said of it in the course of time.
    pub history: Vec<Step>,
    /// Who says what of it.
    pub voices: Vec<Voice>,
    /// Numbers given, as ranges.
    pub figures: Vec<Range>,
    /// The reports, and why each belongs to it.
    pub members: Vec<Member>,
}

/// One step of the history.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// Day of the report.
    pub reported: Option<String>,
    /// Status of the act in it.
    pub status: String,
    /// Days given for the act.
    pub start: Option<String>,
    /// Last of them.
    pub end: Option<String>,
    /// `announced`, `confirmed`, `moved`, `cancelled`, `denied`, `hedged`, `called-for`, `took-place`.
    pub change: String,
    /// Who says so.
    pub speaker: Option<String>,
}

/// What one speaker says.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Voice {
    /// Who.
    pub speaker: String,
    /// `confirms`, `announces`, `hedges`, `asks`, `denies`.
    pub stance: String,
    /// In how many reports.
    pub reports: u32,
    /// Day of the first.
    pub first_reported: Option<String>,
}

/// A number as a range.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Range {
    /// Of what.
    pub unit: String,
    /// The lowest given.
    pub lowest: f64,
    /// The highest given.
    pub highest: f64,
    /// Who gives which.
    pub sources: serde_json::Value,
}

/// One report of an incident.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Member {
    /// Stable id of the event.
    pub event: String,
    /// The document.
    pub document: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When.
    pub published: Option<String>,
    /// Status in it.
    pub status: String,
    /// Its sentence.
    pub sentence: Option<String>,
    /// The report that it was joined to (id of the event); none for the founder.
    pub joined_to: Option<String>,
    /// Sum of the findings with the bias.
    pub score: Option<f64>,
    /// The findings.
    pub reasons: Vec<Reason>,
}

const INCIDENTS: &str = "SELECT incident.*, place.name AS place, place.country AS place_country,
    place.latitude, place.longitude, event.event AS founder_event
    FROM incident_groups AS incident LEFT JOIN places AS place USING (place_id)
    LEFT JOIN events AS event ON event.event_id = incident.founder";

const OF_STATE: &str = "EXISTS (SELECT 1 FROM incident_events AS member JOIN parties AS party
    USING (event_id) WHERE member.incident_id = incident.incident_id
    AND party.role IN ('actor', 'recipient') AND party.country = ?)";

impl Store {
    /// The incidents that a filter lets through, whole.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn incidents(&self, filter: &IncidentFilter) -> Result<Vec<Incident>, StoreError> {
        let mut incidents = Vec::new();
        let filter = IncidentFilter {
            whole: true,
            ..filter.clone()
        };
        self.each_incident(&filter, |incident| {
            incidents.push(incident);
            Ok::<(), StoreError>(())
        })?;
        Ok(incidents)
    }

    /// Hands on the incidents that a filter lets through, in order of their days; those without days
    /// come first.
    ///
    /// # Errors
    /// When the store cannot be read, or an incident is not taken.
    pub fn each_incident<E: From<StoreError>>(
        &self,
        filter: &IncidentFilter,
        mut take: impl FnMut(Incident) -> Result<(), E>,
    ) -> Result<(), E> {
        let (conditions, mut values) = conditions(filter);
        let limit = filter
            .limit
            .map_or(-1, |limit| i64::try_from(limit).unwrap_or(i64::MAX));
        values.push(Value::Integer(limit));
        let query = format!(
            "{INCIDENTS} WHERE {} ORDER BY incident.start_date, incident.incident LIMIT ?",
            conditions.join(" AND ")
        );
        let mut statement = self.connection.prepare(&query).map_err(StoreError::from)?;
        let mut rows = statement
            .query(params_from_iter(values))
            .map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let mut incident = incident(row).map_err(StoreError::from)?;
            fill(&self.connection, &mut incident, filter.whole)?;
            take(incident)?;
        }
        Ok(())
    }

    /// The incidents whose id begins so.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn incidents_named(&self, id: &str) -> Result<Vec<Incident>, StoreError> {
        let query = format!(
            "{INCIDENTS} WHERE substr(incident.incident, 1, length(?1)) = ?1 ORDER BY incident.incident"
        );
        let mut statement = self.connection.prepare(&query)?;
        let rows = statement.query_map([id], incident)?;
        let mut incidents = rows.collect::<Result<Vec<_>, _>>()?;
        for incident in &mut incidents {
            fill(&self.connection, incident, true)?;
        }
        Ok(incidents)
    }
}

fn conditions(filter: &IncidentFilter) -> (Vec<&'static str>, Vec<Value>) {
    let mut conditions = vec!["incident.reports >= ?"];
    let mut values = vec![Value::Integer(i64::from(filter.reports))];
    let stated = [
        (&filter.from, "incident.end_date >= ?"),
        (&filter.to, "incident.start_date <= ?"),
        (&filter.kind, "incident.type = ?"),
        (&filter.state, OF_STATE),
    ];
    for (value, condition) in stated {
        if let Some(value) = value {
            conditions.push(condition);
            values.push(Value::Text(value.clone()));
        }
    }
    (conditions, values)
}

fn incident(row: &Row<'_>) -> rusqlite::Result<Incident> {
    Ok(Incident {
        key: row.get("incident_id")?,
        incident: row.get("incident")?,
        kind: row.get("type")?,
        mode: row.get("mode")?,
        status: row.get("status")?,
        contested: row.get("contested")?,
        actors: Vec::new(),
        recipients: Vec::new(),
        start: row.get("start_date")?,
        end: row.get("end_date")?,
        time_basis: row.get("time_basis")?,
        time_reports: row.get("time_reports")?,
        place: row.get("place")?,
        place_country: row.get("place_country")?,
        latitude: row.get("latitude")?,
        longitude: row.get("longitude")?,
        place_basis: row.get("place_basis")?,
        place_reports: row.get("place_reports")?,
        founder: row.get("founder_event")?,
        reports: row.get("reports")?,
        documents: row.get("documents")?,
        stories: row.get("stories")?,
        outlets: row.get("outlets")?,
        history: Vec::new(),
        voices: Vec::new(),
        figures: Vec::new(),
        members: Vec::new(),
    })
}

fn fill(connection: &Connection, incident: &mut Incident, whole: bool) -> Result<(), StoreError> {
    incident.actors = names(connection, incident.key, "actor")?;
    incident.recipients = names(connection, incident.key, "recipient")?;
    if !whole {
        return Ok(());
    }
    incident.history = history(connection, incident.key)?;
    incident.voices = voices(connection, incident.key)?;
    incident.figures = figures(connection, incident.key)?;
    incident.members = members(connection, incident.key)?;
    Ok(())
}

/// Names of one role: those that most reports give first. A party that the world knows counts under
/// its identity, whatever the reports call it.
fn names(connection: &Connection, key: i64, role: &str) -> Result<Vec<String>, StoreError> {
    let query = "SELECT min(coalesce(party.name, party.text)) AS name, count(*) AS number
        FROM incident_events AS member JOIN parties AS party USING (event_id)
        WHERE member.incident_id = ?1 AND party.role = ?2
        GROUP BY coalesce(party.entity, party.name, party.text) ORDER BY number DESC, name";
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map((key, role), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn history(connection: &Connection, key: i64) -> Result<Vec<Step>, StoreError> {
    let query = "SELECT reported, status, start_date, end_date, change, speaker
        FROM incident_history WHERE incident_id = ?1 ORDER BY position";
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map([key], |row| {
        Ok(Step {
            reported: row.get(0)?,
            status: row.get(1)?,
            start: row.get(2)?,
            end: row.get(3)?,
            change: row.get(4)?,
            speaker: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn voices(connection: &Connection, key: i64) -> Result<Vec<Voice>, StoreError> {
    let query = "SELECT speaker, stance, reports, first_reported FROM incident_voices
        WHERE incident_id = ?1 ORDER BY stance, first_reported, speaker";
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_map([key], |row| {
        Ok(Voice {
            speaker: row.get(0)?,
            stance: row.get(1)?,
            reports: row.get(2)?,
            first_reported: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn figures(connection: &Connection, key: i64) -> Result<Vec<Range>, StoreError> {
    let query = "SELECT unit, lowest, highest, sources FROM incident_figures
        WHERE incident_id = ?1 ORDER BY unit";
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_and_then([key], |row| {
        Ok(Range {
            unit: row.get(0)?,
            lowest: row.get(1)?,
            highest: row.get(2)?,
            sources: parsed(&row.get::<_, String>(3)?)?,
        })
    })?;
    rows.collect()
}

fn members(connection: &Connection, key: i64) -> Result<Vec<Member>, StoreError> {
    let query = "SELECT event.event, document.document, document.outlet, document.published,
        event.status, sentence.text, other.event, member.score, member.reasons
        FROM incident_events AS member JOIN events AS event USING (event_id)
        JOIN documents AS document USING (document_id)
        LEFT JOIN events AS other ON other.event_id = member.joined_to
        LEFT JOIN sentences AS sentence
          ON sentence.document_id = event.document_id AND sentence.position = event.sentence
        WHERE member.incident_id = ?1
        ORDER BY coalesce(document.published, ''), document.document, document.hash, event.position";
    let mut statement = connection.prepare_cached(query)?;
    let rows = statement.query_and_then([key], |row| {
        let reasons: Option<String> = row.get(8)?;
        Ok(Member {
            event: row.get(0)?,
            document: row.get(1)?,
            outlet: row.get(2)?,
            published: row.get(3)?,
            status: row.get(4)?,
            sentence: row.get(5)?,
            joined_to: row.get(6)?,
            score: row.get(7)?,
            reasons: reasons.map_or_else(|| Ok(Vec::new()), |text| parsed(&text))?,
        })
    })?;
    rows.collect()
}

fn parsed<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Value(error.to_string()))
}
