//! Every format is read back with somebody else's reader.
//!
//! In: a small store of invented events. Out: what csv, geojson, quick-xml, parquet and serde_json
//! make of the exports. Never: a look at bytes where a reader will do.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::path::Path;

use ::geojson::{FeatureCollection, Value as Geometry};
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::RowAccessor;
use dateline_record::{Coding, Status};
use quick_xml::events::Event as Xml;
use serde_json::{Value, json};

use super::*;
use crate::tests::{add, coding};

/// A planned meeting, an attack with tabs and quotes about it, a denial, and history without a place.
fn store() -> Store {
    let mut store = Store::in_memory().unwrap();
    add(
        &mut store,
        &coding("a", "2025-07-03"),
        "Diallo will meet João\nFreire in Dakar.",
    );
    add(
        &mut store,
        &attack(),
        "Gunmen shot at farmers; João was hurt.",
    );
    let mut denied = changed("c", |event| event["status"] = json!("denied"));
    denied.document.outlet = None;
    add(&mut store, &denied, "Diallo never met Freire in Dakar.");
    let old = changed("d", |event| {
        event["background"] = json!(true);
        event["status"] = json!("occurred");
        event["place"] = Value::Null;
        event["time"] = Value::Null;
    });
    add(&mut store, &old, "Diallo met Freire long ago in Dakar.");
    store
}

fn changed(id: &str, change: impl Fn(&mut Value)) -> Coding {
    let mut value = json!(coding(id, "2025-07-04"));
    change(&mut value["events"][0]);
    serde_json::from_value(value).unwrap()
}

fn attack() -> Coding {
    let mut attack = changed("b/2", |event| {
        event["act"] = json!({"type": "ASSAULT", "mode": "firearms"});
        event["plover"] = json!({"type": "ASSAULT", "mode": "firearms", "contexts": []});
        event["status"] = json!("occurred");
        event["cameo"] = json!("193");
        event["quad"] = json!(4);
        event["reciprocal"] = json!(false);
        event["actors"][0]["name"] = json!("Men \"of\tthe <hills>\" & others");
        for (field, value) in [
            ("country", Value::Null),
            ("sector", json!("REB")),
            ("code", json!("REB")),
        ] {
            event["actors"][0][field] = value;
        }
        event["actors"].as_array_mut().unwrap().truncate(1);
        event["recipients"][0] = event["actors"][0].clone();
        event["recipients"][0]["name"] = json!("farmers, of Kolda");
        event["recipients"][0]["country"] = json!("SEN");
        event["recipients"][0]["sector"] = json!("CVL");
    });
    attack.document.title = Some("Shots; a \"title\",\nin two lines".to_owned());
    attack
}

fn all() -> Selection {
    Selection {
        denied: true,
        ..Selection::default()
    }
}

/// Exports into a file and hands its path to the reader.
fn exported<T>(format: Format, selection: &Selection, read: impl FnOnce(&Path) -> T) -> T {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    let store = store();
    let target = match format.shape() {
        Shape::File => Target::File(Box::new(File::create(&path).unwrap())),
        Shape::Folder => {
            std::fs::create_dir(&path).unwrap();
            Target::Folder(&path)
        }
    };
    export(&store, format, selection, target).unwrap();
    read(&path)
}

type Table = Vec<BTreeMap<String, String>>;

fn table(path: &Path) -> Table {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn tabbed(format: Format, header: bool) -> Vec<csv::StringRecord> {
    exported(format, &all(), |path| {
        let mut builder = csv::ReaderBuilder::new();
        builder.delimiter(b'\t').has_headers(header).quoting(false);
        builder
            .from_path(path)
            .unwrap()
            .records()
            .map(Result::unwrap)
            .collect()
    })
}

#[test]
fn csv_has_all_columns_and_keeps_quotes_and_line_ends() {
    let rows = exported(Format::Csv, &all(), table);
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0].len(), columns("flat").len());
    assert_eq!(rows[0]["actors"], "Amina Diallo;João Freire");
    assert_eq!(rows[1]["title"], "Shots; a \"title\",\nin two lines");
    assert_eq!(
        (rows[2]["status"].as_str(), rows[2]["outlet"].as_str()),
        ("denied", "")
    );
    assert_eq!(
        (rows[3]["latitude"].as_str(), rows[3]["start"].as_str()),
        ("", "")
    );
}

