//! Articles and stories as sparse vectors, and how near they are to each other.

use super::keys::Key;
use super::rarity::Rarity;
use super::sighting::Sighting;

/// One of the three things that are compared: so many of its heaviest keys, and its share of the similarity.
struct Part {
    keys_max: usize,
    share: f32,
    /// Keeps a word apart from the same word in another part.
    salt: Key,
}

/// More words say nothing more: with 40, 60 or 120 of them stories are told apart equally well.
const WORDS: Part = Part { keys_max: 40, share: 0.7, salt: 0 };
const LEAD: Part = Part { keys_max: 20, share: 0.2, salt: 0x9e37_79b9 };
const ENTITIES: Part = Part { keys_max: 10, share: 0.1, salt: 0x85eb_ca6b };

/// Words that stand in more than a third of all articles are left out.
const RARITY_MIN: f32 = 1.0;

/// Sparse: keys in order, each with its weight. Of an article the length is at most 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vector(Vec<(Key, f32)>);

impl Vector {
    /// An article's: each part is of length 1 before its share is taken, so that the product of two is the weighted sum
    /// of three cosines.
    pub fn of(sighting: &Sighting, rarity: &Rarity) -> Self {
        let mut all = Vec::with_capacity(WORDS.keys_max + LEAD.keys_max + ENTITIES.keys_max);
        let word = rarity.of_words(sighting.language);
        WORDS.take(&sighting.words, &word, &mut all);
        LEAD.take(&sighting.lead, &word, &mut all);
        ENTITIES.take(&sighting.entities, &|key| rarity.of_entity(key), &mut all);
        all.sort_unstable_by_key(|&(key, _)| key);
        Self(all)
    }

    pub fn dot(&self, other: &Vector) -> f32 {
        let (mut sum, mut a, mut b) = (0.0, self.0.as_slice(), other.0.as_slice());
        while let ([(x, v), rest_a @ ..], [(y, w), rest_b @ ..]) = (a, b) {
            sum += if x == y { v * w } else { 0.0 };
            a = if x <= y { rest_a } else { a };
            b = if y <= x { rest_b } else { b };
        }
        sum
    }

    /// Adds another; of the sum the `keep` heaviest keys stay, once it has half as many again.
    pub fn add(&mut self, other: &Vector, keep: usize) {
        let mut sum = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut a, mut b) = (self.0.as_slice(), other.0.as_slice());
        while let ([(x, v), rest_a @ ..], [(y, w), rest_b @ ..]) = (a, b) {
            let weight = if x <= y { *v } else { 0.0 } + if y <= x { *w } else { 0.0 };
            sum.push((*x.min(y), weight));
            a = if x <= y { rest_a } else { a };
            b = if y <= x { rest_b } else { b };
        }
        sum.extend_from_slice(a);
        sum.extend_from_slice(b);
        if sum.len() > keep + keep / 2 {
            heaviest(&mut sum, keep);
            sum.sort_unstable_by_key(|&(key, _)| key);
            sum.shrink_to_fit();
        }
        self.0 = sum;
    }

    /// The share of its weight that lies on keys of the other one.
    pub fn covered_by(&self, other: &Vector) -> f32 {
        let holds = |key: &Key| other.0.binary_search_by_key(key, |pair| pair.0).is_ok();
        let all: f32 = self.0.iter().map(|(_, w)| w).sum();
        let shared: f32 = self.0.iter().filter(|(key, _)| holds(key)).map(|(_, w)| w).sum();
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// Its heaviest keys, heaviest first.
    pub fn heaviest(&self, keep: usize) -> Vec<(Key, f32)> {
        let mut all = self.0.clone();
        heaviest(&mut all, keep);
        all
    }

    /// Bytes on the heap.
    pub fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<(Key, f32)>()
    }
}

impl Part {
    fn take(&self, counted: &[(Key, u32)], rarity: &dyn Fn(Key) -> f32, all: &mut Vec<(Key, f32)>) {
        let weigh = |&(key, count): &(Key, u32)| {
            let rarity = rarity(key);
            (rarity >= RARITY_MIN).then(|| (key ^ self.salt, (1.0 + (count as f32).ln()) * rarity))
        };
        let mut weighed: Vec<_> = counted.iter().filter_map(weigh).collect();
        heaviest(&mut weighed, self.keys_max);
        let length = weighed.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
        if length > 0.0 {
            let scale = self.share.sqrt() / length;
            all.extend(weighed.into_iter().map(|(key, w)| (key, w * scale)));
        }
    }
}

/// Keeps the heaviest, in order of weight; of equal weights the smaller key first, so that the choice is always the same.
fn heaviest(pairs: &mut Vec<(Key, f32)>, keep: usize) {
    let order = |a: &(Key, f32), b: &(Key, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
    if pairs.len() > keep {
        pairs.select_nth_unstable_by(keep, order);
        pairs.truncate(keep);
    }
    pairs.sort_unstable_by(order);
}
