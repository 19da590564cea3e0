//! Drafts to events: time, place, speaker, codes.
//!
//! In: drafts and the ground they stand on. Out: [`Told`] events, one a claim. Never: which rule
//! fits (matching) and what is told twice (merge).
//!
//! The draft of *Putin will meet Xi and Modi in Astana on Friday, an aide said* becomes two events,
//! each planned, on that Friday, in Astana, attributed to the aide.

mod occasion;
mod time;

use dateline_record::{
    Count, Event, EventType, Evidence, Figure, Party, Place, RegionKind, Status, TimeSpan, Trigger,
};

use crate::coder::EventCoder;
use crate::fold::FoldHints;
use crate::ground::Ground;
use crate::matching::{Draft, Filled};
use crate::merge::Told;
use crate::situate::place;
use crate::situate::speaker;
use crate::situate::time::is_background;
use crate::text::{SentenceView, Text};

pub use occasion::Occasion;

/// Turns the drafts of one text into events.
pub struct Assembler<'a> {
    text: &'a Text<'a>,
    ground: &'a Ground,
    knowledge: &'a EventCoder,
    figures: &'a [Figure],
}

impl<'a> Assembler<'a> {
    /// An assembler for one text.
    pub fn new(
        text: &'a Text<'a>,
        ground: &'a Ground,
        knowledge: &'a EventCoder,
        figures: &'a [Figure],
    ) -> Self {
        Assembler {
            text,
            ground,
            knowledge,
            figures,
        }
    }

    /// The events of the drafts, in their order.
    pub fn events(&self, drafts: &[Draft]) -> Vec<Told> {
        let times = self.times(drafts);
        let both = drafts.iter().zip(&times);
        let places: Vec<Option<Place>> = both
            .map(|(draft, time)| self.place(draft, time.as_ref()))
            .collect();
        let occasions = self.occasions(drafts, &times, &places);
        let mut told = Vec::new();
        for (index, draft) in drafts.iter().enumerate() {
            let mut time = times[index].clone();
            let mut place = places[index].clone();
            self.inherit(draft, &occasions, &mut time, &mut place);
            let sides = distribute(draft);
            for (side, (actors, recipients)) in sides.iter().enumerate() {
                let token =
                    |index: usize| sides.get(index).and_then(|(_, to)| Some(to.first()?.at.1));
                let beside = token(side)
                    .filter(|_| sides.len() > 1)
                    .and_then(|token_here| self.time_beside(draft, token_here, token(side + 1)));
                let time = beside.or_else(|| time.clone());
                told.extend(self.told(draft, actors, recipients, time, place.clone()));
            }
        }
        told
    }

    fn view(&self, draft: &Draft) -> &'a SentenceView<'a> {
        &self.text.sentences[draft.sentence]
    }

    fn told(
        &self,
        draft: &Draft,
        actors: &[Filled],
        recipients: &[Filled],
        time: Option<time::Timed>,
        place: Option<Place>,
    ) -> Option<Told> {
        let view = self.view(draft);
        let kind = view.kind();
        let actors: Vec<Party> = actors.iter().map(|filled| self.party(filled)).collect();
        let recipients: Vec<Party> = recipients.iter().map(|filled| self.party(filled)).collect();
        let (actors, recipients) = (without_inner(actors), without_inner(recipients));
        let known = |party: &Party| party.country.is_some() || party.sector.is_some();
        let material =
            !is_speech_act(draft.act.event_type) && draft.act.event_type != EventType::Consult;
        let undone = draft.status == Status::Denied && draft.agentless;
        let called_for = !draft.callers.is_empty() && material;
        let partyless = draft.partyless && material || undone;
        if !actors.iter().chain(&recipients).any(known) && !called_for && !partyless {
            return None;
        }
        if self.is_ancient(draft, time.as_ref()) {
            return None;
        }
        Some(Told {
            event: self.event(draft, actors, recipients, time, place),
            headline: kind == RegionKind::Headline,
            support: kind.is_support(),
            steps: draft.steps.clone(),
        })
    }

