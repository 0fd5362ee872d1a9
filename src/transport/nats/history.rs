//! Whether the output already holds a record, beyond the broker's duplicate window.
//!
//! The ids of the output are read without their payloads, from the time in question on, and kept as ranges: records come
//! out roughly in the order of their articles, so the ranges are few. Each question reads only what is new.

use super::connection::Broker;
use super::ranges::Ranges;
use crate::transport::PublishError;
use async_nats::header::NATS_MESSAGE_ID;
use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, ReplayPolicy, pull};
use async_nats::jetstream::stream::{DeleteMessageErrorKind, Stream};
use futures::StreamExt;
use jiff::{SignedDuration, Timestamp};
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// Ids read for one pull of a scan.
const PULL_MESSAGES: usize = 10_000;
/// How long the broker may be silent during a scan. A worker that holds all it may waits for this answer, and a broker that
/// has just come back may swallow a question: shorter than the 5 s in which articles must flow again.
const SILENCE_MAX: Duration = Duration::from_secs(2);
/// A scan's consumer is removed by the server when it is idle for this long.
const SCAN_IDLE: Duration = Duration::from_secs(30);
/// Questions come roughly in the order of their articles: reading begins this long before the first one asked about, so
/// that an article which was a little older is no reason to read everything again.
const BEFORE_FIRST: SignedDuration = SignedDuration::from_mins(5);
/// An answer may be this old: what was stored since is covered by the duplicate window, a quarter of which it must not
/// exceed.
const STALE_MAX: Duration = Duration::from_secs(1);
/// Ids of another form (published by someone else) are kept as they are, this many.
const OTHERS_MAX: usize = 100_000;

/// Second messages that are remembered until whoever stored them takes them out: what a thousand frozen workers hold.
const COPIES_MAX: usize = 100_000;

/// What is known of the output's ids.
pub struct History {
    broker: Broker,
    stream: String,
    filters: Vec<String>,
    stale_max: Duration,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// From when on everything was read.
    since: Option<Timestamp>,
    /// The last sequence of the output that was read.
    last: u64,
    read_at: Option<Instant>,
    /// Input sequences by what surrounds them in the id: `(stream, kind and revision)`.
    done: HashMap<(String, String), Ranges>,
    others: HashSet<String>,
    /// Ids that more than one message has.
    copied: HashSet<String>,
}

impl History {
    /// `window`: the duplicate window of the stream.
    pub fn new(broker: &Broker, stream: &str, filters: Vec<String>, window: Duration) -> Self {
        Self {
            broker: broker.clone(),
            stream: stream.to_owned(),
            filters,
            stale_max: STALE_MAX.min(window / 4),
            known: Mutex::default(),
        }
    }

    /// Whether a message of this id was stored at or after `since`, as far as the output still holds it.
    pub async fn holds(&self, id: &str, since: Timestamp) -> Result<bool, PublishError> {
        let mut known = self.known.lock().await;
        known.reach_back_to(since);
        if known.read_at.is_none_or(|at| at.elapsed() >= self.stale_max) {
            self.read_on(&mut known).await?;
        }
        Ok(known.contains(id))
    }

    /// Takes out what was stored under `id` after its first message, as far as it was stored at or after `since`.
    ///
    /// # Errors
    /// `Refused` where messages of this stream must not be deleted.
    pub async fn keep_oldest(&self, id: &str, since: Timestamp) -> Result<(), PublishError> {
        let mut known = self.known.lock().await;
        known.reach_back_to(since);
        self.read_on(&mut known).await?;
        if !known.copied.contains(id) {
            return Ok(());
        }
        // What is deleted is gone: the stream itself says once more which messages there are.
        let sequences = self.sequences_of(id, since).await?;
        let stream = self.broker.jetstream().get_stream_no_info(&self.stream).await.map_err(unavailable)?;
        for sequence in sequences.into_iter().skip(1) {
            stream.delete_message(sequence).await.map_err(|why| match why.kind() {
                DeleteMessageErrorKind::JetStream(_) => {
                    PublishError::Refused(format!("deleting message {sequence}: {why}"))
                }
                _ => unavailable(why),
            })?;
            tracing::warn!(id, sequence, "stored a second time while the process stood still; taken out again");
        }
        known.copied.remove(id);
        Ok(())
    }

    /// The messages of this id that the stream holds now, oldest first.
    async fn sequences_of(&self, id: &str, since: Timestamp) -> Result<Vec<u64>, PublishError> {
        let stream = answer(self.broker.jetstream().get_stream(&self.stream)).await?.map_err(unavailable)?;
        let mut sequences = Vec::new();
        let visit = &mut |of: &str, at| sequences.extend((of == id).then_some(at));
        self.read_ids(&stream, start_time(since), visit).await?;
        Ok(sequences)
    }

