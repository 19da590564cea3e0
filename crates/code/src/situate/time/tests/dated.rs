//! The day of publication, from short texts written for it.

use dateline_record::{PublishedBasis, RegionKind};

use super::support::{document, flat_trees, grammar};
use crate::situate::time::{Interval, Publication, publication};
use crate::text::Text;

type Parts<'a> = &'a [(RegionKind, &'a str)];

fn dated(parts: Parts, constraints: &[(Interval, String)]) -> Publication {
    let document = document(parts);
    let trees = flat_trees(&document);
    let text = Text::new(&document, &trees);
    let grammar = grammar();
    publication(&grammar, &text, &grammar.find(&text), constraints)
}

fn interval(start: &str, end: &str) -> Interval {
    Interval::new(start.parse().unwrap(), end.parse().unwrap())
}

#[track_caller]
fn assert_date(found: &Publication, date: Option<&str>, basis: PublishedBasis) {
    assert_eq!(
        found.date,
        date.map(|date| date.parse().unwrap()),
        "{found:?}"
    );
    assert_eq!(found.basis, basis, "{found:?}");
}

#[test]
fn a_given_day_stays() {
    let mut document = document(&[(RegionKind::Body, "The forum opens today, 3 June 2021.")]);
    document.published = Some("2019-01-02".parse().unwrap());
    let trees = flat_trees(&document);
    let text = Text::new(&document, &trees);
    let grammar = grammar();
    let found = publication(&grammar, &text, &grammar.find(&text), &[]);
    assert_date(&found, Some("2019-01-02"), PublishedBasis::Given);
}

#[test]
fn a_dateline_states_the_day() {
    let found = dated(
        &[
            (RegionKind::Dateline, "LIMA, 9 May 2022 —"),
            (RegionKind::Body, "Miners blocked a road in 2019."),
        ],
        &[],
    );
    assert_date(&found, Some("2022-05-09"), PublishedBasis::Dateline);
    assert_eq!(found.grounds, "'9 May 2022'");
}

#[test]
fn two_days_named_twice_give_the_first() {
    let found = dated(
        &[(
            RegionKind::Body,
            "Ministers of the coastal forum gather in Maputo today and tomorrow. \
             The coastal forum will be held on 11 and 12 October in Maputo. \
             They last met in March 2021. Last year's forum was held online.",
        )],
        &[],
    );
    assert_date(&found, Some("2022-10-11"), PublishedBasis::Inferred);
    assert_eq!(
        found.grounds,
        "'today and tomorrow' = 'on 11 and 12 October'; 'in March 2021', 'Last year's' → 2022"
    );
}

#[test]
fn an_office_held_gives_the_year() {
    let parts: Parts = &[(
        RegionKind::Body,
        "The lake states' council convenes today and tomorrow in Entebbe. \
         Acting President Okello attends the council on 5 and 6 August in Entebbe.",
    )];
    let constraint = (
        interval("2019-03-01", "2020-01-31"),
        "'Acting President Okello'".to_owned(),
    );
    let found = dated(parts, &[constraint]);
    assert_date(&found, Some("2019-08-05"), PublishedBasis::Inferred);
    assert!(
        found.grounds.ends_with("; 'Acting President Okello'"),
        "{}",
        found.grounds
    );
    assert_date(&dated(parts, &[]), None, PublishedBasis::Unknown);
}

#[test]
fn a_weekday_beside_a_date_pins_the_year() {
    let found = dated(
        &[
            (RegionKind::Byline, "By Ana Ruiz, Wednesday 14 June"),
            (
                RegionKind::Body,
                "The two last met in November 2022. He fled in 2019.",
            ),
        ],
        &[],
    );
    assert_date(&found, Some("2023-06-14"), PublishedBasis::Inferred);
}

#[test]
fn yesterday_beside_its_date_gives_the_day_after() {
    let found = dated(
        &[(
            RegionKind::Body,
            "The court freed her yesterday, July 19, 2018. She was jailed in 2016.",
        )],
        &[],
    );
    assert_date(&found, Some("2018-07-20"), PublishedBasis::Inferred);
}

#[test]
fn a_year_alone_is_not_enough() {
    let found = dated(
        &[(
            RegionKind::Body,
            "The club was founded in 1975. Today it has nine members.",
        )],
        &[],
    );
    assert_date(&found, None, PublishedBasis::Unknown);
    assert_eq!(found.grounds, "'in 1975' → 1975…");
}

#[test]
fn an_empty_document_has_no_day() {
    let found = dated(&[], &[]);
    assert_date(&found, None, PublishedBasis::Unknown);
    assert_eq!(found.grounds, "");
}
