//! Which recent articles hold a key: the newest few of each, side by side.

use super::keys::{Key, spread};
use crate::text::words::HashedMap;

/// Keys of an article that it can be found by: its heaviest. Those of an edited copy are the same but for a few.
pub const KEYS_MAX: usize = 16;
/// Articles of one key that are remembered. A story of more than so many keeps the newest in sight.
const HELD_MAX: usize = 16;

/// The newest articles of each key. Articles are numbered from 1 as they come; numbers go round after four billion, when
/// the window has long forgotten the first.
#[derive(Default)]
pub struct Postings {
    of_keys: HashedMap<Posting>,
    rings: usize,
}

/// Most keys are in one article only.
enum Posting {
    One(u32),
    Many(Box<Ring>),
}

/// The newest at `next - 1`; those of before follow it round.
struct Ring {
    numbers: [u32; HELD_MAX],
    next: u8,
    held: u8,
}

impl Postings {
    /// Bytes that they take, with the room that the table keeps free.
    pub fn bytes(&self) -> usize {
        self.of_keys.len() * 2 * size_of::<(u64, Posting)>() + self.rings * size_of::<Ring>()
    }

    pub fn add(&mut self, key: Key, number: u32) {
        let posting = self.of_keys.entry(spread(key)).or_insert(Posting::One(number));
        match posting {
            Posting::Many(ring) => ring.push(number),
            Posting::One(first) if *first == number => {}
            Posting::One(first) => {
                let mut ring = Ring { numbers: [0; HELD_MAX], next: 0, held: 0 };
                ring.push(*first);
                ring.push(number);
                *posting = Posting::Many(Box::new(ring));
                self.rings += 1;
            }
        }
    }

    /// The oldest article is gone: so are keys that none but it held. Elsewhere its number stays until a newer one takes its place.
    pub fn remove(&mut self, key: Key, number: u32) {
        let newest = match self.of_keys.get(&spread(key)) {
            Some(Posting::One(only)) => *only,
            Some(Posting::Many(ring)) => ring.newest(),
            None => return,
        };
        if newest == number && matches!(self.of_keys.remove(&spread(key)), Some(Posting::Many(_))) {
            self.rings -= 1;
        }
    }

    /// The articles that hold the key, some of them perhaps gone.
    pub fn of(&self, key: Key) -> &[u32] {
        match self.of_keys.get(&spread(key)) {
            None => &[],
            Some(Posting::One(number)) => std::slice::from_ref(number),
            Some(Posting::Many(ring)) => ring.numbers.get(..usize::from(ring.held)).unwrap_or_default(),
        }
    }
}

impl Ring {
    fn push(&mut self, number: u32) {
        if let Some(place) = self.numbers.get_mut(usize::from(self.next)) {
            *place = number;
        }
        self.next = (self.next + 1) % HELD_MAX as u8;
        self.held = (self.held + 1).min(HELD_MAX as u8);
    }

    fn newest(&self) -> u32 {
        let at = (usize::from(self.next) + HELD_MAX - 1) % HELD_MAX;
        self.numbers.get(at).copied().unwrap_or(0)
    }
}
