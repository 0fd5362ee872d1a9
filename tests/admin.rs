//! The HTTP side, asked over real connections: health, metrics, the page, and what it refuses.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test stops at the first surprise

use bytes::Bytes;
use copydesk::admin::{About, Admin, AdminSettings, State};
use copydesk::telemetry::http::{self, Answer, Url};
use copydesk::telemetry::{
    BuildLabels, DeadLabels, ExtractorLabel, Health, LinkLabel, MentionLabel, Metrics, OutcomeLabel, Rates, Recent,
    StoryLabel,
};
use copydesk::top::Samples;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_util::sync::CancellationToken;

/// Longest wait for what must happen.
const DEADLINE: Duration = Duration::from_secs(10);
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;
const ALIVE: &[u8] = b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n";

/// A running HTTP side and what it looks at.
struct Desk {
    address: SocketAddr,
    state: State,
    stop: CancellationToken,
    task: tokio::task::JoinHandle<()>,
}

fn state() -> State {
    let build = BuildLabels { version: "1.2.3".into(), knowledge: "none".into(), pipeline: "p1".into() };
    let about =
        || About { version: "1.2.3".into(), settings: json!({"input": {"stream": "NEWS_RAW"}}), ..About::default() };
    State {
        metrics: Arc::new(Metrics::new(build)),
        health: Arc::new(Health::new()),
        recent: Arc::new(Recent::new()),
        rates: Arc::new(Rates::new()),
        about: Arc::new(about),
    }
}

async fn desk() -> Desk {
    let state = state();
    let settings = AdminSettings { listen: "127.0.0.1:0".into() };
    let admin = Admin::bind(&settings, state.clone()).await.unwrap().unwrap();
    let address = admin.address();
    let stop = CancellationToken::new();
    let task = tokio::spawn(admin.run(stop.clone().cancelled_owned()));
    Desk { address, state, stop, task }
}

impl Desk {
    async fn get(&self, path: &str) -> Answer {
        let url = Url::parse(&format!("http://{}", self.address)).unwrap().join(path);
        http::get(&url, ANSWER_BYTES_MAX, DEADLINE).await.unwrap()
    }

    async fn text(&self, path: &str) -> (u16, String) {
        let answer = self.get(path).await;
        (answer.status.as_u16(), String::from_utf8(answer.body.to_vec()).unwrap())
    }

    async fn json(&self, path: &str) -> Value {
        serde_json::from_slice(&self.get(path).await.body).unwrap()
    }

    /// Sends bytes as they are, and returns all that comes back before the server closes.
    async fn raw(&self, request: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        // The server may refuse and close before it has read everything.
        let _ = stream.write_all(request).await;
        let mut answer = Vec::new();
        let _ = tokio::time::timeout(DEADLINE, stream.read_to_end(&mut answer)).await.expect("the server closes");
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// A connection that was answered once, and so holds one of the places.
    async fn held(&self) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(ALIVE).await.unwrap();
        assert!(stream.read(&mut [0; 512]).await.unwrap() > 0);
        stream
    }
}

#[tokio::test]
async fn readiness_follows_the_conditions_and_says_which_fails() {
    let desk = desk().await;
    let health = &desk.state.health;
    let (code, words) = desk.text("/readyz").await;
    assert_eq!((code, words.lines().count()), (503, 3), "{words}");
    assert_eq!(desk.text("/startupz").await.0, 503);
    health.set_loaded(true);
    assert_eq!(desk.text("/startupz").await, (200, "started\n".into()));
    health.set_connected(true);
    assert_eq!(desk.text("/readyz").await, (503, "no consumer bound\n".into()));
    health.set_bound(true);
    assert_eq!(desk.text("/readyz").await, (200, "ready\n".into()));
    health.set_draining();
    assert_eq!(desk.text("/readyz").await, (503, "draining: being stopped\n".into()));
    assert_eq!(desk.text("/livez").await, (200, "alive\n".into()), "a draining process is alive");
}

#[tokio::test]
async fn a_silent_loop_is_named() {
    let desk = desk().await;
    desk.state.health.watch("pull", Duration::ZERO);
    let silent = async {
        loop {
            let (code, words) = desk.text("/livez").await;
            if code == 503 {
                return words;
            }
        }
    };
    let words = tokio::time::timeout(DEADLINE, silent).await.unwrap();
    assert!(words.starts_with("pull is silent"), "{words}");
}

