//! The order of adding, and what was added and removed on the way, leave no trace.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::support::{Line, MEETING, claims, incidents, put};
use crate::Store;
use crate::incident::{Memory, Policy, compare};

const DAYS: [&str; 6] = [
    "2025-07-02",
    "2025-07-03",
    "2025-07-04",
    "2025-07-05",
    "2025-07-08",
    "2025-07-16",
];
const TIMES: [&str; 6] = [
    "",
    "2025-07-04",
    "Friday 2025-07-04",
    "Saturday 2025-07-05",
    "today 2025-07-08",
    "then 2025-07-15",
];

/// Lines that are alike enough to make chains, and bad enough to break them.
fn line() -> impl Strategy<Value = Line> {
    let acts = prop::sample::select(vec![
        "CONSULT/meet",
        "CONSULT/talks",
        "CONSULT",
        "CONSULT/visit",
        "ASSAULT",
        "ASSAULT/aerial",
    ]);
    let statuses = prop::sample::select(vec![
        "occurred", "occurred", "planned", "possible", "denied",
    ]);
    let actors = prop::sample::select(vec!["SEN", "SEN", "PRT", "SEN+PRT", "MLI", ""]);
    let recipients = prop::sample::select(vec!["PRT", "PRT", "SEN", "MLI", ""]);
    let places = prop::sample::select(vec!["", "", "Dakar SEN", "Lisbon PRT"]);
    let when = (
        prop::sample::select(DAYS.to_vec()),
        prop::sample::select(TIMES.to_vec()),
    );
    (acts, statuses, actors, recipients, places, when).prop_map(
        |(act, status, actors, recipients, place, (published, time))| Line {
            published,
            act,
            status,
            actors,
            recipients,
            time,
            place,
            ..MEETING
        },
    )
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    prop::collection::vec(line(), 2..24)
}

/// Lines with their numbers.
type Numbered = Vec<(usize, Line)>;

/// The same lines in two orders.
fn shuffled(lines: Vec<Line>) -> impl Strategy<Value = (Numbered, Numbered)> {
    let lines: Numbered = lines.into_iter().enumerate().collect();
    (Just(lines.clone()), Just(lines).prop_shuffle())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn one_by_one_in_any_order_is_as_all_at_once((first, second) in lines().prop_flat_map(shuffled)) {
        let mut at_once = Store::in_memory().unwrap();
        put(&mut at_once, &first);
        at_once.match_incidents().unwrap();
        let mut one_by_one = Store::in_memory().unwrap();
        for line in second {
            put(&mut one_by_one, &[line]);
            one_by_one.match_incidents().unwrap();
        }
        prop_assert_eq!(incidents(&at_once), incidents(&one_by_one));
    }

    #[test]
    fn what_was_removed_leaves_no_trace((all, mixed) in lines().prop_flat_map(shuffled), some in 0_usize..12) {
        let gone = some.min(all.len() - 1);
        let mut never = Store::in_memory().unwrap();
        put(&mut never, &all[gone..]);
        never.match_incidents().unwrap();
        let mut removed = Store::in_memory().unwrap();
        put(&mut removed, &mixed);
        removed.match_incidents().unwrap();
        for (at, (number, _)) in mixed.iter().enumerate() {
            if *number < gone {
                removed.remove(i64::try_from(at).unwrap() + 1).unwrap();
            }
        }
        removed.match_incidents().unwrap();
        prop_assert_eq!(incidents(&never), incidents(&removed));
    }

    #[test]
    fn a_store_groups_as_memory_does(lines in lines()) {
        let claims = claims(&lines);
        let mut memory = Memory::new(Policy::embedded());
        for claim in claims {
            memory.add(vec![claim]);
        }
        let mut groups: Vec<usize> = memory.groups().values().map(BTreeSet::len).collect();
        groups.sort_unstable();
        let mut store = Store::in_memory().unwrap();
        put(&mut store, &lines.iter().cloned().enumerate().collect::<Vec<_>>());
        store.match_incidents().unwrap();
        let mut stored: Vec<usize> = incidents(&store).iter().map(|incident| incident.members.len()).collect();
        stored.sort_unstable();
        prop_assert_eq!(groups, stored);
    }

    #[test]
    fn a_comparison_has_no_direction(lines in prop::collection::vec(line(), 2)) {
        let claims = claims(&lines);
        let policy = Policy::embedded();
        prop_assert_eq!(compare(&claims[0], &claims[1], &policy), compare(&claims[1], &claims[0], &policy));
    }
}

#[test]
fn a_rebuilt_store_is_the_same() {
    let lines = [
        MEETING,
        Line {
            status: "planned",
            published: "2025-07-01",
            ..MEETING
        },
    ];
    let mut store = super::support::store_of(&lines);
    let before = incidents(&store);
    store.rebuild_incidents().unwrap();
    assert_eq!(before, incidents(&store));
    assert_eq!(before.len(), 1);
    assert_eq!(store.unmatched().unwrap(), 0);
}
