//! Rows of a data set, by the names of their columns.
//!
//! In: a file. Out: [`Line`]s with their numbers, and cells by name, read as what they should be.
//! Never: a guess at a missing column, or all rows at once.
//!
//! `events.tab:7:41: "n/a" where a number is expected (column 8, Intensity)`

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read, Seek};
use std::path::Path;

use dateline_record::{Fault, table};
use jiff::civil::Date;

use super::DataSet;
use crate::export::Kind;

/// What a first line is looked at to tell its separator.
const FIRST: u64 = 1 << 16;

/// A column that is read.
struct Column {
    name: String,
    kind: Kind,
    needed: bool,
    also: Vec<String>,
}

/// One row of a file.
pub struct Line {
    /// Its number, counted from 1.
    pub number: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A file that is being read.
pub struct Sheet {
    file: String,
    reader: csv::Reader<BufReader<File>>,
    places: BTreeMap<String, usize>,
    columns: Vec<Column>,
    width: usize,
    record: csv::ByteRecord,
}

impl Sheet {
    /// Opens a file and finds its columns.
    pub fn open(set: DataSet, path: &Path) -> Result<Sheet, Fault> {
        let file = path.display().to_string();
        let unreadable = |error: std::io::Error| {
            let text = error.to_string();
            let reason = text
                .split(" (os error")
                .next()
                .unwrap_or_default()
                .to_lowercase();
            Fault::at(&file, 0, 0, format!("cannot be read: {reason}"))
        };
        let mut source = BufReader::new(File::open(path).map_err(unreadable)?);
        let mut first = Vec::new();
        source
            .by_ref()
            .take(FIRST)
            .read_until(b'\n', &mut first)
            .map_err(unreadable)?;
        source.rewind().map_err(unreadable)?;
        let tabs = set != DataSet::Polecat || first.contains(&b'\t');
        let mut builder = csv::ReaderBuilder::new();
        builder
            .delimiter(if tabs { b'\t' } else { b',' })
            .quoting(!tabs);
        let mut sheet = Sheet {
            file,
            reader: builder
                .has_headers(false)
                .flexible(true)
                .from_reader(source),
            places: BTreeMap::new(),
            columns: known_columns(set),
            width: 0,
            record: csv::ByteRecord::new(),
        };
        match set {
            DataSet::Gdelt => sheet.place_by_number(&first)?,
            DataSet::Icews | DataSet::Polecat => sheet.place_by_name()?,
        }
        Ok(sheet)
    }

    /// GDELT has no header: the number of columns tells its version.
    fn place_by_number(&mut self, first: &[u8]) -> Result<(), Fault> {
        let width = first.split(|byte| *byte == b'\t').count();
        let old = |column: &&Column| !column.name.ends_with("ADM2Code");
        let all: Vec<&str> = self
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        let older: Vec<&str> = self
            .columns
            .iter()
            .filter(old)
            .map(|column| column.name.as_str())
            .collect();
        let names = match width {
            width if width == all.len() => all,
            width if width == older.len() => older,
            width if width + 1 == older.len() => older[..width].to_vec(),
            _ => {
                let reason = format!(
                    "{width} columns where {} (GDELT 2.0), {} or {} (GDELT 1.0) are expected",
                    all.len(),
                    older.len(),
                    older.len() - 1
                );
                return Err(Fault::at(&self.file, 1, 1, reason)
                    .hint("cells are separated by tabs, and there is no header"));
            }
        };
        let places = names.into_iter().enumerate();
        self.places = places
            .map(|(place, name)| (name.to_owned(), place))
            .collect();
        self.width = width;
        Ok(())
    }

    /// The header names the columns, in whatever order.
    fn place_by_name(&mut self) -> Result<(), Fault> {
        let header = self.line()?.unwrap_or(Line {
            number: 1,
            cells: Vec::new(),
        });
        let clean = |cell: &str| cell.trim_start_matches('\u{feff}').trim().to_lowercase();
        let header_names: Vec<String> = header.cells.iter().map(|cell| clean(cell)).collect();
        for (expected, column) in self.columns.iter().enumerate() {
            let spellings: Vec<String> = std::iter::once(&column.name)
                .chain(&column.also)
                .map(|name| clean(name))
                .collect();
            match header_names
                .iter()
                .position(|name| spellings.contains(name))
            {
                Some(place) => drop(self.places.insert(column.name.clone(), place)),
                None if !column.needed => {}
                None => return Err(self.missing(&header, expected, &column.name)),
            }
        }
        self.width = header.cells.len();
        Ok(())
    }

    fn missing(&self, header: &Line, place: usize, name: &str) -> Fault {
        let found = match header.cells.get(place) {
            Some(cell) => format!("\"{cell}\""),
            None => format!("{} columns", header.cells.len()),
        };
        let reason = format!("column {} should be \"{name}\", found {found}", place + 1);
        Fault::at(&self.file, 1, position(&header.cells, place), reason)
            .hint("the first line must name the columns")
    }

