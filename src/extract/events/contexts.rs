//! PLOVER contexts: what an event is about, by the words that tell it.

use crate::extract::actors::Scene;
use crate::record::Modality;
use crate::text::maps::HashMap;
use crate::text::{Span, rows};
use std::sync::LazyLock;

/// Contexts of one event at most.
const CONTEXTS_MAX: usize = 4;
/// Tokens of the evidence that are looked at.
const TOKENS_MAX: usize = 60;

/// Lemma → contexts.
static WORDS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Vec<&str>> = HashMap::default();
    for (context, lemmas) in rows(include_str!("contexts.tsv")).filter_map(|row| row.split_once('\t')) {
        lemmas.split(' ').for_each(|lemma| words.entry(lemma).or_default().push(context));
    }
    words
});

/// The contexts of the words of an event, those that most words speak of first.
pub fn of(scene: &Scene<'_>, evidence: Span, modality: Modality) -> Vec<String> {
    let first = scene.tokens.from_byte(evidence.begin);
    let last = scene.tokens.from_byte(evidence.end).min(first + TOKENS_MAX);
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for context in (first..last).filter_map(|i| WORDS.get(scene.lemma(i))).flatten() {
        match counts.iter_mut().find(|(known, _)| known == context) {
            Some((_, n)) => *n += 1,
            None => counts.push((context, 1)),
        }
    }
    counts.sort_by_key(|&(_, n)| std::cmp::Reverse(n));
    let special = match modality {
        Modality::Historical => Some("historical"),
        Modality::Hypothetical => Some("hypothetical"),
        _ => None,
    };
    let told = counts.into_iter().map(|(context, _)| context).take(CONTEXTS_MAX);
    told.chain(special).map(str::to_owned).collect()
}
