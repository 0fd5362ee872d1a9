//! Storing a story until the broker has it, and never a second time; see `worker::once` for why that holds.

use super::Role;
use super::lease::{Tenure, held};
use super::message::Hand;
use crate::transport::{Cell, Journal, Outbox, Outgoing, PublishError};
use crate::worker::Stop;
use crate::worker::once::{self, Guard};
use std::time::Duration;
use tokio::sync::watch;

/// Longest pause while a story is held, as of a record.
const HOLD_MAX: Duration = Duration::from_secs(2);

impl<J: Journal, O: Outbox, C: Cell> Role<J, O, C> {
    /// Publishes until the broker has it.
    ///
    /// # Errors
    /// In words, where the lease was lost or the process must stop before that: then it is open who has told it.
    pub(super) async fn publish(
        &self,
        hand: &Hand,
        message: &Outgoing,
        tenure: &watch::Receiver<Option<Tenure>>,
        stop: &Stop,
    ) -> Result<(), String> {
        let window = self.settings.duplicate_window;
        let mut late = false;
        for attempt in 1.. {
            let decided = (self.clock)();
            let stored = self.publish_once(hand, message).await;
            late |= once::is_late(decided, (self.clock)(), window);
            let settled = stored.is_ok() || stop.drain.is_cancelled() || held(tenure).is_none();
            if late && settled {
                self.keep_oldest(hand, message, stop).await;
            }
            let why = match stored {
                Ok(()) => return Ok(()),
                Err(PublishError::TooLarge { bytes, max }) => {
                    tracing::error!(sequence = hand.sequence, bytes, max, "this story fits no message; it is left out");
                    return Ok(());
                }
                Err(why) => why,
            };
            if settled {
                return Err(format!("the story of record {} is in doubt: {why}", hand.sequence));
            }
            tracing::debug!(sequence = hand.sequence, attempt, %why, "story not confirmed; tried again under the same id");
            tokio::time::sleep(self.settings.retry.pause(attempt).min(HOLD_MAX)).await;
            if held(tenure).is_none() {
                return Err(format!("the lease ended before the story of record {} was confirmed", hand.sequence));
            }
        }
        Ok(())
    }

    async fn publish_once(&self, hand: &Hand, message: &Outgoing) -> Result<(), PublishError> {
        let guard = once::guard(hand.stored_at, (self.clock)(), self.settings.duplicate_window);
        if guard == Guard::Output && self.outbox.holds(&message.id, &hand.origin(), hand.stored_at).await? {
            return Ok(());
        }
        self.outbox.publish(message).await.map(drop)
    }

    /// After a publish that may have reached the broker when it no longer knew the id.
    async fn keep_oldest(&self, hand: &Hand, message: &Outgoing, stop: &Stop) {
        for attempt in 1.. {
            match self.outbox.keep_oldest(&message.id, hand.stored_at).await {
                Ok(()) => return,
                Err(why @ PublishError::Refused(_)) => {
                    return tracing::error!(id = message.id, %why, "a second copy may remain");
                }
                Err(_) if stop.now.is_cancelled() => return,
                Err(why) => tracing::debug!(id = message.id, %why, "cannot look for a second copy; looking again"),
            }
            tokio::time::sleep(self.settings.retry.pause(attempt).min(HOLD_MAX)).await;
        }
    }
}
