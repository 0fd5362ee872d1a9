//! A broker in trouble: nothing lost, nothing twice, no attempt used up.

use super::bench::*;
use crate::transport::memory::{Discard, Trouble};
use crate::transport::{Outbox, Outgoing, PublishError, Stored};
use std::time::Duration;

const SECOND: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn a_full_output_costs_no_attempt() {
    let broker = broker();
    broker.inject_now(600 * SECOND, Trouble::PublishRefused(PublishError::Full("news".into())));
    feed(&broker, "patient");
    let running = start(&broker, settings());
    broker.settled("copydesk").await;
    assert_eq!(output(&broker).len(), 1);
    assert!(dead(&broker).is_empty(), "an outage must not make dead letters");
    assert_eq!(running.desk.metrics.redelivered.get(), 0);
}

#[tokio::test(start_paused = true)]
async fn an_article_that_killed_its_workers_is_quarantined_unread() {
    let broker = broker();
    feed(&broker, "stuck here");
    for _ in 0..5 {
        let running = start(&broker, settings());
        while running.desk.reader.attempts.lock().unwrap().is_empty() {
            tokio::time::sleep(SECOND).await;
        }
        running.task.abort();
        tokio::time::sleep(2 * ACK_WAIT).await;
    }
    let last = start(&broker, settings());
    broker.settled("copydesk").await;
    assert_eq!(reasons(&broker), ["crash-loop"]);
    assert!(last.desk.reader.attempts.lock().unwrap().is_empty(), "it must not be read again");
}

#[tokio::test(start_paused = true)]
async fn a_dead_worker_s_record_is_recognised_after_the_window() {
    let broker = broker();
    feed(&broker, "published but not acked");
    let desk = desk(&broker, settings());
    let reading = crate::pipeline::Reader::read(&desk.reader, "published but not acked".into(), &Default::default())
        .await
        .unwrap();
    let record = crate::worker::outgoing::record("news", "NEWS_RAW:1", "r1", &reading, None);
    let stored: Result<Stored, PublishError> = crate::transport::Outbox::publish(&desk.outbox, &record).await;
    assert!(!stored.unwrap().duplicate);
    tokio::time::sleep(10 * WINDOW).await;
    start(&broker, settings());
    broker.settled("copydesk").await;
    assert_eq!(output(&broker).len(), 1, "the window has passed, the output had to be asked");
}

#[tokio::test(start_paused = true)]
async fn an_article_that_was_sent_back_is_recognised_by_a_record_older_than_itself() {
    let broker = broker();
    feed(&broker, "went out long ago");
    let first = start(&broker, settings());
    broker.settled("copydesk").await;
    first.task.abort();
    tokio::time::sleep(10 * WINDOW).await;
    let source = [("Copydesk-Source", "NEWS_RAW:1")].into_iter().collect();
    broker.publish("news.raw.test", source, "went out long ago".into()).unwrap();
    start(&broker, settings());
    broker.settled("copydesk").await;
    assert_eq!(output(&broker).len(), 1, "it is the same article, whenever it was sent back");
}

#[tokio::test(start_paused = true)]
async fn held_articles_go_out_soon_after_a_long_outage() {
    let broker = broker();
    let outage = 600 * SECOND;
    broker.inject_now(outage, Trouble::PublishRefused(PublishError::Full("news".into())));
    feed(&broker, "patient");
    start(&broker, settings());
    tokio::time::sleep(outage + 5 * SECOND).await;
    assert_eq!(output(&broker).len(), 1, "a broker that is well again must not wait for us");
}

#[tokio::test(start_paused = true)]
async fn a_full_stream_holds_the_articles_until_there_is_room() {
    let broker = broker_with(|options| {
        let dead = options.stream_mut("NEWS_DEAD").unwrap();
        *dead = dead.clone().limits(0, 0, Discard::New);
    });
    feed(&broker, "reject me");
    let running = start(&broker, settings());
    tokio::time::sleep(10 * ACK_WAIT).await;
    assert_eq!(running.gate.in_flight(), 1, "no dead letter, no answer");
    assert_eq!(running.desk.metrics.redelivered.get(), 0);
}

/// The record went out, the ack did not, and the knowledge was replaced in between: its id is another now.
#[tokio::test(start_paused = true)]
async fn a_record_of_an_earlier_revision_is_recognised_when_its_article_comes_again() {
    let broker = broker();
    feed(&broker, "break-once and it is done");
    feed(&broker, "break-once and it is not done");
    let id = crate::worker::record_id("NEWS_RAW:1", "r0");
    let record =
        Outgoing { id, subject: "news.enriched.en.none".into(), headers: Default::default(), payload: "{}".into() };
    let running = start(&broker, settings());
    running.desk.outbox.publish(&record).await.unwrap();
    *running.desk.reader.earlier.lock().unwrap() = vec!["r0".into()];
    broker.settled("copydesk").await;
    let ids: Vec<_> = output(&broker).iter().map(|m| m.id().unwrap_or_default().to_owned()).collect();
    assert_eq!(ids, ["NEWS_RAW:1:record:r0", "NEWS_RAW:2:record:r1"]);
}
