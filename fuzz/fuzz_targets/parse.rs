//! Any words give a tree.
//!
//! In: a text; what stands between gaps is a word. Out: nothing. Never: a judgement of the tree.
//!
//! `Envoys met .` has one root and no cycle, and its names lie within it.
#![no_main]

use std::sync::LazyLock;

use dateline_parse::{Label, Parser};
use libfuzzer_sys::fuzz_target;

static PARSER: LazyLock<Parser> = LazyLock::new(Parser::embedded);

fuzz_target!(|text: &str| {
    let words: Vec<&str> = text.split(' ').collect();
    let tree = PARSER.parse_words(&words);
    assert_eq!(tree.heads.len(), words.len());
    let mut roots = 0;
    for (word, head) in tree.heads.iter().enumerate() {
        roots += usize::from(word == *head);
        assert_eq!(tree.labels[word] == Label::Root, word == *head);
        let mut above = word;
        for _ in 0..words.len() {
            above = tree.heads[above];
        }
        assert_eq!(tree.heads[above], above, "a cycle");
    }
    assert_eq!(roots, 1);
    for name in &tree.names {
        assert!(name.tokens.start < name.tokens.end && name.tokens.end <= words.len());
    }
});
