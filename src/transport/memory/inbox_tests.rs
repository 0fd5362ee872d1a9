//! Tests of deliveries and their answers, over a connection that works.

use crate::transport::memory::bench::{ACK_WAIT, SECOND, broker, filled, gate, inbox, next, next_is, options, silent};
use crate::transport::memory::{Broker, Discard};
use crate::transport::{Gate, Headers, Inbox, InboxError, PublishError, Receipt};
use bytes::Bytes;
use std::time::Duration;

#[tokio::test(start_paused = true)]
async fn a_delivery_says_where_it_comes_from() {
    let broker = broker(3);
    tokio::time::advance(SECOND).await;
    let delivery = next(&mut inbox(&broker, "a")).await;
    assert_eq!((&*delivery.origin.stream, delivery.origin.subject.as_str()), ("RAW", "raw.bbc"));
    assert_eq!((delivery.origin.sequence, delivery.origin.delivered, delivery.origin.pending), (1, 1, 2));
    assert_eq!(delivery.payload, Bytes::from_static(b"text 1"));
    assert_eq!(delivery.origin.stored_at.to_string(), "1970-01-01T00:00:00Z");
    assert_eq!(delivery.received_at.to_string(), "1970-01-01T00:00:01Z");
}

#[tokio::test(start_paused = true)]
async fn a_delivery_waits_for_a_message_to_come() {
    let broker = broker(0);
    let mut inbox = inbox(&broker, "a");
    assert!(silent(&mut inbox, ACK_WAIT).await);
    let (_, delivered) = tokio::join!(async { filled(broker.clone(), 1) }, next_is(&mut inbox));
    assert_eq!(delivered, (1, 1));
}

