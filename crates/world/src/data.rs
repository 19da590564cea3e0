//! The bytes of a world, read in place.
//!
//! In: the binary that `compile` makes. Out: numbers, strings and cells by position. Never: a
//! meaning; that is the business of the callers.
//!
//! Cell 2 of row 7 of the table of entities is the string "Russia".

use crate::ask::Cues;
use crate::compile::binary::{self, Section};
use crate::compile::schema::Table;
use crate::nouns::NounWords;
use crate::posts::Coverage;
use fst::Map;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// A binary with its sections found.
pub(crate) struct Data {
    bytes: Cow<'static, [u8]>,
    sections: Vec<Range<usize>>,
    automaton: Map<Cow<'static, [u8]>>,
    articles: Vec<String>,
    cues: OnceLock<Cues>,
    coverage: OnceLock<Coverage>,
    nouns: NounWords,
}

impl Data {
    /// Finds the sections; none when the bytes are no world.
    pub(crate) fn new(bytes: Cow<'static, [u8]>) -> Option<Data> {
        let sections = binary::sections_of(&bytes)?;
        let range = sections[Section::Automaton.number()].clone();
        let part: Cow<'static, [u8]> = match &bytes {
            Cow::Borrowed(all) => Cow::Borrowed(&all[range]),
            Cow::Owned(all) => Cow::Owned(all[range].to_vec()),
        };
        let automaton = Map::new(part).ok()?;
        let mut data = Data {
            nouns: NounWords::of(&automaton),
            automaton,
            bytes,
            sections,
            articles: Vec::new(),
            cues: OnceLock::new(),
            coverage: OnceLock::new(),
        };
        data.articles = data.words(crate::compile::index::ARTICLE);
        Some(data)
    }

    fn words(&self, kind: &str) -> Vec<String> {
        let rows =
            (0..self.rows(Table::Words)).filter(|row| self.cell(Table::Words, *row, 1) == kind);
        rows.map(|row| self.cell(Table::Words, row, 0).to_string())
            .collect()
    }

    /// The words that names may have before them or lack ("the").
    pub(crate) fn articles(&self) -> &[String] {
        &self.articles
    }

    /// The words that tell what a name means where it stands, read when first needed.
    pub(crate) fn cues(&self) -> &Cues {
        self.cues.get_or_init(|| Cues::of(self))
    }

    /// The days that facts on posts cover, found by `find` when first needed.
    pub(crate) fn coverage(&self, find: impl FnOnce() -> Coverage) -> &Coverage {
        self.coverage.get_or_init(find)
    }

    /// The words that titles and common nouns begin and end with.
    pub(crate) fn nouns(&self) -> &NounWords {
        &self.nouns
    }

    /// The automaton of names, ids, titles, agents and bodies.
    pub(crate) fn automaton(&self) -> &Map<Cow<'static, [u8]>> {
        &self.automaton
    }

    /// How many bytes there are.
    pub(crate) fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The value of a whole key.
    pub(crate) fn key(&self, kind: u8, text: &str) -> Option<u64> {
        let mut key = Vec::with_capacity(text.len() + 1);
        key.push(kind);
        key.extend(text.as_bytes());
        self.automaton.get(key)
    }

    fn section(&self, section: Section) -> &[u8] {
        &self.bytes[self.sections[section.number()].clone()]
    }

    /// Number `index` of a section; 0 beyond its end.
    pub(crate) fn number(&self, section: Section, index: usize) -> u32 {
        let part = self.section(section).get(4 * index..4 * index + 4);
        part.and_then(|four| four.try_into().ok())
            .map_or(0, u32::from_le_bytes)
    }

    /// How many numbers a section has.
    pub(crate) fn length(&self, section: Section) -> usize {
        self.section(section).len() / 4
    }

    /// Entry `index` of a section whose entries have `N` numbers.
    pub(crate) fn entry<const N: usize>(&self, section: Section, index: usize) -> [u32; N] {
        std::array::from_fn(|field| self.number(section, N * index + field))
    }

    /// String `number`; empty when there is none.
    pub(crate) fn string(&self, number: u32) -> &str {
        let at = |index| self.number(Section::StringStarts, index) as usize;
        let range = at(number as usize)..at(number as usize + 1);
        let bytes = self
            .section(Section::Strings)
            .get(range)
            .unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }

    /// How many rows a table has.
    pub(crate) fn rows(&self, table: Table) -> usize {
        self.length(Section::Lines(table as usize))
    }

    /// One cell.
    pub(crate) fn cell(&self, table: Table, row: usize, column: usize) -> &str {
        let width = table.form().columns.len();
        self.string(self.number(Section::Cells(table as usize), row * width + column))
    }

    /// One cell; none when it is empty.
    pub(crate) fn filled(&self, table: Table, row: usize, column: usize) -> Option<&str> {
        Some(self.cell(table, row, column)).filter(|text| !text.is_empty())
    }

    /// File number and line of a row.
    pub(crate) fn line(&self, table: Table, row: usize) -> (u32, u32) {
        split_spot(self.number(Section::Lines(table as usize), row))
    }

    /// `file:line` of a packed spot.
    pub(crate) fn spot(&self, spot: u32) -> String {
        let (file, line) = split_spot(spot);
        let name = self.string(self.number(Section::Files, file as usize));
        // Every candidate of a name passes through here; `format!` costs several times as much.
        [name, ":", &line.to_string()].concat()
    }

    /// `file:line` of a row.
    pub(crate) fn row(&self, table: Table, row: usize) -> String {
        self.spot(self.number(Section::Lines(table as usize), row))
    }

    /// Names of the files.
    pub(crate) fn files(&self) -> Vec<String> {
        let count = self.length(Section::Files);
        (0..count)
            .map(|index| self.string(self.number(Section::Files, index)).to_string())
            .collect()
    }
}

fn split_spot(spot: u32) -> (u32, u32) {
    (spot >> 24, spot & 0xff_ffff)
}
