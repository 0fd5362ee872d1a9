//! Whether what a frame needs stands in a clause.

use super::clause::Clause;
use super::dictionary::{Choice, Frame, Need, in_set};
use super::parties::is_somebody;
use crate::extract::actors::Scene;
use crate::record::{Dependency, Upos};

/// The first frame of those of a word whose needs are met.
pub fn first(scene: &Scene<'_>, clause: &Clause<'_>, frames: &'static [Frame]) -> Option<&'static Frame> {
    frames.iter().find(|frame| frame.needs.iter().all(|need| holds(scene, clause, need)))
}

fn holds(scene: &Scene<'_>, clause: &Clause<'_>, need: &Need) -> bool {
    match need {
        Need::Object(choice) => clause.object.is_some_and(|i| is_one_of(scene, i, choice)),
        Need::Party => clause.object.is_some_and(|i| is_somebody(scene, i) || is_pronoun(scene, i)),
        Need::Somebody => match clause.subject {
            Some(i) => is_somebody(scene, i) || is_pronoun(scene, i) || has_owner(scene, i),
            None => true,
        },
        Need::Subject(choice) => clause.subject.is_some_and(|i| is_one_of(scene, i, choice)),
        Need::Attacker => is_attacked(scene, clause),
        Need::Several => {
            let several = |i: usize| is_several(scene, i);
            clause.subject.is_some_and(several) || clause.passive && clause.object.is_some_and(several)
        }
        Need::Active => !clause.passive,
        Need::NoObject => clause.object.is_none() && clause.clause.is_none(),
        Need::Particle(particle) => clause.particle == Some(particle),
        Need::Behind(preposition, choice) => {
            clause.behind.iter().any(|(p, i)| p == preposition && is_one_of(scene, *i, choice))
        }
        Need::Infinitive(choice) => {
            clause.infinitive.is_some_and(|i| choice.is_empty() || choice.contains(&scene.lemma(i)))
        }
        Need::NegatedInfinitive => clause
            .infinitive
            .is_some_and(|i| scene.children(i).any(|c| matches!(scene.lemma(c), "not" | "never" | "n't"))),
        Need::Clause => clause.clause.is_some(),
        Need::IndirectObject => clause.indirect.is_some(),
        Need::Word(word) => has_word(scene, clause, word),
    }
}

/// Whether a noun, or one that it is coordinated with, is in a choice; "members of the opposition" counts with both nouns.
fn is_one_of(scene: &Scene<'_>, i: usize, choice: &Choice) -> bool {
    let is = |i: usize| {
        let lemma = scene.lemma(i);
        // "troops" and "arms" stay as they are; names keep their capitals ("the Friendship Bridge").
        let singular = lemma.strip_suffix('s').unwrap_or(lemma);
        choice.iter().any(|c| *c == lemma || *c == singular)
            || scene.upos(i) == Upos::Propn && choice.iter().any(|c| c.eq_ignore_ascii_case(lemma))
    };
    choice.is_empty()
        || is(i)
        || scene.children(i).any(|c| match scene.relation(c) {
            Dependency::Conj => is(c),
            Dependency::Nmod => is(c) && is_quantity(scene, i),
            _ => false,
        })
}

/// "a series of talks", "hundreds of workers": the first noun only counts the second.
pub fn is_quantity(scene: &Scene<'_>, i: usize) -> bool {
    const QUANTITIES: [&str; 18] = [
        "series", "round", "number", "hundred", "thousand", "ten", "dozen", "group", "member", "million", "lot",
        "package", "ton", "tonne", "team", "string", "wave", "type",
    ];
    scene.upos(i) == Upos::Num || QUANTITIES.contains(&scene.lemma(i))
}

fn is_pronoun(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.lemma(i), "he" | "she" | "they" | "him" | "her" | "them" | "we" | "us" | "who" | "I" | "i")
        || scene.upos(i) == Upos::Pron && matches!(scene.lemma(i), "it" | "both" | "some" | "many" | "others")
}

/// "Russia's foreign policy", "the Khartoum side": nobody, but somebody's.
fn has_owner(scene: &Scene<'_>, i: usize) -> bool {
    scene.children(i).any(|child| {
        matches!(
            scene.relation(child),
            Dependency::NmodPoss | Dependency::Amod | Dependency::Compound | Dependency::Nmod
        ) && is_somebody(scene, child)
    })
}

/// Somebody does it, or a weapon; a fire and a train are no attackers, and people who "were killed" may have met with either.
fn is_attacked(scene: &Scene<'_>, clause: &Clause<'_>) -> bool {
    let weapon = |i: usize| in_set("weapons", scene.lemma(i)) || in_set("attack", scene.lemma(i));
    match clause.subject {
        Some(i) => is_somebody(scene, i) || is_pronoun(scene, i) || weapon(i),
        None => clause.behind.iter().any(|&(p, i)| matches!(p, "in" | "by" | "during" | "with") && weapon(i)),
    }
}

fn is_several(scene: &Scene<'_>, i: usize) -> bool {
    let plural = scene.upos(i) == Upos::Noun && scene.word(i).len() > scene.lemma(i).len();
    plural
        || matches!(scene.lemma(i), "they" | "we" | "both" | "people")
        || scene.child(i, |r| r == Dependency::Conj).is_some()
}

/// A word that hangs on the predicate or on one of its objects.
fn has_word(scene: &Scene<'_>, clause: &Clause<'_>, word: &str) -> bool {
    let under = |i: usize| {
        scene.children(i).any(|child| scene.lemma(child) == word || scene.word(child).eq_ignore_ascii_case(word))
    };
    under(clause.predicate)
        || clause.object.is_some_and(under)
        || clause.behind.iter().any(|&(_, i)| scene.lemma(i) == word || under(i))
        || clause.infinitive.is_some_and(|i| scene.lemma(i) == word)
}

/// Whether a subject can act: somebody, somebody's, a pronoun, or a weapon.
pub fn may_act(scene: &Scene<'_>, i: usize) -> bool {
    is_somebody(scene, i) || is_pronoun(scene, i) || has_owner(scene, i) || in_set("weapons", scene.lemma(i))
}
