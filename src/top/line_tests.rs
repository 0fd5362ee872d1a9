//! No text moves the cursor, and no line is longer than it may be.

use super::one_line;
use proptest::prelude::*;

#[test]
fn controls_go_and_white_space_becomes_one_space() {
    for (text, width, expected) in [
        ("plain", 10, "plain"),
        ("  a\n\tb\r\nc ", 10, "a b c"),
        ("red \u{1b}[31malert\u{7}", 20, "red [31malert"),
        ("abc\u{202e}def", 10, "abcdef"),
        ("abcdefghij", 10, "abcdefghij"),
        ("abcdefghijk", 10, "abcdefghi…"),
        ("abc def", 4, "abc…"),
        ("", 5, ""),
    ] {
        let line = one_line(text, width);
        assert!(line.chars().count() <= width, "{line:?}");
        assert_eq!(line, expected, "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_text_fits_and_is_safe(text in any::<String>(), width in 1usize..200) {
        let line = one_line(&text, width);
        prop_assert!(line.chars().count() <= width);
        prop_assert!(!line.chars().any(char::is_control));
    }
}
