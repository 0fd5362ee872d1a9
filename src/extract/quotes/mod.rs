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
pub mod weights;

use super::{Extractor, Reads, hundredths};
use crate::knowledge::Knowledge;
use crate::record::{Anchor, Document, Layer, LayerKind, Quote, QuoteType, Speaker, Upos};
use crate::text::Span;
pub use cues::Lexicon;
use pairs::Quoted;
use reported::Reported;
use std::ops::Range;
use syntax::Syntax;
use weights::{WEIGHTS, Weights, likeliest};

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

/// Least probability of a word that is taken to report a quotation.
const CUE_MIN: f32 = 0.3;

/// Least probability of a noun that is taken for the source.
const SOURCE_MIN: f32 = 0.3;

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
        report(&syntax, weights, &quotations, &mut found);
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

/// Adds reported clauses, and says of every quotation which word reports it and whose words they are.
fn report(syntax: &Syntax, weights: &Weights, quotations: &[Quoted], found: &mut Vec<Found>) {
    let mut direct = vec![false; quotations.len()];
    for f in found.iter().filter(|f| f.class == QuoteType::Direct) {
        f.quotation.and_then(|n| direct.get_mut(n)).into_iter().for_each(|d| *d = true);
    }
    let clauses = reported::reported(syntax, &direct, &weights.clause);
    let mut clauses: Vec<Found> = clauses.iter().map(|c| of_clause(syntax, weights, c)).collect();
    clauses.iter_mut().for_each(|c| c.span.end = end_of(syntax, quotations, c.span));
    for f in found.iter_mut().filter(|f| f.class != QuoteType::Scare) {
        let Some(quoted) = f.quotation.and_then(|n| quotations.get(n)) else { continue };
        if quoted.depth > 0 {
            let cue = nested_cue(syntax, quoted);
            f.cue = cue.map(|c| syntax.span(c));
            f.speaker = cue.and_then(|c| speaker::source(syntax, c)).map(|s| speaker::words(syntax, s));
        } else if let Some(clause) = around(&mut clauses, words_of(syntax.text, f.span)) {
            (f.cue, f.speaker, f.addressee) = (clause.cue, clause.speaker, clause.addressee);
            clause.woven += f.span.len();
            f.inside = true;
        } else if let Some(name) = signature(syntax, quoted) {
            (f.cue, f.speaker) = (None, Some(speaker::words(syntax, name)));
        } else if let Some(cue) = reporter(syntax, weights, quoted) {
            let content = reporters::tokens_of(syntax, quoted.inner);
            f.cue = Some(syntax.span(cue));
            f.speaker = source(syntax, weights, cue, &content);
            f.addressee = addressee::of_cue(syntax, cue, &content);
        } else if f.class == QuoteType::Mixed && f.continues.is_none() {
            (f.class, f.cue) = (QuoteType::Scare, None); // words woven into a text that nobody is said to have said
        }
    }
    clauses.retain(|c| (c.woven as f64) < c.span.len() as f64 * WOVEN_MAX);
    found.retain(|f| {
        let few = f.span.of(syntax.text).split_whitespace().nth(OWN_WORDS_MIN - 1).is_none();
        !(f.inside && few && around(&mut clauses, words_of(syntax.text, f.span)).is_some())
    });
    for f in found.iter().filter(|f| f.inside) {
        around(&mut clauses, words_of(syntax.text, f.span)).into_iter().for_each(|clause| clause.woven = 0);
    }
    clauses.iter_mut().filter(|c| c.woven > 0).for_each(|c| c.class = QuoteType::Mixed);
    found.append(&mut clauses);
    go_on(quotations, found);
}

/// The word that reports a quotation inside another: the last one before it.
fn nested_cue(syntax: &Syntax, quoted: &Quoted) -> Option<usize> {
    let begin = syntax.tokens.from_byte(quoted.outer.begin);
    let says = |&i: &usize| syntax.frame(i).is_some_and(|f| matches!(f.class, "say" | "ask"));
    (begin.saturating_sub(NESTED_CUE_TOKENS_MAX)..begin).rev().find(says)
}

/// Tokens between a reporting word and a quotation inside another.
const NESTED_CUE_TOKENS_MAX: usize = 6;

/// The name that a quotation is signed with: "“We won.” — Ann Lee".
fn signature(syntax: &Syntax, quoted: &Quoted) -> Option<usize> {
    let after = reporters::tokens_of(syntax, quoted.paragraph);
    let dash = syntax.tokens.from_byte(quoted.outer.end);
    let name = dash + 1;
    let signed = after.contains(&name) && matches!(syntax.word(dash), "―" | "—" | "–" | "-" | "--" | "~");
    let top = (name..after.end.min(name + SIGNATURE_TOKENS_MAX)).find(|&i| sources::may_speak(syntax, i));
    top.filter(|&t| signed && syntax.upos(name) == Upos::Propn && syntax.upos(t) == Upos::Propn)
}

