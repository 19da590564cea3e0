//! Posts and memberships on a day.
//!
//! In: a person, a post or an organisation, and a day. Out: [`Holding`]s and [`Standing`]s. Never: a
//! name of a text.
//!
//! Kyrgyzstan stands in the SCO as a founder since 2001-06-15.

use crate::World;
use crate::compile::binary::{self, Section};
use crate::compile::date::{self, Packed};
use crate::compile::normal_form;
use crate::compile::schema::Table;
use crate::model::{EntityId, Holding, Office, PersonId, Standing};
use crate::time;
use jiff::civil::Date;

/// The first day that facts on posts hold, and the last on which one was confirmed.
pub(crate) type Coverage = (Option<Date>, Option<Date>);

/// A row of the tenures, resolved.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tenure {
    pub(crate) number: usize,
    pub(crate) person: u32,
    pub(crate) office: u32,
    pub(crate) start: Packed,
    pub(crate) end: Packed,
    pub(crate) as_of: Packed,
    pub(crate) acting: bool,
}

impl World {
    /// The posts that a person holds on a day (all ever held when no day is given), latest first.
    pub fn holdings(&self, person: PersonId, on: Option<Date>) -> Vec<Holding<'_>> {
        let day = on.map(time::pack);
        let held = self.tenures_of(person).filter(|tenure| tenure.on(day));
        held.map(|tenure| self.holding(tenure, day)).collect()
    }

    /// Who holds the post of `role` of an entity on a day, acting holders last, then latest first;
    /// all who ever held it when no day is given.
    pub fn holders(&self, role: &str, entity: EntityId, on: Option<Date>) -> Vec<Holding<'_>> {
        let day = on.map(time::pack);
        let offices = self
            .office_numbers(entity)
            .filter(|office| self.office_role(*office) == role);
        let held = offices
            .flat_map(|office| self.tenures_in(office))
            .filter(|tenure| tenure.on(day));
        let mut out: Vec<Holding<'_>> = held.map(|tenure| self.holding(tenure, day)).collect();
        out.sort_by(|a, b| (a.acting, b.start).cmp(&(b.acting, a.start)));
        out
    }

    /// Thousands of inhabitants, 0 when not known.
    pub(crate) fn thousands(&self, entity: EntityId) -> u32 {
        self.data
            .number(Section::Entities, binary::ENTITY * entity.0 as usize + 5)
    }

    /// Whose posts have a title.
    pub(crate) fn owners_of_title(&self, title: &str) -> Vec<EntityId> {
        let wanted = normal_form(title);
        let offices = 0..self.data.rows(Table::Offices);
        let titled = offices
            .filter(|office| normal_form(self.data.cell(Table::Offices, *office, 3)) == wanted);
        let mut owners: Vec<EntityId> = titled
            .map(|office| self.office_entity(office as u32))
            .collect();
        owners.dedup();
        owners
    }

    /// Whether several people hold a post of `role` of an entity at once on a day.
    pub(crate) fn is_shared_post(&self, role: &str, entity: EntityId, on: Option<Date>) -> bool {
        let mut offices = self
            .office_numbers(entity)
            .filter(|office| self.office_role(*office) == role);
        let marked = |office| self.data.cell(Table::Offices, office as usize, 4) == "1";
        offices.any(marked) && self.holders(role, entity, on).len() > 1
    }

    /// The posts of an entity.
    pub fn offices(&self, entity: EntityId) -> Vec<Office<'_>> {
        self.office_numbers(entity)
            .map(|office| self.office(office))
            .collect()
    }

    /// How `state` belongs to `organisation` on a day; the latest standing when no day is given.
    pub fn standing(
        &self,
        organisation: EntityId,
        state: EntityId,
        on: Option<Date>,
    ) -> Option<Standing<'_>> {
        let day = on.map(time::pack);
        let mut found = None;
        for number in self.membership_numbers(organisation) {
            let [_, member, start, end, as_of] = self.data.entry(Section::Memberships, number);
            if member == state.0 && day.is_none_or(|day| date::within(day, start, end)) {
                found = Some(self.standing_of(number, day, end, as_of));
            }
        }
        found
    }

    /// The members of an organisation on a day, with all kinds of standing; callers drop observers
    /// and partners by [`Standing::status`]. Every row when no day is given.
    pub fn members(
        &self,
        organisation: EntityId,
        on: Option<Date>,
    ) -> Vec<(EntityId, Standing<'_>)> {
        let day = on.map(time::pack);
        let mut out = Vec::new();
        for number in self.membership_numbers(organisation) {
            let [_, member, start, end, as_of] = self.data.entry(Section::Memberships, number);
            if day.is_none_or(|day| date::within(day, start, end)) {
                out.push((EntityId(member), self.standing_of(number, day, end, as_of)));
            }
        }
        out
    }

    /// The organisations that a state belongs to on a day, in any standing.
    pub fn organisations_of(
        &self,
        state: EntityId,
        on: Option<Date>,
    ) -> Vec<(EntityId, Standing<'_>)> {
        let day = on.map(time::pack);
        let mut out = Vec::new();
        for number in 0..self.data.rows(Table::Memberships) {
            let [organisation, member, start, end, as_of] =
                self.data.entry(Section::Memberships, number);
            if member == state.0 && day.is_none_or(|day| date::within(day, start, end)) {
                out.push((
                    EntityId(organisation),
                    self.standing_of(number, day, end, as_of),
                ));
            }
        }
        out
    }

    /// The first day on which the world holds facts on posts, and the last day on which one was
    /// confirmed. All posts are looked at once, when it is first asked.
    pub fn coverage(&self) -> (Option<Date>, Option<Date>) {
        *self.data.coverage(|| self.find_coverage())
    }

    fn find_coverage(&self) -> Coverage {
        let tenures = (0..self.data.rows(Table::Tenures)).map(|number| self.tenure(number));
        let (mut first, mut last) = (0, 0);
        for tenure in tenures {
            let start = date::as_start(tenure.start);
            if start != 0 && (first == 0 || start < first) {
                first = start;
            }
            last = last.max(date::as_start(tenure.as_of));
        }
        (time::start(first), time::start(last))
    }

    pub(crate) fn tenures_of(&self, person: PersonId) -> impl Iterator<Item = Tenure> {
        let [first, count] = self.data.entry(Section::People, person.0 as usize);
        (first..first + count).map(|number| self.tenure(number as usize))
    }

    fn tenures_in(&self, office: u32) -> impl Iterator<Item = Tenure> {
        let [_, first, count]: [u32; 3] = self.data.entry(Section::Offices, office as usize);
        (first..first + count)
            .map(|index| self.tenure(self.data.number(Section::ByOffice, index as usize) as usize))
    }

    pub(crate) fn tenure(&self, number: usize) -> Tenure {
        let [person, office, start, end, as_of, acting] = self.data.entry(Section::Tenures, number);
        Tenure {
            number,
            person,
            office,
            start,
            end,
            as_of,
            acting: acting == 1,
        }
    }

    fn office_numbers(&self, entity: EntityId) -> std::ops::Range<u32> {
        let fields: [u32; binary::ENTITY] = self.data.entry(Section::Entities, entity.0 as usize);
        fields[8]..fields[8] + fields[9]
    }

    pub(crate) fn office_role(&self, office: u32) -> &str {
        self.data.cell(Table::Offices, office as usize, 2)
    }

    pub(crate) fn office_entity(&self, office: u32) -> EntityId {
        EntityId(
            self.data
                .number(Section::Offices, binary::OFFICE * office as usize),
        )
    }

    fn office(&self, office: u32) -> Office<'_> {
        let title = self.data.cell(Table::Offices, office as usize, 3);
        Office {
            entity: self.office_entity(office),
            role: self.office_role(office),
            title,
        }
    }

    fn holding(&self, tenure: Tenure, day: Option<Packed>) -> Holding<'_> {
        Holding {
            person: PersonId(tenure.person),
            office: self.office(tenure.office),
            start: time::start(tenure.start),
            end: time::end(tenure.end),
            acting: tenure.acting,
            stale: day.is_some_and(|day| time::is_stale(day, tenure.end, tenure.as_of)),
            row: self.data.row(Table::Tenures, tenure.number),
        }
    }

    pub(crate) fn membership_numbers(&self, organisation: EntityId) -> std::ops::Range<usize> {
        let fields: [u32; binary::ENTITY] =
            self.data.entry(Section::Entities, organisation.0 as usize);
        fields[6] as usize..(fields[6] + fields[7]) as usize
    }

    fn standing_of(
        &self,
        number: usize,
        day: Option<Packed>,
        end: Packed,
        as_of: Packed,
    ) -> Standing<'_> {
        let cell = |column| self.data.filled(Table::Memberships, number, column);
        Standing {
            status: cell(2).unwrap_or_default(),
            since: cell(3),
            until: cell(4),
            stale: day.is_some_and(|day| time::is_stale(day, end, as_of)),
            row: self.data.row(Table::Memberships, number),
        }
    }
}

impl Tenure {
    /// Whether it covers a day; always, when none is given.
    pub(crate) fn on(&self, day: Option<Packed>) -> bool {
        day.is_none_or(|day| date::within(day, self.start, self.end))
    }

    /// Whether it is not known to have ended before a day.
    pub(crate) fn not_over(&self, day: Packed) -> bool {
        self.end == 0 || day < date::as_end(self.end)
    }
}
