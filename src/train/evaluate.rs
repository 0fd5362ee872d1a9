//! Reads articles with the extractors that were trained here, for scorers outside.

use crate::corpus::TrainError;
use copydesk::extract::{language, sentences, tags, tokens, tree};
use copydesk::knowledge::Knowledge;
use copydesk::record::Document;
use copydesk::text::{CodePoints, Span};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, Write};
use std::time::Instant;

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

/// Rounds over all articles; the fastest one counts, since others share the machine.
const ROUNDS: usize = 20;

/// Prints how long each extractor takes an article, the articles one after the other on one thread.
pub fn time(input: impl BufRead) -> Result<(), TrainError> {
    let mut documents = Vec::new();
    for line in input.lines() {
        documents.push(document(serde_json::from_str::<Line>(&line?)?.text));
    }
    let words: usize = documents.iter().map(|d| d.text.split_whitespace().count()).sum();
    let n = documents.len().max(1);
    println!("{n} articles of {} words", words / n);
    for extractor in
        [&language::EXTRACTOR, &sentences::EXTRACTOR, &tokens::EXTRACTOR, &tags::EXTRACTOR, &tree::EXTRACTOR]
    {
        let round = |_| {
            let begun = Instant::now();
            documents.iter().for_each(|d| drop(std::hint::black_box((extractor.extract)(d, &Knowledge::none()))));
            begun.elapsed().as_secs_f64() * 1e6 / n as f64
        };
        let best = (0..ROUNDS).map(round).fold(f64::INFINITY, f64::min);
        println!("{}: {best:.1} µs an article", extractor.name);
        for document in &mut documents {
            let layer = (extractor.extract)(document, &Knowledge::none());
            document.fill(layer);
        }
    }
    Ok(())
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
