//! The extractors, and the table that says what each needs and fills.
//!
//! An extractor is a pure function: same document and knowledge in, same layer out. It waits for nothing, cannot fail
//! and reads no clock. One folder an extractor; tests beside it; every one passes `tests/contract.rs`.

pub mod actors;
pub mod clean;
pub mod coreference;
pub mod entities;
pub mod events;
pub mod fingerprint;
pub mod focus;
pub mod keyphrases;
pub mod language;
pub mod names;
pub mod quantities;
pub mod quotes;
pub mod relations;
pub mod sentences;
pub mod speakers;
pub mod summary;
pub mod tags;
pub mod times;
pub mod tokens;
pub mod tone;
pub mod topics;
pub mod tree;

use crate::knowledge::Knowledge;
use crate::record::{Document, Layer, LayerKind};

/// The work of one extractor. Spans of the layer are in bytes of `document.text`, on character boundaries.
pub type Extract = fn(&Document, &Knowledge) -> Layer;

/// One row of the table of extractors.
pub struct Extractor {
    pub name: &'static str,
    /// Raised whenever the same text could come out differently.
    pub version: &'static str,
    /// Layers read if they are there; a document without them must still be handled.
    pub needs: &'static [LayerKind],
    pub fills: &'static [LayerKind],
    pub reads: Reads,
    /// Learned models: name and version, for `provenance.models`.
    pub models: &'static [(&'static str, &'static str)],
    pub extract: Extract,
}

/// Which languages an extractor understands; in others it is skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reads {
    AnyLanguage,
    English,
}

/// A confidence with two digits: what a reader needs, and the same on every machine whatever its last bit of `exp`.
fn hundredths(confidence: f64) -> f64 {
    (confidence * 100.0).round() / 100.0
}

/// Every extractor of the house, in the order of their stages.
pub static EXTRACTORS: &[Extractor] = &[
    language::EXTRACTOR,
    fingerprint::EXTRACTOR,
    sentences::EXTRACTOR,
    tokens::EXTRACTOR,
    tags::EXTRACTOR,
    tree::EXTRACTOR,
    names::EXTRACTOR,
    times::EXTRACTOR,
    quantities::EXTRACTOR,
    entities::EXTRACTOR,
    quotes::EXTRACTOR,
    focus::EXTRACTOR,
    coreference::EXTRACTOR,
    actors::EXTRACTOR,
    speakers::EXTRACTOR,
    events::EXTRACTOR,
    relations::EXTRACTOR,
    topics::EXTRACTOR,
    keyphrases::EXTRACTOR,
    tone::EXTRACTOR,
    summary::EXTRACTOR,
];
