//! What stands beside a predicate and says how sure it is: auxiliaries, negations, conditions, adverbs, times long ago.

use super::modality::Sureness;
use crate::extract::actors::Scene;
use crate::record::{Dependency, Modality, Upos};
use crate::text::maps::HashMap;
use crate::text::rows;
use std::sync::LazyLock;

const MODALITIES: [(&str, Modality); 5] = [
    ("future", Modality::Future),
    ("hypothetical", Modality::Hypothetical),
    ("negated", Modality::Negated),
    ("hearsay", Modality::Hearsay),
    ("historical", Modality::Historical),
];

static MODIFIERS: LazyLock<HashMap<&'static str, Modality>> = LazyLock::new(|| {
    let lines = rows(include_str!("modifiers.tsv")).filter_map(|row| row.split_once('\t'));
    let known = lines.filter_map(|(name, lemmas)| Some((MODALITIES.iter().find(|m| m.0 == name)?.1, lemmas)));
    known.flat_map(|(modality, lemmas)| lemmas.split(' ').map(move |lemma| (lemma, modality))).collect()
});

/// Auxiliaries, negations, conditions and adverbs that hang on a predicate.
pub fn beside(scene: &Scene<'_>, at: usize, sure: &mut Sureness) {
    use Dependency::*;
    let (mut subject_seen, mut conditional) = (false, false);
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
            Mark if lemma == "to" => {
                // "were to meet", "is to visit"
                let arranged = |c: usize| matches!(scene.relation(c), Aux | Cop | AuxPass) && scene.lemma(c) == "be";
                if scene.children(at).take_while(|&c| c < child).any(arranged) {
                    sure.lower(Modality::Future);
                }
            }
            Mark => mark(scene, child, lemma, sure),
            Obl | OblUnmarked | Nmod => circumstance(scene, child, lemma, sure),
            Advcl => conditional |= is_condition(scene, child, sure),
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
    // What "will" hold under a condition only: "If a new fee is proposed, Quebec will support it."
    if conditional && sure.modality == Modality::Future || scene.head(at).is_none() && is_question(scene, at) {
        sure.lower(Modality::Hypothetical);
    }
}

/// Wars and empires of the past, and those who vouch ("according to …").
fn circumstance(scene: &Scene<'_>, child: usize, lemma: &str, sure: &mut Sureness) {
    if scene.upos(child) == Upos::Propn && matches!(lemma, "War" | "Revolution" | "Empire" | "Reich" | "Crusades") {
        sure.lower(Modality::Historical);
    }
    if scene.upos(child) == Upos::Num && is_long_ago(scene, child) {
        sure.lower(Modality::Historical);
    }
    if sure.said_by.is_none() && scene.preposition(child).starts_with("accord") {
        sure.said_by = Some(child);
    }
}

/// A bare year behind "in" or "since", so many years before the article.
fn is_long_ago(scene: &Scene<'_>, child: usize) -> bool {
    let year = |text: &str| text.get(..4).and_then(|y| y.parse::<i32>().ok()).filter(|_| text.len() >= 4);
    let told = year(scene.word(child)).filter(|y| (1000..2100).contains(y) && scene.word(child).len() == 4);
    let published = scene.document.published.value.as_deref().and_then(year);
    matches!((told, published), (Some(told), Some(now)) if told + super::HISTORY_YEARS <= now)
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

/// Whether a clause is a condition; one that is contrary to fact ("Had the talks collapsed, …") settles it at once.
fn is_condition(scene: &Scene<'_>, clause: usize, sure: &mut Sureness) -> bool {
    let marked = scene.child(clause, |r| r == Dependency::Mark);
    let conditional = marked.is_some_and(|mark| matches!(scene.lemma(mark), "if" | "unless" | "provided"));
    let had = scene.child(clause, |r| r == Dependency::Aux);
    let inverted = had.is_some_and(|had| {
        scene.word(had).eq_ignore_ascii_case("had")
            && scene.child(clause, Dependency::is_subject).is_some_and(|s| s > had)
    });
    if inverted {
        sure.lower(Modality::Hypothetical);
    }
    conditional
}

/// Whether the sentence of a predicate ends with a question mark: it stands last among what hangs on it.
fn is_question(scene: &Scene<'_>, at: usize) -> bool {
    let end = scene.trees.subtree(at).end;
    end.checked_sub(1).is_some_and(|last| scene.word(last) == "?")
}
