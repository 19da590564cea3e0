//! A title in a mention, whose it is, and who bears it.
//!
//! In: the words of a mention with a title among them. Out: the holder of the post on the day, or the
//! bearer that the mention names. Never: one of several holders of a shared post.
//!
//! *the Turkish foreign minister* on 2024-07-03 is Hakan Fidan; *the American ambassador to Chad* is a
//! party of the United States without a name.

use super::cues::Part;
use super::weigh::Claim;
use super::{Asker, Meaning};
use crate::compile::normal;
use crate::model::{EntityId, Holding, Referent};
use crate::rank::Ranked;
use std::ops::Range;

/// Days for which the last holder of an empty post still has its title.
const GRACE: i32 = 3;
/// Roles that a word for any head ("leader", "chief") may mean, likeliest first.
const HEADS: [&str; 6] = [
    "leader",
    "io-head",
    "hos",
    "hog",
    "group-leader",
    "party-leader",
];
/// The same for states that are led by their government.
const GOVERNED: [&str; 3] = ["leader", "hog", "hos"];
/// Roles of those who speak for a state abroad.
const ENVOYS: [&str; 2] = ["ambassador", "envoy"];
/// Role of those who speak for a state before the United Nations.
const TO_UN: &str = "un-envoy";
const UN: &str = "UN";
/// Sector of what belongs to a post.
const GOVERNMENT: &str = "GOV";

/// The part of a mention that says what it is.
pub(crate) struct Head {
    pub(crate) range: Range<usize>,
    roles: Vec<String>,
    sector: String,
    former: bool,
    ousted: bool,
}

