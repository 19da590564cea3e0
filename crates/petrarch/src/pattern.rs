//! What must stand around a verb.
//!
//! In: a pattern in either notation. Out: [`Pattern`]; and its text again, in one notation. Never: a
//! text to match.
//!
//! `NEVER_* &TIES (WITH $)` has one word right before the verb, then somewhere after it a member of a
//! set, then a group of *with* and the source.

use std::fmt;

/// A pattern: what stands before the verb and what after it, both in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pattern {
    /// Before the verb.
    pub before: Vec<Step>,
    /// After the verb.
    pub after: Vec<Step>,
    /// Whether the verb stands right after the last step before it.
    pub verb_tight: bool,
}

/// One thing that must stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub what: What,
    /// Whether it stands right after the step before it (`_`), or words may stand between.
    pub tight: bool,
}

/// What can be asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A word, in upper case.
    Word(String),
    /// A member of a set, by the set's name.
    Synset(String),
    /// The source (`$`).
    Source,
    /// The target (`+`).
    Target,
    /// A noun phrase that is passed over (`^`).
    Skip,
    /// A compound of parties that are source and target of each other (`%`).
    Both,
    /// A preposition and what belongs to it, of the second generation: `(FOR PEACE)`.
    Group(Vec<Step>),
    /// A noun phrase of several words, of the second generation: `{PEACE PLAN}`.
    Phrase(Vec<Step>),
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it: no verb or several, a bracket that is not closed, a character that has
    /// no meaning.
    pub fn parse(text: &str) -> Result<Pattern, String> {
        let tokens = tokens(text)?;
        let mut reader = Reader { tokens, next: 0 };
        let mut pattern = Pattern::default();
        let mut seen = false;
        while let Some((token, tight)) = reader.take() {
            match token {
                Token::Verb if seen => return Err("the verb stands twice".to_owned()),
                Token::Verb => {
                    seen = true;
                    pattern.verb_tight = tight;
                }
                Token::Open(close) => {
                    let what = grouped(close, reader.group(close)?);
                    pattern.side(seen).push(Step { what, tight });
                }
                Token::Close(_) => return Err("a bracket is closed but not opened".to_owned()),
                Token::Plain(what) => pattern.side(seen).push(Step { what, tight }),
            }
        }
        if seen {
            Ok(pattern)
        } else {
            Err("the verb (*) is missing".to_owned())
        }
    }

    fn side(&mut self, after: bool) -> &mut Vec<Step> {
        match after {
            true => &mut self.after,
            false => &mut self.before,
        }
    }

    /// How many things it asks for, for the choice of the most exact one.
    pub fn weight(&self) -> usize {
        self.before.iter().chain(&self.after).map(weight).sum()
    }

    /// The names of the sets that it asks for.
    pub fn synsets(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for step in self.before.iter().chain(&self.after) {
            add_synsets(step, &mut names);
        }
        names
    }
}

fn weight(step: &Step) -> usize {
    match &step.what {
        What::Group(steps) | What::Phrase(steps) => steps.iter().map(weight).sum(),
        _ => 1,
    }
}

fn add_synsets<'a>(step: &'a Step, names: &mut Vec<&'a str>) {
    match &step.what {
        What::Synset(name) => names.push(name),
        What::Group(steps) | What::Phrase(steps) => {
            steps.iter().for_each(|step| add_synsets(step, names));
        }
        _ => {}
    }
}

/// What a bracket that is closed by `close` holds.
fn grouped(close: char, steps: Vec<Step>) -> What {
    match close {
        '}' => What::Phrase(steps),
        _ => What::Group(steps),
    }
}

enum Token {
    Verb,
    Open(char),
    Close(char),
    Plain(What),
}

struct Reader {
    tokens: Vec<(Token, bool)>,
    next: usize,
}

impl Reader {
    fn take(&mut self) -> Option<(Token, bool)> {
        let (token, tight) = self.tokens.get_mut(self.next)?;
        self.next += 1;
        Some((std::mem::replace(token, Token::Verb), *tight))
    }

