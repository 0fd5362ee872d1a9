//! Learns the parser's network from sentences with trees, by a dynamic oracle.

use crate::network::{Network, Seen, Slopes};
use crate::oracle;
use copydesk::extract::tree::features::{self, Form};
use copydesk::extract::tree::machine::{ACTIONS, Action, Machine, NONE};
use copydesk::record::Dependency;

/// Bits of a row number.
pub const BITS: u8 = 19;
/// First step of AdaGrad, and how much of it is lost on the way.
const RATE: f32 = 0.03;
const FALL: f32 = 0.7;
/// Epochs at the end whose weights are averaged, a sample four times an epoch.
const AVERAGED: f32 = 4.0;
const SAMPLES: usize = 4;
/// Share of the features that are left out at each step, and of the hidden units.
const DROPOUT: f32 = 0.1;
const UNIT_DROPOUT: f32 = 0.1;
/// A feature that an epoch sees so often is left out half the time, rarer ones more often (after Kiperwasser & Goldberg
/// 2016): words that are seldom seen are learned by heart otherwise.
const RARE: f32 = 2.0;
/// Share of the steps that the parser's own choice decides, once it has learned for an epoch.
const EXPLORED: f32 = 0.9;

/// One sentence: the forms of its tokens and its gold arcs.
#[derive(Clone)]
pub struct Sentence {
    pub forms: Vec<Form>,
    pub heads: Vec<u32>,
    pub relations: Vec<Dependency>,
}

/// What differs between one training and another.
pub struct Plan {
    /// Rows that are kept.
    pub rows: usize,
    pub epochs: usize,
    /// Epochs after which is learned without the other rows.
    pub pruned_epochs: usize,
    pub seed: u64,
}

/// The network that was learned, and for each row whether it is kept.
pub fn learn<const UNITS: usize>(sentences: &[Sentence], plan: &Plan) -> (Network<UNITS>, Vec<bool>) {
    let epochs = plan.epochs as f32;
    let mut learner = Learner {
        network: Network::new(BITS, plan.seed),
        counts: vec![0.0; 1 << BITS],
        kept: Vec::new(),
        machine: Machine::default(),
        rows: Vec::new(),
        random: fastrand::Rng::with_seed(plan.seed + 4),
        passes: 1.0,
    };
    learner.network.dropout = DROPOUT;
    learner.network.unit_dropout = UNIT_DROPOUT;
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = fastrand::Rng::with_seed(plan.seed + 8);
    let mut averaged: Option<(Network<UNITS>, f32)> = None;
    for epoch in 0..plan.epochs {
        if epoch + plan.pruned_epochs == plan.epochs {
            learner.prune(plan.rows);
        }
        random.shuffle(&mut order);
        learner.passes = epoch as f32 + 1.0;
        let explored = if epoch == 0 { 0.0 } else { EXPLORED };
        let mut loss = 0.0;
        for (n, &i) in order.iter().enumerate() {
            let done = (epoch as f32 + n as f32 / order.len() as f32) / epochs;
            learner.network.rate = RATE * (1.0 - done * FALL);
            loss += learner.learn(&sentences[i], explored);
            let left = epochs * (1.0 - done);
            if left < AVERAGED && (n + 1) % (order.len() / SAMPLES).max(1) == 0 {
                match &mut averaged {
                    None => averaged = Some((learner.network.clone(), 1.0)),
                    Some((sum, n)) => {
                        sum.sum(&learner.network);
                        *n += 1.0;
                    }
                }
            }
        }
        eprintln!("trees: epoch {epoch}, loss {:.4} a sentence", loss / sentences.len() as f32);
    }
    if let Some((mut sum, n)) = averaged {
        sum.scale(1.0 / n);
        learner.network = sum;
    }
    (learner.network, learner.kept)
}

struct Learner<const UNITS: usize> {
    network: Network<UNITS>,
    /// How often each row was seen.
    counts: Vec<f32>,
    /// Rows that will be packed; empty while all may be.
    kept: Vec<bool>,
    machine: Machine,
    rows: Vec<u32>,
    random: fastrand::Rng,
    /// Epochs so far, the present one included.
    passes: f32,
}