/// Every name of SURFACE.md and those added to it, as a scrape shows them.
const METRICS: [&str; 27] = [
    "articles_received_total",
    "outcomes_total",
    "dead_total",
    "faults_total",
    "redelivered_total",
    "in_flight",
    "in_flight_bytes",
    "extractor_seconds_bucket",
    "article_seconds_bucket",
    "behind_seconds_bucket",
    "publish_seconds_bucket",
    "ack_seconds_bucket",
    "consumer_pending",
    "consumer_ack_pending",
    "reconnects_total",
    "heartbeats_missed_total",
    "request_timeouts_total",
    "mentions_total",
    "links_total",
    "build_info",
    "digest_mismatches_total",
    "spans_dropped_total",
    "stories_total",
    "story_desk_active",
    "story_pending",
    "story_window_articles",
    "story_window_bytes",
];

/// Touches every family, so that each shows a series.
fn touch(metrics: &Metrics) {
    metrics.outcomes.get_or_create(&OutcomeLabel { outcome: "published" }).inc_by(7);
    metrics.outcomes.get_or_create(&OutcomeLabel { outcome: "dead" }).inc();
    metrics.dead.get_or_create(&DeadLabels { stage: "intake".into(), reason: "not-json" }).inc();
    metrics.faults.get_or_create(&ExtractorLabel { extractor: "quotes".into() }).inc();
    metrics.extractor_seconds.get_or_create(&ExtractorLabel { extractor: "language".into() }).observe(0.0003);
    metrics.mentions.get_or_create(&MentionLabel { kind: "name" }).inc();
    metrics.links.get_or_create(&LinkLabel { outcome: "nil" }).inc();
    metrics.stories.get_or_create(&StoryLabel { outcome: "new" }).inc();
    metrics.article_seconds.observe(0.004);
    metrics.consumer_pending.set(120);
}

#[tokio::test]
async fn every_metric_of_the_surface_is_exposed() {
    let desk = desk().await;
    touch(&desk.state.metrics);
    let (code, text) = desk.text("/metrics").await;
    assert_eq!(code, 200);
    let samples = Samples::parse(&text);
    for name in METRICS {
        assert!(samples.named(&format!("copydesk_{name}")).next().is_some(), "{name} is missing in\n{text}");
    }
    let lines = text.lines().filter(|line| !line.starts_with('#')).count();
    assert_eq!(samples.iter().count(), lines, "every line parses");
}

