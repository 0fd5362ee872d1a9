//! From tokens to the labels of a whole article: scores, the memory of the article, the best chain of each sentence.

use super::chain::{LANES, Labelled, Scores};
use super::features::{self, Article, PLACES, REACH, Seen};
use super::labels::{LABELS, Part, split};
use super::model::NamesModel;
use crate::model::lanes::Features;
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

/// Scores of every token: sums over its own word and its neighbours, which are made once for each different word, and
/// over the place where they meet.
fn scores(tokens: &Tokens, model: &NamesModel<'_>) -> Vec<Scores> {
    let article = Article::of(tokens);
    let outside = std::iter::once(&Seen::NONE);
    let sums: Vec<Sums> = article.words.iter().chain(outside).map(|seen| Sums::of(seen, model)).collect();
    let mut all = Vec::with_capacity(tokens.len());
    for (n, sentence) in tokens.sentences.iter().enumerate() {
        for i in sentence.clone() {
            let around = article.around(n, sentence, i);
            let nothing = [0; LANES];
            let part = |place: usize| sums.get(around.at[place]).and_then(|sums| sums.0.get(place));
            let parts: [&Scores; PLACES] = std::array::from_fn(|place| part(place).unwrap_or(&nothing));
            let mut features = Features::default();
            features::of_place(&around, |feature| features.push(feature));
            let mut total = [0; LANES];
            model.lanes.add(&parts, &features, &model.weights, &mut total);
            total.iter_mut().skip(LABELS).for_each(|lane| *lane = i16::MIN);
            all.push(total);
        }
    }
    all
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
