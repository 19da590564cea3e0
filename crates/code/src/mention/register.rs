//! The actors of a document, each known once.
//!
//! In: what names mean in the world, and names that only the document knows. Out: [`Register`],
//! which gives every actor one index. Never: where an actor is mentioned.
//!
//! *Vladimir Putin … Putin … the Russian President* is one [`Actor`] of the register.

use dateline_world::{EntityId, EntityKind, Holding, PersonId, PlaceId, Referent, World};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Actor, ActorKind};
use crate::lexicon::Lexicon;

/// PLOVER's sector for governments.
pub(crate) const GOVERNMENT: &str = "GOV";
/// PLOVER's sector for former officials.
pub(crate) const FORMER: &str = "ELI";
/// PLOVER's sector for armed people who are not identified.
pub(crate) const UNIDENTIFIED: &str = "UAF";
/// PLOVER's sector for civilians.
pub(crate) const CIVILIANS: &str = "CVL";
/// Sector of an international organisation.
pub(crate) const INTERGOVERNMENTAL: &str = "IGO";

/// What somebody is called by a title, and for whom.
#[derive(Debug, Clone, Default)]
pub(crate) struct Post {
    /// The title as the text has it, without its owner ("Acting President").
    pub title: String,
    /// Whether the world's tables know the title.
    pub known: bool,
    /// The role of the world's table of holders.
    pub role: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
    /// For whom: an actor.
    pub owner: Option<usize>,
    /// Whether only "of" or "from" joins the person to the owner.
    pub affiliated: bool,
    /// Whether the owner is part of the title's own words ("Kremlin aide").
    pub owner_in_title: bool,
    /// Whether the text says that it is over.
    pub former: bool,
    /// Gender that the title tells.
    pub gender: Option<char>,
}

/// All actors of a document while they are being found.
pub(crate) struct Register<'w> {
    /// What is known.
    pub world: &'w World,
    /// The words.
    pub lexicon: &'w Lexicon,
    /// The day of the document.
    pub on: Option<Date>,
    /// The actors.
    pub actors: Vec<Actor>,
    by_referent: FxHashMap<Referent, usize>,
    by_name: FxHashMap<String, usize>,
    by_surname: FxHashMap<String, Vec<usize>>,
    /// People to whom the text gave an office, and a full name.
    titled: FxHashSet<usize>,
    called: FxHashSet<usize>,
}

impl<'w> Register<'w> {
    /// A register that continues with the actors already found.
    pub fn new(
        world: &'w World,
        lexicon: &'w Lexicon,
        on: Option<Date>,
        actors: Vec<Actor>,
    ) -> Self {
        let (by_referent, by_name) = (FxHashMap::default(), FxHashMap::default());
        let by_surname = FxHashMap::default();
        let mut register = Register {
            world,
            lexicon,
            on,
            actors,
            by_referent,
            by_name,
            by_surname,
            titled: FxHashSet::default(),
            called: FxHashSet::default(),
        };
        for index in 0..register.actors.len() {
            let actor = &register.actors[index];
            if let Some(referent) = actor.referent {
                register.by_referent.insert(referent, index);
            }
            let key = key_of(actor.kind, &actor.name, actor.country.as_deref());
            register.by_name.entry(key).or_insert(index);
        }
        register
    }

    fn add(&mut self, actor: Actor) -> usize {
        let index = self.actors.len();
        if let Some(referent) = actor.referent {
            self.by_referent.insert(referent, index);
        }
        self.actors.push(actor);
        index
    }

