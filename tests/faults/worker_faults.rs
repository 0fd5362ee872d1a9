//! Workers that die, stay dead, freeze, and share.

use crate::lab::{Lab, size};
use crate::waits::fault_lasts;
use crate::worker::{ACK_WAIT, DUPLICATE_WINDOW, Worker};
use std::time::Duration;

/// Longer than the broker waits for an answer, and longer than it remembers ids.
const OUT_OF_MIND: Duration = ACK_WAIT.saturating_add(DUPLICATE_WINDOW).saturating_add(Duration::from_secs(1));
/// Kills in a row: enough that articles are hit more than once.
const KILLS: usize = 8;

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_is_killed_again_and_again() {
    let mut lab = Lab::open("killed").await;
    lab.feed(size()).await;
    // At 10,000 articles that is every second or so; with fewer it is as often as there is work to interrupt.
    for kill in 1..=KILLS {
        let worker = lab.worker("a");
        lab.until_records(size() * kill / (KILLS + 2)).await;
        worker.kill();
        lab.hit_at_work().await;
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
        lab.hit_at_work().await;
        fault_lasts(OUT_OF_MIND).await;
    }
    let _worker = lab.worker("a");
    lab.flows_again().await;
    lab.verdict().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_two_workers_freezes_longer_than_ids_are_remembered() {
    let mut lab = Lab::open("frozen").await;
    let (frozen, other) = (lab.worker("frozen"), lab.worker("other"));
    frozen.takes_articles().await;
    other.takes_articles().await;
    lab.feed(size()).await;
    lab.until_records(size() / 5).await;
    frozen.freeze();
    lab.hit_at_work().await;
    fault_lasts(OUT_OF_MIND).await;
    let first = inherited(&other);
    assert!(first > 0, "the other took over what the frozen one held");
    frozen.thaw();
    lab.flows_again().await;
    // Once more: what it wakes up with are articles that the other finished long ago.
    let at_least = lab.sequences().count() + size() / 10;
    lab.feed(size() / 2).await;
    lab.until_records(at_least).await;
    frozen.freeze();
    lab.settled().await;
    fault_lasts(OUT_OF_MIND).await;
    assert!(inherited(&other) > first, "the other took over again");
    frozen.thaw();
    lab.verdict().await;
}

/// Articles that a worker got after somebody else had them.
fn inherited(worker: &Worker) -> u64 {
    worker.counted("copydesk_redelivered_total").unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_share_the_work() {
    let mut lab = Lab::open("shared").await;
    let (one, two) = (lab.worker("one"), lab.worker("two"));
    one.takes_articles().await;
    two.takes_articles().await;
    lab.feed(size()).await;
    lab.settled().await;
    let published = |worker: &Worker| worker.counted("copydesk_outcomes_total{outcome=\"published\"}").unwrap_or(0);
    let shares = (published(&one), published(&two));
    println!("shared: {} and {} articles", shares.0, shares.1);
    assert_eq!(shares.0 + shares.1, size() as u64, "each article was published by one of them");
    let least = size() as u64 / 10;
    assert!(shares.0 > least && shares.1 > least, "each does a part that is worth it: {shares:?}");
    lab.verdict().await;
}
