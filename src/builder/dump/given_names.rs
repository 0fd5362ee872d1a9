//! Counts the given names of women and men.

use crate::knowledge::{Entry, Gender};
use crate::record::EntityType;
use std::collections::{BTreeMap, HashMap};

/// Bearers from which on a share says something.
const BEARERS_MIN: u32 = 20;
/// Names that are counted: two hundred megabytes; ten million people have fewer than one million.
const NAMES_MAX: usize = 2_000_000;

#[derive(Default)]
pub struct GivenNames(HashMap<String, (u32, u32)>);

impl GivenNames {
    /// Counts the first word of a person's name.
    pub fn take(&mut self, entry: &Entry) {
        let (women, men) = match entry.gender {
            Some(Gender::Female) => (1, 0),
            Some(Gender::Male) => (0, 1),
            _ => return,
        };
        let Some((first, _)) = entry.name.split_once(' ').filter(|_| entry.class == EntityType::Person) else { return };
        let name = first.to_lowercase();
        if !name.chars().all(|c| c.is_alphabetic() || c == '-') || name.chars().nth(1).is_none() {
            return;
        }
        if self.0.len() < NAMES_MAX || self.0.contains_key(&name) {
            let counts = self.0.entry(name).or_default();
            *counts = (counts.0 + women, counts.1 + men);
        }
    }

    /// Names with how many in 255 of their bearers are women.
    pub fn shares(self) -> BTreeMap<String, u64> {
        let frequent = self.0.into_iter().filter(|(_, (women, men))| women + men >= BEARERS_MIN);
        frequent
            .map(|(name, (women, men))| {
                let all = u64::from(women) + u64::from(men);
                (name, (u64::from(women) * 255 + all / 2) / all)
            })
            .collect()
    }
}
