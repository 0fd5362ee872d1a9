//! Tests of every trouble: what it does to the broker, and what a worker sees of it.

use super::{Fault, Trouble};
use crate::transport::memory::Broker;
use crate::transport::memory::bench::*;
use crate::transport::{Inbox, InboxError, Origin, Outbox, PublishError, Receipt, SettleError, Stored};
use jiff::Timestamp;
use std::time::Duration;

const TIMED_OUT: Result<Stored, PublishError> = Err(PublishError::TimedOut(TIMEOUT));

fn stored(sequence: u64, duplicate: bool) -> Result<Stored, PublishError> {
    Ok(Stored { sequence, duplicate })
}

fn worker(name: &str) -> String {
    name.to_owned()
}

/// Publishes once under the trouble and once after it, with the same id.
async fn twice(trouble: Trouble) -> (Result<Stored, PublishError>, Result<Stored, PublishError>) {
    let broker = broker(0);
    now(trouble, SECOND, &broker);
    let first = publish(&broker, "a", "id").await;
    tokio::time::sleep(SECOND).await;
    (first, publish(&broker, "a", "id").await)
}

#[tokio::test(start_paused = true)]
async fn a_publish_can_time_out_and_be_stored_or_not() {
    assert_eq!(twice(Trouble::PublishUnheard).await, (TIMED_OUT, stored(1, true)));
    assert_eq!(twice(Trouble::PublishLost).await, (TIMED_OUT, stored(1, false)));
    assert_eq!(twice(Trouble::PublishLate { by: SECOND }).await, (stored(1, false), stored(1, true)));
    let full = PublishError::Full("no room".into());
    assert_eq!(twice(Trouble::PublishRefused(full.clone())).await, (Err(full), stored(1, false)));
}

#[tokio::test(start_paused = true)]
async fn a_publish_that_comes_late_finds_its_repetition_stored() {
    let broker = broker(0);
    now(Trouble::PublishLate { by: 2 * TIMEOUT }, SECOND, &broker);
    assert_eq!(publish(&broker, "a", "id").await, TIMED_OUT);
    assert_eq!(publish(&broker, "a", "id").await, stored(1, false));
    tokio::time::sleep(2 * TIMEOUT).await;
    assert_eq!(output(&broker), ["id"]);
}

#[tokio::test(start_paused = true)]
async fn a_publish_that_comes_after_the_window_is_stored_twice() {
    let broker = broker(0);
    now(Trouble::PublishLate { by: WINDOW + 2 * TIMEOUT }, SECOND, &broker);
    assert_eq!(publish(&broker, "a", "id").await, TIMED_OUT);
    assert_eq!(publish(&broker, "a", "id").await, stored(1, false));
    tokio::time::sleep(WINDOW + 2 * TIMEOUT).await;
    assert_eq!(output(&broker), ["id", "id"], "no worker can help this one: the model must not hide it");
}

#[tokio::test(start_paused = true)]
async fn a_chance_hits_some_calls_and_the_seed_says_which() {
    let run = |seed: u64| async move {
        let broker = Broker::new(options().seed(seed));
        let refused = Trouble::PublishRefused(PublishError::Unavailable("no leader".into()));
        broker.inject([Fault::new(Duration::ZERO, SECOND, refused).percent(50)]);
        let mut fates = Vec::new();
        for number in 0..64 {
            fates.push(publish(&broker, "a", &number.to_string()).await.is_ok());
        }
        fates
    };
    let (one, same, other) = (run(1).await, run(1).await, run(2).await);
    assert_eq!(one, same);
    assert_ne!(one, other);
    let hits = one.iter().filter(|ok| !**ok).count();
    assert!((16..=48).contains(&hits), "{hits} of 64");
}

#[tokio::test(start_paused = true)]
async fn an_ack_can_time_out_and_count_or_not() {
    for (trouble, settled) in [(Trouble::AnswerUnheard, true), (Trouble::AnswerLost, false)] {
        let broker = broker(1);
        let mut inbox = inbox(&broker, "a");
        let delivery = next(&mut inbox).await;
        now(trouble, SECOND, &broker);
        assert_eq!(delivery.receipt.ack().await, Err(SettleError::TimedOut(TIMEOUT)));
        assert_eq!(broker.consumer_state("copydesk").map(|s| s.settled()), Some(settled));
    }
}

