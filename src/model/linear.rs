//! Weights of hashed features: one row of small numbers for each feature that was worth keeping.
//!
//! A feature is a hash; its lowest bits are its row in a table that is almost empty. A bitmap says which rows were kept,
//! counts of the bits before every 64 of it say where they lie, and each row has a power of two of its own as its scale: a few
//! weights are a hundred times larger than the rest, and one scale for all would round those to nothing.

use super::{ModelError, Reader, lanes};

/// Layout, little-endian: bits of a row number u8, labels u8, kept rows u32; the bitmap (u64 each); the rows in order: a
/// signed exponent, then one signed byte a label.
#[derive(Clone, Debug)]
pub struct Linear<'a> {
    mask: u64,
    labels: usize,
    /// 64 bits of the bitmap each, with the number of kept rows before them: one place to look at, and one count where the
    /// processor may have to count bit by bit.
    blocks: Vec<(u64, u32)>,
    rows: &'a [u8],
    /// The last row with nothing behind it, so that it can be read as widely as the others.
    last: Vec<u8>,
}

/// Labels that a table can have, being counted in a byte.
const LABELS_MAX: usize = 256;

impl<'a> Linear<'a> {
    /// Reads the table; counts are made here, for they follow from the bitmap.
    pub fn read(reader: &mut Reader<'a>) -> Result<Self, ModelError> {
        let (bits, labels, kept) = (reader.u8()?, usize::from(reader.u8()?), reader.u32()? as usize);
        if !(10..=24).contains(&bits) || labels == 0 {
            return Err(ModelError::Payload("a table of weights has an impossible size"));
        }
        let bytes = reader.bytes((1usize << bits) / 8)?;
        let mut count = 0;
        let blocks = bytes.as_chunks().0.iter().map(|&word| {
            let word = u64::from_le_bytes(word);
            count += word.count_ones();
            (word, count - word.count_ones())
        });
        let blocks: Vec<(u64, u32)> = blocks.collect();
        if count as usize != kept {
            return Err(ModelError::Payload("a bitmap does not count its rows"));
        }
        let rows = reader.bytes(kept.saturating_mul(labels + 1))?;
        let mut last = rows.get(rows.len().saturating_sub(labels + 1)..).unwrap_or_default().to_vec();
        last.resize(LABELS_MAX + 1, 0);
        Ok(Self { mask: (1 << bits) - 1, labels, blocks, rows, last })
    }

    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Adds the weights of one feature to `scores`, in whole steps of 2^-[`STEPS`]. [`Lanes::add`](lanes::Lanes::add) is for
    /// many features and labels.
    pub fn add_steps<const LANES: usize>(&self, feature: u64, scores: &mut [i16; LANES]) {
        let mut rows = [(&[0; LANES], 0)];
        if self.gather(&[feature], &mut rows) == 1 {
            let [(weights, down)] = rows;
            scores
                .iter_mut()
                .zip(weights)
                .for_each(|(score, &w)| *score = score.saturating_add(lanes::shifted(w, down)));
        }
    }

    /// The rows of those features that have one, in their order, put before `rows`; how many there are. `LANES` is the
    /// number of labels, or more. Which features have a row cannot be foretold, so nothing branches on it.
    #[inline(always)]
    pub(super) fn gather<'r, const LANES: usize>(
        &'r self,
        features: &[u64],
        rows: &mut [lanes::Row<'r, LANES>],
    ) -> usize {
        // Two rounds, so that the memory is asked for many places at a time: first where the rows lie, then for the rows.
        let mut places = [(0usize, 0usize); lanes::FEATURES_MAX];
        for (place, &feature) in places.iter_mut().zip(features) {
            let row = (feature & self.mask) as usize;
            let (word, before) = self.blocks.get(row / 64).copied().unwrap_or_default();
            let kept = (word >> (row % 64) & 1) as usize;
            // A feature without a row is shown the first one, which is always at hand.
            *place = ((before + (word & ((1u64 << (row % 64)) - 1)).count_ones()) as usize * kept, kept);
        }
        let mut n = 0;
        for &(rank, kept) in places.iter().take(features.len()) {
            let bytes = self.rows.get(rank * (self.labels + 1)..).unwrap_or_default();
            let bytes = if bytes.len() > LANES { bytes } else { &self.last };
            if let (Some((exponent, weights)), Some(to)) = (bytes.split_first(), rows.get_mut(n)) {
                let Some(weights) = weights.first_chunk() else { continue };
                *to = (weights, down(*exponent as i8));
                n += kept;
            }
        }
        n
    }
}

/// How far 256 times a weight is shifted to be in whole steps.
#[inline]
fn down(exponent: i8) -> i32 {
    (8 - STEPS - i32::from(exponent)).clamp(0, 15)
}

/// Steps of whole numbers in a score of one, as a power of two: scores of +-64 fit; smaller parts are left out.
pub const STEPS: i32 = 9;

/// Two to the power of `exponent`.
#[inline]
pub fn scale(exponent: i8) -> f32 {
    f32::from_bits(((i32::from(exponent) + 127).clamp(1, 254) as u32) << 23)
}

#[cfg(test)]
#[path = "linear_tests.rs"]
mod tests;