#[test]
fn denied_events_stay_out_unless_asked_for() {
    for format in [Format::Csv, Format::Jsonl, Format::Plover, Format::Polecat] {
        let lines = exported(format, &Selection::default(), |path| {
            std::fs::read_to_string(path).unwrap()
        });
        assert!(
            !lines.contains("denied") && !lines.contains("negation"),
            "{}",
            format.name()
        );
    }
    let only = Selection {
        background: Background::Only,
        ..Selection::default()
    };
    assert_eq!(exported(Format::Csv, &only, table).len(), 1);
    let occurred = Selection {
        statuses: vec![Status::Occurred],
        ..Selection::default()
    };
    assert_eq!(exported(Format::Csv, &occurred, table).len(), 2);
}

#[test]
fn jsonl_gives_the_events_back() {
    let lines = exported(Format::Jsonl, &all(), |path| {
        std::fs::read_to_string(path).unwrap()
    });
    let events: Vec<dateline_record::Event> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let stored: Vec<_> = store()
        .reports()
        .map(|report| report.unwrap().event)
        .collect();
    assert_eq!(events, stored);
    assert!(lines.starts_with("{\"document\":\"a\",\"id\":"));
}

#[test]
fn plover_has_its_members_and_markers() {
    let lines = exported(Format::Plover, &all(), |path| {
        std::fs::read_to_string(path).unwrap()
    });
    let records: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let known: BTreeSet<&str> = MEMBERS.iter().map(|[name, ..]| *name).collect();
    for record in &records {
        let members: BTreeSet<&str> = record
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        assert_eq!(members, known);
    }
    assert_eq!(
        records[0]["context"],
        json!(["diplomatic", "military", "future"])
    );
    assert_eq!(records[2]["context"][2], "negation");
    assert_eq!(records[3]["context"][2], "historical");
    assert_eq!(records[3]["date"], "2025-07-04");
}

#[test]
fn polecat_has_forty_columns_and_none() {
    let rows = tabbed(Format::Polecat, true);
    assert_eq!(rows.len(), 4);
    assert!(rows.iter().all(|row| row.len() == 40));
    assert_eq!((&rows[0][2], &rows[0][5]), ("AGREE", "VERBAL COOPERATION"));
    assert_eq!(
        (&rows[0][7], &rows[0][8], &rows[0][9]),
        ("Amina Diallo; João Freire", "SEN; PRT", "433; 235")
    );
    assert_eq!(
        (&rows[1][7], &rows[1][8]),
        ("Men \"of the <hills>\" & others", "None")
    );
    assert_eq!(&rows[3][28], "None", "no latitude");
}

#[test]
fn phoenix_has_a_line_a_pair() {
    let rows = tabbed(Format::Phoenix, false);
    assert!(rows.iter().all(|row| row.len() == 26));
    // Each meeting has its two parties both ways, and both toward the organisation.
    assert_eq!(rows.len(), 4 + 1 + 4 + 4);
    let ids: BTreeSet<&str> = rows.iter().map(|row| &row[0]).collect();
    assert_eq!(ids.len(), rows.len());
    assert_eq!(
        (&rows[0][5], &rows[0][9], &rows[0][13]),
        ("SENGOV", "PRTGOV", "036")
    );
    assert_eq!(
        (&rows[4][5], &rows[4][9], &rows[4][15]),
        ("---REB", "SENCVL", "4")
    );
    assert_eq!(&rows[0][1], "20250704");
}

#[test]
fn gdelt_has_61_columns_in_their_places() {
    let rows = tabbed(Format::Gdelt, false);
    assert!(rows.iter().all(|row| row.len() == 61));
    assert_eq!(rows.len(), 13);
    let first = &rows[0];
    assert!(first[0].parse::<u64>().unwrap() < 1 << 52);
    assert_eq!(
        (&first[1], &first[2], &first[3], &first[4]),
        ("20250704", "202507", "2025", "2025.5863")
    );
    assert_eq!(
        (&first[5], &first[6], &first[7]),
        ("SENGOV", "AMINA DIALLO", "SEN")
    );
    assert_eq!((&first[26], &first[28], &first[29]), ("036", "03", "1"));
    assert_eq!((&first[51], &first[53], &first[56]), ("4", "SG", "14.7"));
    assert_eq!(&first[59], "20250703000000");
}

#[test]
fn acled_has_violence_only() {
    let rows = exported(Format::Acled, &all(), table);
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!(row.len(), 31);
    assert_eq!(
        (row["event_type"].as_str(), row["sub_event_type"].as_str()),
        ("Violence against civilians", "Attack")
    );
    assert_eq!(row["interaction"], "Rebel group-Civilians");
    assert_eq!(row["civilian_targeting"], "Civilian targeting");
    assert_eq!(
        (row["iso"].as_str(), row["region"].as_str()),
        ("686", "Western Africa")
    );
    assert_eq!(row["time_precision"], "2");
}

