//! Pairs of entities that a pattern joins, word by word through the trees.

use super::patterns::{self, Form};
use crate::extract::actors::Scene;
use crate::extract::events::Clause;
use crate::record::{Dependency, Upos};
use crate::text::Span;

/// A relation before it gets its id. Subject and object are numbers of entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub subject: usize,
    pub object: usize,
    pub predicate: &'static str,
    pub evidence: Span,
}

/// Relations of one document at most: far more than an article states.
pub const RELATIONS_MAX: usize = 2_000;

/// All that the patterns find, in the order of the text; nothing twice.
pub fn relations(scene: &Scene<'_>) -> Vec<Found> {
    let mut search = Search { scene, found: Vec::new() };
    for i in 0..scene.len() {
        match scene.upos(i) {
            Upos::Noun | Upos::Propn | Upos::Adj => {
                search.noun(i);
                search.name(i);
            }
            Upos::Verb => search.verb(i),
            _ => {}
        }
        if search.found.len() >= RELATIONS_MAX {
            break;
        }
    }
    search.found
}

struct Search<'s, 'a> {
    scene: &'s Scene<'a>,
    found: Vec<Found>,
}

impl Search<'_, '_> {
    /// Adds what the patterns of a form say of two tokens; `word` is the noun, the preposition or the verb between them.
    fn join(&mut self, form: Form, word: &str, subject: usize, object: usize, through: usize) {
        let (Some(one), Some(other)) = (self.scene.entity(subject), self.scene.entity(object)) else { return };
        let class = |e: usize| self.scene.document.layers.entities.get(e).map(|e| e.class);
        let (Some(one_class), Some(other_class)) = (class(one), class(other)) else { return };
        if one == other {
            return;
        }
        let evidence = self.evidence([subject, object, through]);
        for pattern in patterns::with(form, word).iter().filter(|p| p.joins(one_class, other_class)) {
            let found = Found { subject: one, object: other, predicate: pattern.predicate, evidence };
            let known = |f: &Found| f.subject == one && f.object == other && f.predicate == found.predicate;
            if !self.found.iter().rev().take(KNOWN_MAX).any(known) {
                self.found.push(found);
            }
        }
    }

    /// From the first to the last of some words, with the names that they are part of.
    fn evidence(&self, tokens: [usize; 3]) -> Span {
        let mentions = &self.scene.document.layers.mentions;
        let span =
            |i: usize| self.scene.mention(i).and_then(|m| mentions.get(m)).map_or(self.scene.span(i), |m| m.span);
        let spans = tokens.map(span);
        Span {
            begin: spans.iter().map(|s| s.begin).min().unwrap_or_default(),
            end: spans.iter().map(|s| s.end).max().unwrap_or_default(),
        }
    }

    /// "X, wife of Y", "X is the wife of Y", "Y's wife, X", "Y's wife X".
    fn noun(&mut self, noun: usize) {
        let scene = self.scene;
        let lemma = scene.lemma(noun);
        if patterns::with(Form::Noun, lemma).is_empty() {
            return;
        }
        for subject in who_is(scene, noun) {
            for object in of_whom(scene, noun) {
                self.join(Form::Noun, lemma, subject, object, noun);
            }
        }
    }

    /// What hangs on a name: a preposition, an owner, a name beside it, "Y-based".
    fn name(&mut self, i: usize) {
        let scene = self.scene;
        if !scene.is_named(i) {
            return;
        }
        for child in scene.children(i) {
            match scene.relation(child) {
                Dependency::Nmod | Dependency::Obl => {
                    let preposition = scene.preposition(child);
                    for object in [Some(child), named_behind(scene, child)].into_iter().flatten() {
                        self.join(Form::Preposition, preposition, i, object, i);
                    }
                }
                Dependency::NmodPoss => self.join(Form::Possessive, "-", i, child, i),
                Dependency::Appos | Dependency::NmodUnmarked | Dependency::Flat if child > i => {
                    self.join(Form::Beside, "-", i, child, i);
                }
                Dependency::Amod | Dependency::Acl
                    if matches!(scene.lemma(child), "base" | "based" | "headquarter") =>
                {
                    for place in scene.children(child).filter(|&place| place < child) {
                        self.join(Form::Based, "-", i, place, child);
                    }
                }
                _ => {}
            }
        }
    }

