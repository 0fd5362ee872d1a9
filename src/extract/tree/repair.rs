//! What no sentence of English can be is put right once the arcs of all sentences are known.

use crate::record::{Dependency, Tokens};
use crate::text::words::{HashedMap, hashes};
use std::sync::LazyLock;

static MARKERS: LazyLock<HashedMap<()>> = LazyLock::new(|| hashes(include_str!("markers.txt")));
static HOURS: LazyLock<HashedMap<()>> = LazyLock::new(|| hashes(include_str!("hours.txt")));

/// A clause behind a word of markers.txt is none that its verb has as object, and "hours" before such a word measure the
/// clause, whatever name stands before them.
pub fn clauses(tokens: &Tokens, heads: &mut [u32], relations: &mut [Dependency]) {
    for sentence in &tokens.sentences {
        for mark in sentence.clone() {
            if relations.get(mark) != Some(&Dependency::Mark) || !MARKERS.contains_key(&tokens.word(mark).lower) {
                continue;
            }
            let Some(clause) = heads.get(mark).map(|&head| head as usize).filter(|clause| sentence.contains(clause))
            else {
                continue;
            };
            if let Some(relation) = relations.get_mut(clause).filter(|relation| **relation == Dependency::Ccomp) {
                *relation = Dependency::Advcl;
            }
            let hours = mark.checked_sub(1).filter(|hours| sentence.contains(hours) && clause > mark);
            if let Some(hours) = hours.filter(|&hours| HOURS.contains_key(&tokens.word(hours).lower))
                && !hangs_on(heads, clause, hours)
                && let (Some(head), Some(relation)) = (heads.get_mut(hours), relations.get_mut(hours))
                && matches!(relation, Dependency::Conj | Dependency::Appos)
            {
                (*head, *relation) = (clause as u32, Dependency::OblUnmarked);
            }
        }
    }
}

/// Words between a word and one that it hangs on, at most; beyond, nothing is put right.
const DEPTH_MAX: usize = 64;

fn hangs_on(heads: &[u32], word: usize, on: usize) -> bool {
    let mut above = std::iter::successors(Some(word), |&word| heads.get(word).map(|&head| head as usize));
    above.by_ref().take(DEPTH_MAX).any(|word| word == on) || above.next().is_some()
}
