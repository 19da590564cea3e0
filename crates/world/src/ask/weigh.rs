//! Meanings of a name in the order that its clause suggests.
//!
//! In: the meanings of a name with their weights, and the evidence of the clause. Out: the same, best
//! first. Never: a meaning that the tables do not have.
//!
//! *Georgia* in *Democrats won both Senate seats in Georgia* is the American state: it stands as a
//! place, and two names of the clause are bodies of the United States.

use super::Asker;
use super::clause::Setting;
use super::evidence::Level;
use crate::compile::binary;
use crate::model::{EntityKind, NameType, PersonId, PlaceKind, Referent};
use crate::rank::Ranked;

/// Points of a state, an organisation, or the full name of a person.
const WHOLE: i64 = 300;
/// Points of a body, group, party, medium.
const BODY: i64 = 250;
/// Points of a region or a capital, and of a capital that stands for its government.
const SEAT: i64 = 150;
/// Points of an organisation over the state that its seat lies in, when the seat's name acts.
const SEAT_OF: i64 = 20;
/// Points that a meaning loses when it does not hold on the day.
const ENDED: i64 = 150;
/// Points for the right part in the clause, lost for the wrong one.
const SETTING: i64 = 100;
/// Points that a region loses as a party.
const ACTING_REGION: i64 = 30;
/// Points when a body, region or town of the same state stands beside.
const INNER: i64 = 150;
/// Points when a person of the same state stands beside.
const PERSON: i64 = 70;
/// Points when the state itself is named beside.
const NAMED: i64 = 40;
/// Points that a state loses when the clause speaks of another meaning's state.
const RIVAL: i64 = 60;
/// Points when a title beside the name fits a post of the person on the day.
const TITLE: i64 = 60;
/// Points when a title elsewhere fits post and state of the person.
const FAR_TITLE: i64 = 45;
/// Points lost when the pronouns are of the other gender.
const GENDER: i64 = 60;
/// Points of a person whose name is an everyday word that the clause does not support.
const COMMON: i64 = 30;

/// What a title in the mention itself says of the person.
#[derive(Debug, Default, Clone)]
pub(crate) struct Claim {
    pub(crate) role: Option<String>,
    pub(crate) owner: Option<String>,
}

