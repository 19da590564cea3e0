//! Learning of heads.
//!
//! In: sentences with predicted tags. Out: the weights of moves. Never: labels.
//!
//! Two passes are learnt: one from the end of the sentence, and one from its beginning that sees what
//! the first found in sentences it had not learnt from. The parser goes its own, wrong way and learns at each step which moves still lose no arc of the
//! tree that could be had (a dynamic oracle), so that it knows what to do after a mistake.

use dateline_parse::attach::{self, View};
use dateline_parse::features::Features;
use dateline_parse::hash;
use dateline_parse::table::ROW;
use dateline_parse::transition::{Move, NONE, State};
use dateline_parse::words::Words;
use rayon::prelude::*;

use super::Ground;
use super::learner::Learner;
use super::order::{disguised, shuffled};
use crate::treebank::Gold;

/// Rounds over the sentences, for the pass from the beginning.
const EPOCHS: u64 = 5;
/// Rounds for the pass from the end.
const BACK_EPOCHS: u64 = 5;
/// Rounds over each half, for the heads that the second pass learns from.
const HALF_EPOCHS: u64 = 4;
/// From this round on the parser mostly goes its own way.
const EXPLORING: u64 = 1;

/// The tree to be found, prepared for the oracle.
struct Target {
    heads: Vec<u32>,
    /// The last dependent of each word, or 0.
    last: Vec<u32>,
    dependents: Vec<Vec<u32>>,
}

impl Target {
    fn new(heads: &[usize]) -> Target {
        let count = heads.len();
        let mut target = Target {
            heads: Vec::new(),
            last: vec![0; count],
            dependents: vec![Vec::new(); count],
        };
        for (index, head) in heads.iter().enumerate() {
            if index == *head {
                target.heads.push(count as u32);
                continue;
            }
            target.heads.push(*head as u32);
            target.last[*head] = index as u32;
            target.dependents[*head].push(index as u32);
        }
        target
    }

    /// Which moves lose no arc that can still be had. The root's head counts as a word after the
    /// last.
    fn free_moves(&self, state: &State) -> [bool; ROW] {
        let mut free = state.allows();
        let next = state.next;
        let Some(top) = state.stack.last().copied() else {
            return free;
        };
        let below = state.stack.len().checked_sub(2).map(|at| state.stack[at]);
        let head = self.heads[top as usize];
        let has_later =
            self.last[top as usize] >= next && !self.dependents[top as usize].is_empty();
        if next < state.count {
            let waits = |word: &u32| *word < next && state.heads[*word as usize] == NONE;
            let own_head = self.heads[next as usize];
            let loses_head = own_head < next
                && own_head != top
                && state.heads[own_head as usize] == NONE
                && state.stack.contains(&own_head);
            let loses_dependent = self.dependents[next as usize].iter().any(waits);
            free[Move::Shift as usize] &= !loses_head && !loses_dependent;
        }
        free[Move::Left as usize] &= !(has_later || head > next || Some(head) == below);
        free[Move::Right as usize] &= !(has_later || head >= next);
        free
    }
}

/// One pass to be learnt: its direction, and for the second pass the heads that the first found.
struct Pass<'p> {
    backwards: bool,
    other: Option<&'p [Vec<usize>]>,
    epochs: u64,
}

/// The weights of both passes: the sections `back` and `forw`, of about so many bytes each.
pub fn learn(ground: &Ground, backward: usize, forward: usize) -> (Vec<u8>, Vec<u8>) {
    let count = ground.sentences.len();
    let all: Vec<usize> = (0..count).collect();
    let half = |rest: usize| {
        all.iter()
            .copied()
            .filter(|index| index / 50 % 2 == rest)
            .collect::<Vec<_>>()
    };
    let pass = |epochs: u64| Pass {
        backwards: true,
        other: None,
        epochs,
    };
    let (even, odd) = rayon::join(
        || learn_pass(ground, &half(0), &pass(HALF_EPOCHS)),
        || learn_pass(ground, &half(1), &pass(HALF_EPOCHS)),
    );
    let found: Vec<Vec<usize>> = (0..count)
        .into_par_iter()
        .map(|index| {
            let words = Words::new(&ground.sentences[index].words, &ground.lexicon);
            let learner = if (index / 50).is_multiple_of(2) {
                &odd
            } else {
                &even
            };
            attach::attach_backwards(&words, &ground.tags[index], learner)
        })
        .collect();
    drop((even, odd));
    ground.tell(format_args!("heads found backwards"));
    let second = Pass {
        backwards: false,
        other: Some(&found),
        epochs: EPOCHS,
    };
    let (first, second) = rayon::join(
        || learn_pass(ground, &all, &pass(BACK_EPOCHS)).table(backward),
        || learn_pass(ground, &all, &second).table(forward),
    );
    ground.tell(format_args!("heads: {:?}, {:?}", first.1, second.1));
    (first.0, second.0)
}

