//! Speakers: which mention, and so which entity, the words of a speaker name; and who speaks where nobody is named.
//!
//! Runs after coreference. A quotation that nobody is said to have said has the speaker of its neighbour.

use super::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Document, Layer, LayerKind, Mention, Quote, QuoteType, Speaker};
use crate::text::Span;

pub const EXTRACTOR: Extractor = Extractor {
    name: "speakers",
    version: "1",
    needs: &[LayerKind::Quotes, LayerKind::Mentions, LayerKind::Entities],
    fills: &[LayerKind::Quotes],
    reads: Reads::AnyLanguage,
    models: &[],
    extract,
};

/// Fills `mention` and `entity` of every speaker and addressee: [`Layer::Quotes`].
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let mentions = Mentions::of(&document.layers.mentions);
    let mut quotes = document.layers.quotes.clone();
    for quote in &mut quotes {
        quote.speaker = quote.speaker.take().map(|s| mentions.resolve(s));
        quote.addressee = quote.addressee.take().map(|s| mentions.resolve(s));
    }
    inherit(document, &mut quotes);
    Layer::Quotes(quotes)
}

/// The mentions of a document, findable by place.
struct Mentions<'a> {
    all: Vec<&'a Mention>,
    /// The longest mention, in bytes: how far back one may begin that still reaches a place.
    longest: u32,
}

/// Mentions that are looked at for one speaker; more do not begin within the words of one.
const MENTIONS_MAX: usize = 32;

impl<'a> Mentions<'a> {
    fn of(mentions: &'a [Mention]) -> Self {
        let mut all: Vec<&Mention> = mentions.iter().collect();
        all.sort_by_key(|m| (m.span.begin, m.span.end));
        let longest = mentions.iter().map(|m| m.span.len() as u32).max().unwrap_or(0);
        Self { all, longest }
    }

    /// The speaker with the mention that its words name; as it was where none does.
    fn resolve(&self, speaker: Speaker) -> Speaker {
        let Some(mention) = speaker.words.and_then(|words| self.at(words)) else { return speaker };
        Speaker { mention: Some(mention.id.clone()), entity: mention.entity.clone(), words: speaker.words }
    }

    /// The mention that ends with the last of the words, their head; else one that covers it; else the last among them.
    fn at(&self, words: Span) -> Option<&'a Mention> {
        let first = self.all.partition_point(|m| m.span.begin + self.longest < words.begin);
        let last = self.all.partition_point(|m| m.span.begin < words.end);
        let near = self.all.get(first..last).unwrap_or_default().iter().rev().take(MENTIONS_MAX);
        let here = near.filter(|m| m.span.overlaps(words));
        let worth = |m: &&&Mention| {
            let covers = m.span.end >= words.end;
            (m.span.end == words.end, covers, m.span == words, m.span.end, m.span.len())
        };
        here.max_by_key(worth).copied()
    }
}

/// Hands speakers on: to the continuation of a quotation, and to a quotation that nobody is said to have said in the
/// paragraph of another, or in the next one.
fn inherit(document: &Document, quotes: &mut [Quote]) {
    let mut last: Option<(usize, Speaker)> = None;
    let mut paragraphs = Paragraphs { document, at: 0 };
    for quote in quotes.iter_mut().filter(|q| matches!(q.class, QuoteType::Direct | QuoteType::Mixed)) {
        let paragraph = paragraphs.of(quote.span);
        if quote.speaker.is_none() && (quote.cue.is_none() || quote.continues.is_some()) {
            let near = |(at, _): &&(usize, Speaker)| quote.continues.is_some() || paragraph <= at + 1;
            quote.speaker = last.as_ref().filter(near).map(|(_, speaker)| speaker.clone());
        }
        if let Some(speaker) = &quote.speaker {
            last = Some((paragraph, speaker.clone()));
        }
    }
}

/// Numbers of paragraphs, for places that are asked for in order.
struct Paragraphs<'a> {
    document: &'a Document,
    at: usize,
}

impl Paragraphs<'_> {
    fn of(&mut self, span: Span) -> usize {
        while self.document.paragraphs.get(self.at).is_some_and(|p| p.end < span.end) {
            self.at += 1;
        }
        self.at
    }
}

#[cfg(test)]
mod tests;