    /// One event a draft, whoever takes part and however old it is.
    pub(crate) fn unfiltered(&self, drafts: &[Draft]) -> Vec<Event> {
        let times = self.times(drafts);
        let parties = |side: &[Filled]| side.iter().map(|filled| self.party(filled)).collect();
        let both = drafts.iter().zip(times);
        both.map(|(draft, time)| {
            let place = self.place(draft, time.as_ref());
            let (actors, recipients) = (parties(&draft.actors), parties(&draft.recipients));
            self.event(draft, actors, recipients, time, place)
        })
        .collect()
    }

    /// The event of a draft whose parties, time and place are known.
    fn event(
        &self,
        draft: &Draft,
        actors: Vec<Party>,
        recipients: Vec<Party>,
        time: Option<time::Timed>,
        place: Option<Place>,
    ) -> Event {
        let kind = self.view(draft).kind();
        let hints = FoldHints {
            cameo: draft.cameo.clone(),
            contexts: self.contexts(draft),
            stance: None,
            fold: draft.fold,
        };
        let folded = self
            .knowledge
            .ontology()
            .fold(&draft.act, draft.status, &hints);
        let time: Option<TimeSpan> = time.map(|timed| timed.span);
        let published = self.ground.published();
        let background = match (&time, published) {
            (Some(time), Some(published)) => is_background(
                crate::situate::time::Interval::new(time.start, time.end),
                published,
            ),
            _ => false,
        };
        let evidence = self.evidence(draft);
        let mut event = Event {
            id: String::new(),
            act: draft.act.clone(),
            status: draft.status,
            plover: folded.plover,
            cameo: folded.cameo,
            quad: folded.quad,
            scale: folded.scale,
            goldstein: folded.goldstein,
            attributed_to: self.speakers(draft),
            actors,
            recipients,
            reciprocal: draft.reciprocal,
            count: self.count(draft),
            time,
            place,
            background,
            evidence,
            mentions: Vec::new(),
            rule: self.knowledge.rules().rules[draft.rule].id.clone(),
            confidence: confidence(draft, kind),
        };
        event.id = identity(&self.text.document.id, &event);
        event
    }

    /// Whether an event is so old that it is history and no news. Where the day of publication is not
    /// known, the last day that the world model covers stands for it.
    fn is_ancient(&self, draft: &Draft, time: Option<&time::Timed>) -> bool {
        let (_, covered) = self.knowledge.world().coverage();
        let Some(now) = self.ground.published().or(covered) else {
            return false;
        };
        let mut sides = draft.actors.iter().chain(&draft.recipients);
        let has_state = |filled: &Filled| {
            let actors = &self.ground.mentions.actors;
            filled
                .actor
                .is_some_and(|actor| actors[actor].country.is_some())
        };
        let nameless = !sides.any(has_state);
        let beside = || self.year_beside(draft).filter(|_| nameless);
        let alone = || self.time_alone(draft).or_else(beside);
        let end = time.map(|timed| timed.span.end).or_else(alone);
        end.is_some_and(|end| i32::from(now.year()) - i32::from(end.year()) >= ANCIENT)
    }

    fn party(&self, filled: &Filled) -> Party {
        let document = self.text.document;
        let mentions = &self.ground.mentions;
        let mention = mentions.at(filled.at.0, filled.at.1);
        if let Some(actor) = filled.actor {
            return mentions.party(actor, mention, document);
        }
        let token = self.text.sentences[filled.at.0].node(filled.at.1);
        let mut party = Party {
            text: token.word().to_owned(),
            offsets: document.offsets(token.span()),
            ..Party::default()
        };
        let world = self.knowledge.world();
        let country = filled.place.and_then(|place| world.place(place).country);
        let state = country
            .and_then(|code| world.entity_by_id(code))
            .map(|id| world.entity(id));
        if let Some(state) = state {
            party.name = Some(state.name.to_owned());
            party.entity = Some(state.wikidata.unwrap_or(state.id).to_owned());
            party.country = state.country.map(str::to_owned);
            party.sector = state.sector.map(str::to_owned);
            let parts = [party.country.as_deref(), party.sector.as_deref()];
            party.code = Some(parts.into_iter().flatten().collect());
        }
        party
    }

