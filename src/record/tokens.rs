//! The tokens of a document, and what later layers say of each.

use crate::text::Span;
use crate::text::words::Word;
use std::ops::Range;

/// Tokens in the order of the text, sentence by sentence, the headline first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tokens {
    /// Where each token stands, in bytes.
    pub spans: Vec<Span>,
    /// Which word each token is: an index into `words`.
    pub word_of: Vec<u32>,
    /// Every word of the text once, as it is written there first.
    pub words: Vec<Word>,
    /// The clusters of each word, see `extract::tokens::clusters`.
    pub clusters: Vec<[u16; 3]>,
    /// The tokens of each sentence.
    pub sentences: Vec<Range<usize>>,
}

impl Tokens {
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The first token that begins at a byte of the text or behind it.
    pub fn from_byte(&self, byte: u32) -> usize {
        self.spans.partition_point(|span| span.begin < byte)
    }

    /// The word that stands `offset` tokens away from token `i` of a sentence, as its place in `words`; `None` outside of
    /// the sentence.
    pub fn word_at(&self, sentence: &Range<usize>, i: usize, offset: isize) -> Option<usize> {
        let at = i.checked_add_signed(offset).filter(|at| sentence.contains(at))?;
        self.word_of.get(at).map(|&word| word as usize)
    }

    /// The word of token `i`.
    pub fn word(&self, i: usize) -> &Word {
        static NONE: Word = Word::NONE;
        self.word_of.get(i).and_then(|&w| self.words.get(w as usize)).unwrap_or(&NONE)
    }
}
