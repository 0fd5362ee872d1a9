//! Tokens stay within the alphabet and the length, and names stay readable.

use super::*;
use proptest::prelude::*;

#[track_caller]
fn check(value: &str, expected: &str) {
    assert_eq!(token(value), expected);
}

#[test]
fn names_stay_readable() {
    check("Vladimir Putin", "vladimir-putin");
    check("São Tomé & Príncipe", "sao-tome-principe");
    check("en-GB", "en-gb");
    check("Q7747", "q7747");
}

#[test]
fn nothing_is_unknown() {
    for value in ["", " ", ".", "*", ">", "...", "-", "\u{0}", "北京"] {
        check(value, "unknown");
    }
}

#[test]
fn wildcards_and_dots_are_no_structure() {
    check("news.raw.>", "news-raw");
    check("a.*.b", "a-b");
}

proptest! {
    #[test]
    fn is_always_one_safe_token(value in any::<String>()) {
        let token = token(&value);
        prop_assert!((1..=TOKEN_BYTES_MAX).contains(&token.len()));
        prop_assert!(token.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_'));
    }
}
