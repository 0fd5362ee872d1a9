//! What each path answers.

use crate::telemetry::{Health, Metrics, OutcomeLabel, Rates, Readiness, Recent};
use axum::Router;
use axum::extract::{RawQuery, State as Shared};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Json, Response};
use axum::routing::get;
use serde::Serialize;
use serde_json::json;
use std::sync::Arc;

const PAGE: &str = include_str!("../../assets/live/index.html");
/// The page is one file: nothing from elsewhere may load, no frame may hold it.
const PAGE_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; \
                           img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";
/// The fates of a delivery (SURFACE.md).
const OUTCOMES: [&str; 5] = ["published", "duplicate", "retried", "dead", "abandoned"];

/// What the HTTP side looks at; the worker writes, this only reads.
#[derive(Clone)]
pub struct State {
    pub metrics: Arc<Metrics>,
    pub health: Arc<Health>,
    pub recent: Arc<Recent>,
    pub rates: Arc<Rates>,
    /// Asked at each `/api/status`; must not wait.
    pub about: Arc<dyn Fn() -> About + Send + Sync>,
}

/// What only the worker knows of itself.
#[derive(Clone, Debug, Default, Serialize)]
pub struct About {
    pub version: String,
    /// Revision of the pipeline.
    pub pipeline: String,
    /// Digest of the knowledge base.
    pub knowledge: Option<String>,
    /// Where the articles come from, in words: `nats://127.0.0.1:4222, nats-server 2.15.1`, without credentials.
    pub broker: String,
    /// The configuration worth showing. Never a secret: build it from names, numbers and subjects only.
    pub settings: serde_json::Value,
}

pub(super) fn router(state: State) -> Router {
    Router::new()
        .route("/livez", get(livez))
        .route("/readyz", get(readyz))
        .route("/startupz", get(startupz))
        .route("/metrics", get(metrics))
        .route("/api/status", get(status))
        .route("/api/recent", get(recent))
        .route("/", get(page))
        .fallback(nowhere)
        .with_state(state)
}

/// 200 with one line, or 503 with what is wrong, one line each.
fn probe(well: &str, problems: Vec<String>) -> Response {
    if problems.is_empty() {
        (StatusCode::OK, format!("{well}\n")).into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, problems.join("\n") + "\n").into_response()
    }
}

async fn livez(Shared(state): Shared<State>) -> Response {
    let silent = state.health.silent().into_iter();
    let problems =
        silent.map(|s| format!("{} is silent for {:.1?}, longest allowed {:?}", s.name, s.silence, s.silence_max));
    probe("alive", problems.collect())
}

async fn readyz(Shared(state): Shared<State>) -> Response {
    probe("ready", state.health.readiness().missing().into_iter().map(str::to_owned).collect())
}

async fn startupz(Shared(state): Shared<State>) -> Response {
    let problem = (!state.health.started()).then(|| "models and knowledge not loaded".to_owned());
    probe("started", problem.into_iter().collect())
}

async fn metrics(Shared(state): Shared<State>) -> Response {
    ([(header::CONTENT_TYPE, OPENMETRICS)], state.metrics.exposition()).into_response()
}

async fn page() -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, PAGE_POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    (headers, PAGE).into_response()
}

async fn nowhere() -> Response {
    let paths = "/livez /readyz /startupz /metrics /api/status /api/recent and / for people";
    (StatusCode::NOT_FOUND, format!("nothing here; there is {paths}\n")).into_response()
}

async fn status(Shared(state): Shared<State>) -> Response {
    let metrics = &state.metrics;
    let outcome = |outcome| metrics.outcomes.get(&OutcomeLabel { outcome }).map_or(0, |count| count.get());
    let outcomes: serde_json::Map<_, _> = OUTCOMES.iter().map(|o| ((*o).to_owned(), outcome(o).into())).collect();
    let Readiness { connected, bound, loaded, draining } = state.health.readiness();
    let about = (state.about)();
    Json(json!({
        "version": about.version,
        "pipeline": about.pipeline,
        "knowledge": about.knowledge,
        "uptimeSeconds": state.health.uptime().as_secs(),
        "ready": state.health.ready(),
        "alive": state.health.alive(),
        "missing": state.health.readiness().missing(),
        "connection": {"broker": about.broker, "connected": connected, "bound": bound, "reconnects": metrics.reconnects.get()},
        "loaded": loaded,
        "draining": draining,
        "received": metrics.articles_received.get(),
        "redelivered": metrics.redelivered.get(),
        "outcomes": outcomes,
        "rates": state.rates.windows(),
        "consumer": {"pending": metrics.consumer_pending.get(), "ackPending": metrics.consumer_ack_pending.get()},
        "inFlight": {"articles": metrics.in_flight.get(), "bytes": metrics.in_flight_bytes.get()},
        "settings": about.settings,
    }))
    .into_response()
}

async fn recent(Shared(state): Shared<State>, RawQuery(query): RawQuery) -> Response {
    // Only what came after number `after`, at most `limit` of each kind.
    let number = |name| number_in(query.as_deref().unwrap_or_default(), name);
    let after = number("after").unwrap_or(0);
    let limit = number("limit").map_or(usize::MAX, |limit| limit as usize);
    let dead = state.recent.dead_letters(after, limit);
    let articles = state.recent.articles(after, limit);
    let mut body = Vec::with_capacity(articles.iter().map(|a| a.record.len() + 80).sum::<usize>() + 1024);
    body.extend_from_slice(b"{\"articles\":[");
    for (i, article) in articles.iter().enumerate() {
        let comma = if i > 0 { "," } else { "" };
        // The record is JSON already, and parsing it again for every look would cost more than showing it.
        body.extend_from_slice(
            format!("{comma}{{\"number\":{},\"at\":\"{}\",\"record\":", article.number, article.at).as_bytes(),
        );
        body.extend_from_slice(&article.record);
        body.push(b'}');
    }
    body.extend_from_slice(b"],\"dead\":");
    body.extend_from_slice(json!(dead).to_string().as_bytes());
    body.push(b'}');
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// The number of `name=number` in a query; `None` where it is not there or no number.
fn number_in(query: &str, name: &str) -> Option<u64> {
    query.split('&').filter_map(|pair| pair.split_once('=')).find(|(n, _)| *n == name)?.1.parse().ok()
}
