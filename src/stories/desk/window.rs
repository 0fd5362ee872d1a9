//! The recent articles, oldest first, and the stories that they belong to: all that the desk remembers.

use super::keys::Key;
use super::postings::Postings;
use super::sample::Sample;
use super::sighting::Sighting;
use super::story::Story;
use super::vector::Vector;
use crate::extract::fingerprint::words::hash;
use crate::text::words::HashedMap;
use std::collections::VecDeque;

/// An article in the window.
pub struct Article {
    pub id: Box<str>,
    pub story: usize,
    pub sample: Sample,
    keys: Box<[Key]>,
    exact: Option<u64>,
    /// Seconds since 1970 when the stream took it.
    at: Option<i64>,
}

#[derive(Default)]
pub struct Window {
    articles: VecDeque<Article>,
    /// Number of the oldest article; they are numbered from 1 as they come.
    first: u64,
    stories: Vec<Option<Story>>,
    free: Vec<usize>,
    postings: Postings,
    by_id: HashedMap<u64>,
    by_digest: HashedMap<u64>,
    /// Places of the stories, by the hash of their ids.
    named: HashedMap<usize>,
    /// Bytes of articles and stories, without the tables.
    held: usize,
}

/// Bytes of an entry in a table of numbers by hashes, with the room that the table keeps free.
const ENTRY_BYTES: usize = 2 * size_of::<(u64, u64)>();

impl Window {
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    pub fn stories(&self) -> usize {
        self.stories.len() - self.free.len()
    }

    /// Bytes that it takes, as far as they can be counted.
    pub fn bytes(&self) -> usize {
        let slots = self.stories.capacity() * size_of::<Option<Story>>() / 2; // what is not in use; the rest is counted
        let tables = (self.by_id.len() + self.by_digest.len() + self.named.len()) * ENTRY_BYTES + self.postings.bytes();
        self.held + slots + tables
    }

    pub fn article(&self, number: u64) -> Option<&Article> {
        self.articles.get(usize::try_from(number.checked_sub(self.first.max(1))?).ok()?)
    }

    pub fn story(&self, index: usize) -> Option<&Story> {
        self.stories.get(index)?.as_ref()
    }

    pub fn story_named(&self, id: &str) -> Option<usize> {
        let index = *self.named.get(&hash(id.as_bytes()))?;
        self.story(index).is_some_and(|story| story.id == id).then_some(index)
    }

    pub fn article_named(&self, record: &str) -> Option<&Article> {
        let found = self.article(*self.by_id.get(&hash(record.as_bytes()))?)?;
        (*found.id == *record).then_some(found)
    }

    /// The oldest article with this digest.
    pub fn same_text(&self, exact: u64) -> Option<u64> {
        self.by_digest.get(&exact).copied()
    }

    /// Articles that hold `key`: the place of each in the window, and its number.
    pub fn holding(&self, key: Key) -> impl Iterator<Item = (usize, u64)> + '_ {
        let first = self.first.max(1);
        // Only the lower half of a number is kept; the window is far smaller than what that tells apart.
        let place = move |&low: &u32| low.wrapping_sub(first as u32) as usize;
        let here = self.postings.of(key).iter().map(place).filter(|&place| place < self.articles.len());
        here.map(move |place| (place, first + place as u64))
    }

    /// A place for a new story.
    pub fn open(&mut self, story: Story) -> usize {
        self.held += story.bytes();
        let name = hash(story.id.as_bytes());
        let index = self.free.pop().unwrap_or(self.stories.len());
        match self.stories.get_mut(index) {
            Some(place) => *place = Some(story),
            None => self.stories.push(Some(story)),
        }
        self.named.insert(name, index);
        index
    }

    /// Adds an article to its story.
    pub fn add(&mut self, sighting: Sighting, vector: &Vector, keys: &[(Key, f32)], story: usize, at: Option<i64>) {
        let number = self.first.max(1) + self.articles.len() as u64;
        let keys: Box<[Key]> = keys.iter().map(|&(key, _)| key).collect();
        keys.iter().for_each(|&key| self.postings.add(key, number as u32));
        if let Some(story) = self.stories.get_mut(story).and_then(Option::as_mut) {
            self.held -= story.bytes();
            story.add(vector, sighting.day);
            self.held += story.bytes();
        }
        self.by_id.insert(hash(sighting.id.as_bytes()), number);
        if let Some(exact) = sighting.exact {
            self.by_digest.entry(exact).or_insert(number);
        }
        let sample = Sample::of(&sighting.shingles);
        let article = Article { id: sighting.id.into(), story, sample, keys, exact: sighting.exact, at };
        self.held += article.bytes();
        self.articles.push_back(article);
    }

    /// Forgets what came before `since` (seconds since 1970), and the oldest until all fits into `bytes_max`.
    pub fn forget(&mut self, since: Option<i64>, bytes_max: usize) {
        let old = |article: &Article| matches!((article.at, since), (Some(at), Some(since)) if at < since);
        while self.articles.front().is_some_and(|oldest| old(oldest) || self.bytes() > bytes_max) {
            self.forget_oldest();
        }
    }

    fn forget_oldest(&mut self) {
        let number = self.first.max(1);
        let Some(article) = self.articles.pop_front() else { return };
        self.first = number + 1;
        self.held -= article.bytes();
        article.keys.iter().for_each(|&key| self.postings.remove(key, number as u32));
        remove(&mut self.by_id, hash(article.id.as_bytes()), number);
        if let Some(exact) = article.exact {
            remove(&mut self.by_digest, exact, number);
        }
        self.leave(article.story);
    }

    /// One article less in a story; the last one takes it along.
    fn leave(&mut self, index: usize) {
        let Some(place) = self.stories.get_mut(index) else { return };
        let Some(story) = place else { return };
        story.present -= 1;
        if story.present == 0 {
            self.held -= story.bytes();
            let name = hash(story.id.as_bytes());
            *place = None;
            self.free.push(index);
            if self.named.get(&name) == Some(&index) {
                self.named.remove(&name);
            }
        }
    }
}

impl Article {
    fn bytes(&self) -> usize {
        size_of::<Self>() + self.id.len() + self.sample.bytes() + self.keys.len() * size_of::<Key>()
    }
}

fn remove(table: &mut HashedMap<u64>, key: u64, number: u64) {
    if table.get(&key) == Some(&number) {
        table.remove(&key);
    }
}
