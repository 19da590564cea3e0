//! Discard phrases.
//!
//! In: lines. Out: [`Discard`]s; `+` before a phrase discards the whole document. Never: a fault, any
//! phrase will do.
//!
//! `+CHESS CUP` keeps every document with *chess cup* from being coded.

use super::Line;
use crate::{Discard, Scope};

/// Adds the phrases of a file.
pub fn read(lines: &[Line], discards: &mut Vec<Discard>) {
    for line in lines {
        let (phrase, scope) = match line.text.strip_prefix('+') {
            Some(phrase) => (phrase, Scope::Document),
            None => (&*line.text, Scope::Sentence),
        };
        let phrase = phrase.split('[').next().unwrap_or_default().trim();
        if !phrase.is_empty() {
            discards.push(Discard {
                phrase: phrase.to_uppercase(),
                scope,
                row: line.row(),
            });
        }
    }
}
