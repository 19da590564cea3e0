//! Stories: documents that are near copies of one another.
//!
//! In: a document that comes or goes. Out: `documents.story`, the smallest hash of all documents
//! that it is linked with. Never: a dependence on the order of adding: two documents are linked by
//! what they are alone (texts alike, published within a week), and a story is all that links reach.
//!
//! An agency's piece, printed by two papers with another headline and one paragraph less, is one
//! story with three documents.

use rusqlite::{Connection, OptionalExtension, params};

use jiff::civil::{Date, date};

use dateline_record::RegionKind;

use crate::fingerprint::Fingerprint;
use crate::{Entry, StoreError};

/// Days between the publication of near copies, at most. Texts without a day may be copies of any.
const DAYS: i64 = 7;
/// The day of texts without one, far from all others.
const NO_DAY: i64 = -1_000_000;
const EPOCH: Date = date(1970, 1, 1);

/// A document as the links see it.
struct Node {
    document: i64,
    day: Option<i64>,
    fingerprint: Fingerprint,
}

/// Takes a document that has just been put, and tells a story of its own, into its story.
pub(crate) fn link(
    connection: &Connection,
    document: i64,
    entry: &Entry<'_>,
) -> Result<(), StoreError> {
    let body = entry
        .sentences
        .iter()
        .filter(|sentence| sentence.kind == RegionKind::Body);
    let fingerprint = Fingerprint::of(body.map(|sentence| sentence.text.as_str()));
    let Some(fingerprint) = fingerprint else {
        return Ok(());
    };
    let published = entry.coding.document.published;
    let node = Node {
        document,
        day: published.map(day_of),
        fingerprint,
    };
    let insert = "INSERT INTO fingerprints VALUES (?1, ?2, ?3, ?4)";
    connection.prepare_cached(insert)?.execute(params![
        document,
        node.day,
        node.fingerprint.digest(),
        node.fingerprint.to_bytes()
    ])?;
    join(connection, &node)
}

/// Takes a document out of its story; what is left of the story may fall apart.
pub(crate) fn unlink(connection: &Connection, document: i64) -> Result<(), StoreError> {
    let rest = others_of_story(connection, document)?;
    forget(connection, document)?;
    let own = "UPDATE documents SET story = hash WHERE document_id = ?1";
    connection.prepare_cached(own)?.execute([document])?;
    let delete = "DELETE FROM fingerprints WHERE document_id = ?1";
    connection.prepare_cached(delete)?.execute([document])?;
    for &other in &rest {
        forget(connection, other)?;
    }
    for &other in &rest {
        let own = "UPDATE documents SET story = hash WHERE document_id = ?1";
        connection.prepare_cached(own)?.execute([other])?;
        if let Some(node) = node_of(connection, other)? {
            join(connection, &node)?;
        }
    }
    Ok(())
}

fn day_of(date: Date) -> i64 {
    EPOCH
        .until(date)
        .map_or(NO_DAY, |span| i64::from(span.get_days()))
}

fn others_of_story(connection: &Connection, document: i64) -> Result<Vec<i64>, StoreError> {
    let query =
        "SELECT other.document_id FROM documents AS one JOIN documents AS other USING (story)
        WHERE one.document_id = ?1 AND other.document_id <> ?1 ORDER BY other.document_id";
    let mut statement = connection.prepare_cached(query)?;
    let others = statement.query_map([document], |row| row.get(0))?;
    Ok(others.collect::<Result<_, _>>()?)
}

/// Takes a document's bands away, so that nothing finds it any more.
fn forget(connection: &Connection, document: i64) -> Result<(), StoreError> {
    let delete = "DELETE FROM fingerprint_bands WHERE document_id = ?1";
    connection.prepare_cached(delete)?.execute([document])?;
    Ok(())
}

fn node_of(connection: &Connection, document: i64) -> Result<Option<Node>, StoreError> {
    let query = "SELECT day, minima FROM fingerprints WHERE document_id = ?1";
    let mut statement = connection.prepare_cached(query)?;
    let found = statement.query_row([document], |row| {
        Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?))
    });
    let Some((day, minima)) = found.optional()? else {
        return Ok(None);
    };
    let fingerprint = Fingerprint::from_bytes(&minima)
        .ok_or_else(|| StoreError::Damaged(format!("fingerprint of document {document}")))?;
    Ok(Some(Node {
        document,
        day,
        fingerprint,
    }))
}

