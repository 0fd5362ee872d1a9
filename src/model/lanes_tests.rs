//! Tests of sums over many numbers at a time.

use super::*;

/// Every width that this processor has gives the same numbers as plain code.
#[test]
fn widths_agree() {
    const N: usize = 139; // two blocks, a small one, and three lanes
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..200 {
        let sums: Vec<[i16; N]> = (0..random.usize(0..20)).map(|_| std::array::from_fn(|_| random.i16(..))).collect();
        let rows: Vec<([u8; N], i32)> =
            (0..random.usize(0..20)).map(|_| (std::array::from_fn(|_| random.u8(..)), random.i32(0..16))).collect();
        let begin: [i16; N] = std::array::from_fn(|_| random.i16(..));
        let mut plain = begin;
        for (i, lane) in plain.iter_mut().enumerate() {
            sums.iter().for_each(|sum| *lane = lane.saturating_add(sum[i]));
            rows.iter().for_each(|(weights, down)| *lane = lane.saturating_add(shifted(weights[i], *down)));
        }
        let sums: Vec<&[i16; N]> = sums.iter().collect();
        let rows: Vec<Row<'_, N>> = rows.iter().map(|(weights, down)| (weights, *down)).collect();
        for lanes in [Lanes::default(), Lanes(Level::baseline())] {
            let mut total = begin;
            dispatch!(lanes.0, simd => add(simd, &sums, &rows, &mut total));
            assert_eq!(total, plain);
        }
    }
}

#[test]
fn the_best_output_is_the_first_of_equals() {
    let hidden = [2; 16];
    let outputs = [(4, [0; 16]), (0, [1; 16]), (32, [0; 16]), (99, [-4; 16])];
    let among = |chosen: std::ops::Range<usize>| {
        chosen.filter_map(|n| outputs.get(n).map(|(bias, weights)| (n, (*bias, weights))))
    };
    for lanes in [Lanes::default(), Lanes(Level::baseline())] {
        assert_eq!(lanes.best(among(0..4), &hidden), 1, "32 and 32");
        assert_eq!(lanes.best(among(0..0), &hidden), 0);
    }
}
