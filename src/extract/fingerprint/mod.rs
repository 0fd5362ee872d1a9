//! Fingerprint: a digest of the words, and a sketch by which near-duplicates find each other.

mod sketch;
pub mod words;

use super::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Document, Fingerprint, Layer, LayerKind};
use crate::text::Span;
use sha2::{Digest, Sha256};

pub use sketch::{SKETCH_SIZE, containment, resemblance, shingles};

pub const EXTRACTOR: Extractor = Extractor {
    name: "fingerprint",
    version: "1",
    needs: &[],
    fills: &[LayerKind::Fingerprint],
    reads: Reads::AnyLanguage,
    models: &[],
    extract,
};

/// Bytes of SHA-256 kept for `exact`: 128 bits make a chance meeting among 10^12 articles less likely than 10^-14.
const EXACT_BYTES: usize = 16;

fn extract(document: &Document, _: &Knowledge) -> Layer {
    Layer::Fingerprint(fingerprint(&document.text, document.headline))
}

/// The fingerprint of a text.
///
/// Both halves leave the headline out: editors change it first, and a wire report is the same report under another one.
/// A text that is nothing but headline is fingerprinted by it. No words give an empty `exact` and an empty `near`.
pub fn fingerprint(text: &str, headline: Option<Span>) -> Fingerprint {
    let words = words::folded(body(text, headline.map_or(0, |h| h.end as usize)));
    if words.is_empty() {
        return Fingerprint { exact: String::new(), near: Vec::new() };
    }
    let exact = crate::record::hex(&Sha256::digest(words.text.as_bytes())[..EXACT_BYTES]);
    Fingerprint { exact, near: sketch::sketch(&words) }
}

/// The part of a text that is fingerprinted: what follows its headline, which ends at byte `headline_end`.
pub fn body(text: &str, headline_end: usize) -> &str {
    let body = text.get(headline_end..).unwrap_or(text);
    if body.chars().any(char::is_alphanumeric) { body } else { text }
}

#[cfg(test)]
mod tests;
