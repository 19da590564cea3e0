//! Figures of a labelled set.
//!
//! In: pairs of label and answer. Out: accuracy, macro-F1, figures by class, confusions. Never: an
//! answer left out.
//!
//! Two right answers out of three give an accuracy of 0.667.

use std::collections::BTreeMap;
use std::fmt;

use dateline_code::scorer::Class;

/// Counts of (label, answer).
#[derive(Default)]
pub struct Figures {
    counts: BTreeMap<(Class, Class), usize>,
}

impl Figures {
    pub fn add(&mut self, label: Class, answer: Class) {
        *self.counts.entry((label, answer)).or_default() += 1;
    }

    fn sum(&self, is: impl Fn(Class, Class) -> bool) -> usize {
        let counts = self.counts.iter();
        counts
            .filter(|((label, answer), _)| is(*label, *answer))
            .map(|(_, count)| count)
            .sum()
    }

    /// Precision, recall and F1 of what a test says of labels and answers.
    fn of(&self, is: impl Fn(Class) -> bool) -> (f64, f64, f64) {
        let hits = self.sum(|label, answer| is(label) && is(answer)) as f64;
        let precision = hits / (self.sum(|_, answer| is(answer)) as f64).max(1.0);
        let recall = hits / (self.sum(|label, _| is(label)) as f64).max(1.0);
        let f1 = 2.0 * precision * recall / (precision + recall).max(1e-9);
        (precision, recall, f1)
    }
}

/// 1 to 4; 0 for no relation. YIELD is material cooperation.
fn quad(class: Class) -> u8 {
    let Class::Type(kind) = class else { return 0 };
    match kind.as_str() {
        "AGREE" | "CONSULT" | "SUPPORT" => 1,
        "COOPERATE" | "AID" | "RETREAT" | "CONCEDE" => 2,
        "REQUEST" | "ACCUSE" | "REJECT" | "THREATEN" => 3,
        _ => 4,
    }
}

fn name(class: Class) -> &'static str {
    match class {
        Class::Nothing => "-",
        Class::Type(kind) => kind.as_str(),
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        let mut labels: Vec<Class> = self.counts.keys().map(|(label, _)| *label).collect();
        labels.dedup();
        let total = self.sum(|_, _| true).max(1) as f64;
        let mut macro_f1 = 0.0;
        for &label in &labels {
            let (precision, recall, f1) = self.of(|class| class == label);
            macro_f1 += f1 / labels.len() as f64;
            let count = self.sum(|own, _| own == label);
            let name = name(label);
            writeln!(
                out,
                "{name:<10} {precision:.3} {recall:.3} {f1:.3} {count:5}"
            )?;
        }
        let accuracy = self.sum(|label, answer| label == answer) as f64 / total;
        let quad_accuracy = self.sum(|label, answer| quad(label) == quad(answer)) as f64 / total;
        let quads = (1..=4).map(|wanted| self.of(|class| quad(class) == wanted).2);
        let quad_f1 = quads.sum::<f64>() / 4.0;
        let mut wrong: Vec<_> = self.counts.iter().filter(|((a, b), _)| a != b).collect();
        wrong.sort_by_key(|(pair, count)| (std::cmp::Reverse(**count), **pair));
        for ((label, answer), count) in wrong.into_iter().take(15) {
            writeln!(out, "  {} -> {}: {count}", name(*label), name(*answer))?;
        }
        writeln!(
            out,
            "macro-F1 {macro_f1:.3}  accuracy {accuracy:.3}  quad macro-F1 {quad_f1:.3}  quad accuracy {quad_accuracy:.3}  n {total}"
        )
    }
}