    fn contexts(&self, draft: &Draft) -> Vec<String> {
        let paragraph = self.view(draft).sentence().paragraph;
        let sentences = self.text.sentences.iter();
        let lemmas = sentences
            .filter(|view| view.sentence().paragraph == paragraph)
            .flat_map(|view| view.tree.lemmas.iter().map(String::as_str));
        let mut contexts = self.knowledge.ontology().contexts(lemmas, &draft.act);
        contexts.extend(draft.contexts.iter().cloned());
        contexts
    }

    fn evidence(&self, draft: &Draft) -> Evidence {
        let view = self.view(draft);
        let document = self.text.document;
        let trigger = view.node(draft.trigger);
        Evidence {
            sentence: draft.sentence,
            offsets: document.offsets(view.span(draft.clause.clone())),
            trigger: Trigger {
                offsets: document.offsets(trigger.span()),
                text: trigger.word().to_owned(),
            },
        }
    }

    /// Who says so, outermost first; callers of a called-for act last.
    fn speakers(&self, draft: &Draft) -> Vec<Party> {
        let speeches = &self.ground.speeches;
        let own: Vec<usize> = draft
            .actors
            .iter()
            .filter_map(|filled| filled.actor)
            .collect();
        let is_speech_act = is_speech_act(draft.act.event_type);
        let mut parties: Vec<Party> = Vec::new();
        for index in speaker::speakers_of(speeches, draft.sentence, draft.trigger, self.text) {
            let speech = &speeches[index];
            let is_act = |token: usize| speech.verb == Some((draft.sentence, token));
            if is_act(draft.trigger) || is_act(draft.finite) {
                continue;
            }
            let mention = speech.speaker.map(|index| &self.ground.mentions.all[index]);
            let actors = mention.map_or(&[][..], |mention| &mention.actors);
            if is_speech_act && actors.iter().any(|actor| own.contains(actor)) {
                continue;
            }
            parties.extend(self.speaker(speech, mention));
            let also = speech
                .also
                .iter()
                .map(|&index| &self.ground.mentions.all[index]);
            parties.extend(also.filter_map(|mention| self.speaker(speech, Some(mention))));
        }
        for caller in &draft.callers {
            parties.push(self.party(caller));
        }
        parties.dedup();
        parties
    }

    fn speaker(
        &self,
        speech: &speaker::Speech,
        mention: Option<&crate::mention::Mention>,
    ) -> Option<Party> {
        let document = self.text.document;
        let mentions = &self.ground.mentions;
        if let Some(mention) = mention {
            return Some(match mention.actors.first() {
                Some(&actor) => mentions.party(actor, Some(mention), document),
                None => mentions.unknown_party(mention, document),
            });
        }
        let words = speech.speaker_words?;
        Some(Party {
            text: document.words(words).to_owned(),
            offsets: document.offsets(words),
            ..Party::default()
        })
    }

    fn place(&self, draft: &Draft, time: Option<&time::Timed>) -> Option<Place> {
        let is_history = time.is_some_and(|time| self.is_history(time));
        let physical = matches!(
            draft.act.event_type,
            EventType::Consult
                | EventType::Protest
                | EventType::Mobilize
                | EventType::Coerce
                | EventType::Assault
        );
        let site = place::Occasion {
            sentence: draft.sentence,
            trigger: draft.trigger,
            clause: draft.clause.clone(),
            inherits: physical && !is_history && !self.is_nationwide(draft),
            current: matches!(draft.status, Status::Occurred | Status::Denied)
                && draft.tense != crate::matching::Tense::Future,
        };
        let knowledge = self.knowledge;
        let found = place::place_of(
            &site,
            &self.ground.places,
            self.text,
            knowledge.world(),
            knowledge.lexicon(),
        );
        let far = knowledge.lexicon().map("place-reasons").get("sentence");
        let wide = self.is_nationwide(draft);
        let found = found.filter(|place| !wide || Some(place.reason.as_str()) != far);
        found.or_else(|| {
            self.whole_state(draft)
                .filter(|_| site.current && !is_history)
        })
    }

    /// Whether an act is one of a whole state where no place is named: censorship, martial law.
    fn is_nationwide(&self, draft: &Draft) -> bool {
        let modes = self.knowledge.lexicon().set("place-nationwide-modes");
        draft
            .act
            .mode
            .as_deref()
            .is_some_and(|mode| modes.has(mode))
    }

