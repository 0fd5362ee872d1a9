//! Names: who and what is named, of which kind, and how sure that is.
//!
//! A linear-chain conditional random field over hashed features labels the tokens (Lafferty et al. 2001); `copydesk-train`
//! learns it. What is found are mentions of kind `name`, and `demonym` for nationalities.

mod aliases;
pub mod chain;
mod dateline;
pub mod features;
pub mod labels;
pub mod model;
pub mod tagger;
pub mod teams;

use crate::extract::{Extractor, Reads, hundredths};
use crate::knowledge::Knowledge;
use crate::record::{Document, EntityType, Layer, LayerKind, Mention, MentionKind, Tokens};
use crate::text::maps::HashSet;
use crate::text::rows;
use std::sync::LazyLock;

pub const EXTRACTOR: Extractor = Extractor {
    name: "names",
    version: "1",
    needs: &[LayerKind::Language, LayerKind::Tokens],
    fills: &[LayerKind::Mentions],
    reads: Reads::English,
    models: &[("names", model::VERSION)],
    extract,
};

/// Nationalities and the like of demonyms.txt, in lower case.
static DEMONYMS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("demonyms.txt")).flat_map(str::split_whitespace).collect());

/// Finds the names of a document: [`Layer::Mentions`], numbered in the order of the text.
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let Some(model) = model::own() else { return Layer::Mentions(Vec::new()) };
    let tokens = &document.layers.tokens;
    let found = find(&document.text, tokens, model);
    let mentions = found.iter().zip(1..).filter_map(|(name, number)| {
        let span = name.span(tokens)?;
        let class = *labels::CLASSES.get(name.class)?;
        Some(Mention {
            id: format!("m{number}"),
            span,
            exact: String::new(),
            kind: kind(class, span.of(&document.text)),
            class,
            entity: None,
            alternative: None,
            confidence: hundredths(model.calibrated(name.probability)),
        })
    });
    Layer::Mentions(mentions.collect())
}

/// The names of an article: those of the tagger, and what rules know better.
pub fn find(text: &str, tokens: &Tokens, model: &model::NamesModel) -> Vec<tagger::Found> {
    let mut found = tagger::find(tokens, model);
    dateline::name_places(text, tokens, &mut found);
    aliases::follow_full_names(text, tokens, &mut found);
    teams::name_sides(text, tokens, &mut found);
    found
}

fn kind(class: EntityType, exact: &str) -> MentionKind {
    let is_demonym = class == EntityType::Group && exact.split([' ', '-']).all(is_demonym);
    if is_demonym { MentionKind::Demonym } else { MentionKind::Name }
}

/// "Russian", "Russians", "the French": with or without the s of the plural.
fn is_demonym(word: &str) -> bool {
    let lower = word.to_lowercase();
    DEMONYMS.contains(lower.as_str()) || lower.strip_suffix('s').is_some_and(|one| DEMONYMS.contains(one))
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
