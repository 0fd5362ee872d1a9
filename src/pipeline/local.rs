//! The local extractors on one document, one after the other, each guarded: a panic costs its layer, not the record.

use super::stages::Stage;
use crate::extract::{Extractor, Reads};
use crate::knowledge::Knowledge;
use crate::record::{Document, Fault, FaultKind};
use crate::telemetry::{ExtractorLabel, Metrics};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{PoisonError, RwLock};
use std::time::{Duration, Instant};

/// A document while it is being read on another thread: what is finished can be taken at any time.
pub struct Progress {
    document: RwLock<Document>,
    /// Position of the extractor that is at work.
    at: AtomicUsize,
    /// Somebody took the document away; the rest of the work is for nothing.
    taken: AtomicBool,
    finished: AtomicBool,
}

impl Progress {
    pub fn new(document: Document) -> Self {
        Self {
            document: RwLock::new(document),
            at: AtomicUsize::new(0),
            taken: AtomicBool::new(false),
            finished: AtomicBool::new(false),
        }
    }

    /// Runs the extractors in order. Those that begin after `budget` are faults, so that a slow one cannot starve the
    /// whole worker.
    pub fn read(&self, extractors: &[&Extractor], knowledge: &Knowledge, budget: Duration, metrics: &Metrics) {
        let begun = Instant::now();
        for (at, extractor) in extractors.iter().enumerate() {
            self.at.store(at, Ordering::Relaxed);
            if self.taken.load(Ordering::Relaxed) {
                return;
            }
            if begun.elapsed() > budget {
                self.fault(extractor.name, FaultKind::TimeOut);
                continue;
            }
            let one = Instant::now();
            self.read_one(extractor, knowledge);
            let label = ExtractorLabel { extractor: extractor.name.to_owned() };
            metrics.extractor_seconds.get_or_create(&label).observe(one.elapsed().as_secs_f64());
        }
    }

    fn read_one(&self, extractor: &Extractor, knowledge: &Knowledge) {
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
        self.finished.store(true, Ordering::Release);
        std::mem::take(&mut self.document.write().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether nothing is left to wait for but the sealing.
    pub fn is_finished(&self) -> bool {
        self.finished.load(Ordering::Acquire)
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
