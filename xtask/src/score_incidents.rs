//! How well reports are joined to incidents, on the gold set of `tests/incidents`.
//!
//! In: scenes of short reports with the true incident of each event. Out: B-cubed precision, recall
//! and F1 for each half, the pairs that fail with the findings that decided, and how many gold events
//! the coder did not find. Never: a change of weights.
//!
//! An event counts for a gold event when its type is one of those named, its trigger stands in the
//! evidence, and its parties, where they have states, are of those named. The figures are taken over
//! the events found; those not found are counted beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dateline::{Coder, Event, Source};
use dateline_record::PublishedBasis;
use dateline_store::incident::{Claim, Memory, Policy, claims_of, compare};
use dateline_store::{Report, ReportDocument};
use serde::Deserialize;

/// What to measure.
#[derive(clap::Args)]
pub struct Arguments {
    /// Folder with the scenes
    #[arg(long, default_value = "tests/incidents")]
    gold: PathBuf,
    /// List the failing pairs of the unseen half too (it is then no longer unseen)
    #[arg(long)]
    show_unseen: bool,
    /// Folder with the tables of weights, acts and words [default: those of the program]
    #[arg(long)]
    data: Option<PathBuf>,
    /// How often each half is measured, each time with other identities of the documents: these
    /// decide which of equally exact reports the others are compared with
    #[arg(long, default_value_t = 8)]
    rounds: u32,
    /// Fail when the mean F1 of a half is below this
    #[arg(long)]
    floor: Option<f64>,
}

#[derive(Deserialize)]
struct Scene {
    #[serde(skip)]
    name: String,
    half: String,
    report: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    id: String,
    outlet: String,
    published: String,
    text: String,
    /// Incident, types, parties, evidence.
    events: Vec<[String; 4]>,
}

/// A found event with its true incident.
struct Item {
    key: i64,
    truth: String,
    label: String,
}

/// What one half gave.
struct Outcome {
    memory: Memory,
    items: Vec<Item>,
    gold: usize,
    missed: Vec<String>,
    others: usize,
}

/// Precision, recall and F1.
#[derive(Debug, Clone, Copy)]
pub struct Score {
    precision: f64,
    recall: f64,
}

impl Score {
    /// Harmonic mean.
    pub fn f1(self) -> f64 {
        match self.precision + self.recall {
            0.0 => 0.0,
            sum => 2.0 * self.precision * self.recall / sum,
        }
    }
}

/// Measures both halves and prints what was found.
///
/// # Errors
/// When the scenes cannot be read, or a half is below the floor.
pub fn run(arguments: &Arguments) -> io::Result<()> {
    let scenes = scenes(&arguments.gold)?;
    let coder = Coder::new();
    let policy = policy(arguments.data.as_deref())?;
    let mut low = Vec::new();
    for (half, show) in [
        ("seen", true),
        ("unseen", arguments.show_unseen),
        ("all", false),
    ] {
        let mine: Vec<&Scene> = scenes
            .iter()
            .filter(|scene| half == "all" || scene.half == half)
            .collect();
        let coded = code(&coder, &mine)?;
        let mut scores = Vec::new();
        for round in 0..arguments.rounds.max(1) {
            let outcome = measure(&policy, &mine, &coded, round)?;
            scores.push(b_cubed(&outcome));
            if round == 0 {
                print(half, &outcome, &policy, show);
            }
        }
        let score = mean(&scores);
        print_score(half, score, &scores);
        if arguments.floor.is_some_and(|floor| score.f1() < floor) {
            low.push(format!("{half}: F1 {:.3}", score.f1()));
        }
    }
    match low.is_empty() {
        true => Ok(()),
        false => Err(io::Error::other(format!(
            "below the floor: {}",
            low.join(", ")
        ))),
    }
}

fn scenes(folder: &Path) -> io::Result<Vec<Scene>> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    paths.iter().map(|path| scene(path)).collect()
}

fn scene(path: &Path) -> io::Result<Scene> {
    let text = fs::read_to_string(path)?;
    let fault = |error: toml::de::Error| io::Error::other(format!("{}: {error}", path.display()));
    let mut scene: Scene = toml::from_str(&text).map_err(fault)?;
    scene.name = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Ok(scene)
}

fn policy(folder: Option<&Path>) -> io::Result<Policy> {
    let Some(folder) = folder else {
        return Ok(Policy::embedded());
    };
    let [weights, acts, words] =
        ["weights.toml", "acts.toml", "en.toml"].map(|name| fs::read_to_string(folder.join(name)));
    Policy::read(&weights?, &acts?, &words?).map_err(io::Error::other)
}