    /// The next row that is not empty.
    pub fn line(&mut self) -> Result<Option<Line>, Fault> {
        let more = self.reader.read_byte_record(&mut self.record);
        let number = self.record.position().map_or(1, |position| position.line());
        let number = usize::try_from(number).unwrap_or(usize::MAX);
        match more {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(error) => return Err(Fault::at(&self.file, number, 0, error.to_string())),
        }
        let cells = self.record.iter().map(decode).collect();
        Ok(Some(Line { number, cells }))
    }

    /// The faults of a row's width and of the cells that must be filled or be of a kind.
    pub fn faults(&self, line: &Line) -> Vec<Fault> {
        let surplus = line.cells.iter().skip(self.width);
        if line.cells.len() < self.width || surplus.clone().any(|cell| !cell.trim().is_empty()) {
            let found = line.cells.len();
            let reason = format!("{found} cells where {} are expected", self.width);
            let column = position(&line.cells, found.min(self.width));
            return vec![Fault::at(&self.file, line.number, column, reason)];
        }
        let columns = self.columns.iter();
        columns
            .filter_map(|column| self.fault_in(line, column))
            .collect()
    }

    fn fault_in(&self, line: &Line, column: &Column) -> Option<Fault> {
        let cell = self.cell(line, &column.name);
        let expected = match (cell, column.kind) {
            (None, _) if column.needed && column.kind != Kind::Text => "a value",
            (Some(cell), Kind::Integer) if cell.parse::<i64>().is_err() => "a whole number",
            (Some(cell), Kind::Real) if number(cell).is_none() => "a number",
            (Some(cell), Kind::Day) if day(cell).is_none() => "a day like 2024-07-03 or 20240703",
            _ => return None,
        };
        Some(self.fault(line, &column.name, expected))
    }

    /// A fault of one cell.
    pub fn fault(&self, line: &Line, name: &str, expected: &str) -> Fault {
        let place = self.places.get(name).copied().unwrap_or(0);
        let found = line.cells.get(place).map_or("", String::as_str);
        let reason = format!(
            "\"{found}\" where {expected} is expected (column {}, {name})",
            place + 1
        );
        Fault::at(
            &self.file,
            line.number,
            position(&line.cells, place),
            reason,
        )
    }

    /// A cell by the name of its column; none when it is empty, says `None`, or has no column.
    pub fn cell<'l>(&self, line: &'l Line, name: &str) -> Option<&'l str> {
        let cell = line.cells.get(*self.places.get(name)?)?.trim();
        Some(cell).filter(|cell| !cell.is_empty() && *cell != "None" && *cell != "NULL")
    }

    /// A cell as a number.
    pub fn number(&self, line: &Line, name: &str) -> Option<f64> {
        number(self.cell(line, name)?)
    }

    /// A cell as a day.
    pub fn day(&self, line: &Line, name: &str) -> Option<Date> {
        day(self.cell(line, name)?)
    }
}

fn known_columns(set: DataSet) -> Vec<Column> {
    let (file, text) = match set {
        DataSet::Gdelt => (
            "gdelt",
            include_str!("../../../../data/formats/import/gdelt.tsv"),
        ),
        DataSet::Icews => (
            "icews",
            include_str!("../../../../data/formats/import/icews.tsv"),
        ),
        DataSet::Polecat => (
            "polecat",
            include_str!("../../../../data/formats/import/polecat.tsv"),
        ),
    };
    let mut faults = Vec::new();
    let names = ["column", "kind", "needed", "also"];
    let rows = table::rows(file, text, &names, &mut faults);
    let columns = rows.iter().map(|row| Column {
        name: row.cell(0).to_owned(),
        kind: row.cell(1).parse().unwrap_or(Kind::Text),
        needed: row.cell(2) == "yes",
        also: row.list(3),
    });
    columns.collect()
}

/// UTF-8, or else Latin-1, which some weekly files of POLECAT are in.
fn decode(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

/// Where a cell begins in its line, in characters counted from 1.
fn position(cells: &[String], place: usize) -> usize {
    let before = cells.iter().take(place);
    before.map(|cell| cell.chars().count() + 1).sum::<usize>() + 1
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

fn day(text: &str) -> Option<Date> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..])
            .parse()
            .ok();
    }
    // A time may follow the day.
    text.get(..10).and_then(|day| day.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_written_in_two_ways() {
        assert_eq!(day("20240703"), Some(jiff::civil::date(2024, 7, 3)));
        assert_eq!(day("2024-07-03 00:00:00"), day("20240703"));
        assert_eq!(day("03/07/2024"), None);
        assert_eq!(number("NaN"), None);
    }

    #[test]
    fn bytes_that_are_no_utf8_are_latin_1() {
        assert_eq!(decode(b"Jos\xe9"), "José");
    }

    #[test]
    fn the_tables_of_columns_are_whole() {
        let width = |set| known_columns(set).len();
        assert_eq!(
            (
                width(DataSet::Gdelt),
                width(DataSet::Icews),
                width(DataSet::Polecat)
            ),
            (61, 20, 40)
        );
    }
}
