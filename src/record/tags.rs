//! Parts of speech and lemmas of the tokens of a document.

use super::vocabulary::vocabulary;
use crate::text::words::lower_hash;

vocabulary! {
    /// Universal parts of speech (universaldependencies.org/u/pos).
    pub enum Upos;
    Adj "ADJ",
    Adp "ADP",
    Adv "ADV",
    Aux "AUX",
    Cconj "CCONJ",
    Det "DET",
    Intj "INTJ",
    Noun "NOUN",
    Num "NUM",
    Part "PART",
    Pron "PRON",
    Propn "PROPN",
    Punct "PUNCT",
    Sconj "SCONJ",
    Sym "SYM",
    Verb "VERB",
    #[default]
    X "X",
}

impl Upos {
    /// The part of speech of a treebank's name.
    pub fn named(name: &str) -> Option<Self> {
        Self::of_name(name)
    }

    /// Noun, proper noun or pronoun: what can be a participant.
    pub fn is_nominal(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn | Upos::Pron)
    }
}

/// What each token is, parallel to `Tokens::spans`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tags {
    pub upos: Vec<Upos>,
    /// Which lemma each token has: an index into `lemmas`.
    pub lemma_of: Vec<u32>,
    /// Dictionary forms: each different pair of word and part of speech of the text once.
    pub lemmas: Vec<String>,
    /// Hash of each lemma in small letters, parallel to `lemmas`.
    pub keys: Vec<u64>,
}

impl Tags {
    /// `lemma_of`: an index into `lemmas` for each part of speech.
    pub fn new(upos: Vec<Upos>, lemma_of: Vec<u32>, lemmas: Vec<String>) -> Self {
        let keys = lemmas.iter().map(|lemma| lower_hash(lemma)).collect();
        Self { upos, lemma_of, lemmas, keys }
    }

    pub fn is_empty(&self) -> bool {
        self.upos.is_empty()
    }

    /// The part of speech of token `i`; `X` past the end.
    pub fn upos(&self, i: usize) -> Upos {
        self.upos.get(i).copied().unwrap_or_default()
    }

    /// The lemma of token `i`; empty past the end.
    pub fn lemma(&self, i: usize) -> &str {
        self.lemma_of.get(i).and_then(|&l| self.lemmas.get(l as usize)).map_or("", String::as_str)
    }

    /// [`lower_hash`] of the lemma of token `i`; 0 past the end.
    pub fn key(&self, i: usize) -> u64 {
        self.lemma_of.get(i).and_then(|&l| self.keys.get(l as usize)).copied().unwrap_or(0)
    }
}

#[cfg(test)]
#[path = "tags_tests.rs"]
mod tests;
