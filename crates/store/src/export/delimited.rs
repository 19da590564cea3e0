//! Tables of text.
//!
//! In: rows. Out: lines of cells, as the layout of the format in `data/formats/formats.toml` says.
//! Never: a cell that breaks its line; where cells are not quoted, tabs and line ends become blanks.
//!
//! A title with a comma stands in quotes in csv, and as it is between the tabs of POLECAT.

use std::io::Write;

use super::columns::{Column, Layout, Unit, columns, layout};
use super::row::{Row, pairs};
use super::{ExportError, Sink};

/// A table that is being written.
pub struct Sheet<'t> {
    layout: &'static Layout,
    columns: Vec<Column>,
    writer: csv::Writer<Box<dyn Write + Send + 't>>,
}

impl<'t> Sheet<'t> {
    /// Begins a table of that format, with its header when it has one.
    pub fn new(name: &str, out: Box<dyn Write + Send + 't>) -> Result<Self, ExportError> {
        let layout = layout(name).unwrap_or_else(|| panic!("no layout \"{name}\""));
        let columns = columns(&layout.columns);
        let style = match layout.quoted {
            true => csv::QuoteStyle::Necessary,
            false => csv::QuoteStyle::Never,
        };
        let mut builder = csv::WriterBuilder::new();
        let separator = u8::try_from(layout.separator).unwrap_or(b',');
        let mut writer = builder
            .delimiter(separator)
            .quote_style(style)
            .from_writer(out);
        if layout.header {
            writer
                .write_record(columns.iter().map(|column| &column.name))
                .map_err(failed)?;
        }
        Ok(Sheet {
            layout,
            columns,
            writer,
        })
    }

    fn line(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        let layout = self.layout;
        let cells = self.columns.iter().map(|column| {
            let text = column.cell(row).read(&layout.missing);
            match layout.quoted {
                true => text,
                false => text.replace(['\t', '\n', '\r'], " "),
            }
        });
        self.writer.write_record(cells).map_err(failed)
    }
}

impl Sink for Sheet<'_> {
    fn add(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        if self.layout.row != Unit::Dyad {
            return self.line(row);
        }
        for pair in pairs(row.event(), true) {
            self.line(&Row { pair, ..*row })?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        Ok(self.writer.flush()?)
    }
}

/// A failed write; rows of one length in memory cannot fail otherwise.
pub fn failed(error: csv::Error) -> ExportError {
    ExportError::Write(error.into())
}
