//! Networks: who acts toward whom.
//!
//! In: rows. Out: the nodes that edges touch, counted; and, for Gephi and Kumu, a table of nodes and
//! one of edges. Never: edges kept in memory.
//!
//! *Norway and Kenya signed an agreement.* is one edge without direction between `NOR` and `KEN`.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use super::cell::Cell;
use super::columns::{Column, columns};
use super::delimited::failed;
use super::row::{Node, Pair, Row, pairs};
use super::values::node_of;
use super::{ExportError, Sink};

/// The nodes that edges touch, in order of their ids.
#[derive(Default)]
pub struct Nodes {
    nodes: BTreeMap<String, Node>,
}

impl Nodes {
    /// Counts the ends of a pair; false when one is missing.
    pub fn touch(&mut self, pair: &Pair<'_>) -> bool {
        let (Some(actor), Some(recipient)) = (pair.actor, pair.recipient) else {
            return false;
        };
        let (actor, recipient) = (node_of(actor), node_of(recipient));
        let is_loop = actor.id == recipient.id;
        self.count(actor);
        if !is_loop {
            self.count(recipient);
        }
        true
    }

    fn count(&mut self, node: Node) {
        self.nodes.entry(node.id.clone()).or_insert(node).events += 1;
    }

    /// All nodes.
    pub fn iter(&self) -> impl Iterator<Item = &Node> {
        self.nodes.values()
    }
}

/// A column of a table of nodes, filled.
pub fn node_cell(column: &Column, node: &Node) -> Cell {
    match column.key.as_str() {
        "node.id" => Cell::text(&node.id),
        "node.label" => Cell::text(&node.label),
        "node.kind" => Cell::text(node.kind),
        "node.country" => Cell::words(node.country.as_deref()),
        "node.events" => Cell::Integer(node.events),
        _ => Cell::Missing,
    }
}

/// The names of the two files of a format.
fn file_names(format: &str) -> [&'static str; 2] {
    match format {
        "kumu" => ["elements.csv", "connections.csv"],
        _ => ["nodes.csv", "edges.csv"],
    }
}

/// The two tables of a network that are being written.
pub struct Sheets {
    nodes: Nodes,
    node_columns: Vec<Column>,
    edge_columns: Vec<Column>,
    node_path: PathBuf,
    edges: csv::Writer<BufWriter<File>>,
}

impl Sheets {
    /// Begins the tables of a format (`gephi` or `kumu`) in a folder.
    pub fn new(format: &str, folder: &Path) -> Result<Self, ExportError> {
        let [nodes, edges] = file_names(format);
        let edge_columns = columns(&format!("{format}_edges"));
        Ok(Sheets {
            nodes: Nodes::default(),
            node_columns: columns(&format!("{format}_nodes")),
            edges: begin(&folder.join(edges), &edge_columns)?,
            edge_columns,
            node_path: folder.join(nodes),
        })
    }
}

fn begin(path: &Path, columns: &[Column]) -> Result<csv::Writer<BufWriter<File>>, ExportError> {
    let mut writer = csv::Writer::from_writer(BufWriter::new(File::create(path)?));
    let names = columns.iter().map(|column| &column.name);
    writer.write_record(names).map_err(failed)?;
    Ok(writer)
}

impl Sink for Sheets {
    fn add(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        for pair in pairs(row.event(), false) {
            if self.nodes.touch(&pair) {
                let row = Row { pair, ..*row };
                let cells = self
                    .edge_columns
                    .iter()
                    .map(|column| column.cell(&row).read(""));
                self.edges.write_record(cells).map_err(failed)?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.edges.flush()?;
        let mut writer = begin(&self.node_path, &self.node_columns)?;
        for node in self.nodes.iter() {
            let cells = self
                .node_columns
                .iter()
                .map(|column| node_cell(column, node).read(""));
            writer.write_record(cells).map_err(failed)?;
        }
        Ok(writer.flush()?)
    }
}
