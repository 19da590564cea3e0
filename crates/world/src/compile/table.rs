//! TSV files to rows.
//!
//! In: the text of a file `names.tsv` or `names_anything.tsv`: `#` lines are comments, the first of
//! them names the columns. Out: [`Row`]s with their cells in the order of the schema, and every
//! fault at once. Never: a look into another table.
//!
//! `SCO<TAB>KGZ<TAB>founder<TAB>2001-06-15` is one row of `memberships.tsv`.

use super::date;
use super::schema::{Cell, Form, TABLES};

/// A file to read.
#[derive(Debug, Clone)]
pub struct File {
    /// Name as the user knows it.
    pub name: String,
    /// All of it.
    pub text: String,
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowFault {
    /// File.
    pub file: String,
    /// Line from 1, 0 for the file.
    pub line: usize,
    /// Column from 1 (in characters), 0 for the line.
    pub column: usize,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub hint: Option<String>,
}

/// One row.
#[derive(Debug, Clone)]
pub struct Row {
    /// Number of its file.
    pub file: u32,
    /// Its line, from 1.
    pub line: u32,
    /// Whether it takes rows away (first cell began with `!`).
    pub removes: bool,
    /// Cells in the order of the schema.
    pub cells: Vec<String>,
}

/// All rows of all tables.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Names of the files.
    pub files: Vec<String>,
    /// Rows, one list a table, in the order of `TABLES`.
    pub rows: Vec<Vec<Row>>,
}

/// Reads files; rows with a fault are left out and the fault is reported.
pub fn read(files: &[File], faults: &mut Vec<RowFault>) -> Tables {
    let mut tables = Tables {
        files: Vec::new(),
        rows: vec![Vec::new(); TABLES.len()],
    };
    for file in files {
        let Some(form) = form_of(&file.name) else {
            faults.push(unknown_file(&file.name));
            continue;
        };
        let number = tables.files.len() as u32;
        tables.files.push(file.name.clone());
        read_file(
            file,
            number,
            form,
            &mut tables.rows[form.table as usize],
            faults,
        );
    }
    tables
}

fn form_of(name: &str) -> Option<&'static Form> {
    let stem = name.rsplit('/').next()?.strip_suffix(".tsv")?;
    let table = stem.split('_').next()?;
    TABLES.iter().find(|form| form.name == table)
}

fn unknown_file(name: &str) -> RowFault {
    let names: Vec<&str> = TABLES.iter().map(|form| form.name).collect();
    RowFault {
        file: name.to_string(),
        line: 0,
        column: 0,
        reason: "no table has a name that begins so".to_string(),
        hint: Some(format!("one of {}", names.join(", "))),
    }
}

fn read_file(
    file: &File,
    number: u32,
    form: &Form,
    rows: &mut Vec<Row>,
    faults: &mut Vec<RowFault>,
) {
    let mut order: Option<Vec<usize>> = None;
    for (index, line) in file.text.lines().enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let place = Spot {
            file: &file.name,
            line: index + 1,
        };
        if let Some(comment) = line.strip_prefix('#') {
            if order.is_none() {
                order = Some(header(comment, form, place, faults));
            }
        } else if !line.trim().is_empty() {
            let Some(order) = &order else {
                faults.push(place.fault(
                    0,
                    "a row before the header line",
                    Some(header_hint(form)),
                ));
                return;
            };
            read_row(line, order, form, number, place, rows, faults);
        }
    }
}

#[derive(Clone, Copy)]
struct Spot<'f> {
    file: &'f str,
    line: usize,
}

impl Spot<'_> {
    fn fault(self, column: usize, reason: impl Into<String>, hint: Option<String>) -> RowFault {
        RowFault {
            file: self.file.to_string(),
            line: self.line,
            column,
            reason: reason.into(),
            hint,
        }
    }
}

fn header_hint(form: &Form) -> String {
    let names: Vec<&str> = form.columns.iter().map(|column| column.name).collect();
    format!(
        "begin with '# {}', a tab between two names",
        names.join(" ")
    )
}

