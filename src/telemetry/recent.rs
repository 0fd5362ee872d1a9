//! The last articles and dead letters, for people who look at the live page.

use bytes::Bytes;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

/// Articles kept: what a person scrolls through.
pub const ARTICLES_MAX: usize = 50;
/// Bytes of records kept: 50 of the usual 16 to 40 KB, with room for a few long ones.
pub const ARTICLE_BYTES_MAX: usize = 4 * 1024 * 1024;
/// A longer record is not kept: one such article would push out all the others.
pub const RECORD_BYTES_MAX: usize = 512 * 1024;
/// Dead letters kept.
pub const DEAD_MAX: usize = 50;
/// Characters kept of each text of a dead letter: more than any detail of ours, short enough for a table.
const DEAD_TEXT_CHARS_MAX: usize = 500;

/// A bounded memory of what came out last. Shared through an `Arc`.
#[derive(Default)]
pub struct Recent {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    /// Articles and dead letters seen so far; the last one's number.
    seen: u64,
    articles: VecDeque<RecentArticle>,
    bytes: usize,
    dead: VecDeque<RecentDead>,
}

/// A published record, as the bytes that went out.
#[derive(Clone, Debug)]
pub struct RecentArticle {
    /// Counts up from 1 over articles and dead letters of this process.
    pub number: u64,
    pub at: Timestamp,
    /// JSON of the record (RECORD.md).
    pub record: Bytes,
}

/// A dead letter, without its payload.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RecentDead {
    pub number: u64,
    pub at: Timestamp,
    /// Subject that the article came in on.
    pub subject: String,
    pub stage: String,
    pub reason: String,
    pub detail: String,
}

impl Recent {
    pub fn new() -> Self {
        Self::default()
    }

    /// Keeps a published record; `record` is its JSON. Cheap: the bytes are shared, not copied.
    pub fn article(&self, record: Bytes) {
        let mut kept = self.lock();
        kept.seen += 1;
        if record.len() > RECORD_BYTES_MAX {
            return;
        }
        let number = kept.seen;
        kept.bytes += record.len();
        kept.articles.push_back(RecentArticle { number, at: Timestamp::now(), record });
        while kept.articles.len() > ARTICLES_MAX || kept.bytes > ARTICLE_BYTES_MAX {
            let Some(oldest) = kept.articles.pop_front() else { break };
            kept.bytes -= oldest.record.len();
        }
    }

    /// Keeps what is worth knowing of a dead letter.
    pub fn dead(&self, subject: &str, stage: &str, reason: &str, detail: &str) {
        let mut kept = self.lock();
        kept.seen += 1;
        let [subject, stage, reason, detail] =
            [subject, stage, reason, detail].map(|text| text.chars().take(DEAD_TEXT_CHARS_MAX).collect());
        let number = kept.seen;
        kept.dead.push_back(RecentDead { number, at: Timestamp::now(), subject, stage, reason, detail });
        if kept.dead.len() > DEAD_MAX {
            kept.dead.pop_front();
        }
    }

    /// Articles with a number above `after`, the newest first, at most `limit`.
    pub fn articles(&self, after: u64, limit: usize) -> Vec<RecentArticle> {
        self.lock().articles.iter().rev().take_while(|a| a.number > after).take(limit).cloned().collect()
    }

    /// Dead letters with a number above `after`, the newest first, at most `limit`.
    pub fn dead_letters(&self, after: u64, limit: usize) -> Vec<RecentDead> {
        self.lock().dead.iter().rev().take_while(|d| d.number > after).take(limit).cloned().collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        // A panic elsewhere leaves at worst one entry uncounted: nothing worth losing the page for.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
#[path = "recent_tests.rs"]
mod tests;
