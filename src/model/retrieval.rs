//! Words to small numbers in two bytes a word, without the words: a Bloomier filter over three blocks.
//!
//! A key's value is the exclusive or of three cells, one in each block (Chazelle et al. 2004; built by peeling as xor
//! filters are, Graf & Lemire 2020). The upper bits of a cell are a fingerprint, so that a word that was never put in is
//! found out 63 times of 64.

use super::{ModelError, Reader, U16s};

/// Bits of a value; 1,024 clusters.
pub const VALUE_BITS: u32 = 10;
const VALUE_MASK: u16 = (1 << VALUE_BITS) - 1;

/// Layout, little-endian: cells of one block u32, seed u32, then three blocks of u16.
#[derive(Clone, Copy, Debug)]
pub struct Retrieval<'a> {
    block: u32,
    seed: u32,
    cells: U16s<'a>,
}

impl<'a> Retrieval<'a> {
    pub fn read(reader: &mut Reader<'a>) -> Result<Self, ModelError> {
        let (block, seed) = (reader.u32()?, reader.u32()?);
        let cells = reader.u16s((block as usize).saturating_mul(3))?;
        if block == 0 {
            return Err(ModelError::Payload("a table of words is empty"));
        }
        Ok(Self { block, seed, cells })
    }

    /// The value of a key, given as its hash.
    #[inline]
    pub fn get(&self, key: u64) -> Option<u16> {
        let [a, b, c] = places(key, self.seed, self.block);
        let cell = self.cells.get(a as usize) ^ self.cells.get(b as usize) ^ self.cells.get(c as usize);
        ((cell ^ fingerprint(key)) & !VALUE_MASK == 0).then_some(cell & VALUE_MASK)
    }
}

/// The three cells of a key, one in each block.
#[inline]
pub fn places(key: u64, seed: u32, block: u32) -> [u32; 3] {
    let h = (key ^ u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    let h = h ^ (h >> 32);
    let within = |bits: u64| ((bits & 0xffff_ffff).wrapping_mul(u64::from(block)) >> 32) as u32;
    let (a, b, c) = (within(h), within(h.rotate_left(21)), within(h.rotate_left(42)));
    [a, block + b, 2 * block + c]
}

/// The bits above a value that a cell of this key must have.
#[inline]
pub fn fingerprint(key: u64) -> u16 {
    ((key.wrapping_mul(0xe703_7ed1_a0b4_28db) >> 40) as u16) & !VALUE_MASK
}
