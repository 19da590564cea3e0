//! A text by code points.
//!
//! In: a text and offsets in code points. Out: the words between them. Never: a panic on offsets that
//! lie outside.
//!
//! In *João met Ana* the words from 5 to 8 are *met*.

use dateline_record::Offsets;

/// A text that can be cut by code points.
pub(crate) struct Letters<'t> {
    text: &'t str,
    /// Byte of each code point, and the end; empty when all are of one byte.
    bytes: Vec<usize>,
}

impl<'t> Letters<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        let bytes = match text.is_ascii() {
            true => Vec::new(),
            false => text
                .char_indices()
                .map(|(byte, _)| byte)
                .chain([text.len()])
                .collect(),
        };
        Letters { text, bytes }
    }

    pub(crate) fn between(&self, offsets: Offsets) -> Option<&'t str> {
        let byte = |at: usize| match self.bytes.is_empty() {
            true => Some(at),
            false => self.bytes.get(at).copied(),
        };
        self.text.get(byte(offsets.start)?..byte(offsets.end)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_by_code_points() {
        let letters = Letters::of("João met Ana");
        assert_eq!(letters.between(Offsets { start: 5, end: 8 }), Some("met"));
        assert_eq!(letters.between(Offsets { start: 9, end: 12 }), Some("Ana"));
        assert_eq!(letters.between(Offsets { start: 9, end: 13 }), None);
        let plain = Letters::of("Ana met");
        assert_eq!(plain.between(Offsets { start: 4, end: 7 }), Some("met"));
        assert_eq!(plain.between(Offsets { start: 4, end: 9 }), None);
    }
}
