//! What the analyser sees of a word.
//!
//! In: the words of a sentence. Out: [`Words`], the hashes of each word's form, ends and shape, with
//! what the lexicon holds of it, computed once a sentence. Never: a decision.
//!
//! *Ankara* has the form `Ankara`, the lower form `ankara`, the ends `a ra ara kara`, the beginnings
//! `a an ank`, and the shape `Xx`; the lexicon says that it is a proper noun.

use crate::hash;
use crate::lexicon::{Entry, Lexicon};

/// Words beyond either end of a sentence that may be asked for.
pub const MARGIN: usize = 3;

/// One word.
#[derive(Debug, Clone, Copy, Default)]
pub struct Word {
    /// The form as written, digits as zeros; in a sentence of capitals the lower form.
    pub form: u64,
    /// The form in lower case, digits as zeros.
    pub lower: u64,
    /// The last one to four characters of the lower form.
    pub ends: [u64; 4],
    /// The first one to three characters of the lower form.
    pub starts: [u64; 3],
    /// Kinds of characters, runs shortened to one.
    pub shape: u64,
    /// Whether it begins with a capital (never in a sentence of capitals).
    pub capital: bool,
    /// What the lexicon holds of it.
    pub entry: Entry,
    /// The cluster of words used like it, 0 for none.
    pub fine: u64,
    /// The cluster of such clusters.
    pub coarse: u64,
}

/// The words of a sentence.
#[derive(Debug, Default)]
pub struct Words {
    words: Vec<Word>,
    /// Whether the sentence has letters and all are capitals.
    pub capitals: bool,
}

