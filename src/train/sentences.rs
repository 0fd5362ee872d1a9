//! Trains the classifier that says whether a mark ends a sentence.

use crate::corpus::{self, TrainError};
use crate::softmax::Classifier;
use copydesk::extract::sentences::features::{self, Kind, ROWS};
use copydesk::extract::sentences::{KIND, MODEL_VERSION, Weights};
use copydesk::model;
use copydesk::text::{CodePoints, Span};
use serde::Deserialize;
use std::path::Path;

const CORPORA: [&str; 2] = ["eval/sentences/gum-other-train.jsonl.xz", "eval/sentences/ewt-train.jsonl.xz"];
const EPOCHS: usize = 12;

#[derive(Deserialize)]
struct Line {
    text: String,
    sentences: Vec<Span>,
}

/// Trains the model file from the two training sets.
pub fn train(data: &Path) -> Result<Vec<u8>, TrainError> {
    let mut examples = Vec::new();
    for name in CORPORA {
        corpus::read(data, name)?.iter().for_each(|line| collect(line, &mut examples));
    }
    let mut classifier = Classifier::new(ROWS, 2);
    let mut random = fastrand::Rng::with_seed(1);
    for epoch in 0..EPOCHS {
        random.shuffle(&mut examples);
        let loss: f32 = examples.iter().map(|(rows, ends)| classifier.learn(rows, usize::from(*ends), 0.3)).sum();
        eprintln!("sentences: epoch {epoch}, {} candidates, loss {:.4}", examples.len(), loss / examples.len() as f32);
    }
    let weights: Vec<f32> = (0..ROWS).map(|row| 0.3 * (classifier.row(row)[1] - classifier.row(row)[0])).collect();
    let scale = weights.iter().fold(1e-6f32, |a, w| a.max(w.abs())) / f32::from(i16::MAX);
    let mut payload = (classifier.bias(1) - classifier.bias(0)).to_le_bytes().to_vec();
    payload.extend_from_slice(&scale.to_le_bytes());
    weights.iter().for_each(|w| payload.extend_from_slice(&((w / scale).round() as i16).to_le_bytes()));
    let file = model::write(KIND, MODEL_VERSION, &payload);
    Weights::read(&file)?;
    Ok(file)
}

/// Every candidate of a document, and whether a gold sentence ends between its mark and its end.
fn collect(line: &Line, examples: &mut Vec<([u32; features::FEATURES], bool)>) {
    let points = CodePoints::new(&line.text);
    let ends: Vec<usize> = line.sentences.iter().filter_map(|&s| Some(points.bytes(s)?.end as usize)).collect();
    let mut offset = 0;
    for paragraph in line.text.split('\n') {
        let mut before = 0;
        for candidate in features::candidates(paragraph) {
            let first =
                ends.partition_point(|&e| e < offset + candidate.mark + usize::from(candidate.kind == Kind::Mark));
            let gold = ends.get(first).is_some_and(|&e| e <= offset + candidate.end);
            let at_end = paragraph[candidate.end..].trim().is_empty();
            if !at_end && !candidate.certain {
                examples.push((features::rows(paragraph, &candidate, before), gold));
            }
            if candidate.kind == Kind::Mark {
                before = candidate.end;
            }
        }
        offset += paragraph.len() + 1;
    }
}
