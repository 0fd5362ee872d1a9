//! How sure an event is: asserted, future, hypothetical, negated, historical or hearsay, and who vouches for it.
//!
//! What stands beside the predicate counts first (auxiliaries, negations, "if"), then every predicate above it, one after the
//! other, with what governors.tsv says of each. The least sure word wins.

use crate::extract::actors::Scene;
use crate::record::{Dependency, Modality, Upos};
use crate::text::rows;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Predicates above an event that are looked at; sentences nest no deeper.
const CLIMB_MAX: usize = 8;

/// How sure an event is, and the token of who says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sureness {
    pub modality: Modality,
    pub said_by: Option<usize>,
    /// "had fought": before the time that the text tells of.
    pub before: bool,
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

const MODALITIES: [(&str, Modality); 5] = [
    ("future", Modality::Future),
    ("hypothetical", Modality::Hypothetical),
    ("negated", Modality::Negated),
    ("hearsay", Modality::Hearsay),
    ("historical", Modality::Historical),
];

static GOVERNORS: LazyLock<HashMap<&'static str, Effect>> = LazyLock::new(|| {
    let mut governors = HashMap::new();
    for (name, lemmas) in rows(include_str!("governors.tsv")).filter_map(|row| row.split_once('\t')) {
        let Some(&(_, effect)) = EFFECTS.iter().find(|(effect, _)| *effect == name) else { continue };
        for lemma in lemmas.split(' ') {
            governors.entry(lemma).or_insert(effect);
        }
    }
    governors
});

static MODIFIERS: LazyLock<HashMap<&'static str, Modality>> = LazyLock::new(|| {
    let lines = rows(include_str!("modifiers.tsv")).filter_map(|row| row.split_once('\t'));
    let known = lines.filter_map(|(name, lemmas)| Some((MODALITIES.iter().find(|m| m.0 == name)?.1, lemmas)));
    known.flat_map(|(modality, lemmas)| lemmas.split(' ').map(move |lemma| (lemma, modality))).collect()
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
    fn lower(&mut self, modality: Modality) {
        self.announced |= modality == Modality::Future;
        if doubt(modality) > doubt(self.modality) {
            self.modality = modality;
        }
    }
}

