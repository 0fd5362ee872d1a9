//! The learned numbers: how words are placed by their tone, what each region and each feature says.
//!
//! Log-linear but for the words, which went through one layer: a word is eight numbers, the hyperbolic tangent of sums
//! over its vector. Log-odds of a label = bias + the averaged words of every region times the region's weights + the
//! weights of the features seen.

use super::reading::Reading;
use super::regions::REGIONS;
use super::scene::Scene;
use crate::model::lanes::{Lanes, Summing};
use crate::model::linear::Linear;
use crate::model::{Model, ModelError, Reader};
use std::sync::LazyLock;

pub const KIND: &str = "tone";
pub const VERSION: &str = "2026.11-1";
/// Numbers of a word.
pub const HIDDEN: usize = 8;
/// Negative, neutral, positive.
pub const LABELS: usize = 3;
/// The same, and one more so that they fill a register.
pub(super) const LANES: usize = LABELS + 1;
/// Whole steps that a number of a word is written in.
pub const HIDDEN_STEPS: f32 = 127.0;
/// Words from which an average counts in full; of fewer it counts less, by the square root.
const FULL: f32 = 3.0;
/// What features are worth together: this many would count once each.
const FEATURES_USUAL: f32 = 30.0;

/// `None` only where the build's own asset is broken, which a test excludes.
static MODEL: LazyLock<Option<ToneModel>> =
    LazyLock::new(|| ToneModel::read(include_bytes!("../../../assets/tone.model")).ok());

/// The build's own model.
pub fn own() -> Option<&'static ToneModel> {
    MODEL.as_ref()
}

/// Payload, little-endian: words u32; the key of each u32; 8 signed bytes for each; 3 biases f32; weights of the regions
/// f32, 8 times 3 each; the table of features.
pub struct ToneModel {
    words: Words,
    pub(super) bias: [f32; LABELS],
    /// By region and label.
    pub(super) regions: Vec<[[f32; HIDDEN]; LABELS]>,
    features: Linear,
    lanes: Lanes,
}

/// What a word is found by: half of its [`lower_hash`](crate::text::words::lower_hash).
pub fn key(word: u64) -> u32 {
    (word >> 32) as u32
}

/// What each of `n` words of a region counts.
pub fn share(n: f32) -> f32 {
    (n / FULL).min(1.0).sqrt() / n.max(1.0)
}

/// What each of `n` features counts.
pub fn factor(n: usize) -> f32 {
    (FEATURES_USUAL / n.max(1) as f32).sqrt()
}

/// Probabilities of log-odds.
pub fn softmax(logits: [f32; LABELS]) -> [f32; LABELS] {
    let top = logits.iter().fold(f32::MIN, |a, &b| a.max(b));
    let odds = logits.map(|x| (x - top).exp());
    let all: f32 = odds.iter().sum();
    odds.map(|x| x / all)
}

impl ToneModel {
    pub fn read(file: &[u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(Model::read(file, KIND)?.payload);
        let n = reader.u32()? as usize;
        let keys = reader.bytes(n.saturating_mul(4))?.as_chunks().0.iter().map(|&key| u32::from_le_bytes(key));
        let words = Words::of(keys, reader.bytes(n.saturating_mul(HIDDEN))?.as_chunks().0);
        let mut numbers = || -> Result<[f32; LABELS], ModelError> { Ok([reader.f32()?, reader.f32()?, reader.f32()?]) };
        let bias = numbers()?;
        let mut regions = vec![[[0.0; HIDDEN]; LABELS]; REGIONS];
        for region in &mut regions {
            for i in 0..HIDDEN {
                region.iter_mut().zip(numbers()?).for_each(|(weights, weight)| weights[i] = weight);
            }
        }
        let features = Linear::read(&mut reader)?;
        reader.finish()?;
        if features.labels() != LABELS {
            return Err(ModelError::Payload("tone has three labels"));
        }
        Ok(Self { words, bias, regions, features, lanes: Lanes::default() })
    }

    /// The words of the model and their numbers, in steps: what a training without word vectors goes on with.
    pub fn words(&self) -> impl Iterator<Item = (u32, &[u8; HIDDEN])> {
        self.words.slots.iter().flatten().map(|(key, numbers)| (*key, numbers))
    }

    /// A document ready to be asked for the tone at its places.
    pub fn reading<'s>(&'s self, scene: &'s Scene<'s>) -> Reading<'s> {
        Reading::new(self, scene)
    }

    /// The numbers of a word, in steps.
    pub(super) fn word(&self, word: u64) -> Option<&[u8; HIDDEN]> {
        self.words.get(key(word))
    }

    /// Sums of the weights of features; `room`: about as many as there will be.
    pub(super) fn summing(&self, room: usize) -> Summing<'_, LANES> {
        Summing::new(self.lanes, &self.features, room)
    }
}

/// The numbers of words in a table of open addressing: one look at the memory finds most of them.
struct Words {
    /// A power of two of them, half of them empty or more.
    slots: Vec<Option<(u32, [u8; HIDDEN])>>,
}

impl Words {
    fn of(keys: impl Iterator<Item = u32>, numbers: &[[u8; HIDDEN]]) -> Self {
        let mut slots = vec![None; (numbers.len() * 2).next_power_of_two()];
        for (key, numbers) in keys.zip(numbers) {
            let free = Self::places(slots.len(), key).find(|&at| slots.get(at).is_none_or(Option::is_none));
            if let Some(slot) = free.and_then(|at| slots.get_mut(at)) {
                *slot = Some((key, *numbers));
            }
        }
        Self { slots }
    }

    fn get(&self, key: u32) -> Option<&[u8; HIDDEN]> {
        let mut slots = Self::places(self.slots.len(), key).map_while(|at| self.slots.get(at)?.as_ref());
        slots.find(|slot| slot.0 == key).map(|slot| &slot.1)
    }

    /// Where a key is looked for: keys are hashes already.
    fn places(slots: usize, key: u32) -> impl Iterator<Item = usize> {
        (0..slots).map(move |n| (key as usize + n) & (slots - 1))
    }
}
