//! Weights of hashed features: one row of small numbers for each feature that was worth keeping.
//!
//! A feature is a hash; its lowest bits are its row in a table that is almost empty. A bitmap says which rows were kept,
//! counts of the bits before every 64 of it say where they lie, and each row has a power of two of its own as its scale: a few
//! weights are a hundred times larger than the rest, and one scale for all would round those to nothing.
//!
//! [`Lanes`](super::lanes::Lanes) adds rows up.

use super::{ModelError, Reader};

/// Layout, little-endian: bits of a row number u8, labels u8, kept rows u32; the bitmap (u64 each); the rows in order: a
/// signed exponent, then one signed byte a label.
#[derive(Clone, Debug)]
pub struct Linear {
    mask: u64,
    labels: usize,
    /// 64 bits of the bitmap each, with the number of kept rows before them.
    blocks: Vec<(u64, u32)>,
    /// The rows, each with how far its weights are shifted before them. Short ones never cross a cache line.
    rows: Vec<u8>,
    /// Where the first row begins, and how far it is from each to the next, in bytes.
    first: u32,
    stride: u32,
}

/// Bytes of a cache line.
const LINE: usize = 64;
/// Labels that a table can have, being counted in a byte.
const LABELS_MAX: usize = 256;

impl Linear {
    /// Reads the table; counts are made here, for they follow from the bitmap, and rows are laid out for reading.
    pub fn read(reader: &mut Reader<'_>) -> Result<Self, ModelError> {
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
        let packed = reader.bytes(kept.saturating_mul(labels + 1))?;
        let stride = if labels < LINE { (labels + 1).next_power_of_two() } else { labels + 1 };
        // A row is read as widely as the lanes that it is added to, and the last one too.
        let mut rows = vec![0; LINE + kept * stride + LABELS_MAX];
        let first = rows.as_ptr().align_offset(LINE).min(LINE);
        let places = rows.get_mut(first..).unwrap_or_default().chunks_exact_mut(stride);
        for (to, from) in places.zip(packed.chunks_exact(labels + 1)) {
            to.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
            to.first_mut().into_iter().for_each(|scale| *scale = down(*scale as i8));
        }
        Ok(Self { mask: (1 << bits) - 1, labels, blocks, rows, first: first as u32, stride: stride as u32 })
    }

    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Writes where the rows lie of those features that have one, in their order, and where those of each group of features
    /// end; `ends` says where the groups do. How many rows there are. Which features have one cannot be foretold, so
    /// nothing branches on it.
    #[inline(always)]
    pub(super) fn find(&self, features: &[u64], ends: &[u32], rows: &mut [u32], row_ends: &mut [u32]) -> usize {
        let (blocks, mask, stride, first) = (self.blocks.as_slice(), self.mask, self.stride, self.first);
        let (mut begin, mut n) = (0, 0);
        for (&end, row_end) in ends.iter().zip(row_ends) {
            for &feature in features.get(begin..end as usize).unwrap_or_default() {
                let row = (feature & mask) as usize;
                let (word, before) = blocks.get(row / 64).copied().unwrap_or_default();
                // The bits up to the row's own, which stands in front.
                let bits = word << (63 - row % 64);
                let rank = (before + bits.count_ones()).wrapping_sub(1);
                if let Some(to) = rows.get_mut(n) {
                    *to = rank.wrapping_mul(stride).wrapping_add(first);
                }
                n += (bits >> 63) as usize;
            }
            (begin, *row_end) = (end as usize, n as u32);
        }
        n
    }

    /// Looks at rows that [`find`](Self::find) found, so that the memory is asked for all of them at a time.
    #[inline(always)]
    pub(super) fn touch(&self, rows: &[u32]) {
        let (mut sum, lines) = (0u8, self.labels / LINE + 1);
        for &row in rows {
            let mut at = row as usize;
            for _ in 0..lines {
                sum = sum.wrapping_add(self.rows.get(at).copied().unwrap_or(0));
                at += LINE;
            }
        }
        std::hint::black_box(sum);
    }

    /// The weights of a row, and how far they are shifted.
    #[inline(always)]
    pub(super) fn row<const N: usize>(&self, row: u32) -> Option<(&[u8; N], i32)> {
        let row = row as usize;
        let (down, weights) = self.rows.get(row..row + 1 + N)?.split_first()?;
        Some((weights.first_chunk()?, i32::from(*down)))
    }
}

/// How far 256 times a weight is shifted to be in whole steps.
fn down(exponent: i8) -> u8 {
    (8 - STEPS - i32::from(exponent)).clamp(0, 15) as u8
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
pub(super) mod tests;
