//! A document with what its words say by themselves, and what is made of it at a place.

use super::features::{self, Place};
use super::model::{HIDDEN, HIDDEN_STEPS, LABELS, LANES, ToneModel, factor, share, softmax};
use super::regions::{self, REGIONS};
use super::scene::Scene;
use crate::model::lanes::{Sum, Summing};
use crate::model::linear::STEPS;
use std::ops::Range;

/// One document, with what its words say by themselves.
pub struct Reading<'s> {
    model: &'s ToneModel,
    scene: &'s Scene<'s>,
    /// Before each token, what all tokens so far say; then the sums of their words; then those of the quoted ones.
    said: Vec<Said>,
    words: Vec<Words>,
    quoted: Vec<Words>,
}

impl<'s> Reading<'s> {
    pub(super) fn new(model: &'s ToneModel, scene: &'s Scene<'s>) -> Self {
        let tokens = &scene.layers.tokens;
        let rows: Vec<_> = tokens.words.iter().map(|word| model.word(word.lower)).collect();
        let (mut word, mut quote) = (Words::default(), Words::default());
        let (mut words, mut quoted) = (vec![word], vec![quote]);
        for i in 0..tokens.len() {
            let seen = scene.seen(i);
            let row = tokens.word_of.get(i).and_then(|&word| *rows.get(word as usize)?);
            for (wanted, to) in [(seen.is_content, &mut word), (seen.is_content && seen.is_quoted, &mut quote)] {
                if let Some(row) = row.filter(|_| wanted) {
                    to.numbers.iter_mut().zip(row).for_each(|(sum, &x)| *sum += i32::from(x as i8));
                    to.n += 1;
                }
            }
            words.push(word);
            quoted.push(quote);
        }
        Self { model, scene, said: said(model, scene), words, quoted }
    }

    /// Probabilities of the tone towards what is mentioned at each place: negative, neutral, positive.
    pub fn tones<'p>(&self, places: impl Iterator<Item = &'p Place> + Clone) -> Vec<[f32; LABELS]> {
        let mut sums = Sums::new(self.model, places.clone().count());
        for place in places.clone() {
            features::of_place(self.scene, place, |feature| sums.push(feature));
            sums.end();
        }
        places.zip(sums.finish()).map(|(place, said)| self.tone(place, said)).collect()
    }

    fn tone(&self, place: &Place, mut said: Said) -> [f32; LABELS] {
        let window = place.window();
        said = said.plus(self.between(window.clone()));
        for mention in &place.mentions {
            said = said.minus(self.between(mention.start.max(window.start)..mention.end.min(window.end)));
        }
        let factor = factor(said.n.max(0) as usize) / (1 << STEPS) as f32;
        let mut logits = self.model.bias;
        logits.iter_mut().zip(said.steps).for_each(|(logit, step)| *logit += factor * step as f32);
        self.add_regions(place, &mut logits);
        softmax(logits)
    }

    fn between(&self, tokens: Range<usize>) -> Said {
        let at = |i: usize| self.said.get(i).copied().unwrap_or_default();
        if tokens.is_empty() { Said::default() } else { at(tokens.end).minus(at(tokens.start)) }
    }

    fn add_regions(&self, place: &Place, logits: &mut [f32; LABELS]) {
        let mut sums = [Words::default(); REGIONS];
        regions::of(self.scene, place, |part| {
            let table = if part.is_quoted { &self.quoted } else { &self.words };
            if let Some(sum) = sums.get_mut(part.region) {
                sum.add(table, &part.tokens, 1);
                place.mentions.iter().for_each(|mention| sum.add(table, &both(&part.tokens, mention), -1));
            }
        });
        let mut products = [[0.0; HIDDEN]; LABELS];
        for (sum, weights) in sums.iter().zip(&self.model.regions).filter(|row| row.0.n > 0) {
            let share = share(sum.n as f32) / HIDDEN_STEPS;
            let numbers = sum.numbers.map(|x| x as f32 * share);
            for (products, weights) in products.iter_mut().zip(weights) {
                products.iter_mut().zip(weights.iter().zip(numbers)).for_each(|(sum, (weight, x))| *sum += weight * x);
            }
        }
        logits.iter_mut().zip(products).for_each(|(logit, products)| *logit += products.iter().sum::<f32>());
    }
}

