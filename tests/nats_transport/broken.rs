//! The broker goes away, or what it kept for us does.

use crate::nats_server::NatsServer;
use crate::world::{World, bind, connect, listen, next, outgoing, soon, within};
use async_nats::jetstream::Context;
use copydesk::transport::nats::NatsSettings;
use copydesk::transport::{Ask, AskError, Inbox, InboxError, Outbox, Receipt};
use futures::StreamExt;
use std::time::Duration;

async fn is_stored(jetstream: &Context, payload: &'static str) -> bool {
    match jetstream.publish("news.raw.test", payload.into()).await {
        Ok(sent) => sent.await.is_ok(),
        Err(_) => false,
    }
}

#[tokio::test]
async fn deliveries_go_on_after_a_restart() {
    let mut world = World::new().await;
    world.feed(2).await;
    let (mut inbox, outbox) = (world.inbox(), world.outbox());
    next(&mut inbox).await.receipt.ack().await.expect("confirmed");
    let second = next(&mut inbox).await;
    let mut connection = world.broker.connection();
    world.server.stop();
    soon("the loss of the connection", connection.wait_for(|c| !c.up)).await.expect("watched");
    assert!(second.receipt.ack().await.is_err(), "no confirmation without a broker");
    world.server.start_again("");
    let feeder = async_nats::jetstream::new(async_nats::connect(world.server.url()).await.expect("a connection"));
    let go_on = async {
        while !is_stored(&feeder, "third").await {}
        while next(&mut inbox).await.payload != "third" {}
        while outbox.publish(&outgoing("a", "1")).await.is_err() {}
    };
    within(Duration::from_secs(3), "the third article", go_on).await;
}

/// What was asked on a lost connection is not answered on the next; who waits for it holds up all others.
#[tokio::test]
async fn a_request_ends_with_its_connection() {
    let mut world = World::new().await;
    let mut asked = listen(&world, "nobody.answers").await;
    let broker = world.broker.clone();
    let question = tokio::spawn(async move { broker.ask("nobody.answers", "?".into(), Duration::from_secs(60)).await });
    soon("the question", asked.next()).await.expect("one");
    world.server.stop();
    let answer = within(Duration::from_secs(3), "the end of the question", question).await.expect("no panic");
    assert!(matches!(answer, Err(AskError::Failed(_))), "{answer:?}");
}

#[tokio::test]
async fn a_deleted_consumer_of_ours_comes_back() {
    let world = World::new().await;
    world.feed(1).await;
    let mut inbox = world.inbox();
    next(&mut inbox).await.receipt.ack().await.expect("confirmed");
    world.delete_consumer().await;
    let again = next(&mut inbox).await;
    assert_eq!((again.origin.sequence, again.origin.delivered), (1, 1));
}

/// What the server forgot while it was down is not announced by anything but the next pull.
#[tokio::test]
async fn a_consumer_that_is_lost_over_a_restart_comes_back() {
    let mut world = World::new().await;
    world.feed(1).await;
    let mut inbox = world.inbox();
    next(&mut inbox).await.receipt.ack().await.expect("confirmed");
    world.server.stop();
    let consumer = world.server.dir().join("jetstream/jetstream/$G/streams/NEWS_RAW/obs/copydesk");
    std::fs::remove_dir_all(&consumer).expect("the consumer's directory");
    world.server.start_again("");
    let again = next(&mut inbox).await;
    assert_eq!((again.origin.sequence, again.origin.delivered), (1, 1));
}

#[tokio::test]
async fn a_deleted_stream_of_ours_comes_back() {
    let world = World::new().await;
    let mut inbox = world.inbox();
    world.feed(1).await;
    next(&mut inbox).await.receipt.ack().await.expect("confirmed");
    world.jetstream.delete_stream("NEWS_RAW").await.expect("the stream goes");
    let fed = async { while !is_stored(&world.jetstream, "new").await {} };
    soon("the stream", fed).await;
    assert_eq!(next(&mut inbox).await.payload, "new");
}

#[tokio::test]
async fn a_deleted_consumer_of_another_is_reported_and_waited_for() {
    let world = World::with(bind).await;
    world.feed(1).await;
    let mut inbox = world.inbox();
    next(&mut inbox).await.receipt.ack().await.expect("confirmed");
    world.delete_consumer().await;
    let gone = async { while !matches!(inbox.next().await, Err(InboxError::Gone(_))) {} };
    soon("a report", gone).await;
    // The server may still be removing the files of the one before, and then refuses.
    let again = async { while world.topology.apply(&world.broker).await.is_err() {} };
    soon("the consumer again", again).await;
    assert_eq!(next(&mut inbox).await.origin.sequence, 1);
}

#[tokio::test]
async fn a_rotated_password_is_picked_up() {
    let accounts =
        |password: &str| format!("authorization {{ users: [ {{ user: \"desk\", password: \"{password}\" }} ] }}");
    let mut server = NatsServer::start_with(&accounts("first"));
    let file = server.dir().join("password");
    std::fs::write(&file, "first\n").expect("a password");
    let settings = NatsSettings {
        url: server.url(),
        user: Some("desk".into()),
        password_file: Some(file.clone()),
        ..NatsSettings::default()
    };
    let broker = connect(&settings).await;
    let mut connection = broker.connection();
    let before = connection.borrow().epoch;
    server.stop();
    soon("the loss", connection.wait_for(|c| !c.up)).await.expect("watched");
    server.start_again(&accounts("second"));
    std::fs::write(&file, "second\n").expect("a password");
    let back = soon("the connection", connection.wait_for(|c| c.up)).await.expect("watched").epoch;
    assert!(back > before);
}

/// What a client may leave unanswered before it is replaced, and as many questions at a time as a worker never asks.
const UNANSWERED: usize = 20_000;
const AT_A_TIME: usize = 500;

#[tokio::test]
async fn a_client_that_has_leaked_enough_is_replaced() {
    let world = World::new().await;
    let _silent = listen(&world, "nobody.answers").await;
    let before = world.broker.connection().borrow().epoch;
    for _ in 0..UNANSWERED / AT_A_TIME {
        let ask = || world.broker.ask("nobody.answers", "?".into(), Duration::from_millis(1));
        let answers = futures::future::join_all((0..AT_A_TIME).map(|_| ask())).await;
        assert!(answers.iter().all(Result::is_err), "nobody answers");
    }
    let mut connection = world.broker.connection();
    let replaced = connection.wait_for(|c| c.up && c.epoch > before);
    soon("another client", replaced).await.expect("the broker lives");
    let stored = soon("a publish", world.outbox().publish(&outgoing("a", "1"))).await;
    assert!(stored.is_ok(), "{stored:?}");
}
