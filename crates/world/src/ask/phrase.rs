//! A mention taken apart.
//!
//! In: the words of a mention. Out: its meanings: of a name, of a title with its owner and bearer, of
//! a body of a state, of people or forces. Never: a parse of the clause around it.
//!
//! *former German chancellor Gerhard Schröder* is a mark of the past, an owner, a title and a name;
//! *Ukraine's Ministry of Defence* an owner and a body; *Israeli jets* an owner and a common noun.

use super::cues::{Cues, Part};
use super::weigh::Claim;
use super::{Asker, Meaning};
use crate::compile::normal;
use crate::model::Referent;
use crate::rank::{OTHER_SURNAME, Ranked};

/// Class from which a meaning of a name is less likely than the common noun of the same letters.
const UNLIKELY: u8 = 5;
/// Most meanings that are handed out.
const MOST: usize = 8;

/// The words without a closing possessive and leading articles and numbers.
pub(crate) fn trimmed<'t>(tokens: &[&'t str], cues: &Cues) -> Vec<&'t str> {
    let mut words = tokens;
    while let [rest @ .., last] = words
        && (cues.is_possessive(last) || !last.contains(char::is_alphanumeric))
    {
        words = rest;
    }
    let skipped = |word: &str| {
        let plain = normal::phrase(word, &[]);
        cues.has(&plain, Part::Article) || cues.has(&plain, Part::Determiner) || plain.is_empty()
    };
    while let [first, rest @ ..] = words
        && !rest.is_empty()
        && skipped(first)
    {
        words = rest;
    }
    words.to_vec()
}

