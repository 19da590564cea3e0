//! Tokens cut as fine as the grammar needs them.
//!
//! In: the tokens of a sentence. Out: [`Lexeme`]s, where "July 3-5", "mid-June" and "2024-07-03" are
//! cut at their hyphens whatever the tokeniser did. Never: more than words.
//!
//! *mid-June 2024* has four lexemes: *mid*, *-*, *June*, *2024*.

use dateline_record::Span;

use super::vocabulary::{Role, Sense, Vocabulary};
use crate::text::SentenceView;

/// A number written in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Number {
    /// Its value.
    pub value: i16,
    /// How many digits.
    pub digits: u8,
}

/// A word, number or mark.
#[derive(Debug, Clone, Copy)]
pub struct Lexeme<'d> {
    /// As it stands in the text.
    pub word: &'d str,
    /// Its bytes.
    pub span: Span,
    /// Its token, counted from the sentence's first.
    pub token: usize,
    /// Whether nothing stands between it and the lexeme before.
    pub glued: bool,
    /// The number, when it is one of at most four digits.
    pub number: Option<Number>,
    /// What the word can be.
    pub sense: Sense,
}

impl Lexeme<'_> {
    /// Whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.word.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it begins with a letter in lower case.
    pub fn is_lower(&self) -> bool {
        self.word.chars().next().is_some_and(char::is_lowercase)
    }

    /// Whether it has neither letter nor digit.
    pub fn is_mark(&self) -> bool {
        !self.word.chars().any(char::is_alphanumeric)
    }

    /// Whether the grammar knows nothing of it: no number, and no word of any class.
    pub fn is_blank(&self) -> bool {
        self.number.is_none() && self.sense == Sense::default()
    }

    /// Whether the word can play that part.
    pub fn is(&self, role: Role) -> bool {
        self.sense.is(role)
    }
}

/// The lexemes of a sentence.
pub fn lexemes<'d>(view: &SentenceView<'d>, vocabulary: &Vocabulary) -> Vec<Lexeme<'d>> {
    let document = view.document;
    let mut cutter = Cutter {
        vocabulary,
        lower: String::new(),
        lexemes: Vec::new(),
    };
    for (token, entry) in document.tokens[view.sentence().tokens.clone()]
        .iter()
        .enumerate()
    {
        cutter.cut(document.words(entry.span), entry.span.start, token);
    }
    cutter.lexemes
}

struct Cutter<'v, 'd> {
    vocabulary: &'v Vocabulary,
    lower: String,
    lexemes: Vec<Lexeme<'d>>,
}

impl<'d> Cutter<'_, 'd> {
    /// Cuts a token at hyphens, dashes and slashes, and a possessive mark from its end.
    fn cut(&mut self, word: &'d str, start: usize, token: usize) {
        if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return self.stem(word, start, token);
        }
        let mut from = 0;
        for (at, mark) in word.char_indices().filter(|(_, mark)| is_joint(*mark)) {
            self.stem(&word[from..at], start + from, token);
            let next = at + mark.len_utf8();
            self.push(&word[at..next], start + at, token);
            from = next;
        }
        self.stem(&word[from..], start + from, token);
    }

    /// Splits "year's" and drops the stop of "Dec.".
    fn stem(&mut self, word: &'d str, start: usize, token: usize) {
        let ending = |mark: &&String| word.len() > mark.len() && word.ends_with(mark.as_str());
        let starts_with_digit = word.starts_with(|first: char| first.is_ascii_digit());
        let mark = self
            .vocabulary
            .possessives
            .iter()
            .filter(ending)
            .max_by_key(|mark| mark.len());
        if let Some(mark) = mark.filter(|_| !starts_with_digit) {
            let at = word.len() - mark.len();
            self.push(&word[..at], start, token);
            self.push(&word[at..], start + at, token);
        } else if word.len() > 1 && word.ends_with('.') {
            self.push(&word[..word.len() - 1], start, token);
        } else {
            self.push(word, start, token);
        }
    }

    fn push(&mut self, word: &'d str, start: usize, token: usize) {
        if word.is_empty() {
            return;
        }
        let span = Span::new(start, start + word.len());
        let glued = self
            .lexemes
            .last()
            .is_some_and(|last| last.span.end == start);
        let number = number(word);
        let sense = if number.is_some() {
            Sense::default()
        } else {
            self.sense(word)
        };
        self.lexemes.push(Lexeme {
            word,
            span,
            token,
            glued,
            number,
            sense,
        });
    }

    fn sense(&mut self, word: &str) -> Sense {
        self.lower.clear();
        if word.is_ascii() {
            self.lower.push_str(word);
            self.lower.make_ascii_lowercase();
        } else {
            self.lower.extend(word.chars().flat_map(char::to_lowercase));
        }
        let mut sense = self.vocabulary.sense(&self.lower);
        let digits = self.lower.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let (value, suffix) = self.lower.split_at(digits);
            let among = |suffixes: &[String]| suffixes.iter().any(|entry| entry == suffix);
            if digits <= 2 && among(&self.vocabulary.ordinal_suffixes) {
                sense.ordinal = value.parse().ok();
            }
            if digits == 4 && among(&self.vocabulary.decade_suffixes) {
                sense.decade = value.parse().ok().filter(|year| year % 10 == 0);
            }
        }
        sense
    }
}

fn is_joint(mark: char) -> bool {
    matches!(mark, '-' | '–' | '—' | '‑' | '/')
}

fn number(word: &str) -> Option<Number> {
    let digits = word.len();
    let plain = (1..=4).contains(&digits) && word.bytes().all(|byte| byte.is_ascii_digit());
    let value = plain.then(|| word.parse().ok())??;
    Some(Number {
        value,
        digits: digits as u8,
    })
}
