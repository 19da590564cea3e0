//! The tables of the world: their columns, and which columns tell rows apart.
//!
//! In: nothing. Out: [`TABLES`], the one description that reading, checking, overlaying and
//! `data/world/README.md` follow. Never: a row.
//!
//! `names.tsv` has the columns `entity text type start end ambiguous src`; `entity` refers to
//! `entities.tsv`, `type` is one of [`NAME_TYPES`].

/// What a cell may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// An id that others refer to.
    Id,
    /// Free text.
    Text,
    /// Texts with `;` between them.
    List,
    /// `2003`, `2003-05` or `2003-05-17`.
    Date,
    /// One of a list of words.
    Choice(&'static [&'static str]),
    /// Empty or `1`.
    Flag,
    /// A whole number, not negative.
    Integer,
    /// Degrees with a decimal point.
    Degrees,
    /// Three capital letters.
    Sector,
    /// An id of another table.
    Reference(Table),
    /// A key of `SOURCES.toml`.
    Source,
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Name in the header line.
    pub name: &'static str,
    /// What its cells hold.
    pub cell: Cell,
    /// Whether a cell may not be empty.
    pub required: bool,
}

/// The tables, in the order in which they are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(usize)]
pub enum Table {
    /// States, organisations, bodies, groups, media, regions.
    Entities,
    /// Names of entities.
    Names,
    /// Towns, regions, seas, sites, states as places.
    Places,
    /// Posts.
    Offices,
    /// Human beings.
    People,
    /// Who held which post when.
    Tenures,
    /// Which state belonged to which organisation when.
    Memberships,
    /// Title phrases and the roles that they name.
    Titles,
    /// Common nouns for people and forces.
    Agents,
    /// Common nouns for bodies of a state.
    Bodies,
    /// Words with a part in names: articles, and surnames that are everyday words.
    Words,
}

/// Form of a table.
#[derive(Debug)]
pub struct Form {
    /// The table.
    pub table: Table,
    /// Beginning of the names of its files.
    pub name: &'static str,
    /// Its columns.
    pub columns: &'static [Column],
    /// How many of the first columns tell its rows apart; a further column named `start`, when
    /// `dated`, belongs to them.
    pub key: usize,
    /// Whether `start` belongs to the key.
    pub dated: bool,
}

/// Kinds of entities, in the order of `EntityKind`.
pub const ENTITY_KINDS: &[&str] = &[
    "state",
    "territory",
    "defacto",
    "historic",
    "organisation",
    "bloc",
    "body",
    "group",
    "party",
    "media",
    "institute",
    "company",
    "region",
];

/// Kinds of names, in the order of `NameType`; the last three are never written in a table.
pub const NAME_TYPES: &[&str] = &[
    "official",
    "short",
    "alias",
    "abbreviation",
    "adjective",
    "demonym",
    "metonym",
    "former",
];

/// Kinds of places, in the order of `PlaceKind`.
pub const PLACE_KINDS: &[&str] = &["city", "region", "country", "feature", "site"];

/// How a state may belong to an organisation.
pub const STANDINGS: &[&str] = &[
    "member",
    "founder",
    "observer",
    "partner",
    "candidate",
    "suspended",
    "left",
    "invited",
];

const GENDERS: &[&str] = &["m", "f"];
/// What part a word has in names, or in the clause around a name.
pub const WORD_KINDS: &[&str] = &[
    "article",
    "common",
    "never",
    "before-place",
    "before-either",
    "of",
    "connector",
    "motion",
    "place-verb",
    "place-noun",
    "place-head",
    "place-adjective",
    "clause-opener",
    "joiner",
    "determiner",
    "former",
    "ousted",
    "acting",
    "be",
    "he",
    "she",
    "as",
    "head",
    "parliamentary",
    "particle",
    "possessive",
    "plural",
    "articled",
    "office",
];

const fn must(name: &'static str, cell: Cell) -> Column {
    Column {
        name,
        cell,
        required: true,
    }
}

const fn may(name: &'static str, cell: Cell) -> Column {
    Column {
        name,
        cell,
        required: false,
    }
}

