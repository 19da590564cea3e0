//! Model files.
//!
//! In: the bytes of the two files in `models/`. Out: [`Model`], views of the tables that lie in
//! them. Never: a copy of embedded bytes, or a table of another version.
//!
//! A file is eight bytes of magic, four of version, four of the number of sections, then for each
//! section four bytes of name and four of length, then the sections themselves; all numbers are
//! little-endian. The file of words holds the lexicon and the weights of tags and names; the file
//! of trees those of heads and labels. A file that begins `DATELINE`, version 2, with a section
//! `tags` of 0 bytes is readable and knows nothing.

use std::ops::Range;
use std::sync::Arc;

use crate::labeller::{Allowed, PAIRS};
use crate::lexicon::{CLASS, Lexicon, SLOT};
use crate::names::{LOOKS, Looks};
use crate::table::{CellTable, LINE, ROW_BUCKET, RowTable};

/// First bytes of a model file.
pub const MAGIC: [u8; 8] = *b"DATELINE";
/// Version of the features and of the format: it rises with every change of either.
pub const VERSION: u32 = 3;

/// Why bytes are no model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ModelError {
    /// They do not begin with [`MAGIC`].
    Magic,
    /// They are of the version given, and not of [`VERSION`].
    Version(u32),
    /// They end before their sections do.
    Truncated,
    /// The section of that name is missing.
    Missing(&'static str),
    /// The section of that name is not made of whole records.
    Shape(&'static str),
}

impl std::fmt::Display for ModelError {
    fn fmt(&self, out: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            ModelError::Magic => write!(out, "not a model file"),
            ModelError::Version(found) => {
                write!(out, "model of version {found}, version {VERSION} is needed")
            }
            ModelError::Truncated => write!(out, "model file is cut off"),
            ModelError::Missing(section) => {
                write!(out, "model file lacks the section \"{section}\"")
            }
            ModelError::Shape(section) => write!(out, "section \"{section}\" has a wrong length"),
        }
    }
}

impl std::error::Error for ModelError {}

/// Bytes that live as long as the model.
#[derive(Debug, Clone)]
enum Bytes {
    Embedded(&'static [u8]),
    Owned(Arc<[u8]>),
}

impl Bytes {
    fn all(&self) -> &[u8] {
        match self {
            Bytes::Embedded(bytes) => bytes,
            Bytes::Owned(bytes) => bytes,
        }
    }
}

/// Both files, with the places of their sections.
#[derive(Debug, Clone)]
pub struct Model {
    words: Bytes,
    trees: Bytes,
    slots: Range<usize>,
    classes: Range<usize>,
    tags: Range<usize>,
    looks: Range<usize>,
    names: Range<usize>,
    backward: Range<usize>,
    forward: Range<usize>,
    pairs: Range<usize>,
    labels: Range<usize>,
}

impl Model {
    /// A model in memory that lasts, without a copy.
    ///
    /// # Errors
    /// When the bytes are no model of this version.
    pub fn embedded(words: &'static [u8], trees: &'static [u8]) -> Result<Model, ModelError> {
        Model::of(Bytes::Embedded(words), Bytes::Embedded(trees))
    }

    /// A model of bytes read elsewhere; they are copied once.
    ///
    /// # Errors
    /// When the bytes are no model of this version.
    pub fn from_bytes(words: &[u8], trees: &[u8]) -> Result<Model, ModelError> {
        Model::of(Bytes::Owned(words.into()), Bytes::Owned(trees.into()))
    }

    fn of(words: Bytes, trees: Bytes) -> Result<Model, ModelError> {
        let in_words = Sections::read(words.all())?;
        let in_trees = Sections::read(trees.all())?;
        Ok(Model {
            slots: in_words.get("slot", SLOT)?,
            classes: in_words.get("clas", CLASS)?,
            tags: in_words.get("tags", LINE)?,
            looks: in_words.get("look", LOOKS * 4)?,
            names: in_words.get("name", LINE)?,
            backward: in_trees.get("back", ROW_BUCKET)?,
            forward: in_trees.get("forw", ROW_BUCKET)?,
            pairs: in_trees.get("pair", PAIRS * 8)?,
            labels: in_trees.get("labl", LINE)?,
            words,
            trees,
        })
    }

    /// The lexicon.
    pub fn lexicon(&self) -> Lexicon<'_> {
        let all = self.words.all();
        Lexicon::new(&all[self.slots.clone()], &all[self.classes.clone()])
    }

    /// The weights of tags.
    pub fn tags(&self) -> CellTable<'_> {
        CellTable::new(&self.words.all()[self.tags.clone()])
    }

    /// Which marks words may have by their looks.
    pub fn looks(&self) -> Looks<'_> {
        Looks::new(&self.words.all()[self.looks.clone()])
    }

    /// The weights of names.
    pub fn names(&self) -> CellTable<'_> {
        CellTable::new(&self.words.all()[self.names.clone()])
    }

    /// The weights of the pass from the end.
    pub fn backward(&self) -> RowTable<'_> {
        RowTable::new(&self.trees.all()[self.backward.clone()])
    }

    /// The weights of the pass from the beginning.
    pub fn forward(&self) -> RowTable<'_> {
        RowTable::new(&self.trees.all()[self.forward.clone()])
    }

    /// Which labels pairs of tags may have.
    pub fn pairs(&self) -> Allowed<'_> {
        Allowed::new(&self.trees.all()[self.pairs.clone()])
    }

    /// The weights of labels.
    pub fn labels(&self) -> CellTable<'_> {
        CellTable::new(&self.trees.all()[self.labels.clone()])
    }
}

