//! Which recent articles hold a key, newest first: one chain of links for each key, none longer to follow than needed.

use super::keys::Key;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use crate::text::words::Hashed;

/// Keys of an article that it can be found by: its heaviest. Those of an edited copy are the same but for a few.
pub const KEYS_MAX: usize = 24;
/// Articles of one key that are looked at. A story of more than so many keeps the newest in sight.
const FOLLOWED_MAX: usize = 32;

/// A key of an article, and the article that held it before, by its number.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    key: Key,
    before: u64,
}

/// The newest article of each key. Articles are numbered from 1 as they come.
#[derive(Default)]
pub struct Chains(HashMap<Key, u64, BuildHasherDefault<Hashed>>);

impl Chains {
    /// Bytes of one key, with the room that the table keeps free.
    pub const KEY_BYTES: usize = 2 * size_of::<(Key, u64)>();

    /// Puts article `number` at the head of its keys' chains.
    pub fn link(&mut self, number: u64, keys: impl Iterator<Item = Key>) -> Box<[Link]> {
        keys.map(|key| Link { key, before: self.0.insert(key, number).unwrap_or(0) }).collect()
    }

    /// Takes out an article that no chain leads beyond: the oldest.
    pub fn unlink(&mut self, number: u64, links: &[Link]) {
        for link in links {
            if self.0.get(&link.key) == Some(&number) {
                self.0.remove(&link.key);
            }
        }
    }

    /// Shows `visit` the articles that hold `key`, newest first. `links_of` answers none for an article that is gone.
    pub fn follow<'a>(&self, key: Key, links_of: impl Fn(u64) -> &'a [Link], mut visit: impl FnMut(u64)) {
        let mut number = self.0.get(&key).copied().unwrap_or(0);
        for _ in 0..FOLLOWED_MAX {
            let Some(link) = links_of(number).iter().find(|link| link.key == key) else { return };
            visit(number);
            number = link.before;
        }
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}
