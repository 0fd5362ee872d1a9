//! Reported speech: of all candidates the ones that are likely, none over another.

use super::candidates::{Candidate, Link, candidates, trimmed};
use super::features;
use super::syntax::Syntax;
use super::weights::{Table, shares};
use std::ops::Range;

/// Least probability of a cue that is taken: where who-said-what is found best on the training articles.
const PROBABILITY_MIN: f32 = 0.35;
/// The same where the words hold a quotation, which somebody must have said.
const QUOTING_PROBABILITY_MIN: f32 = 0.15;
/// The same for what follows a reporting clause that was put into the midst of it.
const RESUMED_PROBABILITY_MIN: f32 = 0.03;
/// Probability from which the longer of two that overlap is taken: what stands inside reported speech belongs to it.
const SURE: f32 = 0.6;
/// What a candidate is worth by those inside of it.
const INSIDE_WORTH: f32 = 0.5;

/// Words that are somebody's speech, belief or wish.
#[derive(Clone, Debug)]
pub struct Reported {
    pub candidate: Candidate,
    /// Probability that its cue reports something.
    pub probability: f32,
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

/// The candidates that exclude each other, as ranges: what one cue may report on one side.
pub fn groups(candidates: &[Candidate]) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut begin = 0;
    let same = |a: &Candidate, b: &Candidate| a.cue == b.cue && side(a.link) == side(b.link);
    candidates.chunk_by(same).map(move |chunk| {
        begin += chunk.len();
        begin - chunk.len()..begin
    })
}

const BEFORE: u8 = 1;
const RESUMED: u8 = 2;

fn side(link: Link) -> u8 {
    match link {
        Link::Before | Link::According => BEFORE,
        Link::Resumed | Link::AccordingResumed => RESUMED,
        _ => 0,
    }
}

/// The likely ones in the order of the text; where two overlap, the likelier.
pub fn reported(syntax: &Syntax, direct: &[bool], table: &Table) -> Vec<Reported> {
    let candidates = clauses(syntax, direct);
    let mut likely: Vec<Reported> = Vec::new();
    for group in groups(&candidates).filter_map(|g| candidates.get(g)) {
        let goes_on = group.first().zip(likely.last()).is_some_and(|(c, before)| {
            side(c.link) == RESUMED && side(before.candidate.link) == BEFORE && before.candidate.cue == c.cue
        });
        likely.extend(best(syntax, table, group, goes_on));
    }
    likely.sort_by(|a, b| {
        let by_length = b.candidate.words.len().cmp(&a.candidate.words.len());
        let sure = |r: &Reported| r.probability.min(SURE);
        sure(b).total_cmp(&sure(a)).then(by_length).then(a.candidate.words.start.cmp(&b.candidate.words.start))
    });
    let mut taken = vec![false; syntax.count()];
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

/// The best of a group, if the group is likely: a word too many is better than one too few, so a candidate is worth half of
/// what those inside it are.
fn best(syntax: &Syntax, table: &Table, group: &[Candidate], goes_on: bool) -> Option<Reported> {
    let scores: Vec<f32> = group.iter().map(|c| table.score(|emit| features::of(syntax, c, emit))).collect();
    let shares = shares(&scores);
    let probability: f32 = shares.iter().sum();
    let holds_quotation = group.iter().any(|c| syntax.quoted_tokens(&c.words) > 0);
    let least = match (goes_on, holds_quotation) {
        (true, _) => RESUMED_PROBABILITY_MIN,
        (_, true) => QUOTING_PROBABILITY_MIN,
        _ => PROBABILITY_MIN,
    };
    if probability < least {
        return None;
    }
    let inside = |a: &Candidate, b: &Candidate| {
        a.words != b.words && b.words.start <= a.words.start && a.words.end <= b.words.end
    };
    let worth = |n: usize| {
        let within = group.iter().zip(&shares).filter(|(c, _)| inside(c, &group[n])).map(|(_, s)| s).sum::<f32>();
        shares[n] + INSIDE_WORTH * within
    };
    let best = (0..group.len()).max_by(|&a, &b| worth(a).total_cmp(&worth(b)).then(b.cmp(&a)))?;
    Some(Reported { candidate: group[best].clone(), probability })
}
