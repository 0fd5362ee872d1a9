//! The metrics of SURFACE.md, by name, with bounded labels.

use arc_swap::ArcSwap;
use prometheus_client::encoding::{EncodeLabelSet, text::encode};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;
use std::sync::Arc;

/// Bucket bounds in seconds for what takes microseconds to seconds (one extractor, one article's extraction).
const WORK_S: [f64; 14] =
    [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1.0, 5.0];
/// Bucket bounds in seconds for what crosses the network or waits in a stream.
const WAIT_S: [f64; 14] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0, 120.0, 600.0];

/// Every metric of the worker. Cheap to clone through an `Arc`; updating one never waits.
pub struct Metrics {
    registry: Registry,
    build: Family<BuildLabels, Gauge>,
    built: ArcSwap<BuildLabels>,
    pub articles_received: Counter,
    pub outcomes: Family<OutcomeLabel, Counter>,
    pub dead: Family<DeadLabels, Counter>,
    pub faults: Family<ExtractorLabel, Counter>,
    pub redelivered: Counter,
    pub in_flight: Gauge,
    pub in_flight_bytes: Gauge,
    pub extractor_seconds: Family<ExtractorLabel, Histogram>,
    pub article_seconds: Histogram,
    pub behind_seconds: Histogram,
    pub publish_seconds: Histogram,
    pub ack_seconds: Histogram,
    pub consumer_pending: Gauge,
    pub consumer_ack_pending: Gauge,
    pub reconnects: Counter,
    pub heartbeats_missed: Counter,
    pub request_timeouts: Counter,
    pub mentions: Family<MentionLabel, Counter>,
    pub links: Family<LinkLabel, Counter>,
    pub digest_mismatches: Counter,
    pub overlay_rows_refused: Counter,
    pub spans_dropped: Counter,
    pub stories: Family<StoryLabel, Counter>,
    pub story_desk_active: Gauge,
    pub story_pending: Gauge,
    pub story_window_articles: Gauge,
    pub story_window_bytes: Gauge,
}

/// `outcome`: published, duplicate, retried, dead, abandoned.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct OutcomeLabel {
    pub outcome: &'static str,
}

/// `stage` and `reason` of a dead letter, both closed lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct DeadLabels {
    pub stage: String,
    pub reason: &'static str,
}

/// `extractor`: a name of the plan.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct ExtractorLabel {
    pub extractor: String,
}

/// `kind`: name, demonym, nominal, pronoun.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct MentionLabel {
    pub kind: &'static str,
}

/// `outcome`: linked, nil.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct LinkLabel {
    pub outcome: &'static str,
}

/// `outcome`: new, joined, repeat.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct StoryLabel {
    pub outcome: &'static str,
}

/// `version`, `knowledge` and `pipeline` of this process.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, EncodeLabelSet)]
pub struct BuildLabels {
    pub version: String,
    pub knowledge: String,
    pub pipeline: String,
}

impl Metrics {
    pub fn new(build: BuildLabels) -> Self {
        let mut registry = Registry::with_prefix("copydesk");
        let metrics = Self::registered(&mut registry);
        let info = metrics.build.clone();
        registry.register("build_info", "What this process was built from; always 1", info);
        let metrics = Self { registry, ..metrics };
        metrics.set_build(build);
        metrics
    }

    /// What this process reads with from now on.
    pub fn set_build(&self, build: BuildLabels) {
        self.build.clear();
        self.build.get_or_create(&build).set(1);
        self.built.store(Arc::new(build));
    }

    pub fn build(&self) -> Arc<BuildLabels> {
        self.built.load_full()
    }

    fn registered(r: &mut Registry) -> Self {
        Self {
            registry: Registry::default(),
            build: Family::default(),
            built: ArcSwap::default(),
            articles_received: add(r, "articles_received", "Deliveries that reached this worker", Counter::default()),
            outcomes: add(r, "outcomes", "Deliveries by their one fate", Family::default()),
            dead: add(r, "dead", "Dead letters by stage and reason", Family::default()),
            faults: add(r, "faults", "Extractors that gave up on an article", Family::default()),
            redelivered: add(
                r,
                "redelivered",
                "Deliveries that were not the first of their article",
                Counter::default(),
            ),
            in_flight: add(r, "in_flight", "Articles in this process now", Gauge::default()),
            in_flight_bytes: add(r, "in_flight_bytes", "Bytes of raw articles in this process now", Gauge::default()),
            extractor_seconds: add(
                r,
                "extractor_seconds",
                "Time of one extractor on one article",
                Family::new_with_constructor(|| Histogram::new(WORK_S)),
            ),
            article_seconds: add(r, "article_seconds", "Receipt to settlement of one article", Histogram::new(WAIT_S)),
            behind_seconds: add(r, "behind_seconds", "Stored by the broker to settled here", Histogram::new(WAIT_S)),
            publish_seconds: add(r, "publish_seconds", "Publish to the broker's PubAck", Histogram::new(WAIT_S)),
            ack_seconds: add(r, "ack_seconds", "Ack to the broker's confirmation", Histogram::new(WAIT_S)),
            consumer_pending: add(r, "consumer_pending", "Articles that wait in the input stream", Gauge::default()),
            consumer_ack_pending: add(
                r,
                "consumer_ack_pending",
                "Articles handed out and not yet answered",
                Gauge::default(),
            ),
            reconnects: add(r, "reconnects", "Connections to the broker after the first", Counter::default()),
            heartbeats_missed: add(r, "heartbeats_missed", "Pulls on which the broker fell silent", Counter::default()),
            request_timeouts: add(
                r,
                "request_timeouts",
                "Requests to the broker without an answer",
                Counter::default(),
            ),
            mentions: add(r, "mentions", "Mentions in published records by kind", Family::default()),
            links: add(r, "links", "Entities in published records, linked or not", Family::default()),
            digest_mismatches: add(
                r,
                "digest_mismatches",
                "Records that came out differently the second time",
                Counter::default(),
            ),
            overlay_rows_refused: add(
                r,
                "overlay_rows_refused",
                "Values of the overlay bucket that are no rows",
                Counter::default(),
            ),
            spans_dropped: add(r, "spans_dropped", "Trace spans that no collector took", Counter::default()),
            stories: add(r, "stories", "Records that the story desk put to a story", Family::default()),
            story_desk_active: add(
                r,
                "story_desk_active",
                "1 while the story desk of this process speaks",
                Gauge::default(),
            ),
            story_pending: add(r, "story_pending", "Records that the story desk has yet to read", Gauge::default()),
            story_window_articles: add(
                r,
                "story_window_articles",
                "Articles in the window of stories",
                Gauge::default(),
            ),
            story_window_bytes: add(r, "story_window_bytes", "Bytes of the window of stories", Gauge::default()),
        }
    }

    /// The text exposition format that Prometheus scrapes.
    pub fn exposition(&self) -> String {
        let mut text = String::new();
        // Writing into a String cannot fail.
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// Registers a metric and returns a handle to it; counters get their `_total` from the encoder.
fn add<M: prometheus_client::registry::Metric + Clone>(
    registry: &mut Registry,
    name: &str,
    help: &str,
    metric: M,
) -> M {
    registry.register(name, help, metric.clone());
    metric
}
