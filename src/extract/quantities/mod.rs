//! Quantities: money, shares, measures, counts and ordinals, with exact values.
//!
//! Rules over the tokens: `crate::text::numbers` reads numbers, [`money`] and [`suffix`] what stands before and behind them,
//! [`counts`] what is counted, and [`refused`] knows what is no quantity. Spans hold number and unit ("240 billion dollars",
//! "nine people"), no preposition, no article and no "about". "More than" and "up to" leave the value as it is named. A range in
//! words is two quantities, its first end with the unit of the second; a dash makes it one, with both ends (`up_to`). A plural
//! that names no number ("millions of dollars") has the least that it can mean, with low confidence. Ordinals have the noun
//! that they order as unit. Spans of time are the business of times.

mod country;
mod counts;
mod currencies;
mod money;
mod refused;
mod same;
mod scan;
mod suffix;
mod units;
mod vocabulary;

use crate::extract::{Extractor, Reads, hundredths, tokens};
use crate::knowledge::Knowledge;
use crate::record::{Document, Layer, LayerKind, Quantity, Tokens};
use crate::text::{Span, numbers};
use country::Country;
use numbers::Ratio;
use scan::{Found, Sentence};

pub const EXTRACTOR: Extractor = Extractor {
    name: "quantities",
    version: "1",
    needs: &[LayerKind::Language, LayerKind::Tokens, LayerKind::Tags, LayerKind::Trees],
    fills: &[LayerKind::Quantities],
    reads: Reads::AnyLanguage,
    models: &[],
    extract,
};

/// Below this a language is a guess: articles of some sentences are known with .9 and more.
const GUESS_MAX: f64 = 0.8;

/// The quantities of a document in the order of the text.
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let layers = &document.layers;
    let own = own_tokens(document);
    let tokens = own.as_ref().unwrap_or(&layers.tokens);
    let country = Country::of(document, tokens);
    let mut sentence = Sentence {
        text: &document.text,
        pieces: Vec::new(),
        tokens,
        tags: &layers.tags,
        trees: &layers.trees,
        country: &country,
        titled: false,
    };
    let begins = numerals(&document.text, tokens);
    let mut quantities = Vec::new();
    let mut found = Vec::new();
    for range in &tokens.sentences {
        if begins.get(range.clone()).is_some_and(|begins| begins.contains(&true)) {
            sentence.fill(range.clone());
            found.clear();
            sentence.scan(&mut found);
            add(&sentence, &found, &mut quantities);
        }
    }
    Layer::Quantities(quantities)
}

/// Tokens of a text whose language is a mere guess, as it is of a few words: a caption, a headline, a line of a table.
///
/// Such a text is read as English; `None` for texts that have their tokens, and for those that are in another language.
fn own_tokens(document: &Document) -> Option<Tokens> {
    let guess = document.layers.language.as_ref().is_none_or(|language| language.confidence < GUESS_MAX);
    let wanted = guess && document.layers.tokens.is_empty();
    match wanted.then(|| (tokens::EXTRACTOR.extract)(document, &Knowledge::none()))? {
        Layer::Tokens(tokens) => Some(tokens),
        _ => None,
    }
}

/// For each token whether a number may begin in it.
fn numerals(text: &str, tokens: &Tokens) -> Vec<bool> {
    let words: Vec<bool> =
        tokens.words.iter().map(|word| numbers::meaning_of(word.lower).is_some_and(|m| m.begins())).collect();
    let of_token = tokens.spans.iter().zip(&tokens.word_of).map(|(span, word)| {
        let known = words.get(*word as usize).copied().unwrap_or(false);
        let token = span.of(text);
        known || token.bytes().any(|b| b.is_ascii_digit()) || !token.is_ascii() && is_vulgar(token)
    });
    of_token.collect()
}

fn is_vulgar(token: &str) -> bool {
    token.chars().any(|c| matches!(c, '¼'..='¾' | '⅐'..='⅞'))
}

/// Numbers what was found in a sentence, and ties what is told twice.
fn add(sentence: &Sentence<'_>, found: &[Found], quantities: &mut Vec<Quantity>) {
    let first = quantities.len();
    quantities.extend(found.iter().zip(first + 1..).map(|(found, n)| Quantity {
        id: format!("n{n}"),
        span: Span::new(found.begin, found.end),
        exact: String::new(),
        class: found.class,
        value: found.value.to_decimal(),
        up_to: found.most.map(Ratio::to_decimal),
        unit: found.unit.clone(),
        equivalent_to: None,
        confidence: hundredths(found.confidence),
    }));
    for (a, b) in same::pairs(sentence, found) {
        for (one, other) in [(first + a, b), (first + b, a)] {
            if let Some(quantity) = quantities.get_mut(one) {
                quantity.equivalent_to = Some(format!("n{}", first + other + 1));
            }
        }
    }
}

#[cfg(test)]
mod tests;
