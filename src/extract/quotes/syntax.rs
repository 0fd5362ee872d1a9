//! The syntax of a document as a seeker of speech needs it: children of tokens, frames of lemmas, tokens that are quoted.

use super::frames::{self, Frame, Frames, Part};
use super::pairs::Quoted;
use crate::record::{Dependency, Document, MentionKind, Tags, Tokens, Trees, Upos};
use crate::text::Span;
use std::ops::Range;

/// No token, no quotation.
const NONE: u32 = u32::MAX;
/// Heads that are climbed in search of a shared subject; longer chains are no English.
const CLIMB_MAX: usize = 5;

/// Tokens, tags and trees of one document, with what is looked up often.
pub struct Syntax<'a> {
    pub text: &'a str,
    pub tokens: &'a Tokens,
    tags: &'a Tags,
    trees: &'a Trees,
    /// Which sentence each token is in.
    sentence_of: Vec<u32>,
    /// Which quotation each token is in, its marks included; the outermost one.
    quoted_of: Vec<u32>,
    /// Quoted tokens before each token, and before the end: how many are in a range is one subtraction.
    quoted_before: Vec<u32>,
    /// What the name that each token is in names, counted from one; 0 for no name.
    named: Vec<u8>,
    /// Hash of every lemma, parallel to `Tags::lemmas`; of the word of the table for one that is wrong by its last "e".
    keys: Vec<u64>,
    frames: Vec<Frames>,
}

impl<'a> Syntax<'a> {
    /// `None` where the document was not parsed.
    pub fn of(document: &'a Document, quotations: &[Quoted]) -> Option<Self> {
        let layers = &document.layers;
        let n = layers.tokens.len();
        if n == 0 || layers.trees.heads.len() != n || layers.tags.upos.len() != n {
            return None;
        }
        let mut sentence_of = vec![NONE; n];
        for (s, range) in layers.tokens.sentences.iter().enumerate() {
            sentence_of.get_mut(range.clone()).unwrap_or_default().fill(s as u32);
        }
        let look_up = |&key: &u64| frames::of(key).unwrap_or((key, Frames::default()));
        let looked_up: Vec<(u64, Frames)> = layers.tags.keys.iter().map(look_up).collect();
        let quoted_of = quoted_of(&layers.tokens, quotations);
        let mut quoted_before = vec![0];
        quoted_before.extend(quoted_of.iter().scan(0, |sum, &q| {
            *sum += u32::from(q != NONE);
            Some(*sum)
        }));
        Some(Self {
            text: &document.text,
            tokens: &layers.tokens,
            tags: &layers.tags,
            trees: &layers.trees,
            sentence_of,
            quoted_of,
            quoted_before,
            named: named(document),
            keys: looked_up.iter().map(|(key, _)| *key).collect(),
            frames: looked_up.iter().map(|(_, frames)| *frames).collect(),
        })
    }

    pub fn count(&self) -> usize {
        self.tokens.len()
    }

    pub fn upos(&self, i: usize) -> Upos {
        self.tags.upos(i)
    }

