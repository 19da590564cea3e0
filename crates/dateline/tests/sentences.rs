//! Single sentences: those of which nothing may come, those of a known status, and pairs of roles.
//!
//! In: the tables of `tests/sentences`. Out: shares, by kind and in all. Never: a bare count; the
//! shares must reach those of `tests/sentences/floor.toml`.
//!
//! `cargo test -p dateline --test sentences -- --nocapture` prints the shares and every failure.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use dateline::{Coder, Event};
use support::{codes, rows, shown};

/// What the kind of a sentence begins with whose failures are counted and never listed: nobody works
/// on these.
const UNSEEN: &str = "unseen-";

/// How many sentences of each kind are right, and which are not.
#[derive(Default)]
struct Tally {
    kinds: BTreeMap<String, (usize, usize)>,
    failures: Vec<String>,
}

impl Tally {
    fn count(&mut self, kind: &str, right: bool, failure: impl FnOnce() -> String) {
        let sum = self.kinds.entry(kind.to_owned()).or_default();
        *sum = (sum.0 + 1, sum.1 + usize::from(right));
        if !right && !kind.starts_with(UNSEEN) {
            self.failures.push(format!("{kind}: {}", failure()));
        }
    }

    /// The share of all sentences that are right, and that of the unseen ones.
    fn figures(&self, name: &str) -> BTreeMap<String, f64> {
        let over = |only_unseen: bool| {
            let kinds = self.kinds.iter();
            let counted = kinds.filter(|(kind, _)| !only_unseen || kind.starts_with(UNSEEN));
            let sums = counted.fold((0, 0), |sum, (_, kind)| (sum.0 + kind.0, sum.1 + kind.1));
            share(sums.1, sums.0)
        };
        let unseen = format!("{name}_unseen");
        BTreeMap::from([(name.to_owned(), over(false)), (unseen, over(true))])
    }

    /// Prints the shares and failures, and asserts that no floor of the table is undercut.
    fn report(&self, table: &str, figures: BTreeMap<String, f64>) {
        for (kind, (asked, right)) in &self.kinds {
            println!("{table:10} {kind:16} {right:4} of {asked:4}");
        }
        println!("{table} {figures:.3?}\n{}", self.failures.join("\n"));
        let mut floors = support::floors("sentences/floor.toml");
        floors.retain(|name, _| name.starts_with(table));
        let low = support::undercut(&floors, &figures);
        assert!(
            low.is_empty(),
            "{}\n{}",
            low.join("\n"),
            self.failures.join("\n")
        );
    }
}

fn events(coder: &Coder, sentence: &str) -> Vec<Event> {
    coder.code_sentence(sentence).events
}

fn all_shown(events: &[Event]) -> String {
    let shown: Vec<String> = events.iter().map(shown).collect();
    if shown.is_empty() {
        "nothing".to_owned()
    } else {
        shown.join("; ")
    }
}

#[test]
fn nothing_comes_of_what_is_no_event() {
    let coder = Coder::new();
    let mut tally = Tally::default();
    for row in rows("sentences/negatives.tsv", 2) {
        let found = events(&coder, &row[1]);
        tally.count(&row[0], found.is_empty(), || {
            format!("{} | {}", row[1], all_shown(&found))
        });
    }
    tally.report("negatives", tally.figures("negatives.quiet"));
}

#[test]
fn the_status_is_the_texts() {
    let coder = Coder::new();
    let mut tally = Tally::default();
    let (mut found, mut right) = (0, 0);
    for row in rows("sentences/status.tsv", 4) {
        let allowed = |cell: &str, given: &str| cell.split('|').any(|one| one == given);
        let coded = events(&coder, &row[3]);
        let typed: Vec<&Event> = coded
            .iter()
            .filter(|event| allowed(&row[1], event.act.event_type.as_str()))
            .collect();
        let fits = typed
            .iter()
            .any(|event| allowed(&row[2], event.status.as_str()));
        found += usize::from(!typed.is_empty());
        right += usize::from(fits);
        tally.count(&row[0], fits, || {
            format!("{} {} | {} | {}", row[1], row[2], row[3], all_shown(&coded))
        });
    }
    let mut figures = tally.figures("status.right");
    figures.insert("status.right_where_found".to_owned(), share(right, found));
    tally.report("status", figures);
}

