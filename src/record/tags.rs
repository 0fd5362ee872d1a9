//! Parts of speech and lemmas of the tokens of a document.

use std::fmt;

/// Universal parts of speech (universaldependencies.org/u/pos).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

/// Every part of speech with its name, in the order of the numbers that models use.
const UPOS: [(Upos, &str); Upos::COUNT] = [
    (Upos::Adj, "ADJ"),
    (Upos::Adp, "ADP"),
    (Upos::Adv, "ADV"),
    (Upos::Aux, "AUX"),
    (Upos::Cconj, "CCONJ"),
    (Upos::Det, "DET"),
    (Upos::Intj, "INTJ"),
    (Upos::Noun, "NOUN"),
    (Upos::Num, "NUM"),
    (Upos::Part, "PART"),
    (Upos::Pron, "PRON"),
    (Upos::Propn, "PROPN"),
    (Upos::Punct, "PUNCT"),
    (Upos::Sconj, "SCONJ"),
    (Upos::Sym, "SYM"),
    (Upos::Verb, "VERB"),
    (Upos::X, "X"),
];

impl Upos {
    pub const COUNT: usize = 17;

    pub fn of_index(index: usize) -> Self {
        UPOS.get(index).map_or(Upos::X, |row| row.0)
    }

    /// The part of speech of a treebank's name.
    pub fn named(name: &str) -> Option<Self> {
        UPOS.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    pub fn as_str(self) -> &'static str {
        UPOS.get(self as usize).map_or("X", |row| row.1)
    }

    /// Noun, proper noun or pronoun: what can be a participant.
    pub fn is_nominal(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn | Upos::Pron)
    }
}

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
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
}

impl Tags {
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
}

#[cfg(test)]
#[path = "tags_tests.rs"]
mod tests;
