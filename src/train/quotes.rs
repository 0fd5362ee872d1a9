//! Trains what tells reported speech from other clauses, and what finds the word that reports a quotation.

use crate::choice::{Choice, Chooser};
use crate::corpus::{self, TrainError};
use crate::quote_kinds;
use copydesk::extract::quotes::candidates::Candidate;
use copydesk::extract::quotes::syntax::Syntax;
use copydesk::extract::quotes::weights::{CLAUSE_BITS, CUE_BITS, KIND, MODEL_VERSION, SOURCE_BITS, Weights};
use copydesk::extract::quotes::{Lexicon, features, kind, pairs, reported, reporters, sources};
use copydesk::knowledge::Knowledge;
use copydesk::model;
use copydesk::pipeline::stages::STAGES;
use copydesk::record::{Document, QuoteType};
use copydesk::text::{CodePoints, Span};
use pairs::Quoted;
use serde::Deserialize;
use std::path::Path;

const CORPUS: &str = "eval/quotes/polnear-train.jsonl.xz";
/// Rounds over the examples of each table.
const EPOCHS: usize = 5;
/// Share of the longer of two ranges that must be common to call them the same.
const SAME: f64 = 0.75;

/// One line of the corpus; spans in code points.
#[derive(Deserialize)]
pub struct Line {
    pub text: String,
    quotes: Vec<GoldLine>,
}

#[derive(Deserialize)]
struct GoldLine {
    span: Span,
    #[serde(rename = "type")]
    class: String,
    cue: Option<Span>,
    speaker: Option<GoldSpeaker>,
}

#[derive(Deserialize)]
struct GoldSpeaker {
    span: Option<Span>,
}

/// One gold quote in bytes.
struct Gold {
    span: Span,
    direct: bool,
    cue: Option<Span>,
    speaker: Option<Span>,
}

/// What the articles teach.
#[derive(Default)]
struct Examples {
    clauses: Vec<Choice>,
    cues: Vec<Choice>,
    sources: Vec<Choice>,
    kinds: Vec<quote_kinds::Example>,
}

/// What is learned from annotated articles: the model file, and the table of the kinds of quotations.
pub struct Learned {
    pub model: Vec<u8>,
    pub kinds: String,
}

/// Trains from the corpus.
pub fn train(data: &Path) -> Result<Learned, TrainError> {
    let learned = learn(corpus::read(data, CORPUS)?);
    Weights::read(&learned.model)?;
    Ok(learned)
}

pub fn learn(lines: Vec<Line>) -> Learned {
    let mut examples = Examples::default();
    let knowledge = Knowledge::core();
    lines.into_iter().for_each(|line| collect(line, &knowledge, &mut examples));
    let mut payload = Vec::new();
    table("clauses", &mut examples.clauses, CLAUSE_BITS, &mut payload);
    table("cues", &mut examples.cues, CUE_BITS, &mut payload);
    table("sources", &mut examples.sources, SOURCE_BITS, &mut payload);
    Learned { model: model::write(KIND, MODEL_VERSION, &payload), kinds: quote_kinds::learn(&examples.kinds) }
}

fn collect(line: Line, knowledge: &Knowledge, examples: &mut Examples) {
    let document = read(line.text, knowledge);
    let points = CodePoints::new(&document.text);
    let gold = |q: &GoldLine| {
        let cue = q.cue.and_then(|c| points.bytes(c));
        let speaker = q.speaker.as_ref().and_then(|s| s.span).and_then(|s| points.bytes(s));
        Some(Gold { span: points.bytes(q.span)?, direct: q.class == "direct", cue, speaker })
    };
    let gold: Vec<Gold> = line.quotes.iter().filter_map(gold).collect();
    let spans: Vec<(Span, bool)> = gold.iter().map(|g| (g.span, g.direct)).collect();
    quote_kinds::collect(&document, &spans, &mut examples.kinds);
    let quotations = pairs::quoted(&document);
    let Some(syntax) = Syntax::of(&document, &quotations) else { return };
    let direct: Vec<bool> = quotations.iter().map(|q| is_direct(&document, q)).collect();
    clauses(&syntax, &reported::clauses(&syntax, &direct), &gold, examples);
    quotations.iter().for_each(|q| cues(&syntax, q, &gold, examples));
    gold.iter().for_each(|g| sources(&syntax, g, examples));
}

/// The document with the layers that quotes need.
fn read(text: String, knowledge: &Knowledge) -> Document {
    let mut document = crate::evaluate::document(text);
    let extractors = STAGES.iter().flat_map(|s| s.extractors).take_while(|e| e.name != "quotes");
    for extractor in extractors {
        let layer = (extractor.extract)(&document, knowledge);
        document.fill(layer);
    }
    document
}

