//! One value that many processes see and only one at a time changes: what a lease is made of.

use bytes::Bytes;
use std::future::Future;

/// A key of a bucket, written only by those who have seen its last value.
pub trait Cell: Send + Sync + 'static {
    /// What it holds now; `None` where it is empty.
    fn read(&self) -> impl Future<Output = Result<Option<Written>, CellError>> + Send;

    /// Puts `bytes` in the place of what was written under `revision` (`None`: of nothing). Answers the new revision, or
    /// `None` where another was faster.
    fn write(&self, revision: Option<u64>, bytes: Bytes)
    -> impl Future<Output = Result<Option<u64>, CellError>> + Send;

    /// Empties it, if what was written under `revision` still stands.
    fn clear(&self, revision: u64) -> impl Future<Output = Result<(), CellError>> + Send;
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Different after each write.
    pub revision: u64,
    pub bytes: Bytes,
}

/// Why a cell cannot be read or written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CellError {
    #[error("key-value bucket `{0}` does not exist; `nats kv add {0}` makes it")]
    Missing(String),
    #[error("no word from the broker: {0}")]
    Unreachable(String),
}
