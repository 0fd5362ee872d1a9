//! Gives quotations the words that report them and their speakers, and adds the clauses that report speech without marks.

use super::pairs::Quoted;
use super::reported::{self, Reported};
use super::syntax::Syntax;
use super::weights::{Weights, likeliest};
use super::{Found, addressee, reporters, sources, speaker};
use crate::extract::hundredths;
use crate::record::{EntityType, QuoteType, Upos};
use crate::text::Span;
use crate::text::maps::HashSet;
use std::ops::Range;

/// Least probability of a word that is taken to report a quotation.
const CUE_MIN: f32 = 0.3;

/// Least probability of a noun that is taken for the source.
const SOURCE_MIN: f32 = 0.3;

/// Adds reported clauses, and says of every quotation which word reports it and whose words they are.
pub fn give(syntax: &Syntax, weights: &Weights, quotations: &[Quoted], found: &mut Vec<Found>) {
    let mut direct = vec![false; quotations.len()];
    for f in found.iter().filter(|f| f.class == QuoteType::Direct) {
        f.quotation.and_then(|n| direct.get_mut(n)).into_iter().for_each(|d| *d = true);
    }
    let clauses = reported::reported(syntax, &direct, &weights.clause);
    let mut clauses: Vec<Found> = clauses.iter().map(|c| of_clause(syntax, weights, c)).collect();
    clauses.iter_mut().for_each(|c| c.span = with_marks(syntax, quotations, c.span));
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
            f.speaker = source(syntax, weights, cue, &content).or_else(|| named_behind(syntax, quoted, cue));
            f.addressee = addressee::of_cue(syntax, cue, &content);
        } else if f.class == QuoteType::Mixed && f.continues.is_none() {
            (f.class, f.cue) = (QuoteType::Scare, None); // words woven into a text that nobody is said to have said
        }
    }
    let speakers = direct_speakers(found);
    clauses.retain(|c| (c.woven as f64) < c.span.len() as f64 * WOVEN_MAX && !names_speaker(c, &speakers));
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

/// "“We won,” said *Ann Lee* …": the name right behind the word that stands right behind a quotation, where the tree hangs it
/// on something else.
fn named_behind(syntax: &Syntax, quoted: &Quoted, cue: usize) -> Option<Span> {
    let begin = cue + 1;
    let speaks = [EntityType::Person, EntityType::Organization].map(|class| class as u64 + 1);
    let follows = syntax.tokens.from_byte(quoted.outer.end) == cue && syntax.sentence(cue).contains(&begin);
    let class = Some(syntax.named(begin)).filter(|class| follows && speaks.contains(class))?;
    let end = (begin..begin + NAME_TOKENS_MAX).find(|&i| syntax.named(i) != class)?;
    Some(syntax.text_span(begin..end))
}

/// Where the words begin that report direct quotations, each with where its speaker's begin.
fn direct_speakers(found: &[Found]) -> HashSet<(u32, u32)> {
    let of_direct = found.iter().filter(|f| f.class == QuoteType::Direct);
    of_direct.filter_map(|f| Some((f.cue?.begin, f.speaker?.begin))).collect()
}

/// Whether the words of a clause are rather who speaks: "“We won,” said *Ann Lee, hours after the count was stopped*".
fn names_speaker(clause: &Found, speakers: &HashSet<(u32, u32)>) -> bool {
    clause.cue.is_some_and(|cue| speakers.contains(&(cue.begin, clause.span.begin)))
}

/// Tokens of a name, and the one behind it.
const NAME_TOKENS_MAX: usize = 9;

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

/// A clause with the marks of a quotation that it begins or ends with, and with all of that quotation.
fn with_marks(syntax: &Syntax, quotations: &[Quoted], clause: Span) -> Span {
    let at = |token: usize| syntax.quoted(token).and_then(|q| quotations.get(q));
    let first = at(syntax.tokens.from_byte(clause.begin));
    let last = at(syntax.tokens.from_byte(clause.end).saturating_sub(1));
    let begin = first.filter(|q| q.inner.begin == clause.begin && q.outer.end < clause.end).map(|q| q.outer.begin);
    let end = last.filter(|q| q.outer.begin > clause.begin).map(|q| q.outer.end.max(clause.end));
    Span { begin: begin.unwrap_or(clause.begin), end: end.unwrap_or(clause.end) }
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
