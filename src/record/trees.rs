//! Dependency trees: which token each token hangs on, and how.

use super::vocabulary::vocabulary;
use std::ops::Range;

vocabulary! {
    /// Relations of Universal Dependencies (universaldependencies.org/u/dep), with the subtypes that matter here.
    pub enum Dependency;
    #[default]
    Dep "dep",
    Acl "acl",
    AclRelcl "acl:relcl",
    Advcl "advcl",
    AdvclRelcl "advcl:relcl",
    Advmod "advmod",
    Amod "amod",
    Appos "appos",
    Aux "aux",
    AuxPass "aux:pass",
    Case "case",
    Cc "cc",
    CcPreconj "cc:preconj",
    Ccomp "ccomp",
    Compound "compound",
    CompoundPrt "compound:prt",
    Conj "conj",
    Cop "cop",
    Csubj "csubj",
    Det "det",
    DetPredet "det:predet",
    Discourse "discourse",
    Dislocated "dislocated",
    Expl "expl",
    Fixed "fixed",
    Flat "flat",
    Goeswith "goeswith",
    Iobj "iobj",
    List "list",
    Mark "mark",
    Nmod "nmod",
    NmodDesc "nmod:desc",
    NmodPoss "nmod:poss",
    NmodUnmarked "nmod:unmarked",
    Nsubj "nsubj",
    NsubjOuter "nsubj:outer",
    NsubjPass "nsubj:pass",
    Nummod "nummod",
    Obj "obj",
    Obl "obl",
    OblAgent "obl:agent",
    OblUnmarked "obl:unmarked",
    Orphan "orphan",
    Parataxis "parataxis",
    Punct "punct",
    Reparandum "reparandum",
    Root "root",
    Vocative "vocative",
    Xcomp "xcomp",
}

impl Dependency {
    /// The relation of a treebank's name; without its subtype where that one is not kept.
    pub fn named(name: &str) -> Option<Self> {
        Self::of_name(name).or_else(|| Self::of_name(name.split(':').next()?))
    }

    /// The name without its subtype: "nsubj" of "nsubj:pass".
    pub fn universal(self) -> &'static str {
        self.as_str().split(':').next().unwrap_or("dep")
    }

    /// Any nominal subject: active, passive, or of a whole clause.
    pub fn is_subject(self) -> bool {
        matches!(self, Dependency::Nsubj | Dependency::NsubjPass | Dependency::NsubjOuter)
    }
}

/// One tree a sentence, parallel to `Tokens::spans`. No arc leaves its sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trees {
    /// The token each token hangs on; [`Trees::ROOT`] for the one root of each sentence.
    pub heads: Vec<u32>,
    pub relations: Vec<Dependency>,
    /// The first and last token of what hangs on each token, itself included.
    pub edges: Vec<(u32, u32)>,
    /// The first token that hangs on each token, and the next one that hangs on the same; [`Trees::ROOT`] for none.
    first_child: Vec<u32>,
    next_sibling: Vec<u32>,
}

impl Trees {
    /// Stands for the head of a root.
    pub const ROOT: u32 = u32::MAX;

    /// Trees of these arcs, whose heads are tokens of the same sentence; the edges are found here.
    pub fn new(heads: Vec<u32>, relations: Vec<Dependency>, sentences: &[Range<usize>]) -> Self {
        let n = heads.len();
        let edges = (0..n as u32).map(|i| (i, i)).collect();
        let (first_child, next_sibling) = (vec![Self::ROOT; n], vec![Self::ROOT; n]);
        let mut trees = Self { heads, relations, edges, first_child, next_sibling };
        trees.link();
        sentences.iter().for_each(|sentence| trees.widen(sentence.clone()));
        trees
    }

    /// Puts every token before the others that hang on its head, last token first.
    fn link(&mut self) {
        for i in (0..self.heads.len()).rev() {
            let first = self.head(i).and_then(|head| self.first_child.get_mut(head));
            if let (Some(first), Some(next)) = (first, self.next_sibling.get_mut(i)) {
                *next = std::mem::replace(first, i as u32);
            }
        }
    }