    pub fn lemma(&self, i: usize) -> &'a str {
        self.tags.lemma(i)
    }

    /// Hash of the lemma of a token.
    pub fn key(&self, i: usize) -> u64 {
        self.tags.lemma_of.get(i).and_then(|&l| self.keys.get(l as usize)).copied().unwrap_or(0)
    }

    /// Which of 1,024, 256 and 64 clusters of words that are used alike the word of a token is in.
    pub fn clusters(&self, i: usize) -> [u64; 3] {
        let word = self.tokens.word_of.get(i).and_then(|&w| self.tokens.clusters.get(w as usize));
        word.copied().unwrap_or_default().map(u64::from)
    }

    /// The type of the name that a token is in, counted from one; 0 where it is in none.
    pub fn named(&self, i: usize) -> u64 {
        self.named.get(i).copied().map_or(0, u64::from)
    }

    /// What its lemma can do as this part of speech.
    pub fn frame(&self, i: usize) -> Option<Frame> {
        let part = Part::of(self.upos(i))?;
        self.tags.lemma_of.get(i).and_then(|&l| self.frames.get(l as usize))?[part as usize]
    }

    pub fn relation(&self, i: usize) -> Dependency {
        self.trees.relation(i)
    }

    pub fn head(&self, i: usize) -> Option<usize> {
        self.trees.head(i)
    }

    pub fn subtree(&self, i: usize) -> Range<usize> {
        self.trees.subtree(i)
    }

    /// The tokens that hang on token `i`, in the order of the text.
    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.trees.children(i)
    }

    pub fn child(&self, i: usize, wanted: impl Fn(Dependency) -> bool) -> Option<usize> {
        self.children(i).find(|&c| wanted(self.relation(c)))
    }

    /// The tokens of the sentence of token `i`.
    pub fn sentence(&self, i: usize) -> Range<usize> {
        let at = self.sentence_of.get(i).and_then(|&s| self.tokens.sentences.get(s as usize));
        at.cloned().unwrap_or(i..i)
    }

    /// The quotation that a token is in.
    pub fn quoted(&self, i: usize) -> Option<usize> {
        self.quoted_of.get(i).copied().filter(|&q| q != NONE).map(|q| q as usize)
    }

    /// How many tokens of a range are in quotations.
    pub fn quoted_tokens(&self, range: &Range<usize>) -> u32 {
        let before = |i: usize| self.quoted_before.get(i).copied().unwrap_or(0);
        before(range.end).saturating_sub(before(range.start))
    }

    pub fn span(&self, i: usize) -> Span {
        self.tokens.spans.get(i).copied().unwrap_or_default()
    }

    pub fn word(&self, i: usize) -> &'a str {
        self.span(i).of(self.text)
    }

    /// The text from the first to the last of some tokens.
    pub fn text_span(&self, tokens: Range<usize>) -> Span {
        let last = tokens.end.saturating_sub(1).max(tokens.start);
        Span { begin: self.span(tokens.start).begin, end: self.span(last).end }
    }

    pub fn is_punct(&self, i: usize) -> bool {
        self.upos(i) == Upos::Punct || self.relation(i) == Dependency::Punct
    }

    /// Whether a token is a verb, or has a subject or a copula: the head of a clause.
    pub fn is_predicate(&self, i: usize) -> bool {
        matches!(self.upos(i), Upos::Verb | Upos::Aux)
            || self.child(i, |r| r.is_subject() || r == Dependency::Cop).is_some()
    }

    /// Whether a mark stands between two digits.
    pub fn is_inside_number(&self, i: usize) -> bool {
        let span = self.span(i);
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let before = self.text.get(..span.begin as usize).and_then(|t| t.chars().next_back());
        let after = self.text.get(span.end as usize..).and_then(|t| t.chars().next());
        digit(before) && digit(after)
    }

    /// The preposition or conjunction that introduces what hangs on token `i`.
    pub fn introducer(&self, i: usize) -> Option<usize> {
        self.child(i, |r| matches!(r, Dependency::Case | Dependency::Mark))
    }

    /// Whether the sentence of a token ends with a question mark.
    pub fn is_question(&self, i: usize) -> bool {
        let sentence = self.sentence(i);
        let from = sentence.end.saturating_sub(2).max(sentence.start);
        (from..sentence.end).any(|t| self.word(t) == "?")
    }

    pub fn is_passive(&self, i: usize) -> bool {
        self.child(i, |r| matches!(r, Dependency::NsubjPass | Dependency::AuxPass)).is_some()
    }

    /// The token that is the subject of a predicate, its own or shared with those it depends on.
    pub fn subject(&self, predicate: usize) -> Option<usize> {
        let mut at = predicate;
        for _ in 0..CLIMB_MAX {
            if let Some(subject) = self.child(at, Dependency::is_subject) {
                return self.antecedent(at, subject);
            }
            let head = self.head(at)?;
            match self.relation(at) {
                Dependency::Conj | Dependency::Xcomp | Dependency::Advcl | Dependency::Parataxis => at = head,
                // "a man saying that …", "the report, citing …"
                Dependency::Acl | Dependency::AclRelcl => return Some(head),
                Dependency::Ccomp if self.upos(at) == Upos::Verb && self.is_bare(at) => at = head,
                _ => return None,
            }
        }
        None
    }

    /// Whether a verb has neither a subject nor an auxiliary of its own.
    fn is_bare(&self, i: usize) -> bool {
        self.child(i, |r| r.is_subject() || r == Dependency::Aux).is_none()
    }

    /// A relative pronoun stands for the noun its clause hangs on.
    fn antecedent(&self, predicate: usize, subject: usize) -> Option<usize> {
        let relative = self.relation(predicate) == Dependency::AclRelcl
            && matches!(self.lemma(subject), "who" | "which" | "that" | "whom");
        if relative { self.head(predicate) } else { Some(subject) }
    }
}

fn named(document: &Document) -> Vec<u8> {
    let tokens = &document.layers.tokens;
    let mut named = vec![0; tokens.len()];
    for mention in document.layers.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
        let range = tokens.from_byte(mention.span.begin)..tokens.from_byte(mention.span.end);
        named.get_mut(range).unwrap_or_default().fill(mention.class as u8 + 1);
    }
    named
}

/// Which quotation each token is in. Quotations come in text order, outer before inner.
fn quoted_of(tokens: &Tokens, quotations: &[Quoted]) -> Vec<u32> {
    let mut of = vec![NONE; tokens.len()];
    let mut done = 0;
    for (n, quoted) in quotations.iter().enumerate() {
        if quoted.outer.begin < done {
            continue;
        }
        done = quoted.outer.end;
        let range = tokens.from_byte(quoted.outer.begin)..tokens.from_byte(quoted.outer.end);
        of.get_mut(range).unwrap_or_default().fill(n as u32);
    }
    of
}
