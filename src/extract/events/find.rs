//! Every event of a document: the frames that hold, without those that another event speaks of.

use super::clause::{self, Clause};
use super::dictionary::{self, Frame};
use super::modality::{Sureness, sureness};
use super::parties::{self, Parties};
use super::{matching, nominal, obligation, outlook};
use crate::extract::actors::Scene;
use crate::record::{Dependency, Modality, Upos};
use std::ops::Range;

/// An event before it becomes one of the record. Parties are numbers of entities.
#[derive(Clone, Debug)]
pub struct Found {
    /// Token of the trigger.
    pub trigger: usize,
    /// Token of the predicate whose words are the evidence.
    pub predicate: usize,
    pub class: &'static str,
    pub mode: Option<&'static str>,
    pub cameo: &'static str,
    pub rule: String,
    pub actors: Parties,
    pub recipients: Parties,
    pub sure: Sureness,
    pub sentence: usize,
}

/// Relations between an event and one that speaks of it, at most.
const ABSORBED_STEPS_MAX: usize = 6;

/// The events of a document in the order of the text.
pub fn events(scene: &Scene<'_>) -> Vec<Found> {
    let mut all = Vec::new();
    for (n, sentence) in scene.tokens.sentences.iter().enumerate() {
        let sentence = sentence.start..sentence.end.min(scene.len());
        let candidates = candidates(scene, sentence.clone());
        let triggers: Vec<usize> = candidates.iter().map(|c| c.0.predicate).collect();
        let praised = |i: usize| {
            let at = candidates.binary_search_by_key(&i, |c| c.0.predicate).ok();
            let frame = at.and_then(|n| candidates.get(n)).and_then(|c| c.1.class);
            matches!(frame, Some("SUPPORT" | "ACCUSE"))
        };
        let mut found: Vec<Found> = sentence.filter_map(|i| obligation::request(scene, i, &triggers, n)).collect();
        let asked: Vec<usize> = found.iter().map(|f| f.predicate).collect();
        for (clause, frame) in &candidates {
            let is_asked =
                asked.binary_search(&clause.predicate).is_ok() || is_absorbed(scene, clause.predicate, &asked);
            let is_owned =
                nominal::is_owned(scene, clause.predicate) && scene.head(clause.predicate).is_some_and(praised);
            if !is_asked && (is_owned || !is_absorbed(scene, clause.predicate, &triggers)) {
                found.extend(read(scene, clause, frame, n));
            }
        }
        found.sort_by_key(|f| f.trigger);
        all.append(&mut found);
    }
    all
}

type Candidate<'a> = (Clause<'a>, &'static Frame);

/// Words of a sentence whose frames hold; rows of the type NONE hold too, so that they keep others away, but are left out here.
fn candidates<'a>(scene: &Scene<'a>, sentence: Range<usize>) -> Vec<Candidate<'a>> {
    let of = |i: usize| {
        let (clause, frames) = match scene.upos(i) {
            Upos::Verb if is_told_by(scene, i) => (None, dictionary::verb(scene.lemma(i))?),
            Upos::Adj if scene.child(i, |r| r == Dependency::Cop).is_some() => {
                (None, dictionary::verb(scene.lemma(i))?)
            }
            Upos::Noun if nominal::is_verb(scene, i) => (None, dictionary::verb(scene.lemma(i))?),
            Upos::Noun if nominal::stands_alone(scene, i) => {
                (Some(Clause::of_noun(scene, i)), dictionary::noun(scene.lemma(i))?)
            }
            _ => return None,
        };
        let clause = clause.unwrap_or_else(|| Clause::of_verb(scene, i));
        let frame = matching::first(scene, &clause, frames)?;
        frame.class.map(|_| (clause, frame))
    };
    sentence.filter_map(of).collect()
}

/// Whether a verb tells something itself: not "the *banned* party", nor "weapons *seized* last year" without who seized them.
fn is_told_by(scene: &Scene<'_>, verb: usize) -> bool {
    match scene.relation(verb) {
        Dependency::Amod | Dependency::Compound | Dependency::Aux => false,
        Dependency::Acl => {
            let bare = clause::is_past_participle(scene, verb) && scene.child(verb, |r| r == Dependency::Obj).is_none();
            !bare || scene.children(verb).any(|c| scene.preposition(c) == "by")
        }
        _ => true,
    }
}

/// Whether an event is only what another one of the sorted `triggers` speaks of: "threatened to *attack*", "demanded the *withdrawal*".
fn is_absorbed(scene: &Scene<'_>, event: usize, triggers: &[usize]) -> bool {
    use Dependency::*;
    let mut at = event;
    for _ in 0..ABSORBED_STEPS_MAX {
        let Some(head) = scene.head(at) else { return false };
        match scene.relation(at) {
            Ccomp if clause::antecedent(scene, at).is_some() => return false,
            Obj | Xcomp | Nmod | NmodPoss | Ccomp | Conj => {}
            NsubjPass => {}
            Obl => {}
            Acl | Advcl if scene.child(at, |r| r == Mark).is_some_and(|m| is_absorbing(scene.lemma(m))) => {}
            _ => return false,
        }
        if triggers.binary_search(&head).is_ok() && scene.relation(at) != Conj {
            return true;
        }
        at = head;
    }
    false
}

/// "accused of *attacking*", "blamed for *killing*", "barred from *visiting*", "in order to *seize*".
fn is_absorbing(mark: &str) -> bool {
    matches!(mark, "to" | "of" | "for" | "from" | "against" | "into")
}

fn read(scene: &Scene<'_>, clause: &Clause<'_>, frame: &'static Frame, sentence: usize) -> Option<Found> {
    let class = frame.class?;
    let mut actors = parties::actors(scene, clause, frame);
    let recipients = parties::recipients(scene, clause, frame);
    let is_noun = scene.upos(clause.predicate) == Upos::Noun;
    let silent = clause.subject.is_some_and(|s| !matching::may_act(scene, s));
    if actors.is_empty() && (silent || recipients.is_empty() && is_noun) {
        return None;
    }
    let recipients: Parties = recipients.into_iter().filter(|r| !actors.contains(r)).collect();
    let speech = matches!(class, "REQUEST" | "ACCUSE" | "SUPPORT" | "REJECT" | "PROTEST" | "AGREE" | "THREATEN");
    let mut sure = sureness(scene, clause.predicate, speech);
    // Of nobody, or thought of without saying whom: nothing that anybody could use.
    let known = usize::from(!actors.is_empty()) + usize::from(!recipients.is_empty());
    if known == 0 || known == 1 && sure.modality == Modality::Hypothetical {
        return None;
    }
    actors.truncate(parties::PARTIES_MAX);
    let outlook = outlook::of(class, frame.mode, frame.cameo, &mut sure);
    Some(Found {
        trigger: nominal::trigger(scene, clause, frame),
        predicate: nominal::light_verb(scene, clause.predicate).unwrap_or(clause.predicate),
        class: outlook.class,
        mode: outlook.mode,
        cameo: outlook.cameo,
        rule: frame.name.clone(),
        actors,
        recipients,
        sure,
        sentence,
    })
}

/// Whether an event is told as a fact.
pub fn is_told(found: &Found) -> bool {
    matches!(found.sure.modality, Modality::Asserted | Modality::Historical)
}
