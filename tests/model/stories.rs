//! The story desk on a schedule of faults: every record has one story, whoever speaks.

use crate::schedule::{Schedule, WINDOW};
use bytes::Bytes;
use copydesk::record::StoryMessage;
use copydesk::stories::desk::Limits;
use copydesk::stories::{Role, RoleSettings, role};
use copydesk::telemetry::{BuildLabels, Metrics};
use copydesk::transport::Headers;
use copydesk::transport::memory::{Broker, Options, StreamOptions};
use copydesk::worker::Stop;
use copydesk::worker::retry::Backoff;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

/// Another speaks so soon after the one who did is gone; so soon after the last fault everything is told.
pub const TAKEN_OVER_WITHIN: Duration = Duration::from_secs(10);
/// Of these stories the records are; the same words make them recognisable.
const STORIES: usize = 5;

/// A process with the desk.
pub struct Process {
    pub task: JoinHandle<()>,
    pub stop: Stop,
}

pub fn broker(schedule: &Schedule) -> Broker {
    let output = StreamOptions::new("NEWS", ["news.enriched.>", "news.story.>"]).duplicate_window(WINDOW);
    let mut options = Options::default().stream(output).seed(schedule.seed).latency_max(schedule.latency_max);
    options.holds_lag = schedule.holds_lag;
    let broker = Broker::new(options);
    broker.inject(schedule.faults.iter().cloned());
    broker
}

pub fn start(broker: &Broker, name: &str, life: usize) -> Process {
    let (client, stop) = (broker.client(name), Stop::default());
    let role = Role {
        journal: client.journal("NEWS"),
        outbox: client.outbox(),
        lease: client.cell("story-desk"),
        settings: RoleSettings {
            stream: "NEWS".into(),
            subject_prefix: "news".into(),
            name: format!("{name}-{life}"),
            limits: Limits { window_s: 3_600, memory_bytes_max: 16 << 20 },
            duplicate_window: WINDOW,
            retry: Backoff { first: Duration::from_millis(500), longest: Duration::from_secs(10) },
        },
        clock: Arc::new(client.clock()),
        metrics: Arc::new(Metrics::new(BuildLabels::default())),
    };
    Process { task: tokio::spawn(role::run(role, stop.clone())), stop }
}

/// Stores a record as a worker does.
pub fn feed(broker: &Broker, n: usize) {
    let own = (0..5).map(|w| format!("own{n}x{w}"));
    let words: Vec<String> = own.chain((0..40).map(|w| format!("word{}x{w}", n % STORIES))).collect();
    let record = serde_json::json!({
        "id": format!("urn:copydesk:{n:032x}"), "sourceId": format!("a{n}"),
        "text": {"value": words.join(" "), "headline": null}, "language": {"tag": "en", "confidence": 1.0},
        "published": {"value": null, "source": "none"}, "entities": [], "fingerprint": {"exact": format!("{n}"), "near": []},
    });
    let headers: Headers =
        [("Copydesk-Source", format!("NEWS_RAW:{}", n + 1)), ("Nats-Msg-Id", format!("NEWS_RAW:{}:record:r", n + 1))]
            .into_iter()
            .collect();
    broker.publish("news.enriched.en.none", headers, Bytes::from(record.to_string())).unwrap();
}

/// Runs the schedule; answers what was wrong.
pub async fn play(schedule: &Schedule) -> Vec<String> {
    let broker = broker(schedule);
    let mut processes: Vec<Process> = (0..schedule.workers).map(|n| start(&broker, &format!("w{n}"), 0)).collect();
    let feeding = tokio::spawn(feed_all(broker.clone(), schedule.articles.iter().map(|(at, _)| *at).collect()));
    kill_and_restart(&broker, schedule, &mut processes).await;
    feeding.await.unwrap();
    tokio::time::sleep(schedule.quiet_at().saturating_sub(broker.elapsed()) + TAKEN_OVER_WITHIN).await;
    feed(&broker, schedule.articles.len());
    tokio::time::sleep(TAKEN_OVER_WITHIN).await;
    for process in processes {
        process.stop.drain.cancel();
        process.task.await.unwrap();
    }
    problems(&broker)
}

async fn feed_all(broker: Broker, mut times: Vec<Duration>) {
    times.sort();
    for (n, at) in times.into_iter().enumerate() {
        tokio::time::sleep(at.saturating_sub(broker.elapsed())).await;
        feed(&broker, n);
    }
}

async fn kill_and_restart(broker: &Broker, schedule: &Schedule, processes: &mut [Process]) {
    let kills = schedule.kills.iter().flat_map(|k| [(k.at, k.worker, true), (k.at + k.dead_for, k.worker, false)]);
    let mut turns: Vec<_> = kills.collect();
    turns.sort();
    for (life, (at, n, dies)) in turns.into_iter().enumerate() {
        tokio::time::sleep(at.saturating_sub(broker.elapsed())).await;
        match dies {
            true => processes[n].task.abort(),
            false if processes[n].task.is_finished() => processes[n] = start(broker, &format!("w{n}"), life + 1),
            false => {}
        }
    }
}

/// Everything that is wrong, in words.
pub fn problems(broker: &Broker) -> Vec<String> {
    let mut problems = Vec::new();
    let mut told: BTreeMap<String, Vec<StoryMessage>> = BTreeMap::new();
    let (mut records, mut ids) = (Vec::new(), HashSet::new());
    for message in broker.messages("NEWS") {
        let value: serde_json::Value = serde_json::from_slice(&message.payload).unwrap();
        if message.subject.starts_with("news.enriched.") {
            records.push(value["id"].as_str().unwrap().to_owned());
            continue;
        }
        let story: StoryMessage = serde_json::from_value(value).unwrap();
        problems.extend((message.subject != format!("news.story.{}", story.story.id)).then(|| message.subject.clone()));
        if !ids.insert(message.id().unwrap_or_default().to_owned()) {
            problems.push(format!("{:?} is stored twice", message.id()));
        }
        told.entry(story.id.clone()).or_default().push(story);
    }
    for id in &records {
        let stories = told.get(id).map_or(0, Vec::len);
        problems.extend((stories != 1).then(|| format!("{id} has {stories} stories")));
    }
    let stories: HashSet<_> = told.values().flatten().map(|t| &t.story.id).collect();
    problems.extend((stories.len() > STORIES).then(|| format!("{} stories, not {STORIES}", stories.len())));
    problems
}
