//! Fingerprints of texts: MinHash over runs of words.
//!
//! In: the words of a text. Out: a [`Fingerprint`], from which the share of common runs of words of
//! two texts (their Jaccard index) is estimated without the texts. Never: a number that differs
//! between machines or versions: fingerprints are stored.
//!
//! Two articles that share nine paragraphs of ten have fingerprints that agree in about 80 of 96
//! numbers.

/// Words in a run.
const RUN: usize = 3;
/// Numbers in a fingerprint.
const MINIMA: usize = 96;
/// Numbers in a band: texts are compared when one band agrees.
const BAND: usize = 4;
/// A text with fewer runs is like another one only if it is the same: what short texts share is
/// mostly their form.
const FEWEST_RUNS: usize = 20;
/// The least similarity of near copies.
const NEAR: f64 = 0.5;

/// The least hash of the runs of a text, for each of 96 hash functions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fingerprint {
    minima: Vec<u32>,
}

impl Fingerprint {
    /// The fingerprint of a text given in pieces; none when it has no words.
    pub(crate) fn of<'t>(pieces: impl IntoIterator<Item = &'t str>) -> Option<Fingerprint> {
        let words: Vec<String> = pieces.into_iter().flat_map(words_of).collect();
        let runs = match words.len() < FEWEST_RUNS + RUN - 1 {
            true => vec![words.as_slice()],
            false => words.windows(RUN).collect(),
        };
        let hashes: Vec<u64> = runs.iter().map(|run| hash_of(run)).collect();
        (!words.is_empty()).then(|| Fingerprint {
            minima: (0..MINIMA).map(|number| least(&hashes, number)).collect(),
        })
    }

    /// Whether two texts are near copies.
    pub(crate) fn is_near(&self, other: &Fingerprint) -> bool {
        self.similarity(other) >= NEAR
    }

    /// The estimated share of common runs, 0 to 1.
    pub(crate) fn similarity(&self, other: &Fingerprint) -> f64 {
        let pairs = self.minima.iter().zip(&other.minima);
        pairs.filter(|(one, two)| one == two).count() as f64 / MINIMA as f64
    }

    /// A number for each band; near copies mostly have one in common.
    pub(crate) fn bands(&self) -> Vec<i64> {
        let bands = self.minima.chunks(BAND).enumerate();
        let fold = |(number, band): (usize, &[u32])| {
            let start = mixed(number as u64 + 1);
            band.iter()
                .fold(start, |hash, &least| mixed(hash ^ u64::from(least)))
        };
        bands.map(|band| fold(band).cast_signed()).collect()
    }

    /// A number for all of it: the same for the same fingerprint.
    pub(crate) fn digest(&self) -> i64 {
        let minima = self.minima.iter();
        minima
            .fold(0, |hash, &least| mixed(hash ^ u64::from(least)))
            .cast_signed()
    }

    /// Its bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.minima
            .iter()
            .flat_map(|least| least.to_le_bytes())
            .collect()
    }

    /// The fingerprint of these bytes; none when they are too few or too many.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Fingerprint> {
        let (numbers, rest) = bytes.as_chunks::<4>();
        let minima = numbers
            .iter()
            .map(|bytes| u32::from_le_bytes(*bytes))
            .collect();
        (rest.is_empty() && numbers.len() == MINIMA).then_some(Fingerprint { minima })
    }
}

/// Runs of letters and digits, in small letters.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn hash_of(run: &[String]) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for word in run {
        hasher.update(word.as_bytes());
        hasher.update(b" ");
    }
    let hash = hasher.finalize();
    hash.as_bytes()
        .first_chunk()
        .map_or(0, |bytes| u64::from_le_bytes(*bytes))
}

/// The least of all hashes under the hash function of that number (multiply, add, take the upper
/// half).
fn least(hashes: &[u64], number: usize) -> u32 {
    let (factor, term) = (
        mixed(2 * number as u64 + 1) | 1,
        mixed(2 * number as u64 + 2),
    );
    let turned = |hash: &u64| (hash.wrapping_mul(factor).wrapping_add(term) >> 32) as u32;
    hashes.iter().map(turned).min().unwrap_or(u32::MAX)
}

/// The finaliser of SplitMix64: each bit of the result hangs on each bit of the number.
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `count` words, each of which is another one for another `theme`.
    fn text(theme: &str, count: usize) -> String {
        (0..count)
            .map(|number| format!("{theme}{number} "))
            .collect()
    }

    fn of(text: &str) -> Fingerprint {
        Fingerprint::of([text]).unwrap()
    }

    #[test]
    fn the_similarity_is_the_share_of_common_runs() {
        let whole = text("a", 300);
        let shorter = text("a", 240);
        let similarity = of(&whole).similarity(&of(&shorter));
        assert!((similarity - 0.8).abs() < 0.12, "{similarity}");
        assert!(of(&whole).similarity(&of(&text("b", 300))) < 0.05);
    }

    #[test]
    fn near_copies_have_a_band_in_common() {
        let (whole, cut) = (of(&text("a", 300)), of(&text("a", 220)));
        assert!(whole.is_near(&cut));
        assert!(whole.bands().iter().any(|band| cut.bands().contains(band)));
        let other = of(&text("b", 300));
        assert!(
            !whole
                .bands()
                .iter()
                .any(|band| other.bands().contains(band))
        );
    }

    #[test]
    fn short_texts_are_near_only_when_they_are_the_same() {
        let one = of("Norway and Kenya held talks in Oslo on Tuesday, officials said.");
        let other = of("Norway and Chile held talks in Oslo on Tuesday, officials said.");
        assert!(!one.is_near(&other));
        let same = of("NORWAY and Kenya held talks in Oslo on Tuesday; officials said");
        assert_eq!(one, same);
    }

    #[test]
    fn a_fingerprint_is_the_same_on_every_machine() {
        assert_eq!(of("Envoys met in Oslo.").digest(), PINNED);
        let bytes = of(&text("a", 50)).to_bytes();
        assert_eq!(Fingerprint::from_bytes(&bytes), Some(of(&text("a", 50))));
        assert_eq!(Fingerprint::from_bytes(&bytes[1..]), None);
        assert_eq!(Fingerprint::of(["…", " "]), None);
    }

    const PINNED: i64 = 8_171_351_946_057_174_912;
}
