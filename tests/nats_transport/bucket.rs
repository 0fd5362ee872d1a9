//! Key-value buckets: read in full, followed, over deletions, restarts and a bucket that is not there.

use crate::world::{World, soon};
use async_nats::jetstream::kv::{Config, Store};
use copydesk::transport::nats::doctor::{Gravity, examine_bucket};
use copydesk::transport::nats::{Bucket, BucketError, Contents};

async fn bucket(world: &World) -> Store {
    let config = Config { bucket: "own".into(), ..Config::default() };
    world.jetstream.create_key_value(config).await.expect("a bucket")
}

fn words(contents: &Contents) -> Vec<String> {
    contents.iter().map(|(key, value)| format!("{key}={}", String::from_utf8_lossy(&value.bytes))).collect()
}

/// The next contents that are as expected; others may be told before.
async fn until(bucket: &mut Bucket, expected: &[&str]) {
    let wait = async { while words(&bucket.next().await) != expected {} };
    soon(&format!("{expected:?}"), wait).await;
}

#[tokio::test]
async fn a_bucket_that_is_not_there_is_told_with_what_makes_it() {
    let world = World::bare(|_| {}).await;
    let why = Bucket::open(&world.broker, "own").await.err().expect("none");
    assert_eq!(why, BucketError::Missing("own".into()));
    assert!(why.to_string().contains("`nats kv add own` makes it"), "{why}");
    assert_eq!(examine_bucket(&world.broker, "own").await.gravity, Gravity::Problem);
    bucket(&world).await;
    assert_eq!(examine_bucket(&world.broker, "own").await.gravity, Gravity::Good);
}

#[tokio::test]
async fn contents_are_told_in_full_and_after_each_change() {
    let world = World::bare(|_| {}).await;
    let store = bucket(&world).await;
    let (mut empty, contents) = soon("an empty bucket", Bucket::open(&world.broker, "own")).await.expect("open");
    assert_eq!(words(&contents), [""; 0]);
    store.put("desk.a", "0".into()).await.expect("put");
    store.put("desk.a", "1".into()).await.expect("put");
    store.put("b", "2".into()).await.expect("put");
    store.put("c", "3".into()).await.expect("put");
    store.delete("c").await.expect("deleted");
    until(&mut empty, &["b=2", "desk.a=1"]).await;
    let (mut full, contents) = soon("a full bucket", Bucket::open(&world.broker, "own")).await.expect("open");
    assert_eq!(words(&contents), ["b=2", "desk.a=1"]);
    store.purge("b").await.expect("purged");
    until(&mut full, &["desk.a=1"]).await;
    store.put("desk.a", "4".into()).await.expect("put");
    until(&mut full, &["desk.a=4"]).await;
}

#[tokio::test]
async fn what_changes_while_the_server_is_away_is_told_after() {
    let mut world = World::bare(|_| {}).await;
    let store = bucket(&world).await;
    store.put("a", "1".into()).await.expect("put");
    store.put("b", "1".into()).await.expect("put");
    let (mut followed, contents) = soon("a bucket", Bucket::open(&world.broker, "own")).await.expect("open");
    assert_eq!(words(&contents), ["a=1", "b=1"]);
    world.server.stop();
    world.server.start_again("");
    let looker = async_nats::connect(world.server.url()).await.expect("a connection");
    let jetstream = async_nats::jetstream::new(looker);
    let change = async {
        // JetStream may need a moment after the start.
        let store = loop {
            if let Ok(store) = jetstream.get_key_value("own").await {
                break store;
            }
        };
        while store.delete("a").await.is_err() {}
        while store.put("b", "2".into()).await.is_err() {}
    };
    soon("changes", change).await;
    until(&mut followed, &["b=2"]).await;
}
