//! Parts of speech, by a linear-chain conditional random field, and lemmas.

pub mod features;
pub mod lemmas;

use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::model::lanes::{Lanes, Sum, Summing};
use crate::model::linear::{Linear, STEPS};
use crate::model::{Model, ModelError, Reader};
use crate::record::{Document, Layer, LayerKind, Tags, Tokens, Upos};
use crate::text::words::{HashedMap, Word};
use features::{REACH, Seen};
use lemmas::Lemmas;
use std::sync::LazyLock;

pub const KIND: &str = "tags";
pub const MODEL_VERSION: &str = "2026.11-1";

pub const EXTRACTOR: Extractor = Extractor {
    name: "tags",
    version: "1",
    needs: &[LayerKind::Language, LayerKind::Tokens],
    fills: &[LayerKind::Tags],
    reads: Reads::English,
    models: &[("tags", MODEL_VERSION)],
    extract,
};

/// `None` only where the build's own asset is broken, which a test excludes.
static TAGGER: LazyLock<Option<Tagger<'static>>> =
    LazyLock::new(|| Tagger::read(include_bytes!("../../../assets/tags.model")).ok());

/// Parts of speech and lemmas of a document's tokens: [`Layer::Tags`].
pub fn extract(document: &Document, _: &Knowledge) -> Layer {
    let tagger = TAGGER.as_ref();
    Layer::Tags(tagger.map(|tagger| tagger.tags(&document.text, &document.layers.tokens)).unwrap_or_default())
}

/// Parts of speech, and some more so that eight at a time make up all.
const LANES: usize = Upos::COUNT.next_multiple_of(8);
/// A score for each part of speech, in steps of 2^-[`STEPS`]; behind them stands [`i16::MIN`].
type Scores = [i16; LANES];
/// What a word adds: to its own scores, and as a neighbour 2 and 1 before, 1 and 2 behind.
const PLACES: usize = 1 + 2 * REACH as usize;

/// Payload of a model of kind "tags", little-endian: transitions f32, 18 rows (the last is the beginning of a sentence)
/// of 17, then the weights, then the lemmas.
pub struct Tagger<'a> {
    /// `[from][to]`.
    transitions: [Scores; Upos::COUNT + 1],
    weights: Linear,
    lanes: Lanes,
    lemmas: Lemmas<'a>,
}

impl<'a> Tagger<'a> {
    pub fn read(file: &'a [u8]) -> Result<Self, ModelError> {
        let mut reader = Reader::new(Model::read(file, KIND)?.payload);
        let mut transitions = [[i16::MIN; LANES]; Upos::COUNT + 1];
        for weight in transitions.iter_mut().flat_map(|row| row.iter_mut().take(Upos::COUNT)) {
            *weight = (reader.f32()? * (1 << STEPS) as f32) as i16;
        }
        let weights = Linear::read(&mut reader)?;
        if weights.labels() != Upos::COUNT {
            return Err(ModelError::Payload("a tagger with another number of parts of speech"));
        }
        let lemmas = Lemmas::read(&mut reader)?;
        reader.finish()?;
        Ok(Self { transitions, weights, lanes: Lanes::default(), lemmas })
    }

    /// What each token of `text` is.
    pub fn tags(&self, text: &str, tokens: &Tokens) -> Tags {
        let upos = self.upos(tokens);
        let (lemma_of, lemmas) = self.lemmas(text, tokens, &upos);
        Tags::new(upos, lemma_of, lemmas)
    }

    /// The parts of speech of the tokens.
    pub fn upos(&self, tokens: &Tokens) -> Vec<Upos> {
        let words = features::words(tokens);
        let mut scores = self.scores(tokens, &words, &self.of_words(&words));
        let mut out = Vec::with_capacity(tokens.len());
        for sentence in &tokens.sentences {
            self.best(scores.get_mut(sentence.clone()).unwrap_or_default(), &mut out);
        }
        out
    }

