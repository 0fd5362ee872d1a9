//! Reading a stream in order, through consumers that answer nothing and are made anew where the last one broke off.

use super::connection::{Broker, REQUEST_TIMEOUT};
use super::headers;
use super::topology::is_missing;
use crate::transport::{InboxError, Journal, Page, Pages};
use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, ReplayPolicy, pull};
use async_nats::jetstream::stream::{LastRawMessageErrorKind, Stream};
use futures::StreamExt;
use jiff::Timestamp;
use std::time::Duration;
use tokio::time::timeout;

/// Messages of one pull. They wait in the client's buffer: with the broker's largest (1 MiB) half of what it lets pend.
const PULL_MESSAGES: usize = 32;
/// A pull lives this long; then it is asked anew. Short, for it has no heartbeat: the client library does not wake up for
/// what comes after one.
const PULL_EXPIRES: Duration = Duration::from_secs(5);
/// A pull of whose end nothing is heard for so long is lost.
const LATE: Duration = Duration::from_secs(2);
/// The server removes the consumer of a reader that is gone.
const IDLE: Duration = Duration::from_secs(60);

/// A stream that can be read.
#[derive(Clone)]
pub struct NatsJournal {
    broker: Broker,
    stream: String,
}

/// A reading of it.
pub struct NatsPages {
    journal: NatsJournal,
    filter: String,
    since: Timestamp,
    /// Sequence of the last message that was read.
    last: u64,
    reading: Option<Reading>,
}

/// One consumer, good for one connection.
struct Reading {
    consumer: async_nats::jetstream::consumer::Consumer<pull::Config>,
    batch: Option<pull::Batch>,
    epoch: u64,
    /// Messages that this consumer has handed out: a gap shows that one was lost on the way.
    handed_out: u64,
}

impl NatsJournal {
    pub fn new(broker: &Broker, stream: &str) -> Self {
        Self { broker: broker.clone(), stream: stream.to_owned() }
    }

    async fn stream(&self) -> Result<Stream, InboxError> {
        let asked = timeout(REQUEST_TIMEOUT, self.broker.jetstream().get_stream(&self.stream)).await;
        let found = asked.map_err(|_| interrupted("no answer"))?;
        found.map_err(|why| match is_missing(why.kind()) {
            true => InboxError::Gone(format!("no stream `{}`", self.stream)),
            false => interrupted(why),
        })
    }
}

impl Journal for NatsJournal {
    type Pages = NatsPages;

    fn read(&self, filter: &str, since: Timestamp) -> NatsPages {
        NatsPages { journal: self.clone(), filter: filter.to_owned(), since, last: 0, reading: None }
    }

    async fn last(&self, filter: &str) -> Result<Option<(u64, Timestamp)>, InboxError> {
        self.broker.connected().await;
        let stream = self.stream().await?;
        let asked = timeout(REQUEST_TIMEOUT, stream.get_last_raw_message_by_subject(filter)).await;
        match asked.map_err(|_| interrupted("no answer"))? {
            Ok(message) => Ok(Some((message.sequence, timestamp(message.time)))),
            Err(why) if matches!(why.kind(), LastRawMessageErrorKind::NoMessageFound) => Ok(None),
            Err(why) => Err(interrupted(why)),
        }
    }
}

impl Pages for NatsPages {
    async fn next(&mut self) -> Result<Page, InboxError> {
        let read = self.read_on().await;
        if read.is_err() {
            self.reading = None;
        }
        read
    }
}

impl NatsPages {
    async fn read_on(&mut self) -> Result<Page, InboxError> {
        if self.reading.is_none() {
            self.reading = Some(self.open().await?);
        }
        let mut connection = self.journal.broker.connection();
        loop {
            let Some(reading) = &mut self.reading else { return Err(interrupted("closed")) };
            let epoch = reading.epoch;
            let next = tokio::select! {
                biased;
                _ = connection.wait_for(|c| !c.up || c.epoch != epoch) => return Err(interrupted("the connection was lost")),
                next = reading.next() => next?,
            };
            let Some(message) = next else { continue };
            let info = message.info().map_err(interrupted)?;
            if info.consumer_sequence != reading.handed_out + 1 {
                return Err(interrupted("a message was lost on the way"));
            }
            reading.handed_out += 1;
            self.last = info.stream_sequence;
            return Ok(Page {
                sequence: info.stream_sequence,
                headers: headers::ours(message.headers.as_ref()),
                stored_at: timestamp(info.published),
                pending: info.pending,
                payload: message.payload.clone(),
            });
        }
    }

    /// A consumer that begins behind what was read.
    async fn open(&self) -> Result<Reading, InboxError> {
        let epoch = self.journal.broker.connected().await.epoch;
        let stream = self.journal.stream().await?;
        if stream.cached_info().state.last_sequence < self.last {
            return Err(InboxError::Gone(format!("stream `{}` was made anew", self.journal.stream)));
        }
        let config = pull::Config {
            deliver_policy: self.from(),
            ack_policy: AckPolicy::None,
            replay_policy: ReplayPolicy::Instant,
            filter_subject: self.filter.clone(),
            inactive_threshold: IDLE,
            memory_storage: true,
            num_replicas: 1,
            ..Default::default()
        };
        let made = timeout(REQUEST_TIMEOUT, stream.create_consumer(config)).await;
        let consumer = made.map_err(|_| interrupted("no answer"))?.map_err(interrupted)?;
        Ok(Reading { consumer, batch: None, epoch, handed_out: 0 })
    }

    fn from(&self) -> DeliverPolicy {
        if self.last > 0 {
            return DeliverPolicy::ByStartSequence { start_sequence: self.last + 1 };
        }
        super::history::start_time(self.since)
    }
}

impl Reading {
    /// The next message; `None` where the pull is over and the next one is to be asked for.
    async fn next(&mut self) -> Result<Option<async_nats::jetstream::Message>, InboxError> {
        if self.batch.is_none() {
            let batch = self.consumer.batch().max_messages(PULL_MESSAGES).expires(PULL_EXPIRES);
            self.batch = Some(batch.messages().await.map_err(interrupted)?);
        }
        let Some(batch) = &mut self.batch else { return Ok(None) };
        match timeout(PULL_EXPIRES + LATE, batch.next()).await {
            Ok(Some(message)) => message.map(Some).map_err(interrupted),
            Ok(None) => {
                self.batch = None;
                Ok(None)
            }
            Err(_) => Err(interrupted("no sign of life from the broker")),
        }
    }
}

fn timestamp(at: time::OffsetDateTime) -> Timestamp {
    Timestamp::from_nanosecond(at.unix_timestamp_nanos()).unwrap_or_default()
}

fn interrupted(why: impl std::fmt::Display) -> InboxError {
    InboxError::Interrupted(format!("reading the stream: {why}"))
}
