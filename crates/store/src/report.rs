//! The stored events, one after the other.
//!
//! In: a store. Out: [`Report`]s in the order of publication, name, content, and place in the
//! document, whatever the order of adding was. Never: all of them in memory at once.
//!
//! Two articles on one meeting give two reports, the earlier article's first.

use std::collections::VecDeque;
use std::sync::Arc;

use dateline_record::{
    Act, Count, Event, Evidence, Folded, Offsets, Party, Place, PublishedBasis, TimeSpan, Trigger,
};
use jiff::civil::Date;
use rusqlite::{Connection, Row, params};

use crate::names::{count, named, stretches_of};
use crate::{Store, StoreError};

/// Documents that are read at once.
const BATCH: usize = 64;

/// One stored event.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Its key (`events.event_id`).
    pub key: i64,
    /// The document that reports it.
    pub document: Arc<ReportDocument>,
    /// The words of the sentence that it rests on; none for imported events.
    pub sentence: Option<String>,
    /// The event.
    pub event: Event,
}

/// What a report says of its document.
#[derive(Debug, Clone, PartialEq)]
pub struct ReportDocument {
    /// Its key (`documents.document_id`).
    pub key: i64,
    /// The caller's name for it.
    pub id: String,
    /// Hash of its content.
    pub hash: String,
    /// The story that it and its near copies tell: the smallest hash among them; none without text.
    pub story: Option<String>,
    /// `dateline`, or the name of the imported data set.
    pub source: String,
    /// Title.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// ISO 639-1 code.
    pub language: String,
    /// Day of publication.
    pub published: Option<Date>,
    /// How that day is known.
    pub published_basis: PublishedBasis,
}

/// An iterator over reports; see [`Store::reports`].
pub struct Reports<'s> {
    connection: &'s Connection,
    after: Option<[String; 3]>,
    waiting: VecDeque<Report>,
    ended: bool,
}

impl Store {
    /// All reports, ordered by day of publication (unknown first), document, and place in it.
    pub fn reports(&self) -> Reports<'_> {
        Reports {
            connection: &self.connection,
            after: None,
            waiting: VecDeque::new(),
            ended: false,
        }
    }

    /// The reports of one document, in order; none when there is no such document.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn reports_of(&self, document: i64) -> Result<Vec<Report>, StoreError> {
        reports_of(&self.connection, document)
    }

    /// The text of a document, when it is stored.
    ///
    /// # Errors
    /// When the store cannot be read, or there is no such document.
    pub fn text_of(&self, document: i64) -> Result<Option<String>, StoreError> {
        let query = "SELECT text FROM documents WHERE document_id = ?1";
        let mut statement = self.connection.prepare_cached(query)?;
        Ok(statement.query_row([document], |row| row.get(0))?)
    }
}

/// The reports of one document, in order.
pub(crate) fn reports_of(
    connection: &Connection,
    document: i64,
) -> Result<Vec<Report>, StoreError> {
    let query = format!("{DOCUMENTS} WHERE document.document_id = ?1");
    let mut statement = connection.prepare_cached(&query)?;
    let found = statement.query_and_then([document], document_of)?;
    let mut reports = Vec::new();
    for document in found {
        reports.extend(reports_in(connection, &Arc::new(document?))?);
    }
    Ok(reports)
}

impl Iterator for Reports<'_> {
    type Item = Result<Report, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        while self.waiting.is_empty() && !self.ended {
            if let Err(error) = self.fill() {
                self.ended = true;
                return Some(Err(error));
            }
        }
        self.waiting.pop_front().map(Ok)
    }
}

const DOCUMENTS: &str = "SELECT document.document_id, document.document, document.hash,
    document.story, run.source, document.title, document.outlet, document.url, document.language,
    document.published, document.published_basis, coalesce(document.published, '')
    FROM documents AS document JOIN runs AS run USING (run_id)";

