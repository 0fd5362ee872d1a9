//! Moving messages: where deliveries come from, where records go, how a delivery is answered.
//!
//! Nothing here knows what an article is. `nats` is the only room that says `async_nats`; `memory` is its twin for
//! tests and the demo; `file` reads and writes JSONL.

mod cell;
mod gate;
mod headers;
mod journal;
pub mod subject;

pub mod memory;
pub mod nats;
mod paced;

pub use cell::{Cell, CellError, Written};
pub use gate::{Gate, Permit, Room};
pub use headers::Headers;
pub use journal::{Journal, Page, Pages};
pub use paced::Paced;

use bytes::Bytes;
use jiff::Timestamp;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// How the id of a dead letter ends: where records and dead letters lie in different streams, it tells them apart.
pub const DEAD_ID_END: &str = ":dead";

/// Where a message stands in the input: its identity for ever, and this delivery of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    pub stream: Arc<str>,
    pub sequence: u64,
    pub subject: String,
    /// When the broker stored it.
    pub stored_at: Timestamp,
    /// 1 for the first delivery, counted by the broker.
    pub delivered: u64,
    /// Messages of the consumer that wait behind this one.
    pub pending: u64,
}

/// A message that must be answered: exactly one of ack, nak or term. Dropped unanswered, it is redelivered by the broker.
pub struct Delivery<R> {
    pub origin: Origin,
    pub headers: Headers,
    pub payload: Bytes,
    /// When it reached this process, on the clock that freezes and outages cannot hide from (system time).
    pub received_at: Timestamp,
    pub receipt: R,
    /// Its share of the in-flight limits; freed when the delivery is settled and dropped.
    pub permit: Permit,
}

/// The ways to answer a delivery. Each call waits for the broker's confirmation unless it says otherwise.
pub trait Receipt: Send + Sync + 'static {
    /// Done. Confirmed: an error means that it is not known to have arrived.
    fn ack(&self) -> impl Future<Output = Result<(), SettleError>> + Send;
    /// Again, not before `delay`.
    fn nak(&self, delay: Duration) -> impl Future<Output = Result<(), SettleError>> + Send;
    /// Never again, and why.
    fn term(&self, reason: &str) -> impl Future<Output = Result<(), SettleError>> + Send;
    /// Still at work: restarts the broker's ack timer. Not confirmed.
    fn in_progress(&self) -> impl Future<Output = Result<(), SettleError>> + Send;
}

/// A source of deliveries.
pub trait Inbox: Send + 'static {
    type Receipt: Receipt;

    /// The next delivery, with its permit: waits until the gate has room and a message is there. Cancel-safe.
    fn next(&mut self) -> impl Future<Output = Result<Delivery<Self::Receipt>, InboxError>> + Send;

    /// Stops asking for messages and returns those that already came but were not taken; they want a nak.
    fn close(&mut self) -> impl Future<Output = Vec<Delivery<Self::Receipt>>> + Send;
}

/// A place for messages.
pub trait Outbox: Send + Sync + 'static {
    /// Stores a message and waits for the broker's word. Publishing the same `id` again within the duplicate window
    /// is answered with `Stored { duplicate: true }` and stores nothing.
    fn publish(&self, message: &Outgoing) -> impl Future<Output = Result<Stored, PublishError>> + Send;

    /// Largest message (headers and payload) that the broker takes, in bytes.
    fn message_bytes_max(&self) -> usize;

    /// Whether the output already holds a message that was published for `origin` under `id` since `since`.
    ///
    /// Asked only where the broker's duplicate window cannot answer any more (see `worker::once`). Complete for all that
    /// was stored more than a few seconds ago.
    fn holds(
        &self,
        id: &str,
        origin: &Origin,
        since: Timestamp,
    ) -> impl Future<Output = Result<bool, PublishError>> + Send;

    /// Sees to it that of the messages that were stored under `id` since `since` only the oldest remains.
    ///
    /// For a publish that reached the broker after the duplicate window because this process stood still: nothing on
    /// this side can keep it from being stored, so what was stored a second time is taken out again.
    fn keep_oldest(&self, id: &str, since: Timestamp) -> impl Future<Output = Result<(), PublishError>> + Send;
}

/// A message to be stored under a deterministic identity.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// Becomes `Nats-Msg-Id`.
    pub id: String,
    pub subject: String,
    pub headers: Headers,
    pub payload: Bytes,
}

/// Someone who answers requests: how remote extractors are reached.
pub trait Ask: Send + Sync + 'static {
    /// Sends `payload` to `subject` and waits at most `timeout` for the answer.
    fn ask(&self, subject: &str, payload: Bytes, timeout: Duration) -> Answering<'_>;
}

/// An answer on its way.
pub type Answering<'a> = std::pin::Pin<Box<dyn Future<Output = Result<Bytes, AskError>> + Send + 'a>>;

/// Why there was no answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    #[error("no answer within {0:?}")]
    TimedOut(Duration),
    #[error("nobody listens on `{0}`")]
    Nobody(String),
    #[error("not sent: {0}")]
    Failed(String),
}

/// The broker's word that a message is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    pub sequence: u64,
    /// The message had been stored before, under the same id.
    pub duplicate: bool,
}

/// Why a delivery could not be answered. Whatever it is, the broker will deliver again; nothing is lost.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettleError {
    #[error("the broker did not confirm within {0:?}")]
    TimedOut(Duration),
    #[error("nobody listens for this answer: the consumer is gone")]
    ConsumerGone,
    #[error("not connected: {0}")]
    Disconnected(String),
}

/// Why a message is not known to be stored. It may be stored all the same: publish again, with the same id only.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PublishError {
    #[error("no word from the broker within {0:?}")]
    TimedOut(Duration),
    #[error("not connected: {0}")]
    Disconnected(String),
    #[error("no stream listens on `{0}`; `copydesk setup` creates it, `copydesk check --connect` says what is missing")]
    NoStream(String),
    #[error("the stream is full: {0}")]
    Full(String),
    #[error("message of {bytes} bytes, the broker takes {max}")]
    TooLarge { bytes: usize, max: usize },
    #[error("the broker refuses: {0}")]
    Refused(String),
    #[error("the broker cannot now: {0}")]
    Unavailable(String),
}

/// Why there is no next delivery.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InboxError {
    /// Passing: ask again after a pause.
    #[error("input interrupted: {0}")]
    Interrupted(String),
    /// The consumer or its stream does not exist any more, and it is not ours to create it.
    #[error("input gone: {0}")]
    Gone(String),
    /// Closed on our side.
    #[error("input closed")]
    Closed,
}
