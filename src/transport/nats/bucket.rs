//! A key-value bucket that is followed: all that it holds, and again after each change.

use super::connection::{Broker, Connection, REQUEST_TIMEOUT};
use super::topology::is_missing;
use async_nats::jetstream::context::KeyValueErrorKind;
use async_nats::jetstream::kv::{Entry, Operation, Watch};
use bytes::Bytes;
use futures::StreamExt;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, sleep_until, timeout_at};

/// Contents are told at most this often, however fast they change: whoever composes something of them takes its time.
const TOLD_EVERY: Duration = Duration::from_secs(1);
/// Pause before a bucket that cannot be followed is tried again.
const REOPEN_AFTER: Duration = Duration::from_secs(2);
/// Keys of one bucket that are held; those beyond are left out.
const KEYS_MAX: usize = 100_000;

/// All that a bucket holds, by key.
pub type Contents = BTreeMap<String, Value>;

/// What a key holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// Raised with each put: tells a value from the one before it.
    pub revision: u64,
    pub bytes: Bytes,
}

/// Why a bucket cannot be followed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BucketError {
    #[error("key-value bucket `{0}` does not exist; `nats kv add {0}` makes it")]
    Missing(String),
    #[error("key-value bucket `{name}` cannot be read: {why}")]
    Unreadable { name: String, why: String },
}

/// A followed bucket. Broken connections are waited out; what changed meanwhile is told after.
pub struct Bucket {
    broker: Broker,
    name: String,
    connection: watch::Receiver<Connection>,
    following: Option<Following>,
    held: Contents,
    changed: bool,
    told_at: Instant,
}

/// One consumer on the bucket, good for one connection.
struct Following {
    watch: Watch,
    epoch: u64,
    /// What came so far, until all that is there has come; by then what is not in it was deleted.
    filling: Option<Contents>,
    /// When a bucket that says no more is taken as told in full.
    full_at: Instant,
}

impl Bucket {
    /// Reads the bucket once; from then on [`Bucket::next`] tells changes.
    pub async fn open(broker: &Broker, name: &str) -> Result<(Self, Contents), BucketError> {
        let mut bucket = Self {
            broker: broker.clone(),
            name: name.to_owned(),
            connection: broker.connection(),
            following: None,
            held: Contents::new(),
            changed: true,
            told_at: Instant::now().checked_sub(TOLD_EVERY).unwrap_or_else(Instant::now),
        };
        bucket.following = Some(follow(broker, name).await?);
        let contents = bucket.next().await;
        Ok((bucket, contents))
    }

    /// All that it holds after the next change. Cancel-safe.
    pub async fn next(&mut self) -> Contents {
        loop {
            let Some(following) = &mut self.following else {
                self.reopen().await;
                continue;
            };
            let (full, epoch) = (following.filling.is_none(), following.epoch);
            tokio::select! {
                biased;
                () = reconnected(&mut self.connection, epoch) => self.following = None,
                () = sleep_until(self.told_at + TOLD_EVERY), if full && self.changed => {
                    (self.changed, self.told_at) = (false, Instant::now());
                    return self.held.clone();
                }
                () = sleep_until(following.full_at), if !full => self.fill(),
                entry = following.watch.next() => match entry {
                    Some(Ok(entry)) => self.take(entry),
                    Some(Err(why)) => self.lose(&why.to_string()),
                    None => self.lose("it ended"),
                },
            }
        }
    }

    fn take(&mut self, entry: Entry) {
        let Some(following) = &mut self.following else { return };
        following.full_at = Instant::now() + REQUEST_TIMEOUT;
        let all = entry.seen_current;
        let contents = following.filling.as_mut().unwrap_or(&mut self.held);
        let changed = put(contents, entry, &self.name);
        if following.filling.is_none() {
            self.changed |= changed;
        } else if all {
            self.fill();
        }
    }

    /// All that is there has come.
    fn fill(&mut self) {
        let contents = self.following.as_mut().and_then(|following| following.filling.take());
        if let Some(contents) = contents.filter(|contents| *contents != self.held) {
            (self.held, self.changed) = (contents, true);
        }
    }

    fn lose(&mut self, why: &str) {
        tracing::info!(bucket = self.name, why, "the bucket is followed anew");
        self.following = None;
    }

    async fn reopen(&mut self) {
        let deadline = Instant::now() + REOPEN_AFTER;
        self.broker.connected().await;
        match follow(&self.broker, &self.name).await {
            Ok(following) => self.following = Some(following),
            Err(why) => {
                tracing::error!(%why, "the bucket's last contents stay in use; trying again");
                sleep_until(deadline.max(Instant::now() + REOPEN_AFTER)).await;
            }
        }
    }
}

async fn follow(broker: &Broker, name: &str) -> Result<Following, BucketError> {
    let epoch = broker.connection().borrow().epoch;
    let unreadable = |why: String| BucketError::Unreadable { name: name.to_owned(), why };
    let follow = async {
        let store = store(broker, name).await?;
        // Asked before: what is stored in between comes as a change.
        let empty = store.status().await.map_err(|why| unreadable(why.to_string()))?.values() == 0;
        let watch = store.watch_with_history(">").await.map_err(|why| unreadable(why.to_string()))?;
        Ok((watch, empty))
    };
    let followed = timeout_at(Instant::now() + REQUEST_TIMEOUT, follow).await;
    let (watch, empty) = followed.map_err(|_| unreadable(format!("no answer within {REQUEST_TIMEOUT:?}")))??;
    let full_at = Instant::now() + if empty { Duration::ZERO } else { REQUEST_TIMEOUT };
    Ok(Following { watch, epoch, filling: Some(Contents::new()), full_at })
}

/// Waits for another connection than that of `epoch`.
async fn reconnected(connection: &mut watch::Receiver<Connection>, epoch: u64) {
    let _ = connection.wait_for(|c| c.up && c.epoch != epoch).await;
}

/// Whether anything is different now.
fn put(contents: &mut Contents, entry: Entry, bucket: &str) -> bool {
    let Entry { key, value: bytes, revision, operation, .. } = entry;
    if operation != Operation::Put {
        return contents.remove(&key).is_some();
    }
    if contents.len() >= KEYS_MAX && !contents.contains_key(&key) {
        tracing::error!(bucket, key, "left out: a bucket of more than {KEYS_MAX} keys");
        return false;
    }
    contents.insert(key, Value { revision, bytes });
    true
}

/// How many values a bucket holds, those of before among them.
pub async fn values(broker: &Broker, name: &str) -> Result<u64, BucketError> {
    let status = store(broker, name).await?.status().await;
    status.map(|s| s.values()).map_err(|why| BucketError::Unreadable { name: name.to_owned(), why: why.to_string() })
}

async fn store(broker: &Broker, name: &str) -> Result<async_nats::jetstream::kv::Store, BucketError> {
    let jetstream = broker.jetstream();
    if let Err(why) = jetstream.get_stream(format!("KV_{name}")).await {
        return Err(match is_missing(why.kind()) {
            true => BucketError::Missing(name.to_owned()),
            false => BucketError::Unreadable { name: name.to_owned(), why: why.to_string() },
        });
    }
    jetstream.get_key_value(name).await.map_err(|why| match why.kind() {
        KeyValueErrorKind::InvalidStoreName => BucketError::Unreadable {
            name: name.to_owned(),
            why: format!("stream `KV_{name}` was not made as a bucket; remove it, then `nats kv add {name}`"),
        },
        _ => BucketError::Unreadable { name: name.to_owned(), why: why.to_string() },
    })
}
