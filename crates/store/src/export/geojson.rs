//! Points on a map.
//!
//! In: rows. Out: one GeoJSON collection (RFC 7946) with a feature an event and the flat columns as
//! its properties. Never: a place for an event that has no coordinates; its geometry is null.
//!
//! A meeting in Oslo is a point at `[10.75, 59.91]`: east before north.

use std::io::Write;

use serde_json::{Map, Value, json};

use super::columns::{Column, columns};
use super::row::Row;
use super::{ExportError, Sink};

/// A collection that is being written.
pub struct Features<'t> {
    out: Box<dyn Write + Send + 't>,
    columns: Vec<Column>,
    count: usize,
}

impl<'t> Features<'t> {
    /// Begins a collection.
    pub fn new(mut out: Box<dyn Write + Send + 't>) -> Result<Self, ExportError> {
        out.write_all(b"{\"type\":\"FeatureCollection\",\"features\":[")?;
        Ok(Features {
            out,
            columns: columns("flat"),
            count: 0,
        })
    }
}

impl Sink for Features<'_> {
    fn add(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        let cells = self
            .columns
            .iter()
            .map(|column| (column.name.clone(), column.cell(row).json()));
        let place = row.event().place.as_ref();
        let point = place.and_then(|place| Some([place.longitude?, place.latitude?]));
        let feature = json!({
            "type": "Feature",
            "id": row.event().id,
            "geometry": point.map(|point| json!({"type": "Point", "coordinates": point})),
            "properties": Value::Object(cells.collect::<Map<_, _>>()),
        });
        let before = if self.count == 0 { "\n" } else { ",\n" };
        self.count += 1;
        Ok(write!(self.out, "{before}{feature}")?)
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.out.write_all(b"\n]}\n")?;
        Ok(self.out.flush()?)
    }
}
