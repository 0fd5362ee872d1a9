//! Topics: what an article is about, as IPTC Media Topics; the subjects of level 1, and narrower ones where its words are sure.

pub mod choose;
pub mod features;
pub mod model;
mod narrow;
pub mod vocabulary;

use crate::extract::tokens::rarity;
use crate::extract::{Extractor, Reads, hundredths};
use crate::knowledge::Knowledge;
use crate::record::{Document, Layer, LayerKind, Topic};

pub const EXTRACTOR: Extractor = Extractor {
    name: "topics",
    version: "1",
    needs: &[LayerKind::Tokens, LayerKind::Tags],
    fills: &[LayerKind::Topics],
    reads: Reads::English,
    models: &[("topics", model::VERSION), ("mediatopics", vocabulary::RELEASE), ("rarity", rarity::VERSION)],
    extract,
};

/// Tells the subjects of a document, then its narrower topics; nothing where nothing is probable: [`Layer::Topics`].
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let words = features::words(document);
    let subjects = match model::own() {
        Some(model) if !words.is_empty() => choose::choose(&model.calibration, &model.scores(&words)),
        _ => Vec::new(),
    };
    let subjects: Vec<(String, f32)> = subjects.into_iter().map(|(n, p)| (vocabulary::code(n), p)).collect();
    let found = narrow::add(document, subjects);
    Layer::Topics(found.into_iter().filter_map(|(code, p)| topic(&code, p)).collect())
}

fn topic(code: &str, probability: f32) -> Option<Topic> {
    let name = vocabulary::name(code)?;
    Some(Topic { code: code.to_owned(), name: name.to_owned(), confidence: hundredths(f64::from(probability)) })
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
