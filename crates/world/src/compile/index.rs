//! Checked tables to the binary: ordering, cross-references, the automaton of names.
//!
//! In: rows without faults. Out: the bytes. Never: a fault; what is wrong was found before.
//!
//! An open row of a sole post ends where a later one begins: the row *Fidan, tur.fm, 2023-06-03*
//! closes *Çavuşoğlu, tur.fm, 2015-11-24* by itself.

use super::binary::{self, Section};
use super::date::{self, Packed};
use super::normal;
use super::schema::{NAME_TYPES, PLACE_KINDS, TABLES, Table};
use super::table::{Row, Tables};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The binary.
pub fn build(mut tables: Tables) -> Vec<u8> {
    sort(&mut tables);
    let mut builder = Builder::new(&tables);
    builder.entities();
    builder.tenures();
    builder.memberships();
    builder.names();
    builder.phrases();
    builder.cells();
    builder.finish()
}

fn sort(tables: &mut Tables) {
    for (form, rows) in TABLES.iter().zip(&mut tables.rows) {
        match form.table {
            Table::Offices => {
                rows.sort_by(|a, b| (&a.cells[1], &a.cells[0]).cmp(&(&b.cells[1], &b.cells[0])))
            }
            Table::Tenures => rows.sort_by(|a, b| {
                (&a.cells[0], &b.cells[2], &a.cells[1]).cmp(&(
                    &b.cells[0],
                    &a.cells[2],
                    &b.cells[1],
                ))
            }),
            Table::Memberships => rows.sort_by(|a, b| {
                (&a.cells[0], &a.cells[1], &a.cells[3]).cmp(&(
                    &b.cells[0],
                    &b.cells[1],
                    &b.cells[3],
                ))
            }),
            _ => rows.sort_by(|a, b| a.cells.cmp(&b.cells)),
        }
    }
}

/// Kind of the words that names may have before them or lack.
pub const ARTICLE: &str = "article";
/// Kind of the words that are surnames or towns and also everyday words.
const COMMON: &str = "common";

/// Kind of the words that are no surname and no town to a reader, whoever bears them.
const NEVER: &str = "never";

/// Kind of the words that surnames begin with and that news may leave out.
const PARTICLE: &str = "particle";

fn normal_words(tables: &Tables, kind: &str) -> HashSet<String> {
    words_of(tables, kind)
        .into_iter()
        .map(|word| normal::phrase(word, &[]))
        .collect()
}

/// The words of a kind.
pub fn words_of<'t>(tables: &'t Tables, kind: &str) -> Vec<&'t str> {
    let rows = tables.rows[Table::Words as usize].iter();
    rows.filter(|row| row.cells[1] == kind)
        .map(|row| row.cells[0].as_str())
        .collect()
}

/// Letters that a word of a name has at least to stand for it alone.
const SHORTEST_PART: usize = 3;

struct Builder<'t> {
    tables: &'t Tables,
    sections: Vec<Vec<u8>>,
    strings: HashMap<&'t str, u32>,
    order: Vec<&'t str>,
    index: Vec<HashMap<&'t str, u32>>,
    articles: Vec<&'t str>,
    common: HashSet<String>,
    never: HashSet<String>,
    particles: HashSet<String>,
    keys: BTreeMap<Vec<u8>, u64>,
}

impl<'t> Builder<'t> {
    fn new(tables: &'t Tables) -> Self {
        let index = tables
            .rows
            .iter()
            .map(|rows| {
                rows.iter()
                    .zip(0..)
                    .map(|(row, number)| (row.cells[0].as_str(), number))
                    .collect()
            })
            .collect();
        Builder {
            tables,
            sections: vec![Vec::new(); binary::SECTIONS],
            strings: HashMap::new(),
            order: Vec::new(),
            index,
            articles: words_of(tables, ARTICLE),
            common: normal_words(tables, COMMON),
            never: normal_words(tables, NEVER),
            particles: normal_words(tables, PARTICLE),
            keys: BTreeMap::new(),
        }
    }

