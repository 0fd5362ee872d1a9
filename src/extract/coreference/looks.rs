//! What features ask of each phrase, found once: its verb, its place in a coordination, the conjunction of its clause.

use super::page::Page;
use super::phrases::{Phrase, Role};
use crate::record::Dependency;
use crate::text::words::lower_hash;
use std::sync::LazyLock;

/// One phrase as features see it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    /// What it is in its clause, as [`Role`]; a conjunct is what the first of its coordination is.
    pub role: u32,
    /// The word that it hangs on, with its lemma and its finest cluster.
    pub governor: Option<usize>,
    pub governor_lemma: u64,
    pub governor_cluster: u16,
    /// The coarsest clusters of that word, and of its own last one.
    pub verb: u32,
    pub cluster: u32,
    /// 0 alone, 1 first of a coordination, 2 a later part of one.
    pub conjunct: u32,
    /// The conjunction that brings in its clause: 0 for none, [`MARK_OTHER`] for one that is not listed.
    pub mark: u32,
    /// What the noun that it is the possessor of is in its clause, from 1 on; 0 for all else.
    pub owned: u32,
    /// The preposition before it: 0 for none, [`MARK_OTHER`] for one that is not listed.
    pub case: u32,
    /// The preposition before the noun that it is the possessor of.
    pub owner_case: u32,
    /// It hangs on the root of its sentence.
    pub is_main: bool,
    /// It hangs on the cue of a quote.
    pub speaks: bool,
}

/// Conjunctions that bring in clauses.
static MARKS: LazyLock<Vec<u64>> = LazyLock::new(|| {
    let words = "that because when while after before as if although to since until whether so";
    words.split(' ').map(lower_hash).collect()
});
const MARK_OTHER: u32 = 15;
/// Prepositions before those who take part in something.
static CASES: LazyLock<Vec<u64>> = LazyLock::new(|| {
    "by with of to for from about against in on at like as during after".split(' ').map(lower_hash).collect()
});

/// The looks of all phrases.
pub fn looks(page: &Page<'_>, phrases: &[Phrase]) -> Vec<Look> {
    let mut cues: Vec<usize> = Vec::new();
    for quote in &page.document.layers.quotes {
        cues.extend(quote.cue.as_ref().map(|cue| page.tokens.from_byte(cue.span.begin)));
    }
    cues.sort_unstable();
    let begins = first_conjuncts(page);
    let marks = marks(page);
    let of = |p: &Phrase| {
        let governor = page.trees.head(p.head);
        let is_later = page.trees.relation(p.head) == Dependency::Conj;
        Look {
            role: role(page, p),
            governor,
            governor_lemma: governor.map_or(0, |token| page.lemma(token)),
            governor_cluster: governor.map_or(0, |token| page.clusters(token)[0]),
            verb: governor.map_or(0, |token| u32::from(page.clusters(token)[2])),
            cluster: u32::from(page.clusters(p.tokens.end.saturating_sub(1))[2]),
            conjunct: if is_later { 2 } else { u32::from(begins.get(p.head) == Some(&true)) },
            mark: marks.get(p.clause as usize).copied().unwrap_or(0),
            owned: match governor.filter(|_| p.role == Role::Possessor) {
                Some(noun) => 1 + Role::of(page.trees.relation(noun)) as u32,
                None => 0,
            },
            case: if matches!(p.role, Role::Oblique | Role::Modifier) { case(page, p.head) } else { 0 },
            owner_case: governor.filter(|_| p.role == Role::Possessor).map_or(0, |noun| case(page, noun)),
            is_main: governor.is_some_and(|token| page.trees.head(token).is_none()),
            speaks: governor.is_some_and(|token| cues.binary_search(&token).is_ok()),
        }
    };
    phrases.iter().map(of).collect()
}

/// Whether each token is the first of a coordination.
fn first_conjuncts(page: &Page<'_>) -> Vec<bool> {
    let mut begins = vec![false; page.tokens.len()];
    for token in (0..page.tokens.len()).filter(|&token| page.trees.relation(token) == Dependency::Conj) {
        if let Some(slot) = page.trees.head(token).and_then(|head| begins.get_mut(head)) {
            *slot = true;
        }
    }
    begins
}

/// The conjunction that hangs on each token.
fn marks(page: &Page<'_>) -> Vec<u32> {
    let mut marks = vec![0; page.tokens.len()];
    for token in (0..page.tokens.len()).rev().filter(|&token| page.trees.relation(token) == Dependency::Mark) {
        let lower = page.lower(token);
        let mark = MARKS.iter().position(|&known| known == lower).map_or(MARK_OTHER, |n| n as u32 + 1);
        if let Some(slot) = page.trees.head(token).and_then(|head| marks.get_mut(head)) {
            *slot = mark;
        }
    }
    marks
}

/// The preposition before a noun.
fn case(page: &Page<'_>, noun: usize) -> u32 {
    let Some(case) = page.trees.child(noun, |relation| relation == Dependency::Case) else { return 0 };
    let lower = page.lower(case);
    CASES.iter().position(|&known| known == lower).map_or(MARK_OTHER, |n| n as u32 + 1)
}

fn role(page: &Page<'_>, phrase: &Phrase) -> u32 {
    let first = page.trees.head(phrase.head).map(|head| page.trees.relation(head));
    let role = match first.filter(|_| page.trees.relation(phrase.head) == Dependency::Conj) {
        Some(relation) if relation.is_subject() => Role::Subject,
        Some(Dependency::Obj) => Role::Object,
        Some(Dependency::Obl) => Role::Oblique,
        _ => phrase.role,
    };
    role as u32
}
