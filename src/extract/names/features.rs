//! What the tagger of names sees of a token. Training and reading share this file.
//!
//! Three kinds of features: of the word itself, of a word as a neighbour, and of places where several words meet. The
//! first two are the same wherever the word stands in an article, so that their weights are summed once a word.

use crate::extract::tokens::clusters::Path;
use crate::extract::tokens::usage::{Usage, usages};
use crate::record::Tokens;
use crate::text::words::{Case, Word, mix};
use std::ops::Range;

/// How far a neighbour may stand to be seen.
pub const REACH: isize = 3;
/// A word with all that its article says of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    pub word: Word,
    pub clusters: Path,
    pub usage: Usage,
    /// The capitalised words that stood before and behind it last, anywhere in the article; 0 for none.
    pub before: u64,
    pub behind: u64,
}

impl Seen {
    /// What stands before a sentence and behind it.
    pub const NONE: Seen =
        Seen { word: Word::NONE, clusters: [0; 3], usage: Usage { capitalised: 0, lower: 0 }, before: 0, behind: 0 };

    /// How its article writes it, as one number.
    fn statistics(&self) -> u64 {
        u64::from(self.usage.capitalised) << 4 | u64::from(self.usage.lower)
    }
}

/// An article as its features are made of it.
pub struct Article<'a> {
    tokens: &'a Tokens,
    /// Every word, in the order of `Tokens::words`.
    pub words: Vec<Seen>,
    /// How each sentence uses capitals.
    capitals: Vec<Capitals>,
}

impl<'a> Article<'a> {
    pub fn of(tokens: &'a Tokens) -> Self {
        let capitals: Vec<_> = tokens.sentences.iter().map(|s| Capitals::of(tokens, s.clone())).collect();
        let usages = usages(tokens, capitals.iter().map(|&c| c != Capitals::Some));
        let mut neighbours = vec![(0u64, 0u64); tokens.words.len()];
        for sentence in &tokens.sentences {
            (sentence.start + 1..sentence.end).for_each(|i| remember(tokens, i - 1, i, &mut neighbours));
        }
        let seen = tokens.words.iter().zip(&tokens.clusters).zip(neighbours);
        let words = seen.map(|((&word, &clusters), (before, behind))| {
            let usage = usages.get(&word.lower).copied().unwrap_or_default();
            Seen { word, clusters, usage, before, behind }
        });
        Self { words: words.collect(), tokens, capitals }
    }

    /// What stands around token `i` of sentence number `n`.
    pub fn around(&self, n: usize, sentence: &Range<usize>, i: usize) -> Around<'_> {
        let none = self.words.len();
        let at = [-3, -2, -1, 0, 1, 2, 3].map(|offset| self.tokens.word_at(sentence, i, offset).unwrap_or(none));
        Around {
            at,
            words: at.map(|word| self.words.get(word).unwrap_or(&Seen::NONE)),
            is_first: i == sentence.start,
            capitals: self.capitals.get(n).copied().unwrap_or(Capitals::Some),
        }
    }
}

fn remember(tokens: &Tokens, left: usize, right: usize, neighbours: &mut [(u64, u64)]) {
    let (a, b) = (tokens.word(left), tokens.word(right));
    if !(a.case.is_capitalised() && b.case.is_capitalised()) {
        return;
    }
    let at = |i: usize| tokens.word_of.get(i).map_or(usize::MAX, |&w| w as usize);
    if let Some(x) = neighbours.get_mut(at(left)) {
        x.1 = b.lower;
    }
    if let Some(x) = neighbours.get_mut(at(right)) {
        x.0 = a.lower;
    }
}

/// How a sentence uses capitals: in a headline they say little, in a line of capitals nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Capitals {
    /// On some words: they mark names.
    Some,
    /// On nearly every word: a headline in title case.
    Title,
    /// Everywhere.
    All,
    /// Nowhere.
    None,
}

/// Words below which a sentence is too short to judge by its capitals.
const FEW: usize = 4;

impl Capitals {
    pub fn of(tokens: &Tokens, sentence: Range<usize>) -> Self {
        let (mut long, mut title, mut upper, mut lower) = (0, 0, 0, 0);
        for i in sentence {
            let case = tokens.word(i).case;
            let length = tokens.spans.get(i).map_or(0, |s| s.len());
            upper += usize::from(case == Case::Upper);
            lower += usize::from(case == Case::Lower);
            if length > 3 && case != Case::None {
                long += 1;
                title += usize::from(case.is_capitalised());
            }
        }
        match () {
            () if lower == 0 && upper > 1 => Capitals::All,
            () if long >= FEW && title * 10 >= long * 8 => Capitals::Title,
            () if lower >= FEW && title + upper == 0 => Capitals::None,
            () => Capitals::Some,
        }
    }
}

