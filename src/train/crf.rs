//! Linear-chain conditional random fields over hashed features, learned by AdaGrad, one sentence at a time.
//!
//! A token may have several labels that are all right (a corpus that does not mark a class says nothing of it): the loss
//! is the logarithm of the summed probability of all allowed labellings (Lafferty et al. 2001; partial labels as in
//! Tsuboi et al. 2008).

/// One sentence: the features of each token, and the labels that each may have, one bit a label.
pub struct Sequence {
    /// Rows of all tokens, one after the other; token `i` has `rows[starts[i]..starts[i + 1]]`.
    pub rows: Vec<u32>,
    pub starts: Vec<u32>,
    pub allowed: Vec<u64>,
    /// How much this sentence counts.
    pub weight: f32,
}

impl Sequence {
    pub fn new(weight: f32) -> Self {
        Self { rows: Vec::new(), starts: vec![0], allowed: Vec::new(), weight }
    }

    pub fn len(&self) -> usize {
        self.allowed.len()
    }

    pub fn rows_of(&self, token: usize) -> &[u32] {
        &self.rows[self.starts[token] as usize..self.starts[token + 1] as usize]
    }

    /// Leaves out the features whose rows are not wanted.
    pub fn retain(&mut self, wanted: impl Fn(u32) -> bool) {
        let (rows, starts) = (std::mem::take(&mut self.rows), std::mem::take(&mut self.starts));
        self.starts.push(0);
        for token in starts.windows(2) {
            self.rows.extend(rows[token[0] as usize..token[1] as usize].iter().filter(|&&row| wanted(row)));
            self.starts.push(self.rows.len() as u32);
        }
    }

    /// Closes a token whose rows were pushed.
    pub fn close(&mut self, allowed: u64) {
        self.starts.push(self.rows.len() as u32);
        self.allowed.push(allowed);
    }
}

pub struct Crf {
    pub labels: usize,
    /// Rows of `labels` weights and as many squared slopes behind them.
    cells: Vec<f32>,
    /// `[from][to]`; row `labels` is the beginning of a sentence.
    pub transitions: Vec<f32>,
    squares: Vec<f32>,
    /// What may follow what, the same shape.
    possible: Vec<bool>,
    pub rate: f32,
    /// Share of the features of a token that are left out while learning.
    pub dropout: f32,
    random: fastrand::Rng,
}

/// Scores this far below the best of a token count as this far: exp of it is no denormal number.
const SCORE_MIN: f32 = -50.0;
/// Slopes below this are not worth the walk to their row.
const SLOPE_MIN: f32 = 2e-3;

impl Crf {
    pub fn new(bits: u8, labels: usize, possible: Vec<bool>) -> Self {
        let n = (labels + 1) * labels;
        Self {
            labels,
            cells: vec![0.0; (2 * labels) << bits],
            transitions: vec![0.0; n],
            squares: vec![1e-2; n],
            possible,
            rate: 0.1,
            dropout: 0.0,
            random: fastrand::Rng::with_seed(11),
        }
    }

    pub fn row(&self, row: usize) -> &[f32] {
        &self.cells[row * 2 * self.labels..][..self.labels]
    }

    /// Scores of every label for every token.
    fn emissions(&self, sequence: &Sequence, kept: &[bool]) -> Vec<f32> {
        let labels = self.labels;
        let mut scores = vec![0f32; sequence.len() * labels];
        for (i, scores) in scores.chunks_exact_mut(labels).enumerate() {
            let begin = sequence.starts[i] as usize;
            for (j, &row) in sequence.rows_of(i).iter().enumerate() {
                if kept.is_empty() || kept[begin + j] {
                    scores.iter_mut().zip(self.row(row as usize)).for_each(|(s, w)| *s += w);
                }
            }
        }
        scores
    }

    /// Learns from one sentence; its loss before that.
    pub fn learn(&mut self, sequence: &Sequence) -> f32 {
        if sequence.len() == 0 {
            return 0.0;
        }
        let mut kept = Vec::new();
        if self.dropout > 0.0 {
            let least = (self.dropout * 65536.0) as u32;
            kept.extend((0..sequence.rows.len()).map(|_| self.random.u32(..65536) >= least));
        }
        let scores = self.emissions(sequence, &kept);
        let lattice = Lattice::new(self, &scores);
        let (Some((all, free)), Some((some, bound))) = (lattice.run(None), lattice.run(Some(&sequence.allowed))) else {
            return 0.0;
        };
        let loss = (all - some) * sequence.weight;
        let labels = self.labels;
        for i in 0..sequence.len() {
            let slope: Vec<f32> = (0..labels)
                .map(|j| (free.token[i * labels + j] - bound.token[i * labels + j]) * sequence.weight)
                .collect();
            if slope.iter().all(|s| s.abs() < SLOPE_MIN) {
                continue;
            }
            let begin = sequence.starts[i] as usize;
            for (j, &row) in sequence.rows_of(i).iter().enumerate() {
                if kept.is_empty() || kept[begin + j] {
                    let (weights, squares) = self.cells[row as usize * 2 * labels..][..2 * labels].split_at_mut(labels);
                    step(weights, squares, &slope, self.rate);
                }
            }
        }
        let slope: Vec<f32> = free.pair.iter().zip(&bound.pair).map(|(a, b)| (a - b) * sequence.weight).collect();
        step(&mut self.transitions, &mut self.squares, &slope, self.rate);
        loss
    }

