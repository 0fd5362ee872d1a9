//! The small network behind tone: one layer over word vectors, averages by region, and a linear layer beside features.

use copydesk::extract::tone::model::{HIDDEN, LABELS, factor, share, softmax};
use copydesk::extract::tone::regions::REGIONS;

/// Examples whose slopes are averaged before a step of Adam (Kingma & Ba 2015), and its constants.
const BATCH: usize = 128;
const RATE: f32 = 0.01;
const MEAN: f32 = 0.9;
const SQUARE: f32 = 0.99;
const EPOCHS: usize = 6;
/// Pull towards zero: of the weights of features, of regions, of the layer over vectors.
const DECAY_FEATURES: f32 = 1.5e-3;
const DECAY_REGIONS: f32 = 1e-2;
const DECAY_WORDS: f32 = 1e-5;
/// Share of the averages that are left out while learning.
const DROPOUT: f32 = 0.25;
/// How steep the layer is at first.
const STEEPNESS: f32 = 3.0;

/// One thing mentioned in one sentence.
pub struct Example {
    /// Features, as rows of the packed table or as those that are learned.
    pub rows: Vec<u32>,
    /// Features that were seen, known or not.
    pub features: usize,
    /// Words by region.
    pub words: Vec<(usize, u32)>,
    pub label: usize,
}

/// Where the numbers of words come from.
#[derive(Clone)]
pub enum Words {
    /// Vectors, one row a word, all of one length: the layer over them is learned.
    Vectors { dimensions: usize, numbers: Vec<f32> },
    /// Finished numbers.
    Fixed(Vec<[f32; HIDDEN]>),
}

/// Numbers that are learned together.
struct Weights {
    now: Vec<f32>,
    slopes: Vec<f32>,
    means: Vec<f32>,
    squares: Vec<f32>,
    decay: f32,
}

impl Weights {
    fn new(now: Vec<f32>, decay: f32) -> Self {
        let zeros = vec![0.0; now.len()];
        Self { slopes: zeros.clone(), means: zeros.clone(), squares: zeros, now, decay }
    }

    fn step(&mut self, rate: f32, corrections: (f32, f32)) {
        let rows = self.now.iter_mut().zip(&mut self.slopes).zip(self.means.iter_mut().zip(&mut self.squares));
        for ((weight, slope), (mean, square)) in rows {
            let g = std::mem::take(slope) + self.decay * *weight;
            *mean = MEAN * *mean + (1.0 - MEAN) * g;
            *square = SQUARE * *square + (1.0 - SQUARE) * g * g;
            *weight -= rate * (*mean / corrections.0) / ((*square / corrections.1).sqrt() + 1e-6);
        }
    }
}

pub struct Net {
    words: Words,
    layer: Weights,
    layer_bias: Weights,
    bias: Weights,
    regions: Weights,
    features: Weights,
    random: fastrand::Rng,
    /// Numbers of the words of the present batch, and the batch they were made for.
    made: Vec<([f32; HIDDEN], u32)>,
    batch: u32,
}

type Averages = [[f32; HIDDEN]; REGIONS];

impl Net {
    fn new(words: Words, rows: usize, seed: u64) -> Self {
        let mut random = fastrand::Rng::with_seed(seed);
        let (dimensions, n) = match &words {
            Words::Vectors { dimensions, numbers } => (*dimensions, numbers.len() / dimensions.max(&1)),
            Words::Fixed(numbers) => (0, numbers.len()),
        };
        // The sum of four even numbers is close to a bell curve; its deviation here is a half.
        let mut bell = || (0..4).map(|_| random.f32() - 0.5).sum::<f32>() * 0.87;
        let layer = (0..dimensions * HIDDEN).map(|_| bell()).collect();
        Self {
            words,
            layer: Weights::new(layer, DECAY_WORDS),
            layer_bias: Weights::new(vec![0.0; HIDDEN], 0.0),
            bias: Weights::new(vec![0.0; LABELS], 0.0),
            regions: Weights::new(vec![0.0; REGIONS * HIDDEN * LABELS], DECAY_REGIONS),
            features: Weights::new(vec![0.0; rows * LABELS], DECAY_FEATURES),
            random,
            made: vec![([0.0; HIDDEN], 0); n],
            batch: 0,
        }
    }

    /// Learns from the examples, in an order that the seed gives.
    pub fn learn(words: Words, rows: usize, examples: &[&Example], seed: u64) -> Self {
        let mut net = Self::new(words, rows, seed);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let steps = EPOCHS * examples.len().div_ceil(BATCH);
        for _ in 0..EPOCHS {
            net.random.shuffle(&mut order);
            for batch in order.chunks(BATCH) {
                let left = 1.0 - net.batch as f32 / steps as f32;
                net.batch += 1;
                batch.iter().for_each(|&i| net.see(examples[i], 1.0 / batch.len() as f32));
                net.close(RATE * left);
            }
        }
        net.batch += 1;
        net
    }

    /// The numbers of a word.
    pub fn numbers(&mut self, word: u32) -> [f32; HIDDEN] {
        let word = word as usize;
        match &self.words {
            Words::Fixed(numbers) => numbers[word],
            Words::Vectors { .. } if self.made[word].1 == self.batch => self.made[word].0,
            Words::Vectors { dimensions, numbers } => {
                let mut sums = [0.0; HIDDEN];
                let vector = &numbers[word * dimensions..(word + 1) * dimensions];
                for (x, row) in vector.iter().zip(self.layer.now.chunks_exact(HIDDEN)) {
                    sums.iter_mut().zip(row).for_each(|(sum, w)| *sum += x * w);
                }
                let bias = &self.layer_bias.now;
                let out = std::array::from_fn(|h| (STEEPNESS * sums[h] + bias[h]).tanh());
                self.made[word] = (out, self.batch);
                out
            }
        }
    }

