//! Tokens: every sentence, and the headline, cut into words and marks; each different word is looked at once.

pub mod clusters;
pub mod rarity;
pub mod usage;

use crate::extract::{Extractor, Reads, sentences};
use crate::knowledge::Knowledge;
use crate::record::{Document, Layer, LayerKind, Tokens};
use crate::text::maps::HashMap;
use crate::text::words::Word;
use crate::text::{Span, tokens::tokenize};

pub const EXTRACTOR: Extractor = Extractor {
    name: "tokens",
    version: "1",
    needs: &[LayerKind::Language, LayerKind::Sentences],
    fills: &[LayerKind::Tokens],
    reads: Reads::English,
    models: &[("clusters", clusters::VERSION)],
    extract,
};

/// Cuts the headline and the sentences of a document: [`Layer::Tokens`].
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    // A first paragraph that was taken for a headline may hold several sentences.
    let headline = document.headline.into_iter().flat_map(|h| sentences::of_paragraph(&document.text, h));
    Layer::Tokens(read(&document.text, headline.chain(document.layers.sentences.iter().copied())))
}

/// The tokens of these sentences.
pub fn read(text: &str, sentences: impl Iterator<Item = Span>) -> Tokens {
    let mut tokens = Tokens::default();
    for sentence in sentences {
        let begin = tokens.spans.len();
        tokenize(sentence.of(text), sentence.begin as usize, &mut tokens.spans);
        if tokens.spans.len() > begin {
            tokens.sentences.push(begin..tokens.spans.len());
        }
    }
    look_at_words(text, &mut tokens);
    tokens
}

/// Finds the different words among the tokens, and what taggers see of each.
pub fn look_at_words(text: &str, tokens: &mut Tokens) {
    let mut known: HashMap<&str, u32> = HashMap::with_capacity_and_hasher(tokens.spans.len() / 2, Default::default());
    for span in &tokens.spans {
        let word = span.of(text);
        let index = *known.entry(word).or_insert_with(|| {
            let seen = Word::of(word);
            tokens.clusters.push(clusters::path(seen.lower));
            tokens.words.push(seen);
            tokens.words.len() as u32 - 1
        });
        tokens.word_of.push(index);
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
