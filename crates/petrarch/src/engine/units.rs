//! Noun phrases that may be parties, coordinated ones together.
//!
//! In: the pieces of a sentence with their tags and the phrases found in them. Out: [`Unit`]s in the
//! order of the text. Never: what they do.
//!
//! *Lawmakers and officials in Elbonia and Zembla* is one unit of four parties: `ELBLEG`, `ZEMLEG`,
//! `ELBGOV`, `ZEMGOV`.

use std::ops::Range;

use dateline_code::text::{Node, SentenceView};
use dateline_parse::{Label, Tag};
use jiff::civil::Date;

use super::parties::{Member, side};
use super::phrases::Found;
use super::pieces::Pieces;
use super::{Engine, Side};

/// A noun phrase, or several that are coordinated.
#[derive(Debug, Clone)]
pub struct Unit {
    /// Its pieces.
    pub pieces: Range<usize>,
    /// Its parties with a code of their own.
    pub parties: Vec<Side>,
    /// Its parties of whom only the kind is known (`---GOV`).
    pub kinds: Vec<Side>,
}

impl Unit {
    /// Whether somebody with a code is in it.
    pub fn is_coded(&self) -> bool {
        !self.parties.is_empty()
    }
}

impl Engine {
    /// The units of a sentence.
    pub fn units(&self, view: &SentenceView, pieces: &Pieces, day: Option<Date>) -> Vec<Unit> {
        let actors = self.actors.find(pieces, 0..pieces.len());
        let agents = self.agents.find(pieces, 0..pieces.len());
        let chunks = chunks(view, pieces, &actors, &agents);
        let members: Vec<Member> = chunks
            .into_iter()
            .map(|chunk| self.member(pieces, chunk, &actors, &agents))
            .collect();
        let groups = grouped(view, pieces, members);
        let groups = self.with_owners(view, pieces, groups);
        let unit = |group: Vec<Member>| self.unit(pieces, group, day);
        groups.into_iter().map(unit).collect()
    }

    fn member(
        &self,
        pieces: &Pieces,
        chunk: Range<usize>,
        actors: &[Found],
        agents: &[Found],
    ) -> Member {
        let inside =
            |found: &&Found| chunk.start <= found.pieces.start && found.pieces.end <= chunk.end;
        let own: Vec<&Found> = actors.iter().filter(inside).collect();
        let is_free = |found: &&Found| {
            !own.iter().any(|actor| {
                actor.pieces.start < found.pieces.end && found.pieces.start < actor.pieces.end
            })
        };
        let agents = agents.iter().filter(inside);
        let former = |place: usize| {
            self.words
                .former
                .contains(&pieces.at(place).text.to_lowercase())
        };
        Member {
            agents: agents.filter(is_free).map(|found| found.id).collect(),
            actors: own
                .first()
                .map(|found| (found.id, found.pieces.clone()))
                .into_iter()
                .collect(),
            former: chunk.clone().any(former),
            pieces: chunk,
        }
    }

    /// Gives the members that have no actor of their own the actors of the phrase that follows: *the
    /// government of Zembla*, *soldiers from Zembla*; or that of the member before: *Zemblan media and
    /// government*.
    fn with_owners(
        &self,
        view: &SentenceView,
        pieces: &Pieces,
        groups: Vec<Vec<Member>>,
    ) -> Vec<Vec<Member>> {
        let mut done: Vec<Vec<Member>> = Vec::new();
        for group in groups.into_iter().rev() {
            let mut group = group;
            let last = group.last().expect("a group has members");
            let next = done.last();
            let owner = next
                .filter(|next| self.owns(view, pieces, last, next))
                .cloned();
            if let Some(owner) = owner {
                done.pop();
                take_actors(&mut group, owner);
            }
            share_actors(&mut group);
            done.push(group);
        }
        done.reverse();
        done
    }

    /// Whether the actors of `next` are those of `last` before it.
    fn owns(&self, view: &SentenceView, pieces: &Pieces, last: &Member, next: &[Member]) -> bool {
        let between = last.pieces.end..next[0].pieces.start;
        if last.is_coded() || between.len() != 1 || !next.iter().any(Member::is_coded) {
            return false;
        }
        let word = pieces.at(between.start);
        let is_preposition = view.node(word.token).tag() == Tag::Preposition;
        let word = word.text.to_lowercase();
        let plain = next.iter().all(|member| member.agents.is_empty());
        is_preposition
            && (self.words.owning.contains(&word)
                || self.words.joining.contains(&word) && plain && !last.agents.is_empty())
    }

