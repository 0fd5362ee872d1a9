//! How sure an event is: asserted, future, hypothetical, negated, historical or hearsay, and who vouches for it.
//!
//! What stands beside the predicate counts first (auxiliaries, negations, "if"), then every predicate above it, one after the
//! other, with what governors.tsv says of each. The least sure word wins.

use super::beside::beside;
use super::clause::{Clause, antecedent, is_infinitive};
use crate::extract::actors::Scene;
use crate::record::{Dependency, Modality, Upos};
use crate::text::maps::HashMap;
use crate::text::rows;
use std::sync::LazyLock;

/// Predicates above an event that are looked at; sentences nest no deeper.
const CLIMB_MAX: usize = 8;

/// How sure an event is, and the token of who says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sureness {
    pub modality: Modality,
    pub said_by: Option<usize>,
    /// "will", "would", "plan to": announced, whatever else is said of it.
    pub announced: bool,
}

/// What a predicate does to the events in its complement.
#[derive(Clone, Copy, PartialEq)]
enum Effect {
    Kept,
    Said,
    Makes(Modality),
}

const EFFECTS: [(&str, Effect); 6] = [
    ("kept", Effect::Kept),
    ("said", Effect::Said),
    ("future", Effect::Makes(Modality::Future)),
    ("hypothetical", Effect::Makes(Modality::Hypothetical)),
    ("negated", Effect::Makes(Modality::Negated)),
    ("hearsay", Effect::Makes(Modality::Hearsay)),
];

static GOVERNORS: LazyLock<HashMap<&'static str, Effect>> = LazyLock::new(|| {
    let mut governors = HashMap::default();
    for (name, lemmas) in rows(include_str!("governors.tsv")).filter_map(|row| row.split_once('\t')) {
        let Some(&(_, effect)) = EFFECTS.iter().find(|(effect, _)| *effect == name) else { continue };
        for lemma in lemmas.split(' ') {
            governors.entry(lemma).or_insert(effect);
        }
    }
    governors
});

/// Least sure last.
fn doubt(modality: Modality) -> u8 {
    match modality {
        Modality::Asserted => 0,
        Modality::Historical => 1,
        Modality::Hearsay => 2,
        Modality::Future => 3,
        Modality::Hypothetical => 4,
        Modality::Negated => 5,
    }
}

impl Sureness {
    /// Told as a fact, by the text itself.
    pub const ASSERTED: Self = Self { modality: Modality::Asserted, said_by: None, announced: false };

    /// Takes a modality if it is less sure than the one that is known.
    pub fn lower(&mut self, modality: Modality) {
        self.announced |= modality == Modality::Future;
        if doubt(modality) > doubt(self.modality) {
            self.modality = modality;
        }
    }
}

/// How sure the event at a token is; `speech` tells the types that are acts of speech, which a purpose does not make less sure.
pub fn sureness(scene: &Scene<'_>, event: usize, speech: bool) -> Sureness {
    let mut sure = Sureness::ASSERTED;
    let mut at = event;
    let mut nominal = scene.upos(event) != Upos::Verb;
    beside(scene, at, &mut sure);
    if nominal && scene.child(at, |r| r == Dependency::Det).is_some_and(|det| scene.lemma(det) == "no") {
        sure.lower(Modality::Negated);
    }
    for _ in 0..CLIMB_MAX {
        let Some(head) = scene.head(at) else { break };
        if !climb(scene, Step::of(scene, at, head), nominal, speech, &mut sure) {
            break;
        }
        nominal = scene.upos(head) == Upos::Noun;
        at = head;
    }
    if sure.modality == Modality::Asserted && is_history(scene, event) {
        sure.lower(Modality::Historical);
    }
    sure
}

/// Predicates above an event that are searched for a tale of the past.
const HISTORY_CLIMB_MAX: usize = 12;

/// Told only to describe somebody or something, and of a time before: "soldiers who *had fought* in the war, when …".
fn is_history(scene: &Scene<'_>, event: usize) -> bool {
    use Dependency::*;
    let mut at = event;
    let mut before = false;
    for _ in 0..HISTORY_CLIMB_MAX {
        let had = |c: &usize| scene.relation(*c) == Aux && scene.word(*c).eq_ignore_ascii_case("had");
        before |= scene.children(at).any(|c| had(&c));
        let Some(head) = scene.head(at) else { return false };
        if before && matches!(scene.relation(at), AclRelcl | AdvclRelcl) {
            return true;
        }
        at = head;
    }
    false
}

/// A step from a word up to the one that it hangs on.
#[derive(Clone, Copy)]
struct Step {
    at: usize,
    head: usize,
    effect: Option<Effect>,
}

impl Step {
    fn of(scene: &Scene<'_>, at: usize, head: usize) -> Self {
        Self { at, head, effect: GOVERNORS.get(scene.lemma(head)).copied() }
    }

    /// Whether the word above reports what somebody says.
    fn is_said(self) -> bool {
        matches!(self.effect, Some(Effect::Said | Effect::Makes(Modality::Hearsay)))
    }
}

