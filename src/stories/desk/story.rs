//! One story: the sum of its articles, and how closely they belong together.

use super::vector::Vector;
use crate::record::hex;
use sha2::{Digest, Sha256};

/// Keys of the sum that are kept, heaviest first: three times those of one article.
const KEYS_MAX: usize = 192;

/// An article joins a story whose articles it is this near to on average, see [`Story::pull`].
pub const PULL_MIN: f32 = 0.155;
/// A story whose articles are near to each other (short reports of one event) wants nearer ones than one whose articles
/// are far apart (long ones, of many days): by this share of the difference to an average story.
const COHESION_COUNTS: f32 = 0.75;
/// How near the articles of an average story are to each other; counts as one pair in each story.
const COHESION: f32 = 0.3;
/// A looser story than this is no looser: else one that has drifted apart would draw everything, and drift on. So no article
/// joins one to whose articles it is not 0.1175 near.
const COHESION_LEAST: f32 = 0.25;
/// Taken off for each doubling of the days since the story's last article, from the third day on, at most `DAYS_OFF_MAX`.
const DAYS_OFF: f32 = 0.01;
const DAYS_OFF_MAX: f32 = 0.05;
const DAYS: f32 = 3.0;

#[derive(Debug)]
pub struct Story {
    pub id: String,
    sum: Vector,
    articles: u32,
    /// Nearness of all pairs of its articles, added up.
    pairs: f64,
    /// Articles of it in the window.
    pub present: u32,
    /// Publication of its newest article.
    day: Option<i32>,
}

impl Story {
    pub fn new(id: String) -> Self {
        Self { id, sum: Vector::default(), articles: 0, pairs: 0.0, present: 0, day: None }
    }

    pub fn add(&mut self, article: &Vector, day: Option<i32>) {
        self.pairs += f64::from(self.sum.dot(article));
        self.sum.add(article, KEYS_MAX);
        self.articles += 1;
        self.present += 1;
        self.day = self.day.max(day);
    }

    /// The average similarity of an article to those of the story, 0 to 1.
    pub fn similarity(&self, article: &Vector) -> f32 {
        self.sum.dot(article) / (self.articles as f32).max(1.0)
    }

    /// How strongly an article of this similarity is drawn to the story.
    pub fn pull(&self, similarity: f32, day: Option<i32>) -> f32 {
        let pairs = f64::from(self.articles) * (f64::from(self.articles) - 1.0) / 2.0;
        let cohesion = (self.pairs as f32 + COHESION) / (pairs as f32 + 1.0);
        similarity - COHESION_COUNTS * (cohesion.max(COHESION_LEAST) - COHESION) - self.days_off(day)
    }

    fn days_off(&self, day: Option<i32>) -> f32 {
        let (Some(last), Some(day)) = (self.day, day) else { return 0.0 };
        let days = last.abs_diff(day) as f32;
        (DAYS_OFF * (1.0 + days / DAYS).log2()).min(DAYS_OFF_MAX)
    }

    /// How much of an article is new to those who know the story, 0 to 1.
    pub fn novelty(&self, article: &Vector) -> f32 {
        1.0 - article.covered_by(&self.sum)
    }

    /// Bytes that it takes.
    pub fn bytes(&self) -> usize {
        size_of::<Self>() + self.id.capacity() + self.sum.bytes()
    }
}

/// The id of the story that begins with this record: the same wherever and whenever it is begun.
pub fn id(record: &str) -> String {
    /// 64 bits: among a million stories two ids meet with a chance of 1 in 30 million.
    const BYTES: usize = 8;
    let digest = Sha256::digest(format!("story\u{1f}{record}"));
    hex(digest.get(..BYTES).unwrap_or_default())
}
