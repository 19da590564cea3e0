//! Properties of the lookup: no text breaks it, spelling variants meet.

use dateline_world::World;
use jiff::civil::date;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_text_breaks_the_lookup(words in proptest::collection::vec("\\PC{0,12}", 0..6)) {
        let world = World::embedded();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let Some(found) = world.longest_name(&words, Some(date(2024, 7, 3))) {
            prop_assert!(found.words >= 1 && found.words <= words.len());
            prop_assert!(!found.candidates.is_empty());
        }
        let phrase = words.join(" ");
        let _ = (world.names(&phrase, None), world.role_of_title(&phrase), world.agent(&phrase));
    }

    #[test]
    fn hyphens_apostrophes_and_accents_do_not_matter(pick in 0usize..6) {
        let pairs = [
            ("Cote d'Ivoire", "Côte d’Ivoire"),
            ("al-Sisi", "al Sisi"),
            ("Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"),
            ("Guinea-Bissau", "Guinea Bissau"),
            ("Pedro Sanchez", "Pedro Sánchez"),
            ("U.N.", "UN"),
        ];
        let world = World::embedded();
        let day = Some(date(2024, 7, 3));
        let (first, second) = pairs[pick];
        let meanings = |phrase: &str| world.names(phrase, day).into_iter().map(|c| c.referent).collect::<Vec<_>>();
        prop_assert!(!meanings(first).is_empty(), "{first}");
        prop_assert_eq!(meanings(first), meanings(second));
    }

    #[test]
    fn every_day_gives_at_most_one_head_of_state_of_france(days in 0i32..12000) {
        let world = World::embedded();
        let day = date(1993, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let france = world.entity_by_id("FRA").unwrap();
        prop_assert!(world.holders("hos", france, Some(day)).len() <= 1, "{}", day);
    }
}

#[test]
fn tokens_of_a_hyphenated_name_may_be_apart() {
    let world = World::embedded();
    let day = Some(date(2024, 7, 3));
    for words in [&["al-Sisi"][..], &["al", "-", "Sisi"], &["Al", "Sisi"]] {
        let found = world.longest_name(words, day).unwrap();
        assert_eq!(found.words, words.len(), "{words:?}");
    }
    assert!(world.longest_name(&["."], day).is_none());
    assert!(world.longest_name(&[], day).is_none());
}
