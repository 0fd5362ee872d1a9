//! Nothing lost, nothing twice: the program itself, beside a real broker, while things break.
//!
//! `FAULT_ARTICLES` sizes each scenario (default 2,000); `NATS_SERVER` names the broker's program.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test stops at the first surprise

#[path = "faults/broker.rs"]
mod broker;
#[path = "faults/broker_faults.rs"]
mod broker_faults;
#[path = "faults/feeder.rs"]
mod feeder;
#[path = "faults/lab.rs"]
mod lab;
#[path = "faults/letters.rs"]
mod letters;
#[path = "faults/network_faults.rs"]
mod network_faults;
#[path = "faults/oracle.rs"]
mod oracle;
#[path = "faults/proxy.rs"]
mod proxy;
#[path = "faults/stopping.rs"]
mod stopping;
#[path = "faults/stories.rs"]
mod stories;
#[path = "faults/stream_faults.rs"]
mod stream_faults;
#[path = "faults/waits.rs"]
mod waits;
#[path = "faults/worker.rs"]
mod worker;
#[path = "faults/worker_faults.rs"]
mod worker_faults;