    /// The state of those who do what befalls a whole state.
    fn whole_state(&self, draft: &Draft) -> Option<Place> {
        let actors = draft.actors.iter().filter_map(|filled| filled.actor);
        let mut known = actors.map(|actor| &self.ground.mentions.actors[actor]);
        let country = known.find_map(|actor| actor.country.as_deref())?;
        let world = self.knowledge.world();
        let place = world.place_of(world.entity_by_id(country)?)?;
        let name = world.place(place).name;
        let lexicon = self.knowledge.lexicon();
        self.is_nationwide(draft)
            .then(|| place::record(name, place, "state", world, lexicon))
    }

    /// The first number of things (not of money or shares) that the clause has after its trigger.
    fn count(&self, draft: &Draft) -> Option<Count> {
        let view = self.view(draft);
        let clause = self.text.document.offsets(view.span(draft.clause.clone()));
        let counted = |figure: &&Figure| {
            clause.start <= figure.offsets.start
                && figure.offsets.end <= clause.end
                && figure.of.is_none()
                && figure.unit.chars().any(char::is_lowercase)
        };
        let figure = self.figures.iter().find(counted)?;
        Some(Count {
            value: figure.value,
            unit: figure.unit.clone(),
            approximate: figure.approximate,
        })
    }
}

/// Those of one side, each once: without a state that is named only inside the words for another
/// party of it ("the town of *Goma*"), or that is named twice.
fn without_inner(parties: Vec<Party>) -> Vec<Party> {
    let length = |party: &Party| party.offsets.end - party.offsets.start;
    let covers = |outer: &Party, inner: &Party| {
        outer.offsets.start <= inner.offsets.start
            && inner.offsets.end <= outer.offsets.end
            && length(inner) < length(outer)
            && outer.country == inner.country
    };
    let same = |one: &Party, other: &Party| one.entity.is_some() && one.entity == other.entity;
    let kept = |place: &usize| {
        let party = &parties[*place];
        let again = parties[..*place].iter().any(|known| same(known, party));
        !again && !parties.iter().any(|outer| covers(outer, party))
    };
    let kept: Vec<usize> = (0..parties.len()).filter(kept).collect();
    kept.iter().map(|place| parties[*place].clone()).collect()
}

/// So many years ago an event is history.
const ANCIENT: i32 = 30;

/// Whether an act consists in words.
fn is_speech_act(event_type: EventType) -> bool {
    use EventType::*;
    matches!(
        event_type,
        Accuse | Request | Threaten | Reject | Support | Agree
    )
}

/// The parties of each event that a draft makes: one for each recipient where meetings are separate.
fn distribute(draft: &Draft) -> Vec<(Vec<Filled>, Vec<Filled>)> {
    if draft.pairs && draft.recipients.len() > 1 {
        let pair = |recipient: &Filled| (draft.actors.clone(), vec![recipient.clone()]);
        return draft.recipients.iter().map(pair).collect();
    }
    vec![(draft.actors.clone(), draft.recipients.clone())]
}

/// How sure: how much of the rule was filled, less for bare nouns, headlines and weak statuses.
fn confidence(draft: &Draft, kind: RegionKind) -> f64 {
    let mut confidence = 0.6 + f64::from(draft.score.clamp(0, 16)) * 0.02;
    if draft.bare_noun {
        confidence -= 0.15;
    }
    if kind.is_support() {
        confidence -= 0.1;
    }
    if draft.status == Status::Hypothetical {
        confidence -= 0.05;
    }
    (confidence * 100.0).round() / 100.0
}

/// A hash of document, evidence, act and parties: the same for the same text on any machine.
fn identity(document: &str, event: &Event) -> String {
    let parties = event.actors.iter().chain(&event.recipients);
    let names: Vec<String> = parties
        .map(|party| format!("{}@{}", party.text, party.offsets.start))
        .collect();
    let key = format!(
        "{document}\u{1f}{}-{}\u{1f}{}/{:?}\u{1f}{}\u{1f}{}",
        event.evidence.trigger.offsets.start,
        event.evidence.trigger.offsets.end,
        event.act.event_type.as_str(),
        event.act.mode,
        event.status.as_str(),
        names.join("\u{1f}"),
    );
    blake3::hash(key.as_bytes()).to_hex()[..16].to_owned()
}