const EVENTS: &str = "SELECT event.event_id, event.event, event.type, event.mode, event.status,
    event.plover_type, event.plover_mode, event.contexts, event.cameo, event.quad, event.scale,
    event.goldstein, event.reciprocal, event.count_value, event.count_unit,
    event.count_approximate, event.time_text, event.start_date, event.end_date, event.place_text,
    event.place_reason, event.background, event.sentence, event.evidence_start,
    event.evidence_end, event.trigger_text, event.trigger_start, event.trigger_end,
    event.mentions, event.rule, event.confidence, sentence.text AS sentence_text,
    place.name AS place_name, place.country AS place_country, place.admin1, place.latitude,
    place.longitude, place.geonames, place.precision
    FROM events AS event
    LEFT JOIN sentences AS sentence
      ON sentence.document_id = event.document_id AND sentence.position = event.sentence
    LEFT JOIN places AS place USING (place_id)
    WHERE event.document_id = ?1 ORDER BY event.position";

impl Reports<'_> {
    fn fill(&mut self) -> Result<(), StoreError> {
        let order = "ORDER BY coalesce(document.published, ''), document.document, document.hash";
        let after = "(coalesce(document.published, ''), document.document, document.hash)";
        let query = format!("{DOCUMENTS} WHERE {after} > (?1, ?2, ?3) {order} LIMIT {BATCH}");
        let mut statement = self.connection.prepare_cached(&query)?;
        let from = self.after.clone().unwrap_or_default();
        let mut rows = statement.query(params![from[0], from[1], from[2]])?;
        self.ended = true;
        while let Some(row) = rows.next()? {
            let document = Arc::new(document_of(row)?);
            self.after = Some([row.get(11)?, document.id.clone(), document.hash.clone()]);
            self.ended = false;
            self.waiting.extend(reports_in(self.connection, &document)?);
        }
        Ok(())
    }
}

fn document_of(row: &Row<'_>) -> Result<ReportDocument, StoreError> {
    Ok(ReportDocument {
        key: row.get(0)?,
        id: row.get(1)?,
        hash: row.get(2)?,
        story: row.get(3)?,
        source: row.get(4)?,
        title: row.get(5)?,
        outlet: row.get(6)?,
        url: row.get(7)?,
        language: row.get(8)?,
        published: row.get::<_, Option<String>>(9)?.map(day).transpose()?,
        published_basis: named(row.get(10)?)?,
    })
}

fn reports_in(
    connection: &Connection,
    document: &Arc<ReportDocument>,
) -> Result<Vec<Report>, StoreError> {
    let mut statement = connection.prepare_cached(EVENTS)?;
    let mut rows = statement.query([document.key])?;
    let mut reports = Vec::new();
    while let Some(row) = rows.next()? {
        let key = row.get("event_id")?;
        let mut event = event_of(row)?;
        put_parties(connection, key, &mut event)?;
        let (document, sentence) = (Arc::clone(document), row.get("sentence_text")?);
        reports.push(Report {
            key,
            document,
            sentence,
            event,
        });
    }
    Ok(reports)
}

fn event_of(row: &Row<'_>) -> Result<Event, StoreError> {
    let contexts: String = row.get("contexts")?;
    let contexts = contexts.split(';').filter(|context| !context.is_empty());
    Ok(Event {
        id: row.get("event")?,
        act: Act {
            event_type: named(row.get("type")?)?,
            mode: row.get("mode")?,
        },
        status: named(row.get("status")?)?,
        plover: Folded {
            event_type: named(row.get("plover_type")?)?,
            mode: row.get("plover_mode")?,
            contexts: contexts.map(str::to_owned).collect(),
        },
        cameo: row.get("cameo")?,
        quad: row.get("quad")?,
        scale: row.get("scale")?,
        goldstein: row.get("goldstein")?,
        actors: Vec::new(),
        recipients: Vec::new(),
        reciprocal: row.get("reciprocal")?,
        count: count_of(row)?,
        time: time_of(row)?,
        place: place_of(row)?,
        attributed_to: Vec::new(),
        background: row.get("background")?,
        evidence: evidence_of(row)?,
        mentions: stretches_of(&row.get::<_, String>("mentions")?)?,
        rule: row.get("rule")?,
        confidence: row.get("confidence")?,
    })
}

