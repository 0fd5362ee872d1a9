//! A phrase that can refer to something: a name, a pronoun, a noun phrase, a coordination of them.

use super::few::Few;
use super::lexicon::{Noun, Pronoun, Sort};
use super::page::Page;
use crate::knowledge::Gender;
use crate::record::{Dependency, EntityType};
use crate::text::Span;
use crate::text::words::{HashedMap, lower_hash};
use std::ops::Range;
use std::sync::LazyLock;

/// Modifiers and names that are kept of one phrase, at most.
const MODIFIERS_MAX: usize = 6;

/// One phrase that can refer to something.
#[derive(Clone, Debug)]
pub struct Phrase {
    pub kind: Kind,
    /// From its first modifier to its head; what stands behind the head is left out.
    pub span: Span,
    pub tokens: Range<usize>,
    /// The token that its place in the sentence hangs on.
    pub head: usize,
    pub role: Role,
    pub sentence: u32,
    pub paragraph: u32,
    pub clause: u32,
    pub quote: Option<u32>,
    pub depth: u8,
    /// Hash of the lemma of its noun; 0 for pronouns.
    pub lemma: u64,
    pub noun: Noun,
    pub sort: Sort,
    pub gender: Option<Gender>,
    pub plural: Option<bool>,
    pub article: Article,
    /// Hashes of the lemmas of adjectives and nouns before its noun.
    pub modifiers: Few<u64, MODIFIERS_MAX>,
    /// Names within it before its noun, by entity: "the *Russian* leader", "*Kestrel*'s chief".
    pub of: Few<u32, MODIFIERS_MAX>,
    /// Phrases that it puts together, for a coordination.
    pub parts: Vec<usize>,
    /// The noun behind it that says what it is.
    pub said: Option<usize>,
    /// It is part of a coordination.
    pub is_part: bool,
}

impl Phrase {
    /// A phrase of which only its place is known; `head`: what that hangs on.
    pub fn at(page: &Page<'_>, kind: Kind, tokens: Range<usize>, head: usize) -> Option<Self> {
        Some(Self {
            kind,
            span: page.span(&tokens)?,
            role: Role::of(page.trees.relation(head)),
            sentence: page.sentence(head),
            paragraph: page.paragraph(head),
            clause: page.clause(head),
            quote: page.quote(head),
            depth: page.depth(head),
            tokens,
            head,
            lemma: 0,
            noun: Noun::default(),
            sort: Sort::Unknown,
            gender: None,
            plural: None,
            article: Article::Bare,
            modifiers: Few::default(),
            of: Few::default(),
            parts: Vec::new(),
            said: None,
            is_part: false,
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Mention of the document, and its entity.
    Name {
        mention: usize,
        entity: usize,
    },
    /// "Russian" before a noun: refers, but nothing refers back to it by a pronoun.
    Adjective {
        mention: usize,
        entity: usize,
    },
    Pronoun(Pronoun),
    Nominal,
    Group,
}

impl Kind {
    pub fn entity(self) -> Option<usize> {
        match self {
            Kind::Name { entity, .. } | Kind::Adjective { entity, .. } => Some(entity),
            _ => None,
        }
    }
}

/// What a phrase is in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Role {
    Subject,
    Passive,
    Object,
    Oblique,
    Possessor,
    Modifier,
    Apposition,
    Compound,
    Other,
}

impl Role {
    pub fn is_subject(self) -> bool {
        matches!(self, Role::Subject | Role::Passive)
    }

    pub fn of(relation: Dependency) -> Self {
        use Dependency::*;
        match relation {
            Nsubj | NsubjOuter => Role::Subject,
            NsubjPass => Role::Passive,
            Obj | Iobj => Role::Object,
            Obl | OblAgent | OblUnmarked => Role::Oblique,
            NmodPoss => Role::Possessor,
            Nmod | NmodUnmarked | NmodDesc => Role::Modifier,
            Appos => Role::Apposition,
            Compound | Flat | Amod => Role::Compound,
            _ => Role::Other,
        }
    }
}

/// How a noun phrase begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Article {
    Bare,
    Indefinite,
    Definite,
    Demonstrative,
    Possessive,
    Number,
    Quantity,
}

impl Article {
    /// The article that a word is, by the hash of its lower case.
    pub fn of(lower: u64) -> Option<Self> {
        ARTICLES.get(&lower).copied()
    }

    /// Whether it asks for something that the reader knows.
    pub fn is_definite(self) -> bool {
        matches!(self, Article::Definite | Article::Demonstrative | Article::Possessive)
    }
}

/// Words before a noun that are articles, or stand for one.
static ARTICLES: LazyLock<HashedMap<Article>> = LazyLock::new(|| {
    const ROWS: [(Article, &str); 4] = [
        (Article::Definite, "the"),
        (Article::Demonstrative, "this that these those"),
        (Article::Indefinite, "a an another"),
        (Article::Quantity, "some any no every each all many few several most more both either neither other such"),
    ];
    ROWS.iter().flat_map(|row| row.1.split(' ').map(|word| (lower_hash(word), row.0))).collect()
});

/// What a name of a type names.
pub fn sort_of(class: EntityType) -> Sort {
    match class {
        EntityType::Person => Sort::Person,
        EntityType::Organization => Sort::Body,
        EntityType::Place | EntityType::Facility => Sort::Place,
        EntityType::Group => Sort::People,
        EntityType::Event => Sort::Event,
        EntityType::Work | EntityType::Product | EntityType::Other => Sort::Thing,
    }
}
