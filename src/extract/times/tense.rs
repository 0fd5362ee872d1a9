//! Whether the words around a time speak of what was or of what is to come.

use super::page::Page;
use crate::record::{Dependency, Upos};

/// Where a time lies as its sentence has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Past,
    Future,
    Unknown,
}

/// Steps from a time up to the verb that governs it; longer ways lead out of its clause.
const STEPS_MAX: usize = 6;

/// Words before a time that say it themselves.
const SINCE: [&str; 2] = ["since", "last"];
/// Verbs whose infinitive has not happened yet in any tense are found by "to"; these helpers say the same.
const WILL: [&str; 7] = ["will", "'ll", "’ll", "wo", "shall", "going", "ca"];
const MAY: [&str; 6] = ["would", "may", "might", "can", "could", "should"];

/// The direction of the time whose first token is `i` and whose last one is `last`.
pub fn direction(page: &Page, i: usize, last: usize) -> Direction {
    if i > 0 && page.any(i - 1, &SINCE) {
        return Direction::Past;
    }
    let trees = &page.layers.trees;
    if trees.is_empty() {
        return by_words(page, i);
    }
    let inside = i..last + 1;
    let mut at = (i..=last).find(|&t| trees.head(t).is_none_or(|h| !inside.contains(&h))).unwrap_or(i);
    for _ in 0..STEPS_MAX {
        if matches!(page.upos(at), Upos::Verb | Upos::Aux) {
            let found = of_verb(page, at);
            if found != Direction::Unknown {
                return found;
            }
        } else if let Some(copula) = trees.child(at, |r| r == Dependency::Cop).filter(|_| !inside.contains(&at)) {
            let found = of_verb(page, at);
            return if found == Direction::Unknown { of_form(page, copula) } else { found };
        }
        let Some(head) = trees.head(at) else { break };
        at = head;
    }
    by_words(page, i)
}

/// By the helpers of a verb, then by its form.
fn of_verb(page: &Page, verb: usize) -> Direction {
    let trees = &page.layers.trees;
    let mut helper = None;
    for child in trees.children(verb).take_while(|&child| child < verb) {
        match trees.relation(child) {
            Dependency::Aux | Dependency::AuxPass => {
                if page.any(child, &WILL) {
                    return Direction::Future;
                }
                if page.any(child, &MAY) {
                    return Direction::Future;
                }
                helper = helper.or(Some(child));
            }
            Dependency::Mark if page.is(child, "to") => return Direction::Future,
            _ => {}
        }
    }
    match helper {
        Some(helper) if page.upos(child_to(page, verb)) == Upos::Part => {
            let _ = helper;
            Direction::Future
        }
        Some(helper) => of_form(page, helper),
        None => of_form(page, verb),
    }
}

/// The token before a verb.
fn child_to(page: &Page, verb: usize) -> usize {
    let before = verb.saturating_sub(1);
    if page.is(before, "to") { before } else { usize::MAX }
}

/// By the form of a word alone: "went" is past, "goes" and "going" say nothing.
fn of_form(page: &Page, verb: usize) -> Direction {
    let word = page.exact(verb);
    let lemma = page.layers.tags.lemma(verb);
    if page.any(verb, &["was", "were", "had", "did", "'d", "has", "have", "been"]) {
        return Direction::Past;
    }
    let ends = |with: &str| word.len() > with.len() && word.to_ascii_lowercase().ends_with(with);
    let changed = !word.eq_ignore_ascii_case(lemma);
    if changed && !ends("ing") && !(ends("s") && !ends("ss")) && !page.any(verb, &["are", "is", "am", "'re", "'s", "’s", "’re"]) {
        return Direction::Past;
    }
    // "cut", "set", "hit" are past as often as not.
    Direction::Unknown
}

/// Without a tree: the nearest helper or past form of a few words before.
fn by_words(page: &Page, i: usize) -> Direction {
    const BACK: usize = 12;
    for at in (page.sentence.start.max(i.saturating_sub(BACK))..i).rev() {
        if page.any(at, &WILL) {
            return Direction::Future;
        }
        if page.upos(at) == Upos::Verb || page.upos(at) == Upos::Aux {
            let form = of_form(page, at);
            if form != Direction::Unknown {
                return form;
            }
        }
    }
    Direction::Unknown
}
