//! Plays one schedule: feeds, kills, restarts, waits for quiet, and asks the oracle.

use crate::oracle;
use crate::schedule::{ACK_WAIT, Kill, Schedule, WINDOW};
use bytes::Bytes;
use copydesk::pipeline::{Failure, Reader, Reading, Route};
use copydesk::record::{Reason, Rejection};
use copydesk::telemetry::{BuildLabels, Metrics};
use copydesk::transport::memory::{Broker, ConsumerOptions, Options, StreamOptions};
use copydesk::transport::{Gate, Headers};
use copydesk::worker::retry::Backoff;
use copydesk::worker::{Desk, DeskSettings, Stop, run};
use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::task::JoinHandle;

/// Everything is settled within this time after the last fault: attempts and pauses take minutes, never an hour.
const SETTLED_WITHIN: Duration = Duration::from_secs(3_600);
/// A fresh article comes out within this time once everything is quiet.
const FRESH_WITHIN: Duration = Duration::from_secs(30);

/// Does what the article says.
#[derive(Clone)]
struct Told {
    once: Arc<Mutex<HashSet<Bytes>>>,
}

impl Reader for Told {
    async fn read(&self, payload: Bytes, _: &Headers) -> Result<Reading, Failure> {
        let words = String::from_utf8_lossy(&payload).into_owned();
        let first_time = self.once.lock().unwrap().insert(payload.clone());
        match words.split(' ').next().unwrap_or_default() {
            "reject" => return Err(Failure::Rejected(Rejection::new("intake", Reason::NoWords, "as told"))),
            "break" => return Err(Failure::Broken("as told".into())),
            "break-once" if first_time => return Err(Failure::Broken("as told".into())),
            "slow" => tokio::time::sleep(ACK_WAIT * 2).await,
            _ => {}
        }
        let route = Route { language: "en".into(), topic: String::new() };
        Ok(Reading { record: payload, revision: self.revision(), route, fan_out: Vec::new() })
    }

    fn revision(&self) -> Arc<str> {
        "r1".into()
    }
}

struct Worker {
    name: String,
    gate: Gate,
    task: JoinHandle<()>,
    stop: Stop,
}

fn broker(schedule: &Schedule) -> Broker {
    let consumer = ConsumerOptions::new("copydesk").ack_wait(ACK_WAIT);
    let mut options = Options::default()
        .stream(StreamOptions::new("NEWS_RAW", ["news.raw.>"]).consumer(consumer))
        .stream(StreamOptions::new("NEWS", ["news.enriched.>"]).duplicate_window(WINDOW))
        .stream(StreamOptions::new("NEWS_DEAD", ["news.dead.>"]).duplicate_window(WINDOW))
        .seed(schedule.seed)
        .latency_max(schedule.latency_max);
    options.holds_lag = schedule.holds_lag;
    let broker = Broker::new(options);
    broker.inject(schedule.faults.iter().cloned());
    broker
}

fn start(broker: &Broker, name: &str, reader: &Told) -> Worker {
    let (gate, stop, client) = (Gate::new(8, 1 << 20), Stop::default(), broker.client(name));
    let settings = DeskSettings {
        worker: name.into(),
        subject_prefix: "news".into(),
        attempts_max: 5,
        article_bytes_max: 10_000,
        record_bytes_max: None,
        ack_wait: ACK_WAIT,
        duplicate_window: WINDOW,
        retry: Backoff { first: Duration::from_millis(500), longest: Duration::from_secs(10) },
        ordered: false,
        drain: Duration::from_secs(25),
    };
    let build = BuildLabels { version: "t".into(), knowledge: "t".into(), pipeline: "t".into() };
    let metrics = Arc::new(Metrics::new(build));
    let desk = Arc::new(Desk::new(client.outbox(), reader.clone(), settings, Arc::new(client.clock()), metrics));
    let (inbox, stopping) = (client.inbox("copydesk", gate.clone()), stop.clone());
    let task = tokio::spawn(async move {
        run(inbox, desk, stopping).await;
    });
    Worker { name: name.into(), gate, task, stop }
}

/// Runs the schedule; answers what was wrong.
pub async fn play(schedule: &Schedule) -> Vec<String> {
    let (broker, reader) = (broker(schedule), Told { once: Arc::default() });
    let mut workers: Vec<Worker> = (0..schedule.workers).map(|n| start(&broker, &format!("w{n}"), &reader)).collect();
    let feeder = tokio::spawn(feed(broker.clone(), schedule.articles.clone()));
    kill_and_restart(&broker, schedule, &mut workers, &reader).await;
    feeder.await.unwrap();
    tokio::time::sleep(schedule.quiet_at().saturating_sub(broker.elapsed())).await;
    let mut problems = Vec::new();
    if tokio::time::timeout(SETTLED_WITHIN, broker.settled("copydesk")).await.is_err() {
        problems.push(format!("not settled: {:?}", broker.consumer_state("copydesk")));
    }
    broker.publish("news.raw.test", Headers::new(), Bytes::from_static(b"read fresh")).unwrap();
    if tokio::time::timeout(FRESH_WITHIN, broker.settled("copydesk")).await.is_err() {
        problems.push("a fresh article does not come out".into());
    }
    for worker in workers {
        worker.stop.drain.cancel();
        worker.task.await.unwrap();
        let left = worker.gate.in_flight();
        problems.extend((left > 0).then(|| format!("{} permits of {} leaked", left, worker.name)));
    }
    problems.extend(oracle::problems(&broker));
    problems
}

async fn feed(broker: Broker, mut articles: Vec<(Duration, String)>) {
    articles.sort();
    for (at, words) in articles {
        tokio::time::sleep(at.saturating_sub(broker.elapsed())).await;
        broker.publish("news.raw.test", Headers::new(), Bytes::from(words)).unwrap();
    }
}

async fn kill_and_restart(broker: &Broker, schedule: &Schedule, workers: &mut [Worker], reader: &Told) {
    let mut kills: Vec<&Kill> = schedule.kills.iter().collect();
    kills.sort_by_key(|kill| kill.at);
    let mut dead: Vec<(Duration, usize)> = Vec::new();
    for kill in kills {
        restart(broker, workers, reader, &mut dead, kill.at).await;
        tokio::time::sleep(kill.at.saturating_sub(broker.elapsed())).await;
        workers[kill.worker].task.abort();
        dead.push((kill.at + kill.dead_for, kill.worker));
    }
    restart(broker, workers, reader, &mut dead, Duration::MAX).await;
}

/// Restarts those whose time has come before `until`, each at its time.
async fn restart(
    broker: &Broker,
    workers: &mut [Worker],
    reader: &Told,
    dead: &mut Vec<(Duration, usize)>,
    until: Duration,
) {
    dead.sort();
    while let Some((at, n)) = dead.first().copied().filter(|(at, _)| *at <= until) {
        dead.remove(0);
        tokio::time::sleep(at.saturating_sub(broker.elapsed())).await;
        if workers[n].task.is_finished() {
            workers[n] = start(broker, &format!("w{n}"), reader);
        }
    }
}
