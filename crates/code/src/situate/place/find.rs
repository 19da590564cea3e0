//! The names of places in a text.
//!
//! In: sentences, the world's names, and what else the document names. Out: [`Places`]. Never: the
//! place of an event.
//!
//! *in the Kazakh capital, Astana, and on the Russian side* names Astana twice and Russia once.

use std::ops::Range;

use dateline_parse::{Label, NameKind, Tag};
use dateline_record::{RegionKind, Span};
use dateline_world::{EntityKind, NameType, PlaceId, PlaceKind, Referent, World};
use jiff::civil::Date;

use super::choose::{Option_, Tally, choose};
use super::role::role_of;
use super::scene::{is_told, scene};
use super::{PlaceMention, PlaceRole, Places};
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::text::{Node, SentenceView, Text};

const LONGEST_NAME: usize = 8;

/// A site is in a city when it is less than so many degrees away.
const SAME_CITY: f64 = 0.3;

/// Towns of so many inhabitants are taken for what a name means without further support.
const LARGE_TOWN: u64 = 100_000;

/// A name and what it may mean, before the choice.
struct Found {
    sentence: usize,
    head: usize,
    tokens: Range<usize>,
    options: Vec<Option_>,
    role: PlaceRole,
}

/// Finds the places that a document names, as of `on`.
pub fn find_places(
    text: &Text,
    mentions: &Mentions,
    world: &World,
    lexicon: &Lexicon,
    on: Option<Date>,
) -> Places {
    let finder = Finder { world, lexicon, on };
    let coded = text.sentences.iter().filter(|view| view.kind().is_coded());
    let found: Vec<Found> = coded.flat_map(|view| finder.in_sentence(view)).collect();
    let options = || found.iter().map(|found| found.options.as_slice());
    let tally = Tally::of(mentions, options(), world);
    let chosen = found.iter().filter_map(|found| {
        let view = &text.sentences[found.sentence];
        let context = finder.containing(view, &found.tokens);
        let place = choose(&found.options, &context, &tally, world)?;
        let contradicted = finder.is_contradicted(view, found, place);
        if contradicted {
            return None;
        }
        Some(PlaceMention {
            sentence: found.sentence,
            head: found.head,
            tokens: found.tokens.clone(),
            span: view.span(found.tokens.clone()),
            place,
            role: found.role,
        })
    });
    let all: Vec<PlaceMention> = chosen.collect();
    let dateline = finder.dateline(text, &tally);
    let told: Vec<bool> = all
        .iter()
        .map(|mention| is_told(mention, text, lexicon))
        .collect();
    let scene = scene(&all, &told, text, world, dateline.map(|(_, place)| place));
    Places {
        all,
        dateline,
        scene,
    }
}

struct Finder<'w> {
    world: &'w World,
    lexicon: &'w Lexicon,
    on: Option<Date>,
}

