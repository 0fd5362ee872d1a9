//! A bottom-k sketch of the word shingles, and what two of them say about their texts.
//!
//! The shingles of a text are its runs of [`SHINGLE_WORDS`] words. Each is hashed to 64 bits; the sketch keeps the
//! [`SKETCH_SIZE`] smallest hashes, as hex, in order, after one entry with the number of different shingles ("n…").
//! Of two sketches, the k smallest hashes of both together are a random sample of the union of the two sets, and the
//! share of that sample that stands in both estimates Jaccard similarity without bias; its standard error is
//! sqrt(J(1-J)/k), so at most 0.045 for k = 128. Sets of up to k shingles are compared exactly.

use super::words::{Folded, mix};
use crate::record::Fingerprint;

/// Words of a shingle: five in a row are rarely shared by texts that were written apart.
pub const SHINGLE_WORDS: usize = 5;
/// Hashes kept. 128 of 16 hex digits are 2.5 KB of a record and give an error of at most 0.045.
pub const SKETCH_SIZE: usize = 128;

/// The hashes of the different shingles of a text, smallest first; a text of fewer words than a shingle is one.
pub fn shingles(words: &Folded) -> Vec<u64> {
    let size = SHINGLE_WORDS.min(words.hashes.len().max(1));
    let mut hashes: Vec<u64> = words.hashes.windows(size).map(shingle).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

pub(super) fn sketch(words: &Folded) -> Vec<String> {
    let hashes = shingles(words);
    let mut near = Vec::with_capacity(SKETCH_SIZE + 1);
    near.push(format!("n{}", hashes.len()));
    near.extend(hashes.iter().take(SKETCH_SIZE).map(|h| format!("{h:016x}")));
    near
}

/// Order counts: each word is mixed in after the ones before it.
fn shingle(words: &[u64]) -> u64 {
    words.iter().fold(0x9e37_79b9_7f4a_7c15, |h: u64, w| mix(h.rotate_left(23) ^ w))
}

/// Estimated Jaccard similarity of the shingles of two texts, 0 to 1; 0 where one has none.
pub fn resemblance(a: &Fingerprint, b: &Fingerprint) -> f64 {
    compare(a, b).map_or(0.0, |c| c.jaccard)
}

/// Estimated share of the smaller text's shingles that stand in the other one too, 0 to 1: near 1 when a text was
/// lengthened or cut. From Jaccard and the two counts: |A∩B| = J(|A|+|B|)/(1+J); the error grows with the ratio of sizes.
pub fn containment(a: &Fingerprint, b: &Fingerprint) -> f64 {
    let Some(Comparison { jaccard, sizes: (a, b) }) = compare(a, b) else { return 0.0 };
    let both = jaccard * (a + b) as f64 / (1.0 + jaccard);
    (both / a.min(b) as f64).min(1.0)
}

struct Comparison {
    jaccard: f64,
    sizes: (u64, u64),
}

fn compare(a: &Fingerprint, b: &Fingerprint) -> Option<Comparison> {
    let (size_a, a) = parts(a)?;
    let (size_b, b) = parts(b)?;
    // A sketch with fewer hashes than it may hold is the whole set: then the sample may be as large as both allow.
    let whole = |size: u64, hashes: &[String]| size as usize == hashes.len();
    let limit = if whole(size_a, a) && whole(size_b, b) { usize::MAX } else { SKETCH_SIZE };
    let (mut i, mut j, mut seen, mut shared) = (0, 0, 0usize, 0usize);
    while seen < limit && (i < a.len() || j < b.len()) {
        let order = match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) => x.cmp(y), // hex of equal length: text order is number order
            (Some(_), None) => std::cmp::Ordering::Less,
            _ => std::cmp::Ordering::Greater,
        };
        shared += usize::from(order.is_eq());
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
        seen += 1;
    }
    (seen > 0).then(|| Comparison { jaccard: shared as f64 / seen as f64, sizes: (size_a, size_b) })
}

fn parts(fingerprint: &Fingerprint) -> Option<(u64, &[String])> {
    let (first, hashes) = fingerprint.near.split_first()?;
    let size = first.strip_prefix('n')?.parse().ok().filter(|&n| n > 0)?;
    Some((size, hashes))
}
