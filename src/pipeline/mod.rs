//! The stages in order, and the run of one article through them.
//!
//! [`stages`] is the plan as a literal. [`Pipeline::read_now`] runs it here and now (`extract`); as a
//! [`Reader`] it runs on bounded threads of its own, with budgets, and asks remote extractors.

mod local;
pub mod plan;
mod reader;
mod reading;
mod remote;
mod settings;
mod snapshot;
pub mod stages;

#[cfg(test)]
mod tests;

pub use reader::{Failure, FanOut, Reader, Reading, Route};
pub use reading::{FanOuts, reading};
pub use settings::{ExtractSettings, RemoteSettings};

use crate::extract::entities::{self, Explained};
use crate::extract::{Extractor, clean};
use crate::intake;
use crate::knowledge::Knowledge;
use crate::record::{Document, Language, Published, PublishedSource, Reason, Record, Rejection};
use crate::telemetry::{ExtractorLabel, Metrics};
use crate::transport::{Ask, Headers};
use bytes::Bytes;
use local::Progress;
use snapshot::{Snapshot, Snapshots};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, oneshot};

/// Beyond the budget of all extractors, what one that is stuck may take before the record goes out without it. At the
/// budget the next extractor is not begun any more, so only a stuck one gets here.
const STUCK_AFTER: u32 = 2;

/// Reads articles by the plan.
pub struct Pipeline {
    settings: ExtractSettings,
    limits: intake::Limits,
    budget: Duration,
    fan_outs: FanOuts,
    extractors: Vec<&'static Extractor>,
    snapshots: Snapshots,
    metrics: Arc<Metrics>,
    asker: Option<Arc<dyn Ask>>,
    threads: Arc<Semaphore>,
}

/// What a pipeline is made of.
pub struct Parts {
    pub settings: ExtractSettings,
    pub limits: intake::Limits,
    /// For all local extractors on one article together.
    pub budget: Duration,
    pub fan_outs: FanOuts,
    pub knowledge: Arc<Knowledge>,
    pub metrics: Arc<Metrics>,
    /// Who asks remote extractors; without it they are faults.
    pub asker: Option<Arc<dyn Ask>>,
    /// Articles that are read at the same time.
    pub threads: usize,
}

impl Pipeline {
    pub fn new(parts: Parts) -> Arc<Pipeline> {
        Self::with_stages(parts, stages::STAGES)
    }

    fn with_stages(parts: Parts, stages: &'static [stages::Stage]) -> Arc<Pipeline> {
        Arc::new(Pipeline {
            snapshots: Snapshots::new(Snapshot::new(&parts.settings, parts.knowledge)),
            extractors: local::enabled(stages, &parts.settings.disabled),
            settings: parts.settings,
            limits: parts.limits,
            budget: parts.budget,
            fan_outs: parts.fan_outs,
            metrics: parts.metrics,
            asker: parts.asker,
            threads: Arc::new(Semaphore::new(parts.threads.max(1))),
        })
    }

    /// Revision of the pipeline, as in `provenance.pipeline`.
    pub fn revision(&self) -> Arc<str> {
        self.snapshots.now().revision().into()
    }

    /// Replaces the knowledge for all articles that are begun from now on.
    pub fn know(&self, knowledge: Arc<Knowledge>) {
        self.snapshots.replace(Snapshot::new(&self.settings, knowledge));
    }

    /// Reads one message on this thread. Remote extractors are not asked.
    pub fn read_now(&self, payload: &[u8], headers: &Headers) -> Result<Record, Rejection> {
        self.read_dated(payload, headers, None)
    }

    /// The same, with a publication date for an article that brings none.
    pub fn read_dated(&self, payload: &[u8], headers: &Headers, date: Option<&str>) -> Result<Record, Rejection> {
        let snapshot = self.snapshots.now();
        let document = self.document(payload, headers, date, &snapshot)?;
        self.count(&document);
        Ok(Record::seal(document, &snapshot.provenance))
    }

    /// Reads one message on this thread and says why its entities are what they are.
    pub fn explain(&self, payload: &[u8], headers: &Headers, date: Option<&str>) -> Result<Explanation, Rejection> {
        let snapshot = self.snapshots.now();
        let document = self.document(payload, headers, date, &snapshot)?;
        Ok(Explanation { entities: entities::explain(&document, &snapshot.knowledge), document })
    }

    fn document(
        &self,
        payload: &[u8],
        headers: &Headers,
        date: Option<&str>,
        snapshot: &Snapshot,
    ) -> Result<Document, Rejection> {
        let article = intake::read(payload, |name| headers.get(name), &self.limits)?;
        let mut document = clean::clean(article)?;
        if let (None, Some(date)) = (&document.published.value, date) {
            document.published = Published { value: Some(date.to_owned()), source: PublishedSource::Input };
        }
        let progress = Progress::new(document);
        progress.read(&self.extractors, &snapshot.knowledge, self.budget, &self.metrics);
        self.settle_language(progress.finish())
    }