/// Every table.
#[rustfmt::skip]
pub const TABLES: &[Form] = &[
    Form { table: Table::Entities, name: "entities", key: 1, dated: false, columns: &[
        must("id", Cell::Id), must("kind", Cell::Choice(ENTITY_KINDS)), must("name", Cell::Text),
        may("wikidata", Cell::Text), may("country", Cell::Reference(Table::Entities)),
        may("organisation", Cell::Reference(Table::Entities)), may("sector", Cell::Sector),
        may("start", Cell::Date), may("end", Cell::Date), may("population", Cell::Integer),
        may("src", Cell::Source),
    ] },
    Form { table: Table::Names, name: "names", key: 3, dated: false, columns: &[
        must("entity", Cell::Reference(Table::Entities)), must("text", Cell::Text),
        must("type", Cell::Choice(NAME_TYPES)), may("start", Cell::Date), may("end", Cell::Date),
        may("ambiguous", Cell::Flag), may("src", Cell::Source),
    ] },
    Form { table: Table::Places, name: "places", key: 1, dated: false, columns: &[
        must("id", Cell::Id), must("name", Cell::Text), must("kind", Cell::Choice(PLACE_KINDS)),
        may("country", Cell::Reference(Table::Entities)), may("admin1", Cell::Text),
        must("latitude", Cell::Degrees), must("longitude", Cell::Degrees),
        may("population", Cell::Integer), may("capital", Cell::Flag), may("aliases", Cell::List),
        may("src", Cell::Source),
    ] },
    Form { table: Table::Offices, name: "offices", key: 1, dated: false, columns: &[
        must("id", Cell::Id), must("entity", Cell::Reference(Table::Entities)),
        must("role", Cell::Text), must("title", Cell::Text), may("shared", Cell::Flag),
        may("src", Cell::Source),
    ] },
    Form { table: Table::People, name: "people", key: 1, dated: false, columns: &[
        must("id", Cell::Id), must("name", Cell::Text), must("surname", Cell::Text),
        may("gender", Cell::Choice(GENDERS)), may("wikidata", Cell::Text),
        may("aliases", Cell::List), may("src", Cell::Source),
    ] },
    Form { table: Table::Tenures, name: "tenures", key: 2, dated: true, columns: &[
        must("person", Cell::Reference(Table::People)),
        must("office", Cell::Reference(Table::Offices)), may("start", Cell::Date),
        may("end", Cell::Date), may("acting", Cell::Flag), may("asof", Cell::Date),
        may("src", Cell::Source),
    ] },
    Form { table: Table::Memberships, name: "memberships", key: 2, dated: true, columns: &[
        must("organisation", Cell::Reference(Table::Entities)),
        must("member", Cell::Reference(Table::Entities)),
        must("status", Cell::Choice(STANDINGS)), may("start", Cell::Date), may("end", Cell::Date),
        may("asof", Cell::Date), may("src", Cell::Source),
    ] },
    Form { table: Table::Titles, name: "titles", key: 1, dated: false, columns: &[
        must("phrase", Cell::Text), may("role", Cell::Text), may("sector", Cell::Sector),
        may("src", Cell::Source),
    ] },
    Form { table: Table::Agents, name: "agents", key: 1, dated: false, columns: &[
        must("lemma", Cell::Text), must("sector", Cell::Sector), may("collective", Cell::Flag),
        may("official", Cell::Flag), may("src", Cell::Source),
    ] },
    Form { table: Table::Bodies, name: "bodies", key: 1, dated: false, columns: &[
        must("phrase", Cell::Text), must("key", Cell::Text), must("sector", Cell::Sector),
        may("src", Cell::Source),
    ] },
    Form { table: Table::Words, name: "words", key: 2, dated: false, columns: &[
        must("word", Cell::Text), must("kind", Cell::Choice(WORD_KINDS)), may("src", Cell::Source),
    ] },
];

impl Table {
    /// Its form.
    pub fn form(self) -> &'static Form {
        &TABLES[self as usize]
    }

    /// Position of a column.
    pub fn column(self, name: &str) -> Option<usize> {
        self.form()
            .columns
            .iter()
            .position(|column| column.name == name)
    }
}
