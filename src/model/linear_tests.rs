//! Packed rows are found again, and only those.

use super::*;
use crate::model::Reader;
use crate::model::lanes::{Features, Lanes};

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

#[test]
fn kept_rows_are_added_and_others_not() {
    let bytes = table();
    let table = Linear::read(&mut Reader::new(&bytes)).unwrap();
    let check = |features: &[u64], expected: [i16; 3]| {
        let mut wanted = Features::default();
        features.iter().for_each(|&feature| wanted.push(feature));
        let mut sums = [0; 3];
        Lanes::default().add(&[], &wanted, &table, &mut sums);
        assert_eq!(sums, expected, "{features:?}, in steps of 2^-9");
        let mut wide = [0; 5];
        Lanes::default().add(&[], &wanted, &table, &mut wide);
        assert_eq!(wide[..3], expected, "{features:?}, more lanes than labels");
    };
    check(&[], [0; 3]);
    check(&[6, 7, 1023], [0; 3]);
    check(&[5 + 1024], [2, 4, 6]);
    check(&[700], [80, -160, 1016]);
    check(&[5, 6, 700], [82, -156, 1022]);
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
