//! One readable line for each live event.

use super::line::one_line;
use crate::transport::Headers;
use serde_json::Value;

/// Characters of a line: fits a wide terminal, and a log.
const WIDTH: usize = 160;
/// Characters of the subject: enough for `news.enriched.en.arts-culture-entertainment-and-media`.
const SUBJECT_WIDTH: usize = 56;
/// Bytes of a payload that are looked at; larger ones are named by their size.
const LOOK_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The layers that are counted, by their names in a record, and what one of them is called.
const COUNTED: [(&str, &str); 6] = [
    ("mentions", "mention"),
    ("entities", "entity"),
    ("times", "time"),
    ("quantities", "quantity"),
    ("quotes", "quote"),
    ("events", "event"),
];

/// What a message is, on one line: of a record its language, headline and counts of facts; of a dead letter its reason
/// and detail; of anything else its first words. Any payload is safe to print.
pub fn tap_line(subject: &str, headers: &Headers, payload: &[u8]) -> String {
    let words = dead(headers).or_else(|| json(payload)).unwrap_or_else(|| other(payload));
    one_line(&format!("{}  {words}", one_line(subject, SUBJECT_WIDTH)), WIDTH)
}

fn dead(headers: &Headers) -> Option<String> {
    let reason = headers.get("Copydesk-Dead-Reason")?;
    let part = |name| headers.get(name).unwrap_or("?");
    let (stage, detail) = (part("Copydesk-Dead-Stage"), part("Copydesk-Dead-Detail"));
    let (stream, sequence) = (part("Copydesk-Source-Stream"), part("Copydesk-Source-Sequence"));
    Some(format!("dead: {reason} at {stage} ({stream}:{sequence}): {detail}"))
}

fn json(payload: &[u8]) -> Option<String> {
    if payload.len() > LOOK_BYTES_MAX {
        return None;
    }
    let value: Value = serde_json::from_slice(payload).ok()?;
    if value.get("recordVersion").is_some() { Some(record(&value)) } else { titled(&value) }
}

fn record(record: &Value) -> String {
    let language = record.pointer("/language/tag").and_then(Value::as_str).unwrap_or("und");
    let text = record.pointer("/text/value").and_then(Value::as_str).unwrap_or_default();
    let headline = text.lines().next().unwrap_or_default();
    let counts = COUNTED.into_iter().filter_map(|(layer, one)| match record.get(layer)?.as_array()?.len() {
        0 => None,
        1 => Some(format!("1 {one}")),
        many => Some(format!("{many} {layer}")),
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    let degraded = record.pointer("/provenance/degraded").and_then(Value::as_array).is_some_and(|d| !d.is_empty());
    let facts = if counts.is_empty() { "no facts yet".to_owned() } else { counts };
    format!("{language}  {}  [{facts}]{}", one_line(headline, 80), if degraded { " degraded" } else { "" })
}

/// A raw article, a quote, an event: the first of its fields that names it.
fn titled(value: &Value) -> Option<String> {
    let names = ["title", "headline", "exact", "name", "text", "body", "content"];
    names.iter().find_map(|name| value.get(name)?.as_str()).map(str::to_owned)
}

fn other(payload: &[u8]) -> String {
    let begin = payload.get(..payload.len().min(4 * WIDTH)).unwrap_or_default();
    let text = String::from_utf8_lossy(begin);
    let readable = !text.trim().is_empty() && text.chars().filter(|c| *c == '\u{fffd}').count() * 10 < text.len();
    if readable { text.into_owned() } else { format!("{} bytes", payload.len()) }
}

#[cfg(test)]
#[path = "tap_tests.rs"]
mod tests;
