//! The transport against a real nats-server: what it promises, and what it does when the broker does not behave.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test stops at the first surprise

#[path = "support/nats_server.rs"]
mod nats_server;
#[path = "nats_transport/world.rs"]
mod world;

#[path = "nats_transport/broken.rs"]
mod broken;
#[path = "nats_transport/bucket.rs"]
mod bucket;
#[path = "nats_transport/deliveries.rs"]
mod deliveries;
#[path = "nats_transport/publishing.rs"]
mod publishing;
#[path = "nats_transport/shelf.rs"]
mod shelf;
#[path = "nats_transport/topology.rs"]
mod topology;
