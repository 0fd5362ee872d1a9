//! Publishing: every message under its id, every answer awaited and understood.

use super::connection::{Broker, REQUEST_TIMEOUT};
use super::history::History;
use super::topology::{RECREATE_AFTER, Topology};
use super::{Manage, headers};
use crate::transport::{DEAD_ID_END, Origin, Outbox, Outgoing, PublishError, Stored};
use async_nats::client::{RequestError, RequestErrorKind};
use async_nats::header::NATS_MESSAGE_ID;
use jiff::Timestamp;
use serde::Deserialize;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// Space for headers and the protocol line beside a payload; ours take about 600 bytes.
const HEADER_BYTES: usize = 4 * 1024;
/// Missing streams are looked after at most this often.
const RECREATE_EVERY: Duration = Duration::from_secs(2);

/// The header that holds the digest of a payload.
const DIGEST: &str = "Copydesk-Digest";

/// Error codes of the server's JetStream API (its `errors.json`).
const CODES_FULL: [u64; 4] = [
    10077, // the stream's limit of messages, bytes or messages per subject
    10002, // the account's storage
    10023, // the server's storage
    10047, // the server's disk
];
const CODE_MESSAGE_TOO_LARGE: u64 = 10054;

/// The output of a worker.
pub struct NatsOutbox {
    broker: Broker,
    topology: Topology,
    records: History,
    letters: History,
    recreated: Mutex<Option<Instant>>,
}

/// What the server answers to a publish.
#[derive(Deserialize)]
struct PubAck {
    seq: Option<u64>,
    #[serde(default)]
    duplicate: bool,
    error: Option<ApiError>,
}

#[derive(Deserialize)]
struct ApiError {
    #[serde(default)]
    err_code: u64,
    #[serde(default)]
    description: String,
}

impl NatsOutbox {
    /// `window`: the shorter of the duplicate windows of records and dead letters, as `Topology::duplicate_window` reads it.
    pub fn new(broker: &Broker, topology: &Topology, window: Duration) -> Self {
        Self {
            broker: broker.clone(),
            topology: topology.clone(),
            records: History::new(broker, &topology.output.stream, topology.output_subjects(), window),
            letters: History::new(broker, &topology.dead_letters.stream, vec![topology.dead_subject()], window),
            recreated: Mutex::default(),
        }
    }

    /// A stream that is ours and gone is created again.
    async fn look_after_streams(&self) {
        let outputs = [self.topology.output.manage, self.topology.dead_letters.manage];
        let mut last = self.recreated.lock().await;
        if outputs.contains(&Manage::Bind) || last.is_some_and(|at| at.elapsed() < RECREATE_EVERY) {
            return;
        }
        tokio::time::sleep(RECREATE_AFTER).await;
        *last = Some(Instant::now());
        match self.topology.ensure(&self.broker).await {
            Ok(changes) if changes.is_empty() => {}
            Ok(changes) => tracing::warn!(?changes, "a stream of the output was gone"),
            Err(why) => tracing::warn!(%why, "a stream of the output is missing"),
        }
    }
}

fn lost_while_reading<T>() -> Result<T, PublishError> {
    Err(PublishError::Disconnected("the connection was lost while ids were read".into()))
}

impl NatsOutbox {
    /// The stream that messages of this id go to.
    fn history_of(&self, id: &str) -> &History {
        if id.ends_with(DEAD_ID_END) { &self.letters } else { &self.records }
    }

    /// Counts a record that came out differently the second time: what is stored is kept, but someone should know. A
    /// stored message that cannot be read is not compared.
    async fn compare(&self, message: &Outgoing, sequence: u64) {
        let Some(digest) = message.headers.get(DIGEST) else { return };
        let Ok(stream) = self.broker.jetstream().get_stream_no_info(&self.topology.output.stream).await else { return };
        let Ok(stored) = stream.get_raw_message(sequence).await else { return };
        let same_id = stored.headers.get(NATS_MESSAGE_ID).is_some_and(|id| id.as_str() == message.id);
        if same_id && stored.headers.get(DIGEST).is_some_and(|stored| stored.as_str() != digest) {
            self.broker.metrics().digest_mismatches.inc();
            tracing::warn!(id = message.id, "this record came out differently the second time; the first one is kept");
        }
    }
}

impl Outbox for NatsOutbox {
    async fn publish(&self, message: &Outgoing) -> Result<Stored, PublishError> {
        self.broker.connected().await;
        let max = self.broker.payload_max();
        let mut theirs = headers::theirs(&message.headers);
        theirs.insert(NATS_MESSAGE_ID, message.id.as_str());
        let answer =
            self.broker.request(message.subject.clone(), Some(theirs), message.payload.clone(), REQUEST_TIMEOUT).await;
        let stored = match answer {
            Ok(answer) => read(&answer.payload, message, max),
            Err(why) => Err(publish_error(&why, message, max)),
        };
        if matches!(stored, Err(PublishError::NoStream(_))) {
            self.look_after_streams().await;
        }
        if let Ok(Stored { duplicate: true, sequence }) = stored {
            self.compare(message, sequence).await;
        }
        stored
    }

    fn message_bytes_max(&self) -> usize {
        self.broker.payload_max().saturating_sub(HEADER_BYTES)
    }

    async fn holds(&self, id: &str, _origin: &Origin, since: Timestamp) -> Result<bool, PublishError> {
        self.broker.connected().await;
        let answered = self.broker.on_one_connection(self.history_of(id).holds(id, since)).await;
        answered.unwrap_or_else(lost_while_reading)
    }

    async fn keep_oldest(&self, id: &str, since: Timestamp) -> Result<(), PublishError> {
        self.broker.connected().await;
        let kept = self.broker.on_one_connection(self.history_of(id).keep_oldest(id, since)).await;
        kept.unwrap_or_else(lost_while_reading)
    }
}

fn read(answer: &[u8], message: &Outgoing, max: usize) -> Result<Stored, PublishError> {
    let unreadable = |_| PublishError::Unavailable("the answer to a publish is no PubAck".into());
    let ack: PubAck = serde_json::from_slice(answer).map_err(unreadable)?;
    match ack {
        PubAck { error: Some(error), .. } => Err(match error.err_code {
            code if CODES_FULL.contains(&code) => PublishError::Full(error.description),
            CODE_MESSAGE_TOO_LARGE => PublishError::TooLarge { bytes: message.payload.len(), max },
            _ => PublishError::Unavailable(format!("{} ({})", error.description, error.err_code)),
        }),
        PubAck { seq: Some(sequence), duplicate, .. } => Ok(Stored { sequence, duplicate }),
        PubAck { seq: None, .. } => Err(PublishError::Unavailable("a PubAck without a sequence".into())),
    }
}

fn publish_error(why: &RequestError, message: &Outgoing, max: usize) -> PublishError {
    match why.kind() {
        RequestErrorKind::TimedOut => PublishError::TimedOut(REQUEST_TIMEOUT),
        RequestErrorKind::NoResponders => PublishError::NoStream(message.subject.clone()),
        RequestErrorKind::MaxPayloadExceeded => PublishError::TooLarge { bytes: message.payload.len(), max },
        RequestErrorKind::InvalidSubject => PublishError::Refused(format!("`{}` is no subject", message.subject)),
        RequestErrorKind::Other => PublishError::Disconnected(why.to_string()),
    }
}
