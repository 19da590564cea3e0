//! Speeches as records.
//!
//! In: [`Speech`]es, the mentions, and a way to tell when something was said. Out:
//! [`Statement`]s. Never: thoughts, appeals, and what nobody is named for.
//!
//! *"We are ready," Fidan said on Monday.* becomes a direct statement of Hakan Fidan's, with the verb
//! *said* and that Monday.

use dateline_record::{Party, Span, Statement, TimeSpan};

use super::Speech;
use crate::mention::{Actor, Mentions};
use crate::text::Text;

/// The statements of a document, in the order of `speeches`. `time` tells when the word at (sentence,
/// token) was said.
pub fn statements(
    speeches: &[Speech],
    text: &Text,
    mentions: &Mentions,
    time: impl Fn(usize, usize) -> Option<TimeSpan>,
) -> Vec<Statement> {
    let said = speeches
        .iter()
        .filter(|speech| speech.stated && speech.speaker_words.is_some());
    said.map(|speech| statement(speech, text, mentions, &time))
        .collect()
}

fn statement(
    speech: &Speech,
    text: &Text,
    mentions: &Mentions,
    time: &impl Fn(usize, usize) -> Option<TimeSpan>,
) -> Statement {
    let word = |(sentence, token): (usize, usize)| text.node(sentence, token).word().to_owned();
    Statement {
        speaker: party(speech, text, mentions),
        kind: speech.kind,
        offsets: text.document.offsets(speech.content),
        verb: speech.verb.map(word),
        time: speech
            .verb
            .and_then(|(sentence, token)| time(sentence, token)),
    }
}

/// The speaker as a party: the mention's actor, or the bare words.
fn party(speech: &Speech, text: &Text, mentions: &Mentions) -> Option<Party> {
    let mention = speech.speaker.and_then(|index| mentions.all.get(index));
    let span = mention
        .map(|mention| mention.span)
        .or(speech.speaker_words)?;
    let actor = mention.and_then(|mention| mention.actors.first());
    Some(match actor.and_then(|&actor| mentions.actors.get(actor)) {
        Some(actor) => of_actor(actor, span, text),
        None => unnamed(span, text),
    })
}

fn of_actor(actor: &Actor, span: Span, text: &Text) -> Party {
    Party {
        name: Some(actor.name.clone()),
        entity: actor.entity.clone(),
        office: actor.office.clone(),
        country: actor.country.clone(),
        organisation: actor.organisation.clone(),
        sector: actor.sector.clone(),
        ..unnamed(span, text)
    }
}

fn unnamed(span: Span, text: &Text) -> Party {
    let offsets = text.document.offsets(span);
    Party {
        text: text.document.words(span).to_owned(),
        offsets,
        ..Party::default()
    }
}
