//! Quotes: words between quotation marks, told apart into speech, woven speech and marks that are not speech.

pub mod candidates;
mod cues;
pub mod features;
pub mod frames;
mod kind;
mod marks;
pub mod pairs;
pub mod syntax;

use super::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Anchor, Document, Layer, LayerKind, Quote, QuoteType};
use cues::Lexicon;
use pairs::Quoted;

pub use marks::is_unspaced;

pub const EXTRACTOR: Extractor = Extractor {
    name: "quotes",
    version: "1",
    needs: &[LayerKind::Language],
    fills: &[LayerKind::Quotes],
    reads: Reads::AnyLanguage,
    models: &[("quotes-kind", "1")],
    extract,
};

fn extract(document: &Document, _: &Knowledge) -> Layer {
    let lexicon = Lexicon::of(document.language());
    let mut quotes: Vec<Quote> = Vec::new();
    let found = pairs::quoted(document);
    let mut ids: Vec<Option<usize>> = Vec::with_capacity(found.len());
    for quoted in &found {
        let before = quoted.continues.and_then(|n| ids.get(n).copied().flatten());
        let quote = read(document, quoted, before.and_then(|n| quotes.get(n)), lexicon, quotes.len());
        ids.push(quote.is_some().then_some(quotes.len()));
        quotes.extend(quote);
    }
    Layer::Quotes(quotes)
}

/// One quotation as a quote; `None` where a mark was lost and nothing says that these words were quoted.
fn read(document: &Document, quoted: &Quoted, before: Option<&Quote>, lexicon: &Lexicon, n: usize) -> Option<Quote> {
    let (features, cue) = kind::read(&document.text, quoted, lexicon);
    let no_opening_mark = quoted.recovered && quoted.outer.begin >= quoted.inner.begin;
    if no_opening_mark && before.is_none() && cue.is_none() {
        return None;
    }
    let (mut class, mut confidence) = kind::classify(&features);
    if let Some(before) = before.filter(|q| q.class != class) {
        (class, confidence) = (before.class, before.confidence); // one quotation over several paragraphs is of one kind
    }
    let cue = cue.filter(|_| class != QuoteType::Scare);
    Some(Quote {
        id: format!("q{}", n + 1),
        span: quoted.inner,
        exact: String::new(),
        class,
        cue: cue.map(|c| Anchor { span: c.span, exact: String::new() }),
        speaker: None,
        addressee: None,
        continues: before.map(|q| q.id.clone()),
        confidence,
    })
}

#[cfg(test)]
mod tests;
