//! Spans arrive at a collector as OTLP says, and never hold back the work where it is slow or away.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use copydesk::telemetry::trace::{Kind, Resource, TraceContext, Tracer, exporter};
use prometheus_client::metrics::counter::Counter;
use serde_json::{Value, json};
use std::time::Duration;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

const DEADLINE: Duration = Duration::from_secs(10);
const INCOMING: &str = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

fn resource() -> Resource {
    Resource { service: "copydesk".into(), version: "1.2.3".into(), instance: "desk-1".into() }
}

/// A collector that keeps what it is sent; its address, and the bodies.
async fn collector() -> (String, mpsc::Receiver<Value>) {
    let (sender, bodies) = mpsc::channel(64);
    let take = |State(sender): State<mpsc::Sender<Value>>, body: Bytes| async move {
        sender.send(serde_json::from_slice(&body).unwrap()).await.unwrap();
    };
    let router = Router::new().route("/v1/traces", post(take)).with_state(sender);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, bodies)
}

fn attribute<'a>(of: &'a Value, name: &str) -> Option<&'a Value> {
    of["attributes"].as_array()?.iter().find(|a| a["key"] == name).map(|a| &a["value"])
}

#[tokio::test]
async fn the_spans_of_an_article_arrive_as_one_trace() {
    let (address, mut bodies) = collector().await;
    let (tracer, exporter) = exporter(&address, resource(), Counter::default()).unwrap();
    let stop = CancellationToken::new();
    let task = tokio::spawn(exporter.unwrap().run(stop.clone().cancelled_owned()));
    let incoming = TraceContext::from_headers(Some(INCOMING), Some("vendor=1"));
    let mut process = tracer.start(|| "process news.raw.x".into(), Kind::Consumer, incoming.as_ref());
    process.set("messaging.destination.name", "news.raw.x");
    process.set("messaging.message.body.size", 8192usize);
    let mut publish = tracer.start(|| "send news.enriched.en".into(), Kind::Producer, process.context());
    publish.fail("no word from the broker");
    publish.end();
    process.end();
    stop.cancel();
    tokio::time::timeout(DEADLINE, task).await.unwrap().unwrap();
    let body = tokio::time::timeout(DEADLINE, bodies.recv()).await.unwrap().unwrap();
    let sent = &body["resourceSpans"][0];
    assert_eq!(attribute(&sent["resource"], "service.name"), Some(&json!({"stringValue": "copydesk"})));
    let spans = sent["scopeSpans"][0]["spans"].as_array().unwrap();
    let [publish, process] = &spans[..] else { panic!("two spans, not {spans:?}") };
    assert_eq!(process["traceId"], "4bf92f3577b34da6a3ce929d0e0e4736");
    assert_eq!((&process["parentSpanId"], &process["traceState"]), (&json!("00f067aa0ba902b7"), &json!("vendor=1")));
    assert_eq!((&process["name"], &process["kind"]), (&json!("process news.raw.x"), &json!(5)));
    assert_eq!(attribute(process, "messaging.system"), Some(&json!({"stringValue": "nats"})));
    assert_eq!(attribute(process, "messaging.message.body.size"), Some(&json!({"intValue": "8192"})));
    assert_eq!((&publish["traceId"], &publish["parentSpanId"]), (&process["traceId"], &process["spanId"]));
    assert_eq!(publish["status"], json!({"code": 2, "message": "no word from the broker"}));
    let time = |name: &str| process[name].as_str().unwrap().parse::<u128>().unwrap();
    assert!(time("startTimeUnixNano") > 0 && time("startTimeUnixNano") <= time("endTimeUnixNano"));
}

#[tokio::test]
async fn a_full_queue_and_a_collector_that_is_away_lose_spans_and_count_them() {
    let away = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let dropped = Counter::default();
    let (tracer, exporter) = exporter(&format!("http://{away}"), resource(), dropped.clone()).unwrap();
    for _ in 0..5000 {
        tracer.start(|| "process x".into(), Kind::Consumer, None).end();
    }
    assert_eq!(dropped.get(), 5000 - 4096, "what the queue cannot hold is counted at once");
    drop(tracer);
    tokio::time::timeout(DEADLINE, exporter.unwrap().run(std::future::pending())).await.expect("it ends");
    assert_eq!(dropped.get(), 5000, "and what the collector did not take as well");
}

#[tokio::test]
async fn switched_off_or_not_sampled_nothing_is_recorded_and_the_context_travels_on() {
    let incoming = TraceContext::parse(INCOMING).unwrap();
    let name = || -> String { unreachable!("no name is made where nothing is recorded") };
    let (off, nothing) = exporter(" ", resource(), Counter::default()).unwrap();
    assert!(nothing.is_none() && !off.is_on());
    assert_eq!(off.start(name, Kind::Consumer, Some(&incoming)).context(), Some(&incoming));
    assert_eq!(Tracer::off().start(name, Kind::Consumer, None).context(), None);
    let unsampled = TraceContext::parse(&INCOMING.replace("-01", "-00")).unwrap();
    let (on, _exporter) = exporter("http://127.0.0.1:4318", resource(), Counter::default()).unwrap();
    assert_eq!(on.start(name, Kind::Consumer, Some(&unsampled)).context(), Some(&unsampled));
}

#[test]
fn an_endpoint_that_is_no_http_address_is_refused_with_an_example() {
    for bad in ["127.0.0.1:4318", "https://x:4318", "http://", "http://a b", "http://u:p@x"] {
        let problem = exporter(bad, resource(), Counter::default()).err().unwrap().to_string();
        assert!(problem.contains(bad) && problem.contains("http://127.0.0.1:4318"), "{problem}");
    }
}
