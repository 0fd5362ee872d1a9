//! What the output answers, and what it is known to hold.

use crate::world::{World, bind, outgoing, soon};
use async_nats::jetstream::stream::{Config, DiscardPolicy};
use copydesk::transport::nats::NatsOutbox;
use copydesk::transport::{Origin, Outbox, PublishError};
use jiff::Timestamp;

#[tokio::test]
async fn the_second_of_an_id_is_a_duplicate() {
    let world = World::new().await;
    let outbox = world.outbox();
    let first = outbox.publish(&outgoing("a", "1")).await.expect("stored");
    let second = outbox.publish(&outgoing("a", "2")).await.expect("known");
    assert_eq!((first.duplicate, second.duplicate, first.sequence), (false, true, second.sequence));
}

#[tokio::test]
async fn a_record_that_comes_out_differently_is_counted() {
    let world = World::new().await;
    let outbox = world.outbox();
    for (digest, differences) in [("aa", 0), ("aa", 0), ("bb", 1)] {
        let mut message = outgoing("a", "1");
        message.headers.set("Copydesk-Digest", digest);
        outbox.publish(&message).await.expect("stored or known");
        assert_eq!(world.broker.metrics().digest_mismatches.get(), differences, "{digest}");
    }
}

#[tokio::test]
async fn a_full_stream_says_so() {
    let world = World::bare(bind).await;
    let config = Config {
        name: "NEWS".into(),
        subjects: vec!["news.enriched.>".into()],
        max_messages: 1,
        discard: DiscardPolicy::New,
        ..Default::default()
    };
    world.jetstream.create_stream(config).await.expect("a stream");
    let outbox = world.outbox();
    outbox.publish(&outgoing("a", "1")).await.expect("stored");
    let full = outbox.publish(&outgoing("b", "2")).await;
    assert!(matches!(full, Err(PublishError::Full(_))), "{full:?}");
}

#[tokio::test]
async fn a_missing_stream_is_missed() {
    let world = World::bare(bind).await;
    let missing = world.outbox().publish(&outgoing("a", "1")).await;
    assert_eq!(missing, Err(PublishError::NoStream("news.enriched.en.none".into())));
}

#[tokio::test]
async fn a_missing_stream_of_ours_is_created() {
    let world = World::new().await;
    world.jetstream.delete_stream("NEWS").await.expect("the stream goes");
    let outbox = world.outbox();
    let stored = async {
        loop {
            if let Ok(stored) = outbox.publish(&outgoing("a", "1")).await {
                return stored;
            }
        }
    };
    assert_eq!(soon("the stream", stored).await.sequence, 1);
}

#[tokio::test]
async fn a_message_that_the_broker_does_not_take_is_too_large() {
    let world = World::new().await;
    let outbox = world.outbox();
    let bytes = outbox.message_bytes_max();
    outbox.publish(&outgoing("a", vec![b'x'; bytes])).await.expect("what fits is stored");
    let too_large = outbox.publish(&outgoing("b", vec![b'x'; 2 * bytes])).await;
    assert!(matches!(too_large, Err(PublishError::TooLarge { .. })), "{too_large:?}");
}

async fn holds(outbox: &NatsOutbox, sequence: u64, revision: &str) -> bool {
    let since = Timestamp::now() - jiff::SignedDuration::from_mins(1);
    let origin = Origin {
        stream: "NEWS_RAW".into(),
        sequence,
        subject: "news.raw.test".into(),
        stored_at: since,
        delivered: 1,
        pending: 0,
    };
    outbox.holds(&format!("NEWS_RAW:{sequence}:record:{revision}"), &origin, since).await.expect("an answer")
}

#[tokio::test]
async fn the_output_is_known_when_the_window_has_passed() {
    let world = World::with(|topology| topology.output.duplicate_window_s = 1).await;
    let outbox = world.outbox();
    let publish = async |sequence: u64| {
        let stored = outbox.publish(&outgoing(&format!("NEWS_RAW:{sequence}:record:r1"), "x")).await;
        stored.expect("stored").duplicate
    };
    assert!(!holds(&outbox, 7, "r1").await);
    publish(7).await;
    let passed = async { while publish(7).await {} };
    soon("the end of the window", passed).await;
    assert!(holds(&outbox, 7, "r1").await);
    assert!(!holds(&outbox, 7, "r2").await, "another revision is another record");
    assert!(!holds(&outbox, 8, "r1").await);
    publish(8).await;
    let seen = async { while !holds(&outbox, 8, "r1").await {} };
    soon("what is new", seen).await;
    assert!(holds(&outbox, 7, "r1").await);
}

/// The second question must not read what the first one read: what is gone from the stream since is still known.
#[tokio::test]
async fn a_question_reads_only_what_is_new() {
    let world = World::with(|topology| topology.output.duplicate_window_s = 1).await;
    let outbox = world.outbox();
    outbox.publish(&outgoing("NEWS_RAW:1:record:r", "x")).await.expect("stored");
    assert!(holds(&outbox, 1, "r").await);
    world.jetstream.get_stream("NEWS").await.expect("the output").purge().await.expect("purged");
    outbox.publish(&outgoing("NEWS_RAW:2:record:r", "x")).await.expect("stored");
    let seen = async { while !holds(&outbox, 2, "r").await {} };
    soon("what is new", seen).await;
    assert!(holds(&outbox, 1, "r").await);
}

#[tokio::test]
async fn of_two_messages_of_one_id_the_oldest_stays() {
    let world = World::with(|topology| topology.output.duplicate_window_s = 1).await;
    let outbox = world.outbox();
    let publish = async |id: &str| outbox.publish(&outgoing(id, "x")).await.expect("stored");
    let (twice, once) = ("NEWS_RAW:7:record:r1", "NEWS_RAW:8:record:r1");
    publish(twice).await;
    publish(once).await;
    let passed = async { while publish(twice).await.duplicate {} };
    soon("the end of the window", passed).await;
    outbox.keep_oldest(once, Timestamp::UNIX_EPOCH).await.expect("looked through");
    let left = async || world.jetstream.get_stream("NEWS").await.expect("the output").cached_info().state.messages;
    assert_eq!(left().await, 3, "the other's copy is not its business");
    outbox.keep_oldest(twice, Timestamp::UNIX_EPOCH).await.expect("taken out");
    assert_eq!(left().await, 2);
    let stream = world.jetstream.get_stream("NEWS").await.expect("the output");
    assert!(stream.get_raw_message(1).await.is_ok(), "the oldest stays");
}
