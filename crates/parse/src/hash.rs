//! Hashes of words and of features, the same on every machine.
//!
//! In: bytes and numbers. Out: well-mixed 64-bit numbers. Never: a seed or a random state.
//!
//! The feature "the word is *met*" is `pair(template, bytes(b"met"))`, for ever the same number,
//! because the weights are stored under it.

const FIRST: u64 = 0x9E37_79B9_7F4A_7C15;
const SECOND: u64 = 0xD6E8_FEB8_6659_FD93;

/// Spreads the bits of a number over all 64 bits.
#[inline(always)]
pub fn finish(value: u64) -> u64 {
    let value = (value ^ (value >> 32)).wrapping_mul(SECOND);
    value ^ (value >> 29)
}

/// Two numbers into one; the order counts.
#[inline(always)]
pub fn pair(first: u64, second: u64) -> u64 {
    finish(
        first
            .wrapping_mul(FIRST)
            .rotate_left(23)
            .wrapping_add(second),
    )
}

/// Three numbers into one; the order counts.
#[inline(always)]
pub fn triple(first: u64, second: u64, third: u64) -> u64 {
    let mixed = first
        .wrapping_mul(FIRST)
        .rotate_left(23)
        .wrapping_add(second);
    finish(
        mixed
            .wrapping_mul(FIRST)
            .rotate_left(29)
            .wrapping_add(third),
    )
}

/// Four numbers into one; the order counts.
#[inline(always)]
pub fn quadruple(first: u64, second: u64, third: u64, fourth: u64) -> u64 {
    let mixed = first
        .wrapping_mul(FIRST)
        .rotate_left(23)
        .wrapping_add(second);
    let mixed = mixed
        .wrapping_mul(FIRST)
        .rotate_left(29)
        .wrapping_add(third);
    finish(
        mixed
            .wrapping_mul(FIRST)
            .rotate_left(31)
            .wrapping_add(fourth),
    )
}

/// A string of bytes into a number.
#[inline]
pub fn bytes(text: &[u8]) -> u64 {
    let mut state = (text.len() as u64 + 1).wrapping_mul(FIRST);
    let mut chunks = text.chunks_exact(8);
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().expect("eight bytes"));
        state = finish(state.rotate_left(21) ^ word).wrapping_mul(FIRST);
    }
    let mut last = 0_u64;
    for &byte in chunks.remainder() {
        last = (last << 8) | u64::from(byte);
    }
    finish(finish(state.rotate_left(21) ^ last).wrapping_mul(FIRST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_length_count() {
        assert_ne!(pair(1, 2), pair(2, 1));
        assert_ne!(bytes(b"a"), bytes(b"\0a"));
        assert_ne!(bytes(b""), bytes(b"\0"));
        assert_ne!(bytes(b"sanctions"), bytes(b"sanctionz"));
    }

    #[test]
    fn the_numbers_are_those_that_the_weights_were_stored_under() {
        assert_eq!(bytes(b"met"), bytes("met".as_bytes()));
        assert_eq!(
            triple(1, 2, 3),
            finish(
                pair_unfinished(1, 2)
                    .wrapping_mul(FIRST)
                    .rotate_left(29)
                    .wrapping_add(3)
            )
        );
    }

    fn pair_unfinished(first: u64, second: u64) -> u64 {
        first
            .wrapping_mul(FIRST)
            .rotate_left(23)
            .wrapping_add(second)
    }
}
