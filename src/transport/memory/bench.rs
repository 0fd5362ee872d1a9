//! What the tests of the broker share: a broker with one input, one output and a worker's two ends.

use super::{Broker, ConsumerOptions, Fault, MemoryInbox, MemoryReceipt, Options, StreamOptions, Trouble};
use crate::transport::{Delivery, Gate, Headers, Inbox, Outbox, Outgoing, PublishError, Stored};
use bytes::Bytes;
use jiff::Timestamp;
use std::time::Duration;

pub const ACK_WAIT: Duration = Duration::from_secs(30);
pub const WINDOW: Duration = Duration::from_secs(120);
pub const TIMEOUT: Duration = Duration::from_secs(5);
pub const SECOND: Duration = Duration::from_secs(1);

/// Longer than anything that a test waits for.
const PATIENCE: Duration = Duration::from_secs(3600);

pub fn options() -> Options {
    let consumer = ConsumerOptions::new("copydesk").ack_wait(ACK_WAIT);
    Options::default()
        .base(Timestamp::UNIX_EPOCH)
        .stream(StreamOptions::new("RAW", ["raw.>"]).consumer(consumer))
        .stream(StreamOptions::new("NEWS", ["news.>"]).duplicate_window(WINDOW))
}

/// A broker whose input holds so many messages.
pub fn broker(messages: usize) -> Broker {
    filled(Broker::new(options()), messages)
}

pub fn filled(broker: Broker, messages: usize) -> Broker {
    for number in 1..=messages {
        let stored = broker.publish("raw.bbc", Headers::new(), Bytes::from(format!("text {number}")));
        stored.expect("the input has room");
    }
    broker
}

pub fn gate() -> Gate {
    Gate::new(64, 32 * 1024 * 1024)
}

pub fn inbox(broker: &Broker, worker: &str) -> MemoryInbox {
    broker.client(worker).inbox("copydesk", gate())
}

pub fn now(trouble: Trouble, lasts: Duration, broker: &Broker) {
    broker.inject([Fault::new(broker.elapsed(), lasts, trouble)]);
}

/// The next delivery, which must come.
pub async fn next(inbox: &mut MemoryInbox) -> Delivery<MemoryReceipt> {
    match tokio::time::timeout(PATIENCE, inbox.next()).await {
        Ok(Ok(delivery)) => delivery,
        Ok(Err(error)) => panic!("no delivery: {error}"),
        Err(_) => panic!("no delivery within {PATIENCE:?}"),
    }
}

/// `(sequence, delivered)` of the next delivery.
pub async fn next_is(inbox: &mut MemoryInbox) -> (u64, u64) {
    let delivery = next(inbox).await;
    (delivery.origin.sequence, delivery.origin.delivered)
}

/// Whether nothing comes for so long.
pub async fn silent(inbox: &mut MemoryInbox, wait: Duration) -> bool {
    tokio::time::timeout(wait, inbox.next()).await.is_err()
}

pub fn outgoing(id: &str) -> Outgoing {
    Outgoing {
        id: id.to_owned(),
        subject: "news.enriched.en".to_owned(),
        headers: Headers::new(),
        payload: Bytes::from_static(b"record"),
    }
}

pub async fn publish(broker: &Broker, worker: &str, id: &str) -> Result<Stored, PublishError> {
    broker.client(worker).outbox().publish(&outgoing(id)).await
}

/// The ids in the output, in order.
pub fn output(broker: &Broker) -> Vec<String> {
    broker.messages("NEWS").iter().filter_map(|m| m.id().map(str::to_owned)).collect()
}
