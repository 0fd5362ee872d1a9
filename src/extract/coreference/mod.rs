//! Coreference: pronouns and noun phrases beside the names of what they refer to.

mod build;
mod chains;
mod fits;
mod lexicon;
mod looks;
mod nouns;
mod page;
mod pairs;
mod phrases;
mod resolve;
mod rules;
mod sets;
mod speech;
mod things;
mod voices;
pub mod weights;

use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Document, Layer, LayerKind};
use crate::text::Span;
use page::Page;
use std::collections::HashMap;

pub use chains::Chains;
pub use phrases::{Kind, Phrase};
pub use resolve::{Choice, Judge, Learned};

pub const EXTRACTOR: Extractor = Extractor {
    name: "coreference",
    version: "1",
    needs: &[
        LayerKind::Language,
        LayerKind::Tokens,
        LayerKind::Tags,
        LayerKind::Trees,
        LayerKind::Mentions,
        LayerKind::Entities,
        LayerKind::Quotes,
    ],
    fills: &[LayerKind::Mentions, LayerKind::Entities],
    reads: Reads::English,
    models: &[("coreference", "1")],
    extract,
};

/// Finds what pronouns and noun phrases refer to: [`Layer::Entities`], all mentions in the order of the text.
pub fn extract(document: &Document, knowledge: &Knowledge) -> Layer {
    let layers = &document.layers;
    if layers.trees.is_empty() {
        return Layer::Entities(layers.mentions.clone(), layers.entities.clone());
    }
    read(document, knowledge, |_| Learned, |phrases, chains, wanted, _| build::layer(document, phrases, chains, wanted))
}

/// Reads a document with a judge made for its phrases, and hands on what came out.
pub fn read<J: Judge, T>(
    document: &Document,
    knowledge: &Knowledge,
    judge: impl FnOnce(&[Phrase]) -> J,
    then: impl FnOnce(&[Phrase], &Chains, &[bool], J) -> T,
) -> T {
    let layers = &document.layers;
    let page = Page::of(document);
    let number: HashMap<&str, usize> = layers.entities.iter().enumerate().map(|(n, e)| (e.id.as_str(), n)).collect();
    let entity_of: Vec<Option<usize>> =
        layers.mentions.iter().map(|m| m.entity.as_deref().and_then(|id| number.get(id).copied())).collect();
    let phrases = phrases::phrases(&page, &entity_of);
    let things = things::traits(&page, knowledge, &phrases);
    let mut judge = judge(&phrases);
    let mut chains = resolve::resolve(&page, &phrases, things, &mut judge);
    let find = |words: Option<Span>| words.and_then(|words| voices::phrase_of(&page, &phrases, words));
    let speakers: Vec<Option<usize>> = page.speeches.iter().map(|speech| find(speech.speaker)).collect();
    let addressees: Vec<Option<usize>> = page.speeches.iter().map(|speech| find(speech.addressee)).collect();
    voices::join(&page, &phrases, &speakers, &addressees, &mut chains);
    let mut wanted = vec![false; phrases.len()];
    for &speaker in speakers.iter().chain(&addressees).flatten() {
        if let Some(slot) = wanted.get_mut(speaker) {
            *slot = true;
        }
    }
    then(&phrases, &chains, &wanted, judge)
}

#[cfg(test)]
mod tests;
