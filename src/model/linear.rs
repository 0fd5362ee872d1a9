//! Weights of hashed features: one row of small numbers for each feature that was worth keeping.
//!
//! A feature is a hash; its lowest bits are its row in a table that is almost empty. A bitmap says which rows were kept,
//! counts of the bits before every 64 of it say where they lie, and each row has a power of two of its own as its scale: a few
//! weights are a hundred times larger than the rest, and one scale for all would round those to nothing.

use super::{ModelError, Reader};

/// Places of a sum in fixed point.
pub const LANES: usize = 32;
/// Steps of fixed point are 2^-8: sums reach 128, weights of a half and more keep seven bits.
pub const UNIT: i32 = -8;

/// Layout, little-endian: bits of a row number u8, labels u8, kept rows u32; the bitmap (u64 each); the rows in order: a
/// signed exponent, not below [`UNIT`], then one signed byte a label; then 32 bytes that mean nothing, so that each row can
/// be read with what follows it.
#[derive(Clone, Debug)]
pub struct Linear<'a> {
    mask: u64,
    labels: usize,
    /// 64 bits of the bitmap each, with the number of kept rows before them.
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
        let rows = reader.bytes(kept.saturating_mul(labels + 1).saturating_add(LANES))?;
        Ok(Self { mask: (1 << bits) - 1, labels, blocks, rows })
    }

    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Adds the weights of one feature to `scores`, which has a place for each label.
    #[inline]
    pub fn add(&self, feature: u64, scores: &mut [f32]) {
        let Some((scale, weights)) = self.row(feature) else { return };
        for (score, &weight) in scores.iter_mut().zip(weights) {
            *score += scale * f32::from(weight as i8);
        }
    }

    /// The same in fixed point, faster: `sums` count in steps of 2^[`UNIT`], and label `i` has place `i + 1`. What stands
    /// in the other places means nothing. For tables of at most 31 labels.
    #[inline]
    pub fn add_fixed(&self, feature: u64, sums: &mut [i16; LANES]) {
        let Some(begin) = self.place(feature) else { return };
        let Some(row) = self.rows.get(begin..).and_then(|rows| rows.first_chunk::<LANES>()) else { return };
        let shift = (i32::from(row[0] as i8) - UNIT).clamp(0, 7) as u32;
        for (sum, &weight) in sums.iter_mut().zip(row) {
            *sum = sum.saturating_add(i16::from(weight as i8) << shift);
        }
    }

    #[inline]
    fn row(&self, feature: u64) -> Option<(f32, &'a [u8])> {
        let begin = self.place(feature)?;
        let (exponent, weights) = self.rows.get(begin..begin + self.labels + 1)?.split_first()?;
        Some((scale(*exponent as i8), weights))
    }

    /// Where the row of a feature begins.
    #[inline]
    fn place(&self, feature: u64) -> Option<usize> {
        let row = (feature & self.mask) as usize;
        let (word, before) = *self.blocks.get(row / 64)?;
        let bit = 1u64 << (row % 64);
        if word & bit == 0 {
            return None;
        }
        let rank = before + (word & (bit - 1)).count_ones();
        Some(rank as usize * (self.labels + 1))
    }
}

/// Two to the power of `exponent`.
#[inline]
pub fn scale(exponent: i8) -> f32 {
    f32::from_bits(((i32::from(exponent) + 127).clamp(1, 254) as u32) << 23)
}

#[cfg(test)]
#[path = "linear_tests.rs"]
mod tests;
