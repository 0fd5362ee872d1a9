//! Where a worker's deliveries come from: a pull on a durable consumer.

use super::broker::far_ahead;
use super::consumer::HandedOut;
use super::link::Client;
use super::receipt::MemoryReceipt;
use crate::transport::{Delivery, Gate, Inbox, InboxError, Origin, Permit, Room};
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep, sleep_until};

/// A client notices a silent connection after two missed heartbeats of five seconds.
const SILENCE_MAX: Duration = Duration::from_secs(10);

/// A pull on a consumer that is not there is answered only after a moment, so that asking again is no busy loop.
const NOT_FOUND_WAIT: Duration = Duration::from_millis(100);

/// The deliveries of one worker's connection.
pub struct MemoryInbox {
    client: Client,
    consumer: Arc<str>,
    gate: Gate,
    /// Handed out by the broker and not yet taken; at most one pull's worth.
    pulled: VecDeque<Pulled>,
    closed: bool,
}

/// A message on its way from the broker.
struct Pulled {
    stream: Arc<str>,
    handed_out: HandedOut,
    permit: Permit,
    sent_at: Instant,
    arrives_at: Instant,
}

impl MemoryInbox {
    pub(super) fn new(client: Client, consumer: &str, gate: Gate) -> Self {
        Self { client, consumer: consumer.into(), gate, pulled: VecDeque::new(), closed: false }
    }

    /// The oldest pulled message, if it is here by now; those that a broken connection swallowed are gone.
    fn arrived(&mut self) -> Option<Delivery<MemoryReceipt>> {
        let (client, now) = (&self.client, Instant::now());
        self.pulled.retain(|p| p.arrives_at <= p.sent_at || !client.broke_between(p.sent_at, p.arrives_at));
        if self.pulled.front()?.arrives_at > now {
            return None;
        }
        let pulled = self.pulled.pop_front()?;
        Some(self.delivery(pulled))
    }

    fn delivery(&self, pulled: Pulled) -> Delivery<MemoryReceipt> {
        let HandedOut { message, delivered, waiting } = pulled.handed_out;
        let receipt = MemoryReceipt::new(self.client.clone(), self.consumer.clone(), message.sequence);
        let origin = Origin {
            stream: pulled.stream,
            sequence: message.sequence,
            subject: message.subject.clone(),
            stored_at: message.stored_at,
            delivered,
            pending: waiting,
        };
        Delivery {
            origin,
            headers: message.headers.clone(),
            payload: message.payload.clone(),
            received_at: (self.client.clock())(),
            receipt,
            permit: pulled.permit,
        }
    }

    /// Waits until the broker handed out at least one message. Its side of the pull goes on while the worker is frozen.
    async fn pull(&mut self) -> Result<(), InboxError> {
        let options = self.client.broker.options();
        let mut room = self.gate.room(1, options.pull_messages_max, options.pull_bytes_max).await;
        let broker = self.client.broker.clone();
        loop {
            let stirred = broker.stirred();
            tokio::pin!(stirred);
            stirred.as_mut().enable();
            if let Some(back) = self.client.down_until() {
                sleep_until(back.min(Instant::now() + SILENCE_MAX)).await;
                return Err(InboxError::Interrupted("no sign of life from the broker".into()));
            }
            let Some(due) = self.take_into(&mut room) else {
                sleep(NOT_FOUND_WAIT).await;
                return Err(InboxError::Gone(format!("no consumer `{}`", self.consumer)));
            };
            if !self.pulled.is_empty() {
                return Ok(());
            }
            let wake = [due, broker.next_change()].into_iter().flatten().min().unwrap_or_else(far_ahead);
            tokio::select! {
                () = stirred => {}
                () = sleep_until(wake) => {}
            }
        }
    }

    /// Takes what the consumer has, as far as there is room. Returns when more falls due, `None` without a consumer.
    fn take_into(&mut self, room: &mut Room) -> Option<Option<Instant>> {
        let now = Instant::now();
        let mut state = self.client.broker.lock();
        let stream = state.stream_of_mut(&self.consumer)?;
        let name: Arc<str> = stream.options.name.as_str().into();
        let (consumer, messages) = stream.consumer_mut(&self.consumer)?;
        let mut taken = Vec::new();
        while room.messages() > 0 {
            // The server sends at least one message, however large it is.
            let bytes_max = if taken.is_empty() { usize::MAX } else { room.bytes() };
            let Some(handed_out) = consumer.hand_out(messages, now, bytes_max) else { break };
            let Some(permit) = room.take(handed_out.message.bytes()) else { break };
            taken.push((handed_out, permit));
        }
        let due = consumer.next_due();
        drop(state);
        for (handed_out, permit) in taken {
            // One connection keeps the order: a message never arrives before the one sent before it.
            let soonest = self.pulled.back().map_or(now, |before| before.arrives_at);
            let arrives_at = soonest.max(now + self.client.delivery_delay());
            self.pulled.push_back(Pulled { stream: name.clone(), handed_out, permit, sent_at: now, arrives_at });
        }
        Some(due)
    }
}

impl Inbox for MemoryInbox {
    type Receipt = MemoryReceipt;

    async fn next(&mut self) -> Result<Delivery<MemoryReceipt>, InboxError> {
        while !self.closed {
            tokio::task::coop::consume_budget().await;
            self.client.thawed().await;
            if let Some(delivery) = self.arrived() {
                return Ok(delivery);
            }
            match self.pulled.front() {
                Some(next) => sleep_until(next.arrives_at).await,
                None => self.pull().await?,
            }
        }
        Err(InboxError::Closed)
    }

    async fn close(&mut self) -> Vec<Delivery<MemoryReceipt>> {
        self.closed = true;
        self.client.thawed().await;
        let mut here = Vec::new();
        while let Some(delivery) = self.arrived() {
            here.push(delivery);
        }
        self.pulled.clear();
        here
    }
}

#[cfg(test)]
#[path = "inbox_tests.rs"]
mod tests;
