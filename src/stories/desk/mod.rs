//! The desk: article after article in the order of the stream, each put to its story.
//!
//! It waits for nothing and looks at no clock: the same articles in the same order give the same stories.

pub mod keys;
mod postings;
pub mod prior;
mod rarity;
mod sample;
mod sighting;
mod story;
mod vector;
mod window;

pub use sighting::{Excerpt, Sighting};

use crate::record::StoryRef;
use keys::Key;
use rarity::Rarity;
use sample::Board;
use story::Story;
use vector::Vector;
use window::Window;

/// From this share of the shorter text's runs of five words on, one text repeats another. Between editions of one report
/// and reports that only share background it was measured to divide best.
const REPEATED_MIN: f32 = 0.6;
/// Runs of words in common that make a repeat: a line under a picture is no text.
const REPEATED_RUNS_MIN: f32 = 12.0;
/// Articles that share keys with a new one and are looked at further, the likeliest of at most 16 times 16.
const CANDIDATES_MAX: usize = 64;
/// Articles whose texts are compared with that of a new one: the nearest by their heaviest words.
const COMPARED_MAX: usize = 8;
/// Stories that are compared with a new article.
const STORIES_MAX: usize = 12;

/// How much the desk may remember.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Seconds after which an article is forgotten; by the stream's time, so only where that is given.
    pub window_s: i64,
    pub memory_bytes_max: usize,
}

pub struct Desk {
    limits: Limits,
    window: Window,
    rarity: Rarity,
    board: Board,
    /// By place in the window, all 0 between two articles: how much of the article in hand each one shares.
    shared: Vec<f32>,
}

/// An article that is repeated.
struct Repeated {
    number: u64,
    share: f32,
}

