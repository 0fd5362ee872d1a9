//! Dependency trees: a greedy parser whose steps a small network chooses.
//!
//! The network's first layer sums a row of numbers for each hashed feature; what is above zero goes on to the scores of
//! the three actions, and of the relations of an arc.

pub mod features;
pub mod machine;
mod reading;
mod repair;

use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::model::lanes::{Lanes, Sum};
use crate::model::linear::{Linear, STEPS};
use crate::model::{Model, ModelError, Reader};
use crate::record::{Dependency, Document, Layer, LayerKind, Tags, Tokens, Trees, Upos};
use machine::ACTIONS;
use reading::Reading;
use std::sync::LazyLock;

pub const KIND: &str = "trees";
pub const MODEL_VERSION: &str = "2026.11-3";

pub const EXTRACTOR: Extractor = Extractor {
    name: "trees",
    version: "1",
    needs: &[LayerKind::Language, LayerKind::Tokens, LayerKind::Tags],
    fills: &[LayerKind::Trees],
    reads: Reads::English,
    models: &[("trees", MODEL_VERSION)],
    extract,
};

/// `None` only where the build's own asset is broken, which a test excludes.
static PARSER: LazyLock<Option<Parser>> =
    LazyLock::new(|| Parser::read(include_bytes!("../../../assets/trees.model")).ok());

/// The trees of a document's sentences: [`Layer::Trees`]. Nothing where tokens have no parts of speech.
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let layers = &document.layers;
    Layer::Trees(PARSER.as_ref().map(|parser| parser.trees(&layers.tokens, &layers.tags)).unwrap_or_default())
}

/// Units of the hidden layer: with its scale, the row of a feature fills one cache line.
pub const UNITS: usize = 63;
/// The same, and some more so that they fill whole registers.
const LANES: usize = UNITS.next_multiple_of(64);
/// Sums of the hidden layer.
type Units = Sum<LANES>;

/// Rows of the second layer: the actions, then the relations of a left arc, then those of a right one.
pub const OUTPUTS: usize = ACTIONS.len() + 2 * Dependency::COUNT;
/// Relations that children of each part of speech may have, one bit each: of left arcs, then of right ones.
pub type Possible = [[u64; Upos::COUNT]; 2];
const _: () = assert!(Dependency::COUNT <= u64::BITS as usize, "a bit for each relation");

/// Payload of a model of kind "trees", little-endian: bias of each unit f32; for each output its bias f32 and a weight of
/// each unit f32; the possible relations u64 each; then the rows of the features, a number a unit.
pub struct Parser {
    bias: Units,
    /// Bias and weights of each, in whole steps.
    outputs: Vec<(i32, Units)>,
    possible: Possible,
    weights: Linear,
    lanes: Lanes,
}

impl Parser {
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(Model::read(file, KIND)?.payload);
        let mut bias = Units::ZERO;
        for unit in bias.0.iter_mut().take(UNITS) {
            *unit = (reader.f32()? * (1 << STEPS) as f32) as i16;
        }
        let mut outputs = Vec::with_capacity(OUTPUTS);
        for _ in 0..OUTPUTS {
            let bias = reader.f32()? * (1 << STEPS) as f32;
            let mut weights = [0.0; LANES];
            for weight in weights.iter_mut().take(UNITS) {
                *weight = reader.f32()?;
            }
            outputs.push((bias, weights));
        }
        let outputs = in_whole_steps(&outputs);
        let mut possible = Possible::default();
        for relations in possible.iter_mut().flatten() {
            *relations = u64::from(reader.u32()?) | u64::from(reader.u32()?) << 32;
        }
        let weights = Linear::read(&mut reader)?;
        if weights.labels() != UNITS {
            return Err(ModelError::Payload("a parser with another number of units"));
        }
        reader.finish()?;
        Ok(Self { bias, outputs, possible, weights, lanes: Lanes::default() })
    }

    /// One tree a sentence.
    pub fn trees(&self, tokens: &Tokens, tags: &Tags) -> Trees {
        if tags.upos.len() != tokens.len() {
            return Trees::default();
        }
        let forms = features::forms(tokens, tags);
        let (mut heads, mut relations) = Reading::new(self, tokens, tags, &forms).read();
        repair::clauses(tokens, &mut heads, &mut relations);
        Trees::new(heads, relations, &tokens.sentences)
    }
}

/// Outputs in the smallest steps, a power of two of one, with which no sum can leave the range, whatever the units are.
fn in_whole_steps(outputs: &[(f32, [f32; LANES])]) -> Vec<(i32, Units)> {
    let most = |(bias, weights): &(f32, [f32; LANES])| {
        let weights: f64 = weights.iter().map(|&weight| f64::from(weight).abs()).sum();
        weights * f64::from(i16::MAX) + f64::from(*bias).abs()
    };
    let most = outputs.iter().map(most).fold(1.0, f64::max);
    // Each weight may be rounded up by half a step.
    let room = f64::from(i32::MAX) - f64::from(i16::MAX) * UNITS as f64;
    let largest = outputs.iter().flat_map(|output| output.1).fold(1.0f32, |a, b| a.max(b.abs()));
    let steps = (room / most).min(f64::from(i16::MAX - 1) / f64::from(largest)).log2().floor().exp2() as f32;
    outputs
        .iter()
        .map(|(bias, weights)| ((bias * steps) as i32, Sum(weights.map(|w| (w * steps).round() as i16))))
        .collect()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
