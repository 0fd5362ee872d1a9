//! What every delivery is handled with: the reader, the outbox, the limits, the clock, the gauges.

use super::retry::Backoff;
use super::window::Window;
use crate::pipeline::Reader;
use crate::telemetry::trace::Tracer;
use crate::telemetry::{Health, Metrics, Rates, Recent};
use crate::transport::Outbox;
use jiff::Timestamp;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio_util::sync::CancellationToken;

/// Tells the date. The broker's twin brings its own, which paused time drives.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// Shared by all deliveries of one worker.
pub struct Desk<O, R> {
    pub outbox: O,
    pub reader: R,
    pub settings: DeskSettings,
    pub clock: Clock,
    pub metrics: Arc<Metrics>,
    pub recent: Arc<Recent>,
    pub rates: Arc<Rates>,
    pub health: Arc<Health>,
    pub tracer: Tracer,
    /// Follows the broker's pace; without a gate it does nothing.
    pub window: Window,
    /// Cancelled when what is still in work must be given back.
    pub give_back: CancellationToken,
    in_hand: Mutex<HashSet<u64>>,
}

/// What the desk needs to know of the configuration.
#[derive(Clone, Debug)]
pub struct DeskSettings {
    /// Name of this worker on dead letters.
    pub worker: String,
    pub subject_prefix: String,
    pub attempts_max: u64,
    pub article_bytes_max: usize,
    pub record_bytes_max: Option<usize>,
    pub ack_wait: Duration,
    pub duplicate_window: Duration,
    pub retry: Backoff,
    pub ordered: bool,
    pub drain: Duration,
}

impl<O: Outbox, R: Reader> Desk<O, R> {
    pub fn new(outbox: O, reader: R, settings: DeskSettings, clock: Clock, metrics: Arc<Metrics>) -> Self {
        Self {
            outbox,
            reader,
            settings,
            clock,
            metrics,
            recent: Arc::default(),
            rates: Arc::default(),
            health: Arc::default(),
            tracer: Tracer::off(),
            window: Window::default(),
            give_back: CancellationToken::new(),
            in_hand: Mutex::default(),
        }
    }

    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// The largest record that may go out, in bytes.
    pub fn record_bytes_max(&self) -> usize {
        let broker = self.outbox.message_bytes_max();
        self.settings.record_bytes_max.map_or(broker, |own| own.min(broker))
    }

    /// Marks an article as in hand; `None` where it already is: then the broker sent it again while we work on it, and
    /// the first delivery will answer for both.
    pub fn take_in_hand(self: &Arc<Self>, sequence: u64, bytes: usize) -> Option<InHand<O, R>> {
        let fresh = self.in_hand.lock().unwrap_or_else(PoisonError::into_inner).insert(sequence);
        fresh.then(|| {
            self.metrics.in_flight.inc();
            self.metrics.in_flight_bytes.inc_by(bytes as i64);
            InHand { desk: self.clone(), sequence, bytes }
        })
    }
}

/// An article that is being handled; dropping it lets it be taken again.
pub struct InHand<O, R> {
    desk: Arc<Desk<O, R>>,
    sequence: u64,
    bytes: usize,
}

impl<O, R> Drop for InHand<O, R> {
    fn drop(&mut self) {
        self.desk.in_hand.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.sequence);
        self.desk.metrics.in_flight.dec();
        self.desk.metrics.in_flight_bytes.dec_by(self.bytes as i64);
    }
}
