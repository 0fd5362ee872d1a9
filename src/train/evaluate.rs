//! Reads articles with the extractors that were trained here, for scorers outside.

use crate::corpus::TrainError;
use copydesk::extract::{EXTRACTORS, language, sentences};
use copydesk::knowledge::Knowledge;
use copydesk::record::Document;
use copydesk::text::{CodePoints, Span};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::time::Duration;

#[derive(Deserialize)]
struct Line {
    id: Value,
    text: String,
}

/// One record a line: `sourceId`, `text`, `language`.
pub fn read(input: impl BufRead, mut output: impl Write) -> Result<(), TrainError> {
    for line in input.lines() {
        let line: Line = serde_json::from_str(&line?)?;
        let mut document = document(line.text);
        document.fill(language::extract(&document, &Knowledge::none()));
        document.fill(sentences::extract(&document, &Knowledge::none()));
        let points = CodePoints::new(&document.text);
        let spans: Vec<Span> = document.layers.sentences.iter().map(|&s| points.points(s)).collect();
        let record = json!({
            "sourceId": line.id,
            "text": {"value": document.text, "sentences": spans},
            "language": document.layers.language,
        });
        writeln!(output, "{record}")?;
    }
    Ok(())
}

/// Words of a typical article: figures are for so many.
const WORDS: usize = 840;
/// Rounds over all articles.
const ROUNDS: usize = 20;

/// Prints how long each extractor takes an article, the articles one after the other on one thread.
pub fn time(input: impl BufRead) -> Result<(), TrainError> {
    let mut documents = Vec::new();
    for line in input.lines() {
        documents.push(document(serde_json::from_str::<Line>(&line?)?.text));
    }
    let words: usize = documents.iter().map(|d| d.text.split_whitespace().count()).sum();
    let n = documents.len().max(1);
    println!("{n} articles of {} words; microseconds for {WORDS} words", words / n);
    let mut total = 0.0;
    for extractor in EXTRACTORS {
        let begun = processor_time();
        for document in documents.iter().cycle().take(ROUNDS * n) {
            drop(std::hint::black_box((extractor.extract)(document, &Knowledge::none())));
        }
        let spent = (processor_time() - begun).as_secs_f64() / ROUNDS as f64;
        let mean = spent * 1e6 * WORDS as f64 / words.max(1) as f64;
        total += mean;
        println!("{:12} {mean:7.1}", extractor.name);
        for document in &mut documents {
            let layer = (extractor.extract)(document, &Knowledge::none());
            document.fill(layer);
        }
    }
    println!("together     {total:7.1}");
    Ok(())
}

/// Time that this thread has had on a processor, as Linux counts it: others share the machine.
fn processor_time() -> Duration {
    let counts = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    Duration::from_nanos(counts.split(' ').next().and_then(|ns| ns.parse().ok()).unwrap_or(0))
}

/// A text as the pipeline would hand it over: one paragraph a line.
pub fn document(text: String) -> Document {
    let mut paragraphs = Vec::new();
    let mut begin = 0;
    for line in text.split('\n') {
        let at = begin + line.len() - line.trim_start().len();
        if !line.trim().is_empty() {
            paragraphs.push(Span::new(at, at + line.trim().len()));
        }
        begin += line.len() + 1;
    }
    Document { text, paragraphs, ..Document::default() }
}
