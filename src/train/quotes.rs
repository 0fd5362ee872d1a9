//! Trains what tells reported speech from other clauses, and what finds the word that reports a quotation.

use copydesk::extract::quotes::candidates::{Candidate, candidates};
use copydesk::extract::quotes::syntax::Syntax;
use copydesk::extract::quotes::{features, pairs};
use copydesk::record::Document;
use copydesk::text::{CodePoints, Span};
use serde::Deserialize;

/// One gold quote as the corpus has it; spans in code points.
#[derive(Deserialize)]
pub struct GoldQuote {
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

#[derive(Deserialize)]
pub struct Line {
    pub text: String,
    pub quotes: Vec<GoldQuote>,
}

/// One gold quote in bytes.
pub struct Gold {
    pub span: Span,
    pub class: String,
    pub cue: Option<Span>,
    pub speaker: Option<Span>,
}
