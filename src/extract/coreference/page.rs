//! A document as coreference reads it: for every token its sentence, paragraph, clause, depth, name and quotation.

use super::speech::{Speech, speeches};
use crate::record::{Dependency, Document, MentionKind, Tags, Tokens, Trees, Upos};
use crate::text::Span;

/// Stands for none in lists of numbers.
pub const NONE: u32 = u32::MAX;

/// What is known of the tokens of a document.
pub struct Page<'d> {
    pub document: &'d Document,
    pub tokens: &'d Tokens,
    pub tags: &'d Tags,
    pub trees: &'d Trees,
    pub sentence_of: Vec<u32>,
    pub paragraph_of: Vec<u32>,
    /// The predicate of the clause that each token stands in, itself for a predicate.
    pub clause_of: Vec<u32>,
    /// Arcs between each token and the root of its sentence.
    pub depth_of: Vec<u8>,
    /// The name mention that each token is part of.
    pub name_of: Vec<u32>,
    /// The quotation that each token stands in.
    pub quote_of: Vec<u32>,
    pub speeches: Vec<Speech>,
}

impl<'d> Page<'d> {
    pub fn of(document: &'d Document) -> Self {
        let layers = &document.layers;
        let tokens = &layers.tokens;
        let mut page = Self {
            document,
            tokens,
            tags: &layers.tags,
            trees: &layers.trees,
            sentence_of: vec![0; tokens.len()],
            paragraph_of: vec![0; tokens.len()],
            clause_of: vec![NONE; tokens.len()],
            depth_of: vec![0; tokens.len()],
            name_of: vec![NONE; tokens.len()],
            quote_of: vec![NONE; tokens.len()],
            speeches: Vec::new(),
        };
        page.place();
        page.parse();
        let names = layers.mentions.iter().enumerate();
        for (n, mention) in names.filter(|(_, m)| matches!(m.kind, MentionKind::Name | MentionKind::Demonym)) {
            let range = page.range(mention.span);
            page.name_of.get_mut(range).into_iter().flatten().for_each(|slot| *slot = n as u32);
        }
        page.speeches = speeches(&page);
        for n in 0..page.speeches.len() {
            page.tell_quote(n);
        }
        page
    }

    /// Tells the tokens of a quotation that they stand in it: those between marks where it has marks in it, else all.
    fn tell_quote(&mut self, n: usize) {
        let Some(speech) = self.speeches.get(n).filter(|speech| speech.is_quoted) else { return };
        let range = self.range(speech.span);
        let is_mixed = speech.is_mixed && range.clone().any(|token| is_mark(self.text(token)));
        let before = range.start.checked_sub(1).map_or("", |before| self.text(before));
        let mut is_open = !is_mixed || is_mark(before);
        for token in range {
            if is_mixed && is_mark(self.text(token)) {
                is_open = !is_open;
            } else if is_open && let Some(slot) = self.quote_of.get_mut(token) {
                *slot = n as u32;
            }
        }
    }

    /// Sentences and paragraphs.
    fn place(&mut self) {
        for (n, sentence) in self.tokens.sentences.iter().enumerate() {
            self.sentence_of.get_mut(sentence.clone()).into_iter().flatten().for_each(|slot| *slot = n as u32);
        }
        let mut paragraphs = self.document.paragraphs.iter().peekable();
        let mut n = 0;
        for (slot, span) in self.paragraph_of.iter_mut().zip(&self.tokens.spans) {
            while paragraphs.peek().is_some_and(|paragraph| paragraph.end <= span.begin) {
                paragraphs.next();
                n += 1;
            }
            *slot = n;
        }
    }

