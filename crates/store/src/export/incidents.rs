//! Events with the incidents that they report, and incidents as rows.
//!
//! In: a store. Out: each report with the id of its incident; or, for each incident, the report that
//! tells it best, with the incident's status and days and the counts of its reports. Never: a
//! grouping of its own.
//!
//! Of three reports of one meeting, two planned and one that it took place, the last stands for it.

use dateline_record::TimeSpan;
use rusqlite::{OptionalExtension, params};

use super::ExportError;
use super::row::{Counts, Incident};
use crate::names::named;
use crate::{Report, Store, StoreError};

type Take<'t> = dyn FnMut(&Report, Option<&Incident>) -> Result<(), ExportError> + 't;

/// Hands on each report.
pub fn each_report(store: &Store, take: &mut Take<'_>) -> Result<(), ExportError> {
    for report in store.reports() {
        let report = report?;
        let incident = incident_of(store, report.key)?;
        take(&report, incident.as_ref())?;
    }
    Ok(())
}

fn incident_of(store: &Store, event: i64) -> Result<Option<Incident>, StoreError> {
    let query = "SELECT incident FROM incident_events JOIN incident_groups USING (incident_id)
        WHERE event_id = ?1";
    let mut statement = store.connection().prepare_cached(query)?;
    let id = statement.query_row([event], |row| row.get(0)).optional()?;
    Ok(id.map(|id| Incident { id, counts: None }))
}

/// One incident as its table has it.
struct Group {
    key: i64,
    incident: Incident,
    status: String,
    start: Option<String>,
    end: Option<String>,
}

/// Hands on one report for each incident, in the order of their days and ids.
pub fn each(store: &Store, take: &mut Take<'_>) -> Result<(), ExportError> {
    let query = "SELECT incident_id, incident, reports, documents, stories, outlets, status,
        start_date, end_date FROM incident_groups ORDER BY coalesce(start_date, ''), incident";
    let mut statement = store
        .connection()
        .prepare(query)
        .map_err(StoreError::from)?;
    let groups = statement.query_map([], |row| {
        let counts = Counts {
            reports: row.get(2)?,
            documents: row.get(3)?,
            stories: row.get(4)?,
            outlets: row.get(5)?,
        };
        let (id, counts) = (row.get(1)?, Some(counts));
        Ok(Group {
            key: row.get(0)?,
            incident: Incident { id, counts },
            status: row.get(6)?,
            start: row.get(7)?,
            end: row.get(8)?,
        })
    });
    let mut found = false;
    for group in groups.map_err(StoreError::from)? {
        found = true;
        let group = group.map_err(StoreError::from)?;
        if let Some(report) = best(store, &group)? {
            take(&report, Some(&group.incident))?;
        }
    }
    match found || store.reports().next().is_none() {
        true => Ok(()),
        false => Err(ExportError::NoIncidents),
    }
}

/// The report that tells an incident best: of its status and act, with most parties, surest, first in order.
fn best(store: &Store, group: &Group) -> Result<Option<Report>, StoreError> {
    let query = "SELECT event.event_id, event.document_id
        FROM incident_events AS member JOIN events AS event USING (event_id)
        JOIN documents AS document USING (document_id)
        WHERE member.incident_id = ?1
        ORDER BY event.status = ?2 DESC,
          (SELECT event.type = own.type AND event.mode IS own.mode FROM incident_groups AS own
            WHERE own.incident_id = member.incident_id) DESC,
          (SELECT count(*) FROM parties AS party
            WHERE party.event_id = event.event_id AND party.role <> 'speaker') DESC,
          event.confidence DESC, coalesce(document.published, ''), document.document,
          document.hash, event.position
        LIMIT 1";
    let mut statement = store.connection().prepare_cached(query)?;
    let found = statement.query_row(params![group.key, group.status], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?))
    });
    let Some((event, document)) = found.optional()? else {
        return Ok(None);
    };
    let reports = store.reports_of(document)?;
    let Some(mut report) = reports.into_iter().find(|report| report.key == event) else {
        return Ok(None);
    };
    report.event.status = named(group.status.clone())?;
    if let (Some(start), Some(end)) = (&group.start, &group.end) {
        let text = report.event.time.take().and_then(|time| time.text);
        let (start, end) = (day(start)?, day(end)?);
        report.event.time = Some(TimeSpan { text, start, end });
    }
    Ok(Some(report))
}

fn day(text: &str) -> Result<jiff::civil::Date, StoreError> {
    text.parse().map_err(|_| StoreError::Value(text.to_owned()))
}
