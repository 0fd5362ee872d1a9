//! Who decides what a phrase refers to: the learned weights, or the gold of a corpus while they are learned.

use super::chains::Chains;
use super::weights::{Class, Weights};

/// What a phrase may refer to, one row of features each; the last row is for nothing before it.
pub struct Choice<'a> {
    pub class: Class,
    pub phrase: usize,
    /// Phrases, nearest first.
    pub options: &'a [usize],
    /// The chain of each option, also of a name that is still to be read.
    pub chains: &'a [usize],
    /// Features of each option, then of none.
    pub features: &'a Rows,
}

/// Rows of features, one behind the other.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    flat: Vec<u32>,
    ends: Vec<usize>,
}

impl Rows {
    pub fn clear(&mut self) {
        self.flat.clear();
        self.ends.clear();
    }

    /// Adds a row that `write` fills.
    pub fn add(&mut self, write: impl FnOnce(&mut Vec<u32>)) {
        write(&mut self.flat);
        self.ends.push(self.flat.len());
    }

    pub fn iter(&self) -> impl Iterator<Item = &[u32]> {
        let begins = std::iter::once(0).chain(self.ends.iter().copied());
        begins.zip(&self.ends).map(|(begin, &end)| self.flat.get(begin..end).unwrap_or_default())
    }

    /// Leaves only one row.
    pub fn keep(&mut self, row: usize) {
        let kept: Vec<u32> = self.iter().nth(row).unwrap_or_default().to_vec();
        self.clear();
        self.add(|flat| *flat = kept);
    }
}

/// Decides what is meant.
pub trait Judge {
    /// Index of the option that is meant; `None`: none of them.
    fn choose(&mut self, choice: &Choice<'_>, chains: &Chains<'_>) -> Option<usize>;

    /// Whether "he" and "she" get options of the other gender too, to learn what else tells them apart.
    fn takes_any_gender(&self) -> bool {
        false
    }
}

/// Decides by learned weights. The lists are kept for the next choice.
pub struct Learned<'w> {
    weights: &'w Weights,
    scores: Vec<f32>,
    things: Vec<Thing>,
}

/// One thing among the options: its chain, its first option, and how much speaks for it.
struct Thing {
    chain: Option<usize>,
    option: usize,
    share: f32,
}

impl<'w> Learned<'w> {
    pub fn by(weights: &'w Weights) -> Self {
        Self { weights, scores: Vec::new(), things: Vec::new() }
    }
}

impl Judge for Learned<'_> {
    /// The option of the likeliest thing: what speaks for each of its mentions counts together.
    fn choose(&mut self, choice: &Choice<'_>, _: &Chains<'_>) -> Option<usize> {
        let Self { weights, scores, things } = self;
        scores.clear();
        things.clear();
        scores.extend(choice.features.iter().map(|features| weights.score(features)));
        let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for (option, score) in scores.iter().enumerate() {
            let share = (score - top).exp();
            let chain = choice.chains.get(option).copied();
            match things.iter_mut().find(|thing| chain.is_some() && thing.chain == chain) {
                Some(thing) => thing.share += share,
                None => things.push(Thing { chain, option, share }),
            }
        }
        let better = |best: (usize, f32), it: &Thing| if it.share > best.1 { (it.option, it.share) } else { best };
        let best = things.iter().fold((0, 0.0), better).0;
        (best < choice.options.len()).then_some(best)
    }
}
