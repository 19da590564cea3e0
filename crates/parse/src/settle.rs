//! One extent and one kind for a name.
//!
//! In: the names of a document's sentences as they were marked, each sentence for itself. Out: the
//! same names without articles, possessive marks and loose punctuation at their ends, and with the
//! kind that most of the same names near by have. Never: a name that was not marked.
//!
//! In *The United Nations' envoy met Baker. Sources close to James Baker agreed.* the first name is
//! *United Nations*, and *Baker*, if marked an organisation, becomes a person.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::hash;
use crate::tree::{Name, NameKind, Tag, Tree};

/// Sentences on either side whose names have a say.
const NEAR: usize = 20;
/// Votes of a longer name of a person for its last word.
const SURNAME: u32 = 2;
/// Votes of what is known of a name beside the text.
const KNOWN: u32 = 3;
/// The kinds that one name is often taken for another of.
const VOTING: [NameKind; 6] = [
    NameKind::Person,
    NameKind::Organisation,
    NameKind::State,
    NameKind::Location,
    NameKind::Facility,
    NameKind::Group,
];

/// What is known of names beside the text.
pub trait KnownNames: Send + Sync + std::fmt::Debug {
    /// The kind of the name with these words, when all that bear it are of one kind.
    fn kind_of(&self, words: &[&str]) -> Option<NameKind>;
}

type Votes = FxHashMap<u64, [u32; VOTING.len()]>;

/// Takes from each name what stands at its ends and is no part of it; a name of nothing else goes.
pub fn trim(names: &mut Vec<Name>, tags: &[Tag]) {
    for name in names.iter_mut() {
        let Range { mut start, mut end } = name.tokens.clone();
        while start < end && is_loose_start(tags[start]) {
            start += 1;
        }
        while start < end && is_loose_end(tags[end - 1]) {
            end -= 1;
        }
        name.tokens = start..end;
    }
    names.retain(|name| !name.tokens.is_empty());
}

fn is_loose_start(tag: Tag) -> bool {
    tag == Tag::Determiner || is_loose_mark(tag)
}

fn is_loose_end(tag: Tag) -> bool {
    matches!(tag, Tag::Conjunction | Tag::Preposition) || is_loose_mark(tag)
}

fn is_loose_mark(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::PossessiveMark | Tag::Hyphen | Tag::Colon | Tag::Comma
    )
}

/// Gives each name the kind that most of its like have in the sentences around it; its own where
/// the vote is even. `words` holds the words of each tree's sentence; `known` has a say in each.
pub fn agree(trees: &mut [Tree], words: &[Vec<&str>], known: Option<&dyn KnownNames>) {
    let ballots: Vec<Vec<(u64, usize, u32)>> = trees
        .iter()
        .zip(words)
        .map(|(tree, words)| ballots_of(tree, words))
        .collect();
    let mut votes = Votes::default();
    for ballot in ballots.iter().take(NEAR) {
        count(&mut votes, ballot, u32::wrapping_add);
    }
    let mut asked = Asked {
        known,
        answers: FxHashMap::default(),
    };
    for index in 0..trees.len() {
        if let Some(ballot) = ballots.get(index + NEAR) {
            count(&mut votes, ballot, u32::wrapping_add);
        }
        if let Some(ballot) = index.checked_sub(NEAR + 1).map(|gone| &ballots[gone]) {
            count(&mut votes, ballot, u32::wrapping_sub);
        }
        for name in &mut trees[index].names {
            name.kind = elected(name, &votes, &words[index], &mut asked);
        }
    }
}

/// What is known beside the text, asked once for each name of a document.
struct Asked<'k> {
    known: Option<&'k dyn KnownNames>,
    answers: FxHashMap<u64, Option<NameKind>>,
}

impl Asked<'_> {
    fn kind_of(&mut self, key: u64, words: &[&str]) -> Option<NameKind> {
        let known = self.known?;
        let answer = self.answers.entry(key);
        *answer.or_insert_with(|| known.kind_of(words))
    }
}