impl Finder<'_> {
    fn in_sentence(&self, view: &SentenceView) -> Vec<Found> {
        let words: Vec<&str> = view.nodes().map(|node| node.word()).collect();
        let mut found = Vec::new();
        let mut token = 0;
        while token < words.len() {
            let (length, one) = self.at(view, &words, token);
            found.extend(one);
            token += length.max(1);
        }
        found
    }

    /// What begins at a token: how many tokens to go on, and a place.
    fn at(&self, view: &SentenceView, words: &[&str], token: usize) -> (usize, Option<Found>) {
        let node = view.node(token);
        if !words[token].chars().next().is_some_and(char::is_uppercase) {
            let capital = self.bare_capital(view, token);
            return (1, capital);
        }
        let end = words.len().min(token + LONGEST_NAME);
        let Some(name) = self.world.longest_name(&words[token..end], self.on) else {
            return (1, None);
        };
        let tokens = token..token + name.words;
        if let Some(found) = self.state_phrase(view, &tokens, &name.candidates) {
            return (name.words, Some(found));
        }
        let options = self.options(&name.candidates);
        let options = self.supported(view, &tokens, options);
        let fits = self.is_first_meaning(&name.candidates) || is_named_place(view, &tokens);
        if options.is_empty() || !fits || !self.may_name_place(view, &tokens, node) {
            return (name.words, None);
        }
        let head = self.outer_head(view, &tokens);
        let role = role_of(view.node(head), self.lexicon);
        (
            name.words,
            Some(Found {
                sentence: view.index,
                head,
                tokens,
                options,
                role,
            }),
        )
    }

    /// The places among the meanings of a name; the capital for a building that stands for a
    /// government when the name has no other place.
    fn options(&self, candidates: &[dateline_world::Candidate]) -> Vec<Option_> {
        let mut options = Vec::new();
        for (rank, candidate) in candidates.iter().enumerate() {
            let colours = matches!(candidate.name_type, NameType::Adjective | NameType::Demonym);
            let place = match candidate.referent {
                Referent::Place(place) => Some(self.city_of(place)),
                Referent::Entity(entity)
                    if !colours && candidate.name_type != NameType::Metonym =>
                {
                    self.world.place_of(entity)
                }
                _ => None,
            };
            options.extend(place.map(|place| Option_ {
                place,
                rank,
                via_seat: false,
            }));
        }
        if options.is_empty() {
            let seats = candidates
                .iter()
                .filter(|candidate| candidate.name_type == NameType::Metonym);
            let seats = seats.filter_map(|candidate| self.seat(candidate.referent));
            options.extend(seats.map(|place| Option_ {
                place,
                rank: 0,
                via_seat: true,
            }));
        }
        options.dedup_by_key(|option| option.place);
        options
    }

    /// The options that the analysis bears out: all of them when it takes just these words for a
    /// place; none when they are part of another place's name ("Central Asia"); otherwise states,
    /// regions and large towns.
    fn supported(
        &self,
        view: &SentenceView,
        tokens: &Range<usize>,
        options: Vec<Option_>,
    ) -> Vec<Option_> {
        let names = view
            .tree
            .names
            .iter()
            .filter(|name| shares(&name.tokens, tokens));
        let mut whole = false;
        let mut part = false;
        for name in names {
            let longer = name.tokens.clone().any(|token| {
                !tokens.contains(&token)
                    && !matches!(
                        view.node(token).tag(),
                        Tag::Determiner | Tag::PossessiveMark
                    )
            });
            let place = matches!(name.kind, NameKind::State | NameKind::Location);
            whole |= place && !longer;
            part |= place && longer;
        }
        let known = |option: &Option_| {
            let place = self.world.place(option.place);
            place.kind != PlaceKind::City || place.capital || place.population >= LARGE_TOWN
        };
        match (whole, part) {
            (true, _) => options,
            (_, true) => options
                .into_iter()
                .filter(|option| self.world.place(option.place).kind == PlaceKind::Country)
                .collect(),
            _ => options.into_iter().filter(known).collect(),
        }
    }

    /// Whether the best meaning of a name is a place, or a state or building that has one.
    fn is_first_meaning(&self, candidates: &[dateline_world::Candidate]) -> bool {
        candidates
            .first()
            .is_some_and(|first| match first.referent {
                Referent::Place(_) => true,
                Referent::Person(_) => false,
                Referent::Entity(entity) => {
                    is_state(self.world.entity(entity).kind) || first.name_type == NameType::Metonym
                }
            })
    }

    /// The capital for a building or site in it; any other place as it is.
    fn city_of(&self, place: PlaceId) -> PlaceId {
        let known = self.world.place(place);
        let state = known
            .country
            .and_then(|country| self.world.entity_by_id(country));
        let capital = state.and_then(|state| self.world.capital(state));
        let Some(capital) = capital.filter(|_| known.kind == PlaceKind::Site) else {
            return place;
        };
        let city = self.world.place(capital);
        let near = |one: f64, other: f64| (one - other).abs() < SAME_CITY;
        let inside = near(known.latitude, city.latitude) && near(known.longitude, city.longitude);
        if inside { capital } else { place }
    }

    /// The capital of the state whose government a building stands for.
    fn seat(&self, referent: Referent) -> Option<PlaceId> {
        let Referent::Entity(entity) = referent else {
            return None;
        };
        let entity = self.world.entity(entity);
        let state = self.world.entity_by_id(entity.country?)?;
        self.world.capital(state)
    }

    /// *the Kazakh capital*, *Kazakhstan's capital*, *the capital of Kazakhstan*, *the Russian side*.
    fn state_phrase(
        &self,
        view: &SentenceView,
        tokens: &Range<usize>,
        candidates: &[dateline_world::Candidate],
    ) -> Option<Found> {
        let state = candidates
            .iter()
            .find_map(|candidate| match candidate.referent {
                Referent::Entity(entity) if is_state(self.world.entity(entity).kind) => {
                    Some((entity, candidate.name_type))
                }
                _ => None,
            });
        let (state, name_type) = state?;
        let head = view.node(inner_head(view, tokens));
        let noun = self.noun_of_state(head)?;
        let word = noun.lemma();
        let colours = matches!(name_type, NameType::Adjective | NameType::Demonym);
        let place = if self.lexicon.set("place-capital-nouns").has(word) {
            self.world.capital(state)?
        } else if colours && self.lexicon.set("place-state-nouns").has(word) {
            self.world.place_of(state)?
        } else {
            return None;
        };
        let role = role_of(noun, self.lexicon);
        let start = tokens.start.min(noun.token);
        let span = start..tokens.end.max(noun.token + 1);
        let options = vec![Option_ {
            place,
            rank: 0,
            via_seat: false,
        }];
        Some(Found {
            sentence: view.index,
            head: noun.token,
            tokens: span,
            options,
            role,
        })
    }

    /// The noun that the name of a state qualifies.
    fn noun_of_state<'a>(&self, name: Node<'a>) -> Option<Node<'a>> {
        let head = name.head()?;
        match name.label() {
            Label::Amod | Label::Compound | Label::Poss | Label::Nmod => Some(head),
            Label::Pobj
                if self
                    .lexicon
                    .set("place-part-prepositions")
                    .has(&head.lower()) =>
            {
                head.head()
            }
            _ => None,
        }
    }

    /// *in the capital* without the name of a state: left to the tally.
    fn bare_capital(&self, view: &SentenceView, token: usize) -> Option<Found> {
        let node = view.node(token);
        let is_capital =
            node.is_noun() && self.lexicon.set("place-capital-nouns").has(node.lemma());
        let qualifies = |child: Node| !matches!(child.label(), Label::Det | Label::Punct);
        if !is_capital || node.children().any(qualifies) {
            return None;
        }
        let role = role_of(node, self.lexicon);
        let located = matches!(role, PlaceRole::Location | PlaceRole::Goal);
        let tokens = token..token + 1;
        let options = Vec::new();
        located.then_some(Found {
            sentence: view.index,
            head: token,
            tokens,
            options,
            role,
        })
    }

    /// Whether the words are a name here: proper nouns, and no part of a person's name.
    fn may_name_place(&self, view: &SentenceView, tokens: &Range<usize>, first: Node) -> bool {
        let proper = tokens.clone().any(|token| view.node(token).is_proper());
        let names = &view.tree.names;
        let of_person = names
            .iter()
            .any(|name| name.kind == NameKind::Person && shares(&name.tokens, tokens));
        let before_name = view.node(tokens.end - 1).label() == Label::Compound
            && view
                .node(tokens.end - 1)
                .head()
                .is_some_and(|head| is_person_name(view, head.token));
        proper && !of_person && !before_name && first.tag() != Tag::Pronoun
    }

    /// The token that the name hangs on; that of the longer name when it is part of one
    /// ("Maputo Central Hospital").
    fn outer_head(&self, view: &SentenceView, tokens: &Range<usize>) -> usize {
        let names = view.tree.names.iter();
        let mut outer =
            names.filter(|name| shares(&name.tokens, tokens) && name.tokens.len() > tokens.len());
        let whole = outer
            .next()
            .map_or(tokens.clone(), |name| name.tokens.clone());
        inner_head(view, &whole)
    }

    /// Whether a state or region in apposition lies elsewhere ("Moscow, Idaho", where only the
    /// capital is known).
    fn is_contradicted(&self, view: &SentenceView, found: &Found, place: PlaceId) -> bool {
        let known = self.world.place(place);
        let words: Vec<&str> = view.nodes().map(|node| node.word()).collect();
        let after = found.tokens.end + 1;
        let apposed = known.kind == PlaceKind::City
            && after < words.len()
            && view.node(found.tokens.end).tag() == Tag::Comma
            && view.node(after).is_proper()
            && view
                .node(after)
                .head()
                .is_some_and(|head| found.tokens.contains(&head.token));
        if !apposed {
            return false;
        }
        let end = words.len().min(after + LONGEST_NAME);
        let Some(name) = self.world.longest_name(&words[after..end], self.on) else {
            return false;
        };
        let options = self.options(&name.candidates);
        let wholes: Vec<_> = options
            .iter()
            .map(|option| self.world.place(option.place))
            .collect();
        let larger = |kind: PlaceKind| matches!(kind, PlaceKind::Country | PlaceKind::Region);
        let fits = wholes.iter().any(|whole| match whole.kind {
            PlaceKind::Country => whole.country == known.country,
            _ => {
                whole.country == known.country
                    && known.admin1.is_none_or(|admin1| admin1 == whole.name)
            }
        });
        wholes.iter().any(|whole| larger(whole.kind)) && !fits
    }

    /// The countries and regions that the words around a name give for it.
    fn containing(&self, view: &SentenceView, tokens: &Range<usize>) -> Vec<String> {
        let words: Vec<&str> = view.nodes().map(|node| node.word()).collect();
        let mut names = Vec::new();
        let after = tokens.end + 1;
        if after < words.len() && view.node(tokens.end).tag() == Tag::Comma {
            names.extend(self.countries_at(&words, after));
            let apposed = (after..words.len().min(after + LONGEST_NAME)).filter(|token| {
                view.node(*token).is_proper() && self.names_whole(view.node(*token), tokens)
            });
            names.extend(apposed.flat_map(|token| self.countries_at(&words, token)));
        }
        let from = tokens.start.saturating_sub(LONGEST_NAME);
        for start in from..tokens.start {
            let qualifies = matches!(
                view.node(start).label(),
                Label::Amod | Label::Poss | Label::Compound
            );
            let part = qualifies && self.qualifies_part(view.node(start), tokens);
            if part {
                names.extend(self.countries_at(&words, start));
            }
        }
        names
    }

    /// Whether a name after "of" tells the whole of what a name before it is part of
    /// ("Charlestown, the capital of Nevis").
    fn names_whole(&self, name: Node, tokens: &Range<usize>) -> bool {
        let of = name.head().filter(|_| name.label() == Label::Pobj);
        let noun = of
            .and_then(|of| of.head())
            .filter(|noun| noun.label() == Label::Appos);
        noun.and_then(|noun| noun.head())
            .is_some_and(|head| tokens.contains(&head.token))
    }

    /// Whether an adjective colours the kind of place that the name is in apposition to
    /// ("the Russian resort of Sochi", "the Kazakh capital, Astana").
    fn qualifies_part(&self, adjective: Node, tokens: &Range<usize>) -> bool {
        let Some(noun) = adjective.head() else {
            return false;
        };
        let parts = self.lexicon.set("place-part-nouns");
        let known = parts.has(noun.lemma()) || parts.has(&noun.lower());
        let subtree = noun.subtree();
        known && subtree.start < tokens.start && tokens.end <= subtree.end
    }

    fn countries_at(&self, words: &[&str], start: usize) -> Vec<String> {
        let end = words.len().min(start + LONGEST_NAME);
        let Some(name) = self.world.longest_name(&words[start..end], self.on) else {
            return Vec::new();
        };
        let mut countries = vec![words[start..start + name.words].join(" ")];
        for candidate in &name.candidates {
            if let Referent::Entity(entity) = candidate.referent {
                countries.extend(self.world.entity(entity).country.map(str::to_owned));
            }
        }
        countries
    }

    /// The place of the dateline, else of the byline.
    fn dateline(&self, text: &Text, tally: &Tally) -> Option<(Span, PlaceId)> {
        let document = text.document;
        let opening = document
            .regions
            .iter()
            .find(|region| region.kind == RegionKind::Dateline);
        let opening = opening.map(|region| first_part(document.words(region.span), region.span));
        let spans = [document.dateline_place.or(opening), document.byline_place];
        spans.into_iter().flatten().find_map(|span| {
            let words = title_case(document.words(span));
            let first = words.split([',', '/']).next().unwrap_or_default().trim();
            let parts: Vec<String> = words
                .split(',')
                .skip(1)
                .map(|part| part.trim().to_owned())
                .collect();
            let options = self.options(&self.world.names(first, self.on));
            choose(&options, &parts, tally, self.world).map(|place| (span, place))
        })
    }
}