/// A report as the coder reads it.
type Coded = (String, Vec<Report>);

fn code(coder: &Coder, scenes: &[&Scene]) -> io::Result<Vec<Coded>> {
    let told = scenes.iter().flat_map(|scene| &scene.report);
    told.zip(1..)
        .map(|(told, number)| reports(coder, told, number))
        .collect()
}

fn measure(policy: &Policy, scenes: &[&Scene], coded: &[Coded], round: u32) -> io::Result<Outcome> {
    let mut outcome = Outcome {
        memory: Memory::new(policy.clone()),
        items: Vec::new(),
        gold: 0,
        missed: Vec::new(),
        others: 0,
    };
    let told = scenes
        .iter()
        .flat_map(|scene| scene.report.iter().map(move |told| (scene, told)));
    for ((scene, told), (text, reports)) in told.zip(coded) {
        let reports = renamed(reports, round);
        outcome.memory.add(claims_of(&reports, policy));
        outcome.assign(&scene.name, told, text, &reports)?;
    }
    Ok(outcome)
}

/// The same reports in a document of another identity.
fn renamed(reports: &[Report], round: u32) -> Vec<Report> {
    let mut reports = reports.to_vec();
    for report in &mut reports {
        let document = Arc::make_mut(&mut report.document);
        document.hash = format!("{} {round}", document.id);
    }
    reports
}

fn mean(scores: &[Score]) -> Score {
    let number = scores.len().max(1) as f64;
    let sum = |part: fn(&Score) -> f64| scores.iter().map(part).sum::<f64>();
    Score {
        precision: sum(|score| score.precision) / number,
        recall: sum(|score| score.recall) / number,
    }
}

fn reports(coder: &Coder, told: &Told, number: i64) -> io::Result<(String, Vec<Report>)> {
    let mut source = Source::new(&told.id, told.text.trim().as_bytes());
    source.published = Some(told.published.parse().map_err(io::Error::other)?);
    source.outlet = Some(&told.outlet);
    let coding = coder.code(&source).map_err(io::Error::other)?;
    let (read, _) = coder.parse(&source).map_err(io::Error::other)?;
    let document = Arc::new(ReportDocument {
        key: number,
        id: told.id.clone(),
        hash: told.id.clone(),
        story: None,
        source: "dateline".to_owned(),
        title: None,
        outlet: Some(told.outlet.clone()),
        url: None,
        language: "en".to_owned(),
        published: coding.document.published,
        published_basis: PublishedBasis::Given,
    });
    let sentence = |index: usize| {
        let span = read.sentences.get(index)?.span;
        read.text.get(span.start..span.end).map(str::to_owned)
    };
    let report = |(key, event): (i64, Event)| Report {
        key,
        document: Arc::clone(&document),
        sentence: sentence(event.evidence.sentence),
        event,
    };
    let reports = (number * 1000..).zip(coding.events).map(report).collect();
    Ok((read.text.clone(), reports))
}

impl Outcome {
    /// Gives each event of a report the incident of the gold event that it is.
    fn assign(
        &mut self,
        scene: &str,
        told: &Told,
        text: &str,
        reports: &[Report],
    ) -> io::Result<()> {
        let mut taken = BTreeSet::new();
        for [incident, types, parties, evidence] in &told.events {
            let Some(at) = text.find(evidence.as_str()) else {
                return Err(io::Error::other(format!(
                    "{}: no {evidence:?} in the text",
                    told.id
                )));
            };
            let start = text[..at].chars().count();
            let stretch = start..start + evidence.chars().count();
            let fits = |report: &&Report| {
                let trigger = report.event.evidence.trigger.offsets;
                let inside = stretch.contains(&trigger.start) && trigger.end <= stretch.end;
                inside && is_of_type(&report.event, types) && is_of_parties(&report.event, parties)
            };
            self.gold += 1;
            let found: Vec<&Report> = reports
                .iter()
                .filter(fits)
                .filter(|report| taken.insert(report.key))
                .collect();
            if found.is_empty() {
                self.missed
                    .push(format!("{}: {evidence:?} ({types})", told.id));
            }
            self.items.extend(found.into_iter().map(|report| Item {
                key: report.key,
                truth: format!("{scene}/{incident}"),
                label: format!("{} {evidence:?}", told.id),
            }));
        }
        self.others += reports.len() - taken.len();
        Ok(())
    }

    fn founders(&self) -> BTreeMap<i64, i64> {
        let groups = self.memory.groups().into_iter();
        groups
            .flat_map(|(founder, keys)| keys.into_iter().map(move |key| (key, founder)))
            .collect()
    }
}

