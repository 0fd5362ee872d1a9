//! How many articles a second, over the last seconds and minutes.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// Seconds that are remembered one by one: the longest window that is shown, 5 minutes.
pub const WINDOW_MAX_S: u64 = 300;

/// Counts events second by second. Shared through an `Arc`; bounded at `WINDOW_MAX_S` numbers.
pub struct Rates {
    epoch: Instant,
    ring: Mutex<Ring>,
}

struct Ring {
    /// Events of second `s` after `epoch` stand at `s % WINDOW_MAX_S`.
    counts: [u64; WINDOW_MAX_S as usize],
    /// The newest second that has a count.
    newest_s: u64,
}

/// Events a second, averaged over three windows.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct RateWindows {
    #[serde(rename = "10s")]
    pub ten_seconds: f64,
    #[serde(rename = "1m")]
    pub one_minute: f64,
    #[serde(rename = "5m")]
    pub five_minutes: f64,
}

impl Default for Rates {
    fn default() -> Self {
        Self::new()
    }
}

impl Rates {
    pub fn new() -> Self {
        let ring = Ring { counts: [0; WINDOW_MAX_S as usize], newest_s: 0 };
        Self { epoch: Instant::now(), ring: Mutex::new(ring) }
    }

    /// One article was settled.
    pub fn count(&self) {
        let now_s = self.epoch.elapsed().as_secs();
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        ring.turn_to(now_s);
        if let Some(count) = ring.counts.get_mut((now_s % WINDOW_MAX_S) as usize) {
            *count += 1;
        }
    }

    /// Events a second over the last `window` (whole seconds, at most `WINDOW_MAX_S`), or since the start where that
    /// is shorter.
    pub fn over(&self, window: Duration) -> f64 {
        let elapsed = self.epoch.elapsed();
        let now_s = elapsed.as_secs();
        let window_s = window.as_secs().clamp(1, WINDOW_MAX_S);
        let mut ring = self.ring.lock().unwrap_or_else(PoisonError::into_inner);
        ring.turn_to(now_s);
        let first_s = (now_s + 1).saturating_sub(window_s);
        let events: u64 = (first_s..=now_s).filter_map(|s| ring.counts.get((s % WINDOW_MAX_S) as usize)).sum();
        // The running second counts only as far as it has come; at least one second, so that the first is no peak.
        let span_s = (elapsed.as_secs_f64() - first_s as f64).max(1.0);
        events as f64 / span_s
    }

    pub fn windows(&self) -> RateWindows {
        let [ten_seconds, one_minute, five_minutes] = [10, 60, 300].map(|s| self.over(Duration::from_secs(s)));
        RateWindows { ten_seconds, one_minute, five_minutes }
    }
}

impl Ring {
    /// Empties the seconds that have come round again since the newest one.
    fn turn_to(&mut self, now_s: u64) {
        let stale = now_s.saturating_sub(self.newest_s).min(WINDOW_MAX_S);
        for s in (now_s + 1 - stale)..=now_s {
            if let Some(count) = self.counts.get_mut((s % WINDOW_MAX_S) as usize) {
                *count = 0;
            }
        }
        self.newest_s = self.newest_s.max(now_s);
    }
}

#[cfg(test)]
#[path = "rates_tests.rs"]
mod tests;
