//! What holds for any words on any day.

use proptest::prelude::*;

use super::support::{document, find, flat_trees, grammar};
use crate::lexicon::Lexicon;
use crate::situate::time::{
    Anchor, Interval, Tense, TimeExpression, TimeGrammar, is_background, publication,
};
use crate::text::Text;
use dateline_record::RegionKind;
use jiff::civil::Date;
use std::sync::LazyLock;

static GRAMMAR: LazyLock<TimeGrammar> = LazyLock::new(grammar);

/// Words that the grammar knows, and some that it does not.
const WORDS: &str = "the a of in on since by from between within until over last next this past \
    coming following same first second third half early mid late end beginning two few 3 4 12 31 \
    2024 1999 0000 9999 99 2024-07-03 3/7/2024 13/13/2024 July May March Tuesday Sunday today \
    tomorrow yesterday week weeks days year years century decade 1990s 19th twenty - – , . ( ) and \
    or to ago earlier later before after summer fall Q3 quarter weekend Christmas Easter morning \
    'night 's ’s war Ukraine Cold World II 🙂 Über 七月 three-day mid-June";

fn any_text() -> impl Strategy<Value = String> {
    let words: Vec<&'static str> = WORDS.split_whitespace().collect();
    let word =
        prop_oneof![9 => prop::sample::select(words).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    prop::collection::vec(word, 0..30).prop_map(|words| words.join(" "))
}

fn any_date() -> impl Strategy<Value = Date> {
    let edges = [
        Date::MIN,
        Date::MAX,
        "0001-01-01".parse().unwrap(),
        "9999-12-31".parse().unwrap(),
    ];
    prop_oneof![
        1 => prop::sample::select(edges.to_vec()),
        3 => (-9999i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap()),
        3 => (1990i16..=2030, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap()),
    ]
}

fn any_tense() -> impl Strategy<Value = Tense> {
    prop::sample::select(vec![Tense::Past, Tense::Present, Tense::Future])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..Default::default() })]

    #[test]
    fn intervals_are_in_order(
        text in any_text(), published in any_date(), tense in any_tense(),
        spoken in prop::option::of((any_date(), any_date())),
    ) {
        let narrative = spoken.map(|(one, other)| Interval::new(one, other));
        let anchor = Anchor { published, narrative };
        let mut last = 0;
        for (words, expression) in find(&GRAMMAR, &text) {
            prop_assert!(expression.tokens.start < expression.tokens.end);
            prop_assert!(expression.span.start >= last && !words.is_empty());
            last = expression.span.end;
            if let Some(interval) = GRAMMAR.resolve(&expression, &anchor, tense) {
                prop_assert!(interval.start <= interval.end, "{words}: {interval:?}");
                prop_assert!(interval.days() > 0);
                is_background(interval, published);
            }
        }
    }

    #[test]
    fn past_clauses_look_back_and_future_ones_ahead(published in any_date()) {
        prop_assume!(published.year().abs() < 9900);
        let anchor = Anchor::at(published);
        for (_, expression) in find(&GRAMMAR, "On Tuesday, in June, on 29 February, in autumn.") {
            let past = GRAMMAR.resolve(&expression, &anchor, Tense::Past).unwrap();
            let future = GRAMMAR.resolve(&expression, &anchor, Tense::Future).unwrap();
            prop_assert!(past.start <= published && future.end >= published);
        }
    }

    #[test]
    fn publication_is_found_or_not_but_never_fails(
        first in any_text(), second in any_text(), day in any_date(),
    ) {
        let document = document(&[(RegionKind::Byline, &first), (RegionKind::Body, &second)]);
        let trees = flat_trees(&document);
        let text = Text::new(&document, &trees);
        let constraint = (Interval::new(day, Date::MAX), first.clone());
        let expressions = GRAMMAR.find(&text);
        let found = publication(&GRAMMAR, &text, &expressions, &[constraint]);
        prop_assert!(found.date.is_none() || !found.grounds.is_empty());
        let tense = |_: &TimeExpression| Tense::Past;
        prop_assert_eq!(GRAMMAR.resolve_all(&expressions, day, tense).len(), expressions.len());
    }
}

#[test]
fn every_value_of_the_lexicon_is_read() {
    use crate::situate::time::vocabulary::{choice, feast, near, pairs, part, stretch, unit};
    let lexicon = Lexicon::embedded();
    let all = |class: &str, read: &dyn Fn(&str) -> bool| {
        let good = pairs(&lexicon, class, |value| read(value).then_some(())).len();
        assert_eq!(good, lexicon.set(class).sorted().len(), "{class}");
        assert!(good > 0, "{class}");
    };
    all("time-day-words", &|value| near(value).is_some());
    all("time-units", &|value| unit(value).is_some());
    all("time-parts", &|value| part(value).is_some());
    all("time-which", &|value| choice(value).is_some());
    all("holidays", &|value| feast(value).is_some());
    all("time-landmarks", &|value| stretch(value).is_some());
    all("time-dated-phrases", &|value| stretch(value).is_some());
}
