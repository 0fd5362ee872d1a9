//! The share of one text in another, as samples see it, against the share itself.

use super::*;
use crate::extract::fingerprint::words::mix;

/// Shingles of a text: `shared` of everyone's, then its own.
fn text(own: u64, shared: u64, size: u64) -> Vec<u64> {
    let all = (0..shared).chain((shared..size).map(|n| n + own * 1_000_000));
    all.map(|n| mix(n + 1)).collect()
}

/// How far the estimate is from the truth.
fn check(stored: u64, new: u64, shared: u64, error_max: f32) {
    let mut board = Board::default();
    board.mark(&text(1, shared, new));
    let (share, runs) = board.contained(&Sample::of(&text(2, shared, stored)));
    let truth = shared as f32 / stored.min(new) as f32;
    assert!((share - truth).abs() <= error_max, "{shared} of {stored} and {new}: {share}, not {truth}");
    assert!((runs - share * stored.min(new) as f32).abs() < 1.0);
}

#[test]
fn short_texts_are_compared_whole() {
    check(500, 500, 300, 0.01);
    check(500, 500, 0, 0.01);
    check(400, 20_000, 300, 0.04); // a third of the slots is taken
    check(20, 500, 15, 0.06);
}

#[test]
fn long_texts_by_a_sample() {
    check(1_000, 1_000, 600, 0.08);
    check(5_000, 5_000, 3_000, 0.1);
    check(5_000, 300, 300, 0.4); // one in sixteen of the long text was kept: 19 of these 300
}
