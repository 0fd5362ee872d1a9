//! What the classifier sees of an article: its words, each weighed by how often it stands here and how rarely elsewhere.

use crate::extract::tokens::rarity::rarity;
use crate::record::Document;
use crate::text::words::{Case, HashedMap};

/// How often a word of the headline counts.
const HEADLINE: u32 = 2;

/// The words of a document with their weights, whose squares sum up to one; by hash, so in the same order on every
/// machine. Words that the table of rarity does not hold are left out: nothing was learned of them.
pub fn words(document: &Document) -> Vec<(u64, f32)> {
    let mut words: Vec<(u64, f32)> = counts(document)
        .into_iter()
        .filter_map(|(key, n)| Some((key, (1.0 + (n as f32).ln()) * rarity(key)?)))
        .collect();
    words.sort_unstable_by_key(|word| word.0);
    let length = words.iter().map(|(_, x)| x * x).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
    words.iter_mut().for_each(|(_, x)| *x /= length);
    words
}

/// How often each word with a letter stands in the text, whatever its case.
fn counts(document: &Document) -> HashedMap<u32> {
    let tokens = &document.layers.tokens;
    let mut of_word = vec![0u32; tokens.words.len()];
    let headline = document.headline.map_or(0, |h| tokens.from_byte(h.end));
    for (i, &word) in tokens.word_of.iter().enumerate() {
        if let Some(n) = of_word.get_mut(word as usize) {
            *n += if i < headline { HEADLINE } else { 1 };
        }
    }
    let mut counts = HashedMap::default();
    counts.reserve(tokens.words.len());
    for (word, n) in tokens.words.iter().zip(of_word).filter(|(word, _)| word.case != Case::None) {
        *counts.entry(word.lower).or_default() += n;
    }
    counts
}