    /// "X works for Y", "X, who teaches at Y", "the company owned by Y".
    fn verb(&mut self, verb: usize) {
        let ways = patterns::verb(self.scene.lemma(verb));
        if ways.is_empty() {
            return;
        }
        let clause = Clause::of_verb(self.scene, verb);
        for &(how, word) in ways {
            let (subject, objects): (Option<usize>, Vec<usize>) = match how {
                "obj" => (clause.subject, clause.object.into_iter().collect()),
                _ if clause.passive => (clause.object, clause.behind(how).collect()),
                _ => (clause.subject, clause.behind(how).collect()),
            };
            let Some(subject) = subject else { continue };
            for object in objects {
                for object in [Some(object), named_behind(self.scene, object)].into_iter().flatten() {
                    self.join(Form::Verb, word, subject, object, verb);
                }
            }
        }
    }
}

/// Relations before this one that are compared: the same is said again soon or is worth saying again.
const KNOWN_MAX: usize = 64;

/// The names that a noun is said of: what it stands beside, what it is the predicate of, what it stands before.
fn who_is(scene: &Scene<'_>, noun: usize) -> Vec<usize> {
    let mut who = Vec::new();
    let relation = scene.relation(noun);
    if let (Some(head), true) = (
        scene.head(noun),
        matches!(relation, Dependency::Appos | Dependency::NmodDesc | Dependency::Compound | Dependency::Flat),
    ) {
        who.push(head);
    }
    // "with governor Tom Orr, her brother": parsers take what stands behind the comma for one more.
    if relation == Dependency::Conj && noun > 1 {
        let first = scene.children(noun).next().unwrap_or(noun).min(noun);
        let comma = first.checked_sub(1).is_some_and(|i| scene.word(i) == ",");
        who.extend(scene.head(noun).filter(|_| comma && scene.child(noun, |r| r == Dependency::Cc).is_none()));
    }
    // "Orrville, the capital of Vell, was quiet": two subjects of one predicate, with a comma between them.
    if let (true, Some(head)) = (relation.is_subject(), scene.head(noun)) {
        who.extend(scene.children(head).filter(|&other| other < noun && scene.relation(other).is_subject()));
    }
    let is_predicate = scene.child(noun, |r| r == Dependency::Cop).is_some();
    for child in scene.children(noun) {
        match scene.relation(child) {
            Dependency::Nsubj if is_predicate => who.push(child),
            Dependency::Appos | Dependency::Flat if child > noun => who.push(child),
            _ => {}
        }
    }
    // "the governor Tom Orr": the name beside a noun that has none.
    let named = |i: usize| if scene.is_named(i) { Some(i) } else { named_behind(scene, i).or(Some(i)) };
    who.into_iter().filter_map(named).filter(|&i| scene.entity(i).is_some()).collect()
}

/// Whose or of what the noun is.
fn of_whom(scene: &Scene<'_>, noun: usize) -> Vec<usize> {
    let mut whom = Vec::new();
    for child in scene.children(noun) {
        let of = match scene.relation(child) {
            Dependency::NmodPoss => true,
            Dependency::Nmod => matches!(scene.preposition(child), "of" | "at" | "for" | "with" | "to" | "in"),
            Dependency::Compound | Dependency::Amod => scene.is_named(child),
            _ => false,
        };
        if of {
            whom.extend([Some(child), named_behind(scene, child)].into_iter().flatten());
        }
    }
    whom
}

/// "the group Mar Limpo", "the University of Orr's Vell Institute": a name beside, before or behind a common noun.
fn named_behind(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let near = |r| matches!(r, Dependency::Appos | Dependency::Flat | Dependency::Compound | Dependency::NmodDesc);
    scene
        .children(i)
        .find(|&child| near(scene.relation(child)) && scene.is_named(child) && scene.entity(child) != scene.entity(i))
}
