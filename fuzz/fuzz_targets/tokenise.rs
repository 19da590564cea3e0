//! Tokens and the gaps between them rebuild any text.
//!
//! In: a text. Out: nothing. Never: a web page; what is read from those is put together anew.
//!
//! In `Envoys met.` the tokens `Envoys`, `met` and `.` leave nothing but one blank.
#![no_main]

use std::sync::LazyLock;

use dateline_read::{Reader, is_gap};
use libfuzzer_sys::fuzz_target;

static READER: LazyLock<Reader> = LazyLock::new(Reader::embedded);

fuzz_target!(|text: &str| {
    let document = READER.read_text("fuzz", text);
    let mut end = 0;
    for token in &document.tokens {
        assert!(token.span.start >= end, "tokens overlap");
        assert!(token.span.end > token.span.start, "a token is empty");
        assert!(text[end..token.span.start].chars().all(is_gap), "a word is lost");
        end = token.span.end;
    }
    assert!(text[end..].chars().all(is_gap), "the last words are lost");
    for sentence in &document.sentences {
        assert!(sentence.tokens.end <= document.tokens.len());
    }
});
