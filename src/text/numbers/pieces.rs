//! Tokens cut where digits meet letters, so that "£2bn" is a sign, a number and a word.

use super::words::{self, Meaning};
use crate::text::Span;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Digits with the points and commas between them.
    Digits,
    Word,
    Mark,
}

#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    pub text: &'a str,
    /// Byte of the whole text.
    pub begin: usize,
    /// The token that it is a part of.
    pub token: usize,
    pub kind: Kind,
    /// Nothing stands between it and the piece before.
    pub glued: bool,
    /// What it means in a number.
    pub meaning: Option<Meaning>,
}

impl Piece<'_> {
    pub fn end(&self) -> usize {
        self.begin + self.text.len()
    }

    pub fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }

    /// A mark that joins two words or two ends of a range.
    pub fn is_dash(&self) -> bool {
        matches!(self.text, "-" | "–" | "‐" | "‑" | "—" | "−")
    }
}

/// Appends the pieces of some tokens, which are numbered from `first`.
pub fn cut<'a>(text: &'a str, spans: &[Span], first: usize, out: &mut Vec<Piece<'a>>) {
    let mut end = usize::MAX;
    for (token, span) in (first..).zip(spans) {
        let mut rest = span.of(text);
        let mut begin = span.begin as usize;
        if is_address(rest) {
            out.push(Piece { text: rest, begin, token, kind: Kind::Word, glued: begin == end, meaning: None });
            end = begin + rest.len();
            continue;
        }
        let digits_first = rest.starts_with(|c: char| c.is_ascii_digit());
        while let Some((mut len, kind)) = first_piece(rest) {
            // "€3.2bn." at the end of a sentence: the stop is not the word's.
            if digits_first && kind == Kind::Word && len > 1 && rest.get(..len).is_some_and(|word| word.ends_with('.'))
            {
                len -= 1;
            }
            let (piece, tail) = rest.split_at(len);
            let meaning = if kind == Kind::Word { words::meaning(piece) } else { None };
            out.push(Piece { text: piece, begin, token, kind, glued: begin == end, meaning });
            begin += len;
            end = begin;
            rest = tail;
        }
    }
}

/// Addresses, handles and tags are words, whatever digits they hold.
fn is_address(token: &str) -> bool {
    let marked = token.starts_with(['@', '#']) && token.len() > 1;
    marked || token.contains("://") || token.starts_with("www.") || (token.len() > 3 && token.contains('@'))
}

fn first_piece(rest: &str) -> Option<(usize, Kind)> {
    let first = rest.chars().next()?;
    if first.is_ascii_digit() {
        return Some((digits(rest), Kind::Digits));
    }
    if is_vulgar(first) {
        return Some((first.len_utf8(), Kind::Word));
    }
    if !is_letter(first) {
        return Some((first.len_utf8(), Kind::Mark));
    }
    // Stops and apostrophes stand inside of words: "U.S.", "o'clock".
    let inside = |c: char| is_letter(c) || matches!(c, '.' | '\'' | '’' | '&' | '_');
    Some((rest.find(|c| !inside(c)).unwrap_or(rest.len()), Kind::Word))
}

/// Length of a run of digits, with single points and commas between digits.
fn digits(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while is_digit(at) || (matches!(bytes.get(at), Some(b'.' | b',')) && is_digit(at + 1)) {
        at += 1;
    }
    at
}

fn is_letter(c: char) -> bool {
    (c.is_alphanumeric() && !c.is_ascii_digit() && !is_vulgar(c)) || unicode_normalization::char::is_combining_mark(c)
}

/// Fractions of one sign.
fn is_vulgar(c: char) -> bool {
    matches!(c, '¼'..='¾' | '⅐'..='⅞')
}