    /// Sets rows to zero that hold no weight as large as `threshold`.
    pub fn prune(&mut self, threshold: f32) {
        let labels = self.labels;
        for row in self.cells.chunks_exact_mut(2 * labels) {
            if row[..labels].iter().all(|w| w.abs() < threshold) {
                row.fill(0.0);
            }
        }
    }

    pub fn weights(&self) -> Vec<f32> {
        self.cells.chunks_exact(2 * self.labels).flat_map(|row| row[..self.labels].iter().copied()).collect()
    }
}

#[inline]
fn step(weights: &mut [f32], squares: &mut [f32], slope: &[f32], rate: f32) {
    for ((w, s), g) in weights.iter_mut().zip(squares).zip(slope) {
        *s += g * g;
        *w -= rate * g / (*s + 1e-2).sqrt();
    }
}

struct Expected {
    token: Vec<f32>,
    pair: Vec<f32>,
}

struct Lattice<'a> {
    labels: usize,
    n: usize,
    /// Exponentials of the transitions; 0 where impossible.
    transitions: Vec<f32>,
    /// Of each token each label's.
    scores: &'a [f32],
}

impl<'a> Lattice<'a> {
    fn new(crf: &Crf, scores: &'a [f32]) -> Self {
        let labels = crf.labels;
        let transitions =
            crf.transitions.iter().zip(&crf.possible).map(|(t, &p)| if p { t.exp() } else { 0.0 }).collect();
        Self { labels, n: scores.len() / labels, transitions, scores }
    }

    /// Exponentials of the allowed scores of a token, the largest of them set to 1, and that largest.
    fn exponentials(&self, i: usize, allowed: u64, out: &mut [f32]) -> f32 {
        let scores = &self.scores[i * self.labels..][..self.labels];
        let fits = |j: usize| allowed >> j & 1 == 1;
        let top = (0..self.labels).filter(|&j| fits(j)).fold(f32::NEG_INFINITY, |a, j| a.max(scores[j]));
        for (j, out) in out.iter_mut().enumerate() {
            *out = if fits(j) { (scores[j] - top).max(SCORE_MIN).exp() } else { 0.0 };
        }
        top
    }

    /// Forward and backward over all labellings, or over the allowed ones; `None` where there is none.
    fn run(&self, allowed: Option<&[u64]>) -> Option<(f32, Expected)> {
        let (n, labels) = (self.n, self.labels);
        let mut alpha = vec![0f32; n * labels];
        let mut exps = vec![0f32; n * labels];
        let mut norm = vec![0f32; n];
        let mut total = 0.0;
        for i in 0..n {
            let exps = &mut exps[i * labels..][..labels];
            total += self.exponentials(i, allowed.map_or(u64::MAX, |a| a[i]), exps);
            let (done, rest) = alpha.split_at_mut(i * labels);
            let here = &mut rest[..labels];
            if i == 0 {
                here.copy_from_slice(&self.transitions[labels * labels..]);
            } else {
                for (from, &a) in done[(i - 1) * labels..].iter().enumerate() {
                    if a > 0.0 {
                        let row = &self.transitions[from * labels..][..labels];
                        here.iter_mut().zip(row).for_each(|(h, t)| *h += a * t);
                    }
                }
            }
            here.iter_mut().zip(&*exps).for_each(|(h, e)| *h *= e);
            let sum = here.iter().sum::<f32>();
            if sum < 1e-30 {
                return None;
            }
            here.iter_mut().for_each(|h| *h /= sum);
            norm[i] = sum;
            total += sum.ln();
        }
        let mut token = vec![0f32; n * labels];
        let mut pair = vec![0f32; (labels + 1) * labels];
        let mut beta = vec![1f32; labels];
        for i in (0..n).rev() {
            for j in 0..labels {
                token[i * labels + j] = alpha[i * labels + j] * beta[j];
            }
            let sum = token[i * labels..][..labels].iter().sum::<f32>().max(1e-30);
            token[i * labels..][..labels].iter_mut().for_each(|t| *t /= sum);
            if i == 0 {
                pair[labels * labels..].copy_from_slice(&token[..labels]);
                break;
            }
            let ahead: Vec<f32> = (0..labels).map(|j| exps[i * labels + j] * beta[j] / norm[i]).collect();
            let mut next = vec![0f32; labels];
            for from in 0..labels {
                let a = alpha[(i - 1) * labels + from];
                let row = &self.transitions[from * labels..][..labels];
                let mut sum = 0.0;
                if a > 0.0 {
                    let out = &mut pair[from * labels..][..labels];
                    for ((t, h), o) in row.iter().zip(&ahead).zip(out) {
                        let x = t * h;
                        sum += x;
                        *o += a * x;
                    }
                } else {
                    sum = row.iter().zip(&ahead).map(|(t, h)| t * h).sum();
                }
                next[from] = sum;
            }
            beta = next;
        }
        Some((total, Expected { token, pair }))
    }
}
