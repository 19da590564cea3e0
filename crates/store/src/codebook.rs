//! The codebook: every table, view and column, and what it means.
//!
//! In: the tables of an empty store, and the tables of `data/formats`. Out: Markdown, or the names of
//! what nobody has described. Never: a column left out.
//!
//! `latitude` of `places` is "REAL, degrees north", in the store and in every format that has it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use dateline_record::{Event, table};

use crate::export::{Column, Format, MEMBERS, Shape, Unit, columns};
use crate::{Store, StoreError};

const MEANINGS: &str = include_str!("../../../data/formats/store.tsv");

/// What is said of a column.
#[derive(Debug, Clone, Default)]
struct Described {
    unit: String,
    meaning: String,
    codes: String,
}

/// Descriptions by table and column.
struct Meanings(BTreeMap<(String, String), Described>);

impl Meanings {
    fn read() -> Meanings {
        let names = ["table", "column", "unit", "meaning", "codes"];
        let rows = table::rows("formats/store.tsv", MEANINGS, &names, &mut Vec::new());
        let described = |row: table::Row<'_>| {
            let cell = |column| row.cell(column).to_owned();
            let (unit, meaning, codes) = (cell(2), cell(3), cell(4));
            (
                (cell(0), cell(1)),
                Described {
                    unit,
                    meaning,
                    codes,
                },
            )
        };
        Meanings(rows.into_iter().map(described).collect())
    }

    fn of(&self, table: &str, column: &str) -> Option<&Described> {
        self.0.get(&(table.to_owned(), column.to_owned()))
    }
}

/// The codebook as Markdown.
///
/// # Errors
/// The names of tables and columns that are not described, or why the tables cannot be read.
pub fn codebook() -> Result<String, Vec<String>> {
    let mut text = String::from(HEAD);
    let mut missing = Vec::new();
    let store = Store::in_memory().and_then(|store| store_part(&store, &mut text, &mut missing));
    if let Err(error) = store {
        missing.push(error.to_string());
    }
    formats_part(&mut text);
    match missing.is_empty() {
        true => Ok(text),
        false => Err(missing),
    }
}

const HEAD: &str = "# Codebook\n\n\
    Made by `cargo xtask codebook` from the schema of the store and from `data/formats`; change those, \
    not this file.\n\n\
    Days are written 2024-07-03. Offsets count Unicode code points of the document's text and are \
    half-open. Where codes come from: PLOVER's types, modes, contexts, sectors, scores and quads, CAMEO's \
    codes and the Goldstein values from `data/ontology`; codes of other data sets from `data/formats`.\n";

/// Puts a line; writing to a string cannot fail.
macro_rules! put {
    ($text:expr, $($words:tt)*) => {{ let _ = writeln!($text, $($words)*); }};
}

const COLUMNS_HEAD: &str =
    "\n| column | type | unit | meaning | codes |\n| --- | --- | --- | --- | --- |";

fn store_part(
    store: &Store,
    text: &mut String,
    missing: &mut Vec<String>,
) -> Result<(), StoreError> {
    let meanings = Meanings::read();
    let query = "SELECT name, type, sql FROM sqlite_master
        WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
        AND name NOT IN (SELECT parent.name || suffix.value FROM sqlite_master AS parent,
          json_each('[\"_data\",\"_idx\",\"_content\",\"_docsize\",\"_config\"]') AS suffix
          WHERE parent.sql LIKE 'CREATE VIRTUAL%')
        ORDER BY type, rowid";
    let mut statement = store.connection().prepare(query)?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let tables: Vec<(String, String, String)> = found.collect::<Result<_, _>>()?;
    put!(text, "\n## The store");
    for (name, kind, sql) in &tables {
        let about = meanings
            .of(name, "")
            .map(|described| described.meaning.as_str());
        if about.is_none() {
            missing.push(name.clone());
        }
        put!(
            text,
            "\n### {kind} `{name}`\n\n{}\n{COLUMNS_HEAD}",
            about.unwrap_or_default()
        );
        for (column, declared) in columns_of(store, name)? {
            let described = described(&meanings, name, &column, sql);
            if described.meaning.is_empty() {
                missing.push(format!("{name}.{column}"));
            }
            line(text, &column, &declared, &described);
        }
    }
    Ok(())
}

