//! Every message of the fixture has the outcome and the fields that it must have; hostile ones are answered, and soon.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test stops at the first surprise

use base64::Engine;
use copydesk::extract::clean::clean;
use copydesk::intake::{self, Limits};
use copydesk::record::{Document, Reason, Rejection};
use proptest::prelude::*;
use serde_json::Value;
use std::time::{Duration, Instant};
use unicode_normalization::UnicodeNormalization;

/// A page that takes longer is a way to stop the worker; release builds need a tenth of it.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

fn answer(payload: &[u8], headers: &[(&str, &str)]) -> Result<Document, Rejection> {
    let begun = Instant::now();
    let header = |name: &str| headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| *v);
    let answer = intake::read(payload, header, &Limits::default()).and_then(clean);
    assert!(begun.elapsed() < ANSWER_WITHIN, "answered after {:?}", begun.elapsed());
    answer
}

fn reason(payload: &[u8], headers: &[(&str, &str)]) -> Reason {
    answer(payload, headers).map(|d| d.text).unwrap_err().reason
}

/// Lines with folded white space, composed: how the expectations compare texts.
fn lines(text: &str) -> Vec<String> {
    let text: String = text.nfc().collect();
    text.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|l| !l.is_empty()).collect()
}

fn one_of(wanted: &Value, found: Option<&str>, same: fn(&str, &str) -> bool) -> bool {
    match wanted {
        Value::Array(several) => several.iter().any(|w| one_of(w, found, same)),
        Value::String(wanted) => found.is_some_and(|f| same(wanted, f)),
        _ => found.is_none(),
    }
}

fn holds(field: &str, wanted: &Value, document: &Document) -> bool {
    let text = document.text.as_str();
    let headline = document.headline.map(|h| h.of(text));
    let body = &text[document.headline.map_or(0, |h| h.end as usize)..];
    let words = wanted.as_str().unwrap_or("");
    match field {
        "outcome" | "reasons" => true,
        "title" => one_of(wanted, headline, |w, f| lines(w) == lines(f)),
        "text" => lines(body) == lines(words),
        "lines" => lines(text) == lines(words),
        "value" => text == words,
        "clean" => wanted.as_array().unwrap().iter().all(|c| !text.contains(c.as_str().unwrap())),
        "published" => one_of(wanted, document.published.value.as_deref(), |w, f| f.starts_with(w)),
        "sourceId" => one_of(wanted, document.source_id.as_deref(), |w, f| w == f),
        "language" => document.declared_language.as_deref().is_none_or(|l| l.starts_with(words)),
        "authors" => {
            wanted.as_array().unwrap().iter().filter_map(Value::as_str).eq(document.authors.iter().map(String::as_str))
        }
        other => panic!("no check for the field {other}"),
    }
}

#[test]
fn every_message_is_read_as_it_must_be() {
    let mut count = 0;
    for line in include_str!("fixtures/intake/messages.jsonl").lines() {
        let message: Value = serde_json::from_str(line).unwrap();
        let payload = base64::engine::general_purpose::STANDARD.decode(message["payload"].as_str().unwrap()).unwrap();
        let headers = message["headers"].as_object().unwrap();
        let headers: Vec<(&str, &str)> = headers.iter().map(|(k, v)| (k.as_str(), v.as_str().unwrap())).collect();
        let expected = message["expected"].as_object().unwrap();
        let (name, outcome) = (&message["id"], expected["outcome"].as_str().unwrap());
        match answer(&payload, &headers) {
            Ok(document) => {
                assert_ne!(outcome, "dead", "{name} became a record: {}", document.text);
                for (field, wanted) in expected {
                    assert!(holds(field, wanted, &document), "{name}: {field} should be {wanted}, in {document:#?}");
                }
            }
            Err(rejection) => {
                assert_ne!(outcome, "record", "{name} died: {rejection}");
                let fits = expected["reasons"].as_array().unwrap();
                assert!(fits.iter().any(|r| r == rejection.reason.as_str()), "{name}: {rejection}");
            }
        }
        count += 1;
    }
    assert_eq!(count, 69);
}