    /// Clauses and depths, from every token up to the next one that is done.
    fn parse(&mut self) {
        let mut path = Vec::new();
        for i in 0..self.tokens.len() {
            let mut at = i;
            path.clear();
            while self.clause(at) == NONE {
                path.push(at);
                match self.trees.head(at) {
                    // A cycle cannot be, but must not hang either.
                    Some(head) if path.len() <= DEPTH_MAX => at = head,
                    _ => break,
                }
            }
            let (mut clause, mut depth) = match self.clause(at) {
                NONE => (at as u32, 0),
                clause => (clause, self.depth(at).saturating_add(1)),
            };
            while let Some(token) = path.pop() {
                if self.is_predicate(token) {
                    clause = token as u32;
                }
                if let (Some(c), Some(d)) = (self.clause_of.get_mut(token), self.depth_of.get_mut(token)) {
                    (*c, *d) = (clause, depth);
                }
                depth = depth.saturating_add(1);
            }
        }
    }

    fn is_predicate(&self, token: usize) -> bool {
        use Dependency::*;
        match self.trees.relation(token) {
            Root | Ccomp | Advcl | AdvclRelcl | Acl | AclRelcl | Xcomp | Csubj | Parataxis => true,
            Conj => matches!(self.tags.upos(token), Upos::Verb | Upos::Aux),
            _ => false,
        }
    }

    /// The predicate of the clause of a token; [`NONE`] past the end.
    pub fn clause(&self, token: usize) -> u32 {
        self.clause_of.get(token).copied().unwrap_or(NONE)
    }

    pub fn depth(&self, token: usize) -> u8 {
        self.depth_of.get(token).copied().unwrap_or(0)
    }

    pub fn sentence(&self, token: usize) -> u32 {
        self.sentence_of.get(token).copied().unwrap_or(0)
    }

    pub fn paragraph(&self, token: usize) -> u32 {
        self.paragraph_of.get(token).copied().unwrap_or(0)
    }

    /// The quotation that a token stands in.
    pub fn quote(&self, token: usize) -> Option<u32> {
        self.quote_of.get(token).copied().filter(|&quote| quote != NONE)
    }

    /// The name mention that a token is part of.
    pub fn name(&self, token: usize) -> Option<u32> {
        self.name_of.get(token).copied().filter(|&name| name != NONE)
    }

    /// The tokens of a span.
    pub fn range(&self, span: Span) -> std::ops::Range<usize> {
        let begin = self.tokens.from_byte(span.begin);
        begin..self.tokens.from_byte(span.end).max(begin)
    }

    pub fn span(&self, range: &std::ops::Range<usize>) -> Option<Span> {
        let (first, last) = (self.tokens.spans.get(range.start)?, self.tokens.spans.get(range.end.checked_sub(1)?)?);
        Some(Span { begin: first.begin, end: last.end })
    }

    pub fn text(&self, token: usize) -> &'d str {
        self.tokens.spans.get(token).map_or("", |span| span.of(&self.document.text))
    }

    /// Hash of a token's word in lower case.
    pub fn lower(&self, token: usize) -> u64 {
        self.tokens.word(token).lower
    }

    /// Hash of a token's lemma.
    pub fn lemma(&self, token: usize) -> u64 {
        self.tags.key(token)
    }

    /// The clusters of a token's word, finest first.
    pub fn clusters(&self, token: usize) -> [u16; 3] {
        let word = self.tokens.word_of.get(token).and_then(|&w| self.tokens.clusters.get(w as usize));
        word.copied().unwrap_or([0; 3])
    }

    /// The token of a range whose head stands outside of it.
    pub fn head_of(&self, range: &std::ops::Range<usize>) -> Option<usize> {
        range.clone().take(HEAD_SEARCH_MAX).find(|&i| self.trees.head(i).is_none_or(|head| !range.contains(&head)))
    }
}

/// Whether a token is a mark that begins or ends a quotation.
fn is_mark(token: &str) -> bool {
    matches!(token, "\"" | "“" | "”" | "„" | "«" | "»" | "``" | "''")
}

/// Arcs that a path to the root may have; English sentences have fewer than 40.
const DEPTH_MAX: usize = 500;
/// Tokens of a phrase among which its head is looked for: longer names and speakers are lists.
const HEAD_SEARCH_MAX: usize = 40;
