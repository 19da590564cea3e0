//! Tables of 8-bit weights.
//!
//! In: hashes of features. Out: sums of weights. Never: an allocation, or a copy of the weights;
//! the tables are read in the memory where they lie.
//!
//! A feature hashes to one bucket of four or five entries; an entry is a byte of the hash, to tell
//! strangers from friends, and its weight or weights. A feature unseen in training finds no entry
//! and counts nothing. For *met* the tagger's feature "ends in *et*" is one entry for each tag that
//! it speaks for or against.

use prefetch_index::prefetch_index;

/// Entries of a bucket of cells.
pub const WAYS: usize = 4;
/// Classes that a row decides between.
pub const ROW: usize = 3;
/// Weights of a row: those of all classes but the first, less that of the first.
pub const ROW_WEIGHTS: usize = ROW - 1;
/// Entries of a bucket of rows.
pub const ROW_WAYS: usize = 5;
/// Bytes of a bucket of rows: a mark for each entry, the weights of each, one free byte.
pub const ROW_BUCKET: usize = 16;
/// Bytes of a bucket of cells.
pub const CELL_BUCKET: usize = WAYS * 2;
/// Bytes of a line: the buckets of cells that one feature may use.
pub const LINE: usize = 64;

/// Weights of features for a few of many classes.
pub trait Cells {
    /// Adds the feature's weight for each of `classes` to the sum at the same index.
    fn add(&self, feature: u64, classes: &[u8], sums: &mut [i32]);

    /// Asks for the memory that the features lie in, so that it comes while others are waited for.
    #[inline(always)]
    fn touch(&self, _features: &[u64]) {}
}

/// Weights of features for three classes at once.
pub trait Rows {
    /// Adds the feature's three weights.
    fn add(&self, feature: u64, sums: &mut [i32; ROW]);

    /// Asks for the memory that the features lie in, so that it comes while others are waited for.
    #[inline(always)]
    fn touch(&self, _features: &[u64]) {}
}

/// Where a feature's line or bucket lies among `count`.
#[inline(always)]
pub fn slot(feature: u64, count: u64) -> usize {
    (((feature >> 32) * count) >> 32) as usize
}

/// The byte that tells the features of a bucket of rows apart.
#[inline(always)]
pub fn row_mark(feature: u64) -> u8 {
    (feature >> 8) as u8
}

/// The byte that tells the entries of a bucket of cells apart.
#[inline(always)]
pub const fn cell_mark(feature: u64, class: u8) -> u8 {
    (feature >> 8) as u8 ^ class.wrapping_mul(157)
}

/// Which bucket of its line a feature's weight for a class lies in.
#[inline(always)]
pub fn cell_bucket(feature: u64, class: u8) -> usize {
    usize::from(((feature >> 24) as u8).wrapping_add(class) & 7)
}

/// A feature's record.
#[inline(always)]
fn record<const SIZE: usize>(records: &[[u8; SIZE]], feature: u64) -> Option<&[u8; SIZE]> {
    records.get(slot(feature, records.len() as u64))
}

/// Cells, as they lie in a model file: lines of 64 bytes.
#[derive(Debug, Clone, Copy)]
pub struct CellTable<'m> {
    lines: &'m [[u8; LINE]],
}

impl<'m> CellTable<'m> {
    /// A view of `bytes`; what does not fill a line is left out.
    pub fn new(bytes: &'m [u8]) -> Self {
        CellTable {
            lines: bytes.as_chunks().0,
        }
    }
}

impl Cells for CellTable<'_> {
    #[inline]
    fn add(&self, feature: u64, classes: &[u8], sums: &mut [i32]) {
        let Some(line) = record(self.lines, feature) else {
            return;
        };
        let (buckets, _) = line.as_chunks::<CELL_BUCKET>();
        let of_feature = repeated(cell_mark(feature, 0));
        for (class, sum) in classes.iter().zip(sums) {
            let bucket = u64::from_le_bytes(buckets[cell_bucket(feature, *class)]);
            let marks = of_feature ^ CLASS_MARKS[usize::from(*class)];
            *sum += i32::from(cell_weight(bucket, marks));
        }
    }

    #[inline(always)]
    fn touch(&self, features: &[u64]) {
        // The tables are larger than the fast caches; loads with nothing between them overlap better
        // than loads with work between them.
        let mut all = 0;
        for feature in features {
            all ^= record(self.lines, *feature).map_or(0, |line| line[0]);
        }
        std::hint::black_box(all);
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// What a class adds to the mark of a feature, in all bytes: marks of cells are made of two parts.
static CLASS_MARKS: [u64; 256] = {
    let mut marks = [0; 256];
    let mut class = 0;
    while class < marks.len() {
        marks[class] = repeated(cell_mark(0, class as u8));
        class += 1;
    }
    marks
};

/// A byte eight times.
#[inline(always)]
const fn repeated(byte: u8) -> u64 {
    byte as u64 * ONES
}

/// Of the lowest bytes that are those of `marks`, the highest bit of the first (and perhaps bits above
/// it); no bit below it. All bytes are looked at together.
#[inline(always)]
fn matches(bytes: u64, marks: u64) -> u64 {
    let apart = bytes ^ marks;
    apart.wrapping_sub(ONES) & !apart & (ONES << 7)
}

/// The weight of the entry of a bucket whose mark `marks` repeats, 0 when there is none. There is no
/// branch in it: whether a feature is known cannot be foretold, and a wrong guess costs more than the
/// work.
#[inline(always)]
fn cell_weight(bucket: u64, marks: u64) -> i8 {
    let beyond = 1 << (8 * WAYS + 7);
    let way = (matches(bucket, marks) | beyond).trailing_zeros() & !7;
    ((bucket >> (8 * WAYS)) >> way) as i8
}

/// Rows, as they lie in a model file: buckets of 16 bytes.
#[derive(Debug, Clone, Copy)]
pub struct RowTable<'m> {
    buckets: &'m [[u8; ROW_BUCKET]],
}

