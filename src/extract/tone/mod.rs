//! Tone: how a text speaks of each thing that it names, and how it sounds as a whole.

mod document;
pub mod features;
pub mod lexicon;
pub mod model;
pub mod places;
mod reading;
pub mod regions;
pub mod scene;

use super::{Extractor, Reads, hundredths};
use crate::knowledge::Knowledge;
use crate::record::{Document, EntityTone, Layer, LayerKind, Sentiment, ToneLabel};
use model::{LABELS, ToneModel};
use scene::Scene;

pub const EXTRACTOR: Extractor = Extractor {
    name: "tone",
    version: "1",
    needs: &[LayerKind::Entities, LayerKind::Tokens, LayerKind::Tags, LayerKind::Trees, LayerKind::Quotes],
    fills: &[LayerKind::Sentiment],
    reads: Reads::English,
    models: &[("tone", model::VERSION)],
    extract,
};

/// The tone towards every entity and of the whole text: [`Layer::Sentiment`]. Scores run from -1 to 1.
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let scene = Scene::of(document);
    let entities = model::own().map(|model| entities(model, &scene)).unwrap_or_default();
    Layer::Sentiment(Sentiment { document: document::tone(document, &scene), entities })
}

fn entities(model: &ToneModel, scene: &Scene<'_>) -> Vec<EntityTone> {
    let all = places::of(scene);
    let probabilities = model.reading(scene).tones(all.iter().flat_map(|(_, places)| places));
    let mut probabilities = probabilities.into_iter();
    let mut tones = Vec::new();
    for (entity, places) in &all {
        let mut sum = [0.0; LABELS];
        for probabilities in probabilities.by_ref().take(places.len()) {
            sum.iter_mut().zip(probabilities).for_each(|(sum, p)| *sum += f64::from(p));
        }
        if !places.is_empty() {
            tones.push(tone(entity, sum.map(|p| p / places.len() as f64)));
        }
    }
    tones
}

/// The tone of a mean over places: a thing that is praised here and blamed there comes out in between.
fn tone(entity: &str, [negative, neutral, positive]: [f64; LABELS]) -> EntityTone {
    let label = if neutral >= negative.max(positive) {
        ToneLabel::Neutral
    } else if negative >= positive {
        ToneLabel::Negative
    } else {
        ToneLabel::Positive
    };
    EntityTone { entity: entity.to_owned(), label, score: hundredths(positive - negative) + 0.0 } // no "-0"
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
