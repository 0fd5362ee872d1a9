//! Tests of sums over many numbers at a time.

use super::*;
use crate::model::Reader;
use crate::model::linear::tests::table;
use fastrand::Rng;

const WIDTHS: fn() -> [Lanes; 2] = || [Lanes::default(), Lanes(Level::baseline())];

/// Every width that this processor has gives the same numbers as plain code, whatever is summed with it.
#[test]
fn widths_agree() {
    const N: usize = 139; // more than registers hold, and three lanes more than whole ones
    let mut random = Rng::with_seed(7);
    let numbers: Vec<usize> = (0..1 << 10).filter(|_| random.bool()).collect();
    let rows: Vec<(usize, i8, [i8; N])> =
        numbers.iter().map(|&n| (n, random.i8(-16..2), std::array::from_fn(|_| random.i8(..)))).collect();
    let file = table(&rows);
    let weights = Linear::read(&mut Reader::new(&file)).unwrap();
    let plain = |total: &mut [i16; N], feature: usize| {
        for (_, exponent, weights) in rows.iter().filter(|row| row.0 == feature) {
            let down = (-1 - i32::from(*exponent)).clamp(0, 15);
            let weights = weights.map(|weight| i16::from(weight).wrapping_shl(8) >> down);
            total.iter_mut().zip(weights).for_each(|(lane, weight)| *lane = lane.saturating_add(weight));
        }
    };
    let feature = |random: &mut Rng| random.usize(..1 << 10);
    for lanes in WIDTHS() {
        let (mut batch, mut expected) = (Batch::default(), Vec::new());
        let mut sums: Vec<Sum<N>> = (0..50).map(|_| Sum(std::array::from_fn(|_| random.i16(..)))).collect();
        for sum in &sums {
            let mut total = sum.0;
            for feature in (0..random.usize(0..60)).map(|_| feature(&mut random)) {
                batch.push(feature as u64);
                plain(&mut total, feature);
            }
            batch.end();
            expected.push(total);
        }
        lanes.add(&mut batch, &weights, &mut sums);
        assert_eq!(sums.iter().map(|sum| sum.0).collect::<Vec<_>>(), expected);
        assert!(batch.is_empty());
    }
}

/// A batch may end anywhere: every sum has its own features and parts, be they many or none.
#[test]
fn sums_are_made_in_their_order() {
    let file = table(&[(1, -9, [1, 0]), (2, -9, [0, 1])]);
    let weights = Linear::read(&mut Reader::new(&file)).unwrap();
    for lanes in WIDTHS() {
        let mut summing = Summing::new(lanes, &weights, 40);
        for i in 0..40 {
            (0..i * 10).for_each(|_| summing.push(1));
            (0..i).for_each(|_| summing.push(2));
            summing.end(&[&Sum([1000, 0]), &Sum([0, 500])]);
        }
        let sums = summing.finish();
        assert_eq!(sums.len(), 40);
        for (i, sum) in (0..).zip(&sums) {
            assert_eq!(sum.0, [1000 + i * 10, 500 + i]);
        }
    }
}

#[test]
fn sums_stay_at_the_end_of_their_range() {
    for lanes in WIDTHS() {
        assert_eq!(lanes.sum(&[&Sum([30_000, -30_000]), &Sum([30_000, -30_000])]).0, [i16::MAX, i16::MIN]);
    }
}

#[test]
fn the_best_output_is_the_first_of_equals() {
    let hidden = [2; 16];
    let outputs = [(4, [0; 16]), (0, [1; 16]), (32, [0; 16]), (99, [-4; 16])];
    let among = |chosen: std::ops::Range<usize>| {
        chosen.filter_map(|n| outputs.get(n).map(|(bias, weights)| (n, (*bias, weights))))
    };
    for lanes in WIDTHS() {
        assert_eq!(lanes.best(among(0..4), &hidden), 1, "32 and 32");
        assert_eq!(lanes.best(among(0..0), &hidden), 0);
    }
}
