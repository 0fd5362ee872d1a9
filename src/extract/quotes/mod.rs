//! Quotes: words between quotation marks, told apart into speech, woven speech and marks that are not speech; and, in
//! English, clauses that report speech, beliefs and wishes without marks.

mod addressee;
pub mod candidates;
mod cues;
pub mod features;
pub mod frames;
pub mod kind;
mod marks;
pub mod pairs;
pub mod reported;
pub mod reporters;
pub mod sources;
pub mod speaker;
pub mod syntax;
mod voices;
pub mod weights;

use super::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Anchor, Document, Layer, LayerKind, Quote, QuoteType, Speaker};
use crate::text::Span;
pub use cues::Lexicon;
use pairs::Quoted;
use syntax::Syntax;
use weights::WEIGHTS;

pub use marks::is_unspaced;

pub const EXTRACTOR: Extractor = Extractor {
    name: "quotes",
    version: "2",
    needs: &[LayerKind::Language, LayerKind::Tokens, LayerKind::Tags, LayerKind::Trees, LayerKind::Mentions],
    fills: &[LayerKind::Quotes],
    reads: Reads::AnyLanguage,
    models: &[("quotes-kind", "2"), ("quotes", weights::MODEL_VERSION)],
    extract,
};

/// A quote before it has its id.
struct Found {
    span: Span,
    class: QuoteType,
    confidence: f64,
    cue: Option<Span>,
    speaker: Option<Span>,
    addressee: Option<Span>,
    /// Which of the quotations it is, and which one it goes on from.
    quotation: Option<usize>,
    continues: Option<usize>,
    /// Bytes of a clause that stand between quotation marks; whether a quotation stands in a clause.
    woven: usize,
    inside: bool,
}

/// Finds the quotes of a document: [`Layer::Quotes`]. Speakers have `words` only.
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let lexicon = Lexicon::of(document.language());
    let quotations = pairs::quoted(document);
    let mut found = Vec::new();
    for (n, quoted) in quotations.iter().enumerate() {
        found.extend(quotation(document, quoted, n, &found, lexicon));
    }
    if let (Some(syntax), Some(weights)) = (Syntax::of(document, &quotations), WEIGHTS.as_ref()) {
        voices::give(&syntax, weights, &quotations, &mut found);
    }
    Layer::Quotes(numbered(found))
}

/// One quotation as a quote; `None` where a mark was lost and nothing says that these words were quoted.
fn quotation(document: &Document, quoted: &Quoted, n: usize, found: &[Found], lexicon: &Lexicon) -> Option<Found> {
    let before = quoted.continues.and_then(|n| found.iter().rev().find(|f| f.quotation == Some(n)));
    let (features, cue) = kind::read(&document.text, quoted, lexicon);
    let no_opening_mark = quoted.recovered && quoted.outer.begin >= quoted.inner.begin;
    if no_opening_mark && before.is_none() && cue.is_none() {
        return None;
    }
    let (mut class, mut confidence) = kind::classify(&features);
    if let Some(before) = before.filter(|q| q.class != class) {
        (class, confidence) = (before.class, before.confidence); // one quotation over several paragraphs is of one kind
    }
    let cue = cue.filter(|_| class != QuoteType::Scare).map(|c| c.span);
    let continues = before.and(quoted.continues);
    Some(Found {
        span: quoted.inner,
        class,
        confidence,
        cue,
        speaker: None,
        addressee: None,
        quotation: Some(n),
        continues,
        woven: 0,
        inside: false,
    })
}

/// Quotes in the order of the text, with their ids.
fn numbered(mut found: Vec<Found>) -> Vec<Quote> {
    found.sort_by_key(|f| (f.span.begin, std::cmp::Reverse(f.span.end)));
    let id = |n: usize| format!("q{}", n + 1);
    let mut ids = crate::text::maps::HashMap::default();
    let mut out = Vec::with_capacity(found.len());
    for (n, f) in found.into_iter().enumerate() {
        f.quotation.map(|q| ids.insert(q, n));
        let speaker = |words: Span| Speaker { mention: None, entity: None, words: Some(words) };
        out.push(Quote {
            id: id(n),
            span: f.span,
            exact: String::new(),
            class: f.class,
            cue: f.cue.map(|span| Anchor { span, exact: String::new() }),
            speaker: f.speaker.map(speaker),
            addressee: f.addressee.map(speaker),
            continues: f.continues.and_then(|q| ids.get(&q)).map(|&n| id(n)),
            confidence: f.confidence,
        });
    }
    out
}

#[cfg(test)]
mod tests;
