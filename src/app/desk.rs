//! From a configuration to a pipeline and a desk.

use crate::config::{Loaded, Resolved};
use crate::intake;
use crate::knowledge::Knowledge;
use crate::pipeline::{ExtractSettings, FanOuts, Parts, Pipeline, plan};
use crate::stories::RoleSettings;
use crate::stories::desk::Limits;
use crate::telemetry::{BuildLabels, Metrics};
use crate::transport::{Ask, Outbox};
use crate::worker::retry::Backoff;
use crate::worker::{Clock, Desk, DeskSettings, OrderedBy};
use std::sync::Arc;
use std::time::Duration;

/// The metrics of this process, labelled with what it was built from.
pub fn metrics(loaded: &Loaded, knowledge: &Knowledge) -> Arc<Metrics> {
    Arc::new(Metrics::new(build(&loaded.settings.extract, knowledge)))
}

/// What articles are read with.
pub fn build(settings: &ExtractSettings, knowledge: &Knowledge) -> BuildLabels {
    BuildLabels {
        version: env!("CARGO_PKG_VERSION").into(),
        knowledge: knowledge.digest().unwrap_or("none").into(),
        pipeline: plan::revision(&plan::rows(settings), settings, knowledge.digest()),
    }
}

/// The pipeline as configured; `asker` reaches the remote extractors.
pub fn pipeline(
    loaded: &Loaded,
    knowledge: Arc<Knowledge>,
    metrics: &Arc<Metrics>,
    asker: Option<Arc<dyn Ask>>,
) -> Arc<Pipeline> {
    let settings = &loaded.settings;
    let output = &settings.output;
    Pipeline::new(Parts {
        settings: settings.extract.clone(),
        limits: intake::Limits { article_bytes_max: settings.worker.article_bytes_max },
        budget: loaded.resolved.article_budget,
        fan_outs: FanOuts { entities: output.entities, quotes: output.quotes, events: output.events },
        knowledge,
        metrics: metrics.clone(),
        asker,
        threads: loaded.resolved.threads,
    })
}

/// The desk of a worker.
pub fn desk<O: Outbox>(
    loaded: &Loaded,
    outbox: O,
    pipeline: Arc<Pipeline>,
    clock: Clock,
    metrics: Arc<Metrics>,
) -> Desk<O, Arc<Pipeline>> {
    Desk::new(outbox, pipeline, desk_settings(loaded), clock, metrics)
}

/// The story desk of a worker.
pub fn role_settings(loaded: &Loaded, limits: Limits, duplicate_window: Duration) -> RoleSettings {
    let output = &loaded.settings.output;
    RoleSettings {
        stream: output.stream.clone(),
        subject_prefix: output.subject_prefix.clone(),
        name: format!("{}-{}-{:08x}", loaded.settings.nats.name, std::process::id(), fastrand::u32(..)),
        limits,
        duplicate_window,
        retry: retry(&loaded.resolved),
    }
}

fn retry(resolved: &Resolved) -> Backoff {
    Backoff { first: resolved.retry_wait.max(Duration::from_millis(1)), longest: resolved.retry_wait_max }
}

fn desk_settings(loaded: &Loaded) -> DeskSettings {
    let (worker, resolved) = (&loaded.settings.worker, &loaded.resolved);
    DeskSettings {
        worker: format!("{}-{}", loaded.settings.nats.name, std::process::id()),
        subject_prefix: loaded.settings.output.subject_prefix.clone(),
        attempts_max: worker.attempts_max,
        article_bytes_max: worker.article_bytes_max,
        record_bytes_max: loaded.settings.output.record_bytes_max,
        ack_wait: resolved.ack_wait,
        duplicate_window: resolved.duplicate_window,
        retry: retry(resolved),
        ordered: worker.ordered_by == OrderedBy::Source,
        drain: resolved.drain,
    }
}
