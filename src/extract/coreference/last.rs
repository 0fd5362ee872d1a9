//! Phrases by a key, the last one first.

use super::page::NONE;
use crate::text::words::HashedMap;

/// The phrases of each key, each with the one before it.
pub struct Last {
    newest: HashedMap<u32>,
    before: Vec<u32>,
}

impl Last {
    /// Room for so many phrases.
    pub fn of(phrases: usize) -> Self {
        Self { newest: HashedMap::with_capacity_and_hasher(phrases, Default::default()), before: vec![NONE; phrases] }
    }

    pub fn add(&mut self, key: u64, phrase: usize) {
        let before = self.newest.insert(key, phrase as u32);
        if let (Some(slot), Some(before)) = (self.before.get_mut(phrase), before) {
            *slot = before;
        }
    }

    /// The phrases of a key, the last one first.
    pub fn phrases(&self, key: u64) -> impl Iterator<Item = usize> {
        let newest = self.newest.get(&key).map(|&phrase| phrase as usize);
        std::iter::successors(newest, |&phrase| {
            self.before.get(phrase).filter(|&&before| before != NONE).map(|&before| before as usize)
        })
    }
}
