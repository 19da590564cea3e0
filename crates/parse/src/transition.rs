//! The arc-hybrid transition system.
//!
//! In: moves. Out: heads. Never: a choice between moves.
//!
//! For *Fidan met Lavrov* the moves shift, left, shift, shift, right give both names the head *met*;
//! the last word on the stack is the root.

use crate::table::ROW;

/// No word.
pub const NONE: u32 = u32::MAX;

/// One step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Move {
    /// The next word goes onto the stack.
    Shift,
    /// The top of the stack becomes a dependent of the next word.
    Left,
    /// The top of the stack becomes a dependent of the word below it.
    Right,
}

/// All moves, by their numbers.
pub const MOVES: [Move; ROW] = [Move::Shift, Move::Left, Move::Right];

/// Dependents found so far of one word, on one side.
#[derive(Debug, Clone, Copy)]
pub struct Side {
    /// The farthest.
    pub outer: u32,
    /// The one before it.
    pub second: u32,
    /// How many there are.
    pub count: u32,
}

/// No dependents.
pub const EMPTY: Side = Side {
    outer: NONE,
    second: NONE,
    count: 0,
};

/// A half-built tree.
#[derive(Debug, Clone)]
pub struct State {
    /// Words whose head is not known yet, the last on top.
    pub stack: Vec<u32>,
    /// The next word.
    pub next: u32,
    /// Number of words.
    pub count: u32,
    /// Heads found; [`NONE`] where none is.
    pub heads: Vec<u32>,
    /// Dependents on the left of each word.
    pub left: Vec<Side>,
    /// Dependents on the right of each word.
    pub right: Vec<Side>,
}

impl State {
    /// The beginning of a sentence of `count` words.
    pub fn new(count: usize) -> State {
        State {
            stack: Vec::with_capacity(count),
            next: 0,
            count: count as u32,
            heads: vec![NONE; count],
            left: vec![EMPTY; count],
            right: vec![EMPTY; count],
        }
    }

    /// Whether only the root is left.
    pub fn is_done(&self) -> bool {
        self.next == self.count && self.stack.len() <= 1
    }

    /// Whether a move may be made, by its number.
    #[inline(always)]
    pub fn allows(&self) -> [bool; ROW] {
        let more = self.next < self.count;
        [more, more && !self.stack.is_empty(), self.stack.len() > 1]
    }

    /// Makes a move that is allowed.
    pub fn make(&mut self, step: Move) {
        match step {
            Move::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Move::Left => {
                let dependent = self.stack.pop().expect("allowed");
                self.heads[dependent as usize] = self.next;
                push(&mut self.left[self.next as usize], dependent);
            }
            Move::Right => {
                let dependent = self.stack.pop().expect("allowed");
                let head = *self.stack.last().expect("allowed");
                self.heads[dependent as usize] = head;
                push(&mut self.right[head as usize], dependent);
            }
        }
    }

    /// The word so many below the top of the stack, or [`NONE`].
    #[inline(always)]
    pub fn top(&self, depth: usize) -> u32 {
        match self.stack.len().checked_sub(depth + 1) {
            Some(at) => self.stack[at],
            None => NONE,
        }
    }
}

fn push(side: &mut Side, dependent: u32) {
    *side = Side {
        outer: dependent,
        second: side.outer,
        count: side.count + 1,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_words_by_hand() {
        let mut state = State::new(3);
        for step in [
            Move::Shift,
            Move::Left,
            Move::Shift,
            Move::Shift,
            Move::Right,
        ] {
            assert!(state.allows()[step as usize]);
            state.make(step);
        }
        assert!(state.is_done());
        assert_eq!(state.heads, [1, NONE, 1]);
    }
}
