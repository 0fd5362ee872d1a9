//! Learns what pronouns and noun phrases refer to, from marked texts and from pronouns that gender decides (`agreeing`).

use crate::agreeing;
use crate::corpus::{TrainError, read};
use crate::evaluate;
use copydesk::extract::EXTRACTORS;
use copydesk::extract::coreference::weights::{FEATURES, Weights};
use copydesk::extract::coreference::{self, Chains, Choice, Judge, Kind, Phrase};
use copydesk::knowledge::Knowledge;
use copydesk::record::Document;
use copydesk::text::{CodePoints, Span};
use serde::Deserialize;
use std::path::Path;

const MARKED: &str = "eval/coref/gum-other-train.jsonl.xz";
const RAW: &str = "train/raw-news.jsonl.xz";
/// Steps, each over all examples; the rate falls to zero along them.
const STEPS: usize = 250;
const RATE: f32 = 0.06;
/// Half of it times the square of each weight is added to the loss.
const DECAY: f32 = 20.0;

#[derive(Deserialize)]
struct Line {
    text: String,
    #[serde(default)]
    clusters: Vec<Cluster>,
}

#[derive(Deserialize)]
struct Cluster {
    mentions: Vec<Marked>,
}

/// A marked phrase and the words that it must hold, in code points.
#[derive(Deserialize)]
struct Marked {
    span: Span,
    min: Span,
}

/// One decision: the features of each option, of none last, and which are right.
pub struct Example {
    pub rows: Vec<Vec<u32>>,
    pub right: Vec<bool>,
    pub weight: f32,
}

/// The table of weights.
pub fn train(data: &Path) -> Result<String, TrainError> {
    Ok(learn(&examples(data)?).write())
}

/// All decisions to learn from.
pub fn examples(data: &Path) -> Result<Vec<Example>, TrainError> {
    let knowledge = Knowledge::core();
    let mut examples = Vec::new();
    for line in read::<Line>(data, MARKED)? {
        examples.extend(marked(&line, &knowledge));
    }
    for line in read::<Line>(data, RAW)? {
        examples.extend(agreeing::examples(&document(&line.text, &knowledge), &knowledge));
    }
    Ok(examples)
}

/// A text with every layer that comes before coreference.
pub fn document(text: &str, knowledge: &Knowledge) -> Document {
    let mut document = evaluate::document(text.to_owned());
    for extractor in EXTRACTORS.iter().take_while(|extractor| extractor.name != coreference::EXTRACTOR.name) {
        let layer = (extractor.extract)(&document, knowledge);
        document.fill(layer);
    }
    document
}

fn marked(line: &Line, knowledge: &Knowledge) -> Vec<Example> {
    let document = document(&line.text, knowledge);
    let points = CodePoints::new(&line.text);
    let bytes = |span: Span| points.bytes(span).unwrap_or_default();
    let gold: Vec<(Span, Span, usize)> = (line.clusters.iter().enumerate())
        .flat_map(|(n, cluster)| cluster.mentions.iter().map(move |m| (m.span, m.min, n)))
        .map(|(span, min, n)| (bytes(span), bytes(min), n))
        .collect();
    coreference::read(&document, knowledge, |phrases| Gold::of(phrases, &gold), |reading| reading.judge.examples)
}

/// Decides as a corpus marks it, and keeps every decision as an example.
struct Gold {
    /// The cluster of each phrase.
    of: Vec<Option<usize>>,
    examples: Vec<Example>,
}

impl Gold {
    fn of(phrases: &[Phrase], gold: &[(Span, Span, usize)]) -> Self {
        let fits = |phrase: &Phrase| {
            let exact = gold.iter().find(|g| g.0 == phrase.span);
            let within = || gold.iter().filter(|g| g.0.contains(phrase.span) && phrase.span.contains(g.1));
            exact.or_else(|| within().min_by_key(|g| g.0.len())).map(|g| g.2)
        };
        let of = phrases.iter().map(|p| if matches!(p.kind, Kind::Adjective { .. }) { None } else { fits(p) });
        Self { of: of.collect(), examples: Vec::new() }
    }
}

impl Judge for Gold {
    fn choose(&mut self, choice: &Choice<'_>, _: &Chains) -> Option<usize> {
        let own = self.of.get(choice.phrase).copied().flatten();
        let is_right = |option: &usize| own.is_some() && self.of.get(*option).copied().flatten() == own;
        let mut right: Vec<bool> = choice.options.iter().map(is_right).collect();
        let chosen = right.iter().position(|&right| right);
        right.push(chosen.is_none());
        self.examples.push(Example { rows: choice.features.iter().map(<[u32]>::to_vec).collect(), right, weight: 1.0 });
        chosen
    }
}

/// Weights that make all right options together likely, by Adam (Kingma and Ba 2015) over all examples at once: the
/// loss is convex but for examples with several right options.
pub fn learn(examples: &[Example]) -> Weights {
    let mut weights = vec![0.0f32; FEATURES];
    let (mut means, mut squares) = (vec![0.0f32; FEATURES], vec![0.0f32; FEATURES]);
    let mut slopes = vec![0.0f32; FEATURES];
    for step in 1..=STEPS {
        slopes.iter_mut().zip(&weights).for_each(|(slope, weight)| *slope = DECAY * weight);
        examples.iter().for_each(|example| add_slopes(example, &weights, &mut slopes));
        let rate = RATE * (1.0 - (step as f32 - 1.0) / STEPS as f32);
        let (of_mean, of_square) = (1.0 - 0.9f32.powi(step as i32), 1.0 - 0.99f32.powi(step as i32));
        for (n, &slope) in slopes.iter().enumerate() {
            means[n] = 0.9 * means[n] + 0.1 * slope;
            squares[n] = 0.99 * squares[n] + 0.01 * slope * slope;
            weights[n] -= rate * (means[n] / of_mean) / ((squares[n] / of_square).sqrt() + 1e-3);
        }
    }
    Weights::new(weights)
}

fn add_slopes(example: &Example, weights: &[f32], slopes: &mut [f32]) {
    let scores: Vec<f32> = example.rows.iter().map(|row| row.iter().map(|&f| weights[f as usize]).sum()).collect();
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let shares: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
    let all: f32 = shares.iter().sum();
    let right: f32 = shares.iter().zip(&example.right).filter(|(_, right)| **right).map(|(share, _)| share).sum();
    for ((row, share), &is_right) in example.rows.iter().zip(&shares).zip(&example.right) {
        let wanted = if is_right { share / right.max(1e-20) } else { 0.0 };
        let slope = (share / all - wanted) * example.weight;
        row.iter().for_each(|&f| slopes[f as usize] += slope);
    }
}
