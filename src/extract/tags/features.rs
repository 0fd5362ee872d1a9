//! What the tagger of parts of speech sees of a token. Training and reading share this file.
//!
//! Features of a word by itself and of a word as a neighbour are the same wherever the word stands, so that their weights
//! are summed once for each different word of an article. Only where two words meet are weights looked up at each token.

use crate::extract::tokens::clusters::Path;
use crate::extract::tokens::usage::{Usage, usages};
use crate::record::Tokens;
use crate::text::words::{Case, Word, mix};
use std::ops::Range;

/// How far a neighbour may stand to be seen.
pub const REACH: isize = 2;

/// A word, its clusters, and how its article writes it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    pub word: &'a Word,
    pub clusters: Path,
    pub usage: Usage,
}

impl Seen<'_> {
    /// What stands before a sentence and behind it.
    pub const NONE: Seen<'static> =
        Seen { word: &Word::NONE, clusters: [0; 3], usage: Usage { capitalised: 0, lower: 0 } };
}

/// Every word of an article, in the order of `Tokens::words`.
pub fn words(tokens: &Tokens) -> Vec<Seen<'_>> {
    let usages = usages(tokens, tokens.sentences.iter().map(|sentence| in_capitals(tokens, sentence.clone())));
    let seen = tokens.words.iter().zip(&tokens.clusters).map(|(word, &clusters)| {
        let usage = usages.get(&word.lower).copied().unwrap_or_default();
        Seen { word, clusters, usage }
    });
    seen.collect()
}

/// Whether most words of a sentence are capitalised, as in a headline: then capitals say nothing of a word.
fn in_capitals(tokens: &Tokens, sentence: Range<usize>) -> bool {
    let cases = || sentence.clone().map(|i| tokens.word(i).case);
    cases().filter(|case| case.is_capitalised()).count() > cases().filter(|&case| case == Case::Lower).count()
}

/// Features of a word by itself, and of its article.
pub fn of_word(seen: &Seen<'_>, mut emit: impl FnMut(u64)) {
    let word = seen.word;
    emit(mix(1, word.lower, 0));
    emit(mix(2, word.cased, 0));
    emit(mix(3, word.shape, 0));
    let affixes = word.prefixes.iter().chain(&word.suffixes[1..]);
    for (i, &affix) in (5..).zip(affixes).filter(|(_, affix)| **affix != 0) {
        emit(mix(i, affix, 0));
    }
    for (i, &cluster) in (13..).zip(&seen.clusters) {
        emit(mix(i, u64::from(cluster), word.case as u64));
    }
    let statistics = u64::from(seen.usage.capitalised) << 8 | u64::from(seen.usage.lower) << 4 | word.case as u64;
    emit(mix(16, statistics, 0));
}

/// Features of a word that stands `offset` tokens away.
pub fn of_neighbour(seen: &Seen<'_>, offset: isize, mut emit: impl FnMut(u64)) {
    let (word, base) = (seen.word, 20 + 10 * (offset + REACH) as u64);
    emit(mix(base, word.lower, 0));
    emit(mix(base + 1, u64::from(seen.clusters[0]), word.case as u64));
    if offset.abs() == 1 {
        emit(mix(base + 2, u64::from(seen.clusters[1]), 0));
    }
}

/// Features of a place where words meet; `around`: the word before, the word, the word behind.
pub fn of_place(around: &[Seen<'_>; 3], mut emit: impl FnMut(u64)) {
    let [before, word, behind] = around;
    let c256 = |s: &Seen<'_>| u64::from(s.clusters[1]);
    emit(mix(71, before.word.lower, word.word.lower));
    emit(mix(72, word.word.lower, behind.word.lower));
    emit(mix(73, c256(before), c256(behind)));
    emit(mix(74, c256(before), word.word.lower));
    emit(mix(75, word.word.lower, c256(behind)));
    emit(mix(76, word.word.suffixes[2], c256(behind)));
}
