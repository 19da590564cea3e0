//! How far the tables are confirmed, and how a state stands to an organisation.
//!
//! In: a day. Out: [`Freshness`] by kind of row: open rows, and those that nobody confirmed since that
//! day; [`Membership`] of one state. Never: a row that has ended.
//!
//! A head of state whose open row has the as-of day 2025-10 is old before 2026-01-01.

use crate::World;
use crate::compile::binary::Section;
use crate::compile::date::{self, Packed};
use crate::compile::schema::Table;
use crate::model::EntityId;
use crate::time;
use jiff::civil::Date;

/// Open rows of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Freshness {
    /// Which rows: "hos", "fm", "memberships".
    pub what: String,
    /// How many are open.
    pub open: usize,
    /// Open rows last confirmed before the day: `file:line person or organisation, day`.
    pub old: Vec<String>,
    /// Open rows that name no day of confirmation.
    pub never: Vec<String>,
}

/// How a state stands to an organisation on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Membership {
    /// `member`, `observer`, `dialogue partner`, `candidate`, `suspended`, `invited`, `left`, or
    /// `none`.
    pub status: String,
    /// Whether it was there from the beginning.
    pub founder: bool,
    /// First day of the standing, as exact as the source is.
    pub since: Option<String>,
    /// First day no longer in it; none while open.
    pub until: Option<String>,
    /// Whether the day lies beyond the last confirmation.
    pub stale: bool,
    /// The row that says so: `file:line`; empty when there is none.
    pub row: String,
}

/// Roles that the report lists one by one; the others are one line.
const ROLES: [&str; 5] = ["hos", "hog", "fm", "dm", "io-head"];
const OTHERS: &str = "other posts";
const MEMBERSHIPS: &str = "memberships";
const MEMBER: &str = "member";
const FOUNDER: &str = "founder";
const LEFT: &str = "left";
const SUSPENDED: &str = "suspended";
const NONE: &str = "none";

impl World {
    /// Open rows by kind, and which of them nobody confirmed since `before`.
    pub fn freshness(&self, before: Date) -> Vec<Freshness> {
        let day = time::pack(before);
        let kinds = ROLES.iter().chain([&OTHERS, &MEMBERSHIPS]);
        let mut out: Vec<Freshness> = kinds.map(|kind| Freshness::new(kind)).collect();
        for number in 0..self.data.rows(Table::Tenures) {
            let tenure = self.tenure(number);
            let role = self.office_role(tenure.office);
            let kind = ROLES.iter().position(|known| *known == role);
            let row = self.data.row(Table::Tenures, number);
            let person = self.data.cell(Table::Tenures, number, 0);
            let office = self.data.cell(Table::Tenures, number, 1);
            let what = format!("{row} {person}, {office}");
            out[kind.unwrap_or(ROLES.len())].add((tenure.end, tenure.as_of), day, what);
        }
        for number in 0..self.data.rows(Table::Memberships) {
            let [_, _, _, end, as_of] = self.data.entry(Section::Memberships, number);
            let cell = |column| self.data.cell(Table::Memberships, number, column);
            let row = self.data.row(Table::Memberships, number);
            let what = format!("{row} {} in {}", cell(1), cell(0));
            out[ROLES.len() + 1].add((end, as_of), day, what);
        }
        out
    }

    /// Bytes of the compiled tables.
    pub fn size(&self) -> usize {
        self.data.size()
    }

    /// How a state stands to an organisation on a day. A state that belonged to it and no longer does
    /// has `left`; a founder is a member.
    ///
    /// ```
    /// use dateline_world::World;
    /// use jiff::civil::date;
    /// let world = World::embedded();
    /// let (nato, finland) = (world.entity_by_id("NATO"), world.entity_by_id("FIN"));
    /// let standing = world.membership(nato.unwrap(), finland.unwrap(), date(2023, 4, 4));
    /// assert_eq!(standing.status, "member");
    /// ```
    pub fn membership(&self, organisation: EntityId, state: EntityId, on: Date) -> Membership {
        let mut rows: Vec<usize> = self.membership_numbers(organisation).collect();
        rows.retain(|number| {
            let [_, member]: [u32; 2] = self.first_two(*number);
            member == state.0
        });
        let founder = rows
            .iter()
            .any(|row| self.data.cell(Table::Memberships, *row, 2) == FOUNDER);
        if let Some(standing) = self.standing(organisation, state, Some(on)) {
            let status = match standing.status {
                FOUNDER => MEMBER,
                other => other,
            };
            let (since, until) = match status {
                MEMBER => self.run_of(&rows, on),
                _ => (
                    standing.since.map(str::to_owned),
                    standing.until.map(str::to_owned),
                ),
            };
            return Membership {
                status: status.to_owned(),
                founder,
                since,
                until,
                stale: standing.stale,
                row: standing.row,
            };
        }
        self.outside(&rows, on, founder)
    }

    fn first_two(&self, number: usize) -> [u32; 2] {
        let [organisation, member, ..]: [u32; 5] = self.data.entry(Section::Memberships, number);
        [organisation, member]
    }

    /// Beginning and end of the membership that covers a day, over rows that meet.
    fn run_of(&self, rows: &[usize], on: Date) -> (Option<String>, Option<String>) {
        let day = time::pack(on);
        let cell = |row: usize, column| self.data.filled(Table::Memberships, row, column);
        let is_member = |row: &&usize| matches!(cell(**row, 2), Some(MEMBER | FOUNDER));
        let covering = rows.iter().filter(is_member).find(|row| {
            let [_, _, start, end, _] = self.data.entry(Section::Memberships, **row);
            date::within(day, start, end)
        });
        let text = |column| {
            covering
                .and_then(|row| cell(*row, column))
                .map(str::to_owned)
        };
        (text(3), text(4))
    }

    /// The standing of a state that has no row for the day.
    fn outside(&self, rows: &[usize], on: Date, founder: bool) -> Membership {
        let day = time::pack(on);
        let belonged = |row: &&usize| {
            let [_, _, _, end, _] = self.data.entry(Section::Memberships, **row);
            let status = self.data.cell(Table::Memberships, **row, 2);
            matches!(status, MEMBER | FOUNDER | SUSPENDED) && end != 0 && date::as_end(end) <= day
        };
        let last = rows.iter().filter(belonged).max_by_key(|row| {
            let [_, _, _, end, _] = self.data.entry(Section::Memberships, **row);
            date::as_end(end)
        });
        Membership {
            status: if last.is_some() { LEFT } else { NONE }.to_owned(),
            founder: founder && last.is_some(),
            since: last
                .and_then(|row| self.data.filled(Table::Memberships, *row, 4))
                .map(str::to_owned),
            until: None,
            stale: false,
            row: last.map_or(String::new(), |row| self.data.row(Table::Memberships, *row)),
        }
    }
}

impl Freshness {
    fn new(what: &str) -> Freshness {
        Freshness {
            what: what.to_owned(),
            open: 0,
            old: Vec::new(),
            never: Vec::new(),
        }
    }

    fn add(&mut self, (end, as_of): (Packed, Packed), before: Packed, row: String) {
        if end != 0 {
            return;
        }
        self.open += 1;
        if as_of == 0 {
            self.never.push(row);
        } else if date::as_end(as_of) <= before {
            self.old.push(row);
        }
    }
}
