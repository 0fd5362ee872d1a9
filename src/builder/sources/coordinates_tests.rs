//! Points as the Factbook writes them.

use super::*;

#[test]
fn points_are_degrees_and_minutes() {
    assert_eq!(point("12 30 S, 18 30 E"), Some(Geo { lat: -12.5, lon: 18.5 }));
    assert_eq!(point("38 00 N, 97 00 W"), Some(Geo { lat: 38.0, lon: -97.0 }));
    assert_eq!(point("1 00 N, 1 00 E; note - two islands"), Some(Geo { lat: 1.0, lon: 1.0 }));
    assert_eq!(point("nowhere"), None);
}
