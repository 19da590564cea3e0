//! Summits and the like as the frame of other events.
//!
//! In: drafts with their own times and places. Out: [`Occasion`]s, and for drafts that lack a time or
//! a place those of the occasion they belong to. Never: who convenes it (see [`crate::occasion`]).
//!
//! *The SCO summit opens in Astana on Wednesday. Modi will not attend.*: what Modi does not attend is
//! on Wednesday, in Astana.

use dateline_record::{EventType, Place, Status};

use super::Assembler;
use super::time::Timed;
use crate::matching::{Draft, Tense};
use crate::situate::time::{Interval, is_background};

/// When and where an organisation gathers.
#[derive(Debug, Clone)]
pub struct Occasion {
    /// The organisation (index into the document's actors).
    pub convener: usize,
    /// When.
    pub time: Option<Timed>,
    /// Where.
    pub place: Option<Place>,
}

impl Assembler<'_> {
    /// The gatherings that the drafts tell of, in the order of the text.
    pub(super) fn occasions(
        &self,
        drafts: &[Draft],
        times: &[Option<Timed>],
        places: &[Option<Place>],
    ) -> Vec<Occasion> {
        let mut occasions: Vec<Occasion> = Vec::new();
        for (index, draft) in drafts.iter().enumerate() {
            let Some(convener) = self.convener(draft) else {
                continue;
            };
            let time = times[index]
                .clone()
                .filter(|time| time.own && !self.is_history(time));
            let place = places[index].clone();
            match occasions
                .iter_mut()
                .find(|occasion| occasion.convener == convener)
            {
                Some(known) => {
                    known.time = known.time.take().or(time);
                    known.place = known.place.take().or(place);
                }
                None => occasions.push(Occasion {
                    convener,
                    time,
                    place,
                }),
            }
        }
        occasions
    }

    /// Whether a time is so long before publication that it is history.
    pub(super) fn is_history(&self, time: &Timed) -> bool {
        let interval = Interval::new(time.span.start, time.span.end);
        self.ground
            .published()
            .is_some_and(|published| is_background(interval, published))
    }

    /// The organisation whose gathering a draft tells of.
    fn convener(&self, draft: &Draft) -> Option<usize> {
        if draft.act.event_type != EventType::Consult || !self.is_gathering(draft) {
            return None;
        }
        let parties = draft.recipients.iter().chain(&draft.actors);
        let actors = &self.ground.mentions.actors;
        parties
            .filter_map(|filled| filled.actor)
            .find(|&actor| actors[actor].organisation.is_some())
    }

    fn is_gathering(&self, draft: &Draft) -> bool {
        let modes = self.knowledge.lexicon().set("gathering-modes");
        draft
            .act
            .mode
            .as_deref()
            .is_some_and(|mode| modes.has(mode))
    }

    /// Gives a draft the time and place of the occasion that it belongs to.
    pub(super) fn inherit(
        &self,
        draft: &Draft,
        occasions: &[Occasion],
        time: &mut Option<Timed>,
        place: &mut Option<Place>,
    ) {
        let lacks_time = time.as_ref().is_none_or(|time| !time.own);
        let occasion = match self.convener(draft) {
            Some(convener) => occasions
                .iter()
                .find(|occasion| occasion.convener == convener),
            None if draft.status == Status::Planned || draft.status == Status::Possible => {
                self.shared_occasion(draft, occasions, place.as_ref())
            }
            None => None,
        };
        let Some(occasion) = occasion.filter(|one| !self.is_another(draft, one)) else {
            return;
        };
        if lacks_time && occasion.time.is_some() {
            let same_place = place.is_none()
                || place.as_ref().map(|p| &p.name) == occasion.place.as_ref().map(|p| &p.name);
            if same_place || self.convener(draft).is_some() {
                *time = occasion.time.clone();
            }
        }
        let same_time = time.as_ref().map(|time| (time.span.start, time.span.end))
            == occasion
                .time
                .as_ref()
                .map(|time| (time.span.start, time.span.end));
        if place.is_none() && same_time {
            *place = occasion.place.clone();
        }
    }

    /// Whether an occasion lies ahead and a draft behind: next year's summit is another one.
    fn is_another(&self, draft: &Draft, occasion: &Occasion) -> bool {
        let ahead = |time: &Timed| {
            let published = self.ground.published();
            published.is_some_and(|published| time.span.start > published)
        };
        let behind = draft.status == Status::Occurred && draft.tense == Tense::Past;
        behind && occasion.time.as_ref().is_some_and(ahead)
    }

    /// The occasion at which something else is planned: the one of the document, when the plan names
    /// no other place and no other time.
    fn shared_occasion<'o>(
        &self,
        draft: &Draft,
        occasions: &'o [Occasion],
        place: Option<&Place>,
    ) -> Option<&'o Occasion> {
        let fits = matches!(
            draft.act.event_type,
            EventType::Consult | EventType::Support | EventType::Agree
        );
        let upcoming = occasions.iter().filter(|occasion| occasion.time.is_some());
        upcoming.into_iter().find(|occasion| {
            let elsewhere = match (place, &occasion.place) {
                (Some(place), Some(known)) => place.name != known.name,
                _ => false,
            };
            fits && !elsewhere
        })
    }
}
