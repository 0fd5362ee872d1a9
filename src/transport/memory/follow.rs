//! Following a stream as messages come in, without a consumer.

use super::broker::Broker;
use super::stream::StoredMessage;
use std::sync::Arc;

/// Reads a stream in order at its own pace; what the stream's limits dropped meanwhile is passed over.
pub struct Follower {
    broker: Broker,
    stream: String,
    next: u64,
}

impl Follower {
    pub(super) fn new(broker: Broker, stream: &str, next: u64) -> Self {
        Self { broker, stream: stream.to_owned(), next }
    }

    /// Waits for the next message. Cancel-safe. Never ends where there is no such stream.
    pub async fn next(&mut self) -> Arc<StoredMessage> {
        loop {
            let stirred = self.broker.stirred();
            tokio::pin!(stirred);
            stirred.as_mut().enable();
            let message = self.broker.lock().stream(&self.stream).and_then(|s| s.message_from(self.next)).cloned();
            if let Some(message) = message {
                self.next = message.sequence + 1;
                return message;
            }
            stirred.await;
        }
    }
}