/// The part of a dateline before its first mark.
fn first_part(words: &str, span: Span) -> Span {
    let end = words.find([',', '(', '—', '–', '-']).unwrap_or(words.len());
    Span::new(span.start, span.start + words[..end].trim_end().len())
}

/// *MEXICO CITY* as *Mexico City*.
fn title_case(words: &str) -> String {
    if words.chars().any(char::is_lowercase) {
        return words.to_owned();
    }
    let mut fresh = true;
    let case = |letter: char| {
        let shown: Vec<char> = if fresh {
            vec![letter]
        } else {
            letter.to_lowercase().collect()
        };
        fresh = !letter.is_alphabetic();
        shown
    };
    words.chars().flat_map(case).collect()
}

/// Whether the analysis takes the tokens for a place.
fn is_named_place(view: &SentenceView, tokens: &Range<usize>) -> bool {
    let is_place = |kind: NameKind| {
        matches!(
            kind,
            NameKind::State | NameKind::Location | NameKind::Facility
        )
    };
    view.tree
        .names
        .iter()
        .any(|name| is_place(name.kind) && shares(&name.tokens, tokens))
}

fn is_state(kind: EntityKind) -> bool {
    matches!(
        kind,
        EntityKind::State | EntityKind::Territory | EntityKind::Defacto
    )
}

fn is_person_name(view: &SentenceView, token: usize) -> bool {
    let names = &view.tree.names;
    names
        .iter()
        .any(|name| name.kind == NameKind::Person && name.tokens.contains(&token))
}

fn shares(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The token of a range whose head lies outside it.
fn inner_head(view: &SentenceView, tokens: &Range<usize>) -> usize {
    let outside = |token: &usize| {
        view.node(*token)
            .head()
            .is_none_or(|head| !tokens.contains(&head.token))
    };
    tokens.clone().rev().find(outside).unwrap_or(tokens.start)
}
