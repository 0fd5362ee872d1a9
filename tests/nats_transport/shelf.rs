//! Dead letters: looked through, sent back, taken off.

use crate::world::{World, next, outgoing};
use copydesk::transport::nats::{DeadLetters, DeadMessage};
use copydesk::transport::{Outbox, Outgoing, Receipt};

fn letter(sequence: u64) -> Outgoing {
    let headers = [
        ("Copydesk-Source", format!("NEWS_RAW:{sequence}")),
        ("Copydesk-Source-Subject", "news.raw.test".to_owned()),
        ("Copydesk-Dead-Reason", "not-text".to_owned()),
        ("Their-Own", "kept".to_owned()),
    ];
    Outgoing {
        subject: "news.dead.clean.not-text".into(),
        headers: headers.into_iter().collect(),
        ..outgoing(&format!("dead:NEWS_RAW:{sequence}"), format!("article {sequence}"))
    }
}

async fn shelf(world: &World) -> (DeadLetters, Vec<DeadMessage>) {
    let shelf = DeadLetters::open(&world.broker, &world.topology).await.expect("the shelf");
    let mut letters = Vec::new();
    shelf
        .each(None, |letter| {
            letters.push(letter);
            true
        })
        .await
        .expect("read");
    (shelf, letters)
}

#[tokio::test]
async fn letters_are_listed_read_and_taken_off() {
    let world = World::new().await;
    assert_eq!(shelf(&world).await.1.len(), 0);
    for sequence in 1..=150 {
        world.outbox().publish(&letter(sequence)).await.expect("stored");
    }
    let (shelf_, letters) = shelf(&world).await;
    assert_eq!(letters.iter().map(|l| l.sequence).collect::<Vec<_>>(), (1..=150).collect::<Vec<_>>());
    let mut seen = 0;
    shelf_
        .each(None, |_| {
            seen += 1;
            seen < 3
        })
        .await
        .expect("read");
    assert_eq!(seen, 3, "whoever has seen enough is shown no more");
    let one = shelf_.get(42).await.expect("there");
    assert_eq!((one.payload.as_ref(), one.headers.get("Their-Own")), (&b"article 42"[..], Some("kept")));
    assert_eq!(one.subject, "news.dead.clean.not-text");
    shelf_.delete(42).await.expect("taken off");
    let why = shelf_.get(42).await.expect_err("it is gone").to_string();
    assert!(why.starts_with("dead letters in stream `NEWS_DEAD`: "), "{why}");
}

#[tokio::test]
async fn a_letter_that_is_sent_back_keeps_its_identity_and_comes_once() {
    let world = World::new().await;
    world.outbox().publish(&letter(7)).await.expect("stored");
    let (shelf, letters) = shelf(&world).await;
    shelf.send_back(&letters[0]).await.expect("sent");
    shelf.send_back(&letters[0]).await.expect("known");
    let delivery = next(&mut world.inbox()).await;
    assert_eq!((delivery.payload.as_ref(), delivery.origin.pending), (&b"article 7"[..], 0));
    assert_eq!(delivery.origin.subject, "news.raw.test");
    let header = |name: &str| delivery.headers.get(name).map(str::to_owned);
    assert_eq!(header("Copydesk-Source").as_deref(), Some("NEWS_RAW:7"));
    assert_eq!(header("Their-Own").as_deref(), Some("kept"));
    assert_eq!(header("Copydesk-Dead-Reason"), None);
    delivery.receipt.ack().await.expect("confirmed");
}
