//! A document as tone is read from it: what each token counts as, and who hangs on whom.

use super::lexicon::{self, Charge, Class};
use crate::record::{Document, Layers, MentionKind, QuoteType, Upos};
use crate::text::Span;
use std::ops::Range;

/// Stands for whoever the tone is towards; other names stand for their class, so that no name is ever praised or blamed
/// for what it is.
pub const TARGET: u64 = 1;
const NAME: u64 = 2;
const NUMBER: u64 = 3;
const CLASSES: u64 = 16;

/// Children of a token that are looked at: more hang on nothing but lists.
const CHILDREN_MAX: usize = 16;

/// What a token is for tone.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    /// Hash of its lemma, or what stands for a name.
    pub key: u64,
    /// Hash of the word as it is written, in small letters.
    pub word: u64,
    pub charge: Option<Charge>,
    /// No name and no number.
    pub is_word: bool,
    /// A word with a meaning of its own, and part of no name.
    pub is_content: bool,
    pub is_quoted: bool,
}

pub struct Scene<'a> {
    pub layers: &'a Layers,
    seen: Vec<Seen>,
    /// The tokens that carry tone.
    charged: Vec<(usize, Charge)>,
}

impl<'a> Scene<'a> {
    pub fn of(document: &'a Document) -> Self {
        let layers = &document.layers;
        let mut scene = Self { layers, seen: seen(layers), charged: Vec::new() };
        for mention in layers.mentions.iter().filter(|m| matches!(m.kind, MentionKind::Name | MentionKind::Demonym)) {
            for i in scene.tokens_of(mention.span) {
                if let Some(seen) = scene.seen.get_mut(i) {
                    *seen = Seen { key: CLASSES + mention.class as u64, word: seen.word, ..Seen::default() };
                }
            }
        }
        let speech = |class: QuoteType| class != QuoteType::Indirect;
        for quote in layers.quotes.iter().filter(|q| speech(q.class)) {
            for i in scene.tokens_of(quote.span) {
                if let Some(seen) = scene.seen.get_mut(i) {
                    seen.is_quoted = true;
                }
            }
        }
        let charged = scene.seen.iter().enumerate().filter_map(|(i, seen)| Some((i, seen.charge?)));
        scene.charged = charged.collect();
        scene
    }

    /// What token `i` is; nothing past the end.
    pub fn seen(&self, i: usize) -> &Seen {
        static NOTHING: Seen =
            Seen { key: 0, word: 0, charge: None, is_word: false, is_content: false, is_quoted: false };
        self.seen.get(i).unwrap_or(&NOTHING)
    }

    /// The tokens of a range that carry tone.
    pub fn charged(&self, tokens: Range<usize>) -> impl Iterator<Item = (usize, Charge)> {
        let begin = self.charged.partition_point(|row| row.0 < tokens.start);
        self.charged.iter().skip(begin).copied().take_while(move |row| row.0 < tokens.end)
    }

    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> {
        self.layers.trees.children(i).take(CHILDREN_MAX)
    }

    pub fn is_negated(&self, i: usize) -> bool {
        self.children(i).any(|child| self.seen(child).charge.is_some_and(|charge| charge.class == Class::Not))
    }

    /// The tokens that a span touches.
    pub fn tokens_of(&self, span: Span) -> Range<usize> {
        let spans = &self.layers.tokens.spans;
        let begin = spans.partition_point(|token| token.end <= span.begin);
        begin..spans.partition_point(|token| token.begin < span.end).max(begin)
    }

    /// The sentence that a token stands in, as its number and its tokens.
    pub fn sentence_of(&self, i: usize) -> Option<(usize, Range<usize>)> {
        let sentences = &self.layers.tokens.sentences;
        let n = sentences.partition_point(|sentence| sentence.end <= i);
        sentences.get(n).filter(|sentence| sentence.contains(&i)).map(|sentence| (n, sentence.clone()))
    }
}

/// Every token by itself.
fn seen(layers: &Layers) -> Vec<Seen> {
    let lemmas: Vec<Lemma> = layers.tags.keys.iter().map(|&key| Lemma::of(key)).collect();
    let of = |i: usize| {
        let upos = layers.tags.upos(i);
        let word = layers.tokens.word(i).lower;
        let lemma = layers.tags.lemma_of.get(i).and_then(|&l| lemmas.get(l as usize)).copied();
        let lemma = lemma.unwrap_or_else(|| Lemma::of(word));
        let (key, is_word) = match upos {
            Upos::Propn => (NAME, false),
            Upos::Num => (NUMBER, false),
            _ => (lemma.key, true),
        };
        let charge = if upos == Upos::Verb { lemma.of_verb } else { lemma.of_other };
        let is_content = matches!(upos, Upos::Noun | Upos::Verb | Upos::Adj | Upos::Adv | Upos::Intj);
        Seen { key, word, charge: charge.filter(|_| upos != Upos::Propn), is_word, is_content, is_quoted: false }
    };
    (0..layers.tokens.len()).map(of).collect()
}

/// A lemma of the document, looked up once.
#[derive(Clone, Copy)]
struct Lemma {
    key: u64,
    of_verb: Option<Charge>,
    of_other: Option<Charge>,
}

impl Lemma {
    fn of(key: u64) -> Self {
        Self { key, of_verb: lexicon::charge(key, true), of_other: lexicon::charge(key, false) }
    }
}
