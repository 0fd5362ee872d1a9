//! The chain of labels over a sentence: the best one, and how probable each label is (Viterbi; forward and backward).
//!
//! Most tokens have one label that stands far above the others, so only those within reach of the best are looked at.

use super::labels::{LABELS, OUTSIDE, may_follow};
use crate::model::lanes::Sum;
use crate::model::linear::{STEPS, scale};

/// Labels, and some more so that eight scores at a time make up all.
pub const LANES: usize = LABELS.next_multiple_of(8);
/// Scores of all labels for one token; behind the labels stands [`i16::MIN`].
pub type Scores = Sum<LANES>;

/// A label whose score is 4.5 below the best of its token, or farther, is not looked at. With 9 the developer sets
/// come out the same to the third digit, at twice the time.
const REACH: i16 = 9 << (STEPS - 1);
/// Score of what cannot be.
const NEVER: f32 = -1e4;

/// What a step from one label to the next is worth, and which steps there are.
#[derive(Clone, Debug)]
pub struct Chain {
    /// `[from][to]`, and a last row for the beginning of a sentence; far below zero where it cannot be.
    steps: Vec<[f32; LABELS]>,
    /// The same as factors.
    factors: Vec<[f32; LABELS]>,
}

/// One label that a token may have.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    label: u8,
    score: f32,
    /// The best score of a chain that ends here; later the probability of all that do.
    best: f32,
    /// Which candidate of the token before stands on that chain.
    back: u8,
}

/// The candidates of a sentence, token by token.
struct Lattice {
    all: Vec<Candidate>,
    starts: Vec<u32>,
}

impl Lattice {
    /// `scored`: those of the `n` tokens that may be in a name, in their order; the others have one candidate.
    fn new<'s>(n: usize, scored: impl Iterator<Item = (usize, &'s Scores)>) -> Self {
        let mut lattice = Self { all: Vec::with_capacity(n * 2), starts: Vec::with_capacity(n + 1) };
        lattice.starts.push(0);
        for (i, Sum(token)) in scored {
            lattice.outside(i);
            let top = token.iter().fold(i16::MIN, |a, &b| a.max(b));
            let least = top.saturating_sub(REACH);
            let near: u16 = token.iter().map(|&score| u16::from(score > least)).sum();
            let mut push = |label: usize, score: i16| {
                let score = (f32::from(score) - f32::from(top)) * scale(-STEPS as i8);
                lattice.all.push(Candidate { label: label as u8, score, best: 0.0, back: 0 });
            };
            // The label outside all names is always there, so that some chain always is.
            push(OUTSIDE, token[OUTSIDE]);
            if near > u16::from(token[OUTSIDE] > least) {
                let others = token.iter().enumerate().skip(OUTSIDE + 1);
                others.filter(|&(_, &score)| score > least).for_each(|(label, &score)| push(label, score));
            }
            lattice.starts.push(lattice.all.len() as u32);
        }
        lattice.outside(n);
        lattice
    }

    /// Tokens up to `end` are in no name.
    fn outside(&mut self, end: usize) {
        while self.len() < end {
            self.all.push(Candidate { label: OUTSIDE as u8, score: 0.0, best: 0.0, back: 0 });
            self.starts.push(self.all.len() as u32);
        }
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The candidates before a token, and its own.
    fn pair(&mut self, token: usize) -> (&[Candidate], &mut [Candidate]) {
        let at = |i: usize| self.starts.get(i).map_or(0, |&s| s as usize);
        let (before, begin, end) = (at(token.saturating_sub(1)), at(token), at(token + 1));
        let (left, right) = self.all.split_at_mut(begin.min(end));
        (left.get(before..).unwrap_or_default(), right.get_mut(..end - begin).unwrap_or_default())
    }

    fn of(&self, token: usize) -> &[Candidate] {
        let at = |i: usize| self.starts.get(i).map_or(0, |&s| s as usize);
        self.all.get(at(token)..at(token + 1)).unwrap_or_default()
    }
}

/// A label of the best chain and its probability.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Labelled {
    pub label: usize,
    pub probability: f32,
}

impl Chain {
    /// `transitions`: `[from][to]`, and a last row for the beginning of a sentence.
    pub fn new(transitions: &[f32]) -> Self {
        let mut steps = vec![[NEVER; LABELS]; LABELS + 1];
        for (from, row) in steps.iter_mut().enumerate() {
            for (to, step) in row.iter_mut().enumerate() {
                if may_follow((from < LABELS).then_some(from), to) {
                    *step = transitions.get(from * LABELS + to).copied().unwrap_or(0.0);
                }
            }
        }
        let factors = steps.iter().map(|row| row.map(|step| if step > NEVER { step.exp() } else { 0.0 })).collect();
        Self { steps, factors }
    }

