//! Dependency trees: a greedy parser whose steps a small network chooses.
//!
//! The network's first layer sums a row of numbers for each hashed feature; what is above zero goes on to the scores of
//! the three actions, and of the relations of an arc.

pub mod features;
pub mod machine;

use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::model::lanes::{Features, Lanes};
use crate::model::linear::{Linear, STEPS};
use crate::model::{Model, ModelError, Reader};
use crate::record::{Dependency, Document, Layer, LayerKind, Tags, Tokens, Trees, Upos};
use features::{Form, SLOTS};
use machine::{ACTIONS, Action, Machine, NONE};
use std::sync::LazyLock;

pub const KIND: &str = "trees";
pub const MODEL_VERSION: &str = "2026.11-2";

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
static PARSER: LazyLock<Option<Parser<'static>>> =
    LazyLock::new(|| Parser::read(include_bytes!("../../../assets/trees.model")).ok());

/// The trees of a document's sentences: [`Layer::Trees`]. Nothing where tokens have no parts of speech.
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let layers = &document.layers;
    Layer::Trees(PARSER.as_ref().map(|parser| parser.trees(&layers.tokens, &layers.tags)).unwrap_or_default())
}

/// Units of the hidden layer.
pub const UNITS: usize = 128;
/// Sums of the hidden layer, in steps of 2^-[`STEPS`]; each begins a cache line, so that it is read in as few as can be.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Units([i16; UNITS]);

impl Units {
    const ZERO: Units = Units([0; UNITS]);
}

/// Rows of the second layer: the actions, then the relations of a left arc, then those of a right one.
pub const OUTPUTS: usize = ACTIONS.len() + 2 * Dependency::COUNT;
/// Sums that are kept for an article (4 MB); what goes beyond is summed again whenever it is needed.
const SUMS_MAX: usize = 16_000;

/// Room for sums that is taken at first: articles need 5 for each of their tokens.
const SUMS_OF_TOKEN: usize = 6;

/// Relations that children of each part of speech may have, one bit each: of left arcs, then of right ones.
pub type Possible = [[u64; Upos::COUNT]; 2];
const _: () = assert!(Dependency::COUNT <= u64::BITS as usize, "a bit for each relation");

/// Payload of a model of kind "trees", little-endian: bias of each unit f32; for each output its bias f32 and a weight of
/// each unit f32; the possible relations u64 each; then the rows of the features, a number a unit.
pub struct Parser<'a> {
    bias: Units,
    /// Bias and weights of each, in whole steps.
    outputs: Vec<(i32, Units)>,
    possible: Possible,
    weights: Linear<'a>,
    lanes: Lanes,
}