impl<'m> RowTable<'m> {
    /// A view of `bytes`; what does not fill a bucket is left out.
    pub fn new(bytes: &'m [u8]) -> Self {
        RowTable {
            buckets: bytes.as_chunks().0,
        }
    }
}

impl Rows for RowTable<'_> {
    #[inline(always)]
    fn add(&self, feature: u64, sums: &mut [i32; ROW]) {
        let Some(bucket) = record(self.buckets, feature) else {
            return;
        };
        let [first, second] = row_weights(bucket, row_mark(feature));
        sums[1] += i32::from(first);
        sums[2] += i32::from(second);
    }

    #[inline(always)]
    fn touch(&self, features: &[u64]) {
        // Further features are described before these are used: a prefetch lets the processor go on,
        // where a load would hold it until its bytes have come.
        for feature in features {
            prefetch_index(self.buckets, slot(*feature, self.buckets.len() as u64));
        }
    }
}

/// The weights of the entry of a bucket with that mark, 0 when there is none: then both are read from
/// the free byte, which is 0. There is no branch in it.
#[inline(always)]
fn row_weights(bucket: &[u8; ROW_BUCKET], mark: u8) -> [i8; ROW_WEIGHTS] {
    let beyond = 1 << (8 * ROW_WAYS + 7);
    let found = matches(word(&bucket[..8]), repeated(mark)) | beyond;
    let way = (found.trailing_zeros() / 8) as usize;
    let first = ROW_WAYS + ROW_WEIGHTS * way;
    let second = (first + 1).min(ROW_BUCKET - 1);
    // The remainder changes nothing: it spares a test of the index.
    [bucket[first % ROW_BUCKET] as i8, bucket[second] as i8]
}

#[inline(always)]
fn word(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.try_into().expect("eight bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_found_by_its_mark() {
        let mut bytes = [0_u8; ROW_BUCKET];
        let feature = 0x1234_5678_0000_4200;
        bytes[1] = row_mark(feature);
        let weights = ROW_WAYS + ROW_WEIGHTS;
        bytes[weights..weights + ROW_WEIGHTS].copy_from_slice(&[0xFF, 3]);
        let mut sums = [0; ROW];
        RowTable::new(&bytes).add(feature, &mut sums);
        assert_eq!(sums, [0, -1, 3]);
        RowTable::new(&bytes).add(feature ^ 0x1100, &mut sums);
        assert_eq!(sums, [0, -1, 3]);
    }

    #[test]
    fn the_first_of_equal_marks_is_found() {
        let bucket = u64::from_le_bytes([9, 7, 0, 7, 1, 0xFE, 3, 4]);
        assert_eq!(cell_weight(bucket, repeated(7)), -2);
        assert_eq!(cell_weight(bucket, repeated(0)), 3);
        assert_eq!(cell_weight(bucket, repeated(9)), 1);
        assert_eq!(cell_weight(bucket, repeated(3)), 0, "a weight is no mark");
        assert_eq!(cell_weight(bucket, repeated(5)), 0);
    }

    #[test]
    fn every_way_of_a_row_is_found_and_no_other() {
        let mut bucket: [u8; ROW_BUCKET] = std::array::from_fn(|byte| byte as u8 + 50);
        bucket[ROW_BUCKET - 1] = 0;
        for way in 0..ROW_WAYS as u8 {
            let weights = row_weights(&bucket, 50 + way);
            assert_eq!(weights, [55 + 2 * way as i8, 56 + 2 * way as i8]);
        }
        for mark in (0..50).chain(55..=255) {
            assert_eq!(row_weights(&bucket, mark), [0, 0], "{mark}");
        }
    }

    #[test]
    fn an_empty_table_adds_nothing() {
        let mut sums = [5];
        CellTable::new(&[]).add(77, &[1], &mut sums);
        assert_eq!(sums, [5]);
        let mut sums = [1, 2, 3];
        RowTable::new(&[]).add(77, &mut sums);
        assert_eq!(sums, [1, 2, 3]);
    }
}
