//! What one extractor found, and the names of all there is to find.

use super::layers::*;
use super::tags::Tags;
use super::tokens::Tokens;
use super::trees::Trees;
use crate::text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Names one layer of a document; extractors declare with it what they need and what they fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[repr(u8)]
pub enum LayerKind {
    Language,
    Fingerprint,
    Sentences,
    /// Inside the program only, like all that stands on it.
    #[serde(skip_deserializing)]
    Tokens,
    #[serde(skip_deserializing)]
    Tags,
    #[serde(skip_deserializing)]
    Trees,
    Mentions,
    Entities,
    Times,
    Quantities,
    Quotes,
    Events,
    Relations,
    Topics,
    Keyphrases,
    Sentiment,
    Summary,
    Focus,
}

impl LayerKind {
    pub const ALL: [LayerKind; 18] = [
        LayerKind::Language,
        LayerKind::Fingerprint,
        LayerKind::Sentences,
        LayerKind::Tokens,
        LayerKind::Tags,
        LayerKind::Trees,
        LayerKind::Mentions,
        LayerKind::Entities,
        LayerKind::Times,
        LayerKind::Quantities,
        LayerKind::Quotes,
        LayerKind::Events,
        LayerKind::Relations,
        LayerKind::Topics,
        LayerKind::Keyphrases,
        LayerKind::Sentiment,
        LayerKind::Summary,
        LayerKind::Focus,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            LayerKind::Language => "language",
            LayerKind::Fingerprint => "fingerprint",
            LayerKind::Sentences => "sentences",
            LayerKind::Tokens => "tokens",
            LayerKind::Tags => "tags",
            LayerKind::Trees => "trees",
            LayerKind::Mentions => "mentions",
            LayerKind::Entities => "entities",
            LayerKind::Times => "times",
            LayerKind::Quantities => "quantities",
            LayerKind::Quotes => "quotes",
            LayerKind::Events => "events",
            LayerKind::Relations => "relations",
            LayerKind::Topics => "topics",
            LayerKind::Keyphrases => "keyphrases",
            LayerKind::Sentiment => "sentiment",
            LayerKind::Summary => "summary",
            LayerKind::Focus => "focus",
        }
    }
}

impl fmt::Display for LayerKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What one extractor found. Spans are in bytes of `Document::text`; `exact` strings stay empty until the record is
/// sealed, where they are cut from the text.
#[derive(Clone, Debug, PartialEq)]
pub enum Layer {
    Language(Language),
    Fingerprint(Fingerprint),
    Sentences(Vec<Span>),
    Tokens(Tokens),
    Tags(Tags),
    Trees(Trees),
    Mentions(Vec<Mention>),
    /// Entities, and the mentions that now point to them.
    Entities(Vec<Mention>, Vec<Entity>),
    Times(Vec<Time>),
    Quantities(Vec<Quantity>),
    Quotes(Vec<Quote>),
    Events(Vec<Event>),
    Relations(Vec<Relation>),
    Topics(Vec<Topic>),
    Keyphrases(Vec<Keyphrase>),
    Sentiment(Sentiment),
    Summary(Summary),
    Focus(Focus),
}

impl Layer {
    pub fn kind(&self) -> LayerKind {
        match self {
            Layer::Language(_) => LayerKind::Language,
            Layer::Fingerprint(_) => LayerKind::Fingerprint,
            Layer::Sentences(_) => LayerKind::Sentences,
            Layer::Tokens(_) => LayerKind::Tokens,
            Layer::Tags(_) => LayerKind::Tags,
            Layer::Trees(_) => LayerKind::Trees,
            Layer::Mentions(_) => LayerKind::Mentions,
            Layer::Entities(..) => LayerKind::Entities,
            Layer::Times(_) => LayerKind::Times,
            Layer::Quantities(_) => LayerKind::Quantities,
            Layer::Quotes(_) => LayerKind::Quotes,
            Layer::Events(_) => LayerKind::Events,
            Layer::Relations(_) => LayerKind::Relations,
            Layer::Topics(_) => LayerKind::Topics,
            Layer::Keyphrases(_) => LayerKind::Keyphrases,
            Layer::Sentiment(_) => LayerKind::Sentiment,
            Layer::Summary(_) => LayerKind::Summary,
            Layer::Focus(_) => LayerKind::Focus,
        }
    }
}

/// A small set of layer names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LayerSet(u32);

impl LayerSet {
    pub fn insert(&mut self, kind: LayerKind) {
        self.0 |= 1 << kind as u8;
    }

    pub fn contains(self, kind: LayerKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }
}
