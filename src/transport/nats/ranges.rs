//! A set of numbers that lie mostly side by side.

use std::collections::BTreeMap;

/// Numbers as ranges, first → last. 24 bytes or so a range, however many numbers it spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ranges(BTreeMap<u64, u64>);

impl Ranges {
    pub fn insert(&mut self, n: u64) {
        if self.contains(n) {
            return;
        }
        let joins_before = self.0.range(..n).next_back().map(|(f, l)| (*f, *l)).filter(|(_, last)| last + 1 == n);
        let after = n.checked_add(1).and_then(|next| self.0.remove(&next));
        let first = joins_before.map_or(n, |(first, _)| first);
        self.0.insert(first, after.unwrap_or(n));
    }

    pub fn contains(&self, n: u64) -> bool {
        self.0.range(..=n).next_back().is_some_and(|(_, last)| n <= *last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn is_a_set(numbers in proptest::collection::vec(0u64..200, 0..150)) {
            let mut ranges = Ranges::default();
            numbers.iter().for_each(|n| ranges.insert(*n));
            for n in 0..201 {
                prop_assert_eq!(ranges.contains(n), numbers.contains(&n), "{}", n);
            }
            let gaps = (0..200).filter(|n| ranges.contains(*n) && !ranges.contains(n + 1)).count();
            prop_assert_eq!(ranges.0.len(), gaps);
        }
    }
}
