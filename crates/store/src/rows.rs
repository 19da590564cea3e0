//! One document as rows.
//!
//! In: an [`Entry`] and the key of its document. Out: the rows of all tables that hang on it. Never:
//! a transaction of its own.
//!
//! An event with two actors and a place is a row of `events`, two of `parties`, and at most one new
//! row of `places`.

use dateline_record::{Coding, Event, Offsets, Party, Place};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};

use crate::letters::Letters;
use crate::names::{name_of, number, stretches};
use crate::{Entry, Run, SentenceRow, StoreError};

/// Puts a document and all its parts; gives its key.
pub(crate) fn put_document(connection: &Connection, entry: &Entry<'_>) -> Result<i64, StoreError> {
    let record = &entry.coding.document;
    let insert = "INSERT INTO documents (document, hash, run_id, title, outlet, url, language,
        published, published_basis, published_grounds, extracted, text, story)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    connection.prepare_cached(insert)?.execute(params![
        record.id,
        entry.hash,
        run_id(connection, entry.run)?,
        record.title,
        record.outlet,
        entry.url,
        record.language,
        record.published.map(|day| day.to_string()),
        name_of(&record.published_basis),
        record.published_grounds,
        record.text.is_some(),
        entry.text,
        entry.text.map(|_| entry.hash),
    ])?;
    let document = connection.last_insert_rowid();
    put_parts(connection, document, entry)?;
    Ok(document)
}

/// Puts what is now made of a document in the place of what was made of it before.
pub(crate) fn replace_document(
    connection: &Connection,
    document: i64,
    entry: &Entry<'_>,
) -> Result<(), StoreError> {
    let record = &entry.coding.document;
    for table in PARTS {
        let delete = format!("DELETE FROM {table} WHERE document_id = ?1");
        connection.prepare_cached(&delete)?.execute([document])?;
    }
    let update = "UPDATE documents SET run_id = ?2, title = ?3, outlet = ?4, language = ?5,
        published = ?6, published_basis = ?7, published_grounds = ?8 WHERE document_id = ?1";
    connection.prepare_cached(update)?.execute(params![
        document,
        run_id(connection, entry.run)?,
        record.title,
        record.outlet,
        record.language,
        record.published.map(|day| day.to_string()),
        name_of(&record.published_basis),
        record.published_grounds,
    ])?;
    put_parts(connection, document, entry)
}

/// The tables that hang on a document and are made anew with it.
const PARTS: [&str; 7] = [
    "regions",
    "sentences",
    "events",
    "statements",
    "memberships",
    "figures",
    "people",
];

fn put_parts(connection: &Connection, document: i64, entry: &Entry<'_>) -> Result<(), StoreError> {
    put_regions(connection, document, entry)?;
    put_sentences(connection, document, entry.sentences)?;
    put_events(connection, document, entry.coding)?;
    put_statements(connection, document, entry)?;
    put_memberships(connection, document, entry.coding)?;
    put_figures(connection, document, entry.coding)?;
    put_people(connection, document, entry.coding)
}

/// The key of a run; it is put when it is not there.
pub(crate) fn run_id(connection: &Connection, run: &Run) -> Result<i64, StoreError> {
    let values = params![run.source, run.program, run.schema, run.rules, run.world];
    let insert = "INSERT OR IGNORE INTO runs (source, program, schema, rules, world)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    connection.prepare_cached(insert)?.execute(values)?;
    let query = "SELECT run_id FROM runs WHERE source = ?1 AND program = ?2 AND schema = ?3
        AND rules = ?4 AND world = ?5";
    Ok(connection
        .prepare_cached(query)?
        .query_row(values, |row| row.get(0))?)
}

fn put_regions(
    connection: &Connection,
    document: i64,
    entry: &Entry<'_>,
) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached("INSERT INTO regions VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for (position, region) in entry.coding.document.regions.iter().enumerate() {
        let (start, end) = (number(region.offsets.start), number(region.offsets.end));
        statement.execute(params![
            document,
            number(position),
            name_of(&region.kind),
            start,
            end
        ])?;
    }
    Ok(())
}

