//! A document as the rules read it: tokens with what each can mean, one sentence at a time.

use super::lexicon::{Kind, Senses, senses};
use crate::record::{Document, Layers, Upos};
use std::cell::Cell;
use std::ops::Range;

/// Tokens of a document and their meanings; nothing is read beyond the end of the sentence.
pub struct Page<'a> {
    pub text: &'a str,
    pub layers: &'a Layers,
    /// Parallel to `tokens.words`.
    senses: Vec<Senses>,
    /// Parallel to `tokens.words`: whether it begins with a digit.
    numeric: Vec<bool>,
    pub sentence: Range<usize>,
    /// How many times are being read within each other.
    depth: Cell<u8>,
}

/// Times within times that are followed: "the end of the first week of May last year" has three; bounds recursion on texts
/// made of nothing else.
const DEPTH_MAX: u8 = 4;

impl<'a> Page<'a> {
    pub fn of(document: &'a Document) -> Self {
        let tokens = &document.layers.tokens;
        let mut numeric = vec![false; tokens.words.len()];
        for (span, &word) in tokens.spans.iter().zip(&tokens.word_of) {
            let digit = document.text.as_bytes().get(span.begin as usize).is_some_and(u8::is_ascii_digit);
            if let Some(n) = numeric.get_mut(word as usize).filter(|_| digit) {
                *n = true;
            }
        }
        let senses = tokens.words.iter().map(|word| senses(word.lower)).collect();
        Self { text: &document.text, layers: &document.layers, senses, numeric, sentence: 0..0, depth: Cell::new(0) }
    }

    /// Reads what stands within a time, unless it is nested too deep.
    pub fn within<T>(&self, read: impl FnOnce() -> Option<T>) -> Option<T> {
        if self.depth.get() >= DEPTH_MAX {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        let found = read();
        self.depth.set(self.depth.get() - 1);
        found
    }

    /// The characters of token `i`; nothing outside of the sentence.
    pub fn exact(&self, i: usize) -> &'a str {
        let span = self.layers.tokens.spans.get(i).filter(|_| self.sentence.contains(&i));
        span.map_or("", |span| span.of(self.text))
    }

    /// Whether token `i` is this word (of ASCII), in any case.
    pub fn is(&self, i: usize, word: &str) -> bool {
        self.exact(i).eq_ignore_ascii_case(word)
    }

    /// Whether token `i` is one of these words.
    pub fn any(&self, i: usize, words: &[&str]) -> bool {
        let exact = self.exact(i);
        words.iter().any(|word| exact.eq_ignore_ascii_case(word))
    }

    fn all(&self, i: usize) -> Senses {
        if !self.sentence.contains(&i) {
            return &[];
        }
        let word = self.layers.tokens.word_of.get(i).map(|&w| w as usize);
        word.and_then(|w| self.senses.get(w).copied()).unwrap_or(&[])
    }

    /// The number that token `i` stands for as a word of this kind.
    pub fn sense(&self, i: usize, kind: Kind) -> Option<u16> {
        self.all(i).iter().find(|s| s.kind == kind).map(|s| s.number)
    }

    /// Whether token `i` begins with a digit.
    pub fn is_numeric(&self, i: usize) -> bool {
        let word = self.layers.tokens.word_of.get(i).filter(|_| self.sentence.contains(&i));
        word.is_some_and(|&w| self.numeric.get(w as usize) == Some(&true))
    }

    /// Whether a time can begin with token `i`: by itself, or before another such token.
    pub fn is_trigger(&self, i: usize) -> bool {
        self.is_numeric(i) || self.all(i).iter().any(|s| s.kind != Kind::Lead && !is_article(s.kind, s.number))
    }

    /// Whether token `i` may stand before the words that a time is known by.
    pub fn is_lead(&self, i: usize) -> bool {
        self.all(i).iter().any(|s| s.kind == Kind::Lead || is_article(s.kind, s.number))
    }

    /// Whether no blank stands between token `i` and the one before it.
    pub fn touches(&self, i: usize) -> bool {
        let spans = &self.layers.tokens.spans;
        match (i.checked_sub(1).and_then(|before| spans.get(before)), spans.get(i)) {
            (Some(before), Some(this)) => before.end == this.begin,
            _ => false,
        }
    }

    /// Whether token `i` is a hyphen or a dash.
    pub fn is_dash(&self, i: usize) -> bool {
        matches!(self.exact(i), "-" | "–" | "—" | "‑" | "--")
    }

    /// Whether token `i` is an apostrophe by itself, as before a year ("'98").
    pub fn is_apostrophe(&self, i: usize) -> bool {
        matches!(self.exact(i), "'" | "’" | "‘")
    }

    pub fn upos(&self, i: usize) -> Upos {
        if self.sentence.contains(&i) { self.layers.tags.upos(i) } else { Upos::X }
    }

    /// Whether token `i` is written with a capital first letter.
    pub fn is_capital(&self, i: usize) -> bool {
        self.exact(i).starts_with(|c: char| c.is_uppercase())
    }
}

/// "a" and "one" are the number one.
fn is_article(kind: Kind, number: u16) -> bool {
    kind == Kind::Cardinal && number == 1
}
