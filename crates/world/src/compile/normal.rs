//! One spelling for the many ways to write a name.
//!
//! In: a word as it stands in a text or a table. Out: lower case without accents, apostrophes and
//! full stops, hyphens as spaces. Never: a judgement whether two names are the same.
//!
//! *Erdoğan* and *Erdogan* give `erdogan`; *U.S.* gives `us`; *al-Assad* gives `al assad`;
//! *Côte d’Ivoire* gives `cote divoire`.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Appends the normal form of `word` to `out`.
pub fn push_word(word: &str, out: &mut String) {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        let start = out.len();
        out.push_str(word);
        out[start..].make_ascii_lowercase();
    } else if word.is_ascii() {
        word.chars().for_each(|letter| push_letter(letter, out));
    } else {
        for letter in word.nfkd().filter(|letter| !is_combining_mark(*letter)) {
            letter
                .to_lowercase()
                .for_each(|lower| push_letter(lower, out));
        }
    }
}

fn push_letter(letter: char, out: &mut String) {
    match letter {
        'a'..='z' | '0'..='9' => out.push(letter),
        'A'..='Z' => out.push(letter.to_ascii_lowercase()),
        '.' | '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | '´' => {}
        ' ' | '\u{a0}' | '-' | '‐' | '‑' | '–' | '—' | '−' => push_space(out),
        _ => push_other(letter, out),
    }
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
}

fn push_other(letter: char, out: &mut String) {
    match letter {
        'ø' => out.push('o'),
        'ł' => out.push('l'),
        'đ' | 'ð' => out.push('d'),
        'ı' => out.push('i'),
        'ə' => out.push('e'),
        'ħ' => out.push('h'),
        'ß' => out.push_str("ss"),
        'æ' => out.push_str("ae"),
        'œ' => out.push_str("oe"),
        'þ' => out.push_str("th"),
        _ => out.push(letter),
    }
}

/// The normal form of a whole phrase, without a leading article.
pub fn phrase(text: &str, articles: &[&str]) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        push_space(&mut out);
        push_word(word, &mut out);
    }
    out.truncate(out.trim_end().len());
    for article in articles {
        if let Some(rest) = out
            .strip_prefix(article)
            .and_then(|rest| rest.strip_prefix(' '))
        {
            return rest.to_string();
        }
    }
    out
}

/// Whether a word is nothing but a hyphen or an apostrophe, which names may have or lack.
pub fn is_joint(word: &str) -> bool {
    let mut out = String::new();
    push_word(word, &mut out);
    out.is_empty() && word != "." && !word.is_empty()
}

/// What the spellings of one foreign name have in common: its consonants in classes, without
/// doubles, and the first vowel of each word; empty when that is too little to tell names apart.
///
/// *Zelenskiy* and *Zelensky* give `zlnsk`, *Qaddafi* and *Kadhafi* `ktf`.
pub fn skeleton(name: &str) -> String {
    let plain = phrase(name, &[]);
    let words: Vec<String> = plain.split(' ').map(bones).collect();
    let consonants: usize = words.iter().map(String::len).sum();
    let has_vowel = plain.contains(['a', 'e', 'i', 'o', 'u', 'y']);
    if consonants < LEAST_BONES || !has_vowel {
        return String::new();
    }
    words.join(" ")
}

/// Consonants below which a skeleton says too little.
const LEAST_BONES: usize = 4;

fn bones(word: &str) -> String {
    let mut out = String::new();
    let mut last = None;
    for (index, letter) in word.chars().enumerate() {
        let class = match letter {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j' if index > 0 => None,
            'i' | 'y' | 'j' => Some('i'),
            'h' if index > 0 => continue,
            'q' | 'c' | 'g' | 'k' => Some('k'),
            'd' | 't' => Some('t'),
            'w' | 'v' => Some('v'),
            'b' | 'p' => Some('p'),
            other => Some(other),
        };
        let letters: &[char] = match class {
            Some('x') => &['k', 's'],
            Some(ref one) => std::slice::from_ref(one),
            None => &[],
        };
        for one in letters {
            if last != Some(*one) {
                out.push(*one);
            }
        }
        last = letters.last().copied();
    }
    out
}