    /// The actor of an entity of the world; none for a part of the world that is no party.
    pub fn entity(&mut self, id: EntityId, row: &str) -> Option<usize> {
        if let Some(&index) = self.by_referent.get(&Referent::Entity(id)) {
            return Some(index);
        }
        let entity = self.world.entity(id);
        let kind = kind_of(entity.kind)?;
        let sector = entity.sector.or(match kind {
            ActorKind::State => Some(GOVERNMENT),
            ActorKind::Organisation => Some(INTERGOVERNMENTAL),
            _ => None,
        });
        let actor = Actor {
            kind,
            name: entity.name.to_owned(),
            entity: Some(entity.wikidata.unwrap_or(entity.id).to_owned()),
            country: entity.country.or(entity.organisation).map(str::to_owned),
            organisation: entity.organisation.map(str::to_owned),
            sector: sector.map(str::to_owned),
            grounds: row.to_owned(),
            referent: Some(Referent::Entity(id)),
            named: true,
            ..Actor::default()
        };
        Some(self.add(actor))
    }

    /// The state with that code.
    pub fn state(&mut self, code: &str, row: &str) -> Option<usize> {
        let id = self.world.entity_by_id(code)?;
        self.entity(id, row)
    }

    /// The state that a place lies in.
    pub fn state_of_place(&mut self, place: PlaceId, row: &str) -> Option<usize> {
        let code = self.world.place(place).country?;
        self.state(code, row)
    }

    /// The entity behind an actor.
    pub fn entity_of(&self, actor: usize) -> Option<EntityId> {
        match self.actors[actor].referent {
            Some(Referent::Entity(id)) => Some(id),
            _ => None,
        }
    }

    /// The state or organisation that an actor is or acts for, as an entity.
    pub fn principal(&self, actor: usize) -> Option<EntityId> {
        let actor_ref = &self.actors[actor];
        if matches!(actor_ref.kind, ActorKind::State | ActorKind::Organisation) {
            return self.entity_of(actor);
        }
        self.world.entity_by_id(actor_ref.country.as_deref()?)
    }

    /// The actor of a person of the world.
    pub fn person(&mut self, id: PersonId, row: &str) -> usize {
        if let Some(&index) = self.by_referent.get(&Referent::Person(id)) {
            return index;
        }
        let person = self.world.person(id);
        let mut actor = Actor {
            kind: ActorKind::Person,
            name: person.name.to_owned(),
            entity: Some(person.wikidata.unwrap_or(person.id).to_owned()),
            gender: person.gender,
            grounds: row.to_owned(),
            referent: Some(Referent::Person(id)),
            named: true,
            ..Actor::default()
        };
        self.hold(&mut actor, id);
        let surname = person.surname.to_owned();
        let index = self.add(actor);
        self.by_surname.entry(surname).or_default().push(index);
        index
    }

    /// Fills in what the world says of a person's post on the day, else of the last one; of one who
    /// is to take office later, only for whom.
    fn hold(&self, actor: &mut Actor, id: PersonId) {
        let current = self.world.holdings(id, self.on);
        let holding = match current.first() {
            Some(holding) => Some(holding.clone()),
            None => self.world.holdings(id, None).into_iter().next(),
        };
        let Some(holding) = holding else { return };
        let entity = self.world.entity(holding.office.entity);
        actor.country = entity.country.or(entity.organisation).map(str::to_owned);
        actor.organisation = entity.organisation.map(str::to_owned);
        actor.grounds = format!("{}; {}", actor.grounds, holding.row);
        let title = holding.office.title.to_lowercase();
        let of_title = self
            .world
            .role_of_title(&title)
            .and_then(|title| title.sector);
        let sector = match entity.organisation {
            Some(_) => entity.sector.or(Some(INTERGOVERNMENTAL)),
            None => of_title.or(entity.sector).or(Some(GOVERNMENT)),
        };
        actor.sector = sector.map(str::to_owned);
        if current.is_empty() {
            let later = holding
                .start
                .zip(self.on)
                .is_some_and(|(start, on)| start > on);
            if !later {
                actor.sector = Some(FORMER.to_owned());
            }
            return;
        }
        actor.role = Some(holding.office.role.to_owned());
        actor.office = Some(self.office(holding.office.title, entity.name));
    }

