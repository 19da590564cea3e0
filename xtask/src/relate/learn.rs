//! Multinomial logistic regression over named features.
//!
//! In: rows. Out: [`Weights`], rounded to whole numbers with one scale. Never: chance; the whole set
//! is gone through at each step, in a fixed order.
//!
//! From rows in which `v1:thank` goes with SUPPORT it learns a weight above zero for that pair.

use std::collections::BTreeMap;
use std::fmt::Write;

use dateline_code::scorer::CLASSES;

use super::rows::Row;

const STEPS: usize = 250;
const RATE: f64 = 0.1;
/// Rows in which a feature must stand.
const SEEN: usize = 2;
const WIDTH: usize = CLASSES.len();

type Cells = [f64; WIDTH];

/// What a row that was made for learning weighs.
const MADE: f64 = 0.5;
/// Marks the second copy of each feature that such rows have: it takes up what holds only of them,
/// and is not written.
const COPY: &str = "made/";

/// A training set by number.
pub struct Learner {
    names: Vec<String>,
    rows: Vec<(Vec<usize>, usize, f64)>,
    decay: f64,
}

/// Whole weights.
pub struct Weights {
    scale: f64,
    rows: Vec<(String, [i8; WIDTH])>,
}

impl Learner {
    pub fn new(rows: &[&Row], decay: f64) -> Learner {
        let sets: Vec<Vec<String>> = rows.iter().map(|row| seen(row)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for name in sets.iter().flatten() {
            *counts.entry(name).or_default() += 1;
        }
        counts.retain(|_, count| *count >= SEEN);
        let names: Vec<String> = counts.keys().map(|name| name.to_string()).collect();
        let numbers = |set: &Vec<String>| {
            let numbers = set.iter().filter_map(|name| names.binary_search(name).ok());
            numbers.collect::<Vec<usize>>()
        };
        let classes: Vec<usize> = rows.iter().map(|row| row.class.index()).collect();
        let mut sizes = [0usize; WIDTH];
        classes.iter().for_each(|class| sizes[*class] += 1);
        let present = sizes.iter().filter(|size| **size > 0).count();
        let even = rows.len() as f64 / present.max(1) as f64;
        let weight = |class: usize| (even / sizes[class] as f64).sqrt();
        let share = |row: &Row| if row.made { MADE } else { 1.0 };
        let together = rows.iter().zip(&sets).zip(classes);
        let rows = together
            .map(|((row, set), class)| (numbers(set), class, weight(class) * share(row)))
            .collect();
        Learner { names, rows, decay }
    }

    /// The `kept` features with the largest weights, learnt again without the others.
    pub fn weights(&self, kept: usize) -> Weights {
        let mut used = vec![true; self.names.len()];
        let mut cells = self.descend(&used);
        let written = |name: &usize| !self.names[*name].starts_with(COPY);
        let mut order: Vec<usize> = (0..self.names.len()).filter(written).collect();
        if kept < order.len() {
            let size = |row: &Cells| row.iter().fold(0.0f64, |most, cell| most.max(cell.abs()));
            order.sort_by(|a, b| size(&cells[*b]).total_cmp(&size(&cells[*a])).then(a.cmp(b)));
            order[kept..].iter().for_each(|&name| used[name] = false);
            cells = self.descend(&used);
        }
        self.rounded(&cells)
    }

    /// Adam over the whole set.
    fn descend(&self, used: &[bool]) -> Vec<Cells> {
        let mut cells = vec![[0.0; WIDTH]; self.names.len()];
        let mut first = cells.clone();
        let mut second = cells.clone();
        for step in 1..=STEPS {
            let slopes = self.slopes(&cells, used);
            let (fade_1, fade_2) = (
                1.0 - 0.9f64.powi(step as i32),
                1.0 - 0.99f64.powi(step as i32),
            );
            let rate = RATE * (1.0 - 0.9 * step as f64 / STEPS as f64);
            for name in 0..cells.len() {
                for class in 0..WIDTH {
                    let slope = slopes[name][class];
                    let (m, v) = (&mut first[name][class], &mut second[name][class]);
                    *m = 0.9 * *m + 0.1 * slope;
                    *v = 0.99 * *v + 0.01 * slope * slope;
                    cells[name][class] -= rate * (*m / fade_1) / ((*v / fade_2).sqrt() + 1e-6);
                }
            }
        }
        cells
    }

    fn slopes(&self, cells: &[Cells], used: &[bool]) -> Vec<Cells> {
        let mut slopes: Vec<Cells> = cells
            .iter()
            .map(|row| row.map(|cell| cell * self.decay))
            .collect();
        for (numbers, class, weight) in &self.rows {
            let active = numbers.iter().copied().filter(|&number| used[number]);
            let mut shares = [0.0; WIDTH];
            for number in active.clone() {
                for (share, cell) in shares.iter_mut().zip(&cells[number]) {
                    *share += cell;
                }
            }
            soften(&mut shares);
            shares[*class] -= 1.0;
            for number in active {
                for (slope, share) in slopes[number].iter_mut().zip(&shares) {
                    *slope += weight * share;
                }
            }
        }
        slopes
    }

    fn rounded(&self, cells: &[Cells]) -> Weights {
        let most = cells
            .iter()
            .flatten()
            .fold(0.0f64, |most, cell| most.max(cell.abs()));
        let scale = (most / 127.0).max(1e-9);
        let whole = |cell: f64| (cell / scale).round() as i8;
        let round = |row: &Cells| {
            row.map(|cell| {
                if whole(cell).abs() > 1 {
                    whole(cell)
                } else {
                    0
                }
            })
        };
        let rows = self.names.iter().zip(cells);
        let rows = rows.filter(|(name, _)| !name.starts_with(COPY));
        let rows = rows.map(|(name, row)| (name.clone(), round(row)));
        Weights {
            scale,
            rows: rows
                .filter(|(_, row)| row.iter().any(|cell| *cell != 0))
                .collect(),
        }
    }
}

/// What learning sees of a row.
fn seen(row: &Row) -> Vec<String> {
    let mut set = row.features.clone();
    if row.made {
        set.extend(row.features.iter().map(|name| format!("{COPY}{name}")));
    }
    set
}

/// Scores to probabilities.
fn soften(scores: &mut Cells) {
    let most = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    scores
        .iter_mut()
        .for_each(|score| *score = (*score - most).exp());
    let total: f64 = scores.iter().sum();
    scores.iter_mut().for_each(|score| *score /= total);
}

impl Weights {
    /// Number of features.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The weights as `models/relations.tsv` has them.
    pub fn text(&self) -> String {
        let mut text = format!("{:.6}\n", self.scale);
        for (name, row) in &self.rows {
            let cells = row.iter().enumerate().filter(|(_, cell)| **cell != 0);
            let cells =
                cells.map(|(class, cell)| format!("{}{cell}", (b'a' + class as u8) as char));
            let _ = writeln!(text, "{name}\t{}", cells.collect::<Vec<_>>().join(" "));
        }
        text
    }
}
