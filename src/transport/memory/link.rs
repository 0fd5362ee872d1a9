//! One worker's connection: requests that get through, get lost, come late, or are never heard of again.

use super::broker::Broker;
use super::faults::Trouble;
use super::{MemoryCell, MemoryInbox, MemoryJournal, MemoryOutbox};
use crate::transport::{Gate, PublishError};
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// A worker's connection to the broker. Clones are the same connection.
#[derive(Clone)]
pub struct Client {
    pub(super) broker: Broker,
    worker: Arc<str>,
}

/// What a request is for; faults tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Call {
    Publish,
    /// A question about what is stored.
    Ask,
    /// An answer to a delivery.
    Answer,
}

/// Why a request has no answer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CallError {
    TimedOut(Duration),
    Disconnected,
    Refused(PublishError),
}

/// The way that a request takes: out, and back; `None` where it gets lost.
#[derive(Clone, Copy, Debug)]
struct Course {
    out: Option<Duration>,
    back: Option<Duration>,
}

impl Client {
    pub(super) fn new(broker: Broker, worker: &str) -> Self {
        Self { broker, worker: worker.into() }
    }

    pub fn inbox(&self, consumer: &str, gate: Gate) -> MemoryInbox {
        MemoryInbox::new(self.clone(), consumer, gate)
    }

    pub fn outbox(&self) -> MemoryOutbox {
        MemoryOutbox::new(self.clone())
    }

    pub fn journal(&self, stream: &str) -> MemoryJournal {
        MemoryJournal::new(self.clone(), stream)
    }

    pub fn cell(&self, key: &str) -> MemoryCell {
        MemoryCell::new(self.clone(), key)
    }

    /// The worker's clock. While the worker is frozen it shows the end of the freeze: no code of the worker can see
    /// the time between.
    pub fn clock(&self) -> impl Fn() -> Timestamp + Clone + Send + Sync + 'static {
        let client = self.clone();
        move || client.broker.time().date(client.frozen_until().unwrap_or_else(Instant::now))
    }

    /// Waits while the worker is frozen.
    pub(super) async fn thawed(&self) {
        while let Some(end) = self.frozen_until() {
            sleep_until(end).await;
        }
    }

    /// When the connection comes back, if it is down.
    pub(super) fn down_until(&self) -> Option<Instant> {
        let (state, time) = (self.broker.lock(), self.broker.time());
        state.script.down_until(&self.worker, time.elapsed()).map(|at| time.after_start(at))
    }

    /// Whether the connection broke after `from`.
    pub(super) fn broke_since(&self, from: Instant) -> bool {
        self.broke_between(from, Instant::now())
    }

    pub(super) fn broke_between(&self, from: Instant, to: Instant) -> bool {
        let (state, time) = (self.broker.lock(), self.broker.time());
        state.script.broke_between(&self.worker, time.since_start(from), time.since_start(to))
    }

    /// How long a message takes to get here now.
    pub(super) fn delivery_delay(&self) -> Duration {
        let latency = self.broker.options().latency_max;
        let mut state = self.broker.lock();
        let late = state.draw(self.broker.elapsed(), |trouble| match trouble {
            Trouble::DeliveryLate { by } => Some(*by),
            _ => None,
        });
        late.unwrap_or_default() + state.latency(latency)
    }

    /// Sends a request that does `work` in the broker, and waits for what comes of it. Once sent it goes its way even
    /// if the caller is gone.
    pub(super) async fn request<T: Send + 'static>(
        &self,
        call: Call,
        work: impl FnOnce(&Broker) -> T + Send + 'static,
    ) -> Result<T, CallError> {
        tokio::task::coop::consume_budget().await;
        self.thawed().await;
        let course = self.course(call)?;
        let sent = Instant::now();
        let timeout = self.broker.options().request_timeout;
        let answer = tokio::time::timeout_at(sent + timeout, self.travel(sent, course, work)).await;
        let stood_still = self.frozen_until().is_some();
        self.thawed().await;
        // Both the answer and the end of the wait are there when the worker moves again: either may be seen first.
        let too_late = stood_still && sent.elapsed() >= timeout && self.broker.lock().rng.bool();
        match answer {
            Ok(answer) if !too_late => Ok(answer),
            _ => Err(CallError::TimedOut(timeout)),
        }
    }

    /// Sends a request whose answer nobody waits for.
    pub(super) async fn tell(&self, call: Call, work: impl FnOnce(&Broker) + Send + 'static) -> Result<(), CallError> {
        self.thawed().await;
        let Some(out) = self.course(call)?.out else { return Ok(()) };
        if out.is_zero() {
            work(&self.broker);
        } else {
            drop(self.send(Instant::now(), out, work));
        }
        Ok(())
    }

    async fn travel<T: Send + 'static>(
        &self,
        sent: Instant,
        course: Course,
        work: impl FnOnce(&Broker) -> T + Send + 'static,
    ) -> T {
        let arrived = match course.out {
            None => None,
            Some(out) if out.is_zero() => Some(work(&self.broker)),
            Some(out) => self.send(sent, out, work).await.ok().flatten(),
        };
        if let (Some(answer), Some(back)) = (arrived, course.back) {
            if !back.is_zero() {
                tokio::time::sleep(back).await;
            }
            if !self.broke_since(sent) {
                return answer;
            }
        }
        std::future::pending().await
    }

    /// Does `work` when the request arrives, unless the connection breaks before.
    fn send<T: Send + 'static>(
        &self,
        sent: Instant,
        out: Duration,
        work: impl FnOnce(&Broker) -> T + Send + 'static,
    ) -> tokio::task::JoinHandle<Option<T>> {
        let client = self.clone();
        tokio::spawn(async move {
            sleep_until(sent + out).await;
            (!client.broke_since(sent)).then(|| work(&client.broker))
        })
    }

    fn frozen_until(&self) -> Option<Instant> {
        let (state, time) = (self.broker.lock(), self.broker.time());
        state.script.frozen_until(&self.worker, time.elapsed()).map(|at| time.after_start(at))
    }

    /// Draws what becomes of a request that is sent now.
    fn course(&self, call: Call) -> Result<Course, CallError> {
        if self.down_until().is_some() {
            return Err(CallError::Disconnected);
        }
        let latency = self.broker.options().latency_max;
        let mut state = self.broker.lock();
        let (out, back) = (state.latency(latency), state.latency(latency));
        let fine = Course { out: Some(out), back: Some(back) };
        let hit = state.draw(self.broker.elapsed(), |trouble| trouble_of(call, trouble));
        match hit {
            None => Ok(fine),
            Some(Hit::Lost) => Ok(Course { out: None, ..fine }),
            Some(Hit::Unheard) => Ok(Course { back: None, ..fine }),
            Some(Hit::Late(by)) => Ok(Course { out: Some(out + by), ..fine }),
            Some(Hit::Refused(error)) => Err(CallError::Refused(error)),
        }
    }
}

