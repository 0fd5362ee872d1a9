//! Learns how much each cue of style speaks for British or American English.

use crate::corpus::{self, TrainError};
use copydesk::extract::language::english::{self, CUES};
use serde::Deserialize;
use std::path::Path;

/// Outlets whose house style is known.
const BRITISH: [&str; 5] = ["BBC News", "The Guardian", "The Economist", "Daily Mail", "The Telegraph - UK"];
const AMERICAN: [&str; 14] = [
    "Washington Post",
    "USA TODAY",
    "Associated Press",
    "CNN (Web News)",
    "New York Times - News",
    "Politico",
    "ABC News",
    "CBS News",
    "NPR Online News",
    "Washington Times",
    "Fox News",
    "The Hill",
    "Bloomberg",
    "Christian Science Monitor",
];
/// Characters of an article that are learned from: as much as a short report has.
const CHARS: usize = 1_300;
const EPOCHS: usize = 300;
const RATE: f32 = 0.5;
/// Pull towards zero: a cue that is rare in training must not decide.
const DECAY: f32 = 2e-3;
/// Log-odds below which neither is said: about two to one.
const THRESHOLD: f32 = 0.4;

#[derive(Deserialize)]
struct Line {
    source: String,
    text: String,
}

/// Appends the weights of all cues and the threshold.
pub fn train(data: &Path, payload: &mut Vec<u8>) -> Result<(), TrainError> {
    let lines: Vec<Line> = corpus::read(data, "train/raw-news.jsonl.xz")?;
    let side = |line: &Line| {
        let british = BRITISH.contains(&&*line.source);
        (british || AMERICAN.contains(&&*line.source)).then_some(british)
    };
    let examples: Vec<([f32; CUES], bool)> =
        lines.iter().filter_map(|line| Some((features(&line.text), side(line)?))).collect();
    let british = examples.iter().filter(|(_, gb)| *gb).count() as f32;
    let american = examples.len() as f32 - british;
    let mut weights = [0f32; CUES];
    for _ in 0..EPOCHS {
        let mut slopes = [0f32; CUES];
        for (x, gb) in &examples {
            let p = 1.0 / (1.0 + (-logit(x, &weights)).exp());
            let error = if *gb { (p - 1.0) / british } else { p / american };
            slopes.iter_mut().zip(x).for_each(|(s, x)| *s += error * x);
        }
        weights.iter_mut().zip(slopes).for_each(|(w, s)| *w -= RATE * (s + DECAY * *w));
    }
    let said = examples.iter().filter(|(x, _)| logit(x, &weights).abs() > THRESHOLD).count();
    let right =
        examples.iter().filter(|(x, gb)| logit(x, &weights) * (if *gb { 1.0 } else { -1.0 }) > THRESHOLD).count();
    eprintln!(
        "language: English regions, {british} British and {american} American articles: {right} right of {said} said"
    );
    payload.push(CUES as u8);
    weights.iter().for_each(|w| payload.extend_from_slice(&w.to_le_bytes()));
    payload.extend_from_slice(&THRESHOLD.to_le_bytes());
    Ok(())
}

fn features(text: &str) -> [f32; CUES] {
    let end = text.floor_char_boundary(CHARS.min(text.len()));
    english::count(&text[..end]).map(english::strength)
}

fn logit(x: &[f32; CUES], weights: &[f32; CUES]) -> f32 {
    x.iter().zip(weights).map(|(x, w)| x * w).sum()
}
