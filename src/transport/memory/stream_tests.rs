//! Tests of a stream by itself: sequences, limits, ids.

use super::Stream;
use crate::transport::memory::{Discard, StreamOptions};
use crate::transport::{Headers, PublishError, Stored};
use bytes::Bytes;
use jiff::Timestamp;
use std::time::Duration;
use tokio::time::Instant;

const WINDOW: Duration = Duration::from_secs(120);

fn stream(messages_max: usize, bytes_max: usize, discard: Discard) -> Stream {
    Stream::new(
        StreamOptions::new("NEWS", ["news.>"]).limits(messages_max, bytes_max, discard).duplicate_window(WINDOW),
    )
}

fn store(stream: &mut Stream, headers: &[(&str, &str)], payload: &str, now: Instant) -> Result<Stored, PublishError> {
    let headers = headers.iter().copied().collect::<Headers>();
    stream.store("news.enriched.en", headers, Bytes::from(payload.to_owned()), now, Timestamp::UNIX_EPOCH)
}

fn sequences(stream: &Stream) -> Vec<u64> {
    stream.messages().map(|m| m.sequence).collect()
}

#[test]
fn sequences_count_from_one() {
    let mut stream = stream(10, 1000, Discard::New);
    for expected in 1..=3 {
        let stored = store(&mut stream, &[], "a", Instant::now());
        assert_eq!(stored, Ok(Stored { sequence: expected, duplicate: false }));
    }
    assert_eq!(sequences(&stream), [1, 2, 3]);
}

#[test]
fn a_repeated_id_is_answered_with_the_first_sequence_until_the_window_ends() {
    let mut stream = stream(10, 1000, Discard::New);
    let start = Instant::now();
    let mut publish = |after: Duration| store(&mut stream, &[("Nats-Msg-Id", "a")], "text", start + after);
    assert_eq!(publish(Duration::ZERO), Ok(Stored { sequence: 1, duplicate: false }));
    assert_eq!(publish(WINDOW - Duration::from_millis(1)), Ok(Stored { sequence: 1, duplicate: true }));
    assert_eq!(
        publish(WINDOW),
        Ok(Stored { sequence: 2, duplicate: false }),
        "a repetition does not lengthen the window"
    );
}

#[test]
fn a_full_stream_refuses_new_messages() {
    let mut by_count = stream(2, 1000, Discard::New);
    let mut by_bytes = stream(10, "news.enriched.en".len() + 10, Discard::New);
    let now = Instant::now();
    for payload in ["a", "b"] {
        assert!(store(&mut by_count, &[], payload, now).is_ok());
    }
    assert!(matches!(store(&mut by_count, &[], "c", now), Err(PublishError::Full(_))));
    assert!(store(&mut by_bytes, &[], "0123456789", now).is_ok());
    assert!(matches!(store(&mut by_bytes, &[], "c", now), Err(PublishError::Full(_))));
    assert_eq!((sequences(&by_count), sequences(&by_bytes)), (vec![1, 2], vec![1]));
}

#[test]
fn a_refused_message_is_not_known_by_its_id() {
    let mut stream = stream(1, 1000, Discard::New);
    let now = Instant::now();
    assert!(store(&mut stream, &[], "first", now).is_ok());
    for _ in 0..2 {
        assert!(matches!(store(&mut stream, &[("Nats-Msg-Id", "a")], "b", now), Err(PublishError::Full(_))));
    }
}

#[test]
fn a_stream_that_discards_old_messages_keeps_the_newest() {
    let mut stream = stream(2, 1000, Discard::Old);
    for payload in ["a", "b", "c"] {
        assert!(store(&mut stream, &[], payload, Instant::now()).is_ok());
    }
    assert_eq!(sequences(&stream), [2, 3]);
    let larger_than_the_stream = "x".repeat(1001);
    assert!(matches!(store(&mut stream, &[], &larger_than_the_stream, Instant::now()), Err(PublishError::Full(_))));
}

#[test]
fn an_expected_last_sequence_of_zero_stores_only_the_first_under_a_subject() {
    let mut stream = stream(10, 1000, Discard::New);
    let expected = [("Nats-Expected-Last-Subject-Sequence", "0")];
    assert!(store(&mut stream, &expected, "a", Instant::now()).is_ok());
    let again = store(&mut stream, &expected, "a", Instant::now());
    assert!(matches!(again, Err(PublishError::Refused(why)) if why.contains("10071")));
}
