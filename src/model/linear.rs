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
}

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
        Ok(Self { mask: (1 << bits) - 1, labels, blocks, rows })
    }

    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Adds the weights of one feature to `scores`, in whole steps of 2^-[`STEPS`], smaller ones left out. Sums that would
    /// leave the range stay at its end. `LANES` is the number of labels, or more: several are added at a time, and what
    /// stands in the lanes behind the last label means nothing.
    #[inline]
    pub fn add_steps<const LANES: usize>(&self, feature: u64, scores: &mut [i16; LANES]) {
        let Some((exponent, weights)) = self.row(feature) else { return };
        let down = down(exponent);
        match weights.first_chunk::<LANES>() {
            Some(weights) => add_shifted(down, weights, scores),
            // The last row, with nothing behind it.
            None => {
                let mut padded = [0; LANES];
                padded.iter_mut().zip(weights).for_each(|(to, from)| *to = *from);
                add_shifted(down, &padded, scores);
            }
        }
    }

    /// The weights of one feature, for [`Lanes::add`](super::lanes::Lanes::add); `LANES` is the number of labels.
    #[inline]
    pub fn steps<const LANES: usize>(&self, feature: u64) -> Option<lanes::Row<'a, LANES>> {
        let (exponent, weights) = self.row(feature)?;
        Some((weights.first_chunk()?, down(exponent)))
    }

    /// The exponent of a feature's row, and its weights with whatever follows them.
    #[inline]
    fn row(&self, feature: u64) -> Option<(i8, &'a [u8])> {
        let row = (feature & self.mask) as usize;
        let (word, before) = *self.blocks.get(row / 64)?;
        let bit = 1u64 << (row % 64);
        if word & bit == 0 {
            return None;
        }
        let rank = before + (word & (bit - 1)).count_ones();
        let (exponent, weights) = self.rows.get(rank as usize * (self.labels + 1)..)?.split_first()?;
        Some((*exponent as i8, weights))
    }
}

/// How far 256 times a weight is shifted to be in whole steps.
#[inline]
fn down(exponent: i8) -> i32 {
    (8 - STEPS - i32::from(exponent)).clamp(0, 15)
}

/// Adds 256 times the weights, shifted `down`. A call of its own, so that the compiler sees a loop over memory and takes it
/// eight numbers at a time.
#[inline(never)]
fn add_shifted<const LANES: usize>(down: i32, weights: &[u8; LANES], scores: &mut [i16; LANES]) {
    for (score, &weight) in scores.iter_mut().zip(weights) {
        *score = score.saturating_add((u16::from(weight) << 8) as i16 >> down);
    }
}

/// Steps of whole numbers in a score of one, as a power of two: scores of +-64 fit.
pub const STEPS: i32 = 9;

/// Two to the power of `exponent`.
#[inline]
pub fn scale(exponent: i8) -> f32 {
    f32::from_bits(((i32::from(exponent) + 127).clamp(1, 254) as u32) << 23)
}

#[cfg(test)]
#[path = "linear_tests.rs"]
mod tests;
