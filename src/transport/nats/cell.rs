//! A key of a key-value bucket that is written only by who has seen its last value.

use super::Manage;
use super::connection::{Broker, REQUEST_TIMEOUT};
use super::topology::is_missing;
use crate::transport::{Cell, CellError, Written};
use async_nats::jetstream::kv::{self, CreateErrorKind, Operation, Store, UpdateErrorKind};
use bytes::Bytes;
use std::fmt::Display;
use std::future::Future;
use tokio::time::timeout;

/// A cell in a bucket, which is made where that is ours to do.
pub struct NatsCell {
    broker: Broker,
    bucket: String,
    key: String,
    manage: Manage,
}

impl NatsCell {
    pub fn new(broker: &Broker, bucket: &str, key: &str, manage: Manage) -> Self {
        Self { broker: broker.clone(), bucket: bucket.to_owned(), key: key.to_owned(), manage }
    }

    /// The bucket, asked for anew each time: it may have been removed and made again.
    async fn store(&self) -> Result<Store, CellError> {
        self.broker.connected().await;
        let jetstream = self.broker.jetstream();
        let stream = answer(jetstream.get_stream(stream_of(&self.bucket))).await?;
        match stream {
            Ok(_) => answer(jetstream.get_key_value(&self.bucket)).await?.map_err(unreachable),
            Err(why) if !is_missing(why.kind()) => Err(unreachable(why)),
            Err(_) if self.manage == Manage::Bind => Err(CellError::Missing(self.bucket.clone())),
            Err(_) => answer(jetstream.create_key_value(bucket_config(&self.bucket))).await?.map_err(unreachable),
        }
    }
}

/// The stream that a bucket is kept in.
pub(super) fn stream_of(bucket: &str) -> String {
    format!("KV_{bucket}")
}

/// A bucket of ours: only the last value of each key counts.
pub(super) fn bucket_config(bucket: &str) -> kv::Config {
    kv::Config {
        bucket: bucket.to_owned(),
        description: "copydesk: who is at the story desk".into(),
        history: 1,
        ..Default::default()
    }
}

impl Cell for NatsCell {
    async fn read(&self) -> Result<Option<Written>, CellError> {
        let entry = answer(self.store().await?.entry(self.key.as_str())).await?.map_err(unreachable)?;
        let put = entry.filter(|entry| entry.operation == Operation::Put);
        Ok(put.map(|entry| Written { revision: entry.revision, bytes: entry.value }))
    }

    async fn write(&self, revision: Option<u64>, bytes: Bytes) -> Result<Option<u64>, CellError> {
        let store = self.store().await?;
        match revision {
            Some(revision) => match answer(store.update(self.key.as_str(), bytes, revision)).await? {
                Ok(revision) => Ok(Some(revision)),
                Err(why) if why.kind() == UpdateErrorKind::WrongLastRevision => Ok(None),
                Err(why) => Err(unreachable(why)),
            },
            None => match answer(store.create(self.key.as_str(), bytes)).await? {
                Ok(revision) => Ok(Some(revision)),
                Err(why) if why.kind() == CreateErrorKind::AlreadyExists => Ok(None),
                Err(why) => Err(unreachable(why)),
            },
        }
    }

    async fn clear(&self, revision: u64) -> Result<(), CellError> {
        let store = self.store().await?;
        match answer(store.delete_expect_revision(self.key.as_str(), Some(revision))).await? {
            Ok(()) => Ok(()),
            Err(why) => Err(unreachable(why)),
        }
    }
}

async fn answer<T>(asked: impl Future<Output = T>) -> Result<T, CellError> {
    timeout(REQUEST_TIMEOUT, asked).await.map_err(|_| unreachable(format!("no answer within {REQUEST_TIMEOUT:?}")))
}

fn unreachable(why: impl Display) -> CellError {
    CellError::Unreachable(why.to_string())
}