#[test]
fn roles_survive_a_change_of_form() {
    let coder = Coder::new();
    let mut tally = Tally::default();
    let (mut right, mut asked) = (0, 0);
    for row in rows("sentences/pairs.tsv", 5) {
        let wrong: Vec<String> = [(1, 2), (3, 4)]
            .into_iter()
            .filter_map(|(roles, sentence)| wrong_roles(&coder, &row[roles], &row[sentence]))
            .collect();
        asked += 2;
        right += 2 - wrong.len();
        tally.count(&row[0], wrong.is_empty(), || wrong.join("\n        "));
    }
    let mut figures = tally.figures("pairs.right");
    figures.insert("pairs.right_sentences".to_owned(), share(right, asked));
    tally.report("pairs", figures);
}

#[test]
fn headlines_are_read_as_news() {
    let coder = Coder::new();
    let mut tally = Tally::default();
    let day = jiff::civil::date(2025, 3, 12);
    for row in rows("sentences/headlines.tsv", 4) {
        let text = format!("{}\n\nThis page is updated during the day.\n", row[3]);
        let coded = coder.code_text("headline", &text, Some(day)).events;
        let right = match row[1].as_str() {
            "- - -" => coded.is_empty(),
            roles => headline_fits(roles, &row[2], &coded),
        };
        tally.count(&row[0], right, || {
            format!("{} {} | {} | {}", row[1], row[2], row[3], all_shown(&coded))
        });
    }
    tally.report("headlines", tally.figures("headlines.right"));
}

/// Whether there are events of one of the statuses with these roles.
fn headline_fits(roles: &str, statuses: &str, coded: &[Event]) -> bool {
    let fits = |event: &&Event| {
        statuses == "?"
            || statuses
                .split('|')
                .any(|status| status == event.status.as_str())
    };
    let coded: Vec<Event> = coded.iter().filter(fits).cloned().collect();
    Roles::of(roles).fit(&coded)
}

/// What comes of a sentence that does not come of it as `ACTORS TYPE RECIPIENTS` asks.
fn wrong_roles(coder: &Coder, roles: &str, sentence: &str) -> Option<String> {
    let coded = events(coder, sentence);
    let right = Roles::of(roles).fit(&coded);
    (!right).then(|| format!("{roles} | {sentence} | {}", all_shown(&coded)))
}

/// Who is to do what to whom; `None` where it does not matter, nobody where nobody is named.
struct Roles {
    types: Vec<String>,
    actors: Option<BTreeSet<String>>,
    recipients: Option<BTreeSet<String>>,
}

impl Roles {
    fn of(cell: &str) -> Roles {
        let parts: Vec<&str> = cell.split(' ').collect();
        assert_eq!(parts.len(), 3, "{cell}");
        let bare = |act: &str| act.split('/').next().unwrap_or_default().to_owned();
        Roles {
            types: parts[1].split('|').map(bare).collect(),
            actors: side(parts[0]),
            recipients: side(parts[2]),
        }
    }

    /// Whether the events of these types, taken together, have these roles and not the others.
    fn fit(&self, coded: &[Event]) -> bool {
        let typed = |event: &&Event| {
            let name = event.act.event_type.as_str();
            let is_allowed = |allowed: &String| allowed == "?" || allowed == name;
            self.types.iter().any(is_allowed)
        };
        let typed: Vec<&Event> = coded.iter().filter(typed).collect();
        let actors: BTreeSet<String> = typed.iter().flat_map(|one| codes(&one.actors)).collect();
        let recipients: BTreeSet<String> = typed
            .iter()
            .flat_map(|one| codes(&one.recipients))
            .collect();
        if typed.is_empty() {
            return false;
        }
        if typed.iter().all(|event| event.reciprocal) {
            let both = &actors | &recipients;
            return [&self.actors, &self.recipients]
                .into_iter()
                .flatten()
                .all(|asked| asked.is_subset(&both));
        }
        holds(&self.actors, &actors, &self.recipients)
            && holds(&self.recipients, &recipients, &self.actors)
    }
}

/// Whether a side has all that is asked for and nobody of the other side.
fn holds(
    asked: &Option<BTreeSet<String>>,
    given: &BTreeSet<String>,
    others: &Option<BTreeSet<String>>,
) -> bool {
    let Some(asked) = asked else { return true };
    let nobody = BTreeSet::new();
    let others = others.as_ref().unwrap_or(&nobody);
    asked.is_subset(given)
        && (!asked.is_empty() || given.is_empty())
        && given.intersection(&(others - asked)).next().is_none()
}

fn side(cell: &str) -> Option<BTreeSet<String>> {
    match cell {
        "?" => None,
        "-" => Some(BTreeSet::new()),
        codes => Some(codes.split('+').map(str::to_owned).collect()),
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