impl<'a> Parser<'a> {
    pub fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(Model::read(file, KIND)?.payload);
        let mut bias = Units::ZERO;
        for unit in &mut bias.0 {
            *unit = (reader.f32()? * (1 << STEPS) as f32) as i16;
        }
        let mut outputs = Vec::with_capacity(OUTPUTS);
        for _ in 0..OUTPUTS {
            let bias = reader.f32()? * (1 << STEPS) as f32;
            let mut weights = [0.0; UNITS];
            for weight in &mut weights {
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
        let mut reading = Reading {
            parser: self,
            form_of: &tags.lemma_of,
            sum_of: vec![0; forms.len() * SLOTS],
            forms: &forms,
            sums: Vec::with_capacity((SUMS_OF_TOKEN * tokens.len()).min(SUMS_MAX)),
            hidden: Units::ZERO,
        };
        let (mut heads, mut relations) = (Vec::with_capacity(tokens.len()), Vec::with_capacity(tokens.len()));
        let mut machine = Machine::default();
        for sentence in &tokens.sentences {
            machine.begin(sentence.len());
            // Every step shifts or takes a token away for good: at most two for each.
            while !machine.is_done() {
                let (action, relation) = reading.next(&machine, sentence.start);
                machine.take(action, relation);
            }
            let head = |head: u32| if head == NONE { Trees::ROOT } else { sentence.start as u32 + head };
            heads.extend(machine.nodes.iter().map(|node| head(node.head)));
            relations.extend(machine.nodes.iter().map(|node| node.relation));
        }
        Trees::new(heads, relations, &tokens.sentences)
    }
}

/// Outputs in the smallest steps, a power of two of one, with which no sum can leave the range, whatever the units are.
fn in_whole_steps(outputs: &[(f32, [f32; UNITS])]) -> Vec<(i32, Units)> {
    let most = |(bias, weights): &(f32, [f32; UNITS])| {
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
        .map(|(bias, weights)| ((bias * steps) as i32, Units(weights.map(|w| (w * steps).round() as i16))))
        .collect()
}

/// An article being parsed.
struct Reading<'r, 'a> {
    parser: &'r Parser<'a>,
    form_of: &'r [u32],
    forms: &'r [Form],
    /// For each form and place where its sum lies, counted from 1; 0 where there is none yet.
    sum_of: Vec<u16>,
    sums: Vec<Units>,
    /// What the hidden layer hands on.
    hidden: Units,
}

impl Reading<'_, '_> {
    /// The best step from here, and the relation of its arc.
    fn next(&mut self, machine: &Machine, begin: usize) -> (Action, Dependency) {
        if machine.stack.is_empty() {
            return (Action::Shift, Dependency::Dep);
        }
        self.look(machine, begin);
        let allowed = ACTIONS.into_iter().filter(|&action| machine.allows(action));
        let action = self.best(allowed.map(|action| action as usize));
        let (action, side) = match ACTIONS.get(action) {
            Some(Action::Left) => (Action::Left, 0),
            Some(Action::Right) => (Action::Right, 1),
            _ => return (Action::Shift, Dependency::Dep),
        };
        let first = ACTIONS.len() + side * Dependency::COUNT;
        let child = self.forms.get(self.form(machine.stacked(0), begin)).unwrap_or(&Form::NONE);
        let possible = self.parser.possible.get(side).and_then(|of| of.get((child.upos as usize).wrapping_sub(1)));
        let possible = possible.copied().filter(|&relations| relations != 0).unwrap_or(u64::MAX);
        let relations = (0..Dependency::COUNT).filter(|relation| possible >> relation & 1 == 1);
        let best = self.best(relations.map(|relation| first + relation));
        (action, Dependency::of_index(best.saturating_sub(first)))
    }

    /// The number of the form of a token of the sentence that begins at `begin`.
    #[inline]
    fn form(&self, token: u32, begin: usize) -> usize {
        let none = self.forms.len() - 1;
        if token == NONE { none } else { self.form_of.get(begin + token as usize).map_or(none, |&form| form as usize) }
    }

    /// The best of some outputs.
    fn best(&self, among: impl Iterator<Item = usize>) -> usize {
        let outputs = |output: usize| self.parser.outputs.get(output).map(|(bias, weights)| (*bias, &weights.0));
        self.parser.lanes.best(among.filter_map(|n| Some((n, outputs(n)?))), &self.hidden.0)
    }

    /// Fills the hidden layer with what is seen.
    fn look(&mut self, machine: &Machine, begin: usize) {
        let slots = features::slots(machine);
        let at: [usize; SLOTS] = std::array::from_fn(|slot| self.sum(slot, self.form(slots[slot], begin)));
        let sums = at.map(|at| &self.sums.get(at).unwrap_or(&Units::ZERO).0);
        let of = |token: u32| self.forms.get(self.form(token, begin)).unwrap_or(&Form::NONE);
        let mut features = Features::default();
        features::of_state(machine, &slots, of, |feature| features.push(feature));
        let mut hidden = self.parser.bias;
        self.parser.lanes.add(&sums, &features, &self.parser.weights, &mut hidden.0);
        hidden.0.iter_mut().for_each(|unit| *unit = (*unit).max(0));
        self.hidden = hidden;
        self.sums.truncate(SUMS_MAX);
    }

    /// Where the sum of a form in a place lies; it is made when it is first needed. What lies beyond [`SUMS_MAX`] is
    /// there for one step only.
    fn sum(&mut self, slot: usize, form: usize) -> usize {
        let (Some(at), Some(seen)) = (self.sum_of.get_mut(form * SLOTS + slot), self.forms.get(form)) else {
            return usize::MAX;
        };
        if let Some(at) = usize::from(*at).checked_sub(1) {
            return at;
        }
        let mut features = Features::default();
        features::of_slot(slot, seen, |feature| features.push(feature));
        let mut sum = Units::ZERO;
        self.parser.lanes.add(&[], &features, &self.parser.weights, &mut sum.0);
        self.sums.push(sum);
        if self.sums.len() <= SUMS_MAX {
            *at = self.sums.len() as u16;
        }
        self.sums.len() - 1
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