fn columns_of(store: &Store, table: &str) -> Result<Vec<(String, String)>, StoreError> {
    let query = "SELECT name, type FROM pragma_table_info(?1)";
    let mut statement = store.connection().prepare(query)?;
    let found = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// What the table of descriptions says of the column, else the schema beside it, else what is said
/// of columns of that name, in stores or in the flat format.
fn described(meanings: &Meanings, table: &str, column: &str, sql: &str) -> Described {
    if let Some(own) = meanings.of(table, column) {
        return own.clone();
    }
    let general = meanings.of("*", column).cloned();
    if let Some(remark) = remark(sql, column) {
        let rest = general.unwrap_or_default();
        return Described {
            meaning: remark,
            ..rest
        };
    }
    let flat = || {
        let found = columns("flat").into_iter().find(|flat| flat.name == column);
        found.map(|flat| Described {
            unit: flat.unit,
            meaning: flat.meaning,
            codes: flat.codes,
        })
    };
    general.or_else(flat).unwrap_or_default()
}

/// The remark that stands beside a column in the schema.
fn remark(sql: &str, column: &str) -> Option<String> {
    let mut lines = sql.lines();
    let own = lines.find(|line| line.trim_start().split(' ').next() == Some(column))?;
    let (_, remark) = own.split_once("--")?;
    Some(capital(remark.trim()))
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

fn line(text: &mut String, name: &str, kind: &str, described: &Described) {
    let cell = |words: &str| words.replace('|', "\\|").replace(['<', '>'], "`");
    let Described {
        unit,
        meaning,
        codes,
    } = described;
    put!(
        text,
        "| `{name}` | {kind} | {} | {} | {} |",
        cell(unit),
        cell(meaning),
        cell(codes)
    );
}

fn formats_part(text: &mut String) {
    put!(text, "\n## The formats of `dateline export`");
    for format in Format::ALL {
        put!(text, "\n### {}\n\n{}", format.name(), format.about());
        facts(text, *format);
        match format {
            Format::Jsonl => members(text),
            Format::Plover => plover(text),
            Format::Parquet | Format::Geojson => put!(text, "\nColumns: those of csv."),
            Format::Brat => put!(text, "\n{BRAT}"),
            Format::Gephi | Format::Kumu | Format::Gexf => {
                for part in ["nodes", "edges"] {
                    put!(text, "\n{}:", capital(part));
                    table_of(text, &columns(&format!("{}_{part}", format.name())));
                }
            }
            _ => table_of(
                text,
                &format
                    .layout()
                    .map_or(Vec::new(), |layout| columns(&layout.columns)),
            ),
        }
    }
}

fn facts(text: &mut String, format: Format) {
    let mut facts = vec![match format.shape() {
        Shape::File => format!("One file; endings: {}.", format.endings().join(", ")),
        Shape::Folder => "A folder of files.".to_owned(),
    }];
    if let Some(layout) = format.layout() {
        facts.push(match layout.row {
            Unit::Event => "One row an event.".to_owned(),
            Unit::Dyad => {
                "One row for each pair of actor and recipient of an event that has a CAMEO \
                code; parties that act alike give a row each way."
                    .to_owned()
            }
            Unit::Violence => {
                "One row an event that `data/formats/acled.tsv` has a row for.".to_owned()
            }
        });
        if !layout.missing.is_empty() {
            facts.push(format!("No value: `{}`.", layout.missing));
        }
        let names = layout.statuses.iter().map(|status| status.as_str());
        facts.push(format!(
            "Statuses by default: {}.",
            names.collect::<Vec<_>>().join(", ")
        ));
    }
    put!(text, "\n{}", facts.join(" "));
}

fn table_of(text: &mut String, columns: &[Column]) {
    put!(text, "{COLUMNS_HEAD}");
    for column in columns {
        let gap = if column.is_gap() { "Empty. " } else { "" };
        let described = Described {
            unit: column.unit.clone(),
            meaning: format!("{gap}{}", column.meaning),
            codes: column.codes.clone(),
        };
        line(text, &column.name, column.kind.as_str(), &described);
    }
}

/// The members of an event, as its own schema describes them, and what the store adds.
fn members(text: &mut String) {
    put!(text, "{COLUMNS_HEAD}");
    let schema = schemars::schema_for!(Event);
    let known = schema
        .get("properties")
        .and_then(|members| members.as_object());
    for (name, member) in known.into_iter().flatten() {
        let meaning = member.get("description").and_then(|words| words.as_str());
        let meaning = meaning.unwrap_or("See `dateline schema event`");
        let kind = member.get("type").map_or("object".to_owned(), kind_of);
        let described = Described {
            meaning: meaning.to_owned(),
            ..Described::default()
        };
        line(text, name, &kind, &described);
    }
    let meanings = Meanings::read();
    for name in [
        "document",
        "published",
        "title",
        "outlet",
        "url",
        "source",
        "sentence_text",
        "incident",
    ] {
        line(
            text,
            name,
            "string",
            &described(&meanings, "events_flat", name, ""),
        );
    }
}

fn kind_of(kind: &serde_json::Value) -> String {
    match kind {
        serde_json::Value::String(name) => name.clone(),
        serde_json::Value::Array(names) => {
            let names = names.iter().filter_map(|name| name.as_str());
            names.collect::<Vec<_>>().join(" or ")
        }
        _ => "object".to_owned(),
    }
}

fn plover(text: &mut String) {
    put!(text, "{COLUMNS_HEAD}");
    for [name, kind, meaning, codes] in MEMBERS {
        let described = Described {
            meaning: (*meaning).to_owned(),
            codes: (*codes).to_owned(),
            ..Described::default()
        };
        line(text, name, kind, &described);
    }
}

const BRAT: &str = "`NAME.txt` is the document's text; `NAME.ann` has, a line each: `T` a stretch \
    (`Party`, or the type of the act for a trigger) with its offsets in code points; `E` an event with its \
    trigger and `Actor`, `Recipient`, `Speaker`; `A` its `Status`, and `Reciprocal` or `Background` where \
    they hold; `#` a note with id, mode, days, place and rule. `annotation.conf` lists the labels. Parties \
    that the text does not name have no stretch and are left out.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_is_described_and_the_file_is_fresh() {
        let made = codebook().unwrap_or_else(|missing| panic!("not described: {missing:#?}"));
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/codebook.md");
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            made == kept,
            "docs/codebook.md is stale: run `cargo xtask codebook`"
        );
    }

    #[test]
    fn a_column_that_nobody_describes_is_told() {
        let store = Store::in_memory().unwrap();
        store
            .connection()
            .execute_batch("CREATE TABLE odd (thing_nobody_knows TEXT)")
            .unwrap();
        let (mut text, mut missing) = (String::new(), Vec::new());
        store_part(&store, &mut text, &mut missing).unwrap();
        assert_eq!(
            missing,
            ["odd", "odd.thing_nobody_knows"],
            "and nothing else"
        );
    }

    #[test]
    fn all_columns_of_all_formats_stand_in_it() {
        let made = codebook().unwrap();
        for (name, _) in crate::export::TABLES {
            for column in columns(name) {
                assert!(
                    made.contains(&format!("| `{}` |", column.name)),
                    "{name}: {}",
                    column.name
                );
            }
        }
    }

    #[test]
    fn remarks_of_the_schema_are_read() {
        let sql = "CREATE TABLE t (\n  a TEXT NOT NULL, -- the one thing\n  ab TEXT\n)";
        assert_eq!(remark(sql, "a").as_deref(), Some("The one thing"));
        assert_eq!(remark(sql, "ab"), None);
    }
}