impl Asker<'_> {
    /// Sorts meanings, best first; the world's own order decides between equals.
    pub(crate) fn weigh(&self, ranked: Vec<Ranked>, claim: &Claim) -> Vec<Ranked> {
        let codes: Vec<Option<String>> = ranked
            .iter()
            .map(|item| self.code_of(item.referent))
            .collect();
        let rival = |own: &Option<String>| {
            let spoken = |code: &&String| {
                let stays = self.setting == Setting::Place;
                Some(*code) != own.as_ref()
                    && (self.evidence.speaks_for(code, Level::Inner)
                        || (stays && self.evidence.speaks_for(code, Level::Person)))
            };
            codes.iter().flatten().any(|code| spoken(&code))
        };
        let mut scored: Vec<(i64, Ranked)> = Vec::new();
        for (item, code) in ranked.into_iter().zip(&codes) {
            let lost = if rival(code) { RIVAL } else { 0 };
            scored.push((self.points(&item, code.as_deref(), claim) - lost, item));
        }
        scored.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
        scored.into_iter().map(|(_, item)| item).collect()
    }

    fn points(&self, item: &Ranked, code: Option<&str>, claim: &Claim) -> i64 {
        let base = match item.referent {
            Referent::Entity(_) => self.entity_points(item),
            Referent::Place(id) => self.place_points(item, self.world.place(id).kind),
            Referent::Person(id) => self.person_points(item, id, claim),
        };
        let ended = if item.valid { 0 } else { ENDED };
        base - ended + code.map_or(0, |code| self.support(item, code))
    }

    /// Points for the other names of the clause that belong to the same state.
    fn support(&self, item: &Ranked, code: &str) -> i64 {
        let at = |level, points| match self.evidence.speaks_for(code, level) {
            true => points,
            false => 0,
        };
        match item.referent {
            Referent::Place(_) => at(Level::Inner, INNER) + at(Level::Person, PERSON),
            Referent::Person(_) => at(Level::Whole, NAMED).max(at(Level::Inner, NAMED)),
            Referent::Entity(_) => at(Level::Inner, INNER) + at(Level::Whole, NAMED),
        }
    }

    fn entity_points(&self, item: &Ranked) -> i64 {
        let metonym = item.name_type() == NameType::Metonym;
        let size = (item.weight.max(1) as f64).log10() as i64;
        let base = match item.class {
            0 => WHOLE,
            1 => BODY,
            _ => SEAT,
        };
        let setting = match self.setting {
            Setting::Place if metonym && item.is_marked() => -SETTING,
            Setting::Party => SETTING,
            _ => 0,
        };
        let organisation = match item.referent {
            Referent::Entity(id) if metonym && self.world.entity(id).organisation.is_some() => {
                SEAT_OF
            }
            _ => 0,
        };
        base + size + setting + organisation - i64::from(metonym && self.setting == Setting::Open)
    }

    fn place_points(&self, item: &Ranked, kind: PlaceKind) -> i64 {
        let size = (item.weight.max(1) as f64).log10();
        let base = ((size * 20.0) as i64).min(SEAT + size as i64);
        let setting = match (self.setting, kind) {
            (Setting::Place, _) => SETTING,
            (Setting::Party, PlaceKind::City) => -SETTING,
            (Setting::Party, _) => -ACTING_REGION,
            (Setting::Open, _) => 0,
        };
        base + setting
    }

    fn person_points(&self, item: &Ranked, id: PersonId, claim: &Claim) -> i64 {
        let full = item.form & 0xff == binary::TYPE_FULL_NAME;
        let rank = self
            .main_holding(id, None)
            .map_or(0, |holding| self.rank_of(&holding));
        let base = item.weight as i64 + rank as i64 / 5 + if full { WHOLE } else { 0 };
        let setting = match self.setting {
            Setting::Place => -SETTING,
            Setting::Party => SETTING / 2,
            Setting::Open => 0,
        };
        let common = if item.form & binary::MARK_COMMON != 0 {
            COMMON
        } else {
            0
        };
        base + setting - common + self.title_points(id, claim) + self.gender_points(id)
    }

    fn title_points(&self, id: PersonId, claim: &Claim) -> i64 {
        let holdings = self.world.holdings(id, self.on);
        let past = self.world.holdings(id, None);
        let fits = |role: &str, owner: Option<&str>, list: &[crate::model::Holding<'_>]| {
            list.iter().any(|holding| {
                let code = self.code_of(Referent::Entity(holding.office.entity));
                holding.office.role == role
                    && owner.is_none_or(|owner| code.as_deref() == Some(owner))
            })
        };
        let mut points = 0;
        for title in &self.evidence.titles {
            let owner = title.owner.as_deref();
            points += match (title.close, fits(&title.role, owner, &holdings)) {
                (true, true) => TITLE,
                (false, true) if owner.is_some() => FAR_TITLE,
                _ => 0,
            };
        }
        if let Some(role) = &claim.role {
            let owner = claim.owner.as_deref();
            points += match fits(role, owner, &holdings) {
                true => 2 * TITLE,
                false if fits(role, owner, &past) => TITLE,
                false => 0,
            };
        }
        let own = claim.owner.as_deref().is_some_and(|owner| {
            past.iter().any(|holding| {
                self.code_of(Referent::Entity(holding.office.entity))
                    .as_deref()
                    == Some(owner)
            })
        });
        points + if own { TITLE } else { 0 }
    }

    fn gender_points(&self, id: PersonId) -> i64 {
        match (self.evidence.gender, self.world.person(id).gender) {
            (Some(said), Some(known)) if said != known => -GENDER,
            _ => 0,
        }
    }

    /// Code of the state or organisation that a meaning belongs to on the day.
    pub(crate) fn code_of(&self, referent: Referent) -> Option<String> {
        match referent {
            Referent::Entity(id) => {
                let entity = self.world.entity(id);
                entity.country.or(entity.organisation).map(str::to_owned)
            }
            Referent::Place(id) => self.world.place(id).country.map(str::to_owned),
            Referent::Person(id) => {
                let holding = self.main_holding(id, None)?;
                self.code_of(Referent::Entity(holding.office.entity))
            }
        }
    }

    /// Whether an entity is a state or a territory.
    pub(crate) fn is_state(kind: EntityKind) -> bool {
        matches!(
            kind,
            EntityKind::State | EntityKind::Territory | EntityKind::Defacto | EntityKind::Historic
        )
    }
}
