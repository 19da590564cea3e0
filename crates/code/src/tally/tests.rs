//! Tests of figures and memberships on parsed sentences.

use dateline_parse::{Parser, Tree};
use dateline_read::Reader;
use dateline_record::{Document, Figure, Membership, MembershipKind, WorldVerdict};
use dateline_world::World;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::lexicon::Lexicon;
use crate::mention::{self, Mentions};
use crate::refer;
use crate::text::Text;

const PUBLISHED: Option<Date> = Some(date(2024, 7, 8));

fn parsed(text: &str) -> (Document, Vec<Tree>) {
    let document = Reader::embedded().read_text("d", text);
    let trees = Parser::embedded().parse(&document);
    (document, trees)
}

/// The figures, each as "value unit", with "~" when inexact and "/ whole" when it has one.
fn figures_of(text: &str) -> Vec<String> {
    let (document, trees) = parsed(text);
    let text = Text::new(&document, &trees);
    let shown = |figure: Figure| {
        let hedge = if figure.approximate { "~" } else { "" };
        let whole = figure.of.map_or(String::new(), |of| format!(" / {of}"));
        format!("{hedge}{} {}{whole}", figure.value, figure.unit)
    };
    figures(&text, &Lexicon::embedded(), &Mentions::default())
        .into_iter()
        .map(shown)
        .collect()
}

#[rustfmt::skip]
const FIGURES: &[(&str, &[&str])] = &[
    ("Together the five states produce 30% of the world's wheat.", &["5 states", "30 percent / world's wheat"]),
    ("The ruling party won 54 percent of the vote in Sunday's election.", &["54 percent / vote"]),
    ("Unemployment rose by 2.5 percentage points to 11 per cent last year.", &["2.5 percentage points", "11 percent"]),
    ("The bank approved a $350m loan to Kenya on Monday.", &["350000000 USD"]),
    ("Brussels pledged 18 billion euros in financial aid to Moldova.", &["18000000000 EUR / financial aid"]),
    ("Berlin will spend €2.5bn on air defence.", &["2500000000 EUR"]),
    ("The package is worth US$1.2 million.", &["1200000 USD"]),
    ("At least seven people were killed and 43 injured when a bomb exploded in Kabul.", &["~7 people", "43 people"]),
    ("More than 250 protesters had been detained by nightfall.", &["~250 protesters"]),
    ("The two presidents signed 14 agreements in Hanoi.", &["14 agreements"]),
    ("The alliance has 31 member states.", &["31 states"]),
    ("Six Gulf states attended the meeting.", &["6 states"]),
    ("Around two hundred and fifty soldiers were deployed near the border.", &["~250 soldiers"]),
    ("Up to 10,000 troops took part in the drill.", &["~10000 troops"]),
    ("Between 20 and 30 rebels surrendered on Tuesday.", &["~20 rebels"]),
    ("Some 3 to 5 million people fled the country.", &["~3000000 people"]),
    ("The army captured 10-15 militants.", &["~10 militants"]),
    ("A dozen villages were burned.", &["12 villages"]),
    ("Nearly half a million refugees crossed into Chad.", &["~500000 refugees"]),
    ("The death toll rose to 120, officials said.", &["120 people"]),
    ("Police said 85 people were arrested; activists put the figure at 140.", &["85 people", "140 people"]),
    ("The attack left 40 dead and 25 wounded.", &["40 people", "25 people"]),
    ("The raid killed 12 and wounded 30.", &["12 people", "30 people"]),
    ("India bought 36 fighter jets from France for 7.8 billion dollars.", &["36 jets", "7800000000 USD"]),
    ("Russia launched 88 drones and 12 missiles overnight, Ukraine said.", &["88 drones", "12 missiles"]),
    ("The 27 EU members agreed on a budget of 1.1 trillion euros.", &["27 members", "1100000000000 EUR"]),
    ("The country exported 2.1 million tonnes of grain in August.", &["2100000 tonnes / grain"]),
    ("Fewer than 100 hostages are still alive, he said.", &["~100 hostages"]),
    ("The army said it had killed 17 insurgents and seized 200 rifles.", &["17 insurgents", "200 rifles"]),
    ("One person was killed in the strike.", &["1 person"]),
    ("Japan will give 500 million yen to the fund.", &["500000000 JPY"]),
    ("Over 1,500 people attended the funeral.", &["~1500 people"]),
    ("A total of 61 lawmakers signed the letter.", &["61 lawmakers"]),
    ("NATO spent 2% of GDP on defence in 2014.", &["2 percent / GDP"]),
    ("The fine was Rs 500 crore.", &["5000000000 INR"]),
    ("Hamas freed 13 Israelis, ten Thais and a Filipino.", &["13 Israelis", "10 Thais"]),
    ("He released the two hostages after three weeks.", &[]),
    ("The minister, 45, met three officials in 2019.", &[]),
    ("The three-day visit began on 5 May 2023 at 18:40.", &[]),
    ("The team won 3-1 in the second round.", &[]),
    ("Article 5 was invoked on 12 September 2001.", &[]),
    ("Call 0800 123 456 or +44 20 7946 0958 for details.", &[]),
    ("The lawmakers voted 230 to 105 in favour of the bill.", &[]),
    ("One of the ministers resigned.", &[]),
    ("Ministers from the Group of 20 met in Rio.", &[]),
    ("The F-16s flew 300 km to the base within 20 minutes.", &[]),
    ("Boeing 737 jets carried 180 passengers.", &["180 passengers"]),
];

