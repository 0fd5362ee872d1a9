//! The shelf of dead letters: looked through, sent back, taken off.

use super::connection::{Broker, REQUEST_TIMEOUT};
use super::headers;
use super::topology::Topology;
use crate::transport::Headers;
use async_nats::jetstream::consumer::{AckPolicy, DeliverPolicy, pull};
use async_nats::jetstream::stream::Stream;
use bytes::Bytes;
use futures::StreamExt;
use jiff::Timestamp;
use std::time::Duration;

/// Dead letters read for one pull; their payloads are articles, 100 of them at most 200 MB.
const PULL_MESSAGES: usize = 100;
/// A look's consumer is removed by the server when it is idle for this long.
const IDLE: Duration = Duration::from_secs(30);

/// One dead letter as it is stored.
#[derive(Clone, Debug)]
pub struct DeadMessage {
    pub sequence: u64,
    pub subject: String,
    pub stored_at: Timestamp,
    pub headers: Headers,
    pub payload: Bytes,
}

/// Why the shelf could not be used.
#[derive(Debug, thiserror::Error)]
#[error("dead letters in stream `{stream}`: {why}")]
pub struct ShelfError {
    pub stream: String,
    pub why: String,
}

/// The dead-letter stream.
pub struct DeadLetters {
    broker: Broker,
    name: String,
    stream: Stream,
}

impl DeadLetters {
    pub async fn open(broker: &Broker, topology: &Topology) -> Result<Self, ShelfError> {
        let name = topology.dead_letters.stream.clone();
        let stream = broker.jetstream().get_stream(&name).await;
        let stream = stream.map_err(|why| ShelfError { stream: name.clone(), why: why.to_string() })?;
        Ok(Self { broker: broker.clone(), name, stream })
    }

    fn error(&self, why: impl ToString) -> ShelfError {
        ShelfError { stream: self.name.clone(), why: why.to_string() }
    }

    /// Every dead letter stored at or after `since`, oldest first, until `visit` has seen enough (`false`).
    pub async fn each(
        &self,
        since: Option<Timestamp>,
        mut visit: impl FnMut(DeadMessage) -> bool,
    ) -> Result<(), ShelfError> {
        let start = since.and_then(|s| time::OffsetDateTime::from_unix_timestamp_nanos(s.as_nanosecond()).ok());
        let config = pull::Config {
            deliver_policy: start.map_or(DeliverPolicy::All, |start_time| DeliverPolicy::ByStartTime { start_time }),
            ack_policy: AckPolicy::None,
            inactive_threshold: IDLE,
            memory_storage: true,
            num_replicas: 1,
            ..Default::default()
        };
        let consumer = self.stream.create_consumer(config).await.map_err(|why| self.error(why))?;
        let mut waiting = consumer.cached_info().num_pending;
        while waiting > 0 {
            // No more than there are: a pull that cannot be filled ends only when its time is up.
            let wanted = usize::try_from(waiting).unwrap_or(PULL_MESSAGES).min(PULL_MESSAGES);
            let batch = consumer.fetch().max_messages(wanted).expires(REQUEST_TIMEOUT).messages().await;
            let mut batch = batch.map_err(|why| self.error(why))?;
            let before = waiting;
            while let Some(message) = batch.next().await {
                let message = message.map_err(|why| self.error(why))?;
                waiting = waiting.saturating_sub(1);
                if let Some(dead) = dead_message(&message)
                    && !visit(dead)
                {
                    return Ok(());
                }
            }
            if waiting == before {
                return Err(self.error(format!("{waiting} dead letters did not come")));
            }
        }
        Ok(())
    }

    /// One dead letter.
    pub async fn get(&self, sequence: u64) -> Result<DeadMessage, ShelfError> {
        let raw = self.stream.get_raw_message(sequence).await.map_err(|why| self.error(why))?;
        Ok(DeadMessage {
            sequence: raw.sequence,
            subject: raw.subject.to_string(),
            stored_at: Timestamp::from_nanosecond(raw.time.unix_timestamp_nanos()).map_err(|why| self.error(why))?,
            headers: headers::ours(Some(&raw.headers)),
            payload: raw.payload,
        })
    }

    /// Takes one off the shelf.
    pub async fn delete(&self, sequence: u64) -> Result<(), ShelfError> {
        self.stream.delete_message(sequence).await.map(drop).map_err(|why| self.error(why))
    }

    /// Publishes the original article again on its subject, under a name that makes a second replay a duplicate.
    pub async fn send_back(&self, dead: &DeadMessage) -> Result<(), ShelfError> {
        let subject = dead.headers.get("Copydesk-Source-Subject");
        let subject = subject.ok_or_else(|| self.error("no Copydesk-Source-Subject on it: not a letter of ours"))?;
        let mut again = headers::theirs(&original(&dead.headers));
        again.insert("Nats-Msg-Id", format!("replay:{}:{}", self.name, dead.sequence).as_str());
        let answer =
            self.broker.jetstream().publish_with_headers(subject.to_owned(), again, dead.payload.clone()).await;
        answer.map_err(|why| self.error(why))?.await.map(drop).map_err(|why| self.error(why))
    }
}

/// The article's own headers, and where it stood: by that it keeps its identity.
fn original(headers: &Headers) -> Headers {
    let ours = |name: &str| name.starts_with("Copydesk-") && name != "Copydesk-Source";
    headers.iter().filter(|(name, _)| !ours(name) && !name.starts_with("Nats-")).collect()
}

fn dead_message(message: &async_nats::jetstream::Message) -> Option<DeadMessage> {
    let info = message.info().ok()?;
    Some(DeadMessage {
        sequence: info.stream_sequence,
        subject: message.subject.to_string(),
        stored_at: Timestamp::from_nanosecond(info.published.unix_timestamp_nanos()).ok()?,
        headers: headers::ours(message.headers.as_ref()),
        payload: message.payload.clone(),
    })
}
