//! An inbox with a speed and an end: how old input is run again.

use super::{Delivery, Inbox, InboxError};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Hands on the deliveries of another inbox, at most so many a second, up to a sequence or a number of articles.
pub struct Paced<I: Inbox> {
    inbox: I,
    /// Time between two deliveries; zero for no limit.
    pause: Duration,
    /// The last sequence that is wanted.
    last: Option<u64>,
    /// Articles that are still to come; redeliveries are not counted.
    left: u64,
    next_at: Instant,
    over: Vec<Delivery<I::Receipt>>,
}

impl<I: Inbox> Paced<I> {
    /// `per_second` 0 is no limit. `count`: the articles that there are.
    pub fn new(inbox: I, per_second: f64, last: Option<u64>, count: u64) -> Self {
        let pause = if per_second > 0.0 { Duration::from_secs_f64(1.0 / per_second) } else { Duration::ZERO };
        Self { inbox, pause, last, left: count, next_at: Instant::now(), over: Vec::new() }
    }
}

impl<I: Inbox> Inbox for Paced<I> {
    type Receipt = I::Receipt;

    async fn next(&mut self) -> Result<Delivery<I::Receipt>, InboxError> {
        if self.left == 0 {
            return Err(InboxError::Closed);
        }
        sleep_until(self.next_at).await;
        let delivery = self.inbox.next().await?;
        self.next_at = Instant::now() + self.pause;
        let sequence = delivery.origin.sequence;
        if self.last.is_some_and(|last| sequence > last) {
            self.left = 0;
            self.over.push(delivery);
            return Err(InboxError::Closed);
        }
        self.left -= u64::from(delivery.origin.delivered == 1);
        if self.last == Some(sequence) {
            self.left = 0;
        }
        Ok(delivery)
    }

    async fn close(&mut self) -> Vec<Delivery<I::Receipt>> {
        let mut left = self.inbox.close().await;
        left.append(&mut self.over);
        left
    }
}

#[cfg(test)]
#[path = "paced_tests.rs"]
mod tests;