impl Asker<'_> {
    /// The longest title of the mention, one with a role before one without.
    pub(crate) fn title(&self, words: &[&str]) -> Option<Head> {
        let mut best: Option<Head> = None;
        for at in 0..words.len() {
            let (length, role) = match self.title_at(&words[at..]) {
                Some(found) => found,
                None if self.is_any_head(words[at]) => (1, None),
                None => continue,
            };
            let range = at..at + length;
            let roles: Vec<String> = role.into_iter().collect();
            let better = best.as_ref().is_none_or(|best| {
                (!roles.is_empty(), length) > (!best.roles.is_empty(), best.range.len())
            });
            if better {
                best = Some(self.head(words, range, roles));
            }
        }
        best
    }

    pub(crate) fn head(&self, words: &[&str], range: Range<usize>, roles: Vec<String>) -> Head {
        let title = self.world.role_of_title(&words[range.clone()].join(" "));
        let before = normal::phrase(&words[..range.end].join(" "), &[]);
        let any = |part| before.split(' ').any(|word| self.cues.has(word, part));
        Head {
            former: any(Part::Former) || any(Part::Ousted),
            ousted: any(Part::Ousted),
            sector: title
                .and_then(|title| title.sector)
                .unwrap_or_default()
                .to_owned(),
            range,
            roles,
        }
    }

    pub(crate) fn is_any_head(&self, word: &str) -> bool {
        self.cues.has(&normal::phrase(word, &[]), Part::Head)
    }

    pub(crate) fn of_title(&self, words: &[&str], head: &Head) -> Vec<Meaning> {
        let (owner, host, bearer) = self.around(words, &head.range);
        let owner = owner
            .or_else(|| self.owner_behind())
            .or_else(|| self.owner_of_title(words, &head.range))
            .or_else(|| self.owner_who_acts());
        let mut roles = head.roles.clone();
        if self.is_any_head(words[head.range.end - 1]) && roles.is_empty() {
            roles = self.heads_of(owner.as_ref());
        }
        if roles.first().is_some_and(|role| role == HEADS[0]) {
            roles = self.heads_of(owner.as_ref());
        }
        let to_un = host
            .as_ref()
            .is_some_and(|host| host.organisation.as_deref() == Some(UN));
        if to_un && roles.iter().any(|role| ENVOYS.contains(&role.as_str())) {
            roles = vec![TO_UN.to_owned()];
        }
        if host.is_some() && roles.iter().any(|role| ENVOYS.contains(&role.as_str())) {
            roles.clear();
        }
        let possessed = words
            .get(head.range.end)
            .is_some_and(|word| self.cues.is_possessive(word));
        if possessed && head.range.end + 1 < words.len() {
            let sector = if head.sector.is_empty() {
                GOVERNMENT
            } else {
                &head.sector
            };
            return vec![self.unnamed(words, owner.as_ref(), sector)];
        }
        if !bearer.is_empty() {
            return self.bearer(words, &bearer, head, &roles, owner.as_ref());
        }
        let holder = owner.as_ref().and_then(|owner| self.holder(owner, &roles));
        let mut meaning = match holder {
            Some(holding) => self.holder_of(&holding),
            None => self.vacant(words, head, owner.as_ref(), &roles),
        };
        if head.former {
            let last = owner.as_ref().filter(|_| head.ousted);
            let last = last.and_then(|owner| self.last_holder(owner, &roles));
            meaning = match last {
                Some(holding) => self.person(holding.person, Some(holding.office.role)),
                None => self.unnamed(words, owner.as_ref(), &head.sector),
            };
            self.formerly(&mut meaning);
        }
        vec![meaning]
    }

    /// The holder of a post in that post, also within the days after.
    pub(crate) fn holder_of(&self, holding: &Holding<'_>) -> Meaning {
        let mut meaning = self.person(holding.person, Some(holding.office.role));
        if meaning.office.is_none() {
            self.in_post(&mut meaning, holding);
        }
        meaning.stale |= holding.stale;
        meaning
    }

    /// A post whose holder on the day no row names.
    pub(crate) fn vacant(
        &self,
        words: &[&str],
        head: &Head,
        owner: Option<&Meaning>,
        roles: &[String],
    ) -> Meaning {
        let own = owner.is_some_and(|owner| {
            let private = match owner.referent {
                Some(Referent::Entity(id)) => Self::is_private(self.world.kind(id)),
                _ => false,
            };
            owner.organisation.is_some() || private
        });
        let sector = owner.filter(|_| own).and_then(|owner| owner.sector.clone());
        let mut meaning = self.unnamed(words, owner, &sector.unwrap_or(head.sector.clone()));
        let owner_id = owner.and_then(|owner| self.seat_of(owner));
        let ended = owner_id.is_some_and(|id| {
            let past = roles
                .iter()
                .flat_map(|role| self.world.holders(role, id, None));
            past.into_iter().next().is_some()
        });
        meaning.stale = ended;
        meaning.reason = "no holder on record for that day".to_owned();
        meaning
    }

    /// Roles that a word for any head means with that owner.
    pub(crate) fn heads_of(&self, owner: Option<&Meaning>) -> Vec<String> {
        let governed = owner
            .and_then(|owner| owner.country.as_deref())
            .is_some_and(|code| {
                self.cues
                    .has(&normal::phrase(code, &[]), Part::Parliamentary)
            });
        let list: &[&str] = if governed { &GOVERNED } else { &HEADS };
        list.iter().map(|role| (*role).to_owned()).collect()
    }

    /// Who holds the first of the roles that the owner has, on the day.
    pub(crate) fn holder(&self, owner: &Meaning, roles: &[String]) -> Option<Holding<'_>> {
        let own = match owner.referent {
            Some(Referent::Entity(id)) => Some(id),
            _ => None,
        };
        let seats = own.into_iter().chain(self.seat_of(owner));
        let seats: Vec<EntityId> = seats.collect();
        let find = |role: &str| {
            let sole = seats
                .iter()
                .filter(|seat| !self.world.is_shared_post(role, **seat, self.on));
            let mut held = sole.flat_map(|seat| self.world.holders(role, *seat, self.on));
            held.next().or_else(|| self.just_left(role, &seats))
        };
        let org = owner.organisation.is_some();
        roles.iter().find_map(|role| {
            find(role).or_else(|| {
                org.then(|| HEADS.iter().find_map(|head| find(head)))?
                    .filter(|_| HEADS.contains(&role.as_str()) && role != "hog")
            })
        })
    }

    /// The last one who left a post before the day.
    pub(crate) fn last_holder(&self, owner: &Meaning, roles: &[String]) -> Option<Holding<'_>> {
        let (seat, on) = (self.seat_of(owner)?, self.on?);
        let all = roles
            .iter()
            .flat_map(|role| self.world.holders(role, seat, None));
        let left = all.filter(|holding| holding.end.is_some_and(|end| end <= on));
        left.filter(|holding| !holding.acting)
            .max_by_key(|holding| holding.end)
    }

    /// Who left a post that nobody holds within the days before: news calls such a one by the title.
    pub(crate) fn just_left(&self, role: &str, seats: &[EntityId]) -> Option<Holding<'_>> {
        let on = self.on?;
        let earliest = on.saturating_sub(jiff::Span::new().days(GRACE));
        let all = seats
            .iter()
            .flat_map(|seat| self.world.holders(role, *seat, None));
        let recent =
            |holding: &Holding<'_>| holding.end.is_some_and(|end| end <= on && end > earliest);
        all.into_iter()
            .filter(recent)
            .max_by_key(|holding| holding.end)
    }

    /// A person that the mention names beside a title.
    pub(crate) fn bearer(
        &self,
        words: &[&str],
        bearer: &[&str],
        head: &Head,
        roles: &[String],
        owner: Option<&Meaning>,
    ) -> Vec<Meaning> {
        let claim = Claim {
            role: roles.first().cloned(),
            owner: owner.and_then(|owner| owner.country.clone()),
        };
        let is_person = |item: &Ranked| matches!(item.referent, Referent::Person(_));
        let mut found = self.by_name(bearer, &claim, false);
        found.retain(is_person);
        if found.is_empty() {
            found = self.by_spelling(bearer, &claim);
        }
        let mut meanings: Vec<Meaning> = found.iter().map(|item| self.described(item)).collect();
        if meanings.is_empty() {
            let mut meaning = self.unnamed(bearer, owner, &head.sector);
            let title = words[head.range.clone()].join(" ");
            let office = owner.map(|owner| self.office(&title, &owner.name));
            meaning.office = office.or(Some(title)).filter(|_| !head.former);
            meanings.push(meaning);
        }
        if head.former {
            meanings
                .iter_mut()
                .for_each(|meaning| self.formerly(meaning));
        }
        meanings
    }

    /// What stands around a title: its owner, a second name behind a link, and its bearer.
    pub(crate) fn around<'q>(
        &self,
        words: &[&'q str],
        head: &Range<usize>,
    ) -> (Option<Meaning>, Option<Meaning>, Vec<&'q str>) {
        let before = self.owner_in(&words[..head.start]).map(|(owner, _)| owner);
        let inside = self.owner_in(&words[head.clone()]).map(|(owner, _)| owner);
        let inside = inside.filter(|_| head.len() > 1);
        let mut at = head.end;
        while at < words.len() && (self.is_link(words[at]) || self.cues.is_possessive(words[at])) {
            at += 1;
        }
        let linked = at > head.end;
        let after = linked.then(|| self.owner_in(&words[at..])).flatten();
        let rest = match &after {
            Some((_, end)) => at + end,
            None => at,
        };
        let after = after.map(|(owner, _)| owner);
        let bearer: Vec<&str> = words[rest.min(words.len())..]
            .iter()
            .copied()
            .filter(|word| {
                word.chars()
                    .next()
                    .is_some_and(|letter| letter.is_alphabetic())
            })
            .collect();
        let bearer = match bearer.first() {
            Some(first) if first.contains(char::is_uppercase) => bearer,
            _ => Vec::new(),
        };
        match (before, inside, after) {
            (Some(owner), _, host) => (Some(owner), host, bearer),
            (None, Some(owner), host) => (Some(owner), host, bearer),
            (None, None, owner) => (owner.clone(), owner, bearer),
        }
    }
}
