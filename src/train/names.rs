//! Trains the tagger of names from gold articles and from articles that a larger model has labelled.

use crate::corpus::{self, TrainError};
use crate::crf::{Crf, Sequence};
use crate::names_data::{self, CORPORA, Corpus};
use crate::{linear, names_score};
use copydesk::extract::names::labels::LABELS;
use copydesk::extract::names::labels::may_follow;
use copydesk::extract::names::model::{KIND, NamesModel, PROBABILITY_MIN, VERSION};
use copydesk::model;
use std::path::Path;

/// Bits of a row's number: two million rows, of which a twentieth is kept.
const BITS: u8 = 21;
/// Epochs with all features, then with those that were worth keeping.
const EPOCHS: usize = 2;
const EPOCHS_PRUNED: usize = 2;
/// Rows whose weights are all smaller than this are left out.
const WEIGHT_MIN: f32 = 0.2;
const RATE: f32 = 0.1;
/// Share of the mean over an article in a capitalised token's score.
const MEMORY: f32 = 0.3;
/// Each so many-th article of the gold corpora is kept from the model that the calibration is learned on.
const HELD_OUT: usize = 8;

/// Trains the model file.
pub fn train(data: &Path) -> Result<Vec<u8>, TrainError> {
    let mut corpora = Vec::new();
    for corpus in &CORPORA {
        corpora.push((corpus, corpus::read(data, corpus.file)?));
    }
    let calibration = calibration(&corpora)?;
    eprintln!("names: calibration {calibration:?}");
    let file = learn(&corpora, |_, _| true, calibration);
    NamesModel::read(&file)?;
    Ok(file)
}

type Read = Vec<names_data::Line>;

/// Learns from the articles that `takes` takes (by their corpus and number), and writes the model.
fn learn(corpora: &[(&Corpus, Read)], takes: impl Fn(&Corpus, usize) -> bool, calibration: (f32, f32)) -> Vec<u8> {
    let mut sequences = Vec::new();
    for (corpus, lines) in corpora {
        let taken = lines.iter().enumerate().filter(|(n, _)| takes(corpus, *n));
        taken.for_each(|(n, line)| names_data::collect(n, line, corpus, BITS, &mut sequences));
    }
    let tokens: usize = sequences.iter().map(Sequence::len).sum();
    eprintln!("names: {} sentences, {tokens} tokens", sequences.len());
    let crf = fit(sequences);
    let mut payload = Vec::new();
    for number in [MEMORY, calibration.0, calibration.1] {
        payload.extend_from_slice(&number.to_le_bytes());
    }
    crf.transitions.iter().for_each(|t| payload.extend_from_slice(&t.to_le_bytes()));
    let (weights, kept) = linear::pack(&crf.weights(), BITS, LABELS, f32::MIN_POSITIVE);
    eprintln!("names: {kept} rows");
    payload.extend(weights);
    model::write(KIND, VERSION, &payload)
}

fn fit(mut sequences: Vec<Sequence>) -> Crf {
    let possible =
        (0..=LABELS).flat_map(|from| (0..LABELS).map(move |to| may_follow((from < LABELS).then_some(from), to)));
    let mut crf = Crf::new(BITS, LABELS, possible.collect());
    let mut random = fastrand::Rng::with_seed(3);
    for epoch in 0..EPOCHS + EPOCHS_PRUNED {
        if epoch == EPOCHS {
            crf.prune(WEIGHT_MIN);
            sequences.iter_mut().for_each(|s| s.retain(|row| crf.row(row as usize).iter().any(|w| *w != 0.0)));
        }
        random.shuffle(&mut sequences);
        crf.rate = RATE * (1.0 - epoch as f32 / (EPOCHS + EPOCHS_PRUNED) as f32 / 2.0);
        let loss: f64 = sequences.iter().map(|s| f64::from(crf.learn(s))).sum();
        eprintln!("names: epoch {epoch}, loss {loss:.0}");
    }
    crf
}

/// Learns what the probabilities are worth, with a model that has not seen a part of the gold articles.
fn calibration(corpora: &[(&Corpus, Read)]) -> Result<(f32, f32), TrainError> {
    let held_out = |corpus: &Corpus, n: usize| corpus.is_news_gold && n.is_multiple_of(HELD_OUT);
    let file = learn(corpora, |corpus, n| !held_out(corpus, n), (1.0, 0.0));
    let model = NamesModel::read(&file)?;
    let mut judged = Vec::new();
    for (corpus, lines) in corpora {
        let lines = lines.iter().enumerate().filter(|(n, _)| held_out(corpus, *n));
        lines.for_each(|(_, line)| names_score::judge(line, &model, &mut judged));
    }
    Ok(platt(&judged))
}

const PLATT_ROUNDS: usize = 2_000;
const PLATT_RATE: f32 = 0.1;

/// Slope and offset of the log-odds that make the probabilities fit best, by gradient descent.
fn platt(judged: &[(f32, bool)]) -> (f32, f32) {
    let odds: Vec<(f32, f32)> = judged
        .iter()
        .map(|&(p, right)| (p.clamp(PROBABILITY_MIN, 1.0 - PROBABILITY_MIN), f32::from(u8::from(right))))
        .map(|(p, right)| ((p / (1.0 - p)).ln(), right))
        .collect();
    let (mut slope, mut offset) = (1f32, 0f32);
    for _ in 0..PLATT_ROUNDS {
        let (mut by_slope, mut by_offset) = (0f32, 0f32);
        for &(x, right) in &odds {
            let error = 1.0 / (1.0 + (-(slope * x + offset)).exp()) - right;
            by_slope += error * x;
            by_offset += error;
        }
        slope -= PLATT_RATE * by_slope / odds.len() as f32;
        offset -= PLATT_RATE * by_offset / odds.len() as f32;
    }
    (slope, offset)
}
