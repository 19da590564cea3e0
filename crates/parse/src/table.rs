//! Tables of 8-bit weights.
//!
//! In: hashes of features. Out: sums of weights. Never: an allocation, or a copy of the weights;
//! the tables are read in the memory where they lie.
//!
//! A feature hashes to one bucket of four or five entries; an entry is a byte of the hash, to tell
//! strangers from friends, and its weight or weights. A feature unseen in training finds no entry
//! and counts nothing. For *met* the tagger's feature "ends in *et*" is one entry for each tag that
//! it speaks for or against.

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
}

/// Weights of features for three classes at once.
pub trait Rows {
    /// Adds the feature's three weights.
    fn add(&self, feature: u64, sums: &mut [i32; ROW]);
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
pub fn cell_mark(feature: u64, class: u8) -> u8 {
    (feature >> 8) as u8 ^ class.wrapping_mul(157)
}

/// Which bucket of its line a feature's weight for a class lies in.
#[inline(always)]
pub fn cell_bucket(feature: u64, class: u8) -> usize {
    usize::from(((feature >> 24) as u8).wrapping_add(class) & 7)
}

/// Cells, as they lie in a model file: lines of 64 bytes.
#[derive(Debug, Clone, Copy)]
pub struct CellTable<'m> {
    bytes: &'m [u8],
    lines: u64,
}

impl<'m> CellTable<'m> {
    /// A view of `bytes`; what does not fill a line is left out.
    pub fn new(bytes: &'m [u8]) -> Self {
        CellTable {
            bytes,
            lines: (bytes.len() / LINE) as u64,
        }
    }
}

impl Cells for CellTable<'_> {
    #[inline]
    fn add(&self, feature: u64, classes: &[u8], sums: &mut [i32]) {
        let start = slot(feature, self.lines) * LINE;
        let Some(line) = self.bytes.get(start..start + LINE) else {
            return;
        };
        for (class, sum) in classes.iter().zip(sums) {
            let at = cell_bucket(feature, *class) * CELL_BUCKET;
            let bucket = word(&line[at..at + CELL_BUCKET]);
            if let Some(way) = find(bucket, cell_mark(feature, *class), WAYS) {
                *sum += i32::from((bucket >> (8 * (WAYS + way))) as i8);
            }
        }
    }
}

#[inline(always)]
fn word(bytes: &[u8]) -> u64 {
    u64::from_le_bytes(bytes.try_into().expect("eight bytes"))
}

/// The first of the lowest `count` bytes that is `mark`, all bytes looked at together.
#[inline(always)]
fn find(bytes: u64, mark: u8, count: usize) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let apart = bytes ^ (u64::from(mark) * ONES);
    let zeros = apart.wrapping_sub(ONES) & !apart & (ONES << 7);
    let low = zeros & (u64::MAX >> (64 - 8 * count));
    (low != 0).then(|| low.trailing_zeros() as usize / 8)
}

/// Rows, as they lie in a model file: buckets of 16 bytes.
#[derive(Debug, Clone, Copy)]
pub struct RowTable<'m> {
    bytes: &'m [u8],
    buckets: u64,
}

impl<'m> RowTable<'m> {
    /// A view of `bytes`; what does not fill a bucket is left out.
    pub fn new(bytes: &'m [u8]) -> Self {
        RowTable {
            bytes,
            buckets: (bytes.len() / ROW_BUCKET) as u64,
        }
    }
}

impl Rows for RowTable<'_> {
    #[inline]
    fn add(&self, feature: u64, sums: &mut [i32; ROW]) {
        let start = slot(feature, self.buckets) * ROW_BUCKET;
        let Some(bucket) = self.bytes.get(start..start + ROW_BUCKET) else {
            return;
        };
        if let Some(way) = find(word(&bucket[..8]), row_mark(feature), ROW_WAYS) {
            let at = ROW_WAYS + way * ROW_WEIGHTS;
            sums[1] += i32::from(bucket[at] as i8);
            sums[2] += i32::from(bucket[at + 1] as i8);
        }
    }
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
        let bytes = u64::from_le_bytes([9, 7, 0, 7, 1, 5, 0, 0]);
        assert_eq!(find(bytes, 7, 4), Some(1));
        assert_eq!(find(bytes, 0, 4), Some(2));
        assert_eq!(find(bytes, 1, 4), None);
        assert_eq!(find(bytes, 1, 5), Some(4));
        assert_eq!(find(bytes, 5, 5), None);
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
