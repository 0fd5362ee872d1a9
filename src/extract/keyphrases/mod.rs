//! Keyphrases: the words and names that tell best what an article is about, none inside another.

mod candidates;
mod rank;

use crate::extract::tokens::rarity;
use crate::extract::{Extractor, Reads, hundredths};
use crate::knowledge::Knowledge;
use crate::record::{Document, Keyphrase, Layer, LayerKind};
use crate::text::Span;
use candidates::Candidate;
use std::ops::Range;

pub const EXTRACTOR: Extractor = Extractor {
    name: "keyphrases",
    version: "1",
    needs: &[LayerKind::Tokens, LayerKind::Tags, LayerKind::Mentions],
    fills: &[LayerKind::Keyphrases],
    reads: Reads::English,
    models: &[("keyphrases", "1"), ("rarity", rarity::VERSION)],
    extract,
};

/// Keyphrases that are told at most: as many as a reader takes in at a glance, and as lists are measured by.
const PHRASES_MAX: usize = 10;
/// Candidates that are looked at for them: all but a few of the best ten lie among the best thirty.
const LOOKED_AT_MAX: usize = 200;
/// Places of a phrase that are told at most; the first ones.
const PLACES_MAX: usize = 50;

/// Tells the best phrases of a document, the best first: [`Layer::Keyphrases`].
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let keys = candidates::keys(document);
    let candidates = candidates::candidates(document, &keys);
    let mut ranked: Vec<(f64, &Candidate<'_>)> =
        rank::scores(document, &candidates).into_iter().zip(&candidates).collect();
    // Of equals the one that stands first: the sort is stable.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut chosen: Vec<(f64, &Candidate<'_>)> = Vec::new();
    for (score, candidate) in ranked.into_iter().take(LOOKED_AT_MAX) {
        if chosen.len() == PHRASES_MAX {
            break;
        }
        let nested = |other: &&Candidate<'_>| holds(candidate, other) || holds(other, candidate);
        if !chosen.iter().any(|(_, other)| nested(other)) {
            chosen.push((score, candidate));
        }
    }
    Layer::Keyphrases(chosen.into_iter().map(|(score, candidate)| keyphrase(document, score, candidate)).collect())
}

/// Whether the words of one phrase stand within those of another.
fn holds(outer: &Candidate<'_>, inner: &Candidate<'_>) -> bool {
    outer.words.windows(inner.words.len().max(1)).any(|words| words == inner.words)
}

fn keyphrase(document: &Document, score: f64, candidate: &Candidate<'_>) -> Keyphrase {
    let span = |place: &Range<usize>| {
        let spans = document.layers.tokens.spans.get(place.clone()).unwrap_or_default();
        let (begin, end) = (spans.first().map_or(0, |s| s.begin), spans.last().map_or(0, |s| s.end));
        Span { begin, end }
    };
    let spans: Vec<Span> = candidate.places.iter().take(PLACES_MAX).map(span).collect();
    // A common word as it is written within a sentence, not as it begins one.
    let small = |s: &&Span| s.of(&document.text).chars().next().is_some_and(char::is_lowercase);
    let shown = spans.iter().find(small).filter(|_| !candidate.proper).or(spans.first());
    let text = shown.map_or("", |s| s.of(&document.text));
    Keyphrase { text: text.split_whitespace().collect::<Vec<_>>().join(" "), spans, score: hundredths(score) }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
