//! A paced inbox ends where it should and is no faster than it may be.

use super::*;
use crate::transport::memory::{Broker, ConsumerOptions, MemoryInbox, Options, StreamOptions};
use crate::transport::{Gate, Headers};

fn inbox(articles: usize) -> MemoryInbox {
    let stream = StreamOptions::new("NEWS_RAW", ["news.raw.>"]).consumer(ConsumerOptions::new("again"));
    let broker = Broker::new(Options::default().stream(stream));
    for _ in 0..articles {
        broker.publish("news.raw.test", Headers::new(), "words".into()).unwrap();
    }
    broker.inbox("again", Gate::new(16, 1 << 20))
}

/// The sequences that come before the end.
async fn sequences(mut paced: Paced<MemoryInbox>) -> Vec<u64> {
    let mut sequences = Vec::new();
    while let Ok(delivery) = paced.next().await {
        sequences.push(delivery.origin.sequence);
    }
    sequences
}

#[tokio::test(start_paused = true)]
async fn it_ends_with_the_articles_that_there_were() {
    assert_eq!(sequences(Paced::new(inbox(5), 0.0, None, 3)).await, [1, 2, 3]);
}

#[tokio::test(start_paused = true)]
async fn it_ends_with_the_last_sequence_that_is_wanted() {
    assert_eq!(sequences(Paced::new(inbox(5), 0.0, Some(2), 5)).await, [1, 2]);
}

#[tokio::test(start_paused = true)]
async fn what_lies_beyond_the_end_is_given_back() {
    let mut paced = Paced::new(inbox(5), 0.0, Some(0), 5);
    assert_eq!(paced.next().await.err(), Some(InboxError::Closed));
    assert!(paced.close().await.iter().any(|delivery| delivery.origin.sequence == 1));
}

#[tokio::test(start_paused = true)]
async fn it_is_no_faster_than_it_may_be() {
    let begun = Instant::now();
    sequences(Paced::new(inbox(5), 2.0, None, 5)).await;
    assert_eq!(begun.elapsed(), Duration::from_secs(2), "four pauses of half a second");
}
