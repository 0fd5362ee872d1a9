//! Trains tone from sentences of news in which people marked the tone towards those they name.

use crate::clusters;
use crate::corpus::{self, TrainError};
use crate::linear;
use crate::tone_data::{self, Examples};
use crate::tone_net::{Example, Net, Words};
use copydesk::extract::tone::model::{HIDDEN, HIDDEN_STEPS, KIND, LABELS, ToneModel, VERSION, key};
use copydesk::model;
use std::path::Path;

/// The corpus, and the one it is measured on.
pub const TRAIN: &str = "eval/sentiment/newsmtsc-train.jsonl.xz";
pub const DEV: &str = "eval/sentiment/newsmtsc-dev.jsonl.xz";
/// Words that are kept: the most frequent ones.
const WORDS: usize = 30_000;
/// Bits of a row's number in the packed table of features.
pub const BITS: u8 = 19;
/// Rows whose weights are all smaller than this are left out.
const WEIGHT_MIN: f32 = 0.01;
/// Parts for cross-validation, by article.
const FOLDS: usize = 4;
const SEED: u64 = 11;

/// Trains the model file: from word vectors, or with the words of the model there is.
pub fn train(data: &Path, vectors: Option<&Path>, assets: &Path) -> Result<Vec<u8>, TrainError> {
    let (keys, words) = match vectors {
        Some(path) => from_vectors(path)?,
        None => from_model(&corpus::load(assets, "tone.model")?)?,
    };
    let mut train = tone_data::read(data, TRAIN, &keys)?;
    let mut dev = tone_data::read(data, DEV, &keys)?;
    let hashes = train.frequent();
    train.number(&hashes);
    dev.number(&hashes);
    cross_validate(&train, &words, hashes.len());
    let all: Vec<&Example> = train.examples.iter().collect();
    let mut net = Net::learn(words, hashes.len(), &all, SEED);
    let rows: Vec<(usize, [f32; LABELS])> = dev.examples.iter().map(|e| (e.label, net.read(e))).collect();
    report("newsmtsc-dev", &rows);
    let file = pack(&mut net, &keys, &hashes);
    eprintln!("tone: {} bytes", file.len());
    ToneModel::read(&file)?;
    Ok(file)
}

/// The most frequent words, by key, with vectors around zero.
fn from_vectors(path: &Path) -> Result<(Vec<u32>, Words), TrainError> {
    let (hashes, points) = clusters::load(path)?;
    let n = WORDS.min(points.len());
    let dimensions = points.of(0).len();
    let mut mean = vec![0.0; dimensions];
    (0..n).for_each(|i| mean.iter_mut().zip(points.of(i)).for_each(|(m, x)| *m += x / n as f32));
    let numbers = (0..n).flat_map(|i| points.of(i).iter().zip(&mean).map(|(x, m)| x - m)).collect();
    Ok((hashes.into_iter().take(n).map(key).collect(), Words::Vectors { dimensions, numbers }))
}

fn from_model(file: &[u8]) -> Result<(Vec<u32>, Words), TrainError> {
    let model = ToneModel::read(file)?;
    let mut words: Vec<(u32, [f32; HIDDEN])> =
        model.words().map(|(key, steps)| (key, steps.map(|x| f32::from(x as i8) / HIDDEN_STEPS))).collect();
    words.sort_by_key(|word| word.0);
    Ok((words.iter().map(|word| word.0).collect(), Words::Fixed(words.into_iter().map(|word| word.1).collect())))
}

fn cross_validate(train: &Examples, words: &Words, features: usize) {
    let mut rows = Vec::new();
    for fold in 0..FOLDS {
        let held = |i: &usize| train.articles[*i] % FOLDS == fold;
        let learned: Vec<&Example> =
            (0..train.examples.len()).filter(|i| !held(i)).map(|i| &train.examples[i]).collect();
        let mut net = Net::learn(words.clone(), features, &learned, SEED);
        rows.extend((0..train.examples.len()).filter(held).map(|i| {
            let example = &train.examples[i];
            (example.label, net.read(example))
        }));
    }
    report("newsmtsc-train, held-out quarters", &rows);
}

/// Macro-F1, loss, and how often labels of each certainty were right.
fn report(name: &str, rows: &[(usize, [f32; LABELS])]) {
    let best = |p: &[f32; LABELS]| (0..LABELS).max_by(|&a, &b| p[a].total_cmp(&p[b])).unwrap_or(1);
    let f1 = |label: usize| {
        let count = |f: &dyn Fn(bool, bool) -> bool| {
            rows.iter().filter(|(gold, p)| f(*gold == label, best(p) == label)).count() as f32
        };
        2.0 * count(&|gold, said| gold && said) / (count(&|gold, _| gold) + count(&|_, said| said)).max(1.0)
    };
    let scores: [f32; LABELS] = std::array::from_fn(f1);
    let loss = rows.iter().map(|(gold, p)| -p[*gold].max(1e-9).ln()).sum::<f32>() / rows.len() as f32;
    println!("tone, {name}: macro-F1 {:.3} {scores:.3?}, loss {loss:.3}", scores.iter().sum::<f32>() / 3.0);
    for (from, to) in [(0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.1)] {
        let own: Vec<_> = rows.iter().filter(|(_, p)| (from..to).contains(&p[best(p)])).collect();
        let right = own.iter().filter(|(gold, p)| best(p) == *gold).count();
        let said = own.iter().map(|(_, p)| p[best(p)]).sum::<f32>() / own.len().max(1) as f32;
        println!("  said {said:.2}: {:.2} right of {}", right as f32 / own.len().max(1) as f32, own.len());
    }
}

fn pack(net: &mut Net, keys: &[u32], hashes: &[u32]) -> Vec<u8> {
    let mut payload = (keys.len() as u32).to_le_bytes().to_vec();
    keys.iter().for_each(|key| payload.extend_from_slice(&key.to_le_bytes()));
    for word in 0..keys.len() as u32 {
        payload.extend(net.numbers(word).map(|x| (x * HIDDEN_STEPS).round() as i8 as u8));
    }
    net.bias().iter().chain(net.regions()).for_each(|x| payload.extend_from_slice(&x.to_le_bytes()));
    let mut table = vec![0.0; LABELS << BITS];
    for (&hash, weights) in hashes.iter().zip(net.features().chunks_exact(LABELS)) {
        table[hash as usize * LABELS..][..LABELS].copy_from_slice(weights);
    }
    let (table, kept) = linear::pack(&table, BITS, LABELS, WEIGHT_MIN);
    eprintln!("tone: {kept} of {} rows", hashes.len());
    payload.extend(table);
    model::write(KIND, VERSION, &payload)
}
