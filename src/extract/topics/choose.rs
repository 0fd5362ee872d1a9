//! From scores to the subjects that are told, each with its probability.

use super::model::{Calibration, Each};

/// Least probability of the first subject; below it nothing is told.
const FIRST_MIN: f32 = 0.35;
/// Of one that goes with those before it, and of one that does not: two subjects that hardly ever meet need more proof.
const COMPANION_MIN: f32 = 0.5;
const OTHER_MIN: f32 = 0.35;

/// The subjects of an article, the most probable first: their numbers and probabilities.
pub fn choose(calibration: &Calibration, scores: &Each<f32>) -> Vec<(usize, f32)> {
    let mut ranked: Vec<(usize, f32)> = calibration.log_odds(scores).into_iter().enumerate().collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut chosen = Vec::new();
    for (rank, &(subject, odds)) in ranked.iter().enumerate() {
        let before = ranked.get(..rank).unwrap_or_default();
        let first = probability(calibration.first_slope * odds + calibration.first_offset);
        let (value, least) = match before {
            [] if first < FIRST_MIN => return chosen,
            [] => (first, FIRST_MIN),
            _ if before.iter().all(|b| calibration.goes_with(subject, b.0)) => (first, COMPANION_MIN),
            _ => (probability(odds), OTHER_MIN),
        };
        if value >= least {
            chosen.push((subject, value));
        }
    }
    chosen.sort_by(|a, b| b.1.total_cmp(&a.1));
    chosen
}

/// The probability of some log-odds.
pub fn probability(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}