    fn group(&mut self, close: char) -> Result<Vec<Step>, String> {
        let mut steps = Vec::new();
        while let Some((token, tight)) = self.take() {
            match token {
                Token::Close(found) if found == close => {
                    return match steps.is_empty() {
                        true => Err("a bracket holds nothing".to_owned()),
                        false => Ok(steps),
                    };
                }
                Token::Close(_) => break,
                Token::Verb => return Err("the verb stands in a bracket".to_owned()),
                Token::Open(inner) => {
                    let what = grouped(inner, self.group(inner)?);
                    steps.push(Step { what, tight });
                }
                Token::Plain(what) => steps.push(Step { what, tight }),
            }
        }
        Err("a bracket is not closed".to_owned())
    }
}

/// The tokens of a pattern, each with whether it is tied to the one before it by `_`.
fn tokens(text: &str) -> Result<Vec<(Token, bool)>, String> {
    let mut tokens = Vec::new();
    let mut tight = false;
    let mut word = String::new();
    for character in text.chars().chain([' ']) {
        if is_of_word(character) || character == '&' && word.is_empty() {
            word.extend(character.to_uppercase());
            continue;
        }
        if !word.is_empty() {
            let what = named(std::mem::take(&mut word))?;
            tokens.push((Token::Plain(what), std::mem::take(&mut tight)));
        }
        let token = match character {
            '_' => {
                tight = true;
                continue;
            }
            _ if character.is_whitespace() => {
                tight = false;
                continue;
            }
            '*' => Token::Verb,
            '$' => Token::Plain(What::Source),
            '+' => Token::Plain(What::Target),
            '^' => Token::Plain(What::Skip),
            '%' => Token::Plain(What::Both),
            '(' => Token::Open(')'),
            '{' => Token::Open('}'),
            ')' | '}' => Token::Close(character),
            _ => return Err(format!("\"{character}\" has no meaning")),
        };
        tokens.push((token, std::mem::take(&mut tight)));
    }
    Ok(tokens)
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '\'' | '’' | '-' | '.')
}

fn named(word: String) -> Result<What, String> {
    match word.strip_prefix('&') {
        Some("") => Err("a set (&) without a name".to_owned()),
        Some(name) => Ok(What::Synset(name.to_owned())),
        None => Ok(What::Word(word)),
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, step) in self.before.iter().enumerate() {
            write_step(out, step, place == 0)?;
        }
        let glue = match (self.before.is_empty(), self.verb_tight) {
            (true, _) => "",
            (_, true) => "_",
            _ => " ",
        };
        write!(out, "{glue}*")?;
        self.after
            .iter()
            .try_for_each(|step| write_step(out, step, false))
    }
}

fn write_step(out: &mut fmt::Formatter<'_>, step: &Step, first: bool) -> fmt::Result {
    if !first {
        write!(out, "{}", if step.tight { "_" } else { " " })?;
    }
    match &step.what {
        What::Word(word) => write!(out, "{word}"),
        What::Synset(name) => write!(out, "&{name}"),
        What::Source => write!(out, "$"),
        What::Target => write!(out, "+"),
        What::Skip => write!(out, "^"),
        What::Both => write!(out, "%"),
        What::Group(steps) => write_group(out, "(", steps, ")"),
        What::Phrase(steps) => write_group(out, "{", steps, "}"),
    }
}

fn write_group(
    out: &mut fmt::Formatter<'_>,
    open: &str,
    steps: &[Step],
    close: &str,
) -> fmt::Result {
    write!(out, "{open}")?;
    for (place, step) in steps.iter().enumerate() {
        write_step(out, step, place == 0)?;
    }
    write!(out, "{close}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_are_read_and_written() {
        for (text, again) in [
            ("* DIPLOMATIC TIES", "* DIPLOMATIC TIES"),
            ("never_&Synset * _ OVER", "NEVER_&SYNSET * OVER"),
            ("% HAVE  *", "% HAVE *"),
            ("$ * + (FOR {PEACE_PLAN})", "$ * + (FOR {PEACE_PLAN})"),
            ("IN_*", "IN_*"),
            ("UN_ *", "UN *"),
        ] {
            let pattern = Pattern::parse(text).unwrap();
            assert_eq!(pattern.to_string(), again, "{text}");
            assert_eq!(Pattern::parse(again).unwrap(), pattern, "{text}");
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, reason) in [
            ("WITH PEACE", "verb"),
            ("* *", "twice"),
            ("* (FOR", "not closed"),
            ("* FOR)", "not opened"),
            ("* ()", "nothing"),
            ("* #", "no meaning"),
            ("* &", "without a name"),
        ] {
            let error = Pattern::parse(text).unwrap_err();
            assert!(error.contains(reason), "{text}: {error}");
        }
    }
}
