//! What can be configured of the worker: how much at a time, how often again, how long.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `[worker]`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WorkerSettings {
    /// Articles in this process at a time; unset = 64 for each thread, where the measured rate stops growing.
    pub in_flight_max: Option<usize>,
    /// Bytes of raw articles in this process at a time.
    pub in_flight_bytes_max: usize,
    /// Threads that extract; unset = one for each core.
    pub threads: Option<usize>,
    /// Deliveries of one article after which it is a dead letter.
    pub attempts_max: u64,
    /// First pause before an article is tried again; doubled each time, with jitter.
    pub retry_wait_ms: u64,
    /// Longest pause before an article is tried again.
    pub retry_wait_max_s: u64,
    /// Seconds that articles in work may take after SIGTERM.
    pub drain_s: u64,
    /// Largest raw article in bytes; above it `too-large`.
    pub article_bytes_max: usize,
    /// Milliseconds that all local extractors together may take for one article; later ones become faults.
    pub article_budget_ms: u64,
    /// Wait for the broker's confirmation of each ack. Without it: faster, and more redeliveries after a failure.
    pub confirm_acks: bool,
    pub ordered_by: OrderedBy,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            in_flight_max: None,
            in_flight_bytes_max: 32 * 1024 * 1024,
            threads: None,
            attempts_max: 5,
            retry_wait_ms: 500,
            retry_wait_max_s: 60,
            drain_s: 25,
            article_bytes_max: 2_000_000,
            article_budget_ms: 2_000,
            confirm_acks: true,
            ordered_by: OrderedBy::None,
        }
    }
}

/// Which articles must come out in the order they came in (within one worker).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OrderedBy {
    #[default]
    None,
    /// Articles on one subject (the source's) one after the other.
    Source,
}
