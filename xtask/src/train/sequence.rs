//! Learning of tags, labels and names.
//!
//! In: sentences with predicted tags. Out: weights, and the tables of what each look allows. Never:
//! heads, which [`super::heads`] learns.
//!
//! Each decision is made with the weights so far; where it is wrong, they move.

use dateline_parse::features::Features;
use dateline_parse::labeller::{self, Allowed, Arcs, Found, PAIRS, pair_of};
use dateline_parse::names::{self, LOOKS, Looks, Scene, look_of};
use dateline_parse::tagger;
use dateline_parse::words::Words;
use dateline_parse::{Label, Tag};

use super::Ground;
use super::learner::Learner;
use super::order::{disguised, shuffled};
use crate::treebank::Gold;

/// Rounds over the sentences for labels.
const LABEL_EPOCHS: u64 = 4;
/// Rounds over the sentences for names.
const NAME_EPOCHS: u64 = 5;

/// Learns to tag from some of the sentences.
pub fn learn_tags(ground: &Ground, indices: &[usize], epochs: u64) -> Learner<1> {
    let mut learner = Learner::new(24, 2);
    for epoch in 0..epochs {
        let mut wrong = 0;
        for index in shuffled(indices.len(), epoch) {
            let index = indices[index];
            let disguise = disguised(&ground.sentences[index], index, epoch);
            let gold = disguise.as_ref().unwrap_or(&ground.sentences[index]);
            wrong += learn_tags_of(
                gold,
                &Words::new(&gold.words, &ground.lexicon),
                &mut learner,
            );
            learner.advance();
        }
        ground.tell(format_args!(
            "tags, round {epoch}: {wrong} wrong, {} weights",
            learner.len()
        ));
    }
    learner
}

fn learn_tags_of(gold: &Gold, words: &Words, learner: &mut Learner<1>) -> usize {
    let mut features = Features::default();
    let mut candidates = Vec::new();
    let mut tags: Vec<Tag> = Vec::with_capacity(words.len());
    let mut wrong = 0;
    for index in 0..words.len() {
        tagger::candidates_of(words, index, &mut candidates);
        let target = gold.tags[index].expect("complete") as u8;
        let mut guess = candidates[0];
        if candidates.len() > 1 {
            tagger::describe(words, &tags, index, &mut features);
            guess = tagger::best(&features, &candidates, learner);
            if guess != target && candidates.contains(&target) {
                learner.correct(features.hashes(), target, guess);
            }
        }
        wrong += usize::from(guess != target);
        tags.push(Tag::ALL[usize::from(guess)]);
    }
    wrong
}

/// Learns labels: the section `pair`, and the weights.
pub fn learn_labels(ground: &Ground, bytes: usize) -> (Vec<u8>, Vec<u8>) {
    let pairs = pairs(ground);
    let mut learner = Learner::new(24, 2);
    for epoch in 0..LABEL_EPOCHS {
        let mut wrong = 0;
        for index in shuffled(ground.sentences.len(), epoch + 100) {
            let gold = &ground.sentences[index];
            let words = Words::new(&gold.words, &ground.lexicon);
            let arcs = Arcs::new(&words, &ground.tags[index], &gold.heads);
            wrong += learn_labels_of(gold, &arcs, Allowed::new(&pairs), &mut learner);
            learner.advance();
        }
        ground.tell(format_args!(
            "labels, round {epoch}: {wrong} wrong, {} weights",
            learner.len()
        ));
    }
    let (cells, packing) = learner.table(bytes);
    ground.tell(format_args!("labels: {packing:?}"));
    (pairs, cells)
}

fn learn_labels_of(gold: &Gold, arcs: &Arcs, allowed: Allowed, learner: &mut Learner<1>) -> usize {
    let mut features = Features::default();
    let mut candidates = Vec::new();
    let mut found = Found::none(gold.len());
    let mut wrong = 0;
    for word in arcs.downwards() {
        arcs.candidates_of(word, allowed, &mut candidates);
        let target = gold.labels[word].expect("complete") as u8;
        let mut guess = candidates[0];
        if candidates.len() > 1 {
            labeller::describe(arcs, &found, word, &mut features);
            guess = tagger::best(&features, &candidates, learner);
            if guess != target && candidates.contains(&target) {
                learner.correct(features.hashes(), target, guess);
            }
        }
        wrong += usize::from(guess != target);
        found.set(word, gold.heads[word], Label::ALL[usize::from(guess)]);
    }
    wrong
}

