//! Meanings written out.
//!
//! In: a meaning as a number of the world, and the day. Out: a [`Meaning`] with name, codes, sector and
//! office. Never: a choice among meanings.
//!
//! Person 417 on 2024-07-03 is "Hakan Fidan", TUR, GOV, "Minister of Foreign Affairs of Turkey".

use super::clause::Setting;
use super::cues::Part;
use super::{Asker, Meaning};
use crate::compile::normal;
use crate::model::{EntityId, EntityKind, Holding, NameType, PersonId, PlaceId, Referent};
use crate::rank::{self, Ranked};

/// Weight that the post which leads a state has over the other of the two highest.
const LEADING: u64 = 6;
/// Sector of a state and of its posts.
const GOVERNMENT: &str = "GOV";
/// Sector of an organisation of states.
const INTERGOVERNMENTAL: &str = "IGO";
/// Sector of those who held a post before.
const FORMER: &str = "ELI";
/// Sector of the inhabitants of a state.
const CIVILIANS: &str = "CVL";

impl<'w> Asker<'w> {
    /// A meaning of a name.
    pub(crate) fn described(&self, item: &Ranked) -> Meaning {
        let mut meaning = match item.referent {
            Referent::Entity(id) => self.entity(id, item),
            Referent::Place(id) => self.place(id),
            Referent::Person(id) => self.person(id, None),
        };
        if !matches!(item.referent, Referent::Person(_)) {
            meaning.stale |= item.stale;
        }
        let row = self.world.data.spot(item.spot);
        let name_type = format!("{:?}", item.name_type()).to_lowercase();
        let mut reason = vec![format!("{row} {name_type}")];
        reason.extend((!meaning.reason.is_empty()).then(|| meaning.reason.clone()));
        reason.extend(self.why().map(str::to_owned));
        meaning.reason = reason.join("; ");
        meaning
    }

