//! SIGTERM: under load, and with articles that cannot be finished.

use crate::lab::{Lab, size};
use crate::stream_faults::limit_output;
use crate::waits::until;
use crate::worker::IN_FLIGHT;
use std::time::{Duration, Instant};

/// A second signal ends the worker within the time of its last answers, and a little.
const AT_ONCE: Duration = Duration::from_secs(5);
/// Articles that were given back are with the next worker by then.
const GIVEN_BACK_WITHIN: Duration = Duration::from_secs(2);
/// `EX_TEMPFAIL`: the drain was forced.
const FORCED: i32 = 75;

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_under_load_finishes_what_it_holds_when_told_to_stop() {
    let mut lab = Lab::open("stopped").await;
    lab.feed(size()).await;
    for (name, share) in [("a", 5), ("c", 3), ("d", 2)] {
        let mut worker = lab.worker(name);
        worker.takes_articles().await;
        lab.until_records(size() / share).await;
        worker.terminate();
        assert_eq!(worker.ended(Duration::from_secs(15)).await.code(), Some(0));
    }
    let (_, unanswered) = lab.waiting().await.expect("the consumer");
    assert!(unanswered <= IN_FLIGHT, "{unanswered} articles: more than a worker may hold and give back");
    let _next = lab.worker("b");
    // What was given back (a nak with a pause counts as unanswered until it is delivered again) comes soon.
    let answered = async || lab.waiting().await.filter(|waiting| *waiting == (0, 0)).map(|_| ());
    until("every article is answered", Duration::from_secs(10), answered).await;
    lab.flows_again().await;
    lab.verdict().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_signal_gives_back_what_cannot_be_finished() {
    let mut lab = Lab::open("forced").await;
    lab.feed(size()).await;
    limit_output(&lab, size() as i64 / 3).await;
    let mut worker = lab.worker("a");
    lab.until_records(size() / 3).await;
    let held = async || worker.said("the article is held").then_some(());
    until("the worker holds articles", Duration::from_secs(10), held).await;
    worker.terminate();
    let draining = async || worker.said("draining").then_some(());
    until("the worker drains", Duration::from_secs(5), draining).await;
    assert!(worker.runs(), "the first signal waits for the articles in work");
    worker.terminate();
    assert_eq!(worker.ended(AT_ONCE).await.code(), Some(FORCED));
    let ended = Instant::now();
    limit_output(&lab, -1).await;
    let (_, given_back) = lab.waiting().await.expect("the consumer");
    assert!(given_back > 0, "held articles were given back");
    let next = lab.worker("b");
    let redelivered = async || next.counted("copydesk_redelivered_total").filter(|n| *n >= given_back as u64);
    until("what was given back is delivered again", GIVEN_BACK_WITHIN.saturating_sub(ended.elapsed()), redelivered)
        .await;
    println!("forced: {given_back} articles delivered again {:.1?} after the end", ended.elapsed());
    lab.verdict().await;
}
