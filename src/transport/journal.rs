//! A stream that is read like a book: in order, from any day on, again if need be, with nothing to answer.

use super::{Headers, InboxError};
use bytes::Bytes;
use jiff::Timestamp;
use std::future::Future;

/// A stream that can be read.
pub trait Journal: Send + Sync + 'static {
    type Pages: Pages;

    /// What was stored under `filter` since `since`, and then what comes.
    fn read(&self, filter: &str, since: Timestamp) -> Self::Pages;

    /// The last message under `filter`: its sequence, and when it was stored.
    fn last(&self, filter: &str) -> impl Future<Output = Result<Option<(u64, Timestamp)>, InboxError>> + Send;
}

/// A reading that goes on where it was.
pub trait Pages: Send + 'static {
    /// The next message; waits for it. After an error it can be asked again and leaves none out. Cancel-safe.
    ///
    /// # Errors
    /// `Gone` where the stream does not exist, or was made anew: what was read of it holds no more.
    fn next(&mut self) -> impl Future<Output = Result<Page, InboxError>> + Send;
}

/// A message of a journal.
#[derive(Clone, Debug, PartialEq)]
pub struct Page {
    pub sequence: u64,
    pub headers: Headers,
    pub payload: Bytes,
    /// When the broker stored it.
    pub stored_at: Timestamp,
    /// Messages that wait behind this one.
    pub pending: u64,
}
