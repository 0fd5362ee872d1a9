//! Byte and code point offsets agree with the standard library's own counting.

use super::*;
use proptest::prelude::*;

proptest! {
    #[test]
    fn agrees_with_char_indices(text in "(\\PC|[a-zA-Z ]{0,40}|é|🚢|\n){0,60}") {
        let points = CodePoints::new(&text);
        for (n, (byte, _)) in text.char_indices().enumerate() {
            prop_assert_eq!(points.at_byte(byte as u32), n as u32);
            prop_assert_eq!(points.to_byte(n as u32), Some(byte as u32));
        }
        prop_assert_eq!(points.total() as usize, text.chars().count());
        prop_assert_eq!(points.to_byte(points.total()), Some(text.len() as u32));
        prop_assert_eq!(points.to_byte(points.total() + 1), None);
    }
}
