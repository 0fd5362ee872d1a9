//! Workers that die, stay dead, freeze, and share.

use crate::lab::{Lab, size};
use crate::waits::{fault_lasts, until};
use crate::worker::{ACK_WAIT, DUPLICATE_WINDOW};
use std::time::Duration;

/// Longer than the broker waits for an answer, and longer than it remembers ids.
const OUT_OF_MIND: Duration = ACK_WAIT.saturating_add(DUPLICATE_WINDOW).saturating_add(Duration::from_secs(1));
/// Kills in a row: enough that articles are hit more than once.
const KILLS: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_is_killed_every_second() {
    let mut lab = Lab::open("killed").await;
    lab.feed(size()).await;
    for _ in 0..KILLS {
        let worker = lab.worker("a");
        fault_lasts(Duration::from_secs(1)).await;
        worker.kill();
    }
    let _worker = lab.worker("a");
    lab.flows_again().await;
    lab.verdict().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_only_worker_dies_and_stays_dead_longer_than_ids_are_remembered() {
    let mut lab = Lab::open("dead").await;
    lab.feed(size()).await;
    for share in [5, 3, 2] {
        let worker = lab.worker("a");
        lab.until_records(size() / share).await;
        worker.kill();
        fault_lasts(OUT_OF_MIND).await;
    }
    let _worker = lab.worker("a");
    lab.flows_again().await;
    lab.verdict().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_workers_freezes_longer_than_ids_are_remembered() {
    let mut lab = Lab::open("frozen").await;
    lab.feed(size()).await;
    let (frozen, _other) = (lab.worker("frozen"), lab.worker("other"));
    lab.until_records(size() / 5).await;
    frozen.freeze();
    fault_lasts(OUT_OF_MIND).await;
    frozen.thaw();
    lab.flows_again().await;
    // Once more, with nothing left to do: what it wakes up with are articles that others finished long ago.
    lab.feed(size() / 4).await;
    frozen.freeze();
    lab.settled().await;
    fault_lasts(OUT_OF_MIND).await;
    frozen.thaw();
    lab.verdict().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_share_the_work() {
    let mut lab = Lab::open("shared").await;
    let (one, two) = (lab.worker("one"), lab.worker("two"));
    for worker in [&one, &two] {
        let taking = async || worker.said("taking articles").then_some(());
        until("both workers take articles", Duration::from_secs(20), taking).await;
    }
    lab.feed(size()).await;
    lab.settled().await;
    drop(one);
    // What is left to the other is less than everything: it works alone from here.
    lab.feed(size() / 4).await;
    lab.settled().await;
    drop(two);
    let _three = lab.worker("three");
    lab.verdict().await;
}