fn learn_pass(ground: &Ground, indices: &[usize], pass: &Pass) -> Learner<ROW> {
    let mut learner = Learner::<ROW>::new(24, 3);
    for epoch in 0..pass.epochs {
        let mut wrong = 0;
        for index in shuffled(indices.len(), epoch + 300) {
            let index = indices[index];
            let plain = &ground.sentences[index];
            let fits = |gold: &Gold| match pass.other {
                Some(other) => other[index][..gold.len()]
                    .iter()
                    .all(|head| *head < gold.len()),
                None => true,
            };
            let disguise = disguised(plain, index, epoch).filter(fits);
            let gold = disguise.as_ref().unwrap_or(plain);
            let words = Words::new(&gold.words, &ground.lexicon);
            let mut view = View::new(&words, &ground.tags[index][..gold.len()], pass.backwards);
            if let Some(other) = pass.other {
                view = view.with_other(&other[index][..gold.len()]);
            }
            let heads = if pass.backwards {
                attach::turned(&gold.heads)
            } else {
                gold.heads.clone()
            };
            let chance = hash::triple(0xE4, epoch, index as u64);
            let explores =
                |step: u64| epoch >= EXPLORING && !hash::pair(chance, step).is_multiple_of(10);
            wrong += learn_sentence(&view, &Target::new(&heads), explores, &mut learner);
            learner.advance();
        }
        let way = if pass.backwards {
            "backwards"
        } else {
            "forwards"
        };
        ground.tell(format_args!(
            "heads {way}, round {epoch}: {wrong} wrong, {} weights",
            learner.len()
        ));
    }
    learner
}

fn learn_sentence(
    view: &View,
    target: &Target,
    explores: impl Fn(u64) -> bool,
    learner: &mut Learner<ROW>,
) -> usize {
    let mut state = State::new(target.heads.len());
    let mut features = Features::default();
    let mut wrong = 0;
    let mut steps = 0;
    while !state.is_done() {
        let allowed = state.allows();
        if let Some(step) = attach::only(allowed) {
            state.make(step);
            continue;
        }
        attach::describe(view, &state, &mut features);
        let sums = attach::score(&features, learner);
        let guess = attach::best(sums, allowed);
        let free = target.free_moves(&state);
        let mut step = guess;
        if !free[guess as usize] && free.contains(&true) {
            let better = attach::best(sums, free);
            learner.correct(features.hashes(), better as usize, guess as usize);
            wrong += 1;
            if !explores(steps) {
                step = better;
            }
        }
        steps += 1;
        state.make(step);
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_parse::transition::MOVES;

    #[test]
    fn free_moves_lead_to_the_tree() {
        for heads in [
            vec![1, 1, 1, 1],
            vec![0, 0, 3, 0, 5, 3],
            vec![2, 2, 5, 2, 3, 5],
            vec![0],
        ] {
            let target = Target::new(&heads);
            let mut state = State::new(heads.len());
            while !state.is_done() {
                let free = target.free_moves(&state);
                let step = MOVES.into_iter().rev().find(|step| free[*step as usize]);
                state.make(step.expect("a free move"));
            }
            for (index, head) in heads.iter().enumerate() {
                let found = state.heads[index];
                assert_eq!(found, if index == *head { NONE } else { *head as u32 });
            }
        }
    }
}
