//! Who speaks: one process at a time, until it says no more that it is there.
//!
//! The holder writes its name into a cell again and again. Who sees the same writing for [`TAKEN_AFTER`], on its own
//! clock, puts its name there instead; only one can, for the cell takes what was written after its last revision. The
//! holder stops earlier than that, [`HELD_FOR`] after it sent the last writing that was confirmed, on its own clock too.
//! No two clocks are compared. What is left of doubt (a holder that stands still between its look at the clock and its
//! publish) is the broker's to settle: two publishes of one id are one message.

use crate::transport::{Cell, CellError};
use bytes::Bytes;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, MissedTickBehavior, interval, timeout};
use tokio_util::sync::CancellationToken;

/// How often the holder writes, and the others look.
const EVERY: Duration = Duration::from_millis(1_500);
/// A writing is good for so long: two lost ones are no reason to stop.
const HELD_FOR: Duration = Duration::from_millis(4_500);
/// A holder that has not written for so long is gone. With one look at most after that, another speaks within 8 s.
const TAKEN_AFTER: Duration = Duration::from_secs(6);
/// An answer that takes longer comes too late.
const ANSWER_MAX: Duration = Duration::from_secs(2);

/// The time in which this process may speak: none, or one that began and will end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tenure {
    /// Different after each interruption.
    pub begun: Instant,
    pub until: Instant,
}

/// Whether the lease is held now.
pub fn held(tenure: &watch::Receiver<Option<Tenure>>) -> Option<Tenure> {
    (*tenure.borrow()).filter(|tenure| Instant::now() < tenure.until)
}

/// The lease as one process sees it.
pub struct Lease<'a, C> {
    cell: &'a C,
    name: Bytes,
    /// The last writing of another, and since when it has been there.
    seen: Option<(u64, Instant)>,
    mine: Option<u64>,
}

impl<'a, C: Cell> Lease<'a, C> {
    /// `name`: of this process, of no other before or after it.
    pub fn new(cell: &'a C, name: &str) -> Self {
        Self { cell, name: Bytes::copy_from_slice(name.as_bytes()), seen: None, mine: None }
    }

    /// Takes the lease when it can be had and keeps it, until `stop`.
    pub async fn keep(&mut self, tenure: &watch::Sender<Option<Tenure>>, stop: &CancellationToken) {
        let mut beat = interval(EVERY);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => return,
                _ = beat.tick() => {}
            }
            let asked = Instant::now();
            match timeout(ANSWER_MAX, self.hold()).await {
                Ok(Ok(true)) => tell(tenure, asked),
                Ok(Ok(false)) => drop(tenure.send_replace(None)),
                // It runs out by itself where this goes on.
                Ok(Err(why @ CellError::Missing(_))) => tracing::warn!(%why, "nobody can be at the story desk"),
                Ok(Err(why)) => tracing::debug!(%why, "the lease of the story desk is in doubt"),
                Err(_) => tracing::debug!("the lease of the story desk is in doubt: no answer"),
            }
        }
    }

    /// Gives it to whoever wants it.
    pub async fn release(self) {
        if let Some(revision) = self.mine {
            let _ = timeout(ANSWER_MAX, self.cell.clear(revision)).await;
        }
    }

    async fn hold(&mut self) -> Result<bool, CellError> {
        let written = self.cell.read().await?;
        let free = match &written {
            None => true,
            Some(written) if written.bytes == self.name => true,
            Some(written) => self.seen_for(written.revision) >= TAKEN_AFTER,
        };
        self.mine = match free {
            true => self.cell.write(written.map(|written| written.revision), self.name.clone()).await?,
            false => None,
        };
        Ok(self.mine.is_some())
    }

    fn seen_for(&mut self, revision: u64) -> Duration {
        match self.seen {
            Some((seen, since)) if seen == revision => since.elapsed(),
            _ => {
                self.seen = Some((revision, Instant::now()));
                Duration::ZERO
            }
        }
    }
}

fn tell(tenure: &watch::Sender<Option<Tenure>>, asked: Instant) {
    tenure.send_modify(|tenure| {
        let begun = tenure.filter(|tenure| asked < tenure.until).map_or(asked, |tenure| tenure.begun);
        *tenure = Some(Tenure { begun, until: asked + HELD_FOR });
    });
}

#[cfg(test)]
#[path = "lease_tests.rs"]
mod tests;