/// What a sentence's names vote for: key of the name, number of the kind, votes.
fn ballots_of(tree: &Tree, words: &[&str]) -> Vec<(u64, usize, u32)> {
    let mut ballots = Vec::new();
    for name in &tree.names {
        let Some(kind) = number(name.kind) else {
            continue;
        };
        ballots.push((key(&words[name.tokens.clone()]), kind, 1));
        if name.kind == NameKind::Person && name.tokens.len() > 1 {
            let surname = key(&words[name.tokens.end - 1..name.tokens.end]);
            ballots.push((surname, kind, SURNAME));
        }
    }
    ballots
}

fn number(kind: NameKind) -> Option<usize> {
    VOTING.iter().position(|voting| *voting == kind)
}

fn key(words: &[&str]) -> u64 {
    words.iter().fold(words.len() as u64, |key, word| {
        hash::pair(key, hash::bytes(word.as_bytes()))
    })
}

fn count(votes: &mut Votes, ballots: &[(u64, usize, u32)], step: fn(u32, u32) -> u32) {
    for (key, kind, share) in ballots {
        let count = &mut votes.entry(*key).or_default()[*kind];
        *count = step(*count, *share);
    }
}

fn elected(name: &Name, votes: &Votes, words: &[&str], asked: &mut Asked) -> NameKind {
    let words = &words[name.tokens.clone()];
    let Some(own) = number(name.kind) else {
        return name.kind;
    };
    let key = key(words);
    let mut counts = votes.get(&key).copied().unwrap_or_default();
    if let Some(kind) = asked.kind_of(key, words).and_then(number) {
        counts[kind] += KNOWN;
    }
    let mut best = own;
    for (kind, count) in counts.iter().enumerate() {
        if *count > counts[best] {
            best = kind;
        }
    }
    VOTING[best]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(kinds: &[(Range<usize>, NameKind)]) -> Tree {
        let names = kinds.iter().map(|(tokens, kind)| Name {
            tokens: tokens.clone(),
            kind: *kind,
        });
        Tree {
            names: names.collect(),
            ..Tree::default()
        }
    }

    #[test]
    fn a_surname_alone_is_the_person_it_belongs_to() {
        let words = [vec!["Baker", "agreed"], vec!["James", "Baker", "spoke"]];
        let mut trees = [
            tree(&[(0..1, NameKind::Organisation)]),
            tree(&[(0..2, NameKind::Person)]),
        ];
        agree(&mut trees, &words, None);
        assert_eq!(trees[0].names[0].kind, NameKind::Person);
        assert_eq!(trees[1].names[0].kind, NameKind::Person);
    }

    #[test]
    fn an_even_vote_changes_nothing_and_far_names_have_none() {
        let words = vec![vec!["Troy"]; 60];
        let mut trees: Vec<Tree> = (0..60)
            .map(|index| match index {
                0 => tree(&[(0..1, NameKind::State)]),
                5 | 40 | 41 | 42 => tree(&[(0..1, NameKind::Person)]),
                _ => Tree::default(),
            })
            .collect();
        agree(&mut trees, &words, None);
        assert_eq!(trees[0].names[0].kind, NameKind::State);
        assert_eq!(trees[40].names[0].kind, NameKind::Person);
    }

    #[test]
    fn articles_and_possessive_marks_are_no_part_of_a_name() {
        let tags = [
            Tag::Determiner,
            Tag::Proper,
            Tag::Propers,
            Tag::PossessiveMark,
            Tag::Determiner,
        ];
        let mut names = vec![
            Name {
                tokens: 0..4,
                kind: NameKind::Organisation,
            },
            Name {
                tokens: 4..5,
                kind: NameKind::Organisation,
            },
        ];
        trim(&mut names, &tags);
        assert_eq!(names.len(), 1);
        assert_eq!(names[0].tokens, 1..3);
    }
}
