//! A network with time, as GEXF 1.3.
//!
//! In: rows. Out: one XML file: nodes, and an edge for each pair of an event, with its first and
//! last day. Never: edges in memory; they wait in a temporary file until all nodes are known.
//!
//! A meeting of 3 July 2024 is an edge with `start="2024-07-03" end="2024-07-03"`; an event whose
//! day nobody knows is there all the time.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};

use quick_xml::escape::escape;

use super::cell::{Cell, Kind};
use super::columns::{Column, columns};
use super::network::{Nodes, node_cell};
use super::row::{Node, Row, pairs};
use super::values::node_of;
use super::{ExportError, Sink};

/// A graph that is being written.
pub struct Graph<'t> {
    out: Box<dyn Write + Send + 't>,
    nodes: Nodes,
    node_columns: Vec<Column>,
    edge_columns: Vec<Column>,
    edges: BufWriter<File>,
    count: usize,
}

impl<'t> Graph<'t> {
    /// Begins a graph.
    pub fn new(out: Box<dyn Write + Send + 't>) -> Result<Self, ExportError> {
        Ok(Graph {
            out,
            nodes: Nodes::default(),
            node_columns: columns("gexf_nodes"),
            edge_columns: columns("gexf_edges"),
            edges: BufWriter::new(tempfile::tempfile()?),
            count: 0,
        })
    }

    fn edge(&mut self, row: &Row<'_>) -> io::Result<()> {
        let (Some(actor), Some(recipient)) = (row.pair.actor, row.pair.recipient) else {
            return Ok(());
        };
        let (source, target) = (node_of(actor).id, node_of(recipient).id);
        let event = row.event();
        let kind = if row.pair.mutual {
            "mutual"
        } else {
            "directed"
        };
        let weight = row.counts().map_or(1, |counts| counts.reports);
        write!(
            self.edges,
            "<edge id=\"{}\" source=\"{}\" target=\"{}\" type=\"{kind}\" kind=\"{}\" weight=\"{weight}\"",
            self.count,
            clean(&source),
            clean(&target),
            event.plover.event_type.as_str(),
        )?;
        if let Some(time) = &event.time {
            write!(self.edges, " start=\"{}\" end=\"{}\"", time.start, time.end)?;
        }
        self.count += 1;
        let cells = self.edge_columns.iter().map(|column| column.cell(row));
        let values = values(cells);
        writeln!(self.edges, ">{values}</edge>")
    }

    fn node(&mut self, node: &Node) -> io::Result<()> {
        let cells = self
            .node_columns
            .iter()
            .map(|column| node_cell(column, node));
        let (id, label, values) = (clean(&node.id), clean(&node.label), values(cells));
        writeln!(
            self.out,
            "<node id=\"{id}\" label=\"{label}\">{values}</node>"
        )
    }
}

impl Sink for Graph<'_> {
    fn add(&mut self, row: &Row<'_>) -> Result<(), ExportError> {
        for pair in pairs(row.event(), false) {
            if self.nodes.touch(&pair) {
                self.edge(&Row { pair, ..*row })?;
            }
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), ExportError> {
        self.out.write_all(HEAD.as_bytes())?;
        let (nodes, edges) = (
            attributes("node", &self.node_columns),
            attributes("edge", &self.edge_columns),
        );
        writeln!(self.out, "{nodes}{edges}<nodes>")?;
        let all = std::mem::take(&mut self.nodes);
        all.iter().try_for_each(|node| self.node(node))?;
        self.out.write_all(b"</nodes>\n<edges>\n")?;
        self.edges.flush()?;
        let mut edges = self
            .edges
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        edges.rewind()?;
        io::copy(&mut edges, &mut self.out)?;
        self.out.write_all(b"</edges>\n</graph>\n</gexf>\n")?;
        Ok(self.out.flush()?)
    }
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n\
    <meta><creator>Dateline</creator></meta>\n\
    <graph mode=\"dynamic\" defaultedgetype=\"directed\" timeformat=\"date\" timerepresentation=\"interval\">\n";

fn attributes(class: &str, columns: &[Column]) -> String {
    let kind = |kind| match kind {
        Kind::Text | Kind::Day => "string",
        Kind::Integer => "integer",
        Kind::Real => "double",
        Kind::Flag => "boolean",
    };
    let lines = columns.iter().enumerate().map(|(id, column)| {
        let (title, kind) = (clean(&column.name), kind(column.kind));
        format!("<attribute id=\"{id}\" title=\"{title}\" type=\"{kind}\"/>\n")
    });
    let lines: String = lines.collect();
    format!("<attributes class=\"{class}\" mode=\"static\">\n{lines}</attributes>\n")
}

fn values(cells: impl Iterator<Item = Cell>) -> String {
    let filled = cells.enumerate().filter(|(_, cell)| *cell != Cell::Missing);
    let values: String = filled
        .map(|(id, cell)| {
            format!(
                "<attvalue for=\"{id}\" value=\"{}\"/>",
                clean(&cell.read(""))
            )
        })
        .collect();
    format!("<attvalues>{values}</attvalues>")
}

/// Words as the value of an attribute: escaped, and without the control characters that XML has no
/// way to write.
fn clean(words: &str) -> String {
    let allowed =
        |letter: &char| !(letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}'));
    let words: String = words
        .chars()
        .map(|letter| if letter.is_whitespace() { ' ' } else { letter })
        .filter(allowed)
        .collect();
    escape(&words).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_hold_any_words() {
        assert_eq!(
            clean("a \"b\" <c>\n& d\u{1}"),
            "a &quot;b&quot; &lt;c&gt; &amp; d"
        );
    }
}
