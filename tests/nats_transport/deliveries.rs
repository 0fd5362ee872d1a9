//! From the stream to the answer.

use crate::world::{World, listen, next, outgoing, soon, within};
use copydesk::transport::{Inbox, Outbox, Receipt, SettleError};
use futures::StreamExt;
use std::collections::HashSet;
use std::time::{Duration, Instant};

#[tokio::test]
async fn an_article_goes_through() {
    let world = World::new().await;
    world.feed(3).await;
    let (mut inbox, outbox) = (world.inbox(), world.outbox());
    let mut seen = HashSet::new();
    for published in 1..=3 {
        let delivery = next(&mut inbox).await;
        let origin = &delivery.origin;
        // Two pulls overlap, so the order is not that of the stream.
        let n = origin.sequence - 1;
        assert!(seen.insert(n));
        assert_eq!((&*origin.stream, origin.subject.as_str()), ("NEWS_RAW", "news.raw.test"));
        assert_eq!(origin.delivered, 1);
        assert!(origin.pending <= 2, "{} wait", origin.pending); // the broker counts roughly while it stores
        assert_eq!(delivery.payload, n.to_string());
        let stored = outbox.publish(&outgoing(&format!("NEWS_RAW:{n}:record:r"), "x")).await.expect("stored");
        assert_eq!((stored.sequence, stored.duplicate), (published, false));
        delivery.receipt.ack().await.expect("confirmed");
    }
    assert_eq!(world.topology.consumer_gauges(&world.broker).await, Some((0, 0)));
}

#[tokio::test]
async fn an_ack_that_nobody_hears_is_no_ack() {
    let world = World::new().await;
    world.feed(1).await;
    let delivery = next(&mut world.inbox()).await;
    world.delete_consumer().await;
    assert_eq!(delivery.receipt.ack().await, Err(SettleError::ConsumerGone));
}

#[tokio::test]
async fn an_article_comes_back_not_before_its_pause() {
    let world = World::new().await;
    world.feed(1).await;
    let mut inbox = world.inbox();
    let given_back = Instant::now();
    let pause = Duration::from_millis(700);
    next(&mut inbox).await.receipt.nak(pause).await.expect("confirmed");
    let again = next(&mut inbox).await;
    assert!(given_back.elapsed() >= pause, "{:?}", given_back.elapsed());
    assert_eq!((again.origin.sequence, again.origin.delivered), (1, 2));
}

#[tokio::test]
async fn the_broker_hears_why_an_article_ends() {
    let world = World::new().await;
    let mut advisories = listen(&world, "$JS.EVENT.ADVISORY.CONSUMER.MSG_TERMINATED.NEWS_RAW.copydesk").await;
    world.feed(1).await;
    next(&mut world.inbox()).await.receipt.term("not-text: clean").await.expect("confirmed");
    let advisory = soon("an advisory", advisories.next()).await.expect("one");
    let advisory: serde_json::Value = serde_json::from_slice(&advisory.payload).expect("JSON");
    assert_eq!((&advisory["stream_seq"], &advisory["reason"]), (&1.into(), &"not-text: clean".into()));
    assert_eq!(world.topology.consumer_gauges(&world.broker).await, Some((0, 0)));
}

/// The broker says that a pull is filled after its last message, when the next one may be under way.
#[tokio::test]
async fn pulls_do_not_pile_up() {
    let world = World::new().await;
    world.feed(400).await;
    let mut inbox = world.inbox();
    for _ in 0..400 {
        next(&mut inbox).await.receipt.ack().await.expect("confirmed");
    }
    let stream = world.jetstream.get_stream("NEWS_RAW").await.expect("the input");
    let waiting = stream.consumer_info("copydesk").await.expect("the consumer").num_waiting;
    assert!(waiting <= 2, "{waiting} pulls wait");
}

#[tokio::test]
async fn an_article_larger_than_a_pull_comes_alone() {
    let world = World::new().await;
    world.feed_bytes(vec![b'x'; 100_000]).await;
    world.feed(2).await;
    let mut inbox = world.inbox_of(8, 16 * 1024);
    let mut sizes = Vec::new();
    for _ in 0..3 {
        let delivery = next(&mut inbox).await;
        sizes.push(delivery.payload.len());
        delivery.receipt.ack().await.expect("confirmed");
    }
    sizes.sort();
    assert_eq!(sizes, [1, 1, 100_000]);
}

#[tokio::test]
async fn what_came_before_the_end_is_given_back() {
    let world = World::new().await;
    world.feed(40).await;
    let mut inbox = world.inbox_of(16, 16 * 1024 * 1024);
    let mut left = vec![next(&mut inbox).await];
    left.extend(inbox.close().await);
    for delivery in &left {
        delivery.receipt.nak(Duration::from_millis(100)).await.expect("confirmed");
    }
    let mut others = world.inbox_of(64, 16 * 1024 * 1024);
    let all = async {
        let mut seen = HashSet::new();
        while seen.len() < 40 {
            let delivery = next(&mut others).await;
            seen.insert(delivery.origin.sequence);
            delivery.receipt.ack().await.expect("confirmed");
        }
    };
    within(Duration::from_secs(2), "everything that was not answered", all).await;
}

/// A dropped inbox must not go on taking what nobody will answer.
#[tokio::test]
async fn a_dropped_inbox_takes_nothing() {
    let world = World::new().await;
    let inbox = world.inbox();
    let waiting = |n: usize| {
        let jetstream = world.jetstream.clone();
        async move {
            loop {
                let stream = jetstream.get_stream("NEWS_RAW").await.expect("the input");
                if stream.consumer_info("copydesk").await.expect("the consumer").num_waiting == n {
                    return;
                }
            }
        }
    };
    soon("two pulls", waiting(2)).await;
    drop(inbox);
    soon("the end of the pulls", waiting(0)).await;
}