impl<const UNITS: usize> Learner<UNITS> {
    /// Parses a sentence, learning at each step; the summed loss.
    fn learn(&mut self, sentence: &Sentence, explored: f32) -> f32 {
        self.machine.begin(sentence.forms.len());
        let mut loss = 0.0;
        while !self.machine.is_done() {
            self.see(sentence);
            let seen = self.network.see(&self.rows, true);
            let costs = oracle::costs(&self.machine, &sentence.heads);
            let mut slopes = Slopes::new();
            let scores: Vec<f32> = (0..ACTIONS.len()).map(|a| self.network.score(&seen, a)).collect();
            let least = costs.iter().copied().min().unwrap_or(0);
            loss += slopes_of(&scores, |a| costs[a] < u32::MAX, |a| costs[a] == least, 0, &mut slopes);
            loss += self.relation(sentence, &seen, &mut slopes);
            let best = |fits: &dyn Fn(usize) -> bool| {
                let fitting = (0..ACTIONS.len()).filter(|&a| fits(a));
                fitting.max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0)
            };
            let action = if self.random.f32() < explored {
                best(&|a| costs[a] < u32::MAX)
            } else {
                best(&|a| costs[a] == least)
            };
            let relation = self.taken(sentence, &seen, ACTIONS[action]);
            self.network.learn(&seen, &slopes);
            self.machine.take(ACTIONS[action], relation);
        }
        loss
    }

    /// The rows of the state.
    fn see(&mut self, sentence: &Sentence) {
        self.rows.clear();
        let (rows, kept, counts, random) = (&mut self.rows, &self.kept, &mut self.counts, &mut self.random);
        let (rare, passes) = (RARE, self.passes);
        let emit = |feature: u64| {
            let row = (feature & ((1 << BITS) - 1)) as u32;
            let count = &mut counts[row as usize];
            *count += 1.0;
            if (kept.is_empty() || kept[row as usize]) && random.f32() * (rare + *count / passes) > rare {
                rows.push(row);
            }
        };
        let form = |token: u32| sentence.forms.get(token as usize).unwrap_or(&Form::NONE);
        features::of(&self.machine, form, emit);
    }

    /// Learns the relation of each arc that could be made here and is right.
    fn relation(&self, sentence: &Sentence, seen: &Seen<UNITS>, slopes: &mut Slopes) -> f32 {
        let child = self.machine.stacked(0);
        let Some((&head, &gold)) = sentence.heads.get(child as usize).zip(sentence.relations.get(child as usize))
        else {
            return 0.0;
        };
        let first = match head {
            NONE => return 0.0,
            head if head == self.machine.ahead(0) => ACTIONS.len(),
            head if head == self.machine.stacked(1) => ACTIONS.len() + Dependency::COUNT,
            _ => return 0.0,
        };
        let scores: Vec<f32> = (0..Dependency::COUNT).map(|r| self.network.score(seen, first + r)).collect();
        slopes_of(&scores, |_| true, |r| r == gold as usize, first, slopes)
    }

    /// The relation of the arc that is made: gold where the arc is, else the best one.
    fn taken(&self, sentence: &Sentence, seen: &Seen<UNITS>, action: Action) -> Dependency {
        let (head, first) = match action {
            Action::Shift => return Dependency::Dep,
            Action::Left => (self.machine.ahead(0), ACTIONS.len()),
            Action::Right => (self.machine.stacked(1), ACTIONS.len() + Dependency::COUNT),
        };
        let child = self.machine.stacked(0) as usize;
        if sentence.heads[child] == head {
            return sentence.relations[child];
        }
        let score = |r: usize| self.network.score(seen, first + r);
        let best = (0..Dependency::COUNT).max_by(|&a, &b| score(a).total_cmp(&score(b)));
        Dependency::of_index(best.unwrap_or(0))
    }

    /// Keeps the rows that are worth their bytes: large ones, and the more so the more often they are used.
    fn prune(&mut self, rows: usize) {
        let worth = |row: usize| {
            let largest = self.network.row(row).iter().fold(0f32, |a, w| a.max(w.abs()));
            largest * self.counts[row].powf(0.75)
        };
        let worth: Vec<f32> = (0..1 << BITS).map(worth).collect();
        let mut order = worth.clone();
        order.sort_by(|a, b| b.total_cmp(a));
        let least = order[rows.min(order.len() - 1)].max(f32::MIN_POSITIVE);
        self.kept = worth.iter().map(|&w| w > least).collect();
        eprintln!(
            "trees: {} of {} rows",
            self.kept.iter().filter(|k| **k).count(),
            order.iter().filter(|w| **w > 0.0).count()
        );
    }
}

/// Slopes of the loss -log of the summed probability of the `right` ones among the `possible`; that loss.
fn slopes_of(
    scores: &[f32],
    possible: impl Fn(usize) -> bool,
    right: impl Fn(usize) -> bool,
    first: usize,
    slopes: &mut Slopes,
) -> f32 {
    let top = (0..scores.len()).filter(|&i| possible(i)).fold(f32::NEG_INFINITY, |a, i| a.max(scores[i]));
    let weight = |i: usize| if possible(i) { (scores[i] - top).max(-50.0).exp() } else { 0.0 };
    let weights: Vec<f32> = (0..scores.len()).map(weight).collect();
    let all: f32 = weights.iter().sum();
    let some: f32 = weights.iter().enumerate().filter(|(i, _)| right(*i)).map(|w| w.1).sum::<f32>().max(1e-20);
    for (i, w) in weights.iter().enumerate() {
        let slope = w / all - if right(i) { w / some } else { 0.0 };
        if slope.abs() > 1e-3 {
            slopes.push((first + i, slope));
        }
    }
    (all / some).ln()
}
