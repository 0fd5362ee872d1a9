//! A consumer that is deleted, and an output that is full.

use crate::lab::{Lab, size};
use crate::waits::{fault_lasts, until};
use async_nats::jetstream::stream::{Config, DiscardPolicy};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn the_consumer_is_deleted_while_the_worker_runs() {
    let mut lab = Lab::open("consumer-deleted").await;
    lab.feed(size()).await;
    let mut worker = lab.worker("a");
    for share in [4, 2] {
        lab.until_records(size() / share).await;
        lab.hit_at_work().await;
        let stream = lab.jetstream.get_stream("NEWS_RAW").await.expect("the input");
        stream.delete_consumer("copydesk").await.expect("the consumer goes");
        until("the worker creates its consumer again", Duration::from_secs(5), async || lab.waiting().await).await;
    }
    assert!(worker.runs(), "a worker outlives its consumer");
    lab.verdict().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_output_is_full_for_a_while() {
    let mut lab = Lab::open("full").await;
    lab.feed(size()).await;
    let limit = (size() / 3) as i64;
    limit_output(&lab, limit).await;
    let mut worker = lab.worker("a");
    lab.until_records(size() / 3).await;
    fault_lasts(Duration::from_secs(6)).await;
    assert_eq!(lab.count("NEWS").await, Some(limit as u64));
    assert_eq!(lab.count("NEWS_DEAD").await, Some(0), "a full output makes no dead letters");
    limit_output(&lab, -1).await;
    lab.flows_again().await;
    assert!(worker.runs(), "a worker waits for its output");
    lab.verdict().await;
}

/// Lets the output take so many messages and refuse the rest; -1 for no limit.
pub async fn limit_output(lab: &Lab, max_messages: i64) {
    let config = lab.jetstream.get_stream("NEWS").await.expect("the output").cached_info().config.clone();
    let changed = Config { max_messages, discard: DiscardPolicy::New, ..config };
    lab.jetstream.update_stream(changed).await.expect("the limit changes");
}
