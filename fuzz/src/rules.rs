//! What holds of every document and record, whatever came in.

use crate::layers;
use copydesk::record::{Document, Record, Rejection};
use copydesk::text::{self, Span};

/// A clean text with words, a headline and paragraphs that stand where they say.
pub fn document(document: &Document) {
    let text = document.text.as_str();
    assert!(text::has_words(text), "a document without a word");
    assert_eq!(text::clean(text), text, "cleaning a clean text changed it");
    if let Some(headline) = document.headline {
        line(text, headline);
        assert_eq!(document.paragraphs.first(), Some(&headline), "the headline is not the first paragraph");
    }
    let mut end = 0;
    for &paragraph in &document.paragraphs {
        line(text, paragraph);
        assert!(paragraph.begin >= end, "paragraphs overlap or are out of order: {:?}", document.paragraphs);
        let between = &text[end as usize..paragraph.begin as usize];
        assert!(between.trim().is_empty(), "text that belongs to no paragraph: {between:?}");
        end = paragraph.end;
    }
    assert!(text[end as usize..].trim().is_empty(), "text after the last paragraph");
    if let Some(date) = &document.published.value {
        published(date);
    }
}

/// One trimmed line of the text, with something in it.
fn line(text: &str, span: Span) {
    let line = text.get(span.range()).unwrap_or_else(|| panic!("{span:?} is no range of the text"));
    assert!(!line.is_empty() && line.trim() == line && !line.contains('\n'), "{line:?} is no line");
}

/// RFC 3339 or `YYYY-MM-DD`, of a day that was.
pub fn published(date: &str) {
    let day = date.get(..10).unwrap_or_else(|| panic!("{date:?} has no day"));
    assert!(day.parse::<jiff::civil::Date>().is_ok(), "{date:?} is no day");
    if date.len() > 10 {
        assert!(date.parse::<jiff::Timestamp>().is_ok(), "{date:?} is no moment");
        let offset = date.strip_suffix('Z').map_or_else(|| &date[date.len().saturating_sub(6)..], |_| "+00:00");
        let hours = offset.get(1..3).and_then(|h| h.parse::<u8>().ok());
        assert!(offset.starts_with(['+', '-']) && hours.is_some_and(|h| h < 24), "{date:?} has no offset of RFC 3339");
    }
}

/// A refusal that a person can act on, with one of the reasons that this stage may give.
pub fn rejection(rejection: &Rejection, reasons: &[(&str, &[&str])]) {
    let known = reasons
        .iter()
        .any(|(stage, names)| *stage == rejection.stage && names.iter().any(|name| *name == rejection.reason.as_str()));
    assert!(known && !rejection.detail.is_empty(), "{rejection:?}");
}

/// Sealed spans are ranges in code points with the `exact` that stands there; nothing was given up on; the JSON is read
/// back as what it was.
pub fn record(record: &Record) {
    assert!(record.provenance.degraded.is_empty(), "given up: {:?}", record.provenance.degraded);
    exact(record);
    let json = serde_json::to_string(record).expect("a record is JSON");
    let read = serde_json::from_str::<Record>(&json).expect("a record reads itself");
    assert_eq!((&read.id, &read.text, &read.quotes), (&record.id, &record.text, &record.quotes));
}

/// Counted by the standard library, one character after the other.
pub fn exact(record: &Record) {
    let chars: Vec<char> = record.text.value.chars().collect();
    layers::visit_record(record, &mut |span, exact| {
        let slice = chars.get(span.range()).unwrap_or_else(|| panic!("{span:?} is no range of the record's text"));
        if let Some(exact) = exact {
            assert_eq!(*exact, slice.iter().collect::<String>(), "`exact` is not what stands at {span:?}");
        }
    });
}
