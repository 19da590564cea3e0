//! The layout of the binary.
//!
//! In: sections of 32-bit numbers or bytes. Out: one byte string, little-endian, with a table of
//! sections at its head. Never: pointers or alignment, so it is read in place.
//!
//! The strings are section 0 (where each begins) and section 1 (their bytes); string 3 of a world is
//! `bytes[begin[3]..begin[4]]`.

use super::schema::TABLES;

/// First eight bytes.
pub const MAGIC: &[u8; 8] = b"DLWORLD1";

/// Number of tables.
pub const TABLE_COUNT: usize = TABLES.len();

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Where each string begins, and the end of the last.
    StringStarts,
    /// Bytes of the strings.
    Strings,
    /// Names of the files, as strings.
    Files,
    /// For each entity: kind, start, end, place + 1, capital + 1, thousands of inhabitants, first
    /// membership, memberships, first office, offices.
    Entities,
    /// For each person: first tenure, tenures.
    People,
    /// For each office: entity, first of `ByOffice`, how many.
    Offices,
    /// For each tenure (by person, then latest first): person, office, start, end, as-of day,
    /// acting.
    Tenures,
    /// Tenures by office, earliest first.
    ByOffice,
    /// For each membership (by organisation, member, start): organisation, member, start, end,
    /// as-of day.
    Memberships,
    /// For each meaning of a name: referent, form, start, end, file and line.
    Postings,
    /// Automaton of names, ids, titles, agents and bodies.
    Automaton,
    /// Cells of a table, as strings.
    Cells(usize),
    /// File and line of each row of a table.
    Lines(usize),
}

/// How many sections there are.
pub const SECTIONS: usize = 11 + 2 * TABLE_COUNT;

/// Numbers of an entry of each section.
pub const ENTITY: usize = 10;
/// See [`Section::People`].
pub const PERSON: usize = 2;
/// See [`Section::Offices`].
pub const OFFICE: usize = 3;
/// See [`Section::Tenures`].
pub const TENURE: usize = 6;
/// See [`Section::Memberships`].
pub const MEMBERSHIP: usize = 5;
/// See [`Section::Postings`].
pub const POSTING: usize = 5;

impl Section {
    /// Its position.
    pub fn number(self) -> usize {
        match self {
            Section::StringStarts => 0,
            Section::Strings => 1,
            Section::Files => 2,
            Section::Entities => 3,
            Section::People => 4,
            Section::Offices => 5,
            Section::Tenures => 6,
            Section::ByOffice => 7,
            Section::Memberships => 8,
            Section::Postings => 9,
            Section::Automaton => 10,
            Section::Cells(table) => 11 + table,
            Section::Lines(table) => 11 + TABLE_COUNT + table,
        }
    }
}

/// Kinds of referents in a posting, in its two highest bits.
pub const REFERENT_ENTITY: u32 = 0;
/// A person.
pub const REFERENT_PERSON: u32 = 1;
/// A place.
pub const REFERENT_PLACE: u32 = 2;

/// `form` of a posting: the name's type in the low byte, then these marks.
pub const MARK_AMBIGUOUS: u32 = 1 << 8;
/// The text must begin with a capital, or have one in it when it has several words.
pub const MARK_CAPITAL: u32 = 1 << 9;
/// The text must be all capitals.
pub const MARK_CAPITALS: u32 = 1 << 10;
/// The word is an everyday word or a very frequent surname.
pub const MARK_COMMON: u32 = 1 << 11;

/// Types of names beyond those of the tables.
pub const TYPE_FULL_NAME: u32 = 8;
/// A surname.
pub const TYPE_SURNAME: u32 = 9;
/// A place's name.
pub const TYPE_PLACE: u32 = 10;

/// What a key of the automaton begins with.
pub const KEY_NAME: u8 = b'n';
/// Id of an entity.
pub const KEY_ENTITY: u8 = b'e';
/// Id of a person.
pub const KEY_PERSON: u8 = b'p';
/// Title.
pub const KEY_TITLE: u8 = b't';
/// Common noun for people.
pub const KEY_AGENT: u8 = b'a';
/// Common noun for a body.
pub const KEY_BODY: u8 = b'b';
/// A word of a person's name.
pub const KEY_PART: u8 = b'w';
/// Skeleton of a person's name, for spellings that no row has.
pub const KEY_SKELETON: u8 = b's';

/// The binary of its sections.
pub fn assemble(sections: Vec<Vec<u8>>) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    let mut at = MAGIC.len() + 4 * (sections.len() + 1);
    for section in &sections {
        out.extend((at as u32).to_le_bytes());
        at += section.len();
    }
    out.extend((at as u32).to_le_bytes());
    sections.iter().for_each(|section| out.extend(section));
    out
}

/// Where each section lies; none when the bytes are no world.
pub fn sections_of(bytes: &[u8]) -> Option<Vec<std::ops::Range<usize>>> {
    let head = bytes.strip_prefix(MAGIC)?;
    let starts: Option<Vec<usize>> = (0..=SECTIONS).map(|index| number(head, index)).collect();
    let starts = starts?;
    let sound = starts.windows(2).all(|pair| pair[0] <= pair[1]) && starts[SECTIONS] == bytes.len();
    sound.then(|| starts.windows(2).map(|pair| pair[0]..pair[1]).collect())
}

fn number(bytes: &[u8], index: usize) -> Option<usize> {
    let four = bytes.get(4 * index..4 * index + 4)?;
    Some(u32::from_le_bytes(four.try_into().ok()?) as usize)
}

/// Numbers as bytes.
pub fn numbers(values: impl IntoIterator<Item = u32>) -> Vec<u8> {
    values.into_iter().flat_map(u32::to_le_bytes).collect()
}