fn is_of_type(event: &Event, types: &str) -> bool {
    types
        .split(" or ")
        .any(|kind| kind == event.act.event_type.as_str())
}

fn is_of_parties(event: &Event, parties: &str) -> bool {
    let named: BTreeSet<&str> = parties.split_whitespace().collect();
    let states = event
        .actors
        .iter()
        .chain(&event.recipients)
        .filter_map(|party| party.country.as_deref());
    let states: BTreeSet<&str> = states.collect();
    states.is_empty() || !states.is_disjoint(&named)
}

fn b_cubed(outcome: &Outcome) -> Score {
    let founders = outcome.founders();
    let founder = |item: &Item| founders.get(&item.key).copied();
    let (mut precision, mut recall) = (0.0, 0.0);
    for item in &outcome.items {
        let together = |other: &&Item| founder(other) == founder(item);
        let same = |other: &&Item| other.truth == item.truth;
        let both = outcome.items.iter().filter(together).filter(same).count() as f64;
        precision += both / outcome.items.iter().filter(together).count() as f64;
        recall += both / outcome.items.iter().filter(same).count() as f64;
    }
    let number = outcome.items.len().max(1) as f64;
    Score {
        precision: precision / number,
        recall: recall / number,
    }
}

fn print_score(half: &str, score: Score, scores: &[Score]) {
    let lowest = scores
        .iter()
        .map(|score| score.f1())
        .fold(f64::INFINITY, f64::min);
    let highest = scores.iter().map(|score| score.f1()).fold(0.0, f64::max);
    println!(
        "{half}: B-cubed precision {:.3} recall {:.3} F1 {:.3} (mean of {} rounds, {lowest:.3} to {highest:.3})",
        score.precision,
        score.recall,
        score.f1(),
        scores.len(),
    );
}

fn print(half: &str, outcome: &Outcome, policy: &Policy, show: bool) {
    let truths: BTreeSet<&String> = outcome.items.iter().map(|item| &item.truth).collect();
    println!(
        "{half}: {} events of {} incidents; {} of {} gold events not found; {} events outside the gold",
        outcome.items.len(),
        truths.len(),
        outcome.missed.len(),
        outcome.gold,
        outcome.others
    );
    if show {
        outcome
            .missed
            .iter()
            .for_each(|missed| println!("  not found: {missed}"));
        print_failures(outcome, policy);
    }
}

fn print_failures(outcome: &Outcome, policy: &Policy) {
    let founders = outcome.founders();
    for (index, one) in outcome.items.iter().enumerate() {
        for other in &outcome.items[index + 1..] {
            let together = founders.get(&one.key) == founders.get(&other.key);
            let same = one.truth == other.truth;
            if together != same {
                let verdict = if same { "split" } else { "joined" };
                let claims = (
                    outcome.memory.claim(one.key),
                    outcome.memory.claim(other.key),
                );
                println!("  {verdict}: {} | {}", one.label, other.label);
                println!("      {}", findings(claims, policy));
            }
        }
    }
}

fn findings(claims: (Option<&Claim>, Option<&Claim>), policy: &Policy) -> String {
    let (Some(one), Some(other)) = claims else {
        return String::new();
    };
    let link = compare(one, other, policy);
    let reasons = link.reasons.iter().map(|reason| match reason.adds {
        Some(adds) => format!("{} {adds:+}", reason.finding),
        None => format!("{} veto", reason.finding),
    });
    format!(
        "{:.2} = {}",
        link.score,
        reasons.collect::<Vec<_>>().join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_halves_reach_the_floor() {
        let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/incidents");
        let scenes = scenes(&gold).unwrap();
        let coder = Coder::new();
        for half in ["seen", "unseen"] {
            let mine: Vec<&Scene> = scenes.iter().filter(|scene| scene.half == half).collect();
            let coded = code(&coder, &mine).unwrap();
            let policy = Policy::embedded();
            let rounds = (0..4).map(|round| measure(&policy, &mine, &coded, round).unwrap());
            let rounds: Vec<Outcome> = rounds.collect();
            let score = mean(&rounds.iter().map(b_cubed).collect::<Vec<_>>());
            assert!(score.f1() >= 0.9, "{half}: {score:?}");
            let (found, gold) = (rounds[0].items.len(), rounds[0].gold);
            assert!(
                found * 10 >= gold * 8,
                "{half}: {found} of {gold} events found"
            );
        }
    }

    #[test]
    fn figures_of_a_known_grouping() {
        let score = Score {
            precision: 0.5,
            recall: 1.0,
        };
        assert!((score.f1() - 2.0 / 3.0).abs() < 1e-9);
    }
}
