//! A broker that dies and comes back, and one that freezes.

use crate::lab::{Lab, size};
use crate::waits::fault_lasts;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn the_broker_is_killed_three_times() {
    let mut lab = Lab::open("broker-killed").await;
    lab.feed(size() / 2).await;
    let feeding = lab.feeding(size() / 2);
    let mut worker = lab.worker("a");
    for share in [5, 4, 3] {
        lab.until_records(size() / share).await;
        lab.hit_at_work().await;
        lab.broker.kill();
        fault_lasts(Duration::from_secs(1)).await;
        lab.broker.restart().await;
        lab.flows_again().await;
    }
    lab.fed(feeding).await;
    assert!(worker.runs(), "a worker outlives its broker");
    lab.verdict().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_broker_freezes_for_six_seconds() {
    let mut lab = Lab::open("broker-frozen").await;
    lab.feed(size()).await;
    let mut worker = lab.worker("a");
    lab.until_records(size() / 3).await;
    lab.hit_at_work().await;
    lab.broker.freeze();
    fault_lasts(Duration::from_secs(6)).await;
    lab.broker.thaw();
    lab.flows_again().await;
    assert!(worker.runs(), "a worker outlives its broker");
    lab.verdict().await;
}