    /// Hands the edges of every token up to its head, leaves first.
    fn widen(&mut self, sentence: Range<usize>) {
        let mut open = vec![0u32; sentence.len()];
        let begin = sentence.start;
        for i in sentence.clone() {
            if let Some(n) = self.head(i).and_then(|h| open.get_mut(h.wrapping_sub(begin))) {
                *n += 1;
            }
        }
        let mut ready: Vec<usize> = sentence.filter(|i| open.get(i - begin) == Some(&0)).collect();
        // Every token is taken once, when its last child is done; a cycle would never be ready and stay as it is.
        while let Some(i) = ready.pop() {
            let Some(head) = self.head(i) else { continue };
            let (Some(&(first, last)), Some(n)) = (self.edges.get(i), open.get_mut(head.wrapping_sub(begin))) else {
                continue;
            };
            if let Some(edge) = self.edges.get_mut(head) {
                *edge = (edge.0.min(first), edge.1.max(last));
            }
            *n -= 1;
            if *n == 0 {
                ready.push(head);
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// The head of token `i`; `None` for a root and past the end.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.heads.get(i).copied().filter(|&h| h != Self::ROOT).map(|h| h as usize)
    }

    /// How token `i` hangs on its head.
    pub fn relation(&self, i: usize) -> Dependency {
        self.relations.get(i).copied().unwrap_or_default()
    }

    /// All tokens from the first to the last that hang on token `i`, directly or not, itself included.
    pub fn subtree(&self, i: usize) -> Range<usize> {
        self.edges.get(i).map_or(i..i, |&(first, last)| first as usize..last as usize + 1)
    }

    /// The tokens that hang on token `i`, in the order of the text: the first `CHILDREN_MAX` of them.
    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> {
        let link = |links: &[u32], at: usize| links.get(at).filter(|&&to| to != Self::ROOT).map(|&to| to as usize);
        let first = link(&self.first_child, i);
        std::iter::successors(first, move |&at| link(&self.next_sibling, at)).take(CHILDREN_MAX)
    }

    /// The first child of token `i` with a relation that `wanted` accepts.
    pub fn child(&self, i: usize, wanted: impl Fn(Dependency) -> bool) -> Option<usize> {
        self.children(i).find(|&child| wanted(self.relation(child)))
    }

    /// The nominal subject of a predicate. One that has none shares that of the predicate it is coordinated with or
    /// is a complement of ("She came and went", "He wants to leave").
    pub fn subject(&self, predicate: usize) -> Option<usize> {
        let mut at = predicate;
        for _ in 0..SHARED_MAX {
            if let Some(subject) = self.child(at, Dependency::is_subject) {
                return Some(subject);
            }
            if !matches!(self.relation(at), Dependency::Conj | Dependency::Xcomp) {
                return None;
            }
            at = self.head(at)?;
        }
        None
    }

    /// The direct object of a predicate.
    pub fn object(&self, predicate: usize) -> Option<usize> {
        self.child(predicate, |relation| relation == Dependency::Obj)
    }

    /// The clause that is the complement of a predicate: its own predicate ("said that he *came*").
    pub fn complement(&self, predicate: usize) -> Option<usize> {
        self.child(predicate, |relation| relation == Dependency::Ccomp)
    }

    /// Whether a predicate is passive: by its subject or its auxiliary.
    pub fn is_passive(&self, predicate: usize) -> bool {
        self.child(predicate, |r| matches!(r, Dependency::NsubjPass | Dependency::AuxPass)).is_some()
    }

    /// The parts of a coordination whose first is token `i`, that one included.
    pub fn conjuncts(&self, i: usize) -> impl Iterator<Item = usize> {
        std::iter::once(i).chain(self.children(i).filter(|&child| self.relation(child) == Dependency::Conj))
    }
}

/// Tokens that hang on one token and are looked at: no writer hangs more on a word, and a list of thousands of names stays
/// linear where each of them asks for what hangs on the first.
const CHILDREN_MAX: usize = 64;
/// Predicates that may lie between a verb and the subject it shares; longer chains are no English.
const SHARED_MAX: usize = 4;

#[cfg(test)]
#[path = "trees_tests.rs"]
mod tests;
