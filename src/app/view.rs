//! A record as annotated text for people.

use crate::record::{Quote, QuoteType, Record};
use anstyle::{AnsiColor, Style};
use std::fmt::Write;

const HEADLINE: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();
const DIRECT: Style = AnsiColor::Green.on_default();
const MIXED: Style = AnsiColor::Cyan.on_default();
const SCARE: Style = AnsiColor::Yellow.on_default();
const CUE: Style = AnsiColor::Magenta.on_default();

/// What is painted where: code points from and to, and how.
struct Mark {
    begin: usize,
    end: usize,
    style: Style,
    note: String,
}

/// The text with its facts marked, and a line of what is known of the whole. Colour only where it is wanted.
pub fn view(record: &Record, colour: bool) -> String {
    let mut out = String::new();
    let marks = marks(record);
    let chars: Vec<char> = record.text.value.chars().collect();
    let mut at = 0;
    for mark in &marks {
        if mark.begin < at {
            continue; // within the one before: nested quotes are named in the list, not painted twice
        }
        out.extend(&chars[at..mark.begin]);
        paint(&mut out, &chars[mark.begin..mark.end], mark, colour);
        at = mark.end;
    }
    out.extend(&chars[at..]);
    let _ = write!(out, "\n\n{}\n", painted(&about(record), QUIET, colour));
    out
}

fn marks(record: &Record) -> Vec<Mark> {
    let length = record.text.value.chars().count();
    let headline = record.text.headline.map(|h| mark(h.begin, h.end, HEADLINE, String::new()));
    let quotes = record.quotes.iter().map(|q| mark(q.span.begin, q.span.end, style(q.class), note(q)));
    let cues = record.quotes.iter().filter_map(|q| q.cue.as_ref());
    let cues = cues.map(|c| mark(c.span.begin, c.span.end, CUE, String::new()));
    let mut marks: Vec<Mark> = headline.into_iter().chain(quotes).chain(cues).collect();
    marks.retain(|m| m.begin < m.end && m.end <= length);
    marks.sort_by_key(|m| (m.begin, std::cmp::Reverse(m.end)));
    marks
}

fn mark(begin: u32, end: u32, style: Style, note: String) -> Mark {
    Mark { begin: begin as usize, end: end as usize, style, note }
}

fn style(class: QuoteType) -> Style {
    match class {
        QuoteType::Direct => DIRECT,
        QuoteType::Mixed | QuoteType::Indirect => MIXED,
        QuoteType::Scare => SCARE,
    }
}

fn note(quote: &Quote) -> String {
    let class = format!("{:?}", quote.class).to_lowercase();
    format!("[{} {class}]", quote.id)
}

fn paint(out: &mut String, chars: &[char], mark: &Mark, colour: bool) {
    let words: String = chars.iter().collect();
    out.push_str(&painted(&words, mark.style, colour));
    out.push_str(&painted(&mark.note, QUIET, colour && !mark.note.is_empty()));
}

fn painted(words: &str, style: Style, colour: bool) -> String {
    if colour { format!("{style}{words}{style:#}") } else { words.to_owned() }
}

/// One line of what is known of the whole.
fn about(record: &Record) -> String {
    let mut parts = vec![
        format!("{} ({:.2})", record.language.tag, record.language.confidence),
        format!("published {}", record.published.value.as_deref().unwrap_or("at an unknown time")),
        format!("{} paragraphs", record.text.paragraphs.len()),
        format!("{} sentences", record.text.sentences.len()),
        format!("{} quotes", record.quotes.len()),
    ];
    parts.extend(record.source_id.as_ref().map(|id| format!("id {id}")));
    parts.extend(record.provenance.degraded.iter().map(|f| format!("without {}", f.extractor)));
    parts.join(" · ")
}