#[test]
fn what_is_too_large_is_refused() {
    let words = "The ferry returned on Tuesday. ".repeat(100_000);
    assert_eq!(reason(words.as_bytes(), &[]), Reason::TooLarge);
    let line = format!("{{\"text\": \"{}\"}}", "lorem".repeat(380_000));
    assert!(answer(line.as_bytes(), &[]).is_ok());
}

#[test]
fn deep_json_is_refused() {
    let json = [("Content-Type", "application/json")];
    for open in ["[", "{\"a\":", "{\"text\":[", "[{\"a\":"] {
        assert_eq!(reason(open.repeat(10_000).as_bytes(), &json), Reason::TooDeep, "{open}");
        assert_eq!(reason(open.repeat(10_000).as_bytes(), &[]), Reason::TooDeep, "{open}");
    }
}

#[test]
fn deep_pages_are_refused_however_they_hide_it() {
    let html = [("Content-Type", "text/html")];
    let hidden = [
        ("", "<div>"),
        ("", "<b><p>"),
        ("", "<table><tr><td>"),
        ("", "<ul><li>"),
        ("", "<svg><g>"),
        ("", "<svg><foreignObject>"),
        ("", "<template>"),
        ("", "<div></b>"),
        ("", "<span title='</span>'>"),
        ("<script><!--<script></script><!--  </script>", "<div>"),
        ("<svg><p><![CDATA[ x>", "<div>"),
        ("<svg><style>", "<g>"),
    ];
    for (head, open) in hidden {
        let bomb = format!("{head}<p>words{}", open.repeat(50_000));
        let found = answer(bomb.as_bytes(), &html).map(|d| d.text).map_err(|r| r.reason);
        assert_eq!(found, Err(Reason::TooDeep), "{head}{open}");
    }
}

#[test]
fn pages_that_multiply_or_go_on_are_answered() {
    let html = [("Content-Type", "text/html")];
    let open: String = (0..50_000).map(|n| format!("<p><b id={n}>x</p>")).collect();
    for page in [
        open,
        "<p>word".repeat(250_000),
        "<a>".repeat(600_000),
        "<script>x</script>".repeat(100_000),
        "<!--".repeat(400_000),
        "<br>word".repeat(200_000),
    ] {
        let _ = answer(page.as_bytes(), &html);
    }
}

#[test]
fn characters_cut_in_two_are_answered() {
    for page in ["<p>Café – “open” 🚢", "{\"text\": \"Café – “open” 🚢\"}", "Café – “open” 🚢"]
    {
        for end in 0..page.len() {
            let _ = answer(&page.as_bytes()[..end], &[]);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_are_answered(
        payload in prop::collection::vec(any::<u8>(), 0..400),
        kind in prop::sample::select(vec!["", "text/plain", "text/html", "text/html; charset=utf-16", "application/json", "application/cloudevents+json"]),
    ) {
        let _ = answer(&payload, &[("Content-Type", kind)]);
    }

    #[test]
    fn any_markup_is_laid_out_on_character_boundaries(
        page in "(<(p|b|div|table|tr|svg|article|h1|br|title|script|/p|/b|/div|/table|/svg|/article|!--|/script)>|é|🚢|words |&(amp|nbsp|#0|lt|p);|\r\n|-->){0,60}",
        as_field in any::<bool>(),
    ) {
        let json = serde_json::json!({"title": page, "text": page}).to_string();
        let payload = if as_field { json } else { page };
        if let Ok(document) = answer(payload.as_bytes(), &[("Content-Type", if as_field { "application/json" } else { "text/html" })]) {
            for span in document.paragraphs.iter().chain(&document.headline) {
                let line = document.text.get(span.range());
                prop_assert!(line.is_some_and(|l| !l.is_empty() && l == l.trim()));
            }
        }
    }
}