fn count_of(row: &Row<'_>) -> Result<Option<Count>, StoreError> {
    let Some(value) = row.get("count_value")? else {
        return Ok(None);
    };
    Ok(Some(Count {
        value,
        unit: row
            .get::<_, Option<String>>("count_unit")?
            .unwrap_or_default(),
        approximate: row
            .get::<_, Option<bool>>("count_approximate")?
            .unwrap_or_default(),
    }))
}

fn time_of(row: &Row<'_>) -> Result<Option<TimeSpan>, StoreError> {
    let (start, end): (Option<String>, Option<String>) =
        (row.get("start_date")?, row.get("end_date")?);
    let (Some(start), Some(end)) = (start, end) else {
        return Ok(None);
    };
    Ok(Some(TimeSpan {
        text: row.get("time_text")?,
        start: day(start)?,
        end: day(end)?,
    }))
}

fn place_of(row: &Row<'_>) -> Result<Option<Place>, StoreError> {
    let Some(name) = row.get("place_name")? else {
        return Ok(None);
    };
    let geonames = row.get::<_, Option<i64>>("geonames")?;
    Ok(Some(Place {
        text: row
            .get::<_, Option<String>>("place_text")?
            .unwrap_or_default(),
        name,
        country: row.get("place_country")?,
        admin1: row.get("admin1")?,
        latitude: row.get("latitude")?,
        longitude: row.get("longitude")?,
        geonames: geonames.and_then(|id| u64::try_from(id).ok()),
        precision: named(row.get("precision")?)?,
        reason: row
            .get::<_, Option<String>>("place_reason")?
            .unwrap_or_default(),
    }))
}

fn evidence_of(row: &Row<'_>) -> Result<Evidence, StoreError> {
    Ok(Evidence {
        sentence: count(row.get("sentence")?)?,
        offsets: offsets(row, "evidence_start", "evidence_end")?,
        trigger: Trigger {
            offsets: offsets(row, "trigger_start", "trigger_end")?,
            text: row.get("trigger_text")?,
        },
    })
}

fn put_parties(connection: &Connection, key: i64, event: &mut Event) -> Result<(), StoreError> {
    let query = "SELECT role, text, start_offset, end_offset, name, entity, office, country,
        organisation, sector, code FROM parties WHERE event_id = ?1 ORDER BY role, position";
    let mut statement = connection.prepare_cached(query)?;
    let mut rows = statement.query([key])?;
    while let Some(row) = rows.next()? {
        let party = party_of(row)?;
        match row.get_ref("role")?.as_str().unwrap_or_default() {
            "actor" => event.actors.push(party),
            "recipient" => event.recipients.push(party),
            "speaker" => event.attributed_to.push(party),
            other => return Err(StoreError::Value(other.to_owned())),
        }
    }
    Ok(())
}

fn party_of(row: &Row<'_>) -> Result<Party, StoreError> {
    Ok(Party {
        text: row.get("text")?,
        offsets: offsets(row, "start_offset", "end_offset")?,
        name: row.get("name")?,
        entity: row.get("entity")?,
        office: row.get("office")?,
        country: row.get("country")?,
        organisation: row.get("organisation")?,
        sector: row.get("sector")?,
        code: row.get("code")?,
    })
}

fn offsets(row: &Row<'_>, start: &str, end: &str) -> Result<Offsets, StoreError> {
    let (start, end) = (count(row.get(start)?)?, count(row.get(end)?)?);
    Ok(Offsets { start, end })
}

fn day(text: String) -> Result<Date, StoreError> {
    text.parse().map_err(|_| StoreError::Value(text))
}
