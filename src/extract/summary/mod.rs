//! Summary: up to three sentences of the article that stand for the whole, in the order of the text.

mod sentences;

use crate::extract::tokens::rarity;
use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Document, Layer, LayerKind, Summary};
use crate::text::words::HashedMap;
use sentences::{Sentence, Words};

pub const EXTRACTOR: Extractor = Extractor {
    name: "summary",
    version: "1",
    needs: &[LayerKind::Sentences, LayerKind::Tokens, LayerKind::Tags, LayerKind::Entities, LayerKind::Quotes],
    fills: &[LayerKind::Summary],
    reads: Reads::English,
    models: &[("rarity", rarity::VERSION)],
    extract,
};

/// Sentences that are told at most, and words that they may have together: a person's summary has 45.
const SENTENCES_MAX: usize = 3;
const WORDS_MAX: usize = 80;
/// A further sentence must be worth this share of the first one; a short summary says more a word than a long one.
const WORTH_MIN: f32 = 0.6;
/// What a sentence is worth: its words that are new (by the power of its length that this divides by), the salience of
/// whom it names, its place among the sentences of prose, and whether it leans on one before it. Looked at on 16 and 84
/// articles with a person's summary; halves and doubles of each hardly differ.
const LENGTH_POWER: f32 = 0.8;
const SALIENCE: f32 = 1.0;
const EARLY: f32 = 4.0;
const EARLY_PLACES: f32 = 3.0;
const LEANS: f32 = 0.5;
const QUOTED: f32 = 1.0;

/// Chooses the sentences one by one, each for what those before it do not say: [`Layer::Summary`].
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let words = Words::of(document);
    let sentences = sentences::prose(document, &words);
    let mut said: HashedMap<()> = HashedMap::default();
    let mut chosen: Vec<&Sentence> = Vec::new();
    let (mut first, mut length) = (0.0, 0);
    while chosen.len() < SENTENCES_MAX {
        let fits = |s: &&Sentence| chosen.is_empty() || length + s.length <= WORDS_MAX;
        let fresh = |s: &&Sentence| chosen.iter().all(|c| c.span != s.span);
        let worth = |s| (worth(s, &words, &said), s);
        let all = sentences.iter().filter(fits).filter(fresh).map(worth);
        // Of equals the first: a later one must be better.
        let best = all.fold(None, |best: Option<(f32, &Sentence)>, s| match best {
            Some(best) if best.0 >= s.0 => Some(best),
            _ => Some(s),
        });
        let Some((value, sentence)) = best else { break };
        if chosen.is_empty() {
            first = value;
        } else if value < WORTH_MIN * first {
            break;
        }
        said.extend(sentence.words.iter().map(|word| (*word, ())));
        length += sentence.length;
        chosen.push(sentence);
    }
    let mut spans: Vec<_> = chosen.into_iter().map(|s| s.span).collect();
    spans.sort_unstable();
    Layer::Summary(Summary { sentences: spans })
}

fn worth(sentence: &Sentence, words: &Words, said: &HashedMap<()>) -> f32 {
    let new = sentence.words.iter().filter(|word| !said.contains_key(word)).map(|word| words.weight(*word));
    let place = EARLY * (-(sentence.place as f32) / EARLY_PLACES).exp();
    let leans = if sentence.leans { LEANS } else { 0.0 };
    let quoted = if sentence.quoted { QUOTED } else { 0.0 };
    new.sum::<f32>() / (sentence.length.max(1) as f32).powf(LENGTH_POWER) + SALIENCE * sentence.salience + place
        - leans
        - quoted
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
