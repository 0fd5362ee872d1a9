//! What the settings mean: numbers for what was left open, durations, addresses.

use super::Settings;
use std::net::SocketAddr;
use std::time::Duration;

/// In-flight articles for each thread: the measured rate stops growing at 64, past it only latency grows.
const IN_FLIGHT_PER_THREAD: usize = 64;

/// The settings with nothing left open. Values that make no sense were reported by the checks.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    pub servers: Vec<String>,
    pub threads: usize,
    pub in_flight_max: usize,
    /// `None`: no HTTP.
    pub listen: Option<SocketAddr>,
    /// `None`: wait for ever.
    pub connect_wait: Option<Duration>,
    pub ack_wait: Duration,
    pub heartbeat: Duration,
    pub duplicate_window: Duration,
    pub retry_wait: Duration,
    pub retry_wait_max: Duration,
    /// The longest that the pauses between all attempts at one article can take together.
    pub retries_take_at_most: Duration,
    pub drain: Duration,
    pub article_budget: Duration,
}

impl Resolved {
    /// `cores`: how many threads the machine runs at a time.
    pub fn of(settings: &Settings, cores: usize) -> Self {
        let Settings { nats, input, output, worker, admin, .. } = settings;
        let threads = worker.threads.unwrap_or(cores).max(1);
        let retry_wait = Duration::from_millis(worker.retry_wait_ms);
        let retry_wait_max = Duration::from_secs(worker.retry_wait_max_s);
        Self {
            servers: nats.url.split(',').map(|s| s.trim().to_owned()).collect(),
            threads,
            in_flight_max: worker.in_flight_max.unwrap_or(threads.saturating_mul(IN_FLIGHT_PER_THREAD)),
            listen: admin.listen.parse().ok(),
            connect_wait: (nats.connect_wait_s > 0).then(|| Duration::from_secs(nats.connect_wait_s)),
            ack_wait: Duration::from_secs(input.ack_wait_s),
            heartbeat: Duration::from_secs(input.heartbeat_s),
            duplicate_window: Duration::from_secs(output.duplicate_window_s),
            retry_wait,
            retry_wait_max,
            retries_take_at_most: retries(retry_wait, retry_wait_max, worker.attempts_max),
            drain: Duration::from_secs(worker.drain_s),
            article_budget: Duration::from_millis(worker.article_budget_ms),
        }
    }
}

/// The sum of the pauses: doubled each time up to the longest, one less than attempts.
fn retries(first: Duration, longest: Duration, attempts: u64) -> Duration {
    let mut sum = Duration::ZERO;
    let mut pause = first.min(longest);
    let mut left = attempts.saturating_sub(1);
    while left > 0 && pause < longest && !pause.is_zero() {
        sum = sum.saturating_add(pause);
        pause = pause.saturating_mul(2).min(longest);
        left -= 1;
    }
    sum.saturating_add(pause.saturating_mul(u32::try_from(left).unwrap_or(u32::MAX)))
}

#[cfg(test)]
#[path = "resolve_tests.rs"]
mod tests;
