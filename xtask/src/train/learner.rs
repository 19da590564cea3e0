//! Averaged perceptrons.
//!
//! In: features and corrections. Out: weights, at the end averaged and packed into the tables of a
//! model file. Never: chance; the same corrections give the same bytes.
//!
//! A feature gets a weight when it is corrected for the second time: what happened once is not
//! worth an entry.

use dateline_parse::table::{
    CELL_BUCKET, Cells, LINE, ROW, ROW_BUCKET, ROW_WAYS, ROW_WEIGHTS, Rows, WAYS, cell_bucket,
    cell_mark, row_mark, slot,
};

/// Weights under construction: `W` to a key.
pub struct Learner<const W: usize> {
    entries: Vec<Entry<W>>,
    totals: Vec<[i64; W]>,
    corrected: Vec<u8>,
    used: usize,
    step: i64,
    patience: u8,
}

#[derive(Clone, Copy)]
struct Entry<const W: usize> {
    key: u64,
    weights: [i32; W],
}

impl<const W: usize> Learner<W> {
    /// No weights yet; room for about `2^size` keys, each admitted at its `patience`th correction.
    pub fn new(size: u32, patience: u8) -> Self {
        Learner {
            entries: vec![
                Entry {
                    key: 0,
                    weights: [0; W]
                };
                1 << size
            ],
            totals: vec![[0; W]; 1 << size],
            corrected: vec![0; 1 << (size + 1)],
            used: 0,
            step: 0,
            patience,
        }
    }

    /// Counts one more decision (or sentence) for the averages.
    pub fn advance(&mut self) {
        self.step += 1;
    }

    /// Number of keys with weights.
    pub fn len(&self) -> usize {
        self.used
    }

    #[inline(always)]
    fn place(&self, key: u64) -> usize {
        let mask = self.entries.len() - 1;
        let mut at = (key >> 20) as usize & mask;
        loop {
            let found = self.entries[at].key;
            if found == key || found == 0 {
                return at;
            }
            at = (at + 1) & mask;
        }
    }

    #[inline(always)]
    fn weights(&self, key: u64) -> Option<&[i32; W]> {
        let entry = &self.entries[self.place(key)];
        (entry.key != 0).then_some(&entry.weights)
    }

    fn change(&mut self, key: u64, index: usize, by: i32) {
        let at = self.place(key);
        if self.entries[at].key == 0 && !self.admit(key, at) {
            return;
        }
        self.entries[at].weights[index] += by;
        self.totals[at][index] += self.step * i64::from(by);
    }

    fn admit(&mut self, key: u64, at: usize) -> bool {
        let spot = (key >> 11) as usize & (self.corrected.len() - 1);
        self.corrected[spot] = self.corrected[spot].saturating_add(1);
        if self.corrected[spot] < self.patience || self.used * 8 > self.entries.len() * 7 {
            return false;
        }
        self.entries[at].key = key;
        self.used += 1;
        true
    }

    /// Keys with their averaged weights.
    fn averaged(&self) -> Vec<(u64, [f32; W])> {
        let steps = (self.step + 1) as f64;
        let entries = self
            .entries
            .iter()
            .zip(&self.totals)
            .filter(|(entry, _)| entry.key != 0);
        entries
            .map(|(entry, totals)| {
                let weight = |index| f64::from(entry.weights[index]) - totals[index] as f64 / steps;
                (entry.key, std::array::from_fn(|index| weight(index) as f32))
            })
            .collect()
    }
}

fn weightiest_first<const W: usize>(rows: &mut [(u64, [f32; W])]) {
    let weight = |weights: &[f32; W]| weights.iter().map(|weight| weight.abs()).sum::<f32>();
    rows.sort_by(|a, b| weight(&b.1).total_cmp(&weight(&a.1)).then(a.0.cmp(&b.0)));
}

/// What weights are multiplied by so that the largest becomes 127.
fn scale<const W: usize>(rows: &[(u64, [f32; W])]) -> f32 {
    let weights = rows.iter().flat_map(|(_, weights)| weights);
    127.0 / weights.fold(1e-9_f32, |most, weight| most.max(weight.abs()))
}

fn rounded<const W: usize>(weights: &[f32; W], scale: f32) -> [i8; W] {
    weights.map(|weight| (weight * scale).round() as i8)
}

/// How an export went.
#[derive(Debug, Default)]
pub struct Packing {
    pub kept: usize,
    pub zero: usize,
    pub crowded: usize,
}

impl Rows for Learner<ROW> {
    #[inline]
    fn add(&self, feature: u64, sums: &mut [i32; ROW]) {
        if let Some(weights) = self.weights(feature | 1) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
    }
}

impl Learner<ROW> {
    /// Moves the features' weights towards one class and away from another.
    pub fn correct(&mut self, features: &[u64], towards: usize, from: usize) {
        for feature in features {
            self.change(feature | 1, towards, 1);
            self.change(feature | 1, from, -1);
        }
    }

