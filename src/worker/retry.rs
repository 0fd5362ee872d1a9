//! Pauses between attempts: exponential, with full jitter, capped.

use std::time::Duration;

/// How long to wait before trying again.
#[derive(Clone, Copy, Debug)]
pub struct Backoff {
    pub first: Duration,
    pub longest: Duration,
}

impl Backoff {
    /// The pause after attempt number `attempt` (from 1): between half and all of `first * 2^(attempt-1)`, at most
    /// `longest`. The lower half is kept so that a pause is never nothing: a nak without delay is a hot loop.
    pub fn pause(&self, attempt: u64) -> Duration {
        let doublings = attempt.saturating_sub(1).min(32) as u32;
        let full = self.first.saturating_mul(2u32.saturating_pow(doublings)).min(self.longest);
        full / 2 + full.mul_f64(fastrand::f64() / 2.0)
    }
}