    fn unit(&self, pieces: &Pieces, group: Vec<Member>, day: Option<Date>) -> Unit {
        let first = group
            .iter()
            .map(|member| member.pieces.start)
            .min()
            .unwrap_or(0);
        let end = group
            .iter()
            .map(|member| member.pieces.end)
            .max()
            .unwrap_or(0);
        let mut unit = Unit {
            pieces: first..end,
            parties: Vec::new(),
            kinds: Vec::new(),
        };
        for member in &group {
            let tokens = pieces.tokens(member.pieces.clone());
            for (code, rows) in self.codes_of(member, day) {
                let side = side(code, rows, tokens.clone());
                let list = match member.is_coded() {
                    true => &mut unit.parties,
                    false => &mut unit.kinds,
                };
                if !list.iter().any(|known| known.code == side.code) {
                    list.push(side);
                }
            }
        }
        unit
    }
}

/// The last member, and those before it that have agents only, get the actors of `owner`.
fn take_actors(group: &mut [Member], owner: Vec<Member>) {
    let actors: Vec<(usize, Range<usize>)> = owner
        .iter()
        .flat_map(|member| member.actors.iter().cloned())
        .collect();
    let agents: Vec<usize> = owner
        .iter()
        .flat_map(|member| member.agents.iter().copied())
        .collect();
    let end = owner.last().map_or(0, |member| member.pieces.end);
    let last = group.len() - 1;
    for (place, member) in group.iter_mut().enumerate() {
        if place == last {
            member.pieces.end = end;
            member.agents.extend(&agents);
        }
        if place == last || !member.is_coded() && !member.agents.is_empty() {
            member.actors.clone_from(&actors);
        }
    }
}

/// Members with agents only get the actor, and the agents before the last, of the member before.
fn share_actors(group: &mut [Member]) {
    for place in 1..group.len() {
        let (before, rest) = group.split_at_mut(place);
        let (before, own) = (&before[place - 1], &mut rest[0]);
        let lacks = !own.is_coded() && !own.agents.is_empty();
        if lacks && before.is_coded() && !before.agents.is_empty() {
            own.actors.clone_from(&before.actors);
            let shared = before.agents[..before.agents.len() - 1].iter().copied();
            own.agents = shared.chain(own.agents.iter().copied()).collect();
        }
    }
}

/// Stretches of pieces that make a noun phrase without its prepositional phrases.
fn chunks(
    view: &SentenceView,
    pieces: &Pieces,
    actors: &[Found],
    agents: &[Found],
) -> Vec<Range<usize>> {
    let in_actor = |place: usize| {
        let mut known = actors
            .iter()
            .chain(agents.iter().filter(|found| found.pieces.len() > 1));
        known.find(|found| found.pieces.contains(&place))
    };
    let mut chunks: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    for place in 0..=pieces.len() {
        let node = (place < pieces.len()).then(|| view.node(pieces.at(place).token));
        let named = in_actor(place).is_some();
        let begins_named = in_actor(place).is_some_and(|found| found.pieces.start == place);
        let fits = node.is_some_and(|node| named || is_of_noun_phrase(node));
        let begins = node.is_some_and(|node| is_determiner(node) && (!named || begins_named));
        if let Some((start, has_noun)) = open
            && (!fits || begins && has_noun)
        {
            chunks.push(start..place);
            open = None;
        }
        if fits {
            let noun = named || node.is_some_and(|node| node.is_noun());
            let (start, had) = open.unwrap_or((place, false));
            open = Some((start, had || noun));
        }
    }
    chunks.retain(|chunk| {
        chunk.clone().any(|place| {
            let node = view.node(pieces.at(place).token);
            node.is_noun() || in_actor(place).is_some()
        })
    });
    joined_adjectives(view, pieces, chunks)
}

