//! Names of persons: which of them can be the same person's.

use super::form::words;
use crate::text::maps::HashMap;
use crate::text::rows;
use std::sync::LazyLock;

/// What follows a name and is none: folded.
const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "esq"];

/// The words of a person's name without "Jr.".
pub fn parts(key: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = words(key).collect();
    while parts.len() > 2 && parts.last().is_some_and(|last| SUFFIXES.contains(last)) {
        parts.pop();
    }
    parts
}

/// Whether two full names can be one person's: the same family name, given names that go together.
pub fn same_full_name(a: &[&str], b: &[&str]) -> bool {
    let (Some((family, given)), Some((other_family, other_given))) = (a.split_last(), b.split_last()) else {
        return false;
    };
    let (Some(first), Some(other)) = (given.first(), other_given.first()) else { return false };
    family == other_family && (same_given_name(first, other) || given.contains(other) || other_given.contains(first))
}

/// Whether a short name can stand for a full one: the end of it ("bin Salman"), its beginning ("Xi"), or any one word;
/// and whether it is a slip for the end.
pub fn is_short_for(short: &[&str], full: &[&str]) -> Option<Fit> {
    if short.len() >= full.len() {
        return None;
    }
    if full.ends_with(short) {
        return Some(Fit::End);
    }
    if full.starts_with(short) {
        return Some(Fit::Begin);
    }
    let [word] = short else { return None };
    if full.contains(word) {
        return Some(Fit::Inside);
    }
    full.last().is_some_and(|family| is_misspelt(word, family)).then_some(Fit::Misspelt)
}

/// Least letters of a name that may be told although one of them is wrong.
const MISSPELT_MIN: usize = 5;

/// "Mauer" for "Maurer": one letter more, less, other or in another place.
fn is_misspelt(word: &str, family: &str) -> bool {
    word.len().min(family.len()) >= MISSPELT_MIN && strsim::osa_distance(word, family) == 1
}

/// Which part of a full name a short one is, the likeliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    End,
    Begin,
    Inside,
    /// One letter away from the family name.
    Misspelt,
}

/// Least letters by which a short given name must begin a longer one: "Dan", "Daniel".
const BEGINNING_MIN: usize = 3;

fn same_given_name(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let is_initial = short.chars().count() == 1;
    let begins = long.starts_with(short) && (is_initial || short.len() >= BEGINNING_MIN);
    begins
        || NICKNAMES.get(long).is_some_and(|all| all.contains(&short))
        || NICKNAMES.get(short).is_some_and(|all| all.contains(&long))
}

static NICKNAMES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    rows(include_str!("nicknames.txt"))
        .filter_map(|row| row.split_once(' '))
        .map(|(full, short)| (full, short.split(' ').collect()))
        .collect()
});

#[cfg(test)]
#[path = "persons_tests.rs"]
mod tests;