    fn averages(&mut self, example: &Example) -> (Averages, [f32; REGIONS]) {
        let mut shares = [0.0; REGIONS];
        example.words.iter().for_each(|&(region, _)| shares[region] += 1.0);
        shares = shares.map(share);
        let mut out = [[0.0; HIDDEN]; REGIONS];
        for &(region, word) in &example.words {
            let numbers = self.numbers(word);
            out[region].iter_mut().zip(numbers).for_each(|(sum, x)| *sum += x * shares[region]);
        }
        (out, shares)
    }

    fn probabilities(&self, example: &Example, averages: &Averages) -> [f32; LABELS] {
        let mut features = [0.0; LABELS];
        for &row in &example.rows {
            let weights = &self.features.now[row as usize * LABELS..][..LABELS];
            features.iter_mut().zip(weights).for_each(|(sum, w)| *sum += w);
        }
        let factor = factor(example.features);
        let mut logits: [f32; LABELS] = std::array::from_fn(|label| self.bias.now[label] + factor * features[label]);
        let weights = self.regions.now.chunks_exact(LABELS);
        for (x, weights) in averages.iter().flatten().zip(weights).filter(|row| *row.0 != 0.0) {
            logits.iter_mut().zip(weights).for_each(|(logit, w)| *logit += x * w);
        }
        softmax(logits)
    }

    /// Probabilities of the labels.
    pub fn read(&mut self, example: &Example) -> [f32; LABELS] {
        let (averages, _) = self.averages(example);
        self.probabilities(example, &averages)
    }

    /// Adds the slopes of one example.
    fn see(&mut self, example: &Example, weight: f32) {
        let (mut averages, shares) = self.averages(example);
        let mut kept = [[0.0; HIDDEN]; REGIONS];
        for (x, kept) in averages.iter_mut().flatten().zip(kept.iter_mut().flatten()).filter(|row| *row.0 != 0.0) {
            *kept = if self.random.f32() < DROPOUT { 0.0 } else { 1.0 / (1.0 - DROPOUT) };
            *x *= *kept;
        }
        let mut errors = self.probabilities(example, &averages);
        errors[example.label] -= 1.0;
        errors.iter_mut().for_each(|e| *e *= weight);
        add(&mut self.bias.slopes, &errors, 1.0);
        let factor = factor(example.features);
        for &row in &example.rows {
            add(&mut self.features.slopes[row as usize * LABELS..][..LABELS], &errors, factor);
        }
        let mut back = [[0.0; HIDDEN]; REGIONS];
        for (i, (x, back)) in averages.iter().flatten().zip(back.iter_mut().flatten()).enumerate() {
            let own = i * LABELS..(i + 1) * LABELS;
            *back = kept[i / HIDDEN][i % HIDDEN]
                * self.regions.now[own.clone()].iter().zip(&errors).map(|(w, e)| w * e).sum::<f32>();
            add(&mut self.regions.slopes[own], &errors, *x);
        }
        if matches!(self.words, Words::Vectors { .. }) {
            self.see_words(example, &back, &shares);
        }
    }

    /// Hands the slopes on to the layer over the vectors, word by word.
    fn see_words(&mut self, example: &Example, back: &Averages, shares: &[f32; REGIONS]) {
        let mut words = example.words.clone();
        words.sort_unstable_by_key(|&(_, word)| word);
        for own in words.chunk_by(|a, b| a.1 == b.1) {
            let word = own[0].1;
            let numbers = self.numbers(word);
            let mut slopes = [0.0; HIDDEN];
            for &(region, _) in own {
                slopes.iter_mut().zip(&back[region]).for_each(|(s, b)| *s += b * shares[region]);
            }
            slopes.iter_mut().zip(numbers).for_each(|(s, x)| *s *= 1.0 - x * x);
            add(&mut self.layer_bias.slopes, &slopes, 1.0);
            let Words::Vectors { dimensions, numbers } = &self.words else { return };
            let vector = &numbers[word as usize * dimensions..(word as usize + 1) * dimensions];
            for (x, row) in vector.iter().zip(self.layer.slopes.chunks_exact_mut(HIDDEN)) {
                add(row, &slopes, STEEPNESS * x);
            }
        }
    }

    /// One step of Adam.
    fn close(&mut self, rate: f32) {
        let t = self.batch as i32;
        let corrections = (1.0 - MEAN.powi(t), 1.0 - SQUARE.powi(t));
        for weights in [&mut self.layer, &mut self.layer_bias, &mut self.bias, &mut self.regions, &mut self.features] {
            weights.step(rate, corrections);
        }
    }

    pub fn bias(&self) -> &[f32] {
        &self.bias.now
    }

    pub fn regions(&self) -> &[f32] {
        &self.regions.now
    }

    pub fn features(&self) -> &[f32] {
        &self.features.now
    }
}

fn add(to: &mut [f32], slopes: &[f32], factor: f32) {
    to.iter_mut().zip(slopes).for_each(|(to, slope)| *to += slope * factor);
}
