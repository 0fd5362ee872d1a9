//! Entities of the operator's own, laid over the pack: added, changed, hidden, or robbed of a name.

mod build;
mod change;
mod merge;
mod parse;
mod problem;
mod row;

pub use change::Change;
pub use parse::{parse, parse_row};
pub use problem::{Place, Problem};
pub use row::{Block, OverlayRow};

use super::pack::{Pack, Pointer, Row};
use super::{CountryCode, Knowledge};
use std::collections::{HashMap, HashSet};

/// Rows of one snapshot; twice the newsrooms, desks and people of the largest publisher. All of them are composed anew at
/// each change, in about a second.
pub const ROWS_MAX: usize = 100_000;

/// What is laid over a pack. Its new entities have the numbers behind those of the pack.
#[derive(Debug)]
pub struct Overlay {
    /// The new entities, then the changed ones.
    pack: Pack,
    /// Number of the first new entity, and how many there are.
    first: u32,
    new: u32,
    /// Changed entities: number in the pack below → place in `pack`.
    changed: HashMap<u32, u32>,
    hidden: HashSet<u32>,
    /// Names that were taken away: key → entities that it does not mean any more.
    taken: HashMap<String, Vec<u32>>,
    /// The first 16 hexadecimal digits of the digest of all that is changed.
    digest: String,
}

impl Overlay {
    /// Composes changes, the later over the earlier; `None` where nothing is changed.
    ///
    /// # Errors
    /// Everything that is wrong, all at once.
    pub fn compose(base: Option<&Pack>, changes: &[Change]) -> Result<Option<Self>, Vec<Problem>> {
        let merged = merge::merge(base, changes)?;
        if merged.is_empty() { Ok(None) } else { build::build(base, merged).map(Some) }
    }

    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// What a name may mean, each entity once: our pointers and those of the pack below.
    pub fn pointers(&self, base: Option<&Pack>, key: &str, found: &mut Vec<Pointer>) {
        let begin = found.len();
        self.pack.pointers(key, found);
        if let Some(base) = base {
            base.pointers(key, found);
        }
        let looked = found.split_off(begin);
        let taken = self.taken.get(key).map_or(&[][..], Vec::as_slice);
        for (n, pointer) in looked.iter().enumerate() {
            // A name that both know is what the plainer kind says; of two alike, the one below was measured.
            let same = looked.iter().enumerate().filter(|(_, other)| other.entity == pointer.entity);
            let best = same.min_by_key(|(place, other)| (other.kind, std::cmp::Reverse(*place)));
            let is_best = best.is_some_and(|(place, _)| place == n);
            if is_best && !self.hides(pointer.entity) && !taken.contains(&pointer.entity) {
                found.push(*pointer);
            }
        }
    }

    pub fn row<'a>(&'a self, base: Option<&'a Pack>, number: u32) -> Option<Row<'a>> {
        if self.hides(number) {
            return None;
        }
        let new = number.checked_sub(self.first).filter(|&n| n < self.new);
        match new.or_else(|| self.changed.get(&number).copied()) {
            Some(place) => {
                let mut row = self.pack.row(place)?;
                row.overlaid = true;
                Some(row)
            }
            None => base?.row(number),
        }
    }

    /// Where the posts of overlaid rows are.
    pub(super) fn pack(&self) -> &Pack {
        &self.pack
    }

    pub fn hides(&self, number: u32) -> bool {
        self.hidden.contains(&number)
    }

    pub fn country(&self, base: Option<&Pack>, code: CountryCode) -> Option<u32> {
        let number = base.and_then(|base| base.country(code)).or_else(|| self.pack.country(code))?;
        (!self.hides(number)).then_some(number)
    }
}

impl Knowledge {
    /// This pack with these changes over it, in place of those that were over it before.
    ///
    /// # Errors
    /// Everything that is wrong with the changes, all at once.
    pub fn overlaid(&self, changes: &[Change]) -> Result<Knowledge, Vec<Problem>> {
        let overlay = Overlay::compose(self.pack.as_deref(), changes)?;
        Ok(Self::composed(self.pack.clone(), overlay))
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

#[cfg(test)]
#[path = "parse_tests.rs"]
mod parse_tests;
