//! Reported speech: of all candidates the ones that are likely, none over another.

use super::candidates::{Candidate, candidates, trimmed};
use super::features;
use super::syntax::Syntax;
use super::weights::Table;

/// Least log-odds of a clause that is taken: where who-said-what is found best on the training articles.
const LOGIT_MIN: f32 = -0.5;

/// Words that are somebody's speech, belief or wish.
#[derive(Clone, Debug)]
pub struct Reported {
    pub candidate: Candidate,
    /// Log-odds that it is one.
    pub logit: f32,
}

/// The candidates outside of quotations that are speech by themselves; `direct` says which quotations are.
pub fn clauses(syntax: &Syntax, direct: &[bool]) -> Vec<Candidate> {
    let spoken = |i: usize| syntax.quoted(i).is_some_and(|q| direct.get(q) == Some(&true));
    let outside = |mut c: Candidate| {
        let begin = c.words.clone().find(|&i| !spoken(i))?;
        let end = (begin..c.words.end).find(|&i| spoken(i)).unwrap_or(c.words.end);
        c.words = if (begin..end) == c.words { c.words } else { trimmed(syntax, begin..end)? };
        (!spoken(c.cue)).then_some(c)
    };
    candidates(syntax).into_iter().filter_map(outside).collect()
}

/// The likely ones in the order of the text; where two overlap, the likelier.
pub fn reported(syntax: &Syntax, direct: &[bool], table: &Table) -> Vec<Reported> {
    let weigh = |candidate: Candidate| {
        let logit = table.logit(|emit| features::of(syntax, &candidate, emit));
        Reported { candidate, logit }
    };
    let mut likely: Vec<Reported> =
        clauses(syntax, direct).into_iter().map(weigh).filter(|r| r.logit >= LOGIT_MIN).collect();
    likely.sort_by(|a, b| b.logit.total_cmp(&a.logit).then(a.candidate.words.start.cmp(&b.candidate.words.start)));
    let mut taken = vec![false; syntax.len()];
    likely.retain(|r| {
        let Some(words) = taken.get_mut(r.candidate.words.clone()) else { return false };
        let free = !words.contains(&true);
        if free {
            words.fill(true);
        }
        free
    });
    likely.sort_by_key(|r| r.candidate.words.start);
    likely
}
