//! Whether this process is alive, and whether it can take articles now.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::Duration;
use tokio::time::Instant;

/// What must be true before this process can take articles, and the loops that must not fall silent.
///
/// Shared through an `Arc`; every call is a few atomic operations and waits for nothing.
pub struct Health {
    epoch: Instant,
    connected: AtomicBool,
    bound: AtomicBool,
    loaded: AtomicBool,
    draining: AtomicBool,
    loops: RwLock<Vec<Loop>>,
}

/// A loop of the program that shows now and then that it still turns.
struct Loop {
    name: &'static str,
    silence_max: Duration,
    /// Milliseconds after `epoch`.
    last_beat_ms: AtomicU64,
}

/// A loop that has been silent for too long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    pub name: &'static str,
    pub silence: Duration,
    pub silence_max: Duration,
}

/// The conditions of readiness, for people and probes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Readiness {
    /// The broker is connected.
    pub connected: bool,
    /// The consumer is bound: articles can be pulled.
    pub bound: bool,
    /// Models and knowledge are in memory.
    pub loaded: bool,
    /// Being stopped: what is in work is finished, nothing new is taken.
    pub draining: bool,
}

impl Readiness {
    pub fn ready(&self) -> bool {
        self.connected && self.bound && self.loaded && !self.draining
    }

    /// What keeps the process from being ready, one line for each condition; empty when it is ready.
    pub fn missing(&self) -> Vec<&'static str> {
        [
            (!self.connected, "not connected to the broker"),
            (!self.bound, "no consumer bound"),
            (!self.loaded, "models and knowledge not loaded"),
            (self.draining, "draining: being stopped"),
        ]
        .into_iter()
        .filter_map(|(missing, words)| missing.then_some(words))
        .collect()
    }
}

impl Default for Health {
    fn default() -> Self {
        Self::new()
    }
}

impl Health {
    /// Nothing is true yet, no loop is watched.
    pub fn new() -> Self {
        Self {
            epoch: Instant::now(),
            connected: AtomicBool::new(false),
            bound: AtomicBool::new(false),
            loaded: AtomicBool::new(false),
            draining: AtomicBool::new(false),
            loops: RwLock::default(),
        }
    }

    pub fn set_connected(&self, yes: bool) {
        self.connected.store(yes, Ordering::Relaxed);
    }

    pub fn set_bound(&self, yes: bool) {
        self.bound.store(yes, Ordering::Relaxed);
    }

    pub fn set_loaded(&self, yes: bool) {
        self.loaded.store(yes, Ordering::Relaxed);
    }

    /// There is no way back: a process that drains will end.
    pub fn set_draining(&self) {
        self.draining.store(true, Ordering::Relaxed);
    }

    pub fn readiness(&self) -> Readiness {
        Readiness {
            connected: self.connected.load(Ordering::Relaxed),
            bound: self.bound.load(Ordering::Relaxed),
            loaded: self.loaded.load(Ordering::Relaxed),
            draining: self.draining.load(Ordering::Relaxed),
        }
    }

    pub fn ready(&self) -> bool {
        self.readiness().ready()
    }

    /// Models and knowledge are in memory. The broker is left out on purpose: where it is away, a restart of this
    /// process would not bring it back.
    pub fn started(&self) -> bool {
        self.loaded.load(Ordering::Relaxed)
    }

    /// From now on `name` must beat at least every `silence_max`; starting counts as a beat. Watching a name again
    /// (a loop that was restarted) sets its new limit.
    pub fn watch(&self, name: &'static str, silence_max: Duration) {
        let mut loops = self.loops.write().unwrap_or_else(PoisonError::into_inner);
        loops.retain(|l| l.name != name);
        loops.push(Loop { name, silence_max, last_beat_ms: AtomicU64::new(self.now_ms()) });
    }

    /// `name` still turns. Without effect for a name that is not watched.
    pub fn beat(&self, name: &'static str) {
        let loops = self.loops.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(l) = loops.iter().find(|l| l.name == name) {
            l.last_beat_ms.store(self.now_ms(), Ordering::Relaxed);
        }
    }

    /// `name` has ended as it should, and is not missed any more. A loop that panics never says so, and is missed.
    pub fn finish(&self, name: &'static str) {
        let mut loops = self.loops.write().unwrap_or_else(PoisonError::into_inner);
        loops.retain(|l| l.name != name);
    }

    /// The loops that have been silent for too long; empty = alive.
    pub fn silent(&self) -> Vec<Silent> {
        let now_ms = self.now_ms();
        let loops = self.loops.read().unwrap_or_else(PoisonError::into_inner);
        loops.iter().filter_map(|l| l.silent_at(now_ms)).collect()
    }

    pub fn alive(&self) -> bool {
        self.silent().is_empty()
    }

    /// Time since this process began.
    pub fn uptime(&self) -> Duration {
        self.epoch.elapsed()
    }

    fn now_ms(&self) -> u64 {
        self.epoch.elapsed().as_millis() as u64
    }
}

impl Loop {
    fn silent_at(&self, now_ms: u64) -> Option<Silent> {
        let silence = Duration::from_millis(now_ms.saturating_sub(self.last_beat_ms.load(Ordering::Relaxed)));
        (silence > self.silence_max).then_some(Silent { name: self.name, silence, silence_max: self.silence_max })
    }
}

#[cfg(test)]
#[path = "health_tests.rs"]
mod tests;