    /// Reads the ids that were stored since the last time.
    async fn read_on(&self, known: &mut Known) -> Result<(), PublishError> {
        let begun = Instant::now();
        let stream = answer(self.broker.jetstream().get_stream(&self.stream)).await?.map_err(unavailable)?;
        // Fresh: the stream was asked for just now.
        let target = stream.cached_info().state.last_sequence;
        tracing::debug!(stream = self.stream, last = known.last, target, "reading the ids of the output");
        if target < known.last {
            // The stream was made anew: what was known of it is gone.
            *known = Known { since: known.since, ..Known::default() };
        }
        if target > known.last {
            let from = match (known.last, known.since) {
                (0, Some(since)) => start_time(since),
                (0, None) => DeliverPolicy::All,
                (last, _) => DeliverPolicy::ByStartSequence { start_sequence: last + 1 },
            };
            self.read_ids(&stream, from, &mut |id, at| known.insert(id, at)).await?;
            known.last = target;
        }
        known.read_at = Some(begun);
        Ok(())
    }

    /// Shows `visit` every id and its sequence, without payloads, in order. May be given up at any point.
    async fn read_ids(
        &self,
        stream: &Stream,
        from: DeliverPolicy,
        visit: &mut (dyn FnMut(&str, u64) + Send),
    ) -> Result<(), PublishError> {
        let broken = |why: String| PublishError::Unavailable(format!("reading the ids of the output broke off: {why}"));
        let consumer = answer(stream.create_consumer(self.scan(from))).await?.map_err(unavailable)?;
        let mut waiting = consumer.cached_info().num_pending;
        while waiting > 0 {
            // No more than there are: a pull that cannot be filled ends only when its time is up.
            let wanted = usize::try_from(waiting).unwrap_or(PULL_MESSAGES).min(PULL_MESSAGES);
            let batch = consumer.fetch().max_messages(wanted).expires(SILENCE_MAX).messages().await;
            let mut batch = batch.map_err(|why| broken(why.to_string()))?;
            let mut came = 0;
            while let Some(message) = answer(batch.next()).await? {
                let message = message.map_err(|why| broken(why.to_string()))?;
                let sequence = message.info().map_err(|why| broken(why.to_string()))?.stream_sequence;
                if let Some(id) = message.headers.as_ref().and_then(|h| h.get(NATS_MESSAGE_ID)) {
                    visit(id.as_str(), sequence);
                }
                came += 1;
            }
            if came == 0 {
                return Err(broken(format!("{waiting} ids did not come")));
            }
            waiting = waiting.saturating_sub(came);
        }
        let _ = answer(stream.delete_consumer(&consumer.cached_info().name)).await;
        Ok(())
    }

    fn scan(&self, deliver_policy: DeliverPolicy) -> pull::Config {
        pull::Config {
            deliver_policy,
            ack_policy: AckPolicy::None,
            replay_policy: ReplayPolicy::Instant,
            filter_subjects: self.filters.clone(),
            headers_only: true,
            inactive_threshold: SCAN_IDLE,
            memory_storage: true,
            num_replicas: 1,
            ..Default::default()
        }
    }
}

/// What the broker answers, if it is not silent for too long.
async fn answer<T>(asked: impl Future<Output = T>) -> Result<T, PublishError> {
    tokio::time::timeout(SILENCE_MAX, asked).await.map_err(|_| unavailable("no answer"))
}

fn unavailable(why: impl std::fmt::Display) -> PublishError {
    PublishError::Unavailable(format!("cannot read the ids of the output: {why}"))
}

impl Known {
    /// Starts over where what is asked for began before what is known.
    fn reach_back_to(&mut self, since: Timestamp) {
        if self.since.is_none_or(|from| since < from) {
            let from = since.checked_sub(BEFORE_FIRST).unwrap_or(since);
            *self = Known { since: Some(from), ..Known::default() };
        }
    }

    /// Takes note of a message. One that was noted before (a reading was given up and begun again) is not another copy.
    fn insert(&mut self, id: &str, at: u64) {
        if at <= self.last {
            return;
        }
        self.last = at;
        if self.contains(id) && self.copied.len() < COPIES_MAX {
            self.copied.insert(id.to_owned());
        }
        match split(id) {
            Some((stream, sequence, rest)) => {
                self.done.entry((stream.to_owned(), rest.to_owned())).or_default().insert(sequence);
            }
            None if self.others.len() < OTHERS_MAX => {
                self.others.insert(id.to_owned());
            }
            None => {}
        }
    }

    fn contains(&self, id: &str) -> bool {
        match split(id) {
            Some((stream, sequence, rest)) => {
                self.done.get(&(stream.to_owned(), rest.to_owned())).is_some_and(|ranges| ranges.contains(sequence))
            }
            None => self.others.contains(id),
        }
    }
}

/// `NEWS_RAW:17:record:rev` → (`NEWS_RAW`, 17, `record:rev`).
fn split(id: &str) -> Option<(&str, u64, &str)> {
    let (stream, rest) = id.split_once(':')?;
    let (sequence, rest) = rest.split_once(':')?;
    Some((stream, sequence.parse().ok()?, rest))
}

/// Before the epoch is before everything; servers need not take such times.
pub(super) fn start_time(since: Timestamp) -> DeliverPolicy {
    if since <= Timestamp::UNIX_EPOCH {
        return DeliverPolicy::All;
    }
    match time::OffsetDateTime::from_unix_timestamp_nanos(since.as_nanosecond()) {
        Ok(start_time) => DeliverPolicy::ByStartTime { start_time },
        Err(_) => DeliverPolicy::All,
    }
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
