//! Actors as parties of a record.
//!
//! In: an actor of a document and one of its mentions. Out: a [`Party`]. Never: the choice of the
//! actor.
//!
//! *Kremlin aide Yuri Ushakov* becomes the party "Yuri Ushakov", country RUS, sector GOV, code
//! RUSGOV.

use dateline_record::{Document, Party};

use super::{Actor, Mention, Mentions};

impl Mentions {
    /// An actor as a party, with the words of `mention`, else of its first mention, else none.
    pub fn party(&self, actor: usize, mention: Option<&Mention>, document: &Document) -> Party {
        let is_of_actor = |mention: &&Mention| mention.actors.contains(&actor);
        let span = mention
            .or_else(|| self.all.iter().find(is_of_actor))
            .map(|mention| mention.span);
        let actor = &self.actors[actor];
        Party {
            text: span.map_or(actor.name.clone(), |span| document.words(span).to_owned()),
            offsets: span.map(|span| document.offsets(span)).unwrap_or_default(),
            name: (!actor.name.is_empty()).then(|| actor.name.clone()),
            entity: actor.entity.clone(),
            office: actor.office.clone(),
            country: actor.country.clone(),
            organisation: actor.organisation.clone(),
            sector: actor.sector.clone(),
            code: actor.code(),
        }
    }

    /// A mention that stands for no known actor as a party: only its words.
    pub fn unknown_party(&self, mention: &Mention, document: &Document) -> Party {
        Party {
            text: document.words(mention.span).to_owned(),
            offsets: document.offsets(mention.span),
            ..Party::default()
        }
    }
}

impl Actor {
    /// Country and sector joined ("RUSGOV"); none when neither is known.
    pub fn code(&self) -> Option<String> {
        let country = self.country.as_deref().unwrap_or_default();
        let code = format!("{country}{}", self.sector.as_deref().unwrap_or_default());
        (!code.is_empty()).then_some(code)
    }
}
