//! Dependency treebanks as tokens with gold parts of speech, lemmas and arcs.

use crate::corpus::{self, TrainError};
use copydesk::extract::tokens::look_at_words;
use copydesk::record::{Dependency, Tokens, Trees, Upos};
use copydesk::text::{CodePoints, Span};
use serde::Deserialize;
use std::path::Path;

pub const TRAIN: [&str; 2] = ["train/trees/ewt-train.jsonl.xz", "train/trees/gum-other-train.jsonl.xz"];
pub const DEV: [&str; 2] = ["train/trees/ewt-dev.jsonl.xz", "train/trees/gum-news-dev.jsonl.xz"];

#[derive(Deserialize)]
struct Line {
    text: String,
    sentences: Vec<Span>,
    tokens: Vec<(u32, u32, String, i64, String, String)>,
}

/// One document with its gold layers.
pub struct Document {
    pub text: String,
    pub tokens: Tokens,
    pub upos: Vec<Upos>,
    pub lemmas: Vec<String>,
    pub heads: Vec<u32>,
    pub relations: Vec<Dependency>,
}

/// The documents of some corpora, in order.
pub fn read(data: &Path, names: &[&str]) -> Result<Vec<Document>, TrainError> {
    let mut out = Vec::new();
    for name in names {
        out.extend(corpus::read::<Line>(data, name)?.into_iter().map(document));
    }
    Ok(out)
}

fn document(line: Line) -> Document {
    let points = CodePoints::new(&line.text);
    let bytes = |span: Span| points.bytes(span).unwrap_or_default();
    let mut tokens = Tokens::default();
    tokens.spans.extend(line.tokens.iter().map(|t| bytes(Span { begin: t.0, end: t.1 })));
    let mut begin = 0;
    for sentence in &line.sentences {
        let end = line.tokens.partition_point(|t| t.0 < sentence.end);
        if begin < end {
            tokens.sentences.push(begin..end);
        }
        begin = end;
    }
    look_at_words(&line.text, &mut tokens);
    let root = |head: i64| u32::try_from(head).unwrap_or(Trees::ROOT);
    Document {
        tokens,
        upos: line.tokens.iter().map(|t| Upos::named(&t.2).unwrap_or_default()).collect(),
        heads: line.tokens.iter().map(|t| root(t.3)).collect(),
        relations: line.tokens.iter().map(|t| Dependency::named(&t.4).unwrap_or_default()).collect(),
        lemmas: line.tokens.into_iter().map(|t| t.5).collect(),
        text: line.text,
    }
}
