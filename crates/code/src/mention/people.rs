//! The people of a document.
//!
//! In: the mentions. Out: one [`Person`] for each human being that the text names. Never: people
//! that are only meant ("the president") or named in captions.
//!
//! *Turkish Foreign Minister Hakan Fidan … Fidan* is the person "Hakan Fidan", "Foreign Minister of
//! Turkey", TUR, with two mentions.

use dateline_record::Person;

use super::{ActorKind, Form, Mentions};
use crate::text::Text;

/// The people whom the text names, in the order in which it names them.
pub fn people(mentions: &Mentions, text: &Text) -> Vec<Person> {
    let mut places: Vec<Vec<[usize; 2]>> = vec![Vec::new(); mentions.actors.len()];
    let mut order = Vec::new();
    for mention in mentions
        .all
        .iter()
        .filter(|mention| mention.form != Form::Pronoun)
    {
        let [actor] = mention.actors[..] else {
            continue;
        };
        let known = &mentions.actors[actor];
        if known.kind != ActorKind::Person || !known.named {
            continue;
        }
        if places[actor].is_empty() {
            order.push(actor);
        }
        let offsets = text.document.offsets(mention.span);
        places[actor].push([offsets.start, offsets.end]);
    }
    let person = |actor: usize| {
        let known = &mentions.actors[actor];
        Person {
            name: known.name.clone(),
            office: known.office.clone(),
            country: known.country.clone(),
            entity: known.entity.clone(),
            mentions: std::mem::take(&mut places[actor]),
        }
    };
    order.into_iter().map(person).collect()
}
