//! Time in the broker: tokio's clock, shown as a calendar date.

use jiff::Timestamp;
use std::time::Duration;
use tokio::time::Instant;

/// Turns tokio's instants into timestamps, so that paused time drives the dates too.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clock {
    start: Instant,
    base: Timestamp,
}

impl Clock {
    pub fn starting_at(base: Timestamp) -> Self {
        Self { start: Instant::now(), base }
    }

    /// The date of an instant; an instant before the start counts as the start.
    pub fn date(&self, instant: Instant) -> Timestamp {
        self.base.checked_add(self.since_start(instant)).unwrap_or(Timestamp::MAX)
    }

    pub fn now(&self) -> Timestamp {
        self.date(Instant::now())
    }

    /// The instant that lies so long after the start.
    pub fn after_start(&self, elapsed: Duration) -> Instant {
        self.start + elapsed
    }

    /// How long after the start an instant lies.
    pub fn since_start(&self, instant: Instant) -> Duration {
        instant.saturating_duration_since(self.start)
    }

    pub fn elapsed(&self) -> Duration {
        self.start.elapsed()
    }
}