/// How a trouble hits one request.
enum Hit {
    Lost,
    Unheard,
    Late(Duration),
    Refused(PublishError),
}

fn trouble_of(call: Call, trouble: &Trouble) -> Option<Hit> {
    match (call, trouble) {
        (Call::Publish | Call::Ask, Trouble::PublishLost) => Some(Hit::Lost),
        (Call::Publish | Call::Ask, Trouble::PublishUnheard) => Some(Hit::Unheard),
        (Call::Publish | Call::Ask, Trouble::PublishLate { by }) => Some(Hit::Late(*by)),
        (Call::Publish, Trouble::PublishRefused(error)) => Some(Hit::Refused(error.clone())),
        (Call::Ask, Trouble::PublishRefused(error @ PublishError::Unavailable(_))) => Some(Hit::Refused(error.clone())),
        (Call::Answer, Trouble::AnswerLost) => Some(Hit::Lost),
        (Call::Answer, Trouble::AnswerUnheard) => Some(Hit::Unheard),
        (Call::Answer, Trouble::AnswerLate { by }) => Some(Hit::Late(*by)),
        _ => None,
    }
}

impl super::broker::State {
    /// The first trouble that lasts now and, by its chance, hits.
    fn draw<T>(&mut self, now: Duration, kind: impl Fn(&Trouble) -> Option<T>) -> Option<T> {
        let rng = &mut self.rng;
        self.script
            .lasting(now)
            .filter_map(|(trouble, percent)| Some((kind(trouble)?, percent)))
            .find(|(_, percent)| rng.u8(0..100) < *percent)
            .map(|(hit, _)| hit)
    }

    /// Half a round trip.
    fn latency(&mut self, max: Duration) -> Duration {
        if max.is_zero() { max } else { (max / 2).mul_f64(self.rng.f64()) }
    }
}
