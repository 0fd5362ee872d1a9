//! Coreference: pronouns and noun phrases beside the names of what they refer to.

mod again;
mod barred;
mod behind;
mod build;
mod chains;
mod few;
mod fits;
mod gather;
mod groups;
mod judge;
mod last;
mod lexicon;
mod looks;
mod named;
mod nominal;
mod nouns;
mod page;
mod pairs;
mod persons;
mod phrases;
mod pronouns;
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
use weights::WEIGHTS;

pub use chains::Chains;
pub use judge::{Choice, Judge, Learned};
pub use phrases::{Kind, Phrase};

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
    models: &[("coreference", "2")],
    extract,
};

/// Finds what pronouns and noun phrases refer to: [`Layer::Entities`], all mentions in the order of the text.
pub fn extract(document: &Document, knowledge: &Knowledge) -> Layer {
    let layers = &document.layers;
    if layers.trees.is_empty() {
        return Layer::Entities(layers.mentions.clone(), layers.entities.clone());
    }
    read(document, knowledge, |_| Learned::by(&WEIGHTS), |reading| build::layer(document, &reading))
}

/// What came out of reading a document.
pub struct Reading<'a, J> {
    pub phrases: &'a [Phrase],
    pub chains: &'a Chains<'a>,
    /// The entity of each mention that was there before.
    pub named: &'a [Option<usize>],
    /// Phrases that get an entity in any case: those of who speaks, and to whom.
    pub wanted: &'a [bool],
    pub judge: J,
}

/// Reads a document with a judge made for its phrases, and hands on what came out.
pub fn read<J: Judge, T>(
    document: &Document,
    knowledge: &Knowledge,
    judge: impl FnOnce(&[Phrase]) -> J,
    then: impl FnOnce(Reading<'_, J>) -> T,
) -> T {
    let page = Page::of(document);
    let named = entity_of(document);
    let phrases = gather::phrases(&page, &named);
    let things = things::traits(&page, knowledge, &phrases);
    let mut judge = judge(&phrases);
    let mut chains = resolve::resolve(&page, &phrases, things, &mut judge);
    let find = |words: Option<Span>| words.and_then(|words| voices::phrase_of(&page, &phrases, words));
    let speakers: Vec<Option<usize>> = page.speeches.iter().map(|speech| find(speech.speaker)).collect();
    let addressees: Vec<Option<usize>> = page.speeches.iter().map(|speech| find(speech.addressee)).collect();
    voices::join(&page, &phrases, &speakers, &addressees, &mut chains);
    let mut wanted = vec![false; phrases.len()];
    for &speaker in speakers.iter().chain(&addressees).flatten() {
        wanted.get_mut(speaker).into_iter().for_each(|slot| *slot = true);
    }
    then(Reading { phrases: &phrases, chains: &chains, named: &named, wanted: &wanted, judge })
}

/// The entity of each mention, by its place.
fn entity_of(document: &Document) -> Vec<Option<usize>> {
    let entities = &document.layers.entities;
    let place = |id: &str| {
        // Ids are numbered in the order of the entities, as a rule.
        let numbered = id.get(1..).and_then(|number| number.parse::<usize>().ok()?.checked_sub(1));
        let is_it = |&n: &usize| entities.get(n).is_some_and(|entity| entity.id == id);
        numbered.filter(is_it).or_else(|| entities.iter().position(|entity| entity.id == id))
    };
    document.layers.mentions.iter().map(|mention| mention.entity.as_deref().and_then(place)).collect()
}

#[cfg(test)]
mod tests;
