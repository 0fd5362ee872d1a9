//! The in-process broker: the twin of `nats` for tests and the demo, with faults to inject.
//!
//! It behaves as JetStream does where a worker can tell: duplicate window, ack wait, redelivery, late acks, publishes
//! that time out and are stored all the same. Time is tokio's, so paused time drives it.

mod broker;
mod cell;
mod clock;
mod consumer;
mod faults;
mod follow;
mod inbox;
mod journal;
mod link;
mod options;
mod outbox;
mod receipt;
mod stream;
mod subject;

pub use broker::Broker;
pub use cell::MemoryCell;
pub use consumer::ConsumerState;
pub use faults::{Fault, Trouble};
pub use follow::Follower;
pub use inbox::MemoryInbox;
pub use journal::{MemoryJournal, MemoryPages};
pub use link::Client;
pub use options::{ConsumerOptions, Discard, Options, StreamOptions};
pub use outbox::MemoryOutbox;
pub use receipt::MemoryReceipt;
pub use stream::StoredMessage;

#[cfg(test)]
mod bench;
