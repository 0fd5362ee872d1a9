//! Which word reports a quotation: the reporting words around it, and what is known of each.

use super::features::{Who, form, length, who};
use super::pairs::Quoted;
use super::syntax::Syntax;
use crate::text::Span;
use crate::text::words::mix;
use std::ops::Range;

/// Tokens beside a quotation in which its reporting word is looked for: a long sentence, and a short one before it.
const AROUND_TOKENS_MAX: usize = 45;
/// Reporting words that are weighed on each side.
const REPORTERS_MAX: usize = 5;

/// A word that may report a quotation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reporter {
    pub cue: usize,
    /// Reporting words between it and the quotation.
    rank: usize,
    /// Tokens between it and the quotation.
    distance: usize,
    /// Other quotations between them.
    quotations: usize,
    /// Ends of sentences between them.
    stops: usize,
    before: bool,
}

/// The reporting words around a quotation, in its paragraph and outside of all quotations.
pub fn reporters(syntax: &Syntax, quoted: &Quoted) -> Vec<Reporter> {
    let inside = tokens_of(syntax, quoted.outer);
    let paragraph = tokens_of(syntax, quoted.paragraph);
    let mut out = Vec::new();
    let from = paragraph.start.max(inside.start.saturating_sub(AROUND_TOKENS_MAX));
    walk(syntax, (from..inside.start).rev(), true, &mut out);
    let to = paragraph.end.min(inside.end + AROUND_TOKENS_MAX);
    walk(syntax, inside.end..to, false, &mut out);
    out
}

/// The tokens inside a range of the text.
pub fn tokens_of(syntax: &Syntax, span: Span) -> Range<usize> {
    syntax.tokens.from_byte(span.begin)..syntax.tokens.from_byte(span.end)
}

fn walk(syntax: &Syntax, tokens: impl Iterator<Item = usize>, before: bool, out: &mut Vec<Reporter>) {
    let (mut rank, mut stops, mut quotations, mut last_quotation) = (0, 0, 0, None);
    for (distance, i) in tokens.enumerate() {
        if let Some(q) = syntax.quoted(i) {
            quotations += usize::from(last_quotation != Some(q));
            last_quotation = Some(q);
            continue;
        }
        let sentence = syntax.sentence(i);
        let edge = if before { sentence.end.saturating_sub(1) } else { sentence.start };
        stops += usize::from(edge == i && distance > 0);
        let according = syntax.word(i).eq_ignore_ascii_case("according");
        if syntax.frame(i).is_some() || according {
            out.push(Reporter { cue: i, rank, distance, quotations, stops, before });
            rank += 1;
            if rank == REPORTERS_MAX {
                return;
            }
        }
    }
}

/// Calls `emit` with every feature of a reporting word of a quotation.
pub fn features(syntax: &Syntax, quoted: &Quoted, reporter: &Reporter, mut emit: impl FnMut(u64)) {
    let inside = tokens_of(syntax, quoted.outer);
    let r = reporter;
    let frame = syntax.frame(r.cue).map_or(0, |f| f.number);
    let side = u64::from(r.before);
    let place = side + 2 * r.stops.min(2) as u64 + 6 * r.quotations.min(2) as u64;
    let distance = length(r.distance);
    let subject = syntax.subject(r.cue);
    let who = subject.map_or(Who::Nobody, |s| who(syntax, s)) as u64;
    let arc = arc(syntax, &inside, r.cue);
    let borders = borders(syntax, &inside);
    let mut put = |template: u64, a: u64, b: u64| emit(mix(template + 100, a, b));
    put(1, place, distance);
    put(2, frame, place);
    put(3, syntax.key(r.cue), side);
    put(4, borders, place);
    put(5, borders, mix(5, side, distance));
    put(6, arc, side);
    put(7, arc, frame);
    put(8, r.rank as u64, place);
    put(9, who, side);
    put(10, who, mix(10, frame, side));
    put(11, form(syntax, r.cue), side);
    put(12, borders, mix(12, frame, place));
    put(13, u64::from(subject.is_some_and(|s| inside.contains(&s))), side);
    put(14, length(inside.len()), place);
    put(15, syntax.key(r.cue), place);
    put(16, syntax.relation(r.cue) as u64, side);
}

/// The marks at the edges of a quotation: what stands before it, its last character, what follows.
fn borders(syntax: &Syntax, inside: &Range<usize>) -> u64 {
    let sentence = syntax.sentence(inside.start);
    let before = if inside.start > sentence.start { kind_of(syntax.word(inside.start - 1)) } else { 6 };
    let last = inside.end.checked_sub(2).map_or(0, |i| kind_of(syntax.word(i)));
    before + 8 * last + 64 * kind_of(syntax.word(inside.end))
}

fn kind_of(word: &str) -> u64 {
    match word {
        "," => 1,
        ":" => 2,
        "." | "…" | "..." => 3,
        "?" | "!" => 4,
        "that" => 5,
        w if w.starts_with(|c: char| c.is_lowercase()) => 7,
        _ => 0,
    }
}

/// Whether a token of the quotation hangs on the cue, or the cue on one of them.
fn arc(syntax: &Syntax, inside: &Range<usize>, cue: usize) -> u64 {
    if let Some(head) = syntax.head(cue).filter(|h| inside.contains(h)) {
        return 1 + 2 * syntax.relation(cue) as u64 + u64::from(head > cue);
    }
    let child = syntax.children(cue).find(|c| inside.contains(c) && !syntax.is_punct(*c));
    child.map_or(0, |c| 1000 + syntax.relation(c) as u64)
}