    /// Opens and cleans a message; a panic is ours, not the article's.
    fn open(&self, payload: &[u8], headers: &Headers) -> Result<Document, Failure> {
        let open = || clean::clean(intake::read(payload, |name| headers.get(name), &self.limits)?);
        match catch_unwind(AssertUnwindSafe(open)) {
            Ok(document) => document.map_err(Failure::Rejected),
            Err(_) => Err(Failure::Broken("the article could not be opened: a panic, see the log".into())),
        }
    }

    /// Opens, reads and, where nobody else is to be asked, seals an article: the work of one thread.
    fn work(
        &self,
        payload: &[u8],
        headers: &Headers,
        snapshot: &Snapshot,
        opened: oneshot::Sender<Arc<Progress>>,
    ) -> Result<Read, Failure> {
        let progress = Arc::new(Progress::new(self.open(payload, headers)?));
        let _ = opened.send(progress.clone());
        progress.read(&self.extractors, &snapshot.knowledge, self.budget, &self.metrics);
        let document = self.settle_language(progress.finish()).map_err(Failure::Rejected)?;
        if self.asks() {
            return Ok(Read::Document(Box::new(document)));
        }
        self.seal(document, snapshot).map(Read::Sealed)
    }

    /// Has the work done on a thread of its own. An extractor that is stuck is given up, with its thread: the record
    /// goes out with what was finished.
    async fn read_local(
        self: &Arc<Self>,
        payload: Bytes,
        headers: Headers,
        snapshot: Arc<Snapshot>,
    ) -> Result<Read, Failure> {
        let permit = self.threads.clone().acquire_owned().await;
        let (opened, opening) = oneshot::channel();
        let pipeline = self.clone();
        let work = tokio::task::spawn_blocking(move || pipeline.work(&payload, &headers, &snapshot, opened));
        tokio::pin!(work);
        let done = tokio::time::timeout(self.budget * STUCK_AFTER, &mut work).await;
        drop(permit);
        match (done, opening.await) {
            (Ok(done), _) => done.map_err(thread_died)?,
            (Err(_), Ok(progress)) if !progress.is_finished() => {
                let document = progress.take_unfinished(&self.extractors);
                self.settle_language(document).map(Box::new).map(Read::Document).map_err(Failure::Rejected)
            }
            (Err(_), _) => work.await.map_err(thread_died)?,
        }
    }

    /// Whether remote extractors are to be asked.
    fn asks(&self) -> bool {
        !self.settings.remote.is_empty()
    }

    fn seal(&self, document: Document, snapshot: &Snapshot) -> Result<Reading, Failure> {
        self.count(&document);
        reading(&Record::seal(document, &snapshot.provenance), self.fan_outs)
    }

    /// The configured fallback for texts whose language cannot be known, and the configured refusal of others.
    fn settle_language(&self, mut document: Document) -> Result<Document, Rejection> {
        if document.language() == Language::UNKNOWN
            && let Some(tag) = &self.settings.default_language
        {
            document.layers.language = Some(Language { tag: tag.clone(), confidence: 0.0 });
        }
        let language = document.language();
        if self.settings.languages.is_empty() || self.settings.languages.iter().any(|l| l == language) {
            return Ok(document);
        }
        let detail = format!("the text is in `{language}`; extract.languages allows {:?}", self.settings.languages);
        Err(Rejection::new("language", Reason::UnsupportedLanguage, detail))
    }

    fn count(&self, document: &Document) {
        for fault in &document.faults {
            self.metrics.faults.get_or_create(&ExtractorLabel { extractor: fault.extractor.clone() }).inc();
        }
    }
}

/// An article as it was read, and why its entities are what they are.
pub struct Explanation {
    pub document: Document,
    pub entities: Vec<Explained>,
}

/// How far an article was read.
enum Read {
    Sealed(Reading),
    Document(Box<Document>),
}

fn thread_died(why: tokio::task::JoinError) -> Failure {
    Failure::Broken(format!("the thread that read the article died: {why}"))
}

impl Reader for Arc<Pipeline> {
    async fn read(&self, payload: Bytes, headers: &Headers) -> Result<Reading, Failure> {
        let snapshot = self.snapshots.now();
        let mut document = match self.read_local(payload, headers.clone(), snapshot.clone()).await? {
            Read::Sealed(reading) => return Ok(reading),
            Read::Document(document) => document,
        };
        if self.asks() {
            remote::ask_all(&self.settings.remote, self.asker.as_deref(), &mut document).await;
        }
        let pipeline = self.clone();
        tokio::task::spawn_blocking(move || pipeline.seal(*document, &snapshot)).await.map_err(thread_died)?
    }

    fn revision(&self) -> Arc<str> {
        Pipeline::revision(self)
    }

    fn earlier_revisions(&self) -> Vec<Arc<str>> {
        self.snapshots.earlier()
    }
}