    fn step(&self, from: usize, to: u8) -> f32 {
        self.steps.get(from).and_then(|row| row.get(usize::from(to))).copied().unwrap_or(NEVER)
    }

    fn factor(&self, from: usize, to: u8) -> f32 {
        self.factors.get(from).and_then(|row| row.get(usize::from(to))).copied().unwrap_or(0.0)
    }

    /// The best labels of a sentence of `n` tokens with their probabilities; nothing where no token has a name. `scored`:
    /// those that may be in one, in their order.
    pub fn read<'s>(&self, n: usize, scored: impl Iterator<Item = (usize, &'s Scores)>) -> Vec<Labelled> {
        let mut lattice = Lattice::new(n, scored);
        if lattice.all.len() == lattice.len() {
            return Vec::new();
        }
        let best = self.best(&mut lattice);
        if best.iter().all(|&(label, _)| usize::from(label) == OUTSIDE) {
            return Vec::new();
        }
        let probabilities = self.probabilities(&mut lattice);
        let of = |i: usize, at: usize| {
            let begin = lattice.starts.get(i).map_or(0, |&s| s as usize);
            probabilities.get(begin + at).copied().unwrap_or(0.0)
        };
        let labelled = best.iter().enumerate();
        labelled.map(|(i, &(label, at))| Labelled { label: usize::from(label), probability: of(i, at) }).collect()
    }

    /// The label of each token on the best chain, and which of its candidates that is.
    fn best(&self, lattice: &mut Lattice) -> Vec<(u8, usize)> {
        for token in 0..lattice.len() {
            let (before, here) = lattice.pair(token);
            for candidate in here {
                let mut top = (0u8, if before.is_empty() { self.step(LABELS, candidate.label) } else { f32::MIN });
                for (back, from) in (0u8..).zip(before) {
                    let score = from.best + self.step(usize::from(from.label), candidate.label);
                    if score > top.1 {
                        top = (back, score);
                    }
                }
                (candidate.back, candidate.best) = (top.0, top.1 + candidate.score);
            }
        }
        let mut chosen = Vec::with_capacity(lattice.len());
        let mut next = None;
        for token in (0..lattice.len()).rev() {
            let here = lattice.of(token);
            let best = || {
                here.iter().enumerate().fold((0, f32::MIN), |a, (i, c)| if c.best > a.1 { (i, c.best) } else { a }).0
            };
            let at: usize = next.unwrap_or_else(best);
            let Some(candidate) = here.get(at) else { break };
            chosen.push((candidate.label, at));
            next = Some(usize::from(candidate.back));
        }
        chosen.reverse();
        chosen
    }

    /// Probability of every candidate, given the sentence.
    fn probabilities(&self, lattice: &mut Lattice) -> Vec<f32> {
        for token in 0..lattice.len() {
            let (before, here) = lattice.pair(token);
            for candidate in here.iter_mut() {
                let sum: f32 = match before {
                    [] => self.factor(LABELS, candidate.label),
                    _ => before.iter().map(|f| f.best * self.factor(usize::from(f.label), candidate.label)).sum(),
                };
                candidate.score = candidate.score.exp();
                candidate.best = sum * candidate.score;
            }
            let total: f32 = here.iter().map(|c| c.best).sum();
            here.iter_mut().for_each(|c| c.best /= total.max(f32::MIN_POSITIVE));
        }
        let mut out = vec![0.0; lattice.all.len()];
        let (mut behind, mut sums): (Vec<(u8, f32)>, Vec<f32>) = (Vec::new(), Vec::new());
        for token in (0..lattice.len()).rev() {
            let here = lattice.of(token);
            sums.clear();
            sums.extend(here.iter().map(|c| match behind.as_slice() {
                [] => 1.0,
                behind => behind.iter().map(|&(to, x)| self.factor(usize::from(c.label), to) * x).sum(),
            }));
            let total: f32 = here.iter().zip(&sums).map(|(c, s)| c.best * s).sum();
            let begin = lattice.starts.get(token).map_or(0, |&s| s as usize);
            let places = out.iter_mut().skip(begin);
            places.zip(here.iter().zip(&sums)).for_each(|(p, (c, s))| *p = c.best * s / total.max(f32::MIN_POSITIVE));
            let largest = sums.iter().fold(f32::MIN_POSITIVE, |a, &b| a.max(b));
            behind.clear();
            behind.extend(here.iter().zip(&sums).map(|(c, s)| (c.label, c.score * s / largest)));
        }
        out
    }
}

#[cfg(test)]
#[path = "chain_tests.rs"]
mod tests;
