//! Clean text plus what was found in it: the article while it is being read.

use super::{Fault, Layer, LayerKind, Layers};
use crate::text::Span;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An article while it is being read: clean text, what its sender said of it, and the layers found so far.
///
/// `text` is the headline, a blank line, and the body with one line a paragraph. It never changes once the document
/// exists, so spans (in bytes) stay valid.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub text: String,
    /// Where the headline stands in `text`; `None` without one.
    pub headline: Option<Span>,
    /// Every non-empty paragraph of `text`, the headline first, trimmed, in order.
    pub paragraphs: Vec<Span>,
    pub source_id: Option<String>,
    pub url: Option<String>,
    pub source: Option<String>,
    pub authors: Vec<String>,
    pub declared_language: Option<String>,
    pub published: Published,
    pub layers: Layers,
    /// Extractors that gave up on this document.
    pub faults: Vec<Fault>,
}

impl Document {
    /// Puts a finished layer into its place.
    pub fn fill(&mut self, layer: Layer) {
        self.layers.fill(layer);
    }

    /// Whether some extractor has filled this layer (perhaps with nothing in it).
    pub fn has(&self, kind: LayerKind) -> bool {
        self.layers.filled.contains(kind)
    }

    /// The primary language subtag that was found ("en"), or `und`.
    pub fn language(&self) -> &str {
        self.layers.language.as_ref().map_or("und", |l| l.primary())
    }
}

/// When the article was published, and how that is known; never the wall clock.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Published {
    /// RFC 3339 date-time or `YYYY-MM-DD`.
    pub value: Option<String>,
    pub source: PublishedSource,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PublishedSource {
    Input,
    Html,
    Dateline,
    #[default]
    None,
}
