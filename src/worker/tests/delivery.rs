//! What one delivery becomes: record, dead letter, another attempt.

use super::bench::*;

#[tokio::test(start_paused = true)]
async fn an_article_becomes_a_record() {
    let broker = all_settled(&["The ferry is back."]).await;
    let [record] = &output(&broker)[..] else { panic!("one record") };
    assert_eq!(record.subject, "news.enriched.en-gb.unknown");
    assert_eq!(record.id(), Some("NEWS_RAW:1:record:r1"));
    assert_eq!(record.headers.get("Copydesk-Source"), Some("NEWS_RAW:1"));
    assert_eq!(record.headers.get("Content-Type"), Some("application/json"));
    assert_eq!(record.headers.get("Copydesk-Record-Version"), Some("1"));
    assert_eq!(record.headers.get("Copydesk-Digest").map(str::len), Some(64));
    assert!(dead(&broker).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_fan_out_follows_its_record() {
    let broker = all_settled(&["fan-out please"]).await;
    let subjects: Vec<_> = output(&broker).iter().map(|m| m.subject.clone()).collect();
    assert_eq!(subjects, ["news.enriched.en-gb.unknown", "news.quote.joan-tasker"]);
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_an_article_is_a_dead_letter_with_its_bytes() {
    let broker = all_settled(&["reject me"]).await;
    let [letter] = &dead(&broker)[..] else { panic!("one dead letter") };
    assert_eq!(letter.subject, "news.dead.intake.no-words");
    assert_eq!(&letter.payload[..], b"reject me");
    for (name, value) in [
        ("Copydesk-Dead-Stage", "intake"),
        ("Copydesk-Dead-Reason", "no-words"),
        ("Copydesk-Dead-Detail", "no words at all"),
        ("Copydesk-Dead-Attempts", "1"),
        ("Copydesk-Source-Stream", "NEWS_RAW"),
        ("Copydesk-Source-Sequence", "1"),
        ("Copydesk-Source-Subject", "news.raw.test"),
        ("Copydesk-Worker", "w1"),
    ] {
        assert_eq!(letter.headers.get(name), Some(value), "{name}");
    }
    assert_eq!(broker.terms("copydesk"), [(1, "no-words: intake".to_owned())]);
    assert!(output(&broker).is_empty());
}

#[tokio::test(start_paused = true)]
async fn too_large_articles_and_records_are_dead_letters() {
    let large = "x".repeat(10_001);
    let grows = "\u{1}".repeat(9_000); // written as \u{1} in the record: five times as long
    let broker = all_settled(&[&large, &grows]).await;
    assert_eq!(reasons(&broker), ["too-large", "record-too-large"]);
}

#[tokio::test(start_paused = true)]
async fn a_passing_failure_is_tried_again() {
    let broker = all_settled(&["break-once then fine"]).await;
    assert_eq!(output(&broker).len(), 1);
    assert!(dead(&broker).is_empty());
}

#[tokio::test(start_paused = true)]
async fn a_lasting_failure_ends_after_its_attempts() {
    let broker = all_settled(&["break always", "panic always", "fine"]).await;
    assert_eq!(reasons(&broker), ["attempts-exhausted", "attempts-exhausted"]);
    assert_eq!(dead(&broker)[0].headers.get("Copydesk-Dead-Attempts"), Some("5"));
    assert_eq!(output(&broker).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn slow_work_is_not_given_to_another() {
    let broker = broker();
    feed(&broker, "slow one");
    let (first, second) = (start(&broker, settings()), start(&broker, settings()));
    broker.settled("copydesk").await;
    let reads = |r: &Running| r.desk.reader.attempts.lock().unwrap().values().sum::<u64>();
    assert_eq!(reads(&first) + reads(&second), 1, "in-progress acks must keep it with its worker");
    assert_eq!(output(&broker).len(), 1);
}

#[tokio::test(start_paused = true)]
async fn a_replayed_article_keeps_its_identity() {
    let broker = broker();
    let origin = [("Copydesk-Source", "NEWS_RAW:77")].into_iter().collect();
    broker.publish("news.raw.test", origin, "again".into()).unwrap();
    let foreign = [("Copydesk-Source", "OTHER:77")].into_iter().collect();
    broker.publish("news.raw.test", foreign, "foreign".into()).unwrap();
    start(&broker, settings());
    broker.settled("copydesk").await;
    let mut ids: Vec<_> = output(&broker).iter().map(|m| m.id().unwrap().to_owned()).collect();
    ids.sort();
    assert_eq!(ids, ["NEWS_RAW:2:record:r1", "NEWS_RAW:77:record:r1"]);
}

#[tokio::test(start_paused = true)]
async fn sources_keep_their_order_where_it_is_wanted() {
    let broker = broker();
    for words in ["slow first", "second", "third"] {
        feed(&broker, words);
    }
    start(&broker, crate::worker::DeskSettings { ordered: true, ..settings() });
    broker.settled("copydesk").await;
    let sources: Vec<_> =
        output(&broker).iter().map(|m| m.headers.get("Copydesk-Source").unwrap().to_owned()).collect();
    assert_eq!(sources, ["NEWS_RAW:1", "NEWS_RAW:2", "NEWS_RAW:3"]);
}

#[tokio::test(start_paused = true)]
async fn an_article_in_hand_is_not_taken_twice() {
    let desk = desk(&broker(), settings());
    let counted = || (desk.metrics.in_flight.get(), desk.metrics.in_flight_bytes.get());
    let first = desk.take_in_hand(7, 100);
    assert!(first.is_some());
    assert!(desk.take_in_hand(7, 100).is_none(), "it is in hand");
    assert_eq!(counted(), (1, 100));
    drop(first);
    assert_eq!(counted(), (0, 0));
    assert!(desk.take_in_hand(7, 100).is_some(), "it is free again");
}
