//! The sentences of a document as events read them: who hangs on which word, and which entity stands there.

use crate::record::{Dependency, Document, EntityType, MentionKind, Tags, Tokens, Trees, Upos};
use crate::text::Span;
use crate::text::maps::HashMap;
use std::ops::Range;

/// Stands for no token, no mention, no entity.
const NONE: u32 = u32::MAX;

/// Trees with their children at hand, and the entity of each token.
pub struct Scene<'a> {
    pub document: &'a Document,
    pub tokens: &'a Tokens,
    pub tags: &'a Tags,
    pub trees: &'a Trees,
    /// The shortest mention over each token.
    mention_of: Vec<u32>,
    /// The entity of each mention.
    entity_of: Vec<u32>,
    /// The tokens of datelines: "NAIROBI — ", "ATHENS, Aug. 19 - ".
    datelines: Vec<Range<usize>>,
}

impl<'a> Scene<'a> {
    /// Everything in one pass over the tokens and one over the mentions.
    pub fn of(document: &'a Document) -> Self {
        let layers = &document.layers;
        let n = layers.tokens.len().min(layers.trees.heads.len());
        let mut scene = Self {
            document,
            tokens: &layers.tokens,
            tags: &layers.tags,
            trees: &layers.trees,
            mention_of: vec![NONE; n],
            entity_of: Vec::new(),
            datelines: Vec::new(),
        };
        scene.find_datelines();
        scene.lay_mentions();
        scene
    }

    /// Capitals and a dash with space around it at the beginning of a paragraph.
    fn find_datelines(&mut self) {
        for paragraph in &self.document.paragraphs {
            let first = self.tokens.from_byte(paragraph.begin);
            let dash =
                (first + 1..first + DATELINE_TOKENS_MAX).find(|&i| matches!(self.word(i), "-" | "–" | "—" | "--"));
            let Some(dash) = dash.filter(|&dash| dash < self.len()) else { continue };
            let word = self.word(first);
            let capitals =
                word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && word.chars().count() > 1;
            let spaced =
                self.span(dash - 1).end < self.span(dash).begin && self.span(dash).end < self.span(dash + 1).begin;
            if capitals && spaced {
                self.datelines.push(first..dash + 1);
            }
        }
    }

    /// Whether a token is part of a dateline.
    pub fn is_dateline(&self, i: usize) -> bool {
        let before = self.datelines.partition_point(|dateline| dateline.start <= i);
        before.checked_sub(1).and_then(|n| self.datelines.get(n)).is_some_and(|dateline| dateline.contains(&i))
    }

    /// Longer mentions first, so that of nested ones the inner one stays.
    fn lay_mentions(&mut self) {
        let layers = &self.document.layers;
        let numbers: HashMap<&str, u32> = layers.entities.iter().map(|e| e.id.as_str()).zip(0..).collect();
        let entity = |id: &Option<String>| id.as_ref().and_then(|id| numbers.get(id.as_str())).copied();
        self.entity_of = layers.mentions.iter().map(|m| entity(&m.entity).unwrap_or(NONE)).collect();
        let mut order: Vec<usize> = (0..layers.mentions.len()).collect();
        order.sort_by_key(|&m| std::cmp::Reverse(layers.mentions.get(m).map_or(0, |m| m.span.len())));
        for m in order {
            let Some(mention) = layers.mentions.get(m) else { continue };
            let first = self.tokens.from_byte(mention.span.begin);
            let last = self.tokens.from_byte(mention.span.end).min(first + MENTION_TOKENS_MAX);
            for slot in self.mention_of.get_mut(first..last).into_iter().flatten() {
                *slot = m as u32;
            }
        }
    }

    pub fn len(&self) -> usize {
        self.mention_of.len()
    }

    pub fn is_empty(&self) -> bool {
        self.mention_of.is_empty()
    }

    pub fn lemma(&self, i: usize) -> &'a str {
        self.tags.lemma(i)
    }

    pub fn upos(&self, i: usize) -> Upos {
        self.tags.upos(i)
    }

    pub fn relation(&self, i: usize) -> Dependency {
        self.trees.relation(i)
    }

    pub fn head(&self, i: usize) -> Option<usize> {
        self.trees.head(i)
    }

    /// The characters of token `i`.
    pub fn word(&self, i: usize) -> &'a str {
        self.tokens.spans.get(i).map_or("", |span| span.of(&self.document.text))
    }

    pub fn span(&self, i: usize) -> Span {
        self.tokens.spans.get(i).copied().unwrap_or_default()
    }

    /// The tokens that hang on token `i`, in the order of the text.
    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.trees.children(i)
    }

    /// The first child of token `i` with a relation that `wanted` accepts.
    pub fn child(&self, i: usize, wanted: impl Fn(Dependency) -> bool) -> Option<usize> {
        self.children(i).find(|&child| wanted(self.relation(child)))
    }

    /// The preposition (or possessive ending) before token `i`, as a lemma; empty without one.
    pub fn preposition(&self, i: usize) -> &'a str {
        self.child(i, |r| r == Dependency::Case).map_or("", |case| self.lemma(case))
    }

    /// Number of the mention over token `i`.
    pub fn mention(&self, i: usize) -> Option<usize> {
        self.mention_of.get(i).copied().filter(|&m| m != NONE).map(|m| m as usize)
    }

    /// Number of the entity of token `i`, whatever it is.
    pub fn entity(&self, i: usize) -> Option<usize> {
        let entity = self.mention(i).and_then(|m| self.entity_of.get(m)).copied();
        entity.filter(|&e| e != NONE).map(|e| e as usize)
    }

    /// Number of the entity of token `i`, if that is one that can act.
    pub fn actor(&self, i: usize) -> Option<usize> {
        let class = self.mention(i).and_then(|m| self.document.layers.mentions.get(m)).map(|m| m.class);
        // Of a thing without a class a capitalised one may be a country that nobody knows.
        let acts = |class: &EntityType| match class {
            EntityType::Work | EntityType::Product | EntityType::Event => false,
            EntityType::Other => self.upos(i) == Upos::Propn,
            _ => true,
        };
        class.filter(acts).and_then(|_| self.entity(i))
    }

    /// Whether a name stands over token `i`.
    pub fn is_named(&self, i: usize) -> bool {
        let mention = self.mention(i).and_then(|m| self.document.layers.mentions.get(m));
        mention.is_some_and(|m| matches!(m.kind, MentionKind::Name | MentionKind::Demonym))
    }
}

/// Tokens of a dateline: a city, its country, a date, an agency in parentheses.
const DATELINE_TOKENS_MAX: usize = 12;

/// Tokens of one mention that are laid out; longer names are no names.
const MENTION_TOKENS_MAX: usize = 32;
