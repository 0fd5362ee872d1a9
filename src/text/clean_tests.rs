//! What cleaning takes out, and what it must leave alone.

use super::*;
use proptest::prelude::*;

fn check(raw: &str, expected: &str) {
    assert_eq!(clean(raw), expected);
}

#[test]
fn what_is_clean_is_borrowed() {
    for text in [
        "Ferry returns.\n\nThe café\u{a0}– “open”.\t\n",
        "北浜市で大雪",
        "👩\u{200d}🔧 🏴\u{e0067}\u{e0062}\u{e007f}",
        "می\u{200c}خواهم",
    ] {
        check(text, text);
    }
    assert!(matches!(clean("Ferry “returns” – café"), Cow::Borrowed(_)));
}

#[test]
fn what_nobody_sees_goes() {
    check("\u{feff}one\r\ntwo\rthree\u{2028}four", "one\ntwo\nthree\nfour");
    check("earth\u{ad}quake seismo\u{200b}logical\u{2060} is\0land", "earthquake seismological island");
    check("می\u{200c}\u{e0041}A", "میA");
    check("a\u{200d}b \u{202e}c\u{202c} x\u{e0041}", "ab c x");
}

#[test]
fn a_field_keeps_what_only_lays_out_its_lines() {
    assert_eq!(
        clean_field("\u{feff}earth\u{ad}quake\u{200b}s \u{202e}now\r\nhere\0"),
        "\u{feff}earth\u{ad}quake\u{200b}s now\nhere"
    );
    assert!(matches!(clean_field("soft\u{ad}ly Cafe\u{301}"), Cow::Borrowed(_)));
    assert!(matches!(clean_field("HARNESS \u{97} It\u{92}s open\u{85}"), Cow::Borrowed(_)));
}

#[test]
fn accents_are_composed() {
    check("Cafe\u{301} Zu\u{308}rich", "Café Zürich");
}

#[test]
fn a_joiner_that_loses_its_neighbour_to_composing_goes() {
    let once = clean("\u{301}\u{8cf}\u{200d}\u{fb13}").into_owned();
    assert_eq!(once, "\u{8cf}\u{301}\u{fb13}");
    assert_eq!(clean(&once), once);
}

proptest! {
    #[test]
    fn cleaning_twice_changes_nothing(text in "(\\PC|[\\x00-\\x7f]|\u{200d}|\u{ad}|\r\n|\u{301}|\u{e0041}){0,80}") {
        let once = clean(&text).into_owned();
        prop_assert_eq!(clean(&once).into_owned(), once.clone());
        let left = once.contains(['\r', '\0', '\u{ad}', '\u{feff}']);
        prop_assert!(!left, "left in {:?}", once);
    }
}
