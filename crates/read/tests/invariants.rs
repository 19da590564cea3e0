//! What holds for every text, whatever it says.
//!
//! In: arbitrary strings and bytes. Out: passes when the document's parts fit its text. Never: a
//! look at what kinds are found.
//!
//! *a\u{200B}b* is two tokens; the zero-width space between them belongs to none.

use std::time::{Duration, Instant};

use dateline_read::{
    Document, Format, LONGEST_SENTENCE, Limits, ReadError, Reader, Source, is_gap,
};
use proptest::prelude::*;

fn reader() -> &'static Reader {
    static READER: std::sync::LazyLock<Reader> = std::sync::LazyLock::new(Reader::embedded);
    &READER
}

/// Checks that the parts of a document fit its text and each other.
#[track_caller]
fn check(document: &Document) {
    let text = &document.text;
    let mut rebuilt = String::new();
    let mut end = 0;
    for token in &document.tokens {
        let gap = &text[end..token.span.start];
        assert!(gap.chars().all(is_gap), "{gap:?} belongs to no token");
        let word = token.span.of(text);
        assert!(!word.is_empty() && !word.chars().any(is_gap), "{word:?}");
        rebuilt.push_str(gap);
        rebuilt.push_str(word);
        end = token.span.end;
    }
    rebuilt.push_str(&text[end..]);
    assert!(text[end..].chars().all(is_gap));
    assert_eq!(&rebuilt, text);
    check_sentences(document);
    check_regions(document);
}

#[track_caller]
fn check_sentences(document: &Document) {
    let (mut next, mut paragraph) = (0, 0);
    for sentence in &document.sentences {
        assert_eq!(sentence.tokens.start, next);
        assert!(!sentence.tokens.is_empty() && sentence.tokens.len() <= LONGEST_SENTENCE);
        let (first, last) = (sentence.tokens.start, sentence.tokens.end - 1);
        assert_eq!(sentence.span.start, document.tokens[first].span.start);
        assert_eq!(sentence.span.end, document.tokens[last].span.end);
        assert!(
            document.regions[sentence.region]
                .span
                .contains(&sentence.span)
        );
        assert!(sentence.paragraph >= paragraph);
        paragraph = sentence.paragraph;
        next = sentence.tokens.end;
    }
    assert_eq!(next, document.tokens.len());
}

#[track_caller]
fn check_regions(document: &Document) {
    let mut end = 0;
    for region in &document.regions {
        assert!(region.span.start >= end && !region.span.is_empty());
        assert!(document.text[end..region.span.start].chars().all(is_gap));
        let words = region.span.of(&document.text);
        assert!(!words.starts_with(is_gap) && !words.ends_with(is_gap));
        end = region.span.end;
    }
    assert!(document.text[end..].chars().all(is_gap));
    for place in [document.dateline_place, document.byline_place]
        .into_iter()
        .flatten()
    {
        assert!(!place.of(&document.text).is_empty());
    }
}

/// Pieces that the reader's rules look at.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "The envoys met on Monday in the old town of Bern to settle the border.",
        "By Ana Halas in Bern",
        "BERN, July 3, 2024 —",
        " (AP) - ",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "Photo: A. Halas/Reuters",
        "©",
        "…",
        "\"",
        "”",
        "'s",
        "n't",
        "U.S.",
        "Gen.",
        "(",
        ")",
        ".",
        "?!",
        "--",
        "—",
        "Tags: a, b",
        "• ",
        "3 July 2024",
        "Published: ",
        "Sign up for our newsletter",
        "Other news",
        "Talks fail",
        "\u{200B}",
        "\u{FEFF}",
        "🇺🇦",
        "👩‍👩‍👧",
        "é",
        "е",
        "我们",
        "٣",
        "\u{2028}",
        "\0",
        "http://a.b/c",
        "$5m",
        "İ",
        "ß",
        "/TASS/. ",
        "in",
        "by ",
    ];
    prop_oneof![4 => prop::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => ".{0,6}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_covered(text in "(?s).{0,200}") {
        check(&reader().read_text("p", &text));
        check(&reader().read_sentence("p", &text));
    }

    #[test]
    fn texts_of_telling_pieces_are_covered(pieces in prop::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let document = reader().read_text("p", &text);
        check(&document);
        prop_assert_eq!(&document.text, &text);
        check(&reader().read_sentence("p", &text));
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(document) = reader().read(&Source::new("p", &bytes)) {
            check(&document);
        }
    }

    #[test]
    fn any_page_is_read(pieces in prop::collection::vec(prop_oneof![
        prop::sample::select(vec!["<p>", "</p>", "<div>", "</div>", "<h1>", "<li>", "<br>", "<table><tr><td>", "</body>",
            "<figcaption>", "<title>", "<script>", "<!--", "-->", "<svg>", "&amp;", "&#0;", "<p", "\"", "<a href=x>"]).prop_map(str::to_owned),
        piece(),
    ], 0..40)) {
        let page = pieces.concat();
        let source = Source { format: Format::Html, ..Source::new("p", page.as_bytes()) };
        if let Ok(document) = reader().read(&source) {
            check(&document);
        }
    }
}

#[test]
fn texts_without_words_are_empty_documents() {
    for text in ["", " ", "\r\n\u{FEFF}"] {
        let document = reader().read_text("e", text);
        check(&document);
        assert_eq!((document.regions.len(), document.tokens.len()), (0, 0));
    }
}

#[test]
fn long_lines_take_linear_time() {
    let size = 1 << 19;
    let pieces = [
        "a",
        "a-",
        ".",
        "-",
        "\"",
        "(",
        "a.",
        "Gen. ",
        "\n",
        "a\n",
        "word ",
        "Mr. (a ",
        "'s",
        "5m",
        "🇺🇦",
        "\u{200D}",
        "the word and\n",
        "— ",
        "? \" ",
        ", x",
    ];
    for piece in pieces {
        let text = piece.repeat(size / piece.len());
        let start = Instant::now();
        check(&reader().read_text("l", &text));
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{piece:?}: {:?}",
            start.elapsed()
        );
    }
}

#[test]
fn pages_nested_deep_are_read() {
    let page = format!("<html><body>{}<p>Envoys met.</p>", "<div>".repeat(20_000));
    let source = Source {
        format: Format::Html,
        ..Source::new("n", page.as_bytes())
    };
    let document = reader().read(&source).unwrap();
    check(&document);
    assert_eq!(document.text, "Envoys met.");
}

#[test]
fn limits_are_kept() {
    let reader = Reader::with_limits(Limits {
        max_document_size: 10,
    });
    let error = reader.read(&Source::new("t", b"Envoys met.")).unwrap_err();
    assert_eq!(
        error,
        ReadError::TooLarge {
            size: 11,
            limit: 10
        }
    );
    assert_eq!(
        error.to_string(),
        "11 bytes are more than the limit of 10; raise the limit or split the document"
    );
    assert!(reader.read(&Source::new("t", b"Envoys")).is_ok());
}