#[tokio::test]
async fn status_and_recent_show_what_happened() {
    let desk = desk().await;
    touch(&desk.state.metrics);
    desk.state.recent.article(Bytes::from_static(br#"{"recordVersion":1,"id":"a"}"#));
    desk.state.recent.dead("news.raw.x", "intake", "not-json", "a \"comma\" is missing");
    desk.state.recent.article(Bytes::from_static(br#"{"recordVersion":1,"id":"b"}"#));
    desk.state.rates.count();
    let status = desk.json("/api/status").await;
    for (path, expected) in [
        ("/version", json!("1.2.3")),
        ("/ready", json!(false)),
        ("/outcomes/published", json!(7)),
        ("/outcomes/retried", json!(0)),
        ("/consumer/pending", json!(120)),
        ("/settings/input/stream", json!("NEWS_RAW")),
    ] {
        assert_eq!(status.pointer(path), Some(&expected), "{path} of {status}");
    }
    assert!(status.pointer("/rates/10s").and_then(Value::as_f64).unwrap() > 0.0, "{status}");
    let recent = desk.json("/api/recent").await;
    let ids: Vec<_> = recent["articles"].as_array().unwrap().iter().map(|a| a["record"]["id"].clone()).collect();
    assert_eq!(ids, [json!("b"), json!("a")]);
    assert_eq!(recent["dead"][0]["detail"], json!("a \"comma\" is missing"));
    let later = desk.json("/api/recent?after=2&limit=5").await;
    assert_eq!((later["articles"].as_array().unwrap().len(), later["dead"].as_array().unwrap().len()), (1, 0));
}

#[tokio::test]
async fn the_page_needs_nothing_from_elsewhere() {
    let desk = desk().await;
    let answer = desk.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await;
    let (head, page) = answer.split_once("\r\n\r\n").unwrap();
    let head = head.to_ascii_lowercase();
    for part in
        ["content-security-policy: default-src 'none'", "x-content-type-options: nosniff", "cache-control: no-store"]
    {
        assert!(head.contains(part), "{part} is missing in {head}");
    }
    for foreign in ["src=", "href=\"http", "@import", "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write"]
    {
        assert!(!page.contains(foreign), "the page has {foreign}");
    }
}

#[tokio::test]
async fn what_is_too_large_or_would_change_something_is_refused() {
    let desk = desk().await;
    let long = "x".repeat(20_000);
    let many = "A: b\r\n".repeat(200);
    for (request, expected) in [
        (format!("GET /livez HTTP/1.1\r\nHost: localhost\r\nX: {long}\r\n\r\n"), "HTTP/1.1 431"),
        (format!("GET /livez HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"), "HTTP/1.1 431"),
        ("GET /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n".into(), "HTTP/1.1 413"),
        ("GET /livez HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n".into(), "HTTP/1.1 413"),
        ("POST /livez HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n".into(), "HTTP/1.1 405"),
        ("GET /livez HTTP/1.1\r\nHost: news.example\r\nConnection: close\r\n\r\n".into(), "HTTP/1.1 421"),
        ("GET /elsewhere HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".into(), "HTTP/1.1 404"),
        ("nonsense\r\n\r\n".into(), "HTTP/1.1 400"),
    ] {
        let answer = desk.raw(request.as_bytes()).await;
        let begin: String = request.chars().take(60).collect();
        assert!(answer.starts_with(expected), "{begin:?} is answered {answer:?}");
    }
    assert_eq!(desk.text("/livez").await.0, 200, "and goes on answering");
}

#[tokio::test]
async fn connections_are_bounded_and_places_come_back() {
    let desk = desk().await;
    let mut held = Vec::new();
    for _ in 0..64 {
        held.push(desk.held().await);
    }
    let mut waiting = TcpStream::connect(desk.address).await.unwrap();
    waiting.write_all(ALIVE).await.unwrap();
    let mut answer = [0; 512];
    let early = tokio::time::timeout(Duration::from_millis(300), waiting.read(&mut answer)).await;
    assert!(early.is_err(), "the 65th waits");
    held.pop();
    let read = tokio::time::timeout(DEADLINE, waiting.read(&mut answer)).await.expect("a place came back").unwrap();
    assert!(answer[..read].starts_with(b"HTTP/1.1 200"));
}

#[tokio::test]
async fn it_ends_when_told_although_connections_are_open() {
    let desk = desk().await;
    let _idle = desk.held().await;
    desk.stop.cancel();
    tokio::time::timeout(DEADLINE, desk.task).await.expect("it ends").unwrap();
    assert!(TcpStream::connect(desk.address).await.is_err(), "the port is free again");
}

#[tokio::test]
async fn a_taken_port_says_what_to_do_and_an_empty_address_is_off() {
    let desk = desk().await;
    let taken = AdminSettings { listen: desk.address.to_string() };
    let problem = Admin::bind(&taken, state()).await.err().unwrap().to_string();
    assert!(problem.contains(&desk.address.to_string()) && problem.contains("its own port"), "{problem}");
    assert!(Admin::bind(&AdminSettings { listen: " ".into() }, state()).await.unwrap().is_none());
}

#[tokio::test]
async fn the_dashboard_shows_one_frame_of_a_running_worker() {
    let desk = desk().await;
    touch(&desk.state.metrics);
    desk.state.health.set_loaded(true);
    let mut out = Vec::new();
    copydesk::top::once(&desk.address.to_string(), &mut out).await.unwrap();
    let frame = String::from_utf8(out).unwrap();
    let parts =
        ["not ready: not connected", "120 waiting", "7 published", "1 dead", "language", "not-json intake", "µs"];
    for part in parts {
        assert!(frame.contains(part), "{part} is missing in\n{frame}");
    }
    assert!(!frame.contains('\u{1b}'), "one frame is plain text");
}

#[tokio::test]
async fn the_dashboard_says_when_nobody_answers() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    for (address, words) in
        [(free.to_string(), "no worker answers"), ("https://x".into(), "only http"), (String::new(), "no host")]
    {
        let problem = copydesk::top::once(&address, &mut Vec::new()).await.unwrap_err().to_string();
        assert!(problem.contains(words), "{problem}");
    }
}
