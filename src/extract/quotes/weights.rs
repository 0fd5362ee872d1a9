//! Learned weights: which clauses are reported speech, which word reports a quotation, who is its source.

use crate::model::{Model, ModelError, Reader, U16s};
use std::sync::LazyLock;

pub const KIND: &str = "quotes";
pub const MODEL_VERSION: &str = "2026.11-1";
/// Bits of a row number of either table: what was seen in 400 articles fits with few collisions.
pub const CLAUSE_BITS: u32 = 15;
pub const CUE_BITS: u32 = 12;
pub const SOURCE_BITS: u32 = 13;

/// `None` only where the build's own asset is broken, which a test excludes.
pub static WEIGHTS: LazyLock<Option<Weights<'static>>> =
    LazyLock::new(|| Weights::read(include_bytes!("../../../assets/quotes.model")).ok());

/// Payload of a model of kind "quotes": the table of clauses, then those of cues and of sources.
pub struct Weights<'a> {
    pub clause: Table<'a>,
    pub cue: Table<'a>,
    pub source: Table<'a>,
}

impl<'a> Weights<'a> {
    pub fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        let model = Model::read(file, KIND)?;
        let mut reader = Reader::new(model.payload);
        let clause = Table::read(&mut reader, CLAUSE_BITS)?;
        let cue = Table::read(&mut reader, CUE_BITS)?;
        let source = Table::read(&mut reader, SOURCE_BITS)?;
        reader.finish()?;
        Ok(Self { clause, cue, source })
    }
}

/// A log-linear chooser over hashed features; "none" has the score zero. Little-endian: bias f32, scale f32, 2^bits weights i16.
pub struct Table<'a> {
    bias: f32,
    /// What one step of a weight is worth, in logits.
    scale: f32,
    mask: u64,
    rows: U16s<'a>,
}

impl<'a> Table<'a> {
    fn read(reader: &mut Reader<'a>, bits: u32) -> Result<Self, ModelError> {
        let (bias, scale) = (reader.f32()?, reader.f32()?);
        let rows = reader.u16s(1 << bits)?;
        Ok(Self { bias, scale, mask: (1 << bits) - 1, rows })
    }

    /// The score of one option; `features` calls its argument with every feature.
    pub fn score(&self, features: impl FnOnce(&mut dyn FnMut(u64))) -> f32 {
        let mut sum = 0i32;
        features(&mut |feature| sum += i32::from(self.rows.get((feature & self.mask) as usize) as i16));
        self.bias + self.scale * sum as f32
    }
}

/// Probabilities of options with these scores, where none of them may be meant as well.
pub fn shares(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().fold(0f32, |a, &b| a.max(b));
    let total = (-top).exp() + scores.iter().map(|s| (s - top).exp()).sum::<f32>();
    scores.iter().map(|s| (s - top).exp() / total).collect()
}

/// The likeliest option and its probability.
pub fn likeliest<T>(options: impl Iterator<Item = (f32, T)>) -> Option<(f32, T)> {
    let (scores, mut things): (Vec<f32>, Vec<T>) = options.unzip();
    let shares = shares(&scores);
    let best = (0..shares.len()).max_by(|&a, &b| shares[a].total_cmp(&shares[b]).then(b.cmp(&a)))?;
    Some((shares[best], things.swap_remove(best)))
}
