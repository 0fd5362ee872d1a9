//! The learned numbers: how words are placed by their tone, what each region and each feature says.
//!
//! Log-linear but for the words, which went through one layer: a word is eight numbers, the hyperbolic tangent of sums
//! over its vector. Log-odds of a label = bias + the averaged words of every region times the region's weights + the
//! weights of the features seen.

use super::features::{self, Place};
use super::regions::{self, REGIONS};
use super::scene::Scene;
use crate::model::linear::{Linear, STEPS};
use crate::model::{Model, ModelError, Reader};
use crate::text::words::HashedMap;
use std::ops::Range;
use std::sync::LazyLock;

pub const KIND: &str = "tone";
pub const VERSION: &str = "2026.11-1";
/// Numbers of a word.
pub const HIDDEN: usize = 8;
/// Negative, neutral, positive.
pub const LABELS: usize = 3;
/// Whole steps that a number of a word is written in.
pub const HIDDEN_STEPS: f32 = 127.0;
/// Words from which an average counts in full; of fewer it counts less, by the square root.
const FULL: f32 = 3.0;
/// What features are worth together: this many would count once each.
const FEATURES_USUAL: f32 = 30.0;

/// `None` only where the build's own asset is broken, which a test excludes.
static MODEL: LazyLock<Option<ToneModel<'static>>> =
    LazyLock::new(|| ToneModel::read(include_bytes!("../../../assets/tone.model")).ok());

/// The build's own model.
pub fn own() -> Option<&'static ToneModel<'static>> {
    MODEL.as_ref()
}

/// Payload, little-endian: words u32; the key of each u32; 8 signed bytes for each; 3 biases f32; weights of the regions
/// f32, 8 times 3 each; the table of features.
pub struct ToneModel<'a> {
    rows: HashedMap<u32>,
    words: &'a [[u8; HIDDEN]],
    bias: [f32; LABELS],
    regions: Vec<[[f32; LABELS]; HIDDEN]>,
    features: Linear<'a>,
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

impl<'a> ToneModel<'a> {
    pub fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(Model::read(file, KIND)?.payload);
        let n = reader.u32()? as usize;
        let mut rows = HashedMap::default();
        for row in 0..n as u32 {
            rows.insert(u64::from(reader.u32()?), row);
        }
        let words = reader.bytes(n.saturating_mul(HIDDEN))?.as_chunks().0;
        let mut numbers = || -> Result<[f32; LABELS], ModelError> { Ok([reader.f32()?, reader.f32()?, reader.f32()?]) };
        let bias = numbers()?;
        let mut regions = vec![[[0.0; LABELS]; HIDDEN]; REGIONS];
        for weights in regions.iter_mut().flatten() {
            *weights = numbers()?;
        }
        let features = Linear::read(&mut reader)?;
        reader.finish()?;
        if features.labels() != LABELS {
            return Err(ModelError::Payload("tone has three labels"));
        }
        Ok(Self { rows, words, bias, regions, features })
    }

    /// The words of the model and their numbers, in steps: what a training without word vectors goes on with.
    pub fn words(&self) -> impl Iterator<Item = (u32, &[u8; HIDDEN])> {
        self.rows.iter().filter_map(|(&key, &row)| Some((key as u32, self.words.get(row as usize)?)))
    }

    /// A document ready to be asked for the tone at its places.
    pub fn reading<'s>(&'s self, scene: &'s Scene<'s>) -> Reading<'s> {
        let (tokens, rows) = (&scene.layers.tokens, self.rows_of(scene));
        let (mut sum, mut word, mut quote) = (Sum::default(), Words::default(), Words::default());
        let (mut sums, mut words, mut quoted) = (vec![sum], vec![word], vec![quote]);
        let mut of_lemmas = vec![None; scene.layers.tags.lemmas.len()];
        for i in 0..tokens.len() {
            let seen = scene.seen(i);
            // All tokens of a lemma say the same by themselves, but for those in names, which say nothing.
            let lemma = scene.layers.tags.lemma_of.get(i).and_then(|&lemma| of_lemmas.get_mut(lemma as usize));
            if seen.is_word || seen.charge.is_some() {
                sum = sum.plus(match lemma {
                    Some(known) => *known.get_or_insert_with(|| self.of_token(scene, i)),
                    None => self.of_token(scene, i),
                });
            }
            let row = tokens.word_of.get(i).and_then(|&word| *rows.get(word as usize)?);
            for (wanted, to) in [(seen.is_content, &mut word), (seen.is_content && seen.is_quoted, &mut quote)] {
                if let Some(row) = row.filter(|_| wanted) {
                    to.numbers.iter_mut().zip(row).for_each(|(sum, &x)| *sum += i32::from(x as i8));
                    to.n += 1;
                }
            }
            sums.push(sum);
            words.push(word);
            quoted.push(quote);
        }
        Reading { model: self, scene, sums, words, quoted }
    }

    fn of_token(&self, scene: &Scene<'_>, i: usize) -> Sum {
        let (mut steps, mut n) = ([0i16; LABELS], 0);
        features::of_token(scene, i, |feature| {
            self.features.add_steps(feature, &mut steps);
            n += 1;
        });
        Sum { steps: steps.map(i32::from), n }
    }

    /// The numbers of every word of a document, by its place in `Tokens::words`.
    fn rows_of(&self, scene: &Scene<'_>) -> Vec<Option<&'a [u8; HIDDEN]>> {
        let row = |word: u64| self.rows.get(&u64::from(key(word))).and_then(|&row| self.words.get(row as usize));
        scene.layers.tokens.words.iter().map(|word| row(word.lower)).collect()
    }
}