/// *Zembla's old* and *wise king* are one phrase: before *and* there is no noun to end one.
fn joined_adjectives(
    view: &SentenceView,
    pieces: &Pieces,
    chunks: Vec<Range<usize>>,
) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for chunk in chunks {
        let between = |last: &Range<usize>| last.end..chunk.start;
        let joins = all.last().is_some_and(|last| {
            let end = view.node(pieces.at(last.end - 1).token);
            let is_adjective = matches!(
                end.tag(),
                Tag::Adjective | Tag::Comparative | Tag::Superlative
            );
            let next = view.node(pieces.at(chunk.start).token);
            is_adjective
                && between(last).len() == 1
                && is_conjunction(view.node(pieces.at(last.end).token))
                && !is_determiner(next)
                && end.label() == Label::Amod
        });
        match all.last_mut().filter(|_| joins) {
            Some(last) => last.end = chunk.end,
            None => all.push(chunk),
        }
    }
    all
}

fn is_determiner(node: Node) -> bool {
    use Tag::*;
    matches!(node.tag(), Determiner | Predeterminer | Possessive)
}

fn is_of_noun_phrase(node: Node) -> bool {
    use Tag::*;
    let modifies = matches!(
        node.label(),
        Label::Amod | Label::Compound | Label::Nmod | Label::Poss
    );
    node.is_noun()
        || is_determiner(node)
        || matches!(
            node.tag(),
            Adjective
                | Comparative
                | Superlative
                | Number
                | PossessiveMark
                | Hyphen
                | Affix
                | Currency
                | Symbol
                | Foreign
        )
        || modifies && (node.is_verb() || node.tag() == Adverb)
}

fn is_conjunction(node: Node) -> bool {
    node.tag() == Tag::Conjunction
}

/// Members that are coordinated stand in one group.
fn grouped(view: &SentenceView, pieces: &Pieces, members: Vec<Member>) -> Vec<Vec<Member>> {
    let mut groups: Vec<(Vec<Member>, bool)> = Vec::new();
    for member in members {
        let separator = groups.last().and_then(|(group, _)| {
            let last = group.last()?;
            separator(view, pieces, last.pieces.end..member.pieces.start)
        });
        let is_subject = || begins_clause(view, pieces, &member);
        match (separator, groups.last_mut()) {
            (Some(with_word), Some((group, closed))) if !is_subject() => {
                group.push(member);
                *closed = with_word;
            }
            _ => groups.push((vec![member], true)),
        }
    }
    let split = |(group, closed): (Vec<Member>, bool)| match closed {
        true => vec![group],
        false => closed_part(view, pieces, group),
    };
    groups.into_iter().flat_map(split).collect()
}

/// Whether pieces between two noun phrases coordinate them: by a word (true) or by a comma only.
fn separator(view: &SentenceView, pieces: &Pieces, between: Range<usize>) -> Option<bool> {
    let nodes: Vec<Node> = between
        .map(|place| view.node(pieces.at(place).token))
        .collect();
    let fits = |node: &Node| is_conjunction(*node) || node.tag() == Tag::Comma;
    let all = !nodes.is_empty() && nodes.len() <= 2 && nodes.iter().all(fits);
    all.then(|| nodes.iter().any(|node| is_conjunction(*node)))
}

/// A list that ends without *and* is a list only up to its last *and*.
fn closed_part(view: &SentenceView, pieces: &Pieces, group: Vec<Member>) -> Vec<Vec<Member>> {
    let ends = |place: usize| {
        let between = group[place - 1].pieces.end..group[place].pieces.start;
        separator(view, pieces, between) == Some(true)
    };
    let last = (1..group.len()).rev().find(|place| ends(*place));
    let mut parts = Vec::new();
    let mut members = group.into_iter();
    if let Some(last) = last {
        parts.push(members.by_ref().take(last + 1).collect());
    }
    parts.extend(members.map(|member| vec![member]));
    parts
}

/// Whether a noun phrase after *and* is the subject of a clause of its own.
fn begins_clause(view: &SentenceView, pieces: &Pieces, member: &Member) -> bool {
    let tokens = pieces.tokens(member.pieces.clone());
    let first_verb = view.nodes().find(Node::is_verb).map(|node| node.token);
    let is_subject = |token: usize| {
        matches!(view.node(token).label(), Label::Nsubj | Label::Nsubjpass)
            && view
                .node(token)
                .head()
                .is_some_and(|verb| verb.is_verb() && verb.token > token)
    };
    first_verb.is_some_and(|verb| verb < tokens.start) && tokens.into_iter().any(is_subject)
}
