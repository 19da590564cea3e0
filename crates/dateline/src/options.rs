//! What a caller may change about a coder.
//!
//! In: folders and limits. Out: [`Options`]. Never: partial results; all faults of all files are
//! reported at once when a coder is built.
//!
//! With `rules: vec!["my-rules".into()]`, a rule `consult.meet` in that folder takes the place of
//! the rule of the same id that ships with the program.

use std::path::PathBuf;

use dateline_read::Limits;
use dateline_record::Fault;
use dateline_world::World;

/// What a caller may change about a coder. The default changes nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Folders or files of rules laid over the embedded ones, in this order.
    pub rules: Vec<PathBuf>,
    /// A folder of world tables laid over the embedded world.
    pub world: Option<PathBuf>,
    /// A folder of imported dictionaries, whose events take the place of those of the rules.
    pub dictionaries: Option<PathBuf>,
    /// Bytes of the longest document.
    pub max_document_size: usize,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            rules: Vec::new(),
            world: None,
            dictionaries: None,
            max_document_size: Limits::default().max_document_size,
        }
    }
}

impl Options {
    /// The world that these options name.
    ///
    /// # Errors
    /// All faults of all tables.
    pub fn load_world(&self) -> Result<World, Vec<Fault>> {
        match &self.world {
            None => Ok(World::embedded()),
            Some(folder) => World::with_overlay(folder),
        }
    }
}
