//! The stages in order, and the run of one article through them.
//!
//! [`stages`] is the plan as a literal. [`Pipeline::read_all`] runs it here and now (`extract`); as a
//! [`Reader`] it runs on bounded threads of its own, with budgets, and asks remote extractors.

pub mod abreast;
mod local;
pub mod plan;
mod reader;
mod reading;
mod remote;
mod settings;
mod snapshot;
pub mod stages;
mod threads;

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
use abreast::Run;
use bytes::Bytes;
use local::Progress;
use snapshot::{Snapshot, Snapshots};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;
use threads::{Group, Job, Opened, Threads};
use tokio::sync::oneshot;

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
    threads: Threads<Read>,
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
    /// Threads that read, each a few articles abreast.
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
            threads: Threads::new(parts.threads),
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
        let snapshot = self.snapshots.now();
        let document = self.document(payload, headers, None, &snapshot)?;
        Ok(self.sealed(document, &snapshot))
    }

    /// Reads messages on this thread, [abreast]; `date` is the publication date of articles that bring none. Remote
    /// extractors are not asked. One result a message, in their order.
    pub fn read_all(&self, messages: &[(&[u8], &Headers)], date: Option<&str>) -> Vec<Result<Record, Rejection>> {
        let snapshot = self.snapshots.now();
        let open = |(payload, headers): &(&[u8], &Headers)| self.begin(payload, headers, date).map(Progress::new);
        let opened: Vec<Result<Progress, Rejection>> = messages.iter().map(open).collect();
        let articles = opened.iter().flatten().map(|progress| (progress, &*snapshot.knowledge));
        self.run().read(articles, || true);
        let seal = |progress: Progress| Ok(self.sealed(self.settle_language(progress.finish())?, &snapshot));
        opened.into_iter().map(|progress| progress.and_then(seal)).collect()
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
        let progress = Progress::new(self.begin(payload, headers, date)?);
        self.run().read(std::iter::once((&progress, &*snapshot.knowledge)), || true);
        self.settle_language(progress.finish())
    }

    /// Opens and cleans a message.
    fn begin(&self, payload: &[u8], headers: &Headers, date: Option<&str>) -> Result<Document, Rejection> {
        let mut document = clean::clean(intake::read(payload, |name| headers.get(name), &self.limits)?)?;
        if let (None, Some(date)) = (&document.published.value, date) {
            document.published = Published { value: Some(date.to_owned()), source: PublishedSource::Input };
        }
        Ok(document)
    }

    fn run(&self) -> Run<'_> {
        Run { extractors: &self.extractors, budget: self.budget, metrics: &self.metrics }
    }

    fn sealed(&self, document: Document, snapshot: &Snapshot) -> Record {
        self.count(&document);
        Record::seal(document, &snapshot.provenance)
    }

    /// Has an article read on one of the threads. An extractor that is stuck is given up, with its thread: the record
    /// goes out with what was finished.
    async fn read_local(
        self: &Arc<Self>,
        payload: &Bytes,
        headers: &Headers,
        snapshot: &Arc<Snapshot>,
    ) -> Result<Read, Failure> {
        loop {
            let (opened, opening) = oneshot::channel();
            let (done, mut doing) = oneshot::channel();
            let (payload, headers, snapshot) = (payload.clone(), headers.clone(), snapshot.clone());
            if self.threads.queue(Job { payload, headers, snapshot, opened, done }) {
                self.begin_thread();
            }
            let Ok(Opened { progress, group }) = opening.await else { return doing.await.map_err(thread_died)? };
            tokio::select! {
                biased;
                done = &mut doing => return done.map_err(thread_died)?,
                // Another article's extractor is stuck: this one is read again.
                () = group.given_up() => continue,
                () = stuck(&progress, self.budget * STUCK_AFTER) => {}
            }
            if group.give_up() {
                if self.threads.replace() {
                    self.begin_thread();
                }
                let document = progress.take_unfinished(&self.extractors);
                return self.settle_language(document).map(Box::new).map(Read::Document).map_err(Failure::Rejected);
            }
            if !group.is_given_up() {
                return doing.await.map_err(thread_died)?;
            }
        }
    }

    /// Begins a thread that reads as long as articles wait, or until it is given up.
    fn begin_thread(self: &Arc<Self>) {
        let pipeline = self.clone();
        tokio::task::spawn_blocking(move || {
            while let Some(jobs) = pipeline.threads.take() {
                let read = catch_unwind(AssertUnwindSafe(|| pipeline.work(jobs)));
                if matches!(read, Ok(Work::GivenUp)) {
                    return;
                }
            }
        });
    }

    /// Opens, reads and, where nobody else is to be asked, seals articles: the work of one thread.
    fn work(&self, jobs: Vec<Job<Read>>) -> Work {
        let group = Arc::new(Group::default());
        let mut articles = Vec::with_capacity(jobs.len());
        for Job { payload, headers, snapshot, opened, done } in jobs {
            match guarded("opened", || self.begin(&payload, &headers, None).map_err(Failure::Rejected)) {
                Ok(document) => {
                    let progress = Arc::new(Progress::new(document));
                    let _ = opened.send(Opened { progress: progress.clone(), group: group.clone() });
                    articles.push((progress, snapshot, done));
                }
                Err(failure) => drop(done.send(Err(failure))),
            }
        }
        let each = articles.iter().map(|(progress, snapshot, _)| (&**progress, &*snapshot.knowledge));
        self.run().read(each, || !group.is_given_up());
        if !group.end() {
            return Work::GivenUp;
        }
        for (progress, snapshot, done) in articles {
            let _ = done.send(guarded("sealed", || self.end(progress.finish(), &snapshot)));
        }
        Work::Done
    }

    /// What is left to do once the extractors have read a document.
    fn end(&self, document: Document, snapshot: &Snapshot) -> Result<Read, Failure> {
        let document = self.settle_language(document).map_err(Failure::Rejected)?;
        if self.asks() {
            return Ok(Read::Document(Box::new(document)));
        }
        self.seal(document, snapshot).map(Read::Sealed)
    }

    /// Whether remote extractors are to be asked.
    fn asks(&self) -> bool {
        !self.settings.remote.is_empty()
    }

    fn seal(&self, document: Document, snapshot: &Snapshot) -> Result<Reading, Failure> {
        reading(&self.sealed(document, snapshot), self.fan_outs)
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

/// How the work of a thread on some articles ended.
enum Work {
    Done,
    GivenUp,
}

/// A panic is ours, not the article's.
fn guarded<T>(what: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let broken = |_| Err(Failure::Broken(format!("the article could not be {what}: a panic, see the log")));
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(broken)
}

/// Ends when the extractors have taken longer than `limit`, with one of them at work.
async fn stuck(progress: &Progress, limit: Duration) {
    while let Some(left) = progress.left(limit) {
        tokio::time::sleep(left).await;
    }
}

fn thread_died(why: impl std::fmt::Display) -> Failure {
    Failure::Broken(format!("the thread that read the article died, see the log: {why}"))
}

impl Reader for Arc<Pipeline> {
    async fn read(&self, payload: Bytes, headers: &Headers) -> Result<Reading, Failure> {
        let snapshot = self.snapshots.now();
        let mut document = match self.read_local(&payload, headers, &snapshot).await? {
            Read::Sealed(reading) => return Ok(reading),
            Read::Document(document) => document,
        };
        if self.asks() {
            remote::ask_all(&self.settings.remote, self.asker.as_deref(), &mut document).await;
        }
        let pipeline = self.clone();
        tokio::task::spawn_blocking(move || guarded("sealed", || pipeline.seal(*document, &snapshot)))
            .await
            .map_err(thread_died)?
    }

    fn revision(&self) -> Arc<str> {
        Pipeline::revision(self)
    }

    fn earlier_revisions(&self) -> Vec<Arc<str>> {
        self.snapshots.earlier()
    }
}
