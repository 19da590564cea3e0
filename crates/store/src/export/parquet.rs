//! The flat columns as Parquet.
//!
//! In: rows. Out: one Parquet file whose columns have their kinds, compressed with Snappy. Never: more
//! rows in memory than one group has.
//!
//! `latitude` is an optional DOUBLE, `published` an optional INT32 of days since 1970.

use std::io::Write;
use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;

use super::cell::{Cell, Kind};
use super::columns::{Column, columns};
use super::row::Row;
use super::{ExportError, Sink};

/// Rows of one group.
const GROUP: usize = 16_384;

/// A Parquet file that is being written.
pub struct Sheet<'t> {
    columns: Vec<Column>,
    writer: SerializedFileWriter<Box<dyn Write + Send + 't>>,
    /// The cells of the group at hand, a list a column.
    cells: Vec<Vec<Cell>>,
}

impl<'t> Sheet<'t> {
    /// Begins a file.
    pub fn new(out: Box<dyn Write + Send + 't>) -> Result<Self, ExportError> {
        let columns = columns("flat");
        let fields = columns.iter().map(|column| field(column).map(Arc::new));
        let fields = fields.collect::<Result<Vec<_>, _>>().map_err(failed)?;
        let schema = Type::group_type_builder("events")
            .with_fields(fields)
            .build();
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(concat!("dateline ", env!("CARGO_PKG_VERSION")).to_owned());
        let schema = Arc::new(schema.map_err(failed)?);
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties.build()));
        Ok(Sheet {
            cells: vec![Vec::new(); columns.len()],
            columns,
            writer: writer.map_err(failed)?,
        })
    }

    fn write_group(&mut self) -> Result<(), ParquetError> {
        if self.cells.first().is_none_or(Vec::is_empty) {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        for (column, cells) in self.columns.iter().zip(&mut self.cells) {
            let Some(mut writer) = group.next_column()? else {
                break;
            };
            write_column(&mut writer, column.kind, cells)?;
            writer.close()?;
            cells.clear();
        }
        group.close()?;
        Ok(())
    }
}

impl Sink for Sheet<'_> {
    fn add(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        for (column, cells) in self.columns.iter().zip(&mut self.cells) {
            cells.push(column.cell(row));
        }
        match self.cells[0].len() < GROUP {
            true => Ok(()),
            false => self.write_group().map_err(failed),
        }
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.write_group().map_err(failed)?;
        self.writer.close().map_err(failed)?;
        Ok(())
    }
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.kind {
        Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Integer => (Physical::INT64, None),
        Kind::Real => (Physical::DOUBLE, None),
        Kind::Flag => (Physical::BOOLEAN, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
    };
    Type::primitive_type_builder(&column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical)
        .build()
}

fn write_column(
    writer: &mut SerializedColumnWriter<'_>,
    kind: Kind,
    cells: &[Cell],
) -> Result<(), ParquetError> {
    match kind {
        Kind::Text => write::<ByteArrayType>(writer, cells, |cell| {
            Some(ByteArray::from(cell.read("").into_bytes()))
        }),
        Kind::Integer => write::<Int64Type>(writer, cells, |cell| match cell {
            Cell::Integer(number) => Some(*number),
            _ => None,
        }),
        Kind::Real => write::<DoubleType>(writer, cells, |cell| match cell {
            Cell::Real(number) => Some(*number),
            _ => None,
        }),
        Kind::Flag => write::<BoolType>(writer, cells, |cell| match cell {
            Cell::Flag(flag) => Some(*flag),
            _ => None,
        }),
        Kind::Day => write::<Int32Type>(writer, cells, |cell| match cell {
            Cell::Day(day) => Some(days_since_1970(*day)),
            _ => None,
        }),
    }
}

/// Writes the values that are there, and for each cell whether it has one.
fn write<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    cells: &[Cell],
    value: impl Fn(&Cell) -> Option<T::T>,
) -> Result<(), ParquetError> {
    let all = cells.iter().map(|cell| match cell {
        Cell::Missing => None,
        other => value(other),
    });
    let all: Vec<Option<T::T>> = all.collect();
    let levels: Vec<i16> = all.iter().map(|value| i16::from(value.is_some())).collect();
    let values: Vec<T::T> = all.into_iter().flatten().collect();
    writer
        .typed::<T>()
        .write_batch(&values, Some(&levels), None)?;
    Ok(())
}

fn days_since_1970(day: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    day.since(epoch).map_or(0, |span| span.get_days())
}

/// The library hides failed writes among its own errors.
fn failed(error: ParquetError) -> ExportError {
    ExportError::Write(match error {
        ParquetError::External(inner) => match inner.downcast::<std::io::Error>() {
            Ok(inner) => *inner,
            Err(other) => std::io::Error::other(other.to_string()),
        },
        other => std::io::Error::other(other.to_string()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_count_from_1970() {
        assert_eq!(days_since_1970(jiff::civil::date(1970, 1, 2)), 1);
        assert_eq!(days_since_1970(jiff::civil::date(2024, 7, 3)), 19_907);
    }
}