/// Tokens of a signature in which its head is looked for.
const SIGNATURE_TOKENS_MAX: usize = 4;

/// A quotation that fills its paragraph and that no word reports goes on from the speech before it.
fn go_on(quotations: &[Quoted], found: &mut [Found]) {
    found.sort_by_key(|f| (f.span.begin, std::cmp::Reverse(f.span.end)));
    let mut last: Option<(usize, Span)> = None;
    for f in found.iter_mut().filter(|f| matches!(f.class, QuoteType::Direct | QuoteType::Mixed)) {
        let Some((n, quoted)) = f.quotation.and_then(|n| Some((n, quotations.get(n)?))) else { continue };
        let fills = quoted.outer.begin <= quoted.paragraph.begin && quoted.outer.end + 1 >= quoted.paragraph.end;
        if let Some((before, paragraph)) = last
            && fills
            && f.cue.is_none()
            && f.continues.is_none()
            && !quoted.headline
            && quoted.paragraph.begin <= paragraph.end + PARAGRAPH_GAP_BYTES
        {
            f.continues = Some(before);
        }
        last = Some((n, quoted.paragraph));
    }
}

/// Bytes between neighbouring paragraphs: line ends and blanks.
const PARAGRAPH_GAP_BYTES: u32 = 4;

/// A quotation without the marks at its end, which stand outside of a clause.
fn words_of(text: &str, span: Span) -> Span {
    let words = span.of(text).trim_end_matches(|c: char| !c.is_alphanumeric());
    Span { begin: span.begin, end: span.begin + words.len() as u32 }
}

/// Where a clause ends: with the quotation that its last words are in.
fn end_of(syntax: &Syntax, quotations: &[Quoted], clause: Span) -> u32 {
    let last = syntax.tokens.from_byte(clause.end).saturating_sub(1);
    let quoted = syntax.quoted(last).and_then(|q| quotations.get(q)).filter(|q| q.outer.begin > clause.begin);
    quoted.map_or(clause.end, |q| clause.end.max(words_of(syntax.text, q.inner).end))
}

/// Words between quotation marks from which they are a quote of their own beside the clause they are woven into; fewer are
/// a choice of words.
const OWN_WORDS_MIN: usize = 3;
/// Share of a clause from which the words between its quotation marks stand for it.
const WOVEN_MAX: f64 = 0.8;

/// The clause that holds a quotation.
fn around(clauses: &mut [Found], span: Span) -> Option<&mut Found> {
    let n = clauses.partition_point(|c| c.span.begin <= span.begin).checked_sub(1)?;
    clauses.get_mut(n).filter(|c| c.span.contains(span))
}

/// The word that most likely reports a quotation.
fn reporter(syntax: &Syntax, weights: &Weights, quoted: &Quoted) -> Option<usize> {
    let weigh =
        |r: reporters::Reporter| (weights.cue.score(|emit| reporters::features(syntax, quoted, &r, emit)), r.cue);
    let best = likeliest(reporters::reporters(syntax, quoted).into_iter().map(weigh));
    best.filter(|r| r.0 >= CUE_MIN).map(|r| r.1)
}

/// The words that most likely name the source of what a word reports.
fn source(syntax: &Syntax, weights: &Weights, cue: usize, content: &Range<usize>) -> Option<Span> {
    let weigh = |s: sources::Source| (weights.source.score(|emit| sources::features(syntax, cue, &s, emit)), s.token);
    let best = likeliest(sources::sources(syntax, cue, content).into_iter().map(weigh));
    let token = best.filter(|s| s.0 >= SOURCE_MIN)?.1;
    Some(speaker::words(syntax, sources::antecedent(syntax, token)))
}

fn of_clause(syntax: &Syntax, weights: &Weights, clause: &Reported) -> Found {
    Found {
        span: syntax.text_span(clause.candidate.words.clone()),
        class: QuoteType::Indirect,
        confidence: hundredths(f64::from(clause.probability)),
        cue: Some(syntax.span(clause.candidate.cue)),
        speaker: source(syntax, weights, clause.candidate.cue, &clause.candidate.words),
        addressee: addressee::of_cue(syntax, clause.candidate.cue, &clause.candidate.words),
        quotation: None,
        continues: None,
        woven: 0,
        inside: false,
    }
}

/// Quotes in the order of the text, with their ids.
fn numbered(mut found: Vec<Found>) -> Vec<Quote> {
    found.sort_by_key(|f| (f.span.begin, std::cmp::Reverse(f.span.end)));
    let id = |n: usize| format!("q{}", n + 1);
    let mut ids = std::collections::HashMap::new();
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