impl Desk {
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            window: Window::default(),
            rarity: Rarity::default(),
            board: Board::default(),
            shared: Vec::new(),
        }
    }

    /// Puts the next article to its story. `at`: seconds since 1970 when the stream took it, if it came from one.
    pub fn place(&mut self, sighting: Sighting, at: Option<i64>) -> StoryRef {
        self.forget(at);
        let (vector, keys) = self.weigh(&sighting);
        let found = self.candidates(&keys);
        self.board.mark(&sighting.shingles);
        let repeated = self.repeated(&sighting, &found);
        let story = match repeated.as_ref().and_then(|r| self.window.article(r.number)) {
            Some(original) => Some(original.story),
            None => self.story_of(&vector, sighting.day, &found),
        };
        let told = self.tell(&sighting, &vector, story, repeated.as_ref());
        let story = story.unwrap_or_else(|| self.window.open(Story::new(told.id.clone())));
        self.window.add(sighting, &vector, &keys, story, at);
        told
    }

    /// Takes in an article whose story was told before: by whoever held the desk then.
    pub fn restore(&mut self, sighting: Sighting, at: Option<i64>, told: &StoryRef) {
        self.forget(at);
        let (vector, keys) = self.weigh(&sighting);
        let story = self.window.story_named(&told.id);
        let story = story.unwrap_or_else(|| self.window.open(Story::new(told.id.clone())));
        self.window.add(sighting, &vector, &keys, story, at);
    }

    /// Whether the record is in the window.
    pub fn knows(&self, record: &str) -> bool {
        self.window.article_named(record).is_some()
    }

    /// Articles in the window.
    pub fn articles(&self) -> usize {
        self.window.len()
    }

    /// Stories in the window.
    pub fn stories(&self) -> usize {
        self.window.stories()
    }

    /// Bytes that it takes, as far as they can be counted.
    pub fn bytes(&self) -> usize {
        self.window.bytes() + Rarity::BYTES
    }

    fn forget(&mut self, at: Option<i64>) {
        let bytes_max = self.limits.memory_bytes_max.saturating_sub(Rarity::BYTES);
        self.window.forget(at.map(|at| at - self.limits.window_s), bytes_max);
    }

    /// The article's vector, and the keys that it can be found by.
    fn weigh(&mut self, sighting: &Sighting) -> (Vector, Vec<(Key, f32)>) {
        let (words, entities) = (sighting.words.iter().map(|w| w.0), sighting.entities.iter().map(|e| e.0));
        self.rarity.count(sighting.language, words, entities);
        let vector = Vector::of(sighting, &self.rarity);
        let keys = vector.heaviest(postings::KEYS_MAX);
        (vector, keys)
    }

    /// Articles that share heavy keys with this one, the likeliest first.
    fn candidates(&mut self, keys: &[(Key, f32)]) -> Vec<(u64, f32)> {
        self.shared.resize(self.window.len(), 0.0);
        let mut numbers = Vec::new();
        for &(key, weight) in keys {
            for (place, number) in self.window.holding(key) {
                let Some(shared) = self.shared.get_mut(place) else { continue };
                if *shared == 0.0 {
                    numbers.push((place, number));
                }
                *shared += weight * weight;
            }
        }
        let take = |(place, number)| Some((number, std::mem::take(self.shared.get_mut(place)?)));
        let mut found: Vec<(u64, f32)> = numbers.into_iter().filter_map(take).collect();
        let order = |a: &(u64, f32), b: &(u64, f32)| b.1.total_cmp(&a.1).then(b.0.cmp(&a.0));
        if found.len() > CANDIDATES_MAX {
            found.select_nth_unstable_by(CANDIDATES_MAX, order);
            found.truncate(CANDIDATES_MAX);
        }
        found.sort_unstable_by(order);
        found
    }

    /// The earlier article whose text this one repeats.
    fn repeated(&self, sighting: &Sighting, found: &[(u64, f32)]) -> Option<Repeated> {
        if let Some(number) = sighting.exact.and_then(|exact| self.window.same_text(exact)) {
            return Some(Repeated { number, share: 1.0 });
        }
        let compared = found.iter().take(COMPARED_MAX).filter_map(|&(number, _)| {
            let (share, runs) = self.board.contained(&self.window.article(number)?.sample);
            (share >= REPEATED_MIN && runs >= REPEATED_RUNS_MIN).then_some(Repeated { number, share })
        });
        compared.max_by(|a, b| a.share.total_cmp(&b.share).then(b.number.cmp(&a.number)))
    }

    /// The story that draws the article most, if one does.
    fn story_of(&self, vector: &Vector, day: Option<i32>, found: &[(u64, f32)]) -> Option<usize> {
        let mut stories: Vec<usize> = Vec::with_capacity(STORIES_MAX);
        for story in found.iter().filter_map(|&(number, _)| self.window.article(number)).map(|article| article.story) {
            if !stories.contains(&story) {
                stories.push(story);
            }
            if stories.len() == STORIES_MAX {
                break;
            }
        }
        let pull = |&index: &usize| {
            let story = self.window.story(index)?;
            Some((index, story.pull(story.similarity(vector), day)))
        };
        let best = stories.iter().filter_map(pull).max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))?;
        (best.1 >= story::PULL_MIN).then_some(best.0)
    }

    fn tell(
        &self,
        sighting: &Sighting,
        vector: &Vector,
        story: Option<usize>,
        repeated: Option<&Repeated>,
    ) -> StoryRef {
        let original = repeated.and_then(|r| Some((self.window.article(r.number)?, r.share)));
        match (story.and_then(|index| self.window.story(index)), original) {
            (Some(story), Some((original, share))) => StoryRef {
                id: story.id.clone(),
                duplicate_of: Some(original.id.to_string()),
                similarity: hundredths(share),
                novelty: hundredths(1.0 - share),
            },
            (Some(story), None) => StoryRef {
                id: story.id.clone(),
                duplicate_of: None,
                similarity: hundredths(story.similarity(vector)),
                novelty: hundredths(story.novelty(vector)),
            },
            (None, _) => StoryRef { id: story::id(&sighting.id), duplicate_of: None, similarity: 0.0, novelty: 1.0 },
        }
    }
}

fn hundredths(share: f32) -> f64 {
    (f64::from(share.clamp(0.0, 1.0)) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests;