    fn rows(&self, table: Table) -> &'t [Row] {
        &self.tables.rows[table as usize]
    }

    fn find(&self, table: Table, id: &str) -> u32 {
        self.index[table as usize].get(id).copied().unwrap_or(0)
    }

    fn put(&mut self, section: Section, numbers: impl IntoIterator<Item = u32>) {
        self.sections[section.number()] = binary::numbers(numbers);
    }

    fn string(&mut self, text: &'t str) -> u32 {
        let next = self.order.len() as u32;
        *self.strings.entry(text).or_insert_with(|| {
            self.order.push(text);
            next
        })
    }

    fn entities(&mut self) {
        let rows = self.rows(Table::Entities);
        let (countries, capitals) = (self.places_by_state("country"), self.capitals());
        let members = spans(self.rows(Table::Memberships), |row| row.cells[0].as_str());
        let offices = spans(self.rows(Table::Offices), |row| row.cells[1].as_str());
        let mut out = Vec::with_capacity(rows.len() * binary::ENTITY);
        for row in rows {
            let id = row.cells[0].as_str();
            let kind = super::schema::ENTITY_KINDS
                .iter()
                .position(|kind| *kind == row.cells[1])
                .unwrap_or(0);
            let population: u64 = row.cells[9].parse().unwrap_or(0);
            let (first_member, member_count) = members.get(id).copied().unwrap_or_default();
            let (first_office, office_count) = offices.get(id).copied().unwrap_or_default();
            out.extend([kind as u32, packed(&row.cells[7]), packed(&row.cells[8])]);
            out.extend([
                countries.get(id).copied().unwrap_or(0),
                capitals.get(id).copied().unwrap_or(0),
            ]);
            out.extend([
                (population / 1000) as u32,
                first_member,
                member_count,
                first_office,
                office_count,
            ]);
        }
        self.put(Section::Entities, out);
        for (row, number) in rows.iter().zip(0u64..) {
            self.key(binary::KEY_ENTITY, &row.cells[0], number);
        }
    }

    /// Place + 1 of each state, for places of a kind.
    fn places_by_state(&self, kind: &str) -> HashMap<&'t str, u32> {
        let places = self.rows(Table::Places).iter().zip(1..);
        places
            .filter(|(row, _)| row.cells[2] == kind && !row.cells[3].is_empty())
            .map(|(row, number)| (row.cells[3].as_str(), number))
            .collect()
    }

    fn capitals(&self) -> HashMap<&'t str, u32> {
        let places = self.rows(Table::Places).iter().zip(1..);
        places
            .filter(|(row, _)| row.cells[8] == "1")
            .map(|(row, number)| (row.cells[3].as_str(), number))
            .collect()
    }

    fn tenures(&mut self) {
        let rows = self.rows(Table::Tenures);
        let by_office = self.by_office(rows);
        let ends = self.effective_ends(rows, &by_office);
        let mut out = Vec::with_capacity(rows.len() * binary::TENURE);
        for (row, end) in rows.iter().zip(ends) {
            out.extend([
                self.find(Table::People, &row.cells[0]),
                self.find(Table::Offices, &row.cells[1]),
            ]);
            out.extend([
                packed(&row.cells[2]),
                end,
                packed(&row.cells[5]),
                u32::from(row.cells[4] == "1"),
            ]);
        }
        self.put(Section::Tenures, out);
        let of_people = spans(rows, |row| row.cells[0].as_str());
        let people = self.rows(Table::People).iter().flat_map(|row| {
            let (first, count) = of_people
                .get(row.cells[0].as_str())
                .copied()
                .unwrap_or_default();
            [first, count]
        });
        self.put(Section::People, people.collect::<Vec<u32>>());
        self.offices(&by_office);
        for (row, number) in self.rows(Table::People).iter().zip(0u64..) {
            self.key(binary::KEY_PERSON, &row.cells[0], number);
        }
    }

    /// Tenures of each office, earliest first.
    fn by_office(&self, rows: &[Row]) -> Vec<Vec<u32>> {
        let mut out = vec![Vec::new(); self.rows(Table::Offices).len()];
        for (row, number) in rows.iter().zip(0..) {
            out[self.find(Table::Offices, &row.cells[1]) as usize].push(number);
        }
        for list in &mut out {
            list.sort_by_key(|tenure| {
                (
                    date::as_start(packed(&rows[*tenure as usize].cells[2])),
                    *tenure,
                )
            });
        }
        out
    }

    /// Ends, where an open row of a sole post ends with the next beginning.
    fn effective_ends(&self, rows: &[Row], by_office: &[Vec<u32>]) -> Vec<Packed> {
        let mut ends: Vec<Packed> = rows.iter().map(|row| packed(&row.cells[3])).collect();
        for (office, list) in self.rows(Table::Offices).iter().zip(by_office) {
            if office.cells[4] == "1" {
                continue;
            }
            for pair in list.windows(2) {
                let (this, next) = (&rows[pair[0] as usize], &rows[pair[1] as usize]);
                let start = packed(&next.cells[2]);
                if this.cells[3].is_empty() && start > packed(&this.cells[2]) {
                    ends[pair[0] as usize] = date::as_start(start);
                }
            }
        }
        ends
    }

    fn offices(&mut self, by_office: &[Vec<u32>]) {
        let mut out = Vec::new();
        let mut first = 0;
        for (row, list) in self.rows(Table::Offices).iter().zip(by_office) {
            out.extend([
                self.find(Table::Entities, &row.cells[1]),
                first,
                list.len() as u32,
            ]);
            first += list.len() as u32;
        }
        self.put(Section::Offices, out);
        self.put(Section::ByOffice, by_office.iter().flatten().copied());
    }

    fn memberships(&mut self) {
        let mut out = Vec::new();
        for row in self.rows(Table::Memberships) {
            out.extend([
                self.find(Table::Entities, &row.cells[0]),
                self.find(Table::Entities, &row.cells[1]),
            ]);
            out.extend([
                packed(&row.cells[3]),
                packed(&row.cells[4]),
                packed(&row.cells[5]),
            ]);
        }
        self.put(Section::Memberships, out);
    }

    fn names(&mut self) {
        let mut postings: BTreeMap<String, Vec<[u32; binary::POSTING]>> = BTreeMap::new();
        self.entity_names(&mut postings);
        self.person_names(&mut postings);
        self.place_names(&mut postings);
        let mut out: Vec<u32> = Vec::new();
        for (name, mut list) in postings {
            list.sort_unstable();
            list.dedup_by_key(|posting| (posting[0], posting[2]));
            let first = (out.len() / binary::POSTING) as u64;
            self.key(binary::KEY_NAME, &name, first << 16 | list.len() as u64);
            out.extend(list.iter().flatten());
        }
        for (key, people) in [
            (binary::KEY_SKELETON, self.skeletons()),
            (binary::KEY_PART, self.parts()),
        ] {
            for (text, list) in people {
                let first = (out.len() / binary::POSTING) as u64;
                self.key(key, &text, first << 16 | list.len() as u64);
                out.extend(list.iter().flatten());
            }
        }
        self.put(Section::Postings, out);
    }

    /// People by the skeletons of their names.
    fn skeletons(&self) -> BTreeMap<String, Vec<[u32; binary::POSTING]>> {
        let mut out: BTreeMap<String, Vec<[u32; binary::POSTING]>> = BTreeMap::new();
        for (row, number) in self.rows(Table::People).iter().zip(0..) {
            let referent = binary::REFERENT_PERSON << 30 | number;
            for (name, kind) in [
                (&row.cells[1], binary::TYPE_FULL_NAME),
                (&row.cells[2], binary::TYPE_SURNAME),
            ] {
                let form = kind | binary::MARK_CAPITAL | binary::MARK_AMBIGUOUS;
                let list = out.entry(normal::skeleton(name)).or_default();
                if list.iter().all(|known| known[0] != referent) {
                    list.push([referent, form, 0, 0, spot(row)]);
                }
            }
        }
        out.remove("");
        out
    }

    /// People by the single words of their full names: of *Rafael Correa Delgado* each alone.
    fn parts(&self) -> BTreeMap<String, Vec<[u32; binary::POSTING]>> {
        let mut out: BTreeMap<String, Vec<[u32; binary::POSTING]>> = BTreeMap::new();
        for (row, number) in self.rows(Table::People).iter().zip(0..) {
            let referent = binary::REFERENT_PERSON << 30 | number;
            let form = binary::TYPE_SURNAME | binary::MARK_CAPITAL | binary::MARK_AMBIGUOUS;
            for word in row.cells[1].split(' ') {
                let key = normal::phrase(word, &[]);
                if key.len() >= SHORTEST_PART && !self.never.contains(&key) {
                    let list = out.entry(key).or_default();
                    list.push([referent, form | self.common_mark(word), 0, 0, spot(row)]);
                }
            }
        }
        out
    }

    fn entity_names(&self, out: &mut BTreeMap<String, Vec<[u32; binary::POSTING]>>) {
        for row in self.rows(Table::Names) {
            let kind = NAME_TYPES
                .iter()
                .position(|kind| *kind == row.cells[2])
                .unwrap_or(0) as u32;
            let mark = if row.cells[5] == "1" {
                binary::MARK_AMBIGUOUS
            } else {
                0
            };
            let form = kind | mark | capitals(&row.cells[1], row.cells[2] == "abbreviation");
            let referent =
                binary::REFERENT_ENTITY << 30 | self.find(Table::Entities, &row.cells[0]);
            let posting = [
                referent,
                form,
                packed(&row.cells[3]),
                packed(&row.cells[4]),
                spot(row),
            ];
            self.add(out, &row.cells[1], posting);
        }
    }

    fn person_names(&self, out: &mut BTreeMap<String, Vec<[u32; binary::POSTING]>>) {
        for (row, number) in self.rows(Table::People).iter().zip(0..) {
            let referent = binary::REFERENT_PERSON << 30 | number;
            let full = binary::TYPE_FULL_NAME | binary::MARK_CAPITAL;
            let surname = binary::TYPE_SURNAME | binary::MARK_CAPITAL;
            self.add(
                out,
                &row.cells[2],
                [
                    referent,
                    surname | self.common_mark(&row.cells[2]),
                    0,
                    0,
                    spot(row),
                ],
            );
            if let Some(bare) = self.without_particle(&row.cells[2]) {
                let form = surname | self.common_mark(bare);
                self.add(out, bare, [referent, form, 0, 0, spot(row)]);
            }
            self.add(out, &row.cells[1], [referent, full, 0, 0, spot(row)]);
            for alias in list(&row.cells[5]) {
                let single = !alias.contains(' ');
                let form = if single {
                    surname | self.common_mark(alias)
                } else {
                    full
                };
                self.add(out, alias, [referent, form, 0, 0, spot(row)]);
            }
        }
    }

    /// A surname without the particle that news leaves out ("Assad" of "al-Assad").
    fn without_particle<'n>(&self, surname: &'n str) -> Option<&'n str> {
        let (particle, bare) = surname.split_once('-')?;
        let known = self.particles.contains(&normal::phrase(particle, &[]));
        (known && !bare.is_empty()).then_some(bare)
    }

    fn common_mark(&self, surname: &str) -> u32 {
        if self.common.contains(&normal::phrase(surname, &[])) {
            binary::MARK_COMMON
        } else {
            0
        }
    }

    fn place_names(&self, out: &mut BTreeMap<String, Vec<[u32; binary::POSTING]>>) {
        for (row, number) in self.rows(Table::Places).iter().zip(0..) {
            if row.cells[2] == PLACE_KINDS[2] {
                continue;
            }
            let referent = binary::REFERENT_PLACE << 30 | number;
            for name in std::iter::once(row.cells[1].as_str()).chain(list(&row.cells[9])) {
                let form = binary::TYPE_PLACE | binary::MARK_CAPITAL | self.common_mark(name);
                self.add(out, name, [referent, form, 0, 0, spot(row)]);
            }
        }
    }

    fn add(
        &self,
        out: &mut BTreeMap<String, Vec<[u32; binary::POSTING]>>,
        name: &str,
        posting: [u32; binary::POSTING],
    ) {
        let key = normal::phrase(name, &self.articles);
        let bare = posting[1] & 0xff >= binary::TYPE_SURNAME && self.never.contains(&key);
        if !key.is_empty() && !bare {
            out.entry(key).or_default().push(posting);
        }
    }

    fn phrases(&mut self) {
        for (table, key) in [
            (Table::Titles, binary::KEY_TITLE),
            (Table::Agents, binary::KEY_AGENT),
            (Table::Bodies, binary::KEY_BODY),
        ] {
            for (row, number) in self.rows(table).iter().zip(0u64..) {
                self.key(key, &normal::phrase(&row.cells[0], &[]), number);
            }
        }
    }

    fn key(&mut self, kind: u8, text: &str, value: u64) {
        let mut key = vec![kind];
        key.extend(text.as_bytes());
        self.keys.insert(key, value);
    }

    fn cells(&mut self) {
        for (number, rows) in self.tables.rows.iter().enumerate() {
            let mut cells = Vec::new();
            for row in rows {
                cells.extend(row.cells.iter().map(|cell| self.string(cell)));
            }
            self.put(Section::Cells(number), cells);
            self.put(Section::Lines(number), rows.iter().map(spot));
        }
        let tables = self.tables;
        let files: Vec<u32> = tables.files.iter().map(|file| self.string(file)).collect();
        self.put(Section::Files, files);
    }

    fn finish(mut self) -> Vec<u8> {
        let mut starts = vec![0u32];
        let mut bytes = Vec::new();
        for text in &self.order {
            bytes.extend(text.as_bytes());
            starts.push(bytes.len() as u32);
        }
        self.put(Section::StringStarts, starts);
        self.sections[Section::Strings.number()] = bytes;
        self.sections[Section::Automaton.number()] = automaton(&self.keys);
        binary::assemble(self.sections)
    }
}

