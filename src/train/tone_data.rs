//! The sentences that tone is learned from, read as the pipeline would read them.

use crate::corpus::{self, TrainError};
use crate::evaluate;
use crate::tone::BITS;
use crate::tone_net::Example;
use copydesk::extract::EXTRACTORS;
use copydesk::extract::tone::features::{self, Place};
use copydesk::extract::tone::model::{LABELS, key};
use copydesk::extract::tone::regions;
use copydesk::extract::tone::scene::Scene;
use copydesk::knowledge::Knowledge;
use copydesk::record::Document;
use copydesk::text::{CodePoints, Span};
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

/// Features that are seen less often are not learned.
const SEEN_MIN: usize = 2;
/// The labels in the order of their numbers.
const NAMES: [&str; LABELS] = ["negative", "neutral", "positive"];

#[derive(Deserialize)]
struct Line {
    text: String,
    article: String,
    targets: Vec<Target>,
}

/// Somebody who is mentioned, and the tone towards them.
#[derive(Deserialize)]
struct Target {
    /// In code points.
    span: Span,
    label: String,
    #[serde(default)]
    also: Vec<Span>,
}

/// What was read of one file.
pub struct Examples {
    pub examples: Vec<Example>,
    /// The number of the article that each example is from.
    pub articles: Vec<usize>,
}

/// Reads a file; `keys` are the words that are known.
pub fn read(data: &Path, name: &str, keys: &[u32]) -> Result<Examples, TrainError> {
    let lines: Vec<Line> = corpus::read(data, name)?;
    let knowledge = Knowledge::core();
    let words: HashMap<u32, u32> = keys.iter().copied().zip(0..).collect();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut out = Examples { examples: Vec::new(), articles: Vec::new() };
    for line in &lines {
        let next = numbers.len();
        let article = *numbers.entry(line.article.clone()).or_insert(next);
        let document = document(&line.text, &knowledge);
        let scene = Scene::of(&document);
        let points = CodePoints::new(&document.text);
        for target in &line.targets {
            let Some(label) = NAMES.iter().position(|name| *name == target.label) else { continue };
            let spans = std::iter::once(target.span).chain(target.also.iter().copied());
            let Some(place) = place(&scene, spans.filter_map(|span| points.bytes(span))) else { continue };
            out.examples.push(example(&scene, &place, label, &words));
            out.articles.push(article);
        }
    }
    Ok(out)
}

/// A document as the pipeline leaves it for tone.
fn document(text: &str, knowledge: &Knowledge) -> Document {
    let mut document = evaluate::document(text.to_owned());
    for extractor in EXTRACTORS.iter().filter(|e| e.name != "tone") {
        document.fill((extractor.extract)(&document, knowledge));
    }
    document
}

/// The mentions of a target that stand in the sentence of the first one.
fn place(scene: &Scene<'_>, spans: impl Iterator<Item = Span>) -> Option<Place> {
    let mut mentions: Vec<_> = spans.map(|span| scene.tokens_of(span)).filter(|tokens| !tokens.is_empty()).collect();
    let (_, sentence) = scene.sentence_of(mentions.first()?.start)?;
    mentions.retain(|mention| sentence.contains(&mention.start));
    mentions.sort_by_key(|mention| mention.start);
    mentions.truncate(features::MENTIONS_MAX);
    Some(Place { sentence, mentions })
}

fn example(scene: &Scene<'_>, place: &Place, label: usize, known: &HashMap<u32, u32>) -> Example {
    let mut example = Example { rows: Vec::new(), features: 0, words: Vec::new(), label };
    let mut see = |feature: u64| example.rows.push((feature & ((1 << BITS) - 1)) as u32);
    place.window().filter(|&i| !place.is_target(i)).for_each(|i| features::of_token(scene, i, &mut see));
    features::of_place(scene, place, see);
    example.features = example.rows.len();
    regions::of(scene, place, |part| {
        let words = part.words(scene, place).filter_map(|token| known.get(&key(scene.seen(token).word)));
        example.words.extend(words.map(|&word| (part.region, word)));
    });
    example
}

impl Examples {
    /// The features that are seen often enough, in order.
    pub fn frequent(&self) -> Vec<u32> {
        let mut counts: HashMap<u32, usize> = HashMap::new();
        self.examples.iter().flat_map(|e| &e.rows).for_each(|&row| *counts.entry(row).or_default() += 1);
        let mut frequent: Vec<u32> = counts.into_iter().filter(|row| row.1 >= SEEN_MIN).map(|row| row.0).collect();
        frequent.sort_unstable();
        frequent
    }

    /// Numbers the features by their places among `known` ones; the others are dropped.
    pub fn number(&mut self, known: &[u32]) {
        let number = |hash: &u32| known.binary_search(hash).ok().map(|i| i as u32);
        self.examples.iter_mut().for_each(|example| example.rows = example.rows.iter().filter_map(number).collect());
    }
}
