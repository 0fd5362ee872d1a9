//! Reads articles with the extractors that were trained here, for scorers outside.

use crate::corpus::TrainError;
use copydesk::extract::{language, sentences};
use copydesk::knowledge::Knowledge;
use copydesk::record::Document;
use copydesk::text::{CodePoints, Span};
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, Write};

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
