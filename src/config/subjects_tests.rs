//! Which filters can match the same subject, against a matcher written the slow way.

use super::*;
use proptest::prelude::*;

#[test]
fn filters() {
    for good in ["a", "a.b", "a.*", "a.>", ">", "*.b.>", "news.raw.ü"] {
        assert_eq!(problem_of_filter(good), None, "{good}");
    }
    for bad in ["", ".", "a.", ".a", "a..b", ">.a", "a*", "a.b>", "a b", "a\tb", &"x".repeat(257)] {
        assert!(problem_of_filter(bad).is_some(), "{bad}");
    }
    assert!(problem_of_literal("a.*").is_some() && problem_of_literal("a.b").is_none());
}

#[test]
fn overlaps() {
    for (a, b, expected) in [
        ("news.raw.>", "news.dead.>", false),
        ("news.>", "news.dead.>", true),
        ("*.dead.x", "news.dead.>", true),
        ("a.b", "a.b", true),
        ("a.b", "a.b.c", false),
        ("a.>", "a", false),
        ("a.*", "a.>", true),
        (">", "x", true),
    ] {
        assert_eq!(overlap(a, b), expected, "{a} {b}");
        assert_eq!(overlap(b, a), expected, "{b} {a}");
    }
}

/// Whether a literal subject matches a filter, by the broker's rules.
fn matches(filter: &[&str], subject: &[&str]) -> bool {
    match (filter, subject) {
        ([], []) => true,
        ([">"], [_, ..]) => true,
        ([f, filter @ ..], [s, subject @ ..]) => (*f == "*" || f == s) && matches(filter, subject),
        _ => false,
    }
}

fn filter() -> impl Strategy<Value = String> {
    let token = prop_oneof![Just("a"), Just("b"), Just("*")];
    (prop::collection::vec(token, 0..3), any::<bool>()).prop_filter_map("empty", |(mut tokens, open)| {
        if open {
            tokens.push(">");
        }
        (!tokens.is_empty()).then(|| tokens.join("."))
    })
}

proptest! {
    /// Two filters overlap exactly when one of all short subjects over their alphabet matches both.
    #[test]
    fn overlap_is_a_common_subject(a in filter(), b in filter()) {
        let (fa, fb): (Vec<_>, Vec<_>) = (a.split('.').collect(), b.split('.').collect());
        let common = (1..=4u32).flat_map(|len| (0..3usize.pow(len)).map(move |n| (len, n))).any(|(len, n)| {
            let subject: Vec<_> = (0..len).map(|i| ["a", "b", "c"][n / 3usize.pow(i) % 3]).collect();
            matches(&fa, &subject) && matches(&fb, &subject)
        });
        prop_assert_eq!(overlap(&a, &b), common);
    }
}
