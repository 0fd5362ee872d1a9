//! What somebody says others should do is a request: "The minister said Western powers should support Kestrania."

use super::clause::Clause;
use super::find::Found;
use super::modality::{Sureness, sureness};
use super::parties::{Parties, of_phrase};
use crate::extract::actors::Scene;
use crate::record::{Dependency, Upos};

/// Verbs that report what somebody says ought to be.
const SAYING: [&str; 17] = [
    "say",
    "add",
    "insist",
    "declare",
    "state",
    "argue",
    "stress",
    "emphasize",
    "emphasise",
    "tell",
    "maintain",
    "note",
    "reiterate",
    "announce",
    "believe",
    "suggest",
    "think",
];

/// The request at a predicate with "should" or "must", under a verb of saying with another subject.
pub fn request(scene: &Scene<'_>, verb: usize, triggers: &[usize], sentence: usize) -> Option<Found> {
    let modal = scene
        .child(verb, |r| r == Dependency::Aux)
        .filter(|_| matches!(scene.upos(verb), Upos::Verb | Upos::Adj | Upos::Noun))?;
    if !matches!(scene.lemma(modal), "should" | "must" | "ought") {
        return None;
    }
    let head = scene.head(verb)?;
    let said = matches!(scene.relation(verb), Dependency::Ccomp | Dependency::Parataxis);
    if !said || !SAYING.contains(&scene.lemma(head)) || triggers.binary_search(&head).is_ok() {
        return None;
    }
    let inner = Clause::of_verb(scene, verb);
    let (mut actors, mut recipients) = (Parties::new(), Parties::new());
    of_phrase(scene, Clause::of_verb(scene, head).subject?, &mut actors);
    for token in [inner.subject, inner.object.filter(|_| inner.passive)].into_iter().flatten() {
        if recipients.is_empty() {
            of_phrase(scene, token, &mut recipients);
        }
    }
    if actors.is_empty() || recipients.is_empty() || recipients.iter().any(|r| actors.contains(r)) {
        return None;
    }
    let above = sureness(scene, head, true);
    let negated = scene.children(verb).any(|c| matches!(scene.lemma(c), "not" | "n't" | "never"));
    Some(Found {
        trigger: modal,
        predicate: verb,
        class: "REQUEST",
        mode: None,
        cameo: if negated || scene.lemma(modal) == "must" { "100" } else { "020" },
        rule: format!("{} said", scene.lemma(modal)),
        actors,
        recipients,
        sure: Sureness { modality: above.modality, said_by: above.said_by, announced: false },
        sentence,
    })
}