#[test]
fn geojson_has_points_and_properties() {
    let features = exported(Format::Geojson, &all(), |path| {
        let text = std::fs::read_to_string(path).unwrap();
        FeatureCollection::try_from(text.parse::<::geojson::GeoJson>().unwrap())
            .unwrap()
            .features
    });
    assert_eq!(features.len(), 4);
    let geometry = features[0].geometry.as_ref().unwrap();
    assert_eq!(geometry.value, Geometry::Point(vec![-17.4, 14.7]));
    assert!(features[3].geometry.is_none());
    let properties = features[0].properties.as_ref().unwrap();
    assert_eq!(properties.len(), columns("flat").len());
    assert_eq!(properties["reciprocal"], json!(true));
}

#[test]
fn parquet_has_typed_columns_and_nulls() {
    exported(Format::Parquet, &all(), |path| {
        let reader = SerializedFileReader::new(File::open(path).unwrap()).unwrap();
        let columns = columns("flat");
        let schema = reader.metadata().file_metadata().schema_descr();
        assert_eq!(schema.num_columns(), columns.len());
        let at = |name: &str| {
            columns
                .iter()
                .position(|column| column.name == name)
                .unwrap()
        };
        let rows: Vec<_> = reader
            .get_row_iter(None)
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(rows.len(), 4);
        assert_eq!(
            rows[0].get_string(at("actors")).unwrap(),
            "Amina Diallo;João Freire"
        );
        assert_eq!(rows[0].get_double(at("latitude")).unwrap(), 14.7);
        assert!(rows[0].get_bool(at("reciprocal")).unwrap());
        assert_eq!(rows[0].get_long(at("quad")).unwrap(), 1);
        let day = rows[0]
            .get_column_iter()
            .nth(at("start"))
            .unwrap()
            .1
            .to_string();
        assert_eq!(day, "2025-07-04");
        assert!(rows[3].get_double(at("latitude")).is_err(), "null");
    });
}

