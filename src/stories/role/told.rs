//! What was said before: the stories in the stream, by the records that they are of.

use super::message::RECORD_HEADER;
use crate::record::{StoryMessage, StoryRef};
use crate::transport::Page;
use std::collections::BTreeMap;

/// Stories that are remembered ahead of their records, in about 20 MB. At the limit no more are read until records catch up.
const AHEAD_MAX: usize = 100_000;

/// Whether there is a story of a record.
#[derive(Debug, PartialEq)]
pub enum Word {
    /// This one.
    Said(StoryRef),
    /// There was one, for later records have theirs; which is not known any more.
    Passed,
    /// Not that was read so far.
    None,
}

/// The stories that were read. They are told in the order of their records.
pub struct Told {
    stream: String,
    ahead: BTreeMap<u64, StoryRef>,
    /// The latest record that has its story.
    up_to: u64,
    /// The record that was looked for last.
    at: u64,
    /// Sequence of the last story that was read.
    pub read: u64,
}

impl Told {
    /// `stream`: of the records.
    pub fn new(stream: &str) -> Self {
        Self { stream: stream.to_owned(), ahead: BTreeMap::new(), up_to: 0, at: 0, read: 0 }
    }

    pub fn has_room(&self) -> bool {
        self.ahead.len() < AHEAD_MAX
    }

    /// Takes note of a story. What is none of ours is passed over.
    pub fn take(&mut self, page: &Page) {
        self.read = page.sequence;
        let record = page.headers.get(RECORD_HEADER).and_then(|at| at.strip_prefix(&*self.stream)?.strip_prefix(':'));
        let Some(record) = record.and_then(|n| n.parse().ok()) else { return };
        self.up_to = self.up_to.max(record);
        if record > self.at
            && let Ok(message) = serde_json::from_slice::<StoryMessage>(&page.payload)
        {
            self.ahead.insert(record, message.story);
        }
    }

    /// Looks for the story of a record; records are asked about in order.
    pub fn of(&mut self, record: u64) -> Word {
        let later = self.ahead.split_off(&record);
        self.ahead = later;
        self.at = record;
        match self.ahead.remove(&record) {
            Some(story) => Word::Said(story),
            None if record <= self.up_to => Word::Passed,
            None => {
                self.at = record - 1; // it may still be told
                Word::None
            }
        }
    }
}

#[cfg(test)]
#[path = "told_tests.rs"]
mod tests;
