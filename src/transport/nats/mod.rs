//! The broker itself, through async-nats: the only room that names it.

mod bucket;
mod cell;
mod connection;
mod credentials;
mod dead_letters;
pub mod doctor;
mod feed;
mod headers;
mod history;
mod inbox;
mod journal;
mod outbox;
mod pull;
mod ranges;
mod receipt;
pub mod replay;
mod secret;
mod settings;
mod topology;

pub use bucket::{Bucket, BucketError, Contents, Value};
pub use cell::NatsCell;
pub use connection::{Broker, ConnectError, Connection};
pub use dead_letters::{DeadLetters, DeadMessage, ShelfError};
pub use feed::{Live, Passing, publish};
pub use inbox::NatsInbox;
pub use journal::{NatsJournal, NatsPages};
pub use outbox::NatsOutbox;
pub use receipt::NatsReceipt;
pub use secret::Secret;
pub use settings::{DeadLetterSettings, InputSettings, Manage, NatsSettings, OutputSettings};
pub use topology::{Change, Topology, TopologyError};