/// Which labels each pair of tags had, rare ones left out.
fn pairs(ground: &Ground) -> Vec<u8> {
    let mut counts = vec![[0_u32; 64]; PAIRS];
    for (gold, tags) in ground.sentences.iter().zip(&ground.tags) {
        for (index, head) in gold
            .heads
            .iter()
            .enumerate()
            .filter(|(index, head)| index != *head)
        {
            let pair = pair_of(tags[index], tags[*head], index < *head);
            counts[pair][gold.labels[index].expect("complete") as usize] += 1;
        }
    }
    counts
        .iter()
        .flat_map(|counts| often(counts, 600).to_le_bytes())
        .collect()
}

/// The bits of the classes that make up more than one case in `share`.
fn often(counts: &[u32; 64], share: u32) -> u64 {
    let total: u32 = counts.iter().sum();
    let is_often = |count: u32| count > 0 && count * share >= total && (count > 1 || total < 20);
    (0..64)
        .filter(|class| is_often(counts[*class]))
        .fold(0, |bits, class| bits | 1 << class)
}

/// Learns names: the section `look`, and the weights.
pub fn learn_names(ground: &Ground, bytes: usize) -> (Vec<u8>, Vec<u8>) {
    let looks = looks(ground);
    let mut learner = Learner::new(24, 2);
    for epoch in 0..NAME_EPOCHS {
        let mut wrong = 0;
        for index in shuffled(ground.sentences.len(), epoch + 200) {
            let disguise = disguised(&ground.sentences[index], index, epoch);
            let gold = disguise.as_ref().unwrap_or(&ground.sentences[index]);
            let words = Words::new(&gold.words, &ground.lexicon);
            wrong += learn_names_of(gold, &words, &ground.tags[index], &looks, &mut learner);
            learner.advance();
        }
        ground.tell(format_args!(
            "names, round {epoch}: {wrong} wrong, {} weights",
            learner.len()
        ));
    }
    let (cells, packing) = learner.table(bytes);
    ground.tell(format_args!("names: {packing:?}"));
    (looks, cells)
}

fn learn_names_of(
    gold: &Gold,
    words: &Words,
    tags: &[Tag],
    looks: &[u8],
    learner: &mut Learner<1>,
) -> usize {
    let labels: Vec<Label> = gold
        .labels
        .iter()
        .map(|label| label.expect("complete"))
        .collect();
    let tags = &tags[..gold.len()];
    let scene = Scene {
        words,
        tags,
        heads: &gold.heads,
        labels: &labels,
    };
    let mut features = Features::default();
    let mut candidates = Vec::new();
    let mut marks: Vec<u8> = Vec::with_capacity(gold.len());
    let mut wrong = 0;
    for index in 0..gold.len() {
        let last = marks.last().copied().unwrap_or(names::OUTSIDE);
        names::candidates_of(&scene, index, last, Looks::new(looks), &mut candidates);
        let target = gold.marks[index];
        let mut guess = candidates.first().copied().unwrap_or(names::OUTSIDE);
        if candidates.len() > 1 {
            names::describe(&scene, &marks, index, &mut features);
            guess = tagger::best(&features, &candidates, learner);
            if guess != target && candidates.contains(&target) {
                learner.correct(features.hashes(), target, guess);
            }
        }
        wrong += usize::from(guess != target);
        marks.push(guess);
    }
    wrong
}

/// Which marks each tag had with and without a capital, rare ones left out.
fn looks(ground: &Ground) -> Vec<u8> {
    let mut counts = vec![[0_u32; 64]; LOOKS];
    for (gold, tags) in ground.sentences.iter().zip(&ground.tags) {
        for (index, word) in gold.words.iter().enumerate() {
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            counts[look_of(tags[index], capital)][usize::from(gold.marks[index])] += 1;
        }
    }
    counts
        .iter()
        .flat_map(|counts| (often(counts, 2000) as u32).to_le_bytes())
        .collect()
}