    /// What the clause says, in words.
    fn why(&self) -> Option<&'static str> {
        match self.setting {
            Setting::Place => Some("stands as a place"),
            Setting::Party => Some("stands as a party"),
            Setting::Open => None,
        }
    }

    fn entity(&self, id: EntityId, item: &Ranked) -> Meaning {
        let mut meaning = self.of_entity(id);
        let is_state = Self::is_state(self.world.kind(id));
        let is_metonym = item.name_type() == NameType::Metonym;
        meaning.is_place = match self.world.kind(id) {
            EntityKind::Region => true,
            _ => is_state && !is_metonym && self.setting == Setting::Place,
        };
        if meaning.is_place {
            meaning.sector = None;
        } else if item.name_type() == NameType::Demonym && is_state {
            meaning.sector = Some(CIVILIANS.to_owned());
        }
        meaning
    }

    /// An entity without a look at the clause.
    pub(crate) fn of_entity(&self, id: EntityId) -> Meaning {
        let entity = self.world.entity(id);
        let sector = entity.sector.or(match entity.kind {
            EntityKind::Organisation | EntityKind::Bloc => Some(INTERGOVERNMENTAL),
            kind if Self::is_state(kind) => Some(GOVERNMENT),
            _ => None,
        });
        Meaning {
            referent: Some(Referent::Entity(id)),
            name: entity.name.to_owned(),
            entity: Some(entity.wikidata.unwrap_or(entity.id).to_owned()),
            country: entity.country.or(entity.organisation).map(str::to_owned),
            organisation: entity.organisation.map(str::to_owned),
            sector: sector.map(str::to_owned),
            ..Meaning::default()
        }
    }

    fn place(&self, id: PlaceId) -> Meaning {
        let place = self.world.place(id);
        Meaning {
            referent: Some(Referent::Place(id)),
            name: place.name.to_owned(),
            entity: Some(self.world.place_key(id).to_owned()),
            country: place.country.map(str::to_owned),
            is_place: true,
            ..Meaning::default()
        }
    }

    /// A person, in the post of `role` where that is asked for.
    pub(crate) fn person(&self, id: PersonId, role: Option<&str>) -> Meaning {
        let person = self.world.person(id);
        let mut meaning = Meaning {
            referent: Some(Referent::Person(id)),
            name: person.name.to_owned(),
            entity: Some(person.wikidata.unwrap_or(person.id).to_owned()),
            ..Meaning::default()
        };
        let Some(holding) = self.main_holding(id, role) else {
            return meaning;
        };
        let entity = self.world.entity(holding.office.entity);
        meaning.country = entity.country.or(entity.organisation).map(str::to_owned);
        meaning.organisation = entity.organisation.map(str::to_owned);
        meaning.reason = holding.row.clone();
        let covers = |date: jiff::civil::Date| {
            holding.start.is_none_or(|start| start <= date)
                && holding.end.is_none_or(|end| date <= end)
        };
        if self.on.is_none_or(covers) {
            self.in_post(&mut meaning, &holding);
        } else if holding.end.zip(self.on).is_some_and(|(end, on)| end <= on) {
            meaning.sector = Some(FORMER.to_owned());
            meaning.stale = self.on > self.world.coverage().1;
        } else {
            meaning.sector = self.sector_of(&holding).map(str::to_owned);
        }
        meaning
    }

    /// Whether what belongs to such an entity has its sector, and not that of a state's posts.
    pub(crate) fn is_private(kind: EntityKind) -> bool {
        use EntityKind::*;
        matches!(kind, Group | Party | Media | Institute | Company)
    }

    /// Writes a post into its holder.
    pub(crate) fn in_post(&self, meaning: &mut Meaning, holding: &Holding<'_>) {
        meaning.sector = self.sector_of(holding).map(str::to_owned);
        meaning.office = Some(self.office_of(holding));
        meaning.stale = holding.stale;
    }

    /// The post that a person is known for on the day: the weightiest of the day, else the last one
    /// left, else the first to come.
    pub(crate) fn main_holding(&self, id: PersonId, role: Option<&str>) -> Option<Holding<'w>> {
        let weight = |holding: &Holding<'_>| {
            let asked = role == Some(holding.office.role);
            let size = self.world.thousands(holding.office.entity);
            (asked, self.rank_of(holding), size, holding.start)
        };
        let current = self.world.holdings(id, self.on).into_iter();
        let best = current.max_by_key(weight);
        let all = || self.world.holdings(id, None);
        let ended =
            |holding: &Holding<'_>| holding.end.zip(self.on).is_some_and(|(end, on)| end <= on);
        best.or_else(|| {
            all()
                .into_iter()
                .filter(ended)
                .max_by_key(|holding| holding.end)
        })
        .or_else(|| all().into_iter().min_by_key(|holding| holding.start))
    }

    /// Rank of a post in its state: whether it leads there, then its weight in news.
    pub(crate) fn rank_of(&self, holding: &Holding<'_>) -> u64 {
        let role = holding.office.role;
        let code = self.world.entity(holding.office.entity).id;
        let governed = self
            .cues
            .has(&normal::phrase(code, &[]), Part::Parliamentary);
        let leads = matches!((role, governed), ("hog", true) | ("hos", false));
        rank::role_weight(role) + if leads { LEADING } else { 0 }
    }

    fn sector_of(&self, holding: &Holding<'_>) -> Option<&'w str> {
        let entity = self.world.entity(holding.office.entity);
        let title = self.world.role_of_title(holding.office.title);
        match entity.organisation {
            None if Self::is_private(entity.kind) => entity.sector,
            Some(_) => entity.sector.or(Some(INTERGOVERNMENTAL)),
            None => title
                .and_then(|title| title.sector)
                .or(entity.sector)
                .or(Some(GOVERNMENT)),
        }
    }

    fn office_of(&self, holding: &Holding<'_>) -> String {
        let title = match holding.acting {
            true => self.cues.acting(holding.office.title),
            false => holding.office.title.to_owned(),
        };
        self.office(&title, self.world.entity(holding.office.entity).name)
    }

    /// An office written out; the owner is left out when the title names it already.
    pub(crate) fn office(&self, title: &str, owner: &str) -> String {
        let words: Vec<&str> = title.split(' ').collect();
        let named = (0..words.len().saturating_sub(1))
            .any(|word| self.world.longest_name(&words[word..], self.on).is_some());
        if named {
            return title.to_owned();
        }
        let plain = normal::phrase(owner, &[]);
        let article = self.world.data.articles().first();
        match article.filter(|_| self.cues.has(&plain, Part::Articled)) {
            Some(article) => self.cues.office(title, &format!("{article} {owner}")),
            None => self.cues.office(title, owner),
        }
    }

    /// A party that no row names: the words of the mention, with the codes of its owner.
    pub(crate) fn unnamed(&self, words: &[&str], owner: Option<&Meaning>, sector: &str) -> Meaning {
        Meaning {
            name: self.cues.joined(words),
            country: owner.and_then(|owner| owner.country.clone()),
            organisation: owner.and_then(|owner| owner.organisation.clone()),
            sector: (!sector.is_empty()).then(|| sector.to_owned()),
            ..Meaning::default()
        }
    }

    /// Turns a bearer of a post into a former one.
    pub(crate) fn formerly(&self, meaning: &mut Meaning) {
        meaning.sector = Some(FORMER.to_owned());
        meaning.office = None;
    }
}
