//! Times that lean on a time spoken of before, and what the finder says of an expression.

use super::support::{document, find, flat_trees, grammar, shown};
use crate::situate::time::{Anchor, Interval, Tense, TimeExpression, is_background};
use crate::text::Text;
use dateline_record::RegionKind;

/// All expressions of a text published on Thursday 2 May 2024, one after the other.
fn told(text: &str, tense: Tense) -> String {
    let grammar = grammar();
    let document = document(&[(RegionKind::Body, text)]);
    let trees = flat_trees(&document);
    let expressions = grammar.find(&Text::new(&document, &trees));
    let published = "2024-05-02".parse().unwrap();
    let days = grammar.resolve_all(&expressions, published, |_: &TimeExpression| tense);
    let one = |(expression, days): (&TimeExpression, &Option<Interval>)| {
        shown(document.words(expression.span), *days)
    };
    expressions
        .iter()
        .zip(&days)
        .map(one)
        .collect::<Vec<_>>()
        .join("; ")
}

#[test]
fn times_lean_on_what_was_spoken_of() {
    let rows = [
        (
            "They met on Tuesday. A day earlier, he had flown in.",
            "on Tuesday = 2024-04-30; A day earlier = 2024-04-29",
        ),
        (
            "They met on 3 March. The following day, he left.",
            "on 3 March = 2024-03-03; The following day = 2024-03-04",
        ),
        (
            "They met on 3 March. He left the next day.",
            "on 3 March = 2024-03-03; the next day = 2024-03-04",
        ),
        (
            "They met on 3 March. The same day, he left.",
            "on 3 March = 2024-03-03; The same day = 2024-03-03",
        ),
        (
            "They met on 3 March. They had quarrelled the previous week.",
            "on 3 March = 2024-03-03; the previous week = 2024-02-19..2024-02-25",
        ),
        (
            "They met on 3 March. He resigned the week after.",
            "on 3 March = 2024-03-03; the week after = 2024-03-04..2024-03-10",
        ),
        (
            "They met on 3 March. Three days later, he resigned.",
            "on 3 March = 2024-03-03; Three days later = 2024-03-06",
        ),
        (
            "It was founded in 2010. Five years later it split.",
            "in 2010 = 2010-01-01..2010-12-31; Five years later = 2015-01-01..2015-12-31",
        ),
        (
            "It was founded in 2010. Later that year it split.",
            "in 2010 = 2010-01-01..2010-12-31; Later that year = 2010-01-01..2010-12-31",
        ),
        (
            "They met on 3 March. Over the following days, shops were looted.",
            "on 3 March = 2024-03-03; Over the following days = 2024-03-03..2024-03-10",
        ),
        (
            "They met on 3 March. They signed the following Friday.",
            "on 3 March = 2024-03-03; the following Friday = 2024-03-08",
        ),
        (
            "It was founded in 2010. They met in April.",
            "in 2010 = 2010-01-01..2010-12-31; in April = 2024-04-01..2024-04-30",
        ),
    ];
    for (text, expected) in rows {
        assert_eq!(told(text, Tense::Past), expected, "{text}");
    }
}

#[test]
fn a_year_in_the_sentence_is_the_year_of_its_month() {
    assert_eq!(
        told(
            "Next year's forum will take place in Oslo in June.",
            Tense::Future
        ),
        "Next year's = 2025-01-01..2025-12-31; in June = 2025-06-01..2025-06-30"
    );
}

#[test]
fn a_year_that_opens_its_sentence_is_the_year_of_its_months() {
    assert_eq!(
        told("In 2010, he was freed, and in August he fled.", Tense::Past),
        "In 2010 = 2010-01-01..2010-12-31; in August = 2010-08-01..2010-08-31"
    );
    assert_eq!(
        told("The bloc, founded in 2010, met in August.", Tense::Past),
        "in 2010 = 2010-01-01..2010-12-31; in August = 2023-08-01..2023-08-31"
    );
}

#[test]
fn a_year_spoken_of_long_ago_is_not_the_year_of_a_month() {
    let grammar = grammar();
    let (_, expression) = &find(&grammar, "They met in August.")[0];
    let published = "2024-05-02".parse().unwrap();
    let spoken = Interval::new("2010-01-01".parse().unwrap(), "2010-12-31".parse().unwrap());
    let anchor = Anchor {
        published,
        narrative: Some(spoken),
    };
    let found = grammar.resolve(expression, &anchor, Tense::Past).unwrap();
    assert_eq!(found.start.to_string(), "2023-08-01");
}

#[test]
fn descriptions_of_nouns_are_marked() {
    let grammar = grammar();
    let described = |text: &str| find(&grammar, text)[0].1.attributive;
    assert!(described("The 2020 vote was rigged."));
    assert!(described("They recalled last year's summit."));
    assert!(described("A March ruling stopped it."));
    assert!(!described("They met on Tuesday in Oslo."));
    assert!(!described("They met in June."));
}

#[test]
fn tokens_and_bytes_agree() {
    let text = "Überraschung: они met in early June 2023, said X.";
    let found = find(&grammar(), text);
    assert_eq!(found.len(), 1);
    let (words, expression) = &found[0];
    assert_eq!(
        (words.as_str(), expression.tokens.clone()),
        ("in early June 2023", 3..7)
    );
    assert_eq!(&text[expression.span.start..expression.span.end], words);
}

#[test]
fn some_times_need_no_anchor() {
    let grammar = grammar();
    let alone = |text: &str| {
        let (words, expression) = &find(&grammar, text)[0];
        shown(words, grammar.resolve_alone(expression))
    };
    assert_eq!(
        alone("They met in 2010."),
        "in 2010 = 2010-01-01..2010-12-31"
    );
    assert_eq!(
        alone("They met on 3-5 May 2010."),
        "on 3-5 May 2010 = 2010-05-03..2010-05-05"
    );
    assert_eq!(
        alone("They met in late May 2010."),
        "in late May 2010 = 2010-05-21..2010-05-31"
    );
    assert_eq!(alone("They met in May."), "in May = none");
    assert_eq!(alone("They met on Tuesday."), "on Tuesday = none");
    assert_eq!(alone("They have met since 2010."), "since 2010 = none");
}

#[test]
fn history_is_more_than_ninety_days_old() {
    let published = "2024-05-02".parse().unwrap();
    let day = |day: &str| Interval::day(day.parse().unwrap());
    assert!(!is_background(day("2024-02-02"), published));
    assert!(is_background(day("2024-02-01"), published));
    assert!(!is_background(day("2030-01-01"), published));
}