/// Weights of features, summed up.
#[derive(Clone, Copy, Default)]
struct Sum {
    steps: [i32; LABELS],
    n: i32,
}

impl Sum {
    fn plus(self, other: Self) -> Self {
        let [a, b, c] = self.steps;
        let [x, y, z] = other.steps;
        Self { steps: [a + x, b + y, c + z], n: self.n + other.n }
    }

    fn minus(self, other: Self) -> Self {
        self.plus(Self { steps: other.steps.map(|x| -x), n: -other.n })
    }
}

/// One document, with what its words say by themselves.
pub struct Reading<'s> {
    model: &'s ToneModel<'s>,
    scene: &'s Scene<'s>,
    /// Before each token, the sum of the features of all tokens so far; then of their words; then of the quoted ones.
    sums: Vec<Sum>,
    words: Vec<Words>,
    quoted: Vec<Words>,
}

impl Reading<'_> {
    /// Probabilities of the tone towards what is mentioned at a place: negative, neutral, positive.
    pub fn tone(&self, place: &Place) -> [f32; LABELS] {
        let mut logits = self.of_features(place);
        self.add_regions(place, &mut logits);
        softmax(logits)
    }

    fn of_features(&self, place: &Place) -> [f32; LABELS] {
        let window = place.window();
        let mut sum = self.between(window.clone());
        for mention in &place.mentions {
            sum = sum.minus(self.between(mention.start.max(window.start)..mention.end.min(window.end)));
        }
        let (mut steps, mut n) = ([0i16; LABELS], 0);
        features::of_place(self.scene, place, |feature| {
            self.model.features.add_steps(feature, &mut steps);
            n += 1;
        });
        sum = sum.plus(Sum { steps: steps.map(i32::from), n });
        let factor = factor(sum.n.max(0) as usize) / (1 << STEPS) as f32;
        let mut logits = self.model.bias;
        logits.iter_mut().zip(sum.steps).for_each(|(logit, step)| *logit += factor * step as f32);
        logits
    }

    fn between(&self, tokens: Range<usize>) -> Sum {
        let at = |i: usize| self.sums.get(i).copied().unwrap_or_default();
        if tokens.is_empty() { Sum::default() } else { at(tokens.end).minus(at(tokens.start)) }
    }

    fn add_regions(&self, place: &Place, logits: &mut [f32; LABELS]) {
        let mut sums = [Words::default(); REGIONS];
        regions::of(self.scene, place, |part| {
            let table = if part.is_quoted { &self.quoted } else { &self.words };
            if let Some(sum) = sums.get_mut(part.region) {
                sum.add(table, &part.tokens, 1);
                place.mentions.iter().for_each(|mention| sum.add(table, &both(&part.tokens, mention), -1));
            }
        });
        for (sum, weights) in sums.iter().zip(&self.model.regions).filter(|row| row.0.n > 0) {
            let share = share(sum.n as f32) / HIDDEN_STEPS;
            for (&x, weights) in sum.numbers.iter().zip(weights) {
                let x = x as f32 * share;
                logits.iter_mut().zip(weights).for_each(|(logit, weight)| *logit += x * weight);
            }
        }
    }
}

/// The numbers of words, summed up, and how many there are.
#[derive(Clone, Copy, Default)]
struct Words {
    numbers: [i32; HIDDEN],
    n: i32,
}

impl Words {
    /// Adds what stands between two entries of a table of running sums, `times` over.
    fn add(&mut self, table: &[Words], tokens: &Range<usize>, times: i32) {
        if tokens.is_empty() {
            return;
        }
        let (Some(before), Some(behind)) = (table.get(tokens.start), table.get(tokens.end)) else { return };
        for (sum, (a, b)) in self.numbers.iter_mut().zip(before.numbers.iter().zip(behind.numbers)) {
            *sum += times * (b - a);
        }
        self.n += times * (behind.n - before.n);
    }
}

fn both(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.max(b.start)..a.end.min(b.end)
}