    /// An office written out.
    pub fn office(&self, title: &str, owner: &str) -> String {
        let words: Vec<&str> = title.split(' ').collect();
        let has_owner = (0..words.len().saturating_sub(1))
            .any(|word| self.world.longest_name(&words[word..], self.on).is_some());
        if has_owner {
            return title.to_owned();
        }
        let patterns = self.lexicon.map("mention-patterns");
        let owner = match self.lexicon.set("mention-articled-names").has(owner) {
            true => patterns
                .get("articled")
                .unwrap_or("{name}")
                .replace("{name}", owner),
            false => owner.to_owned(),
        };
        let pattern = patterns.get("office").unwrap_or("{title} {owner}");
        pattern.replace("{title}", title).replace("{owner}", &owner)
    }

    /// An affiliation written out.
    pub fn affiliation(&self, title: &str, owner: &str) -> String {
        let pattern = self.lexicon.map("mention-patterns").get("affiliation");
        let pattern = pattern.unwrap_or("{title} {owner}");
        pattern.replace("{title}", title).replace("{owner}", owner)
    }

    /// The actor that the document calls by that name, made when it is new.
    pub fn named(&mut self, kind: ActorKind, name: &str, grounds: &str) -> usize {
        let key = key_of(kind, name, None);
        if let Some(&index) = self.by_name.get(&key) {
            return index;
        }
        let (name, grounds) = (name.to_owned(), grounds.to_owned());
        let index = self.add(Actor {
            kind,
            name,
            grounds,
            named: true,
            ..Actor::default()
        });
        self.by_name.insert(key, index);
        if kind == ActorKind::Person {
            let surname = surname(&self.actors[index].name, self.lexicon).to_owned();
            self.by_surname.entry(surname).or_default().push(index);
        }
        index
    }

    /// Lets the family name of a full name stand for a person.
    pub fn also_called(&mut self, person: usize, full: &str) {
        let known = self
            .by_surname
            .entry(surname(full, self.lexicon).to_owned())
            .or_default();
        if !known.contains(&person) {
            known.push(person);
        }
    }

    /// Lets a further name stand for an actor.
    pub fn alias(&mut self, name: &str, actor: usize) {
        self.by_name.insert(format!("*{name}"), actor);
    }

    /// The actor for which a further name stands.
    pub fn by_alias(&self, name: &str) -> Option<usize> {
        self.by_name.get(&format!("*{name}")).copied()
    }

    /// The person of the document with that surname, the last one that was named.
    pub fn by_surname(&self, surname: &str) -> Option<usize> {
        self.by_surname.get(surname)?.last().copied()
    }

    /// A body, group or unnamed person of an owner. The same words of the same owner are the same
    /// actor, unless `new` says that the text introduces another one.
    pub fn unnamed(&mut self, actor: Actor, new: bool) -> usize {
        let key = key_of(
            actor.kind,
            &actor.name.to_lowercase(),
            actor.country.as_deref(),
        );
        if let Some(&index) = self.by_name.get(&key).filter(|_| !new) {
            return index;
        }
        let index = self.add(actor);
        self.by_name.insert(key, index);
        index
    }

    /// The body of `owner` that the world calls by `key` ("foreign-ministry").
    pub fn body(&mut self, owner: usize, key: &str) -> Option<usize> {
        let state = self.world.entity(self.principal(owner)?).id.to_lowercase();
        let id = self.world.entity_by_id(&format!("{state}.{key}"))?;
        self.entity(id, "")
    }

    /// Who holds the post of `role` of an owner on the day: one person, or none when the world
    /// knows none or several.
    pub fn holder(&mut self, role: &str, owner: usize) -> Option<usize> {
        let principal = self.principal(owner)?;
        let mut holders = self.world.holders(role, principal, self.on);
        holders.retain(|holding| !holding.stale);
        let settled: Vec<&Holding> = holders.iter().filter(|holding| !holding.acting).collect();
        let holding = match (&holders[..], &settled[..]) {
            ([only], _) => only,
            (_, [only]) => only,
            _ => return None,
        };
        let (person, row) = (holding.person, holding.row.clone());
        Some(self.person(person, &row))
    }

