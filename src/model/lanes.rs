//! Sums over many numbers at a time, on the widest registers that the processor has.
//!
//! The same code is compiled for each width and chosen when the program runs. Every sum is made in one fixed order, so
//! that records are the same on every machine.

use super::linear::Linear;
use fearless_simd::{Level, Simd, dispatch};

/// Features that are looked up at a time: rows of a cache line for each are as much as the nearest cache holds.
const BATCH: usize = 512;

/// A sum of rows, in steps of 2^-[`STEPS`](super::linear::STEPS). It begins a cache line, so that it is read in as few as can be.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Sum<const N: usize>(pub [i16; N]);

impl<const N: usize> Sum<N> {
    pub const ZERO: Self = Sum([0; N]);
}

/// The features of sums that are made together, so that memory is asked for many rows at a time and not for those of one
/// sum after those of the other.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    features: Vec<u64>,
    /// Where the features of each sum end.
    ends: Vec<u32>,
    /// Where the rows of each sum lie, and where those of each end.
    rows: Vec<u32>,
    row_ends: Vec<u32>,
}

impl Batch {
    /// Adds a feature to the next sum.
    #[inline]
    pub fn push(&mut self, feature: u64) {
        self.features.push(feature);
    }

    /// The next sum has all its features.
    #[inline]
    pub fn end(&mut self) {
        self.ends.push(self.features.len() as u32);
    }

    /// Whether there is enough to be summed.
    pub fn is_full(&self) -> bool {
        self.features.len() >= BATCH
    }

    /// How many sums there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    #[inline(always)]
    fn find(&mut self, weights: &Linear) {
        // One more, for what is written behind the last one.
        self.rows.resize(self.features.len() + 1, 0);
        self.row_ends.resize(self.ends.len(), 0);
        let n = weights.find(&self.features, &self.ends, &mut self.rows, &mut self.row_ends);
        self.rows.truncate(n);
        weights.touch(&self.rows);
    }

    fn clear(&mut self) {
        self.features.clear();
        self.ends.clear();
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

impl Lanes {
    /// The sums of some sums; what would leave the range stays at its end.
    pub fn sum<const N: usize>(self, parts: &[&Sum<N>]) -> Sum<N> {
        dispatch!(self.0, simd => sum(simd, parts))
    }

    /// Adds to each total the rows of its features, in their order, and empties the batch; what would leave the range
    /// stays at its end. `N` is the number of labels of the weights, or more: what stands in the lanes behind the last
    /// label means nothing.
    pub fn add<const N: usize>(self, batch: &mut Batch, weights: &Linear, totals: &mut [Sum<N>]) {
        dispatch!(self.0, simd => {
            batch.find(weights);
            add(simd, batch, weights, totals)
        });
        batch.clear();
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

/// Sums that are made in their order, a batch at a time.
pub struct Summing<'w, const N: usize> {
    lanes: Lanes,
    weights: &'w Linear,
    batch: Batch,
    /// Those that are made, and those whose features are in the batch.
    sums: Vec<Sum<N>>,
}

impl<'w, const N: usize> Summing<'w, N> {
    /// `room`: about as many sums as there will be.
    pub fn new(lanes: Lanes, weights: &'w Linear, room: usize) -> Self {
        Self { lanes, weights, batch: Batch::default(), sums: Vec::with_capacity(room) }
    }

    /// Adds a feature to the next sum.
    #[inline]
    pub fn push(&mut self, feature: u64) {
        self.batch.push(feature);
    }

    /// The next sum has all its features; `parts` count in it too.
    #[inline]
    pub fn end(&mut self, parts: &[&Sum<N>]) {
        self.sums.push(self.lanes.sum(parts));
        self.batch.end();
        if self.batch.is_full() {
            self.add();
        }
    }

    /// The sums, once all have their features.
    pub fn finish(mut self) -> Vec<Sum<N>> {
        self.add();
        self.sums
    }

    fn add(&mut self) {
        let begin = self.sums.len() - self.batch.len();
        self.lanes.add(&mut self.batch, self.weights, self.sums.get_mut(begin..).unwrap_or_default());
    }
}

#[inline(always)]
fn sum<S: Simd, const N: usize>(_: S, parts: &[&Sum<N>]) -> Sum<N> {
    let mut total = Sum::ZERO;
    for part in parts {
        total.0.iter_mut().zip(part.0).for_each(|(lane, x)| *lane = lane.saturating_add(x));
    }
    total
}

#[inline(always)]
fn add<S: Simd, const N: usize>(_: S, batch: &Batch, weights: &Linear, totals: &mut [Sum<N>]) {
    let mut begin = 0;
    for (total, &end) in totals.iter_mut().zip(&batch.row_ends) {
        let rows = batch.rows.get(begin..end as usize).unwrap_or_default();
        begin = end as usize;
        let mut lanes = total.0;
        for (weights, down) in rows.iter().filter_map(|&row| weights.row::<N>(row)) {
            lanes
                .iter_mut()
                .zip(weights)
                .for_each(|(lane, &weight)| *lane = lane.saturating_add(shifted(weight, down)));
        }
        total.0 = lanes;
    }
}

/// 256 times a weight, shifted down.
#[inline(always)]
fn shifted(weight: u8, down: i32) -> i16 {
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