fn put_sentences(
    connection: &Connection,
    document: i64,
    sentences: &[SentenceRow],
) -> Result<(), StoreError> {
    let insert =
        "INSERT INTO sentences (document_id, position, kind, start_offset, end_offset, text)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut statement = connection.prepare_cached(insert)?;
    for (position, sentence) in sentences.iter().enumerate() {
        let (start, end) = (number(sentence.offsets.start), number(sentence.offsets.end));
        let position = number(position);
        statement.execute(params![
            document,
            position,
            name_of(&sentence.kind),
            start,
            end,
            sentence.text
        ])?;
    }
    Ok(())
}

fn put_events(connection: &Connection, document: i64, coding: &Coding) -> Result<(), StoreError> {
    let published = coding.document.published;
    for (position, event) in coding.events.iter().enumerate() {
        let key = put_event(connection, document, published, position, event)?;
        put_parties(connection, key, "actor", &event.actors)?;
        put_parties(connection, key, "recipient", &event.recipients)?;
        put_parties(connection, key, "speaker", &event.attributed_to)?;
    }
    Ok(())
}

fn put_event(
    connection: &Connection,
    document: i64,
    published: Option<Date>,
    position: usize,
    event: &Event,
) -> Result<i64, StoreError> {
    let place = event.place.as_ref();
    let place_id = place.map(|place| place_id(connection, place)).transpose()?;
    let (time, count, evidence) = (event.time.as_ref(), event.count.as_ref(), &event.evidence);
    let insert = "INSERT INTO events (document_id, position, event, type, mode, status,
        plover_type, plover_mode, contexts, cameo, quad, scale, goldstein, reciprocal,
        count_value, count_unit, count_approximate, time_text, start_date, end_date, place_id,
        place_text, place_reason, background, sentence, evidence_start, evidence_end,
        trigger_text, trigger_start, trigger_end, mentions, rule, confidence, day)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
        ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34)";
    connection.prepare_cached(insert)?.execute(params![
        document,
        number(position),
        event.id,
        event.act.event_type.as_str(),
        event.act.mode,
        event.status.as_str(),
        event.plover.event_type.as_str(),
        event.plover.mode,
        event.plover.contexts.join(";"),
        event.cameo,
        event.quad,
        event.scale,
        event.goldstein,
        event.reciprocal,
        count.map(|count| count.value),
        count.map(|count| &count.unit),
        count.map(|count| count.approximate),
        time.and_then(|time| time.text.as_ref()),
        time.map(|time| time.start.to_string()),
        time.map(|time| time.end.to_string()),
        place_id,
        place.map(|place| &place.text),
        place.map(|place| &place.reason),
        event.background,
        number(evidence.sentence),
        number(evidence.offsets.start),
        number(evidence.offsets.end),
        evidence.trigger.text,
        number(evidence.trigger.offsets.start),
        number(evidence.trigger.offsets.end),
        stretches(event.mentions.iter().copied()),
        event.rule,
        event.confidence,
        time.map(|time| time.start)
            .or(published)
            .map(|day| day.to_string()),
    ])?;
    Ok(connection.last_insert_rowid())
}

fn place_id(connection: &Connection, place: &Place) -> Result<i64, StoreError> {
    let geonames = place.geonames.and_then(|id| i64::try_from(id).ok());
    let values = params![
        place.name,
        place.country,
        place.admin1,
        place.latitude,
        place.longitude,
        geonames,
        name_of(&place.precision),
    ];
    let query = "SELECT place_id FROM places WHERE name = ?1 AND country IS ?2 AND admin1 IS ?3
        AND latitude IS ?4 AND longitude IS ?5 AND geonames IS ?6 AND precision = ?7";
    let mut statement = connection.prepare_cached(query)?;
    if let Some(id) = statement.query_row(values, |row| row.get(0)).optional()? {
        return Ok(id);
    }
    let insert =
        "INSERT INTO places (name, country, admin1, latitude, longitude, geonames, precision)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    connection.prepare_cached(insert)?.execute(values)?;
    Ok(connection.last_insert_rowid())
}

