//! From tokens to the labels of a whole article: scores, the memory of the article, the best chain of each sentence.

use super::chain::{LANES, Labelled, Scores};
use super::features::{self, Around, Article, PLACES, REACH, Seen};
use super::labels::{LABELS, Part, split};
use super::model::NamesModel;
use crate::model::lanes::{Sum, Summing};
use crate::record::Tokens;
use crate::text::Span;
use crate::text::words::HashedMap;

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
pub fn find(tokens: &Tokens, model: &NamesModel) -> Vec<Found> {
    let near = near_capitals(tokens);
    let mut scores = scores(tokens, model, &near);
    remember(tokens, &near, &mut scores, model.memory);
    let (mut found, mut begin) = (Vec::new(), 0);
    for sentence in &tokens.sentences {
        let end = begin + near.get(begin..).unwrap_or_default().partition_point(|&i| (i as usize) < sentence.end);
        let (near, scores) = (near.get(begin..end).unwrap_or_default(), scores.get(begin..end).unwrap_or_default());
        begin = end;
        if !near.is_empty() {
            let scored = near.iter().map(|&i| i as usize - sentence.start).zip(scores);
            collect(&model.chain.read(sentence.len(), scored), sentence.start, &mut found);
        }
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

/// Tokens that are farther than this from the next capital are in no name: 4 of 1,000 names of the training sets have such.
const NAME_REACH: usize = 3;

/// The tokens that have a word with a capital near enough in their sentence that they may be in a name.
fn near_capitals(tokens: &Tokens) -> Vec<u32> {
    let mut near = Vec::with_capacity(tokens.len());
    for sentence in &tokens.sentences {
        let mut begin = sentence.start;
        for i in sentence.clone().filter(|&i| tokens.word(i).case.is_capitalised()) {
            let end = (i + NAME_REACH + 1).min(sentence.end);
            near.extend((i.saturating_sub(NAME_REACH).max(begin)..end).map(|i| i as u32));
            begin = end;
        }
    }
    near
}

/// Scores of the tokens that are near a capital: what their words add, and the place where they meet.
fn scores(tokens: &Tokens, model: &NamesModel, near: &[u32]) -> Vec<Scores> {
    let article = Article::of(tokens);
    let around = arounds(tokens, &article, near);
    let of_words = Words::around(&around, &article, model);
    let mut summing = Summing::new(model.lanes, &model.weights, near.len());
    for around in &around {
        features::of_place(around, |feature| summing.push(feature));
        let parts: [_; PLACES] = std::array::from_fn(|place| of_words.at(around.at[place], place));
        summing.end(&parts);
    }
    let mut scores = summing.finish();
    for scores in &mut scores {
        scores.0.iter_mut().skip(LABELS).for_each(|lane| *lane = i16::MIN);
    }
    scores
}

/// What stands around each of some tokens, given in their order.
fn arounds<'a>(tokens: &Tokens, article: &'a Article<'_>, near: &[u32]) -> Vec<Around<'a>> {
    let mut sentences = tokens.sentences.iter().enumerate().peekable();
    let of = |&i: &u32| {
        let i = i as usize;
        while sentences.next_if(|(_, sentence)| sentence.end <= i).is_some() {}
        sentences.peek().map(|(n, sentence)| article.around(*n, sentence, i))
    };
    near.iter().filter_map(of).collect()
}

/// What words add to the scores of tokens around them, summed once for each different word.
struct Words {
    /// Which of the words each is, counted from 1; 0 for one that stands near no capital.
    numbers: Vec<u32>,
    /// [`PLACES`] sums a word.
    sums: Vec<Sum<LANES>>,
}

impl Words {
    fn around(arounds: &[Around<'_>], article: &Article<'_>, model: &NamesModel) -> Self {
        let mut numbers = vec![0; article.words.len() + 1];
        let mut words = Vec::new();
        for &word in arounds.iter().flat_map(|around| &around.at) {
            if let Some(number) = numbers.get_mut(word).filter(|number| **number == 0) {
                words.push(article.words.get(word).unwrap_or(&Seen::NONE));
                *number = words.len() as u32;
            }
        }
        let mut summing = Summing::new(model.lanes, &model.weights, words.len() * PLACES);
        for seen in words {
            for offset in -REACH..=REACH {
                match offset {
                    0 => features::of_word(seen, |feature| summing.push(feature)),
                    _ => features::of_neighbour(seen, offset, |feature| summing.push(feature)),
                }
                summing.end(&[]);
            }
        }
        Self { numbers, sums: summing.finish() }
    }

    /// What a word adds to the scores of the token that sees it in a place.
    fn at(&self, word: usize, place: usize) -> &Sum<LANES> {
        let number = self.numbers.get(word).and_then(|number| (*number as usize).checked_sub(1));
        number.and_then(|number| self.sums.get(number * PLACES + place)).unwrap_or(&Sum::ZERO)
    }
}

/// One thing is read the same way all through an article: a capitalised token's score is mixed with the mean over all
/// occurrences of its word.
fn remember(tokens: &Tokens, near: &[u32], scores: &mut [Scores], share: f32) {
    let mut sums: HashedMap<([i32; LANES], u32)> = HashedMap::default();
    let word = |i: u32| tokens.word_of.get(i as usize).map_or(u64::MAX, |&word| u64::from(word));
    let capitalised = |i: u32| tokens.word(i as usize).case.is_capitalised();
    for (&i, scores) in near.iter().zip(scores.iter()).filter(|(i, _)| capitalised(**i)) {
        let (sum, n) = sums.entry(word(i)).or_insert(([0; LANES], 0));
        sum.iter_mut().zip(&scores.0).for_each(|(sum, score)| *sum += i32::from(*score));
        *n += 1;
    }
    for (&i, scores) in near.iter().zip(scores).filter(|(i, _)| capitalised(**i)) {
        let Some((sum, n)) = sums.get(&word(i)).filter(|(_, n)| *n > 1) else { continue };
        let mean = share / *n as f32;
        let mixed = |score: i16, sum: i32| ((1.0 - share) * f32::from(score) + mean * sum as f32) as i16;
        scores.0.iter_mut().zip(sum).for_each(|(score, sum)| *score = mixed(*score, *sum));
    }
}
