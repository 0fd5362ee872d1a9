//! Sums over many numbers at a time, on the widest registers that the processor has.
//!
//! The same code is compiled for each width and chosen when the program runs. Every sum is made in one fixed order, so
//! that records are the same on every machine.

use super::linear::Linear;
use fearless_simd::{Level, Simd, dispatch};

/// Lanes that are summed at a time: their sums stay in registers over all rows.
const BLOCK: usize = 64;

/// Features that are added at a time: the taggers and the parser have 28 at most.
pub const FEATURES_MAX: usize = 32;

/// Features whose rows are to be added, in their order; those beyond [`FEATURES_MAX`] are left out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Features {
    all: [u64; FEATURES_MAX],
    len: usize,
}

impl Features {
    #[inline]
    pub fn push(&mut self, feature: u64) {
        debug_assert!(self.len < FEATURES_MAX, "more features than are summed at a time");
        if let Some(to) = self.all.get_mut(self.len) {
            *to = feature;
            self.len += 1;
        }
    }

    fn all(&self) -> &[u64] {
        self.all.get(..self.len).unwrap_or_default()
    }
}

/// Which registers there are.
#[derive(Clone, Copy, Debug)]
pub struct Lanes(Level);

impl Default for Lanes {
    fn default() -> Self {
        Self(Level::new())
    }
}

/// Small weights and how far 256 times each of them is shifted down.
pub(super) type Row<'a, const N: usize> = (&'a [u8; N], i32);

impl Lanes {
    /// Adds sums, and the rows of features, to `total`; what would leave the range stays at its end. `N` is the number of
    /// labels of the weights, or more: what stands in the lanes behind the last label means nothing.
    pub fn add<const N: usize>(
        self,
        sums: &[&[i16; N]],
        features: &Features,
        weights: &Linear<'_>,
        total: &mut [i16; N],
    ) {
        dispatch!(self.0, simd => {
            let mut rows: [Row<'_, N>; FEATURES_MAX] = [(&[0; N], 0); FEATURES_MAX];
            let n = weights.gather(features.all(), &mut rows);
            add(simd, sums, rows.get(..n).unwrap_or_default(), total)
        });
    }

    /// The first of the best of some outputs, given with their numbers: bias and products of the weights with `hidden`. 0
    /// where there is none. Sums that leave the range are not foreseen.
    pub fn best<'w, const N: usize>(
        self,
        among: impl Iterator<Item = (usize, (i32, &'w [i16; N]))>,
        hidden: &[i16; N],
    ) -> usize {
        dispatch!(self.0, simd => best(simd, among, hidden))
    }
}

#[inline(always)]
fn add<S: Simd, const N: usize>(_: S, sums: &[&[i16; N]], rows: &[Row<'_, N>], total: &mut [i16; N]) {
    if N <= BLOCK {
        return add_block(sums, rows, 0, total);
    }
    let (blocks, rest) = total.as_chunks_mut::<BLOCK>();
    let whole = blocks.len() * BLOCK;
    for (n, block) in blocks.iter_mut().enumerate() {
        add_block(sums, rows, n * BLOCK, block);
    }
    for (at, lane) in (whole..).zip(rest) {
        add_block(sums, rows, at, std::array::from_mut(lane));
    }
}

/// The lanes of a block that begins at lane `at`, of all rows and sums.
#[inline(always)]
fn add_block<const N: usize, const B: usize>(sums: &[&[i16; N]], rows: &[Row<'_, N>], at: usize, block: &mut [i16; B]) {
    let mut lanes = *block;
    for part in sums.iter().filter_map(|sum| sum.get(at..)?.first_chunk::<B>()) {
        for (lane, x) in lanes.iter_mut().zip(part) {
            *lane = lane.saturating_add(*x);
        }
    }
    for (part, down) in rows.iter().filter_map(|row| Some((row.0.get(at..)?.first_chunk::<B>()?, row.1))) {
        for (lane, weight) in lanes.iter_mut().zip(part) {
            *lane = lane.saturating_add(shifted(*weight, down));
        }
    }
    *block = lanes;
}

/// 256 times a weight, shifted down.
#[inline(always)]
pub(super) fn shifted(weight: u8, down: i32) -> i16 {
    (u16::from(weight) << 8) as i16 >> down
}

#[inline(always)]
fn best<'w, S: Simd, const N: usize>(
    _: S,
    among: impl Iterator<Item = (usize, (i32, &'w [i16; N]))>,
    hidden: &[i16; N],
) -> usize {
    let mut top = (0, i32::MIN);
    for (output, (bias, weights)) in among {
        let products = weights.iter().zip(hidden).map(|(&weight, &unit)| i32::from(weight) * i32::from(unit));
        let score = products.fold(bias, i32::wrapping_add);
        if score > top.1 {
            top = (output, score);
        }
    }
    top.0
}

#[cfg(test)]
#[path = "lanes_tests.rs"]
mod tests;
