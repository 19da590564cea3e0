//! Clusters of words that are used alike.
//!
//! In: training sentences. Out: a number for each frequent lower form: the fine cluster in the low
//! ten bits, the coarse one above them. Never: a look at labels.
//!
//! *Ankara* and *Nairobi* stand between the same neighbours and fall into one cluster. Each form is
//! a row of its neighbours' weights; rows are brought down to a few dimensions and grouped by
//! spherical k-means.

use dateline_parse::hash;
use dateline_parse::words::lower_hash;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::treebank::Gold;

/// Uses that a form needs to have a cluster.
const ENOUGH: u32 = 5;
/// Neighbours that are told apart, for each of four places.
const NEIGHBOURS: usize = 2000;
/// Dimensions of a row after reduction.
const DIMENSIONS: usize = 64;
/// Fine clusters.
const FINE: usize = 800;
/// Coarse clusters.
const COARSE: usize = 60;

type Point = [f32; DIMENSIONS];

/// The cluster of each frequent lower form, by its hash; none is 0.
pub fn build(sentences: &[Gold]) -> FxHashMap<u64, u16> {
    let sentences: Vec<Vec<u64>> = sentences
        .par_iter()
        .map(|gold| gold.words.iter().map(|word| lower_hash(word)).collect())
        .collect();
    let forms = frequent_forms(&sentences);
    let rows = rows(&sentences, &forms);
    let points = reduce(&rows, 4 * NEIGHBOURS);
    let (fine, centres) = group(&points, FINE);
    let (coarse, _) = group(&centres, COARSE);
    let number = |index: usize| (coarse[fine[index]] << 10 | (fine[index] + 1)) as u16;
    forms
        .iter()
        .enumerate()
        .map(|(index, form)| (*form, number(index)))
        .collect()
}

/// Forms used often enough, the most frequent first.
fn frequent_forms(sentences: &[Vec<u64>]) -> Vec<u64> {
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for form in sentences.iter().flatten() {
        *counts.entry(*form).or_default() += 1;
    }
    let mut forms: Vec<(u64, u32)> = counts
        .into_iter()
        .filter(|(_, count)| *count >= ENOUGH)
        .collect();
    forms.sort_unstable_by_key(|(form, count)| (std::cmp::Reverse(*count), *form));
    forms.into_iter().map(|(form, _)| form).collect()
}

/// For each form, its columns (neighbour and place) with their weights: positive pointwise mutual
/// information.
fn rows(sentences: &[Vec<u64>], forms: &[u64]) -> Vec<Vec<(u32, f32)>> {
    let numbers: FxHashMap<u64, u32> = forms
        .iter()
        .enumerate()
        .map(|(index, form)| (*form, index as u32))
        .collect();
    let mut counts: Vec<FxHashMap<u32, u32>> = vec![FxHashMap::default(); forms.len()];
    for sentence in sentences {
        for (index, form) in sentence.iter().enumerate() {
            let Some(row) = numbers.get(form) else {
                continue;
            };
            for (place, shift) in [-2_isize, -1, 1, 2].into_iter().enumerate() {
                let neighbour = index
                    .checked_add_signed(shift)
                    .and_then(|at| sentence.get(at));
                let number = neighbour.and_then(|form| numbers.get(form));
                let Some(number) = number.filter(|number| (**number as usize) < NEIGHBOURS) else {
                    continue;
                };
                *counts[*row as usize]
                    .entry((place * NEIGHBOURS) as u32 + number)
                    .or_default() += 1;
            }
        }
    }
    weigh(&counts)
}

fn weigh(counts: &[FxHashMap<u32, u32>]) -> Vec<Vec<(u32, f32)>> {
    let mut columns = vec![0.0_f64; 4 * NEIGHBOURS];
    for (column, count) in counts.iter().flatten() {
        columns[*column as usize] += f64::from(*count);
    }
    let total: f64 = columns.iter().map(|count| count.powf(0.75)).sum();
    let weigh_row = |row: &FxHashMap<u32, u32>| {
        let sum: f64 = row.values().map(|count| f64::from(*count)).sum();
        let mut cells: Vec<(u32, f32)> = row
            .iter()
            .map(|(column, count)| {
                let expected = sum * columns[*column as usize].powf(0.75) / total;
                let near = if (NEIGHBOURS..3 * NEIGHBOURS).contains(&(*column as usize)) {
                    1.0
                } else {
                    0.6
                };
                (
                    *column,
                    ((f64::from(*count) / expected).ln().max(0.0) * near) as f32,
                )
            })
            .filter(|(_, weight)| *weight > 0.0)
            .collect();
        cells.sort_unstable_by_key(|(column, _)| *column);
        cells
    };
    counts.par_iter().map(weigh_row).collect()
}

