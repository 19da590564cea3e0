//! Whatever the words: one root, no cycle, no panic, and the same tree again.

use std::sync::LazyLock;

use dateline_parse::{Label, ModelError, Parser, Tree};
use proptest::prelude::*;

static PARSER: LazyLock<Parser> = LazyLock::new(Parser::embedded);

fn check(words: &[&str], tree: &Tree) {
    let count = words.len();
    assert_eq!(tree.tags.len(), count);
    assert_eq!(tree.lemmas.len(), count);
    assert_eq!(tree.heads.len(), count);
    assert_eq!(tree.labels.len(), count);
    let roots: Vec<usize> = (0..count)
        .filter(|index| tree.heads[*index] == *index)
        .collect();
    assert_eq!(roots.len(), count.min(1));
    for index in 0..count {
        assert_eq!(
            tree.labels[index] == Label::Root,
            tree.heads[index] == index
        );
        let mut at = index;
        for _ in 0..count {
            if tree.heads[at] == at {
                break;
            }
            at = tree.heads[at];
        }
        assert_eq!(at, roots[0], "a cycle at {index}");
    }
    let mut end = 0;
    for name in &tree.names {
        assert!(end <= name.tokens.start && name.tokens.start < name.tokens.end);
        end = name.tokens.end;
    }
    assert!(end <= count);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn arbitrary_words(words in prop::collection::vec("\\PC{1,12}", 0..40)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        check(&words, &PARSER.parse_words(&words));
    }

    #[test]
    fn arbitrary_english(words in prop::collection::vec(
        prop::sample::select(vec![
            "the", "minister", "said", "to", "has", ",", "and", "that", "Iran", "of", "been", "who",
            "met", "\"", "not", "US", "attack", "attacked", ".", "(", ")", "will", "by", "-", "'s",
        ]), 0..60,
    )) {
        let loud: Vec<String> = words.iter().map(|word| word.to_uppercase()).collect();
        let loud: Vec<&str> = loud.iter().map(String::as_str).collect();
        check(&words, &PARSER.parse_words(&words));
        check(&loud, &PARSER.parse_words(&loud));
    }
}

/// A word of any kind: news, capitals, digits, marks, emoji, other scripts, bare code points.
fn any_word() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-z]{1,9}(ed|ing|s|ly)?",
        2 => "[A-Z][a-z]{1,9}",
        2 => "[A-Z]{2,9}",
        1 => "[0-9]{1,4}([.,-][0-9]{1,3})?",
        2 => "[-.,;:!?()'\"$%/&]{1,3}",
        1 => "[😀-🙏🚀-🛿]{1,3}",
        1 => "[а-яΑ-Ωا-ي一-龥가-힣]{1,6}",
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]

    #[test]
    fn thousands_of_words_of_any_kind(words in prop::collection::vec(any_word(), 2000..5001)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        check(&words, &PARSER.parse_words(&words));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn sentences_of_words_of_any_kind(words in prop::collection::vec(any_word(), 0..60)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let tree = PARSER.parse_words(&words);
        check(&words, &tree);
        prop_assert_eq!(tree, PARSER.parse_words(&words));
    }
}

#[test]
fn odd_sentences() {
    for text in [
        "",
        "🚀",
        "🚀 🚀 🚀",
        "安卡拉 外交部",
        "Анкара отозвала посла .",
        ". . . .",
        "\u{0} \u{7f}",
    ] {
        let words: Vec<&str> = text.split_whitespace().collect();
        check(&words, &PARSER.parse_words(&words));
    }
    check(&[""], &PARSER.parse_words(&[""]));
}

#[test]
fn five_thousand_words() {
    let pattern = [
        "ministers",
        "and",
        "the",
        "generals",
        "who",
        "said",
        "Peru",
        ",",
        "met",
        "in",
    ];
    let words: Vec<&str> = pattern.iter().cycle().take(5000).copied().collect();
    check(&words, &PARSER.parse_words(&words));
    let same = vec!["("; 5000];
    check(&same, &PARSER.parse_words(&same));
}

#[test]
fn the_same_words_give_the_same_tree() {
    let words = [
        "Envoys", "of", "six", "states", "met", "in", "Geneva", "to", "discuss", "a", "truce", ".",
    ];
    let first = PARSER.parse_words(&words);
    for _ in 0..5 {
        assert_eq!(Parser::embedded().parse_words(&words), first);
    }
}

#[test]
fn bytes_that_are_no_model() {
    assert_eq!(
        Parser::from_bytes(b"nothing", b"nothing").err(),
        Some(ModelError::Magic)
    );
}
