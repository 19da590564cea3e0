//! The shapes of what is known.
//!
//! In: nothing. Out: [`Entity`], [`Person`], [`Office`], [`Holding`], [`Standing`], [`Place`] and the
//! [`Candidate`]s of a lookup. Never: the looking up.
//!
//! *Fidan* on 2024-07-03 is a [`Candidate`] whose referent is a [`Person`] with one [`Holding`] of
//! the [`Office`] "Minister of Foreign Affairs" of Turkey.

use jiff::civil::Date;

/// Index of an entity in the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EntityId(pub u32);

/// Index of a person in the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId(pub u32);

/// Index of a place in the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(pub u32);

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntityKind {
    /// A state.
    State,
    /// A dependent territory.
    Territory,
    /// A partially recognised entity.
    Defacto,
    /// A state of the past.
    Historic,
    /// An international organisation.
    Organisation,
    /// A bloc or grouping without its own legal personality (G7, BRICS).
    Bloc,
    /// A body of a state or organisation: ministry, army, court, agency.
    Body,
    /// An armed group or movement.
    Group,
    /// A political party.
    Party,
    /// A news agency, paper or broadcaster.
    Media,
    /// A think tank, university, NGO.
    Institute,
    /// A company.
    Company,
    /// A part of the world that is no party ("Central Asia", "the West").
    Region,
}

impl EntityKind {
    /// Every kind, in the order of the tables.
    pub const ALL: [EntityKind; 13] = [
        EntityKind::State,
        EntityKind::Territory,
        EntityKind::Defacto,
        EntityKind::Historic,
        EntityKind::Organisation,
        EntityKind::Bloc,
        EntityKind::Body,
        EntityKind::Group,
        EntityKind::Party,
        EntityKind::Media,
        EntityKind::Institute,
        EntityKind::Company,
        EntityKind::Region,
    ];
}

/// A state, organisation, body or group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity<'w> {
    /// The world's own id: ISO3 for states ("RUS"), abbreviation for organisations ("SCO"),
    /// dotted for bodies ("rus.presidency").
    pub id: &'w str,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// English name.
    pub name: &'w str,
    /// Wikidata item, when known.
    pub wikidata: Option<&'w str>,
    /// What goes in a party's `country`: ISO3 of the state, or of the state it belongs to; the
    /// abbreviation for an organisation and its bodies; none for a private institute of no state.
    pub country: Option<&'w str>,
    /// Abbreviation of the organisation that it is or belongs to.
    pub organisation: Option<&'w str>,
    /// PLOVER sector code ("GOV", "MIL", "IGO" for organisations …).
    pub sector: Option<&'w str>,
}

/// In what way a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameType {
    /// Long official form.
    Official,
    /// Usual short form.
    Short,
    /// Another name.
    Alias,
    /// Abbreviation.
    Abbreviation,
    /// Adjective ("Turkish").
    Adjective,
    /// An inhabitant or the inhabitants ("Turk", "Turks").
    Demonym,
    /// A building, street or capital that stands for a government ("the Kremlin", "Ankara").
    Metonym,
    /// A name no longer used.
    Former,
    /// A person's full name.
    FullName,
    /// A person's surname.
    Surname,
    /// A place's name.
    PlaceName,
}

impl NameType {
    /// Every type, in the order of the tables.
    pub const ALL: [NameType; 11] = [
        NameType::Official,
        NameType::Short,
        NameType::Alias,
        NameType::Abbreviation,
        NameType::Adjective,
        NameType::Demonym,
        NameType::Metonym,
        NameType::Former,
        NameType::FullName,
        NameType::Surname,
        NameType::PlaceName,
    ];
}

/// What a name can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Referent {
    /// A state, organisation, body or group.
    Entity(EntityId),
    /// A person.
    Person(PersonId),
    /// A place on the map.
    Place(PlaceId),
}

/// One meaning of a name, best first in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What it means.
    pub referent: Referent,
    /// In what way it names it.
    pub name_type: NameType,
    /// Whether the name needs support from the context ("Georgia", "Washington", a bare surname
    /// of several people).
    pub ambiguous: bool,
    /// Whether what is known ended before the date asked for.
    pub stale: bool,
    /// The row that says so: `file:line`.
    pub row: String,
}

/// The longest name at the beginning of some words.
#[derive(Debug, Clone, PartialEq)]
pub struct NameMatch {
    /// How many of the words it covers.
    pub words: usize,
    /// What it can mean, best first.
    pub candidates: Vec<Candidate>,
}

/// A human being.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person<'w> {
    /// The world's own id.
    pub id: &'w str,
    /// Full name as usual in English news.
    pub name: &'w str,
    /// Family name.
    pub surname: &'w str,
    /// Wikidata item, when known.
    pub wikidata: Option<&'w str>,
    /// 'm' or 'f', when known.
    pub gender: Option<char>,
}

/// A post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office<'w> {
    /// Whose post it is.
    pub entity: EntityId,
    /// `hos`, `hog`, `fm`, `dm`, `io-head`, `spokesperson`, …
    pub role: &'w str,
    /// Title in English ("President", "Minister of Foreign Affairs").
    pub title: &'w str,
}

/// A person in a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding<'w> {
    /// Who.
    pub person: PersonId,
    /// Which post.
    pub office: Office<'w>,
    /// First day, as exact as the source is.
    pub start: Option<Date>,
    /// First day no longer in post; none while open.
    pub end: Option<Date>,
    /// Whether in an acting capacity.
    pub acting: bool,
    /// Whether the date asked for lies after the day on which an open row was last confirmed.
    pub stale: bool,
    /// The row that says so: `file:line`.
    pub row: String,
}

/// How a state belongs to an organisation on a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing<'w> {
    /// `member`, `founder`, `observer`, `partner`, `candidate`, `suspended`, `left`.
    pub status: &'w str,
    /// Since when, as exact as the source is ("2017-06-09").
    pub since: Option<&'w str>,
    /// Until when.
    pub until: Option<&'w str>,
    /// Whether the date asked for lies after the day of the last confirmation.
    pub stale: bool,
    /// The row that says so: `file:line`.
    pub row: String,
}

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PlaceKind {
    /// A town.
    City,
    /// A first-order division or a named region.
    Region,
    /// A state or territory as a place.
    Country,
    /// A sea, strait, river, mountain range.
    Feature,
    /// A building or site of note ("the White House", "the Great Hall of the People").
    Site,
}

impl PlaceKind {
    /// Every kind, in the order of the tables.
    pub const ALL: [PlaceKind; 5] = [
        PlaceKind::City,
        PlaceKind::Region,
        PlaceKind::Country,
        PlaceKind::Feature,
        PlaceKind::Site,
    ];
}

/// A place on the map.
#[derive(Debug, Clone, PartialEq)]
pub struct Place<'w> {
    /// Its name.
    pub name: &'w str,
    /// What kind of place it is.
    pub kind: PlaceKind,
    /// ISO3 of its state.
    pub country: Option<&'w str>,
    /// First-order division.
    pub admin1: Option<&'w str>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Inhabitants, 0 when not known.
    pub population: u64,
    /// GeoNames id.
    pub geonames: Option<u64>,
    /// Whether it is the capital of its state.
    pub capital: bool,
}
