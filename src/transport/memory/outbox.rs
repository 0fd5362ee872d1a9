//! Where a worker's messages go.

use super::link::{Call, CallError, Client};
use super::stream::ID_HEADER;
use crate::transport::{Origin, Outbox, Outgoing, PublishError, Stored};
use jiff::Timestamp;

/// The outbox of one worker's connection. Clones share the connection.
#[derive(Clone)]
pub struct MemoryOutbox {
    client: Client,
}

impl MemoryOutbox {
    pub(super) fn new(client: Client) -> Self {
        Self { client }
    }
}

impl Outbox for MemoryOutbox {
    async fn publish(&self, message: &Outgoing) -> Result<Stored, PublishError> {
        let Outgoing { id, subject, mut headers, payload } = message.clone();
        headers.set(ID_HEADER, id);
        let stored = self.client.request(Call::Publish, move |broker| broker.store(&subject, headers, payload)).await;
        stored.map_err(publish_error)?
    }

    fn message_bytes_max(&self) -> usize {
        self.client.broker.options().message_bytes_max
    }

    async fn holds(&self, id: &str, origin: &Origin, since: Timestamp) -> Result<bool, PublishError> {
        let (id, input) = (id.to_owned(), origin.stream.clone());
        let asked = self.client.request(Call::Ask, move |broker| {
            let known_until = broker.time().now() - broker.options().holds_lag;
            let state = broker.lock();
            let outputs = state.streams.iter().filter(|stream| *stream.options.name != *input);
            let mut newest_first =
                outputs.flat_map(|stream| stream.messages().rev().take_while(|message| message.stored_at >= since));
            newest_first.any(|message| message.stored_at <= known_until && message.id() == Some(id.as_str()))
        });
        asked.await.map_err(publish_error)
    }

    async fn keep_oldest(&self, id: &str, since: Timestamp) -> Result<(), PublishError> {
        let id = id.to_owned();
        let kept = self.client.request(Call::Ask, move |broker| {
            broker.lock().streams.iter_mut().for_each(|stream| stream.keep_oldest(&id, since));
        });
        kept.await.map_err(publish_error)
    }
}

fn publish_error(error: CallError) -> PublishError {
    match error {
        CallError::TimedOut(wait) => PublishError::TimedOut(wait),
        CallError::Disconnected => PublishError::Disconnected("the broker is down".into()),
        CallError::Refused(error) => error,
    }
}
