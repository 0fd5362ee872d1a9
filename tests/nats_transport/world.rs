//! A server, a connection of the transport, and one beside it that looks on.

use crate::nats_server::NatsServer;
use async_nats::jetstream::Context;
use copydesk::telemetry::{BuildLabels, Metrics};
use copydesk::transport::nats::{Broker, Manage, NatsInbox, NatsOutbox, NatsReceipt, NatsSettings, Topology};
use copydesk::transport::{Delivery, Gate, Headers, Inbox, InboxError, Outgoing};
use futures::StreamExt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

/// Whatever is waited for comes within this, or the test fails.
pub const DEADLINE: Duration = Duration::from_secs(15);
const IN_FLIGHT: usize = 8;
const IN_FLIGHT_BYTES: usize = 16 * 1024 * 1024;

pub struct World {
    pub server: NatsServer,
    pub topology: Topology,
    pub broker: Broker,
    pub jetstream: Context,
}

pub fn topology() -> Topology {
    Topology {
        input: Default::default(),
        output: Default::default(),
        dead_letters: Default::default(),
        lease_bucket: None,
    }
}

pub async fn connect(settings: &NatsSettings) -> Broker {
    let build = BuildLabels { version: "t".into(), knowledge: "t".into(), pipeline: "t".into() };
    let broker = Broker::connect(settings, Arc::new(Metrics::new(build)));
    soon("a connection", broker).await.expect("a connection")
}

impl World {
    /// With streams and consumer as they are by default.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    pub async fn with(change: impl FnOnce(&mut Topology)) -> Self {
        let world = Self::bare(change).await;
        world.topology.apply(&world.broker).await.expect("streams and consumer");
        world
    }

    /// Without streams.
    pub async fn bare(change: impl FnOnce(&mut Topology)) -> Self {
        let server = NatsServer::start();
        let mut topology = topology();
        change(&mut topology);
        let broker = connect(&NatsSettings { url: server.url(), ..NatsSettings::default() }).await;
        let client = async_nats::connect(server.url()).await.expect("a connection");
        Self { server, topology, broker, jetstream: async_nats::jetstream::new(client) }
    }

    pub fn inbox(&self) -> NatsInbox {
        self.inbox_of(IN_FLIGHT, IN_FLIGHT_BYTES)
    }

    pub fn inbox_of(&self, in_flight: usize, bytes: usize) -> NatsInbox {
        NatsInbox::start(&self.broker, &self.topology, Gate::new(in_flight, bytes), in_flight, bytes, true)
    }

    pub fn outbox(&self) -> NatsOutbox {
        let window = Duration::from_secs(self.topology.output.duplicate_window_s);
        NatsOutbox::new(&self.broker, &self.topology, window)
    }

    /// Stores articles `0`, `1` and so on.
    pub async fn feed(&self, articles: usize) {
        for n in 0..articles {
            self.feed_bytes(n.to_string().into_bytes()).await;
        }
    }

    pub async fn feed_bytes(&self, payload: Vec<u8>) {
        let sent = self.jetstream.publish("news.raw.test", payload.into()).await.expect("sent");
        sent.await.expect("stored");
    }

    pub async fn delete_consumer(&self) {
        let stream = self.jetstream.get_stream(&self.topology.input.stream).await.expect("the input");
        stream.delete_consumer(&self.topology.input.consumer).await.expect("the consumer goes");
    }
}

/// A subscription that the server knows of: its own first message came back.
pub async fn listen(world: &World, subject: &str) -> async_nats::Subscriber {
    let looker = async_nats::connect(world.server.url()).await.expect("a connection");
    let mut subscriber = looker.subscribe(subject.to_owned()).await.expect("subscribed");
    looker.publish(subject.to_owned(), "heard?".into()).await.expect("sent");
    soon("our own message", subscriber.next()).await.expect("one");
    subscriber
}

pub fn bind(topology: &mut Topology) {
    topology.input.manage = Manage::Bind;
    topology.output.manage = Manage::Bind;
    topology.dead_letters.manage = Manage::Bind;
}

pub fn outgoing(id: &str, payload: impl Into<Vec<u8>>) -> Outgoing {
    let subject = "news.enriched.en.none".to_owned();
    Outgoing { id: id.to_owned(), subject, headers: Headers::new(), payload: payload.into().into() }
}

/// The next delivery, over interruptions.
pub async fn next(inbox: &mut NatsInbox) -> Delivery<NatsReceipt> {
    let next = async {
        loop {
            match inbox.next().await {
                Ok(delivery) => return delivery,
                Err(InboxError::Closed) => panic!("the inbox is closed"),
                Err(_) => {}
            }
        }
    };
    soon("a delivery", next).await
}

pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    within(DEADLINE, what, future).await
}

pub async fn within<T>(limit: Duration, what: &str, future: impl Future<Output = T>) -> T {
    tokio::time::timeout(limit, future).await.unwrap_or_else(|_| panic!("{what} did not come within {limit:?}"))
}