#[tokio::test(start_paused = true)]
async fn an_acked_message_is_settled() {
    let broker = broker(1);
    let mut inbox = inbox(&broker, "a");
    let delivery = next(&mut inbox).await;
    assert!(!broker.consumer_state("copydesk").expect("configured").settled());
    assert_eq!(delivery.receipt.ack().await, Ok(()));
    broker.settled("copydesk").await;
    assert!(silent(&mut inbox, 2 * ACK_WAIT).await);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_delivery_comes_again_after_the_ack_wait() {
    let broker = broker(1);
    let mut inbox = inbox(&broker, "a");
    drop(next(&mut inbox).await);
    assert!(silent(&mut inbox, ACK_WAIT - SECOND).await);
    assert_eq!(next_is(&mut inbox).await, (1, 2));
}

#[tokio::test(start_paused = true)]
async fn prefetched_messages_of_a_dead_worker_wait_for_the_ack_wait() {
    let broker = broker(10);
    let mut dead = inbox(&broker, "dead");
    next(&mut dead).await;
    drop(dead);
    let mut heir = inbox(&broker, "heir");
    assert!(silent(&mut heir, ACK_WAIT - SECOND).await, "the dead worker's pull took all of them");
    for sequence in 1..=10 {
        assert_eq!(next_is(&mut heir).await, (sequence, 2));
    }
}

#[tokio::test(start_paused = true)]
async fn closing_returns_what_was_prefetched() {
    let broker = broker(3);
    let mut inbox = inbox(&broker, "a");
    let first = next(&mut inbox).await;
    let rest = inbox.close().await;
    assert_eq!(rest.iter().map(|d| d.origin.sequence).collect::<Vec<_>>(), [2, 3]);
    assert!(matches!(inbox.next().await, Err(InboxError::Closed)));
    drop((first, rest));
    assert_eq!(broker.consumer_state("copydesk").map(|s| s.ack_pending), Some(3));
}

#[tokio::test(start_paused = true)]
async fn both_holders_of_a_redelivered_message_may_ack_it() {
    let broker = broker(1);
    let (mut slow, mut quick) = (inbox(&broker, "slow"), inbox(&broker, "quick"));
    let held = next(&mut slow).await;
    let held_again = next(&mut quick).await;
    assert_eq!(held_again.origin.delivered, 2);
    assert_eq!(held.receipt.ack().await, Ok(()));
    assert_eq!(held_again.receipt.ack().await, Ok(()));
    assert!(broker.consumer_state("copydesk").expect("configured").settled());
}

#[tokio::test(start_paused = true)]
async fn naks_and_terms_reach_the_consumer() {
    let broker = broker(1);
    let mut inbox = inbox(&broker, "a");
    let delivery = next(&mut inbox).await;
    assert_eq!(delivery.receipt.nak(2 * SECOND).await, Ok(()));
    assert!(silent(&mut inbox, SECOND).await);
    let delivery = next(&mut inbox).await;
    assert_eq!(delivery.receipt.in_progress().await, Ok(()));
    assert_eq!(delivery.receipt.term("not-text").await, Ok(()));
    assert_eq!(broker.terms("copydesk"), [(1, "not-text".to_owned())]);
    assert!(silent(&mut inbox, 2 * ACK_WAIT).await);
}

#[tokio::test(start_paused = true)]
async fn no_more_messages_than_permits_are_out() {
    let broker = broker(5);
    let gate = Gate::new(2, 32 * 1024 * 1024);
    let mut inbox = broker.inbox("copydesk", gate.clone());
    let first = next(&mut inbox).await;
    let second = next(&mut inbox).await;
    assert!(silent(&mut inbox, ACK_WAIT / 2).await);
    assert_eq!((gate.in_flight(), broker.consumer_state("copydesk").map(|s| s.ack_pending)), (2, Some(2)));
    drop(first);
    assert_eq!(next_is(&mut inbox).await, (3, 1));
    drop((second, inbox));
    assert_eq!((gate.in_flight(), gate.in_flight_bytes()), (0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_pull_takes_no_more_bytes_than_there_is_room_for() {
    let broker = Broker::new(options());
    for _ in 0..4 {
        let stored = broker.publish("raw.bbc", Headers::new(), Bytes::from(vec![b'x'; 10 * 1024]));
        assert!(stored.is_ok());
    }
    let mut inbox = broker.inbox("copydesk", Gate::new(64, 24 * 1024));
    let held = next(&mut inbox).await;
    assert_eq!(broker.consumer_state("copydesk").map(|s| s.ack_pending), Some(2), "a third would not fit");
    assert!(inbox.gate.in_flight_bytes() <= 24 * 1024);
    drop(held);
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_wait_loses_neither_message_nor_permit() {
    let broker = broker(0);
    let gate = gate();
    let mut inbox = broker.inbox("copydesk", gate.clone());
    for _ in 0..10 {
        assert!(silent(&mut inbox, Duration::from_millis(10)).await);
    }
    assert_eq!(gate.in_flight(), 0);
    filled(broker, 1);
    assert_eq!(next_is(&mut inbox).await, (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_feeder_is_told_what_the_broker_does_not_take() {
    let mut options = options();
    options.stream_mut("RAW").expect("configured").messages_max = 1;
    assert_eq!(options.streams.first().map(|s| s.discard), Some(Discard::New));
    let broker = filled(Broker::new(options), 1);
    let publish = |subject: &str, bytes: usize| broker.publish(subject, Headers::new(), Bytes::from(vec![b'x'; bytes]));
    assert!(matches!(publish("raw.bbc", 1), Err(PublishError::Full(_))));
    assert_eq!(publish("sport", 1), Err(PublishError::NoStream("sport".into())));
    assert_eq!(publish("news.*", 1), Err(PublishError::NoStream("news.*".into())));
    let too_large = PublishError::TooLarge { bytes: 1024 * 1024 + 1, max: 1024 * 1024 };
    assert_eq!(publish("news.en", 1024 * 1024 + 1), Err(too_large));
}

#[tokio::test(start_paused = true)]
async fn a_follower_sees_each_new_message_once_and_in_order() {
    let broker = broker(2);
    let mut follower = broker.subscribe("RAW");
    let (_, third) = tokio::join!(async { filled(broker.clone(), 2) }, follower.next());
    assert_eq!((third.sequence, follower.next().await.sequence), (3, 4));
    assert!(tokio::time::timeout(SECOND, follower.next()).await.is_err());
}
