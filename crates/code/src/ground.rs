//! What is known of a text before any rule looks at it.
//!
//! In: a text and the world. Out: [`Ground`]: mentions, time expressions, the day of publication,
//! places, speeches. Never: acts.
//!
//! For *Fidan met Lavrov on Friday* it holds two mentions and one time expression.

use dateline_record::{PublishedBasis, QuoteKind};
use dateline_world::{PlaceId, Referent, World};
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::Lexicon;
use crate::mention::{self, Form, Marked, Mentions};
use crate::refer;
use crate::situate::place::{self, Places};
use crate::situate::speaker::{self, Speech};
use crate::situate::time::{Interval, Publication, TimeExpression, TimeGrammar, publication};
use crate::text::Text;

/// The ground on which rules are applied.
pub struct Ground {
    /// Who is spoken of.
    pub mentions: Mentions,
    /// Expressions of time, in order.
    pub expressions: Vec<TimeExpression>,
    /// The day of publication, with its grounds.
    pub publication: Publication,
    /// Places, in order.
    pub places: Places,
    /// Who says what.
    pub speeches: Vec<Speech>,
}

impl Ground {
    /// The ground of a text.
    pub fn of(text: &Text, world: &World, lexicon: &Lexicon, times: &TimeGrammar) -> Ground {
        Ground::with_marked(text, world, lexicon, times, &[])
    }

    /// The ground of a text in which the caller has marked parties.
    pub fn with_marked(
        text: &Text,
        world: &World,
        lexicon: &Lexicon,
        times: &TimeGrammar,
        marked: &[&Marked],
    ) -> Ground {
        let expressions = times.find(text);
        let first = publication(times, text, &expressions, &[]);
        let mut mentions = mention::find(text, world, lexicon, first.date);
        let publication = match first.basis {
            PublishedBasis::Inferred | PublishedBasis::Unknown => {
                let constraints = tenures(&mentions, text, world);
                let found = publication(times, text, &expressions, &constraints);
                if found.date != first.date {
                    mentions = mention::find(text, world, lexicon, found.date);
                }
                found
            }
            _ => first,
        };
        refer::resolve(&mut mentions, text, world, lexicon, publication.date);
        for party in marked {
            mentions.force(text, party, world, lexicon);
        }
        let places = place::find_places(text, &mentions, world, lexicon, publication.date);
        let speeches = speaker::speeches(text, &mentions, lexicon);
        name_speakers(&mut mentions, &speeches, text, lexicon);
        Ground {
            mentions,
            expressions,
            publication,
            places,
            speeches,
        }
    }

    /// The day of publication.
    pub fn published(&self) -> Option<Date> {
        self.publication.date
    }

    /// The tokens of expressions of time, by sentence and token.
    pub fn time_tokens(&self) -> FxHashSet<(usize, usize)> {
        self.expressions
            .iter()
            .flat_map(|one| one.tokens.clone().map(|token| (one.sentence, token)))
            .collect()
    }

    /// Places by sentence and head token.
    pub fn place_tokens(&self) -> FxHashMap<(usize, usize), PlaceId> {
        let places = self.places.all.iter();
        places
            .map(|place| ((place.sentence, place.head), place.place))
            .collect()
    }
}

/// Gives "we" and "I" within somebody's own words the one who speaks.
fn name_speakers(mentions: &mut Mentions, speeches: &[Speech], text: &Text, lexicon: &Lexicon) {
    let own = lexicon.set("reference-first-person");
    for index in 0..mentions.all.len() {
        let mention = &mentions.all[index];
        let word = text.node(mention.sentence, mention.head).lowered();
        if mention.form != Form::Pronoun || !mention.actors.is_empty() || !own.has(word) {
            continue;
        }
        let said =
            |speech: &&Speech| speech.kind == QuoteKind::Direct && speech.covers(mention.span);
        let inner = speeches
            .iter()
            .filter(said)
            .min_by_key(|speech| speech.content.len());
        let speaker = inner.and_then(|speech| speech.speaker);
        if let Some(speaker) = speaker {
            mentions.all[index].actors = mentions.all[speaker].actors.clone();
        }
    }
}

/// The stretches in which people who are named with an acting office held it: the document was
/// written in them.
fn tenures(mentions: &Mentions, text: &Text, world: &World) -> Vec<(Interval, String)> {
    let mut found: Vec<(Interval, String)> = Vec::new();
    for mention in &mentions.all {
        for &actor in &mention.actors {
            let name = &mentions.actors[actor].name;
            for candidate in world.names(name, None) {
                let Referent::Person(person) = candidate.referent else {
                    continue;
                };
                for holding in world
                    .holdings(person, None)
                    .into_iter()
                    .filter(|holding| holding.acting)
                {
                    let (Some(start), Some(end)) = (holding.start, holding.end) else {
                        continue;
                    };
                    let words = text.document.words(mention.span);
                    let grounds = format!("{words:?} {start}/{end} ({})", holding.row);
                    let entry = (Interval::new(start, end), grounds);
                    if !found.iter().any(|(interval, _)| *interval == entry.0) {
                        found.push(entry);
                    }
                }
            }
        }
    }
    found
}
