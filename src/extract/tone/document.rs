//! The tone of a whole text: how far its good words outweigh its bad ones, or the other way round.
//!
//! A report of a disaster is bad news, and that is what its tone says; words of war and law alone, which no writer can do
//! without, count little, so that an even report of them stays neutral.

use super::lexicon::{Charge, Class};
use super::scene::Scene;
use crate::extract::hundredths;
use crate::record::{Dependency, Document, Tone, ToneLabel, Upos};

/// What a class counts for the whole text, at strength 2: opinions in full, events less, what is only near them least.
const WEIGHTS: [(Class, f64); 11] = [
    (Class::Good, 1.0),
    (Class::Bad, -1.0),
    (Class::Praise, 0.5),
    (Class::Blame, -0.5),
    (Class::Merit, 0.6),
    (Class::Vice, -0.8),
    (Class::Harm, -1.0),
    (Class::War, -0.1),
    (Class::Relief, 0.8),
    (Class::Standing, 0.1),
    (Class::Taint, -0.2),
];
/// A headline is written to say what matters.
const HEADLINE: f64 = 3.0;
/// A turned word says half the opposite: "not good" is less than "bad".
const TURNED: f64 = -0.5;
/// Every so many words of a text could have carried tone; if few did, the text has little of it.
const WORDS: f64 = 20.0;
/// What weighs less than two plain words in all is no evidence, however short the text.
const EVIDENCE: f64 = 2.0;
/// Scores nearer to zero than this are no tone; set by reading a handful of reports of good, bad and even news.
const NEUTRAL: f64 = 0.2;

/// The tone of the text, from -1 to 1.
pub fn tone(document: &Document, scene: &Scene<'_>) -> Tone {
    let headline = document.headline.map_or(0, |headline| headline.end);
    let tokens = &scene.layers.tokens;
    let (mut good, mut bad) = (0.0, 0.0);
    for (i, charge) in scene.charged(0..tokens.len()).filter(|(i, charge)| counts(scene, *i, *charge)) {
        let in_headline = tokens.spans.get(i).is_some_and(|span| span.end <= headline);
        let weight = value(charge) * if in_headline { HEADLINE } else { 1.0 };
        let weight = if is_turned(scene, i) { weight * TURNED } else { weight };
        if weight > 0.0 { good += weight } else { bad -= weight }
    }
    let score = hundredths((good - bad) / (good + bad + tokens.len() as f64 / WORDS).max(EVIDENCE)) + 0.0; // no "-0"
    let label = if score <= -NEUTRAL {
        ToneLabel::Negative
    } else if score >= NEUTRAL {
        ToneLabel::Positive
    } else {
        ToneLabel::Neutral
    };
    Tone { label, score }
}

/// Words of deeds count as verbs alone: "trains" are mostly no training.
fn counts(scene: &Scene<'_>, i: usize, charge: Charge) -> bool {
    let is_deed = matches!(charge.class, Class::Praise | Class::Blame | Class::Merit | Class::Vice);
    !is_deed || scene.layers.tags.upos(i) == Upos::Verb
}

fn value(charge: Charge) -> f64 {
    let weight = WEIGHTS.iter().find(|row| row.0 == charge.class).map_or(0.0, |row| row.1);
    weight * f64::from(charge.strength) / 2.0
}

/// Whether a word is negated: itself, or the word that it describes ("no good reason").
fn is_turned(scene: &Scene<'_>, i: usize) -> bool {
    let trees = &scene.layers.trees;
    let described = trees.head(i).filter(|_| matches!(trees.relation(i), Dependency::Amod | Dependency::Advmod));
    scene.is_negated(i) || described.is_some_and(|head| scene.is_negated(head))
}