fn is_direct(document: &Document, quoted: &Quoted) -> bool {
    let (features, _) = kind::read(&document.text, quoted, Lexicon::of(document.language()));
    kind::classify(&features).0 == QuoteType::Direct
}

/// Of the candidates that are nearly the words of a gold quote, the nearest is right.
fn clauses(syntax: &Syntax, candidates: &[Candidate], gold: &[Gold], examples: &mut Examples) {
    let likeness = |c: &Candidate, g: &Gold| {
        let span = syntax.text_span(c.words.clone());
        let common = span.end.min(g.span.end).saturating_sub(span.begin.max(g.span.begin));
        f64::from(common) / f64::from(span.end.max(g.span.end) - span.begin.min(g.span.begin)).max(1.0)
    };
    let mut best = vec![0.0f64; gold.len()];
    let mut nearest = Vec::with_capacity(candidates.len());
    for c in candidates {
        let of = |n: usize| (likeness(c, &gold[n]), n);
        let near = (0..gold.len()).filter(|&n| !gold[n].direct).map(of).max_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((like, n)) = near {
            best[n] = best[n].max(like);
        }
        nearest.push(near);
    }
    let is_right = |n: usize| nearest[n].is_some_and(|(like, g)| like >= SAME && like >= best[g]);
    for group in reported::groups(candidates) {
        let option = |n: usize| (rows(CLAUSE_BITS, |emit| features::of(syntax, &candidates[n], emit)), is_right(n));
        examples.clauses.push(Choice { options: group.map(option).collect() });
    }
}

/// The reporting words around a quotation that is speech.
fn cues(syntax: &Syntax, quoted: &Quoted, gold: &[Gold], examples: &mut Examples) {
    let Some(gold) = gold.iter().find(|g| g.span.overlaps(quoted.inner)) else { return };
    let option = |reporter: reporters::Reporter| {
        let right = gold.cue.is_some_and(|c| c.overlaps(syntax.span(reporter.cue)));
        (rows(CUE_BITS, |emit| reporters::features(syntax, quoted, &reporter, emit)), right)
    };
    examples.cues.push(Choice { options: reporters::reporters(syntax, quoted).into_iter().map(option).collect() });
}

/// The nouns around the reporting word of a gold quote. The one that the others of the gold words hang on is right; the
/// others teach nothing.
fn sources(syntax: &Syntax, gold: &Gold, examples: &mut Examples) {
    let within = |span: Span, i: &usize| syntax.span(*i).overlaps(span);
    let tokens = |span: Span| reporters::tokens_of(syntax, span);
    let Some(cue) = gold.cue.and_then(|c| {
        let said = |i: &usize| syntax.frame(*i).is_some() || syntax.word(*i).eq_ignore_ascii_case("according");
        tokens(c).find(said)
    }) else {
        return;
    };
    let mut choice = Choice::default();
    for source in sources::sources(syntax, cue, &tokens(gold.span)) {
        let named = gold.speaker.is_some_and(|s| within(s, &source.token));
        let inner = gold.speaker.is_some_and(|s| syntax.head(source.token).is_some_and(|h| within(s, &h)));
        if !(named && inner) {
            let rows = rows(SOURCE_BITS, |emit| sources::features(syntax, cue, &source, emit));
            choice.options.push((rows, named));
        }
    }
    examples.sources.push(choice);
}

fn rows(bits: u32, features: impl FnOnce(&mut dyn FnMut(u64))) -> Vec<u32> {
    let mut rows = Vec::new();
    features(&mut |feature| rows.push((feature & ((1 << bits) - 1)) as u32));
    rows
}

/// Learns one table and appends it to the payload.
fn table(name: &str, choices: &mut [Choice], bits: u32, payload: &mut Vec<u8>) {
    let mut chooser = Chooser::new(1 << bits);
    let mut random = fastrand::Rng::with_seed(1);
    for epoch in 0..EPOCHS {
        random.shuffle(choices);
        let loss: f32 = choices.iter().map(|choice| chooser.learn(choice)).sum();
        eprintln!("quotes: {name}, epoch {epoch}, {} choices, loss {:.4}", choices.len(), loss / choices.len() as f32);
    }
    let scale = chooser.weights.iter().fold(1e-6f32, |a, w| a.max(w.abs())) / f32::from(i16::MAX);
    payload.extend_from_slice(&chooser.bias.to_le_bytes());
    payload.extend_from_slice(&scale.to_le_bytes());
    chooser.weights.iter().for_each(|w| payload.extend_from_slice(&((w / scale).round() as i16).to_le_bytes()));
}