fn header(comment: &str, form: &Form, place: Spot, faults: &mut Vec<RowFault>) -> Vec<usize> {
    let mut order = Vec::new();
    let mut column = 2;
    for name in comment.split('\t') {
        match form
            .columns
            .iter()
            .position(|known| known.name == name.trim())
        {
            Some(position) => order.push(position),
            None => {
                faults.push(place.fault(
                    column,
                    format!("unknown column {:?}", name.trim()),
                    Some(header_hint(form)),
                ));
                order.push(usize::MAX);
            }
        }
        column += name.chars().count() + 1;
    }
    for (position, known) in form.columns.iter().enumerate() {
        if known.required && !order.contains(&position) {
            faults.push(place.fault(
                0,
                format!("the column {:?} is missing", known.name),
                Some(header_hint(form)),
            ));
        }
    }
    order
}

fn read_row(
    line: &str,
    order: &[usize],
    form: &Form,
    file: u32,
    place: Spot,
    rows: &mut Vec<Row>,
    faults: &mut Vec<RowFault>,
) {
    let before = faults.len();
    let (line, removes) = line
        .strip_prefix('!')
        .map_or((line, false), |rest| (rest, true));
    let mut cells = vec![String::new(); form.columns.len()];
    let mut column = 1 + usize::from(removes);
    for (position, text) in line.split('\t').enumerate() {
        match order.get(position) {
            None => {
                faults.push(place.fault(column, "more cells than columns", Some(header_hint(form))))
            }
            Some(&slot) if slot < cells.len() => {
                check_cell(text.trim(), form.columns[slot].cell, place, column, faults);
                cells[slot] = text.trim().to_string();
            }
            Some(_) => {}
        }
        column += text.chars().count() + 1;
    }
    if !removes {
        missing_cells(&cells, form, place, faults);
    }
    if faults.len() == before {
        rows.push(Row {
            file,
            line: place.line as u32,
            removes,
            cells,
        });
    }
}

fn missing_cells(cells: &[String], form: &Form, place: Spot, faults: &mut Vec<RowFault>) {
    for (cell, column) in cells.iter().zip(form.columns) {
        if column.required && cell.is_empty() {
            faults.push(place.fault(
                0,
                format!("{} is empty", column.name),
                Some(header_hint(form)),
            ));
        }
    }
}

fn check_cell(text: &str, cell: Cell, place: Spot, column: usize, faults: &mut Vec<RowFault>) {
    if text.is_empty() {
        return;
    }
    let wrong = match cell {
        Cell::Date => date::pack(text).is_none().then(|| {
            (
                "is no date",
                "write 2003, 2003-05 or 2003-05-17".to_string(),
            )
        }),
        Cell::Choice(words) => (!words.contains(&text))
            .then(|| ("is not known here", format!("one of {}", words.join(", ")))),
        Cell::Flag => {
            (text != "1").then(|| ("is no mark", "leave it empty or write 1".to_string()))
        }
        Cell::Integer => text
            .parse::<u64>()
            .is_err()
            .then(|| ("is no whole number", "digits only".to_string())),
        Cell::Degrees => text
            .parse::<f64>()
            .map_or(true, |degrees| degrees.abs() > 180.0)
            .then(|| {
                (
                    "is no angle",
                    "degrees with a decimal point, west and south negative".to_string(),
                )
            }),
        Cell::Sector => (text.len() != 3 || !text.bytes().all(|byte| byte.is_ascii_uppercase()))
            .then(|| ("is no sector", "three capital letters, as GOV".to_string())),
        Cell::Id => text
            .chars()
            .any(char::is_whitespace)
            .then(|| ("has a blank in it", "use a hyphen".to_string())),
        Cell::Text | Cell::List | Cell::Reference(_) | Cell::Source => None,
    };
    if let Some((reason, hint)) = wrong {
        faults.push(place.fault(column, format!("{text:?} {reason}"), Some(hint)));
    }
}
