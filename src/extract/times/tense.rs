//! Whether the words around a time speak of what was or of what is to come.

use super::page::Page;
use crate::record::{Dependency, Upos};

/// Where a time lies as its sentence has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Past,
    Future,
    /// Told in the present: "opens on Monday"; in headlines that is past.
    Present,
    Unknown,
}

/// Steps from a time up to the verb that governs it; longer ways lead out of its clause.
const STEPS_MAX: usize = 6;
/// Tokens of a verb's subtree before it in which its helpers stand ("would not have been").
const HELPERS_MAX: usize = 8;
/// Tokens looked back through where there is no tree: a clause.
const BACK_MAX: usize = 12;

/// Words before a time that say themselves that it was.
const SINCE: &[&str] = &["since"];
/// And that it will be.
const UNTIL: &[&str] = &["until", "till", "through", "effective", "payable"];
/// Lemmas of what is planned: "is scheduled for Friday" has not happened yet.
const PLANS: &[&str] = &["schedule", "expect", "plan", "slate", "intend"];
/// Lemmas of nouns whose infinitive is still to come: "a plan to meet on Friday".
const PROMISES: &[&str] = &[
    "plan",
    "agreement",
    "deal",
    "decision",
    "offer",
    "promise",
    "pledge",
    "bid",
    "proposal",
    "intention",
    "invitation",
];
/// Words before a clause in the present that is still to come: "if a fee is proposed in the autumn".
const IF: &[&str] = &["if", "when", "unless", "once"];
/// Helpers of what is to come.
const WILL: &[&str] =
    &["will", "'ll", "’ll", "wo", "shall", "ca", "would", "may", "might", "can", "could", "should", "must"];
/// Present forms that say nothing, though they differ from their lemma.
const PRESENT: &[&str] = &["is", "are", "am", "'s", "’s", "'re", "’re", "'m", "’m"];
/// Helpers whose form alone makes a past: "has gone".
const PERFECT: &[&str] = &["has", "have", "'ve", "’ve"];

/// The direction of the time whose first token is `first` and whose last one is `last`.
pub fn direction(page: &Page, first: usize, last: usize) -> Direction {
    let before = first.wrapping_sub(1);
    // "Friday's vote" is rather the one that was, whatever the verb.
    if page.any(last + 1, &["'s", "’s"]) {
        return Direction::Past;
    }
    if first > page.sentence.start {
        // "said Wednesday they would": the time belongs to the verb that it stands at.
        let verb = if page.any(before, &["on", "late", "early", "the"]) { before.wrapping_sub(1) } else { before };
        if page.any(before, UNTIL) {
            return Direction::Future;
        }
        if page.any(before, SINCE)
            || page.upos(verb) == Upos::Verb
                && of_form(page, verb) == Direction::Past
                && !is_passive_participle(page, verb)
        {
            return Direction::Past;
        }
    }
    let trees = &page.layers.trees;
    if trees.is_empty() {
        return by_words(page, first);
    }
    let inside = first..last + 1;
    let mut at = inside.clone().find(|&t| trees.head(t).is_none_or(|h| !inside.contains(&h))).unwrap_or(first);
    for _ in 0..STEPS_MAX {
        let verb = matches!(page.upos(at), Upos::Verb | Upos::Aux);
        let found = if verb {
            of_verb(page, at)
        } else if inside.contains(&at) {
            Direction::Unknown
        } else {
            copula(page, at).map_or(Direction::Unknown, |copula| match of_verb(page, at) {
                Direction::Future => Direction::Future,
                _ => of_form(page, copula),
            })
        };
        if found != Direction::Unknown {
            return found;
        }
        let Some(head) = trees.head(at) else { break };
        at = head;
    }
    by_words(page, first)
}

/// The "is" of a predicate that is no verb.
fn copula(page: &Page, predicate: usize) -> Option<usize> {
    let trees = &page.layers.trees;
    let is = |&t: &usize| trees.head(t) == Some(predicate) && trees.relation(t) == Dependency::Cop;
    (page.sentence.start.max(predicate.saturating_sub(HELPERS_MAX))..predicate).find(is)
}

/// "scheduled", "due": a participle whose helper says the tense.
fn is_passive_participle(page: &Page, verb: usize) -> bool {
    let helper = verb.checked_sub(1).filter(|&h| page.upos(h) == Upos::Aux);
    helper.is_some() || page.layers.trees.relation(verb) == Dependency::Acl
}

/// By the helpers of a verb, else by its own form.
fn of_verb(page: &Page, verb: usize) -> Direction {
    let trees = &page.layers.trees;
    let (mut helper, mut condition) = (None, false);
    if PLANS.contains(&page.layers.tags.lemma(verb)) {
        return Direction::Future;
    }
    let begin = page.sentence.start.max(verb.saturating_sub(HELPERS_MAX));
    for child in (begin..verb).filter(|&child| trees.head(child) == Some(verb)) {
        match trees.relation(child) {
            Dependency::Aux | Dependency::AuxPass if page.any(child, WILL) => return Direction::Future,
            Dependency::Aux | Dependency::AuxPass => helper = helper.or(Some(child)),
            // "agreed to meet on Friday", "a deal to be signed"; "held a rally to mark" is past.
            Dependency::Mark if page.is(child, "to") => {
                let aim = matches!(trees.relation(verb), Dependency::Acl | Dependency::Advcl);
                let promised = trees.head(verb).is_some_and(|h| PROMISES.contains(&page.layers.tags.lemma(h)));
                let climbs = aim && !promised && !page.is(child + 1, "be");
                return if climbs { Direction::Unknown } else { Direction::Future };
            }
            Dependency::Mark | Dependency::Advmod if page.any(child, IF) => condition = true,
            _ => {}
        }
    }
    match of_form(page, helper.unwrap_or(verb)) {
        Direction::Present | Direction::Unknown if condition => Direction::Future,
        form => form,
    }
}

/// By the form of a word alone: "went" is past, "goes", "going" and "cut" say nothing.
fn of_form(page: &Page, verb: usize) -> Direction {
    let word = page.exact(verb);
    if page.any(verb, PERFECT) || page.any(verb, &["'d", "’d"]) {
        return Direction::Past;
    }
    let ends = |with: &str| {
        word.len() > with.len() && word.get(word.len() - with.len()..).is_some_and(|w| w.eq_ignore_ascii_case(with))
    };
    let changed = !word.eq_ignore_ascii_case(page.layers.tags.lemma(verb));
    match changed {
        true if page.any(verb, PRESENT) => Direction::Present,
        true if page.is(verb, "was") => Direction::Past,
        true if ends("s") && !ends("ss") => Direction::Present,
        true if !ends("ing") => Direction::Past,
        _ => Direction::Unknown,
    }
}

/// The nearest helper or past form before, within a clause.
fn by_words(page: &Page, first: usize) -> Direction {
    for at in (page.sentence.start.max(first.saturating_sub(BACK_MAX))..first).rev() {
        if !matches!(page.upos(at), Upos::Verb | Upos::Aux) {
            continue;
        }
        if page.any(at, WILL) {
            return Direction::Future;
        }
        let form = of_form(page, at);
        if form != Direction::Unknown {
            return form;
        }
    }
    Direction::Unknown
}