impl Words {
    /// Looks at the words of a sentence.
    pub fn new<T: AsRef<str>>(words: &[T], lexicon: &Lexicon) -> Words {
        let capitals = all_capitals(words);
        let mut all = Vec::with_capacity(words.len() + 2 * MARGIN);
        all.resize(MARGIN, outside(1));
        let mut lower = String::new();
        for word in words {
            all.push(look(word.as_ref(), capitals, lexicon, &mut lower));
        }
        all.resize(all.len() + MARGIN, outside(2));
        Words {
            words: all,
            capitals,
        }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len() - 2 * MARGIN
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The word at `index + shift`, which may lie up to [`MARGIN`] words outside the sentence.
    #[inline(always)]
    pub fn at(&self, index: usize, shift: isize) -> &Word {
        &self.words[(index + MARGIN).wrapping_add_signed(shift)]
    }
}

/// A sentence of at least two words with letters, none of them lower-case.
fn all_capitals<T: AsRef<str>>(words: &[T]) -> bool {
    let mut capitals = 0;
    for character in words.iter().flat_map(|word| word.as_ref().chars()) {
        if character.is_lowercase() {
            return false;
        }
        capitals += usize::from(character.is_uppercase());
    }
    words.len() > 1 && capitals > 4
}

fn outside(side: u64) -> Word {
    let mark = hash::finish(side);
    Word {
        form: mark,
        lower: mark,
        ends: [mark; 4],
        starts: [mark; 3],
        shape: mark,
        ..Word::default()
    }
}

fn look(word: &str, capitals: bool, lexicon: &Lexicon, lower: &mut String) -> Word {
    lower.clear();
    lower_into(word, lower);
    let lower_hash = hash::bytes(lower.as_bytes());
    let capital = !capitals && word.chars().next().is_some_and(char::is_uppercase);
    let form = if capitals {
        lower_hash
    } else {
        form_hash(word)
    };
    let entry = lexicon.entry((!capitals).then_some(form), lower_hash, capital || capitals);
    let mut seen = Word {
        form,
        lower: lower_hash,
        shape: shape(word, capitals),
        capital,
        entry,
        fine: u64::from(entry.cluster),
        coarse: u64::from(entry.cluster >> 10) + u64::from(entry.cluster > 0),
        ..Word::default()
    };
    affixes(lower, &mut seen);
    seen
}

fn lower_into(word: &str, lower: &mut String) {
    for character in word.chars() {
        match character {
            'A'..='Z' => lower.push(character.to_ascii_lowercase()),
            '0'..='9' => lower.push('0'),
            '\0'..='\x7f' => lower.push(character),
            '\u{2018}' | '\u{2019}' => lower.push('\''),
            '\u{201c}' | '\u{201d}' => lower.push('"'),
            _ => lower.extend(character.to_lowercase()),
        }
    }
}

/// The hash of a form as written, digits as zeros.
pub fn form_hash(word: &str) -> u64 {
    let mut form = [0_u8; 64];
    if word.len() > form.len() || !word.is_ascii() {
        let plain: String = word.chars().map(plain).collect();
        return hash::bytes(plain.as_bytes());
    }
    for (place, byte) in form.iter_mut().zip(word.bytes()) {
        *place = if byte.is_ascii_digit() { b'0' } else { byte };
    }
    hash::bytes(&form[..word.len()])
}

/// The hash of a form in lower case, digits as zeros.
pub fn lower_hash(word: &str) -> u64 {
    let mut lower = String::new();
    lower_into(word, &mut lower);
    hash::bytes(lower.as_bytes())
}

fn plain(character: char) -> char {
    match character {
        '0'..='9' => '0',
        '\u{2018}' | '\u{2019}' => '\'',
        '\u{201c}' | '\u{201d}' => '"',
        _ => character,
    }
}

fn affixes(lower: &str, word: &mut Word) {
    let bytes = lower.as_bytes();
    let mut end = bytes.len();
    let mut start = 0;
    for count in 0..4 {
        end = (0..end)
            .rev()
            .find(|at| lower.is_char_boundary(*at))
            .unwrap_or(0);
        word.ends[count] = hash::bytes(&bytes[end..]);
        if count < 3 {
            start = (start + 1..=bytes.len())
                .find(|at| lower.is_char_boundary(*at))
                .unwrap_or(bytes.len());
            word.starts[count] = hash::bytes(&bytes[..start]);
        }
    }
}

fn shape(word: &str, capitals: bool) -> u64 {
    let mut shape = u64::from(capitals);
    let mut last = 0;
    let mut run = 0;
    for character in word.chars() {
        let kind = match character {
            'a'..='z' => 1,
            'A'..='Z' => 2,
            '0'..='9' => 3,
            '-' => 4,
            '.' => 5,
            '\'' => 6,
            _ if character.is_lowercase() => 1,
            _ if character.is_uppercase() => 2,
            _ if character.is_alphabetic() => 7,
            _ if character.is_numeric() => 3,
            _ => 8,
        };
        run = if kind == last { run + 1 } else { 0 };
        if run < 2 {
            shape = (shape << 4).wrapping_mul(31).wrapping_add(kind);
        }
        last = kind;
    }
    hash::finish(shape)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Words {
        let words: Vec<&str> = text.split(' ').collect();
        Words::new(&words, &Lexicon::default())
    }

    #[test]
    fn capitals_are_lowered_in_a_sentence_of_capitals() {
        let loud = words("ANKARA RECALLS ENVOY");
        let calm = words("ankara recalls envoy");
        assert!(loud.capitals && !calm.capitals);
        assert_eq!(loud.at(1, 0).form, calm.at(1, 0).form);
        assert_eq!(loud.at(1, 0).ends, calm.at(1, 0).ends);
    }

    #[test]
    fn digits_and_quotes_are_one() {
        let seen = words("1984 2024 \u{2019}s 's");
        assert_eq!(seen.at(0, 0).form, seen.at(1, 0).form);
        assert_eq!(seen.at(2, 0).form, seen.at(3, 0).form);
    }

    #[test]
    fn other_scripts_and_empty_words_are_looked_at() {
        let seen = words("Анкара 🚀 安卡拉  é");
        assert_eq!(seen.len(), 5);
        assert!(seen.at(0, 0).capital);
        assert_eq!(seen.at(0, -1).form, outside(1).form);
    }
}
