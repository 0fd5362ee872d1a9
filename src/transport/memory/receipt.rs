//! How a delivery is answered.

use super::consumer::Answer;
use super::link::{Call, CallError, Client};
use crate::transport::{Receipt, SettleError};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::Instant;

/// Answers one delivery over the connection that it came by.
pub struct MemoryReceipt {
    client: Client,
    consumer: Arc<str>,
    sequence: u64,
}

impl MemoryReceipt {
    pub(super) fn new(client: Client, consumer: Arc<str>, sequence: u64) -> Self {
        Self { client, consumer, sequence }
    }

    async fn confirmed(&self, answer: Answer) -> Result<(), SettleError> {
        let (consumer, sequence) = (self.consumer.clone(), self.sequence);
        let heard = self.client.request(Call::Answer, move |broker| give(broker, &consumer, sequence, answer)).await;
        match heard.map_err(settle_error)? {
            true => Ok(()),
            false => Err(SettleError::ConsumerGone),
        }
    }
}

impl Receipt for MemoryReceipt {
    async fn ack(&self) -> Result<(), SettleError> {
        self.confirmed(Answer::Ack).await
    }

    async fn nak(&self, delay: Duration) -> Result<(), SettleError> {
        self.confirmed(Answer::Nak(delay)).await
    }

    async fn term(&self, reason: &str) -> Result<(), SettleError> {
        self.confirmed(Answer::Term(reason.to_owned())).await
    }

    async fn in_progress(&self) -> Result<(), SettleError> {
        let (consumer, sequence) = (self.consumer.clone(), self.sequence);
        let told = self.client.tell(Call::Answer, move |broker| {
            give(broker, &consumer, sequence, Answer::InProgress);
        });
        told.await.map_err(settle_error)
    }
}

/// Gives an answer to the consumer; false when nobody listens.
fn give(broker: &super::Broker, consumer: &str, sequence: u64, answer: Answer) -> bool {
    let mut state = broker.lock();
    let consumer = state.stream_of_mut(consumer).and_then(|stream| stream.consumers.get_mut(consumer));
    let listening = consumer.map(|consumer| consumer.answer(sequence, answer, Instant::now())).is_some();
    drop(state);
    broker.stir();
    listening
}

fn settle_error(error: CallError) -> SettleError {
    match error {
        CallError::TimedOut(wait) => SettleError::TimedOut(wait),
        CallError::Disconnected => SettleError::Disconnected("the broker is down".into()),
        CallError::Refused(error) => SettleError::Disconnected(error.to_string()),
    }
}
