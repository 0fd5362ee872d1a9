//! From tokens to the labels of a whole article: scores, the memory of the article, the best chain of each sentence.

use super::chain::{LANES, Labelled, Scores};
use super::features::{self, Around, Article, PLACES, REACH, Seen};
use super::labels::{LABELS, OUTSIDE, Part, split};
use super::model::NamesModel;
use crate::model::lanes::Features;
use crate::record::Tokens;
use crate::text::Span;
use crate::text::words::HashedMap;
use std::ops::Range;

/// A name as the tagger sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Its first token, and the one behind its last.
    pub begin: usize,
    pub end: usize,
    /// Number of its class.
    pub class: usize,
    /// Least probability of its tokens' labels, not calibrated.
    pub probability: f32,
}

impl Found {
    /// A number that names of the same words share, whatever their case.
    pub fn key(&self, tokens: &Tokens) -> u64 {
        (self.begin..self.end).fold(0, |key: u64, i| key.rotate_left(7) ^ tokens.word(i).lower)
    }

    /// Where it stands, in bytes; `None` where it is no range of these tokens.
    pub fn span(&self, tokens: &Tokens) -> Option<Span> {
        let (first, last) = (tokens.spans.get(self.begin)?, tokens.spans.get(self.end.checked_sub(1)?)?);
        Some(Span { begin: first.begin, end: last.end })
    }
}

/// All names of an article, in the order of the text.
pub fn find(tokens: &Tokens, model: &NamesModel<'_>) -> Vec<Found> {
    let mut scores = scores(tokens, model);
    remember(tokens, &mut scores, model.memory);
    let mut found = Vec::new();
    for sentence in &tokens.sentences {
        let Some(scores) = scores.get(sentence.clone()) else { continue };
        collect(&model.chain.read(scores), sentence.start, &mut found);
    }
    found
}

/// The names of one sentence that begins at token `offset`.
fn collect(labels: &[Labelled], offset: usize, found: &mut Vec<Found>) {
    let (mut begin, mut least) = (0, 1f32);
    for (i, labelled) in labels.iter().enumerate() {
        let Some((class, part)) = split(labelled.label) else { continue };
        if matches!(part, Part::Begin | Part::Unit) {
            (begin, least) = (i, 1.0);
        }
        least = least.min(labelled.probability);
        if matches!(part, Part::Last | Part::Unit) {
            found.push(Found { begin: offset + begin, end: offset + i + 1, class, probability: least });
        }
    }
}

/// Scores of every token: sums over its own word and its neighbours, which are made once for each different word that is
/// near a name, and over the place where they meet.
fn scores(tokens: &Tokens, model: &NamesModel<'_>) -> Vec<Scores> {
    let article = Article::of(tokens);
    let outside = std::iter::once(&Seen::NONE);
    let mut words: Vec<Word<'_>> = article.words.iter().chain(outside).map(|seen| Word { seen, sums: None }).collect();
    let mut all = vec![NO_NAME; tokens.len()];
    for (n, sentence) in tokens.sentences.iter().enumerate() {
        let near = near_capitals(tokens, sentence);
        for (i, scores) in sentence.clone().zip(all.get_mut(sentence.clone()).unwrap_or_default()) {
            if near.get(i - sentence.start) == Some(&true) {
                *scores = at(&article.around(n, sentence, i), &mut words, model);
            }
        }
    }
    all
}

/// The scores of one token.
fn at(around: &Around<'_>, words: &mut [Word<'_>], model: &NamesModel<'_>) -> Scores {
    for &word in &around.at {
        words.get_mut(word).into_iter().for_each(|word| word.sum(model));
    }
    let nothing = [0; LANES];
    let parts: [&Scores; PLACES] = std::array::from_fn(|place| {
        let word = around.at.get(place).and_then(|&word| words.get(word));
        word.and_then(|word| word.sums.as_ref()?.0.get(place)).unwrap_or(&nothing)
    });
    let mut features = Features::default();
    features::of_place(around, |feature| features.push(feature));
    let mut total = [0; LANES];
    model.lanes.add(&parts, &features, &model.weights, &mut total);
    total.iter_mut().skip(LABELS).for_each(|lane| *lane = i16::MIN);
    total
}

/// Tokens that are farther than this from the next capital are in no name: 4 of 1,000 names of the training sets have such.
const NAME_REACH: usize = 3;

/// Scores of a token that is in no name.
const NO_NAME: Scores = {
    let mut scores = [i16::MIN; LANES];
    scores[OUTSIDE] = 0;
    scores
};

/// For each token of a sentence whether a word with a capital is near enough that it may be in a name.
fn near_capitals(tokens: &Tokens, sentence: &Range<usize>) -> Vec<bool> {
    let mut near = vec![false; sentence.len()];
    for i in sentence.clone().filter(|&i| tokens.word(i).case.is_capitalised()) {
        let at = i - sentence.start;
        let reach = at.saturating_sub(NAME_REACH)..(at + NAME_REACH + 1).min(near.len());
        near.get_mut(reach).into_iter().for_each(|near| near.fill(true));
    }
    near
}

/// A word of the article, and what it adds to the scores of tokens once that is needed.
struct Word<'a> {
    seen: &'a Seen,
    sums: Option<Box<Sums>>,
}

impl Word<'_> {
    fn sum(&mut self, model: &NamesModel<'_>) {
        self.sums.get_or_insert_with(|| Box::new(Sums::of(self.seen, model)));
    }
}

/// What a word adds to the scores of a token at each place.
struct Sums([[i16; LANES]; PLACES]);

impl Sums {
    fn of(seen: &Seen, model: &NamesModel<'_>) -> Self {
        let mut sums = [[0; LANES]; PLACES];
        for (offset, sums) in (-REACH..=REACH).zip(&mut sums) {
            let mut features = Features::default();
            if offset == 0 {
                features::of_word(seen, |feature| features.push(feature));
            } else {
                features::of_neighbour(seen, offset, |feature| features.push(feature));
            }
            model.lanes.add(&[], &features, &model.weights, sums);
        }
        Self(sums)
    }
}

/// One thing is read the same way all through an article: a capitalised token's score is mixed with the mean over all
/// occurrences of its word.
fn remember(tokens: &Tokens, scores: &mut [Scores], share: f32) {
    let mut sums: HashedMap<([i32; LANES], u32)> = HashedMap::default();
    let capitalised = |i: usize| tokens.word(i).case.is_capitalised();
    let word = |i: usize| tokens.word_of.get(i).map_or(u64::MAX, |&w| u64::from(w));
    for (i, scores) in scores.iter().enumerate().filter(|(i, _)| capitalised(*i)) {
        let (sum, n) = sums.entry(word(i)).or_insert(([0; LANES], 0));
        sum.iter_mut().zip(scores).for_each(|(sum, score)| *sum += i32::from(*score));
        *n += 1;
    }
    for (i, scores) in scores.iter_mut().enumerate().filter(|(i, _)| capitalised(*i)) {
        let Some((sum, n)) = sums.get(&word(i)).filter(|(_, n)| *n > 1) else { continue };
        let mean = share / *n as f32;
        let mixed = |score: i16, sum: i32| ((1.0 - share) * f32::from(score) + mean * sum as f32) as i16;
        scores.iter_mut().zip(sum).for_each(|(score, sum)| *score = mixed(*score, *sum));
    }
}
