//! Who speaks where: quotations with the words that name their speakers.

use super::page::Page;
use crate::record::{QuoteType, Speaker};
use crate::text::Span;

/// One quote, with what is known of its speaker.
#[derive(Clone, Debug, Default)]
pub struct Speech {
    pub span: Span,
    /// Its words stand between quotation marks: "I" is the speaker there.
    pub is_quoted: bool,
    /// Only some of its words do: "He said that he was “not amused”."
    pub is_mixed: bool,
    /// The words that name who speaks, and who is spoken to.
    pub speaker: Option<Span>,
    pub addressee: Option<Span>,
    /// The quote that has the same speaker: itself, or the first of those that it goes on from.
    pub voice: u32,
}

/// The quotes of a page. A quote without a speaker of its own has that of the one it goes on from, or of the one before
/// it in its paragraph.
pub fn speeches(page: &Page<'_>) -> Vec<Speech> {
    let mut all: Vec<Speech> = Vec::with_capacity(page.document.layers.quotes.len());
    let mut number = crate::text::maps::HashMap::default();
    for (n, quote) in page.document.layers.quotes.iter().enumerate() {
        number.insert(quote.id.as_str(), n);
        let words = |speaker: &Option<Speaker>| speaker.as_ref().and_then(|speaker| speaker.words);
        let is_quoted = matches!(quote.class, QuoteType::Direct | QuoteType::Mixed);
        let cue = quote.cue.as_ref().map(|cue| cue.span);
        let own = words(&quote.speaker).or_else(|| cue.and_then(|cue| subject(page, cue)));
        let before = quote.continues.as_deref().and_then(|id| number.get(id).copied());
        let before = before.or_else(|| near(page, &all, quote.span).filter(|_| is_quoted));
        let before = before.filter(|_| own.is_none()).and_then(|n| all.get(n));
        all.push(Speech {
            span: quote.span,
            is_quoted,
            is_mixed: quote.class == QuoteType::Mixed,
            speaker: own.or(before.and_then(|before| before.speaker)),
            addressee: words(&quote.addressee),
            voice: before.map_or(n as u32, |before| before.voice),
        });
    }
    all
}

/// The quotation right before a span, in the same paragraph.
fn near(page: &Page<'_>, all: &[Speech], span: Span) -> Option<usize> {
    let near = (all.len().saturating_sub(QUOTES_BACK)..all.len()).rev();
    let last = near.into_iter().find(|&n| all.get(n).is_some_and(|speech| speech.is_quoted))?;
    let paragraph = |span: Span| page.paragraph(page.tokens.from_byte(span.begin));
    (paragraph(all.get(last)?.span) == paragraph(span)).then_some(last)
}

/// Quotes before one that are looked at for its speaker.
const QUOTES_BACK: usize = 8;

/// The subject of the verb that reports.
fn subject(page: &Page<'_>, cue: Span) -> Option<Span> {
    let range = page.range(cue);
    let verb = page.head_of(&range)?;
    let subject = page.trees.subject(verb)?;
    page.span(&(subject..subject + 1))
}
