//! A value that only who has seen the last one may change.

use super::link::{Call, CallError, Client};
use crate::transport::{Cell, CellError, Written};
use bytes::Bytes;

/// A cell of the broker, through one worker's connection.
#[derive(Clone)]
pub struct MemoryCell {
    client: Client,
    key: String,
}

impl MemoryCell {
    pub(super) fn new(client: Client, key: &str) -> Self {
        Self { client, key: key.to_owned() }
    }

    async fn with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Option<Written>) -> T + Send + 'static,
    ) -> Result<T, CellError> {
        let key = self.key.clone();
        let asked = self.client.request(Call::Publish, move |broker| work(broker.lock().cells.entry(key).or_default()));
        asked.await.map_err(|why| match why {
            CallError::TimedOut(wait) => CellError::Unreachable(format!("no answer within {wait:?}")),
            CallError::Disconnected => CellError::Unreachable("the broker is down".into()),
            CallError::Refused(error) => CellError::Unreachable(error.to_string()),
        })
    }
}

impl Cell for MemoryCell {
    async fn read(&self) -> Result<Option<Written>, CellError> {
        let held = self.with(|cell| cell.clone()).await?;
        Ok(held.filter(|written| !written.bytes.is_empty()))
    }

    async fn write(&self, revision: Option<u64>, bytes: Bytes) -> Result<Option<u64>, CellError> {
        self.with(move |cell| {
            let before = cell.as_ref().map_or(0, |written| written.revision);
            let empty = cell.as_ref().is_none_or(|written| written.bytes.is_empty());
            let fits = revision.map_or(empty, |revision| revision == before);
            fits.then(|| {
                *cell = Some(Written { revision: before + 1, bytes });
                before + 1
            })
        })
        .await
    }

    async fn clear(&self, revision: u64) -> Result<(), CellError> {
        self.write(Some(revision), Bytes::new()).await.map(drop)
    }
}
