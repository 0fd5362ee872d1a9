//! Packed rows are found again, and only those.

use super::*;
use crate::model::Reader;

/// A table of 2^10 rows with three labels, of which rows 5 and 700 are kept.
fn table() -> Vec<u8> {
    let mut bitmap = [0u64; 16];
    bitmap[0] |= 1 << 5;
    bitmap[700 / 64] |= 1 << (700 % 64);
    let mut bytes = vec![10, 3];
    bytes.extend_from_slice(&2u32.to_le_bytes());
    bitmap.iter().for_each(|word| bytes.extend_from_slice(&word.to_le_bytes()));
    bytes.extend([-8i8 as u8, 1, 2, 3]);
    bytes.extend([-6i8 as u8, 10, -20i8 as u8, 127]);
    bytes
}

/// The same in fractions: what the steps stand for.
fn add(table: &Linear<'_>, feature: u64, scores: &mut [f32]) {
    let Some((exponent, weights)) = table.row(feature) else { return };
    scores.iter_mut().zip(weights).for_each(|(score, &weight)| *score += scale(exponent) * f32::from(weight as i8));
}

#[test]
fn kept_rows_are_added_and_others_not() {
    let bytes = table();
    let table = Linear::read(&mut Reader::new(&bytes)).unwrap();
    let mut scores = [0.0; 3];
    add(&table, 5 + 1024, &mut scores);
    assert_eq!(scores, [1.0 / 256.0, 2.0 / 256.0, 3.0 / 256.0]);
    add(&table, 6, &mut scores);
    add(&table, 700, &mut scores);
    assert_eq!(scores, [41.0 / 256.0, -78.0 / 256.0, 511.0 / 256.0]);
    let mut sums = [0i16; 3];
    [5, 6, 700].into_iter().for_each(|feature| table.add_steps(feature, &mut sums));
    assert_eq!(sums, [82, -156, 1022], "the same in steps of 2^-9");
}

#[test]
fn a_table_that_does_not_add_up_is_refused() {
    let good = table();
    for (at, byte) in [(0, 30), (1, 0), (2, 3), (6, 255)] {
        let mut bad = good.clone();
        bad[at] = byte;
        assert!(Linear::read(&mut Reader::new(&bad)).is_err(), "byte {at}");
    }
    assert!(Linear::read(&mut Reader::new(&good[..good.len() - 1])).is_err());
}