/// Links a document with all that are like it. One link to a story is enough; one that is exactly
/// like another of its day is found through that one ever after.
fn join(connection: &Connection, node: &Node) -> Result<(), StoreError> {
    if let Some(twin) = twin(connection, node)? {
        return unite(connection, node.document, twin);
    }
    let day = node.day.unwrap_or(NO_DAY);
    for band in node.fingerprint.bands() {
        look_in_band(connection, node, band)?;
        let insert = "INSERT OR IGNORE INTO fingerprint_bands VALUES (?1, ?2, ?3)";
        connection
            .prepare_cached(insert)?
            .execute([band, day, node.document])?;
    }
    Ok(())
}

/// A document with bands whose fingerprint and day are the same.
fn twin(connection: &Connection, node: &Node) -> Result<Option<i64>, StoreError> {
    let query = "SELECT document_id FROM fingerprints AS other
        WHERE digest = ?1 AND day IS ?2 AND minima = ?3 AND document_id <> ?4
        AND EXISTS (SELECT 1 FROM fingerprint_bands WHERE band = ?5
          AND fingerprint_bands.day = ?6 AND document_id = other.document_id)
        LIMIT 1";
    let minima = node.fingerprint.to_bytes();
    let band = node.fingerprint.bands()[0];
    let day = node.day.unwrap_or(NO_DAY);
    let mut statement = connection.prepare_cached(query)?;
    let digest = node.fingerprint.digest();
    let values = params![digest, node.day, minima, node.document, band, day];
    Ok(statement.query_row(values, |row| row.get(0)).optional()?)
}

/// Compares a document with those of its week that share a band; a story is left as soon as one of
/// its documents is near.
fn look_in_band(connection: &Connection, node: &Node, band: i64) -> Result<(), StoreError> {
    let (from, to) = match node.day {
        Some(day) => (day - DAYS, day + DAYS),
        None => (i64::MIN, i64::MAX),
    };
    let query = "SELECT band.document_id, other.minima, document.story
        FROM fingerprint_bands AS band
        JOIN fingerprints AS other USING (document_id)
        JOIN documents AS document USING (document_id)
        WHERE band.band = ?1 AND (band.day BETWEEN ?2 AND ?3 OR band.day = ?4)
          AND document.story <> (SELECT story FROM documents WHERE document_id = ?5)";
    let mut statement = connection.prepare_cached(query)?;
    let mut near = Vec::new();
    let mut rows = statement.query([band, from, to, NO_DAY, node.document])?;
    while let Some(row) = rows.next()? {
        let story: String = row.get(2)?;
        let minima = row.get_ref(1)?.as_blob().unwrap_or_default();
        let is_new = near.iter().all(|(_, found)| *found != story);
        if is_new && Fingerprint::from_bytes(minima).is_some_and(|it| it.is_near(&node.fingerprint))
        {
            near.push((row.get::<_, i64>(0)?, story));
        }
    }
    near.iter()
        .try_for_each(|(other, _)| unite(connection, node.document, *other))
}

/// Makes one story of the stories of two documents. The smaller hash is the name, so that a story is
/// renamed ever more seldom as it grows.
fn unite(connection: &Connection, one: i64, other: i64) -> Result<(), StoreError> {
    let (one, other) = (story_of(connection, one)?, story_of(connection, other)?);
    let (kept, given_up) = (one.as_str().min(&other), one.as_str().max(&other));
    if kept != given_up {
        let rename = "UPDATE documents SET story = ?1 WHERE story = ?2";
        connection
            .prepare_cached(rename)?
            .execute([kept, given_up])?;
    }
    Ok(())
}

