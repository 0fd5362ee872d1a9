//! Who may be the source of what a word reports: the noun phrases around it, and what is known of each.

use super::features::{length, who};
use super::speaker;
use super::syntax::Syntax;
use crate::record::{Dependency, Upos};
use crate::text::words::mix;
use std::ops::Range;

/// Tokens on each side of a reporting word in which its source is looked for.
const AROUND_TOKENS_MAX: usize = 40;
/// Noun phrases that are weighed on each side.
const SOURCES_MAX: usize = 7;
/// Predicates that are climbed from the reporting word in search of whose subject a noun is.
const CLIMB_MAX: usize = 5;

/// A noun that may name the source.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Source {
    pub token: usize,
    /// Nouns, verbs, commas and quotation marks between it and the reporting word.
    rank: usize,
    verbs: usize,
    commas: usize,
    quotations: usize,
    /// It is what the tree says.
    expected: bool,
}

/// The nouns around a reporting word, in its sentence, outside of its content and of quotations.
pub fn sources(syntax: &Syntax, cue: usize, content: &Range<usize>) -> Vec<Source> {
    let sentence = syntax.sentence(cue);
    let outside = |e: usize| syntax.quoted(e).is_none() || syntax.quoted(cue).is_some();
    let expected = speaker::source(syntax, cue).filter(|&e| outside(e) && may_speak(syntax, e));
    let mut out = Vec::new();
    let from = sentence.start.max(cue.saturating_sub(AROUND_TOKENS_MAX));
    walk(syntax, (from..cue).rev(), content, expected, &mut out);
    let to = sentence.end.min(cue + AROUND_TOKENS_MAX);
    walk(syntax, cue + 1..to, content, expected, &mut out);
    if let Some(token) = expected.filter(|&e| out.iter().all(|s| s.token != e) && !content.contains(&e)) {
        out.push(Source { token, rank: SOURCES_MAX, verbs: 3, commas: 3, quotations: 0, expected: true });
    }
    out
}

fn walk(
    syntax: &Syntax,
    tokens: impl Iterator<Item = usize>,
    content: &Range<usize>,
    expected: Option<usize>,
    out: &mut Vec<Source>,
) {
    let (mut rank, mut verbs, mut commas, mut quotations) = (0, 0, 0, 0);
    let mut inside = false;
    for i in tokens {
        let quoted = syntax.quoted(i).is_some() || content.contains(&i);
        quotations += usize::from(quoted && !inside);
        inside = quoted;
        if quoted {
            continue;
        }
        verbs += usize::from(syntax.upos(i) == Upos::Verb);
        commas += usize::from(syntax.word(i) == ",");
        if may_speak(syntax, i) {
            out.push(Source { token: i, rank, verbs, commas, quotations, expected: expected == Some(i) });
            rank += 1;
            if rank == SOURCES_MAX {
                return;
            }
        }
    }
}

/// Whether a token heads a noun phrase; relative pronouns stand for another noun.
pub fn may_speak(syntax: &Syntax, i: usize) -> bool {
    let relation = syntax.relation(i);
    let inner = matches!(
        relation,
        Dependency::Compound
            | Dependency::Flat
            | Dependency::Fixed
            | Dependency::Goeswith
            | Dependency::Nummod
            | Dependency::OblUnmarked
            | Dependency::NmodUnmarked
            | Dependency::Punct
    );
    let nominal = match syntax.upos(i) {
        upos if upos.is_nominal() => true,
        Upos::Det | Upos::Num => relation.is_subject(),
        // "the poor", "many": an adjective that stands for a noun.
        Upos::Adj => {
            let counts = matches!(syntax.lemma(i), "many" | "few" | "several" | "most" | "other" | "some");
            relation.is_subject() && (counts || syntax.child(i, |r| r == Dependency::Det).is_some())
        }
        _ => false,
    };
    nominal && !inner
}

/// The noun that a relative pronoun stands for; the token itself where it is none.
pub fn antecedent(syntax: &Syntax, token: usize) -> usize {
    let relative = matches!(syntax.lemma(token), "who" | "which" | "that" | "whom");
    let clause = syntax.head(token).filter(|&h| relative && syntax.relation(h) == Dependency::AclRelcl);
    clause.and_then(|clause| syntax.head(clause)).unwrap_or(token)
}

/// Calls `emit` with every feature of a source.
pub fn features(syntax: &Syntax, cue: usize, source: &Source, mut emit: impl FnMut(u64)) {
    let s = source;
    let t = s.token;
    let side = u64::from(t < cue);
    let distance = length(t.abs_diff(cue)) * 2 + side;
    let part = syntax.upos(cue) as u64;
    let class = syntax.frame(cue).map_or(0, |f| f.number);
    let relation = syntax.relation(t) as u64;
    let near = near(syntax, cue, t);
    let introducer = syntax.introducer(t).map_or(0, |i| syntax.key(i));
    let passive = u64::from(syntax.is_passive(cue));
    let expected = u64::from(s.expected);
    let who = who(syntax, t) as u64;
    let between = s.verbs.min(2) as u64 + 3 * s.commas.min(2) as u64 + 9 * s.quotations.min(1) as u64;
    let mut put = |template: u64, a: u64, b: u64| emit(mix(template + 200, a, b));
    put(1, expected, part);
    put(2, expected, mix(2, class, passive));
    put(3, distance, expected);
    put(4, distance, between);
    put(5, relation, mix(5, part, side));
    put(6, relation, mix(6, class, passive));
    put(7, near, side);
    put(8, near, mix(8, class, passive));
    put(9, who, side);
    put(10, who, mix(10, relation, side));
    put(11, introducer, part);
    put(12, s.rank as u64, mix(12, side, between));
    put(13, mix(13, near, relation), expected);
    put(14, between, mix(14, near, side));
    put(15, syntax.key(t), 0);
    put(19, syntax.named(t), side);
    put(20, syntax.named(t), mix(20, class, near));
    put(21, syntax.named(t), mix(21, relation, s.rank.min(3) as u64));
    put(17, syntax.clusters(t)[1], side);
    put(18, syntax.clusters(t)[2], near);
    put(16, syntax.key(cue), mix(16, near, side));
}

/// How a noun and the reporting word hang together: as argument, as owner, as subject of a predicate further up.
fn near(syntax: &Syntax, cue: usize, token: usize) -> u64 {
    if syntax.head(token) == Some(cue) {
        return 1;
    }
    if syntax.head(cue) == Some(token) {
        return 2 + 8 * syntax.relation(cue) as u64;
    }
    let Some(head) = syntax.head(token) else { return 0 };
    let mut at = cue;
    for depth in 1..=CLIMB_MAX as u64 {
        let Some(up) = syntax.head(at) else { return 0 };
        if up == head {
            return 3 + 8 * syntax.relation(at) as u64 + 1024 * depth;
        }
        at = up;
    }
    0
}