    /// Writes into a person's actor what the text says of the post. The world's word counts more
    /// where it knows a post on the day, the text's where it does not.
    pub fn appoint(&mut self, person: usize, post: &Post) {
        let owner = post.owner.map(|owner| self.actors[owner].clone());
        let office = self.written(post, person, owner.as_ref());
        let actor = &mut self.actors[person];
        actor.gender = actor.gender.or(post.gender);
        let has_title = !post.title.is_empty();
        let holds = actor.role.is_some() && actor.referent.is_some();
        if let Some(owner) = &owner
            && (actor.country.is_none() || (has_title && !holds && !post.former))
        {
            actor.country = owner.country.clone();
            actor.organisation = owner.organisation.clone();
        }
        if post.former {
            actor.role = None;
            actor.sector = Some(FORMER.to_owned());
        } else if !holds && (has_title || owner.is_some()) {
            let owner = owner.filter(|owner| has_title || owner.kind != ActorKind::State);
            let sector = post.sector.clone().or(owner.and_then(|owner| owner.sector));
            let known = actor
                .sector
                .take()
                .filter(|known| known != FORMER || !has_title);
            actor.sector = if has_title {
                sector.or(known)
            } else {
                known.or(sector)
            };
            actor.role = post.role.clone().or(actor.role.take());
        }
        if has_title || actor.office.is_none() {
            let first = self.titled.insert(person);
            if let (Some(office), true) = (office, first || self.actors[person].office.is_none()) {
                self.actors[person].office = Some(office);
            }
        }
    }

    /// Lets a person be called by the full name that the text has.
    pub fn call(&mut self, person: usize, name: &str) {
        let is_shouted = name
            .chars()
            .filter(|letter| letter.is_alphabetic())
            .all(char::is_uppercase);
        if !is_shouted && self.called.insert(person) {
            self.actors[person].name = name.to_owned();
        }
    }

    /// The office in words: the title with its owner, or with what else is known of the person.
    fn written(&self, post: &Post, person: usize, owner: Option<&Actor>) -> Option<String> {
        let title = post.title.as_str();
        match owner {
            Some(owner) if title.is_empty() => {
                (owner.kind == ActorKind::Body && post.affiliated).then(|| owner.name.clone())
            }
            Some(_) if post.owner_in_title => Some(title.to_owned()),
            Some(owner) if owner.kind == ActorKind::Body => {
                Some(self.affiliation(title, &owner.name))
            }
            Some(owner) => Some(self.office(title, &owner.name)),
            None if title.is_empty() => None,
            None => {
                let state = self.actors[person].country.as_deref();
                let is_title = title.starts_with(char::is_uppercase) && post.known;
                let state = state.filter(|_| is_title);
                let entity = state.and_then(|code| self.world.entity_by_id(code));
                match entity {
                    Some(id) => Some(self.office(title, self.world.entity(id).name)),
                    None => Some(title.to_owned()),
                }
            }
        }
    }
}

/// The kind of actor that an entity is; none for a part of the world.
fn kind_of(kind: EntityKind) -> Option<ActorKind> {
    use EntityKind::*;
    Some(match kind {
        State | Territory | Defacto | Historic => ActorKind::State,
        Organisation | Bloc => ActorKind::Organisation,
        Body | Group | Party | Media | Institute | Company => ActorKind::Body,
        Region => return None,
    })
}

fn key_of(kind: ActorKind, name: &str, country: Option<&str>) -> String {
    format!("{}:{name}:{}", kind as u8, country.unwrap_or_default())
}

/// The family name of a full name: its last word, with the small words before it.
pub(crate) fn surname<'n>(name: &'n str, lexicon: &Lexicon) -> &'n str {
    let particles = lexicon.set("mention-name-particles");
    let words: Vec<(usize, &str)> = name
        .split(' ')
        .map(|word| (word.as_ptr() as usize - name.as_ptr() as usize, word))
        .collect();
    let mut first = words.len() - 1;
    while first > 1 && particles.has(words[first - 1].1) {
        first -= 1;
    }
    &name[words[first].0..]
}
