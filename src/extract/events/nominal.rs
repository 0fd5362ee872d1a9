//! Nouns that are events: when one stands for an event of its own, and who does it through the verb above.

use super::clause::Clause;
use super::dictionary::{Frame, Need};
use crate::extract::actors::Scene;
use crate::record::{Dependency, Upos};
use crate::text::maps::HashSet;
use crate::text::rows;
use std::sync::LazyLock;

/// Verbs of light.txt.
static LIGHT: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| rows(include_str!("light.txt")).flat_map(str::split_whitespace).collect());

/// The verb whose object (in the passive: subject) a noun is, if it adds nothing to the noun.
pub fn light_verb(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let is_object = matches!(scene.relation(noun), Dependency::Obj | Dependency::NsubjPass);
    scene.head(noun).filter(|&verb| is_object && LIGHT.contains(scene.lemma(verb)))
}

/// Who does what the noun says, by the light verb above it.
pub fn light_subject(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    light_verb(scene, noun).and_then(|verb| Clause::of_verb(scene, verb).subject)
}

/// Whether a noun stands where it is an event: not as part of another noun ("attack helicopter"), nor in a name.
pub fn stands_alone(scene: &Scene<'_>, noun: usize) -> bool {
    use Dependency::*;
    let part =
        matches!(scene.relation(noun), Amod | Compound | Flat | Appos | NmodDesc | NmodUnmarked | Advmod | Fixed);
    !part && !scene.is_named(noun)
}

/// Whether "to" stands before a noun as before a verb: a verb that was taken for a noun ("to wage war").
pub fn is_verb(scene: &Scene<'_>, noun: usize) -> bool {
    super::clause::is_infinitive(scene, noun)
}

/// Whether somebody owns the event ("praised *their* talks"): then it is told by the way, whatever is said of it.
pub fn is_owned(scene: &Scene<'_>, noun: usize) -> bool {
    scene.upos(noun) == Upos::Noun && scene.child(noun, |r| r == Dependency::NmodPoss).is_some()
}

/// The word that names the event: the object that a light verb adds nothing to, else the predicate.
pub fn trigger(scene: &Scene<'_>, clause: &Clause<'_>, frame: &Frame) -> usize {
    let names = frame.needs.iter().any(|need| matches!(need, Need::Object(choice) if !choice.is_empty()));
    let noun = clause.object.filter(|_| names && LIGHT.contains(scene.lemma(clause.predicate)));
    noun.unwrap_or(clause.predicate)
}
