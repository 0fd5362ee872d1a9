//! Nouns that are events: when one stands for an event of its own, and who does it through the verb above.

use super::clause::Clause;
use crate::extract::actors::Scene;
use crate::record::Dependency;
use crate::text::rows;
use std::collections::HashSet;
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

/// Whether a noun stands where it is an event: not as part of another noun ("attack helicopter") nor in an apposition.
pub fn stands_alone(scene: &Scene<'_>, noun: usize) -> bool {
    use Dependency::*;
    matches!(scene.relation(noun), Nsubj | NsubjPass | Obj | Obl | OblUnmarked | Nmod | Conj | Root | NmodPoss)
        && scene.mention(noun).is_none()
}
