//! Tests of patterns and subjects.

use super::{any_listens, is_plain, listens};

#[test]
fn a_pattern_listens_to_the_subjects_that_it_covers() {
    let cases = [
        ("news.raw.>", "news.raw.bbc", true),
        ("news.raw.>", "news.raw.bbc.sport", true),
        ("news.raw.>", "news.raw", false),
        ("news.*.en", "news.enriched.en", true),
        ("news.*.en", "news.enriched.de", false),
        ("news.*", "news.enriched.en", false),
        ("news.raw", "news.raw", true),
        ("news.raw", "news.raw.bbc", false),
        ("news.raw.bbc", "news.raw", false),
        (">", "news", true),
        ("*", "news", true),
    ];
    for (pattern, subject, expected) in cases {
        assert_eq!(listens(pattern, subject), expected, "`{pattern}` and `{subject}`");
    }
}

#[test]
fn no_pattern_at_all_listens_to_everything() {
    assert!(any_listens(&[], "news.raw.bbc"));
    assert!(!any_listens(&["news.dead.>".into()], "news.raw.bbc"));
}

#[test]
fn only_plain_subjects_can_be_stored_under() {
    for good in ["news", "news.raw.bbc", "news.entity.person.q7747"] {
        assert!(is_plain(good), "`{good}`");
    }
    for bad in ["", ".", "news.", ".news", "news..raw", "news.*", "news.>", "news raw"] {
        assert!(!is_plain(bad), "`{bad}`");
    }
}
