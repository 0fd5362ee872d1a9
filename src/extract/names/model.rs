//! The learned numbers of the tagger: weights of features, steps of the chain, and what its probabilities are worth.

use super::chain::Chain;
use super::labels::LABELS;
use crate::model::lanes::Lanes;
use crate::model::linear::Linear;
use crate::model::{Model, ModelError, Reader};
use std::sync::LazyLock;

pub const KIND: &str = "names";
pub const VERSION: &str = "2026.11-1";

/// `None` only where the build's own asset is broken, which a test excludes.
static MODEL: LazyLock<Option<NamesModel>> =
    LazyLock::new(|| NamesModel::read(include_bytes!("../../../assets/names.model")).ok());

/// The build's own model.
pub fn own() -> Option<&'static NamesModel> {
    MODEL.as_ref()
}

/// Payload, little-endian: share of the memory f32; slope and offset of the calibration f32 each; the transitions,
/// 30 rows of 29 f32; the table of weights.
pub struct NamesModel {
    /// How much of a capitalised token's score is the mean over its occurrences in the article.
    pub memory: f32,
    calibration: (f32, f32),
    pub chain: Chain,
    pub weights: Linear,
    pub lanes: Lanes,
}

impl NamesModel {
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(Model::read(file, KIND)?.payload);
        let memory = reader.f32()?;
        let calibration = (reader.f32()?, reader.f32()?);
        let transitions: Vec<f32> = (0..(LABELS + 1) * LABELS).map(|_| reader.f32()).collect::<Result<_, _>>()?;
        let weights = Linear::read(&mut reader)?;
        reader.finish()?;
        if weights.labels() != LABELS {
            return Err(ModelError::Payload("the tagger has another number of labels"));
        }
        Ok(Self { memory, calibration, chain: Chain::new(&transitions), weights, lanes: Lanes::default() })
    }

    /// What a probability of the chain is worth: how often a name with it was right on articles that the tagger had not
    /// learned from (Platt 1999, on the log-odds).
    pub fn calibrated(&self, probability: f32) -> f64 {
        let p = f64::from(probability.clamp(PROBABILITY_MIN, 1.0 - PROBABILITY_MIN));
        let odds = f64::from(self.calibration.0) * (p / (1.0 - p)).ln() + f64::from(self.calibration.1);
        1.0 / (1.0 + (-odds).exp())
    }
}

/// Nothing is surer than this.
pub const PROBABILITY_MIN: f32 = 1e-4;
