//! An inbox with a speed and an end: how old input is run again.

use super::{Delivery, Inbox, InboxError, Receipt};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// Hands on the deliveries of another inbox, at most so many a second, up to a sequence or the end of the input.
pub struct Paced<I: Inbox> {
    inbox: I,
    /// Time between two deliveries; zero for no limit.
    pause: Duration,
    /// The last sequence that is wanted.
    last: Option<u64>,
    next_at: Instant,
    ended: bool,
    over: Vec<Delivery<I::Receipt>>,
}

impl<I: Inbox> Paced<I> {
    /// `per_second` 0 is no limit.
    pub fn new(inbox: I, per_second: f64, last: Option<u64>) -> Self {
        let pause = if per_second > 0.0 { Duration::from_secs_f64(1.0 / per_second) } else { Duration::ZERO };
        Self { inbox, pause, last, next_at: Instant::now(), ended: false, over: Vec::new() }
    }
}

impl<I: Inbox> Inbox for Paced<I>
where
    I::Receipt: Receipt,
{
    type Receipt = I::Receipt;

    async fn next(&mut self) -> Result<Delivery<I::Receipt>, InboxError> {
        if self.ended {
            return Err(InboxError::Closed);
        }
        sleep_until(self.next_at).await;
        let delivery = self.inbox.next().await?;
        self.next_at = Instant::now() + self.pause;
        if self.last.is_some_and(|last| delivery.origin.sequence > last) {
            self.ended = true;
            self.over.push(delivery);
            return Err(InboxError::Closed);
        }
        self.ended = delivery.origin.pending == 0 || self.last == Some(delivery.origin.sequence);
        Ok(delivery)
    }

    async fn close(&mut self) -> Vec<Delivery<I::Receipt>> {
        let mut left = self.inbox.close().await;
        left.append(&mut self.over);
        left
    }
}
