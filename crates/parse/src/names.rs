//! Names.
//!
//! In: words, tags and the tree. Out: the [`Name`]s of a sentence. Never: numbers, dates or sums of
//! money, and never who it is that a name names.
//!
//! Each word gets a mark: outside, first of a name of a kind, or further word of one. In *Fidan met
//! Sergei Lavrov.* the marks are *first of a person, outside, first of a person, further of a
//! person, outside*.

use crate::features::Features;
use crate::hash;
use crate::table::Cells;
use crate::tagger::best;
use crate::tree::{Label, Name, NameKind, Tag};
use crate::words::Words;

/// The mark of a word outside names.
pub const OUTSIDE: u8 = 0;
/// Number of marks.
pub const MARKS: usize = 1 + 2 * NameKind::ALL.len();
/// Number of combinations of tag and capital.
pub const LOOKS: usize = 2 * 64;

/// The mark of the first word of a name.
pub fn first_of(kind: NameKind) -> u8 {
    1 + 2 * kind as u8
}

/// The mark of a further word of a name.
pub fn further_of(kind: NameKind) -> u8 {
    2 + 2 * kind as u8
}

/// The kind of name that a mark speaks of, and whether it begins one.
pub fn meaning(mark: u8) -> Option<(NameKind, bool)> {
    let index = mark.checked_sub(1)?;
    Some((*NameKind::ALL.get(usize::from(index / 2))?, index % 2 == 0))
}

/// A sentence as the names' features see it.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'s> {
    /// The words.
    pub words: &'s Words,
    /// Their tags.
    pub tags: &'s [Tag],
    /// Their heads.
    pub heads: &'s [usize],
    /// Their labels.
    pub labels: &'s [Label],
}

/// Which marks words may have by tag and capital, four bytes a combination.
#[derive(Debug, Clone, Copy)]
pub struct Looks<'m> {
    bytes: &'m [u8],
}

impl<'m> Looks<'m> {
    /// A view of [`LOOKS`] bit sets.
    pub fn new(bytes: &'m [u8]) -> Self {
        Looks { bytes }
    }

    fn marks(&self, look: usize) -> u32 {
        let bytes = self.bytes.get(look * 4..look * 4 + 4);
        bytes.map_or(1, |bytes| {
            u32::from_le_bytes(bytes.try_into().expect("four bytes"))
        })
    }
}

/// Which row of [`Looks`] a word looks at.
pub fn look_of(tag: Tag, capital: bool) -> usize {
    tag as usize * 2 + usize::from(capital)
}

/// The marks that a word may have after the mark before it, by their numbers.
pub fn candidates_of(
    scene: &Scene,
    index: usize,
    last: u8,
    looks: Looks,
    candidates: &mut Vec<u8>,
) {
    let word = scene.words.at(index, 0);
    let mut bits = word.entry.marks;
    if bits == 0 {
        bits = looks.marks(look_of(
            scene.tags[index],
            word.capital || scene.words.capitals,
        )) | 1;
    }
    candidates.clear();
    while bits != 0 {
        let mark = bits.trailing_zeros() as u8;
        bits &= bits - 1;
        let fits = match meaning(mark) {
            Some((kind, false)) => last == first_of(kind) || last == further_of(kind),
            Some((_, true)) => true,
            None => mark == OUTSIDE,
        };
        if fits {
            candidates.push(mark);
        }
    }
}

/// Marks the words with the weights of `cells`.
pub fn mark(scene: &Scene, looks: Looks, cells: &impl Cells) -> Vec<u8> {
    let mut marks = Vec::with_capacity(scene.tags.len());
    let mut features = Features::default();
    let mut candidates = Vec::new();
    for index in 0..scene.tags.len() {
        let last = marks.last().copied().unwrap_or(OUTSIDE);
        candidates_of(scene, index, last, looks, &mut candidates);
        let mark = match candidates[..] {
            [] => OUTSIDE,
            [only] => only,
            _ => {
                describe(scene, &marks, index, &mut features);
                best(&features, &candidates, cells)
            }
        };
        marks.push(mark);
    }
    marks
}

/// The names that the marks spell out.
pub fn names_of(marks: &[u8]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut last = OUTSIDE;
    for (index, mark) in marks.iter().enumerate() {
        match (meaning(*mark), names.last_mut()) {
            (Some((kind, false)), Some(name))
                if name.kind == kind && last != OUTSIDE && name.tokens.end == index =>
            {
                name.tokens.end = index + 1;
            }
            (Some((kind, _)), _) => names.push(Name {
                tokens: index..index + 1,
                kind,
            }),
            (None, _) => {}
        }
        last = *mark;
    }
    names
}

