//! Packed rows are found again, and only those.

use super::*;
use crate::model::Reader;
use crate::model::lanes::{Batch, Lanes, Sum};

/// The file of a table of 2^10 rows: the number of each kept one, its exponent, its weights.
pub fn table<const LABELS: usize>(rows: &[(usize, i8, [i8; LABELS])]) -> Vec<u8> {
    let mut bitmap = [0u64; 16];
    rows.iter().for_each(|row| bitmap[row.0 / 64] |= 1 << (row.0 % 64));
    let mut bytes = vec![10, LABELS as u8];
    bytes.extend_from_slice(&(rows.len() as u32).to_le_bytes());
    bitmap.iter().for_each(|word| bytes.extend_from_slice(&word.to_le_bytes()));
    for (_, exponent, weights) in rows {
        bytes.push(*exponent as u8);
        bytes.extend(weights.map(|weight| weight as u8));
    }
    bytes
}

fn small() -> Vec<u8> {
    table(&[(5, -8, [1, 2, 3]), (700, -6, [10, -20, 127]), (1023, -9, [1, 1, 1])])
}

#[test]
fn kept_rows_are_added_and_others_not() {
    let bytes = small();
    let table = Linear::read(&mut Reader::new(&bytes)).unwrap();
    let check = |features: &[u64], expected: [i16; 3]| {
        let mut batch = Batch::default();
        features.iter().for_each(|&feature| batch.push(feature));
        batch.end();
        let (mut sums, mut wide) = ([Sum([0; 3])], [Sum([0; 5])]);
        Lanes::default().add(&mut batch.clone(), &table, &mut sums);
        assert_eq!(sums[0].0, expected, "{features:?}, in steps of 2^-9");
        Lanes::default().add(&mut batch, &table, &mut wide);
        assert_eq!(wide[0].0[..3], expected, "{features:?}, more lanes than labels");
    };
    check(&[], [0; 3]);
    check(&[6, 7, 1022], [0; 3]);
    check(&[5 + 1024], [2, 4, 6]);
    check(&[700], [80, -160, 1016]);
    check(&[5, 6, 700], [82, -156, 1022]);
    check(&[1023], [1, 1, 1]);
}

#[test]
fn a_table_that_does_not_add_up_is_refused() {
    let good = small();
    for (at, byte) in [(0, 30), (1, 0), (2, 4), (6, 255)] {
        let mut bad = good.clone();
        bad[at] = byte;
        assert!(Linear::read(&mut Reader::new(&bad)).is_err(), "byte {at}");
    }
    assert!(Linear::read(&mut Reader::new(&good[..good.len() - 1])).is_err());
}
