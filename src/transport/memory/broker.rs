//! The broker: its streams behind one lock, and the calls of those who feed and watch it.

use super::clock::Clock;
use super::consumer::ConsumerState;
use super::faults::{Event, Fault, Script, Trouble};
use super::follow::Follower;
use super::link::Client;
use super::options::Options;
use super::stream::{StoredMessage, Stream, message_bytes};
use super::subject;
use super::{MemoryInbox, MemoryOutbox};
use crate::transport::{Gate, Headers, PublishError, Stored, Written};
use bytes::Bytes;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::Instant;

/// An in-process broker that behaves as JetStream where it matters. Clones are the same broker.
#[derive(Clone)]
pub struct Broker {
    shared: Arc<Shared>,
}

struct Shared {
    options: Options,
    clock: Clock,
    state: Mutex<State>,
    stirred: Notify,
}

/// What the lock guards.
pub(super) struct State {
    pub streams: Vec<Stream>,
    pub script: Script,
    /// Values by their keys.
    pub cells: BTreeMap<String, Option<Written>>,
    pub rng: fastrand::Rng,
}

impl Broker {
    /// Inside a tokio runtime with paused time, the broker's time is that time.
    pub fn new(options: Options) -> Self {
        let streams = options.streams.iter().cloned().map(Stream::new).collect();
        let state = State {
            streams,
            script: Script::default(),
            cells: BTreeMap::new(),
            rng: fastrand::Rng::with_seed(options.seed),
        };
        let clock = Clock::starting_at(options.base);
        Self { shared: Arc::new(Shared { options, clock, state: Mutex::new(state), stirred: Notify::new() }) }
    }

    /// Stores a message at once, untouched by faults; a `Nats-Msg-Id` among the headers is its id.
    pub fn publish(&self, subject: &str, headers: Headers, payload: Bytes) -> Result<Stored, PublishError> {
        self.store(subject, headers, payload)
    }

    /// The connection of one worker; faults speak of it by this name.
    pub fn client(&self, worker: &str) -> Client {
        Client::new(self.clone(), worker)
    }

    /// The inbox of a worker without a name.
    pub fn inbox(&self, consumer: &str, gate: Gate) -> MemoryInbox {
        self.client("").inbox(consumer, gate)
    }

    /// The outbox of a worker without a name.
    pub fn outbox(&self) -> MemoryOutbox {
        self.client("").outbox()
    }

    /// The broker's date and time, on tokio's clock.
    pub fn clock(&self) -> impl Fn() -> Timestamp + Clone + Send + Sync + 'static {
        let clock = self.shared.clock;
        move || clock.now()
    }

    /// Time since the broker started, as faults count it.
    pub fn elapsed(&self) -> Duration {
        self.shared.clock.elapsed()
    }

    /// All messages of a stream, oldest first; empty where there is no such stream.
    pub fn messages(&self, stream: &str) -> Vec<Arc<StoredMessage>> {
        let state = self.lock();
        state.stream(stream).map(|s| s.messages().cloned().collect()).unwrap_or_default()
    }

    /// Follows a stream from the next message on.
    pub fn subscribe(&self, stream: &str) -> Follower {
        let last = self.lock().stream(stream).map_or(0, Stream::last_sequence);
        Follower::new(self.clone(), stream, last + 1)
    }

    /// What a consumer still has to do; `None` while there is no such consumer.
    pub fn consumer_state(&self, consumer: &str) -> Option<ConsumerState> {
        self.lock().streams.iter().find_map(|s| s.consumers.get(consumer)).map(|c| c.state())
    }

    /// Sequences that a consumer gave up for good, with the reasons; the last few thousand.
    pub fn terms(&self, consumer: &str) -> Vec<(u64, String)> {
        let state = self.lock();
        state.streams.iter().find_map(|s| s.consumers.get(consumer)).map(|c| c.terms()).unwrap_or_default()
    }

    /// Waits until every message was handed out and answered for good.
    pub async fn settled(&self, consumer: &str) {
        loop {
            let stirred = self.stirred();
            tokio::pin!(stirred);
            stirred.as_mut().enable();
            if self.consumer_state(consumer).is_some_and(|state| state.settled()) {
                return;
            }
            let change = self.next_change().unwrap_or_else(far_ahead);
            tokio::select! {
                () = stirred => {}
                () = tokio::time::sleep_until(change) => {}
            }
        }
    }

    /// Adds faults to the script.
    pub fn inject(&self, faults: impl IntoIterator<Item = Fault>) {
        let mut state = self.lock();
        faults.into_iter().for_each(|fault| state.script.add(fault));
        drop(state);
        self.stir();
    }

    /// Adds a fault that begins now and hits every call.
    pub fn inject_now(&self, lasts: Duration, trouble: Trouble) {
        self.inject([Fault::new(self.elapsed(), lasts, trouble)]);
    }

    pub(super) fn store(&self, subject: &str, headers: Headers, payload: Bytes) -> Result<Stored, PublishError> {
        let bytes = message_bytes(&headers, &payload);
        let max = self.options().message_bytes_max;
        if bytes > max {
            return Err(PublishError::TooLarge { bytes, max });
        }
        let now = Instant::now();
        let date = self.shared.clock.date(now);
        let mut state = self.lock();
        let stream = state.streams.iter_mut().find(|s| s.listens_to(subject) && subject::is_plain(subject));
        let stream = stream.ok_or_else(|| PublishError::NoStream(subject.to_owned()))?;
        let stored = stream.store(subject, headers, payload, now, date);
        drop(state);
        self.stir();
        stored
    }

    pub(super) fn options(&self) -> &Options {
        &self.shared.options
    }

    pub(super) fn time(&self) -> &Clock {
        &self.shared.clock
    }

    /// The state, with everything of the script done that is due.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        let mut state = self.shared.state.lock().unwrap_or_else(PoisonError::into_inner);
        while let Some(event) = state.script.due(self.elapsed()) {
            state.happens(event, &self.shared.clock);
        }
        state
    }

    /// Wakes all who wait for a change.
    pub(super) fn stir(&self) {
        self.shared.stirred.notify_waiters();
    }

    /// Ends at the next change; enable it before looking, so that none is missed.
    pub(super) fn stirred(&self) -> tokio::sync::futures::Notified<'_> {
        self.shared.stirred.notified()
    }

    /// When the script changes something next.
    pub(super) fn next_change(&self) -> Option<Instant> {
        let next = self.lock().script.next_change(self.elapsed());
        next.map(|at| self.shared.clock.after_start(at))
    }
}

impl State {
    pub fn stream(&self, name: &str) -> Option<&Stream> {
        self.streams.iter().find(|s| s.options.name == name)
    }

    pub fn stream_of_mut(&mut self, consumer: &str) -> Option<&mut Stream> {
        self.streams.iter_mut().find(|s| s.consumers.contains_key(consumer))
    }

    fn happens(&mut self, event: Event, clock: &Clock) {
        for stream in &mut self.streams {
            match event {
                Event::DeleteConsumers => stream.consumers.clear(),
                Event::CreateConsumers => stream.create_consumers(),
                Event::RollBack { since } => {
                    let (since, now) = (clock.after_start(since), Instant::now());
                    stream.consumers.values_mut().for_each(|consumer| consumer.roll_back(since, now));
                }
            }
        }
    }
}

/// An end for a sleep that nothing is known to end; far, yet within what a timer can hold.
pub(super) fn far_ahead() -> Instant {
    const A_DAY: Duration = Duration::from_secs(24 * 60 * 60);
    Instant::now() + A_DAY
}
