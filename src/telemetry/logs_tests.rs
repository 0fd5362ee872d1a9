//! Lines are flat JSON with the facts of the article that they speak of; bad directives are refused with a way out.

use super::*;
use std::sync::{Arc, Mutex};

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// What `speak` logs, as written.
fn logged(json: bool, speak: impl FnOnce()) -> String {
    let memory = Memory::default();
    let writer = memory.clone();
    let subscriber = tracing_subscriber::registry().with(lines(json, false, move || writer.clone()));
    tracing::subscriber::with_default(subscriber, speak);
    String::from_utf8(memory.0.lock().unwrap().clone()).unwrap()
}

fn about_an_article() {
    let article = tracing::info_span!("article", stream = "NEWS_RAW", sequence = 42, trace_id = "0af7", id = "a");
    let _inside = article.entered();
    tracing::warn!(id = "b", level = "mine", attempts = 3, "article 42 will be tried again: \"quoted\"\nsecond line");
}

#[test]
fn json_lines_are_flat_and_inner_fields_win() {
    let text = logged(true, about_an_article);
    assert_eq!(text.lines().count(), 1, "one line an event: {text}");
    let line: serde_json::Value = serde_json::from_str(&text).unwrap();
    for (field, expected) in [
        ("stream", "NEWS_RAW".into()),
        ("sequence", 42.into()),
        ("trace_id", "0af7".into()),
        ("id", "b".into()),
        ("attempts", 3.into()),
        ("level", "warn".into()),
        ("message", serde_json::Value::from("article 42 will be tried again: \"quoted\"\nsecond line")),
    ] {
        assert_eq!(line[field], expected, "{field} in {line}");
    }
    assert!(line["at"].as_str().unwrap().parse::<jiff::Timestamp>().is_ok());
}

#[test]
fn text_lines_hold_the_message_and_the_same_facts() {
    let text = logged(false, about_an_article);
    assert!(text.contains("article 42 will be tried again") && text.contains("sequence=42"), "{text}");
}

#[test]
fn auto_is_text_on_a_terminal_only() {
    let all = [(LogFormat::Auto, true), (LogFormat::Auto, false), (LogFormat::Text, false), (LogFormat::Json, true)];
    assert_eq!(all.map(|(format, terminal)| is_json(format, terminal)), [false, true, false, true]);
}

#[test]
fn bad_directives_are_refused_with_an_example() {
    assert!(check("info,copydesk::worker=debug").is_ok());
    let problem = check("copydesk=loud").unwrap_err().to_string();
    assert!(problem.contains("copydesk=loud") && problem.contains("info,copydesk::worker=debug"), "{problem}");
}