/// Rows on the subspace that holds most of them, at length 1.
fn reduce(rows: &[Vec<(u32, f32)>], columns: usize) -> Vec<Point> {
    let mut basis: Vec<Point> = (0..columns)
        .map(|column| std::array::from_fn(|dimension| chance(column, dimension)))
        .collect();
    for _ in 0..4 {
        orthonormalise(&mut basis);
        let points = project(rows, &basis);
        basis = vec![[0.0; DIMENSIONS]; columns];
        for (row, point) in rows.iter().zip(&points) {
            for (column, weight) in row {
                for (sum, part) in basis[*column as usize].iter_mut().zip(point) {
                    *sum += weight * part;
                }
            }
        }
    }
    orthonormalise(&mut basis);
    let mut points = project(rows, &basis);
    points.iter_mut().for_each(normalise);
    points
}

fn chance(column: usize, dimension: usize) -> f32 {
    (hash::triple(0xC1, column as u64, dimension as u64) >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
}

fn project(rows: &[Vec<(u32, f32)>], basis: &[Point]) -> Vec<Point> {
    let project_row = |row: &Vec<(u32, f32)>| {
        let mut point = [0.0; DIMENSIONS];
        for (column, weight) in row {
            for (sum, part) in point.iter_mut().zip(&basis[*column as usize]) {
                *sum += weight * part;
            }
        }
        point
    };
    rows.par_iter().map(project_row).collect()
}

/// Makes the dimensions, seen as vectors over the rows of `basis`, orthogonal and of length 1.
fn orthonormalise(basis: &mut [Point]) {
    for dimension in 0..DIMENSIONS {
        for earlier in 0..dimension {
            let product: f32 = basis.iter().map(|row| row[dimension] * row[earlier]).sum();
            basis
                .iter_mut()
                .for_each(|row| row[dimension] -= product * row[earlier]);
        }
        let length = basis
            .iter()
            .map(|row| row[dimension] * row[dimension])
            .sum::<f32>()
            .sqrt();
        basis
            .iter_mut()
            .for_each(|row| row[dimension] /= length.max(1e-9));
    }
}

fn normalise(point: &mut Point) {
    let length = product(point, point).sqrt().max(1e-9);
    point.iter_mut().for_each(|part| *part /= length);
}

fn product(first: &Point, second: &Point) -> f32 {
    first.iter().zip(second).map(|(a, b)| a * b).sum()
}

/// Spherical k-means: the group of each point, and the centres.
fn group(points: &[Point], count: usize) -> (Vec<usize>, Vec<Point>) {
    let mut seeds: Vec<usize> = (0..points.len().min(count * 4)).collect();
    seeds.sort_by_key(|index| hash::pair(0x5EED, *index as u64));
    let mut centres: Vec<Point> = seeds
        .into_iter()
        .take(count)
        .map(|index| points[index])
        .collect();
    let mut groups = Vec::new();
    for _ in 0..12 {
        groups = points
            .par_iter()
            .map(|point| nearest(point, &centres))
            .collect();
        let mut sums = vec![[0.0_f32; DIMENSIONS]; centres.len()];
        for (point, group) in points.iter().zip(&groups) {
            sums[*group]
                .iter_mut()
                .zip(point)
                .for_each(|(sum, part)| *sum += part);
        }
        for (centre, mut sum) in centres.iter_mut().zip(sums) {
            if product(&sum, &sum) > 0.0 {
                normalise(&mut sum);
                *centre = sum;
            }
        }
    }
    (groups, centres)
}

fn nearest(point: &Point, centres: &[Point]) -> usize {
    let mut best = (0, f32::MIN);
    for (index, centre) in centres.iter().enumerate() {
        let near = product(point, centre);
        if near > best.1 {
            best = (index, near);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_used_alike_share_a_cluster() {
        let text = |place: &str, verb: &str| -> Gold {
            let words = ["He", verb, "in", place, "on", "Monday"]
                .map(str::to_owned)
                .to_vec();
            Gold {
                words,
                ..Gold::default()
            }
        };
        let mut sentences = Vec::new();
        for round in 0..40 {
            let place = if round % 2 == 0 { "Oslo" } else { "Lima" };
            let verb = if round % 3 == 0 { "spoke" } else { "slept" };
            sentences.push(text(place, verb));
        }
        let clusters = build(&sentences);
        let of = |word: &str| clusters[&lower_hash(word)];
        assert_eq!(of("Oslo"), of("Lima"));
        assert_ne!(of("Oslo"), of("spoke"));
    }
}
