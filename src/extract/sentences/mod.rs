//! Sentences of the body: a newline always ends one, and so does a mark that a learned classifier says ends one.
//!
//! The headline is no sentence of this layer where the document knows it apart: the record has a field of its own for it.

pub mod features;

use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::model::{Model, ModelError, Reader, U16s};
use crate::record::{Document, Layer, LayerKind};
use crate::text::Span;
use std::sync::LazyLock;

pub const KIND: &str = "sentences";
pub const MODEL_VERSION: &str = "2026.11-1";

pub const EXTRACTOR: Extractor = Extractor {
    name: "sentences",
    version: "1",
    needs: &[LayerKind::Language],
    fills: &[LayerKind::Sentences],
    reads: Reads::AnyLanguage,
    models: &[("sentences", MODEL_VERSION)],
    extract,
};

/// `None` only where the build's own asset is broken, which a test excludes.
static WEIGHTS: LazyLock<Option<Weights<'static>>> =
    LazyLock::new(|| Weights::read(include_bytes!("../../../assets/sentences.model")).ok());

/// The classifier. Payload of a model of kind "sentences", little-endian: bias f32, scale f32, weights i16.
pub struct Weights<'a> {
    pub version: &'a str,
    bias: f32,
    /// What one step of an i16 weight is worth, in logits.
    scale: f32,
    rows: U16s<'a>,
}

impl<'a> Weights<'a> {
    pub fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        let model = Model::read(file, KIND)?;
        let mut reader = Reader::new(model.payload);
        let (bias, scale) = (reader.f32()?, reader.f32()?);
        let rows = reader.u16s(features::ROWS)?;
        reader.finish()?;
        Ok(Self { version: model.version, bias, scale, rows })
    }

    /// Log-odds that a candidate ends a sentence.
    fn logit(&self, rows: &[u32]) -> f32 {
        let sum: i32 = rows.iter().map(|&row| i32::from(self.rows.get(row as usize) as i16)).sum();
        self.bias + self.scale * sum as f32
    }
}

/// Finds the sentences of a document: [`Layer::Sentences`].
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let body = document.paragraphs.iter().filter(|p| Some(**p) != document.headline);
    let mut out = Vec::new();
    body.for_each(|paragraph| out.extend(of_paragraph(&document.text, *paragraph)));
    Layer::Sentences(out)
}

/// The sentences of one paragraph, which may be the headline.
pub fn of_paragraph(text: &str, paragraph: Span) -> Vec<Span> {
    let mut out = Vec::new();
    let mut begin = paragraph.begin as usize;
    for line in paragraph.of(text).split('\n') {
        split(line, begin, &mut out);
        begin += line.len() + 1;
    }
    out
}

/// Appends the sentences of one line that begins at byte `offset` of the text.
fn split(line: &str, offset: usize, out: &mut Vec<Span>) {
    let (mut begin, mut before) = (0, 0);
    for candidate in features::candidates(line) {
        if candidate.certain || ends(line, &candidate, before) {
            push(line, begin, candidate.end, offset, out);
            begin = candidate.end;
        }
        if candidate.kind == features::Kind::Mark {
            before = candidate.end;
        }
    }
    push(line, begin, line.len(), offset, out);
}

fn ends(line: &str, candidate: &features::Candidate, before: usize) -> bool {
    WEIGHTS.as_ref().is_some_and(|w| w.logit(&features::rows(line, candidate, before)) > 0.0)
}

fn push(line: &str, begin: usize, end: usize, offset: usize, out: &mut Vec<Span>) {
    let piece = line.get(begin..end).unwrap_or("");
    let trimmed = piece.trim();
    if !trimmed.is_empty() {
        let begin = offset + begin + piece.len() - piece.trim_start().len();
        out.push(Span::new(begin, begin + trimmed.len()));
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