fn automaton(keys: &BTreeMap<Vec<u8>, u64>) -> Vec<u8> {
    let mut builder = fst::MapBuilder::memory();
    for (key, value) in keys {
        // Keys of a sorted map are in order, and memory does not run out of disk.
        let _ = builder.insert(key, *value);
    }
    builder.into_inner().unwrap_or_default()
}

/// First row and number of rows with the same key, in rows sorted by it.
fn spans<'r>(rows: &'r [Row], key: impl Fn(&'r Row) -> &'r str) -> HashMap<&'r str, (u32, u32)> {
    let mut out: HashMap<&str, (u32, u32)> = HashMap::new();
    for (row, number) in rows.iter().zip(0..) {
        out.entry(key(row)).or_insert((number, 0)).1 += 1;
    }
    out
}

fn packed(text: &str) -> Packed {
    date::pack(text).unwrap_or(0)
}

/// File and line in one number: 8 and 24 bits.
fn spot(row: &Row) -> u32 {
    row.file << 24 | row.line
}

/// The parts of a cell with `;` between them.
pub fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// How a name of an entity must be written in a text.
fn capitals(text: &str, abbreviation: bool) -> u32 {
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let upper = text.chars().any(char::is_uppercase);
    match (abbreviation, text.contains(' ')) {
        (true, _) if letters <= 3 => binary::MARK_CAPITALS,
        (true, _) => binary::MARK_CAPITAL,
        (false, false) if upper => binary::MARK_CAPITAL,
        _ => 0,
    }
}