/// Before each token, what all tokens so far say by themselves: all of a lemma the same, but for those in names, which say
/// nothing.
fn said(model: &ToneModel, scene: &Scene<'_>) -> Vec<Said> {
    let mut of_lemma = vec![None; scene.layers.tags.lemmas.len()];
    let mut sums = Sums::new(model, of_lemma.len());
    let mut number = |i: usize| {
        let seen = scene.seen(i);
        if !seen.is_word && seen.charge.is_none() {
            return None;
        }
        let lemma = scene.layers.tags.lemma_of.get(i).and_then(|&lemma| of_lemma.get_mut(lemma as usize));
        let mut number = || {
            features::of_token(scene, i, |feature| sums.push(feature));
            sums.end()
        };
        Some(match lemma {
            Some(known) => *known.get_or_insert_with(number),
            None => number(),
        })
    };
    let numbers: Vec<Option<usize>> = (0..scene.layers.tokens.len()).map(&mut number).collect();
    let each = sums.finish();
    let mut sum = Said::default();
    let until = numbers.into_iter().map(|number| {
        sum = sum.plus(number.and_then(|number| each.get(number)).copied().unwrap_or_default());
        sum
    });
    std::iter::once(Said::default()).chain(until).collect()
}

/// Several sums of features, each with how many it has.
struct Sums<'s> {
    summing: Summing<'s, LANES>,
    /// Features of the next sum so far, and of those before it.
    n: i32,
    counts: Vec<i32>,
}

impl<'s> Sums<'s> {
    fn new(model: &'s ToneModel, room: usize) -> Self {
        Self { summing: model.summing(room), n: 0, counts: Vec::with_capacity(room) }
    }

    fn push(&mut self, feature: u64) {
        self.summing.push(feature);
        self.n += 1;
    }

    /// The number of the sum that has all its features.
    fn end(&mut self) -> usize {
        self.summing.end(&[]);
        self.counts.push(std::mem::take(&mut self.n));
        self.counts.len() - 1
    }

    fn finish(self) -> Vec<Said> {
        let said = |(Sum([a, b, c, _]), n): (Sum<LANES>, i32)| Said { steps: [a.into(), b.into(), c.into()], n };
        self.summing.finish().into_iter().zip(self.counts).map(said).collect()
    }
}

/// Weights of features, summed up, and how many features there were.
#[derive(Clone, Copy, Default)]
struct Said {
    steps: [i32; LABELS],
    n: i32,
}

impl Said {
    fn plus(self, other: Self) -> Self {
        let [a, b, c] = self.steps;
        let [x, y, z] = other.steps;
        Self { steps: [a + x, b + y, c + z], n: self.n + other.n }
    }

    fn minus(self, other: Self) -> Self {
        self.plus(Self { steps: other.steps.map(|x| -x), n: -other.n })
    }
}

/// The numbers of words, summed up, and how many there are.
#[derive(Clone, Copy, Default)]
struct Words {
    numbers: [i32; HIDDEN],
    n: i32,
}

impl Words {
    /// Adds what stands between two entries of a table of running sums, `times` over.
    fn add(&mut self, table: &[Words], tokens: &Range<usize>, times: i32) {
        if tokens.is_empty() {
            return;
        }
        let (Some(before), Some(behind)) = (table.get(tokens.start), table.get(tokens.end)) else { return };
        for (sum, (a, b)) in self.numbers.iter_mut().zip(before.numbers.iter().zip(behind.numbers)) {
            *sum += times * (b - a);
        }
        self.n += times * (behind.n - before.n);
    }
}

fn both(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.max(b.start)..a.end.min(b.end)
}
