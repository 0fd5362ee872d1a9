//! Tests of priors: what must come before what.

use super::*;

#[test]
fn tiers_and_sizes_are_in_order() {
    assert_eq!([0, 1, 2, 3].map(|tier| of_tier(tier, false)), [240, 215, 190, 165]);
    assert!(of_tier(1, true) < of_tier(1, false));
    assert!(city(9_000_000, true) > city(20_000_000, false), "a capital before a larger city");
    assert!(city(9_000_000, true) >= 200 && city(9_000_000, true) < COUNTRY);
    assert!(city(500_000, false) > city(5_000, false));
    assert!(division(b"US", 30_000_000) > division(b"US", 600_000));
    assert!(division(b"US", 600_000) > division(b"FR", 600_000));
}
