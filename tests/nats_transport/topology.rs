//! Streams and consumer: created, compared, refused, changed, and what the doctor says of them.

use crate::world::{World, bind};
use async_nats::jetstream::consumer::{AckPolicy, pull};
use copydesk::transport::nats::doctor::{Gravity, examine};
use copydesk::transport::nats::{Change, Manage, TopologyError};
use std::time::Duration;

fn words(changes: Vec<Change>) -> Vec<String> {
    changes.into_iter().map(|change| change.0).collect()
}

async fn replace_consumer(world: &World, change: impl FnOnce(&mut pull::Config)) {
    let stream = world.jetstream.get_stream("NEWS_RAW").await.expect("the input");
    stream.delete_consumer("copydesk").await.expect("the consumer goes");
    let mut config = pull::Config {
        durable_name: Some("copydesk".into()),
        ack_policy: AckPolicy::Explicit,
        filter_subjects: vec!["news.raw.>".into()],
        ..Default::default()
    };
    change(&mut config);
    stream.create_consumer(config).await.expect("a consumer");
}

async fn refusal(world: &World) -> (&'static str, Vec<String>) {
    match world.topology.ensure(&world.broker).await {
        Err(TopologyError::Differs { what, differences, .. }) => (what, differences),
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn what_is_missing_is_created_once() {
    let world = World::bare(|_| {}).await;
    let (topology, broker) = (&world.topology, &world.broker);
    let all =
        ["create stream `NEWS_RAW`", "create stream `NEWS`", "create stream `NEWS_DEAD`", "create consumer `copydesk`"];
    assert_eq!(words(topology.difference(broker).await.expect("a look")), all);
    assert_eq!(words(topology.ensure(broker).await.expect("created")), all);
    assert_eq!(words(topology.ensure(broker).await.expect("there")), [""; 0]);
    assert_eq!(words(topology.difference(broker).await.expect("a look")), [""; 0]);
}

#[tokio::test]
async fn a_bucket_is_created_by_who_is_asked_for_it() {
    let world = World::bare(|topology| topology.lease_bucket = Some("desk".into())).await;
    let (topology, broker) = (&world.topology, &world.broker);
    topology.ensure(broker).await.expect("streams and consumer");
    assert_eq!(words(topology.difference(broker).await.expect("a look")), ["create bucket `desk`"]);
    assert_eq!(words(topology.apply(broker).await.expect("created")), ["create bucket `desk`"]);
    assert_eq!(words(topology.difference(broker).await.expect("a look")), [""; 0]);
    world.jetstream.get_key_value("desk").await.expect("the bucket");
}

#[tokio::test]
async fn what_is_missing_is_not_created_for_another() {
    let world = World::bare(bind).await;
    let missing = world.topology.ensure(&world.broker).await;
    assert!(matches!(&missing, Err(TopologyError::Missing { name, .. }) if name == "NEWS_RAW"), "{missing:?}");
}

#[tokio::test]
async fn a_consumer_that_differs_is_refused_then_changed() {
    let world = World::new().await;
    replace_consumer(&world, |config| (config.ack_wait, config.max_deliver) = (Duration::from_secs(7), 3)).await;
    let differences = vec![
        "ack wait is 7s, not 30s".to_owned(),
        "max deliver is 3: the broker would give up articles in silence".to_owned(),
    ];
    assert_eq!(refusal(&world).await, ("consumer", differences.clone()));
    let changed = format!("change consumer `copydesk`: {}", differences.join("; "));
    assert_eq!(words(world.topology.apply(&world.broker).await.expect("changed")), [changed]);
    assert_eq!(words(world.topology.difference(&world.broker).await.expect("a look")), [""; 0]);
}

#[tokio::test]
async fn a_consumer_with_a_backoff_is_refused() {
    let world = World::new().await;
    let steps = vec![Duration::from_secs(30), Duration::from_secs(60)];
    replace_consumer(&world, |config| (config.backoff, config.max_deliver) = (steps, 5)).await;
    let (_, differences) = refusal(&world).await;
    assert!(differences.iter().any(|d| d.contains("backoff")), "{differences:?}");
}

/// Subjects that a stream has besides ours are somebody's.
#[tokio::test]
async fn subjects_are_added_never_taken() {
    let mut world = World::new().await;
    let mut config = world.jetstream.get_stream("NEWS").await.expect("the output").cached_info().config.clone();
    config.subjects = vec!["other.>".into(), "news.enriched.>".into()];
    world.jetstream.update_stream(config).await.expect("changed");
    let (what, differences) = refusal(&world).await;
    assert_eq!((what, differences.len()), ("stream", 4));
    world.topology.output.manage = Manage::Apply;
    world.topology.ensure(&world.broker).await.expect("changed");
    let subjects = world.jetstream.get_stream("NEWS").await.expect("the output").cached_info().config.subjects.clone();
    let kinds = ["entity", "quote", "event", "story"].map(|kind| format!("news.{kind}.>"));
    assert_eq!(subjects[..2], ["other.>", "news.enriched.>"]);
    assert_eq!(subjects[2..], kinds);
}

#[tokio::test]
async fn the_doctor_names_what_is_wrong() {
    let world = World::bare(bind).await;
    let findings = async |gravity: Gravity| {
        let findings = examine(&world.broker, &world.topology, Duration::from_secs(600)).await;
        findings.into_iter().filter(|f| f.gravity == gravity).map(|f| f.what).collect::<Vec<_>>()
    };
    assert_eq!(findings(Gravity::Problem).await.len(), 4, "three streams and a consumer are missing");
    world.topology.apply(&world.broker).await.expect("created");
    assert_eq!(findings(Gravity::Problem).await, [""; 0]);
    let good = findings(Gravity::Good).await;
    assert!(good.iter().any(|f| f == "streams and consumer are as configured"), "{good:?}");
    let warnings = findings(Gravity::Warning).await;
    for part in ["duplicate window", "`NEWS_RAW` has one replica", "`NEWS` has one replica"] {
        assert!(warnings.iter().any(|f| f.contains(part)), "{part} in {warnings:?}");
    }
}
