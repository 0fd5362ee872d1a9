//! A handful of things kept in place, without asking for memory.

use std::ops::Deref;

/// Things that are kept, at most: adjectives and names of one noun phrase, nouns that one thing was said to be.
const KEPT_MAX: usize = 8;

/// A list that takes no more when it is full.
#[derive(Clone, Copy, Debug, Default)]
pub struct Few<T> {
    kept: [T; KEPT_MAX],
    len: usize,
}

impl<T: Copy + PartialEq> Few<T> {
    /// Adds what is not there yet, while there are fewer than `most`.
    pub fn add(&mut self, one: T, most: usize) {
        if !self.contains(&one) {
            self.push(one, most);
        }
    }

    /// Adds one, while there are fewer than `most`.
    pub fn push(&mut self, one: T, most: usize) {
        if let Some(slot) = self.kept.get_mut(self.len).filter(|_| self.len < most) {
            *slot = one;
            self.len += 1;
        }
    }
}

impl<T> Deref for Few<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.kept.get(..self.len).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_list_stays_as_it_is() {
        let mut few = Few::default();
        (0..20).for_each(|n| few.push(n, 6));
        assert_eq!(*few, [0, 1, 2, 3, 4, 5]);
        (0..20).for_each(|n| few.push(n, 100));
        assert_eq!(few.len(), KEPT_MAX);
    }

    #[test]
    fn nothing_is_added_twice() {
        let mut few = Few::default();
        [3, 1, 3, 1].into_iter().for_each(|n| few.add(n, 6));
        assert_eq!(*few, [3, 1]);
    }
}