    /// The table of a model file, of about `bytes` bytes.
    pub fn table(&self, bytes: usize) -> (Vec<u8>, Packing) {
        let mut rows: Vec<(u64, [f32; ROW_WEIGHTS])> = self
            .averaged()
            .iter()
            .map(|(key, [first, second, third])| (*key, [second - first, third - first]))
            .collect();
        weightiest_first(&mut rows);
        let scale = scale(&rows);
        let buckets = bytes / ROW_BUCKET;
        let mut table = vec![0_u8; buckets * ROW_BUCKET];
        let mut packing = Packing::default();
        for (key, weights) in &rows {
            let weights = rounded(weights, scale);
            if weights == [0; ROW_WEIGHTS] {
                packing.zero += 1;
                continue;
            }
            let start = slot(*key, buckets as u64) * ROW_BUCKET;
            let bucket = &mut table[start..start + ROW_BUCKET];
            let mark = row_mark(*key);
            let place = |way: usize| ROW_WAYS + way * ROW_WEIGHTS;
            let way =
                (0..ROW_WAYS).find(|way| bucket[place(*way)..place(way + 1)] == [0; ROW_WEIGHTS]);
            match way {
                Some(way) if !bucket[..way].contains(&mark) => {
                    bucket[way] = mark;
                    bucket[place(way)..place(way + 1)]
                        .copy_from_slice(&weights.map(|weight| weight as u8));
                    packing.kept += 1;
                }
                _ => packing.crowded += 1,
            }
        }
        (table, packing)
    }
}

/// The key of a feature's weight for a class: the hash with its last byte replaced.
#[inline(always)]
fn cell_key(feature: u64, class: u8) -> u64 {
    let spread = u64::from(class).wrapping_mul(0x9E37_79B9_7F4A_7C15) & !0xFF;
    ((feature & !0xFF) ^ spread) | u64::from(class) | (1 << 7)
}

/// The feature and the class of a key.
fn cell_parts(key: u64) -> (u64, u8) {
    let class = (key & 0x7F) as u8;
    let spread = u64::from(class).wrapping_mul(0x9E37_79B9_7F4A_7C15) & !0xFF;
    ((key & !0xFF) ^ spread, class)
}

impl Cells for Learner<1> {
    #[inline]
    fn add(&self, feature: u64, classes: &[u8], sums: &mut [i32]) {
        for (class, sum) in classes.iter().zip(sums) {
            if let Some([weight]) = self.weights(cell_key(feature, *class)) {
                *sum += weight;
            }
        }
    }
}

impl Learner<1> {
    /// Moves the features' weights towards one class and away from another.
    pub fn correct(&mut self, features: &[u64], towards: u8, from: u8) {
        for feature in features {
            self.change(cell_key(*feature, towards), 0, 1);
            self.change(cell_key(*feature, from), 0, -1);
        }
    }

    /// The table of a model file, of about `bytes` bytes.
    pub fn table(&self, bytes: usize) -> (Vec<u8>, Packing) {
        let mut averaged = self.averaged();
        weightiest_first(&mut averaged);
        let scale = scale(&averaged);
        let lines = bytes / LINE;
        let mut table = vec![0_u8; lines * LINE];
        let mut packing = Packing::default();
        for (key, weights) in &averaged {
            let [weight] = rounded(weights, scale);
            if weight == 0 {
                packing.zero += 1;
                continue;
            }
            let (feature, class) = cell_parts(*key);
            let start =
                slot(feature, lines as u64) * LINE + cell_bucket(feature, class) * CELL_BUCKET;
            let bucket = &mut table[start..start + CELL_BUCKET];
            let mark = cell_mark(feature, class);
            let way = (0..WAYS).find(|way| bucket[WAYS + way] == 0);
            match way {
                Some(way) if !bucket[..way].contains(&mark) => {
                    bucket[way] = mark;
                    bucket[WAYS + way] = weight as u8;
                    packing.kept += 1;
                }
                _ => packing.crowded += 1,
            }
        }
        (table, packing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline_parse::table::{CellTable, RowTable};

    #[test]
    fn packed_cells_weigh_as_the_learner_does() {
        let mut learner = Learner::<1>::new(10, 1);
        learner.correct(&[0xABCD_EF01_2345_6789], 3, 40);
        learner.advance();
        let (bytes, packing) = learner.table(64 * LINE);
        assert_eq!(packing.kept, 2);
        let mut sums = [0; 3];
        CellTable::new(&bytes).add(0xABCD_EF01_2345_6789, &[3, 40, 5], &mut sums);
        assert_eq!(sums, [127, -127, 0]);
    }

    #[test]
    fn packed_rows_weigh_as_the_learner_does() {
        let mut learner = Learner::<ROW>::new(10, 1);
        learner.correct(&[0xABCD_EF01_2345_6789], 0, 2);
        learner.advance();
        let (bytes, packing) = learner.table(64 * ROW_BUCKET);
        assert_eq!(packing.kept, 1);
        let mut sums = [0; ROW];
        RowTable::new(&bytes).add(0xABCD_EF01_2345_6789, &mut sums);
        assert_eq!(sums, [0, -64, -127]);
    }

    #[test]
    fn patience_keeps_single_corrections_out() {
        let mut learner = Learner::<1>::new(10, 2);
        learner.correct(&[77 << 20], 1, 2);
        assert_eq!(learner.len(), 0);
        learner.correct(&[77 << 20], 1, 2);
        assert_eq!(learner.len(), 2);
    }
}
