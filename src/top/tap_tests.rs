//! Events read as a person would tell them; no payload can harm a terminal.

use super::*;
use proptest::prelude::*;

fn check(subject: &str, headers: &[(&str, &str)], payload: &str, expected: &str) {
    let headers: Headers = headers.iter().copied().collect();
    assert_eq!(tap_line(subject, &headers, payload.as_bytes()), expected);
}

#[test]
fn a_record_shows_its_language_headline_and_counts() {
    let record = r#"{"recordVersion":1,"language":{"tag":"en"},"text":{"value":"Ferry returns to harbour\n\nIt came back."},
        "quotes":[{},{}],"times":[{}],"mentions":[],"provenance":{"degraded":[{"extractor":"x","kind":"panic"}]}}"#;
    check(
        "news.enriched.en.unknown",
        &[],
        record,
        "news.enriched.en.unknown en Ferry returns to harbour [1 time, 2 quotes] degraded",
    );
}

#[test]
fn a_dead_letter_shows_why() {
    check(
        "news.dead.intake.not-json",
        &[
            ("Copydesk-Dead-Reason", "not-json"),
            ("Copydesk-Dead-Stage", "intake"),
            ("Copydesk-Dead-Detail", "a comma is missing\nin line 2"),
            ("Copydesk-Source-Stream", "NEWS_RAW"),
            ("Copydesk-Source-Sequence", "17"),
        ],
        "{broken",
        "news.dead.intake.not-json dead: not-json at intake (NEWS_RAW:17): a comma is missing in line 2",
    );
}

#[test]
fn anything_else_shows_what_it_begins_with_or_its_size() {
    check("news.raw.a", &[], r#"{"id":"1","title":"Rain \u001b[2Jtomorrow"}"#, "news.raw.a Rain [2Jtomorrow");
    check("news.raw.a", &[], "Plain words\nof an article.", "news.raw.a Plain words of an article.");
    let binary = tap_line("news.raw.a", &Headers::new(), &[0xff, 0xfe, 0x80, 0x81]);
    assert_eq!(binary, "news.raw.a 4 bytes");
    check("news.raw.a", &[], "", "news.raw.a 0 bytes");
}

proptest! {
    #[test]
    fn any_event_is_one_safe_line(subject in any::<String>(), reason in prop::option::of(any::<String>()), payload in prop::collection::vec(any::<u8>(), 0..2000)) {
        let headers: Headers = reason.iter().map(|r| ("Copydesk-Dead-Reason", r.as_str())).collect();
        let line = tap_line(&subject, &headers, &payload);
        prop_assert!(line.chars().count() <= WIDTH && !line.chars().any(char::is_control));
    }
}
