//! What a report says of an act, reduced to what can be compared.
//!
//! In: the [`Report`]s of one document. Out: a [`Claim`] each, with days as numbers, parties as
//! states, persons and sectors, the telling words of its sentence, and a [`Rank`]. Never: anything
//! that depends on other documents, or on when the report was stored.
//!
//! *Eide met Mudavadi in Oslo on Tuesday.* is a claim of `CONSULT/meet` by NOR and KEN, on one stated
//! day, in a town, with no telling word.

use dateline_record::{Event, Party, Place, PlacePrecision, Status};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::Policy;
use crate::Report;

/// A day, counted from 1 January 1970.
pub type Day = i32;

/// The order in which claims may found an incident: exact ones first, then by a hash. The lower
/// comes first. It rests on the claim alone, never on others or on the order of adding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Rank {
    /// How much the claim leaves open.
    pub vagueness: u8,
    /// Hash of the document's content and the event.
    pub hash: u64,
}

/// How the time of a claim is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// The text states it.
    Stated,
    /// It was assumed from the day of the report or from a neighbouring sentence.
    Assumed,
    /// Not known: only the day of the report bounds it.
    Open,
    /// Neither it nor the day of the report is known, or it is a period too long to compare.
    None,
}

/// The days on which the act can lie, both inclusive, with the slack of its basis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// How it is known.
    pub basis: Basis,
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
}

/// One party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// State or organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<String>,
    /// Identity in the world model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// Whether it is one known person.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub person: bool,
    /// PLOVER sector.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
    /// Whether the state was not named with the party, but taken from its surroundings.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub inferred: bool,
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Its name.
    pub name: String,
    /// State.
    pub country: Option<String>,
    /// First-order division.
    pub admin1: Option<String>,
    /// Degrees north and east.
    pub at: Option<[f64; 2]>,
    /// Whether it is a town (else a region or a state).
    pub town: bool,
    /// Whether it is a state as a whole.
    pub whole: bool,
    /// Whether it was guessed from the surroundings of the clause.
    pub guess: bool,
}

/// A report, ready to be compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Key of the stored event.
    pub key: i64,
    /// Its place in the order of founders.
    pub rank: Rank,
    /// Key of the document.
    pub document: i64,
    /// Day of publication.
    pub published: Option<Day>,
    /// Type of the act.
    pub kind: String,
    /// Mode of the act.
    pub mode: Option<String>,
    /// How real the act is.
    pub status: Status,
    /// Whether all parties act alike.
    pub reciprocal: bool,
    /// Who acts.
    pub actors: Vec<Side>,
    /// Toward whom.
    pub recipients: Vec<Side>,
    /// Number of the act.
    pub count: Option<f64>,
    /// When.
    pub time: When,
    /// Where.
    pub place: Option<Spot>,
    /// Index of the sentence.
    pub sentence: usize,
    /// Telling words, by their first letters, sorted.
    pub words: Vec<String>,
    /// Whether the sentence sets the act against another one of its kind.
    pub contrast: bool,
    /// States that the document's events name, sorted.
    pub context: Vec<String>,
    /// Towns that the document's events name, sorted.
    pub towns: Vec<String>,
}

/// The number of a day.
pub fn day_of(date: Date) -> Day {
    let since = date.duration_since(Date::constant(1970, 1, 1));
    i32::try_from(since.as_hours() / 24).unwrap_or_default()
}

/// The claims of the reports of one document.
pub fn claims_of(reports: &[Report], policy: &Policy) -> Vec<Claim> {
    let surroundings = Surroundings {
        states: few(
            reports.iter().flat_map(|report| states(&report.event)),
            policy,
        ),
        towns: few(
            reports.iter().filter_map(|report| town(&report.event)),
            policy,
        ),
    };
    let claims = reports.iter().enumerate();
    claims
        .map(|(position, report)| claim_of(position, report, &surroundings, policy))
        .collect()
}

/// What the events of a document name together.
struct Surroundings {
    states: Vec<String>,
    towns: Vec<String>,
}

fn few(names: impl Iterator<Item = String>, policy: &Policy) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.sort();
    names.dedup();
    names.truncate(policy.time.context);
    names
}

fn town(event: &Event) -> Option<String> {
    let place = event.place.as_ref()?;
    (place.precision == PlacePrecision::City).then(|| place.name.clone())
}

impl Claim {
    /// The act as the tables of acts write it.
    pub fn act(&self) -> String {
        match &self.mode {
            Some(mode) => format!("{}/{mode}", self.kind),
            None => self.kind.clone(),
        }
    }

    /// States of its parties and of its place, sorted; none when neither is known.
    pub fn own_states(&self) -> Vec<&str> {
        let parties = self.actors.iter().chain(&self.recipients);
        let place = self
            .place
            .iter()
            .filter_map(|place| place.country.as_deref());
        let mut states: Vec<&str> = parties
            .filter_map(|party| party.state.as_deref())
            .chain(place)
            .collect();
        states.sort_unstable();
        states.dedup();
        states
    }

    /// Whether the act is said to have taken place.
    pub fn is_real(&self) -> bool {
        self.status == Status::Occurred
    }

    /// Whether the act is still ahead, or only wished or supposed.
    pub fn is_ahead(&self) -> bool {
        !matches!(self.status, Status::Occurred | Status::Denied)
    }
}