/// Lets one predicate or noun above speak; answers whether those above it are heard too.
fn climb(scene: &Scene<'_>, step: Step, nominal: bool, speech: bool, sure: &mut Sureness) -> bool {
    use Dependency::*;
    let Step { at, head, effect } = step;
    match scene.relation(at) {
        Conj => {
            let own = scene.child(at, |r| r.is_subject() || matches!(r, Aux | AuxPass)).is_some();
            if !own {
                beside(scene, head, sure);
            }
            true
        }
        // "no evidence that …"
        Acl | Ccomp if scene.upos(head) == Upos::Noun && is_denied(scene, head) => {
            sure.lower(Modality::Hypothetical);
            true
        }
        Ccomp | Parataxis if step.is_said() => {
            vouch(scene, step, sure);
            true
        }
        Ccomp if antecedent(scene, at).is_some() => false,
        // What stands before is a clause of its own ("The union had demanded more; the firm had offered less").
        Ccomp if at > head => {
            apply(scene, step, sure);
            true
        }
        // "has yet to arrest"
        Xcomp | Csubj | Advcl if is_yet(scene, at, head) => {
            sure.lower(Modality::Negated);
            false
        }
        Xcomp | Csubj => {
            complement(scene, step, sure);
            true
        }
        Advcl | Acl if is_infinitive(scene, at) => {
            match effect {
                Some(_) => apply(scene, step, sure),
                None if speech => {}
                None => sure.lower(Modality::Hypothetical),
            }
            true
        }
        Advcl if scene.child(at, |r| r.is_subject()).is_none() => {
            conditions(scene, head, sure);
            false
        }
        Obj | Nsubj | NsubjPass | Obl | Nmod if nominal => through(scene, step, sure),
        _ => false,
    }
}

/// An infinitive or gerund under the predicate that it completes.
fn complement(scene: &Scene<'_>, step: Step, sure: &mut Sureness) {
    let Step { at, head, effect } = step;
    if scene.word(head) == "going" && is_infinitive(scene, at) || scene.lemma(head) == "be" {
        sure.lower(Modality::Future);
    } else if scene.upos(head) == Upos::Adj && effect.is_none() {
        // "It would be wrong to attack"
        sure.lower(Modality::Hypothetical);
    }
    if scene.upos(head) == Upos::Verb && step.is_said() {
        // "is said to have fled"
        sure.lower(Modality::Hearsay);
    } else {
        apply(scene, step, sure);
    }
    beside(scene, head, sure);
}

/// An event that is a noun, under the verb or noun above it.
fn through(scene: &Scene<'_>, step: Step, sure: &mut Sureness) -> bool {
    let Step { at, head, effect } = step;
    let given = is_given(scene, at);
    match effect {
        Some(Effect::Makes(modality)) => {
            if !(given && modality == Modality::Hypothetical) {
                sure.lower(modality);
            }
        }
        Some(Effect::Said) => {}
        _ if !given => {}
        _ => return false,
    }
    if !given || matches!(effect, Some(Effect::Kept | Effect::Makes(_))) {
        beside(scene, head, sure);
        return true;
    }
    false
}

/// "the attack", "Russia's attack": spoken of as something that took place.
fn is_given(scene: &Scene<'_>, noun: usize) -> bool {
    scene.children(noun).any(|child| match scene.relation(child) {
        Dependency::Det => matches!(scene.lemma(child), "the" | "this" | "that" | "these" | "those"),
        Dependency::NmodPoss => true,
        _ => false,
    })
}

/// "has yet to", "are yet to".
fn is_yet(scene: &Scene<'_>, at: usize, head: usize) -> bool {
    let yet = |i: usize| scene.children(i).any(|c| scene.lemma(c) == "yet");
    matches!(scene.lemma(head), "have" | "be") && is_infinitive(scene, at) && (yet(head) || yet(at))
}

/// "no evidence", "little reason".
fn is_denied(scene: &Scene<'_>, noun: usize) -> bool {
    scene.children(noun).any(|c| matches!(scene.lemma(c), "no" | "little" | "any" | "without"))
}

/// What a predicate does to its complement, and what negates or weakens the predicate itself.
fn apply(scene: &Scene<'_>, step: Step, sure: &mut Sureness) {
    if let Some(Effect::Makes(modality)) = step.effect {
        sure.lower(modality);
    }
    beside(scene, step.head, sure);
}

/// Somebody says so.
fn vouch(scene: &Scene<'_>, step: Step, sure: &mut Sureness) {
    if step.effect == Some(Effect::Makes(Modality::Hearsay)) {
        sure.lower(Modality::Hearsay);
    }
    let mut own = Sureness::ASSERTED;
    beside(scene, step.head, &mut own);
    if own.modality == Modality::Negated {
        sure.lower(Modality::Hearsay);
    }
    if sure.said_by.is_none() {
        sure.said_by = Clause::of_verb(scene, step.head).subject;
    }
}

/// The conditions of a predicate weigh on what goes along with it too.
fn conditions(scene: &Scene<'_>, head: usize, sure: &mut Sureness) {
    let mut own = Sureness::ASSERTED;
    beside(scene, head, &mut own);
    if own.modality != Modality::Hearsay {
        sure.lower(own.modality);
    }
}