#[test]
fn figures_are_read_and_other_numbers_left() {
    for (text, expected) in FIGURES {
        assert_eq!(figures_of(text), *expected, "{text}");
    }
}

#[test]
fn a_figure_covers_hedge_unit_and_whole() {
    let text = "Nigéria holds about 3% of the world's gas.";
    let (document, trees) = parsed(text);
    let found = figures(
        &Text::new(&document, &trees),
        &Lexicon::embedded(),
        &Mentions::default(),
    );
    let offsets = found[0].offsets;
    let words: String = text
        .chars()
        .skip(offsets.start)
        .take(offsets.end - offsets.start)
        .collect();
    assert_eq!(words, "about 3% of the world's gas");
}

#[test]
fn what_befalls_people_is_said() {
    let (document, trees) = parsed("At least nine people were shot dead in Lagos.");
    let found = figures(
        &Text::new(&document, &trees),
        &Lexicon::embedded(),
        &Mentions::default(),
    );
    assert_eq!(found[0].about.as_deref(), Some("shot dead"));
}

fn with_mentions<T>(text: &str, use_it: impl Fn(&Text, &Mentions, &World, &Lexicon) -> T) -> T {
    let (document, trees) = parsed(text);
    let text = Text::new(&document, &trees);
    let (world, lexicon) = (World::embedded(), Lexicon::embedded());
    let mut mentions = mention::find(&text, &world, &lexicon, PUBLISHED);
    refer::resolve(&mut mentions, &text, &world, &lexicon, PUBLISHED);
    use_it(&text, &mentions, &world, &lexicon)
}

fn memberships_of(text: &str) -> Vec<Membership> {
    with_mentions(text, |text, mentions, world, lexicon| {
        memberships(text, mentions, world, lexicon, PUBLISHED)
    })
}

/// Text; organisation, member, kind, since or until.
type Case = (
    &'static str,
    &'static [(
        &'static str,
        &'static str,
        MembershipKind,
        Option<&'static str>,
    )],
);

