//! The way of a document through Dateline, from the first stage to the last: read this file first.
//!
//! In: a [`Source`]. Out: a [`Coding`]. Never: work of its own; each stage is a crate.
//!
//! *Fidan met Lavrov in Antalya.* is **read** into a document with one sentence of six tokens,
//! **parsed** into a tree whose root is *met*, and **coded** with the **world**'s knowledge of both
//! ministers into one event.

use std::sync::Arc;

use dateline_record::PublishedBasis;
use jiff::civil::Date;

use crate::stages::Stages;
use crate::{Coding, Document, Explanation, Fault, Options, ReadError};
use crate::{Relation, RelationVerdict, Source, Tree};

/// Codes documents. Immutable, `Send + Sync`, and cheap to clone: clones share all data.
#[derive(Clone)]
pub struct Coder {
    pub(crate) stages: Arc<Stages>,
}

impl Coder {
    /// A coder with the rules and the world that ship with the program.
    pub fn new() -> Coder {
        Coder {
            stages: Arc::new(Stages::embedded()),
        }
    }

    /// A coder with other or further rules, another world, or other limits.
    ///
    /// # Errors
    /// All faults of all files that the options name.
    pub fn with_options(options: &Options) -> Result<Coder, Vec<Fault>> {
        Ok(Coder {
            stages: Arc::new(Stages::with_options(options)?),
        })
    }

    /// Reads, parses and codes one document.
    ///
    /// # Errors
    /// When the bytes are no text (see [`ReadError`]); never because of what the text says.
    pub fn code(&self, source: &Source<'_>) -> Result<Coding, ReadError> {
        let (document, trees) = self.parse(source)?;
        Ok(self.code_parsed(&document, &trees))
    }

    /// The last stage alone, for callers that keep what [`Coder::parse`] gave.
    pub fn code_parsed(&self, document: &Document, trees: &[Tree]) -> Coding {
        let coder = &self.stages.coder;
        match &self.stages.dictionaries {
            None => coder.code(document, trees),
            Some((engine, codes)) => {
                coder.code_foreign(document, trees, |text, day| engine.acts(text, day, codes))
            }
        }
    }

    /// Codes plain text of any length.
    pub fn code_text(&self, id: &str, text: &str, published: Option<Date>) -> Coding {
        let mut document = self.stages.reader.read_text(id, text);
        if let Some(date) = published {
            document.published = Some(date);
            document.published_basis = PublishedBasis::Given;
        }
        self.code_document(&document)
    }

    /// Codes a text that is body throughout, such as a single sentence.
    pub fn code_sentence(&self, text: &str) -> Coding {
        self.code_document(&self.stages.reader.read_sentence("", text))
    }

    fn code_document(&self, document: &Document) -> Coding {
        self.code_parsed(document, &self.stages.parser.parse(document))
    }

    /// The first two stages alone: the document and one tree a sentence.
    ///
    /// # Errors
    /// As [`Coder::code`].
    pub fn parse(&self, source: &Source<'_>) -> Result<(Document, Vec<Tree>), ReadError> {
        let document = self.stages.reader.read(source)?;
        let trees = self.stages.parser.parse(&document);
        Ok((document, trees))
    }

    /// Codes one document and says why: for each event its grounds, and which rules nearly fired.
    ///
    /// # Errors
    /// As [`Coder::code`].
    pub fn explain(&self, source: &Source<'_>) -> Result<Explanation, ReadError> {
        let (document, trees) = self.parse(source)?;
        Ok(self.stages.coder.explain(&document, &trees))
    }

    /// The political relation of a marked party of a text to another.
    pub fn relate(&self, relation: &Relation) -> RelationVerdict {
        let document = self.stages.reader.read_sentence("", &relation.text);
        let trees = self.stages.parser.parse(&document);
        let coder = &self.stages.coder;
        coder.relate(&document, &trees, relation.source, relation.target)
    }
}
