//! The local extractors on one document, one after the other, each guarded: a panic costs its layer, not the record.

use super::stages::Stage;
use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Document, Fault, FaultKind};
use crate::telemetry::{ExtractorLabel, Metrics};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, Instant};

/// A document while it is being read on another thread: what is finished can be taken at any time.
pub struct Progress {
    document: RwLock<Document>,
    /// Position of the extractor that is at work, or was last.
    at: AtomicUsize,
    /// Somebody took the document away; the rest of the work is for nothing.
    taken: AtomicBool,
    opened: Instant,
    /// Nanoseconds that extractors have worked on it. Between two it may wait for others.
    spent: AtomicU64,
    /// When the one at work began, in nanoseconds after the opening; [`AT_REST`] while none is.
    since: AtomicU64,
}

/// No extractor is at work.
const AT_REST: u64 = u64::MAX;

impl Progress {
    pub fn new(document: Document) -> Self {
        Self {
            document: RwLock::new(document),
            at: AtomicUsize::new(0),
            taken: AtomicBool::new(false),
            opened: Instant::now(),
            spent: AtomicU64::new(0),
            since: AtomicU64::new(AT_REST),
        }
    }

    /// Lets one extractor work, the one at position `at`. Where all before it took longer than `budget`, it is a fault, so
    /// that a slow one cannot starve the whole worker.
    pub fn step(&self, at: usize, extractor: &Extractor, knowledge: &Knowledge, budget: Duration, metrics: &Metrics) {
        if self.taken.load(Ordering::Relaxed) {
            return;
        }
        self.at.store(at, Ordering::Relaxed);
        if self.spent() > budget {
            return self.fault(extractor.name, FaultKind::TimeOut);
        }
        let begun = self.now();
        self.since.store(begun, Ordering::Relaxed);
        self.read(extractor, knowledge);
        self.since.store(AT_REST, Ordering::Relaxed);
        let spent = self.now().saturating_sub(begun);
        self.spent.fetch_add(spent, Ordering::Relaxed);
        let label = ExtractorLabel { extractor: extractor.name.to_owned() };
        metrics.extractor_seconds.get_or_create(&label).observe(Duration::from_nanos(spent).as_secs_f64());
    }

    fn now(&self) -> u64 {
        self.opened.elapsed().as_nanos() as u64
    }

    fn spent(&self) -> Duration {
        Duration::from_nanos(self.spent.load(Ordering::Relaxed))
    }

    /// How long it takes at least until the extractors have taken `limit` with one of them at work; `None` where that is
    /// so.
    pub fn left(&self, limit: Duration) -> Option<Duration> {
        let left = limit.saturating_sub(self.spent());
        match self.since.load(Ordering::Relaxed) {
            AT_REST => Some(left.max(limit / 2)),
            since => Some(left.saturating_sub(Duration::from_nanos(self.now().saturating_sub(since)))),
        }
        .filter(|left| !left.is_zero())
    }

    fn read(&self, extractor: &Extractor, knowledge: &Knowledge) {
        // Readers share the lock, so that the finished part can be copied while an extractor is stuck.
        let layer = {
            let document = self.document.read().unwrap_or_else(PoisonError::into_inner);
            if extractor.reads == Reads::English && document.language() != "en" {
                return;
            }
            catch_unwind(AssertUnwindSafe(|| (extractor.extract)(&document, knowledge)))
        };
        match layer {
            Ok(layer) => self.document.write().unwrap_or_else(PoisonError::into_inner).fill(layer),
            Err(_) => self.fault(extractor.name, FaultKind::Panic),
        }
    }

    fn fault(&self, extractor: &str, kind: FaultKind) {
        let mut document = self.document.write().unwrap_or_else(PoisonError::into_inner);
        document.faults.push(Fault { extractor: extractor.to_owned(), kind });
    }

    /// The finished document; for whoever ran the extractors.
    pub fn finish(&self) -> Document {
        std::mem::take(&mut self.document.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// What is finished while an extractor is stuck: that one and all after it are faults.
    pub fn take_unfinished(&self, extractors: &[&Extractor]) -> Document {
        self.taken.store(true, Ordering::Relaxed);
        let mut document = self.document.read().unwrap_or_else(PoisonError::into_inner).clone();
        for extractor in extractors.iter().skip(self.at.load(Ordering::Relaxed)) {
            document.faults.push(Fault { extractor: extractor.name.to_owned(), kind: FaultKind::TimeOut });
        }
        document
    }
}

/// The extractors of the plan that are not disabled, in order.
pub fn enabled(stages: &'static [Stage], disabled: &[String]) -> Vec<&'static Extractor> {
    let all = stages.iter().flat_map(|s| s.extractors.iter().copied());
    all.filter(|e| !disabled.iter().any(|name| name == e.name)).collect()
}