#[rustfmt::skip]
const MEMBERSHIPS: &[Case] = {
    use MembershipKind::*;
    &[
    ("Croatia joined the European Union in 2013.", &[("EU", "HRV", Member, Some("2013"))]),
    ("Finland and Sweden joined NATO in 2023 and 2024.", &[("NATO", "FIN", Member, Some("2023")), ("NATO", "SWE", Member, Some("2024"))]),
    ("Finland joined NATO in 2023, Sweden in 2024.", &[("NATO", "FIN", Member, Some("2023")), ("NATO", "SWE", Member, Some("2024"))]),
    ("Poland, which entered NATO in March 1999, hosted the talks.", &[("NATO", "POL", Member, Some("1999-03"))]),
    ("Turkey, a NATO member since 1952, blocked the plan.", &[("NATO", "TUR", Member, Some("1952"))]),
    ("NATO member Turkey blocked the plan.", &[("NATO", "TUR", Member, None)]),
    ("NATO members Poland and Romania sent troops.", &[("NATO", "POL", Member, None), ("NATO", "ROU", Member, None)]),
    ("Montenegro became a member of NATO in 2017.", &[("NATO", "MNE", Member, Some("2017"))]),
    ("Britain left the European Union in 2020.", &[("EU", "GBR", Left, Some("2020"))]),
    ("Russia was expelled from the Council of Europe in 2022.", &[("COE", "RUS", Left, Some("2022"))]),
    ("Ukraine applied to join the European Union in 2022.", &[("EU", "UKR", Candidate, Some("2022"))]),
    ("France is one of the founding members of NATO.", &[("NATO", "FRA", Founder, None)]),
    ("Mongolia is an observer in the SCO.", &[("SCO", "MNG", Observer, None)]),
    ("NATO was expanding. In 2004 Latvia, Lithuania and Estonia joined the alliance.",
     &[("NATO", "LVA", Member, Some("2004")), ("NATO", "LTU", Member, Some("2004")), ("NATO", "EST", Member, Some("2004"))]),
    ("They met Ukraine, and Poland joined the EU in 2004.", &[("EU", "POL", Member, Some("2004"))]),
    ("Ukraine wants to join NATO.", &[]),
    ("Georgia will join the European Union one day.", &[]),
    ("Serbia is not a member of NATO.", &[]),
    ("Poland joined the EU in condemning the attack.", &[]),
    ("Ministers attended the SCO summit; Turkey joined the meeting on Tuesday.", &[]),
    ]
};

#[test]
fn memberships_are_read_and_attendance_left() {
    for (text, expected) in MEMBERSHIPS {
        let found = memberships_of(text);
        let dated = |one: &Membership| one.since.clone().or(one.until.clone());
        let found: Vec<_> = found
            .iter()
            .map(|one| {
                (
                    one.organisation.as_str(),
                    one.member.as_str(),
                    one.kind,
                    dated(one),
                )
            })
            .collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|&(organisation, member, kind, date)| {
                (organisation, member, kind, date.map(str::to_owned))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn founders_are_listed_whole() {
    let text = "ASEAN was founded in 1967 by Indonesia, Malaysia, the Philippines, Singapore and Thailand.";
    let found = memberships_of(text);
    let members: Vec<&str> = found.iter().map(|one| one.member.as_str()).collect();
    assert_eq!(members, ["IDN", "MYS", "PHL", "SGP", "THA"]);
    assert!(found.iter().all(|one| one.kind == MembershipKind::Founder));
    assert!(found.iter().all(|one| one.world == WorldVerdict::Agrees));
}

#[test]
fn the_world_may_contradict() {
    let found = memberships_of("Hungary joined NATO in 2004.");
    assert_eq!(found[0].world, WorldVerdict::Contradicts);
}

#[test]
fn a_figure_is_about_the_owner_or_the_subject() {
    let found = with_mentions(
        "NATO's 32 member states met in Oslo.",
        |text, mentions, _, lexicon| figures(text, lexicon, mentions),
    );
    assert_eq!(found[0].about.as_deref(), Some("NATO"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn no_text_panics(text in "(([0-9,.]{1,6}|[a-z]{1,9}|[%$€—-]|[$]?[0-9]{1,3}(bn|m|%)|two|half a million|of|joined|founded by|NATO|in|🙂) ){0,40}") {
        for figure in figures_of(&text) {
            prop_assert!(!figure.is_empty());
        }
        prop_assert!(memberships_of(&text).len() < 100);
    }
}