/// Features of a word by itself.
pub fn of_word(seen: &Seen, mut emit: impl FnMut(u64)) {
    let (word, clusters) = (&seen.word, &seen.clusters);
    let statistics = seen.statistics();
    emit(mix(1, word.lower, 0));
    emit(mix(2, word.cased, 0));
    emit(mix(3, word.shape, 0));
    emit(mix(4, word.squeezed, 0));
    for (i, &prefix) in (5..).zip(word.prefixes.iter().filter(|&&p| p != 0)) {
        emit(mix(i, prefix, 0));
    }
    for (i, &suffix) in (10..).zip(word.suffixes.iter().filter(|&&s| s != 0)) {
        emit(mix(i, suffix, 0));
    }
    for (i, &cluster) in (15..).zip(clusters.iter()) {
        emit(mix(i, u64::from(cluster), word.case as u64));
    }
    emit(mix(18, statistics, word.shape));
    emit(mix(19, statistics, u64::from(clusters[1])));
    if word.case.is_capitalised() {
        emit(mix(20, seen.before, 0));
        emit(mix(21, seen.behind, 0));
    }
}

/// Features of a word that stands `offset` tokens away.
pub fn of_neighbour(seen: &Seen, offset: isize, mut emit: impl FnMut(u64)) {
    let (word, base) = (&seen.word, 30 + 10 * (offset + REACH) as u64);
    emit(mix(base, word.lower, 0));
    if offset.abs() > 2 {
        return;
    }
    emit(mix(base + 1, u64::from(seen.clusters[1]), word.case as u64));
    emit(mix(base + 2, word.squeezed, 0));
    if offset.abs() > 1 {
        return;
    }
    emit(mix(base + 3, word.suffixes[2], 0));
    emit(mix(base + 4, u64::from(seen.clusters[0]), 0));
    emit(mix(base + 5, u64::from(seen.clusters[2]), 0));
    emit(mix(base + 6, word.cased, 0));
}

/// Places where a word is seen from: three before, its own, three behind.
pub const PLACES: usize = 2 * REACH as usize + 1;

/// What stands around a token.
pub struct Around<'a> {
    /// The words at its places by their number in [`Article::words`], which ends where there is none.
    pub at: [usize; PLACES],
    pub words: [&'a Seen; PLACES],
    pub is_first: bool,
    pub capitals: Capitals,
}

/// Features of places where several words meet.
pub fn of_place(around: &Around<'_>, mut emit: impl FnMut(u64)) {
    let [_, pp, p, w, n, nn, _] = around.words;
    let lower = |s: &Seen| s.word.lower;
    let c256 = |s: &Seen| u64::from(s.clusters[1]);
    let c64 = |s: &Seen| u64::from(s.clusters[2]);
    emit(mix(110, lower(p), lower(w)));
    emit(mix(111, lower(w), lower(n)));
    emit(mix(112, lower(p), lower(n)));
    emit(mix(113, lower(pp), lower(p)));
    emit(mix(114, lower(n), lower(nn)));
    emit(mix(115, mix(0, p.word.squeezed, w.word.squeezed), n.word.squeezed));
    emit(mix(116, mix(0, pp.word.squeezed, p.word.squeezed), mix(0, w.word.squeezed, n.word.squeezed)));
    emit(mix(117, w.word.shape, lower(p)));
    emit(mix(118, w.word.shape, lower(n)));
    emit(mix(119, c256(p), c256(w)));
    emit(mix(120, c256(w), c256(n)));
    emit(mix(121, mix(0, c64(p), c64(w)), c64(n)));
    emit(mix(122, mix(0, c64(p), p.word.squeezed), mix(0, w.word.squeezed, c64(n))));
    let statistics = w.statistics();
    let place = (around.capitals as u64) << 1 | u64::from(around.is_first);
    emit(mix(123, place, w.word.squeezed));
    emit(mix(124, mix(0, place, statistics), w.word.squeezed));
    emit(mix(125, mix(0, place, c256(w)), w.word.case as u64));
    emit(mix(126, mix(0, c64(pp), c64(p)), w.word.squeezed));
    emit(mix(127, mix(0, c64(n), c64(nn)), w.word.squeezed));
}
