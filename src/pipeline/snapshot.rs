//! The knowledge that articles are read with: it can be replaced between two articles, never within one.

use super::{ExtractSettings, plan};
use crate::knowledge::Knowledge;
use crate::record::Provenance;
use arc_swap::ArcSwap;
use std::sync::{Arc, Mutex, PoisonError};

/// Revisions that are remembered after they were replaced. An article comes again an ack wait (30 s) after its worker fell
/// silent, and knowledge is replaced once a second at most: twice that.
const EARLIER_MAX: usize = 64;

/// What one article is read with from begin to end.
pub struct Snapshot {
    pub knowledge: Arc<Knowledge>,
    /// What its record says of how it was made.
    pub provenance: Provenance,
}

impl Snapshot {
    pub fn new(settings: &ExtractSettings, knowledge: Arc<Knowledge>) -> Self {
        let rows = plan::rows(settings);
        let digest = knowledge.digest().map(str::to_owned);
        let provenance = Provenance {
            pipeline: plan::revision(&rows, settings, digest.as_deref()),
            knowledge: digest,
            models: rows.iter().filter(|r| !r.disabled).flat_map(|r| r.models.clone()).collect(),
            stages: plan::stage_refs(&rows),
            degraded: Vec::new(),
        };
        Self { knowledge, provenance }
    }

    pub fn revision(&self) -> &str {
        &self.provenance.pipeline
    }
}

/// The snapshot of now, and the revisions of those before it.
pub struct Snapshots {
    now: ArcSwap<Snapshot>,
    earlier: Mutex<Vec<Arc<str>>>,
}

impl Snapshots {
    pub fn new(first: Snapshot) -> Self {
        Self { now: ArcSwap::from_pointee(first), earlier: Mutex::default() }
    }

    pub fn now(&self) -> Arc<Snapshot> {
        self.now.load_full()
    }

    /// Articles that are begun from now on are read with `next`.
    pub fn replace(&self, next: Snapshot) {
        let mut earlier = self.earlier.lock().unwrap_or_else(PoisonError::into_inner);
        let (before, after) = (self.now.load_full(), next.revision().to_owned());
        if before.revision() != after {
            earlier.retain(|revision| **revision != *after && **revision != *before.revision());
            earlier.insert(0, before.revision().into());
            earlier.truncate(EARLIER_MAX);
        }
        self.now.store(Arc::new(next));
    }

    /// Revisions before the one of now, the youngest first.
    pub fn earlier(&self) -> Vec<Arc<str>> {
        self.earlier.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