fn claim_of(position: usize, report: &Report, around: &Surroundings, policy: &Policy) -> Claim {
    let event = &report.event;
    let published = report.document.published.map(day_of);
    let text = report.sentence.as_deref().unwrap_or_default();
    let mut claim = Claim {
        key: report.key,
        rank: Rank {
            vagueness: 0,
            hash: hash(&report.document.hash, position, &event.id),
        },
        document: report.document.key,
        published,
        kind: event.act.event_type.as_str().to_owned(),
        mode: event.act.mode.clone(),
        status: event.status,
        reciprocal: event.reciprocal,
        actors: sides(&event.actors, text),
        recipients: sides(&event.recipients, text),
        count: event.count.as_ref().map(|count| count.value),
        time: when(event, published, policy),
        place: event.place.as_ref().map(|place| spot(place, policy)),
        sentence: event.evidence.sentence,
        words: telling(text, event, policy),
        contrast: policy.words.is_contrast(text),
        context: around.states.clone(),
        towns: around.towns.clone(),
    };
    claim.rank.vagueness = vagueness(&claim, policy);
    claim
}

fn hash(document: &str, position: usize, event: &str) -> u64 {
    let key = format!("{document}\u{1f}{position}\u{1f}{event}");
    let digest = *blake3::hash(key.as_bytes()).as_bytes();
    let head = [
        digest[0], digest[1], digest[2], digest[3], digest[4], digest[5], digest[6], 0,
    ];
    u64::from_le_bytes(head)
}

fn states(event: &Event) -> Vec<String> {
    let parties = event
        .actors
        .iter()
        .chain(&event.recipients)
        .filter_map(state);
    let place = event.place.as_ref().and_then(|place| place.country.clone());
    parties.chain(place).collect()
}

fn state(party: &Party) -> Option<String> {
    party.country.clone().or_else(|| party.organisation.clone())
}

fn sides(parties: &[Party], text: &str) -> Vec<Side> {
    let side = |party: &Party| Side {
        state: state(party),
        entity: party.entity.clone(),
        person: party.entity.is_some() && party.office.is_some(),
        sector: party.sector.clone(),
        inferred: party.entity.is_none() && !has_name(&party.text, text),
    };
    parties.iter().map(side).collect()
}

/// Whether a mention has a capital letter that is not owed to the beginning of the sentence: *five
/// Belarusian officials* has, *five officials* has not.
fn has_name(mention: &str, sentence: &str) -> bool {
    let opens = sentence.trim_start().starts_with(mention);
    let words = mention.split_whitespace().skip(usize::from(opens));
    words
        .into_iter()
        .any(|word| word.chars().next().is_some_and(char::is_uppercase))
}

fn spot(place: &Place, policy: &Policy) -> Spot {
    Spot {
        name: place.name.clone(),
        country: place.country.clone(),
        admin1: place.admin1.clone(),
        at: place
            .latitude
            .zip(place.longitude)
            .map(|(north, east)| [north, east]),
        town: place.precision == PlacePrecision::City,
        whole: place.precision == PlacePrecision::Country,
        guess: policy.words.is_guess(&place.reason),
    }
}

fn when(event: &Event, published: Option<Day>, policy: &Policy) -> When {
    let rules = &policy.time;
    if let Some(time) = &event.time {
        let (start, end) = (day_of(time.start), day_of(time.end));
        if end - start > rules.widest {
            return When {
                basis: Basis::None,
                start,
                end,
            };
        }
        return match time.text.is_some() {
            true => When {
                basis: Basis::Stated,
                start,
                end,
            },
            false => When {
                basis: Basis::Assumed,
                start: start - rules.assumed_back,
                end,
            },
        };
    }
    let Some(day) = published else {
        return When {
            basis: Basis::None,
            start: 0,
            end: 0,
        };
    };
    let (back, ahead) = match event.status {
        Status::Occurred => (rules.past_back, 0),
        Status::Denied => (rules.denied_back, rules.denied_ahead),
        _ => (0, rules.ahead),
    };
    When {
        basis: Basis::Open,
        start: day - back,
        end: day + ahead,
    }
}

/// Words of a sentence that are neither common nor part of what is compared elsewhere.
fn telling(text: &str, event: &Event, policy: &Policy) -> Vec<String> {
    let parties = event
        .actors
        .iter()
        .chain(&event.recipients)
        .chain(&event.attributed_to);
    let mut known: Vec<String> = parties
        .flat_map(|party| [Some(party.text.as_str()), party.name.as_deref()])
        .flatten()
        .chain(
            event
                .place
                .iter()
                .flat_map(|place| [place.text.as_str(), place.name.as_str()]),
        )
        .chain([event.evidence.trigger.text.as_str()])
        .flat_map(|text| policy.words.split(text))
        .collect();
    known.sort();
    let mut words = policy.words.split(text);
    words.retain(|word| !policy.words.is_common(word) && known.binary_search(word).is_err());
    let mut words: Vec<String> = words.iter().map(|word| policy.words.head(word)).collect();
    words.sort();
    words.dedup();
    words
}

fn vagueness(claim: &Claim, policy: &Policy) -> u8 {
    let time = match claim.time.basis {
        Basis::Stated if claim.time.end - claim.time.start < policy.time.short => 0,
        Basis::Assumed => 1,
        Basis::Stated | Basis::Open => 2,
        Basis::None => 4,
    };
    let place = match &claim.place {
        Some(place) if place.town && !place.guess => 0,
        Some(_) => 1,
        None => 2,
    };
    let known = |party: &Side| party.state.is_some() && !party.inferred;
    let open = |side: &[Side]| u8::from(!side.iter().any(known));
    let parties = match claim.reciprocal {
        true => u8::from(
            claim
                .actors
                .iter()
                .chain(&claim.recipients)
                .filter(|it| known(it))
                .count()
                < 2,
        ),
        false => open(&claim.actors) + open(&claim.recipients),
    };
    let status = match claim.status {
        Status::Occurred => 0,
        Status::Planned => 1,
        _ => 2,
    };
    time + place + parties + status
}
