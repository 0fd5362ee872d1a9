//! What cannot become a record becomes a dead letter, and a dead letter that is sent back becomes no second record.

use crate::feeder::Raw;
use crate::lab::{Lab, size};
use crate::oracle;
use crate::waits::fault_lasts;
use crate::worker::{DUPLICATE_WINDOW, Worker, configure, copydesk};
use std::collections::BTreeMap;

/// Payloads and the reason that each must end with.
fn bad() -> Vec<(Raw, &'static str)> {
    let raw = |id: &str, payload: Vec<u8>| Raw { id: id.to_owned(), payload };
    vec![
        (raw("bad-cut", br#"{"title": "cut off", "body": "The mayor sa"#.to_vec()), "not-json"),
        (raw("bad-empty", br#"{"title": "", "body": ""}"#.to_vec()), "bad-envelope"),
        (raw("bad-deep", "[".repeat(100_000).into_bytes()), "too-deep"),
        (raw("bad-bytes", vec![0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]), "not-text"),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_messages_among_good_ones_become_dead_letters() {
    let mut lab = Lab::open("bad").await;
    lab.feed(size() / 2).await;
    lab.feed_bad(bad().into_iter().map(|(raw, _)| raw).collect()).await;
    lab.feed(size() / 2).await;
    let config = lab.config("a");
    let _worker = lab.worker("a");
    lab.settled().await;
    let letters = oracle::read(&lab.jetstream, "NEWS_DEAD").await;
    let reasons: BTreeMap<Vec<u8>, String> =
        letters.iter().map(|l| (l.payload.clone(), l.reason.clone().unwrap_or_default())).collect();
    for (raw, reason) in bad() {
        assert_eq!(reasons.get(&raw.payload).map(String::as_str), Some(reason), "{}", raw.id);
    }
    let listed = copydesk(&["dlq", "ls", "--reason", "bad-envelope"], &config);
    let lines = String::from_utf8(listed.stdout).expect("text");
    assert_eq!(lines.lines().count(), 1, "{lines}");
    assert!(lines.contains("bad-envelope"), "{lines}");
    lab.verdict().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn dead_letters_that_are_sent_back_become_one_record_each() {
    let mut lab = Lab::open("sent-back").await;
    let few = size() / 10;
    lab.feed(few).await;
    let french = configure(lab.dir.path(), "french", &lab.broker.address(), "[extract]\nlanguages = [\"fr\"]\n");
    let strict = Worker::start(&french);
    lab.settled().await;
    assert_eq!(lab.count("NEWS_DEAD").await, Some(few as u64), "no article is French");
    strict.kill();
    let config = lab.config("a");
    let first = oracle::read(&lab.jetstream, "NEWS_DEAD").await.swap_remove(0);
    let replay = copydesk(&["dlq", "replay", "--reason", "unsupported-language"], &config);
    assert!(replay.status.success(), "{replay:?}");
    assert_eq!(lab.count("NEWS_DEAD").await, Some(0), "what was sent back is off the shelf");
    let _worker = lab.worker("a");
    lab.until_records(few).await;
    lab.settled().await;
    // Sent back once more by hand, after the broker forgot the ids: still the same article.
    fault_lasts(2 * DUPLICATE_WINDOW).await;
    let mut again = async_nats::HeaderMap::new();
    again.insert("Copydesk-Source", first.source.as_str());
    let answer = lab.jetstream.publish_with_headers("news.raw.town", again, first.payload.into()).await;
    answer.expect("a publish").await.expect("a stored article");
    lab.verdict().await;
}