fn story_of(connection: &Connection, document: i64) -> Result<String, StoreError> {
    let query = "SELECT story FROM documents WHERE document_id = ?1";
    Ok(connection
        .prepare_cached(query)?
        .query_row([document], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use crate::tests::{add, coding};
    use crate::{Added, Store};

    /// A text of paragraphs, each with words of its own.
    fn text(paragraphs: &[u8]) -> String {
        let words = |&paragraph: &u8| (0..25).map(move |word| format!("w{paragraph}x{word} "));
        paragraphs.iter().flat_map(words).collect()
    }

    /// Which documents share a story, as a list of names for each.
    fn stories(store: &Store) -> Vec<Vec<String>> {
        let query = "SELECT story, document FROM documents ORDER BY story, document";
        let mut statement = store.connection.prepare(query).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for row in rows.unwrap() {
            let (story, document): (String, String) = row.unwrap();
            groups.entry(story).or_default().push(document);
        }
        groups.into_values().collect()
    }

    fn store_of(documents: &[(String, String, String)]) -> Store {
        let mut store = Store::in_memory().unwrap();
        for (name, day, text) in documents {
            add(&mut store, &coding(name, day), text);
        }
        store
    }

    fn document(name: &str, day: &str, paragraphs: &[u8]) -> (String, String, String) {
        (name.to_owned(), day.to_owned(), text(paragraphs))
    }

    #[test]
    fn near_copies_of_a_week_are_one_story() {
        let store = store_of(&[
            document("wire", "2025-07-01", &[1, 2, 3, 4, 5, 6]),
            document("cut", "2025-07-02", &[1, 2, 3, 4, 5]),
            document("other", "2025-07-02", &[7, 8, 9, 10, 11, 12]),
            document("later", "2025-07-20", &[1, 2, 3, 4, 5, 6]),
        ]);
        let groups = stories(&store);
        assert_eq!(groups.len(), 3, "{groups:?}");
        assert!(
            groups.contains(&vec!["cut".to_owned(), "wire".to_owned()]),
            "{groups:?}"
        );
    }

    #[test]
    fn a_story_falls_apart_when_its_link_is_removed() {
        let mut store = Store::in_memory().unwrap();
        let mut put = |name: &str, paragraphs: &[u8]| {
            add(&mut store, &coding(name, "2025-07-01"), &text(paragraphs)).document()
        };
        put("one", &[1, 2, 3, 4, 5, 6, 7, 8]);
        let link = put("link", &[3, 4, 5, 6, 7, 8, 9, 10]);
        put("two", &[5, 6, 7, 8, 9, 10, 11, 12]);
        put("twin", &[5, 6, 7, 8, 9, 10, 11, 12]);
        assert_eq!(stories(&store).len(), 1);
        store.remove(link).unwrap();
        let groups = stories(&store);
        assert_eq!(groups.len(), 2, "{groups:?}");
        assert!(groups.contains(&vec!["twin".to_owned(), "two".to_owned()]));
    }

    #[test]
    fn a_story_has_the_smallest_hash_for_its_name() {
        let store = store_of(&[
            document("a", "2025-07-01", &[1, 2, 3]),
            document("b", "2025-07-01", &[1, 2, 3]),
        ]);
        let query = "SELECT min(hash) = min(story) AND min(story) = max(story) FROM documents";
        assert!(
            store
                .connection
                .query_row(query, [], |row| row.get::<_, bool>(0))
                .unwrap()
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_order_of_adding_changes_no_story(
            paragraphs in prop::collection::vec(prop::collection::vec(0u8..9, 1..7), 2..14),
            days in prop::collection::vec(1u8..28, 14),
            order in any::<prop::sample::Index>(),
            gone in any::<prop::sample::Index>(),
        ) {
            let document = |(number, paragraphs): (usize, &Vec<u8>)| {
                document(&format!("d{number}"), &format!("2025-07-{:02}", days[number]), paragraphs)
            };
            let mut documents: Vec<_> = paragraphs.iter().enumerate().map(document).collect();
            let expected = stories(&store_of(&documents));
            let length = documents.len();
            documents.rotate_left(order.index(length));
            documents.reverse();
            prop_assert_eq!(stories(&store_of(&documents)), expected);
            // Adding one more and taking it away again changes nothing either.
            let (name, day, text) = documents.remove(gone.index(length));
            let without = stories(&store_of(&documents));
            let mut store = Store::in_memory().unwrap();
            let mut key = 0;
            for (name, day, text) in documents.iter().chain([&(name.clone(), day, text)]).rev() {
                let added = add(&mut store, &coding(name, day), text);
                prop_assert!(matches!(added, Added::New(_)));
                key = if key == 0 { added.document() } else { key };
            }
            store.remove(key).unwrap();
            prop_assert_eq!(stories(&store), without);
        }
    }
}
