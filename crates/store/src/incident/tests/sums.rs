//! What an incident says of its reports.

use super::support::{Line, MEETING, incidents, store_of};

fn changes(lines: &[Line]) -> Vec<String> {
    let found = incidents(&store_of(lines));
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0]
        .history
        .iter()
        .map(|step| step.change.clone())
        .collect()
}

const PLAN: Line = Line {
    status: "planned",
    published: "2025-06-30",
    ..MEETING
};

#[test]
fn announced_moved_and_held() {
    let moved = Line {
        published: "2025-07-02",
        time: "Tuesday 2025-07-08",
        ..PLAN
    };
    let held = Line {
        published: "2025-07-08",
        time: "Tuesday 2025-07-08",
        ..MEETING
    };
    assert_eq!(
        changes(&[PLAN, moved.clone(), held.clone()]),
        ["announced", "moved", "took-place"]
    );
    let found = incidents(&store_of(&[PLAN, moved, held]));
    assert_eq!(found[0].status, "occurred");
    assert_eq!(found[0].start.as_deref(), Some("2025-07-08"));
}

#[test]
fn announced_and_cancelled() {
    let cancelled = Line {
        published: "2025-07-03",
        status: "denied",
        ..MEETING
    };
    assert_eq!(
        changes(&[PLAN, cancelled.clone()]),
        ["announced", "cancelled"]
    );
    let found = incidents(&store_of(&[PLAN, cancelled]));
    assert_eq!(
        (found[0].status.as_str(), found[0].contested),
        ("denied", false)
    );
}

#[test]
fn one_side_confirms_and_the_other_denies() {
    let yes = Line {
        speaker: "Lisbon",
        ..MEETING
    };
    let no = Line {
        speaker: "Dakar",
        status: "denied",
        published: "2025-07-06",
        ..MEETING
    };
    let found = incidents(&store_of(&[yes, no]));
    assert_eq!(found.len(), 1);
    assert!(found[0].contested);
    let voices = found[0]
        .voices
        .iter()
        .map(|voice| (voice.speaker.as_str(), voice.stance.as_str()));
    assert_eq!(
        voices.collect::<Vec<_>>(),
        [("Lisbon", "confirms"), ("Dakar", "denies")]
    );
}

#[test]
fn numbers_are_a_range_with_sources() {
    let blast = Line {
        act: "ASSAULT/explosives",
        actors: "",
        count: Some(7.0),
        ..MEETING
    };
    let more = Line {
        count: Some(12.0),
        published: "2025-07-06",
        ..blast.clone()
    };
    let found = incidents(&store_of(&[blast, more]));
    let range = &found[0].figures[0];
    assert_eq!((range.lowest, range.highest), (7.0, 12.0));
    assert_eq!(range.sources.as_array().unwrap().len(), 2);
}

#[test]
fn look_alikes_stay_apart() {
    let other_town = Line {
        place: "Lisbon PRT",
        ..MEETING
    };
    let next_week = Line {
        time: "Friday 2025-07-11",
        published: "2025-07-12",
        ..MEETING
    };
    let other_party = Line {
        recipients: "MLI",
        ..MEETING
    };
    let other_act = Line {
        act: "CONSULT/visit",
        ..MEETING
    };
    for other in [other_town, next_week, other_party, other_act] {
        let found = incidents(&store_of(&[MEETING, other.clone()]));
        assert_eq!(found.len(), 2, "{other:?}");
    }
}

#[test]
fn a_plan_made_after_the_act_is_another_act() {
    let again = Line {
        status: "planned",
        published: "2025-07-06",
        time: "soon 2025-07-09",
        ..MEETING
    };
    assert_eq!(incidents(&store_of(&[MEETING, again])).len(), 2);
}

#[test]
fn every_member_but_the_founder_says_why() {
    let found = incidents(&store_of(&[MEETING, PLAN, MEETING]));
    let (founders, members): (Vec<_>, Vec<_>) = found[0]
        .members
        .iter()
        .partition(|member| member.joined_to.is_none());
    assert_eq!((founders.len(), members.len()), (1, 2));
    for member in members {
        let sum: f64 = member.reasons.iter().filter_map(|reason| reason.adds).sum();
        let bias = crate::incident::Policy::embedded().bias;
        assert!(
            (sum + bias - member.score.unwrap()).abs() < 0.02,
            "{member:?}"
        );
    }
}

#[test]
fn near_copies_are_one_story() {
    let text = "Senegal met Portugal in Dakar on Friday, and both sides spoke about fishing grounds, \
        the price of licences, the rights of crews on board and the number of inspectors.";
    let found = incidents(&store_of(&[
        Line {
            sentence: text,
            ..MEETING
        },
        Line {
            sentence: text,
            ..MEETING
        },
        MEETING,
    ]));
    assert_eq!(
        (found[0].reports, found[0].documents, found[0].stories),
        (3, 3, 2)
    );
}