/// How sure the event at a token is; `speech` tells the types that are acts of speech, which a purpose does not make less sure.
pub fn sureness(scene: &Scene<'_>, event: usize, speech: bool) -> Sureness {
    let mut sure = Sureness { modality: Modality::Asserted, said_by: None, before: false, announced: false };
    let mut at = event;
    let mut nominal = scene.upos(event) != Upos::Verb;
    beside(scene, at, &mut sure);
    if nominal && scene.child(at, |r| r == Dependency::Det).is_some_and(|det| scene.lemma(det) == "no") {
        sure.lower(Modality::Negated);
    }
    for _ in 0..CLIMB_MAX {
        let Some(head) = scene.head(at) else { break };
        let relation = scene.relation(at);
        if !climb(scene, at, head, relation, nominal, speech, &mut sure) {
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

/// Lets one predicate or noun above speak; answers whether those above it are heard too.
fn climb(
    scene: &Scene<'_>,
    at: usize,
    head: usize,
    relation: Dependency,
    nominal: bool,
    speech: bool,
    sure: &mut Sureness,
) -> bool {
    use Dependency::*;
    let effect = GOVERNORS.get(scene.lemma(head)).copied();
    match relation {
        Conj => {
            let own = scene.child(at, |r| r.is_subject() || matches!(r, Aux | AuxPass)).is_some();
            if !own {
                beside(scene, head, sure);
            }
            true
        }
        Ccomp | Parataxis => {
            if matches!(effect, Some(Effect::Said | Effect::Makes(Modality::Hearsay))) {
                vouch(scene, head, effect, sure);
                return true;
            }
            // What stands before is a clause of its own ("The union had demanded more; the firm had offered less").
            if relation == Parataxis || at < head {
                return false;
            }
            apply(scene, head, effect, sure);
            true
        }
        Xcomp | Csubj => {
            if scene.upos(head) == Upos::Verb && matches!(effect, Some(Effect::Said | Effect::Makes(Modality::Hearsay)))
            {
                // "is said to have fled"
                sure.lower(Modality::Hearsay);
            } else {
                apply(scene, head, effect, sure);
            }
            beside(scene, head, sure);
            true
        }
        Advcl | Acl if is_marked_to(scene, at) => {
            match effect {
                Some(_) => apply(scene, head, effect, sure),
                None if speech => {}
                None => sure.lower(Modality::Hypothetical),
            }
            true
        }
        Advcl => {
            if scene.child(at, |r| r.is_subject()).is_none() {
                conditions(scene, head, sure);
            }
            false
        }
        Obj | Nsubj | NsubjPass | Obl | Nmod if nominal => through(scene, at, head, effect, sure),
        Acl if scene.word(at).ends_with("ing") => false,
        _ => false,
    }
}

/// An event that is a noun, under the verb or noun above it.
fn through(scene: &Scene<'_>, at: usize, head: usize, effect: Option<Effect>, sure: &mut Sureness) -> bool {
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

fn is_marked_to(scene: &Scene<'_>, at: usize) -> bool {
    scene.child(at, |r| r == Dependency::Mark).is_some_and(|mark| scene.lemma(mark) == "to")
}

/// What a predicate does to its complement, and what negates or weakens the predicate itself.
fn apply(scene: &Scene<'_>, head: usize, effect: Option<Effect>, sure: &mut Sureness) {
    if let Some(Effect::Makes(modality)) = effect {
        sure.lower(modality);
    }
    beside(scene, head, sure);
}

/// Somebody says so.
fn vouch(scene: &Scene<'_>, head: usize, effect: Option<Effect>, sure: &mut Sureness) {
    if effect == Some(Effect::Makes(Modality::Hearsay)) {
        sure.lower(Modality::Hearsay);
    }
    let mut own = Sureness { modality: Modality::Asserted, said_by: None, before: false, announced: false };
    beside(scene, head, &mut own);
    if own.modality == Modality::Negated {
        sure.lower(Modality::Hearsay);
    }
    if sure.said_by.is_none() {
        sure.said_by = super::clause::Clause::of_verb(scene, head).subject;
    }
}

/// Auxiliaries, negations, conditions and adverbs that hang on a predicate.
fn beside(scene: &Scene<'_>, at: usize, sure: &mut Sureness) {
    use Dependency::*;
    let mut subject_seen = false;
    for child in scene.children(at) {
        let lemma = scene.lemma(child);
        match scene.relation(child) {
            Aux => auxiliary(scene, at, child, lemma, subject_seen, sure),
            Advmod | Amod | Det | Case | Cc | CcPreconj | Compound => {
                let modality = MODIFIERS.get(lemma).copied();
                let counts = scene.relation(child) != Det || lemma == "no" || lemma == "neither";
                if let Some(modality) = modality.filter(|_| counts) {
                    sure.lower(modality);
                }
            }
            Mark => mark(scene, child, lemma, sure),
            Advcl => condition(scene, child, sure),
            Nsubj | NsubjPass | Obj => {
                subject_seen |= scene.relation(child) != Obj;
                let none = matches!(lemma, "nobody" | "none" | "nothing" | "neither")
                    || scene.child(child, |r| r == Det).is_some_and(|det| matches!(scene.lemma(det), "no" | "neither"));
                if none {
                    sure.lower(Modality::Negated);
                }
            }
            _ => {}
        }
    }
    if scene.head(at).is_none() && is_question(scene, at) {
        sure.lower(Modality::Hypothetical);
    }
}

fn auxiliary(scene: &Scene<'_>, at: usize, child: usize, lemma: &str, subject_seen: bool, sure: &mut Sureness) {
    match lemma {
        "will" | "shall" | "'ll" | "’ll" => sure.lower(Modality::Future),
        "would" | "'d" => {
            // What somebody "said it would" do is to come.
            let reported = matches!(scene.relation(at), Dependency::Ccomp);
            sure.lower(if reported { Modality::Future } else { Modality::Hypothetical });
        }
        "can" | "could" | "may" | "might" | "should" | "must" | "ought" | "need" => sure.lower(Modality::Hypothetical),
        "have" if scene.word(child).eq_ignore_ascii_case("had") => {
            sure.before = true;
            // "Had the talks collapsed, …"
            let inverted = !subject_seen && scene.child(at, Dependency::is_subject).is_some_and(|s| s > child);
            if inverted && matches!(scene.relation(at), Dependency::Advcl) {
                sure.lower(Modality::Hypothetical);
            }
        }
        _ => {}
    }
}

fn mark(scene: &Scene<'_>, child: usize, lemma: &str, sure: &mut Sureness) {
    match lemma {
        "if" | "unless" | "whether" | "lest" | "provided" | "until" | "till" => sure.lower(Modality::Hypothetical),
        "in" if scene.child(child, |r| r == Dependency::Fixed).is_some_and(|f| scene.lemma(f) == "case") => {
            sure.lower(Modality::Hypothetical);
        }
        "without" | "before" if lemma == "without" => sure.lower(Modality::Negated),
        "instead" | "rather" => sure.lower(Modality::Negated),
        _ => {}
    }
}

/// What holds under a condition only: "If a new fee is proposed, Quebec will support it."
fn condition(scene: &Scene<'_>, clause: usize, sure: &mut Sureness) {
    let marked = scene.child(clause, |r| r == Dependency::Mark);
    let conditional = marked.is_some_and(|mark| matches!(scene.lemma(mark), "if" | "unless" | "provided"));
    let had = scene.child(clause, |r| r == Dependency::Aux);
    let inverted = had.is_some_and(|had| {
        scene.word(had).eq_ignore_ascii_case("had")
            && scene.child(clause, Dependency::is_subject).is_some_and(|s| s > had)
    });
    if conditional && sure.modality == Modality::Future || inverted {
        sure.lower(Modality::Hypothetical);
    }
}

/// The conditions of a predicate weigh on what goes along with it too.
fn conditions(scene: &Scene<'_>, head: usize, sure: &mut Sureness) {
    let mut own = Sureness { modality: Modality::Asserted, said_by: None, before: false, announced: false };
    beside(scene, head, &mut own);
    if own.modality != Modality::Hearsay {
        sure.lower(own.modality);
    }
}

/// Whether the sentence of a predicate ends with a question mark: it stands last among what hangs on it.
fn is_question(scene: &Scene<'_>, at: usize) -> bool {
    let end = scene.trees.subtree(at).end;
    end.checked_sub(1).is_some_and(|last| scene.word(last) == "?")
}