#[tokio::test(start_paused = true)]
async fn a_lost_in_progress_is_not_noticed() {
    let broker = broker(1);
    let mut inbox = inbox(&broker, "a");
    let delivery = next(&mut inbox).await;
    tokio::time::sleep(ACK_WAIT - SECOND).await;
    now(Trouble::AnswerLost, SECOND, &broker);
    assert_eq!(delivery.receipt.in_progress().await, Ok(()));
    assert_eq!(next_is(&mut inbox).await, (1, 2));
}

#[tokio::test(start_paused = true)]
async fn a_late_ack_counts_when_it_comes() {
    let broker = broker(1);
    let mut inbox = inbox(&broker, "a");
    let delivery = next(&mut inbox).await;
    now(Trouble::AnswerLate { by: 2 * TIMEOUT }, SECOND, &broker);
    assert_eq!(delivery.receipt.ack().await, Err(SettleError::TimedOut(TIMEOUT)));
    assert!(silent(&mut inbox, 2 * ACK_WAIT).await);
}

#[tokio::test(start_paused = true)]
async fn a_late_delivery_has_used_up_its_ack_wait() {
    let broker = broker(1);
    let mut slow = inbox(&broker, "a");
    now(Trouble::DeliveryLate { by: ACK_WAIT + SECOND }, SECOND, &broker);
    assert!(silent(&mut slow, SECOND).await);
    assert_eq!(next_is(&mut inbox(&broker, "b")).await, (1, 2), "the broker gave it to another");
    assert_eq!(next_is(&mut slow).await, (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_deleted_consumer_hears_no_ack_and_forgets_all_when_it_is_back() {
    let broker = broker(2);
    let mut inbox = inbox(&broker, "a");
    let acked = next(&mut inbox).await;
    assert_eq!(acked.receipt.ack().await, Ok(()));
    let held = next(&mut inbox).await;
    now(Trouble::ConsumerGone, SECOND, &broker);
    assert_eq!(held.receipt.ack().await, Err(SettleError::ConsumerGone));
    assert!(matches!(inbox.next().await, Err(InboxError::Gone(_))));
    assert_eq!(broker.consumer_state("copydesk"), None);
    tokio::time::sleep(SECOND).await;
    assert_eq!([next_is(&mut inbox).await, next_is(&mut inbox).await], [(1, 1), (2, 1)]);
    assert_eq!(held.receipt.ack().await, Ok(()), "an old receipt reaches the new consumer");
}

#[tokio::test(start_paused = true)]
async fn a_restart_breaks_every_request_and_undoes_recent_acks() {
    let broker = broker(2);
    let mut inbox = inbox(&broker, "a");
    let first = next(&mut inbox).await;
    assert_eq!(first.receipt.ack().await, Ok(()));
    tokio::time::sleep(2 * SECOND).await;
    let second = next(&mut inbox).await;
    assert_eq!(second.receipt.ack().await, Ok(()));
    now(Trouble::Restart { forgets: SECOND }, 3 * SECOND, &broker);
    assert!(matches!(publish(&broker, "a", "id").await, Err(PublishError::Disconnected(_))));
    assert!(matches!(second.receipt.ack().await, Err(SettleError::Disconnected(_))));
    assert!(matches!(inbox.next().await, Err(InboxError::Interrupted(_))));
    assert_eq!(next_is(&mut inbox).await, (2, 2), "only the recent ack came undone");
    assert_eq!(publish(&broker, "a", "id").await, stored(1, false));
}

#[tokio::test(start_paused = true)]
async fn a_request_under_way_at_a_restart_is_never_answered() {
    let broker = Broker::new(options().latency_max(2 * SECOND).seed(7));
    broker.inject([Fault::new(Duration::from_millis(1), Duration::ZERO, Trouble::Restart { forgets: SECOND })]);
    assert_eq!(publish(&broker, "a", "id").await, TIMED_OUT);
}

#[tokio::test(start_paused = true)]
async fn messages_under_way_at_a_break_are_lost_until_the_ack_wait() {
    let broker = broker(1);
    let mut inbox = inbox(&broker, "a");
    now(Trouble::DeliveryLate { by: 3 * SECOND }, SECOND, &broker);
    assert!(silent(&mut inbox, SECOND).await);
    now(Trouble::Cut { worker: worker("a") }, SECOND, &broker);
    assert!(matches!(publish(&broker, "a", "id").await, Err(PublishError::Disconnected(_))));
    assert_eq!(publish(&broker, "b", "id").await, stored(1, false), "the other worker has its own connection");
    tokio::time::sleep(SECOND).await;
    assert_eq!(next_is(&mut inbox).await, (1, 2));
}

#[tokio::test(start_paused = true)]
async fn a_frozen_worker_sends_nothing_and_its_clock_jumps() {
    let broker = broker(0);
    let client = broker.client("a");
    now(Trouble::Freeze { worker: worker("a") }, WINDOW, &broker);
    let thaw = broker.clock()().checked_add(WINDOW).expect("a date in this century");
    assert_eq!(client.clock()(), thaw);
    let (frozen, free) = tokio::join!(publish(&broker, "a", "of a"), publish(&broker, "b", "of b"));
    assert_eq!((free, frozen), (stored(1, false), stored(2, false)));
    assert_eq!(client.clock()(), thaw);
}

#[tokio::test(start_paused = true)]
async fn a_request_under_way_at_a_freeze_arrives_all_the_same() {
    let broker = Broker::new(options().latency_max(SECOND).seed(7));
    broker.inject([Fault::new(Duration::from_millis(1), WINDOW, Trouble::Freeze { worker: worker("a") })]);
    let sent = tokio::spawn({
        let broker = broker.clone();
        async move { publish(&broker, "a", "id").await }
    });
    tokio::time::sleep(SECOND).await;
    assert_eq!(output(&broker), ["id"]);
    let seen = sent.await.expect("the task is not aborted");
    assert!(seen == stored(1, false) || seen == TIMED_OUT, "{seen:?}");
    assert_eq!(broker.elapsed(), WINDOW + Duration::from_millis(1), "the worker saw it after the freeze");
}

#[tokio::test(start_paused = true)]
async fn a_request_of_a_dead_worker_arrives_all_the_same() {
    let broker = Broker::new(options().latency_max(SECOND).seed(7));
    let killed = tokio::time::timeout(Duration::from_millis(1), publish(&broker, "a", "id")).await;
    assert!(killed.is_err());
    tokio::time::sleep(SECOND).await;
    assert_eq!(output(&broker), ["id"]);
}

#[tokio::test(start_paused = true)]
async fn a_frozen_worker_still_gets_what_it_asked_for() {
    let broker = broker(0);
    let mut inbox = inbox(&broker, "a");
    let (_, delivered) = tokio::join!(
        async {
            tokio::task::yield_now().await;
            now(Trouble::Freeze { worker: worker("a") }, ACK_WAIT / 2, &broker);
            filled(broker.clone(), 1);
        },
        next_is(&mut inbox)
    );
    assert_eq!((delivered, broker.elapsed()), ((1, 1), ACK_WAIT / 2));
}

#[tokio::test(start_paused = true)]
async fn the_output_is_asked_beyond_the_duplicate_window() {
    let mut lagging = options();
    lagging.holds_lag = 2 * SECOND;
    let broker = filled(Broker::new(lagging), 1);
    let origin: Origin = next(&mut inbox(&broker, "a")).await.origin;
    let outbox = broker.outbox();
    let since = Timestamp::UNIX_EPOCH;
    assert_eq!(publish(&broker, "a", "id").await, stored(1, false));
    assert_eq!(outbox.holds("id", &origin, since).await, Ok(false), "too fresh to be seen");
    tokio::time::sleep(2 * WINDOW).await;
    assert_eq!(outbox.holds("id", &origin, since).await, Ok(true));
    assert_eq!(outbox.holds("other", &origin, since).await, Ok(false));
    assert_eq!(outbox.holds("id", &origin, broker.clock()()).await, Ok(false), "stored before that");
    now(Trouble::PublishLost, SECOND, &broker);
    assert_eq!(outbox.holds("id", &origin, since).await, Err(PublishError::TimedOut(TIMEOUT)));
}