/// The features of a word's mark, given the marks before it.
pub fn describe(scene: &Scene, marks: &[u8], index: usize, features: &mut Features) {
    features.clear();
    let words = scene.words;
    let word = words.at(index, 0);
    let last = u64::from(marks.last().copied().unwrap_or(OUTSIDE));
    let last_but_one = match marks.len() {
        0 | 1 => 99,
        count => u64::from(marks[count - 2]),
    };
    let tag = |shift: isize| match index
        .checked_add_signed(shift)
        .and_then(|at| scene.tags.get(at))
    {
        Some(tag) => *tag as u64 + 1,
        None => 0,
    };
    features.two(word.form, 0);
    features.two(word.lower, last);
    features.two(word.fine, last);
    features.two(u64::from(word.entry.class), last);
    features.two(word.shape, u64::from(index == 0));
    features.two(word.shape, last);
    features.two(tag(0), last);
    features.two(last, last_but_one);
    for end in &word.ends[1..] {
        features.one(*end);
    }
    for start in &word.starts[1..] {
        features.one(*start);
    }
    features.three(word.ends[2], word.shape, tag(0));
    for shift in [-2, -1, 1, 2] {
        let near = words.at(index, shift);
        features.two(near.lower, last);
        features.one(near.form);
        features.two(near.fine, last);
        features.two(near.shape, word.shape);
        features.three(tag(shift), tag(0), last);
        features.two(near.ends[2], last);
    }
    let (before, after) = (words.at(index, -1), words.at(index, 1));
    features.two(before.lower, word.lower);
    features.two(word.lower, after.lower);
    features.three(before.lower, word.lower, after.lower);
    features.three(before.shape, word.shape, after.shape);
    features.three(tag(-1), tag(0), tag(1));
    features.three(tag(0), tag(1), tag(2));
    features.two(before.fine, word.fine);
    features.two(word.fine, after.fine);
    features.three(before.fine, word.shape, after.fine);
    features.three(before.lower, words.at(index, -2).lower, 0);
    features.three(after.lower, words.at(index, 2).lower, word.shape);
    describe_tree(scene, index, last, features);
    describe_run(scene, index, last, features);
}

#[inline(always)]
fn describe_tree(scene: &Scene, index: usize, last: u64, features: &mut Features) {
    let head = scene.heads[index];
    let word = scene.words.at(index, 0);
    let above = scene.words.at(head, 0);
    let label = scene.labels[index] as u64;
    features.three(label, above.lower, 0);
    features.three(label, above.lower, last);
    features.three(label, above.fine, word.shape);
    features.three(label, scene.tags[head] as u64, word.shape);
    features.two(above.fine, word.fine);
    let top = scene.heads[head];
    features.three(
        scene.labels[head] as u64,
        scene.words.at(top, 0).lower,
        label,
    );
}

/// The run of proper nouns or capitalised words around the word: its last word and its length.
#[inline(always)]
fn describe_run(scene: &Scene, index: usize, last: u64, features: &mut Features) {
    let is_part = |at: &usize| matches!(scene.tags[*at], Tag::Proper | Tag::Propers);
    let end = (index..scene.tags.len()).take(8).take_while(is_part).last();
    let start = (0..=index).rev().take(8).take_while(is_part).last();
    let (Some(start), Some(end)) = (start, end) else {
        features.skip(5);
        return;
    };
    let final_word = scene.words.at(end, 0);
    let first_word = scene.words.at(start, 0);
    features.two(final_word.lower, last);
    features.two(final_word.fine, last);
    features.two(first_word.lower, (index - start) as u64);
    features.three((end - index) as u64, (index - start) as u64, last);
    features.two(
        scene.words.at(end, 1).lower,
        hash::pair(scene.words.at(start, -1).lower, 7),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_spell_names() {
        let person = NameKind::Person;
        let marks = [
            first_of(person),
            further_of(person),
            OUTSIDE,
            first_of(person),
            first_of(NameKind::State),
        ];
        let names = names_of(&marks);
        let spans: Vec<_> = names.iter().map(|name| name.tokens.clone()).collect();
        assert_eq!(spans, [0..2, 3..4, 4..5]);
        assert_eq!(names[2].kind, NameKind::State);
    }

    #[test]
    fn every_mark_but_the_first_has_a_meaning() {
        assert_eq!(meaning(OUTSIDE), None);
        for kind in NameKind::ALL {
            assert_eq!(meaning(first_of(*kind)), Some((*kind, true)));
            assert_eq!(meaning(further_of(*kind)), Some((*kind, false)));
        }
        assert_eq!(meaning(MARKS as u8), None);
    }
}
