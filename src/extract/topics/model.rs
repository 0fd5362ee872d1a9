//! The learned numbers of the classifier: weights of words, and what its scores are worth as probabilities.

use crate::model::lanes::{Lanes, Summing};
use crate::model::linear::{Linear, STEPS};
use crate::model::{Model, ModelError, Reader};
use std::sync::LazyLock;

pub const KIND: &str = "topics";
pub const VERSION: &str = "2026.11-1";
/// The subjects of level 1, in the order of their codes: 01000000 to 17000000.
pub const SUBJECTS: usize = 17;
/// Weights are stored larger than they are, so that the steps of [`Linear`] are fine enough.
pub const ENLARGED: f32 = 8.0;
/// As many lanes as are added at a time.
const LANES: usize = 24;

/// `None` only where the build's own asset is broken, which a test excludes.
static MODEL: LazyLock<Option<TopicsModel>> =
    LazyLock::new(|| TopicsModel::read(include_bytes!("../../../assets/topics.model")).ok());

/// The build's own model.
pub fn own() -> Option<&'static TopicsModel> {
    MODEL.as_ref()
}

/// One number a subject.
pub type Each<T> = [T; SUBJECTS];

/// From scores to probabilities (Platt 1999), one line a subject, and from the log-odds of the first topic of an article
/// to how often a first topic of these odds is right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calibration {
    pub slope: Each<f32>,
    pub offset: Each<f32>,
    pub first_slope: f32,
    pub first_offset: f32,
    /// The subjects that most articles of a subject are about as well, as bits: politics beside health.
    pub companions: Each<u32>,
}

impl Calibration {
    /// The log-odds that an article of these scores is about each subject.
    pub fn log_odds(&self, scores: &Each<f32>) -> Each<f32> {
        std::array::from_fn(|c| self.slope[c] * scores[c] + self.offset[c])
    }

    /// Whether an article about `subject` is usually about `other` too.
    pub fn goes_with(&self, subject: usize, other: usize) -> bool {
        self.companions.get(subject).is_some_and(|bits| bits >> other & 1 == 1)
    }
}

/// Payload, little-endian: slopes and offsets of the subjects f32 each, companions u32 each, slope and offset of the
/// first topic f32; the table of weights with one label a subject.
pub struct TopicsModel {
    pub calibration: Calibration,
    weights: Linear,
    lanes: Lanes,
}

impl TopicsModel {
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(Model::read(file, KIND)?.payload);
        let mut calibration = Calibration::default();
        for x in calibration.slope.iter_mut().chain(&mut calibration.offset) {
            *x = reader.f32()?;
        }
        for bits in &mut calibration.companions {
            *bits = reader.u32()?;
        }
        (calibration.first_slope, calibration.first_offset) = (reader.f32()?, reader.f32()?);
        let weights = Linear::read(&mut reader)?;
        reader.finish()?;
        if weights.labels() != SUBJECTS {
            return Err(ModelError::Payload("the classifier has another number of subjects"));
        }
        Ok(Self { calibration, weights, lanes: Lanes::default() })
    }

    /// What the words of an article say for each subject.
    pub fn scores(&self, words: &[(u64, f32)]) -> Each<f32> {
        let mut summing = Summing::<LANES>::new(self.lanes, &self.weights, words.len());
        for (key, _) in words {
            summing.push(*key);
            summing.end(&[]);
        }
        let mut scores = [0.0; SUBJECTS];
        let step = 1.0 / (ENLARGED * (1 << STEPS) as f32);
        for ((_, x), sum) in words.iter().zip(summing.finish()) {
            scores.iter_mut().zip(sum.0).for_each(|(score, lane)| *score += x * step * f32::from(lane));
        }
        scores
    }
}