#[test]
fn gexf_is_well_formed_and_has_time() {
    let text = exported(Format::Gexf, &all(), |path| {
        std::fs::read_to_string(path).unwrap()
    });
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut nodes, mut edges, mut timed) = (BTreeSet::new(), Vec::new(), 0);
    loop {
        match reader.read_event().unwrap() {
            Xml::Eof => break,
            Xml::Start(tag) | Xml::Empty(tag) => {
                let attribute = |name: &str| {
                    let found = tag.try_get_attribute(name).unwrap();
                    found.map(|found| found.unescape_value().unwrap().into_owned())
                };
                match tag.name().as_ref() {
                    b"node" => drop(nodes.insert(attribute("id").unwrap())),
                    b"edge" => {
                        timed += usize::from(attribute("start").is_some());
                        edges.push((attribute("source").unwrap(), attribute("target").unwrap()));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    // A pair that meets is one edge; both also act toward the organisation.
    assert_eq!((edges.len(), timed), (3 + 1 + 3 + 3, 3 + 1 + 3));
    assert!(
        edges
            .iter()
            .all(|(source, target)| nodes.contains(source) && nodes.contains(target))
    );
    assert!(nodes.contains("Men \"of the <hills>\" & others") && nodes.contains("African Union"));
}

#[test]
fn gephi_and_kumu_have_nodes_and_edges() {
    for (format, files, ends) in [
        (
            Format::Gephi,
            ["nodes.csv", "edges.csv"],
            ["Id", "Source", "Target"],
        ),
        (
            Format::Kumu,
            ["elements.csv", "connections.csv"],
            ["Label", "From", "To"],
        ),
    ] {
        exported(format, &all(), |path| {
            let (nodes, edges) = (table(&path.join(files[0])), table(&path.join(files[1])));
            assert_eq!(edges.len(), 10);
            let known: BTreeSet<&str> = nodes.iter().map(|node| node[ends[0]].as_str()).collect();
            assert_eq!(known.len(), nodes.len());
            assert!(
                edges
                    .iter()
                    .all(|edge| known.contains(edge[ends[1]].as_str()))
            );
            assert!(
                edges
                    .iter()
                    .all(|edge| known.contains(edge[ends[2]].as_str()))
            );
            assert_eq!(edges[0]["Start"], "2025-07-04");
        });
    }
    exported(Format::Gephi, &all(), |path| {
        assert_eq!(
            table(&path.join("edges.csv"))[0]["Timeset"],
            "<[2025-07-04,2025-07-05]>"
        );
    });
}

#[test]
fn brat_annotates_the_text_as_it_stands() {
    exported(Format::Brat, &all(), |path| {
        let names: BTreeSet<String> = std::fs::read_dir(path)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert!(names.contains("b_2.ann") && names.contains("annotation.conf"));
        assert_eq!(names.len(), 2 * 4 + 2);
        let text: Vec<char> = std::fs::read_to_string(path.join("a.txt"))
            .unwrap()
            .chars()
            .collect();
        let annotation = std::fs::read_to_string(path.join("a.ann")).unwrap();
        let mut stretches = 0;
        for line in annotation.lines().filter(|line| line.starts_with('T')) {
            let cells: Vec<&str> = line.split('\t').collect();
            let places = cells[1].split_once(' ').unwrap().1;
            let words = places.split(';').map(|place| {
                let (start, end) = place.split_once(' ').unwrap();
                text[start.parse().unwrap()..end.parse().unwrap()]
                    .iter()
                    .collect::<String>()
            });
            assert_eq!(words.collect::<Vec<_>>().join(" "), cells[2]);
            stretches += 1;
        }
        assert!(stretches >= 2);
        assert!(
            annotation.contains("\nE1\tCONSULT:T1 Actor:T2 "),
            "{annotation}"
        );
        assert!(annotation.contains("Status E1 planned"));
    });
}

#[test]
fn incidents_are_rows_with_counts() {
    let store = store();
    let incidents = Selection {
        incidents: true,
        ..Selection::default()
    };
    let refused = export(
        &store,
        Format::Csv,
        &incidents,
        Target::File(Box::new(std::io::sink())),
    );
    assert!(matches!(refused, Err(ExportError::NoIncidents)));
    let keys: Vec<i64> = store.reports().map(|report| report.unwrap().key).collect();
    let group = "INSERT INTO incident_groups (incident_id, incident, type, mode, status, quad,
        start_date, end_date, reports, documents, stories, outlets, contested, founder,
        time_reports, place_reports, act_reports)
        VALUES (1, 'i1', 'CONSULT', 'meet', 'occurred', 1, '2025-07-05', '2025-07-05', 2, 2, 2, 1,
        0, 1, 1, 1, 2)";
    store.connection().execute(group, []).unwrap();
    for key in [keys[0], keys[3]] {
        let member = "INSERT INTO incident_events (event_id, incident_id) VALUES (?1, 1)";
        store.connection().execute(member, [key]).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("incidents.csv");
    let out = || Target::File(Box::new(File::create(&path).unwrap()));
    let done = export(&store, Format::Csv, &incidents, out()).unwrap();
    assert_eq!(
        done,
        Exported {
            written: 1,
            left_out: 0
        }
    );
    let rows = table(&path);
    assert_eq!(
        (rows[0]["incident"].as_str(), rows[0]["reports"].as_str()),
        ("i1", "2")
    );
    assert_eq!(
        (rows[0]["document"].as_str(), rows[0]["start"].as_str()),
        ("d", "2025-07-05")
    );
    export(&store, Format::Csv, &Selection::default(), out()).unwrap();
    let events = table(&path);
    assert_eq!(
        (
            events[0]["incident"].as_str(),
            events[0]["reports"].as_str()
        ),
        ("i1", "")
    );
}

/// A file that takes only so many bytes.
struct Full(usize);

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self
            .0
            .checked_sub(bytes.len())
            .ok_or(io::ErrorKind::StorageFull)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_full_disk_is_an_error_in_every_format() {
    let store = store();
    for format in Format::ALL
        .iter()
        .filter(|format| format.shape() == Shape::File)
    {
        let target = Target::File(Box::new(Full(40)));
        let result = export(&store, *format, &all(), target);
        assert!(
            matches!(result, Err(ExportError::Write(_))),
            "{}: {result:?}",
            format.name()
        );
    }
}

#[test]
fn an_empty_store_gives_readable_files() {
    let store = Store::in_memory().unwrap();
    for format in Format::ALL
        .iter()
        .filter(|format| format.shape() == Shape::File)
    {
        let done = export(&store, *format, &all(), Target::File(Box::new(io::sink())));
        assert_eq!(done.unwrap(), Exported::default(), "{}", format.name());
    }
}
