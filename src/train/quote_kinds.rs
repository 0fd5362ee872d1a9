//! Learns the kinds of quotations: speech, words woven into a report, or marks that are not speech.

use copydesk::extract::quotes::{Lexicon, kind, pairs};
use copydesk::record::Document;
use copydesk::text::Span;
use std::fmt::Write;

/// Penalty of the squared weights, for a mean loss.
const L2: f64 = 0.001;
/// Steps of gradient descent with momentum: more change no third digit.
const STEPS: usize = 3000;
const RATE: f64 = 0.1;
const MOMENTUM: f64 = 0.9;
/// Set by hand: the corpus marks no headlines and no quotation inside another.
const BY_HAND: [(&str, [f64; 3]); 2] = [("nested", [-1.0, 0.0, 0.0]), ("headline", [-0.5, 0.5, 0.0])];
const HEAD: &str = "\
# Multinomial logistic regression over the features of kind.rs: feature, then its weight for direct, mixed, scare.
# Learned by `copydesk-train quotes` from the marked spans of 400 annotated news articles (the PolNeAR corpus, training part).
# `headline` and `nested` are set by hand: the corpus marks no headlines and no quotation inside another.
";

/// Features of a quotation and its kind: 0 direct, 1 mixed, 2 scare.
pub struct Example {
    features: kind::Features,
    class: usize,
}

/// The quotations of a document, with their kinds by the gold quotes that they are part of: its span, and whether all of it
/// stands between marks.
pub fn collect(document: &Document, gold: &[(Span, bool)], examples: &mut Vec<Example>) {
    let lexicon = Lexicon::of(document.language());
    for quoted in pairs::quoted(document).iter().filter(|q| q.depth == 0) {
        let class = match gold.iter().find(|(span, _)| holds(*span, quoted.inner)) {
            Some((_, true)) => 0,
            Some((_, false)) => 1,
            None => 2,
        };
        examples.push(Example { features: kind::read(&document.text, quoted, lexicon).0, class });
    }
}

/// Whether most of a quotation is part of a gold quote.
fn holds(gold: Span, quoted: Span) -> bool {
    let common = gold.end.min(quoted.end).saturating_sub(gold.begin.max(quoted.begin)) as usize;
    2 * common > quoted.len()
}

/// The table of weights as `weights.txt` has it.
pub fn learn(examples: &[Example]) -> String {
    let Some(first) = examples.first() else { return String::new() };
    let names: Vec<&str> = first.features.iter().map(|f| f.0).collect();
    let is_free = |name: &str| BY_HAND.iter().all(|(hand, _)| *hand != name);
    let rows: Vec<Vec<f64>> = examples
        .iter()
        .map(|e| e.features.iter().map(|&(name, value)| if is_free(name) { value } else { 0.0 }).collect())
        .collect();
    let mut weights = vec![[0.0f64; 3]; names.len()];
    let mut speed = weights.clone();
    for _ in 0..STEPS {
        let slopes = slopes(&rows, examples, &weights);
        for ((w, v), s) in weights.iter_mut().zip(&mut speed).zip(&slopes) {
            for k in 0..3 {
                v[k] = MOMENTUM * v[k] - RATE * s[k];
                w[k] += v[k];
            }
        }
    }
    let mut out = HEAD.to_owned();
    for (name, learned) in names.iter().zip(&weights) {
        let by_hand = BY_HAND.iter().find(|(hand, _)| hand == name);
        let [direct, mixed, scare] = by_hand.map_or(*learned, |(_, w)| *w);
        _ = writeln!(out, "{name} {direct:.3} {mixed:.3} {scare:.3}");
    }
    out
}

/// Slopes of the mean loss with its penalty.
fn slopes(rows: &[Vec<f64>], examples: &[Example], weights: &[[f64; 3]]) -> Vec<[f64; 3]> {
    let mut slopes: Vec<[f64; 3]> = weights.iter().map(|w| w.map(|w| L2 * w)).collect();
    let share = 1.0 / rows.len().max(1) as f64;
    for (row, example) in rows.iter().zip(examples) {
        let mut scores = [0.0f64; 3];
        for (value, w) in row.iter().zip(weights) {
            (0..3).for_each(|k| scores[k] += value * w[k]);
        }
        let top = scores.iter().copied().fold(f64::MIN, f64::max);
        let total: f64 = scores.iter().map(|s| (s - top).exp()).sum();
        for k in 0..3 {
            let error = (scores[k] - top).exp() / total - f64::from(u8::from(k == example.class));
            row.iter().zip(&mut slopes).for_each(|(value, s)| s[k] += share * error * value);
        }
    }
    slopes
}
