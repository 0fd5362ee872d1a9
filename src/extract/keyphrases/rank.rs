//! How likely a reader is to choose a phrase: a handful of features, weighed.

use super::candidates::Candidate;
use crate::extract::tokens::rarity::{self, rarity};
use crate::record::{Document, EntityType};
use crate::text::maps::HashMap;
use crate::text::rows;
use crate::text::words::HashedMap;
use std::sync::LazyLock;

static WEIGHTS: LazyLock<Weights> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut cells = line.split_whitespace();
        Some((cells.next()?, cells.next()?.parse().ok()?))
    };
    Weights::of(&rows(include_str!("weights.txt")).filter_map(row).collect())
});

/// The weights of weights.txt.
struct Weights {
    bias: f32,
    /// By number of words, from one on.
    words: [f32; 4],
    whole_name: f32,
    proper: f32,
    times: f32,
    times_single: f32,
    times_rare: f32,
    parts: f32,
    common: f32,
    first: f32,
    person: f32,
    place: f32,
    group: f32,
    organization: f32,
    letters: f32,
    short: f32,
}

impl Weights {
    fn of(table: &HashMap<&str, f32>) -> Self {
        let of = |name| table.get(name).copied().unwrap_or(0.0);
        Self {
            bias: of("bias"),
            words: [0.0, of("two"), of("three"), of("four")],
            whole_name: of("whole_name"),
            proper: of("proper"),
            times: of("times"),
            times_single: of("times_single"),
            times_rare: of("times_rare"),
            parts: of("parts"),
            common: of("common"),
            first: of("first"),
            person: of("person"),
            place: of("place"),
            group: of("group"),
            organization: of("organization"),
            letters: of("letters"),
            short: of("short"),
        }
    }

    fn class(&self, class: Option<EntityType>) -> f32 {
        match class {
            Some(EntityType::Person) => self.person,
            Some(EntityType::Place) => self.place,
            Some(EntityType::Group) => self.group,
            Some(EntityType::Organization) => self.organization,
            _ => 0.0,
        }
    }
}

/// Rarity up to which a word is common, and beyond which it gains no more; what the other features are divided by.
const COMMON: f32 = 3.0;
const RARE: f32 = 7.0;
const FIRST: f32 = 3.0;
const LETTERS: f32 = 10.0;
/// Letters of a word that is short.
const SHORT: usize = 3;

/// The probability of each candidate.
pub fn scores(document: &Document, candidates: &[Candidate<'_>]) -> Vec<f64> {
    let times = times(candidates);
    let logit = |candidate: &Candidate<'_>| logit(document, candidate, &times);
    candidates.iter().map(|c| 1.0 / (1.0 + (-f64::from(logit(c))).exp())).collect()
}

/// How often each single word stands in the text.
fn times(candidates: &[Candidate<'_>]) -> HashedMap<f32> {
    let singles = candidates.iter().filter_map(|c| match c.words {
        &[word] => Some((word, c.places.len() as f32)),
        _ => None,
    });
    singles.collect()
}

fn logit(document: &Document, candidate: &Candidate<'_>, times: &HashedMap<f32>) -> f32 {
    let w = &*WEIGHTS;
    let tokens = &document.layers.tokens;
    let place = candidate.places.first().cloned().unwrap_or_default();
    let rarities = place.clone().map(|i| rarity(tokens.word(i).lower).unwrap_or(rarity::UNKNOWN));
    let (sum, least) = rarities.fold((0.0, f32::MAX), |(sum, least), r| (sum + r, f32::min(least, r)));
    let rare = (sum / place.len().max(1) as f32).min(RARE) / 3.0;
    let often = (candidate.places.len().max(candidate.named) as f32).ln();
    let single = candidate.words.len() == 1;
    let own = if single {
        let letters = tokens.spans.get(place.start).map_or(0, |span| span.of(&document.text).chars().count());
        let short = if letters <= SHORT { w.short } else { 0.0 };
        let proper = if candidate.proper { w.proper } else { 0.0 };
        w.times_single * often + w.letters * letters as f32 / LETTERS + short + proper
    } else {
        let parts = candidate.words.iter().map(|word| times.get(word).copied().unwrap_or(1.0));
        let name = if candidate.whole_name { w.whole_name } else { 0.0 };
        w.parts * parts.fold(f32::MAX, f32::min).ln() + name
    };
    w.bias
        + w.words.get(candidate.words.len().saturating_sub(1)).copied().unwrap_or(0.0)
        + own
        + w.class(candidate.class)
        + often * (w.times + w.times_rare * rare)
        + w.common * (COMMON - least).max(0.0)
        + w.first * (1.0 + place.start as f32).ln() / FIRST
}
