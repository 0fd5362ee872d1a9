//! How rare a word is: by a table for English, and by what the desk has seen itself.

use super::keys::Key;
use super::prior;
use crate::extract::fingerprint::words::{hash, mix};
use crate::text::words::HashedMap;

/// The table counts as so many articles that were seen: soon enough the desk's own stream says what is common in it.
const PRIOR_ARTICLES: f32 = 2000.0;
/// Share of articles that a word is in of which nothing is known: a word that is not in the table is in fewer than 10 of
/// 6,287 articles.
const UNKNOWN_SHARE: f32 = 0.001;
/// Counters in each of two rows (count-min, Cormode and Muthukrishnan 2005): the 60,000 words of a day's news take each
/// slot once, and the smaller of two counts is seldom another's.
const SLOTS: usize = 1 << 16;
/// Articles after which all counts are halved: what was common long ago fades.
const HALVED_AFTER: u32 = 1 << 16;
/// Languages that are counted apart; those beyond share one count.
const LANGUAGES_MAX: usize = 64;
/// Entities have no table. The desk is taken to have seen so many articles without them.
const ENTITY_ARTICLES: f32 = 50.0;

/// Counts of what was seen.
pub struct Rarity {
    counts: Box<[u32]>,
    articles: HashedMap<u32>,
    all: u32,
    english: u64,
}

impl Default for Rarity {
    fn default() -> Self {
        let english = hash(b"en");
        Self { counts: vec![0; 2 * SLOTS].into(), articles: HashedMap::default(), all: 0, english }
    }
}

impl Rarity {
    /// Bytes that it takes, always.
    pub const BYTES: usize = 2 * SLOTS * 4;

    /// Takes note of the words and entities of one article.
    pub fn count(&mut self, language: u64, words: impl Iterator<Item = Key>, entities: impl Iterator<Item = Key>) {
        let language = self.known(language);
        *self.articles.entry(language).or_default() += 1;
        self.all += 1;
        let keys = words.map(|key| (language, key)).chain(entities.map(|key| (0, key)));
        for (language, key) in keys {
            for slot in slots(language, key) {
                if let Some(count) = self.counts.get_mut(slot) {
                    *count += 1;
                }
            }
        }
        if self.all >= HALVED_AFTER {
            self.halve();
        }
    }

    fn halve(&mut self) {
        self.counts.iter_mut().for_each(|count| *count /= 2);
        self.articles.values_mut().for_each(|count| *count /= 2);
        self.all /= 2;
    }

    /// Languages beyond the limit are one.
    fn known(&self, language: u64) -> u64 {
        let room = self.articles.len() < LANGUAGES_MAX || self.articles.contains_key(&language);
        if room { language } else { 0 }
    }

    /// Inverse document frequency of words of one language (Spärck Jones 1972).
    pub fn of_words(&self, language: u64) -> impl Fn(Key) -> f32 + '_ {
        let english = language == self.english;
        let language = self.known(language);
        let articles = self.articles.get(&language).copied().unwrap_or(0) as f32;
        move |key| {
            let prior = if english { prior::share(key) } else { None }.unwrap_or(UNKNOWN_SHARE);
            let seen = self.seen(language, key);
            ((PRIOR_ARTICLES + articles + 1.0) / (PRIOR_ARTICLES * prior + seen + 1.0)).ln().max(0.0)
        }
    }

    /// The same of entities.
    pub fn of_entity(&self, key: Key) -> f32 {
        ((ENTITY_ARTICLES + self.all as f32) / (self.seen(0, key) + 1.0)).ln().max(0.0)
    }

    fn seen(&self, language: u64, key: Key) -> f32 {
        let counts = slots(language, key).map(|slot| self.counts.get(slot).copied().unwrap_or(0));
        counts[0].min(counts[1]) as f32
    }
}

/// Where a key is counted: once in each row.
fn slots(language: u64, key: Key) -> [usize; 2] {
    let h = mix(language ^ u64::from(key));
    [h as usize % SLOTS, SLOTS + (h >> 32) as usize % SLOTS]
}