/// The sections of one file.
struct Sections {
    places: Vec<([u8; 4], Range<usize>)>,
}

impl Sections {
    fn read(bytes: &[u8]) -> Result<Sections, ModelError> {
        if bytes.get(..8) != Some(&MAGIC[..]) {
            return Err(ModelError::Magic);
        }
        let version = number(bytes, 8)?;
        if version != VERSION {
            return Err(ModelError::Version(version));
        }
        let count = number(bytes, 12)? as usize;
        let mut start = count
            .checked_mul(8)
            .and_then(|size| size.checked_add(16))
            .ok_or(ModelError::Truncated)?;
        let mut places = Vec::new();
        for section in 0..count {
            let at = 16 + section * 8;
            let name = bytes.get(at..at + 4).ok_or(ModelError::Truncated)?;
            let end = start
                .checked_add(number(bytes, at + 4)? as usize)
                .ok_or(ModelError::Truncated)?;
            if end > bytes.len() {
                return Err(ModelError::Truncated);
            }
            places.push((name.try_into().expect("four bytes"), start..end));
            start = end;
        }
        Ok(Sections { places })
    }

    fn get(&self, name: &'static str, record: usize) -> Result<Range<usize>, ModelError> {
        let found = self
            .places
            .iter()
            .find(|(section, _)| section == name.as_bytes());
        let (_, place) = found.ok_or(ModelError::Missing(name))?;
        if place.len() % record == 0 {
            Ok(place.clone())
        } else {
            Err(ModelError::Shape(name))
        }
    }
}

fn number(bytes: &[u8], at: usize) -> Result<u32, ModelError> {
    let bytes = bytes.get(at..at + 4).ok_or(ModelError::Truncated)?;
    Ok(u32::from_le_bytes(bytes.try_into().expect("four bytes")))
}

/// The bytes of a model file with the given sections, in order, each begun at a multiple of 64 bytes.
pub fn file_of(sections: &[(&'static str, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend((2 * sections.len() as u32).to_le_bytes());
    let mut end = 16 + 16 * sections.len();
    for (name, section) in sections {
        let fill = end.wrapping_neg() % LINE;
        for (name, length) in [("fill", fill), (name, section.len())] {
            bytes.extend(name.as_bytes());
            bytes.extend((length as u32).to_le_bytes());
        }
        end += fill + section.len();
    }
    for (_, section) in sections {
        bytes.resize(bytes.len().next_multiple_of(LINE), 0);
        bytes.extend(section);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn empty() -> (Vec<u8>, Vec<u8>) {
        let none = Vec::new;
        let words = [
            ("slot", none()),
            ("clas", none()),
            ("tags", none()),
            ("look", none()),
            ("name", none()),
        ];
        let trees = [
            ("back", none()),
            ("forw", none()),
            ("pair", none()),
            ("labl", vec![0; LINE]),
        ];
        (file_of(&words), file_of(&trees))
    }

    #[test]
    fn sections_begin_with_a_line() {
        let (_, trees) = empty();
        let model = Sections::read(&trees).expect("a model");
        let labels = model.get("labl", LINE).expect("labels");
        assert_eq!((labels.start % LINE, labels.len()), (0, LINE));
        assert_eq!(labels.end, trees.len());
    }

    #[test]
    fn faults_are_told_apart() {
        let (words, trees) = empty();
        let read = |words: &[u8], trees: &[u8]| Model::from_bytes(words, trees).err();
        assert_eq!(read(&words, &trees), None);
        assert_eq!(read(b"", &trees), Some(ModelError::Magic));
        assert_eq!(read(b"DATELINX00000000", &trees), Some(ModelError::Magic));
        assert_eq!(
            read(&words, &trees[..trees.len() - 1]),
            Some(ModelError::Truncated)
        );
        assert_eq!(read(&words, &trees[..20]), Some(ModelError::Truncated));
        assert_eq!(read(&trees, &words), Some(ModelError::Missing("slot")));
        let mut other = words.clone();
        other[8] = 200;
        assert_eq!(read(&other, &trees), Some(ModelError::Version(200)));
        let odd = file_of(&[
            ("back", Vec::new()),
            ("forw", Vec::new()),
            ("pair", Vec::new()),
            ("labl", vec![0; LINE + 1]),
        ]);
        assert_eq!(read(&words, &odd), Some(ModelError::Shape("labl")));
    }

    #[test]
    fn a_huge_count_of_sections_is_an_error() {
        let mut bytes = file_of(&[]);
        bytes[12..16].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(
            Model::from_bytes(&bytes, &bytes).err(),
            Some(ModelError::Truncated)
        );
    }
}