    /// What each different word adds, [`PLACES`] sums each; in the last place what no word adds.
    fn of_words(&self, words: &[Seen<'_>]) -> Vec<Sum<LANES>> {
        let mut summing = Summing::new(self.lanes, &self.weights, (words.len() + 1) * PLACES);
        for seen in words.iter().chain([&Seen::NONE]) {
            features::of_word(seen, |feature| summing.push(feature));
            summing.end(&[]);
            for offset in [-2, -1, 1, 2] {
                features::of_neighbour(seen, offset, |feature| summing.push(feature));
                summing.end(&[]);
            }
        }
        summing.finish()
    }

    /// The scores of each token: what its words add, and the places where they meet.
    fn scores(&self, tokens: &Tokens, words: &[Seen<'_>], of_words: &[Sum<LANES>]) -> Vec<Sum<LANES>> {
        let mut summing = Summing::new(self.lanes, &self.weights, tokens.len());
        for sentence in &tokens.sentences {
            for i in sentence.clone() {
                let word = |offset| tokens.word_at(sentence, i, offset).unwrap_or(words.len());
                let at = [word(-2), word(-1), word(0), word(1), word(2)];
                let seen = [at[1], at[2], at[3]].map(|word| words.get(word).copied().unwrap_or(Seen::NONE));
                features::of_place(&seen, |feature| summing.push(feature));
                let part = |place: usize, word: usize| of_words.get(word * PLACES + place).unwrap_or(&Sum::ZERO);
                summing.end(&[part(0, at[2]), part(1, at[0]), part(2, at[1]), part(3, at[3]), part(4, at[4])]);
            }
        }
        summing.finish()
    }

    /// Appends the best labelling of a sentence (Viterbi); `scores` become those of the best way to each label, less that
    /// of the best of all, so that long sentences stay within the range.
    fn best(&self, scores: &mut [Sum<LANES>], out: &mut Vec<Upos>) {
        let mut before: Option<Scores> = None;
        for Sum(here) in scores.iter_mut() {
            let mut best = match before {
                None => self.transitions[Upos::COUNT],
                Some(_) => [i16::MIN; LANES],
            };
            for (score, row) in before.iter().flatten().zip(&self.transitions).take(Upos::COUNT) {
                best.iter_mut().zip(row).for_each(|(best, step)| *best = (*best).max(score.saturating_add(*step)));
            }
            here.iter_mut().zip(best).for_each(|(score, best)| *score = score.saturating_add(best));
            here.iter_mut().skip(Upos::COUNT).for_each(|score| *score = i16::MIN);
            let top = here.iter().copied().max().unwrap_or(0);
            here.iter_mut().for_each(|score| *score = score.saturating_sub(top));
            before = Some(*here);
        }
        let begin = out.len();
        let mut label: Option<usize> = None;
        for Sum(here) in scores.iter().rev() {
            // The way back is found again instead of remembered: one label a token against seventeen.
            let step = |from: usize| label.and_then(|to| self.transitions.get(from)?.get(to)).copied().unwrap_or(0);
            let ways = (0..Upos::COUNT).zip(here).map(|(from, score)| (from, score.saturating_add(step(from))));
            let best = ways.fold((0, i16::MIN), |a, b| if b.1 > a.1 { b } else { a });
            label = Some(best.0);
            out.push(Upos::of_index(best.0));
        }
        if let Some(sentence) = out.get_mut(begin..) {
            sentence.reverse();
        }
    }

    /// The lemma of each pair of word and part of speech, and which of them each token has.
    fn lemmas(&self, text: &str, tokens: &Tokens, upos: &[Upos]) -> (Vec<u32>, Vec<String>) {
        let mut known: HashedMap<u32> = HashedMap::default();
        known.reserve(tokens.words.len() * 5 / 4);
        let mut lemmas = Vec::with_capacity(tokens.words.len() * 5 / 4);
        let each = tokens.spans.iter().zip(&tokens.word_of).zip(upos);
        let of = each.map(|((span, &word), &upos)| {
            *known.entry(u64::from(word) << 8 | upos as u64).or_insert_with(|| {
                let seen = tokens.words.get(word as usize).unwrap_or(&Word::NONE);
                lemmas.push(self.lemmas.lemma(span.of(text), seen, upos));
                lemmas.len() as u32 - 1
            })
        });
        (of.collect(), lemmas)
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
