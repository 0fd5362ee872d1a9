//! How many articles at a time: fewer while the broker is slow to confirm, more while it is quick.
//!
//! Additive increase, multiplicative decrease, as TCP does it (Chiu and Jain, 1989), on the time from publish to PubAck.
//! Past the broker's knee more articles in flight bring no rate, only waiting, and in the end time-outs.

use crate::transport::Gate;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A PubAck that takes longer is slow: a fifth of the time after which the client gives up.
pub const SLOW: Duration = Duration::from_secs(1);
/// What is left of the window after a slow round.
const DECREASE: f64 = 0.7;
/// By how much a quick round widens it: from the least to 128 in fifteen rounds.
const INCREASE: f64 = 8.0;
/// Enough to keep a broker busy that syncs each message to disk.
const LEAST: f64 = 8.0;

/// The window of a worker over its gate.
#[derive(Default)]
pub struct Window(Option<(Gate, Mutex<Round>)>);

/// What was seen since the window last changed.
struct Round {
    size: f64,
    seen: f64,
    took: Duration,
}

impl Window {
    /// Starts as wide as the gate.
    pub fn over(gate: Gate) -> Self {
        let round = Round { size: gate.messages_max() as f64, seen: 0.0, took: Duration::ZERO };
        Self(Some((gate, Mutex::new(round))))
    }

    /// Takes note of one publish. The window changes after as many as it is wide.
    pub fn observe(&self, took: Duration) {
        let Some((gate, round)) = &self.0 else { return };
        let mut round = round.lock().unwrap_or_else(PoisonError::into_inner);
        round.seen += 1.0;
        round.took += took;
        if round.seen < round.size {
            return;
        }
        let most = gate.messages_max() as f64;
        let slow = round.took.div_f64(round.seen) > SLOW;
        let size = if slow { round.size * DECREASE } else { round.size + INCREASE };
        *round = Round { size: size.clamp(LEAST.min(most), most), seen: 0.0, took: Duration::ZERO };
        gate.narrow_to(round.size as usize);
    }

    /// Articles at a time, now; `None` without a gate.
    pub fn size(&self) -> Option<usize> {
        let (_, round) = self.0.as_ref()?;
        Some(round.lock().unwrap_or_else(PoisonError::into_inner).size as usize)
    }
}

#[cfg(test)]
#[path = "window_tests.rs"]
mod tests;
