//! Sums over many numbers at a time, on the widest registers that the processor has.
//!
//! The same code is compiled for each width and chosen when the program runs. Every sum is made in one fixed order, so
//! that records are the same on every machine.

use fearless_simd::{Level, Simd, dispatch, f32x8, prelude::*};

/// Lanes that are summed at a time: their sums stay in registers over all rows.
const BLOCK: usize = 64;
/// Sums of products that are kept apart, on every processor.
const DOT_LANES: usize = 8;

/// Which registers there are.
#[derive(Clone, Copy, Debug)]
pub struct Lanes(Level);

impl Default for Lanes {
    fn default() -> Self {
        Self(Level::new())
    }
}

/// Small weights and how far 256 times each of them is shifted down.
pub type Row<'a, const N: usize> = (&'a [u8; N], i32);

impl Lanes {
    /// Adds sums and rows to `total`; what would leave the range stays at its end.
    pub fn add<const N: usize>(self, sums: &[&[i16; N]], rows: &[Row<'_, N>], total: &mut [i16; N]) {
        dispatch!(self.0, simd => add(simd, sums, rows, total));
    }

    /// The first of the best of some outputs: bias and products of the weights with `hidden`. 0 where there is none.
    pub fn best<const N: usize>(
        self,
        outputs: &[(f32, [f32; N])],
        among: impl Iterator<Item = usize>,
        hidden: &[f32; N],
    ) -> usize {
        dispatch!(self.0, simd => best(simd, outputs, among, hidden))
    }
}

#[inline(always)]
fn add<S: Simd, const N: usize>(_: S, sums: &[&[i16; N]], rows: &[Row<'_, N>], total: &mut [i16; N]) {
    let (blocks, rest) = total.as_chunks_mut::<BLOCK>();
    let whole = blocks.len();
    for (n, block) in blocks.iter_mut().enumerate() {
        add_block(sums, rows, n, block);
    }
    for (i, lane) in rest.iter_mut().enumerate() {
        let at = whole * BLOCK + i;
        for sum in sums {
            *lane = lane.saturating_add(sum.get(at).copied().unwrap_or(0));
        }
        for (weights, down) in rows {
            *lane = lane.saturating_add(shifted(weights.get(at).copied().unwrap_or(0), *down));
        }
    }
}

/// Block `n` of all rows and sums.
#[inline(always)]
fn add_block<const N: usize>(sums: &[&[i16; N]], rows: &[Row<'_, N>], n: usize, block: &mut [i16; BLOCK]) {
    let mut lanes = *block;
    for part in sums.iter().filter_map(|sum| sum.as_chunks::<BLOCK>().0.get(n)) {
        for (lane, x) in lanes.iter_mut().zip(part) {
            *lane = lane.saturating_add(*x);
        }
    }
    for (part, down) in rows.iter().filter_map(|row| Some((row.0.as_chunks::<BLOCK>().0.get(n)?, row.1))) {
        for (lane, weight) in lanes.iter_mut().zip(part) {
            *lane = lane.saturating_add(shifted(*weight, down));
        }
    }
    *block = lanes;
}

#[inline(always)]
fn shifted(weight: u8, down: i32) -> i16 {
    (u16::from(weight) << 8) as i16 >> down
}

#[inline(always)]
fn best<S: Simd, const N: usize>(
    simd: S,
    outputs: &[(f32, [f32; N])],
    among: impl Iterator<Item = usize>,
    hidden: &[f32; N],
) -> usize {
    let mut top = (0, f32::NEG_INFINITY);
    for output in among {
        let Some((bias, weights)) = outputs.get(output) else { continue };
        let score = bias + dot(simd, weights, hidden);
        if score > top.1 {
            top = (output, score);
        }
    }
    top.0
}

#[inline(always)]
fn dot<S: Simd, const N: usize>(simd: S, a: &[f32; N], b: &[f32; N]) -> f32 {
    let mut sums = f32x8::splat(simd, 0.0);
    for (a, b) in a.as_chunks::<DOT_LANES>().0.iter().zip(b.as_chunks::<DOT_LANES>().0) {
        sums += f32x8::from_slice(simd, a) * f32x8::from_slice(simd, b);
    }
    let mut parts = [0.0; DOT_LANES];
    sums.store_slice(&mut parts);
    parts.iter().sum()
}

#[cfg(test)]
#[path = "lanes_tests.rs"]
mod tests;
