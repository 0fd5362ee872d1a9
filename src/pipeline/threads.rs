//! Articles that wait to be read, and the bounded threads that read them, a few abreast.

use super::abreast;
use super::local::Progress;
use super::reader::Failure;
use super::snapshot::Snapshot;
use crate::transport::Headers;
use bytes::Bytes;
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

/// An article that waits for a thread, and where its reading is waited for.
pub struct Job<T> {
    pub payload: Bytes,
    pub headers: Headers,
    pub snapshot: Arc<Snapshot>,
    /// Told once the article is open.
    pub opened: oneshot::Sender<Opened>,
    pub done: oneshot::Sender<Result<T, Failure>>,
}

/// An article that is being read.
pub struct Opened {
    pub progress: Arc<Progress>,
    pub group: Arc<Group>,
}

/// Who waits for whom: jobs in the order they came, as many as there are deliveries in flight, and threads without work.
pub struct Threads<T> {
    count: usize,
    state: Mutex<State<T>>,
}

struct State<T> {
    waiting: VecDeque<Job<T>>,
    idle: usize,
}

impl<T> Threads<T> {
    pub fn new(count: usize) -> Self {
        let count = count.max(1);
        Self { count, state: Mutex::new(State { waiting: VecDeque::new(), idle: count }) }
    }

    /// Queues a job; `true` where a thread has to be begun for it, which goes on until [`take`](Self::take) has none.
    #[must_use]
    pub fn queue(&self, job: Job<T>) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.waiting.push_back(job);
        state.begin()
    }

    /// A thread is given up, and will not come back; `true` where another has to be begun in its place.
    #[must_use]
    pub fn replace(&self) -> bool {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.idle += 1;
        !state.waiting.is_empty() && state.begin()
    }

    /// The jobs that a thread reads abreast: its share of those that wait. Without any it is idle, and ends.
    pub fn take(&self) -> Option<Vec<Job<T>>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.waiting.retain(|job| !job.done.is_closed());
        if state.waiting.is_empty() {
            state.idle += 1;
            return None;
        }
        let share = state.waiting.len().div_ceil(self.count);
        let n = abreast::count(state.waiting.iter().take(share).map(|job| job.payload.len()));
        Some(state.waiting.drain(..n).collect())
    }
}

impl<T> State<T> {
    fn begin(&mut self) -> bool {
        let begins = self.idle > 0;
        self.idle -= usize::from(begins);
        begins
    }
}

/// Articles that one thread reads abreast. It is either read to its end or given up, when an extractor is stuck on one of
/// them: then the others are read again elsewhere, which changes nothing, for reading is a function.
#[derive(Default)]
pub struct Group {
    fate: AtomicU8,
    given_up: CancellationToken,
}

const OPEN: u8 = 0;
const READ: u8 = 1;
const GIVEN_UP: u8 = 2;

impl Group {
    /// Whether this thread may hand on what it read.
    pub fn end(&self) -> bool {
        self.decide(READ)
    }

    /// Whether it was given up now: not if it was already, nor if it has been read meanwhile.
    pub fn give_up(&self) -> bool {
        let now = self.decide(GIVEN_UP);
        if now {
            self.given_up.cancel();
        }
        now
    }

    pub fn is_given_up(&self) -> bool {
        self.fate.load(Ordering::Acquire) == GIVEN_UP
    }

    /// Waits until it is given up.
    pub async fn given_up(&self) {
        self.given_up.cancelled().await;
    }

    fn decide(&self, fate: u8) -> bool {
        self.fate.compare_exchange(OPEN, fate, Ordering::AcqRel, Ordering::Acquire).is_ok()
    }
}

#[cfg(test)]
#[path = "threads_tests.rs"]
mod tests;