fn put_parties(
    connection: &Connection,
    event: i64,
    role: &str,
    parties: &[Party],
) -> Result<(), StoreError> {
    let insert = "INSERT INTO parties (event_id, role, position, text, start_offset, end_offset,
        name, entity, office, country, organisation, sector, code)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let mut statement = connection.prepare_cached(insert)?;
    for (position, party) in parties.iter().enumerate() {
        statement.execute(params![
            event,
            role,
            number(position),
            party.text,
            number(party.offsets.start),
            number(party.offsets.end),
            party.name,
            party.entity,
            party.office,
            party.country,
            party.organisation,
            party.sector,
            party.code,
        ])?;
    }
    Ok(())
}

fn put_statements(
    connection: &Connection,
    document: i64,
    entry: &Entry<'_>,
) -> Result<(), StoreError> {
    let insert = "INSERT INTO statements (document_id, position, kind, start_offset, end_offset,
        text, verb, time_text, start_date, end_date, speaker_text, speaker_start, speaker_end,
        speaker_name, speaker_entity, speaker_office, speaker_country, speaker_organisation,
        speaker_sector, speaker_code)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
        ?19, ?20)";
    let mut insert = connection.prepare_cached(insert)?;
    let letters = Letters::of(entry.text.unwrap_or_default());
    for (position, statement) in entry.coding.statements.iter().enumerate() {
        let (time, speaker) = (statement.time.as_ref(), statement.speaker.as_ref());
        insert.execute(params![
            document,
            number(position),
            name_of(&statement.kind),
            number(statement.offsets.start),
            number(statement.offsets.end),
            letters.between(statement.offsets),
            statement.verb,
            time.and_then(|time| time.text.as_ref()),
            time.map(|time| time.start.to_string()),
            time.map(|time| time.end.to_string()),
            speaker.map(|party| &party.text),
            speaker.map(|party| number(party.offsets.start)),
            speaker.map(|party| number(party.offsets.end)),
            speaker.and_then(|party| party.name.as_ref()),
            speaker.and_then(|party| party.entity.as_ref()),
            speaker.and_then(|party| party.office.as_ref()),
            speaker.and_then(|party| party.country.as_ref()),
            speaker.and_then(|party| party.organisation.as_ref()),
            speaker.and_then(|party| party.sector.as_ref()),
            speaker.and_then(|party| party.code.as_ref()),
        ])?;
    }
    Ok(())
}

fn put_memberships(
    connection: &Connection,
    document: i64,
    coding: &Coding,
) -> Result<(), StoreError> {
    let insert =
        "INSERT INTO memberships (document_id, position, organisation, member, kind, since,
        until, world, evidence_start, evidence_end)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let mut statement = connection.prepare_cached(insert)?;
    for (position, membership) in coding.memberships.iter().enumerate() {
        statement.execute(params![
            document,
            number(position),
            membership.organisation,
            membership.member,
            name_of(&membership.kind),
            membership.since,
            membership.until,
            name_of(&membership.world),
            number(membership.evidence.start),
            number(membership.evidence.end),
        ])?;
    }
    Ok(())
}

fn put_figures(connection: &Connection, document: i64, coding: &Coding) -> Result<(), StoreError> {
    let insert = "INSERT INTO figures (document_id, position, value, unit, of_what, about,
        approximate, start_offset, end_offset) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let mut statement = connection.prepare_cached(insert)?;
    for (position, figure) in coding.figures.iter().enumerate() {
        statement.execute(params![
            document,
            number(position),
            figure.value,
            figure.unit,
            figure.of,
            figure.about,
            figure.approximate,
            number(figure.offsets.start),
            number(figure.offsets.end),
        ])?;
    }
    Ok(())
}

fn put_people(connection: &Connection, document: i64, coding: &Coding) -> Result<(), StoreError> {
    let insert =
        "INSERT INTO people (document_id, position, name, office, country, entity, mentions)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let mut statement = connection.prepare_cached(insert)?;
    for (position, person) in coding.people.iter().enumerate() {
        let mentions = person.mentions.iter();
        let mentions = stretches(mentions.map(|&[start, end]| Offsets { start, end }));
        statement.execute(params![
            document,
            number(position),
            person.name,
            person.office,
            person.country,
            person.entity,
            mentions,
        ])?;
    }
    Ok(())
}
