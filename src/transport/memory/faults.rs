//! What goes wrong, and when: a script as data, played in the broker's time.

use crate::transport::PublishError;
use std::time::Duration;

/// One thing that goes wrong.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// When it begins, from the start of the broker.
    pub at: Duration,
    /// How long it lasts; what happens in an instant (a consumer recreated, a worker killed) does not look at it.
    pub lasts: Duration,
    /// How many calls of a hundred it hits while it lasts; only for troubles of single calls.
    pub percent: u8,
    pub trouble: Trouble,
}

/// What goes wrong. A worker is named as in `Broker::client`.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// Publishes get lost: not stored, no answer.
    PublishLost,
    /// Publishes are stored, their answers get lost.
    PublishUnheard,
    /// Publishes are stored only so much later, whether or not the caller still waits.
    PublishLate { by: Duration },
    /// Publishes are refused in so many words.
    PublishRefused(PublishError),
    /// Acks, naks, terms get lost: no effect, no answer.
    AnswerLost,
    /// Acks, naks, terms take effect, the confirmation gets lost.
    AnswerUnheard,
    /// Acks, naks, terms take effect only so much later.
    AnswerLate { by: Duration },
    /// Messages are handed out but reach the worker only so much later.
    DeliveryLate { by: Duration },
    /// All consumers are deleted, and created again when it is over: they know of no delivery and no ack.
    ConsumerGone,
    /// The broker restarts; it is down as long as this lasts, and its consumers forget the last `forgets` before it.
    Restart { forgets: Duration },
    /// One worker has no connection.
    Cut { worker: String },
    /// One worker stands still: it neither sends nor sees anything, and its clock jumps to the end.
    Freeze { worker: String },
    /// One worker dies without a word. For whoever runs the workers: the broker does nothing.
    Kill { worker: String },
}

impl Fault {
    pub fn new(at: Duration, lasts: Duration, trouble: Trouble) -> Self {
        Self { at, lasts, percent: 100, trouble }
    }

    pub fn percent(mut self, percent: u8) -> Self {
        self.percent = percent;
        self
    }

    /// When it is over, from the start of the broker.
    pub fn end(&self) -> Duration {
        self.at + self.lasts
    }

    fn lasts_at(&self, now: Duration) -> bool {
        self.at <= now && now < self.end()
    }
}

/// Something that the broker has to do at a moment of the script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    RollBack { since: Duration },
    DeleteConsumers,
    CreateConsumers,
}

/// The faults of one broker; all times are counted from its start.
#[derive(Clone, Debug, Default)]
pub(super) struct Script {
    faults: Vec<Fault>,
    /// What is still to be done, soonest first.
    events: Vec<(Duration, Event)>,
}

impl Script {
    pub fn add(&mut self, fault: Fault) {
        match fault.trouble {
            Trouble::Restart { forgets } => {
                self.events.push((fault.at, Event::RollBack { since: fault.at.saturating_sub(forgets) }));
            }
            Trouble::ConsumerGone => {
                self.events.extend([(fault.at, Event::DeleteConsumers), (fault.end(), Event::CreateConsumers)]);
            }
            _ => {}
        }
        self.events.sort_by_key(|(at, _)| *at);
        self.faults.push(fault);
    }

    /// Takes the next event that is due.
    pub fn due(&mut self, now: Duration) -> Option<Event> {
        let due = self.events.first().is_some_and(|(at, _)| *at <= now);
        due.then(|| self.events.remove(0).1)
    }

    /// The troubles that last, each with its chance.
    pub fn lasting(&self, now: Duration) -> impl Iterator<Item = (&Trouble, u8)> {
        self.faults.iter().filter(move |f| f.lasts_at(now)).map(|f| (&f.trouble, f.percent))
    }

    /// When this worker's connection comes back, if it is down.
    pub fn down_until(&self, worker: &str, now: Duration) -> Option<Duration> {
        let breaks = |f: &&Fault| f.lasts_at(now) && breaks_connection(&f.trouble, worker);
        self.faults.iter().filter(breaks).map(Fault::end).max()
    }

    /// Whether this worker's connection broke after `from`, up to `to`.
    pub fn broke_between(&self, worker: &str, from: Duration, to: Duration) -> bool {
        self.faults.iter().any(|f| breaks_connection(&f.trouble, worker) && from < f.at && f.at <= to)
    }

    /// When this worker moves again, if it stands still.
    pub fn frozen_until(&self, worker: &str, now: Duration) -> Option<Duration> {
        let freezes =
            |f: &&Fault| f.lasts_at(now) && matches!(&f.trouble, Trouble::Freeze { worker: w } if w == worker);
        self.faults.iter().filter(freezes).map(Fault::end).max()
    }

    /// The next moment at which something begins or ends.
    pub fn next_change(&self, now: Duration) -> Option<Duration> {
        self.faults.iter().flat_map(|f| [f.at, f.end()]).filter(|at| *at > now).min()
    }
}

fn breaks_connection(trouble: &Trouble, worker: &str) -> bool {
    match trouble {
        Trouble::Restart { .. } => true,
        Trouble::Cut { worker: cut } => cut == worker,
        _ => false,
    }
}

#[cfg(test)]
#[path = "fault_tests.rs"]
mod tests;
