//! Sends finished spans to an OTLP collector, in batches, from a bounded queue.

use super::otlp;
use super::span::{Finished, Sink, Tracer};
use crate::telemetry::http::{self, Url};
use prometheus_client::metrics::counter::Counter;
use std::future::Future;
use std::time::Duration;
use tokio::sync::mpsc;

/// Spans that wait: a second's worth at 1,000 articles a second with three spans each, about 2 MB.
const QUEUE_MAX: usize = 4096;
/// Spans of one request: the batch that OpenTelemetry's own exporters send.
const BATCH_MAX: usize = 512;
/// Longest wait of a span for its batch to fill.
const BATCH_WAIT: Duration = Duration::from_secs(1);
/// Time for the collector to answer; meanwhile the queue takes what comes, then drops it.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(5);
/// Time to send what is left when the program ends.
const FLUSH_TIMEOUT: Duration = Duration::from_secs(2);
/// Bytes of an answer that are read: it says which spans were refused, and is not looked at.
const ANSWER_BYTES_MAX: usize = 64 * 1024;

/// Why spans cannot be exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("telemetry.otlp_endpoint = {endpoint:?}: {problem}; it is written like http://127.0.0.1:4318")]
    Endpoint { endpoint: String, problem: String },
}

/// Who makes the spans.
#[derive(Clone, Debug)]
pub struct Resource {
    pub service: String,
    pub version: String,
    /// Tells workers apart, for instance host name and process id.
    pub instance: String,
}

/// The sending side; `run` it as a task.
pub struct Exporter {
    queue: mpsc::Receiver<Finished>,
    collector: Url,
    resource: Resource,
    dropped: Counter,
}

/// A tracer and the exporter that it feeds; `None` and a tracer that is off where `endpoint` is empty. `dropped` counts
/// the spans that were lost.
pub fn exporter(
    endpoint: &str,
    resource: Resource,
    dropped: Counter,
) -> Result<(Tracer, Option<Exporter>), ExportError> {
    if endpoint.trim().is_empty() {
        return Ok((Tracer::off(), None));
    }
    let collector = Url::parse(endpoint.trim())
        .map_err(|problem| ExportError::Endpoint { endpoint: endpoint.to_owned(), problem })?
        .join("/v1/traces");
    let (sender, queue) = mpsc::channel(QUEUE_MAX);
    let tracer = Tracer::to(Sink { queue: sender, dropped: dropped.clone() });
    Ok((tracer, Some(Exporter { queue, collector, resource, dropped })))
}

impl Exporter {
    /// Sends until `shutdown` (or until every tracer is gone), then what is left, for a short while.
    pub async fn run(mut self, shutdown: impl Future<Output = ()>) {
        tokio::pin!(shutdown);
        let mut reachable = true;
        loop {
            let mut batch = Vec::new();
            let ending = tokio::select! {
                () = &mut shutdown => true,
                open = self.fill(&mut batch) => !open,
            };
            if ending {
                let _ = tokio::time::timeout(FLUSH_TIMEOUT, self.flush(batch)).await;
                return;
            }
            self.send(&batch, &mut reachable).await;
        }
    }

    /// Waits for spans until the batch is full or has waited long enough; `false` when no more can come.
    async fn fill(&mut self, batch: &mut Vec<Finished>) -> bool {
        if self.queue.recv_many(batch, BATCH_MAX).await == 0 {
            return false;
        }
        let full = async {
            while batch.len() < BATCH_MAX && self.queue.recv_many(batch, BATCH_MAX - batch.len()).await > 0 {}
        };
        let _ = tokio::time::timeout(BATCH_WAIT, full).await;
        true
    }

    async fn flush(&mut self, mut batch: Vec<Finished>) {
        self.queue.close();
        let mut reachable = true;
        loop {
            self.queue.recv_many(&mut batch, BATCH_MAX).await;
            if batch.is_empty() {
                return;
            }
            self.send(&batch, &mut reachable).await;
            batch.clear();
        }
    }

    /// Sends one batch. What the collector does not take is counted and gone: traces must not hold back articles. Only
    /// the first failure of a row is logged.
    async fn send(&self, batch: &[Finished], reachable: &mut bool) {
        let body = otlp::request(&self.resource, batch);
        let posted = http::post_json(&self.collector, body, ANSWER_BYTES_MAX, ANSWER_TIMEOUT).await;
        let problem = match posted {
            Ok(answer) if answer.status.is_success() => None,
            Ok(answer) => Some(format!("it answers {}", answer.status)),
            Err(problem) => Some(problem.to_string()),
        };
        if let Some(problem) = &problem {
            self.dropped.inc_by(batch.len() as u64);
            if *reachable {
                tracing::warn!(collector = %self.collector, %problem, "traces are lost, the collector does not take them: {problem}");
            }
        } else if !*reachable {
            tracing::info!(collector = %self.collector, "the collector takes traces again");
        }
        *reachable = problem.is_none();
    }
}
