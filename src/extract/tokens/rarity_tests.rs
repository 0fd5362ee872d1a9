//! Common words are common, rare ones rare.

use super::*;
use crate::text::words::lower_hash;

#[test]
fn words_are_as_rare_as_they_are() {
    let of = |word| rarity(lower_hash(word)).unwrap_or(UNKNOWN);
    assert!(of("the") < 0.1);
    assert!(of("the") < of("government") && of("government") < of("volcano") && of("volcano") < UNKNOWN);
    assert_eq!(of("qwzrtpl"), UNKNOWN);
}

#[test]
fn numbers_fit_their_bits() {
    assert_eq!((packed(100, 100), packed(0, 20_000)), (0, 990));
    assert_eq!(packed(1, u32::MAX), 1023);
}
