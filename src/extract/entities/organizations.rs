//! Names of bodies: which of them are short for which.

use super::form::words;
use crate::text::maps::HashSet;
use crate::text::rows;
use std::sync::LazyLock;

/// Words that acronyms may pass over.
const SMALL: [&str; 10] = ["of", "and", "the", "for", "in", "on", "de", "du", "des", "und"];
/// Letters of an acronym.
const ACRONYM: std::ops::RangeInclusive<usize> = 2..=7;
/// Least letters of a name of one word that is short for a longer one.
const SHORT_MIN: usize = 3;

/// Words of legal-forms.txt: what a company's name ends with in registers.
static LEGAL_FORMS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("legal-forms.txt")).flat_map(str::split_whitespace).collect());

/// Words of generic.txt: kinds of bodies, which name none by themselves.
static GENERIC: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("generic.txt")).flat_map(str::split_whitespace).collect());

/// A company's name without "Inc." and the like.
pub fn without_legal_form(key: &str) -> &str {
    let mut name = key;
    while let Some((rest, last)) = name.rsplit_once(' ') {
        if !LEGAL_FORMS.contains(last) {
            break;
        }
        name = rest;
    }
    name
}

/// Whether `short` is made of the first letters of `full`: "who" of "world health organization".
pub fn is_acronym_of(short: &str, full: &str) -> bool {
    if short.contains(' ') || !ACRONYM.contains(&short.len()) || !full.contains(' ') {
        return false;
    }
    let initials = |skip: bool| {
        words(full).filter(|w| !skip || !SMALL.contains(w)).filter_map(|w| w.chars().next()).collect::<String>()
    };
    initials(true) == short || initials(false) == short
}

/// Whether `short` is the beginning of `full` and names a body by itself: "kestrel" of "kestrel foods inc".
pub fn is_beginning_of(short: &str, full: &str) -> bool {
    let rest = full.strip_prefix(short).unwrap_or("");
    rest.starts_with(' ')
        && short.len() >= SHORT_MIN
        && words(short).any(|word| !GENERIC.contains(word) && word.len() >= SHORT_MIN)
}

#[cfg(test)]
#[path = "organizations_tests.rs"]
mod tests;