impl Asker<'_> {
    /// What the words mean, best first.
    pub(crate) fn meanings(&self, words: &[&str]) -> Vec<Meaning> {
        if words.is_empty() {
            return Vec::new();
        }
        let named = self.by_name(words, &Claim::default(), false);
        let is_person = |item: &Ranked| matches!(item.referent, Referent::Person(_));
        let is_title = self.articled && self.title_at(words).is_some_and(|it| it.0 == words.len());
        let likely = named
            .first()
            .is_some_and(|item| item.class < UNLIKELY && !(is_title && is_person(item)));
        let mut out = if likely { self.all(&named) } else { Vec::new() };
        if out.is_empty() {
            out = self.by_parts(words);
        }
        if out.is_empty() {
            out = self.by_head(words);
        }
        if out.is_empty() {
            out = self.all(&named);
        }
        if out.is_empty() {
            out = self.all(&self.by_spelling(words, &Claim::default()));
        }
        if out.is_empty() {
            out = self.all(&self.by_name(words, &Claim::default(), true));
        }
        if out.is_empty() {
            out = self.inside(words);
        }
        out.truncate(MOST);
        out
    }

    pub(crate) fn all(&self, ranked: &[Ranked]) -> Vec<Meaning> {
        ranked
            .iter()
            .take(MOST)
            .map(|item| self.described(item))
            .collect()
    }

    /// The meanings of the words as one name.
    pub(crate) fn by_name(&self, words: &[&str], claim: &Claim, loose: bool) -> Vec<Ranked> {
        let mut found = self
            .world
            .meanings_of(&self.cues.joined(words), self.on, loose);
        if let [word] = words
            && word.starts_with(char::is_uppercase)
            && found.iter().all(|item| item.class >= UNLIKELY)
        {
            let known: Vec<Referent> = found.iter().map(|item| item.referent).collect();
            let mut more = self.world.people_in_post(word, self.on);
            more.retain(|item| !known.contains(&item.referent));
            found.extend(more);
        }
        self.weigh(found, claim)
    }

    /// A name with another one behind a comma: the region that a town lies in, or an apposition.
    pub(crate) fn by_parts(&self, words: &[&str]) -> Vec<Meaning> {
        let parts: Vec<&[&str]> = words
            .split(|word| !word.contains(char::is_alphanumeric) && !self.cues.is_possessive(word))
            .filter(|part| !part.is_empty())
            .collect();
        let [first, .., last] = parts[..] else {
            return Vec::new();
        };
        let towns = self
            .world
            .meanings_of(&self.cues.joined(first), self.on, false);
        let around = self
            .world
            .meanings_of(&self.cues.joined(last), self.on, false);
        let lies_in = |item: &&Ranked| around.iter().any(|outer| self.lies_in(item, outer));
        if let Some(town) = towns.iter().find(lies_in) {
            let mut meaning = self.described(town);
            meaning.is_place = true;
            return vec![meaning];
        }
        let readings = parts
            .iter()
            .map(|part| self.meanings(&trimmed(part, self.cues)));
        let mut readings: Vec<Vec<Meaning>> = readings.filter(|list| !list.is_empty()).collect();
        readings.sort_by_key(|list| !matches!(list[0].referent, Some(Referent::Person(_))));
        let whole = |list: &Vec<Meaning>| list[0].referent.is_some();
        let best = readings.iter().position(whole).unwrap_or(0);
        readings.into_iter().nth(best).unwrap_or_default()
    }

    /// Whether one meaning is a place inside the other.
    pub(crate) fn lies_in(&self, inner: &Ranked, outer: &Ranked) -> bool {
        let Referent::Place(id) = inner.referent else {
            return false;
        };
        let place = self.world.place(id);
        match outer.referent {
            Referent::Place(region) => {
                let region = self.world.place(region);
                place.admin1 == Some(region.name) && place.country == region.country
            }
            Referent::Entity(state) => {
                let state = self.world.entity(state);
                Self::is_state(state.kind) && place.country == state.country
            }
            Referent::Person(_) => false,
        }
    }

    /// A title, body or common noun with what belongs to it.
    pub(crate) fn by_head(&self, words: &[&str]) -> Vec<Meaning> {
        let title = self.title(words);
        let noun = self.noun(words);
        match (title, noun) {
            (Some(title), Some((noun, _))) if noun.end > title.range.end => {
                self.of_noun(words).unwrap_or_default()
            }
            (Some(title), _) => self.of_title(words, &title),
            (None, _) => self.of_noun(words).unwrap_or_default(),
        }
    }

    /// People whose names are the words in another order, with a part more or less, or spelt
    /// otherwise.
    pub(crate) fn by_spelling(&self, words: &[&str], claim: &Claim) -> Vec<Ranked> {
        if !words
            .iter()
            .all(|word| word.contains(char::is_uppercase) || word.len() <= 3)
        {
            return Vec::new();
        }
        let length = words.len();
        if self.articled && length == 1 {
            return Vec::new();
        }
        let mut orders: Vec<Vec<&str>> = Vec::new();
        if length > 1 {
            orders.push([&words[1..], &words[..1]].concat());
            orders.push([&words[length - 1..], &words[..length - 1]].concat());
        }
        if length > 2 {
            orders.push(words[..length - 1].to_vec());
            orders.push(vec![words[0], words[length - 1]]);
            orders.push(words[1..].to_vec());
        }
        let is_full =
            |item: &Ranked| item.class == 0 && matches!(item.referent, Referent::Person(_));
        for order in orders {
            let mut found = self.by_name(&order, claim, false);
            found.retain(is_full);
            if !found.is_empty() {
                return found;
            }
        }
        let mut found = self.world.people_like(&self.cues.joined(words), self.on);
        let alone = length == 1;
        found.retain(|item| !alone || item.class < OTHER_SURNAME);
        self.weigh(found, claim)
    }

    /// The first name inside the words.
    pub(crate) fn inside(&self, words: &[&str]) -> Vec<Meaning> {
        for at in 0..words.len() {
            let Some(found) = self.world.longest_name(&words[at..], self.on) else {
                continue;
            };
            let end = at + found.words;
            let owns = words
                .get(end)
                .is_some_and(|word| self.cues.is_possessive(word));
            if owns && end + 1 < words.len() {
                let owner = self.owner_in(&words[at..end]).map(|(owner, _)| owner);
                let sector = owner.as_ref().and_then(|owner| owner.sector.clone());
                return vec![self.unnamed(words, owner.as_ref(), &sector.unwrap_or_default())];
            }
            let named = self.by_name(&words[at..end], &Claim::default(), false);
            if !named.is_empty() && found.words * 2 >= words.len() {
                return self.all(&named);
            }
        }
        Vec::new()
    }
}
