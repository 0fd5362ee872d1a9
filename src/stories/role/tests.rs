//! The desk beside the model broker: who tells what, when the one who speaks is gone.

use super::*;
use crate::record::StoryMessage;
use crate::telemetry::BuildLabels;
use crate::transport::Headers;
use crate::transport::memory::{Broker, Options, StreamOptions};
use tokio::task::JoinHandle;

const WINDOW: Duration = Duration::from_secs(20);
const TEXT: &str = "The ferry Aurelia ran aground off Port Lindow on Tuesday night with forty passengers on board. Lifeboats \
    from Lindow and Carrick brought all of them ashore before dawn, the coastguard said.";

struct Process {
    metrics: Arc<Metrics>,
    stop: Stop,
    task: JoinHandle<()>,
}

fn broker() -> Broker {
    let stream = StreamOptions::new("NEWS", ["news.enriched.>", "news.story.>"]).duplicate_window(WINDOW);
    Broker::new(Options::default().stream(stream))
}

fn start(broker: &Broker, name: &str) -> Process {
    let (client, stop) = (broker.client(name), Stop::default());
    let metrics = Arc::new(Metrics::new(BuildLabels::default()));
    let role = Role {
        journal: client.journal("NEWS"),
        outbox: client.outbox(),
        lease: client.cell("lease"),
        settings: RoleSettings {
            stream: "NEWS".into(),
            subject_prefix: "news".into(),
            name: name.into(),
            limits: Limits { window_s: 3_600, memory_bytes_max: 16 << 20 },
            duplicate_window: WINDOW,
            retry: Backoff { first: Duration::from_millis(500), longest: Duration::from_secs(10) },
        },
        clock: Arc::new(client.clock()),
        metrics: metrics.clone(),
    };
    Process { metrics, task: tokio::spawn(run(role, stop.clone())), stop }
}

/// Stores a record of article `n` as a worker does.
fn feed(broker: &Broker, n: usize, text: &str) {
    let record = serde_json::json!({
        "id": format!("r{n}"), "sourceId": format!("a{n}"), "text": {"value": text, "headline": null},
        "language": {"tag": "en", "confidence": 1.0}, "published": {"value": null, "source": "none"},
        "entities": [], "fingerprint": {"exact": text, "near": []},
    });
    let headers = [("Copydesk-Source", format!("NEWS_RAW:{n}"))].into_iter().collect();
    broker.publish("news.enriched.en.none", headers, record.to_string().into()).unwrap();
}

/// What was told, in order.
fn told(broker: &Broker) -> Vec<StoryMessage> {
    let messages = broker.messages("NEWS").into_iter().filter(|m| m.subject.starts_with("news.story."));
    messages.map(|m| serde_json::from_slice(&m.payload).unwrap()).collect()
}

/// Seconds until so many stories are told.
async fn until_told(broker: &Broker, count: usize) -> f64 {
    let begun = Instant::now();
    while told(broker).len() < count {
        assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", told(broker));
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    begun.elapsed().as_secs_f64()
}

#[tokio::test(start_paused = true)]
async fn each_record_is_told_in_order_with_its_message() {
    let broker = broker();
    feed(&broker, 1, TEXT);
    feed(&broker, 2, &TEXT.to_uppercase());
    let process = start(&broker, "a");
    until_told(&broker, 2).await;
    let said = told(&broker);
    assert_eq!((said[0].id.as_str(), said[0].source_id.as_deref()), ("r1", Some("a1")));
    assert_eq!(said[0].story.duplicate_of, None);
    assert_eq!((&said[1].story.id, said[1].story.duplicate_of.as_deref()), (&said[0].story.id, Some("r1")));
    let message = &broker.messages("NEWS")[2];
    assert_eq!(message.id(), Some("NEWS_RAW:1:story"));
    assert_eq!(message.subject, format!("news.story.{}", said[0].story.id));
    let header = |name: &str| message.headers.get(name).map(str::to_owned);
    assert_eq!(header("Copydesk-Record").as_deref(), Some("NEWS:1"));
    assert_eq!(header("Copydesk-Source").as_deref(), Some("NEWS_RAW:1"));
    assert!(header("Copydesk-Digest").is_some() && header("Content-Type").is_some());
    assert_eq!(process.metrics.story_window_articles.get(), 2);
}

#[tokio::test(start_paused = true)]
async fn another_takes_over_within_ten_seconds_and_knows_the_stories() {
    let broker = broker();
    let first = start(&broker, "a");
    feed(&broker, 1, TEXT);
    until_told(&broker, 1).await;
    let second = start(&broker, "b");
    tokio::time::sleep(Duration::from_secs(30)).await;
    assert_eq!(second.metrics.story_window_articles.get(), 1, "it follows");
    first.task.abort();
    feed(&broker, 2, &format!("{TEXT} Divers will look at the hull today."));
    let taken = until_told(&broker, 2).await;
    assert!(taken < 10.0, "taken over after {taken} s");
    assert_eq!(told(&broker)[1].story.id, told(&broker)[0].story.id);
}

#[tokio::test(start_paused = true)]
async fn a_window_is_read_again_and_nothing_is_told_twice() {
    let broker = broker();
    let first = start(&broker, "a");
    for n in 1..=5 {
        feed(&broker, n, &format!("{TEXT} Bulletin number {n} of the coastguard."));
    }
    until_told(&broker, 5).await;
    first.stop.drain.cancel();
    first.task.await.unwrap();
    // Long after the broker has forgotten the ids.
    tokio::time::sleep(WINDOW * 10).await;
    let _second = start(&broker, "b");
    feed(&broker, 6, TEXT);
    assert!(until_told(&broker, 6).await < 10.0);
    tokio::time::sleep(Duration::from_secs(30)).await;
    let said = told(&broker);
    assert_eq!(said.iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["r1", "r2", "r3", "r4", "r5", "r6"]);
    assert!(said.iter().all(|s| s.story.id == said[0].story.id));
}

#[tokio::test(start_paused = true)]
async fn a_record_that_comes_again_is_told_once() {
    let broker = broker();
    let _process = start(&broker, "a");
    feed(&broker, 1, TEXT);
    until_told(&broker, 1).await;
    tokio::time::sleep(WINDOW * 2).await;
    feed(&broker, 1, TEXT);
    feed(&broker, 2, TEXT);
    until_told(&broker, 2).await;
    assert_eq!(told(&broker).iter().map(|s| s.id.as_str()).collect::<Vec<_>>(), ["r1", "r2"]);
}

#[tokio::test(start_paused = true)]
async fn what_is_no_record_is_passed_over() {
    let broker = broker();
    broker.publish("news.enriched.en.none", Headers::new(), "{\"id\": 7}".into()).unwrap();
    let _process = start(&broker, "a");
    feed(&broker, 1, TEXT);
    until_told(&broker, 1).await;
}
