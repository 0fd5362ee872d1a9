//! One worker, one in-process broker, a reader that does as it is told.

use crate::pipeline::{Failure, FanOut, Reader, Reading, Route};
use crate::record::{Reason, Rejection};
use crate::telemetry::{BuildLabels, Metrics};
use crate::transport::memory::{Broker, ConsumerOptions, Options, StoredMessage, StreamOptions};
use crate::transport::{Gate, Headers};
use crate::worker::retry::Backoff;
use crate::worker::{Clock, Desk, DeskSettings, Stop, run};
use bytes::Bytes;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub const ACK_WAIT: Duration = Duration::from_secs(30);
pub const WINDOW: Duration = Duration::from_secs(120);

/// Reads an article as its own words: what to do with it is what it says.
#[derive(Clone, Default)]
pub struct Obedient {
    pub attempts: Arc<Mutex<HashMap<String, u64>>>,
    /// Revisions before the one of now.
    pub earlier: Arc<Mutex<Vec<Arc<str>>>>,
}

impl Reader for Obedient {
    async fn read(&self, payload: Bytes, _headers: &Headers) -> Result<Reading, Failure> {
        let words = String::from_utf8_lossy(&payload).into_owned();
        let attempt = {
            let mut attempts = self.attempts.lock().unwrap();
            let count = attempts.entry(words.clone()).or_default();
            *count += 1;
            *count
        };
        match words.split_whitespace().next().unwrap_or_default() {
            "reject" => return Err(Failure::Rejected(Rejection::new("intake", Reason::NoWords, "no words\nat all"))),
            "break" => return Err(Failure::Broken("broken".into())),
            "break-once" if attempt == 1 => return Err(Failure::Broken("broken once".into())),
            "panic" => panic!("as told"),
            "slow" => tokio::time::sleep(3 * ACK_WAIT).await,
            "stuck" => std::future::pending().await,
            _ => {}
        }
        let fan_out = words.contains("fan-out").then(|| FanOut {
            kind: "quote",
            id: "q1".into(),
            tokens: vec!["Joan Tasker".into()],
            payload: Bytes::from_static(b"{}"),
        });
        Ok(Reading {
            revision: "r1".into(),
            record: Bytes::from(format!("{{\"text\":{words:?}}}")),
            route: Route { language: "en-GB".into(), topic: "unknown".into() },
            fan_out: fan_out.into_iter().collect(),
        })
    }

    fn revision(&self) -> Arc<str> {
        "r1".into()
    }

    fn earlier_revisions(&self) -> Vec<Arc<str>> {
        self.earlier.lock().unwrap().clone()
    }
}

/// A broker with an input, an output and a dead-letter stream.
pub fn broker() -> Broker {
    broker_with(|_| {})
}

pub fn broker_with(change: impl FnOnce(&mut Options)) -> Broker {
    let consumer = ConsumerOptions::new("copydesk").ack_wait(ACK_WAIT);
    let mut options = Options::default()
        .stream(StreamOptions::new("NEWS_RAW", ["news.raw.>"]).consumer(consumer))
        .stream(StreamOptions::new("NEWS", ["news.enriched.>", "news.quote.>"]).duplicate_window(WINDOW))
        .stream(StreamOptions::new("NEWS_DEAD", ["news.dead.>"]));
    change(&mut options);
    Broker::new(options)
}

pub fn settings() -> DeskSettings {
    DeskSettings {
        worker: "w1".into(),
        subject_prefix: "news".into(),
        attempts_max: 5,
        article_bytes_max: 10_000,
        record_bytes_max: Some(20_000),
        ack_wait: ACK_WAIT,
        duplicate_window: WINDOW,
        retry: Backoff { first: Duration::from_millis(500), longest: Duration::from_secs(60) },
        ordered: false,
        drain: Duration::from_secs(25),
    }
}

pub type TestDesk = Arc<Desk<crate::transport::memory::MemoryOutbox, Obedient>>;

pub fn desk(broker: &Broker, settings: DeskSettings) -> TestDesk {
    let clock: Clock = Arc::new(broker.clock());
    let build = BuildLabels { version: "t".into(), knowledge: "t".into(), pipeline: "t".into() };
    Arc::new(Desk::new(broker.outbox(), Obedient::default(), settings, clock, Arc::new(Metrics::new(build))))
}

/// A worker that runs until the test ends.
pub struct Running {
    pub desk: TestDesk,
    pub stop: Stop,
    pub gate: Gate,
    pub task: tokio::task::JoinHandle<crate::worker::Drained>,
}

pub fn start(broker: &Broker, settings: DeskSettings) -> Running {
    let (gate, stop) = (Gate::new(16, 1 << 20), Stop::default());
    let desk = desk(broker, settings);
    let task = tokio::spawn(run(broker.inbox("copydesk", gate.clone()), desk.clone(), stop.clone()));
    Running { desk, stop, gate, task }
}

pub fn feed(broker: &Broker, words: &str) {
    broker.publish("news.raw.test", Headers::new(), Bytes::from(words.to_owned())).unwrap();
}

/// Feeds articles to one worker, waits until all are settled, and returns the broker.
pub async fn all_settled(articles: &[&str]) -> Broker {
    let broker = broker();
    for words in articles {
        feed(&broker, words);
    }
    let running = start(&broker, settings());
    broker.settled("copydesk").await;
    running.stop.drain.cancel();
    running.task.await.unwrap();
    assert_eq!(running.gate.in_flight(), 0, "a permit leaked");
    broker
}

pub fn output(broker: &Broker) -> Vec<Arc<StoredMessage>> {
    broker.messages("NEWS")
}

pub fn dead(broker: &Broker) -> Vec<Arc<StoredMessage>> {
    broker.messages("NEWS_DEAD")
}

/// The reasons of all dead letters.
pub fn reasons(broker: &Broker) -> Vec<String> {
    dead(broker).iter().map(|m| m.headers.get("Copydesk-Dead-Reason").unwrap_or_default().to_owned()).collect()
}
