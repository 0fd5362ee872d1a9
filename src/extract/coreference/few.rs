//! A handful of things kept in place, without asking for memory.

use std::ops::Deref;

/// A list of at most `MOST` things; it takes no more when it is full.
#[derive(Clone, Copy, Debug)]
pub struct Few<T, const MOST: usize> {
    kept: [T; MOST],
    len: u8,
}

impl<T: Copy + Default, const MOST: usize> Default for Few<T, MOST> {
    fn default() -> Self {
        Self { kept: [T::default(); MOST], len: 0 }
    }
}

impl<T: Copy + PartialEq, const MOST: usize> Few<T, MOST> {
    /// Adds what is not there yet, while there is room.
    pub fn add(&mut self, one: T) {
        if !self.contains(&one) {
            self.push(one);
        }
    }

    /// Adds one, while there is room.
    pub fn push(&mut self, one: T) {
        if let Some(slot) = self.kept.get_mut(usize::from(self.len)) {
            *slot = one;
            self.len += 1;
        }
    }
}

impl<T, const MOST: usize> Deref for Few<T, MOST> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.kept.get(..usize::from(self.len)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_list_stays_as_it_is() {
        let mut few = Few::<u32, 3>::default();
        (0..20).for_each(|n| few.push(n));
        assert_eq!(*few, [0, 1, 2]);
    }

    #[test]
    fn nothing_is_added_twice() {
        let mut few = Few::<u32, 6>::default();
        [3, 1, 3, 1].into_iter().for_each(|n| few.add(n));
        assert_eq!(*few, [3, 1]);
    }
}
